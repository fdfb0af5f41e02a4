"use strict";

/** Names on the picture: the important ones first, none on top of another. */
kgraph.module("labels", ({ data, theme, camera, visible, sea, ground, boxes, letters }) => {
  const { nodes } = data;
  const AREA_PER_LABEL = 5200;
  const SAME = 0.45; // the scale below which an island's name need not stand on its node again
  const READABLE = 3.4; // a node's radius on the screen from which it may have a name
  const LIT = 5; // the same of a node in the light, however small it is drawn
  const STARS = 12;
  const BOLD = 1.16; // how much wider bold letters are

  const widths = new Float32Array(nodes.count);
  let chosen = [];
  let shown = [];
  let lit = null;
  let written = { x: 0, y: 0, scale: 0 }; // the view for which names stand on the sheet

  const fontSize = (node) => 11 + Math.min(5, Math.sqrt(Math.max(0, nodes.size[node] - 6)) * 0.9);

  function widthOf(node) {
    widths[node] ||= letters.widest([{ text: letters.cut(nodes.label[node]), weight: 400, size: 100 }]) / 100;
    return widths[node];
  }

  const spotOf = (node, { x, y, scale }) => {
    const reach = lit ? Math.max(nodes.size[node] * scale, LIT) : nodes.size[node] * scale;
    const [atX, atY] = [nodes.x[node] * scale + x, nodes.y[node] * scale + y];
    return { node, x: atX, y: atY, reach, left: atX - reach, right: atX + reach, top: atY - reach, bottom: atY + reach, isNode: true };
  };

  /** Return the drawn nodes that are on the screen or nearly, the important ones first. */
  function visibleSpots({ width, height }, view) {
    const isOpen = sea.openAt(view.scale);
    const seen = [];
    const { x: aside, y: above } = letters.margin();
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

  const LAYERS = new Set(["ground", "picture", "names", "spoken", "tooltip", "lasso"]);
  const furniture = () => [...document.body.children].filter(({ id, tagName }) => !LAYERS.has(id) && !["SCRIPT", "DIALOG"].includes(tagName));

  /** Return what the page's own furniture covers: a name would run beneath it. */
  const covered = () =>
    furniture()
      .map((part) => part.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ left, right, top, bottom }) => ({ left, right, top, bottom }));

  /** Choose names and their places: first those that must stand, then by importance while there is room. */
  function choose() {
    const screen = camera.size();
    const view = camera.view();
    const taken = boxes.grid();
    covered().forEach(taken.add);
    const seen = visibleSpots(screen, view);
    for (const spot of seen) if (lit ? lit.nodes.has(spot.node) : spot.reach > 2) taken.add(spot);
    const most = Math.max(24, (screen.width * screen.height) / AREA_PER_LABEL);
    chosen = lit ? [] : titles(view, taken);
    const first = lit?.thing.kind === "node" ? lit.thing.at : -1;
    const said = new Set(view.scale < SAME ? chosen.flatMap((title) => title.said) : []);
    const wanted = seen.filter(({ node, reach }) => (lit ? lit.nodes.has(node) : reach >= READABLE && !said.has(node)));
    wanted.sort((one, other) => (other.node === first) - (one.node === first));
    for (const [rank, spot] of wanted.entries()) {
      if (chosen.length >= most || rank > most * 8) break;
      const mustStand = spot.node === first;
      const name = named(spot, taken, { mayCover: mustStand ? Infinity : mayCover(rank, most), mustStand, right: screen.width });
      if (name) chosen.push(name);
    }
    letters.keep(chosen);
    draw();
  }

  /** Return a node's name at the best place that is left, and take that; null where there is none. */
  function named(spot, taken, limits) {
    const { node } = spot;
    const size = fontSize(node);
    const weight = limits.mustStand ? 700 : nodes.size[node] > 24 ? 600 : 400;
    const [wide, high] = [widthOf(node) * size * (weight > 400 ? BOLD : 1) + 6, size * 1.3];
    const places = boxes.around(spot.x, spot.y, spot.reach + 1, wide, high);
    const side = boxes.fitting(spot, places, taken, limits);
    if (side < 0) return null;
    taken.add(places[side]);
    const text = letters.cut(nodes.label[node]);
    return { node, side, wide, high, text, lines: [{ text, size, weight }] };
  }

  const WIDER = 1.7; // than its island a name may be
  const SHIFTS = [0, -0.3, 0.3, -0.55, 0.55]; // where within an island its name may stand, in radii

  /** Return the boxes in which a title may stand: within the island, or on its shore. */
  function berths({ x, y, radius, isInside, shifts = SHIFTS }, wide, high, view) {
    const [atX, atY, reach] = [x * view.scale + view.x, y * view.scale + view.y, radius * view.scale];
    if (isInside) return shifts.map((shift) => boxes.at(atX, atY + shift * reach, wide, high));
    return boxes.rim(atX, atY, reach, wide, high);
  }

  /** How many lesser nodes a name may cover: the stars' stand whatever lies around them. */
  function mayCover(rank, most) {
    if (lit) return 0;
    return rank < STARS ? 14 : Number(rank < most / 3);
  }

  const COVERED = 2; // nodes that the name of an open island may cover
  const TITLE = { reach: Infinity };

  /** Return the names of islands, placed before all others. */
  function titles(view, taken) {
    const found = [];
    for (const title of sea.titles(view.scale)) {
      const room = 2 * title.radius * view.scale;
      const ways = title.ways.map((way) => ({ ...way, wide: letters.widest(way.lines) + 8, high: letters.heightOf(way.lines) }));
      const fitting = ways.filter(({ wide, high }) => wide < room * 1.1 && (high < room * 0.7 || !title.isInside));
      const last = ways.reduce((least, way) => (way.wide < least.wide ? way : least));
      for (const way of fitting.length ? fitting : last.wide < room * WIDER ? [last] : []) {
        const places = berths(title, way.wide, way.high, view);
        const side = boxes.fitting(TITLE, places, taken, { mayCover: COVERED, right: camera.size().width });
        if (side < 0) continue;
        taken.add(places[side]);
        found.push({ title, side, ...way, text: way.lines[0].text, said: title.of.slice(0, way.said) });
        break;
      }
    }
    return found;
  }

  /** Return where a chosen name stands in the present view. */
  function boxOf(name, view) {
    const { node, title, side, wide, high } = name;
    if (title) return { ...berths(title, wide, high, view)[side], name };
    const spot = spotOf(node, view);
    return { ...boxes.around(spot.x, spot.y, spot.reach + 1, wide, high)[side], name };
  }

  /** Put the chosen names on the sheet where they stand in the present view. */
  function draw() {
    written = { ...camera.view() };
    const ctx = letters.clean();
    letters.move(0, 0);
    shown = placed(written, camera.size(), letters.margin());
    for (const { name, x, y } of shown) letters.put(ctx, name, x, y);
    tellEdge(ctx);
  }

  /** Where the view only slides, the sheet does; where it grows, names are put elsewhere on it. */
  function follow({ x, y, scale }) {
    if (scale === written.scale) letters.move(x - written.x, y - written.y);
    else draw();
  }

  /** Return where names stand; of those that a new scale has brought together the lesser give way. */
  function placed(view, { width, height }, { x: aside, y: above }) {
    const taken = boxes.grid();
    const found = [];
    for (const name of chosen) {
      const box = boxOf(name, view);
      const isAway = box.right < -aside || box.left > width + aside || box.bottom < -above || box.top > height + above;
      if (isAway || !taken.isFree(box)) continue;
      taken.add(box);
      found.push(box);
    }
    return found;
  }

  /** Write the name of the relation that is hovered or selected. */
  function tellEdge(ctx) {
    const told = lit?.told?.();
    if (told?.text) letters.write(ctx, [{ text: told.text, size: 12, weight: 600 }], told.x, told.y);
  }

  /** Write the names on any context, as they stand on the screen. */
  function onto(ctx, view, size) {
    for (const { name, x, y } of placed(view, size, { x: 0, y: 0 })) letters.write(ctx, name.lines, x, y);
    tellEdge(ctx);
  }

  /** Return the boxes of the names on the screen. */
  function seen() {
    const { width, height } = camera.size();
    const { x, y, scale } = camera.view();
    const [byX, byY] = scale === written.scale ? [x - written.x, y - written.y] : [0, 0];
    return shown
      .map((box) => ({ ...box, left: box.left + byX, right: box.right + byX, top: box.top + byY, bottom: box.bottom + byY, text: box.name.text }))
      .filter(({ left, right, top, bottom }) => right > 0 && left < width && bottom > 0 && top < height);
  }

  /** Name only what stands in the light ({ nodes, thing, told() }), or all again. */
  function light(thing) {
    lit = thing;
    choose();
  }

  let watched = 0;
  const watch = new ResizeObserver(() => {
    cancelAnimationFrame(watched);
    if (written.scale) watched = requestAnimationFrame(choose);
  });
  furniture().forEach((part) => watch.observe(part));
  kgraph.life().addEventListener("abort", () => watch.disconnect());
  camera.on(follow);
  ground.onRest(choose);
  visible.on(choose);
  theme.changed(choose);

  return { choose, draw, onto, light, covered, FONT: letters.FONT, boxes: seen };
});
