"use strict";

/**
 * All that a reader can do, in one list: the keys, the toolbar, its menus and the page of help are made of it.
 *
 *   actions.add({ id: "fit", words: words.fit, keys: ["0"], icon: "⤢", group: "view", run: () => picture.fit() });
 *
 * `group` is a part of the toolbar; without an `icon` the action stands in the menu of its group, which
 * `actions.menu("export", { icon: "↓", words: words.export })` declares. `isOn()` makes a switch of it,
 * `isFree()` says whether it can be done now. An action without group or icon has keys alone; one of the
 * group "node" with a `sign` stands in the panel of a node, too.
 */
kgraph.module("actions", () => {
  const all = new Map();
  const menus = new Map();
  const listeners = [];

  function add(action) {
    if (all.has(action.id)) throw new Error(`two actions are called ${action.id}`);
    for (const key of action.keys ?? []) if (forKey(key)) throw new Error(`two actions want the key ${key}`);
    all.set(action.id, action);
  }

  const isFree = (action) => action.isFree?.() ?? true;
  const forKey = (key) => [...all.values()].find(({ keys = [] }) => keys.includes(key));

  function run(id) {
    const action = all.get(id);
    if (isFree(action)) action.run();
  }

  return {
    add,
    run,
    isFree,
    forKey,
    get: (id) => all.get(id),
    all: () => [...all.values()],
    menu: (group, told) => menus.set(group, told),
    menus: () => menus,
    /** Tell the toolbar that what is free or on may have changed. */
    changed: () => listeners.forEach((listener) => listener()),
    on: (listener) => listeners.push(listener),
  };
});
