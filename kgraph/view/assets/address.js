"use strict";

/**
 * The URL's fragment holds the state, so that a link restores it: every slot with an address whose value is
 * not its first one. Where the page may not write its address (a notebook's frame), it does without.
 */
kgraph.module("address", ({ state }) => {
  /** JSON, of the kind that the slot's first value has: nobody else has checked what an address says. */
  const plain = ({ initial }) => ({
    write: (value) => JSON.stringify(value),
    read(text) {
      const value = JSON.parse(text);
      const isSame = typeof value === typeof initial && Array.isArray(value) === Array.isArray(initial) && value !== null;
      return isSame ? value : undefined;
    },
  });
  const codecOf = (slot) => slot.codec ?? plain(slot);
  let isRestoring = false;
  let last = "";

  /** Return the fragment of the present state, or of one in which some slots have other values. */
  function text(values = {}) {
    const told = new URLSearchParams();
    for (const slot of state.addressed()) {
      const value = Object.hasOwn(values, slot.name) ? values[slot.name] : slot.value;
      if (JSON.stringify(value) !== JSON.stringify(slot.initial)) told.set(slot.address, codecOf(slot).write(value));
    }
    return told.toString();
  }

  /** Return the values of slots that a fragment tells; what cannot be read is left out. */
  function read(fragment) {
    const told = new URLSearchParams(fragment);
    const values = {};
    for (const slot of state.addressed()) {
      if (!told.has(slot.address)) continue;
      try {
        const value = codecOf(slot).read(told.get(slot.address));
        if (value !== undefined) values[slot.name] = value;
      } catch {
        continue;
      }
    }
    return values;
  }

  function write() {
    if (isRestoring) return;
    const now = text();
    if (now === last) return;
    last = now;
    try {
      history.replaceState(null, "", `#${now}`);
    } catch {
      // The frame of a notebook has no address of its own.
    }
  }

  /** Set slots as an address says. */
  function take(values) {
    isRestoring = true;
    state.set(values, { isStep: false });
    isRestoring = false;
  }

  /** Set the slots, or those named, from the fragment that the page begins with. */
  function restore(names) {
    const values = read(kgraph.fragment());
    take(names ? Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name))) : values);
  }

  /** The reader has gone to another address of this page: what it does not tell is as at first. */
  function follow() {
    if (location.hash.slice(1) === last) return;
    last = location.hash.slice(1);
    take({ ...Object.fromEntries(state.addressed().map(({ name, initial }) => [name, initial])), ...read(last) });
  }

  /** From now on keep the fragment up to date. */
  function listen() {
    last = kgraph.fragment();
    state.on(state.addressed().map(({ name }) => name), write);
    addEventListener("hashchange", follow, { signal: kgraph.life() });
  }

  return { restore, listen, text, read, isRestoring: () => isRestoring };
});
