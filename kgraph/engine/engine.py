"""Cypher on an embedded graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kgraph.engine.kglite import new_graph, opened, run
from kgraph.engine.load import Loader, identity
from kgraph.engine.names import IDENTITY
from kgraph.engine.plan import Plan, plan
from kgraph.engine.plans import Plans
from kgraph.engine.profile import Profile
from kgraph.engine.values import Outward
from kgraph.engine.written import introduce, settle
from kgraph.errors import QueryError, StoreDamaged
from kgraph.model import Node, Relationship, Value

_MAGIC = b"kgraph engine 1\n"
_MANY = 100
_AT_ONCE = 1_000_000
"""So many rows are converted column by column, in a third of the time; more would be too much at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns, rows (read them once), and what a writing query changed."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]
    counters: Mapping[str, int] = field(default_factory=dict)


class Engine:
    """A graph in memory that answers Cypher as Neo4j does, or says that it cannot."""

    def __init__(self) -> None:
        self._graph: Any = new_graph()
        self._profile = Profile()
        self._minted = 0
        self._plans = Plans()
        self._forget()

    def _forget(self) -> None:
        self._ids: dict[int, str] | None = None
        self._nodes: dict[str, Node] = {}
        self._count: int | None = None
        self._plans.forget()

    @classmethod
    def from_bytes(cls, data: bytes) -> Engine:
        """Open a graph that `to_bytes` gave."""
        if not data.startswith(_MAGIC):
            raise StoreDamaged("The data is not a graph that kgraph wrote.")
        head, _, rest = data.removeprefix(_MAGIC).partition(b"\n")
        engine = cls()
        try:
            engine._profile = Profile.from_json(head.decode())
        except (ValueError, TypeError) as error:
            raise StoreDamaged("The data is not a graph that kgraph wrote.", str(error)) from error
        engine._graph = opened(rest)
        return engine

    def to_bytes(self) -> bytes:
        """Return the whole graph."""
        return _MAGIC + self._profile.to_json().encode() + b"\n" + bytes(self._graph.to_bytes())

    def add(self, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> None:
        """Add nodes with new ids, and relationships between nodes that are there; all or nothing."""
        graph, profile = self._graph.copy(), self._profile.copy()
        loader = Loader(graph, profile, self._labels_of)
        loader.add_nodes(nodes)
        loader.add_relationships(relationships)
        self._graph, self._profile = graph, profile
        self._forget()

    def _labels_of(self) -> dict[str, str]:
        rows = self._raw("MATCH (n) RETURN id(n) AS i, labels(n)[0] AS l")
        return {row["i"].removeprefix(IDENTITY): row["l"] for row in rows}

    def _raw(self, text: str, **parameters: object) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._graph.cypher(text, params=parameters, timeout_ms=0).to_list()
        return found

    def nodes(self) -> Iterator[Node]:
        """Yield all nodes."""
        outward = self._outward()
        for row in self._graph.cypher("MATCH (n) RETURN n", timeout_ms=0):
            yield outward.node(row["n"])

    def relationships(self) -> Iterator[Relationship]:
        """Yield all relationships."""
        outward = self._outward()
        for row in self._graph.cypher("MATCH ()-[r]->() RETURN r", timeout_ms=0):
            yield outward.relationship(row["r"])

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Answer a query; raise a `QueryError` where Neo4j would, or where only Neo4j can answer."""
        made = self._plan(cypher, parameters or {}, write=write)
        if not made.writes:
            result = run(self._graph, made, timeout=timeout, limit=limit)
            return Answer(made.columns, self._rows(result, made, limit))
        return self._write(made, timeout, limit)

    def _plan(self, cypher: str, parameters: Mapping[str, Any], *, write: bool) -> Plan:
        made = self._plans.get(cypher, parameters)
        if made is None:
            count = self._relationship_count()
            made = plan(
                cypher, parameters, self._profile, write=write, relationships=count, minted=self._mint
            )
            self._plans.keep(made, parameters)
        return made

    def _write(self, made: Plan, timeout: float | None, limit: int | None) -> Answer:
        """Run a writing query on a copy, which takes the graph's place only once all is well."""
        graph = self._graph.copy()
        introduce(graph, made.merged)
        result = run(graph, made, timeout=timeout, limit=limit)
        counters = dict(graph.last_mutation_stats)
        rows = list(result)
        before, self._graph = self._graph, graph
        count = self._minted
        try:
            self._forget()
            renamed = settle(graph, made.profile, self._mint)
            made.profile.touched.clear()
            answer = Answer(made.columns, iter(list(self._rows(rows, made, limit, renamed))), counters)
        except BaseException:
            self._graph, self._minted = before, count
            raise
        finally:
            self._forget()
        self._profile = made.profile
        return answer

    def _relationship_count(self) -> int:
        if self._count is None:
            self._count = int(self._raw("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"])
        return self._count

    def _mint(self) -> str:
        """Return an id that no node has."""
        if not self._minted:
            taken = self._raw(f"MATCH (n) WHERE id(n) STARTS WITH '{IDENTITY}_:' RETURN id(n) AS i")
            self._minted = max((int(row["i"][3:]) for row in taken if row["i"][3:].isdigit()), default=0)
        self._minted += 1
        return f"_:{self._minted}"

    def _rows(
        self, result: Any, made: Plan, limit: int | None, renamed: Mapping[int, str] | None = None
    ) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of kglite's result, or of a list of them."""
        outward = self._outward(renamed)
        names = [f"c{i}" for i in range(len(made.columns))]
        try:
            if names and not isinstance(result, list) and len(result) <= _AT_ONCE:
                columns = [outward.column(result.column(name)) for name in names]
                yield from islice(zip(*columns, strict=True), limit)
                return
            for row in islice(result, limit):
                yield tuple(outward.value(row[name]) for name in names)
        except (ValueError, OverflowError) as error:
            raise QueryError(f"A value of the answer cannot be told: {error}.") from None

    def _outward(self, renamed: Mapping[int, str] | None = None) -> Outward:
        return Outward(self._id_of, self._node_named, renamed or {})

    def _id_of(self, index: int) -> str:
        if self._ids is None:
            rows = self._raw("MATCH (n) RETURN elementId(n) AS e, id(n) AS i")
            self._ids = {int(row["e"]): str(row["i"]).removeprefix(IDENTITY) for row in rows}
        return self._ids[index]

    def _node_named(self, node_id: str) -> Node:
        """Return the node that kglite answered with its title only, which holds the hidden id."""
        if node_id not in self._nodes:
            if len(self._nodes) > _MANY:
                self._nodes = {node.id: node for node in self.nodes()}
                return self._nodes[node_id]
            row = self._raw("MATCH (n {id: $id}) RETURN n", id=identity(node_id))[0]
            self._nodes[node_id] = self._outward().node(row["n"])
        return self._nodes[node_id]
