"use strict";

/** Search by any name, whatever its case, accents, spaces, hyphens and order. */
kgraph.module("search", ({ data, words, state, details, dom, theme, picture }) => {
  const { element, sign, shorten } = dom;
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

  /** Fold all names once, when somebody first searches: of each the node, and the text as it is and folded. */
  function entries() {
    if (index) return index;
    index = { owner: [], text: [], folded: [] };
    for (let node = 0; node < data.nodes.count; node += 1) {
      for (const text of [data.nodes.label[node], ...details.otherNames(node), details.idOf(node)]) {
        index.owner.push(node);
        index.text.push(text);
        index.folded.push(fold(text));
      }
      for (const spelling of details.spellings(node)) {
        index.owner.push(node);
        index.text.push(data.nodes.label[node]);
        index.folded.push(fold(spelling)); // Hangul is compared by its letters
      }
    }
    return index;
  }

  /** Return how well a name matches; 0 is not at all. */
  function score(text, name, folded, parts) {
    if (name === folded) return 5;
    if (name.startsWith(folded)) return 4;
    const isIn = name.includes(folded);
    if (isIn && wordsOf(text).some((word) => word.startsWith(folded))) return 3;
    if (parts.length > 1 && parts.every((part) => name.includes(part))) {
      return parts.reduce((sum, part) => sum + part.length, 0) === name.length ? 4.5 : 2;
    }
    return isIn ? 1 : 0;
  }

  function find(text) {
    const folded = fold(text);
    const parts = wordsOf(text);
    if (!folded) return [];
    const { owner, text: texts, folded: names } = entries();
    const best = new Map();
    for (let at = 0; at < owner.length; at += 1) {
      const points = score(texts[at], names[at], folded, parts);
      if (points > (best.get(owner[at])?.score ?? 0)) best.set(owner[at], { node: owner[at], score: points, text: texts[at] });
    }
    const { importance } = data;
    return [...best.values()].sort(
      (one, other) => other.score - one.score || importance[other.node] - importance[one.node] || one.node - other.node,
    );
  }

  function option({ node, text }, at) {
    const { label, type } = data.nodes;
    const year = details.property(node, "year");
    const kind = data.graph.types[type[node]];
    return element(
      "li",
      { role: "option", id: `found-${at}`, "aria-selected": String(at === active), onpointerdown: (event) => pick(event, at) },
      sign(kind.shape, theme.ofNode(node)),
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
    picture.show("node", match.node);
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

  function start() {
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
    input.addEventListener("focus", () => (list.hidden = fold(input.value) === "" || Boolean(state.get("selected"))));
  }

  return { start, clear, find, fold, focus: () => input.select() ?? input.focus() };
});
