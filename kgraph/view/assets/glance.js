"use strict";

/** What a node is called and what it is, from the first picture on: until the rest of the page is there to tell more. */
kgraph.module("glance", ({ data, visible, camera, sea, grid, words }) => {
  const { nodes, graph } = data;
  const box = document.getElementById("tooltip");
  const SLACK = 3; // pixels beside a node that still are the node
  const LONGEST = 120;
  const isReady = () => document.documentElement.dataset.ready === "true";

  function nodeAt({ clientX, clientY }) {
    const { scale } = camera.view();
    const isOpen = sea.openAt(scale);
    const passes = (node) => visible.node(node) && isOpen(nodes.home[node]);
    return grid.at(camera.toPlace({ x: clientX, y: clientY }), SLACK / scale, passes);
  }

  function tell(node) {
    const name = document.createElement("strong");
    const kind = document.createElement("p");
    name.dir = "auto";
    name.textContent = [...nodes.label[node]].slice(0, LONGEST).join("");
    kind.className = "kind";
    kind.textContent = `${graph.types[nodes.type[node]].name || words.unlabelled} · ${words.linkedTo(data.degree(node))}`;
    box.replaceChildren(name, kind);
  }

  function look(event) {
    if (isReady()) return;
    const node = event.target.closest?.("#picture") ? nodeAt(event) : -1;
    box.hidden = node < 0;
    if (node < 0) return;
    tell(node);
    box.style.left = `${Math.min(event.clientX + 16, innerWidth - box.offsetWidth - 8)}px`;
    box.style.top = `${Math.min(event.clientY + 14, innerHeight - box.offsetHeight - 8)}px`;
  }

  document.addEventListener("pointermove", look, { signal: kgraph.life() });

  return { nodeAt };
});
