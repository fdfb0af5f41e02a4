"""A graph copied from store to store is the same graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import example, given, settings

import kgraph
from kgraph.errors import NotEmpty
from kgraph.graph.convert import to_networkx
from kgraph.model import Node, Relationship
from kgraph.store import holding
from tests.conftest import KOREAN_CINEMA
from tests.strategies import graphs, strictly

Claims = Callable[..., Path]

EVERYTHING = to_networkx(
    [
        Node("영화", ("Film", "🎬"), {"_id": "영화", "text": "봄날" * 20_000, "days": [dt.date(1997, 5, 1)]}),
        Node("b", (), {"_id": "b", "large": 2**53 + 1, "larger": 2**63 - 1, "none": [], "half": 0.5}),
    ],
    [
        Relationship("영화", "T`", "b", {"at": dt.datetime(2001, 9, 28, 12, 30, 1, 5, dt.UTC)}),
        Relationship("영화", "T`", "b", {"at": dt.datetime(2001, 9, 28, 12, 30, 1, 5, dt.UTC)}),
        Relationship("b", "SELF", "b", {"emoji": "🎬"}),
    ],
)


def test_a_graph_goes_to_a_server_and_comes_back_the_same(neo4j_empty: str) -> None:
    @given(graphs())
    @example(EVERYTHING)
    @settings(max_examples=15)
    def there_and_back(graph: nx.MultiDiGraph) -> None:
        with kgraph.open(graph) as first, kgraph.open(neo4j_empty) as server, kgraph.open(nx.Graph()) as last:
            server.copy_from(first, replace=True)
            last.copy_from(server)
            assert strictly(server.graph) == strictly(first.graph)
            assert strictly(last.graph) == strictly(first.graph)

    there_and_back()


@pytest.mark.parametrize("to_server", [True, False])
def test_loads_judgements_and_changes_come_along(
    neo4j_empty: str, claims: Claims, tmp_path: Path, *, to_server: bool
) -> None:
    with (
        kgraph.open(tmp_path / "first.kgl") as first,
        kgraph.open(neo4j_empty if to_server else tmp_path / "second.kgl") as second,
    ):
        first.load(claims(), KOREAN_CINEMA)
        first.judge("person/jung", "same", "person/kim", "for the test")
        first.query("MATCH (f:Film {id: 'film/beat'}) SET f.seen = true", write=True)
        second.copy_from(first)
        assert strictly(second.graph) == strictly(first.graph)
        assert second.judgements() == first.judgements()
        assert [one for one in second.sources() if one.kind != "edits"] == [
            one for one in first.sources() if one.kind != "edits"
        ]
        assert [one.status for one in second.load(claims(), KOREAN_CINEMA)] == ["unchanged"] * 2
        for store in (first, second):
            store.unjudge("person/jung", "person/kim")
            store.unload("korean-cinema")
        assert second.query("MATCH (p:Person) RETURN p.id ORDER BY p.id").rows == [
            ("person/jung",),
            ("person/kim",),
        ]


def test_a_store_with_something_in_it_is_not_copied_over(neo4j_empty: str, claims: Claims) -> None:
    with kgraph.open(neo4j_empty) as server, kgraph.open(nx.MultiDiGraph()) as other:
        other.load(claims())
        server.query("CREATE (:Cat {name: 'Nabi'})", write=True)
        with pytest.raises(NotEmpty):
            server.copy_from(other)
        with pytest.raises(NotEmpty):
            other.copy_from(server)
        other.copy_from(server, replace=True)
        ((node,),) = other.query("MATCH (n) RETURN n").rows
        assert isinstance(node, Node)
        assert (node.labels, node.name, node.properties["_id"]) == (("Cat",), "Nabi", node.id)


def test_a_networkx_graph_copied_to_a_file_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with kgraph.open(EVERYTHING) as first, kgraph.open(tmp_path / "second.kgl") as second:
        second.copy_from(first)
        wanted = strictly(first.graph)
    with kgraph.open(tmp_path / "second.kgl") as second:
        assert strictly(second.graph) == wanted


def test_a_copy_without_judgements_is_not_made_anew_at_each_opening(
    claims: Claims, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kgraph.open(tmp_path / "first.kgl") as first, kgraph.open(tmp_path / "second.kgl") as second:
        first.load(claims())
        second.copy_from(first)
        second.judge("person/jung", "same", "person/kim")
        second.unjudge("person/jung", "person/kim")
        wanted = strictly(first.graph)
    monkeypatch.setattr(holding, "build", lambda *_: pytest.fail("the graph was made anew"))
    with kgraph.open(tmp_path / "second.kgl") as second:
        assert strictly(second.graph) == wanted
        assert second.judgements() == []
