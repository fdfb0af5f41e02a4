"use strict";

/** Nodes without relations: off the picture until the reader opens their drawer; where all are lone they are it. */
kgraph.module("lone", ({ data, state, visible }) => {
  const nodes = [...data.order].filter((node) => !data.degree(node));
  const isApart = nodes.length > 0 && nodes.length < data.nodes.count;

  state.declare("drawer", false, { undoable: true, address: "d" });
  visible.add("drawer", {
    slots: ["drawer"],
    quiet: true,
    node: () => (isApart && !state.get("drawer") ? (at) => data.degree(at) > 0 : null),
    reveal: (at) => data.degree(at) || state.set({ drawer: true }, { isStep: false }),
  });

  return { nodes, isApart };
});
