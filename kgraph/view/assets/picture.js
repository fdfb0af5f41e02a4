"use strict";

/** The picture: vis-network draws and moves it. Only this file reaches into the engine's insides. */
kgraph.picture = (() => {
  const { data, theme, state } = kgraph;
  const { nodes, edges, graph } = data;
  const container = document.getElementById("picture");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const HOVER_DELAY = 70;

  const OVAL = new Map([
    ["ellipse", (ctx, x, y, r) => ctx.ellipse(x, y, r * 1.35, r * 0.85, 0, 0, 2 * Math.PI)],
    ["box", (ctx, x, y, r) => ctx.rect(x - r * 1.35, y - r * 0.8, r * 2.7, r * 1.6)],
  ]);

  /** vis-network sizes ellipses and boxes by a label inside them; here labels stand outside. */
  function drawn(trace) {
    return ({ ctx, x, y, style }) => ({
      drawNode() {
        ctx.beginPath();
        trace(ctx, x, y, style.size);
        ctx.fillStyle = style.color;
        ctx.fill();
        ctx.lineWidth = style.borderWidth;
        ctx.strokeStyle = style.borderColor;
        ctx.stroke();
      },
      nodeDimensions: { width: style.size * 2.7, height: style.size * 1.7 },
    });
  }

  function options() {
    const made = structuredClone(graph.options);
    for (const group of Object.values(made.groups)) {
      const trace = OVAL.get(group.shape);
      if (trace) Object.assign(group, { shape: "custom", ctxRenderer: drawn(trace) });
    }
    return made;
  }

  const known = (names, columns, at) =>
    Object.fromEntries(names.filter((name) => columns[name][at] !== undefined).map((name) => [name, columns[name][at]]));
  const items = {
    nodes: Array.from({ length: nodes.count }, (_, id) => ({
      id,
      group: `t${nodes.type[id]}`,
      ...known(["x", "y", "size"], nodes, id),
    })),
    edges: Array.from({ length: edges.count }, (_, id) => ({
      id,
      ...known(["from", "to", "dashes", "smooth", "selfReference"], edges, id),
    })),
  };

  const network = new vis.Network(container, items, options());
  const { body } = network;
  let lit = null;

  const isFar = (edge) => graph.home[edges.from[edge]] !== graph.home[edges.to[edge]];

  const isDisputed = (edge) => edges.dashes[edge]?.[0] > 2;

  /** Give every node and edge its colours; nodes of a type share one object. */
  function paint() {
    const { colours } = theme;
    const byType = graph.types.map((_, type) => {
      const background = theme.ofType(type);
      const lighted = { background, border: colours.ink };
      return { background, border: colours.paper, highlight: lighted, hover: lighted };
    });
    const ofEdge = (color) => ({ color, highlight: colours["edge-lit"], hover: colours["edge-lit"], inherit: false, opacity: 1 });
    const near = ofEdge(colours.edge);
    const far = ofEdge(colours["edge-far"]);
    const disputed = [ofEdge(colours.disputed), ofEdge(colours["disputed-far"])];
    for (let node = 0; node < nodes.count; node += 1) body.nodes[node].options.color = byType[nodes.type[node]];
    for (let edge = 0; edge < edges.count; edge += 1) {
      body.edges[edge].options.color = isDisputed(edge)
        ? disputed[Number(isFar(edge))]
        : isFar(edge)
          ? far
          : near;
    }
    network.redraw();
  }

  let overview = false;

  /** Hide and show by what the legend says; seen from far, ties stand for the links between islands. */
  function filter() {
    for (let node = 0; node < nodes.count; node += 1) body.nodes[node].options.hidden = !state.nodeShown(node);
    for (let edge = 0; edge < edges.count; edge += 1) {
      body.edges[edge].options.hidden = !state.edgeShown(edge) || (overview && isFar(edge));
    }
    body.emitter.emit("_dataChanged");
    relight();
  }

  /** Notice when the reader comes near enough to see nodes rather than islands, or goes back. */
  function watchDistance() {
    if (kgraph.sea.isOverview(body.view.scale) === overview) return;
    overview = !overview;
    requestAnimationFrame(filter);
  }

  /** Find what stands in the light: what is hovered, else selected, with its neighbourhood. */
  function relight() {
    const thing = state.state.hovered ?? state.state.selected;
    lit = thing ? neighbourhood(thing) : null;
    network.redraw();
  }

  function neighbourhood({ kind, at }) {
    const around = (kind === "node" ? data.incident[at] : [at]).filter(state.edgeShown);
    const ends = around.flatMap((edge) => [edges.from[edge], edges.to[edge]]);
    return { edges: around, nodes: new Set(kind === "node" ? [at, ...ends] : ends), thing: { kind, at } };
  }

  /** Fade everything, then draw the neighbourhood anew: its cost is the neighbourhood's alone. */
  function drawLight(ctx) {
    if (!lit) return;
    onScreen(ctx, (width, height) => {
      ctx.fillStyle = theme.colours.veil;
      ctx.fillRect(0, 0, width, height);
    });
    for (const at of lit.edges) {
      const edge = body.edges[at];
      const { hover } = edge;
      const { hidden } = edge.options;
      edge.hover = true;
      edge.options.hidden = false;
      edge.draw(ctx);
      edge.drawArrows(ctx);
      edge.hover = hover;
      edge.options.hidden = hidden;
    }
    for (const at of lit.nodes) if (state.nodeShown(at)) body.nodes[at].draw(ctx);
  }

  /** Call `draw` with the canvas measured in the screen's pixels. */
  function onScreen(ctx, draw) {
    const ratio = network.canvas.pixelRatio;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(container.clientWidth, container.clientHeight);
    ctx.restore();
  }

  /** Return the room that side, panel and footer leave free, in pixels from each edge. */
  function insets() {
    const covered = (id) => document.getElementById(id).getBoundingClientRect();
    if (container.clientWidth < 700) return { left: 0, right: 0, top: 96, bottom: 40 };
    return { left: covered("side").right, right: covered("panel").width, top: 0, bottom: 24 };
  }

  function frame(discs) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const { x, y, radius } of discs) {
      box.left = Math.min(box.left, x - radius);
      box.right = Math.max(box.right, x + radius);
      box.top = Math.min(box.top, y - radius);
      box.bottom = Math.max(box.bottom, y + radius);
    }
    return box;
  }

  const discs = (members) => members.map((at) => ({ x: body.nodes[at].x, y: body.nodes[at].y, radius: nodes.size[at] + 14 }));

  function flyTo(members, { closest = 1.6, animate = true, islands = [] } = {}) {
    if (!members.length) return;
    const box = frame([...discs(members), ...islands]);
    const { left, right, top, bottom } = insets();
    const across = (container.clientWidth - left - right) / (box.right - box.left);
    const down = (container.clientHeight - top - bottom) / (box.bottom - box.top);
    network.moveTo({
      position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
      scale: Math.min(0.94 * across, 0.94 * down, closest),
      offset: { x: (left - right) / 2, y: (top - bottom) / 2 },
      animation: animate && !still.matches && { duration: 450, easingFunction: "easeInOutQuad" },
    });
  }

  const everything = () => [...nodes.label.keys()].filter(state.nodeShown);
  const fit = (animate = true) => flyTo(everything(), { animate, islands: state.state.hiddenTypes.size ? [] : graph.islands });

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: !still.matches && { duration: 160, easingFunction: "easeOutQuad" } });
  }

  function pan(x, y) {
    const { x: centreX, y: centreY } = network.getViewPosition();
    network.moveTo({ position: { x: centreX + x / network.getScale(), y: centreY + y / network.getScale() } });
  }

  /** Show a node or edge to the reader: selected, lit, in the middle. */
  function show(kind, at) {
    state.select(kind, at);
    const members = [...neighbourhood({ kind, at }).nodes];
    flyTo(members.length < 60 ? members : [at]);
  }

  function listen() {
    let timer = 0;
    const hover = (kind, at) => {
      clearTimeout(timer);
      timer = setTimeout(() => state.hover(kind, at), kind ? HOVER_DELAY : 0);
    };
    network.on("hoverNode", ({ node }) => hover("node", node));
    network.on("hoverEdge", ({ edge }) => hover("edge", edge));
    network.on("blurNode", () => hover(null));
    network.on("blurEdge", () => hover(null));
    network.on("dragStart", () => hover(null));
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      if (node !== undefined) state.select("node", node);
      else if (edge !== undefined) state.select("edge", edge);
      else state.select(null);
    });
    network.on("doubleClick", ({ nodes: [node] }) => {
      if (node !== undefined) flyTo([...neighbourhood({ kind: "node", at: node }).nodes]);
    });
    network.on("beforeDrawing", (ctx) => kgraph.sea.draw(ctx, body.view.scale));
    network.on("afterDrawing", (ctx) => {
      watchDistance();
      drawLight(ctx);
      onScreen(ctx, (width, height) => kgraph.labels.draw(ctx, { width, height, lit }));
    });
    state.on("hovered", relight);
    state.on("selected", () => {
      const thing = state.state.selected;
      network.unselectAll();
      if (thing?.kind === "node") network.selectNodes([thing.at], false);
      if (thing?.kind === "edge") network.selectEdges([thing.at]);
      relight();
    });
    state.on("filter", filter);
    theme.changed(paint);
  }

  /** Return what is on the screen, on paper, as the address of a PNG. */
  function png() {
    const { canvas } = network.canvas.frame;
    const sheet = document.createElement("canvas");
    Object.assign(sheet, { width: canvas.width, height: canvas.height });
    const ctx = sheet.getContext("2d");
    ctx.fillStyle = theme.colours.paper;
    ctx.fillRect(0, 0, sheet.width, sheet.height);
    ctx.drawImage(canvas, 0, 0);
    return sheet.toDataURL("image/png");
  }

  const view = () => ({ ...body.view.translation, scale: body.view.scale });

  /** Return the middle of an edge; of a loop the place farthest from its node. */
  function middleOf(at) {
    const { edgeType, from } = body.edges[at];
    if (edges.from[at] !== edges.to[at]) return edgeType.getPoint(0.5);
    const [x, y, radius] = edgeType._getCircleData(network.canvas.getContext());
    const away = Math.hypot(x - from.x, y - from.y) || 1;
    return { x: x + ((x - from.x) / away) * radius, y: y + ((y - from.y) / away) * radius };
  }

  return { network, listen, paint, fit, flyTo, zoom, pan, show, png, view, middleOf, place: (at) => body.nodes[at] };
})();
