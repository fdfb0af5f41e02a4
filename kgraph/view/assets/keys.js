"use strict";

/** Everything by keyboard: the keys of the actions, those that move the picture, and a page that tells them. */
kgraph.module("keys", ({ words, state, picture, search, lasso, actions, dom }) => {
  const { element } = dom;
  const help = document.getElementById("help");
  const STEP = 80;
  const NEARER = 1.4;

  const isTyping = (target) => target.closest?.("input, textarea, select") !== null;

  function leave() {
    search.clear();
    if (lasso.stop()) return;
    state.clear(["gathered"]);
    if (!state.get("selected")) state.clear(["between"]);
    state.select(null);
    state.hover(null);
    document.getElementById("picture").focus({ preventScroll: true });
  }

  function explain() {
    const told = actions.all().filter(({ keys }) => keys);
    const rows = [
      ...told.map((action) => [action.keys[0], action.words]),
      ["← ↑ → ↓", words.keysMove],
      [words.keysDouble, words.keysFly],
    ].map(([key, meaning]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, meaning)]);
    const close = element("button", { class: "close", "aria-label": words.close, onclick: () => help.close() }, "×");
    help.replaceChildren(close, element("h2", {}, words.help), element("dl", {}, ...rows));
    help.showModal();
  }

  actions.add({ id: "search", words: words.keysSearch, keys: ["/"], run: () => search.focus() });
  actions.add({ id: "escape", words: words.keysEscape, keys: ["Escape"], run: leave });
  actions.add({ id: "nearer", words: words.nearer, keys: ["+", "="], icon: "+", group: "view", run: () => picture.zoom(NEARER) });
  actions.add({ id: "farther", words: words.farther, keys: ["-"], icon: "−", group: "view", run: () => picture.zoom(1 / NEARER) });
  actions.add({ id: "fit", words: words.fit, keys: ["0"], icon: "⤢", group: "view", run: () => picture.fit() });
  actions.add({ id: "help", words: words.help, keys: ["?"], icon: "?", group: "help", run: explain });

  const pans = new Map([
    ["ArrowLeft", [-STEP, 0]],
    ["ArrowRight", [STEP, 0]],
    ["ArrowUp", [0, -STEP]],
    ["ArrowDown", [0, STEP]],
  ]);

  function press(event) {
    if (event.altKey || document.querySelector("dialog[open]")) return;
    const key = event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key;
    if (isTyping(event.target) && key !== "Escape") return;
    const pan = event.target.id === "picture" || event.target === document.body ? pans.get(key) : undefined;
    const action = actions.forKey(key);
    if (!pan && !action) return;
    event.preventDefault();
    if (pan) picture.pan(...pan);
    else actions.run(action.id);
  }

  return { start: () => document.addEventListener("keydown", press, { signal: kgraph.life() }) };
});
