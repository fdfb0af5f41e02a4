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
  const isFirst = ({ value, initial }) => JSON.stringify(value) === JSON.stringify(initial);
  let isRestoring = false;
  let last = "";

  function write() {
    if (isRestoring) return;
    const told = new URLSearchParams();
    for (const slot of state.addressed()) if (!isFirst(slot)) told.set(slot.address, codecOf(slot).write(slot.value));
    const text = told.toString();
    if (text === last) return;
    last = text;
    try {
      history.replaceState(null, "", text ? `#${text}` : "#");
    } catch {
      // The frame of a notebook has no address of its own.
    }
  }

  /** Set the slots, or those named, from the fragment; what cannot be read is left out. */
  function restore(names) {
    const told = new URLSearchParams(location.hash.slice(1));
    const changes = {};
    for (const slot of state.addressed()) {
      if ((names && !names.includes(slot.name)) || !told.has(slot.address)) continue;
      try {
        const value = codecOf(slot).read(told.get(slot.address));
        if (value !== undefined) changes[slot.name] = value;
      } catch {
        continue;
      }
    }
    isRestoring = true;
    state.set(changes, { isStep: false });
    isRestoring = false;
  }

  /** From now on keep the fragment up to date. */
  function listen() {
    state.on(state.addressed().map(({ name }) => name), write);
    addEventListener("hashchange", () => location.hash.slice(1) !== last && restore());
  }

  return { restore, listen };
});
