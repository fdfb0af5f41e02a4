"use strict";

/** What lies beneath the nodes: islands, the ties between them; and which islands are open. */
kgraph.module("sea", ({ data, theme, state, visible, words }) => {
  const { graph, nodes } = data;
  const { islands } = graph;
  const CROWD = 3000; // nodes above which islands are closed until the reader opens them or comes near
  const FEW = 800;
  const NEAR = 170; // an island's radius on the screen from which it opens by itself
  const SMALL = 150; // the same, below which its name says more than its nodes'
  const BETWEEN = " · ";
  const BEND = 0.12;
  const INLAND = 0.2; // where ties end, between an island's middle and its shore
  const CLIP = 24;
  const MOST_TIES = 60;
  const [THINNEST, THICKEST] = [0.8, 5];

  state.declare("open", [], { undoable: true, address: "o" });

  const shorten = (text) => (text.length > CLIP ? `${[...text].slice(0, CLIP - 1).join("")}…` : text);
  const names = islands.map(({ known }) => known.slice(0, 2).map((node) => shorten(nodes.label[node])));
  const ties = [...graph.bridges].sort(([, , one], [, , other]) => other - one).slice(0, MOST_TIES);
  const strongest = Math.max(1, ...ties.map(([, , count]) => count));
  let shown = count();
  let other = null; // what lies beneath where nodes do not lie on islands: { draw, titles }

  /** Return how many nodes are shown, in all and on each island. */
  function count() {
    const sizes = new Uint32Array(islands.length);
    let all = 0;
    for (let node = 0; node < nodes.count; node += 1) {
      if (!visible.node(node)) continue;
      all += 1;
      if (nodes.home[node] >= 0) sizes[nodes.home[node]] += 1;
    }
    return { all, sizes };
  }

  /** Whether the reader sees islands rather than nodes. */
  const isOverview = (scale) => !other && islands.length > 2 && islands[Math.floor(islands.length / 2)].radius * scale < SMALL;

  /** Whether ties stand for the single edges between islands: of few nodes each edge is drawn. */
  const isBundled = (scale) => shown.all > FEW && isOverview(scale);

  const isCrowd = nodes.count > CROWD && islands.length > 2;

  /**
   * Return which islands are open, as a function of an island's number; -1, the open sea, always is. Where
   * the reader's choices leave few nodes, all are.
   */
  function openAt(scale) {
    if (other || !isCrowd || shown.all <= FEW) return () => true;
    const open = new Set(state.get("open"));
    return (island) => island < 0 || open.has(island) || islands[island].radius * scale >= NEAR;
  }

  /** Return the closed island at a place, -1 where there is none. */
  function closedAt({ x, y }, scale) {
    const isOpen = openAt(scale);
    return islands.findIndex((island, at) => !isOpen(at) && Math.hypot(island.x - x, island.y - y) < island.radius);
  }

  function drawTies(ctx, view) {
    ctx.strokeStyle = theme.colours.tie;
    ctx.lineCap = "round";
    for (const [one, two, count] of ties) {
      if (!shown.sizes[one] || !shown.sizes[two]) continue;
      const [from, to] = [islands[one], islands[two]];
      const far = Math.hypot(to.x - from.x, to.y - from.y);
      const [alongX, alongY] = [(to.x - from.x) / far, (to.y - from.y) / far];
      const at = (x, y) => [x * view.scale + view.x, y * view.scale + view.y];
      const middle = at((from.x + to.x) / 2 + alongY * far * BEND, (from.y + to.y) / 2 - alongX * far * BEND);
      ctx.lineWidth = THINNEST + (THICKEST - THINNEST) * (count / strongest);
      ctx.beginPath();
      ctx.moveTo(...at(from.x + alongX * from.radius * INLAND, from.y + alongY * from.radius * INLAND));
      ctx.quadraticCurveTo(...middle, ...at(to.x - alongX * to.radius * INLAND, to.y - alongY * to.radius * INLAND));
      ctx.stroke();
    }
    ctx.lineCap = "butt";
  }

  function draw(ctx, view) {
    if (other) return other.draw(ctx, view);
    ctx.fillStyle = theme.colours.shore;
    for (const [at, { x, y, radius }] of islands.entries()) {
      if (!shown.sizes[at]) continue;
      ctx.beginPath();
      ctx.arc(x * view.scale + view.x, y * view.scale + view.y, radius * view.scale, 0, 2 * Math.PI);
      ctx.fill();
    }
    if (isBundled(view.scale)) drawTies(ctx, view);
  }

  const line = (text, size, weight = 600, isSoft = false) => ({ text, size, weight, isSoft });

  /** At the shore of an open island its name is a region's on a map, quieter than those of the nodes on it. */
  const region = (text, scale) => line(text, 12.5, 600, !isBundled(scale));

  /** Return a name in two lines, broken where they are about as long; in one where it is a single word. */
  function halves(name) {
    const parts = name.split(" ");
    const wide = (count) => Math.max(parts.slice(0, count).join(" ").length, parts.slice(count).join(" ").length);
    const [best] = [...parts.keys()].slice(1).sort((one, other) => wide(one) - wide(other));
    return best ? [parts.slice(0, best).join(" "), parts.slice(best).join(" ")] : [name];
  }

  /** Return the ways to write an island's name, the fullest first: lines, and how many members they name. */
  function waysOf(at, isInside, scale) {
    const [first, second] = names[at];
    if (!isInside) return [{ lines: [region(names[at].join(BETWEEN), scale)], said: 2 }, { lines: [region(first, scale)], said: 1 }];
    const size = Math.min(17, Math.max(11.5, islands[at].radius * scale * 0.15));
    const note = line(words.members(shown.sizes[at]), 11, 400, true);
    const both = second ? [{ lines: [line(first, size), line(second, size), note], said: 2 }] : [];
    const broken = halves(first).map((half) => line(half, 11.5));
    const narrow = broken.length > 1 ? [{ lines: [...broken, note], said: 1 }, { lines: broken, said: 1 }] : [];
    return [...both, { lines: [line(first, size), note], said: 1 }, ...narrow, { lines: [line(first, 11.5)], said: 1 }];
  }

  /** Return the names that islands want on the screen: within the closed, at the shores of the open. */
  function titles(scale) {
    if (other) return other.titles(scale);
    if (!isOverview(scale)) return [];
    const isOpen = openAt(scale);
    return islands
      .map(({ x, y, radius, known }, at) => {
        const isInside = !isOpen(at);
        return { ways: waysOf(at, isInside, scale), of: known, x, y, radius, isInside, rank: shown.sizes[at] };
      })
      .filter(({ rank }) => rank > 0)
      .sort((one, other) => other.rank - one.rank);
  }

  visible.on(() => (shown = count()));

  return {
    draw,
    titles,
    isOverview,
    isBundled,
    openAt,
    closedAt,
    /** Return how many nodes of each island are shown. */
    counts: () => shown.sizes,
    isCrowd,
    /** Have something else beneath the nodes, null for the islands: they lie otherwise now. */
    sink: (made) => (other = made),
    isSunk: () => other !== null,
    isFew: () => shown.all <= FEW,
  };
});
