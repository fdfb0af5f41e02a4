"""What an import is made of: a store, source files without a store, or any graph.

What stands in the database afterwards is, of a store or files, what `kgraph copy` and `kgraph load`
would have written there, with what they remember of each load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import networkx as nx

from kgraph.claims import Source, Statement
from kgraph.errors import UsageError
from kgraph.export.content import Content, content
from kgraph.export.neo4j_import.tabular import export_tables
from kgraph.export.neo4j_import.write import Afterwards, Written, write_import
from kgraph.model import Node, Relationship
from kgraph.names import slug
from kgraph.progress import Progress
from kgraph.read.options import Options
from kgraph.read.records import OUTER_ID
from kgraph.read.stream import Stream, stream
from kgraph.resolve.spool import Spool
from kgraph.store.base import Store
from kgraph.store.copying import rows
from kgraph.store.incoming import Incoming
from kgraph.store.ledger import NODES, RELATIONSHIPS, Tally
from kgraph.store.neo4j import ddl
from kgraph.store.neo4j.ledger import Ledger, command


def export_store(store: Store, out: Path) -> Written:
    """Write all of a store, as `kgraph copy` would; see `write_import`."""
    name, told = slug(store.location.rpartition("//")[2]), rows(*store.elements(), store.location)
    came = Incoming(Stream(name, store.location, "property graph", told))

    def ledger() -> Ledger:
        entries = store.entries() or [came.counted(came.entry(), Tally())]
        return Ledger(tuple(entries), tuple(store.judgements()))

    sources = [one.source for one in store.sources()]
    with Progress("Writing", unit="nodes and relationships") as bar:
        elements = (row for row in came.rows() if not isinstance(row, Statement))
        return write_import(bar.over(elements), out, sources=sources, afterwards=_remembering(ledger))


def export_sources(given: Sequence[str | Path], out: Path, *, options: Options | None = None) -> Written:
    """Write what files and folders say together, as `kgraph load` would; see `write_import`.

    The memory is the same whatever their size. Raises what a load raises.
    """
    if len(given) == 1 and (copied := export_tables(given[0], out, options or Options())):
        return copied
    streams = [stream(source, options=options or Options()) for source in given]
    if len({one.name for one in streams}) < len(streams):
        raise UsageError("Two of the sources have one name.", "Rename one of the files.")
    incoming = [Incoming(one) for one in streams]
    tally = Tally()

    def ledger() -> Ledger:
        return Ledger(tuple(one.counted(one.entry(), tally) for one in incoming))

    with Spool() as spool:
        for rank, one in enumerate(incoming):
            spool.add(one.rows(), rank)
        sources = {key: source for one in incoming for key, source in one.sources.items()}
        spool.resolve(sources.values(), {})
        with Progress("Writing", sum(spool.counts()), "nodes and relationships") as bar:
            told = bar.over(_resolved(spool, tally))
            written = write_import(told, out, sources=sources.values(), afterwards=_remembering(ledger))
    notes = ((one.name, note) for one in streams for note in (str(one.report), *one.notes) if note)
    return replace(written, notes=tuple(f"{name}: {note}" for name, note in notes))


def export_graph(graph: nx.Graph, out: Path, sources: Iterable[Source]) -> Written:
    """Write a part of a graph, or any other NetworkX graph; see `write_import`."""
    return write_import(_contained(graph, content(graph)), out, sources=sources)


def _contained(graph: nx.Graph, told: Content) -> Iterator[Node | Relationship]:
    for node in told.nodes:
        known = graph.nodes[node.id].get(OUTER_ID) == node.id
        properties = {**node.properties, OUTER_ID: node.id} if known else node.properties
        yield Node(node.id, node.labels, properties)
    for edge in told.edges:
        yield Relationship(edge.start, edge.type, edge.end, edge.properties)


def _resolved(spool: Spool, tally: Tally) -> Iterator[Node | Relationship]:
    for node, _ in spool.nodes():
        tally.add(NODES, node.properties)
        yield node
    for edge in spool.relationships():
        tally.add(RELATIONSHIPS, edge.relationship.properties)
        yield edge.relationship


def _remembering(ledger: Callable[[], Ledger]) -> Afterwards:
    """Return what to run after the import: constraints and indexes, and the ledger, known only by then."""
    return lambda labels: [*ddl.statements(labels), command(ledger())]
