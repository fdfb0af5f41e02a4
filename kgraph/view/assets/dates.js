"use strict";

/**
 * When things were: the year of a film (where there are none, of whatever has a `year`), and the year of a
 * relation: its own, or that of the film which it names. 0 stands for none.
 */
kgraph.module("dates", ({ data, details }) => {
  const { nodes, edges, graph } = data;
  const [FIRST, LAST] = [1000, 2999];

  const isYear = (value) => Number.isInteger(value) && value >= FIRST && value <= LAST;
  const film = graph.types.findIndex(({ name }) => name === "Film");

  function yearsOf(passes) {
    const found = new Uint16Array(nodes.count);
    for (let node = 0; node < nodes.count; node += 1) {
      const year = passes(node) ? details.property(node, "year") : undefined;
      if (isYear(year)) found[node] = year;
    }
    return found;
  }

  const ofFilms = yearsOf((node) => nodes.type[node] === film);
  const ofNodes = ofFilms.some(Boolean) ? ofFilms : yearsOf(() => true);

  function yearOf(edge) {
    const own = details.edgeProperty(edge, "year");
    if (isYear(own)) return own;
    const named = details.references.has("film") ? details.edgeProperty(edge, "film") : undefined;
    const other = named === undefined ? undefined : details.withId(named);
    return other === undefined ? 0 : ofNodes[other];
  }

  const ofEdges = Uint16Array.from(edges.from, (_, edge) => yearOf(edge));

  /** How many things each year has. */
  const counts = new Map();
  for (const years of [ofNodes, ofEdges]) for (const year of years) if (year) counts.set(year, (counts.get(year) ?? 0) + 1);
  const all = [...counts.keys()].sort((one, other) => one - other);

  return {
    ofNodes,
    ofEdges,
    counts,
    all,
    first: all[0],
    last: all.at(-1),
    /** Whether a relation is of a year: by itself, by the film it names, or by one of its ends. */
    isDated: (edge) => ofEdges[edge] > 0 || ofNodes[edges.from[edge]] > 0 || ofNodes[edges.to[edge]] > 0,
  };
});
