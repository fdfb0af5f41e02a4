"use strict";

/** What the filters leave, told in one line, with a button that lets everything pass; on small screens the way to them. */
kgraph.module("filters", ({ data, visible, words, dom, actions }) => {
  const { element } = dom;
  const line = document.getElementById("told");
  const side = document.getElementById("side");

  words.add(
    {
      shownOf: (some, all, choices) => `${some.toLocaleString()} of ${all.toLocaleString()} shown: ${choices.join(", ")}`,
      clearFilters: "Show all again",
      filters: "Legend and filters",
    },
    {
      shownOf: (some, all, choices) => `${all.toLocaleString()}개 중 ${some.toLocaleString()}개: ${choices.join(", ")}`,
      clearFilters: "필터 지우기",
      filters: "범례와 필터",
    },
  );

  /** Say what is shown; what the reader's choices leave, and which they are. */
  function tell() {
    const choices = visible.told();
    line.hidden = !choices.length;
    const { node } = visible.without("");
    const some = node.reduce((sum, one) => sum + one, 0);
    const text = choices.length ? words.shownOf(some, data.nodes.count, choices) : "";
    if (line.dataset.text === text) return;
    line.dataset.text = text;
    const clear = element("button", { class: "clear", title: `${words.clearFilters} (c)`, "aria-label": words.clearFilters, onclick: visible.clear }, "×");
    line.replaceChildren(element("span", { dir: "auto" }, text), clear);
    document.getElementById("spoken").textContent = text;
  }

  const fold = element("button", { id: "unfold", "aria-expanded": "false", "aria-controls": "legend filters", "aria-label": words.filters, title: words.filters, onclick: unfold }, "☰");

  function unfold() {
    fold.setAttribute("aria-expanded", String(side.classList.toggle("unfolded")));
  }

  actions.add({ id: "clear", words: words.clearFilters, keys: ["c"], group: "steps", isFree: () => visible.told().length > 0, run: visible.clear });

  function start() {
    document.getElementById("search").after(fold);
    tell();
    visible.on(() => {
      tell();
      actions.changed();
    });
  }

  return { start };
});
