"use strict";

/**
 * How names are written: their letters, their widths, and the sheet on which they stand over the picture. On the
 * sheet names are written once for each choice of them and then only put elsewhere: to write costs many times more.
 */
kgraph.module("letters", ({ camera, theme }) => {
  const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR", sans-serif';
  const LONGEST = 30; // letters of Latin; of Hangul and Chinese half as many have room
  const WIDE = 1.8;
  const LEAD = 1.22; // from line to line, in sizes
  const AROUND = 0.12; // of the screen, beyond its edges, for names that come in when the view moves
  const RIM = 4; // of paper around the letters
  const STRIP = 2048; // the width of the store of written names
  const canvas = document.getElementById("names");
  const store = document.createElement("canvas");
  const spots = new Map(); // where in the store a name is written

  const ratio = () => Math.min(devicePixelRatio || 1, 2);
  const fontOf = ({ weight, size }) => `${weight} ${size}px ${FONT}`;
  const heightOf = (lines) => lines.reduce((sum, { size }) => sum + size * LEAD, 4);

  /** Return a name no longer than there is room for. */
  function cut(name) {
    if (name.length < LONGEST / WIDE) return name;
    let room = LONGEST;
    const kept = [...name].filter((sign) => (room -= sign.codePointAt(0) > 0x2e7f ? WIDE : 1) >= 0);
    return kept.length < [...name].length ? `${kept.slice(0, -1).join("").trimEnd()}…` : name;
  }

  function widest(lines) {
    const ctx = store.getContext("2d");
    return Math.max(
      ...lines.map((line) => {
        ctx.font = fontOf(line);
        return ctx.measureText(line.text).width;
      }),
    );
  }

  /** Write lines around a place, on any context. */
  function write(ctx, lines, x, y) {
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5 });
    ctx.strokeStyle = theme.colours.paper;
    let top = y - heightOf(lines) / 2 + 2;
    for (const line of lines) {
      ctx.font = fontOf(line);
      ctx.fillStyle = line.isSoft ? theme.colours.soft : theme.colours.ink;
      ctx.strokeText(line.text, x, top + (line.size * LEAD) / 2);
      ctx.fillText(line.text, x, top + (line.size * LEAD) / 2);
      top += line.size * LEAD;
    }
  }

  /** Return how far the sheet reaches beyond the screen. */
  function margin() {
    const { width, height } = camera.size();
    return { x: Math.round(width * AROUND), y: Math.round(height * AROUND) };
  }

  const fit = (sheet, width, height) => (sheet.width !== width || sheet.height !== height) && Object.assign(sheet, { width, height });

  /** Write names ({ lines, wide, high }) into the store. */
  function keep(names) {
    spots.clear();
    const scale = ratio();
    let [left, top, row] = [0, 0, 0];
    for (const name of names) {
      const [wide, high] = [Math.ceil(name.wide + 2 * RIM), Math.ceil(name.high + 2 * RIM)];
      if (left + wide > STRIP) [left, top, row] = [0, top + row, 0];
      spots.set(name, { left, top, wide, high });
      left += wide;
      row = Math.max(row, high);
    }
    fit(store, STRIP * scale, Math.max(1, (top + row) * scale));
    const ctx = store.getContext("2d");
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.clearRect(0, 0, STRIP, top + row);
    for (const [{ lines }, { left: x, top: y, wide, high }] of spots) write(ctx, lines, x + wide / 2, y + high / 2);
  }

  /** Return the context of the empty sheet, in pixels of the screen. */
  function clean() {
    const scale = ratio();
    const { width, height } = camera.size();
    const { x, y } = margin();
    fit(canvas, Math.round((width + 2 * x) * scale), Math.round((height + 2 * y) * scale));
    Object.assign(canvas.style, { left: `${-x}px`, top: `${-y}px`, width: `${width + 2 * x}px`, height: `${height + 2 * y}px` });
    const ctx = canvas.getContext("2d");
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.clearRect(0, 0, width + 2 * x, height + 2 * y);
    ctx.translate(x, y);
    return ctx;
  }

  /** Put a kept name around a place; to whole pixels, else its letters would blur. */
  function put(ctx, name, x, y) {
    const { left, top, wide, high } = spots.get(name);
    const scale = ratio();
    const whole = (at) => Math.round(at * scale) / scale;
    ctx.drawImage(store, left * scale, top * scale, wide * scale, high * scale, whole(x - wide / 2), whole(y - high / 2), wide, high);
  }

  /** Move the sheet as it is. */
  const move = (x, y) => (canvas.style.transform = `translate(${x}px, ${y}px)`);

  return { FONT, fontOf, heightOf, cut, widest, write, margin, keep, clean, put, move };
});
