"""One change of the graph in Neo4j: what is touched is read, made anew, and written where it differs.

The graph is its own ledger: what a node or edge holds gives back the statements it was made of
(`unfold`). A change drops those of some sources, adds those of others, follows other judgements,
and makes the same elements anew, just as the embedded store makes its whole graph. Nothing is
written before all of it is known to be right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from kgraph.claims import Source, Statement
from kgraph.graph.identity import edge_key
from kgraph.progress import Progress
from kgraph.read.records import File, FileNode
from kgraph.read.stream import Stream
from kgraph.resolve.spool import Spool
from kgraph.resolve.unfold import unfold_node, unfold_relationship
from kgraph.schema import film_schema
from kgraph.store.incoming import Incoming
from kgraph.store.ledger import NODES, RELATIONSHIPS, Tally
from kgraph.store.neo4j import ddl
from kgraph.store.neo4j.driver import Connection
from kgraph.store.neo4j.held import Held
from kgraph.store.neo4j.reading import FoundEdge, FoundNode, Reader
from kgraph.store.neo4j.writing import Writer


class Change:
    """A change of one database, to be used as a context: `read`, then `pull`, then `settle`, then `write`.

    `fresh` says that kgraph has nothing in the database yet, so that there is nothing to read.
    """

    def __init__(self, connection: Connection, *, fresh: bool) -> None:
        self.fresh = fresh
        self._connection = connection
        self._reader = Reader(connection)
        self._spool = Spool()
        self._held = Held()
        self._singles: defaultdict[str, set[str]] = defaultdict(set)
        self._types: dict[str, str] = {}

    def read(self, stream: Stream, rank: int, left_out: Collection[str] = ()) -> Incoming:
        """Take up what a file says but for what its sources `left_out` say.

        `rank` is its place among the loads. BadSource where it cannot be read.
        """
        incoming = Incoming(stream, left_out=left_out)
        self._spool.add(incoming.rows(), rank)
        return incoming

    def pull(
        self,
        drop: Collection[str],
        canonical: Mapping[str, str],
        judged: Collection[str],
        rank: Callable[[str], int],
    ) -> None:
        """Read what the change touches: elements of the sources to `drop`, of `judged` ids, of what came in.

        `canonical` are the judgements under which the database was written; `rank` gives the place
        of a source's load.
        """
        if self.fresh:
            return
        kept = _Kept(drop, rank)
        for element, node in self._reader.source_nodes():
            self._held.node(element, node, doomed=True)
        if drop:
            self._nodes(self._reader.nodes_of(drop), kept)
        touched = {canonical.get(one, one) for one in judged}
        self._nodes(self._reader.entities(touched), kept)
        self._nodes(self._reader.entities(canonical.get(one, one) for one in self._spool.entities()), kept)
        if drop:
            self._edges(self._reader.edges_of(drop), kept)
        if touched:
            self._edges(self._reader.edges_at(touched), kept)
        pairs = self._pairs(self._spool.pairs(), canonical)
        self._edges(self._reader.edges_between(pairs, claimed=True), kept)
        for kind, starts in [(kind, set(starts)) for kind, starts in self._singles.items()]:
            self._edges(self._reader.siblings(kind, starts), kept)

    def lay_over(self) -> None:
        """Read those nodes and edges of property graphs that a property graph coming in has, too."""
        if self.fresh:
            return
        for ask in (self._reader.graph_nodes, self._reader.entities):
            for element, node in ask(self._spool.graph_ids()):
                self._held.node(element, node, doomed=False)
                there = FileNode(node.id, node.labels, node.properties, _THERE, node.id)
                self._spool.add([there], _BEFORE_ALL)
        self._graph_edges(
            self._reader.edges_between(self._pairs(self._spool.graph_pairs(), {}), claimed=False),
            doomed=False,
        )

    def take_place(self) -> None:
        """Let what comes in take the place of all property graphs."""
        nodes, edges = self._reader.whole_graphs()
        for element, node in nodes:
            self._held.node(element, node, doomed=True)
        self._graph_edges(edges, doomed=True)

    def settle(self, sources: Iterable[Source], canonical: Mapping[str, str]) -> None:
        """Make all of it anew under these judgements; raise what is wrong with it."""
        self._spool.types(self._types.items())
        self._spool.resolve(sources, canonical)

    def write(self) -> tuple[Tally, Counter[str]]:
        """Write what differs; return what the sources speak for, and what the server counted."""
        try:
            return self._write()
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_HALF_WAY) from None

    def _write(self) -> tuple[Tally, Counter[str]]:
        tally = Tally()
        entities = self._spool.holds_entities()
        self._connection.schema(*ddl.constraints(self._spool.graph_labels(), entities=entities))
        total = sum(self._spool.counts())
        with (
            Progress("Writing", total, "nodes and edges") as bar,
            Writer(self._connection, None if self.fresh else self._held) as writer,
        ):
            for node, place in bar.over(self._spool.nodes()):
                tally.add(NODES, node.properties)
                writer.node(node, place)
            writer.flush()
            for edge in bar.over(self._spool.relationships()):
                tally.add(RELATIONSHIPS, edge.relationship.properties)
                writer.edge(edge)
            writer.flush()
            writer.delete_doomed()
        if entities:
            self._connection.schema(*ddl.indexes())
        return tally, writer.counters

    def __enter__(self) -> Self:
        self._spool.__enter__()
        self._held.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.__exit__(kind, error, trace)
        self._spool.__exit__(kind, error, trace)

    # ------------------------------------------------------------ within

    def _nodes(self, found: Iterable[FoundNode], kept: _Kept) -> None:
        for element, node in found:
            if self._held.node(element, node, doomed=True):
                for statement in kept.of(unfold_node(node)):
                    self._spool.add([statement], kept.rank(statement.claim.source))

    def _edges(self, found: Iterable[FoundEdge], kept: _Kept) -> None:
        relations = film_schema().relations
        for element, edge, of_start, of_end in found:
            if not self._held.edge(element, edge, doomed=True):
                continue
            for statement in kept.of(unfold_relationship(edge)):
                self._spool.add([statement], kept.rank(statement.claim.source))
            for node_id, labels in ((edge.start, of_start), (edge.end, of_end)):
                if self._held.element(node_id) is None:
                    self._types[node_id] = labels[0]
            if relations[edge.type].single:
                self._singles[edge.type].add(edge.start)

    def _graph_edges(self, found: Iterable[FoundEdge], *, doomed: bool) -> None:
        equals: Counter[str] = Counter()
        for element, edge, _, _ in found:
            key = edge_key(edge)
            self._held.edge(element, edge, equals[key], doomed=doomed)
            equals[key] += 1

    def _pairs(
        self, pairs: Iterable[tuple[str, str, str]], canonical: Mapping[str, str]
    ) -> Iterator[tuple[str, str, str]]:
        """Yield those pairs whose ends are both in the database, by the server's ids."""
        for start, kind, end in pairs:
            relation = film_schema().relations.get(kind)
            if relation and relation.single:
                self._singles[kind].add(canonical.get(start, start))
            first, second = (self._held.element(canonical.get(one, one)) for one in (start, end))
            if first and second:
                yield first, kind, second
                if relation and relation.symmetric:
                    yield second, kind, first


_BEFORE_ALL = -1
_THERE = File("the database", "")
_HALF_WAY = "Interrupted half way. The same command again completes what was begun, and doubles nothing."


@dataclass(frozen=True, slots=True)
class _Kept:
    """Which statements of an element stay, and where they rank."""

    drop: Collection[str]
    rank: Callable[[str], int]

    def of(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        return (one for one in statements if one.claim.source not in self.drop)
