"""CSV tables as spreadsheets write them, each row knowing where it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from kgraph.errors import BadSource
from kgraph.read.intake import decode, unzip


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the cells that are not empty, by column."""

    path: str
    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return a cell, "" where it is empty or its column missing."""
        return self.cells.get(column, "")

    def without(self, *columns: str) -> dict[str, str]:
        """Return the cells of the other columns."""
        return {column: cell for column, cell in self.cells.items() if column not in columns}

    def need(self, column: str) -> str:
        """Return a cell that must not be empty."""
        if column not in self.cells:
            raise self.bad(f"the cell {column!r} is empty.")
        return self.cells[column]

    def bad(self, what: str, hint: str = "") -> BadSource:
        """Return the error that this row is wrong."""
        return BadSource(self.path, what, hint, row=self.line)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in their order, and its rows."""

    path: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)

    def expect(self, needed: Collection[str], also: Collection[str]) -> None:
        """Raise BadSource where a column is missing, or is none of those that can be."""
        for column in needed:
            if column not in self.columns:
                hint = "The first row names the columns."
                raise BadSource(self.path, f"the column {column!r} is missing.", hint)
        allowed = {*needed, *also}
        for column in self.columns:
            if column not in allowed:
                near = get_close_matches(column, sorted(allowed), n=1)
                hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(sorted(allowed))}."
                raise BadSource(self.path, f"there is no column {column!r} here.", hint, row=1)


def read_table(path: str, data: bytes) -> Table:
    """Return a table of UTF-8 text, parted by commas, or by semicolons or tabs where its first row is."""
    text = decode(unzip(data, path), path)
    header = text.partition("\n")[0]
    delimiter = next((sign for sign in ",;\t" if sign in header), ",")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _table(path, lines)
    except csv.Error as error:
        what, hint = f"this is not CSV: {error}.", "Look for a quote without its partner."
        raise BadSource(path, what, hint, row=lines.line_num) from None


def _table(path: str, lines: Iterator[list[str]]) -> Table:
    columns = [cell.strip() for cell in next(lines, [])]
    if not any(columns):
        raise BadSource(path, "the table is empty.", "Its first row must name the columns.")
    named = [column for column in columns if column]
    if len(set(named)) < len(named):
        twice = next(column for column in named if named.count(column) > 1)
        raise BadSource(path, f"the column {twice!r} stands twice.", row=1)
    table = Table(path, named)
    for cells in lines:
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            table.rows.append(_row(path, lines.line_num, columns, stripped))  # type: ignore[attr-defined]
    return table


def _row(path: str, line: int, columns: list[str], cells: list[str]) -> Row:
    missing, extra = columns[len(cells) :], cells[len(columns) :]
    if any(missing):
        what = f"the row ends before the column {missing[0]!r}: {len(cells)} cells, not {len(columns)}."
        raise BadSource(path, what, "Look for a missing comma or quote.", row=line)
    beside = [cell for cell, column in zip(cells, columns, strict=False) if cell and not column]
    if any(extra) or beside:
        hint = "Put quotes around a text with commas."
        raise BadSource(path, "the row has a cell without a column.", hint, row=line)
    told = zip(columns, cells, strict=False)
    return Row(path, line, {column: cell for column, cell in told if column and cell})
