"use strict";

/** Nodes that the reader has moved stay where they were put, by id, so that undo and a link know them too. */
kgraph.module("moved", ({ data, state, details, engine, grid, ground, labels, actions, words }) => {
  const { nodes } = data;
  words.add({ putBack: "Put moved nodes back" }, { putBack: "옮긴 노드 되돌리기" });
  state.declare("moved", {}, { undoable: true, address: "m" }); // { id: [x, y] }
  const first = new Map(); // where moved nodes stood before

  const isPlace = (place) => Array.isArray(place) && place.length === 2 && place.every(Number.isFinite);

  function put(node, x, y) {
    [nodes.x[node], nodes.y[node]] = [x, y];
    if (engine.body.nodes[node]) engine.network.moveNode(node, x, y);
  }

  function apply() {
    const wanted = new Map();
    for (const [id, place] of Object.entries(state.get("moved"))) {
      const node = details.withId(id);
      if (node !== undefined && isPlace(place)) wanted.set(node, place);
    }
    for (const [node, place] of first) if (!wanted.has(node)) put(node, ...place);
    for (const [node, place] of wanted) {
      if (!first.has(node)) first.set(node, [nodes.x[node], nodes.y[node]]);
      put(node, ...place);
    }
    grid.forget();
    labels.choose();
    ground.refresh();
    actions.changed();
  }

  function start() {
    engine.network.on("dragStart", ({ nodes: some }) => {
      for (const node of some) if (!first.has(node)) first.set(node, [nodes.x[node], nodes.y[node]]);
    });
    engine.network.on("dragEnd", ({ nodes: some }) => {
      if (!some.length) return;
      const places = some.map((node) => [details.idOf(node), [Math.round(nodes.x[node]), Math.round(nodes.y[node])]]);
      state.set({ moved: { ...state.get("moved"), ...Object.fromEntries(places) } });
    });
    state.on(["moved"], apply);
  }

  const isFree = () => Object.keys(state.get("moved")).length > 0;
  actions.add({ id: "putBack", words: words.putBack, keys: ["u"], group: "steps", isFree, run: () => state.set({ moved: {} }) });

  return { start };
});
