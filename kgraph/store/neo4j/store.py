"""The Neo4j store: the same graph, the same questions, on a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from kgraph.errors import NoSuchEntity
from kgraph.garbage import uncollected
from kgraph.model import Node, Relationship, Value
from kgraph.read.options import Options
from kgraph.resolve import judgements as judging
from kgraph.resolve.judgements import Judgement
from kgraph.result import Result
from kgraph.store.base import Loaded, LoadedSource, Removed, Store
from kgraph.store.entry import Entry
from kgraph.store.neo4j.address import Address
from kgraph.store.neo4j.driver import Connection
from kgraph.store.neo4j.loading import Loads
from kgraph.store.neo4j.reading import Reader

if TYPE_CHECKING:
    import networkx as nx

_NODES = "MATCH (n) RETURN n"
_EDGES = "MATCH (a)-[r]->(b) RETURN r"


class Neo4jStore:
    """A store in a database of a Neo4j server.

    The database holds the graph and nothing beside it that a query could see. Reading asks in access
    mode READ; nothing is asked of the server before it is needed.
    """

    def __init__(self, address: Address) -> None:
        self.location = address.shown
        self._connection = Connection(address)
        self._loads = Loads(self._connection)
        self._graph: tuple[int, nx.MultiDiGraph] | None = None

    # ------------------------------------------------------------ reading

    @property
    def revision(self) -> int:
        """A number that changes whenever the database does."""
        return self._connection.revision()

    @property
    def graph(self) -> nx.MultiDiGraph:
        """The whole graph, frozen; fetched when first asked for."""
        revision = self.revision
        if self._graph is None or self._graph[0] != revision:
            import networkx as nx  # noqa: PLC0415 - 0.2 s that a query does not need

            from kgraph.graph.convert import to_networkx  # noqa: PLC0415 - as above

            with uncollected():
                graph = to_networkx(*self.elements())
            self._graph = (revision, nx.freeze(graph))
        return self._graph[1]

    def elements(self) -> tuple[Iterator[Node], Iterator[Relationship]]:
        """Return all nodes and all relationships; see `Store.elements`."""
        self._loads.refresh()
        nodes = (row[0] for row in self._connection.rows(_NODES))
        edges = (row[0] for row in self._connection.stream(_EDGES)[1])
        return nodes, edges  # type: ignore[return-value] # a node stands in every row of the one, an edge of the other

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Answer a query; see `Store.query`."""
        self._loads.refresh()
        answer = self._connection.query(cypher, parameters, write=write, timeout=timeout, limit=limit)
        return Result(answer.columns, answer.rows, answer.counters, self._lookup)

    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None
    ) -> Iterator[dict[str, Value]]:
        """Answer a query row by row."""
        self._loads.refresh()
        columns, rows = self._connection.stream(cypher, parameters, timeout=timeout)
        return (dict(zip(columns, row, strict=True)) for row in rows)

    def sources(self) -> list[LoadedSource]:
        """Return what is loaded, in the order in which it came."""
        return self._loads.sources()

    def judgements(self) -> list[Judgement]:
        """Return what was judged, oldest first."""
        return list(self._loads.refresh().judgements)

    # ------------------------------------------------------------ writing

    def load(
        self,
        *sources: str | Path,
        name: str = "",
        prefix: str = "",
        replace: bool = False,
        skip_bad: bool = False,
        options: Mapping[str, str | bool] | None = None,
        report: IO[str] | None = None,
    ) -> list[Loaded]:
        """Load files or folders; see `Store.load`. Broken off half way, the same call completes it."""
        how = Options.given(prefix, options, skip_bad=skip_bad)
        return self._loads.load(sources, name=name, options=how, replace=replace, report=report)

    def copy_from(self, other: Store, *, replace: bool = False) -> tuple[int, int]:
        """Take over the graph of another store; see `Store.copy_from`.

        Broken off half way, the same call completes it.
        """
        self._loads.take_over(other, replace=replace)
        return Reader(self._connection).size()

    def entries(self) -> list[Entry]:
        """Return what is remembered of each load; see `Store.entries`."""
        return list(self._loads.refresh().loads)

    def unload(self, source: str) -> Removed:
        """Take out a source, by its id or by the name of its load."""
        return self._loads.unload(source)

    def judge(self, left: str, verdict: str, right: str, note: str = "") -> None:
        """Judge two ids to be the same or different entities; see `Store.judge`."""
        judgement = judging.judge(left, verdict, right, note)
        judged = self.judgements()
        known = {one for before in judged for one in before.pair}
        known |= Reader(self._connection).known(judgement.pair)
        for one in (left, right):
            if one not in known:
                ids = self._connection.rows("MATCH (n) WHERE n.id IS NOT NULL RETURN n.id LIMIT 100000")
                raise NoSuchEntity.among("entity", one, {str(row[0]) for row in ids})
        self._loads.rejudge([*(one for one in judged if one.pair != judgement.pair), judgement])

    def unjudge(self, left: str, right: str) -> None:
        """Take back what was judged of two ids."""
        self._loads.rejudge(judging.taken_back(self.judgements(), left, right))

    def rejudge(self, made: Iterable[Judgement], undone: Iterable[Judgement] = ()) -> None:
        """Take judgements back and make others at once; see `Store.rejudge`."""
        self._loads.rejudge(judging.changed(self.judgements(), made, undone))

    # ------------------------------------------------------------ closing

    def close(self) -> None:
        """Let go of the server. Closing twice is harmless."""
        self._connection.close()
        self._graph = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _lookup(self, ids: Iterable[str]) -> Iterable[Node]:
        return Reader(self._connection).nodes(list(ids))
