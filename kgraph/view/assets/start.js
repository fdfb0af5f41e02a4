"use strict";

/**
 * The page's own space, and how its modules come about: each file tells a name and a function that
 * makes the module out of those before it. `kgraph.run()` makes all that were told and not yet made.
 */
// biome-ignore lint/correctness/noUnusedVariables: every other script uses it
const kgraph = (() => {
  const told = [];
  const furniture = [...document.body.children].filter(({ tagName }) => tagName !== "SCRIPT").map((one) => one.cloneNode(true));
  let made = 0;
  let life = new AbortController();
  let begun = null; // the fragment that the page was made anew with
  const SLICE = 12; // milliseconds that long work takes before it lets the browser draw and answer

  const bytesOf = (text) =>
    Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

  /** Return the value that a block of the page holds: JSON, gzipped, in base64. */
  function unpack(id) {
    const bytes = bytesOf(document.getElementById(id).textContent);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  const space = {
    module: (name, make) => told.push([name, make]),
    run() {
      while (made < told.length) {
        const [name, make] = told[made++];
        space[name] = make(space);
      }
    },
    unpack,

    /** What listens beyond the page's own elements does so until this signal: then the page is made anew. */
    life: () => life.signal,

    /** Return the fragment of the address that the page begins with. */
    fragment: () => begun ?? location.hash.slice(1),

    /** Make the page anew, from its elements to its modules, for another fragment: where no address can be loaded, too. */
    again(fragment) {
      life.abort();
      life = new AbortController();
      for (const one of [...document.body.children]) if (one.tagName !== "SCRIPT") one.remove();
      document.body.prepend(...furniture.map((one) => one.cloneNode(true)));
      begun = fragment;
      made = 0;
      space.run();
    },

    /** Let the browser draw and answer. Who waits while the page is made anew waits for ever. */
    pause() {
      const { signal } = life;
      return new Promise((go) => setTimeout(() => signal.aborted || go()));
    },

    /** Run a generator in slices of some milliseconds; `isStale` ends it early. Resolves to whether it came to its end. */
    async slowly(steps, isStale = () => false, slice = SLICE) {
      for (;;) {
        const end = performance.now() + slice;
        while (performance.now() < end) if (steps.next().done) return true;
        await space.pause();
        if (isStale()) return false;
      }
    },
  };
  return space;
})();
