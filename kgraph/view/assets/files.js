"use strict";

/** Files that the reader takes along: made in the page, given to the browser to save. */
kgraph.module("files", ({ dom }) => {
  const KEPT = 60_000; // milliseconds after which the browser has long taken a file
  const UNFIT = /[\\/:*?"<>|\p{C}]+/gu; // in the name of a file, on one system or another
  const LONGEST = 80;

  const stem = () => [...(document.title.replaceAll(UNFIT, " ").trim() || "kgraph")].slice(0, LONGEST).join("").replace(/[. ]+$/, "");

  /** Save text or bytes under the page's title and a suffix. */
  function save(suffix, type, ...parts) {
    const address = URL.createObjectURL(new Blob(parts, { type }));
    dom.element("a", { href: address, download: `${stem()}.${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), KEPT);
  }

  return { save };
});
