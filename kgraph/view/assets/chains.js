"use strict";

/** The shortest chains between two nodes, over the relations that are shown, whichever way they point. */
kgraph.module("chains", ({ data, visible }) => {
  const { nodes, edges } = data;
  const MOST = 8; // chains that are told
  const MOST_WALKED = 3000; // chains among which those are chosen
  const DOUBT = [];
  DOUBT[data.CERTAIN] = 0;
  DOUBT[data.IMPLIED] = 1;
  DOUBT[data.DISPUTED] = 2;

  /** Return the steps of each node from the start, -1 beyond the end's, and in how many ways it is reached. */
  function spread(from, to) {
    const steps = new Int32Array(nodes.count).fill(-1);
    const ways = new Float64Array(nodes.count);
    [steps[from], ways[from]] = [0, 1];
    for (let front = [from]; front.length && steps[to] < 0; ) {
      const next = [];
      for (const node of front) {
        for (const other of around(node)) {
          if (steps[other] < 0) {
            steps[other] = steps[node] + 1;
            next.push(other);
          }
          if (steps[other] === steps[node] + 1) ways[other] += ways[node];
        }
      }
      front = next;
    }
    return { steps, ways };
  }

  /** Return the neighbours of a node, each once, however many relations lead to it. */
  function around(node) {
    const found = new Set();
    for (const edge of data.incident(node)) if (visible.edge(edge)) found.add(data.otherEnd(edge, node));
    return found;
  }

  /** Yield the chains, each as its nodes, going back from the end: every step back leads to the start. */
  function* walk(steps, to) {
    const open = [{ node: to, next: null }];
    while (open.length) {
      const link = open.pop();
      if (!steps[link.node]) yield listed(link);
      else for (const node of around(link.node)) if (steps[node] === steps[link.node] - 1) open.push({ node, next: link });
    }
  }

  function listed(link) {
    const found = [];
    for (let at = link; at; at = at.next) found.push(at.node);
    return found;
  }

  const between = (one, other) => [...data.incident(one)].filter((edge) => visible.edge(edge) && data.otherEnd(edge, one) === other);

  /** Return a chain with the relations of each step, and what ranks it: doubts, then how common its nodes are. */
  function told(chain) {
    const steps = chain.slice(1).map((node, at) => between(chain[at], node));
    const doubt = steps.reduce((sum, some) => sum + Math.min(...some.map((edge) => DOUBT[edges.doubt[edge]])), 0);
    const common = Math.max(0, ...chain.slice(1, -1).map(data.degree));
    return { nodes: chain, steps, doubt, common };
  }

  /**
   * Return the `length` of the shortest chains, how many there are (`count`), and some of them: those with the
   * least doubt first, then those through nodes that little else runs through. Null where there is none.
   */
  function find(from, to) {
    if (!visible.node(from) || !visible.node(to)) return null;
    const { steps, ways } = spread(from, to);
    if (steps[to] < 0) return null;
    const found = [];
    for (const chain of walk(steps, to)) if (found.push(told(chain)) >= MOST_WALKED) break;
    found.sort((one, other) => one.doubt - other.doubt || one.common - other.common);
    return { length: steps[to], count: ways[to], chains: found.slice(0, MOST) };
  }

  return { find };
});
