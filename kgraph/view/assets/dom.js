"use strict";

/** Elements out of text: nothing in this page turns a string into markup. */
kgraph.module("dom", () => {
  const SVG = "http://www.w3.org/2000/svg";

  /** Return an element; `children` are elements or text, empty ones left out. */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.flat().filter((child) => child !== "" && child !== null && child !== undefined));
    return made;
  }

  /** Return text, its web addresses as links; no other kind of address becomes one. */
  function linked(text) {
    const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/gi;
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(address)) {
      parts.push(text.slice(end, match.index), link(match[0], match[0]));
      end = match.index + match[0].length;
    }
    return [...parts, text.slice(end)].filter((part) => part !== "");
  }

  function link(address, text) {
    if (!/^https?:\/\//i.test(address)) return text;
    return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
  }

  /** Return a value as text. Years stay 1997; counts of five digits and more are grouped. */
  function written(value) {
    if (Array.isArray(value)) return value.map(written).join(", ");
    if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) >= 10000) {
      return value.toLocaleString("en").replaceAll(",", "\u202f");
    }
    return String(value);
  }

  const shorten = (text, length) => (text.length > length ? `${[...text].slice(0, length - 1).join("")}…` : text);

  /** Return an element of SVG. */
  function svg(tag, attributes, ...children) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** Return the sign of a node type as it is drawn. */
  const sign = (shape, colour) =>
    svg("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" }, svg("path", { d: PATHS.get(shape) ?? PATHS.get("dot"), fill: colour }));

  /** Return the sign of a relation in its colour. */
  const stroke = (colour) => svg("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" }, svg("path", { d: "M-8 -1.6H8V1.6H-8Z", fill: colour }));

  const polygon = (corners, turned, inner = 1) =>
    Array.from({ length: corners }, (_, at) => {
      const angle = (at / corners) * 2 * Math.PI + turned;
      const radius = at % 2 ? 7 * inner : 7;
      return `${at ? "L" : "M"}${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`;
    }).join("") + "Z";

  const PATHS = new Map([
    ["dot", "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z"],
    ["ellipse", "M-8 0A8 5 0 1 0 8 0A8 5 0 1 0 -8 0Z"],
    ["square", "M-5.5 -5.5H5.5V5.5H-5.5Z"],
    ["box", "M-8 -4.5H8V4.5H-8Z"],
    ["diamond", polygon(4, 0)],
    ["triangle", polygon(3, 0)],
    ["triangleDown", polygon(3, Math.PI)],
    ["hexagon", polygon(6, Math.PI / 6)],
    ["star", polygon(10, 0, 0.45)],
  ]);

  return { element, linked, link, written, shorten, sign, stroke, svg };
});
