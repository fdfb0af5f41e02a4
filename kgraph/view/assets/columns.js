"use strict";

/** Reading and making tables as the page holds them, column by column: see table.py. */
kgraph.module("columns", () => {
  /** Return the values of a column, whatever its form. */
  function values(told) {
    if (Array.isArray(told)) return told;
    if (told.words) return told.at.map((at) => told.words[at]);
    let sum = 0;
    return told.steps.map((step) => (sum += step));
  }

  const absent = { rows: [], told: [] };
  const columnOf = (table, name) => (Object.hasOwn(table.columns, name) ? table.columns[name] : absent);

  /** Return a table's column as an array with a value, or undefined, per row. */
  function column(table, name) {
    const told = columnOf(table, name);
    if (!told.rows) return values(told);
    const found = new Array(table.count);
    for (const [row, value] of sparse(table, name)) found[row] = value;
    return found;
  }

  /** Return the rows that have a value in a column, and their values. */
  function sparse(table, name) {
    const told = columnOf(table, name);
    if (!told.rows) return new Map(values(told).entries());
    const found = values(told.told);
    let row = 0;
    return new Map(told.rows.map((step, at) => [(row += step), found[at]]));
  }

  /** Return a table of some rows of another, in their order. */
  function pick(table, rows) {
    const columns = {};
    for (const name of Object.keys(table.columns)) {
      const found = sparse(table, name);
      const present = [...rows.keys()].filter((at) => found.has(rows[at]));
      columns[name] = { rows: present.map((at, place) => at - (place ? present[place - 1] : 0)), told: present.map((at) => found.get(rows[at])) };
    }
    return { count: rows.length, columns };
  }

  return { values, column, sparse, pick };
});
