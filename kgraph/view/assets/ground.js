"use strict";

/**
 * The cached picture beneath the engine's layer. `far` holds the whole graph as first seen, `near` what is
 * around the screen, sharp. Both are moved and scaled with the view by the browser's compositor; `near` is
 * drawn anew, in slices, when the view comes to rest.
 */
kgraph.module("ground", ({ paint, theme, camera, visible, state }) => {
  const REST = 140; // milliseconds without movement that are rest
  const FIRST_SLICE = 120; // milliseconds: the first picture should come whole, but block nobody for long
  const MARGIN = 0.12; // of the screen, around it
  const far = { canvas: document.getElementById("far"), view: null };
  let near = { canvas: document.getElementById("near"), view: null };
  const rested = [];
  let spare = null;
  let owned = {};
  let timer = 0;
  let turn = 0;

  const ratio = () => Math.min(devicePixelRatio || 1, 2);

  /** Give a canvas its size in CSS pixels, and paper to draw on. */
  function prepare(canvas, { width, height }, isOpaque) {
    const scale = ratio();
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    const ctx = canvas.getContext("2d", { alpha: !isOpaque });
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.fillStyle = theme.colours.paper;
    ctx.fillRect(0, 0, width, height);
    return ctx;
  }

  /** Let the browser move and scale a canvas from the view that it was drawn for to the present one. */
  function place({ canvas, view }) {
    canvas.hidden = !view;
    if (!view) return;
    const now = camera.view();
    const scale = now.scale / view.scale;
    canvas.style.transform = `translate(${now.x - view.x * scale}px, ${now.y - view.y * scale}px) scale(${scale})`;
  }

  function follow() {
    place(far);
    place(near);
    clearTimeout(timer);
    timer = setTimeout(rest, REST);
  }

  function rest() {
    rested.forEach((listener) => listener());
  }

  /** Draw the whole graph, as seen in the present view. */
  async function drawFar() {
    const view = { ...camera.view() };
    far.view = view;
    place(far);
    const size = camera.size();
    await kgraph.slowly(paint.everything(prepare(far.canvas, size, false), view, size), () => far.view !== view, FIRST_SLICE);
  }

  /** Draw the whole graph in the present view, and nothing of what was: nodes lie elsewhere. */
  function anew() {
    turn += 1;
    near.view = null;
    place(near);
    return drawFar();
  }

  /**
   * Draw in steps what the engine does not; beyond the screen, where it draws nothing, the whole: so that
   * nothing is missing there when the view slides.
   */
  function* around(ctx, view, size, margin) {
    yield* paint.everything(ctx, view, size, owned);
    if (!owned.nodes) return;
    const others = { nodes: owned.nodes.map((one) => 1 - one), edges: owned.edges.map((one) => 1 - one) };
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, 0, size.width, size.height);
    ctx.rect(margin.x, margin.y, size.width - 2 * margin.x, size.height - 2 * margin.y);
    ctx.clip("evenodd");
    yield* paint.things(ctx, view, size, others);
    ctx.restore();
  }

  /** Draw what is around the screen without what `owned` has, and then show it in place of what was. */
  async function drawNear() {
    const mine = (turn += 1);
    const { width, height } = camera.size();
    const margin = { x: Math.round(width * MARGIN), y: Math.round(height * MARGIN) };
    const size = { width: width + 2 * margin.x, height: height + 2 * margin.y };
    const now = camera.view();
    const view = { scale: now.scale, x: now.x + margin.x, y: now.y + margin.y };
    spare ??= near.canvas.cloneNode();
    const canvas = spare;
    spare = null;
    const isDone = await kgraph.slowly(
      around(prepare(canvas, size, true), view, size, margin),
      () => mine !== turn,
    );
    if (!isDone || mine !== turn) {
      spare = canvas;
      return false;
    }
    const old = near.canvas;
    canvas.id = "near";
    near = { canvas, view };
    place(near);
    old.replaceWith(canvas);
    spare = old;
    return true;
  }

  /** Draw both anew: what is shown, or its colours, have changed. */
  async function refresh() {
    const { view } = far;
    if (!view) return;
    await drawNear();
    const size = camera.size();
    const ctx = prepare(far.canvas, size, false);
    await kgraph.slowly(paint.everything(ctx, view, size), () => far.view !== view);
  }

  camera.on(follow);
  visible.on(refresh);
  theme.changed(refresh);
  state.on(["open"], refresh);
  addEventListener("resize", follow, { signal: kgraph.life() });

  return {
    drawFar,
    drawNear,
    anew,
    own: (masks) => (owned = masks),
    owned: () => owned,
    /** Whether what is around the screen is drawn for the present scale. */
    isSharp: () => near.view?.scale === camera.view().scale,
    onRest: (listener) => rested.push(listener),
    rest,
    refresh,
  };
});
