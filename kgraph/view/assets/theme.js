"use strict";

/** Colours of the canvas, taken from the style sheet, so that light and dark are told in one place. */
kgraph.module("theme", ({ data }) => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more)");
  const forced = matchMedia("(forced-colors: active)");
  const page = document.documentElement;
  const listeners = [];
  let tones = null; // { of: a tone's number for each node, colours }
  const colours = {};

  function refresh() {
    const style = getComputedStyle(page);
    for (const name of ["paper", "ink", "soft", "edge", "edge-far", "edge-lit", "disputed", "disputed-far", "shore", "tie", "veil", "accent"]) {
      colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
  }

  /** Return a type's colour as the present theme shows it: on black a little lighter. */
  function ofType(type) {
    return shade(data.graph.types[type].colour);
  }

  const shade = (colour) => (dark.matches && !page.dataset.paper ? mix(colour, 255, 0.28) : colour);

  /** Which colour a node has: its type's, or the tone's that the reader wants to see; its number, then the colour. */
  const toneOf = (node) => (tones ? tones.of[node] : data.nodes.type[node]);
  const ofTone = (tone) => (tones ? shade(tones.colours[tone]) : ofType(tone));

  function mix(colour, towards, share) {
    const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    return `#${parts.map((part) => Math.round(part + (towards - part) * share).toString(16).padStart(2, "0")).join("")}`;
  }

  /** Colours of relations, after Tol's muted scheme: told apart by colour-blind eyes, and darker than those of the types. */
  const RELATIONS = ["#332288", "#117733", "#AA4499", "#999933", "#882255", "#44AA99", "#CC6677", "#88CCEE", "#DDCC77"];
  const LIFT = 0.42; // towards white, on black

  /** Return the colour in which a kind of relation is lit. */
  function ofRelation(kind) {
    const colour = RELATIONS[kind % RELATIONS.length];
    if (forced.matches) return colours["edge-lit"];
    return dark.matches && !page.dataset.paper ? mix(colour, 255, LIFT) : colour;
  }

  /** Return a colour with a share of its strength; the system's own colours stay as they are. */
  function faded(colour, share) {
    if (share >= 1 || !/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(colour)) return colour;
    const alpha = Math.round(Number.parseInt(colour.slice(7) || "ff", 16) * share);
    return `${colour.slice(0, 7)}${alpha.toString(16).padStart(2, "0")}`;
  }

  /** Have something drawn as it is on paper: in the colours of the light theme. */
  function onPaper(draw) {
    page.dataset.paper = "true";
    refresh();
    draw();
    delete page.dataset.paper;
    refresh();
  }

  for (const query of [dark, contrast, forced]) {
    const change = () => {
      refresh();
      listeners.forEach((listener) => listener());
    };
    query.addEventListener("change", change, { signal: kgraph.life() });
  }
  refresh();
  return {
    colours,
    ofType,
    ofRelation,
    faded,
    onPaper,
    toneOf,
    ofTone,
    ofNode: (node) => ofTone(toneOf(node)),
    /** The colour of a type's sign: none where colours stand for something else. */
    ofSign: (type) => (tones ? colours.soft : ofType(type)),
    tones: () => Array.from(tones?.colours ?? data.graph.types, (_, tone) => ofTone(tone)),
    tone(wanted) {
      tones = wanted;
      listeners.forEach((listener) => listener());
    },
    changed: (listener) => listeners.push(listener),
  };
});
