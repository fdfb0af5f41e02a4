"use strict";

/** What is visible in the formats of others, the same that `kgraph export` writes: node-link JSON, GEXF, CSV. */
kgraph.module("formats", ({ data, shown, terms, pen }) => {
  const { escaped } = pen;
  const title = () => document.title;
  const directed = data.graph.directed;
  const NODE = ["id", "_labels"];
  const EDGE = ["source", "target", "key", "_type"];

  /** Return a node-link document, a node or an edge to a line. */
  function nodeLink() {
    const lines = (rows) => [...rows].map((row) => JSON.stringify(row)).join(",\n");
    const vertices = [...shown.vertices()].map(({ id, labels, properties }) => ({ id, _labels: labels, ...shown.free(properties, NODE) }));
    const links = [...shown.links()].map(({ source, target, key, type, properties }) => ({ source, target, key, _type: type, ...shown.free(properties, EDGE) }));
    const about = JSON.stringify({ title: title(), sources: terms.told });
    return `{"directed": ${directed}, "multigraph": true, "graph": ${about}, "nodes": [\n${lines(vertices)}\n], "edges": [\n${lines(links)}\n]}\n`;
  }

  const GEXF_NODE = ["_labels", "labels", "label", "self", "node_for_adding"];
  const GEXF_EDGE = ["_type", "type", "label", "id", "weight", "self", "key", "networkx_key", "u_for_edge", "v_for_edge"];
  const kindOf = (value) => ({ boolean: "boolean", number: Number.isInteger(value) ? "long" : "double" })[typeof value] ?? "string";

  /** Return the columns of nodes or edges: of each name and type its id, in the order of the names. */
  function columns(prefix, rows, reserved, own) {
    const found = new Set(rows.flatMap(({ properties }) => Object.entries(properties).map(([name, value]) => JSON.stringify([shown.escaped(name, reserved), kindOf(value)]))));
    return new Map([JSON.stringify([own, "string"]), ...[...found].sort()].map((column, at) => [column, `${prefix}${at}`]));
  }

  function declared(owner, found) {
    const lines = [...found].map(([column, id]) => {
      const [name, kind] = JSON.parse(column);
      return `      <attribute id="${id}" title="${escaped(name)}" type="${kind}"/>\n`;
    });
    return `    <attributes class="${owner}">\n${lines.join("")}    </attributes>\n`;
  }

  function values(found, row, reserved, own, told) {
    const cells = [[own, told], ...Object.entries(row.properties).map(([name, value]) => [shown.escaped(name, reserved), value])];
    const lines = cells.map(([name, value]) => {
      const id = found.get(JSON.stringify([name, kindOf(value)]));
      return `<attvalue for="${id}" value="${escaped(shown.text(value)).replaceAll(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)}"/>`;
    });
    return `<attvalues>${lines.join("")}</attvalues>`;
  }

  const labelsOf = (labels) => (labels.some((label) => label.includes(":")) ? labels : labels.map((label) => `:${label}`).join(""));

  function gexf() {
    const [vertices, links] = [[...shown.vertices()], [...shown.links()]];
    const ofNode = columns("n", vertices, GEXF_NODE, "labels");
    const ofEdge = columns("e", links, GEXF_EDGE, "_type");
    const nodeLine = (row) => `      <node id="${escaped(row.id)}" label="${escaped(row.name)}">${values(ofNode, row, GEXF_NODE, "labels", labelsOf(row.labels))}</node>\n`;
    const edgeLine = (row) => {
      const weight = typeof row.properties.weight === "number" ? ` weight="${row.properties.weight}"` : "";
      const ends = `id="${row.key}" source="${escaped(row.source)}" target="${escaped(row.target)}" label="${escaped(row.type)}"${weight}`;
      return `      <edge ${ends}>${values(ofEdge, row, GEXF_EDGE, "_type", row.type)}</edge>\n`;
    };
    return [
      '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n',
      `  <meta><creator>kgraph</creator><description>${escaped(JSON.stringify(terms.told))}</description></meta>\n`,
      `  <graph defaultedgetype="${directed ? "directed" : "undirected"}" mode="static" name="${escaped(title())}">\n`,
      declared("node", ofNode),
      declared("edge", ofEdge),
      `    <nodes>\n${vertices.map(nodeLine).join("")}    </nodes>\n`,
      `    <edges>\n${links.map(edgeLine).join("")}    </edges>\n  </graph>\n</gexf>\n`,
    ].join("");
  }

  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cell = (value) => (value === undefined ? "" : value === "" ? 'json:""' : shown.text(value));

  /** Return a table; its last column has the terms on which each row may be passed on. */
  function table(first, rows, leads) {
    const names = [...new Set(rows.flatMap(({ properties }) => Object.keys(properties)))].sort();
    const reserved = [...first, "terms"];
    const head = [...first, ...names.map((name) => shown.escaped(name, reserved)), "terms"];
    const lines = rows.map((row) => {
      const { properties } = row;
      const own = names.map((name) => cell(Object.hasOwn(properties, name) ? properties[name] : undefined));
      return [...leads(row).map(cell), ...own, terms.of(properties.claims ? properties.sources : [])];
    });
    return [head, ...lines].map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
  }

  return {
    nodeLink,
    gexf,
    nodesTable: () => table(["id", "labels"], [...shown.vertices()], ({ id, labels }) => [id, labelsOf(labels)]),
    edgesTable: () => table(["id", "source", "target", "type"], [...shown.links()], ({ key, source, target, type }) => [key, source, target, type]),
  };
});
