"use strict";

/** vis-network: it moves the view, and draws and drags the nodes that it is given. Only this file builds it. */
kgraph.module("engine", ({ data, theme, camera, paint }) => {
  const { nodes, edges, graph } = data;
  const LINGERS = 3000; // milliseconds
  const container = document.getElementById("picture");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const held = { nodes: new vis.DataSet(), edges: new vis.DataSet() };

  /** All shapes are traced by the page's own hand, so that both layers look the same. */
  function options() {
    const made = structuredClone(graph.options);
    Object.values(made.groups).forEach((group, type) => {
      group.shape = "custom";
      group.ctxRenderer = ({ ctx, x, y, style, state: { selected } }) => ({
        drawNode() {
          ctx.beginPath();
          paint.traces[type](ctx, x, y, style.size);
          ctx.fillStyle = style.color;
          ctx.fill();
          ctx.lineWidth = selected ? made.nodes.borderWidthSelected : style.borderWidth;
          ctx.strokeStyle = style.borderColor;
          ctx.stroke();
        },
        nodeDimensions: { width: style.size * 2, height: style.size * 2 },
      });
    });
    return made;
  }

  const network = new vis.Network(container, held, options());
  const { body } = network;
  container.querySelector(".vis-network").removeAttribute("tabindex"); // the picture around it has the focus

  const known = (names, edge) =>
    Object.fromEntries(names.filter((name) => edges[name].has(edge)).map((name) => [name, edges[name].get(edge)]));

  const nodeItem = (id) => ({ id, group: `t${nodes.type[id]}`, x: nodes.x[id], y: nodes.y[id], size: nodes.size[id] });

  function edgeItem(id, hidden) {
    const dashes = data.dashes.get(id);
    const form = known(["smooth", "selfReference"], id);
    return { id, hidden, from: edges.from[id], to: edges.to[id], ...(dashes && { dashes }), ...form };
  }

  let share = 1; // how strongly edges are drawn

  /** The colours of the present theme; nodes of a type and edges of a kind share one object. */
  function palette() {
    const { colours } = theme;
    const ofEdge = (colour, color = theme.faded(colour, share)) => ({ color, highlight: colours["edge-lit"], hover: colours["edge-lit"], inherit: false, opacity: 1 });
    const plain = [ofEdge(colours.edge), ofEdge(colours["edge-far"], colours["edge-far"])];
    const disputed = [ofEdge(colours.disputed, colours.disputed), ofEdge(colours["disputed-far"], colours["disputed-far"])];
    return {
      tones: theme.tones().map((background) => {
        const lighted = { background, border: colours.ink };
        return { background, border: colours.paper, highlight: lighted, hover: lighted };
      }),
      ofEdge: (edge) => (edges.doubt[edge] === data.DISPUTED ? disputed : plain)[Number(data.isFar(edge))],
    };
  }
  let colours = palette();

  function dress(someNodes, someEdges) {
    for (const node of someNodes) body.nodes[node].options.color = colours.tones[theme.toneOf(node)];
    for (const edge of someEdges) body.edges[edge].options.color = colours.ofEdge(edge);
  }

  function repaint() {
    colours = palette();
    dress(held.nodes.getIds(), held.edges.getIds());
    network.redraw();
  }

  /** Draw edges as strongly as the ground does now. */
  function fade(wanted) {
    if (wanted === share) return;
    share = wanted;
    colours = palette();
    dress([], held.edges.getIds());
  }

  /** Take in nodes, and edges, of which `isHidden` says whether they are hidden at first. */
  function add(someNodes, someEdges, isHidden) {
    held.nodes.add(someNodes.map(nodeItem));
    if (someEdges.length) held.edges.add(someEdges.map((edge) => edgeItem(edge, isHidden(edge))));
    dress(someNodes, someEdges);
  }

  /** Take over the sizes that nodes have now. */
  function resize() {
    const ids = held.nodes.getIds();
    held.nodes.update(ids.map((id) => ({ id, x: nodes.x[id], y: nodes.y[id], size: nodes.size[id] })));
    dress(ids, []);
    network.redraw();
  }

  /** Take over the places that nodes have now. */
  function place() {
    for (const node of Object.values(body.nodes)) [node.x, node.y] = [nodes.x[node.id], nodes.y[node.id]];
    network.redraw();
  }

  function remove(someNodes, someEdges) {
    held.edges.remove(someEdges);
    held.nodes.remove(someNodes);
  }

  /** Move the view: the middle of the screen and the scale are what vis-network asks for. */
  function move({ x, y, scale }, animate) {
    const { width, height } = camera.size();
    network.moveTo({
      position: { x: (width / 2 - x) / scale, y: (height / 2 - y) / scale },
      scale,
      animation: animate && !still.matches && { duration: 450, easingFunction: "easeInOutQuad" },
    });
    if (!animate || still.matches) camera.follow(view());
  }

  /** Draw on the engine's canvas in the pixels of the screen, whatever its view. */
  function onScreen(ctx, draw) {
    const ratio = network.canvas.pixelRatio;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(ctx);
    ctx.restore();
  }

  const view = () => ({ ...body.view.translation, scale: body.view.scale });

  function start() {
    move(camera.view(), false);
    network.on("beforeDrawing", () => camera.follow(view()));
    camera.movedBy(move);
    theme.changed(repaint);
    // What is under way when the page is made anew still asks for it.
    kgraph.life().addEventListener("abort", () => setTimeout(() => network.destroy(), LINGERS));
  }

  return { network, body, view, fade, add, remove, resize, place, onScreen, start, container };
});
