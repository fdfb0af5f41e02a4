"use strict";

/** What the colours and lines mean, how many there are, and switches to hide them. */
kgraph.module("legend", ({ data, state, visible, theme, words, dom }) => {
  const { element, sign } = dom;
  const { nodes, edges, graph, relations } = data;
  const nav = document.getElementById("legend");
  const typeNames = graph.types.map(({ name }) => name);
  let relationsOpen = false;

  state.declare("hiddenTypes", [], { undoable: true, address: "t" });
  state.declare("hiddenRelations", [], { undoable: true, address: "r" });

  /** Return a test of rows by the name of their kind, null where no kind is hidden. */
  function test(slot, names, kindOf) {
    const hidden = new Set(state.get(slot));
    if (!hidden.size) return null;
    const passes = names.map((name) => !hidden.has(name));
    return (at) => passes[kindOf[at]];
  }

  visible.add("types", {
    slots: ["hiddenTypes"],
    node: () => test("hiddenTypes", typeNames, nodes.type),
    reveal: (at) => state.set({ hiddenTypes: state.get("hiddenTypes").filter((name) => name !== typeNames[nodes.type[at]]) }),
  });
  visible.add("relations", { slots: ["hiddenRelations"], edge: () => test("hiddenRelations", relations, edges.kind) });

  function toggle(slot, name) {
    const hidden = state.get(slot);
    state.set({ [slot]: hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name].sort() });
  }

  /** Hide all others of the list; asked again, show everything. */
  function only(slot, all, name) {
    const others = all.filter((one) => one !== name).sort();
    state.set({ [slot]: state.get(slot).join() === others.join() ? [] : others });
  }

  /** Return a switch that hides and shows, and beside it the circle that leaves only this. */
  function entry(slot, all, name, { mark, text, count }) {
    const isPressed = !state.get(slot).includes(name);
    return element(
      "li",
      {},
      element(
        "button",
        { class: "switch", "aria-pressed": String(isPressed), title: words.toggle, onclick: () => toggle(slot, name) },
        mark,
        element("span", { class: "name", dir: "auto" }, text),
        element("span", { class: "number" }, count.toLocaleString()),
      ),
      all.length > 1
        ? element("button", { class: "only", title: words.only, "aria-label": `${words.only}: ${text}`, onclick: () => only(slot, all, name) }, "◎")
        : "",
    );
  }

  /** Return how many rows of each kind a mask lets pass. */
  function counted(mask, kindOf, kinds) {
    const counts = new Array(kinds).fill(0);
    for (let at = 0; at < mask.length; at += 1) counts[kindOf[at]] += mask[at];
    return counts;
  }

  function typeList() {
    const counts = counted(visible.without("types").node, nodes.type, typeNames.length);
    return typeNames.map((name, type) =>
      entry("hiddenTypes", typeNames, name, {
        mark: sign(graph.types[type].shape, theme.ofType(type)),
        text: name || words.unlabelled,
        count: counts[type],
      }),
    );
  }

  function relationList() {
    const counts = counted(visible.without("relations").edge, edges.kind, relations.length);
    return relations.map((name, kind) =>
      entry("hiddenRelations", relations, name, { mark: "", text: name || words.related, count: counts[kind] }),
    );
  }

  const LINES = [
    [data.DISPUTED, "disputed"],
    [data.IMPLIED, "implied"],
  ];

  const lines = () =>
    LINES.filter(([doubt]) => edges.doubt.includes(doubt)).map(([, name]) => element("li", { class: `line ${name}` }, words.signs[name]));

  function count() {
    const { node, edge } = visible.without(""); // the drawer's nodes count: they are no choice of the reader's
    const sum = (mask) => mask.reduce((total, one) => total + one, 0);
    document.getElementById("count").textContent = words.counts(sum(node), sum(edge));
  }

  function render() {
    count();
    if (!nodes.count) return;
    const told = element("details", {}, element("summary", {}, words.relations), element("ul", {}, relationList()));
    told.open = relationsOpen;
    told.addEventListener("toggle", () => (relationsOpen = told.open));
    const parts = [element("ul", { "aria-label": words.nodes }, typeList())];
    if (edges.count) parts.push(told);
    const signs = lines();
    if (signs.length) parts.push(element("ul", { class: "lines" }, signs));
    const focused = [...nav.querySelectorAll("button")].indexOf(document.activeElement);
    nav.replaceChildren(...parts);
    nav.querySelectorAll("button")[focused]?.focus();
  }

  function start() {
    render();
    visible.on(render);
    theme.changed(render);
  }

  return { start };
});
