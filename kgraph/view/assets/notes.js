"use strict";

/**
 * The reader's own notes on nodes, by id: kept by the browser under the page's title, where it keeps anything for
 * such a page, else as long as the page is open. They never are in the page's file; they can be saved to one, and
 * read from there again: chosen, or dropped on the page. Text is all that is taken from it.
 */
kgraph.module("notes", ({ words, actions, details, panel, files, said, data, dom }) => {
  words.add(
    {
      note: "Your note",
      noteLost: "This browser keeps notes only until the page is closed.",
      saveNotes: "Your notes (JSON)",
      readNotes: "Read notes from a file",
      notesRead: (count, away) => `${count.toLocaleString()} ${count === 1 ? "note" : "notes"} read${away ? `, ${away.toLocaleString()} of them on what is not in this picture` : ""}.`,
      notesBad: (name) => `${name}: no notes of kgraph in it. Choose a file that this page has saved as “Your notes (JSON)”.`,
    },
    {
      note: "내 메모",
      noteLost: "이 브라우저는 페이지를 닫으면 메모를 지웁니다.",
      saveNotes: "내 메모 (JSON)",
      readNotes: "파일에서 메모 읽기",
      notesRead: (count, away) => `메모 ${count.toLocaleString()}개를 읽었습니다${away ? ` (이 그림에 없는 것 ${away.toLocaleString()}개)` : ""}.`,
      notesBad: (name) => `${name}: kgraph의 메모가 없습니다. 이 페이지에서 “내 메모 (JSON)”로 저장한 파일을 고르세요.`,
    },
  );
  const KEY = `kgraph notes: ${document.title}`;
  const { element } = dom;
  const LARGEST = 20_000_000; // bytes of a file that is read at all
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
    const area = element("textarea", { id: "note", "data-of": id, rows: "3", dir: "auto", "aria-label": `${words.note}: ${data.nodes.label[at]}` });
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

  const isNote = (one) => typeof one?.id === "string" && typeof one.note === "string";

  /** Return the notes that the text of a file holds; null where it is no such file. */
  function parse(text) {
    try {
      const found = JSON.parse(text)?.notes;
      return Array.isArray(found) && found.every(isNote) ? found.filter(({ note }) => note.trim()) : null;
    } catch {
      return null;
    }
  }

  /** Take notes in: beside another one on the same node a new one is written beneath. */
  function merge(found) {
    for (const { id, note } of found) {
      const old = notes.get(id) ?? "";
      if (!old.includes(note.trim())) notes.set(id, old.trim() ? `${old}\n\n${note}` : note);
    }
    keep();
    const area = document.getElementById("note");
    if (area) area.value = notes.get(area.dataset.of) ?? "";
    actions.changed();
  }

  /** Read a file of notes, and say what became of it. */
  async function take(file) {
    const found = file.size > LARGEST ? null : parse(await file.text());
    if (found) merge(found);
    said.line(found ? words.notesRead(found.length, found.filter(({ id }) => details.withId(id) === undefined).length) : words.notesBad(file.name));
  }

  const chooser = element("input", { id: "read-notes", type: "file", accept: ".json,application/json", "aria-label": words.readNotes, hidden: true });

  function start() {
    document.getElementById("spoken").after(chooser);
    chooser.addEventListener("change", async () => {
      for (const file of [...chooser.files]) await take(file);
      chooser.value = ""; // so that the same file can be chosen again
    });
    const signal = kgraph.life();
    const isFile = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
    document.addEventListener("dragover", (event) => isFile(event) && event.preventDefault(), { signal });
    document.addEventListener(
      "drop",
      (event) => {
        if (!isFile(event)) return;
        event.preventDefault(); // else the browser would leave the page for the file
        for (const file of event.dataTransfer.files) take(file);
      },
      { signal },
    );
  }

  actions.add({ id: "notes", words: words.saveNotes, group: "export", isFree: () => notes.size > 0, run: save });
  actions.add({ id: "readNotes", words: words.readNotes, group: "export", run: () => chooser.click() });
  panel.add(section);

  return { start, told, take };
});
