"use strict";

{
  const { data, words } = kgraph;
  document.getElementById("picture").setAttribute("aria-label", words.graph);
  const terms = document.getElementById("terms");
  const sources = terms.querySelectorAll("li").length;
  terms.querySelector("summary").textContent = words.terms(sources);
  terms.hidden = !sources;
  if (!data.nodes.count) {
    document.body.append(kgraph.dom.element("p", { class: "notice" }, words.empty));
  }
  for (const part of ["picture", "tooltip", "panel", "search", "legend", "keys"]) kgraph[part].listen();
  kgraph.picture.paint();
  kgraph.picture.fit(false);
  document.documentElement.dataset.ready = "true";
}
