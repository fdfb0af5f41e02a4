"use strict";

/** Everything is there: start the parts in the order in which they rely on each other. */
kgraph.module("main", (kgraph) => {
  const { data, words, address, ground, dom } = kgraph;
  const PARTS = ["engine", "glide", "light", "picture", "pointer", "tooltip", "panel", "search", "legend", "filters", "years", "claimed", "prizes", "shared", "connect", "gathered", "lasso", "reach", "islands", "drawer", "pins", "layouts", "said", "notes", "views", "looks", "listing", "printing", "toolbar", "keys"];

  function tell() {
    document.getElementById("picture").setAttribute("aria-label", words.graph);
    const terms = document.getElementById("terms");
    const sources = terms.querySelectorAll("li").length;
    terms.querySelector("summary").textContent = words.terms(sources);
    terms.hidden = !sources;
    if (!data.nodes.count) document.body.append(dom.element("p", { class: "notice" }, words.empty));
  }

  async function start() {
    tell();
    for (const part of PARTS) kgraph[part].start();
    address.restore();
    address.listen();
    await kgraph.focus.start();
    ground.rest();
  }

  return { start };
});
