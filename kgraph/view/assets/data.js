"use strict";

/** The graph as the page holds it. Content is parsed only when somebody asks for it. */
kgraph.data = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);

  /** Return a table's column as an array with a value, or undefined, per row. */
  function column(table, name) {
    const told = Object.hasOwn(table.columns, name) ? table.columns[name] : { rows: [], told: [] };
    if (Array.isArray(told)) return told;
    if (told.words) return told.at.map((at) => told.words[at]);
    const values = new Array(table.count);
    told.rows.forEach((row, at) => (values[row] = told.told[at]));
    return values;
  }

  const graph = read("graph");
  const kinds = new Map(Object.keys(graph.options.groups).map((group, at) => [group, at]));
  const nodes = {
    count: graph.nodes.count,
    label: column(graph.nodes, "label"),
    x: column(graph.nodes, "x"),
    y: column(graph.nodes, "y"),
    size: column(graph.nodes, "size"),
    type: column(graph.nodes, "group").map((group) => kinds.get(group)),
  };
  const edges = {
    count: graph.edges.count,
    from: column(graph.edges, "from"),
    to: column(graph.edges, "to"),
    type: column(graph.edges, "label"),
    dashes: column(graph.edges, "dashes"),
    smooth: column(graph.edges, "smooth"),
    selfReference: column(graph.edges, "selfReference"),
  };

  const incident = Array.from({ length: nodes.count }, () => []);
  for (let edge = 0; edge < edges.count; edge += 1) {
    incident[edges.from[edge]].push(edge);
    if (edges.to[edge] !== edges.from[edge]) incident[edges.to[edge]].push(edge);
  }

  let parsed = null;
  function details() {
    if (parsed) return parsed;
    const told = read("details");
    const columns = (table, names) => Object.fromEntries(names.map((name) => [name, column(table, name)]));
    const common = ["properties", "claims", "certainty", "contradicted"];
    parsed = {
      nodes: columns(told.nodes, ["id", "labels", ...common]),
      edges: columns(told.edges, common),
      sources: new Map(Object.entries(told.sources)),
      relations: new Map(Object.entries(told.relations)),
      meanings: new Map(Object.entries(told.meanings)),
      references: new Set(told.references),
    };
    parsed.byId = new Map(parsed.nodes.id.map((id, node) => [id, node]));
    return parsed;
  }

  const row = (columns, at) => Object.fromEntries(Object.entries(columns).map(([name, all]) => [name, all[at]]));
  const isNames = (value) => Array.isArray(value) && value.every((name) => typeof name === "string");

  /** Return all names of a node but the one it is shown by. */
  function otherNames(node) {
    const told = details().nodes.properties[node] ?? {};
    const names = [told.name, told.title, ...(isNames(told.names) ? told.names : [])];
    return [...new Set(names)].filter((name) => typeof name === "string" && name && name !== nodes.label[node]);
  }

  return {
    graph,
    nodes,
    edges,
    incident,
    details,
    otherNames,
    isNames,
    node: (at) => row(details().nodes, at),
    edge: (at) => row(details().edges, at),
    otherEnd: (edge, node) => (edges.from[edge] === node ? edges.to[edge] : edges.from[edge]),
  };
})();
