"use strict";

/** The light: what is hovered or selected with its neighbourhood, drawn anew on a veil over all the rest. */
kgraph.module("light", ({ data, theme, state, visible, camera, paint, labels, engine, words }) => {
  const { nodes, edges } = data;
  const { network } = engine;
  const MANY = 30; // edges from which they are drawn more quietly
  const FAINTEST = 0.4;
  let lit = null;
  const preferred = [];

  function neighbourhood({ kind, at }) {
    const around = (kind === "node" ? [...data.incident(at)] : [at]).filter(visible.edge);
    const ends = around.flatMap((edge) => [edges.from[edge], edges.to[edge]]);
    return { edges: around, nodes: new Set(kind === "node" ? [at, ...ends] : ends), thing: { kind, at } };
  }

  /** Return the middle of an edge; of a loop the place farthest from its node. */
  function middleOf(edge) {
    const [from, to] = [edges.from[edge], edges.to[edge]];
    if (from === to) {
      const { x, y, radius } = paint.loop(edge);
      const away = Math.hypot(x - nodes.x[from], y - nodes.y[from]) || 1;
      return { x: x + ((x - nodes.x[from]) / away) * radius, y: y + ((y - nodes.y[from]) / away) * radius };
    }
    const straight = { x: (nodes.x[from] + nodes.x[to]) / 2, y: (nodes.y[from] + nodes.y[to]) / 2 };
    const bend = paint.via(edge);
    return bend ? { x: (straight.x + bend.x) / 2, y: (straight.y + bend.y) / 2 } : straight;
  }

  /** The relation's name on the hovered or selected edge. */
  function told() {
    if (lit.thing.kind !== "edge") return null;
    return { text: data.relation(lit.thing.at) || words.related, ...camera.toScreen(middleOf(lit.thing.at)) };
  }

  function relight() {
    const thing = state.get("hovered") ?? state.get("selected");
    const makes = state.get("hovered") ? [] : preferred;
    const other = makes.reduce((found, make) => found ?? make(thing), null);
    if (other) lit = { ...other, thing: { kind: "" } };
    else if (other === false) lit = null;
    else lit = thing && thing.kind !== "island" ? { ...neighbourhood(thing), told } : null;
    labels.light(lit);
    network.redraw();
  }

  /** Return edges by their kind, times four, and their doubt. */
  function groups(some) {
    const found = new Map();
    for (const edge of some) {
      const key = edges.kind[edge] * 4 + edges.doubt[edge];
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(edge);
    }
    return found;
  }

  function drawEdges(ctx, view) {
    const { colours } = theme;
    const isMany = lit.edges.length > MANY;
    ctx.lineWidth = Math.min(Math.max(1.1 * view.scale, 0.9), isMany ? 1 : Infinity);
    ctx.globalAlpha = isMany ? Math.max(FAINTEST, (MANY / lit.edges.length) ** 0.4) : 1;
    for (const [key, members] of groups(lit.edges)) {
      const doubt = key & 3;
      ctx.setLineDash(paint.DASHES.get(doubt).map((dash) => dash * Math.max(view.scale, 0.5)));
      ctx.strokeStyle = doubt === data.DISPUTED ? colours.disputed : theme.ofRelation(key >> 2);
      ctx.beginPath();
      for (const edge of members) paint.traceEdge(ctx, edge, view);
      ctx.stroke();
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }

  /** Draw the light over the engine's layer. */
  const draw = (ctx) => engine.onScreen(ctx, () => onto(ctx, camera.view(), camera.size()));

  /** Fade everything, then draw the neighbourhood anew: its cost is the neighbourhood's alone. */
  function onto(ctx, view, { width, height }) {
    if (!lit) return;
    ctx.fillStyle = theme.colours.veil;
    ctx.fillRect(0, 0, width, height);
    drawEdges(ctx, view);
    for (const node of lit.nodes) {
      if (!visible.node(node)) continue;
      const isIt = lit.thing.kind === "node" && lit.thing.at === node;
      const r = Math.max(nodes.size[node] * view.scale, 2.2);
      ctx.beginPath();
      paint.traces[nodes.type[node]](ctx, nodes.x[node] * view.scale + view.x, nodes.y[node] * view.scale + view.y, r);
      ctx.fillStyle = theme.ofNode(node);
      ctx.strokeStyle = isIt ? theme.colours.ink : theme.colours.paper;
      ctx.lineWidth = isIt ? 2.5 : Math.max(0.8, view.scale);
      ctx.fill();
      ctx.stroke();
    }
  }

  function start() {
    network.on("afterDrawing", draw);
    state.on(["hovered", "selected"], relight);
    visible.on(relight);
  }

  return {
    start,
    neighbourhood,
    middleOf,
    onto,
    relight,
    /**
     * Let `make`, which is told what is selected, say what is lit where nothing is hovered: { nodes, edges };
     * false is no light at all, null leaves it to others.
     */
    prefer: (make) => preferred.push(make),
  };
});
