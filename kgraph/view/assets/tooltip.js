"use strict";

/** A short word on what the pointer is over. */
kgraph.module("tooltip", ({ data, state, evidence, words, details, dom }) => {
  const { element, shorten, written } = dom;
  const box = document.getElementById("tooltip");
  const MOST = 5;
  const pointer = { x: 0, y: 0 };

  function ofNode(node) {
    const content = details.node(node);
    const others = details.otherNames(node);
    const kind = (content.labels ?? []).join(", ") || words.unlabelled;
    return [
      element("strong", { dir: "auto" }, shorten(data.nodes.label[node], 120)),
      others.length ? element("p", { class: "names", dir: "auto" }, shorten(others.join(" · "), 120)) : "",
      element("p", { class: "kind" }, `${kind} · ${words.linkedTo(data.degree(node))}`),
      ...common(content, ["name", "names", "title", "id", "_id"]),
    ];
  }

  function ofEdge(edge) {
    const content = details.edge(edge);
    return [
      element("strong", { dir: "auto" }, shorten(evidence.sentence(edge), 200)),
      element("p", { class: "kind" }, data.relation(edge), " ", evidence.badge(content.certainty)),
      ...common(content, []),
    ];
  }

  function common(content, without) {
    const shown = evidence.properties(content, { without });
    const told = content.claims ?? [];
    const rest = Math.max(0, shown.length - MOST) + Math.max(0, told.length - 2);
    return [
      ...shown.slice(0, MOST).map(([name, value]) =>
        element("p", {}, element("span", { class: "key" }, `${name} `), shorten(written(value), 100)),
      ),
      evidence.warning(content),
      evidence.claims(told.slice(0, 2), { short: true }),
      rest ? element("p", { class: "kind" }, `${words.more(rest)}. ${words.clickForMore}.`) : "",
    ];
  }

  function place() {
    const { width, height } = box.getBoundingClientRect();
    const x = pointer.x + 16 + width > innerWidth ? pointer.x - width - 12 : pointer.x + 16;
    const y = Math.min(pointer.y + 14, innerHeight - height - 8);
    box.style.left = `${Math.max(4, x)}px`;
    box.style.top = `${Math.max(4, y)}px`;
  }

  function show() {
    const [hovered, selected] = [state.get("hovered"), state.get("selected")];
    box.hidden = !hovered || (hovered.kind === selected?.kind && hovered.at === selected?.at);
    if (box.hidden) return;
    const parts = hovered.kind === "node" ? ofNode(hovered.at) : ofEdge(hovered.at);
    box.replaceChildren(...parts.filter(Boolean));
    place();
  }

  function start() {
    document.getElementById("picture").addEventListener("pointermove", (event) => {
      pointer.x = event.clientX;
      pointer.y = event.clientY;
      if (!box.hidden) place();
    });
    state.on(["hovered", "selected"], show);
  }

  return { start };
});
