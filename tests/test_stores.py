"""One contract for every store: what is loaded is there, once, and can be taken out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import kgraph
from kgraph.errors import (
    BadSource,
    DataError,
    JudgementError,
    QueryNotSupported,
    QueryRefused,
    UnknownName,
    UsageError,
)
from kgraph.store import entry

Claims = Callable[..., Path]


@pytest.fixture(params=["file", "memory", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[kgraph.Store]:
    targets: dict[str, Callable[[], Any]] = {
        "file": lambda: tmp_path / "store" / "films.kgl",
        "memory": nx.MultiDiGraph,
        "neo4j": lambda: request.getfixturevalue("neo4j_empty"),
    }
    with kgraph.open(targets[request.param]()) as opened:
        yield opened


def size(store: kgraph.Store) -> tuple[int, int]:
    return store.graph.number_of_nodes(), store.graph.number_of_edges()


def test_what_is_loaded_is_there_with_who_says_so(store: kgraph.Store, claims: Claims) -> None:
    (loaded,) = store.load(claims())
    assert (loaded.name, loaded.status, loaded.nodes, loaded.relationships) == ("films", "added", 3, 2)
    rows = store.query(
        "MATCH (p:Person)-[r]->(f:Film {name: $film}) "
        "RETURN p.name, type(r), r.certainty, r.sources ORDER BY p.name",
        {"film": "Beat"},
    ).rows
    assert rows == [
        ("Jung Woo-sung", "ACTED_IN", "disputed", ["paper"]),
        ("Kim Sung-soo", "DIRECTED", "stated", ["paper"]),
    ]
    (disputed,) = store.query("MATCH ()-[r]->() WHERE r.certainty = 'disputed' RETURN r.claims").rows
    (claim,) = kgraph.claims_of({"claims": disputed[0]})
    assert claim == kgraph.Claim("paper", "row 2", kgraph.Certainty.DISPUTED, "no other source")


def test_other_names_are_there_to_be_asked_for(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    assert store.query("MATCH (p:Person) WHERE '김성수' IN p.names RETURN p.id").rows == [("person/kim",)]


def test_loading_again_changes_nothing(store: kgraph.Store, claims: Claims) -> None:
    folder = claims()
    store.load(folder)
    before = nx.MultiDiGraph(store.graph)
    (again,) = store.load(folder)
    assert again.status == "unchanged"
    assert (again.nodes, again.relationships) == (3, 2)
    assert nx.utils.graphs_equal(store.graph, before)


def test_a_changed_file_replaces_what_it_said(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    (again,) = store.load(claims(credits=None))
    assert again.status == "replaced"
    assert size(store) == (4, 0)


def test_a_source_can_be_taken_out_and_comes_back(store: kgraph.Store, claims: Claims) -> None:
    folder = claims()
    store.load(folder)
    removed = store.unload("paper")
    assert (removed.nodes, removed.relationships) == (4, 2)
    assert size(store) == (0, 0)
    assert store.sources() == []
    with pytest.raises(UnknownName, match="loaded source"):
        store.unload("paper")
    assert store.load(folder)[0].status == "added"
    assert size(store) == (4, 2)


def test_of_two_sources_in_a_folder_one_can_go(store: kgraph.Store, claims: Claims) -> None:
    two = "id,title,publisher,date,url,licence,attribution\npaper,,,,,,\nours,,,,,,\n"
    names = "entity,name,kind,source,place,certainty,note,quote\nperson/kim,김성수,hangul,ours,,,,\n"
    folder = claims(sources=two, names=names)
    store.load(folder)
    assert [one.id for one in store.sources()] == ["paper", "ours"]
    store.unload("ours")
    assert store.query("MATCH (p {id: 'person/kim'}) RETURN p.names, p.sources").rows == [(None, ["paper"])]
    assert store.load(folder)[0].status == "replaced"
    assert store.query("MATCH (p {id: 'person/kim'}) RETURN p.names, p.sources").rows == [
        (["김성수"], ["ours", "paper"])
    ]


def test_a_source_that_others_lean_on_stays_and_nothing_of_the_attempt_does(
    store: kgraph.Store, claims: Claims
) -> None:
    two = "id,title,publisher,date,url,licence,attribution\npaper,,,,,,\nours,,,,,,\n"
    table = "subject,relation,object,source\nperson/kim,DIRECTED,film/beat,ours\n"
    store.load(claims(sources=two, credits=table))
    with pytest.raises(DataError, match="is not declared"):
        store.unload("paper")
    assert [one.id for one in store.sources()] == ["paper", "ours"]
    store.unload("ours")
    assert size(store) == (4, 0)


def test_sources_are_listed_with_terms_and_counts(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    (paper,) = store.sources()
    assert (paper.id, paper.load, paper.kind, paper.source.licence) == ("paper", "films", "claims", "CC0-1.0")
    assert (paper.nodes, paper.relationships, paper.claims) == (3, 2, 6)


def test_a_source_keeps_the_day_on_which_it_came(
    store: kgraph.Store, claims: Claims, property_graph: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def days() -> dict[str, str]:
        return {one.load: one.loaded for one in store.sources()}

    first, second = claims("a"), property_graph("b.jsonl", {"star": "Star"})
    monkeypatch.setattr(entry, "_today", lambda: dt.date(2030, 5, 3))
    store.load(first)
    assert days() == {"a": "2030-05-03"}
    monkeypatch.setattr(entry, "_today", lambda: dt.date(2030, 6, 1))
    store.load(first, second)
    store.judge("person/kim", "different", "person/jung")
    assert days() == {"a": "2030-05-03", "b": "2030-06-01"}
    claims("a", credits="subject,relation,object,source\nperson/kim,DIRECTED,film/beat,paper\n")
    store.load(first)
    assert days() == {"a": "2030-06-01", "b": "2030-06-01"}


def test_two_sources_that_agree_give_one_edge(store: kgraph.Store, claims: Claims) -> None:
    other = "id,title,publisher,date,url,licence,attribution\nbook,,,,,,\n"
    first = claims("a")
    second = claims(
        "b",
        sources=other,
        **{
            table: (first / f"{table}.csv").read_text("utf-8").replace(",paper,", ",book,")
            for table in ("entities", "names", "credits")
        },
    )
    store.load(first, second)
    assert size(store) == (5, 2)
    assert store.query("MATCH ()-[r:DIRECTED]->() RETURN r.sources").rows == [(["book", "paper"],)]
    store.unload("a")
    assert store.query("MATCH ()-[r:DIRECTED]->() RETURN r.sources").rows == [(["book"],)]


def test_a_load_is_all_or_nothing(
    store: kgraph.Store, claims: Claims, property_graph: Callable[..., Path]
) -> None:
    store.load(property_graph("g.jsonl", {"a": "X"}))
    with pytest.raises(BadSource):
        store.load(claims(), claims("bad", sources="nonsense\n"))
    assert [one.load for one in store.sources()] == ["g"]
    assert size(store) == (1, 0)


def test_a_property_graph_stays_as_it_is(store: kgraph.Store, property_graph: Callable[..., Path]) -> None:
    store.load(property_graph("g.jsonl", {"a": "X", "b": "Y"}, [("a", "KNOWS", "b"), ("a", "KNOWS", "b")]))
    told = store.query(
        "MATCH (n) UNWIND keys(n) AS key WITH n, key ORDER BY key "
        "RETURN labels(n), n._id, n.id, n.name, collect(key) ORDER BY n._id"
    ).rows
    assert told == [
        (["X"], "a", None, "A", ["_id", "name"]),
        (["Y"], "b", None, "B", ["_id", "name"]),
    ]
    assert size(store) == (2, 2)


def test_people_of_a_property_graph_may_have_ids_of_their_own(
    store: kgraph.Store, property_graph: Callable[..., Path]
) -> None:
    store.load(property_graph("g.jsonl", {"a": "Person", "b": "Person"}, id=7))
    assert store.query("MATCH (n:Person {id: 7}) RETURN count(n)").rows == [(2,)]


def test_an_escape_in_a_name_is_read_as_cypher_reads_it(
    store: kgraph.Store, property_graph: Callable[..., Path]
) -> None:
    store.load(property_graph("g.jsonl", {"a": r"a\u0041`x", "b": "aA`x"}))
    for written, found in ((r"a\u0041``x", "b"), (r"a\u005Cu0041``x", "a"), ("aA``x", "b")):
        assert store.query(f"MATCH (n:`{written}`) RETURN n._id").rows == [(found,)]
    if "://" not in store.location:  # there it ends the name, and what follows is Cypher
        with pytest.raises(QueryNotSupported):
            store.query(r"MATCH (n:`a\u0060) RETURN n //`) RETURN n")


def test_equal_ids_with_other_labels_are_refused_and_a_prefix_helps(
    store: kgraph.Store, property_graph: Callable[..., Path]
) -> None:
    store.load(property_graph("one.jsonl", {"a": "X"}))
    other = property_graph("two.jsonl", {"a": "Y"})
    with pytest.raises(DataError, match="'a' is a Y here and a X in the store"):
        store.load(other)
    store.load(other, prefix="two:")
    assert sorted(store.graph) == ["a", "two:a"]


def test_two_files_with_one_node_share_it(store: kgraph.Store, property_graph: Callable[..., Path]) -> None:
    store.load(property_graph("one.jsonl", {"a": "X", "b": "X"}, [("a", "T", "b")], one=1))
    store.load(property_graph("two.jsonl", {"a": "X", "b": "X"}, [("a", "T", "b")], two=2))
    assert size(store) == (2, 1)
    assert store.query("MATCH (n {_id: 'a'}) RETURN n.one, n.two").rows == [(1, 2)]
    store.unload("one")
    assert store.query("MATCH (n {_id: 'a'}) RETURN n.one, n.two").rows == [(None, 2)]


def test_one_name_for_two_files_is_refused(
    store: kgraph.Store, property_graph: Callable[..., Path], tmp_path: Path
) -> None:
    store.load(property_graph("g.jsonl", {"a": "X"}))
    (tmp_path / "other").mkdir()
    other = property_graph("other/g.jsonl", {"b": "X"})
    with pytest.raises(UsageError, match="'g' is loaded from"):
        store.load(other)
    store.load(other, name="g2")
    assert sorted(store.graph) == ["a", "b"]


def test_a_query_only_reads_unless_it_may_write(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    with pytest.raises(QueryRefused):
        store.query("MATCH (n) DETACH DELETE n")
    assert size(store) == (4, 2)


def test_what_a_query_writes_lasts_and_on_the_embedded_store_can_be_taken_back(
    store: kgraph.Store, claims: Claims, property_graph: Callable[..., Path]
) -> None:
    store.load(claims())
    result = store.query(
        "MATCH (f:Film) SET f.seen = true CREATE (f)<-[:LIKES {much: 3}]-(:Fan {name: 'Lee'})", write=True
    )
    assert result.counters["nodes_created"] == 1
    store.query("MATCH (:Person {id: 'person/jung'})-[r]->() DELETE r", write=True)
    question = "MATCH (f:Film {seen: true})<-[r]-(n) RETURN type(r), n.name, r.much ORDER BY type(r)"
    expected = [("DIRECTED", "Kim Sung-soo", None), ("LIKES", "Lee", 3)]
    assert store.query(question).rows == expected
    store.load(property_graph("g.jsonl", {"a": "X"}))  # the graph is made anew from its sources
    assert store.query(question).rows == expected
    if "://" in store.location:  # a server keeps no record of what its queries changed
        assert [one.kind for one in store.sources()] == ["claims", "property graph"]
        return
    assert [one.kind for one in store.sources()] == ["claims", "property graph", "edits"]
    store.unload("edits")
    assert store.query(question).rows == []
    assert size(store) == (5, 2)


def test_a_failed_write_changes_nothing(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    before = nx.MultiDiGraph(store.graph)
    with pytest.raises(kgraph.QueryError):
        store.query("MATCH (f:Film) SET f.seen = true WITH f DELETE f", write=True)
    assert nx.utils.graphs_equal(store.graph, before)


def test_judgements_join_and_part(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    store.judge("person/jung", "same", "person/kim", "for the test")
    people = "MATCH (p:Person)-[r]->() RETURN p.id, p.name, p.names, count(r)"
    assert store.query(people).rows == [("person/kim", "Jung Woo-sung", ["Kim Sung-soo", "김성수"], 2)]
    (claim,) = kgraph.claims_of(
        {"claims": store.query("MATCH ()-[r:ACTED_IN]->() RETURN r.claims").rows[0][0]}
    )
    assert claim.subject == "person/jung"
    store.judge("person/kim", "same", "person/jung")  # judged again: the last word counts
    assert store.query("MATCH (p:Person) RETURN p.id").rows == [("person/jung",)]
    assert len(store.judgements()) == 1
    store.unjudge("person/jung", "person/kim")
    assert store.query("MATCH (p:Person) RETURN count(p)").rows == [(2,)]
    assert store.judgements() == []


@pytest.mark.parametrize(
    ("left", "verdict", "right"),
    [
        ("person/kim", "same", "person/kim"),
        ("person/kim", "equal", "film/beat"),
        ("person/kim", "same", "person/no"),
    ],
)
def test_a_judgement_that_cannot_be_meant_is_refused(
    store: kgraph.Store, claims: Claims, left: str, verdict: str, right: str
) -> None:
    store.load(claims())
    with pytest.raises(UsageError):
        store.judge(left, verdict, right)
    assert store.judgements() == []


def test_a_person_judged_to_be_a_film_is_refused(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    with pytest.raises(JudgementError, match="cannot be the same as a"):
        store.judge("person/kim", "same", "film/beat")
    assert size(store) == (4, 2)
    assert store.judgements() == []


def test_the_graph_is_frozen_and_new_after_a_change(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    graph = store.graph
    assert graph is store.graph
    with pytest.raises(nx.NetworkXError):
        graph.add_node("x")
    store.unload("paper")
    assert len(graph) == 4
    assert len(store.graph) == 0


def test_closing_loses_nothing_and_twice_is_harmless(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    store.close()
    store.close()
    assert store.query("MATCH (n) RETURN count(n)").rows == [(4,)]


def test_an_answer_is_a_graph_too(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    result = store.query("MATCH (p:Person)-[r]->(f:Film) RETURN r, f.name AS film ORDER BY p.name")
    graph = result.graph()
    assert sorted(graph) == ["film/beat", "person/jung", "person/kim"]
    assert graph.nodes["film/beat"]["name"] == "Beat"
    assert sorted(kind for _, _, kind in graph.edges(data="_type")) == ["ACTED_IN", "DIRECTED"]
    assert [row["film"] for row in result] == ["Beat", "Beat"]
    assert list(result.to_pandas()["film"]) == ["Beat", "Beat"]


def test_a_stream_gives_the_rows_one_by_one(store: kgraph.Store, claims: Claims) -> None:
    store.load(claims())
    rows = store.stream("UNWIND range(1, 3) AS n RETURN n")
    assert next(iter(rows)) == {"n": 1}


@pytest.mark.parametrize("key", ["id", "title", "name", "type", "label", "labels", "start", "properties"])
def test_properties_with_the_engines_own_names_survive_and_are_null_where_absent(
    store: kgraph.Store, tmp_path: Path, key: str
) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(
        f'{{"type":"node","id":"1","labels":["X"],"properties":{{"{key}":"mine"}}}}\n'
        '{"type":"node","id":"2","labels":["X"],"properties":{}}\n',
        encoding="utf-8",
    )
    store.load(path)
    assert store.query(f"MATCH (n:X) RETURN n.{key}, n._id ORDER BY n._id").rows == [
        ("mine", "1"),
        (None, "2"),
    ]
    assert store.query(f"MATCH (n {{{key}: 'mine'}}) RETURN count(*)").rows == [(1,)]
    assert store.graph.nodes["1"][key] == "mine"
    assert key not in store.graph.nodes["2"]
