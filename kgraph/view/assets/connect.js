"use strict";

/** How two nodes are connected: the shortest chains between them, lit on the picture and told in words. */
kgraph.module("connect", ({ data, details, dates, state, visible, chains, chooser, light, picture, evidence, actions, words, dom }) => {
  const { element } = dom;
  const { nodes, edges } = data;
  const panel = document.getElementById("connect");

  words.add(
    {
      connect: "How are they connected?",
      connectOne: "One",
      connectOther: "The other",
      connectAsk: "Choose two, by name or by a click on the picture.",
      connectSame: "That is one and the same.",
      noChain: (one, other) => `No chain connects ${one} and ${other} in what is shown.`,
      direct: "Directly related",
      chainsOf: (length, count) => `${length} steps apart, ${count === 1 ? "by one chain" : `by ${count.toLocaleString()} chains`}`,
      chainsMore: (count) => `${count.toLocaleString()} more of the same length`,
    },
    {
      connect: "둘은 어떻게 이어져 있나요?",
      connectOne: "하나",
      connectOther: "다른 하나",
      connectAsk: "이름으로 찾거나 그림에서 클릭해 둘을 고르세요.",
      connectSame: "둘은 같은 것입니다.",
      noChain: (one, other) => `지금 보이는 것에서는 ${one}와(과) ${other}을(를) 잇는 길이 없습니다.`,
      direct: "바로 이어져 있습니다",
      chainsOf: (length, count) => `${length}단계, 길 ${count.toLocaleString()}개`,
      chainsMore: (count) => `같은 길이의 길 ${count.toLocaleString()}개 더`,
    },
  );

  /** Two nodes, or null for one not chosen yet; in the address by their ids. */
  state.declare("between", null, {
    address: "p",
    codec: {
      write: (two) => JSON.stringify(two.map((node) => (node === null ? null : details.idOf(node)))),
      read(text) {
        const two = JSON.parse(text).map((id) => details.withId(id) ?? null);
        return two.length === 2 ? two : undefined;
      },
    },
  });
  state.declare("chain", 0); // which chain is told in full; -1 for none

  let found = null;
  const fields = [words.connectOne, words.connectOther].map((label, at) => chooser.field({ label, onpick: (node) => choose(at, node) }));
  const result = element("div", { class: "result", role: "status" });

  const ends = () => state.get("between") ?? [null, null];
  const isWhole = () => ends().every((node) => node !== null);

  function choose(at, node) {
    state.set({ between: ends().map((old, end) => (end === at ? node : old)), chain: 0 });
    if (node !== null && !isWhole()) fields[1 - at].focus();
  }

  function open() {
    const selected = state.get("selected");
    state.set({ between: [selected?.kind === "node" ? selected.at : null, null], chain: 0 });
    state.select(null);
    fields[ends()[0] === null ? 0 : 1].focus();
  }

  const close = () => state.set({ between: null });

  /** Return what is lit: the chain that is told, or all of them; nothing where the reader is elsewhere. */
  function lit(selected) {
    if (!found) return null;
    const chosen = found.chains[state.get("chain")];
    const some = chosen ? [chosen] : found.chains;
    const lights = { nodes: new Set(some.flatMap((chain) => chain.nodes)), edges: [...new Set(some.flatMap(({ steps }) => steps.flat()))] };
    const isOf = !selected || (selected.kind === "node" ? lights.nodes.has(selected.at) : lights.edges.includes(selected.at));
    return isOf ? lights : null;
  }

  /** Return a relation as a sentence, the year of its film behind it, and who says so. */
  function sentence(edge) {
    const year = dates.ofEdges[edge] || dates.ofNodes[edges.to[edge]] || dates.ofNodes[edges.from[edge]];
    const content = details.edge(edge);
    const text = evidence.sentence(edge) + (year ? ` (${year})` : "");
    return element(
      "li",
      {},
      element("button", { class: "go", dir: "auto", onclick: () => state.select("edge", edge) }, text),
      " ",
      evidence.badge(content.certainty),
      evidence.warning(content),
      evidence.claims(content.claims, { short: true, known: content.certainty }),
    );
  }

  function told(chain, at) {
    const isOpen = state.get("chain") === at;
    const names = chain.nodes.slice(1, -1).map((node) => nodes.label[node]);
    const head = element(
      "button",
      { class: "chain", "aria-expanded": String(isOpen), dir: "auto", onclick: () => state.set({ chain: isOpen ? -1 : at }) },
      names.join(" — ") || words.direct,
    );
    return element("li", {}, head, isOpen ? element("ol", { class: "steps" }, chain.steps.flat().map(sentence)) : "");
  }

  function answer() {
    const [one, other] = ends();
    if (!isWhole()) return [element("p", { class: "hint" }, words.connectAsk)];
    if (one === other) return [element("p", {}, words.connectSame)];
    if (!found) {
      const clear = visible.isFiltered() ? element("button", { class: "more", onclick: visible.clear }, words.clearFilters) : "";
      return [element("p", { dir: "auto" }, words.noChain(nodes.label[one], nodes.label[other])), clear];
    }
    const rest = found.count - found.chains.length;
    return [
      element("p", {}, found.length === 1 ? words.direct : words.chainsOf(found.length, found.count)),
      element("ol", { class: "chains" }, found.chains.map(told)),
      rest > 0 ? element("p", { class: "hint" }, words.chainsMore(rest)) : "",
    ];
  }

  function render() {
    const focused = [...result.querySelectorAll("button")].indexOf(document.activeElement);
    result.replaceChildren(...answer().filter(Boolean));
    result.querySelectorAll("button")[focused]?.focus();
  }

  /** Look anew: other ends were chosen, or something else is shown. */
  function look() {
    const two = ends();
    found = isWhole() && two[0] !== two[1] ? chains.find(...two) : null;
    panel.hidden = !state.get("between");
    light.relight();
    if (panel.hidden) return;
    fields.forEach((field, at) => field.put(two[at]));
    render();
  }

  /** A click on the picture chooses who is still missing. */
  function take() {
    const selected = state.get("selected");
    if (!state.get("between") || isWhole() || selected?.kind !== "node") return;
    const free = ends().indexOf(null);
    state.select(null);
    choose(free, selected.at);
  }

  actions.add({ id: "connect", words: words.connect, keys: ["b"], icon: "⚯", sign: "⚯", group: "node", isOn: () => state.get("between") !== null, run: () => (state.get("between") ? close() : open()) });

  function start() {
    panel.setAttribute("aria-label", words.connect);
    panel.append(
      element("div", { class: "head" }, element("button", { class: "close", title: words.close, "aria-label": words.close, onclick: close }, "×"), element("h2", {}, words.connect)),
      ...fields.map(({ parts }) => element("div", { class: "field" }, parts)),
      result,
    );
    light.prefer(lit);
    state.on(["between"], () => {
      ends().filter((node) => node !== null).forEach(visible.reveal);
      look();
      actions.changed();
      if (found) picture.flyTo(found.chains.flatMap((chain) => chain.nodes));
    });
    state.on(["chain"], () => {
      render();
      light.relight();
    });
    state.on(["selected"], take);
    visible.on(look);
  }

  return {
    start,
    /** Return the nodes of the chain that is told, or of all. */
    shown: () => [...(lit(null)?.nodes ?? [])],
  };
});
