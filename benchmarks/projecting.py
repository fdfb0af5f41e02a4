"""People by shared films: kgraph's sparse product, NetworkX's bipartite projection, igraph, and Cypher.

Like is set beside like: the bare projection; from a graph that was read to pairs, to a NetworkX graph; and
from a server to pairs. Before anything is timed, all roads have given the same pairs and weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from neo4j import GraphDatabase

import kgraph
from benchmarks import heavy_tailed
from benchmarks.data import shared, us_films
from benchmarks.report import Table, time, times, verdict
from benchmarks.timing import interleaved
from kgraph.analysis.projection import Wanted, pairs
from kgraph.analysis.reading import credits_of
from kgraph.analysis.shared import shared as projected
from kgraph.garbage import uncollected
from tests.server import Server, ServerError

AIM = 1.0
ROUNDS = 3
QUICK = 9  # of what takes a fraction of a second
LEAST = 0.2
LARGE = 1_000_000
_US, _KOBIS = "us-films", "KOBIS 2021-2022"
_CYPHER = (
    "MATCH (a:Person)--(f:Film)--(b:Person) WHERE a.id < b.id RETURN a.id AS a, b.id AS b, "
    "count(DISTINCT f) AS films"
)
_KGRAPH = "kgraph"
_READ = "graph to"
_MISSING = "not installed"

Roads = dict[str, Callable[[], Any]]


class Group(NamedTuple):
    """Roads that begin and end at the same: kgraph's and others'; and why some are left out."""

    world: str
    about: str
    roads: Roads
    absent: dict[str, str]
    rounds: int = ROUNDS


class Credits(NamedTuple):
    """Who worked on what, as numbers."""

    people: np.ndarray
    films: np.ndarray


def run() -> list[Table]:
    """Measure the bare projection and all the way, of three film worlds, two of them real."""
    with TemporaryDirectory() as folder, uncollected():
        stores = {
            name: kgraph.open(Path(folder, f"{number}.kgl")) for number, name in enumerate((_US, _KOBIS))
        }
        for store, source in zip(
            stores.values(), (us_films(), shared("kobis-movies-2021-2022.jsonl.gz")), strict=True
        ):
            store.load(source)
        worlds = {name: _credits(store.graph) for name, store in stores.items()}
        worlds["heavy-tailed"] = _heavy()
        bare = _table(
            "People by shared films: the projection alone",
            "From numbered credits to the pairs and how many films they share: kgraph from two arrays, its "
            "incidence matrix included; igraph from a graph of its own that stands ready.",
            [_bare(name, credits_) for name, credits_ in worlds.items()],
            aim=None,
        )
        with _served(stores[_US]) as (server, reason):
            groups = [group for name, store in stores.items() for group in _read(name, store.graph)]
            groups.append(_asked(stores[_US], server, reason))
            whole = _table(
                "People by shared films: all the way",
                "From a graph that has been read (a NetworkX graph, as a store gives it), or from a server. "
                "igraph's graph is built of its edges, and has weights and names.",
                groups,
                aim=AIM,
            )
        for store in stores.values():
            store.close()
    return [bare, whole]


def _table(title: str, about: str, groups: list[Group], aim: float | None) -> Table:
    rows, nearest, longest = [], [], 0.0
    for world, way, roads, absent, rounds in groups:
        _compare(world, roads)
        taken = interleaved(roads, rounds, least=0 if aim else LEAST)
        for road in roads:
            ratio = taken.ratio(road, _KGRAPH)
            rows.append((world, way, road, time(taken.median(road)), times(ratio)))
            nearest += [ratio] * (road != _KGRAPH)
        rows += [(world, way, road, reason, "") for road, reason in absent.items()]
        if world == _US and way.startswith(_READ):
            longest = max(longest, taken.median(_KGRAPH))
    verdicts = (
        [
            verdict(
                f"{_US} in at most {aim:.0f} s beyond reading",
                met=longest <= aim,
            )
        ]
        if aim
        else []
    )
    if nearest:
        told = f"ahead of the others (nearest: {times(min(nearest))} times as long)"
        verdicts.append(verdict(told, met=min(nearest) > 1))
    about += " Python's garbage collector is held for all; all roads give the same pairs and weights."
    columns = ("film world", "from and to", "road", "time", "times as long as kgraph")
    return Table(title, about, columns, rows, " ".join(verdicts))


def _bare(world: str, credits_: Credits) -> Group:
    people, films = credits_
    roads: Roads = {_KGRAPH: lambda: projected(people, films)}
    size = int(people.max()) + 1
    about = f"{len(people):,} credits of {size:,} people to pairs"
    if not find_spec("igraph"):
        return Group(world, about, roads, {"igraph": _MISSING})
    from igraph import Graph  # noqa: PLC0415 - of the bench group alone, and GPL

    once = np.unique(np.stack([people, films + size], axis=1), axis=0)
    total = size + int(films.max()) + 1
    made = Graph(total, once)
    types = [True] * size + [False] * (total - size)
    roads["igraph"] = lambda: made.bipartite_projection(types=types, multiplicity=True, which=1)
    return Group(world, about, roads, {})


def _read(world: str, graph: nx.MultiDiGraph) -> Iterator[Group]:
    to_pairs: Roads = {_KGRAPH: lambda: pairs(graph, Wanted())}
    to_graph: Roads = {_KGRAPH: lambda: pairs(graph, Wanted()).graph()}
    persons = {key for key, labels in graph.nodes(data="_labels") if "Person" in labels}
    credit = {kind for *_, kind in graph.edges(data="_type") if Wanted().side.takes(kind)}
    both = nx.Graph((a, b) for a, b, kind in graph.edges(data="_type") if a in persons and kind in credit)
    people = [key for key in both if key in persons]
    to_graph["NetworkX, bipartite projection of a ready graph"] = lambda: (
        nx.bipartite.weighted_projected_graph(both, people)
    )
    absent = {"igraph": _MISSING}
    if find_spec("igraph"):
        absent = {}
        to_pairs["igraph"] = lambda: _by_igraph(graph, credit)
        to_graph["igraph, its links into NetworkX"] = lambda: _to_networkx(_by_igraph(graph, credit))
    yield Group(world, f"{_READ} pairs, ids and weights", to_pairs, absent, QUICK)
    yield Group(world, f"{_READ} a NetworkX graph", to_graph, absent)


def _by_igraph(graph: nx.MultiDiGraph, credit: set[str]) -> Any:
    from igraph import Graph  # noqa: PLC0415 - of the bench group alone, and GPL

    place = {key: number for number, key in enumerate(graph)}
    made = Graph(
        len(place), [(place[a], place[b]) for a, b, kind in graph.edges(data="_type") if kind in credit]
    )
    made.simplify()  # who has two credits in a film would count twice
    people = ["Person" in labels for _, labels in graph.nodes(data="_labels")]
    found = made.bipartite_projection(types=people, multiplicity=True, which=1)
    found.vs["name"] = [key for key, person in zip(graph, people, strict=True) if person]
    return found


def _to_networkx(found: Any) -> nx.Graph:
    """Hand a graph of igraph over; its own `to_networkx` takes many times as long."""
    names = found.vs["name"]
    graph = nx.Graph()
    graph.add_nodes_from(names)
    links = zip(found.get_edgelist(), found.es["weight"], strict=True)
    graph.add_weighted_edges_from((names[a], names[b], weight) for (a, b), weight in links)
    return graph


def _asked(store: kgraph.Store, server: kgraph.Store | None, reason: str) -> Group:
    roads: Roads = {_KGRAPH: lambda: pairs(server or store, Wanted())}
    if server is None:
        return Group(_US, "embedded store to pairs", roads, {"Cypher on Neo4j": reason})
    address = server.location

    def asked() -> Any:
        with GraphDatabase.driver(address) as driver, driver.session() as session:
            return session.run(_CYPHER).values()

    return Group(_US, "Neo4j to pairs", roads | {"Cypher, by the bare driver": asked}, {})


@contextmanager
def _served(store: kgraph.Store) -> Iterator[tuple[kgraph.Store | None, str]]:
    """Give the same graph on a server of our own, or the reason why there is none."""
    try:
        installed = Server.install()
    except ServerError as reason:
        yield None, str(reason)
        return
    with Server(installed) as server, kgraph.open(server.uri) as other:
        other.copy_from(store)
        yield other, ""


def _credits(graph: nx.MultiDiGraph) -> Credits:
    ties = credits_of(graph, Wanted().side)
    _, people = np.unique(ties.starts, return_inverse=True)
    _, films = np.unique(ties.ends, return_inverse=True)
    return Credits(people.astype(np.int32), films.astype(np.int32))


def _heavy() -> Credits:
    casts = [film.cast for film in heavy_tailed.films(LARGE)]
    films = np.repeat(np.arange(len(casts), dtype=np.int32), [len(cast) for cast in casts])
    return Credits(np.concatenate(casts).astype(np.int32), films)


def _compare(world: str, roads: Roads) -> None:
    """Raise AssertionError where roads give other pairs or weights than kgraph."""
    expected, place = _found(roads[_KGRAPH](), {})
    for road, project in roads.items():
        found, _ = _found(project(), place)
        if not np.array_equal(found, expected):
            raise AssertionError(f"{world}: {road} gives other pairs or weights")


def _found(answer: Any, place: dict[str, int]) -> tuple[np.ndarray, dict[str, int]]:
    """Return (smaller, larger, films) for each pair, sorted; and the number of each id."""
    if isinstance(answer, list | nx.Graph):
        rows = answer.edges(data="weight") if isinstance(answer, nx.Graph) else answer
        place = place or {key: number for number, key in enumerate(sorted(answer))}
        table = np.array([(place[a], place[b], int(films)) for a, b, films in rows])
        left, right, films = table.T
    elif hasattr(answer, "es"):
        left, right = np.array(answer.get_edgelist()).T
        films = np.array(answer.es["weight"])
        if place:
            number = np.array([place.get(name, -1) for name in answer.vs["name"]])
            left, right = number[left], number[right]
    else:
        left, right, films = answer.left, answer.right, answer.films
        place = {key: number for number, key in enumerate(getattr(answer, "members", ()))}
    small, large = np.minimum(left, right).astype(np.int64), np.maximum(left, right).astype(np.int64)
    order = np.lexsort((large, small))
    return np.stack([small[order], large[order], films[order]]), place
