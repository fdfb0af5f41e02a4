"use strict";

/** What a reader can take along, in the menu of the toolbar. */
kgraph.module("exports", ({ actions, words, files, plate, formats }) => {
  words.add(
    {
      save: "Save",
      savePng: "Picture (PNG)",
      saveSvg: "Picture (SVG)",
      saveNodes: "Visible nodes (CSV)",
      saveEdges: "Visible relations (CSV)",
      saveJson: "Visible graph (JSON)",
      saveGexf: "Visible graph (GEXF)",
    },
    {
      save: "저장",
      savePng: "그림 (PNG)",
      saveSvg: "그림 (SVG)",
      saveNodes: "보이는 노드 (CSV)",
      saveEdges: "보이는 관계 (CSV)",
      saveJson: "보이는 그래프 (JSON)",
      saveGexf: "보이는 그래프 (GEXF)",
    },
  );
  const MARK = "\uFEFF"; // without it, spreadsheets take UTF-8 for something else
  const group = "export";
  const add = (id, name, run, keys) => actions.add({ id, words: name, group, run, keys });

  actions.menu(group, { icon: "↓", words: words.save });
  add("png", words.savePng, async () => files.save("png", "image/png", ...(await plate.png())));
  add("svg", words.saveSvg, async () => files.save("svg", "image/svg+xml", await plate.svg()));
  add("nodes", words.saveNodes, () => files.save("nodes.csv", "text/csv", MARK, formats.nodesTable()));
  add("edges", words.saveEdges, () => files.save("edges.csv", "text/csv", MARK, formats.edgesTable()));
  add("json", words.saveJson, () => files.save("json", "application/json", formats.nodeLink()));
  add("gexf", words.saveGexf, () => files.save("gexf", "application/xml", formats.gexf()));

  return {};
});
