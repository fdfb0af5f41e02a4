"use strict";

/** What is visible as a graph of its own: nodes and edges with all that is told of them, as kgraph's exports hold them. */
kgraph.module("shown", ({ data, visible, details }) => {
  const { nodes, edges } = data;
  const RESERVED = "property:";

  const sorted = (told) => Object.fromEntries(Object.entries(told).sort(([one], [other]) => (one < other ? -1 : 1)));

  /** Return properties and, where there are claims, the evidence beside them. */
  function told({ properties, claims, certainty, contradicted }) {
    if (!claims?.length) return properties;
    const sources = [...new Set(claims.map(({ source }) => source))].sort();
    const evidence = { claims: claims.map((claim) => JSON.stringify(sorted(claim))), sources, certainty: certainty ?? "stated" };
    return { ...properties, ...evidence, ...(contradicted && { contradicted }) };
  }

  let chosen = null; // nodes that alone are told

  const isTold = (node) => visible.node(node) && (!chosen || chosen.has(node));
  const rows = (count, passes) => Array.from({ length: count }, (_, at) => at).filter(passes);

  function* vertices() {
    for (const at of rows(nodes.count, isTold)) {
      const content = details.node(at);
      yield { at, id: content.id, labels: content.labels ?? [], name: nodes.label[at], properties: told(content) };
    }
  }

  function* links() {
    for (const at of rows(edges.count, (edge) => visible.edge(edge) && isTold(edges.from[edge]) && isTold(edges.to[edge]))) {
      const [source, target] = [edges.from[at], edges.to[at]].map(details.idOf);
      yield { at, key: `e${at}`, source, target, type: data.relation(at), properties: told(details.edge(at)) };
    }
  }

  /** Return the name of a property where a format has a use of its own for some. */
  const escaped = (name, reserved) => (reserved.includes(name) || name.startsWith(RESERVED) ? RESERVED + name : name);

  /** Return the properties under names that the format leaves free. */
  const free = (properties, reserved) =>
    Object.fromEntries(Object.entries(properties).map(([name, value]) => [escaped(name, reserved), value]));

  /** Return a value as text: what has no sign of its own stands as `json:` and its JSON. */
  function text(value) {
    if (Array.isArray(value) || (typeof value === "string" && value.startsWith("json:"))) return `json:${JSON.stringify(value)}`;
    return String(value);
  }

  /** Return what `make` makes of some of the nodes alone, and the edges between them. */
  function among(some, make) {
    chosen = new Set(some);
    try {
      return make();
    } finally {
      chosen = null;
    }
  }

  return { vertices, links, escaped, free, text, among };
});
