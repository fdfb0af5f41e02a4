"use strict";

/** How content is told: sentences, properties, and who says so. Text nodes only. */
kgraph.module("evidence", ({ data, words, details, dom }) => {
  const { element, linked, link, written } = dom;

  const plainType = (type) => type.toLowerCase().replaceAll("_", " ");

  const sayingOf = (type) =>
    details.relations.get(type)?.says ?? `{start} ${plainType(type) || words.related} {end}`;

  /** Return the two ends and the words between, as in "A directed B". */
  function sentence(edge) {
    const { from, to } = data.edges;
    const says = sayingOf(data.relation(edge));
    const names = { start: data.nodes.label[from[edge]], end: data.nodes.label[to[edge]] };
    return says.replaceAll(/\{(start|end)\}/g, (_, which) => names[which]);
  }

  /** Return what the relation is called when read from one of its nodes: "directed …", "… directed". */
  function heading(type, outwards) {
    const isSymmetric = details.relations.get(type)?.symmetric;
    const [own, other] = outwards || isSymmetric ? ["{start}", "{end}"] : ["{end}", "{start}"];
    return sayingOf(type).replace(own, "").replace(other, isSymmetric ? "" : "…").trim();
  }

  /** Return a value as nodes: addresses become links, ids of entities the entity's name. */
  function value(name, told, visit) {
    const node = details.references.has(name) ? details.withId(told) : undefined;
    if (node !== undefined) {
      if (!visit) return [data.nodes.label[node]];
      return [element("button", { class: "go", dir: "auto", onclick: () => visit(node) }, data.nodes.label[node])];
    }
    return linked(written(told));
  }

  function badge(certainty) {
    if (!certainty || certainty === "stated") return "";
    return element("span", { class: `badge ${certainty}` }, words[certainty] ?? certainty);
  }

  function warning(content) {
    return content.contradicted ? element("p", { class: "warning" }, words.contradicted) : "";
  }

  /** Return one claim: source and place, certainty where the reader does not know it yet, quote, note. */
  function claim(told, { short = false, known = "" } = {}) {
    const source = details.sources.get(told.source);
    const title = source?.title || told.source;
    const name = source?.url && !short ? link(source.url, title) : title;
    const about = told.property ? element("span", { class: "about" }, `${told.property} = ${written(told.value)}`) : "";
    const mark = told.certainty === known ? "" : badge(told.certainty);
    return element(
      "li",
      { class: "claim" },
      element("cite", { dir: "auto" }, name),
      told.place ? `, ${told.place}` : "",
      mark && " ",
      mark,
      about && " ",
      about,
      told.quote ? element("q", { dir: "auto" }, told.quote) : "",
      told.note ? element("p", { class: "note", dir: "auto" }, ...linked(told.note)) : "",
    );
  }

  function claims(list, options) {
    return list?.length ? element("ul", { class: "claims" }, list.map((told) => claim(told, options))) : "";
  }

  /** Return the properties worth a line of their own: not those that the heading says. */
  function properties(content, { without = [] } = {}) {
    return Object.entries(content.properties ?? {}).filter(([name]) => !without.includes(name));
  }

  return { sentence, heading, value, badge, warning, claim, claims, properties };
});
