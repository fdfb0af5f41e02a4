"use strict";

/**
 * What is shown: filters that combine. A filter names the slots it reads and returns, from `node()` and
 * `edge()`, a test of a row, or null while it lets everything pass.
 *
 *   visible.add("types", {
 *     slots: ["hiddenTypes"],
 *     node: () => hidden.size && ((at) => !hidden.has(nodes.type[at])),
 *     reveal: (at) => state.set(…),         // make this node pass
 *   });
 *
 * An edge is shown where it passes itself and both its ends are shown. A `quiet` filter is no choice of
 * the reader's: counts leave it out.
 */
kgraph.module("visible", ({ data, state }) => {
  const { nodes, edges } = data;
  const filters = new Map();
  const listeners = [];
  let masks = compute(() => true);

  /** Return masks of nodes and edges that pass the filters that `counts` chooses. */
  function compute(counts) {
    const node = new Uint8Array(nodes.count).fill(1);
    const edge = new Uint8Array(edges.count).fill(1);
    for (const [name, filter] of filters) {
      if (!counts(name, filter)) continue;
      const [passesNode, passesEdge] = [filter.node?.(), filter.edge?.()];
      if (passesNode) for (let at = 0; at < node.length; at += 1) if (node[at] && !passesNode(at)) node[at] = 0;
      if (passesEdge) for (let at = 0; at < edge.length; at += 1) if (edge[at] && !passesEdge(at)) edge[at] = 0;
    }
    for (let at = 0; at < edge.length; at += 1) edge[at] &= node[edges.from[at]] & node[edges.to[at]];
    return { node, edge };
  }

  function refresh() {
    masks = compute(() => true);
    listeners.forEach((listener) => listener());
  }

  function add(name, filter) {
    filters.set(name, filter);
    state.on(filter.slots, refresh);
    masks = compute(() => true);
  }

  return {
    add,
    node: (at) => masks.node[at] === 1,
    edge: (at) => masks.edge[at] === 1,
    on: (listener) => listeners.push(listener),
    /** Return the masks that would be if the named filter let everything pass: for its live counts. */
    without: (own) => compute((name, { quiet }) => name !== own && !quiet),
    /** Make every filter let a node pass. */
    reveal: (at) => filters.forEach(({ reveal }) => reveal?.(at)),
    isFiltered: () => [...filters.values()].some(({ quiet, node, edge }) => !quiet && (node?.() || edge?.())),
  };
});
