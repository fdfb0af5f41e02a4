"use strict";

/** The buttons of the picture, made of the actions: those with an icon, and menus for the others. */
kgraph.module("toolbar", ({ actions, state, dom }) => {
  const { element } = dom;
  const bar = document.getElementById("tools");
  let openMenu = "";

  const hint = ({ words, keys }) => (keys ? `${words} (${keys[0]})` : words);

  function button(action, content) {
    return element(
      "button",
      {
        id: `do-${action.id}`,
        title: hint(action),
        "aria-label": action.words,
        "aria-keyshortcuts": action.keys?.[0],
        "aria-pressed": action.isOn ? String(action.isOn()) : undefined,
        disabled: !actions.isFree(action),
        onclick() {
          openMenu = "";
          actions.run(action.id);
          render();
        },
      },
      content,
    );
  }

  function menu(group, { icon, words }, members) {
    const isOpen = openMenu === group;
    const toggle = () => {
      openMenu = isOpen ? "" : group;
      render();
    };
    const list = element("div", { class: "menu", role: "group", "aria-label": words, hidden: !isOpen }, members.map((action) => button(action, action.words)));
    return element(
      "div",
      { class: "unfolds" },
      element("button", { id: `menu-${group}`, title: words, "aria-label": words, "aria-expanded": String(isOpen), onclick: toggle }, icon),
      list,
    );
  }

  function render() {
    const focused = document.activeElement?.id;
    const grouped = new Map();
    for (const action of actions.all()) {
      if (!action.group) continue;
      if (!grouped.has(action.group)) grouped.set(action.group, []);
      grouped.get(action.group).push(action);
    }
    const parts = [];
    for (const [group, members] of grouped) {
      const told = actions.menus().get(group);
      parts.push(...members.filter(({ icon }) => icon).map((action) => button(action, action.icon)));
      const rest = members.filter(({ icon }) => !icon);
      if (told && rest.length) parts.push(menu(group, told, rest));
    }
    bar.replaceChildren(...parts);
    if (focused) document.getElementById(focused)?.focus();
  }

  function start() {
    render();
    actions.on(render);
    state.on(["drawer"], render);
    document.addEventListener("pointerdown", ({ target }) => {
      if (!openMenu || target.closest?.(".unfolds")) return;
      openMenu = "";
      render();
    });
  }

  return { start, render };
});
