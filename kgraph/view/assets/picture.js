"use strict";

/** What a reader does with the picture: go to something, come nearer, see all, take it along. */
kgraph.module("picture", ({ data, state, visible, camera, sea, ground, light, focus, engine }) => {
  const { nodes, graph } = data;
  const WIDEST = 60; // neighbours up to which all of them are flown to
  const CLOSEST = 1.6;

  const go = (view, animate = true) => camera.go(view, { animate });
  const fit = (animate = true) => go(camera.everything(), animate);

  function flyTo(members, { animate = true } = {}) {
    if (members.length) go(camera.around(members.map(camera.disc), CLOSEST), animate);
  }

  /** Come nearer or go away, towards the middle of the screen or a place on it. */
  function zoom(factor) {
    const { width, height } = camera.size();
    const { x, y, scale } = camera.view();
    const by = (at, middle) => middle - (middle - at) * factor;
    go({ scale: scale * factor, x: by(x, width / 2), y: by(y, height / 2) });
  }

  function pan(byX, byY) {
    const { x, y, scale } = camera.view();
    go({ scale, x: x - byX, y: y - byY }, false);
  }

  /** Show a node or edge to the reader: revealed, selected, lit, in the middle. */
  function show(kind, at) {
    const ends = kind === "node" ? [at] : [data.edges.from[at], data.edges.to[at]];
    ends.forEach(visible.reveal);
    state.select(kind, at);
    const members = [...light.neighbourhood({ kind, at }).nodes];
    flyTo(members.length < WIDEST ? members : [at]);
  }

  /** Open an island in place, and go there. */
  function open(island) {
    state.set({ open: [...state.get("open").filter((one) => one !== island), island].sort((one, other) => one - other) });
    go(camera.around([graph.islands[island]], CLOSEST));
  }

  function start() {
    ground.onRest(() => {
      if (state.get("view") || hasMoved()) state.set({ view: camera.middle() }, { isStep: false });
    });
    // A picture that was seen whole is so in a window of another size, or on a phone that was turned round.
    engine.network.on("resize", () => {
      if (state.get("view") || hasMoved()) return;
      queueMicrotask(() => {
        fit(false); // after vis-network has moved its own view
        home = JSON.stringify(camera.view());
      });
    });
    state.on(["selected"], () => {
      const thing = state.get("selected");
      engine.network.unselectAll();
      if (thing?.kind !== "node") return;
      focus.keep([thing.at]);
      if (focus.has(thing.at)) engine.network.selectNodes([thing.at], false);
    });
  }

  let home = JSON.stringify(camera.everything());
  const hasMoved = () => JSON.stringify(camera.view()) !== home;

  return {
    start,
    go,
    fit,
    flyTo,
    zoom,
    pan,
    show,
    open,
    network: engine.network,
    view: camera.view,
    middleOf: light.middleOf,
    place: (node) => ({ x: nodes.x[node], y: nodes.y[node] }),
    isOverview: () => sea.isOverview(camera.view().scale),
  };
});
