"""Nodes and relationships into Neo4j: parameterized batches, each a transaction of its own.

Labels, types and property names stand in the text of a command, quoted; ids and values are
parameters. While the server works on one batch, the next is made ready.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, cached_property
from itertools import islice
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from kgraph.errors import StoreError
from kgraph.graph.identity import edge_key, relation_of
from kgraph.model import Node, Property
from kgraph.resolve.spool import Edge, Place
from kgraph.store.neo4j.ddl import labelled, quoted
from kgraph.store.neo4j.held import Held, Kind, node_key

BATCH = 10_000
"""Rows in a transaction: enough that its cost is shared, few enough for any server's memory."""
_TEXT_OF_A_ROW = 1000
_WAITING = 2

_T = TypeVar("_T")


class Writes(Protocol):
    """What writing needs of a connection."""

    def query(self, cypher: str) -> Any:
        """Answer a query that reads."""

    def write(self, cypher: str, parameters: dict[str, Any]) -> tuple[int, Mapping[str, int]]:
        """Run one managed write transaction; return the one number it returns, and the counters."""


class Writer:
    """Writes what is new or changed, and deletes what is doomed.

    `held` is what the database holds of it; None where it holds nothing.
    """

    def __init__(self, connection: Writes, held: Held | None) -> None:
        self.counters: Counter[str] = Counter()
        self._connection = connection
        self._held = held
        self._rows: dict[str, list[Any]] = {}
        self._weight = 0
        self._thread = ThreadPoolExecutor(1, "kgraph-writer")
        self._sent: deque[Future[None]] = deque()

    def node(self, node: Node, place: Place) -> None:
        """Write a node."""
        known = self._held.take(Kind.NODE, node_key(node)) if self._held else None
        if known and known.same(node.properties):
            return
        if place.labels:
            self._put(_merge_node(place), node.properties)
        elif known:
            self._put(_SET_NODE, node.properties, known.element)
        else:
            self._put(_CREATE_NODE, node.properties)

    def edge(self, edge: Edge) -> None:
        """Write a relationship; its ends are in the database once `flush` was called."""
        told = edge.relationship
        known = self._held.take(Kind.EDGE, edge_key(told, edge.ordinal)) if self._held else None
        if known and known.same(told.properties):
            return
        if known:
            self._put(_SET_EDGE, told.properties, known.element)
            return
        relation = relation_of(told)
        exact = relation is not None and all(key in told.properties for key in relation.key)
        keys = relation.key if relation and exact else ()
        command = _make_edge(edge.start, told.type, edge.end, keys, merge=exact)
        self._put(command, told.properties, self._end(edge.start, told.start), self._end(edge.end, told.end))

    def delete_doomed(self) -> None:
        """Delete what was held and not written again."""
        for kind, command in ((Kind.EDGE, _DELETE_EDGE), (Kind.NODE, _DELETE_NODE)):
            for element in self._held.doomed(kind) if self._held else ():
                self._put(command, {}, element)
            self.flush()

    def flush(self) -> None:
        """Send what waits, and wait until the server has all of it."""
        while self._rows:
            self._send_largest()
        while self._sent:
            self._sent.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    def _put(self, command: str, properties: Mapping[str, Property], *ends: str) -> None:
        """Have a row sent: the properties alone, or a list of server's ids or ends and the properties.

        The driver packs each key of each row, so that a row is no map of its own.
        """
        self._rows.setdefault(command, []).append([*ends, properties] if ends else properties)
        self._weight += 1 + _text(properties) // _TEXT_OF_A_ROW
        if self._weight >= BATCH:
            self._send_largest()

    def _send_largest(self) -> None:
        command = max(self._rows, key=lambda one: len(self._rows[one]))
        rows = self._rows.pop(command)
        self._weight = sum(len(one) for one in self._rows.values())
        while len(self._sent) >= _WAITING:
            self._sent.popleft().result()
        self._sent.append(self._thread.submit(self._send, command, rows))

    def _send(self, command: str, rows: list[Any]) -> None:
        done, counters = self._connection.write(command, {"rows": rows})
        if done != len(rows):
            missing = len(rows) - done
            raise StoreError(
                f"{missing} of {len(rows)} rows found no place in the database: something else changed it.",
                "Run the same command again.",
            )
        self.counters.update(counters)

    def _end(self, place: Place, node_id: str) -> str:
        return node_id if place.labels else self._unlabelled[node_id]

    @cached_property
    def _unlabelled(self) -> dict[str, str]:
        """Nodes without a label have no index: found once, named by the server's id from then on."""
        where = "size(labels(n)) = 0 AND n._id IS NOT NULL"
        return dict(self._connection.query(f"MATCH (n) WHERE {where} RETURN n._id, elementId(n)").rows)


def batches(things: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """Part an iterable into lists of at most `size`."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some


_ROWS = "UNWIND $rows AS row "
_SET_NODE = f"{_ROWS}MATCH (n) WHERE elementId(n) = row[0] SET n = row[1] RETURN count(*)"
_CREATE_NODE = f"{_ROWS}CREATE (n) SET n = row RETURN count(*)"
_SET_EDGE = f"{_ROWS}MATCH ()-[r]->() WHERE elementId(r) = row[0] SET r = row[1] RETURN count(*)"
_DELETE_EDGE = f"{_ROWS}MATCH ()-[r]->() WHERE elementId(r) = row[0] DELETE r RETURN count(*)"
_DELETE_NODE = f"{_ROWS}MATCH (n) WHERE elementId(n) = row[0] DETACH DELETE n RETURN count(*)"


@cache
def _merge_node(place: Place) -> str:
    first, *rest = sorted(place.labels)
    more = f"SET n{labelled(rest)} " if rest else ""
    return (
        f"{_ROWS}MERGE (n:{quoted(first)} {{{quoted(place.key)}: row.{quoted(place.key)}}}) "
        f"{more}SET n = row RETURN count(*)"
    )


@cache
def _make_edge(start: Place, kind: str, end: Place, keys: tuple[str, ...], *, merge: bool) -> str:
    told = ", ".join(f"{quoted(key)}: row[2].{quoted(key)}" for key in keys)
    pattern = f"(a)-[r:{quoted(kind)}{f' {{{told}}}' if told else ''}]->(b)"
    verb = "MERGE" if merge else "CREATE"
    ends = f"{_match('a', start, 'row[0]')} {_match('b', end, 'row[1]')}"
    return f"{_ROWS}{ends} {verb} {pattern} SET r = row[2] RETURN count(*)"


def _match(variable: str, place: Place, node_id: str) -> str:
    if not place.labels:
        return f"MATCH ({variable}) WHERE elementId({variable}) = {node_id}"
    return f"MATCH ({variable}:{quoted(min(place.labels))} {{{quoted(place.key)}: {node_id}}})"


def _text(properties: Mapping[str, Property]) -> int:
    """Return about how many characters there are in properties."""
    length = 0
    for value in properties.values():
        if isinstance(value, str):
            length += len(value)
        elif isinstance(value, list):
            length += sum(len(item) if isinstance(item, str) else 1 for item in value)
    return length
