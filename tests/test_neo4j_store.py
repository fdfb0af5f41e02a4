"""What is Neo4j's own in the store: what breaks half way, what is not kgraph's, what travels."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import kgraph
from kgraph.errors import DataError, StoreLocked, UnknownName
from kgraph.graph.identity import keyed
from kgraph.model import Node, Relationship
from kgraph.store.neo4j.driver import Connection
from tests.conftest import KOREAN_CINEMA

Claims = Callable[..., Path]
Graph = Callable[..., Path]


@pytest.fixture
def server(neo4j_empty: str) -> Iterator[kgraph.Store]:
    with kgraph.open(neo4j_empty) as store:
        yield store


def told(store: kgraph.Store) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return all that is in a store, in a form that compares."""
    nodes, relationships = store.elements()
    return (
        {node.id: (sorted(node.labels), _plain(node.properties)) for node in nodes},
        {key: (one.start, one.type, one.end, _plain(one.properties)) for key, one in keyed(relationships)},
    )


def _plain(properties: Mapping[str, Any]) -> dict[str, str]:
    """Tell values apart as Cypher does: 1, 1.0 and true are three."""
    return {key: repr(value) for key, value in properties.items()}


def embedded(*sources: Path) -> kgraph.Store:
    store = kgraph.open(nx.MultiDiGraph())
    store.load(*sources)
    return store


def test_the_bundled_data_gives_the_same_graph_on_both_stores(server: kgraph.Store) -> None:
    server.load(KOREAN_CINEMA)
    with embedded(KOREAN_CINEMA) as other:
        assert told(server) == told(other)
        assert server.sources() == other.sources()


def test_what_kgraph_notes_is_seen_by_no_query(server: kgraph.Store, property_graph: Graph) -> None:
    server.load(property_graph("g.jsonl", {"a": "X"}))
    assert server.query("MATCH (n) RETURN labels(n), properties(n)").rows == [
        (["X"], {"_id": "a", "name": "A"})
    ]
    assert server.query("MATCH ()-[r]->() RETURN count(r)").rows == [(0,)]


def test_the_long_term_release_holds_the_same_graph(neo4j_lts: str, claims: Claims) -> None:
    with kgraph.open(neo4j_lts) as server, embedded(KOREAN_CINEMA) as other:
        server.load(KOREAN_CINEMA)
        assert told(server) == told(other)
        question = "MATCH (p:Person)-[r:DIRECTED]->(f:Film) RETURN p, r, f, r.claims ORDER BY p.id, f.id"
        assert server.query(question).rows == other.query(question).rows
        with pytest.raises(kgraph.QueryError, match="writes"):
            server.query("MATCH (n) DETACH DELETE n")
        server.load(claims())
        server.judge("person/jung", "same", "person/kim")
        server.unload("films")
        assert told(server) == told(other)


class Broken(Exception):
    """What a test throws in the middle of a load."""


@pytest.mark.parametrize("lasts", range(1, 8))
def test_a_load_that_broke_half_way_is_completed_by_the_same_load(
    server: kgraph.Store, claims: Claims, property_graph: Graph, monkeypatch: pytest.MonkeyPatch, lasts: int
) -> None:
    graph = property_graph("g.jsonl", {"a": "X", "b": "Y"}, [("a", "T", "b"), ("a", "T", "b")])
    sources = (claims(), graph)
    real, left = Connection.write, iter(range(lasts))

    def write(self: Connection, cypher: str, parameters: Mapping[str, Any]) -> Any:
        if next(left, None) is None:
            raise Broken
        return real(self, cypher, parameters)

    with monkeypatch.context() as patched:
        patched.setattr(Connection, "write", write)
        with suppress(Broken):
            server.load(*sources)
    assert [one.status for one in server.load(*sources)] in (["added"] * 2, ["unchanged"] * 2)
    with embedded(*sources) as other:
        assert told(server) == told(other)
    assert [one.status for one in server.load(*sources)] == ["unchanged"] * 2


