"use strict";

/** What lies beneath the nodes: islands, the ties between them, the shelf's caption. */
kgraph.sea = (() => {
  const { theme, words } = kgraph;
  const { graph, nodes } = kgraph.data;
  const { islands } = graph;
  const SMALL = 150; // an island's radius on the screen below which its name says more than its nodes'
  const BETWEEN = " · ";
  const BEND = 0.12;
  const INLAND = 0.2; // where ties end, between an island's middle and its shore

  const names = islands.map(({ members }) => members.slice(0, 2).map((node) => kgraph.dom.shorten(nodes.label[node], 24)));
  const strongest = Math.max(1, ...graph.bridges.map(([, , count]) => count));

  /** Whether the reader sees islands rather than nodes. */
  const isOverview = (scale) => islands.length > 2 && islands[Math.floor(islands.length / 2)].radius * scale < SMALL;

  function drawTies(ctx, scale) {
    ctx.strokeStyle = theme.colours.tie;
    ctx.lineCap = "round";
    for (const [one, two, count] of graph.bridges) {
      const from = islands[one];
      const to = islands[two];
      const far = Math.hypot(to.x - from.x, to.y - from.y);
      const [alongX, alongY] = [(to.x - from.x) / far, (to.y - from.y) / far];
      const middleX = (from.x + to.x) / 2 + alongY * far * BEND;
      const middleY = (from.y + to.y) / 2 - alongX * far * BEND;
      ctx.lineWidth = (1 + 7 * Math.sqrt(count / strongest)) / scale;
      ctx.beginPath();
      ctx.moveTo(from.x + alongX * from.radius * INLAND, from.y + alongY * from.radius * INLAND);
      ctx.quadraticCurveTo(middleX, middleY, to.x - alongX * to.radius * INLAND, to.y - alongY * to.radius * INLAND);
      ctx.stroke();
    }
    ctx.lineCap = "butt";
  }

  function draw(ctx, scale) {
    ctx.fillStyle = theme.colours.shore;
    for (const { x, y, radius } of islands) {
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      ctx.fill();
    }
    if (isOverview(scale)) drawTies(ctx, scale);
  }

  /** Return the names that islands and shelf want on the screen: the texts that will do, the fullest first, and the place. */
  function titles(scale) {
    const found = isOverview(scale)
      ? islands.map(({ x, y, radius }, at) => ({ texts: [names[at].join(BETWEEN), names[at][0]], of: islands[at].members, x, y, radius, size: 12.5 }))
      : [];
    if (graph.shelf) {
      const [x, y, count] = graph.shelf;
      found.push({ texts: [words.lone(count)], x, y, radius: 0, size: 12, align: "left" });
    }
    return found;
  }

  return { draw, titles, isOverview };
})();
