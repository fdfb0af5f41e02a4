"use strict";

/** What is told of nodes and edges when somebody asks: properties and claims, looked up in their columns. */
kgraph.module("details", (space) => {
  const { data, view } = space;
  const { nodes } = data;
  const told = view.details(space.told);
  space.told = null; // what is kept of it is kept here

  /** Return a function from a row to its value in a column, undefined where it has none. */
  function lookup(table, name) {
    const column = table.columns[name];
    if (!column?.rows) {
      const all = column ? data.values(column) : [];
      return (row) => all[row];
    }
    const rows = Uint32Array.from(data.values({ steps: column.rows }));
    const values = data.values(column.told);
    return (row) => {
      const at = firstNotBelow(rows, row);
      return rows[at] === row ? values[at] : undefined;
    };
  }

  /** Return the place of the first entry of a sorted array that is at least `value`. */
  function firstNotBelow(sorted, value) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const lookups = (table, without = []) =>
    Object.keys(table.columns)
      .filter((name) => !without.includes(name))
      .map((name) => [name, lookup(table, name)]);

  function row(columns, at) {
    const found = {};
    for (const [name, of] of columns) {
      const value = of(at);
      if (value !== undefined) found[name] = value;
    }
    return found;
  }

  /** Return a function from a row to all that its three tables tell of it. */
  function contents({ all, properties, claims }) {
    const [own, kept, claimed] = [lookups(all), lookups(properties), lookups(claims, ["of"])];
    const of = Uint32Array.from(claims.count ? data.values(claims.columns.of) : []);
    const source = new Map(claimed).get("source");
    const contentOf = (at, name) => {
      const found = row(own, at);
      found.properties = found.named ? { [found.named]: name, ...row(kept, at) } : row(kept, at);
      found.claims = [];
      for (let claim = firstNotBelow(of, at); of[claim] === at; claim += 1) found.claims.push(row(claimed, claim));
      return found;
    };
    return Object.assign(contentOf, { eachSource: (visit) => of.forEach((at, claim) => visit(at, source(claim))) });
  }

  const [ofNode, ofEdge] = [contents(told.nodes), contents(told.edges)];
  const idOf = lookup(told.nodes.all, "id");
  const spelled = lookup(told.nodes.all, "spelled");
  const certaintyOf = lookup(told.nodes.all, "certainty");
  const properties = new Map(lookups(told.nodes.properties));
  const edgeProperties = new Map(lookups(told.edges.properties));
  const isNames = (value) => Array.isArray(value) && value.every((name) => typeof name === "string");
  let ids = null;

  /** Return all names of a node but the one it is shown by. */
  function otherNames(node) {
    const names = [property(node, "name"), property(node, "title"), ...(property(node, "names") ?? [])];
    return [...new Set(names)].filter((name) => typeof name === "string" && name && name !== nodes.label[node]);
  }

  /** Return one property of a node; its `names` only where they are a list of text. */
  function property(node, name) {
    const value = properties.get(name)?.(node);
    return name === "names" && !isNames(value) ? undefined : value;
  }

  const withId = (id) => (ids ??= new Map(nodes.label.map((_, node) => [idOf(node), node]))).get(id);

  /** In the address a node stands by its id, which another export has too; an edge by its row. */
  space.state.code("selected", {
    write: ({ kind, at }) => (kind === "node" ? `n:${idOf(at)}` : `e:${at}`),
    read(text) {
      const [kind, at] = text.startsWith("n:") ? ["node", withId(text.slice(2))] : ["edge", Number(text.slice(2) || NaN)];
      const isThere = kind === "node" ? at !== undefined : Number.isInteger(at) && at >= 0 && at < data.edges.count;
      return isThere ? { kind, at } : undefined;
    },
  });

  /** In the address nodes stand by their ids. */
  const list = {
    write: (some) => JSON.stringify(some.map(idOf)),
    /** Where none of those told is here, nothing is said: none of them is another thing than none. */
    read(text) {
      const told = JSON.parse(text);
      const some = told.map(withId).filter((node) => node !== undefined).sort((one, other) => one - other);
      return some.length || !told.length ? some : undefined;
    },
  };

  return {
    list,
    node: (at) => ofNode(at, nodes.label[at]),
    edge: (at) => ofEdge(at),
    idOf,
    /** Return a node's certainty: that of the surest of its claims. */
    certainty: (node) => certaintyOf(node) ?? "stated",
    /** Call `visit` with the row and the source of each claim about a node, or about an edge. */
    eachSource: { node: ofNode.eachSource, edge: ofEdge.eachSource },
    /** Return the node of an id, undefined where there is none. */
    withId,
    property,
    edgeProperty: (edge, name) => edgeProperties.get(name)?.(edge),
    otherNames,
    /** Return how the Hangul names of a node may be written in Latin letters, in small ones without spaces. */
    spellings: (node) => spelled(node) ?? [],
    isNames,
    sources: new Map(Object.entries(told.sources)),
    relations: new Map(Object.entries(told.relations)),
    meanings: new Map(Object.entries(told.meanings)),
    references: new Set(told.references),
  };
});