def test_an_unload_that_broke_half_way_is_completed(
    server: kgraph.Store, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = claims()
    server.load(folder)

    def broken(*_: object) -> None:
        raise Broken

    with monkeypatch.context() as patched:
        patched.setattr(Connection, "write", broken)
        with pytest.raises(Broken):
            server.unload("paper")
    assert server.load(folder)[0].status == "replaced"  # it may be half gone: never taken for unchanged
    server.unload("paper")
    assert told(server) == ({}, {})


NASTY = "Robert`) DETACH DELETE n //"


def test_names_that_look_like_cypher_are_stored_as_they_are(server: kgraph.Store, tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    lines: list[dict[str, Any]] = [
        {"type": "node", "id": NASTY, "labels": [NASTY, "L`"], "properties": {NASTY: NASTY, "a`b": "'\"\\"}},
        {
            "type": "relationship",
            "label": NASTY,
            "start": {"id": NASTY},
            "end": {"id": NASTY},
            "properties": {NASTY: 1},
        },
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    server.load(path)
    with embedded(path) as other:
        assert told(server) == told(other)
        assert list(told(server)[0]) == [NASTY]


def test_nodes_without_labels_are_found_again(server: kgraph.Store, tmp_path: Path) -> None:
    def write(*edges: tuple[str, str]) -> Path:
        path = tmp_path / "plain.graphml"
        nx.write_graphml(nx.MultiDiGraph(edges), path)
        return path

    server.load(write(("a", "b"), ("b", "c"), ("a", "b")))
    (again,) = server.load(write(("a", "b"), ("c", "a")))
    assert again.status == "replaced"
    with embedded(tmp_path / "plain.graphml") as other:
        assert told(server) == told(other)


def test_a_source_that_two_files_cite_stays_when_one_goes(server: kgraph.Store, claims: Claims) -> None:
    first, second = claims("first"), claims("second", credits=None)
    server.load(first, second)
    server.unload("first")
    with embedded(second) as other:
        assert told(server) == told(other)


def test_a_file_that_is_needed_and_gone_is_named(server: kgraph.Store, claims: Claims) -> None:
    first, second = claims("first"), claims("second", credits=None)
    server.load(first, second)
    before = told(server)
    (second / "names.csv").unlink()
    with pytest.raises(DataError, match="second, loaded as 'second', has changed since"):
        server.unload("first")
    assert told(server) == before


def test_replace_empties_first_but_not_for_a_bad_source(
    server: kgraph.Store, claims: Claims, property_graph: Graph
) -> None:
    server.load(property_graph("g.jsonl", {"a": "X"}))
    with pytest.raises(DataError):
        server.load(claims("bad", sources="nonsense\n"), replace=True)
    assert [one.load for one in server.sources()] == ["g"]
    server.load(claims(), replace=True)
    assert [one.load for one in server.sources()] == ["films"]
    assert server.query("MATCH (n) RETURN count(n)").rows == [(4,)]


def test_two_writers_at_once_are_noticed(server: kgraph.Store, neo4j_empty: str, claims: Claims) -> None:
    from kgraph.store.neo4j import ledger as ledgers  # noqa: PLC0415

    server.load(claims())
    connection = Connection(kgraph.store.neo4j.address.Address.parse(neo4j_empty))
    mine = ledgers.read(connection)
    server.unload("films")
    with pytest.raises(StoreLocked):
        ledgers.write(connection, mine.without(["films"]))
    connection.close()


def test_a_database_of_somebody_else_is_read_and_not_written(server: kgraph.Store) -> None:
    server.query(
        "CREATE (:Movie {title: 'Beat', id: 7})<-[:ACTED_IN {roles: ['Min']}]-(:Person {name: 'Jung'})",
        write=True,
    )
    revision = server.revision
    elements = server.elements()
    nodes, relationships = list(elements[0]), list(elements[1])
    assert sorted(node.labels for node in nodes) == [("Movie",), ("Person",)]
    ids = {node.id for node in nodes}
    assert [one.start in ids and one.end in ids for one in relationships] == [True]
    ((edge,),) = server.query("MATCH ()-[r]->() RETURN r").rows
    assert isinstance(edge, Relationship)
    assert {edge.start, edge.end} == ids
    assert server.sources() == []
    assert server.revision == revision
    with pytest.raises(UnknownName):
        server.unload("x")


def test_other_peoples_data_stays_when_kgraphs_goes(server: kgraph.Store, claims: Claims) -> None:
    server.query("CREATE (:Person {name: 'Jung'})-[:KNOWS]->(:Cat)", write=True)
    server.load(claims())
    server.unload("films")
    assert server.query("MATCH (a)-[r]->(b) RETURN labels(a), type(r), labels(b)").rows == [
        (["Person"], "KNOWS", ["Cat"])
    ]
    assert server.query("MATCH (n) RETURN count(n)").rows == [(2,)]


def test_a_node_in_an_answer_is_the_node_of_the_graph(server: kgraph.Store, claims: Claims) -> None:
    server.load(claims())
    ((node,),) = server.query("MATCH (n:Film) RETURN n").rows
    assert isinstance(node, Node)
    assert node.id in server.graph
