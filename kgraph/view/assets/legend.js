"use strict";

/** What the colours and lines mean, how many there are, and switches to hide them. */
kgraph.legend = (() => {
  const { data, state, theme, words } = kgraph;
  const { element, sign } = kgraph.dom;
  const nav = document.getElementById("legend");
  const { nodes, edges, graph } = data;
  const relationTypes = [...new Set(edges.type)].sort();
  const counted = (values) => values.reduce((counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1), new Map());

  const hidden = { types: new Set(), relations: new Set() };

  function apply() {
    state.hide(new Set(hidden.types), new Set(hidden.relations));
    render();
  }

  function toggle(set, value) {
    if (!set.delete(value)) set.add(value);
    apply();
  }

  /** Hide all others of the list; asked again, show everything. */
  function only(set, all, value) {
    const isAlone = !set.has(value) && set.size === all.length - 1;
    set.clear();
    if (!isAlone) all.filter((other) => other !== value).forEach((other) => set.add(other));
    apply();
  }

  /** Return a switch that hides and shows, and beside it the circle that leaves only this. */
  function entry(set, all, value, { mark, text, count }) {
    const pressed = !set.has(value);
    return element(
      "li",
      {},
      element(
        "button",
        { class: "switch", "aria-pressed": String(pressed), title: words.toggle, onclick: () => toggle(set, value) },
        mark,
        element("span", { class: "name", dir: "auto" }, text),
        element("span", { class: "number" }, count.toLocaleString()),
      ),
      all.length > 1
        ? element("button", { class: "only", title: words.only, "aria-label": `${words.only}: ${text}`, onclick: () => only(set, all, value) }, "◎")
        : "",
    );
  }

  function typeList() {
    const counts = counted(nodes.type);
    const all = graph.types.map((_, type) => type);
    return all.map((type) =>
      entry(hidden.types, all, type, {
        mark: sign(graph.types[type].shape, theme.ofType(type)),
        text: graph.types[type].name || words.unlabelled,
        count: counts.get(type) ?? 0,
      }),
    );
  }

  function relationList() {
    const shown = [...edges.type.keys()].filter((edge) => state.nodeShown(edges.from[edge]) && state.nodeShown(edges.to[edge]));
    const counts = counted(shown.map((edge) => edges.type[edge]));
    return relationTypes.map((type) =>
      entry(hidden.relations, relationTypes, type, { mark: "", text: type || words.related, count: counts.get(type) ?? 0 }),
    );
  }

  function lines() {
    const used = new Set(edges.dashes.filter(Boolean).map(([dash]) => (dash > 2 ? "disputed" : "implied")));
    return ["disputed", "implied"]
      .filter((certainty) => used.has(certainty))
      .map((certainty) => element("li", { class: `line ${certainty}` }, words.signs[certainty]));
  }

  function count() {
    const shownNodes = nodes.type.filter((_, node) => state.nodeShown(node)).length;
    const shownEdges = edges.type.filter((_, edge) => state.edgeShown(edge)).length;
    document.getElementById("count").textContent = words.counts(shownNodes, shownEdges);
  }

  let relationsOpen = false;

  function render() {
    count();
    if (!nodes.count) return;
    const relations = element("details", {}, element("summary", {}, words.relations), element("ul", {}, relationList()));
    relations.open = relationsOpen;
    relations.addEventListener("toggle", () => (relationsOpen = relations.open));
    const parts = [element("ul", { "aria-label": words.nodes }, typeList())];
    if (edges.count) parts.push(relations);
    const told = lines();
    if (told.length) parts.push(element("ul", { class: "lines" }, told));
    const focused = [...nav.querySelectorAll("button")].indexOf(document.activeElement);
    nav.replaceChildren(...parts);
    nav.querySelectorAll("button")[focused]?.focus();
  }

  /** Show a node's type again before the reader is sent there. */
  function reveal(node) {
    if (hidden.types.delete(nodes.type[node])) apply();
  }

  function listen() {
    render();
    theme.changed(render);
  }

  return { listen, reveal };
})();
