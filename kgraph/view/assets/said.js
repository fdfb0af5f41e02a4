"use strict";

/** One line that the page says to the reader and takes away again: what became of a file, of what was asked for. */
kgraph.module("said", ({ dom, words }) => {
  const STAYS = 9000; // milliseconds, time enough to read a sentence twice
  const text = dom.element("span", { dir: "auto" });
  const line = dom.element("p", { id: "said", role: "alert", hidden: true }, text, dom.element("button", { class: "shut", "aria-label": words.close, onclick: hide }, "×"));
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    line.hidden = true;
  }

  return {
    start: () => document.getElementById("spoken").after(line),
    line(told) {
      hide();
      text.textContent = told;
      line.hidden = false;
      timer = setTimeout(hide, STAYS);
    },
  };
});
