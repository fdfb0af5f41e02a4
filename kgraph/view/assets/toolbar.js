"use strict";

/** The buttons of the picture, made of the actions: those with an icon, and menus for the others. */
kgraph.module("toolbar", ({ actions, state, dom, words }) => {
  const { element } = dom;
  const bar = document.getElementById("tools");
  let openMenu = "";
  let last = ""; // the button that was last in focus

  const hint = ({ words: name, keys }) => (keys ? `${name} (${keys[0]})` : name);

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

  function menu(group, { icon, words: name }, members) {
    const isOpen = openMenu === group;
    const toggle = () => {
      openMenu = isOpen ? "" : group;
      render();
    };
    const list = element("div", { class: "menu", role: "group", "aria-label": name, hidden: !isOpen }, members.map((action) => button(action, action.words)));
    return element(
      "div",
      { class: "unfolds" },
      element("button", { id: `menu-${group}`, title: name, "aria-label": name, "aria-expanded": String(isOpen), onclick: toggle }, icon),
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
    const isWithin = bar.contains(document.activeElement);
    bar.replaceChildren(...parts);
    const again = focused ? document.getElementById(focused) : null;
    again?.focus();
    const free = buttons();
    rove(free.includes(again) ? again : (free.find(({ id }) => id === last) ?? free[0]));
    if (isWithin && !bar.contains(document.activeElement)) bar.querySelector('[tabindex="0"]')?.focus();
  }

  const buttons = () => [...bar.querySelectorAll("button:enabled")].filter((one) => !one.closest("[hidden]"));

  /** Of a toolbar one button is reached by the Tab key: the others from it, by arrows. */
  function rove(to) {
    for (const one of bar.querySelectorAll("button")) one.tabIndex = one === to ? 0 : -1;
    last = to?.id ?? "";
  }

  function press(event) {
    const free = buttons();
    const at = free.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape" && openMenu) {
      const id = `menu-${openMenu}`;
      openMenu = "";
      render();
      document.getElementById(id).focus();
    } else if (to !== undefined && at >= 0) {
      free.at(to % free.length).focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function start() {
    render();
    actions.on(render);
    state.on(["drawer"], render);
    bar.setAttribute("aria-label", words.tools);
    bar.setAttribute("aria-orientation", "vertical");
    bar.addEventListener("keydown", press);
    bar.addEventListener("focusin", ({ target }) => rove(target));
    document.addEventListener("pointerdown", shut, { signal: kgraph.life() });
  }

  function shut({ target }) {
    if (!openMenu || target.closest?.(".unfolds")) return;
    openMenu = "";
    render();
  }

  return { start, render };
});
