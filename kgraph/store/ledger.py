"""The ledger: what each load and each of its sources gave to the graph."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.claims import Source
from kgraph.model import Node, Relationship
from kgraph.store.base import LoadedSource
from kgraph.store.entry import Entry, Kind

if TYPE_CHECKING:  # the readers: a query needs none
    from kgraph.read import Batch

NODES, RELATIONSHIPS, CLAIMS = COUNTED = ("nodes", "relationships", "claims")


class Tally:
    """How many nodes, relationships and claims the sources speak for, alone and together."""

    def __init__(self, nodes: Iterable[Node] = (), relationships: Iterable[Relationship] = ()) -> None:
        # Few combinations of sources stand behind many things: counted once, summed as asked.
        self._things: dict[str, Counter[tuple[str, ...]]] = {}
        self._claims: defaultdict[str, int] = defaultdict(int)
        for what, things in ((NODES, nodes), (RELATIONSHIPS, relationships)):
            self._things[what] = Counter(self._sources(thing.properties) for thing in things)

    def add(self, what: str, properties: Mapping[str, Any]) -> None:
        """Count one more of NODES or RELATIONSHIPS."""
        self._things[what][self._sources(properties)] += 1

    def of(self, sources: Collection[str]) -> dict[str, int]:
        """Return the counts of what at least one of the sources speaks for."""
        wanted = set(sources)
        counts = {
            what: sum(count for spoken, count in combinations.items() if wanted.intersection(spoken))
            for what, combinations in self._things.items()
        }
        return {**counts, CLAIMS: sum(self._claims[source] for source in wanted)}

    def _sources(self, told: Mapping[str, Any]) -> tuple[str, ...]:
        sources: tuple[str, ...] = tuple(told.get("sources", ()))
        if len(sources) == 1:
            self._claims[sources[0]] += len(told["claims"])
            return sources
        for source in sources:
            mark = f'"source":{json.dumps(source, ensure_ascii=False)}'
            self._claims[source] += sum(mark in claim for claim in told["claims"])
        return sources


def entries(batch: Batch, path: str, dropped: Collection[str], tally: Tally) -> dict[str, Any]:
    """Return the ledger of one load: its own counts, and an entry per source it came with."""
    if batch.sources:
        kept = [one for one in batch.sources if one.id not in dropped]
        counts = tally.of([one.id for one in kept])
        return {**counts, "sources": [_entry(one, "claims", tally.of([one.id])) for one in kept]}
    counts = {NODES: len(batch.nodes), RELATIONSHIPS: len(batch.relationships), CLAIMS: 0}
    source = Source(batch.name, title=Path(path).name)
    return {**counts, "sources": [_entry(source, "property graph", counts)]}


def edits_entries(name: str, title: str, nodes: int, relationships: int) -> dict[str, Any]:
    """Return the ledger of the changes made by queries."""
    counts = {NODES: nodes, RELATIONSHIPS: relationships, CLAIMS: 0}
    return {**counts, "sources": [_entry(Source(name, title=title), "edits", counts)]}


def loaded(load: str, told: Mapping[str, Any], day: str = "") -> LoadedSource:
    """Return an entry as what `Store.sources` gives; `day` is that of its load."""
    source = Source(**{name: told[name] for name in Source.__slots__})
    nodes, relationships, claims = (told[what] for what in COUNTED)
    return LoadedSource(source, load, told["kind"], nodes, relationships, claims, day)


def entry(load: Mapping[str, Any]) -> Entry:
    """Return a load of the manifest as every store tells it."""
    sources = load["sources"]
    kind: Kind = sources[0]["kind"] if sources else "claims"
    ids = [one["id"] for one in sources] if kind == "claims" else []
    return Entry(
        load["name"],
        load["path"],
        kind,
        load["fingerprint"],
        load["prefix"],
        (*ids, *load["dropped"]),
        tuple(load["dropped"]),
        (load[NODES], load[RELATIONSHIPS], load[CLAIMS]),
        graph=kind != "claims",
        options=tuple(load.get("options", ())),
        loaded=load.get("loaded", ""),
    )


def _entry(source: Source, kind: Kind, counts: Mapping[str, int]) -> dict[str, Any]:
    return {**{name: getattr(source, name) for name in Source.__slots__}, "kind": kind, **counts}
