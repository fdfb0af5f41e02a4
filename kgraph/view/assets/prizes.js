"use strict";

/** Prizes: only who won or was named for one of the chosen awards, the film it was for, and who is linked to them. */
kgraph.module("prizes", ({ data, details, state, visible, switches, words, dom }) => {
  const { element } = dom;
  const { nodes, edges, graph } = data;
  const GIVEN = new Set(["WON", "NOMINATED_FOR"]);
  const AT_ONCE = 30;

  words.add(
    { prizes: "Prizes", anyPrize: "Any prize", prizeOf: (name) => `prize: ${name}`, prizeCount: (count) => `${count} prizes` },
    { prizes: "상", anyPrize: "모든 상", prizeOf: (name) => `수상: ${name}`, prizeCount: (count) => `상 ${count}개` },
  );

  /** The relations that give an award, by award; the most given first. */
  const kind = graph.types.findIndex(({ name }) => name === "Award");
  const given = new Map();
  for (let edge = 0; edge < edges.count; edge += 1) {
    const award = edges.to[edge];
    if (nodes.type[award] !== kind || !GIVEN.has(data.relation(edge))) continue;
    if (!given.has(award)) given.set(award, []);
    given.get(award).push(edge);
  }
  const awards = [...given.keys()].sort((one, other) => given.get(other).length - given.get(one).length || one - other);

  state.declare("prizes", [], {
    undoable: true,
    address: "w",
    codec: {
      ...details.list,
      read: (text) => details.list.read(text).filter((award) => given.has(award)),
    },
  });

  /** Return the chosen awards with all whom they went to; null where none is chosen. */
  function core() {
    const chosen = state.get("prizes");
    if (!chosen.length) return null;
    const found = new Uint8Array(nodes.count);
    for (const edge of chosen.flatMap((award) => given.get(award))) {
      found[edges.from[edge]] = found[edges.to[edge]] = 1;
      const film = details.withId(details.edgeProperty(edge, "film"));
      if (film !== undefined) found[film] = 1;
    }
    return found;
  }

  const isAny = (chosen) => chosen.length === awards.length;

  visible.add("prizes", {
    slots: ["prizes"],
    held() {
      const found = core();
      return found && { node: (at) => !found[at], edge: (at) => found[edges.from[at]] || found[edges.to[at]] };
    },
    told() {
      const chosen = state.get("prizes");
      if (chosen.length === 1) return words.prizeOf(dom.shorten(nodes.label[chosen[0]], 40));
      return chosen.length ? words.prizeOf(isAny(chosen) ? words.anyPrize : words.prizeCount(chosen.length)) : "";
    },
    reveal: (at) => visible.node(at) || state.clear(["prizes"]),
  });

  const choose = (chosen) => state.set({ prizes: chosen.sort((one, other) => one - other) });

  function toggle(award) {
    const chosen = state.get("prizes");
    if (isAny(chosen) && awards.length > 1) choose([award]);
    else choose(chosen.includes(award) ? chosen.filter((one) => one !== award) : [...chosen, award]);
  }

  function entry(text, isOn, count, onclick) {
    return element(
      "li",
      {},
      element(
        "button",
        { class: "pick", "aria-pressed": String(isOn), onclick },
        element("span", { class: "name", dir: "auto", title: text }, text),
        element("span", { class: "number" }, count.toLocaleString()),
      ),
    );
  }

  const box = element("details");
  let isLong = false;

  function list() {
    const chosen = state.get("prizes");
    const { edge } = visible.without("prizes");
    const count = (award) => given.get(award).filter((at) => edge[at]).length;
    const counts = awards.map(count);
    const total = counts.reduce((sum, one) => sum + one, 0);
    const shown = isLong ? awards : awards.slice(0, AT_ONCE);
    const entries = shown.map((award, at) => entry(nodes.label[award], chosen.includes(award) && (!isAny(chosen) || awards.length === 1), counts[at], () => toggle(award)));
    const any = entry(words.anyPrize, isAny(chosen), total, () => choose(isAny(chosen) ? [] : [...awards]));
    const more = () => {
      isLong = true;
      render();
    };
    const rest = awards.length - shown.length;
    return [element("ul", {}, any, entries), rest ? element("button", { class: "more", onclick: more }, words.more(rest)) : ""];
  }

  function render() {
    switches.refill(box, [element("summary", {}, words.prizes), ...(box.open ? list() : [])]);
  }

  function start() {
    if (!awards.length) return;
    document.getElementById("filters").append(box);
    box.addEventListener("toggle", render);
    render();
    visible.on(render);
  }

  return { start };
});
