"""What an embedded store holds, and how it changes: as a whole or not at all.

Every change is the same act: the graph is made anew from the kept sources, the judgements and the
edits, written beside the old file, and put in its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kgraph import __version__
from kgraph.engine import Engine
from kgraph.errors import StoreDamaged
from kgraph.garbage import uncollected
from kgraph.model import Node, Relationship
from kgraph.progress import Progress
from kgraph.resolve import judgements as judging
from kgraph.resolve.judgements import Judgement, canonical
from kgraph.store import edits as editing
from kgraph.store import files
from kgraph.store.build import Built, Load, build, merge
from kgraph.store.files import Contents
from kgraph.store.ledger import edits_entries

Graph = tuple[list[Node], list[Relationship]]
ENGINE = version("kglite")
"""Who wrote the graph's bytes: another version may read them, and answer, otherwise."""
EDITS = "edits"
MEMORY = ":memory:"
_KEPT = ("name", "path", "folder", "prefix", "dropped", "fingerprint", "options", "loaded")


class Holding:
    """The contents of one store: in a file, or in memory alone where `path` is None.

    `given` is a graph that was there before anything was loaded. `revision` changes with the graph.
    """

    def __init__(self, path: Path | None, given: Graph | None = None) -> None:
        self.path = path
        self.judgements: list[Judgement] = []
        self.revision = 0
        self._given = given or ([], [])
        self._contents = Contents()
        self._engine = _filled(given) if given else None
        self._stamp: object = None
        self.refresh()

    # ------------------------------------------------------------ what is held

    @property
    def engine(self) -> Engine:
        """The graph, opened when first asked for."""
        if self._engine is None:
            self._engine = self._read() or self._made(
                build(self.loads(), self.judgements), self._contents.edits
            )
        return self._engine

    @property
    def given(self) -> bool:
        """Whether there is a graph that no load brought, and that no file would keep."""
        return bool(self._given[0])

    @property
    def ledger(self) -> list[dict[str, Any]]:
        """What is loaded, a dict per load, with an entry per source under "sources"."""
        loads: list[dict[str, Any]] = self._contents.manifest.get("loads", [])
        return loads

    def loads(self) -> list[Load]:
        """Return the loads with the bytes of their sources."""
        if self.path and self.ledger and not self._contents.loads:
            self._contents.loads = files.read(self.path, loads=True).loads
        return [
            Load(
                files=self._contents.loads[one["name"]],
                **{name: one[name] for name in _KEPT if name in one},
            )
            for one in self.ledger
            if one["kind"] != EDITS
        ]

    def close(self) -> None:
        """Let go of the graph, where there is a file to read it from again."""
        if self.path:
            self._engine = None

    # ------------------------------------------------------------ the world outside

    def refresh(self) -> None:
        """See what another process wrote, and what a person wrote into the judgements file."""
        beside, now = self._judgements_path, self._now()
        if self.path is None or beside is None or now == self._stamp:
            return
        contents = files.read(self.path) if now[0] else Contents()
        data = beside.read_bytes() if now[1] else b""
        self.judgements = judging.read(data, beside) if data else []
        self._contents, self._engine = contents, None
        if now[0] and contents.manifest["judgements"] != _digest(self.judgements):
            self._engine = self._made(build(self.loads(), self.judgements), contents.edits)
        self.revision += 1
        self._stamp = now

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, and start from what is there now."""
        if self.path is None:
            yield
            return
        with files.writing(self.path):
            self.refresh()
            yield

    # ------------------------------------------------------------ changes

    def rebuild(self, loads: Sequence[Load], *, edits: bytes | None = None) -> Built:
        """Make the graph of these loads, write it, and only then let it be the graph.

        `edits` stand for those that are there; by default these stay.
        """
        edits = self._contents.edits if edits is None else edits
        with uncollected():
            built = build(loads, self.judgements)
            engine = self._made(built, edits)
            self._replace(engine, [_told(load, built.ledger[load.name]) for load in loads], edits, loads)
        return built

    def edit(self, engine: Engine, edits: Sequence[editing.Edit]) -> None:
        """Take an engine on which a query wrote for the graph, and keep what that changed."""
        kept = self._contents.edits + editing.dump(edits)
        self._replace(engine, [one for one in self.ledger if one["kind"] != EDITS], kept, self.loads())

    def take_over(self, other: Holding) -> None:
        """Hold what another holds: its loads, its edits, its judgements."""
        other.refresh()
        self._given = other._given
        with self._judging(other.judgements):
            self.rebuild(other.loads(), edits=other._contents.edits)

    def rejudge(self, judgements: Sequence[Judgement]) -> None:
        """Make the graph anew where other judgements make it another, and write these beside the store."""
        same = canonical(judgements) == canonical(self.judgements)
        with self._judging(judgements):
            if not same:
                self.rebuild(self.loads())

    @contextmanager
    def _judging(self, judgements: Sequence[Judgement]) -> Iterator[None]:
        """Let these be the judgements, written once all else is; the old ones stay where that fails."""
        before, self.judgements = self.judgements, list(judgements)
        try:
            yield
            if self._judgements_path:
                judged = self._judged()  # none are an empty file
                with files.replacing(self._judgements_path) as file:
                    file.write(judged)
                self._stamp = self._now()
        except BaseException:
            self.judgements, self._stamp = before, None
            raise

    @property
    def _judgements_path(self) -> Path | None:
        return self.path.with_suffix(".judgements.csv") if self.path else None

    def _now(self) -> tuple[object, object]:
        """Return what changes when the store's file or that of the judgements does."""
        store, judgements = (path and files.stamp(path) for path in (self.path, self._judgements_path))
        return store, judgements

    def _read(self) -> Engine | None:
        """Return the graph as it was written, or None where another engine wrote it."""
        if not self._contents.graph:
            return Engine()
        if self._contents.manifest["engine"] != ENGINE:
            return None
        try:
            return Engine.from_bytes(self._contents.graph)
        except StoreDamaged:  # its sums were right when the file was read: a form of another time
            return None

    def _made(self, built: Built, edits: bytes) -> Engine:
        if self._given[0]:
            merge(built, *self._given, MEMORY)
        graph: Graph = (built.nodes, built.relationships)
        return _filled(editing.apply(*graph, editing.parse(edits)) if edits else graph)

    def _replace(
        self, engine: Engine, ledger: list[dict[str, Any]], edits: bytes, loads: Sequence[Load]
    ) -> None:
        manifest = {
            "format": files.FORMAT,
            "kgraph": __version__,
            "engine": ENGINE,
            "judgements": _digest(self.judgements),
            "loads": [*ledger, _told_of_edits(edits)] if edits else ledger,
        }
        kept = {load.name: load.files for load in loads}
        contents = Contents(manifest, engine.to_bytes() if self.path else b"", edits, kept)
        if self.path:
            files.write(self.path, contents)
            contents.loads = {}  # read again when needed: they may be large
            self._stamp = self._now()
        self._contents, self._engine = contents, engine
        self.revision += 1

    def _judged(self) -> bytes:
        """Return the judgements file as it is where it says what is judged: a person's layout stays."""
        path = self._judgements_path
        data = path.read_bytes() if path and path.exists() else b""
        if data and judging.read(data, path) == self.judgements:
            return data
        return judging.write(self.judgements) if self.judgements else b""


def _filled(graph: Graph) -> Engine:
    nodes, relationships = graph
    engine = Engine()
    with Progress("Building the graph", len(nodes) + len(relationships), "nodes and edges") as bar:
        engine.add(bar.over(nodes), bar.over(relationships))
    return engine


def _told(load: Load, ledger: dict[str, Any]) -> dict[str, Any]:
    return {**{name: getattr(load, name) for name in _KEPT}, "kind": "load", **ledger}


def _told_of_edits(edits: bytes) -> dict[str, Any]:
    made = editing.parse(edits)
    nodes = len({edit["node"] for edit in made if "node" in edit})
    edges = len({edit["edge"] for edit in made if "edge" in edit})
    return {
        "name": EDITS,
        "kind": EDITS,
        **edits_entries(EDITS, "changes by queries that write", nodes, edges),
    }


def _digest(judgements: Sequence[Judgement]) -> str:
    """Return a sum of what judgements do to the graph: it is another where they make other ids one."""
    told = sorted(canonical(judgements).items())
    return hashlib.sha256(json.dumps(told).encode()).hexdigest() if told else ""
