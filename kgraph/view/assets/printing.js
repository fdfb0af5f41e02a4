"use strict";

/** On paper stands the picture as lines and letters, in the colours of the light theme, whatever the screen's. */
kgraph.module("printing", ({ plate, theme, dom }) => {
  const sheet = dom.element("div", { id: "printed", "aria-hidden": "true" });

  function before() {
    theme.onPaper(() => {
      const drawn = new DOMParser().parseFromString(plate.svgNow(), "image/svg+xml").documentElement;
      drawn.removeAttribute("width");
      drawn.removeAttribute("height");
      sheet.replaceChildren(document.importNode(drawn, true));
    });
  }

  function start() {
    document.getElementById("side").after(sheet);
    addEventListener("beforeprint", before, { signal: kgraph.life() });
    addEventListener("afterprint", () => sheet.replaceChildren(), { signal: kgraph.life() });
  }

  return { start };
});
