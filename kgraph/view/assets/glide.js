"use strict";

/**
 * While the view moves, the engine's picture is moved with it rather than drawn anew: a copy of it, on the
 * ground, which the browser's compositor moves and scales. It is drawn again at rest, or when the copy would
 * be too far from what it should be.
 */
kgraph.module("glide", ({ camera, engine, ground, state }) => {
  const { network, body } = engine;
  const { renderer } = network;
  const { canvas } = network.canvas.frame;
  const [LEAST, MOST] = [0.3, 3.2]; // how much smaller or larger a copy may be shown
  const copy = document.createElement("canvas");
  const draw = renderer._redraw.bind(renderer);
  let drawn = null; // the view for which the engine's picture was drawn last
  let isCopied = false;

  const differs = (one, other) => one.x !== other.x || one.y !== other.y || one.scale !== other.scale;

  function drawWhole(isHidden) {
    draw(isHidden);
    drawn = engine.view();
    if (!isCopied) return;
    isCopied = false;
    copy.hidden = true;
    canvas.style.opacity = "";
  }

  function take() {
    isCopied = true;
    const { width, height } = camera.size();
    if (copy.width !== canvas.width) copy.width = canvas.width;
    if (copy.height !== canvas.height) copy.height = canvas.height;
    Object.assign(copy.style, { width: `${width}px`, height: `${height}px` });
    const ctx = copy.getContext("2d");
    ctx.globalCompositeOperation = "copy";
    ctx.drawImage(canvas, 0, 0);
    copy.classList.toggle("veiled", Boolean(state.get("selected") ?? state.get("hovered")));
    copy.hidden = false;
    canvas.style.opacity = "0";
  }

  /** Move the copy where the engine's picture would be. */
  function follow(now) {
    if (!isCopied) take();
    const scale = now.scale / drawn.scale;
    copy.style.transform = `translate(${now.x - drawn.x * scale}px, ${now.y - drawn.y * scale}px) scale(${scale})`;
  }

  /** What the engine calls for each frame. */
  function step(isHidden) {
    if (!renderer.allowRedraw) return;
    if (!drawn || !(renderer.renderingActive || differs(engine.view(), drawn))) {
      drawWhole(isHidden);
      return;
    }
    renderer.redrawRequested = false;
    body.emitter.emit("initRedraw"); // an animation moves the view
    const now = engine.view();
    camera.follow(now);
    const scale = now.scale / drawn.scale;
    if (scale < LEAST || scale > MOST) drawWhole(false);
    else follow(now);
  }

  function start() {
    copy.hidden = true;
    document.getElementById("ground").append(copy);
    renderer._redraw = step;
    renderer.redraw = () => {
      body.emitter.emit("setSize");
      drawWhole(false); // who asks for it has changed something
    };
    network.on("resize", () => (drawn = null));
    ground.onRest(() => drawn && (isCopied || differs(engine.view(), drawn)) && drawWhole(false));
  }

  return { start };
});
