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
from kgraph.resolve.spool_rows import FILE, GRAPH, STATEMENT, Folding, Kinds, Link, Thing
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

    def __init__(self, tables: Tables, folding: Folding, kinds: Kinds, files: Mapping[int, File]) -> None:
        self._tables = tables
        self._folding = folding
        self._kinds = kinds
        self._files = files

    def fit(self, table: str) -> bool:
        """Tell whether all edges of a table end where they may."""
        ranks = self._tables.ask(f"SELECT DISTINCT type, start_rank, end_rank, graph FROM {table}")
        return all(self._fits(*row) for row in list(ranks))

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
            for link in self._tables.links(
                table, f"graph = {GRAPH} AND (start_rank IS NULL OR end_rank IS NULL)"
            ):
                missing = link.start if link.start_rank is None else link.end
                what = f"A relationship {link.type} names {missing!r}, and there is no such node."
                raise DataError(what, "A relationship joins nodes that are there.")

    # ------------------------------------------------------------ files

    def _in_files(self, bad: list[str]) -> None:
        faults = list(self._twice())
        for table in bad:
            lost = f"graph = {FILE} AND (start_rank IS NULL OR end_rank IS NULL)"
            for batch, place in list(
                self._tables.ask(f"SELECT batch, min(place) FROM {table} WHERE {lost} GROUP BY batch")
            ):
                (link,) = self._tables.links(table, f"place = {place}")
                outer = link.start if link.start_rank is None else link.end
                error = dangling(outer, self._files[batch].shown, link.line)
                faults.append(_Fault(batch, 1, place, error))
        if faults:
            raise min(faults, key=lambda fault: fault[:3]).error

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
                    node = more if node is None else merged(node, more, shown, row.line)
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
        first: tuple[int, Link] | None = None
        for table in bad:
            ranks = (
                f"SELECT DISTINCT type, start_rank, end_rank, graph FROM {table} WHERE graph = {STATEMENT}"
            )
            for kind, start, end, graph in list(self._tables.ask(ranks)):
                if self._fits(kind, start, end, graph):
                    continue
                row = self._tables.first(
                    f"SELECT min(place) FROM {table} WHERE graph = {STATEMENT} "
                    "AND type = ? AND start_rank IS ? AND end_rank IS ?",
                    *(kind, start, end),
                )
                if row and (first is None or row[0] < first[0]):
                    (link,) = self._tables.links(table, f"place = {row[0]}")
                    first = row[0], link
        if first:
            link = first[1]
            ends = ((link.start, link.start_rank), (link.end, link.end_rank))
            types = {
                node_id: self._kinds.places[rank].labels[0] for node_id, rank in ends if rank is not None
            }
            self._folding.rules.check(self._folding.statement(link), link.start, link.end, types)

    def _fits(self, kind: str, start: int | None, end: int | None, graph: int) -> bool:
        if graph != STATEMENT:
            return start is not None and end is not None
        relation = film_schema().relations.get(kind)
        labels = [None if rank is None else self._kinds.places[rank].labels[0] for rank in (start, end)]
        return relation is not None and fits(relation, *labels)

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
