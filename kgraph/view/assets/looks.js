"use strict";

/** What size and colour of the nodes stand for, at the reader's choice. */
kgraph.module("looks", ({ data, state, visible, theme, grid, ground, labels, engine, actions, words, measures, tones, dom }) => {
  words.add(
    {
      looks: "Size and colour",
      colourBy: { type: "Colour: type", community: "Colour: community", country: "Colour: country", decade: "Colour: decade" },
      sizeBy: { degree: "Size: relations", films: "Size: films", pagerank: "Size: PageRank", betweenness: "Size: betweenness" },
      reckoning: "Reckoning …",
      reckoned: "Done",
    },
    {
      looks: "크기와 색",
      colourBy: { type: "색: 유형", community: "색: 무리", country: "색: 국가", decade: "색: 연대" },
      sizeBy: { degree: "크기: 관계 수", films: "크기: 영화 수", pagerank: "크기: 페이지랭크", betweenness: "크기: 매개 중심성" },
      reckoning: "계산 중 …",
      reckoned: "완료",
    },
  );
  const { nodes } = data;
  const [SMALLEST, LARGEST] = [6, 44]; // radii, as the page is written with
  const byDegree = nodes.size.slice();
  const known = new Map(); // measures once reckoned
  const list = dom.element("ul", { id: "tones", hidden: true });
  let present = null;

  state.declare("colourBy", "type", { undoable: true, address: "lc" });
  state.declare("sizeBy", "degree", { undoable: true, address: "ls" });

  const spoken = document.getElementById("spoken");

  /** Return the values of a measure; only betweenness takes its time. */
  async function values(name) {
    if (known.has(name)) return known.get(name);
    if (name === "betweenness") {
      const found = new Float64Array(nodes.count);
      spoken.textContent = words.reckoning;
      const isDone = await kgraph.slowly(measures.betweenness(found), () => state.get("sizeBy") !== name);
      spoken.textContent = isDone ? words.reckoned : "";
      if (!isDone) return null;
      known.set(name, found);
    } else {
      known.set(name, name === "films" ? measures.films() : measures.pageRank());
    }
    return known.get(name);
  }

  async function resize() {
    const name = state.get("sizeBy");
    if (!Object.hasOwn(words.sizeBy, name) || name === "degree") {
      nodes.size.set(byDegree);
    } else {
      const found = await values(name);
      if (!found || state.get("sizeBy") !== name) return;
      const [least, most] = found.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [Infinity, -Infinity]);
      const span = most - least || 1;
      for (let node = 0; node < nodes.count; node += 1) nodes.size[node] = SMALLEST + (LARGEST - SMALLEST) * Math.sqrt((found[node] - least) / span);
    }
    grid.forget();
    engine.resize();
    labels.choose();
    ground.refresh();
    actions.changed();
  }

  function tell() {
    list.hidden = !present;
    if (!present) return;
    const counts = new Uint32Array(present.colours.length);
    for (let node = 0; node < nodes.count; node += 1) counts[present.of[node]] += Number(visible.node(node));
    const entry = (name, tone) =>
      dom.element("li", {}, dom.sign("dot", theme.ofTone(tone)), dom.element("span", { class: "name", dir: "auto" }, name), dom.element("span", { class: "number" }, counts[tone].toLocaleString()));
    list.replaceChildren(...present.names.map(entry).filter((_, tone) => counts[tone]));
    list.setAttribute("aria-label", words.colourBy[state.get("colourBy")]);
  }

  function recolour() {
    const name = state.get("colourBy");
    present = name !== "type" && tones[name]?.isFree ? tones[name].make() : null;
    theme.tone(present);
    tell();
    actions.changed();
  }

  function start() {
    document.getElementById("legend").after(list);
    state.on(["colourBy"], recolour);
    state.on(["sizeBy"], resize);
    visible.on(tell);
    theme.changed(tell);
  }

  const group = "looks";
  actions.menu(group, { icon: "◐", words: words.looks });
  for (const [slot, free] of [["colourBy", (name) => name === "type" || tones[name].isFree], ["sizeBy", () => nodes.count > 0]]) {
    for (const [name, text] of Object.entries(words[slot])) {
      actions.add({ id: `${slot}-${name}`, words: text, group, isOn: () => state.get(slot) === name, isFree: () => free(name), run: () => state.set({ [slot]: name }) });
    }
  }

  return { start };
});
