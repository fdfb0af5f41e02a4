"use strict";

/** What the colours of nodes may stand for: communities, countries, decades; each with its names for the legend. */
kgraph.module("tones", ({ data, details, dates, sea, words }) => {
  const { nodes, graph } = data;
  words.add({ toneOther: "others", toneNone: "none", toneSeveral: "several" }, { toneOther: "그 밖", toneNone: "없음", toneSeveral: "여럿" });
  // After Okabe-Ito and Tol: told apart by colour-blind eyes, on white and on black. Beyond, "others" are grey.
  const APART = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7B4EA3", "#8C6D31", "#AA4455", "#6A994E"];
  const GREY = "#8A8F96";
  // Viridis (Smith and van der Walt 2015): from dark to light alike for all eyes, and never the grey of "none".
  const SCALE = ["#440154", "#414487", "#2A788E", "#22A884", "#7AD151", "#FDE725"];

  const part = (colour, at) => Number.parseInt(colour.slice(at, at + 2), 16);
  function onScale(share) {
    const place = share * (SCALE.length - 1);
    const low = Math.min(Math.floor(place), SCALE.length - 2);
    const mixed = [1, 3, 5].map((at) => Math.round(part(SCALE[low], at) + (part(SCALE[low + 1], at) - part(SCALE[low], at)) * (place - low)));
    return `#${mixed.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
  }

  /** Return tones of the most frequent values, the rest as "others"; `valueIn` returns undefined for none. */
  function frequent(valueIn, nameOf = String) {
    const values = nodes.label.map((_, node) => valueIn(node));
    const counts = new Map();
    for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    const chosen = [...counts].sort(([one, many], [other, more]) => more - many || (String(one) < String(other) ? -1 : 1)).slice(0, APART.length);
    const at = new Map(chosen.map(([value], place) => [value, place]));
    const [rest, none] = [chosen.length, chosen.length + 1];
    return {
      of: Uint16Array.from(values, (value) => (value === undefined ? none : (at.get(value) ?? rest))),
      colours: [...APART.slice(0, chosen.length), GREY, GREY],
      names: [...chosen.map(([value]) => nameOf(value)), words.toneOther, words.toneNone],
    };
  }

  const community = () =>
    frequent(
      (node) => (nodes.home[node] < 0 ? undefined : nodes.home[node]),
      (island) => nodes.label[graph.islands[island].known[0]],
    );

  /** The country that a node tells of itself, or is linked with; "several" where it is more than one. */
  function country() {
    const land = graph.types.findIndex(({ name }) => name === "Country");
    return frequent((node) => {
      if (nodes.type[node] === land) return nodes.label[node];
      const own = details.property(node, "country");
      if (typeof own === "string" && own) return own;
      const linked = new Set([...data.incident(node)].map((edge) => data.otherEnd(edge, node)).filter((other) => nodes.type[other] === land));
      return linked.size > 1 ? words.toneSeveral : linked.size ? nodes.label[[...linked][0]] : undefined;
    });
  }

  function decade() {
    const decades = [...new Set([...dates.ofNodes].filter(Boolean).map((year) => Math.floor(year / 10) * 10))].sort((one, other) => one - other);
    const at = new Map(decades.map((first, place) => [first, place]));
    return {
      of: Uint16Array.from(dates.ofNodes, (year) => (year ? at.get(Math.floor(year / 10) * 10) : decades.length)),
      colours: [...decades.map((_, place) => onScale(decades.length > 1 ? place / (decades.length - 1) : 0.5)), GREY],
      names: [...decades.map((first) => `${first}–${first + 9}`), words.toneNone],
    };
  }

  const has = (name) => graph.types.some((type) => type.name === name);

  return {
    community: { make: community, isFree: graph.islands.length > 1 && sea.counts().length > 1 },
    country: { make: country, isFree: has("Country") || nodes.label.some((_, node) => details.property(node, "country")) },
    decade: { make: decade, isFree: dates.ofNodes.some(Boolean) },
  };
});
