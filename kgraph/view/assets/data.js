"use strict";

/** The graph as the page holds it: columns, most of them typed arrays; a node or an edge is its row. */
kgraph.module("data", ({ block: graph, columns }) => {
  const { values, column, sparse } = columns;
  const kinds = new Map(Object.keys(graph.options.groups).map((group, at) => [group, at]));
  const nodes = {
    count: graph.nodes.count,
    label: column(graph.nodes, "label"),
    x: Float32Array.from(column(graph.nodes, "x")),
    y: Float32Array.from(column(graph.nodes, "y")),
    size: Float32Array.from(column(graph.nodes, "size")),
    type: Uint16Array.from(column(graph.nodes, "group"), (group) => kinds.get(group)),
    home: Int16Array.from(graph.islands.length ? values(graph.home) : new Int16Array(graph.nodes.count).fill(-1)),
  };

  const types = column(graph.edges, "label");
  const relations = [...new Set(types)].sort();
  const numbers = new Map(relations.map((name, number) => [name, number]));
  const CERTAIN = 0;
  const DISPUTED = 1;
  const IMPLIED = 2;
  const edges = {
    count: graph.edges.count,
    from: Int32Array.from(column(graph.edges, "from")),
    to: Int32Array.from(column(graph.edges, "to")),
    kind: Uint16Array.from(types, (name) => numbers.get(name)),
    doubt: new Uint8Array(graph.edges.count),
    smooth: sparse(graph.edges, "smooth"),
    selfReference: sparse(graph.edges, "selfReference"),
  };
  const dashes = sparse(graph.edges, "dashes");
  for (const [edge, [dash]] of dashes) edges.doubt[edge] = dash > 2 ? DISPUTED : IMPLIED;

  /** The edges of each node, one after the other, and where each node's begin. */
  const starts = new Uint32Array(nodes.count + 1);
  const all = new Uint32Array(edges.count * 2);
  {
    const { from, to, count } = edges;
    for (let edge = 0; edge < count; edge += 1) {
      starts[from[edge] + 1] += 1;
      if (to[edge] !== from[edge]) starts[to[edge] + 1] += 1;
    }
    for (let node = 0; node < nodes.count; node += 1) starts[node + 1] += starts[node];
    const next = starts.slice();
    for (let edge = 0; edge < count; edge += 1) {
      all[next[from[edge]]++] = edge;
      if (to[edge] !== from[edge]) all[next[to[edge]]++] = edge;
    }
  }
  const degree = (node) => starts[node + 1] - starts[node];

  /** Stars before films before all else, and the much linked before the little: the order of names. */
  const weight = graph.types.map(({ name }) => ({ Person: 1.6, Film: 1.2 })[name] ?? 1);
  const importance = Float32Array.from(nodes.label, (_, node) => Math.sqrt(degree(node)) * weight[nodes.type[node]]);
  const order = Uint32Array.from(nodes.label.keys()).sort(
    (one, other) => importance[other] - importance[one] || one - other,
  );

  return {
    graph,
    nodes,
    edges,
    dashes,
    relations,
    importance,
    order,
    degree,
    DISPUTED,
    IMPLIED,
    CERTAIN,
    values,
    column,
    sparse,
    incident: (node) => all.subarray(starts[node], starts[node + 1]),
    relation: (edge) => relations[edges.kind[edge]],
    otherEnd: (edge, node) => (edges.from[edge] === node ? edges.to[edge] : edges.from[edge]),
    isFar: (edge) => nodes.home[edges.from[edge]] !== nodes.home[edges.to[edge]],
  };
});
