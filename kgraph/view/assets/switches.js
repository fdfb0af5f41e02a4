"use strict";

/** Lists of switches that hide and show kinds of things; what is hidden stands in a slot, by name. */
kgraph.module("switches", ({ state, words, dom }) => {
  const { element } = dom;

  words.add(
    { without: (names) => `without ${names.join(", ")}` },
    { without: (names) => `${names.join(", ")} 제외` },
  );

  function toggle(slot, name) {
    const hidden = state.get(slot);
    state.set({ [slot]: hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name].sort() });
  }

  /** Hide all others of the list; asked again, show everything. */
  function only(slot, all, name) {
    const others = all.filter((one) => one !== name).sort();
    state.set({ [slot]: state.get(slot).join() === others.join() ? [] : others });
  }

  /** Return a switch that hides and shows, and beside it the circle that leaves only this. */
  function entry(slot, all, name, { mark, text, count, title = words.toggle }) {
    const isPressed = !state.get(slot).includes(name);
    return element(
      "li",
      {},
      element(
        "button",
        { class: "switch", "aria-pressed": String(isPressed), title, onclick: () => toggle(slot, name) },
        mark,
        element("span", { class: "name", dir: "auto" }, text),
        element("span", { class: "number" }, count.toLocaleString()),
      ),
      all.length > 1
        ? element("button", { class: "only", title: words.only, "aria-label": `${words.only}: ${text}`, onclick: () => only(slot, all, name) }, "◎")
        : "",
    );
  }

  /** Return a test of rows by the name of their kind, null where no kind is hidden. */
  function test(slot, names, kindOf) {
    const hidden = new Set(state.get(slot));
    if (!hidden.size) return null;
    const passes = names.map((name) => !hidden.has(name));
    return (at) => passes[kindOf[at]];
  }

  /** Return what a list lets pass, in a few words: the few that are left, or that few are not. */
  function told(slot, all, textOf) {
    const hidden = new Set(state.get(slot));
    const [left, gone] = [all.filter((name) => !hidden.has(name)), all.filter((name) => hidden.has(name))];
    if (!gone.length) return "";
    return left.length && left.length <= gone.length ? left.map(textOf).join(", ") : words.without(gone.map(textOf));
  }

  /** Put new elements into a box in place of the old, the focus staying where it was. */
  function refill(box, parts) {
    const focused = [...box.querySelectorAll("button, summary")].indexOf(document.activeElement);
    box.replaceChildren(...parts);
    box.querySelectorAll("button, summary")[focused]?.focus();
  }

  return { entry, test, told, refill };
});
