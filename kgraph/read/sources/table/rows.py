"""The rows of a table: of text in any encoding, parted by any sign, or of a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from kgraph.errors import BadSource
from kgraph.read.parts import Part
from kgraph.read.report import Report
from kgraph.read.sources.reading import Row
from kgraph.read.sources.table import xlsx
from kgraph.read.sources.table.map import Layout, composed

_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SIGNS = ",;\t|"
_QUOTE = '"'
_NUMBER = re.compile(r" \(\d+\)$")
_SAVE = 'Save it as UTF-8, or name its encoding in the map: [table] encoding = "cp949".'

Record = tuple[int, list[Any]]


class Table:
    """A table: its columns, and its rows as objects, column -> cell, of which empty ones are left out.

    `columns` are those of the header, `Actor (1)` and `Actor (2)` where two are called Actor, or numbers
    from 1 where there is none.
    """

    def __init__(self, part: Part, layout: Layout, report: Report) -> None:
        self.part, self.layout, self.report = part, layout, report
        self._sheet = xlsx.is_xlsx(part.head)
        self._records = records(part, layout, report)
        self._first: list[Record] = []
        self.columns = self._header()

    def check(self, needed: list[str]) -> None:
        """Raise BadSource where a column that is needed is not there, or is there twice."""
        for column in needed:
            if column not in self.columns:
                several = [one for one in self.columns if unnumbered(one) == column]
                if len(several) > 1:
                    what = f"the column {column!r} stands there {len(several)} times."
                    raise self._wrong(what, f"Say in the map which one is meant: {several[0]!r}.")
                near = get_close_matches(column, self.columns, n=1)
                known = ", ".join(repr(one) for one in self.columns if one)
                hint = f"Did you mean {near[0]!r}?" if near else f"The columns are {known}."
                raise self._wrong(f"there is no column {column!r}, which the map names.", hint)

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty; one with too many or too few cells is a bad row."""
        width, down = len(self.columns), self.layout.fill_down
        above: dict[str, Any] = {}
        for number, cells in self._all():
            told = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
            if all(cell in (None, "") for cell in told):
                continue
            cells_of = zip(self.columns, told, strict=False)
            named = {name: cell for name, cell in cells_of if name and cell not in (None, "")}
            if down and down[0] not in named:
                named = above | named
            above = {name: named[name] for name in down if name in named}
            row = Row(named, self.part, number)
            short = len(told) < width and not self._sheet  # a sheet leaves out empty cells at the end
            if short or any(cell not in (None, "") for cell in told[width:]):
                what = f"the row has {len(told)} cells, and there are {width} columns."
                self.report.bad(row.bad(what, "Look for a quote or a delimiter too few or too many."))
            else:
                yield row

    def _all(self) -> Iterator[Record]:
        yield from self._first
        yield from self._records

    def _header(self) -> list[str]:
        for order, (number, cells) in enumerate(self._records, 1):
            if not self.layout.header:
                self._first = [(number, cells)]
                return [str(column) for column in range(1, len(cells) + 1)]
            if order == self.layout.header:
                return _numbered([composed("" if cell is None else str(cell)) for cell in cells])
        raise BadSource(self.part.shown, "the table is empty.", "The map says which row names the columns.")

    def _wrong(self, what: str, hint: str) -> BadSource:
        return BadSource(self.part.shown, what, hint, row=self.layout.header or None)


def unnumbered(column: str) -> str:
    """Return the name of a column without the number that tells it from others of its name."""
    return _NUMBER.sub("", column)


def _numbered(columns: list[str]) -> list[str]:
    """Return the names of columns, each once: the second of two called Actor is Actor (2)."""
    return [
        f"{name} ({columns[: place + 1].count(name)})" if name and columns.count(name) > 1 else name
        for place, name in enumerate(columns)
    ]


def records(part: Part, layout: Layout, report: Report) -> Iterator[Record]:
    """Yield the rows of a table as lists of cells, each with its line, or its row in the sheet."""
    if xlsx.is_xlsx(part.head):
        return xlsx.records(part, layout.sheet)
    return _of_text(part, layout, report)


def encoding_of(head: bytes) -> str:
    """Return the encoding that a byte order mark tells of, else UTF-8."""
    return next((name for mark, name in _WIDE.items() if head.startswith(mark)), "utf-8-sig")


def delimiter_of(line: str) -> str:
    """Return the sign that parts a line: the one that stands there most outside quotes."""
    bare = "".join(line.split(_QUOTE)[::2])
    return max(_SIGNS, key=bare.count)


def _of_text(part: Part, layout: Layout, report: Report) -> Iterator[Record]:
    encoding = layout.encoding or encoding_of(part.head)
    lines = _Lines(_wide_lines(part, encoding) if _is_wide(encoding) else _lines(part, encoding, report))
    delimiter = layout.delimiter or delimiter_of(lines.peek(max(layout.header, 1)))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begin = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what, hint = f"this is not CSV: {error}.", "Look for a quote without its partner."
            report.bad(BadSource(part.shown, what, hint, row=begin))
        else:
            yield begin, cells


class _Lines:
    """Lines, of which some can be looked at before; `number` is that of the last one given."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self._begun: list[tuple[int, str]] = []
        self.number = 0

    def peek(self, number: int) -> str:
        """Return a line that was not given yet; "" where there is none."""
        for one in self._lines:
            self._begun.append(one)
            if one[0] >= number:
                return one[1]
        return ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.number, line = self._begun.pop(0) if self._begun else next(self._lines)
        return line


def _lines(part: Part, encoding: str, report: Report) -> Iterator[tuple[int, str]]:
    """Yield lines with their ends; one that is not of the encoding is a bad row."""
    for number, data in enumerate(_whole(part), 1):
        try:
            yield number, data.decode(encoding if number == 1 else encoding.removesuffix("-sig"))
        except UnicodeDecodeError as error:
            name = encoding.removesuffix("-sig").upper()
            what = f"byte 0x{data[error.start]:02x} is not {name}."
            report.bad(BadSource(part.shown, what, _SAVE, row=number))


def _whole(part: Part) -> Iterator[bytes]:
    left = b""
    for block in part.blocks():
        lines = (left + block).splitlines(keepends=True) if b"\n" in block else [left + block]
        left = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        yield from lines
    if left:
        yield left


def _is_wide(encoding: str) -> bool:
    return codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))


def _wide_lines(part: Part, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of an encoding whose signs are of two or four bytes, of which a line end is one."""
    try:
        text = part.data().decode(encoding)
    except UnicodeDecodeError as error:
        raise BadSource(part.shown, f"the text is not {encoding.upper()}: {error.reason}.", _SAVE) from None
    yield from enumerate(io.StringIO(text.removeprefix("\ufeff"), newline=""), 1)
