"use strict";

/** What the colours and lines mean, how many there are, and switches to hide them. */
kgraph.module("legend", ({ data, state, visible, theme, words, dom, switches }) => {
  const { element, sign, stroke } = dom;
  const { nodes, edges, graph, relations } = data;
  const nav = document.getElementById("legend");
  const typeNames = graph.types.map(({ name }) => name);
  let relationsOpen = false;

  state.declare("hiddenTypes", [], { undoable: true, address: "t" });
  state.declare("hiddenRelations", [], { undoable: true, address: "r" });

  const { entry, test, told } = switches;
  const nameOfType = (name) => name || words.unlabelled;
  const nameOfRelation = (name) => name || words.related;

  visible.add("types", {
    slots: ["hiddenTypes"],
    node: () => test("hiddenTypes", typeNames, nodes.type),
    told: () => told("hiddenTypes", typeNames, nameOfType),
    reveal: (at) => state.set({ hiddenTypes: state.get("hiddenTypes").filter((name) => name !== typeNames[nodes.type[at]]) }),
  });
  visible.add("relations", {
    slots: ["hiddenRelations"],
    edge: () => test("hiddenRelations", relations, edges.kind),
    told: () => told("hiddenRelations", relations, nameOfRelation),
  });

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
        mark: sign(graph.types[type].shape, theme.ofSign(type)),
        text: nameOfType(name),
        count: counts[type],
      }),
    );
  }

  function relationList() {
    const counts = counted(visible.without("relations").edge, edges.kind, relations.length);
    return relations.map((name, kind) =>
      entry("hiddenRelations", relations, name, { mark: stroke(theme.ofRelation(kind)), text: nameOfRelation(name), count: counts[kind] }),
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
    const list = element("details", {}, element("summary", {}, words.relations), element("ul", {}, relationList()));
    list.open = relationsOpen;
    list.addEventListener("toggle", () => (relationsOpen = list.open));
    const parts = [element("ul", { "aria-label": words.nodes }, typeList())];
    if (edges.count) parts.push(list);
    const signs = lines();
    if (signs.length) parts.push(element("ul", { class: "lines" }, signs));
    switches.refill(nav, parts);
  }

  function start() {
    render();
    visible.on(render);
    theme.changed(render);
  }

  return { start };
});
