"""Rows of nodes or of relationships, sorted into tables as they come, with flat memory.

Each label set, and each type, has a table of its own. A column is added when a row first needs
it: a row ends with the last property it has, and the importer takes what is missing for absent.
So the header is known, and written, last; it stands in a file of its own. Where a property has
two types, the rows of the second go to a second table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from kgraph.export.neo4j_import.cells import CELLS, MARKED, PLAIN, column_name, kind_of, quote
from kgraph.export.neo4j_import.files import Files
from kgraph.store.neo4j.ddl import quoted

_WAITING = 1 << 16  # bytes of rows of one table that are written together
_PLANS = 10_000
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_]+")
_LONGEST_SLUG = 60

Group = tuple[str, ...]
"""A label set, sorted, or one type."""
Shape = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of properties, and the kinds of their values."""


@dataclass(slots=True)
class Table:
    """A header and its data. `columns` are those after the lead: name -> place and type."""

    stem: str
    lead: tuple[str, ...]
    columns: dict[str, tuple[int, str]] = field(default_factory=dict)
    rows: list[bytes] = field(default_factory=list)
    waiting: int = 0
    count: int = 0

    @property
    def files(self) -> tuple[str, str]:
        """The names of the header's file and of the data's."""
        return f"{self.stem}-header.csv", f"{self.stem}.csv.gz"

    @property
    def header(self) -> str:
        """The header's line."""
        told = (quote(f"{column_name(name)}:{kind}") for name, (_, kind) in self.columns.items())
        return ",".join([*self.lead, *told]) + "\n"

    def takes(self, columns: Mapping[str, str]) -> bool:
        """Whether no column is here with another type."""
        return all(self.columns.get(name, (0, kind))[1] == kind for name, kind in columns.items())

    def place(self, name: str, kind: str) -> int:
        """Return where a column stands; one that is new is added."""
        return self.columns.setdefault(name, (len(self.lead) + len(self.columns), kind))[0]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How rows of one shape are written: where each of their values goes, and by what."""

    table: Table
    empty: tuple[str, ...]
    cells: tuple[tuple[int, Callable[[Any], str]], ...]

    def row(self, lead: Sequence[str], values: Sequence[Any]) -> bytes:
        """Return the line of a row."""
        line = [*lead, *self.empty]
        for (place, cell), value in zip(self.cells, values, strict=True):
            line[place] = cell(value)
        return (",".join(line) + "\n").encode()


class Tables:
    """The tables of the nodes, or of the relationships, of a graph.

    `marked` and `renamed` are the groups and properties for which a detour was taken.
    """

    def __init__(self, what: str, lead: tuple[str, ...], files: Files) -> None:
        self.tables: list[Table] = []
        self.marked: set[tuple[Group, str]] = set()
        self.renamed: set[tuple[Group, str]] = set()
        self.what = what
        self._lead = lead
        self._files = files
        self._groups: dict[Group, list[Table]] = {}
        self._stems: set[str] = set()
        self._plans: dict[tuple[Group, Shape], _Plan] = {}

    def __len__(self) -> int:
        return sum(table.count for table in self.tables)

    def add(self, group: Group, lead: Sequence[str], properties: Mapping[str, Any]) -> None:
        """Take a row; ValueError, in words, for a value that no property can have."""
        values = list(properties.values())
        kinds = tuple([PLAIN.get(type(value)) or kind_of(value) for value in values])
        if "" in kinds:
            self.add(group, lead, {name: value for name, value in properties.items() if value is not None})
            return
        key = group, (tuple(properties), kinds)
        plan = self._plans.get(key) or self._planned(*key)
        row = plan.row(lead, values)
        table = plan.table
        table.rows.append(row)
        table.count += 1
        table.waiting += len(row)
        if table.waiting >= _WAITING:
            self._put(table)

    def finish(self) -> None:
        """Write the rows that wait, and the headers."""
        for table in self.tables:
            self._put(table)
            self._files.write(table.files[0], table.header)

    def new(self, group: Group) -> Table:
        """Add a table to a group."""
        slug = _NOT_PLAIN.sub("-", "-".join(group)).strip("-")[:_LONGEST_SLUG]
        first = f"{self.what}-{slug}" if slug else self.what
        stems = chain([first], (f"{first}-{number}" for number in count(2)))
        stem = next(one for one in stems if one.lower() not in self._stems)
        self._stems.add(stem.lower())  # some file systems do not tell cases apart
        table = Table(stem, self._lead)
        self._groups.setdefault(group, []).append(table)
        self.tables.append(table)
        return table

    def _put(self, table: Table) -> None:
        self._files.append(table.files[1], table.rows)
        table.rows.clear()
        table.waiting = 0

    def _planned(self, group: Group, shape: Shape) -> _Plan:
        columns = dict(zip(*shape, strict=True))
        for name in (*group, *columns):
            quoted(name)  # raises where Neo4j has no such name
        self.renamed |= {(group, name) for name in columns if column_name(name) != name}
        marked = [name for name, kind in columns.items() if kind == MARKED]
        self.marked |= {(group, name) for name in marked}
        columns |= dict.fromkeys(marked, "string[]")
        tables = self._groups.get(group, ())
        table = next((one for one in tables if one.takes(columns)), None) or self.new(group)
        places = [table.place(name, kind) for name, kind in columns.items()]
        width = max(places, default=len(self._lead) - 1) + 1 - len(self._lead)
        cells = tuple(zip(places, [CELLS[kind] for kind in shape[1]], strict=True))
        if len(self._plans) >= _PLANS:
            self._plans.clear()
        plan = self._plans[group, shape] = _Plan(table, ("",) * width, cells)
        return plan
