"use strict";

/** The drawer of what has no relations: opened, it lists such nodes, and the picture shows them. */
kgraph.module("drawer", ({ data, state, lone, picture, words, dom, theme }) => {
  const { nodes, graph } = data;
  const { element, sign } = dom;
  const box = document.getElementById("drawer");
  const AT_ONCE = 60;
  function entry(node) {
    const type = graph.types[nodes.type[node]];
    const go = element("button", { class: "go", dir: "auto", onclick: () => picture.show("node", node) }, nodes.label[node]);
    return element("li", {}, sign(type.shape, theme.ofNode(node)), " ", go);
  }

  function fill(list, rest) {
    list.append(...rest.slice(0, AT_ONCE).map(entry));
    const more = rest.slice(AT_ONCE);
    if (!more.length) return;
    const button = element("button", { class: "more" }, words.more(more.length));
    button.addEventListener("click", () => {
      button.remove();
      fill(list, more);
    });
    list.append(button);
  }

  function render() {
    if (!lone.isApart) return;
    const list = element("ul");
    const isOpen = state.get("drawer");
    const drawer = element("details", {}, element("summary", {}, words.lone(lone.nodes.length)), list);
    drawer.open = isOpen;
    if (isOpen) fill(list, lone.nodes);
    drawer.addEventListener("toggle", () => drawer.open !== state.get("drawer") && state.set({ drawer: drawer.open }));
    box.replaceChildren(drawer);
  }

  function start() {
    render();
    state.on(["drawer"], render);
    theme.changed(render);
  }

  return { start };
});
