"""People by shared films: kgraph's sparse product, NetworkX's bipartite projection, igraph, and Cypher."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx

import kgraph
from benchmarks.data import Skipped, us_films
from benchmarks.report import Table, time, times, verdict
from benchmarks.timing import interleaved
from kgraph.analysis.projection import Wanted, pairs
from tests.server import Server, ServerError

AIM = 1.0
ROUNDS = 3
_CYPHER = (
    "MATCH (a:Person)-[:ACTED_IN]->(f:Film)<-[:ACTED_IN]-(b:Person) WHERE a.id < b.id "
    "RETURN a.id, b.id, count(DISTINCT f)"
)
Edges = Iterable[tuple[str, str, int]]


def run() -> Table:
    """Project the same film list on all roads, after a check that they give the same pairs and weights."""
    if not find_spec("igraph"):
        raise Skipped("no igraph; it is in the dependency group bench.")

    source = us_films()
    with TemporaryDirectory() as folder, kgraph.open(Path(folder, "films.kgl")) as store:
        store.load(source)
        graph = store.graph
        roads: dict[str, Callable[[], Any]] = {
            "kgraph, from the graph to arrays": lambda: pairs(graph, Wanted()),
            "kgraph, from the graph to a NetworkX graph": lambda: pairs(graph, Wanted()).graph(),
        }
        both = nx.Graph((a, b) for a, b in graph.edges())
        ids = sorted(both)
        people = [key for key in ids if "Person" in graph.nodes[key]["_labels"]]
        roads["NetworkX, bipartite projection"] = lambda: nx.bipartite.weighted_projected_graph(both, people)
        roads["igraph, bipartite projection"] = _igraph(both, ids, set(people))
        expected = _sorted((a, b, n) for a, b, n, _ in pairs(graph, Wanted()).edges())
        _compare(expected, roads, people)
        note = ""
        try:
            installed = Server.install()
        except ServerError as reason:
            note = f" Neo4j was left out: {reason}"
            taken = interleaved(roads, ROUNDS)
        else:
            with Server(installed) as server, kgraph.open(server.uri) as other:
                other.copy_from(store)
                name = "Neo4j, Cypher"
                roads[name] = lambda: other.query(_CYPHER).rows
                rows: Any = roads[name]()
                _same(name, expected, _sorted(rows))
                taken = interleaved(roads, ROUNDS)
    arrays, built, *others = roads
    best = min(taken.ratio(other, built) for other in others)
    return Table(
        "People by shared films",
        f"{len(people):,} people, {both.number_of_edges():,} credits, {len(expected):,} pairs, from a graph "
        f"that has been read; all roads give the same pairs and weights.{note}",
        ("road", "time", "times as long as kgraph to a NetworkX graph"),
        [(road, time(taken.median(road)), times(taken.ratio(road, built))) for road in roads],
        verdict(f"at most {AIM:.0f} s", met=taken.median(arrays) <= AIM)
        + " "
        + verdict(f"ahead of the others (nearest: {times(best)} times as long)", met=best > 1),
    )


def _igraph(both: nx.Graph, ids: list[str], people: set[str]) -> Callable[[], Any]:
    from igraph import Graph  # noqa: PLC0415 - of the bench group alone

    place = {key: number for number, key in enumerate(ids)}
    made = Graph(len(ids), [(place[a], place[b]) for a, b in both.edges()])
    types = [key in people for key in ids]
    return lambda: made.bipartite_projection(types=types, multiplicity=True, which=1)


def _compare(
    expected: list[tuple[str, str, int]],
    roads: dict[str, Callable[[], Any]],
    people: list[str],
) -> None:
    for road, project in roads.items():
        found = project()
        if road.startswith("igraph"):
            edges: Edges = (
                (people[a], people[b], n)
                for (a, b), n in zip(found.get_edgelist(), found.es["weight"], strict=True)
            )
        elif isinstance(found, nx.Graph):
            edges = found.edges(data="weight")
        else:
            edges = ((a, b, n) for a, b, n, _ in found.edges())
        _same(road, expected, _sorted(edges))


def _same(road: str, expected: list[tuple[str, str, int]], found: list[tuple[str, str, int]]) -> None:
    if expected != found:
        raise AssertionError(f"{road} gives other pairs or weights")


def _sorted(edges: Edges) -> list[tuple[str, str, int]]:
    return sorted((min(a, b), max(a, b), int(n)) for a, b, n in edges)
