"""A source on its way into a graph, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from kgraph.claims import Source
from kgraph.read.records import FileNode, FileRelationship, is_entity
from kgraph.read.stream import Row, Stream
from kgraph.store.entry import Entry, loaded_on
from kgraph.store.ledger import CLAIMS, NODES, RELATIONSHIPS, Tally


@dataclass(slots=True)
class Incoming:
    """A source, and what it turned out to hold once its rows were read.

    `graph` says that some of it is a property graph's, outside the film schema. `left_out` are
    sources whose claims are passed over.
    """

    stream: Stream
    sources: dict[str, Source] = field(default_factory=dict)
    nodes: int = 0
    relationships: int = 0
    graph: bool = False
    left_out: Collection[str] = ()

    def rows(self) -> Iterator[Row]:
        """Yield what is not left out, and note what it is."""
        for row in self.stream.rows:
            if isinstance(row, FileNode):
                self.nodes += 1
                self.graph = self.graph or not is_entity(row.labels, row.properties, row.id)
            elif isinstance(row, FileRelationship):
                self.relationships += 1
                self.graph = self.graph or "claims" not in row.properties
            elif row.claim.source in self.left_out:
                continue
            yield row
        self.sources = {one.id: one for one in self.stream.sources}

    def entry(self) -> Entry:
        """Return what is remembered of the source, but for its counts."""
        told, sources, options = self.stream, tuple(self.sources), self.stream.options
        entry = Entry(told.name, told.path, told.kind, told.fingerprint, options.prefix, sources)
        return replace(entry, graph=self.graph, options=options.words, loaded=loaded_on())

    def counted(self, entry: Entry, tally: Tally) -> Entry:
        """Return the entry with its counts."""
        if entry.kind == "property graph":
            return replace(entry, counts=(self.nodes, self.relationships, 0))
        counts = tally.of(entry.sources)
        return replace(entry, counts=(counts[NODES], counts[RELATIONSHIPS], counts[CLAIMS]))
