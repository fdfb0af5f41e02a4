"use strict";

/**
 * The reader's own notes on nodes, by id: kept by the browser under the page's title, where it keeps anything for
 * such a page, else as long as the page is open. They never are in the page's file; they can be saved to one.
 */
kgraph.module("notes", ({ words, actions, details, panel, files, data, dom }) => {
  words.add(
    { note: "Your note", noteLost: "This browser keeps notes only until the page is closed.", saveNotes: "Your notes (JSON)" },
    { note: "내 메모", noteLost: "이 브라우저는 페이지를 닫으면 메모를 지웁니다.", saveNotes: "내 메모 (JSON)" },
  );
  const KEY = `kgraph notes: ${document.title}`;
  const { element } = dom;
  let isKept = true;
  const notes = new Map(Object.entries(read()));

  /** Return what the browser has kept, as far as it is notes. */
  function read() {
    try {
      const told = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      return Object.fromEntries(Object.entries(told).filter(([, text]) => typeof text === "string"));
    } catch {
      isKept = false;
      return {};
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(notes)));
      isKept = true;
    } catch {
      isKept = false; // a frame without an origin, or a full store
    }
  }

  function write(id, text) {
    if (text.trim()) notes.set(id, text);
    else notes.delete(id);
    keep();
    actions.changed();
  }

  function section({ kind, at }) {
    if (kind !== "node") return "";
    const id = details.idOf(at);
    const lost = element("p", { class: "kind", hidden: isKept }, words.noteLost);
    const area = element("textarea", { id: "note", rows: "3", dir: "auto", "aria-label": `${words.note}: ${data.nodes.label[at]}` });
    area.value = notes.get(id) ?? "";
    area.addEventListener("input", () => {
      write(id, area.value);
      lost.hidden = isKept;
    });
    return element("section", {}, element("h3", {}, words.note), area, lost);
  }

  /** Return the notes with the names of their nodes, in the order of the ids. */
  function told() {
    const rows = [...notes].sort(([one], [other]) => (one < other ? -1 : 1));
    return rows.map(([id, note]) => ({ id, name: data.nodes.label[details.withId(id)], note }));
  }

  const save = () => files.save("notes.json", "application/json", `${JSON.stringify({ title: document.title, notes: told() }, null, 1)}\n`);
  actions.add({ id: "notes", words: words.saveNotes, group: "export", isFree: () => notes.size > 0, run: save });
  panel.add(section);

  return { told };
});
