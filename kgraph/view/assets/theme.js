"use strict";

/** Colours of the canvas, taken from the style sheet, so that light and dark are told in one place. */
kgraph.module("theme", ({ data }) => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more)");
  const listeners = [];
  const colours = {};

  function refresh() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["paper", "ink", "soft", "edge", "edge-far", "edge-lit", "disputed", "disputed-far", "shore", "tie", "veil"]) {
      colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
  }

  /** Return a type's colour as the present theme shows it: on black a little lighter. */
  function ofType(type) {
    const { colour } = data.graph.types[type];
    return dark.matches ? mix(colour, 255, 0.28) : colour;
  }

  function mix(colour, towards, share) {
    const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    return `#${parts.map((part) => Math.round(part + (towards - part) * share).toString(16).padStart(2, "0")).join("")}`;
  }

  for (const query of [dark, contrast]) {
    query.addEventListener("change", () => {
      refresh();
      listeners.forEach((listener) => listener());
    });
  }
  refresh();
  return { colours, ofType, changed: (listener) => listeners.push(listener) };
});
