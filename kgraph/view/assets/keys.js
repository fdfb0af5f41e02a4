"use strict";

/** Everything by keyboard, and the buttons that do the same. */
kgraph.keys = (() => {
  const { words, state, picture, search } = kgraph;
  const { element } = kgraph.dom;
  const help = document.getElementById("help");
  const STEP = 80;

  const isTyping = (target) => target.closest?.("input, textarea, select") !== null;

  function escape() {
    search.clear();
    state.select(null);
    state.hover(null);
    document.getElementById("picture").focus({ preventScroll: true });
  }

  function save() {
    element("a", { href: picture.png(), download: `${document.title || "kgraph"}.png` }).click();
  }

  function explain() {
    const rows = words.keys.map(([key, meaning]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, meaning)]);
    const close = element("button", { class: "close", "aria-label": words.close, onclick: () => help.close() }, "×");
    help.replaceChildren(close, element("h2", {}, words.help), element("dl", {}, ...rows));
    help.showModal();
  }

  const actions = new Map([
    ["/", () => search.focus()],
    ["Escape", escape],
    ["0", () => picture.fit()],
    ["+", () => picture.zoom(1.4)],
    ["=", () => picture.zoom(1.4)],
    ["-", () => picture.zoom(1 / 1.4)],
    ["?", explain],
  ]);
  const pans = new Map([
    ["ArrowLeft", [-STEP, 0]],
    ["ArrowRight", [STEP, 0]],
    ["ArrowUp", [0, -STEP]],
    ["ArrowDown", [0, STEP]],
  ]);

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (isTyping(event.target) && event.key !== "Escape") return;
    const pan = event.target.id === "picture" || event.target === document.body ? pans.get(event.key) : undefined;
    const action = pan ? () => picture.pan(...pan) : actions.get(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  }

  function listen() {
    document.addEventListener("keydown", press);
    const button = (sign, text, act) => element("button", { title: text, "aria-label": text, onclick: act }, sign);
    document.getElementById("tools").append(
      button("+", words.nearer, () => picture.zoom(1.4)),
      button("−", words.farther, () => picture.zoom(1 / 1.4)),
      button("⤢", words.fit, () => picture.fit()),
      button("↓", words.picture, save),
      button("?", words.help, explain),
    );
  }

  return { listen };
})();
