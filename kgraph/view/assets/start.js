"use strict";

/**
 * The page's own space, and how its modules come about: each file tells a name and a function that
 * makes the module out of those before it. `kgraph.run()` makes all that were told and not yet made.
 */
const kgraph = (() => {
  const told = [];
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
      for (const [name, make] of told.splice(0)) space[name] = make(space);
    },
    unpack,

    /** Let the browser draw and answer. */
    pause: () => new Promise((go) => setTimeout(go)),

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
