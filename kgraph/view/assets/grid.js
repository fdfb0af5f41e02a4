"use strict";

/** Which nodes lie near a place: a grid of cells over all of them, so that each of 100,000 can be hit. */
kgraph.module("grid", ({ data }) => {
  const { nodes } = data;
  const PER_CELL = 3;
  let grid = null;

  function build() {
    const { count, x, y } = nodes;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let node = 0; node < count; node += 1) {
      left = Math.min(left, x[node]);
      right = Math.max(right, x[node]);
      top = Math.min(top, y[node]);
      bottom = Math.max(bottom, y[node]);
    }
    const cell = Math.max(20, Math.sqrt((PER_CELL * (right - left + 1) * (bottom - top + 1)) / Math.max(count, 1)));
    const columns = Math.floor((right - left) / cell) + 1;
    const rows = Math.floor((bottom - top) / cell) + 1;
    const keyOf = (node) => Math.floor((y[node] - top) / cell) * columns + Math.floor((x[node] - left) / cell);
    const starts = new Uint32Array(columns * rows + 1);
    for (let node = 0; node < count; node += 1) starts[keyOf(node) + 1] += 1;
    for (let key = 0; key < columns * rows; key += 1) starts[key + 1] += starts[key];
    const next = starts.slice();
    const members = new Uint32Array(count);
    for (let node = 0; node < count; node += 1) members[next[keyOf(node)]++] = node;
    const largest = nodes.size.reduce((most, size) => Math.max(most, size), 0);
    return { left, top, cell, columns, rows, starts, members, largest };
  }

  /** Call `visit` with each node of the cells that a rectangle touches. */
  function within({ left, top, right, bottom }, visit) {
    if (!nodes.count) return;
    grid ??= build();
    const { cell, columns, rows, starts, members } = grid;
    const clamp = (value, most) => Math.min(Math.max(Math.floor(value), 0), most - 1);
    const [first, last] = [clamp((left - grid.left) / cell, columns), clamp((right - grid.left) / cell, columns)];
    for (let row = clamp((top - grid.top) / cell, rows); row <= clamp((bottom - grid.top) / cell, rows); row += 1) {
      const end = starts[row * columns + last + 1];
      for (let at = starts[row * columns + first]; at < end; at += 1) visit(members[at]);
    }
  }

  /** Return the node at a place, within `slack` of its rim; -1 where there is none. `passes` says who counts. */
  function at({ x, y }, slack, passes) {
    if (!nodes.count) return -1;
    grid ??= build();
    const reach = grid.largest + slack;
    let best = -1;
    let least = Infinity;
    within({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }, (node) => {
      const away = Math.hypot(nodes.x[node] - x, nodes.y[node] - y) - nodes.size[node];
      if (away > slack || away >= least || !passes(node)) return;
      best = node;
      least = away;
    });
    return best;
  }

  return { within, at, forget: () => (grid = null) };
});
