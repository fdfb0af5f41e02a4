"""`kgraph export`: the graph, or a part of it, as a page or in a format of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import networkx as nx

from kgraph.claims import Source
from kgraph.cli.asking import asked, param_option
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, note, report, size
from kgraph.cli.parameters import Given
from kgraph.cli.pointing import pointing
from kgraph.errors import UnknownName
from kgraph.explore.around import neighbourhood
from kgraph.explore.find import entity
from kgraph.export import SUFFIXES, write
from kgraph.graph.collaboration import people
from kgraph.store import Store
from kgraph.store.files import replacing
from kgraph.view import page

_PAGES = (".html", ".htm")
_CROWDED = 3000
"""Nodes beyond which a page is slow to move and hard to read."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What part of the graph is wanted."""

    query: str | None
    given: Sequence[Given]
    around: str | None
    hops: int
    collaboration: bool


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--query", metavar="CYPHER|NAME", help="Only what is in the answer to a query.")
@param_option
@click.option("--around", metavar="ENTITY", help="Only what is near an entity.")
@click.option("--hops", type=click.IntRange(0, 10), default=1, show_default=True, help="How near.")
@click.option("--collaboration", is_flag=True, help="People linked by shared films instead of the films.")
@click.option("--sources", "draw_sources", is_flag=True, help="Draw the sources too.")
@click.option("--title", default="", help="The title of the page.")
@click.pass_obj
def export(settings: Settings, /, out: Path, *, title: str, draw_sources: bool, **choice: Any) -> None:
    """Write the graph, or a part of it, to a file.

    The suffix of OUT says how: .html (an interactive page), .graphml, .gexf, .json (node-link),
    .jsonl (APOC style), .csv (a pair of files: nodes and relationships).
    """
    wanted = Choice(**choice)
    if not out.name.lower().removesuffix(".gz").endswith((*SUFFIXES, *_PAGES)):
        raise UnknownName.among("export format", out.suffix or out.name, (*SUFFIXES, _PAGES[0]))
    if wanted.query and wanted.around:
        raise click.UsageError("--query and --around exclude each other.")
    with opened(settings) as store:
        graph, about = _part(store, wanted)
        sources = _cited(store, graph)
    if wanted.collaboration:
        graph = people(graph)
    if out.suffix.lower() in _PAGES:
        if len(graph) > _CROWDED:
            note(f"{len(graph):,} nodes make a crowded page; --around, --query or --collaboration draw less.")
        save(page(graph, title=title or about, sources=sources, draw_sources=draw_sources), out)
    else:
        for remark in write(graph, out, sources=sources):
            note(f"Note: {remark}")
    report(f"{out}: {size(len(graph), graph.number_of_edges())}.")


def save(text: str, path: Path) -> None:
    """Write a page whole or not at all."""
    with replacing(path) as file:
        file.write(text.encode("utf-8", errors="backslashreplace"))


def _cited(store: Store, graph: nx.MultiDiGraph) -> list[Source]:
    """Return the sources that what is written comes from: theirs are the terms that go with it."""
    told = [attributes for _, attributes in graph.nodes(data=True)]
    told += [attributes for _, _, attributes in graph.edges(data=True)]
    cited = {source for attributes in told for source in attributes.get("sources", ())}
    return [one.source for one in store.sources() if one.id in cited or one.kind != "claims"]


def _part(store: Store, wanted: Choice) -> tuple[nx.MultiDiGraph, str]:
    """Return what is wanted of the graph, and what to call it."""
    if wanted.query:
        question = asked(wanted.query, wanted.given, {})
        with pointing(question.text):
            graph = store.query(question.text, question.parameters(store)).graph()
        if not graph:
            note("The answer holds no nodes: RETURN nodes, relationships or paths to draw them.")
    elif wanted.around:
        centre = entity(store, wanted.around)
        return neighbourhood(store, centre.id, wanted.hops), centre.name
    else:
        graph = store.graph
    return graph, ""
