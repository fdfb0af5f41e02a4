"use strict";

/** Names on the picture: the important ones first, none on top of another. */
kgraph.labels = (() => {
  const { data, theme, state } = kgraph;
  const { nodes, edges } = data;
  const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR", sans-serif';
  const CELL = 72;
  const LONGEST = 30;
  const AREA_PER_LABEL = 5200;
  const SAME = 0.45; // the scale below which an island's name need not stand on its node again
  const READABLE = 3.4; // a node's radius on the screen from which it may have a name

  const order = Uint32Array.from(nodes.label.keys()).sort(
    (one, other) => nodes.size[other] - nodes.size[one] || one - other,
  );
  const texts = nodes.label.map((name) => kgraph.dom.shorten(name, LONGEST));
  const widths = new Float32Array(nodes.count);
  let boxes = [];

  const fontSize = (node) => 11 + Math.min(5, Math.sqrt(nodes.size[node] - 6) * 0.9);

  function widthOf(ctx, node) {
    if (!widths[node]) {
      ctx.font = `100px ${FONT}`;
      widths[node] = ctx.measureText(texts[node]).width / 100;
    }
    return widths[node];
  }

  /** A grid of boxes that says quickly whether a place is taken. */
  function grid() {
    const cells = new Map();
    const touched = (box) => {
      const keys = [];
      for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
        for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) keys.push(x * 65536 + y);
      }
      return keys;
    };
    const overlap = (one, other) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    return {
      add(box) {
        for (const key of touched(box)) {
          const cell = cells.get(key);
          if (cell) cell.push(box);
          else cells.set(key, [box]);
        }
      },
      hits: (box) => [...new Set(touched(box).flatMap((key) => cells.get(key)?.filter((other) => overlap(box, other)) ?? []))],
    };
  }

  /** Return the places where a name may stand, the best first: below, above, right, left. */
  function places(x, y, reach, width, height) {
    const half = width / 2;
    const middle = height / 2;
    return [
      [x, y + reach + middle],
      [x, y - reach - middle],
      [x + reach + half + 2, y],
      [x - reach - half - 2, y],
    ].map(([atX, atY]) => ({ left: atX - half, right: atX + half, top: atY - middle, bottom: atY + middle, x: atX, y: atY }));
  }

  /** Return the drawn nodes that are on the screen, the important ones first. */
  function visible({ width, height }, { x: moveX, y: moveY, scale }) {
    const seen = [];
    for (const node of order) {
      if (!state.nodeShown(node)) continue;
      const at = kgraph.picture.place(node);
      const x = at.x * scale + moveX;
      const y = at.y * scale + moveY;
      const reach = nodes.size[node] * scale;
      if (x < -reach || y < -reach || x > width + reach || y > height + reach) continue;
      seen.push({ node, x, y, reach, left: x - reach, right: x + reach, top: y - reach, bottom: y + reach, isNode: true });
    }
    return seen;
  }

  /** Keep names from running under the page's own furniture. */
  function furniture() {
    return ["side", "tools", "panel", "terms"].map((id) => document.getElementById(id).getBoundingClientRect());
  }

  /** Choose names and their places: first those that must stand, then by importance while there is room. */
  function choose(ctx, screen) {
    const { lit } = screen;
    const view = kgraph.picture.view();
    const taken = grid();
    furniture().forEach(taken.add);
    const seen = visible(screen, view);
    for (const spot of seen) if (lit ? lit.nodes.has(spot.node) : spot.reach > 2) taken.add(spot);
    const most = Math.max(24, (screen.width * screen.height) / AREA_PER_LABEL);
    const chosen = lit ? [] : titles(ctx, view, taken);
    const first = lit?.thing.kind === "node" ? lit.thing.at : -1;
    const said = new Set(view.scale < SAME ? chosen.flatMap((title) => title.said) : []);
    const wanted = seen.filter(({ node, reach }) => (lit ? lit.nodes.has(node) : reach >= READABLE && !said.has(node)));
    wanted.sort((one, other) => (other.node === first) - (one.node === first));
    for (const [rank, spot] of wanted.entries()) {
      if (chosen.length >= most || rank > most * 12) break;
      const size = fontSize(spot.node);
      const box = fitting(spot, places(spot.x, spot.y, spot.reach + 1, widthOf(ctx, spot.node) * size + 6, size * 1.3), taken, {
        mayCover: lit ? Infinity : rank < most / 3 ? 2 : 0,
        mustStand: spot.node === first,
        right: screen.width,
      });
      if (!box) continue;
      taken.add(box);
      chosen.push({ ...box, size, text: texts[spot.node], weight: spot.node === first ? 700 : nodes.size[spot.node] > 24 ? 600 : 400, node: spot.node });
    }
    return chosen;
  }

  /** Return the place that covers least. A name never covers a name, nor a node greater than its own. */
  function fitting(spot, options, taken, { mayCover, mustStand, right }) {
    let best;
    let least = Infinity;
    for (const box of options) {
      const hits = taken.hits(box).filter((other) => other !== spot);
      const isCut = box.left < 2 || box.right > right - 2;
      const isBarred = (isCut && !mustStand) || hits.some((other) => !other.isNode || (other.reach > spot.reach && !mustStand));
      if (isBarred || hits.length > mayCover || hits.length >= least) continue;
      best = box;
      least = hits.length;
      if (!least) break;
    }
    return best;
  }

  /** Return the names of islands and shelf, placed before all others. */
  function titles(ctx, { x: moveX, y: moveY, scale }, taken) {
    const found = [];
    for (const { texts: told, of = [], x, y, radius, size, align } of kgraph.sea.titles(scale)) {
      ctx.font = `600 ${size}px ${FONT}`;
      const fits = (text) => ctx.measureText(text).width < 2 * radius * scale;
      const text = told.find(fits) ?? told.at(-1);
      const wide = ctx.measureText(text).width + 8;
      const atX = x * scale + moveX + (align === "left" ? wide / 2 : 0);
      const atY = y * scale + moveY - (align === "left" ? size : 0);
      const options = places(atX, atY, radius * scale - size * 0.7, wide, size * 1.4).slice(0, 2).reverse();
      const box = options.find((one) => !taken.hits(one).some((other) => !other.isNode));
      if (!box) continue;
      taken.add(box);
      const said = of.slice(0, text === told[0] ? 2 : 1);
      found.push({ ...box, text, size, weight: align ? 400 : 600, soft: Boolean(align), said });
    }
    return found;
  }

  function write(ctx, text, x, y, size, weight = 400) {
    ctx.font = `${weight} ${size}px ${FONT}`;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }

  /** The relation's name on the hovered or selected edge. */
  function relation(lit) {
    if (lit?.thing.kind !== "edge") return null;
    const { x, y, scale } = kgraph.picture.view();
    const at = kgraph.picture.middleOf(lit.thing.at);
    return { text: edges.type[lit.thing.at], x: at.x * scale + x, y: at.y * scale + y };
  }

  function draw(ctx, view) {
    boxes = choose(ctx, view);
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5 });
    ctx.strokeStyle = theme.colours.paper;
    ctx.fillStyle = theme.colours.ink;
    for (const { text, x, y, size, weight, soft } of boxes) {
      ctx.fillStyle = soft ? theme.colours.soft : theme.colours.ink;
      write(ctx, text, x, y, size, weight);
    }
    ctx.fillStyle = theme.colours.ink;
    const told = relation(view.lit);
    if (told?.text) write(ctx, told.text, told.x, told.y, 12, 600);
  }

  return { draw, boxes: () => boxes };
})();
