"""What is wrong with the rows of a spool: found by SQL, put into words by those who do so in memory."""

# ruff: noqa: S608 - the SQL is made of constants; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from kgraph.claims import Source
from kgraph.errors import DataError, KgraphError
from kgraph.read.records import File, dangling, merged
from kgraph.resolve.rules import Types, fits, shared_id, undeclared
from kgraph.resolve.spool_rows import FILE, GRAPH, STATEMENT, Folding, Kinds, Link, Thing, Ways
from kgraph.resolve.spool_tables import Tables
from kgraph.schema import film_schema


class _Fault(NamedTuple):
    """An error, and where in the order of reading it stands."""

    batch: int
    stage: int
    place: int
    error: KgraphError


class Check:
    """Raises what `read`, `resolve` and the merging of graphs would raise, in their order."""

    def __init__(
        self, tables: Tables, folding: Folding, kinds: Kinds, ways: Ways, files: Mapping[int, File]
    ) -> None:
        self._tables = tables
        self._folding = folding
        self._kinds = kinds
        self._ways = ways
        self._files = files

    def fit(self, table: str) -> bool:
        """Tell whether all edges of a table end where they may."""
        ways = self._tables.ask(f"SELECT DISTINCT way, graph FROM {table}")
        return all(self._fits(*row) for row in list(ways))

    def all(self, sources: Mapping[str, Source], tables: Iterable[str]) -> None:
        """Raise the first fault; `tables` are those of edges in which some do not fit."""
        bad = list(tables)
        self._in_files(bad)
        self._types()
        self._ends(bad)
        self._undeclared()
        self._shared(sources)
        self._over_each_other()
        for table in bad:
            for link in self._tables.links(table, f"graph = {GRAPH} AND way IS NULL"):
                there = "SELECT 1 FROM item WHERE id = ?"
                missing = link.end if self._tables.first(there, link.start) else link.start
                kind = self._ways.types[link.type]
                what = f"A relationship {kind} names {missing!r}, and there is no such node."
                raise DataError(what, "A relationship joins nodes that are there.")

    # ------------------------------------------------------------ files

    def _in_files(self, bad: list[str]) -> None:
        faults = list(self._twice())
        for table in bad:
            lost = (
                f"SELECT batch, min(place) FROM {table} WHERE graph = {FILE} AND way IS NULL GROUP BY batch"
            )
            faults += [self._dangling(*row) for row in list(self._tables.ask(lost))]
        if faults:
            raise min(faults, key=lambda fault: fault[:3]).error

    def _dangling(self, batch: int, place: int) -> _Fault:
        row = self._tables.first(
            "SELECT start, finish, evidence FROM link WHERE place = ?1 "
            "UNION ALL SELECT start, finish, evidence FROM pair WHERE place = ?1",
            place,
        )
        assert row is not None
        start, end, line = row
        there = "SELECT 1 FROM own WHERE batch = ? AND outer = ?"
        outer = end if self._tables.first(there, batch, start) else start
        return _Fault(batch, 1, place, dangling(outer, self._files[batch].shown, line))

    def _twice(self) -> Iterable[_Fault]:
        """Yield what is wrong with nodes that stand in one file twice."""
        if not self._tables.first("SELECT 1 FROM own WHERE times > 1"):
            return
        twice = f"graph = {FILE} AND (batch, outer) IN (SELECT batch, outer FROM own WHERE times > 1)"
        rows = self._tables.things(twice, "batch, outer, place")
        for (batch, _), some in groupby(rows, lambda row: (row.batch, row.outer)):
            node = None
            for row in some:
                more = self._folding.graph_node(row)
                try:
                    shown = self._files[batch].shown
                    node = more if node is None else merged(node, more, shown, row.evidence)
                except DataError as error:
                    yield _Fault(batch, 0, row.place, error)
                    break

    # ------------------------------------------------------------ statements

    def _types(self) -> None:
        if not self._tables.first("SELECT 1 FROM item WHERE torn"):
            return
        types = Types()
        known = "SELECT id, kind FROM known WHERE id IN (SELECT id FROM item WHERE torn)"
        for node_id, kind in self._tables.ask(known):
            types.said[node_id] = types.standing[node_id] = self._kinds.labels[kind][0]
        declared = f"item.torn AND graph = {STATEMENT} AND kind IS NOT NULL"
        for row in self._tables.things(declared, "place"):
            types.declare(self._folding.statement_about(row), row.id)

    def _ends(self, bad: list[str]) -> None:
        """Raise what is wrong with the first statement whose ends do not fit."""
        links: list[Link] = []
        for table in bad:
            for way, graph in list(self._tables.ask(f"SELECT DISTINCT way, graph FROM {table}")):
                if graph == STATEMENT and not self._fits(way, graph):
                    where = f"graph = {STATEMENT} AND way IS {'NULL' if way is None else way}"
                    first = self._tables.first(f"SELECT min(place) FROM {table} WHERE {where}")
                    assert first is not None
                    links += self._tables.links(table, f"place = {first[0]}")
        if links:
            link = min(links, key=lambda link: link.place)
            types = {}
            for node_id in (link.start, link.end):
                row = self._tables.first("SELECT type FROM item WHERE id = ? AND type IS NOT NULL", node_id)
                if row:
                    types[node_id] = self._kinds.places[row[0]].labels[0]
            self._folding.rules.check(self._folding.statement(link), link.start, link.end, types)

    def _fits(self, way: int | None, graph: int) -> bool:
        if graph != STATEMENT or way is None:
            return way is not None
        kind, start, end = self._ways.way(way)
        relation = film_schema().relations.get(kind)
        return relation is not None and fits(relation, start.labels[0], end.labels[0])

    def _undeclared(self) -> None:
        if not self._tables.first("SELECT 1 FROM item WHERE stated AND type IS NULL"):
            return
        for row in self._tables.things(f"graph = {STATEMENT} AND item.type IS NULL", "place"):
            raise undeclared(row.id, self._folding.statement_about(row))

    def _shared(self, sources: Mapping[str, Source]) -> None:
        for source in sources:
            row = self._tables.first("SELECT type FROM item WHERE id = ? AND stated", source)
            if row:
                raise shared_id(source, self._kinds.places[row[0]].labels[0])

    # ------------------------------------------------------------ graphs

    def _over_each_other(self) -> None:
        """Raise what is wrong where graphs give one id different labels."""
        first: tuple[int, int, list[Thing]] | None = None
        rows = self._tables.things("item.torn", "id, graph > 1, place")
        for _, some in groupby(rows, lambda row: row.id):
            group = list(some)
            kinds = [(row, set(self._kinds.labels[row.kind])) for row in group if row.kind is not None]
            other = next(row for row, labels in kinds if labels != kinds[0][1])
            # A node of a file stands where its first row does.
            place = min(row.place for row in group if (row.batch, row.outer) == (other.batch, other.outer))
            if first is None or (other.batch, place) < first[:2]:
                first = other.batch, place, group
        if first:
            self._folding.node(first[2])
