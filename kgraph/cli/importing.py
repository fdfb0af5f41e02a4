"""`kgraph export neo4j-import/`: a folder for `neo4j-admin database import full`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx

from kgraph.claims import Source
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, note, report, size, warn
from kgraph.export.neo4j_import import Written, export_graph, export_sources, export_store
from kgraph.read.options import Options


def from_store(settings: Settings, out: Path) -> None:
    """Write all of the store."""
    with opened(settings) as store:
        _told(out, export_store(store, out))


def from_sources(given: Sequence[str], out: Path, options: Options) -> None:
    """Write what source files say, without a store."""
    _told(out, export_sources(given, out, options=options))


def from_graph(graph: nx.Graph, out: Path, sources: Iterable[Source]) -> None:
    """Write a part of a graph."""
    _told(out, export_graph(graph, out, sources))


def _told(out: Path, written: Written) -> None:
    warn(written.sources)
    for remark in written.notes:
        note(f"Note: {remark}")
    report(f"{out}: {size(written.nodes, written.relationships)}. {out / 'README.md'} says how to import it.")
