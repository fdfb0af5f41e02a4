"use strict";

/** Undo and redo: what the undoable slots held before each step. */
kgraph.module("history", ({ state, actions, words }) => {
  const MOST = 200;
  const back = [];
  const forth = [];

  state.beforeStep(() => {
    back.push(state.undoables());
    if (back.length > MOST) back.shift();
    forth.length = 0;
    queueMicrotask(actions.changed);
  });

  function step(from, to) {
    if (!from.length) return;
    to.push(state.undoables());
    state.set(from.pop(), { isStep: false });
    actions.changed();
  }

  actions.add({ id: "undo", words: words.undo, keys: ["Ctrl+z"], icon: "↶", group: "steps", isFree: () => back.length > 0, run: () => step(back, forth) });
  actions.add({ id: "redo", words: words.redo, keys: ["Ctrl+Z", "Ctrl+y"], icon: "↷", group: "steps", isFree: () => forth.length > 0, run: () => step(forth, back) });
  actions.add({ id: "reset", words: words.reset, group: "steps", run: state.reset });

  return { depth: () => back.length };
});
