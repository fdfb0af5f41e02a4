"use strict";

/** Drawing nodes and edges on a canvas, in pixels of the screen: for the ground, the light, and exports. */
kgraph.module("paint", ({ data, theme, visible, sea }) => {
  const { nodes, edges, graph } = data;
  const BATCH = 400; // lines or shapes in one path: longer ones are slower, shorter ones too
  const DOT = 1.3; // a radius below which every shape is a speck
  const CLOSED = 0.45; // how strongly the nodes of a closed island show
  const STUB = 260; // pixels from which an edge between islands is drawn at its ends only
  const STUB_LENGTH = 20;
  const THINNEST = 0.35; // pixels of a line
  const INK = 0.05; // of the screen covered by edges, from which on they are drawn fainter
  const FAINTEST = 0.22;
  const MANNERS = ["near", "far", "stub"];
  const { borderWidth } = graph.options.nodes;

  const corners = (count, turned, inner = 1) =>
    Array.from({ length: count }, (_, at) => {
      const angle = (at / count) * 2 * Math.PI + turned;
      const reach = at % 2 ? inner : 1;
      return [reach * Math.sin(angle), -reach * Math.cos(angle)];
    });

  const polygon = (points) => (ctx, x, y, r) => {
    points.forEach(([dx, dy], at) => (at ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
    ctx.closePath();
  };

  /** Tracing each shape around a place; the names are vis-network's. */
  const SHAPES = new Map([
    ["dot", (ctx, x, y, r) => ctx.moveTo(x + r, y) ?? ctx.arc(x, y, r, 0, 2 * Math.PI)],
    ["ellipse", (ctx, x, y, r) => ctx.moveTo(x + r * 1.3, y) ?? ctx.ellipse(x, y, r * 1.3, r * 0.85, 0, 0, 2 * Math.PI)],
    ["square", (ctx, x, y, r) => ctx.rect(x - r * 0.92, y - r * 0.92, r * 1.84, r * 1.84)],
    ["box", (ctx, x, y, r) => ctx.rect(x - r * 1.3, y - r * 0.75, r * 2.6, r * 1.5)],
    ["diamond", polygon(corners(4, 0, 1))],
    ["triangle", polygon(corners(3, 0))],
    ["triangleDown", polygon(corners(3, Math.PI))],
    ["hexagon", polygon(corners(6, Math.PI / 6))],
    ["star", polygon(corners(10, 0, 0.5))],
  ]);
  const traces = graph.types.map(({ shape }) => SHAPES.get(shape) ?? SHAPES.get("dot"));

  /** Return where an edge bends, in places: vis-network's own reckoning, so that both draw it alike. */
  function via(edge) {
    const smooth = edges.smooth.get(edge);
    if (!smooth) return null;
    const [from, to] = [edges.from[edge], edges.to[edge]];
    const [dx, dy] = [nodes.x[to] - nodes.x[from], nodes.y[from] - nodes.y[to]];
    const bend = smooth.type === "curvedCW" ? smooth.roundness : -smooth.roundness;
    const angle = Math.atan2(dy, dx) + (0.5 * bend + 0.5) * Math.PI;
    const reach = (0.5 * smooth.roundness + 0.5) * Math.hypot(dx, dy);
    return { x: nodes.x[from] + reach * Math.sin(angle), y: nodes.y[from] + reach * Math.cos(angle) };
  }

  /** Return a loop's circle, in places. */
  function loop(edge) {
    const { size, angle } = edges.selfReference.get(edge);
    const node = edges.from[edge];
    const reach = nodes.size[node] + size * 0.6;
    return { x: nodes.x[node] + reach * Math.cos(angle), y: nodes.y[node] - reach * Math.sin(angle), radius: size };
  }

  function traceEdge(ctx, edge, { x, y, scale }) {
    const [from, to] = [edges.from[edge], edges.to[edge]];
    if (from === to) {
      const ring = loop(edge);
      ctx.moveTo((ring.x + ring.radius) * scale + x, ring.y * scale + y);
      ctx.arc(ring.x * scale + x, ring.y * scale + y, ring.radius * scale, 0, 2 * Math.PI);
      return;
    }
    const bend = via(edge);
    ctx.moveTo(nodes.x[from] * scale + x, nodes.y[from] * scale + y);
    const [endX, endY] = [nodes.x[to] * scale + x, nodes.y[to] * scale + y];
    if (bend) ctx.quadraticCurveTo(bend.x * scale + x, bend.y * scale + y, endX, endY);
    else ctx.lineTo(endX, endY);
  }

  /** Trace the two ends of a long edge between islands: that it leaves, and whither. */
  function traceStubs(ctx, edge, { x, y, scale }) {
    const [from, to] = [edges.from[edge], edges.to[edge]];
    const [startX, startY] = [nodes.x[from] * scale + x, nodes.y[from] * scale + y];
    const [endX, endY] = [nodes.x[to] * scale + x, nodes.y[to] * scale + y];
    const length = Math.hypot(endX - startX, endY - startY);
    const reach = (node) => (nodes.size[node] * scale + STUB_LENGTH) / length;
    const [dx, dy] = [endX - startX, endY - startY];
    ctx.moveTo(startX, startY);
    ctx.lineTo(startX + dx * reach(from), startY + dy * reach(from));
    ctx.moveTo(endX, endY);
    ctx.lineTo(endX - dx * reach(to), endY - dy * reach(to));
  }

  const DASHES = new Map([
    [data.CERTAIN, []],
    [data.DISPUTED, [7, 5]],
    [data.IMPLIED, [1, 4]],
  ]);

  /** Return how an edge is seen: "near" inside an island, "far" or a "stub" between two, or not at all: "". */
  function manner(edge, scale, isOpen, isBundled) {
    const [from, to] = [edges.from[edge], edges.to[edge]];
    const home = nodes.home[from];
    if (sea.isSunk() && sea.isFew()) return "far";
    if (home === nodes.home[to] && !sea.isSunk()) return isOpen(home) ? "near" : "";
    if (isBundled || !(isOpen(home) || isOpen(nodes.home[to]))) return "";
    return Math.hypot(nodes.x[to] - nodes.x[from], nodes.y[to] - nodes.y[from]) * scale > STUB ? "stub" : "far";
  }

  const colourOf = (how, doubt) => {
    const suffix = how === "near" ? "" : "-far";
    return theme.colours[(doubt === data.DISPUTED ? "disputed" : "edge") + suffix];
  };

  /** Return how strongly the edges within islands are drawn: the more ink there would be on the screen, the fainter. */
  function strength(view, { width, height }) {
    const box = boxOf(view, { width, height });
    const isOpen = sea.openAt(view.scale);
    const isBundled = sea.isBundled(view.scale);
    const longest = Math.hypot(width, height) / view.scale; // that is seen of an edge
    const { x, y } = nodes;
    let length = 0;
    for (let edge = 0; edge < edges.count; edge += 1) {
      if (!visible.edge(edge) || isOutside(edge, box) || manner(edge, view.scale, isOpen, isBundled) !== "near") continue;
      const [from, to] = [edges.from[edge], edges.to[edge]];
      length += Math.min(longest, Math.hypot(x[from] - x[to], y[from] - y[to]));
    }
    const ink = (length * view.scale * Math.max(view.scale, THINNEST)) / (width * height);
    return Math.max(FAINTEST, Math.min(1, (INK / ink) ** 0.7));
  }

  function* drawEdges(ctx, view, size, owned) {
    const box = boxOf(view, size);
    const share = strength(view, size);
    yield;
    const isOpen = sea.openAt(view.scale);
    const isBundled = sea.isBundled(view.scale);
    const groups = new Map(); // by manner and doubt
    for (let edge = 0; edge < edges.count; edge += 1) {
      if (owned?.[edge] || !visible.edge(edge) || isOutside(edge, box)) continue;
      const how = manner(edge, view.scale, isOpen, isBundled);
      if (!how) continue;
      const key = MANNERS.indexOf(how) * 4 + edges.doubt[edge];
      if (groups.has(key)) groups.get(key).push(edge);
      else groups.set(key, [edge]);
    }
    yield;
    ctx.lineWidth = Math.max(view.scale, THINNEST);
    for (const [key, members] of groups) {
      const [how, doubt] = [MANNERS[key >> 2], key & 3];
      ctx.strokeStyle = theme.faded(colourOf(how, doubt), how === "near" && doubt === data.CERTAIN ? share : 1);
      ctx.setLineDash(DASHES.get(doubt).map((dash) => dash * view.scale));
      const trace = how === "stub" ? traceStubs : traceEdge;
      for (let start = 0; start < members.length; start += BATCH) {
        ctx.beginPath();
        for (const edge of members.slice(start, start + BATCH)) trace(ctx, edge, view);
        ctx.stroke();
        yield;
      }
    }
    ctx.setLineDash([]);
  }

  /** Return the places that a canvas of this size shows, and some around it. */
  function boxOf(view, { width, height }) {
    const reach = 60 / view.scale;
    return {
      left: -view.x / view.scale - reach,
      top: -view.y / view.scale - reach,
      right: (width - view.x) / view.scale + reach,
      bottom: (height - view.y) / view.scale + reach,
    };
  }

  /** Whether an edge lies wholly on one side of the picture. */
  function isOutside(edge, box) {
    const [from, to] = [edges.from[edge], edges.to[edge]];
    const { x, y } = nodes;
    return (
      (x[from] < box.left && x[to] < box.left) ||
      (x[from] > box.right && x[to] > box.right) ||
      (y[from] < box.top && y[to] < box.top) ||
      (y[from] > box.bottom && y[to] > box.bottom)
    );
  }

  function* drawNodes(ctx, view, box, owned) {
    const isOpen = sea.openAt(view.scale);
    const tones = theme.tones();
    const groups = Array.from({ length: tones.length * graph.types.length * 2 }, () => []);
    const { x, y, type, home } = nodes;
    for (let node = 0; node < nodes.count; node += 1) {
      if (owned?.[node] || !visible.node(node)) continue;
      if (x[node] < box.left || x[node] > box.right || y[node] < box.top || y[node] > box.bottom) continue;
      groups[(theme.toneOf(node) * graph.types.length + type[node]) * 2 + Number(isOpen(home[node]))].push(node);
    }
    yield;
    ctx.strokeStyle = theme.colours.paper;
    ctx.lineWidth = borderWidth * view.scale;
    for (const [key, members] of groups.entries()) {
      if (!members.length) continue;
      const kind = (key >> 1) % graph.types.length;
      ctx.fillStyle = tones[Math.floor((key >> 1) / graph.types.length)];
      ctx.globalAlpha = key % 2 ? 1 : CLOSED;
      for (let start = 0; start < members.length; start += BATCH) {
        shapes(ctx, members.slice(start, start + BATCH), view, traces[kind]);
        yield;
      }
    }
    ctx.globalAlpha = 1;
  }

  function shapes(ctx, members, view, trace) {
    let isBordered = false;
    ctx.beginPath();
    for (const node of members) {
      const r = nodes.size[node] * view.scale;
      const [x, y] = [nodes.x[node] * view.scale + view.x, nodes.y[node] * view.scale + view.y];
      if (r < DOT) ctx.rect(x - r, y - r, Math.max(2 * r, 0.9), Math.max(2 * r, 0.9));
      else trace(ctx, x, y, r);
      isBordered ||= r > 3;
    }
    ctx.fill();
    if (isBordered) ctx.stroke();
  }

  /**
   * Draw all that is shown in a view, in steps. `owned` has masks of what another layer draws; `margin`
   * is how far beyond the screen the canvas reaches.
   */
  function* everything(ctx, view, size, owned = {}) {
    sea.draw(ctx, view);
    yield;
    yield* things(ctx, view, size, owned);
  }

  /** Draw nodes and edges alone. */
  function* things(ctx, view, size, owned) {
    yield* drawEdges(ctx, view, size, owned.edges);
    yield* drawNodes(ctx, view, boxOf(view, size), owned.nodes);
  }

  return { everything, things, strength, traces, traceEdge, via, loop, manner, shapes, DASHES };
});
