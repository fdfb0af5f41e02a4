"use strict";

/** A drawing context that writes SVG: it takes what this page's canvases are told. Text is escaped, nothing is script. */
kgraph.module("pen", () => {
  const UNFIT = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu; // what XML cannot hold
  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escaped = (text) => String(text).replaceAll(UNFIT, "\uFFFD").replaceAll(/[&<>"]/g, (sign) => SIGNS[sign]);
  const written = (attributes) =>
    Object.entries(attributes)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => ` ${name}="${escaped(value)}"`)
      .join("");
  const short = (number) => String(Math.round(number * 100) / 100);
  const points = (...numbers) => numbers.map(short).join(" ");

  /** Return a colour as drawing programs know it: without alpha, which stands apart. */
  function ink(property, colour, strength) {
    const [, plain, alpha] = /^(#[0-9a-f]{6})([0-9a-f]{2})$/i.exec(colour) ?? [null, colour, "ff"];
    const opacity = (Number.parseInt(alpha, 16) / 255) * strength;
    return { [property]: plain, [`${property}-opacity`]: opacity < 1 ? short(opacity) : undefined };
  }

  /** Return a context with the methods that this page draws with; `svg({ title, terms })` is the picture so far. */
  function make({ width, height }) {
    const parts = [];
    let path = [];
    let dashes = [];
    let halo = {};

    const ring = (x, y, rx, ry) =>
      path.push(`M${points(x + rx, y)}A${points(rx, ry)} 0 1 0 ${points(x - rx, y)}A${points(rx, ry)} 0 1 0 ${points(x + rx, y)}Z`);
    const put = (attributes) => path.length && parts.push(`<path d="${path.join("")}"${written(attributes)}/>`);

    const pen = {
      fillStyle: "#000000",
      strokeStyle: "#000000",
      lineWidth: 1,
      lineCap: "butt",
      globalAlpha: 1,
      font: "",
      beginPath: () => (path = []),
      moveTo: (x, y) => void path.push(`M${points(x, y)}`),
      lineTo: (x, y) => void path.push(`L${points(x, y)}`),
      quadraticCurveTo: (...numbers) => void path.push(`Q${points(...numbers)}`),
      closePath: () => void path.push("Z"),
      rect: (x, y, wide, high) => void path.push(`M${points(x, y)}h${short(wide)}v${short(high)}h${short(-wide)}Z`),
      arc: (x, y, radius) => void ring(x, y, radius, radius),
      ellipse: (x, y, rx, ry) => void ring(x, y, rx, ry),
      setLineDash: (told) => (dashes = told),
      fill: () => put(ink("fill", pen.fillStyle, pen.globalAlpha)),
      stroke: () =>
        put({
          fill: "none",
          ...ink("stroke", pen.strokeStyle, pen.globalAlpha),
          "stroke-width": short(pen.lineWidth),
          "stroke-dasharray": dashes.map(short).join(" "),
          "stroke-linecap": pen.lineCap === "butt" ? undefined : pen.lineCap,
        }),
      fillRect: (x, y, wide, high) =>
        parts.push(`<rect${written({ x: short(x), y: short(y), width: short(wide), height: short(high), ...ink("fill", pen.fillStyle, pen.globalAlpha) })}/>`),
      /** The rim of a text is drawn before its letters, of which it then is a part. */
      strokeText: () =>
        (halo = { ...ink("stroke", pen.strokeStyle, 1), "stroke-width": pen.lineWidth, "stroke-linejoin": "round", "paint-order": "stroke" }),
      fillText(text, x, y) {
        const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(pen.font);
        const anchor = pen.textAlign === "center" ? "middle" : undefined;
        const at = { x: short(x), y: short(y), "text-anchor": anchor, "dominant-baseline": "central" };
        parts.push(`<text${written({ ...at, "font-weight": weight, "font-size": short(Number(size)), ...ink("fill", pen.fillStyle, 1), ...halo })}>${escaped(text)}</text>`);
        halo = {};
      },
      svg({ title, terms, family }) {
        const size = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": family, role: "img" };
        const told = `<title>${escaped(title)}</title>\n<desc>${escaped(terms)}</desc>\n`;
        return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"${written(size)}>\n${told}${parts.join("\n")}\n</svg>\n`;
      },
    };
    return pen;
  }

  return { make, escaped };
});
