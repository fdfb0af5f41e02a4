"""Nodes and relationships into a kglite graph, in bulk and with their types kept exactly.

One parameterised statement per set of labels, and one per relationship type and pair of labels, is
the fastest way that keeps 1970 and '1970' apart in one column; kglite's own loaders do not. Most of
the time goes by in Python, once per value: hence the short cuts for the types that are common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kgraph.engine.names import HIDDEN_LABEL, IDENTITY, hide_key, hide_label
from kgraph.engine.profile import LISTED, Profile
from kgraph.engine.values import duration_call, property_to_kglite, text_to_kglite
from kgraph.errors import DataError
from kgraph.model import Duration, Node, Relationship

_BATCH = 20_000
_INDEXED = tuple(hide_key(key) for key in ("id", "name", "_id", "title"))
_QUICK = frozenset((str, int, bool, float, list))
_INT_LIMIT = 2**63
Row = dict[str, Any]


class Loader:
    """Adds nodes and relationships to one graph, and keeps its profile."""

    def __init__(self, graph: Any, profile: Profile, labels_of: Callable[[], dict[str, str]]) -> None:
        self._graph = graph
        self._profile = profile
        self._labels_of = labels_of
        self._firsts: dict[str, str] = {}
        self._hidden: dict[tuple[str, type], str] = {}  # by key and type, once a value of that type was seen
        self._texts: set[str] = set()  # keys under which lists of texts were seen

    def add_nodes(self, nodes: Iterable[Node]) -> None:
        """Add nodes, grouped by their labels."""
        groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
        late: list[tuple[str, str, str, str]] = []
        for node in nodes:
            if node.id in self._firsts:
                raise DataError(f"Two nodes have the id {node.id!r}.")
            row, durations = self._row(node.properties, node.id)
            groups[node.labels].append({"id": identity(node.id), "p": row})
            self._firsts[node.id] = hide_label(node.labels[0]) if node.labels else HIDDEN_LABEL
            late += [(self._firsts[node.id], node.id, key, text) for key, text in durations]
        for labels, rows in groups.items():
            self._send_nodes(labels, rows)
        for label, node_id, key, text in late:
            statement = f"MATCH (n:{label} {{id: $id}}) SET n.{key} = {text}"
            self._graph.cypher(statement, params={"id": identity(node_id)})

    def _send_nodes(self, labels: tuple[str, ...], rows: list[Row]) -> None:
        if not all(labels):
            raise DataError("A node has an empty label.")
        self._profile.label(labels)
        names = [hide_label(label) for label in dict.fromkeys(labels)] or [HIDDEN_LABEL]
        statement = f"UNWIND $rows AS row CREATE (n:{':'.join(names)} {{id: row.id}}) SET n += row.p"
        _send(self._graph, statement, rows)
        _index(self._graph, names[0], rows)

    def add_relationships(self, relationships: Iterable[Relationship]) -> None:
        """Add relationships, grouped by type and the labels of their ends."""
        groups: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for each in relationships:
            start, end = each.start, each.end
            group = (self._first(start, each), each.type, self._first(end, each))
            row, durations = self._row(each.properties, each.type)
            ends = {"a": IDENTITY + start, "b": IDENTITY + end, "p": row}
            if durations:
                _send(self._graph, _statement(group, durations), [ends])
            else:
                groups[group].append(ends)
            if not each.type:
                raise DataError("A relationship has an empty type.")
        for group, rows in groups.items():
            self._profile.label([group[1]])
            _send(self._graph, _statement(group, []), rows)

    def _first(self, node_id: str, each: Relationship) -> str:
        """Return the first label of a node that may have been there before."""
        if node_id not in self._firsts:
            self._firsts = self._labels_of() | self._firsts
        if node_id not in self._firsts:
            raise DataError(f"A relationship {each.type} names the node {node_id!r}, which is not there.")
        return self._firsts[node_id]

    def _row(self, properties: Mapping[str, Any], owner: str) -> tuple[Row, list[tuple[str, str]]]:
        """Return the properties as kglite takes them, and the durations, which it takes in Cypher only."""
        row: Row = {}
        durations: list[tuple[str, str]] = []
        hidden_of = self._hidden
        for key, value in properties.items():
            kind = type(value)
            hidden = hidden_of.get((key, kind))
            if hidden is not None and kind in _QUICK and self._is_plain(key, value, kind):
                row[hidden] = value
                continue
            hidden = hide_key(key)
            taken = self._slowly(key, hidden, value, owner, durations)
            if taken is not None:
                row[hidden] = taken
        return row, durations

    def _is_plain(self, key: str, value: Any, kind: type) -> bool:
        """Tell whether kglite takes a value as it is, and its type is known to be there."""
        if kind is str:
            return bool(value.isascii()) and value[:2] != LISTED
        if kind is int:
            return bool(-_INT_LIMIT <= value < _INT_LIMIT)
        if kind is list:
            return key in self._texts and all(
                type(x) is str and x.isascii() and x[:2] != LISTED for x in value
            )
        return True

    def _slowly(self, key: str, hidden: str, value: Any, owner: str, durations: list[tuple[str, str]]) -> Any:
        """Look at a value of any type; return it as kglite takes it, or None where it goes another way."""
        if value is None:
            return None
        if not key:
            raise DataError(f"{owner!r} has a property without a name.")
        where = f"{key!r} of {owner!r}"
        text_to_kglite(key, where)
        self._profile.see({key: value})
        self._hidden[key, type(value)] = hidden
        if isinstance(value, Duration):
            durations.append((hidden, duration_call(value)))
            return None
        if isinstance(value, list) and value and all(isinstance(each, Duration) for each in value):
            durations.append((hidden, f"[{', '.join(duration_call(each) for each in value)}]"))
            return None
        if isinstance(value, list) and value and type(value[0]) is str:
            self._texts.add(key)
        return property_to_kglite(value, where)


def _statement(group: tuple[str, str, str], durations: list[tuple[str, str]]) -> str:
    start, kind, end = group
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}), (b:{end} {{id: row.b}}) "
        f"CREATE (a)-[r:{hide_label(kind)}]->(b) SET r += row.p"
        + "".join(f", r.{key} = {text}" for key, text in durations)
    )


def identity(node_id: str) -> str:
    """Return the hidden id of a node."""
    return IDENTITY + text_to_kglite(node_id, "An id")


def _send(graph: Any, statement: str, rows: list[Row]) -> None:
    for start in range(0, len(rows), _BATCH):
        graph.cypher(statement, params={"rows": rows[start : start + _BATCH]}, timeout_ms=0)


def _index(graph: Any, label: str, rows: list[Row]) -> None:
    """Make the keys quick that things are looked up by."""
    present = {key for key in _INDEXED if any(key in row["p"] for row in rows)}
    for key in sorted(present):
        if not graph.has_index(label, key):
            graph.create_index(label, key)
