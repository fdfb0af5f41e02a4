"use strict";

/**
 * Undo and redo: what the undoable slots held before each step. A step may lead from one view to another: what
 * was in the other stands as the fragment of its address, since its rows mean something else here.
 */
kgraph.module("history", (space) => {
  const { state, address, view, actions, words } = space;
  const MOST = 200;
  let back = [];
  let forth = [];

  function push(step) {
    back.push(step);
    if (back.length > MOST) back.shift();
    forth = [];
    queueMicrotask(actions.changed);
  }

  state.beforeStep(() => push(state.undoables()));

  /** Return the undoable slots as a fragment tells them, the others of them as at first. */
  function valuesOf(fragment) {
    const values = address.read(fragment);
    const names = Object.keys(state.undoables());
    return Object.fromEntries(names.map((name) => [name, Object.hasOwn(values, name) ? values[name] : state.first(name)]));
  }

  function step(from, to) {
    const wanted = from.pop();
    if (wanted === undefined) return;
    if (typeof wanted === "string" && view.asked(wanted) !== view.now) {
      to.push(address.text());
      space.views.begin(wanted);
      return;
    }
    to.push(state.undoables());
    state.set(typeof wanted === "string" ? valuesOf(wanted) : wanted, { isStep: false });
    actions.changed();
  }

  /** Return all steps as fragments, which stay readable when the page is made anew. */
  function told() {
    const texts = (steps) => steps.map((one) => (typeof one === "string" ? one : address.text(one)));
    return { back: texts(back), forth: texts(forth) };
  }

  actions.add({ id: "undo", words: words.undo, keys: ["Ctrl+z"], icon: "↶", group: "steps", isFree: () => back.length > 0, run: () => step(back, forth) });
  actions.add({ id: "redo", words: words.redo, keys: ["Ctrl+Z", "Ctrl+y"], icon: "↷", group: "steps", isFree: () => forth.length > 0, run: () => step(forth, back) });
  actions.add({ id: "reset", words: words.reset, group: "steps", run: state.reset });

  return {
    push,
    told,
    depth: () => back.length,
    /** Go on with the steps that another making of the page has told. */
    take: (steps) => ({ back, forth } = steps),
  };
});
