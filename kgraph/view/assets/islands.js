"use strict";

/** The islands as a list: one stop of the Tab key, arrows go on, and a button opens an island and goes there. */
kgraph.module("islands", ({ data, state, sea, visible, picture, words, dom }) => {
  words.add(
    { islands: (count) => `Islands (${count.toLocaleString()})`, islandOpened: (name, count) => `The island of ${name} is open: ${count}` },
    { islands: (count) => `섬 (${count.toLocaleString()})`, islandOpened: (name, count) => `${name}의 섬이 열렸습니다. ${count}` },
  );
  const { islands } = data.graph;
  const { element } = dom;
  const box = document.getElementById("islands");
  const NAMED = 2;
  let isUnfolded = false;
  let current = 0; // the island that the Tab key comes to

  const nameOf = ({ known }) => known.slice(0, NAMED).map((node) => data.nodes.label[node]).join(" · ");
  const isOpen = (at) => state.get("open").includes(at);

  /** Return the islands that have something to show, the largest first. */
  function shown() {
    const counts = sea.counts();
    return [...islands.keys()].filter((at) => counts[at]).sort((one, other) => counts[other] - counts[one] || one - other);
  }

  /** Open an island and go there; one that is open is closed again. */
  function press(at) {
    current = at;
    if (isOpen(at)) state.set({ open: state.get("open").filter((one) => one !== at) });
    else picture.open(at);
    if (isOpen(at)) document.getElementById("spoken").textContent = words.islandOpened(nameOf(islands[at]), words.members(sea.counts()[at]));
  }

  function entry(at) {
    const name = nameOf(islands[at]);
    const told = words.members(sea.counts()[at]);
    return element(
      "li",
      {},
      element(
        "button",
        { class: "go", "data-island": String(at), "aria-pressed": String(isOpen(at)), "aria-label": `${words.open(name)} (${told})`, tabindex: at === current ? "0" : "-1", onclick: () => press(at) },
        element("span", { class: "name", dir: "auto" }, name),
        element("span", { class: "number" }, sea.counts()[at].toLocaleString()),
      ),
    );
  }

  const buttons = () => [...box.querySelectorAll("button")];

  function walk(event) {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || at < 0) return;
    const next = all.at(to % all.length);
    all[at].tabIndex = -1;
    next.tabIndex = 0;
    current = Number(next.dataset.island);
    next.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  function render() {
    const found = sea.isSunk() ? [] : shown();
    box.hidden = found.length < 2;
    if (!found.includes(current)) [current] = found;
    const focused = document.activeElement?.dataset.island;
    const list = element("ul", { "aria-label": words.islands(found.length), onkeydown: walk }, isUnfolded ? found.map(entry) : []);
    const unfold = element("details", {}, element("summary", {}, words.islands(found.length)), list);
    unfold.open = isUnfolded;
    unfold.addEventListener("toggle", () => {
      if (unfold.open === isUnfolded) return;
      isUnfolded = unfold.open;
      list.replaceChildren(...(isUnfolded ? found.map(entry) : []));
    });
    const { scrollTop } = box.querySelector("ul") ?? {};
    box.replaceChildren(unfold);
    list.scrollTop = scrollTop ?? 0;
    if (focused !== undefined) box.querySelector(`[data-island="${focused}"]`)?.focus();
  }

  function start() {
    if (islands.length < 2) return;
    render();
    visible.on(render);
    state.on(["open", "layout"], render);
  }

  return { start };
});
