"use strict";

/** Where relations count the films that two have in common: only those with at least so many. */
kgraph.module("shared", ({ data, details, state, visible, words, dom }) => {
  const { element } = dom;
  const { nodes, edges } = data;

  words.add(
    { sharedFilms: "Shared films, at least", sharedTold: (count) => `${count} or more shared films` },
    { sharedFilms: "함께한 영화, 최소", sharedTold: (count) => `함께한 영화 ${count}편 이상` },
  );

  /** A list of films counts only where it is known to be one: where a `weight` says the same. */
  function countOf(edge) {
    const films = details.edgeProperty(edge, "films");
    return Array.isArray(films) && details.edgeProperty(edge, "weight") === films.length ? films.length : 0;
  }
  const counts = Uint16Array.from(edges.from, (_, edge) => countOf(edge));
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  const hasFew = () => state.get("sharedFilms") > 1;

  state.declare("sharedFilms", 1, { undoable: true, address: "mf" });
  visible.add("shared", {
    slots: ["sharedFilms"],
    edge: () => (hasFew() ? (edge) => counts[edge] >= state.get("sharedFilms") : null),
    held: () => (hasFew() ? { node: () => true, edge: () => true } : null),
    told: () => (hasFew() ? words.sharedTold(state.get("sharedFilms")) : ""),
    reveal: (at) => visible.node(at) || state.clear(["sharedFilms"]),
  });

  let isDragging = false;
  const output = element("output");
  const slider = element("input", {
    type: "range", min: 1, max: most, step: 1, "aria-label": words.sharedFilms,
    oninput({ target }) {
      state.set({ sharedFilms: Number(target.value) }, { isStep: !isDragging });
      isDragging = true;
    },
    onchange: () => (isDragging = false),
  });

  function render() {
    slider.value = state.get("sharedFilms");
    output.textContent = state.get("sharedFilms");
  }

  function start() {
    if (most < 2 || !nodes.count) return;
    const row = element("div", { class: "row" }, element("h2", {}, words.sharedFilms), output);
    document.getElementById("filters").append(element("section", { id: "shared", "aria-label": words.sharedFilms }, row, slider));
    state.on(["sharedFilms"], render);
    render();
  }

  return { start };
});
