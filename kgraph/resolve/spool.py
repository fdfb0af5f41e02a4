"""The twin of `resolve` on disk: rows in; nodes and relationships out, checked and in order.

It gives what `resolve` and the merging of property graphs give, and raises what they raise, in the
same memory whatever the number of rows. SQLite keeps the rows, sorts them and looks up the ends of
relationships; what becomes of one node or one edge is decided by the same functions as in memory
(`kgraph.resolve.rules`, `kgraph.resolve.merging`).
"""

# ruff: noqa: S608 - the SQL is made of constants; values are parameters

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from kgraph.claims import Claim, Source, Statement
from kgraph.errors import DataError
from kgraph.garbage import uncollected
from kgraph.model import Node, Relationship
from kgraph.read.records import OUTER_ID, File, FileNode, FileRelationship
from kgraph.resolve.evidence import set_aside
from kgraph.resolve.rules import Rules, excludes, source_node
from kgraph.resolve.spool_check import Check
from kgraph.resolve.spool_rows import (
    FILE,
    GRAPH,
    SETTLED,
    SOURCE,
    STATEMENT,
    Folding,
    Kinds,
    Link,
    Place,
    Ways,
    packed,
    packed_claim,
    packed_edge,
)
from kgraph.resolve.spool_tables import Tables
from kgraph.schema import film_schema

__all__ = ["Edge", "Place", "Spool"]

_RANK = 1 << 40  # so many rows fit into one rank
_AT_LAST = 1 << 61
_WAITING = 5_000


class Edge(NamedTuple):
    """A relationship, where its ends stand, and how many equal ones of a property graph came before it."""

    start: Place
    end: Place
    relationship: Relationship
    ordinal: int


