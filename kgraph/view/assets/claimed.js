"use strict";

/** Who says so, and how surely: filters by certainty and by source. */
kgraph.module("claimed", ({ data, details, state, visible, switches, words, dom }) => {
  const { element } = dom;
  const { nodes, edges } = data;
  const NOBODY = "";
  const AT_ONCE = 30;

  words.add(
    { certainty: "Certainty", sources: "Sources", unsourced: "(no source)", speaksOf: "nodes and relations that it speaks of" },
    { certainty: "확실성", sources: "출처", unsourced: "(출처 없음)", speaksOf: "이 출처가 말하는 노드와 관계" },
  );

  const CERTAINTIES = [];
  CERTAINTIES[data.CERTAIN] = "stated";
  CERTAINTIES[data.IMPLIED] = "implied";
  CERTAINTIES[data.DISPUTED] = "disputed";
  const found = CERTAINTIES.filter((_, doubt) => edges.doubt.includes(doubt));
  const certainties = ["stated", "implied", "disputed"].filter((name) => found.includes(name));
  const sureness = Uint8Array.from(nodes.label, (_, node) => Math.max(0, CERTAINTIES.indexOf(details.certainty(node))));

  state.declare("hiddenCertainties", [], { undoable: true, address: "c" });
  visible.add("certainty", {
    slots: ["hiddenCertainties"],
    edge: () => switches.test("hiddenCertainties", CERTAINTIES, edges.doubt),
    held() {
      const test = switches.test("hiddenCertainties", CERTAINTIES, sureness);
      return test && { node: (at) => !test(at), edge: () => true };
    },
    told: () => switches.told("hiddenCertainties", certainties, (name) => words[name]),
    reveal: (at) => visible.node(at) || state.clear(["hiddenCertainties"]),
  });

  /** The claims of nodes or edges as two columns: the row, and the number of the source. */
  const numbers = new Map();
  function claimsOf(each, count) {
    const [of, source, has] = [[], [], new Uint8Array(count)];
    const put = (row, id) => {
      if (!numbers.has(id)) numbers.set(id, numbers.size);
      of.push(row);
      source.push(numbers.get(id));
      has[row] = 1;
    };
    each(put);
    has.forEach((is, row) => is || put(row, NOBODY));
    return { of: Uint32Array.from(of), source: Uint16Array.from(source), count };
  }
  const claims = { node: claimsOf(details.eachSource.node, nodes.count), edge: claimsOf(details.eachSource.edge, edges.count) };
  const sources = [...numbers.keys()].sort((one, other) => (one === NOBODY) - (other === NOBODY) || (one < other ? -1 : 1));
  const titleOf = (id) => (id === NOBODY ? words.unsourced : details.sources.get(id)?.title || id);

  /** Long lists of what is hidden stand in the address as what is not. */
  state.declare("hiddenSources", [], {
    undoable: true,
    address: "by",
    codec: {
      write(hidden) {
        const left = sources.filter((id) => !hidden.includes(id));
        return JSON.stringify(left.length < hidden.length ? { only: left } : hidden);
      },
      read(text) {
        const told = JSON.parse(text);
        if (Array.isArray(told)) return told.filter((id) => numbers.has(id)).sort();
        return Array.isArray(told?.only) ? sources.filter((id) => !told.only.includes(id)).sort() : undefined;
      },
    },
  });

  /** Return the rows that a source which is not hidden speaks of, as a test; null where none is hidden. */
  function spokenOf({ of, source, count }) {
    const hidden = new Set(state.get("hiddenSources").map((id) => numbers.get(id)));
    if (!hidden.size) return null;
    const passes = new Uint8Array(count);
    of.forEach((row, claim) => hidden.has(source[claim]) || (passes[row] = 1));
    return (at) => passes[at] === 1;
  }

  visible.add("sources", {
    slots: ["hiddenSources"],
    edge: () => spokenOf(claims.edge),
    held() {
      const test = spokenOf(claims.node);
      return test && { node: (at) => !test(at), edge: () => true };
    },
    told: () => switches.told("hiddenSources", sources, (id) => dom.shorten(titleOf(id), 40)),
    reveal: (at) => visible.node(at) || state.clear(["hiddenSources"]),
  });

  /** Return how many of the shown rows each source speaks of; a source that says it twice counts once. */
  function counted() {
    const counts = new Array(numbers.size).fill(0);
    const masks = visible.without("sources");
    for (const kind of ["node", "edge"]) {
      const { of, source } = claims[kind];
      const last = new Int32Array(numbers.size).fill(-1);
      of.forEach((row, claim) => {
        if (!masks[kind][row] || last[source[claim]] === row) return;
        last[source[claim]] = row;
        counts[source[claim]] += 1;
      });
    }
    return counts;
  }

  let isLong = false;
  function sourceList() {
    const counts = counted();
    const shown = isLong ? sources : sources.slice(0, AT_ONCE);
    const list = shown.map((id) =>
      switches.entry("hiddenSources", sources, id, { mark: "", text: titleOf(id), count: counts[numbers.get(id)], title: `${titleOf(id)}: ${words.speaksOf}` }),
    );
    const rest = sources.length - shown.length;
    const more = () => {
      isLong = true;
      render();
    };
    return [element("ul", {}, list), rest ? element("button", { class: "more", onclick: more }, words.more(rest)) : ""];
  }

  function certaintyList() {
    const counts = [0, 0, 0];
    visible.without("certainty").edge.forEach((is, edge) => (counts[edges.doubt[edge]] += is));
    const line = (name) => element("span", { class: `stroke ${name}`, "aria-hidden": "true" });
    return certainties.map((name) =>
      switches.entry("hiddenCertainties", certainties, name, { mark: line(name), text: words[name], count: counts[CERTAINTIES.indexOf(name)] }),
    );
  }

  const parts = { certainty: element("details"), sources: element("details") };

  function fill(name, content) {
    const part = parts[name];
    switches.refill(part, [element("summary", {}, words[name]), ...(part.open ? content() : [])]);
  }

  function render() {
    fill("certainty", () => [element("ul", {}, certaintyList())]);
    fill("sources", sourceList);
  }

  function start() {
    const box = document.getElementById("filters");
    if (certainties.length > 1) box.append(parts.certainty);
    if (sources.length > 1) box.append(parts.sources);
    for (const part of Object.values(parts)) part.addEventListener("toggle", render);
    render();
    visible.on(render);
  }

  return { start };
});
