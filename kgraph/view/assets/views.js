"use strict";

/** Which view the reader wants: see view.js. */
kgraph.module("views", ({ actions, state, words, view }) => {
  words.add(
    { views: "What is shown", viewOf: { "": "Everything", people: "People linked by films", companies: "Companies linked by films", countries: "Countries linked by films" } },
    { views: "보기", viewOf: { "": "전체", people: "영화로 이어진 사람", companies: "영화로 이어진 회사", countries: "영화로 이어진 국가" } },
  );
  state.declare("viewOf", "", { address: "g" });

  /** Load the page anew with another view: rows, and so the rest of the address, mean something else there. */
  function go(name) {
    location.hash = name ? `g="${name}"` : "";
  }

  function start() {
    state.set({ viewOf: view.now }, { isStep: false });
    addEventListener("hashchange", () => view.asked() !== view.now && location.reload());
  }

  const isOwnPage = location.protocol !== "about:"; // the frame of a notebook cannot be loaded anew
  const free = view.names.filter(view.isFree);
  if (free.length && isOwnPage) {
    actions.menu("views", { icon: "◫", words: words.views });
    for (const name of ["", ...free]) {
      actions.add({ id: `view-${name || "all"}`, words: words.viewOf[name], group: "views", isOn: () => view.now === name, run: () => go(name) });
    }
  }

  return { start };
});
