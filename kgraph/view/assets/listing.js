"use strict";

/** The same data as tables, for those who read or listen rather than look: what is visible, and the relations of the selection. */
kgraph.module("listing", ({ data, state, visible, words, dom, details, evidence, actions, picture }) => {
  words.add(
    {
      listing: "As a table",
      listName: "Name",
      listType: "Type",
      listYear: "Year",
      listRelation: "Relation",
      listCertainty: "Certainty",
      listOf: (name) => `Relations of ${name}`,
      listNone: "Choose a name to read its relations.",
      listShow: "Show in the picture",
    },
    {
      listing: "표로 보기",
      listName: "이름",
      listType: "유형",
      listYear: "연도",
      listRelation: "관계",
      listCertainty: "확실성",
      listOf: (name) => `${name}의 관계`,
      listNone: "이름을 고르면 관계를 읽을 수 있습니다.",
      listShow: "그림에서 보기",
    },
  );
  const { element } = dom;
  const { nodes, graph } = data;
  const AT_ONCE = 100;
  const dialog = element("dialog", { id: "listing", "aria-labelledby": "listing-title" });
  const relations = element("div", { class: "of" });
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  let order = { by: "relations", isRising: false };

  const typeOf = (node) => graph.types[nodes.type[node]].name || words.unlabelled;
  const yearOf = (node) => details.property(node, "year") ?? "";
  const countOf = (node) => data.incident(node).reduce((sum, edge) => sum + Number(visible.edge(edge)), 0);
  const COLUMNS = [
    ["name", words.listName, (node) => nodes.label[node]],
    ["type", words.listType, typeOf],
    ["year", words.listYear, yearOf],
    ["relations", words.relations, countOf],
  ];

  /** Return a function that sorts text as the reader's language does, numbers by size, what is missing last. */
  function inOrder(one, other) {
    if (one === "" || other === "") return Number(one === "") - Number(other === "");
    const way = typeof one === "number" && typeof other === "number" ? one - other : collator.compare(one, other);
    return order.isRising ? way : -way;
  }

  function rows() {
    const [, , value] = COLUMNS.find(([by]) => by === order.by);
    const found = [...nodes.label.keys()].filter(visible.node).map((node) => ({ node, value: value(node) }));
    return found.sort((one, other) => inOrder(one.value, other.value) || one.node - other.node).map(({ node }) => node);
  }

  /** Return a button that names a node, and chooses it. */
  function choice(node) {
    return element("button", { class: "go", dir: "auto", onclick: () => state.select("node", node) }, nodes.label[node]);
  }

  const row = (node) =>
    element(
      "tr",
      { "data-node": String(node) },
      element("th", { scope: "row" }, choice(node)),
      COLUMNS.slice(1).map(([, , value]) => element("td", {}, String(value(node)))),
    );

  /** Put rows into a table's body, and beneath the table a button for those that follow. */
  function fill(table, all, make, from = 0) {
    table.tBodies[0].append(...all.slice(from, from + AT_ONCE).map(make));
    const rest = all.length - from - AT_ONCE;
    if (rest <= 0) return;
    const more = element("button", { class: "more" }, words.more(rest));
    more.addEventListener("click", () => {
      more.remove();
      fill(table, all, make, from + AT_ONCE);
      table.rows[from + AT_ONCE + 1].querySelector("button")?.focus();
    });
    table.after(more);
  }

  const table = (caption, heads) =>
    element("table", {}, element("caption", { dir: "auto" }, caption), element("thead", {}, element("tr", {}, heads)), element("tbody"));

  function head([by, name]) {
    const isIt = order.by === by;
    const sort = () => {
      order = { by, isRising: isIt ? !order.isRising : by === "name" || by === "type" };
      render();
      dialog.querySelector(`[data-by="${by}"]`).focus();
    };
    const attributes = { scope: "col", "aria-sort": isIt ? (order.isRising ? "ascending" : "descending") : "none" };
    return element("th", attributes, element("button", { "data-by": by, onclick: sort }, name));
  }

  function relation(edge, node) {
    const other = data.otherEnd(edge, node);
    const { certainty } = details.edge(edge);
    const heading = evidence.heading(data.relation(edge), data.edges.from[edge] === node);
    return element(
      "tr",
      {},
      element("td", { dir: "auto" }, heading),
      element("th", { scope: "row" }, choice(other)),
      element("td", {}, String(yearOf(other))),
      element("td", {}, words[certainty ?? "stated"] ?? certainty),
    );
  }

  /** Tell the relations of what is selected. */
  function tell() {
    const thing = state.get("selected");
    dialog.querySelector("[aria-current]")?.removeAttribute("aria-current");
    if (thing?.kind !== "node") {
      relations.replaceChildren(element("p", {}, words.listNone));
      return;
    }
    dialog.querySelector(`[data-node="${thing.at}"]`)?.setAttribute("aria-current", "true");
    const heads = [words.listRelation, words.listName, words.listYear, words.listCertainty];
    const told = table(words.listOf(nodes.label[thing.at]), heads.map((name) => element("th", { scope: "col" }, name)));
    const show = element("button", { class: "more", onclick: () => dialog.close() ?? picture.show("node", thing.at) }, words.listShow);
    relations.replaceChildren(show, told);
    fill(told, [...data.incident(thing.at)].filter(visible.edge), (edge) => relation(edge, thing.at));
  }

  function render() {
    const all = rows();
    const told = table(words.counts(all.length, data.edges.from.reduce((sum, _, edge) => sum + Number(visible.edge(edge)), 0)), COLUMNS.map(head));
    const close = element("button", { class: "close", "aria-label": words.close, onclick: () => dialog.close() }, "×");
    dialog.replaceChildren(
      close,
      element("h2", { id: "listing-title", dir: "auto" }, document.title),
      element("div", { class: "both" }, element("div", { class: "all" }, told), relations),
    );
    fill(told, all, row);
    tell();
  }

  function open() {
    if (dialog.open) return;
    render();
    dialog.showModal();
  }

  function start() {
    document.body.append(dialog);
    state.on(["selected"], () => dialog.open && tell());
    dialog.addEventListener("close", () => dialog.replaceChildren());
  }

  actions.add({ id: "listing", words: words.listing, keys: ["t"], icon: "▤", group: "help", run: open });

  return { start };
});
