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
 * An edge is shown where it passes itself and both its ends are shown. A filter's `held()` returns tests
 * { node, edge }, or null: such a node stays only as long as such an edge of it is shown (a person without a
 * year, by the films of the years that are looked at). `told()` says the choice in a few words, "" where there
 * is none; `clear` names the slots that make it. A `quiet` filter is no choice of the reader's: counts leave it out.
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
    const masks = { node, edge };
    close(masks);
    const chosen = [...filters].filter(([name, filter]) => counts(name, filter));
    const held = chosen.map(([, filter]) => filter.held?.()).filter(Boolean);
    while (held.length && drop(masks, held)) close(masks);
    return masks;
  }

  /** Take away the edges whose ends are not shown. */
  function close({ node, edge }) {
    for (let at = 0; at < edge.length; at += 1) edge[at] &= node[edges.from[at]] & node[edges.to[at]];
  }

  /** Take away the nodes that no edge holds; return whether there were any: their edges held others. */
  function drop({ node, edge }, held) {
    let isOther = false;
    for (const tests of held) {
      const holding = new Uint8Array(node.length);
      for (let at = 0; at < edge.length; at += 1) {
        if (edge[at] && tests.edge(at)) holding[edges.from[at]] = holding[edges.to[at]] = 1;
      }
      for (let at = 0; at < node.length; at += 1) {
        if (!node[at] || holding[at] || !tests.node(at)) continue;
        node[at] = 0;
        isOther = true;
      }
    }
    return isOther;
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
    isFiltered: () => [...filters.values()].some(({ quiet, node, edge, held }) => !quiet && (node?.() || edge?.() || held?.())),
    /** Return the reader's choices in a few words each. */
    told: () => [...filters.values()].map(({ told }) => told?.()).filter(Boolean),
    /** Let everything pass again, in one step. */
    clear: () => state.clear([...filters.values()].flatMap(({ quiet, clear, slots }) => (quiet ? [] : (clear ?? slots)))),
  };
});
