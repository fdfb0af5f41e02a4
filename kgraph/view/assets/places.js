"use strict";

/**
 * Where nodes lie: where the layout puts them, and over that where the reader has put them. Whoever changes one
 * or the other says so here, and all that draws or hits nodes follows.
 */
kgraph.module("places", ({ data, camera, sea, engine, focus, grid, ground, labels }) => {
  const { nodes } = data;
  const first = { x: nodes.x.slice(), y: nodes.y.slice() };
  let base = first;
  let pinned = new Map(); // [x, y] by node

  function fill() {
    nodes.x.set(base.x);
    nodes.y.set(base.y);
    for (const [node, [x, y]] of pinned) [nodes.x[node], nodes.y[node]] = [x, y];
    grid.forget();
    engine.place();
  }

  /** Put nodes where the reader wants them, all others where the layout has them. */
  function pin(wanted) {
    pinned = wanted;
    fill();
    labels.choose();
    ground.refresh();
  }

  /** Take over a layout: { x, y, beneath, discs }; the camera stays where it is, or goes where all is seen. */
  async function lie(layout, wanted, isKept) {
    base = { x: layout.x.map(Math.round), y: layout.y.map(Math.round) }; // vis-network knows no other places
    pinned = wanted;
    if (!focus.isSmall) focus.clear();
    sea.sink(layout.beneath);
    camera.land(layout.discs);
    fill();
    if (!isKept) camera.go(camera.everything());
    labels.choose();
    await ground.anew();
    ground.rest();
  }

  return { first: { ...first, beneath: null, discs: data.graph.islands }, pin, lie };
});
