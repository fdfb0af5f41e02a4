"use strict";

/** Whose the data are, and on what terms they may be passed on: what every file that leaves the page says. */
kgraph.module("terms", ({ details }) => {
  const FIELDS = ["id", "title", "publisher", "date", "url", "licence", "attribution"];
  const byId = (one, other) => (one.id < other.id ? -1 : 1);
  const sources = [...details.sources.values()].sort(byId);

  /** Return a source as one line: what it is, whose, on what terms. */
  function line({ id, title, publisher, date, attribution, licence }) {
    return [...new Set([title || id, publisher, date, attribution, licence])].filter(Boolean).join(", ");
  }

  /** Return the shortest that must stand beside a picture: what it is, and the terms. */
  const credit = ({ id, title, publisher, licence }) => [publisher || title || id, licence].filter(Boolean).join(", ");

  const filled = (source) => Object.fromEntries(FIELDS.filter((name) => source[name]).map((name) => [name, source[name]]));

  return {
    sources,
    line,
    /** The sources as objects, their empty fields left out. */
    told: sources.map(filled),
    text: sources.map(line).join("\n"),
    credits: [...new Set(sources.map(credit))],
    /** Return the terms of the sources with these ids; of all where none is named. */
    of: (ids) => (ids.length ? sources.filter(({ id }) => ids.includes(id)) : sources).map(line).join("; "),
  };
});
