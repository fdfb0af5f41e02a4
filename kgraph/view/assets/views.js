"use strict";

/**
 * Which view the reader wants: see view.js. For another one the page is made anew in place, which a notebook's
 * frame can do too; the steps of undo go along, and of the state whatever means the same there.
 */
kgraph.module("views", (space) => {
  const { actions, address, state, words, view } = space;
  words.add(
    { views: "What is shown", viewOf: { "": "Everything", people: "People linked by films", companies: "Companies linked by films", countries: "Countries linked by films" } },
    { views: "보기", viewOf: { "": "전체", people: "영화로 이어진 사람", companies: "영화로 이어진 회사", countries: "영화로 이어진 국가" } },
  );
  const OWN = ["v", "o"]; // of the address: the camera and the open islands are another view's
  const page = document.documentElement;
  let isLeaving = false;

  state.declare("viewOf", "", { address: "g", codec: { write: (name) => name, read: () => view.now } });

  /** Return the fragment with which another view goes on where this one is. */
  function carried(name) {
    const told = new URLSearchParams(address.text());
    for (const key of OWN) told.delete(key);
    if (told.get("s")?.startsWith("e:")) told.delete("s"); // a relation is told by its row
    if (name) told.set("g", name);
    else told.delete("g");
    return told.toString();
  }

  /** Make the page anew for a fragment; as an entry of the browser's own history, unless it is one already. */
  async function begin(fragment, { isEntry = true } = {}) {
    if (isLeaving) return;
    isLeaving = true;
    const [block, told] = await Promise.all(["graph", "details"].map(kgraph.unpack));
    Object.assign(space, { block, told });
    const steps = space.history.told();
    const focused = document.activeElement?.id;
    delete page.dataset.ready;
    try {
      if (isEntry) history.pushState(null, "", `#${fragment}`);
    } catch {
      // The frame of a notebook has no address of its own.
    }
    space.again(fragment); // from here on the modules of the space are others
    const { camera, ground, labels, main } = space;
    space.history.take(steps);
    camera.go(camera.everything());
    space.address.restore(["view"]);
    await ground.drawFar();
    labels.choose();
    await main.start();
    page.dataset.ready = "true";
    (document.getElementById(focused) ?? document.getElementById("menu-views")).focus();
    document.getElementById("spoken").textContent = space.words.viewOf[space.view.now];
  }

  function go(name) {
    if (name === view.now) return;
    space.history.push(address.text());
    begin(carried(name));
  }

  /** The browser has gone back or forth, or the reader has written another address. */
  function follow() {
    const fragment = location.hash.slice(1);
    if (view.asked(fragment) !== view.now) begin(fragment, { isEntry: false });
  }

  function start() {
    state.set({ viewOf: view.now }, { isStep: false });
    addEventListener("hashchange", follow, { signal: kgraph.life() });
  }

  const free = view.names.filter(view.isFree);
  if (free.length) {
    actions.menu("views", { icon: "◫", words: words.views });
    for (const name of ["", ...free]) {
      actions.add({ id: `view-${name || "all"}`, words: words.viewOf[name], group: "views", isOn: () => view.now === name, run: () => go(name) });
    }
  }

  return { start, begin };
});
