"use strict";

/** Several nodes that are selected together: marked in the picture, counted in a bar that says what can be done with them. */
kgraph.module("gathered", ({ data, details, state, visible, engine, camera, theme, shown, formats, files, actions, words, dom }) => {
  words.add(
    {
      several: "Several nodes",
      severalCount: (count) => `${count.toLocaleString()} selected`,
      gather: "Add what is selected, or take it out again",
      gatherNear: "Add all neighbours",
      gatherAll: "Select all that is visible",
      gatherNone: "Select none of them",
      gatherJson: "Save these (JSON)",
      gatherGexf: "Save these (GEXF)",
      gatherNodes: "Save these nodes (CSV)",
      gatherEdges: "Save the relations between these (CSV)",
      gatherShort: { hide: "Hide", onlyIt: "Only these", pin: "Pin", gatherNear: "+ neighbours", "gathered-json": "JSON", "gathered-nodes": "CSV", gatherNone: "None" },
    },
    {
      several: "여러 노드",
      severalCount: (count) => `${count.toLocaleString()}개 선택`,
      gather: "선택한 것을 더하거나 빼기",
      gatherNear: "이웃 모두 더하기",
      gatherAll: "보이는 것 모두 선택",
      gatherNone: "모두 선택 해제",
      gatherJson: "선택한 것 저장 (JSON)",
      gatherGexf: "선택한 것 저장 (GEXF)",
      gatherNodes: "선택한 노드 저장 (CSV)",
      gatherEdges: "선택한 것 사이의 관계 저장 (CSV)",
      gatherShort: { hide: "숨기기", onlyIt: "이것만", pin: "고정", gatherNear: "+ 이웃", "gathered-json": "JSON", "gathered-nodes": "CSV", gatherNone: "해제" },
    },
  );
  const { nodes } = data;
  const { network } = engine;
  const { element } = dom;
  const MARK = "\uFEFF"; // without it, spreadsheets take UTF-8 for something else
  const LEAST = 3; // a ring's radius on the screen
  const bar = element("div", { id: "gathered", role: "group", "aria-label": words.several, hidden: true });

  state.declare("gathered", [], { undoable: true, address: "k", codec: details.list });

  const all = () => state.get("gathered");
  const set = (some) => state.set({ gathered: [...new Set(some)].filter(visible.node).sort((one, other) => one - other) });

  /** Return the nodes that are selected, whether one or several. */
  function orSelected() {
    const thing = state.get("selected");
    return all().length ? all() : thing?.kind === "node" ? [thing.at] : [];
  }

  /** Add nodes; where all of them are in already, take them out. */
  function toggle(some) {
    const found = new Set(all());
    const isIn = some.every((node) => found.has(node));
    for (const node of some) found[isIn ? "delete" : "add"](node);
    set([...found]);
  }

  function addNeighbours() {
    const around = orSelected().flatMap((node) => [...data.incident(node)].filter(visible.edge).map((edge) => data.otherEnd(edge, node)));
    set([...orSelected(), ...around]);
  }

  /** Draw a ring around each, over the engine's layer. */
  function mark(ctx) {
    if (!all().length) return;
    const [view, size] = [camera.view(), camera.size()];
    ctx.beginPath();
    for (const node of all()) {
      const [x, y] = [nodes.x[node] * view.scale + view.x, nodes.y[node] * view.scale + view.y];
      const reach = Math.max(nodes.size[node] * view.scale + 2, LEAST);
      if (x < -reach || y < -reach || x > size.width + reach || y > size.height + reach || !visible.node(node)) continue;
      ctx.moveTo(x + reach, y);
      ctx.arc(x, y, reach, 0, 2 * Math.PI);
    }
    Object.assign(ctx, { strokeStyle: theme.colours.accent, lineWidth: 2 });
    ctx.stroke();
  }

  function tell() {
    const focused = bar.contains(document.activeElement) ? document.activeElement.dataset.does : "";
    bar.hidden = !all().length;
    const count = element("span", { role: "status" }, words.severalCount(all().length));
    const buttons = Object.entries(words.gatherShort).map(([id, name]) => {
      const action = actions.get(id);
      return element("button", { "data-does": id, title: action.keys ? `${action.words} (${action.keys[0]})` : action.words, onclick: () => actions.run(id) }, name);
    });
    bar.replaceChildren(count, ...(bar.hidden ? [] : buttons));
    if (focused) (bar.hidden ? document.getElementById("picture") : bar.querySelector(`[data-does="${focused}"]`)).focus();
    network.redraw();
  }

  function start() {
    document.getElementById("tools").after(bar);
    network.on("afterDrawing", (ctx) => engine.onScreen(ctx, mark));
    state.on(["gathered"], () => {
      tell();
      actions.changed();
    });
  }

  const group = "gathered";
  const isAny = () => all().length > 0;
  const isSome = () => orSelected().length > 0;
  const save = (suffix, type, make) => files.save(suffix, type, ...shown.among(all(), make));
  actions.menu(group, { icon: "⁘", words: words.several });
  actions.add({ id: "gather", words: words.gather, keys: ["a"], group, isFree: () => state.get("selected")?.kind === "node", run: () => toggle([state.get("selected").at]) });
  actions.add({ id: "gatherNear", words: words.gatherNear, keys: ["n"], group, isFree: isSome, run: addNeighbours });
  actions.add({ id: "gatherAll", words: words.gatherAll, keys: ["A"], group, isFree: () => nodes.count > 0, run: () => set(nodes.label.keys()) });
  actions.add({ id: "gatherNone", words: words.gatherNone, keys: ["N"], group, isFree: isAny, run: () => set([]) });
  actions.add({ id: "gathered-json", words: words.gatherJson, group, isFree: isAny, run: () => save("json", "application/json", () => [formats.nodeLink()]) });
  actions.add({ id: "gathered-gexf", words: words.gatherGexf, group, isFree: isAny, run: () => save("gexf", "application/xml", () => [formats.gexf()]) });
  actions.add({ id: "gathered-nodes", words: words.gatherNodes, group, isFree: isAny, run: () => save("nodes.csv", "text/csv", () => [MARK, formats.nodesTable()]) });
  actions.add({ id: "gathered-edges", words: words.gatherEdges, group, isFree: isAny, run: () => save("edges.csv", "text/csv", () => [MARK, formats.edgesTable()]) });

  return { start, all, set, toggle, orSelected };
});
