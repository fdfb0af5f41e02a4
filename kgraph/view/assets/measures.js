"use strict";

/** How important each node is, by one measure or another, reckoned on the columns. */
kgraph.module("measures", ({ data }) => {
  const { nodes, edges, graph } = data;
  const DAMPING = 0.85;
  const ROUNDS = 100;
  const CLOSE = 1e-6; // of the rank that all nodes have together, moved in one round: then it stands
  const EXACT = 2000; // nodes up to which betweenness counts the paths from each
  const SAMPLE = 400; // else from so many

  /** Of each node the number of different films that it is linked with. */
  function films() {
    const film = graph.types.findIndex(({ name }) => name === "Film");
    const isFilm = (node) => nodes.type[node] === film;
    return Float64Array.from(nodes.label, (_, node) => new Set([...data.incident(node)].map((edge) => data.otherEnd(edge, node)).filter(isFilm)).size);
  }

  /** PageRank by power iteration (Brin and Page 1998); relations are read both ways, parallel ones count each. */
  function pageRank() {
    const { count } = nodes;
    const { from, to } = edges;
    const links = new Float64Array(count);
    for (let edge = 0; edge < edges.count; edge += 1) {
      links[from[edge]] += 1;
      if (from[edge] !== to[edge]) links[to[edge]] += 1;
    }
    let rank = new Float64Array(count).fill(1 / count);
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = new Float64Array(count);
      let lost = 0;
      for (let node = 0; node < count; node += 1) if (!links[node]) lost += rank[node];
      for (let edge = 0; edge < edges.count; edge += 1) {
        next[to[edge]] += rank[from[edge]] / links[from[edge]];
        if (from[edge] !== to[edge]) next[from[edge]] += rank[to[edge]] / links[to[edge]];
      }
      let moved = 0;
      for (let node = 0; node < count; node += 1) {
        next[node] = (1 - DAMPING + DAMPING * lost) / count + DAMPING * next[node];
        moved += Math.abs(next[node] - rank[node]);
      }
      rank = next;
      if (moved < CLOSE) break;
    }
    return rank;
  }

  /**
   * Betweenness (Brandes 2001), in steps; of large graphs from a sample of starts, evenly taken of all.
   * Relations are read both ways, parallel ones as one. Puts the sums into `found`.
   */
  function* betweenness(found) {
    const { count } = nodes;
    const near = nodes.label.map((_, node) => [...new Set([...data.incident(node)].map((edge) => data.otherEnd(edge, node)))].filter((other) => other !== node));
    const starts = count <= EXACT ? count : SAMPLE;
    const [order, away, paths, share] = [new Int32Array(count), new Int32Array(count), new Float64Array(count), new Float64Array(count)];
    for (let turn = 0; turn < starts; turn += 1) {
      const start = Math.floor((turn * count) / starts);
      away.fill(-1);
      paths.fill(0);
      share.fill(0);
      [order[0], away[start], paths[start]] = [start, 0, 1];
      let end = 1;
      for (let at = 0; at < end; at += 1) {
        const node = order[at];
        for (const other of near[node]) {
          if (away[other] < 0) {
            away[other] = away[node] + 1;
            order[end++] = other;
          }
          if (away[other] === away[node] + 1) paths[other] += paths[node];
        }
      }
      for (let at = end - 1; at > 0; at -= 1) {
        const node = order[at];
        for (const other of near[node]) if (away[other] === away[node] - 1) share[other] += (paths[other] / paths[node]) * (1 + share[node]);
        found[node] += share[node] / 2;
      }
      yield;
    }
  }

  return { films, pageRank, betweenness };
});
