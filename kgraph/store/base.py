"""Where a graph lives: the one contract that every store keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol, Self

from kgraph.claims import Source
from kgraph.model import Node, Relationship, Value
from kgraph.resolve.judgements import Judgement
from kgraph.result import Result

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.store.entry import Entry, Kind


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did with one source: how much the source says, and whether that was news.

    `report` says in a line what was read, kept, skipped and why; `sources` are those it came with.
    Both are empty where nothing had to be read.
    """

    name: str
    status: Literal["added", "unchanged", "replaced"]
    nodes: int
    relationships: int
    warnings: tuple[str, ...] = ()
    report: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedSource:
    """One source in a store. `load` is the file or folder it came with, `loaded` the day, YYYY-MM-DD.

    The counts are of what it speaks for.
    """

    source: Source
    load: str
    kind: Kind
    nodes: int
    relationships: int
    claims: int
    loaded: str = ""

    @property
    def id(self) -> str:
        """The id by which it can be unloaded."""
        return self.source.id


@dataclass(frozen=True, slots=True)
class Removed:
    """What went out of the graph with a source."""

    name: str
    nodes: int
    relationships: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a source would load, had it been loaded."""

    name: str
    kind: Kind
    nodes: int
    relationships: int
    claims: int
    labels: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)


class Store(Protocol):
    """A graph with its sources. Only kgraph's own nouns cross this line."""

    location: str
    """Where it is, in words for a person: a path, an address, or ":memory:"."""

    @property
    def revision(self) -> int:
        """A number that changes whenever the graph does."""

    @property
    def graph(self) -> nx.MultiDiGraph:
        """The whole graph, frozen; built when first asked for."""

    def elements(self) -> tuple[Iterator[Node], Iterator[Relationship]]:
        """Return all nodes and all relationships as they come, without a graph of them in memory."""

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
        """Load files or folders, all or none of them; "-" is standard input.

        `name` stands for a source instead of its file's name, `prefix` goes before the ids of a
        property graph. Loading again what is there changes nothing; loading a changed file
        replaces what that file said. With `replace` the store is emptied first, once the sources are
        known to be in order. `skip_bad` goes past rows that cannot be read; `options` are those of the
        source's reader, such as `{"staff": True}`. What becomes of the rows is written to `report` as
        JSON lines.
        """

    def copy_from(self, other: Store, *, replace: bool = False) -> tuple[int, int]:
        """Take over the graph of another store, its judgements, and what it remembers of its loads.

        Returns the numbers of nodes and relationships. Raises StoreError where something is here
        already, unless `replace` says to empty the store first.
        """

    def entries(self) -> list[Entry]:
        """Return what is remembered of each load, in the order in which they came."""

    def sources(self) -> list[LoadedSource]:
        """Return what is loaded, in the order in which it came."""

    def unload(self, source: str) -> Removed:
        """Take out a source, by its id or the name of its load; raise UnknownName where it is not there."""

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Answer a query; refuse one that writes unless `write` says it may.

        `timeout` is in seconds, `limit` the most rows to return.
        """

    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None
    ) -> Iterator[dict[str, Value]]:
        """Answer a query row by row."""

    def judge(self, left: str, verdict: str, right: str, note: str = "") -> None:
        """Judge two ids to be the "same" entity (the right one's id stands) or "different" ones."""

    def unjudge(self, left: str, right: str) -> None:
        """Take back what was judged of two ids."""

    def rejudge(self, made: Iterable[Judgement], undone: Iterable[Judgement] = ()) -> None:
        """Take judgements back and make others, all of it at once or nothing; of one pair the last counts."""

    def judgements(self) -> list[Judgement]:
        """Return what was judged, oldest first."""

    def close(self) -> None:
        """Let go of files and connections. Closing twice is harmless."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
