"use strict";

/**
 * The layout by year: films stand above a line at their year, people and all else beneath it at the median of the
 * years of their films; nearest to the line who is most important. What has no year lies on a shelf of its own.
 */
kgraph.module("timeline", ({ data, dates, visible, theme, camera, words }) => {
  words.add(
    { decade: (first) => `${first}s`, shelf: (count) => `Without a year (${count.toLocaleString()})` },
    { decade: (first) => `${first}년대`, shelf: (count) => `연도 없음 (${count.toLocaleString()})` },
  );
  const { nodes } = data;
  const ASPECT = 1.7; // of the picture, wide to high
  const CELL = 12; // the grain in which room is sought
  const LEAST = 2; // cells of a year
  const FEW = 800; // nodes up to which there is room for names between them
  const BAND = 26; // between the line and the nodes on either side of it
  const SHELF = 110; // between the nodes and the shelf
  const AT_ONCE = 500; // nodes placed before the browser may draw
  const LEAST_SHELF = 480; // its width
  const STEPS = [10, 20, 50, 100, 200, 500, 1000]; // years that a band may have
  const ROOM = 54; // pixels that the name of some years takes
  const [ROW, ROWS] = [17, 2]; // pixels of a row of such names, and how many rows there are
  const STICK = 16; // pixels from the upper edge at which the marks stand when their place is above it

  /** Return the year at which each node stands, 0 for none: its own, or the median of those it is linked with. */
  function yearsOf() {
    return Uint16Array.from(dates.ofNodes, (own, node) => {
      if (own) return own;
      const linked = [...data.incident(node)].map((edge) => dates.ofEdges[edge] || dates.ofNodes[data.otherEnd(edge, node)]);
      const known = linked.filter(Boolean).sort((one, other) => one - other);
      return known.length ? known[(known.length - 1) >> 1] : 0;
    });
  }

  const gap = nodes.count <= FEW ? 24 : 7;
  const spanOf = (node) => 2 * nodes.size[node] + gap;

  /** Return how many cells a year takes, so that the whole is about as wide as the screen is. */
  function widthOf(years, [first, last]) {
    const areas = new Float64Array(last - first + 1);
    for (let node = 0; node < nodes.count; node += 1) if (years[node]) areas[years[node] - first] += spanOf(node) ** 2;
    const fullest = areas.reduce((most, area) => Math.max(most, area), 0);
    return Math.max(LEAST, Math.round(Math.sqrt((ASPECT * fullest) / areas.length) / CELL));
  }

  /** Fill one side of a line, cell by cell: each node as near to the line as the cells about its place allow. */
  function side(cells) {
    const heights = new Float64Array(cells);
    const over = (start, end) => {
      let most = 0;
      for (let cell = start; cell < end; cell += 1) most = Math.max(most, heights[cell]);
      return most;
    };
    return {
      /** Return { x, away }: where between two cells there is room nearest to the line. */
      put(node, from, to) {
        const wide = Math.min(cells, Math.ceil(spanOf(node) / CELL));
        const middle = (from + to - wide) / 2;
        let [best, least] = [0, Infinity];
        for (let turn = 0; turn <= to - from; turn += 1) {
          const shift = turn % 2 ? -(turn + 1) / 2 : turn / 2;
          const start = Math.min(Math.max(Math.round(middle + shift), 0), cells - wide);
          const height = over(start, start + wide);
          if (height < least) [best, least] = [start, height];
        }
        heights.fill(least + spanOf(node), best, best + wide);
        return { x: (best + wide / 2) * CELL, away: least + spanOf(node) / 2 };
      },
      height: () => over(0, cells),
    };
  }

  /** Put nodes side by side into rows. */
  function* shelve(some, wide, top, { x, y }) {
    let [left, high] = [0, 0];
    for (const [turn, node] of some.entries()) {
      if (turn % AT_ONCE === 0) yield;
      const span = spanOf(node);
      if (left && left + span > wide) [left, top, high] = [0, top + high, 0];
      [x[node], y[node]] = [left + span / 2, top + span / 2];
      left += span;
      high = Math.max(high, span);
    }
  }

  const line = (text, size, weight, isSoft = false) => [{ lines: [{ text, size, weight, isSoft }], said: 0 }];

  /** Return what is drawn beneath: bands of years, the line, the shelf; with their names. */
  function beneath({ first, last, wide, box, lone, start }) {
    const stepAt = (scale) => STEPS.find((step) => step * wide * scale >= ROOM) ?? STEPS.at(-1);
    const isShelf = () => lone.some(visible.node);
    const xOf = (year) => (Math.min(Math.max(year, first), last + 1) - first) * wide;

    /** Return the name of some years: it stays on the screen as long as they do. */
    function mark(year, step, ways, row) {
      const [left, right] = [xOf(year), xOf(year + step)];
      return {
        ways,
        of: [],
        isInside: true,
        shifts: [0],
        rank: step,
        x: (left + right) / 2,
        radius: (step * wide) / 2,
        get y() {
          const { y, scale } = camera.view();
          return Math.max(box.top - (ROWS - row) * ROW / scale, (camera.insets().top + STICK + row * ROW - y) / scale);
        },
      };
    }

    function* marks(step, make, row) {
      for (let year = Math.floor(first / step) * step; year <= last; year += step) yield mark(year, step, make(year), row);
    }

    function titles(scale) {
      const step = stepAt(scale);
      const found = [...marks(step, (year) => line(step === 10 ? words.decade(year) : String(year), 13, 600), 0)];
      if (wide * scale >= ROOM) found.push(...marks(1, (year) => line(String(year), 11, 400, true), 1));
      const told = lone.filter(visible.node).length;
      if (told) found.push({ ways: line(words.shelf(told), 13, 600), of: [], isInside: true, shifts: [0], rank: 1, x: box.right / 2, y: start - SHELF / 3, radius: Math.max(box.right, LEAST_SHELF) / 2 });
      return found;
    }

    function draw(ctx, view) {
      const put = (left, top, right, bottom) => ctx.fillRect(left * view.scale + view.x, top * view.scale + view.y, (right - left) * view.scale, (bottom - top) * view.scale);
      const step = stepAt(view.scale);
      ctx.fillStyle = theme.colours.shore;
      for (let year = Math.floor(first / step) * step; year <= last; year += step) {
        if ((year / step) % 2 === 0) put(xOf(year), box.top, xOf(year + step), box.bottom);
      }
      ctx.strokeStyle = theme.colours.soft;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(box.left * view.scale + view.x, view.y);
      ctx.lineTo(box.right * view.scale + view.x, view.y);
      if (isShelf()) {
        const at = (start - SHELF / 1.5) * view.scale + view.y;
        ctx.moveTo(view.x, at);
        ctx.lineTo(Math.max(box.right, LEAST_SHELF) * view.scale + view.x, at);
      }
      ctx.stroke();
    }

    const margin = (box.bottom - box.top) * 0.04 + 1;
    const discs = [{ x: box.left, y: box.top - margin, radius: margin }, { x: box.right, y: box.bottom, radius: margin }];
    return { beneath: { draw, titles }, discs };
  }

  /** Return the layout, in steps: places, what lies beneath them, and the discs that the picture must hold. */
  function* make() {
    const years = yearsOf();
    yield;
    const [first, last] = years.reduce(([low, high], year) => (year ? [Math.min(low, year), Math.max(high, year)] : [low, high]), [9999, 0]);
    const wide = widthOf(years, [first, last]);
    const cells = (last - first + 1) * wide;
    const [above, below] = [side(cells), side(cells)];
    const [x, y] = [new Float32Array(nodes.count), new Float32Array(nodes.count)];
    let placed = 0;
    for (const node of data.order) {
      if ((placed += 1) % AT_ONCE === 0) yield;
      if (!years[node]) continue;
      const isAbove = dates.ofNodes[node] > 0;
      const from = (years[node] - first) * wide;
      const found = (isAbove ? above : below).put(node, from, from + wide);
      x[node] = found.x;
      y[node] = (found.away + BAND) * (isAbove ? -1 : 1);
    }
    yield;
    const box = { left: 0, right: cells * CELL, top: -above.height() - BAND, bottom: below.height() + BAND };
    const lone = [...data.order].filter((node) => !years[node]);
    const start = box.bottom + SHELF;
    yield* shelve(lone, Math.max(box.right, LEAST_SHELF), start, { x, y });
    return { x, y, years, ...beneath({ first, last, wide: wide * CELL, box, lone, start }) };
  }

  return { make, yearsOf };
});
