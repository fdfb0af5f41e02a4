"use strict";

/** Where the reader looks from: screen = place × scale + (x, y), in CSS pixels. */
kgraph.module("camera", ({ data, state, visible }) => {
  const { nodes, graph } = data;
  const frame = document.getElementById("picture");
  const listeners = [];
  const NARROW = 700;
  const TOOLS = 48; // the toolbar's width, or its height where it lies down
  let view = { x: 0, y: 0, scale: 1 };
  let mover = null;
  let land = graph.islands; // discs that belong to the picture, beside the nodes

  let room = null; // the size of the screen: to ask the browser for it in each frame would cost the frame

  const size = () => (room ??= { width: frame.clientWidth, height: frame.clientHeight });
  new ResizeObserver(() => (room = null)).observe(frame);
  addEventListener("resize", () => (room = null), { signal: kgraph.life() });

  /** Return the room that side, panel and footer leave free, in pixels from each edge. */
  function insets() {
    const covered = (id) => document.getElementById(id).getBoundingClientRect();
    const sheet = Math.max(...["panel", "connect"].map((id) => covered(id)[frame.clientWidth < NARROW ? "height" : "width"]));
    if (frame.clientWidth < NARROW) return { left: 0, right: 0, top: 96, bottom: Math.max(TOOLS + 40, sheet) };
    return { left: covered("side").right, right: sheet + TOOLS, top: 0, bottom: 24 };
  }

  /** Return the view that shows discs ({ x, y, radius }) as large as the free room allows. */
  function around(discs, closest) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const { x, y, radius } of discs) {
      box.left = Math.min(box.left, x - radius);
      box.right = Math.max(box.right, x + radius);
      box.top = Math.min(box.top, y - radius);
      box.bottom = Math.max(box.bottom, y + radius);
    }
    const { width, height } = size();
    const { left, right, top, bottom } = insets();
    const across = (width - left - right) / (box.right - box.left);
    const down = (height - top - bottom) / (box.bottom - box.top);
    const scale = Math.max(1e-4, Math.min(0.94 * across, 0.94 * down, closest));
    return {
      scale,
      x: (width + left - right) / 2 - ((box.left + box.right) / 2) * scale,
      y: (height + top - bottom) / 2 - ((box.top + box.bottom) / 2) * scale,
    };
  }

  const disc = (node) => ({ x: nodes.x[node], y: nodes.y[node], radius: nodes.size[node] + 14 });

  /** Return the view of all that is shown. */
  function everything() {
    const found = visible.isFiltered() ? [] : [...land];
    for (let node = 0; node < nodes.count; node += 1) if (visible.node(node)) found.push(disc(node));
    return found.length ? around(found, 1.6) : { ...view };
  }

  /** In the address stand the middle of the screen and the scale: screens differ in size. */
  state.declare("view", null, {
    address: "v",
    codec: {
      write: ({ x, y, scale }) => [Math.round(x), Math.round(y), scale.toPrecision(4)].join(),
      read(text) {
        const [x, y, scale] = text.split(",").map(Number);
        return [x, y, scale].every(Number.isFinite) && scale > 0 ? { x, y, scale } : undefined;
      },
    },
  });

  function middle() {
    const { width, height } = size();
    return { x: (width / 2 - view.x) / view.scale, y: (height / 2 - view.y) / view.scale, scale: view.scale };
  }

  state.on(["view"], () => {
    const wanted = state.get("view");
    if (!wanted || JSON.stringify(wanted) === JSON.stringify(middle())) return;
    const { width, height } = size();
    const { x, y, scale } = wanted;
    (mover ?? follow)({ scale, x: width / 2 - x * scale, y: height / 2 - y * scale }, false);
  });

  function follow(now) {
    if (now.x === view.x && now.y === view.y && now.scale === view.scale) return;
    view = { ...now };
    listeners.forEach((listener) => listener(view));
  }

  return {
    size,
    insets,
    around,
    disc,
    everything,
    follow,
    on: (listener) => listeners.push(listener),
    view: () => view,
    middle,
    /** Go to a view; from when the engine runs, it is the one who moves. */
    go: (wanted, { animate = false } = {}) => (mover ? mover(wanted, animate) : follow(wanted)),
    movedBy: (by) => (mover = by),
    /** Say what belongs to the picture beside the nodes. */
    land: (discs) => (land = discs),
    toScreen: ({ x, y }) => ({ x: x * view.scale + view.x, y: y * view.scale + view.y }),
    toPlace: ({ x, y }) => ({ x: (x - view.x) / view.scale, y: (y - view.y) / view.scale }),
  };
});
