"use strict";

/** How the nodes lie: on islands, by year, or around one of them; at the reader's choice. */
kgraph.module("layouts", ({ data, dates, details, state, address, light, places, pins, timeline, rings, actions, words }) => {
  words.add(
    {
      layouts: "Layout",
      layoutOf: { islands: "Layout: islands", years: "Layout: by year on a line", rings: "Layout: around what is selected" },
      laidOut: { islands: "Islands", years: "By year", rings: "Around" },
    },
    {
      layouts: "배치",
      layoutOf: { islands: "배치: 섬", years: "배치: 연도순", rings: "배치: 선택한 것을 중심으로" },
      laidOut: { islands: "섬", years: "연도순", rings: "중심" },
    },
  );
  const NAMES = ["islands", "years", "rings"];
  const KEYS = { islands: "i", years: "y", rings: "r" };
  const spoken = document.getElementById("spoken");
  const made = new Map([["islands", places.first]]);
  let now = "islands";
  let turn = 0;

  const isFree = (name) => data.nodes.count > 1 && (name !== "years" || dates.ofNodes.some(Boolean) || dates.ofEdges.some(Boolean));

  state.code("layout", { write: (name) => name, read: (name) => (NAMES.includes(name) && isFree(name) ? name : undefined) });
  state.declare("centre", -1, { undoable: true, address: "lr", codec: { write: details.idOf, read: details.withId } });

  /** Return the layout that is asked for, and its middle: without one who is most important. */
  function asked() {
    const centre = state.get("centre");
    return { layout: state.get("layout"), centre: centre >= 0 ? centre : data.order[0] };
  }

  /** Reckon a layout, or find it as it was; null where the reader has asked for another meanwhile. */
  async function reckon({ layout, centre }, isStale) {
    const key = layout === "rings" ? `rings ${centre}` : layout;
    if (!made.has(key)) {
      let found = null;
      const run = function* run() {
        found = yield* layout === "rings" ? rings.make(centre) : timeline.make();
      };
      if (!(await kgraph.slowly(run(), isStale))) return null;
      if (layout === "rings") for (const old of [...made.keys()].filter((one) => one.startsWith("rings"))) made.delete(old);
      made.set(key, found);
    }
    return made.get(key);
  }

  async function apply() {
    const mine = (turn += 1);
    const wanted = asked();
    const isKept = address.isRestoring() && state.get("view") !== null;
    const found = await reckon(wanted, () => mine !== turn);
    if (!found || mine !== turn) return;
    now = wanted.layout;
    actions.changed();
    spoken.textContent = words.laidOut[now];
    light.relight();
    await places.lie(found, pins.of(now), isKept);
  }

  function choose(name) {
    const thing = state.get("selected");
    const centre = name === "rings" ? (thing?.kind === "node" ? thing.at : state.get("centre")) : -1;
    state.set({ layout: name, centre });
  }

  const group = "layouts";
  actions.menu(group, { icon: "◈", words: words.layouts });
  for (const name of NAMES) {
    actions.add({ id: `layout-${name}`, words: words.layoutOf[name], keys: [KEYS[name]], group, isOn: () => asked().layout === name, isFree: () => isFree(name), run: () => choose(name) });
  }

  function start() {
    state.on(["layout", "centre"], apply);
    // The rings around a node would fade but for the first, were it lit as any other that is selected.
    light.prefer((thing) => (now === "rings" && thing?.kind === "node" && asked().centre === thing.at ? false : null));
  }

  return { start, now: () => now };
});
