"""`kgraph export`: the graph, or a part of it, as a page or in a format of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click
import networkx as nx
from click.core import ParameterSource

from kgraph.claims import Source
from kgraph.cli import importing
from kgraph.cli.asking import asked, param_option
from kgraph.cli.opening import opened
from kgraph.cli.output import Failure, Settings, note, report, size, warn
from kgraph.cli.parameters import Given
from kgraph.cli.pointing import pointing
from kgraph.cli.reading import reading, reading_options
from kgraph.errors import UnknownName
from kgraph.explore.around import neighbourhood
from kgraph.explore.find import entity
from kgraph.export import SUFFIXES, write
from kgraph.export.neo4j_import import FOLDER, is_folder
from kgraph.graph.collaboration import people
from kgraph.store import Store
from kgraph.store.files import replacing
from kgraph.view import page
from kgraph.view.drawing import extent

PAGES = (".html", ".htm")


def is_page(out: str) -> bool:
    """Return whether the suffix asks for a page."""
    return out.lower().endswith(PAGES)


@dataclass(frozen=True, slots=True)
class Choice:
    """What part of the graph is wanted, or of which files instead."""

    query: str | None
    given: Sequence[Given]
    around: str | None
    hops: int
    collaboration: bool
    files: Sequence[str]
    how: Mapping[str, Any]

    @property
    def part(self) -> bool:
        """Whether less than the whole graph is wanted, or another than the store's."""
        return bool(self.query or self.around or self.collaboration)


@click.command()
@click.argument("out", type=click.Path())
@click.option("--query", metavar="CYPHER|NAME", help="Only what is in the answer to a query.")
@param_option
@click.option("--around", metavar="ENTITY", help="Only what is near an entity.")
@click.option("--hops", type=click.IntRange(0, 10), default=1, show_default=True, help="How near.")
@click.option("--collaboration", is_flag=True, help="People linked by shared films instead of the films.")
@click.option("--sources", "draw_sources", is_flag=True, help="Draw the sources too.")
@click.option("--title", default="", help="The title of the page.")
@click.option(
    "--from", "files", multiple=True, metavar="SOURCE", help="Straight from a file or folder (neo4j-import/)."
)
@reading_options
@click.pass_obj
def export(settings: Settings, /, out: str, *, title: str, draw_sources: bool, **choice: Any) -> None:
    """Write the graph, or a part of it, to a file.

    The suffix of OUT says how: .html (an interactive page), .graphml, .gexf, .json (node-link),
    .jsonl (APOC style), .csv (tables of nodes, relationships and sources). A folder, neo4j-import/
    or any name that ends with a slash, is input for `neo4j-admin database import`; with --from,
    made of files of any size without a store.
    """
    _check_idle(out)
    named = {one.name: choice.pop(one.name) for one in fields(Choice) if one.name in choice}
    wanted = Choice(**named, how=choice)
    _check(out, wanted)
    path = Path(out)
    if wanted.files:
        importing.from_sources(wanted.files, path, reading(wanted.how))
    elif is_folder(out) and not wanted.part:
        importing.from_store(settings, path)
    else:
        with opened(settings) as store:
            graph, about = _part(store, wanted)
            sources = _cited(store, graph)
        graph = people(graph) if wanted.collaboration else graph
        if is_folder(out):
            importing.from_graph(graph, path, sources)
            return
        warn(sources)
        if is_page(out):
            _draw(graph, path, title=title or about, sources=sources, draw_sources=draw_sources)
        else:
            save_as(graph, path, sources)


def _draw(graph: nx.MultiDiGraph, path: Path, *, draw_sources: bool, **about: Any) -> None:
    save(page(graph, draw_sources=draw_sources, **about), path)
    report(f"{path}: {size(*extent(graph, draw_sources=draw_sources))}.")


def save_as(graph: nx.Graph, path: Path, sources: Sequence[Source]) -> None:
    """Write a graph in the format that its suffix names, and tell what was written."""
    for remark in write(graph, path, sources=sources):
        note(f"Note: {remark}")
    report(f"{path}: {size(len(graph), graph.number_of_edges())}.")


def _check(out: str, wanted: Choice) -> None:
    """Refuse what cannot be meant, before anything is read."""
    if not is_folder(out):
        name = Path(out).name
        if not name.lower().removesuffix(".gz").endswith((*SUFFIXES, *PAGES)):
            raise UnknownName.among(
                "export format", Path(out).suffix or name, (*SUFFIXES, PAGES[0], f"{FOLDER}/")
            )
        if wanted.files:
            raise click.UsageError(f"--from writes a folder such as {FOLDER}/; for a file, load first.")
    if wanted.given and not wanted.query:
        raise click.UsageError("--param goes with --query.")
    if wanted.query and wanted.around:
        raise click.UsageError("--query and --around exclude each other.")
    if wanted.files and wanted.part:
        raise click.UsageError("--from writes all that the files say: no --query, --around, --collaboration.")
    for name in [name for name, value in wanted.how.items() if value and not wanted.files]:
        raise click.UsageError(f"--{name.replace('_', '-')} goes with --from.")


def _check_idle(out: str) -> None:
    """Refuse options that would change nothing: what is asked for and not done is a wrong answer."""
    ctx = click.get_current_context()
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    if "hops" in given and "around" not in given:
        raise click.UsageError("--hops goes with --around.")
    if not is_page(out) and (idle := given & {"title", "draw_sources"}):
        name = "--title" if "title" in idle else "--sources"
        raise click.UsageError(f"{name} goes with a page: a name that ends with .html.")


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
            answer = store.query(question.text, question.parameters(store))
        graph = answer.graph()
        if answer.rows and not graph:
            raise Failure("The answer holds no nodes.", "RETURN nodes, relationships or paths.")
        if not graph:
            note("The answer is empty.")
    elif wanted.around:
        centre = entity(store, wanted.around)
        return neighbourhood(store, centre.id, wanted.hops), centre.name
    else:
        graph = store.graph
    return graph, ""
