"use strict";

/**
 * Nodes that the reader has put somewhere stay there, by id, so that undo and a link know them too: in each layout
 * those that were put somewhere in it. They are marked in the picture.
 */
kgraph.module("pins", ({ data, state, details, engine, places, gathered, visible, camera, theme, actions, words }) => {
  words.add(
    {
      pin: "Pin it where it is, or let it go",
      unpinAll: "Let go of all that is pinned or moved",
      pinned: (count) => `${count.toLocaleString()} pinned`,
    },
    { pin: "제자리에 고정하거나 풀기", unpinAll: "고정하거나 옮긴 노드 모두 되돌리기", pinned: (count) => `${count.toLocaleString()}개 고정` },
  );
  const { nodes } = data;
  const { network } = engine;
  const SIGN = 3.4; // a pin's radius on the screen
  const LEGIBLE = 2; // a node's, from which its pin is drawn

  state.declare("layout", "islands", { undoable: true, address: "l" }); // see layouts.js
  state.declare("pins", {}, { undoable: true, address: "at" }); // { layout: { id: [x, y] } }

  const isPlace = (place) => Array.isArray(place) && place.length === 2 && place.every(Number.isFinite);
  const isMap = (told) => typeof told === "object" && told !== null && !Array.isArray(told);
  const layout = () => state.get("layout");
  const told = (name) => (isMap(state.get("pins")[name]) ? state.get("pins")[name] : {});

  /** Return the nodes that are pinned in a layout, and where. */
  function of(name) {
    const found = new Map();
    for (const [id, place] of Object.entries(told(name))) {
      const node = details.withId(id);
      if (node !== undefined && isPlace(place)) found.set(node, place);
    }
    return found;
  }
  let here = new Map();

  const placeOf = (node) => [Math.round(nodes.x[node]), Math.round(nodes.y[node])];
  const set = (name, pins) => state.set({ pins: Object.fromEntries(Object.entries({ ...state.get("pins"), [name]: pins }).filter(([, one]) => Object.keys(one).length)) });
  const put = (some) => set(layout(), { ...told(layout()), ...Object.fromEntries(some.map((node) => [details.idOf(node), placeOf(node)])) });

  function release(some) {
    const ids = new Set(some.map(details.idOf));
    set(layout(), Object.fromEntries(Object.entries(told(layout())).filter(([id]) => !ids.has(id))));
  }

  /** Pin some nodes; where all of them are, let go of them. */
  function toggle(some) {
    const isAll = some.every((node) => here.has(node));
    if (isAll) release(some);
    else put(some.filter((node) => !here.has(node)));
  }

  /** Mark what is pinned, over the engine's layer. */
  function mark(ctx) {
    if (!here.size) return;
    const view = camera.view();
    ctx.beginPath();
    for (const node of here.keys()) {
      const reach = nodes.size[node] * view.scale;
      if (reach < LEGIBLE || !visible.node(node)) continue;
      const [x, y] = [nodes.x[node] * view.scale + view.x + reach * 0.7, nodes.y[node] * view.scale + view.y - reach * 0.7];
      ctx.moveTo(x + SIGN, y);
      ctx.arc(x, y, SIGN, 0, 2 * Math.PI);
    }
    Object.assign(ctx, { fillStyle: theme.colours.ink, strokeStyle: theme.colours.paper, lineWidth: 1.5 });
    ctx.fill();
    ctx.stroke();
  }

  function apply(changed) {
    here = of(layout());
    if (!changed.has("layout")) places.pin(here);
    actions.changed();
  }

  function start() {
    network.on("dragEnd", ({ nodes: some }) => some.length && put(some.map(Number)));
    network.on("afterDrawing", (ctx) => engine.onScreen(ctx, mark));
    state.on(["pins", "layout"], apply);
  }

  const some = () => gathered.orSelected();
  actions.add({ id: "pin", words: words.pin, keys: ["m"], sign: "⚲", group: "node", isFree: () => some().length > 0, isOn: () => some().length > 0 && some().every((node) => here.has(node)), run: () => toggle(some()) });
  actions.add({ id: "unpinAll", words: words.unpinAll, keys: ["u"], group: "steps", isFree: () => here.size > 0, run: () => set(layout(), {}) });

  return { start, of, isPinned: (node) => here.has(node), toggle };
});
