"""Nodes and relationships into a kglite graph, in bulk and with their types kept exactly.

One parameterised statement per set of labels, and one per relationship type and pair of labels, is
the fastest way that keeps 1970 and '1970' apart in one column; kglite's own loaders do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from kgraph.engine.columns import Columns, Row
from kgraph.engine.names import HIDDEN_LABEL, IDENTITY, hide_key, hide_label
from kgraph.engine.profile import Profile
from kgraph.engine.values import text_to_kglite
from kgraph.errors import DataError
from kgraph.model import Node, Relationship

_BATCH = 500  # larger ones are slower
_INDEXED = tuple(hide_key(key) for key in ("id", "name", "_id", "title"))
_SELF, _START, _END, _REST = "kg_n", "kg_a", "kg_b", "kg_p"  # beside hidden keys, none of which is like them


class Loader:
    """Adds nodes and relationships to one graph, and keeps its profile."""

    def __init__(self, graph: Any, profile: Profile, labels_of: Callable[[], dict[str, str]]) -> None:
        self._graph = graph
        self._profile = profile
        self._labels_of = labels_of
        self._firsts: dict[str, str] = {}
        self._columns = Columns(profile)

    def add_nodes(self, nodes: Iterable[Node]) -> None:
        """Add nodes, grouped by their labels."""
        groups: defaultdict[tuple[str, ...], list[Node]] = defaultdict(list)
        for node in nodes:
            if node.id in self._firsts:
                raise DataError(f"Two nodes have the id {node.id!r}.")
            groups[node.labels].append(node)
            self._firsts[node.id] = hide_label(node.labels[0]) if node.labels else HIDDEN_LABEL
        for labels, group in groups.items():
            self._add_alike(labels, group)

    def _add_alike(self, labels: tuple[str, ...], nodes: list[Node]) -> None:
        """Add nodes with these labels."""
        if not all(labels):
            raise DataError("A node has an empty label.")
        self._profile.label(labels)
        names = [hide_label(label) for label in dict.fromkeys(labels)] or [HIDDEN_LABEL]
        ids = [node.id for node in nodes]
        rows = self._columns.rows(ids, [node.properties for node in nodes])
        keys = set(chain.from_iterable(rows))
        for node_id, row in zip(ids, rows, strict=True):
            row[_SELF] = identity(node_id)
        # kglite takes an explicit key that a label has not had before for a slip
        named = _named(rows, keys) if names[0] not in self._graph.node_types else None
        statement = f"UNWIND $rows AS row CREATE (n:{':'.join(names)} {{id: row.{_SELF}"
        if named is None:
            self._send(f"{statement}}}) SET n += row.{_REST}", [_parted(row, _SELF) for row in rows])
        else:
            self._send(f"{statement}{named}}})", rows)
        for place, key, text in self._columns.durations:
            find = f"MATCH (n:{names[0]} {{id: $id}}) SET n.{key} = {text}"
            self._graph.cypher(find, params={"id": identity(ids[place])})
        for key in sorted(keys.intersection(_INDEXED)):
            if not self._graph.has_index(names[0], key):
                self._graph.create_index(names[0], key)

    def add_relationships(self, relationships: Iterable[Relationship]) -> None:
        """Add relationships, grouped by type and the labels of their ends."""
        groups: defaultdict[tuple[str, str, str], list[Relationship]] = defaultdict(list)
        for each in relationships:
            groups[self._first(each.start, each), each.type, self._first(each.end, each)].append(each)
            if not each.type:
                raise DataError("A relationship has an empty type.")
        for group, alike in groups.items():
            self._connect_alike(group, alike)

    def _connect_alike(self, group: tuple[str, str, str], relationships: list[Relationship]) -> None:
        """Add relationships of one type between nodes of these labels."""
        start, kind, end = group
        self._profile.label([kind])
        rows = self._columns.rows([kind] * len(relationships), [each.properties for each in relationships])
        keys = set(chain.from_iterable(rows))
        for each, row in zip(relationships, rows, strict=True):
            row[_START], row[_END] = IDENTITY + each.start, IDENTITY + each.end
        late: defaultdict[int, str] = defaultdict(str)
        for place, key, text in self._columns.durations:
            late[place] += f", r.{key} = {text}"
        find = f"UNWIND $rows AS row MATCH (a:{start} {{id: row.{_START}}}), (b:{end} {{id: row.{_END}}}) "
        made = f"{find}CREATE (a)-[r:{hide_label(kind)}]->(b) SET r += row.{_REST}"
        for place, texts in late.items():
            self._send(made + texts, [_parted(rows[place], _START, _END)])
        if late:
            rows = [row for place, row in enumerate(rows) if place not in late]
        named = _named(rows, keys)
        if named is None:
            self._send(made, [_parted(row, _START, _END) for row in rows])
        else:
            self._send(f"{find}CREATE (a)-[:{hide_label(kind)} {{{named[2:]}}}]->(b)", rows)

    def _first(self, node_id: str, each: Relationship) -> str:
        """Return the first label of a node that may have been there before."""
        if node_id not in self._firsts:
            self._firsts = self._labels_of() | self._firsts
        if node_id not in self._firsts:
            raise DataError(f"A relationship {each.type} names the node {node_id!r}, which is not there.")
        return self._firsts[node_id]

    def _send(self, statement: str, rows: list[Row]) -> None:
        for start in range(0, len(rows), _BATCH):
            self._graph.cypher(statement, params={"rows": rows[start : start + _BATCH]}, timeout_ms=0)


def _named(rows: list[Row], keys: set[str]) -> str | None:
    """Write keys and values one by one, the fastest way; None where most rows lack most of the keys."""
    if len(keys) * len(rows) > 2 * sum(map(len, rows)):
        return None
    return "".join(f", {key}: row.{key}" for key in sorted(keys))


def _parted(row: Row, *ends: str) -> Row:
    """Return a row with its properties in a map of their own."""
    found = {end: row.pop(end) for end in ends}
    return {**found, _REST: row}


def identity(node_id: str) -> str:
    """Return the hidden id of a node."""
    return IDENTITY + text_to_kglite(node_id, "An id")
