"use strict";

/**
 * The layout around one node: it is in the middle, its neighbours on the first ring, theirs on the second, and so
 * on; on the rim who is farther away or not linked with it at all. On each ring a node stands as near as there is
 * room to the angle of those of the ring before that it is linked with, so that relations cross little.
 */
kgraph.module("rings", ({ data, visible, theme, words, places }) => {
  words.add(
    {
      ring: (steps, count) => `${steps} ${steps === 1 ? "step" : "steps"} (${count.toLocaleString()})`,
      rim: (count) => `farther, or not linked (${count.toLocaleString()})`,
    },
    { ring: (steps, count) => `${steps}단계 (${count.toLocaleString()})`, rim: (count) => `더 멀거나 이어지지 않음 (${count.toLocaleString()})` },
  );
  const { nodes } = data;
  const MOST = 6; // rings before the rim
  const FEW = 800; // nodes up to which there is room for names between them
  const gap = nodes.count <= FEW ? 22 : 6;
  const APART = nodes.count <= FEW ? 70 : 90; // between a ring and the next
  const FULL = 0.92; // of a row that nodes may fill, so that they can stand where they should
  const TURN = 2 * Math.PI;

  const spanOf = (node) => 2 * nodes.size[node] + gap;

  /** Return how many steps each node is from another; past the rings, and where no way leads, one more than they are. */
  function stepsFrom(centre) {
    const steps = new Uint8Array(nodes.count).fill(MOST + 1);
    steps[centre] = 0;
    let last = [centre];
    for (let step = 1; step <= MOST && last.length; step += 1) {
      const next = [];
      for (const node of last) {
        for (const edge of data.incident(node)) {
          const other = data.otherEnd(edge, node);
          if (steps[other] <= MOST) continue;
          steps[other] = step;
          next.push(other);
        }
      }
      last = next;
    }
    return steps;
  }

  /** Return the mean of angles on the circle; undefined where there are none. */
  function mean(angles) {
    if (!angles.length) return undefined;
    const [x, y] = angles.reduce(([along, up], angle) => [along + Math.cos(angle), up + Math.sin(angle)], [0, 0]);
    return Math.atan2(y, x);
  }

  /**
   * Return angles as near as can be to those wanted (ascending, within one turn), each with `room` of its own:
   * the least squares of isotonic regression by pooling adjacent violators (Barlow and others 1972).
   */
  function spread(wanted, room) {
    const before = []; // the room of all before each, and half its own
    let sum = 0;
    for (const own of room) {
      before.push(sum + own / 2);
      sum += own;
    }
    const pools = [];
    for (const [at, angle] of wanted.entries()) {
      let pool = { sum: angle - before[at], count: 1 };
      while (pools.length && pools.at(-1).sum / pools.at(-1).count > pool.sum / pool.count) {
        const other = pools.pop();
        pool = { sum: pool.sum + other.sum, count: pool.count + other.count };
      }
      pools.push(pool);
    }
    const bases = pools.flatMap(({ sum: total, count }) => new Array(count).fill(total / count));
    const [play, reach] = [TURN - sum, (bases.at(-1) ?? 0) - (bases[0] ?? 0)];
    const low = reach <= play ? -Infinity : (bases[0] + bases.at(-1) - play) / 2; // else the last would meet the first again
    return bases.map((base, at) => Math.min(Math.max(base, low), low === -Infinity ? base : low + play) + before[at]);
  }

  /** Return members and wanted angles in order around the circle, cut open where it is emptiest. */
  function around(members, angleOf) {
    const sorted = members.map((node) => ({ node, angle: (angleOf(node) + TURN) % TURN })).sort((one, other) => one.angle - other.angle || one.node - other.node);
    let [cut, widest] = [0, sorted.length ? sorted[0].angle + TURN - sorted.at(-1).angle : 0];
    for (let at = 1; at < sorted.length; at += 1) {
      const empty = sorted[at].angle - sorted[at - 1].angle;
      if (empty > widest) [cut, widest] = [at, empty];
    }
    return [...sorted.slice(cut), ...sorted.slice(0, cut).map(({ node, angle }) => ({ node, angle: angle + TURN }))];
  }

  /** Return how many rows a ring takes from a radius on, so that each has room for its share of the nodes. */
  function rowsOf(sum, high, radius) {
    let [rows, room] = [0, 0];
    while (room < sum && rows < nodes.count) {
      room += TURN * (radius + high * (rows + 0.5)) * FULL;
      rows += 1;
    }
    return Math.max(rows, 1);
  }

  /** Deal nodes out to the rows of a ring, to that with the most room left; null where one then has too little. */
  function share(sorted, radii) {
    const left = radii.map(() => 1);
    const taken = radii.map(() => []);
    for (const one of sorted) {
      const row = left.reduce((best, room, at) => (room > left[best] ? at : best), 0);
      taken[row].push(one);
      left[row] -= spanOf(one.node) / (TURN * radii[row]);
      if (left[row] < 0) return null;
    }
    return taken;
  }

  /** Put members on a ring that begins at a radius; return the radius at which it ends. */
  function* ring(members, angleOf, radius, { x, y, angles }) {
    const sorted = around(members, angleOf);
    const high = members.reduce((most, node) => Math.max(most, spanOf(node)), 0);
    const sum = members.reduce((all, node) => all + spanOf(node), 0);
    yield;
    let radii = [];
    let taken = null;
    for (let rows = rowsOf(sum, high, radius); !taken; rows += 1) {
      radii = Array.from({ length: rows }, (_, row) => radius + high * (row + 0.5));
      taken = share(sorted, radii);
      yield;
    }
    for (const [row, some] of taken.entries()) {
      const found = spread(some.map(({ angle }) => angle), some.map(({ node }) => spanOf(node) / radii[row]));
      for (const [at, { node }] of some.entries()) {
        angles[node] = found[at];
        [x[node], y[node]] = [radii[row] * Math.cos(found[at]), radii[row] * Math.sin(found[at])];
      }
      yield;
    }
    return radius + taken.length * high;
  }

  /** Return angles for the first ring: in the order of the islands around the middle, the much linked with more room. */
  function evenly(members, towards) {
    const sorted = [...members].sort((one, other) => towards(one) - towards(other) || one - other);
    const weights = sorted.map((node) => 1 + Math.sqrt(data.degree(node)));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    return new Map(
      sorted.map((node, at) => {
        sum += weights[at];
        return [node, (TURN * (sum - weights[at] / 2)) / all - Math.PI];
      }),
    );
  }

  /** Return what is drawn beneath: the rings as bands, with their names. */
  function beneath(bands) {
    const nameOf = (level, count) => (level > MOST ? words.rim(count) : words.ring(level, count));

    function titles() {
      const told = bands.map(({ level, members, line }) => ({ level, line, count: members.filter(visible.node).length }));
      return told
        .filter(({ count }) => count)
        .map(({ level, line, count }) => ({
          ways: [{ lines: [{ text: nameOf(level, count), size: 12.5, weight: 600 }], said: 0 }],
          of: [],
          isInside: false,
          rank: count,
          x: 0,
          y: 0,
          radius: line,
        }));
    }

    function draw(ctx, { x, y, scale }) {
      for (const { level, end } of bands.filter(isSeen).reverse()) disc(ctx, x, y, end * scale, level % 2 ? theme.colours.shore : theme.colours.paper);
      if (bands.length) disc(ctx, x, y, bands[0].line * scale, theme.colours.paper);
    }

    return { titles, draw };
  }

  const isSeen = ({ members }) => members.some(visible.node);

  function disc(ctx, x, y, radius, colour) {
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, TURN);
    ctx.fill();
  }

  /** Return the layout around a node, in steps: places, what lies beneath them, and the discs that the picture must hold. */
  function* make(centre) {
    const steps = stepsFrom(centre);
    yield;
    const levels = Array.from({ length: MOST + 2 }, () => []);
    for (const node of data.order) levels[steps[node]].push(node);
    const found = { x: new Float32Array(nodes.count), y: new Float32Array(nodes.count), angles: new Float64Array(nodes.count) };
    const { first } = places;
    const towards = (node) => Math.atan2(first.y[node] - first.y[centre], first.x[node] - first.x[centre]);
    const inner = (node) => [...data.incident(node)].map((edge) => data.otherEnd(edge, node)).filter((other) => steps[other] === steps[node] - 1);
    const even = evenly(levels[1], towards);
    const bands = [];
    let radius = nodes.size[centre] + APART;
    for (const [level, members] of levels.entries()) {
      if (!level || !members.length) continue;
      const angleOf = (node) => (level === 1 ? even.get(node) : (mean(inner(node).map((other) => found.angles[other])) ?? towards(node)));
      const line = radius - APART / 2;
      radius = (yield* ring(members, angleOf, radius, found)) + APART;
      bands.push({ level, members, line, end: radius - APART / 2 });
    }
    const end = bands.findLast(isSeen)?.end ?? radius;
    return { x: found.x, y: found.y, steps, beneath: beneath(bands), discs: [{ x: 0, y: 0, radius: end }] };
  }

  return { make, spread };
});
