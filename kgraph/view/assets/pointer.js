"use strict";

/** What the pointer is over, of all there is; and what a click, a double click and a drag on it do. */
kgraph.module("pointer", ({ data, state, visible, camera, sea, grid, ground, labels, light, focus, picture, engine, paint }) => {
  const { nodes, edges } = data;
  const { network, body, container } = engine;
  const HOVER_DELAY = 70;
  const SLACK = 3; // pixels beside a node that still are the node
  const EDGE_SLACK = 4;
  const LEGIBLE = 6; // a radius on the screen below which an island is meant rather than a node of it
  const MOST_DRAGGED_ALONG = 150;
  let timer = 0;
  let double = () => {};

  /** Return the nearest edge that the ground draws, within some pixels; -1 where there is none. */
  function edgeAt(place, scale) {
    const [isOpen, isBundled] = [sea.openAt(scale), sea.isBundled(scale)];
    let best = -1;
    let least = EDGE_SLACK / scale;
    const { x, y } = nodes;
    for (let edge = 0; edge < edges.count; edge += 1) {
      const [from, to] = [edges.from[edge], edges.to[edge]];
      if (Math.min(x[from], x[to]) - least > place.x || Math.max(x[from], x[to]) + least < place.x) continue;
      if (Math.min(y[from], y[to]) - least > place.y || Math.max(y[from], y[to]) + least < place.y) continue;
      if (focus.hasEdge(edge) || !visible.edge(edge) || edges.smooth.has(edge)) continue;
      const away = distance(place, x[from], y[from], x[to], y[to]);
      if (away >= least || !["near", "far"].includes(paint.manner(edge, scale, isOpen, isBundled))) continue;
      best = edge;
      least = away;
    }
    return best;
  }

  function distance({ x, y }, fromX, fromY, toX, toY) {
    const [dx, dy] = [toX - fromX, toY - fromY];
    const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
  }

  /** Return what is at a place on the screen: { kind, at }, kind being node, edge or island; null for nothing. */
  function pick(point) {
    const { scale } = camera.view();
    const place = camera.toPlace(point);
    const island = sea.closedAt(place, scale);
    const passes = (node) => visible.node(node) && (island < 0 || nodes.size[node] * scale > LEGIBLE);
    const node = grid.at(place, SLACK / scale, passes);
    if (node >= 0) return { kind: "node", at: node };
    if (island >= 0) return { kind: "island", at: island };
    const held = network.getEdgeAt(point);
    if (held !== undefined) return { kind: "edge", at: held };
    const edge = edgeAt(place, scale);
    return edge < 0 ? null : { kind: "edge", at: edge };
  }

  function hover(thing) {
    clearTimeout(timer);
    const wanted = thing && thing.kind !== "island" ? thing : null;
    container.style.cursor = thing ? "pointer" : "";
    timer = setTimeout(() => state.hover(wanted?.kind, wanted?.at), wanted ? HOVER_DELAY : 0);
  }

  const pointOf = ({ clientX, clientY }) => {
    const { left, top } = container.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  let next = null;
  let last = null;
  function onMove(event) {
    last = pointOf(event);
    if (event.buttons || next) return;
    next = requestAnimationFrame(() => {
      next = null;
      hover(pick(last));
    });
  }

  function onLeave() {
    cancelAnimationFrame(next);
    next = null;
    hover(null);
  }

  function onClick({ pointer: { DOM } }) {
    const thing = pick(DOM);
    if (thing?.kind === "island") picture.open(thing.at);
    else state.select(thing?.kind, thing?.at);
  }

  /** The engine drags what it holds: what is pressed is given to it before it looks. */
  function onPress(event) {
    const thing = pick(pointOf(event));
    if (thing?.kind === "node") focus.keep([thing.at]);
  }

  /** A dragged node takes its edges along: the ground must not draw them meanwhile. */
  function onDragStart({ nodes: [node] }) {
    hover(null);
    if (node === undefined) return;
    const around = [...light.neighbourhood({ kind: "node", at: node }).nodes];
    focus.keep(around.slice(0, MOST_DRAGGED_ALONG));
    focus.settle();
  }

  function onDragging({ nodes: moved }) {
    for (const node of moved) [nodes.x[node], nodes.y[node]] = [body.nodes[node].x, body.nodes[node].y];
    if (moved.length) labels.draw();
  }

  function onDragEnd({ nodes: moved }) {
    if (!moved.length) return;
    onDragging({ nodes: moved });
    grid.forget();
    ground.rest();
  }

  function start() {
    container.addEventListener("pointermove", onMove);
    container.addEventListener("pointerleave", onLeave);
    container.addEventListener("pointerdown", onPress, { capture: true });
    network.on("click", onClick);
    network.on("doubleClick", ({ pointer: { DOM } }) => {
      const thing = pick(DOM);
      if (thing?.kind === "node") double(thing.at);
    });
    network.on("dragStart", onDragStart);
    network.on("dragging", onDragging);
    network.on("dragEnd", onDragEnd);
  }

  return {
    start,
    pick,
    pointOf,
    /** Say what a double click on a node does. */
    onDouble: (run) => (double = run),
  };
});
