"use strict";

/** Names on the picture: the important ones first, none on top of another. */
kgraph.module("labels", ({ data, theme, camera, visible, sea, ground, boxes }) => {
  const { nodes } = data;
  const canvas = document.getElementById("names");
  const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR", sans-serif';
  const LONGEST = 30;
  const AREA_PER_LABEL = 5200;
  const SAME = 0.45; // the scale below which an island's name need not stand on its node again
  const READABLE = 3.4; // a node's radius on the screen from which it may have a name
  const STARS = 12;
  const AROUND = 0.12; // of the screen, beyond its edges, where names are chosen too

  const widths = new Float32Array(nodes.count);
  let chosen = [];
  let shown = [];
  let lit = null;

  const textOf = (node) => {
    const name = nodes.label[node];
    return name.length > LONGEST ? `${[...name].slice(0, LONGEST - 1).join("")}…` : name;
  };
  const fontSize = (node) => 11 + Math.min(5, Math.sqrt(Math.max(0, nodes.size[node] - 6)) * 0.9);
  const fontOf = ({ weight, size }) => `${weight} ${size}px ${FONT}`;

  function context() {
    const { width, height } = camera.size();
    const ratio = Math.min(devicePixelRatio || 1, 2);
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ctx;
  }

  function widthOf(ctx, node) {
    if (!widths[node]) {
      ctx.font = `100px ${FONT}`;
      widths[node] = ctx.measureText(textOf(node)).width / 100;
    }
    return widths[node];
  }

  const spotOf = (node, { x, y, scale }) => {
    const reach = nodes.size[node] * scale;
    const [atX, atY] = [nodes.x[node] * scale + x, nodes.y[node] * scale + y];
    return { node, x: atX, y: atY, reach, left: atX - reach, right: atX + reach, top: atY - reach, bottom: atY + reach, isNode: true };
  };

  /** Return the drawn nodes that are on the screen or nearly, the important ones first. */
  function visibleSpots({ width, height }, view) {
    const isOpen = sea.openAt(view.scale);
    const seen = [];
    const [aside, above] = [width * AROUND, height * AROUND];
    for (const node of data.order) {
      const reach = nodes.size[node] * view.scale;
      const isLit = lit?.nodes.has(node);
      if (reach < 2 && !isLit) continue;
      const [x, y] = [nodes.x[node] * view.scale + view.x, nodes.y[node] * view.scale + view.y];
      if (x < -aside || y < -above || x > width + aside || y > height + above) continue;
      if (visible.node(node) && (isLit || isOpen(nodes.home[node]))) seen.push(spotOf(node, view));
    }
    return seen;
  }

  /** Keep names from running under the page's own furniture. */
  function furniture() {
    return ["side", "tools", "panel", "connect", "terms"].map((id) => document.getElementById(id).getBoundingClientRect());
  }

  /** Choose names and their places: first those that must stand, then by importance while there is room. */
  function choose() {
    const ctx = context();
    const screen = camera.size();
    const view = camera.view();
    const taken = boxes.grid();
    furniture().forEach(taken.add);
    const seen = visibleSpots(screen, view);
    for (const spot of seen) if (lit ? lit.nodes.has(spot.node) : spot.reach > 2) taken.add(spot);
    const most = Math.max(24, (screen.width * screen.height) / AREA_PER_LABEL);
    chosen = lit ? [] : titles(ctx, view, taken);
    const first = lit?.thing.kind === "node" ? lit.thing.at : -1;
    const said = new Set(view.scale < SAME ? chosen.flatMap((title) => title.said) : []);
    const wanted = seen.filter(({ node, reach }) => (lit ? lit.nodes.has(node) : reach >= READABLE && !said.has(node)));
    wanted.sort((one, other) => (other.node === first) - (one.node === first));
    for (const [rank, spot] of wanted.entries()) {
      if (chosen.length >= most || rank > most * 8) break;
      const { node } = spot;
      const size = fontSize(node);
      const [wide, high] = [widthOf(ctx, node) * size + 6, size * 1.3];
      const limits = { mayCover: lit ? 1e6 : mayCover(rank, most), mustStand: node === first, right: screen.width };
      const side = boxes.fitting(spot, boxes.around(spot.x, spot.y, spot.reach + 1, wide, high), taken, limits);
      if (side < 0) continue;
      taken.add(boxes.around(spot.x, spot.y, spot.reach + 1, wide, high)[side]);
      const weight = node === first ? 700 : nodes.size[node] > 24 ? 600 : 400;
      const text = textOf(node);
      chosen.push({ node, side, wide, high, text, lines: [{ text, size, weight }] });
    }
    draw();
  }

  const LEAD = 1.22; // from line to line, in sizes
  const heightOf = (lines) => lines.reduce((sum, { size }) => sum + size * LEAD, 4);
  const WIDER = 1.7; // than its island a name may be
  const SHIFTS = [0, -0.3, 0.3, -0.55, 0.55]; // where within an island its name may stand, in radii

  /** Return the boxes in which a title may stand: within the island, or above and beneath it. */
  function berths({ x, y, radius, isInside }, wide, high, view) {
    const [atX, atY, reach] = [x * view.scale + view.x, y * view.scale + view.y, radius * view.scale];
    if (isInside) return SHIFTS.map((shift) => boxes.around(atX, atY + shift * reach, -high / 2, wide, high)[0]);
    const [below, above] = boxes.around(atX, atY, reach - high / 2, wide, high);
    return [above, below];
  }

  /** How many lesser nodes a name may cover: the stars' stand whatever lies around them. */
  const mayCover = (rank, most) => (rank < STARS ? 14 : rank < most / 3 ? 3 : 0);

  /** Return the names of islands, placed before all others. */
  function titles(ctx, view, taken) {
    const found = [];
    for (const title of sea.titles(view.scale)) {
      const room = 2 * title.radius * view.scale;
      const ways = title.ways.map((way) => ({ ...way, wide: widest(ctx, way.lines) + 8, high: heightOf(way.lines) }));
      const fitting = ways.filter(({ wide, high }) => wide < room * 1.1 && (high < room * 0.7 || !title.isInside));
      const last = ways.at(-1);
      for (const way of fitting.length ? fitting : last.wide < room * WIDER ? [last] : []) {
        const side = berths(title, way.wide, way.high, view).findIndex((box) => taken.isFree(box, (other) => !other.isNode));
        if (side < 0) continue;
        taken.add(berths(title, way.wide, way.high, view)[side]);
        found.push({ title, side, ...way, text: way.lines[0].text, said: title.of.slice(0, way.said) });
        break;
      }
    }
    return found;
  }

  function widest(ctx, lines) {
    return Math.max(
      ...lines.map((line) => {
        ctx.font = fontOf(line);
        return ctx.measureText(line.text).width;
      }),
    );
  }

  /** Return where a chosen name stands in the present view. */
  function boxOf(name, view) {
    const { node, title, side, wide, high } = name;
    if (title) return { ...berths(title, wide, high, view)[side], name };
    const spot = spotOf(node, view);
    return { ...boxes.around(spot.x, spot.y, spot.reach + 1, wide, high)[side], name };
  }

  function draw() {
    const ctx = context();
    const size = camera.size();
    ctx.clearRect(0, 0, size.width, size.height);
    shown = onto(ctx, camera.view(), size);
  }

  /**
   * Write the chosen names; between two choices those that a new scale has brought together give way.
   * Returns the boxes of those written.
   */
  function onto(ctx, view, { width, height }) {
    const taken = boxes.grid();
    const found = [];
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5 });
    ctx.strokeStyle = theme.colours.paper;
    for (const name of chosen) {
      const box = boxOf(name, view);
      if (box.right < 0 || box.left > width || box.bottom < 0 || box.top > height || !taken.isFree(box)) continue;
      taken.add(box);
      found.push({ ...box, text: name.text });
      let y = box.y - heightOf(name.lines) / 2 + 2;
      for (const line of name.lines) {
        write(ctx, line, box.x, y + (line.size * LEAD) / 2);
        y += line.size * LEAD;
      }
    }
    const told = lit?.told?.();
    if (told?.text) write(ctx, { text: told.text, size: 12, weight: 600 }, told.x, told.y);
    return found;
  }

  function write(ctx, { text, size, weight, isSoft }, x, y) {
    ctx.font = fontOf({ weight, size });
    ctx.fillStyle = isSoft ? theme.colours.soft : theme.colours.ink;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }

  /** Name only what stands in the light ({ nodes, thing, told() }), or all again. */
  function light(thing) {
    lit = thing;
    choose();
  }

  camera.on(draw);
  ground.onRest(choose);
  visible.on(choose);
  theme.changed(choose);

  return { choose, draw, onto, light, canvas, FONT, boxes: () => shown };
});
