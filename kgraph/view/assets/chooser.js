"use strict";

/** A field in which a node is chosen by any of its names. */
kgraph.module("chooser", ({ data, search, dom, theme, words }) => {
  const { element, sign, shorten } = dom;
  const MOST = 6;
  let number = 0;

  /** Return the field; `onpick` is told the node that is chosen, null where the text is taken away. */
  function field({ label, onpick }) {
    const id = `choices-${(number += 1)}`;
    let [matches, active] = [[], -1];
    const list = element("ul", { id, role: "listbox", class: "choices", "aria-label": label, hidden: true });
    const input = element("input", {
      type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: label, "aria-label": label,
      "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", dir: "auto",
      oninput() {
        matches = search.find(input.value).slice(0, MOST);
        active = matches.length ? 0 : -1;
        if (!input.value) onpick(null);
        render(Boolean(search.fold(input.value)));
      },
      onkeydown,
      onblur: () => render(false),
    });

    function onkeydown(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && matches.length) {
        active = (active + step + matches.length) % matches.length;
        render(true);
      } else if (event.key === "Enter" && !list.hidden) pick(active);
      else if (event.key === "Escape" && !list.hidden) render(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    function pick(at) {
      if (!matches[at]) return;
      const { node } = matches[at];
      matches = [];
      render(false);
      onpick(node);
    }

    function option({ node, text }, at) {
      const { label: names, type } = data.nodes;
      const choose = (event) => {
        event.preventDefault();
        pick(at);
      };
      return element(
        "li",
        { role: "option", id: `${id}-${at}`, "aria-selected": String(at === active), onpointerdown: choose },
        sign(data.graph.types[type[node]].shape, theme.ofNode(node)),
        element("span", { class: "name", dir: "auto" }, shorten(names[node], 60)),
        text === names[node] ? "" : element("span", { class: "also", dir: "auto" }, shorten(text, 40)),
      );
    }

    function render(isOpen) {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      if (isOpen && active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
      else input.removeAttribute("aria-activedescendant");
      list.replaceChildren(...(matches.length ? matches.map(option) : [element("li", { class: "rest" }, words.noMatch)]));
    }

    return {
      parts: [input, list],
      focus: () => input.focus(),
      /** Show a node's name, or nothing, without telling of it. */
      put: (node) => (input.value = node === null ? "" : data.nodes.label[node]),
    };
  }

  return { field };
});
