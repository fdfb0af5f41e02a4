"use strict";

/**
 * Who is in the engine's layer: the most important nodes in view, and whoever is selected, moved or held
 * on to; some hundreds, whatever the size of the graph. The ground draws all others.
 */
kgraph.module("focus", ({ data, camera, visible, sea, ground, engine, state, paint }) => {
  const { nodes, edges } = data;
  const MOST_NODES = 800;
  const MOST_EDGES = 2400;
  const MOST_KEPT = 300;
  const AT_ONCE = 60; // nodes that are given to the engine before the browser may draw
  const SEEN = 3.2; // a radius on the screen from which a node is worth being held
  const isSmall = nodes.count <= MOST_NODES;
  const inLayer = { nodes: new Uint8Array(nodes.count), edges: new Uint8Array(edges.count) };
  const kept = new Set(); // nodes that stay: selected, moved
  let turn = 0;

  /** Whether the engine draws an edge, once it has both ends: between islands the ground does, if many. */
  const isHeld = (edge) => isSmall || !(data.isFar(edge) || sea.isSunk());

  /** Return the nodes that should be in the layer, the important ones first. */
  function wanted() {
    if (isSmall) return [...nodes.label.keys()].filter(visible.node);
    const found = new Set([...kept].filter(visible.node));
    const { width, height } = camera.size();
    const { x, y, scale } = camera.view();
    const isOpen = sea.openAt(scale);
    let links = 0;
    for (const node of data.order) {
      if (found.size >= MOST_NODES || links >= MOST_EDGES) break;
      const [atX, atY] = [nodes.x[node] * scale + x, nodes.y[node] * scale + y];
      if (nodes.size[node] * scale < SEEN || atX < -80 || atY < -80 || atX > width + 80 || atY > height + 80) continue;
      if (!visible.node(node) || !isOpen(nodes.home[node])) continue;
      found.add(node);
      for (const edge of data.incident(node)) links += Number(isHeld(edge) && found.has(data.otherEnd(edge, node)));
    }
    return [...found];
  }

  /** Give nodes to the engine at once, with their edges to those it has. */
  function hold(some) {
    const fresh = some.filter((node) => !inLayer.nodes[node] && visible.node(node));
    if (!fresh.length) return;
    for (const node of fresh) inLayer.nodes[node] = 1;
    const links = new Set();
    for (const node of fresh) {
      for (const edge of data.incident(node)) {
        if (inLayer.nodes[data.otherEnd(edge, node)] && !inLayer.edges[edge] && isHeld(edge)) links.add(edge);
      }
    }
    for (const edge of links) inLayer.edges[edge] = 1;
    engine.add(fresh, [...links], hiding());
  }

  /** Return whether an edge is hidden now: filtered away, or seen from too far. */
  function hiding() {
    const { scale } = camera.view();
    const [isOpen, isBundled] = [sea.openAt(scale), sea.isBundled(scale)];
    return (edge) => !visible.edge(edge) || !paint.manner(edge, scale, isOpen, isBundled);
  }

  /** Let what the reader has filtered away, or what is seen from too far, be drawn by nobody. */
  function hide() {
    const isHidden = hiding();
    let isOther = false;
    const put = ({ options }, hidden) => {
      isOther ||= Boolean(options.hidden) !== hidden;
      options.hidden = hidden;
    };
    for (const edge of Object.values(engine.body.edges)) put(edge, isHidden(edge.id));
    for (const node of Object.values(engine.body.nodes)) put(node, !visible.node(node.id));
    if (isOther) engine.body.emitter.emit("_dataChanged");
  }

  function drop(some) {
    const links = new Set(some.flatMap((node) => [...data.incident(node)].filter((edge) => inLayer.edges[edge])));
    engine.remove(some, [...links]);
    for (const node of some) inLayer.nodes[node] = 0;
    for (const edge of links) inLayer.edges[edge] = 0;
  }

  /**
   * Take in who is wanted, have the ground drawn without them, then let go of the others: at no moment is
   * anything missing from the picture.
   */
  async function settle() {
    const mine = (turn += 1);
    const want = wanted();
    for (let start = 0; start < want.length; start += AT_ONCE) {
      const fresh = want.slice(start, start + AT_ONCE);
      if (fresh.every((node) => inLayer.nodes[node])) continue;
      hold(fresh);
      await kgraph.pause();
      if (mine !== turn) return;
    }
    hide();
    const stay = new Set(want);
    const stale = engine.body.nodeIndices.map(Number).filter((node) => !stay.has(node));
    const masks = { nodes: new Uint8Array(nodes.count), edges: new Uint8Array(edges.count) };
    for (const node of want) masks.nodes[node] = 1;
    for (let edge = 0; edge < edges.count; edge += 1) {
      masks.edges[edge] = inLayer.edges[edge] & masks.nodes[edges.from[edge]] & masks.nodes[edges.to[edge]];
    }
    ground.own(masks);
    const share = paint.strength(camera.view(), camera.size());
    if (!(await ground.drawNear()) || mine !== turn) return;
    if (stale.length) drop(stale);
    engine.fade(share);
    engine.network.redraw();
  }

  /** Let go of all, before nodes lie elsewhere: the ground draws everything. */
  function clear() {
    turn += 1;
    drop(engine.body.nodeIndices.map(Number));
    ground.own({});
  }

  /** Keep nodes in the layer, until many others have been kept since. */
  function keep(some) {
    for (const node of some) {
      kept.delete(node);
      kept.add(node);
    }
    for (const node of kept) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(node);
    }
    hold(some);
  }

  function start() {
    ground.onRest(settle);
    visible.on(settle);
    state.on(["open"], settle);
    return settle();
  }

  return { start, settle, hold, keep, clear, isSmall, has: (node) => inLayer.nodes[node] === 1, hasEdge: (edge) => inLayer.edges[edge] === 1 };
});
