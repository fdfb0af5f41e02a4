"use strict";

/** The picture to take along: what is on the screen drawn anew, on paper, as PNG of twice the size or as SVG. */
kgraph.module("plate", ({ data, camera, theme, paint, light, labels, terms, pen, visible }) => {
  const { nodes, edges } = data;
  const LARGER = 2;
  const { arrows } = data.graph.options.edges;
  const HEAD = 5.5; // of an arrow
  const SMALL = 11; // the letters of the credits
  const EDGE = 10;

  /** Draw where relations point, as the engine does where they are few. */
  function drawArrows(ctx, view) {
    if (!arrows.to.enabled) return;
    const reach = HEAD * view.scale;
    for (let edge = 0; edge < edges.count; edge += 1) {
      const [from, to] = [edges.from[edge], edges.to[edge]];
      if (from === to || !visible.edge(edge)) continue;
      const start = paint.via(edge) ?? { x: nodes.x[from], y: nodes.y[from] };
      const [dx, dy] = [nodes.x[to] - start.x, nodes.y[to] - start.y];
      const length = Math.hypot(dx, dy);
      if (length <= nodes.size[to]) continue;
      const [alongX, alongY] = [dx / length, dy / length];
      const x = (nodes.x[to] - alongX * nodes.size[to]) * view.scale + view.x;
      const y = (nodes.y[to] - alongY * nodes.size[to]) * view.scale + view.y;
      ctx.fillStyle = theme.colours[edges.doubt[edge] === data.DISPUTED ? "disputed" : "edge"];
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x - alongX * reach - alongY * reach * 0.45, y - alongY * reach + alongX * reach * 0.45);
      ctx.lineTo(x - alongX * reach + alongY * reach * 0.45, y - alongY * reach - alongX * reach * 0.45);
      ctx.closePath();
      ctx.fill();
    }
  }

  /** Write whose the data are into the lower left corner, in as many lines as it takes, the last at the edge. */
  function drawCredits(ctx, { width, height }) {
    const most = Math.floor((width - 2 * EDGE) / (SMALL * 0.56));
    const lines = [];
    for (const credit of terms.credits) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + credit.length + 3 <= most) lines[lines.length - 1] = `${last} · ${credit}`;
      else lines.push(credit);
    }
    Object.assign(ctx, { textAlign: "start", textBaseline: "middle", lineJoin: "round", lineWidth: 3 });
    Object.assign(ctx, { font: `400 ${SMALL}px ${labels.FONT}`, fillStyle: theme.colours.soft, strokeStyle: theme.colours.paper });
    lines.reverse().forEach((text, at) => {
      const y = height - EDGE - at * SMALL * 1.35;
      ctx.strokeText(text, EDGE, y);
      ctx.fillText(text, EDGE, y);
    });
  }

  /** Draw it all on any context, in steps. */
  function* draw(ctx) {
    const [size, view] = [camera.size(), camera.view()];
    ctx.fillStyle = theme.colours.paper;
    ctx.fillRect(0, 0, size.width, size.height);
    yield* paint.everything(ctx, view, size);
    drawArrows(ctx, view);
    yield;
    light.onto(ctx, view, size);
    labels.onto(ctx, view, size);
    drawCredits(ctx, size);
  }

  const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
    let value = at;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });

  function checksum(bytes) {
    let sum = 0xffffffff;
    for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  }

  /** Return a PNG's chunk of text (iTXt: UTF-8, not compressed). */
  function chunk(keyword, text) {
    const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
    const made = new Uint8Array(body.length + 8);
    const numbers = new DataView(made.buffer);
    numbers.setUint32(0, body.length - 4);
    made.set(body, 4);
    numbers.setUint32(body.length + 4, checksum(body));
    return made;
  }

  const HEADER = 33; // bytes of a PNG's signature and its first chunk, after which others may stand

  /** Return the picture as the bytes of a PNG, with title and terms inside. */
  async function png() {
    const { width, height } = camera.size();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: width * LARGER, height: height * LARGER });
    const ctx = canvas.getContext("2d");
    ctx.scale(LARGER, LARGER);
    await kgraph.slowly(draw(ctx));
    const plain = await new Promise((go) => canvas.toBlob(go, "image/png"));
    const bytes = new Uint8Array(await plain.arrayBuffer());
    const told = [chunk("Title", document.title), ...(terms.text ? [chunk("Copyright", terms.text)] : [])];
    return [bytes.subarray(0, HEADER), ...told, bytes.subarray(HEADER)];
  }

  async function svg() {
    const made = pen.make(camera.size());
    await kgraph.slowly(draw(made));
    return named(made);
  }

  const named = (made) => made.svg({ title: document.title, terms: terms.text, family: labels.FONT });

  /** Return the same at once, for who cannot wait. */
  function svgNow() {
    const made = pen.make(camera.size());
    for (const step of draw(made)) void step;
    return named(made);
  }

  return { png, svg, svgNow };
});
