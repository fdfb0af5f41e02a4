"""The embedded store: one file, one writer at a time, Cypher answered in the process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from kgraph.engine import Engine
from kgraph.errors import NoSuchEntity, NotEmpty, UnknownName
from kgraph.fingerprint import fingerprint
from kgraph.garbage import uncollected
from kgraph.model import Node, Relationship, Value
from kgraph.names import slug
from kgraph.resolve import judgements as judging
from kgraph.resolve.judgements import Judgement
from kgraph.result import Result
from kgraph.store import copying, ledger
from kgraph.store import edits as editing
from kgraph.store.base import Loaded, LoadedSource, Removed, Store
from kgraph.store.build import Built, Load, gather
from kgraph.store.entry import Entry, check_names, loaded_on, status_of
from kgraph.store.holding import EDITS, MEMORY, Graph, Holding

if TYPE_CHECKING:
    import networkx as nx


class EmbeddedStore:
    """A store in a file of this machine, or in memory alone where there is no path.

    A file that is not there yet is made by the first load. Reading takes no lock and sees each
    change as a whole; writing takes a lock beside the file.
    """

    def __init__(self, path: Path | None = None, given: Graph | None = None) -> None:
        self.location = str(path) if path else MEMORY
        self._held = Holding(path, given)
        self._graph: tuple[int, nx.MultiDiGraph] | None = None

    # ------------------------------------------------------------ reading

    @property
    def revision(self) -> int:
        """A number that changes whenever the graph does."""
        self._held.refresh()
        return self._held.revision

    @property
    def graph(self) -> nx.MultiDiGraph:
        """The whole graph, frozen; built when first asked for."""
        if self._graph is None or self._graph[0] != self.revision:
            import networkx as nx  # noqa: PLC0415 - 0.2 s that a query does not need

            from kgraph.graph.convert import to_networkx  # noqa: PLC0415 - as above

            engine = self._held.engine
            with uncollected():
                graph = to_networkx(engine.nodes(), engine.relationships())
            self._graph = (self.revision, nx.freeze(graph))
        return self._graph[1]

    def elements(self) -> tuple[Iterator[Node], Iterator[Relationship]]:
        """Return all nodes and all relationships; see `Store.elements`."""
        self._held.refresh()
        return self._held.engine.nodes(), self._held.engine.relationships()

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
        if write:
            return self._write(cypher, parameters, timeout, limit)
        self._held.refresh()
        answer = self._held.engine.query(cypher, parameters, timeout=timeout, limit=limit)
        return Result(answer.columns, list(answer.rows), {}, self._lookup)

    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None
    ) -> Iterator[dict[str, Value]]:
        """Answer a query row by row."""
        self._held.refresh()
        answer = self._held.engine.query(cypher, parameters, timeout=timeout)
        return (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)

    def sources(self) -> list[LoadedSource]:
        """Return what is loaded, in the order in which it came."""
        self._held.refresh()
        return [
            ledger.loaded(load["name"], entry, load.get("loaded", ""))
            for load in self._held.ledger
            for entry in load["sources"]
        ]

    def judgements(self) -> list[Judgement]:
        """Return what was judged, oldest first."""
        self._held.refresh()
        return list(self._held.judgements)

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
        """Load files or folders, all or none of them; see `Store.load`."""
        check_names(sources, name)
        from kgraph.read.options import Options  # noqa: PLC0415 - a query needs no reader
        from kgraph.read.report import Report  # noqa: PLC0415 - as above

        how = Options.given(prefix, options, skip_bad=skip_bad)
        incoming = [gather(source, name, how, Report(skip_bad=skip_bad, file=report)) for source in sources]
        with self._held.writing():
            before = {} if replace else {one.name: one for one in self.entries()}
            status = {one.name: status_of(one, before.get(one.name)) for one in incoming}
            built = Built()
            if set(status.values()) - {"unchanged"}:
                kept = {} if replace else {load.name: load for load in self._held.loads()}
                loads = list((kept | {one.name: one for one in incoming}).values())
                for one in incoming:
                    one.loaded = loaded_on(status[one.name], before.get(one.name))
                    one.fill()
                built = self._held.rebuild(loads, edits=b"" if replace else None)
            else:
                for one in incoming:
                    if one.report:
                        one.report.unchanged(one.name)
            known = {load["name"]: load for load in self._held.ledger}
        return [
            Loaded(
                one.name,
                status[one.name],
                known[one.name]["nodes"],
                known[one.name]["relationships"],
                built.warnings.get(one.name, ()),
                str(one.report or ""),
                built.sources.get(one.name, ()),
            )
            for one in incoming
        ]

    def copy_from(self, other: Store, *, replace: bool = False) -> tuple[int, int]:
        """Take over the graph of another store; see `Store.copy_from`.

        From an embedded store come its sources themselves, from any other, and from one that was opened
        on a NetworkX graph into a file, the graph as one source.
        """
        with self._held.writing():
            if not replace and any(self._size()):
                raise NotEmpty.at(self.location)
            if isinstance(other, EmbeddedStore) and not (self._held.path and other._held.given):
                self._held.take_over(other._held)
            else:
                data = b"".join(copying.lines(*other.elements(), other.location))
                name = slug(other.location.rpartition("//")[2])
                files = {"copy.jsonl": data}
                load = Load(name, other.location, files, fingerprint=fingerprint(files, ""))
                load.loaded = loaded_on()
                self._held.rebuild([load] if data else [], edits=b"")
        return self._size()

    def entries(self) -> list[Entry]:
        """Return what is remembered of each load; see `Store.entries`."""
        self._held.refresh()
        return [ledger.entry(load) for load in self._held.ledger if load["kind"] != EDITS]

    def unload(self, source: str) -> Removed:
        """Take out a source, by its id or by the name of its load."""
        with self._held.writing():
            loaded = self.sources()
            known = {one.id for one in loaded} | {one.load for one in loaded}
            if source not in known:
                raise UnknownName.among("loaded source", source, known)
            kept = []
            for load in self._held.loads():
                ids = {one.id for one in loaded if one.load == load.name}
                if source in ids:  # the list is the manifest's, which stays if this fails
                    load.dropped = [*load.dropped, source]
                if load.name != source and ids - {source}:
                    kept.append(load)
            before = self._size()
            self._held.rebuild(kept, edits=b"" if source == EDITS else None)
            after = self._size()
        return Removed(source, before[0] - after[0], before[1] - after[1])

    def judge(self, left: str, verdict: str, right: str, note: str = "") -> None:
        """Judge two ids to be the same or different entities; see `Store.judge`."""
        judgement = judging.judge(left, verdict, right, note)
        with self._held.writing():
            known = {node.id for node in self._held.engine.nodes()}
            known |= {one for judged in self._held.judgements for one in judged.pair}
            for one in (left, right):
                if one not in known:
                    raise NoSuchEntity.among("entity", one, known)
            others = [one for one in self._held.judgements if one.pair != judgement.pair]
            self._held.rejudge([*others, judgement])

    def unjudge(self, left: str, right: str) -> None:
        """Take back what was judged of two ids."""
        with self._held.writing():
            self._held.rejudge(judging.taken_back(self._held.judgements, left, right))

    def rejudge(self, made: Iterable[Judgement], undone: Iterable[Judgement] = ()) -> None:
        """Take judgements back and make others at once; see `Store.rejudge`."""
        with self._held.writing():
            self._held.rejudge(judging.changed(self._held.judgements, made, undone))

    # ------------------------------------------------------------ closing

    def close(self) -> None:
        """Let go of the graph. Closing twice is harmless."""
        self._held.close()
        self._graph = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ within

    def _write(
        self, cypher: str, parameters: Mapping[str, Any] | None, timeout: float | None, limit: int | None
    ) -> Result:
        """Let the query write on a copy of the graph, which takes the graph's place when all went well."""
        with self._held.writing():
            engine = self._held.engine
            copy = Engine.from_bytes(engine.to_bytes())
            answer = copy.query(cypher, parameters, write=True, timeout=timeout, limit=limit)
            rows = list(answer.rows)
            with uncollected():
                before, after = ((one.nodes(), one.relationships()) for one in (engine, copy))
                edits = editing.diff(before, after)
            if edits:
                self._held.edit(copy, edits)
        return Result(answer.columns, rows, answer.counters, self._lookup)

    def _size(self) -> tuple[int, int]:
        return self._count("MATCH (n) RETURN count(n)"), self._count("MATCH ()-[r]->() RETURN count(r)")

    def _count(self, cypher: str) -> int:
        ((count,),) = self._held.engine.query(cypher).rows
        assert isinstance(count, int)
        return count

    def _lookup(self, ids: Iterable[str]) -> Iterable[Node]:
        wanted = set(ids)
        return [node for node in self._held.engine.nodes() if node.id in wanted] if wanted else []
