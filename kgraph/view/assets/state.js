"use strict";

/**
 * All that can change on the page, in one place: slots of plain values (JSON, never changed in place).
 * A feature declares its slots, sets them, and listens; nobody else keeps state.
 *
 *   state.declare("hiddenTypes", [], { undoable: true, address: "t" });
 *   state.set({ hiddenTypes: ["Film"] });
 *   state.on(["hiddenTypes"], (changed) => …);
 *
 * An `undoable` slot is a step of undo and redo (history.js); one with an `address` stands under that
 * key in the URL's fragment (address.js), written and read by `codec` where JSON will not do.
 */
kgraph.module("state", () => {
  const slots = new Map();
  const listeners = [];
  const before = [];
  let pending = new Set();
  let isTelling = false;

  const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

  function declare(name, initial, { undoable = false, address = "", codec = null } = {}) {
    if (slots.has(name)) throw new Error(`two slots are called ${name}`);
    for (const slot of slots.values()) if (address && slot.address === address) throw new Error(`two slots want the address ${address}`);
    slots.set(name, { value: initial, initial, undoable, address, codec });
  }

  const get = (name) => slots.get(name).value;

  /** Set slots, then tell those who listen to one of them, each once. `isStep: false` is no step of undo. */
  function set(changes, { isStep = true } = {}) {
    const changed = Object.keys(changes).filter((name) => !same(get(name), changes[name]));
    if (!changed.length) return;
    if (isStep && changed.some((name) => slots.get(name).undoable)) before.forEach((listener) => listener());
    for (const name of changed) {
      slots.get(name).value = changes[name];
      pending.add(name);
    }
    tell();
  }

  /** Tell what changed; what listeners change in turn is told after it. */
  function tell() {
    if (isTelling) return;
    isTelling = true;
    try {
      while (pending.size) {
        const changed = pending;
        pending = new Set();
        for (const { names, listener } of listeners) if (names.some((name) => changed.has(name))) listener(changed);
      }
    } finally {
      isTelling = false;
    }
  }

  /** Say later how a slot is written in the address: by who has what it takes. */
  function code(name, codec) {
    slots.get(name).codec = codec;
  }

  const snapshot = (test) => Object.fromEntries([...slots].filter(([, slot]) => test(slot)).map(([name, { value }]) => [name, value]));

  declare("selected", null, { address: "s" }); // { kind: "node" | "edge", at } or null
  declare("hovered", null);

  return {
    declare,
    code,
    get,
    first: (name) => slots.get(name).initial,
    set,
    on: (names, listener) => listeners.push({ names, listener }),
    beforeStep: (listener) => before.push(listener),
    undoables: () => snapshot(({ undoable }) => undoable),
    addressed: () => [...slots].filter(([, { address }]) => address).map(([name, slot]) => ({ name, ...slot })),
    /** Give slots their first values again, in one step. */
    clear: (names) => set(Object.fromEntries(names.map((name) => [name, slots.get(name).initial]))),
    reset: () => set(Object.fromEntries([...slots].filter(([, { undoable }]) => undoable).map(([name, { initial }]) => [name, initial]))),
    select(kind, at) {
      set({ hovered: null, selected: kind ? { kind, at } : null });
    },
    hover: (kind, at) => set({ hovered: kind ? { kind, at } : null }),
  };
});
