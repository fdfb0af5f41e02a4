"use strict";

/** The details of what is selected: names, properties, relations, each with who says so. */
kgraph.module("panel", ({ data, state, actions, evidence, words, details, dom, theme, picture }) => {
  const { element, sign } = dom;
  const panel = document.getElementById("panel");
  const AT_ONCE = 40;
  const added = [];

  const visit = (node) => picture.show("node", node);

  function title(text, kinds, types) {
    return element(
      "div",
      { class: "head" },
      element("button", { class: "close", title: words.close, "aria-label": words.close, onclick: () => state.select(null) }, "×"),
      element("p", { class: "kind" }, ...types, kinds),
      element("h2", { dir: "auto" }, text),
    );
  }

  function signOf(node) {
    const type = data.nodes.type[node];
    return sign(data.graph.types[type].shape, theme.ofNode(node));
  }

  /** Return the buttons of what can be done with a node: its actions that have a sign. */
  function doing() {
    const signed = actions.all().filter(({ group, sign: mark }) => group === "node" && mark);
    const buttons = signed.map(({ id, words: name, keys, sign: mark }) =>
      element("button", { title: `${name} (${keys[0]})`, "aria-label": /\d/.test(mark) ? `${mark} ${name}` : name, disabled: !actions.isFree(actions.get(id)), onclick: () => actions.run(id) }, mark),
    );
    return element("div", { class: "doing", role: "group", "aria-label": words.node }, buttons);
  }

  function section(heading, ...content) {
    return element("section", {}, element("h3", {}, heading), ...content);
  }

  /** Return the properties; a claim about one of them stands under it. */
  function properties(content, without) {
    const shown = evidence.properties(content, { without });
    const about = (name) => (content.claims ?? []).filter((told) => told.property === name);
    const { meanings } = details;
    const rows = shown.map(([name, value]) => [
      element("dt", { title: meanings.get(name) }, name),
      element("dd", { dir: "auto" }, ...evidence.value(name, value, visit), evidence.claims(about(name))),
    ]);
    return rows.length ? section(words.properties, element("dl", {}, ...rows)) : "";
  }

  /** Return the claims that speak for the whole, or for a property that is not shown. */
  function general(content, without) {
    const shown = new Set(evidence.properties(content, { without }).map(([name]) => name));
    return (content.claims ?? []).filter((told) => !shown.has(told.property));
  }

  /** Return a relation as a line: the other end, what the edge adds, who says so. */
  function relation(edge, node) {
    const content = details.edge(edge);
    const other = data.otherEnd(edge, node);
    const added = evidence.properties(content, {}).map(([name, value]) =>
      element("span", { class: "added" }, `${name} `, ...evidence.value(name, value, visit)),
    );
    return element(
      "li",
      { class: content.certainty ?? "" },
      signOf(other),
      element("button", { class: "go", dir: "auto", onclick: () => visit(other) }, data.nodes.label[other]),
      " ",
      evidence.badge(content.certainty),
      added.length ? element("p", { class: "adds" }, ...added) : "",
      evidence.warning(content),
      evidence.claims(content.claims, { known: content.certainty }),
    );
  }

  /** Return the relations by type and direction, the commonest first. */
  function relations(node) {
    const groups = new Map();
    for (const edge of data.incident(node)) {
      const heading = evidence.heading(data.relation(edge), data.edges.from[edge] === node);
      if (!groups.has(heading)) groups.set(heading, []);
      groups.get(heading).push(edge);
    }
    const name = (edge) => data.nodes.label[data.otherEnd(edge, node)];
    return [...groups]
      .sort(([one, edges], [other, others]) => others.length - edges.length || (one < other ? -1 : 1))
      .map(([heading, edges]) => {
        edges.sort((one, other) => name(one).localeCompare(name(other)) || one - other);
        const list = element("ul", { class: "relations" });
        fill(list, edges, node);
        return section(`${heading} (${edges.length})`, list);
      });
  }

  function fill(list, edges, node) {
    list.append(...edges.slice(0, AT_ONCE).map((edge) => relation(edge, node)));
    const rest = edges.slice(AT_ONCE);
    if (!rest.length) return;
    const more = element("button", { class: "more" }, words.more(rest.length));
    more.addEventListener("click", () => {
      more.remove();
      fill(list, rest, node);
    });
    list.append(more);
  }

  function ofNode(node) {
    const content = details.node(node);
    const others = details.otherNames(node);
    const without = ["name", "title", "id", "_id"];
    if (details.isNames(content.properties?.names)) without.push("names");
    const claims = general(content, without);
    return [
      title(data.nodes.label[node], (content.labels ?? []).join(", ") || words.unlabelled, [signOf(node), " "]),
      others.length ? element("p", { class: "names", "aria-label": words.otherNames, dir: "auto" }, others.join(" · ")) : "",
      element("p", { class: "id" }, `${words.id} `, element("code", { dir: "auto" }, content.id)),
      doing(),
      evidence.warning(content),
      properties(content, without),
      claims.length ? section(words.evidence, evidence.claims(claims)) : "",
      ...relations(node),
    ];
  }

  function ofEdge(edge) {
    const content = details.edge(edge);
    const ends = [data.edges.from[edge], data.edges.to[edge]];
    const claims = general(content, []);
    return [
      title(evidence.sentence(edge), data.relation(edge) || words.related, []),
      evidence.badge(content.certainty) && element("p", {}, evidence.badge(content.certainty)),
      evidence.warning(content),
      element(
        "ul",
        { class: "relations ends" },
        ends.map((node) => element("li", {}, signOf(node), element("button", { class: "go", dir: "auto", onclick: () => visit(node) }, data.nodes.label[node]))),
      ),
      properties(content, []),
      claims.length ? section(words.evidence, evidence.claims(claims)) : "",
    ];
  }

  function show() {
    const thing = state.get("selected");
    panel.hidden = !thing;
    if (!thing) return;
    const parts = thing.kind === "node" ? ofNode(thing.at) : ofEdge(thing.at);
    panel.replaceChildren(...[...parts, ...added.map((make) => make(thing))].filter(Boolean));
    panel.scrollTop = 0;
    const name = thing.kind === "node" ? data.nodes.label[thing.at] : evidence.sentence(thing.at);
    document.getElementById("spoken").textContent = name;
  }

  function start() {
    state.on(["selected"], show);
    actions.on(() => panel.querySelector(".doing")?.replaceWith(doing()));
    theme.changed(show);
  }

  return {
    start,
    /** Have `make` say more of what is selected: an element, or ""; it is told { kind, at }. */
    add: (make) => added.push(make),
  };
});
