"use strict";

/**
 * What the page is a picture of: everything, or one sort of thing alone, linked where films link it: people who
 * made a film together, companies and countries that produced one together. Such a view is a graph of its own,
 * made of the columns before anything else reads them; the address names it, and for another one the page is made anew.
 */
kgraph.module("view", (space) => {
  const { column, values, pick } = space.columns;
  const { block } = space;
  const DIRECT = "CO_PRODUCED_WITH";
  const KINDS = {
    people: { type: "Person", says: (relation) => block.credits.includes(relation), name: "COLLABORATED_WITH" },
    companies: { type: "Company", says: (relation) => relation === "PRODUCED", name: DIRECT },
    countries: { type: "Country", says: (relation) => relation === "PRODUCED_IN", name: DIRECT },
  };
  const typeOf = (name) => block.types.findIndex((type) => type.name === name);

  /** Return the name of the view that an address asks for: "" is everything. */
  function asked(fragment) {
    const name = new URLSearchParams(fragment).get("g")?.replaceAll('"', "") ?? "";
    return isFree(name) ? name : "";
  }

  const isFree = (name) => Object.hasOwn(KINDS, name) && typeOf(KINDS[name].type) >= 0 && typeOf("Film") >= 0;

  /** Return the pairs that share films: of each the two rows and the rows of the films. */
  function pairs({ type, says, name }, groups) {
    const [from, to, relations] = ["from", "to", "label"].map((which) => column(block.edges, which));
    const [member, film] = [typeOf(type), typeOf("Film")];
    const crews = new Map();
    const found = new Map();
    const pair = (one, other) => {
      const key = `${Math.min(one, other)} ${Math.max(one, other)}`;
      if (!found.has(key)) found.set(key, { ends: [Math.min(one, other), Math.max(one, other)], films: [] });
      return found.get(key);
    };
    for (const [edge, relation] of relations.entries()) {
      const ends = [from[edge], to[edge]];
      if (relation === name && ends.every((end) => groups[end] === member) && ends[0] !== ends[1]) pair(...ends);
      const [one, other] = groups[ends[0]] === member ? ends : ends.reverse();
      if (groups[one] !== member || groups[other] !== film || !says(relation)) continue;
      if (!crews.has(other)) crews.set(other, new Set());
      crews.get(other).add(one);
    }
    for (const [about, crew] of [...crews].sort(([one], [other]) => one - other)) {
      const all = [...crew].sort((one, other) => one - other);
      for (const [at, one] of all.entries()) for (const other of all.slice(at + 1)) pair(one, other).films.push(about);
    }
    return [...found.values()].sort((one, other) => one.ends[0] - other.ends[0] || one.ends[1] - other.ends[1]);
  }

  /** Return the islands that members stand on, their numbers as they now are, and the strongest ties between them. */
  function land(rows, links, degrees) {
    const old = block.islands.length ? values(block.home) : [];
    const used = [...new Set(rows.map((row) => old[row] ?? -1))].filter((island) => island >= 0).sort((one, other) => one - other);
    const number = new Map(used.map((island, at) => [island, at]));
    const home = rows.map((row) => number.get(old[row]) ?? -1);
    const known = used.map(() => []);
    for (const [at, island] of home.entries()) if (island >= 0) known[island].push(at);
    const islands = used.map((island, at) => ({ ...block.islands[island], known: known[at].sort((one, other) => degrees[other] - degrees[one] || one - other).slice(0, 3) }));
    const ties = new Map();
    for (const [one, other] of links) {
      const [near, far] = [home[one], home[other]].sort((first, second) => first - second);
      if (near >= 0 && near !== far) ties.set(`${near} ${far}`, [near, far, (ties.get(`${near} ${far}`)?.[2] ?? 0) + 1]);
    }
    return { home, islands, bridges: [...ties.values()] };
  }

  function made(kind) {
    const member = typeOf(kind.type);
    const groups = column(block.nodes, "group").map((group) => Number(group.slice(1)));
    const shared = pairs(kind, groups);
    const rows = [...groups.keys()].filter((row) => groups[row] === member);
    const at = new Map(rows.map((row, place) => [row, place]));
    const links = shared.map(({ ends }) => ends.map((end) => at.get(end)));
    const degrees = new Uint32Array(rows.length);
    for (const link of links) for (const end of link) degrees[end] += 1;
    const labels = column(block.nodes, "label");
    const nodes = pick(block.nodes, rows);
    nodes.columns.group = rows.map(() => "t0");
    nodes.columns.size = [...degrees].map((degree) => Math.min(6 + 2.4 * Math.sqrt(degree), 44)); // as drawing.py does
    const { options } = block;
    const arrows = { ...options.edges.arrows, to: { ...options.edges.arrows.to, enabled: false } };
    return {
      graph: {
        ...block,
        directed: false,
        types: [block.types[member]],
        nodes,
        edges: { count: links.length, columns: { from: links.map(([one]) => one), to: links.map(([, other]) => other), label: links.map(() => kind.name) } },
        options: { ...options, groups: { t0: options.groups[`t${member}`] }, edges: { ...options.edges, arrows } },
        shelf: null,
        ...land(rows, links, degrees),
      },
      rows,
      films: shared.map(({ films }) => films.map((film) => labels[film])),
    };
  }

  /** Return the details of what the view shows, out of those of everything. */
  function details(told) {
    if (!now) return told;
    const place = new Map(view.rows.map((row, at) => [row, at]));
    const of = told.nodes.claims.count ? values(told.nodes.claims.columns.of) : [];
    const kept = [...of.keys()].filter((claim) => place.has(of[claim]));
    const claims = pick(told.nodes.claims, kept);
    claims.columns.of = kept.map((claim) => place.get(of[claim]));
    const count = view.films.length;
    const properties = { weight: view.films.map((films) => films.length || 1), films: view.films };
    return {
      ...told,
      nodes: { all: pick(told.nodes.all, view.rows), properties: pick(told.nodes.properties, view.rows), claims },
      edges: { all: { count, columns: {} }, properties: { count, columns: properties }, claims: { count: 0, columns: {} } },
      relations: { ...told.relations, [KINDS[now].name]: { says: "{start} worked with {end}", symmetric: true } },
    };
  }

  const now = asked(space.fragment());
  const view = now ? made(KINDS[now]) : null;
  if (view) space.block = view.graph;

  return { now, asked, isFree, details, names: Object.keys(KINDS) };
});
