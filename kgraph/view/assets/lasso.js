"use strict";

/** Selecting several nodes by a line drawn around them: of all there are, whichever layer draws them. */
kgraph.module("lasso", ({ data, visible, camera, grid, engine, pointer, gathered, actions, words, dom }) => {
  words.add({ lasso: "Lasso: draw around nodes (or Shift and drag)" }, { lasso: "올가미: 둘러 그려 선택 (Shift+끌기)" });
  const { nodes } = data;
  const { container } = engine;
  const STEP = 3; // pixels between two corners of the line
  const SHORT = 8; // pixels below which a line is a click
  const line = dom.svg("polygon", { points: "" });
  const sheet = dom.svg("svg", { id: "lasso", "aria-hidden": "true" }, line);
  let corners = null; // while it is drawn, in pixels
  let isOn = false;

  function draw() {
    line.setAttribute("points", (corners ?? []).map(({ x, y }) => `${x},${y}`).join(" "));
  }

  /** Whether a place lies within a polygon: by the number of its sides that a ray from there meets. */
  function holds(polygon, x, y) {
    let isIn = false;
    for (let at = 0, last = polygon.length - 1; at < polygon.length; last = at, at += 1) {
      const [one, other] = [polygon[at], polygon[last]];
      if (one.y > y !== other.y > y && x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x) isIn = !isIn;
    }
    return isIn;
  }

  /** Return the nodes that are shown within a line on the screen. */
  function within(points) {
    const polygon = points.map(camera.toPlace);
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const { x, y } of polygon) {
      [box.left, box.right] = [Math.min(box.left, x), Math.max(box.right, x)];
      [box.top, box.bottom] = [Math.min(box.top, y), Math.max(box.bottom, y)];
    }
    const found = [];
    grid.within(box, (node) => visible.node(node) && holds(polygon, nodes.x[node], nodes.y[node]) && found.push(node));
    return found;
  }

  const lengthOf = (points) => points.reduce((sum, { x, y }, at) => sum + (at ? Math.hypot(x - points[at - 1].x, y - points[at - 1].y) : 0), 0);

  function begin(event) {
    if (event.button || !event.isPrimary || !(event.shiftKey || isOn)) return;
    event.stopPropagation(); // the engine would move the view
    event.preventDefault();
    container.setPointerCapture(event.pointerId);
    corners = [pointer.pointOf(event)];
  }

  function go(event) {
    if (!corners) return;
    event.stopPropagation();
    const point = pointer.pointOf(event);
    const last = corners.at(-1);
    if (Math.hypot(point.x - last.x, point.y - last.y) < STEP) return;
    corners.push(point);
    draw();
  }

  function end(event) {
    if (!corners) return;
    event.stopPropagation();
    const points = corners;
    stop();
    if (lengthOf(points) < SHORT) {
      const thing = pointer.pick(points[0]);
      if (thing?.kind === "node") gathered.toggle([thing.at]);
      return;
    }
    const found = within(points);
    gathered.set(event.ctrlKey || event.metaKey ? [...gathered.all(), ...found] : found);
  }

  /** Let go of the line that is being drawn; return whether there was one. */
  function stop() {
    const was = corners !== null;
    corners = null;
    draw();
    return was;
  }

  function toggle() {
    isOn = !isOn;
    document.documentElement.toggleAttribute("data-lasso", isOn);
    actions.changed();
  }

  function start() {
    document.getElementById("names").after(sheet);
    document.documentElement.removeAttribute("data-lasso");
    container.addEventListener("pointerdown", begin, { capture: true });
    container.addEventListener("pointermove", go, { capture: true });
    container.addEventListener("pointerup", end, { capture: true });
    container.addEventListener("pointercancel", stop);
  }

  actions.add({ id: "lasso", words: words.lasso, keys: ["l"], icon: "⬚", group: "gathered", isOn: () => isOn, run: toggle });

  return {
    start,
    within,
    /** End what is being drawn, else the mode in which a drag draws; return whether there was either. */
    stop() {
      if (stop()) return true;
      if (isOn) toggle();
      return false;
    },
  };
});
