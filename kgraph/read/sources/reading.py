"""What a reader of a source is given: the files, row by row, and where to say what became of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from kgraph.claims import Claim, Source, Statement
from kgraph.errors import BadSource
from kgraph.progress import Progress
from kgraph.read.options import Options
from kgraph.read.parts import Files, Part
from kgraph.read.report import Report
from kgraph.read.shelf import Shelf
from kgraph.read.sources import rows as parsing

_AT_HAND = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file. `line` is its number, `record` its place among the records of one document.

    Both are counted from 1, and 0 where there is none of the kind.
    """

    value: Any
    part: Part
    line: int = 0
    record: int = 0

    @property
    def place(self) -> str:
        """Where it stands, as a claim says it: `2021.jsonl, line 7`, or `line 7` where there is one file."""
        told = [] if self.part.alone else [self.part.name]
        if self.line:
            told.append(f"line {self.line}")
        elif self.record:
            told.append(f"record {self.record}")
        return ", ".join(told)

    def bad(self, what: str, hint: str = "") -> BadSource:
        """Return the error that the row is wrong."""
        if self.record:
            return BadSource(f"{self.part.shown}, record {self.record}", what, hint)
        return BadSource(self.part.shown, what, hint, row=self.line or None)

    def text(self, told: Mapping[str, Any], key: str) -> str:
        """Return a text of an object, stripped; "" where there is none, BadSource where it is no text."""
        value = told.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise self.bad(f"{key!r} must be a text.")

    def objects(self, told: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        """Return a list of objects; empty where it is null or missing, BadSource where it is no such list."""
        value = told.get(key)
        if value is None or value == "":
            return []
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return value
        raise self.bad(f"{key!r} must be a list of objects.")


class Once:
    """Remembers, in flat memory, what was there already; takes back what a bad row had brought."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._new: list[str] = []
        self._shelf: Shelf | None = None

    def __call__(self, key: str) -> bool:
        """Tell whether a key is new, and remember it."""
        if key in self._known or (self._shelf is not None and self._shelf.get(key)):
            return False
        self._known.add(key)
        self._new.append(key)
        return True

    def keep(self) -> None:
        """Keep what the row brought."""
        self._new.clear()
        if len(self._known) >= _AT_HAND:
            self._shelf = self._shelf or Shelf()
            self._shelf.put((key, "", "") for key in self._known)
            self._known.clear()

    def undo(self) -> None:
        """Forget what the row brought."""
        self._known.difference_update(self._new)
        self._new.clear()

    def close(self) -> None:
        """Let go of the file."""
        if self._shelf is not None:
            self._shelf.close()


class Reading:
    """The files of one source while they are read.

    `name` is what the source is called in the store, `options` how it is to be read. The reader adds
    to `sources` whom its claims cite, and to `notes` sentences for the user.
    """

    def __init__(self, files: Files, options: Options, report: Report) -> None:
        self.files, self.options, self.report = files, options, report
        self.name = files.called.name
        self.sources: list[Source] = []
        self.notes: list[str] = []
        self.once = Once()

    def chosen(self, name: str) -> str | None:
        """Return the value of one of the reader's options, "" for a flag; None where it is not given."""
        return self.options.choices.get(name)

    def beforehand(self) -> Reading:
        """Return the same files for a first look: nothing is reported, and what is bad is passed over."""
        return Reading(self.files, self.options, Report(skip_bad=True))

    # ------------------------------------------------------------ files

    def parts(self, *, told: bool = True) -> Iterator[Part]:
        """Yield the files, each of which is to be read before the next is asked for.

        The report says what became of the rows of each, unless the reader does so (`told`).
        """
        with Progress(f"Reading {self.files.called.shown}", self.files.size, "bytes") as bar:
            for part in self.files.parts(bar.advance):
                yield part
                if told:
                    self.report.file_read(part.shown)

    def own(self, recognises: Callable[[Part, Options], bool], otherwise: str) -> Iterator[Part]:
        """Yield the files that are the source's; any other is passed over, and `otherwise` says why."""
        for part in self.parts():
            if recognises(part, self.options):
                yield part
            else:
                self.pass_over(part, otherwise)

    def pass_over(self, part: Part, why: str) -> None:
        """Say that a file is none of the source's, and is not read."""
        self.report.skip(BadSource(part.shown, why), why)

    # ------------------------------------------------------------ rows

    def json_rows(self, part: Part) -> Iterator[Row]:
        """Yield the rows of JSON lines, of a JSON array, or the one object that a file is."""
        for value, line, record in parsing.json_rows(part, self.report):
            yield Row(value, part, line, record)

    def lines(self, part: Part) -> Iterator[tuple[int, str]]:
        """Yield the lines of UTF-8 text without their ends, and their numbers."""
        return parsing.text_lines(part, self.report)

    def table(self, part: Part, delimiter: str = "\t", *, quoted: bool = False) -> Iterator[Row]:
        """Yield the rows of a table as objects, column -> cell; the first line names the columns.

        Quotes are signs like any other, as IMDb has them, unless the table is `quoted` as CSV is.
        """
        numbered = self.lines(part)
        _, header = next(numbered, (0, ""))
        columns = _cells(header, delimiter, quoted=quoted)
        for number, line in numbered:
            if not line.strip():
                continue
            cells = _cells(line, delimiter, quoted=quoted)
            row = Row(dict(zip(columns, cells, strict=False)), part, number)
            if len(cells) == len(columns):
                yield row
            else:
                self.report.bad(
                    row.bad(f"the row has {len(cells)} cells, and there are {len(columns)} columns.")
                )

    def kept(self, rows: Iterable[Row], make: Callable[[Row], Iterable[Statement]]) -> Iterator[Statement]:
        """Yield what `make` says of each row, all of it or nothing where it raises BadSource."""
        for row in rows:
            try:
                told = list(make(row))
            except BadSource as error:
                self.once.undo()
                self.report.bad(error)
            else:
                self.once.keep()
                self.report.keep()
                yield from told

    # ------------------------------------------------------------ statements

    def entity(self, node_id: str, kind: str, claim: Claim, /, **values: Any) -> Iterator[Statement]:
        """Yield the declaration of an entity, unless the same was said before.

        So a person in a hundred films is told once. Values that are None, "" or empty are left out.
        """
        told = {name: value for name, value in values.items() if value not in (None, "", [])}
        if self.once(f"{node_id}\t{told}"):
            yield Statement(node_id, "", kind, claim, told)

    def statements(self, read: Callable[[Reading], Iterator[Statement]]) -> Iterator[Statement]:
        """Yield what a reader says of these files; BadSource where it is nothing at all."""
        with closing(self.once):
            yield from read(self)
        if not self.report.kept:
            told = f"none of its {self.report.read} rows could be kept" if self.report.read else "it is empty"
            why = f": {self.report}" if self.report.read else ""
            raise BadSource(self.files.called.shown, f"{told}{why}.")
        self.report.whole(self.name)


def _cells(line: str, delimiter: str, *, quoted: bool) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter)) if quoted else line.split(delimiter)
