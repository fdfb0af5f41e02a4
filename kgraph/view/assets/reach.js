"use strict";

/**
 * How far the reader looks: some steps around a node, or only what was chosen; and beyond that, what was
 * expanded, without what was collapsed or hidden by hand.
 */
kgraph.module("reach", ({ data, details, state, visible, focus, picture, pointer, connect, gathered, light, actions, words, dom }) => {
  const { nodes, edges } = data;
  const MOST_HELD = 150; // expanded nodes that are given to the engine at once
  const LONGEST = 24;

  words.add(
    {
      node: "What is selected",
      hops: (steps) => (steps === 1 ? "Only its neighbours" : `Only up to ${steps} steps around it`),
      around: (steps, name) => (steps === 1 ? `neighbours of ${name}` : `${steps} steps around ${name}`),
      expand: "Expand: show its hidden neighbours",
      collapse: "Collapse: hide what hangs on it alone",
      hide: "Hide it",
      onlyIt: "Show only what is selected",
      onlySome: (count) => `only ${count.toLocaleString()} chosen`,
      hiddenSome: (count) => `${count.toLocaleString()} hidden`,
      expanded: (count, name) => `${count.toLocaleString()} more around ${name}`,
      collapsed: (count, name) => `${count.toLocaleString()} hidden around ${name}`,
    },
    {
      node: "선택한 것",
      hops: (steps) => (steps === 1 ? "이웃만 보기" : `${steps}단계 이내만 보기`),
      around: (steps, name) => (steps === 1 ? `${name}의 이웃` : `${name}에서 ${steps}단계 이내`),
      expand: "펼치기: 숨은 이웃 보이기",
      collapse: "접기: 이것에만 이어진 것 숨기기",
      hide: "숨기기",
      onlyIt: "선택한 것만 보기",
      onlySome: (count) => `선택 ${count.toLocaleString()}개만`,
      hiddenSome: (count) => `${count.toLocaleString()}개 숨김`,
      expanded: (count, name) => `${name}: ${count.toLocaleString()}개 더`,
      collapsed: (count, name) => `${name}: ${count.toLocaleString()}개 숨김`,
    },
  );

  const slot = (name, initial, address, codec) => state.declare(name, initial, { undoable: true, address, codec });
  slot("around", null, "f", {
    write: ({ node, steps }) => `${steps}:${details.idOf(node)}`,
    read(text) {
      const [steps, node] = [Number(text[0]), details.withId(text.slice(2))];
      return [1, 2, 3].includes(steps) && text[1] === ":" && node !== undefined ? { node, steps } : undefined;
    },
  });
  slot("chosen", null, "n", details.list);
  slot("added", [], "e", details.list);
  slot("hidden", [], "h", details.list);

  const SLOTS = ["around", "chosen", "added", "hidden"];
  const sorted = (some) => [...new Set(some)].sort((one, other) => one - other);

  /** Return the nodes within some steps, over the relations that the other filters leave. */
  function within({ node, steps }) {
    const { edge } = visible.without("reach");
    const found = new Set([node]);
    for (let step = 0; step < steps; step += 1) {
      for (const from of [...found]) for (const link of data.incident(from)) if (edge[link]) found.add(data.otherEnd(link, from));
    }
    return found;
  }

  /** Return whom the reader has chosen to look at; null where it is everybody. */
  function base() {
    const [around, chosen] = [state.get("around"), state.get("chosen")];
    if (!around && !chosen) return null;
    return new Set([...(around ? within(around) : chosen), ...state.get("added")]);
  }

  function told() {
    const [around, chosen, hidden] = [state.get("around"), state.get("chosen"), state.get("hidden")];
    const parts = [];
    if (around) parts.push(words.around(around.steps, dom.shorten(nodes.label[around.node], LONGEST)));
    if (chosen) parts.push(words.onlySome(chosen.length));
    if (hidden.length) parts.push(words.hiddenSome(hidden.length));
    return parts.join(", ");
  }

  visible.add("reach", {
    slots: SLOTS,
    node() {
      const [some, hidden] = [base(), new Set(state.get("hidden"))];
      return some || hidden.size ? (at) => !hidden.has(at) && (!some || some.has(at)) : null;
    },
    told,
    reveal: (at) => visible.node(at) || show([at]),
  });

  /** Show nodes that are out of reach. */
  function show(some) {
    const hidden = state.get("hidden").filter((node) => !some.includes(node));
    state.set({ hidden, added: base() ? sorted([...state.get("added"), ...some]) : [] });
  }

  const hide = (some) => state.set({ hidden: sorted([...state.get("hidden"), ...some]) });

  const neighbours = (node, isShown) => sorted([...data.incident(node)].filter(isShown).map((edge) => data.otherEnd(edge, node))).filter((other) => other !== node);

  /** Return the neighbours that are out of reach, but for no other reason hidden. */
  function missing(node) {
    if (!told()) return [];
    const masks = visible.without("reach");
    return neighbours(node, (edge) => masks.edge[edge]).filter((other) => !visible.node(other));
  }

  /** Return the shown neighbours that have no other shown neighbour. */
  const leaves = (node) => neighbours(node, visible.edge).filter((other) => neighbours(other, visible.edge).every((end) => end === node));

  const say = (text) => (document.getElementById("spoken").textContent = text);

  function expand(node) {
    const some = missing(node);
    if (!some.length) return false;
    show(some);
    focus.keep(some.slice(0, MOST_HELD));
    picture.flyTo([node, ...neighbours(node, visible.edge)]);
    say(words.expanded(some.length, nodes.label[node]));
    return true;
  }

  function collapse(node) {
    const some = leaves(node);
    if (!some.length) return false;
    hide(some);
    say(words.collapsed(some.length, nodes.label[node]));
    return true;
  }

  /** Expand what can be; what is expanded already collapse; what can do neither is flown to. */
  const toggle = (node) => expand(node) || collapse(node) || picture.flyTo([...light.neighbourhood({ kind: "node", at: node }).nodes]);

  /** Look at some steps around a node only; asked again, at everything. */
  function around(node, steps) {
    const now = state.get("around");
    const isSame = now?.node === node && now.steps === steps;
    state.set({ around: isSame ? null : { node, steps }, chosen: null, added: [], hidden: [] });
    picture.fit();
  }

  /** Return the nodes that are selected: several, one, the ends of a relation, or a chain that is told. */
  function selection() {
    if (gathered.all().length) return gathered.all();
    const thing = state.get("selected");
    if (thing) return thing.kind === "node" ? [thing.at] : [edges.from[thing.at], edges.to[thing.at]];
    return sorted(connect.shown());
  }

  function only(some) {
    state.set({ around: null, chosen: sorted(some), added: [], hidden: [], gathered: [] });
    picture.fit();
  }

  const node = () => (state.get("selected")?.kind === "node" ? state.get("selected").at : -1);
  const hasNode = () => node() >= 0;
  function hideSelection() {
    const hidden = sorted([...state.get("hidden"), ...selection()]);
    state.set({ hovered: null, selected: null, hidden, gathered: [] });
  }

  const add = (id, key, text, sign, run, isFree = hasNode) => actions.add({ id, words: text, keys: [key], sign, group: "node", isFree, run });
  for (const steps of [1, 2, 3]) add(`hops${steps}`, String(steps), words.hops(steps), String(steps), () => around(node(), steps));
  add("expand", "e", words.expand, "+", () => expand(node()), () => hasNode() && missing(node()).length > 0);
  add("collapse", "E", words.collapse, "−", () => collapse(node()), () => hasNode() && leaves(node()).length > 0);
  add("onlyIt", "o", words.onlyIt, "◎", () => only(selection()), () => selection().length > 0);
  add("hide", "h", words.hide, "⊘", hideSelection, () => state.get("selected") !== null || gathered.all().length > 0);
  actions.menu("node", { icon: "◉", words: words.node });

  function start() {
    pointer.onDouble(toggle);
    // The steps around a node would fade but for the first, were it lit as any other that is selected.
    light.prefer((thing) => (thing?.kind === "node" && state.get("around")?.node === thing.at ? false : null));
    state.on(["selected", "between", "gathered"], actions.changed);
  }

  return { start, toggle, expand, collapse, around, only, hide };
});
