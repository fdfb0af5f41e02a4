"""`kgraph analyse`: measures of the nodes of the graph, or of a projection."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from typing import Any

import click
import networkx as nx

from kgraph.analysis import measures, project
from kgraph.analysis.projection import KINDS
from kgraph.analysis.reading import countries, labels_in, values_of
from kgraph.analysis.writing import write
from kgraph.cli.asking import render
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, count, note
from kgraph.cli.projecting import options
from kgraph.errors import NoSuchEntity, UnknownName, UsageError
from kgraph.explore.find import entity
from kgraph.progress import waiting
from kgraph.result import Result
from kgraph.store import Store

_PLAIN: Mapping[str, Callable[[nx.Graph], measures.Values]] = {
    "degree": measures.degree,
    "pagerank": measures.pagerank,
    "communities": measures.communities,
    "components": measures.components,
}
MEASURES = (*_PLAIN, "betweenness", "distance", "assortativity")
_RISING = ("communities", "components", "distance")
_WHOLE = "graph"


@click.command()
@click.argument("measure", type=click.Choice(MEASURES))
@click.option(
    "--on",
    default=_WHOLE,
    metavar="KIND",
    show_default=True,
    help="What to measure: the whole graph, or a projection on people, companies, countries, a label.",
)
@options
@click.option("--label", help="Give only nodes with this label.")
@click.option("--from", "start", metavar="ENTITY", help="Where distances begin.")
@click.option("--by", default="country", show_default=True, help="Of assortativity: country, or a property.")
@click.option("--samples", type=click.IntRange(min=1), help="Of betweenness: how many nodes paths begin at.")
@click.option("--seed", type=int, default=0, show_default=True, help="Chooses the samples.")
@click.option("--limit", type=click.IntRange(min=0), help="The most rows to give.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to write the rows.",
)
@click.option("--write", "name", metavar="PROPERTY", help="Write the values to the nodes instead.")
@click.option("--replace", is_flag=True, help="With --write: overwrite the property.")
@click.pass_obj
def analyse(settings: Settings, /, measure: str, *, output: str, name: str | None, **how: Any) -> None:
    """Measure nodes: degree, PageRank, communities and more.

    Links have no direction; two nodes have one, whose weight is the number of their relationships or
    shared films. Communities and components are numbered from 0, the largest. Betweenness of more than
    3,000 nodes is estimated from 200 of them, unless --samples says otherwise. Values that --write
    wrote to a file are an edit, which `kgraph unload edits` takes back.
    """
    _check(measure, name, how)
    with opened(settings) as store:
        graph = _graph(store, how)
        if measure == "assortativity":
            return _assortativity(store, graph, how["by"], output)
        with _backends():
            values = _values(store, graph, measure, how)
        if how["label"]:
            values = _labelled(store, graph, values, how["label"])
        if name:
            written = write(store, graph, name, values, replace=how["replace"])
            return note(f"{name!r} is written to {count(written, 'node')}.")
    rising = measure in _RISING
    ordered = sorted(values, key=lambda key: (values[key] if rising else -values[key], key))
    rows = [_row(graph, key, values[key]) for key in ordered[: how["limit"]]]
    render(Result(("id", "name", "labels", measure), rows), output)
    if len(rows) < len(ordered):
        note(f"There are more rows than these {len(rows):,}.")
    return None


def _row(graph: nx.Graph, key: str, value: Any) -> tuple[Any, ...]:
    told = graph.nodes[key]
    return key, told.get("name", key), list(told["_labels"]), value


def _graph(store: Store, how: Mapping[str, Any]) -> nx.Graph:
    with waiting("Reading"):
        if how["on"] == _WHOLE:
            return measures.whole(store, how["relations"])
        wanted = {name: how[name] for name in ("relations", "least", "years", "newman")}
        return project(store, how["on"], **wanted)


def _values(store: Store, graph: nx.Graph, measure: str, how: Mapping[str, Any]) -> measures.Values:
    if measure == "distance":
        found = entity(store, how["start"])
        if found.id not in graph:
            raise NoSuchEntity(f"{found.name} is not in what is measured.", "See --on and --relation.")
        return measures.distance(graph, found.id)
    if measure == "betweenness":
        samples = how["samples"] or (measures.SAMPLES if len(graph) > measures.SAMPLED_ABOVE else None)
        if samples and samples < len(graph):
            note(f"Estimated from {samples:,} of {len(graph):,} nodes (seed {how['seed']}).")
        with waiting(f"Betweenness of {len(graph):,} nodes"):
            return measures.betweenness(graph, samples, how["seed"])
    with waiting(f"{measure.capitalize()} of {len(graph):,} nodes"):
        return _PLAIN[measure](graph)


@contextmanager
def _backends() -> Iterator[None]:
    """Keep standard output for the answer, whatever a backend of NetworkX prints; say where one is broken."""
    try:
        with redirect_stdout(sys.stderr):
            yield
    except ImportError as error:
        if not nx.config.backend_priority.algos:
            raise
        told = ", ".join(nx.config.backend_priority.algos)
        raise UsageError(
            f"NetworkX cannot use its backend {told}: {error}.",
            "Bring it up to date, or unset NETWORKX_BACKEND_PRIORITY and NETWORKX_AUTOMATIC_BACKENDS.",
        ) from error


def _labelled(store: Store, graph: nx.Graph, values: measures.Values, label: str) -> measures.Values:
    if label not in (known := labels_in(store)):
        raise UnknownName.among("label", label, known)
    return {key: value for key, value in values.items() if label in graph.nodes[key]["_labels"]}


def _assortativity(store: Store, graph: nx.Graph, by: str, output: str) -> None:
    told = countries(store) if by == "country" else values_of(store, by)
    with _backends():
        value, counted = measures.assortativity(graph, told)
    note(f"Of {counted:,} nodes with exactly one {by}; the other {len(graph) - counted:,} do not count.")
    render(Result(("by", "nodes", "assortativity"), [(by, counted, value)]), output)


def _check(measure: str, name: str | None, how: Mapping[str, Any]) -> None:
    """Refuse what cannot be meant, before anything is read."""
    if (measure == "distance") != bool(how["start"]):
        raise click.UsageError("distance, and it alone, needs --from.")
    if how["samples"] and measure != "betweenness":
        raise click.UsageError("--samples goes with betweenness.")
    if measure == "assortativity" and (name or how["label"]):
        raise click.UsageError("assortativity is one number of the whole: no --write and no --label.")
    if how["replace"] and not name:
        raise click.UsageError("--replace goes with --write.")
    if name and how["limit"] is not None:
        raise click.UsageError("--write writes all values: no --limit.")
    if how["on"] == _WHOLE and (how["least"] > 1 or how["years"] or how["newman"]):
        told = ", ".join(("--least", "--years", "--newman"))
        raise click.UsageError(f"{told} go with a projection: --on {next(iter(KINDS))}.")
