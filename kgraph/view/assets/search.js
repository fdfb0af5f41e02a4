"use strict";

/** Search by any name, whatever its case, accents, spaces, hyphens and order. */
kgraph.search = (() => {
  const { data, words, state } = kgraph;
  const { element, sign, shorten } = kgraph.dom;
  const input = document.getElementById("query");
  const list = document.getElementById("found");
  const MOST = 12;
  const LETTERS = new Map(Object.entries({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" }));

  /** Hangul comes apart into letters, so that a syllable half typed finds its whole. */
  const letters = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[ßæœøłđðþı]/g, (letter) => LETTERS.get(letter))
      .replaceAll(/\p{M}/gu, "");
  const fold = (text) => letters(text).replaceAll(/[^\p{L}\p{N}]/gu, "");
  const wordsOf = (text) => letters(text).split(/[\s,.]+/).map(fold).filter(Boolean);

  let index = null;
  let matches = [];
  let active = -1;

  /** Fold all names once, when somebody first searches. */
  function entries() {
    index ??= Array.from(data.nodes.label, (name, node) => {
      const all = [name, ...data.otherNames(node), data.details().nodes.id[node]];
      return { node, names: all.map((text) => ({ text, folded: fold(text), starts: wordsOf(text) })) };
    });
    return index;
  }

  /** Return how well a name matches; 0 is not at all. */
  function score(name, folded, parts) {
    if (name.folded === folded) return 5;
    if (name.folded.startsWith(folded)) return 4;
    if (name.starts.some((start) => start.startsWith(folded))) return 3;
    if (parts.length > 1 && parts.every((part) => name.folded.includes(part))) {
      return parts.reduce((sum, part) => sum + part.length, 0) === name.folded.length ? 4.5 : 2;
    }
    return name.folded.includes(folded) ? 1 : 0;
  }

  function find(text) {
    const folded = fold(text);
    const parts = wordsOf(text);
    if (!folded) return [];
    const found = [];
    for (const { node, names } of entries()) {
      let best = { score: 0 };
      for (const name of names) {
        const points = score(name, folded, parts);
        if (points > best.score) best = { node, score: points, text: name.text };
      }
      if (best.score) found.push(best);
    }
    const { size } = data.nodes;
    return found.sort((one, other) => other.score - one.score || size[other.node] - size[one.node] || one.node - other.node);
  }

  function option({ node, text }, at) {
    const { label, type } = data.nodes;
    const year = data.node(node).properties?.year;
    const kind = data.graph.types[type[node]];
    return element(
      "li",
      { role: "option", id: `found-${at}`, "aria-selected": String(at === active), onpointerdown: (event) => pick(event, at) },
      sign(kind.shape, kgraph.theme.ofType(type[node])),
      element("span", { class: "name", dir: "auto" }, shorten(label[node], 60)),
      text !== label[node] ? element("span", { class: "also", dir: "auto" }, shorten(text, 40)) : "",
      typeof year === "number" ? element("span", { class: "also" }, String(year)) : "",
    );
  }

  function render() {
    const asked = fold(input.value) !== "";
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    if (active >= 0) input.setAttribute("aria-activedescendant", `found-${active}`);
    else input.removeAttribute("aria-activedescendant");
    const shown = matches.slice(0, MOST).map(option);
    if (matches.length > MOST) shown.push(element("li", { class: "rest" }, words.more(matches.length - MOST)));
    if (!matches.length) shown.push(element("li", { class: "rest" }, words.noMatch));
    list.replaceChildren(...shown);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function pick(event, at) {
    event.preventDefault();
    go(at);
  }

  function go(at) {
    const match = matches[at];
    if (!match) return;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    kgraph.legend.reveal(match.node);
    kgraph.picture.show("node", match.node);
  }

  function move(step) {
    const count = Math.min(matches.length, MOST);
    if (!count) return;
    active = (active + step + count) % count;
    render();
  }

  function clear() {
    input.value = "";
    matches = [];
    active = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function listen() {
    input.placeholder = words.search;
    input.setAttribute("aria-label", words.search);
    input.addEventListener("input", () => {
      matches = find(input.value);
      active = matches.length ? 0 : -1;
      render();
    });
    input.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (steps[event.key]) {
        event.preventDefault();
        move(steps[event.key]);
      } else if (event.key === "Enter") {
        go(Math.max(active, 0));
      }
    });
    input.addEventListener("blur", () => (list.hidden = true));
    input.addEventListener("focus", () => (list.hidden = fold(input.value) === "" || Boolean(state.state.selected)));
  }

  return { listen, clear, find, fold, focus: () => input.select() ?? input.focus() };
})();
