"""IMDb's films, people and credits straight from DuckDB to CSV: a hundred million rows pass by Python.

A table of `Joined` has a row for each node and each edge already, and one claim says all of it. So
what `kgraph.resolve` would make of it is the row, the claim, and what derives from a single claim.
"""

# ruff: noqa: S608 - the SQL is made of constants and of quoted text

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kgraph.claims import Claim, Source
from kgraph.errors import BadSource
from kgraph.read.options import Options
from kgraph.read.report import Report
from kgraph.read.sources.imdb.database import Database, quoted
from kgraph.read.sources.imdb.files import OTHER, tables
from kgraph.read.sources.imdb.source import source
from kgraph.read.sources.imdb.tables import Joined
from kgraph.read.sources.reader import Whole

Columns = Mapping[str, tuple[str, str]]
"""Name -> what it is in SQL, and its type."""

_FILM: Columns = {
    "id": ("'imdb:' || id", "string"),
    "name": ("coalesce(name, 'imdb:' || id)", "string"),
    "names": ("names", "string[]"),
    "kind": ("kind", "string"),
    "year": ("year", "long"),
    "end_year": ("end_year", "long"),
    "minutes": ("minutes", "long"),
    "genres": ("genres", "string[]"),
    "score": ("score", "double"),
    "votes": ("votes", "long"),
    "imdb": ("id", "string"),
}
_PERSON: Columns = {
    "id": ("'imdb:' || id", "string"),
    "name": ("coalesce(name, 'imdb:' || id)", "string"),
    "born": ("born", "long"),
    "died": ("died", "long"),
    "occupation": ("occupation", "string[]"),
    "imdb": ("id", "string"),
}
_CREDIT: Columns = {"role": ("role", "string[]"), "billing": ("billing", "long")}
_WORKED_ON: Columns = {"role": ("role", "string")}
_PART: Columns = {"season": ("season", "long"), "episode": ("episode", "long")}
_TEXT = ("string", "string[]")
_HERE = "@"
_TEXTS = {"film": ("name", "names", "genres"), "person": ("name", "occupation"), "credit": ("role",)}
"""The columns whose length and whose signs nobody knows."""
_OTHERS = 2000  # bytes of all others in a row, and more


@contextmanager
def bulk(paths: Sequence[Path], name: str, options: Options) -> Iterator[Tables]:
    """Give the tables of IMDb's files, while they are there; BadSource as when they are loaded."""
    files, others = tables(paths)
    report = Report(skip_bad=options.skip_bad)
    with TemporaryDirectory(prefix="kgraph-") as room, Database(Path(room)) as db:
        joined = Joined(db, files, options)
        for bad in joined.bad:
            report.bad(BadSource(str(bad.path), bad.what, row=bad.line or None))
        for one in others:
            report.skip(BadSource(str(one), OTHER), OTHER)
        for why, count in joined.skipped.items():
            report.pass_by(why, count)
        for why, count in joined.left_out.items():
            report.leave_out(why, count)
        told = Tables(db, name, report)
        report.keep(sum(table.count for table in told.tables if table.what == "nodes"))
        if not report.kept:
            raise BadSource(str(paths[0].parent), f"there is no title and no person in it: {report}.")
        yield told


class Tables:
    """See `kgraph.read.sources.reader.Wholes`."""

    def __init__(self, db: Database, name: str, report: Report) -> None:
        self._db = db
        self.report = report
        self.source: Source = source(name)
        self._from: dict[str, str] = {}
        self._columns: dict[str, Columns] = {}
        self._evidence = _evidence(name)
        self.tables: list[Whole] = []
        self._node("Film", "film", _FILM)
        self._node("Person", "person", _PERSON)
        for (relation,) in db.rows("SELECT DISTINCT relation FROM credit ORDER BY relation"):
            columns = _WORKED_ON if relation == "WORKED_ON" else _CREDIT
            where = f"credit WHERE relation = {quoted(relation)}"
            self._edge(relation, where, ("person", "film"), columns)
        self._edge("PART_OF", "part", ("film", "series"), _PART)
        self.multiline, self.longest = self._texts()

    def write(self, table: Whole, path: Path) -> None:
        """Write a table as gzipped CSV."""
        group, columns = table.group, self._columns[table.group]
        told = [f'{sql} AS "{name}"' for name, (sql, _) in columns.items()]
        text = [f'"{name}"' for name, (_, kind) in columns.items() if kind in _TEXT]
        self._db.copy_zipped(f"SELECT {', '.join(told)} FROM {self._from[group]}", text, path)

    def _node(self, label: str, table: str, columns: Columns) -> None:
        lead = {":ID": ("'imdb:' || id", "string"), ":LABEL": (quoted(label), "string")}
        self._add(table, Whole("nodes", label, {}, 0), lead, columns)

    def _edge(self, kind: str, table: str, ends: tuple[str, str], columns: Columns) -> None:
        start, end = (f"'imdb:' || {column}" for column in ends)
        lead = {":START_ID": (start, "string"), ":END_ID": (end, "string"), ":TYPE": (quoted(kind), "string")}
        self._add(table, Whole("relationships", kind, {}, 0), lead, columns)

    def _add(self, table: str, kind: Whole, lead: Columns, columns: Columns) -> None:
        """Add a table, without the columns in which no row has anything."""
        counts = ", ".join(["count(*)", *(f"count({sql})" for sql, _ in columns.values())])
        ((count, *filled),) = self._db.rows(f"SELECT {counts} FROM {table}")
        if not count:
            return
        told = {name: column for (name, column), some in zip(columns.items(), filled, strict=True) if some}
        place = "id" if kind.what == "nodes" else "film"
        told |= {name: (sql.replace(_HERE, place), type_) for name, (sql, type_) in self._evidence.items()}
        self._from[kind.group], self._columns[kind.group] = table, {**lead, **told}
        types = {name: type_ for name, (_, type_) in told.items()}
        self.tables.append(replace(kind, columns=types, count=count))

    def _texts(self) -> tuple[bool, int]:
        """Return whether a text holds a line end, and how long a row may be at most, in bytes."""
        multiline, longest = False, 0
        for table, texts in _TEXTS.items():
            every = " || ".join(f"coalesce({text}, '')" for text in texts)
            ends = f"bool_or(contains({every}, chr(10)) OR contains({every}, chr(13)))"
            ((found, most),) = self._db.rows(f"SELECT {ends}, max(strlen({every})) FROM {table}")
            multiline, longest = multiline or bool(found), max(longest, 2 * (most or 0) + _OTHERS)
        return multiline, longest


def _evidence(name: str) -> dict[str, tuple[str, str]]:
    """Return what a claim and what derives from it are in SQL; `_HERE` stands for its place."""
    told = Claim(name, _HERE)
    before, after = told.to_json().split(f'"{_HERE}"', 1)
    claim = f"{quoted(before)} || '\"' || {_HERE} || '\"' || {quoted(after)}"
    return {
        "claims": (claim, "string[]"),
        "sources": (quoted(name), "string[]"),
        "certainty": (quoted(told.certainty.value), "string"),
        "contradicted": ("false", "boolean"),
    }
