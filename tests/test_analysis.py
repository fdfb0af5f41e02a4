"""Projections count what two share, measures are NetworkX's, and both stores give the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.analysis import Projection, Wanted, measures, pairs, project, writing
from kgraph.analysis import shared as algebra
from kgraph.analysis.reading import countries
from kgraph.analysis.writing import write
from kgraph.cli import main
from kgraph.errors import UnknownName, UsageError

ROOT = Path(__file__).parent.parent
KINDS = ("people", "companies", "countries", "Person")


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kgraph.Store]:
    with kgraph.open(tmp_path_factory.mktemp("analysis") / "films.kgl") as store:
        store.load(ROOT / "data" / "korean-cinema")
        yield store


@pytest.fixture(scope="module")
def linked(films: kgraph.Store) -> nx.Graph:
    return measures.whole(films)


def told(graph: nx.Graph) -> tuple[Any, Any]:
    return sorted(graph.nodes(data=True)), sorted(
        (*sorted((a, b)), str(d)) for a, b, d in graph.edges(data=True)
    )


credit = st.tuples(
    st.sampled_from("abcdef"), st.sampled_from(["DIRECTED", "BORN_IN", "GRIP"]), st.integers(1, 4)
)


def film_graph(credits_: list[tuple[str, str, int]]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for person, kind, number in credits_:
        graph.add_node(person, _labels=("Person",), name=person.upper())
        graph.add_node(number, _labels=("Film",), year=1990 + number)
        graph.add_edge(person, number, _type=kind)
    return graph


@settings(max_examples=60)
@given(st.lists(credit, max_size=14), st.integers(1, 2), st.integers(1, 2))
def test_a_projection_is_the_naive_count(
    credits_: list[tuple[str, str, int]], least: int, block: int
) -> None:
    crews: dict[int, set[str]] = {}
    for person, kind, number in credits_:
        if kind != "BORN_IN" and 1991 <= 1990 + number <= 1993:
            crews.setdefault(number, set()).add(person)
    people = sorted(set().union(*crews.values()))
    common = {(a, b): [c for c in crews.values() if {a, b} <= c] for a, b in combinations(people, 2)}
    common = {pair: both for pair, both in common.items() if len(both) >= least}
    graph = film_graph(credits_)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(algebra, "_BLOCK", block)
        plain = pairs(graph, Wanted(least=least, years=(1991, 1993)))
        weighed = pairs(graph, Wanted(least=least, years=(1991, 1993), newman=True))
    assert plain.members == people
    assert [(a, b, n) for a, b, n, _ in plain.edges()] == [(*p, len(c)) for p, c in sorted(common.items())]
    assert [(a, b, n) for a, b, n, _ in weighed.edges()] == [(a, b, n) for a, b, n, _ in plain.edges()]
    expected = [sum(1 / (len(one) - 1) for one in both) for _, both in sorted(common.items())]
    assert [weight for *_, weight in weighed.edges()] == pytest.approx(expected)
    for projection in (plain, weighed):
        assert_built(projection)


def assert_built(projection: Projection) -> None:
    """The graph is the one that NetworkX makes edge by edge, in the same order."""
    found, slow = projection.graph(), nx.Graph()
    slow.add_nodes_from((member, projection.nodes[member]) for member in projection.members)
    for a, b, films, weight in projection.edges():
        more = {} if projection.weight is projection.films else {"films": films}
        slow.add_edge(a, b, _type="COLLABORATED_WITH", weight=weight, **more)
    assert list(found.nodes(data=True)) == list(slow.nodes(data=True))
    assert list(found.edges(data=True)) == list(slow.edges(data=True))
    assert all(a != b and found[a][b] is found[b][a] for a, b in found.edges)


def test_a_graph_without_parallel_edges_is_projected_too() -> None:
    graph = film_graph([("a", "GRIP", 1), ("b", "GRIP", 1), ("c", "BORN_IN", 1)])
    assert list(project(nx.DiGraph(graph)).edges(data="weight")) == [("a", "b", 1)]
    assert list(project(nx.Graph(graph)).edges(data="weight")) == [("a", "b", 1)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_store_and_its_graph_give_one_projection(films: kgraph.Store, kind: str) -> None:
    from_store = project(films, kind, newman=True)
    assert from_store.number_of_edges()
    assert told(from_store) == told(project(films.graph, kind, newman=True))


def test_only_some_people_relations_and_years(films: kgraph.Store) -> None:
    some = sorted(project(films))[:40]
    part = project(films, only=some)
    assert told(part) == told(nx.Graph(project(films).subgraph(some)))
    directors = project(films, relations=["DIRECTED"], years=(1990, 1999))
    assert 0 < len(directors) < len(project(films, relations=["DIRECTED"]))


def test_nodes_that_only_a_query_made_are_projected_too() -> None:
    with kgraph.open(nx.MultiDiGraph()) as store:
        made = "CREATE (:Person {name: 'A'})-[:GRIP]->(f:Film {name: 'F'})<-[:GRIP]-(:Person {name: 'B'})"
        store.query(made, write=True)
        assert project(store).number_of_edges() == 1
        assert measures.whole(store).number_of_edges() == 2


def test_what_is_not_there_is_refused(films: kgraph.Store) -> None:
    with pytest.raises(UnknownName, match="kind or label"):
        project(films, "peple")
    with pytest.raises(UnknownName, match="DIRECTED"):
        project(films, relations=["DIRECTE"])
    with pytest.raises(UsageError, match="at least 1"):
        project(films, least=0)
    with pytest.raises(UsageError, match="wrong way round"):
        project(films, years=(1999, 1990))


def test_measures_are_those_of_networkx(linked: nx.Graph) -> None:
    assert measures.pagerank(linked) == pytest.approx(nx.pagerank(linked))
    assert measures.degree(linked) == dict(linked.degree)
    sampled = nx.betweenness_centrality(linked, k=20, seed=3)
    assert measures.betweenness(linked, 20, 3) == pytest.approx(sampled)
    groups = measures.components(linked)
    assert len(set(groups.values())) == nx.number_connected_components(linked)
    assert all(groups[a] == groups[b] for a, b in linked.edges)


def test_communities_are_as_good_as_those_of_networkx(linked: nx.Graph) -> None:
    found: dict[int, set[str]] = {}
    for node, group in measures.communities(linked).items():
        found.setdefault(group, set()).add(node)
    theirs = nx.community.modularity(linked, nx.community.louvain_communities(linked, seed=0))
    assert nx.community.modularity(linked, found.values()) > theirs - 0.02
    sizes = [len(found[group]) for group in sorted(found)]
    assert sizes == sorted(sizes, reverse=True)


def test_assortativity_counts_nodes_of_one_value() -> None:
    graph = nx.Graph(["ab", "cd", "ae"])
    told_of = {"a": ["KR"], "b": ["KR"], "c": ["US"], "d": ["US"], "e": ["KR", "US"]}
    value, counted = measures.assortativity(graph, told_of)
    assert value == pytest.approx(1.0)
    assert counted == 4
    with pytest.raises(UsageError, match="nothing to compare"):
        measures.assortativity(graph, {"a": ["KR"], "b": ["KR"]})


def test_what_is_written_can_be_asked_and_taken_back(
    films: kgraph.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_BATCH", 50)
    with kgraph.open(nx.MultiDiGraph()) as store:
        store.copy_from(films)
        graph = measures.whole(store)
        values = measures.degree(graph)
        assert write(store, graph, "links", values) == len(values)
        rows: Any = store.query("MATCH (n) WHERE n.links IS NOT NULL RETURN n.id, n.links").rows
        assert dict(rows) == values
        with pytest.raises(UsageError, match="already"):
            write(store, graph, "links", values)
        with pytest.raises(UsageError, match="film schema"):
            write(store, graph, "name", values)
        store.unload("edits")
        assert not store.query("MATCH (n) WHERE n.links IS NOT NULL RETURN n.id").rows


def run(store: kgraph.Store, *words: str) -> str:
    done = CliRunner().invoke(main, ["--store", store.location, *words])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("measure", ["degree", "pagerank", "communities", "components", "betweenness"])
def test_the_command_gives_rows(films: kgraph.Store, measure: str) -> None:
    rows = json.loads(run(films, "analyse", measure, "--on", "companies", "--limit", "4", "--format", "json"))
    assert len(rows) == 4
    assert list(rows[0]) == ["id", "name", "labels", measure]


def test_distances_begin_at_zero_and_a_page_is_drawn(films: kgraph.Store, tmp_path: Path) -> None:
    person = next(iter(project(films)))
    first = run(films, "analyse", "distance", "--from", person, "--format", "csv").splitlines()[1]
    assert first.startswith(person)
    assert first.endswith(",0")
    page = tmp_path / "people.html"
    assert "people.html" in run(films, "project", "people", str(page), "--least", "2")
    assert "<title>People by shared films</title>" in page.read_text(encoding="utf-8")


def test_who_is_linked_to_nobody_may_be_left_out(films: kgraph.Store, tmp_path: Path) -> None:
    pairs_ = {one for link in project(films, least=2).edges() for one in link}
    assert 0 < len(pairs_) < len(project(films))
    out = tmp_path / "people.json"
    run(films, "project", "people", str(out), "--least", "2", "--linked")
    assert {one["id"] for one in json.loads(out.read_text(encoding="utf-8"))["nodes"]} == pairs_


@pytest.mark.parametrize(
    "words",
    [
        "degree --least 2",
        "distance",
        "pagerank --samples 3",
        "degree --replace",
        "assortativity --label Film",
    ],
)
def test_options_that_do_not_go_together_are_refused(films: kgraph.Store, words: str) -> None:
    done = CliRunner().invoke(main, ["--store", films.location, "analyse", *words.split()])
    assert done.exit_code == 2


def test_the_commands_of_the_page_work(
    films: kgraph.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")
    lines = [line for block in text.split("```sh\n")[1:] for line in block.split("```")[0].splitlines()]
    copy = tmp_path / "films.kgl"
    copy.write_bytes(Path(films.location).read_bytes())
    monkeypatch.chdir(tmp_path)
    assert len(lines) > 5
    for line in lines:
        words = line.replace('"', "'").split("'")
        parts = [one for n, part in enumerate(words) for one in ([part] if n % 2 else part.split())]
        done = CliRunner().invoke(main, ["--store", str(copy), *parts[1:]])
        assert done.exit_code == 0, f"{line}: {done.output}"


def test_a_server_gives_the_same(films: kgraph.Store, neo4j_empty: str) -> None:
    with kgraph.open(neo4j_empty) as server:
        server.copy_from(films)
        for kind in KINDS:
            for newman in (False, True):
                wanted = Wanted(kind, newman=newman)
                ours, theirs = pairs(films, wanted), pairs(server, wanted)
                assert (ours.members, ours.nodes, ours.link) == (theirs.members, theirs.nodes, theirs.link)
                assert list(ours.edges()) == list(theirs.edges())
                assert len(ours)
        asked: Any = server.query(
            "MATCH (a:Person)-[:DIRECTED|ACTED_IN]->(f:Film)<-[:DIRECTED|ACTED_IN]-(b:Person) "
            "WHERE a.id < b.id RETURN a.id, b.id, count(DISTINCT f)"
        ).rows
        counted = pairs(server, Wanted(relations=["DIRECTED", "ACTED_IN"]))
        assert sorted(map(tuple, asked)) == [(a, b, n) for a, b, n, _ in counted.edges()]
        for graphs in (
            (measures.whole(films), measures.whole(server)),
            (project(films), project(server)),
        ):
            start = min(graphs[0])
            here, there = (measured(graph, start) for graph in graphs)
            assert here == there
        graph = measures.whole(server)
        ranks = measures.pagerank(graph)
        assert write(server, graph, "rank", ranks) == len(graph)
        rows: Any = server.query("MATCH (n) WHERE n.rank IS NOT NULL RETURN n.id, n.rank").rows
        assert dict(rows) == ranks


def measured(graph: nx.Graph, start: str) -> dict[str, Any]:
    return {
        "degree": measures.degree(graph),
        "pagerank": measures.pagerank(graph),
        "betweenness": measures.betweenness(graph, 20, 7),
        "communities": measures.communities(graph),
        "components": measures.components(graph),
        "distance": measures.distance(graph, start),
    }


def test_assortativity_by_country_is_equal_on_both_stores(films: kgraph.Store, neo4j_empty: str) -> None:
    with kgraph.open(neo4j_empty) as server:
        server.copy_from(films)
        found = [measures.assortativity(measures.whole(store), countries(store)) for store in (films, server)]
        assert found[0] == found[1]
        assert -1 <= found[0][0] <= 1


MEASURES = ["degree", "pagerank", "betweenness", "communities", "components"]
SHAPES = {
    "empty": nx.MultiDiGraph(),
    "single": film_graph([("a", "GRIP", 1)]).subgraph(["a"]).copy(),
    "disconnected": film_graph([("a", "GRIP", 1), ("b", "GRIP", 1), ("c", "GRIP", 2)]),
    "parallel": film_graph([("a", "GRIP", 1), ("a", "DIRECTED", 1), ("a", "GRIP", 1), ("b", "GRIP", 1)]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_graphs_of_any_shape_are_measured(shape: str) -> None:
    graph = nx.relabel_nodes(SHAPES[shape], str)
    with kgraph.open(graph) as store:
        linked = measures.whole(store)
        for measure in MEASURES:
            values = getattr(measures, measure)(linked)
            assert values.keys() == set(graph)
            on = getattr(measures, measure)(project(store, "Person")) if graph else {}
            assert on.keys() <= values.keys()
        plain = nx.Graph(graph)
        assert measures.degree(linked) == dict(plain.degree)
        groups = measures.components(linked)
        assert sorted(map(sorted, nx.connected_components(plain))) == sorted(
            sorted(node for node in groups if groups[node] == number) for number in set(groups.values())
        )
        if graph:
            reached = measures.distance(linked, "a")
            assert reached == nx.single_source_shortest_path_length(plain, "a")
            assert write(store, linked, "links", measures.degree(linked)) == len(graph)


def test_a_link_weighs_as_many_relationships_as_it_has() -> None:
    graph = nx.relabel_nodes(SHAPES["parallel"], str)
    assert measures.whole(graph)["a"]["1"]["weight"] == 3
    assert project(graph)["a"]["b"]["weight"] == 1