class Spool:
    """Rows on disk, to be used as a context: `add` all, `resolve`, then take `nodes` and `relationships`.

    The file has no name and is gone with the process, whatever becomes of it; it lies where SQLite
    puts temporary files (SQLITE_TMPDIR, TMPDIR, /var/tmp), or in `folder`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._tables = Tables(folder)
        self._kinds = Kinds()
        self._ways = Ways(self._kinds)
        self._files: dict[int, File] = {}
        self._foreign = False
        self._batch = self._row = 0
        self._waiting: dict[str, list[tuple[Any, ...]]] = {"thing": [], "link": [], "pair": []}
        self._said: Claim | None = None
        self._claim = b""
        self._take: dict[type, Callable[[Any, int], None]] = {
            Statement: self._statement,
            Node: self._node,
            FileNode: self._file_node,
            Relationship: self._relationship,
            FileRelationship: self._file_relationship,
        }
        relations = film_schema().relations
        self._mutual = {name for name, one in relations.items() if one.symmetric}
        self._singles = {name for name, one in relations.items() if one.single}
        self._folding = Folding(Rules({}, film_schema()), {}, self._kinds, self._ways.types, self._files)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tables.close()

    # ------------------------------------------------------------ rows in

    @uncollected()
    def add(self, rows: Iterable[Statement | Node | Relationship], rank: int = 0) -> None:
        """Take rows; what is wrong with a row that is only now being read passes through.

        A relationship from a file (`FileRelationship`) joins nodes of the same call, any other one
        nodes that were added at any time. Rows of a lower `rank` come before others, whenever added.
        """
        self._batch += 1
        first = (rank + 1) * _RANK
        for row in rows:
            self._row += 1
            self._take[type(row)](row, first + self._row)
            if not self._row % _WAITING:
                self._flush()

    def types(self, known: Iterable[tuple[str, str]]) -> None:
        """Take ids and types of entities that stand in a store: an edge may end there."""
        self._tables.put("known", [(node_id, self._kinds.entity(kind)) for node_id, kind in known])

    # ------------------------------------------------------------ what came in

    def entities(self) -> Iterator[str]:
        """Yield the ids of what statements are about, as their sources have them."""
        return self._ids(f"SELECT DISTINCT outer FROM thing WHERE graph = {STATEMENT}")

    def pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield start, type and end of the edges that statements make, as their sources have them."""
        self._flush()
        told = f"SELECT start, type, finish FROM {{}} WHERE graph = {STATEMENT}"
        return self._named(self._tables.ask(f"{told.format('link')} UNION {told.format('pair')}"))

    def graph_ids(self) -> Iterator[str]:
        """Yield the ids of the nodes of property graphs."""
        return self._ids(f"SELECT DISTINCT id FROM thing WHERE graph IN ({GRAPH}, {FILE})")

    def graph_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield start, type and end of the relationships of property graphs."""
        self._index()
        return self._named(self._tables.triples(f"graph IN ({GRAPH}, {FILE})"))

    def holds_entities(self) -> bool:
        """Tell whether there are entities of the schema, said by statements or held by a graph."""
        return any(place.key != OUTER_ID for place in self._kinds.all())

    def graph_labels(self) -> list[tuple[str, ...]]:
        """Return the label sets of the nodes of property graphs."""
        return [place.labels for place in self._kinds.all() if place.key == OUTER_ID]

    # ------------------------------------------------------------ together

    def resolve(self, sources: Iterable[Source], canonical: Mapping[str, str]) -> None:
        """Check everything, and raise what is wrong, as reading, resolving and merging in memory do."""
        known = {one.id: one for one in sources}
        rules = Rules(canonical, film_schema())
        self._folding = Folding(rules, known, self._kinds, self._ways.types, self._files)
        self._flush()
        if canonical:
            self._tables.move(canonical)
        for one in known.values():
            node = source_node(one)
            kind = self._kinds.entity("Source")
            self._put("thing", (0, 0, SOURCE, one.id, one.id, kind, None, packed(node.properties)))
        self._index()
        check = Check(self._tables, self._folding, self._kinds, self._ways, self._files)
        self._tables.sort("pair", len(self._kinds.places))
        bad = [] if check.fit("mutual") else ["mutual"]
        if not bad:
            self._settle()
        self._exclude()
        self._tables.sort("link", len(self._kinds.places))
        bad += [] if check.fit("edge") else ["edge"]
        check.all(known, bad)

    def counts(self) -> tuple[int, int]:
        """Return how many nodes there are, and how many relationships at most: several rows may give one."""
        nodes = self._tables.first("SELECT count(*) FROM item WHERE rows")
        edges = self._tables.first("SELECT count(*) FROM edge")
        return (nodes or (0,))[0], (edges or (0,))[0]

    # ------------------------------------------------------------ out

    def nodes(self) -> Iterator[tuple[Node, Place]]:
        """Yield the nodes, place by place, in each by id."""
        places, fold = self._kinds.places, self._folding.node
        for _, rows in groupby(self._tables.things(), itemgetter(1)):
            group = list(rows)
            yield fold(group), places[group[0].rank]

    def relationships(self) -> Iterator[Edge]:
        """Yield the relationships by type, then by the places of start and end, in each by start."""
        edge, edges = self._folding.edge, self._folding.edges
        last: int | None = None
        for group in _between(self._tables.links("edge")):
            first = group[0]
            if first.way != last:
                assert first.way is not None  # `Check` saw to that
                last = first.way
                kind, start, end = self._ways.way(last)
                single = kind in self._singles
            excluded = single and self._excluded(first)
            if len(group) == 1:
                yield Edge(start, end, *edge(first, excluded))
            else:
                for one, ordinal in edges(group, excluded):
                    yield Edge(start, end, one, ordinal)

    # ------------------------------------------------------------ within

    def _statement(self, row: Statement, place: int) -> None:
        if row.claim is not self._said:  # the credits of a film share one
            self._said, self._claim = row.claim, packed_claim(row.claim)
        subject, relation, told = row.subject, row.relation, packed(row.values)
        head = (place, self._batch, STATEMENT)
        if relation:
            table = "pair" if relation in self._mutual else "link"
            self._put(table, (*head, self._ways.type(relation), subject, row.object, self._claim, told))
        else:
            kind = self._kinds.entity(row.object) if row.object else None
            self._put("thing", (*head, subject, subject, kind, self._claim, told))

    def _node(self, row: Node, place: int) -> None:
        kind, told = self._kinds.node(row), packed(row.properties)
        self._put("thing", (place, self._batch, GRAPH, row.id, row.id, kind, None, told))

    def _file_node(self, row: FileNode, place: int) -> None:
        self._files[self._batch] = row.file
        self._foreign = self._foreign or row.outer != row.id
        kind, told = self._kinds.node(row), packed(row.properties)
        self._put("thing", (place, self._batch, FILE, row.outer, row.id, kind, row.row, told))

    def _relationship(self, row: Relationship, place: int) -> None:
        self._link(row, (place, self._batch, GRAPH), None)

    def _file_relationship(self, row: FileRelationship, place: int) -> None:
        self._files[self._batch] = row.file
        self._link(row, (place, self._batch, FILE), row.row)

    def _link(self, row: Relationship, head: tuple[int, int, int], line: int | None) -> None:
        properties, kind = row.properties, row.type
        table = "pair" if kind in self._mutual and "claims" in properties else "link"
        self._put(table, (*head, self._ways.type(kind), row.start, row.end, line, packed(properties)))

    def _put(self, table: str, row: tuple[Any, ...]) -> None:
        self._waiting[table].append(row)

    def _flush(self) -> None:
        for table, rows in self._waiting.items():
            self._tables.put(table, rows)
            rows.clear()

    def _index(self) -> None:
        self._flush()
        if self._foreign:
            self._tables.one_id()
        self._tables.index(self._kinds.ranked(), self._ways.ranked())
        # An entity that a graph has, too: what it is then can be told only of the node that comes of it.
        mixed = "item.mixed AND NOT item.torn AND (item.type IS NOT NULL OR NOT item.stated)"
        for _, rows in groupby(self._tables.things(mixed), itemgetter(1)):
            group = list(rows)
            with suppress(DataError):  # `Check` tells of it in its turn
                self._tables.stand(group[0].id, self._kinds.rank(self._folding.node(group)))
        self._tables.index_files(self._files)

    def _ids(self, query: str) -> Iterator[str]:
        self._flush()
        return (row[0] for row in self._tables.ask(query))

    def _named(self, triples: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str, str]]:
        return ((start, self._ways.types[kind], end) for start, kind, end in triples)

    def _settle(self) -> None:
        """Make the edges of symmetric relations, which may be told either way round."""
        for _, rows in groupby(self._tables.links("mutual"), lambda row: (row.type, {row.start, row.end})):
            group = list(rows)
            for edge, ordinal in self._folding.edges(group):
                kind = self._ways.type(edge.type)
                self._put(
                    "link", (0, 0, SETTLED, kind, edge.start, edge.end, None, packed_edge(edge, ordinal))
                )
            for row in group:
                if row.graph == STATEMENT and row.start == row.end:
                    told = set_aside(self._folding.statement(row))
                    subject, claim = told.statement.subject, packed_claim(told.claim)
                    about = (_AT_LAST + row.place, 0, STATEMENT, subject, row.start)
                    self._put("thing", (*about, None, claim, packed({})))
        self._flush()

    def _exclude(self) -> None:
        """Note where the edges of a relation begin that has at most one end, and has several."""
        for kind in (self._ways.type(name) for name in self._singles.intersection(self._ways.types)):
            for start, rows in groupby(self._tables.ends(kind), itemgetter(0)):
                if excludes({row[1] for row in rows}):
                    self._tables.put("excluded", [(kind, start)])

    def _excluded(self, row: Link) -> bool:
        there = "SELECT 1 FROM excluded WHERE type = ? AND start = ?"
        return self._tables.first(there, row.type, row.start) is not None


def _between(links: Iterable[Link]) -> Iterator[list[Link]]:
    """Group edges by way, start and end; quicker than `groupby`, which makes a key of each."""
    group: list[Link] = []
    start = end = way = None
    for row in links:
        if row[2] == start and row[3] == end and row[0] == way:
            group.append(row)
        else:
            if group:
                yield group
            group = [row]
            way, start, end = row[0], row[2], row[3]
    if group:
        yield group
