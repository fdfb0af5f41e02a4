"use strict";

/** What is selected, hovered and hidden, and who wants to know. */
kgraph.state = (() => {
  const listeners = new Map();
  const state = { selected: null, hovered: null, hiddenTypes: new Set(), hiddenRelations: new Set() };

  function tell(event) {
    (listeners.get(event) ?? []).forEach((listener) => listener());
  }

  const same = (one, other) => one?.kind === other?.kind && one?.at === other?.at;

  function change(name, thing) {
    if (same(state[name], thing)) return;
    state[name] = thing;
    tell(name);
  }

  const { nodes, edges } = kgraph.data;
  const nodeShown = (node) => !state.hiddenTypes.has(nodes.type[node]);
  const edgeShown = (edge) =>
    !state.hiddenRelations.has(edges.type[edge]) && nodeShown(edges.from[edge]) && nodeShown(edges.to[edge]);

  return {
    state,
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    select(kind, at) {
      change("hovered", null);
      change("selected", kind ? { kind, at } : null);
    },
    hover: (kind, at) => change("hovered", kind ? { kind, at } : null),
    hide(types, relations) {
      state.hiddenTypes = types;
      state.hiddenRelations = relations;
      tell("filter");
    },
    nodeShown,
    edgeShown,
  };
})();
