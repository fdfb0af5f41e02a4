"""What is written is read back the same, in every format, whatever is in the graph."""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from kgraph.claims import Source
from kgraph.export import write
from kgraph.graph.convert import to_networkx
from kgraph.model import Duration, Node, Relationship
from kgraph.read import Batch, read
from tests.strategies import graphs, strictly

FORMATS = ["graph.jsonl", "graph.json", "graph.graphml", "graph.gexf"]
PAPER = Source("paper", "The Paper", "Press", licence="CC0-1.0", attribution='Press & "Co"')


def reread(graph: nx.Graph, name: str, *sources: Source) -> Batch:
    with tempfile.TemporaryDirectory() as folder:
        assert write(graph, Path(folder, name), sources=sources) == []
        return read(Path(folder, name))


def round_trip(graph: nx.Graph, name: str) -> nx.MultiDiGraph:
    batch = reread(graph, name)
    return to_networkx(batch.nodes, batch.relationships)


@pytest.mark.parametrize("name", FORMATS)
@given(graph=graphs().filter(len))
@settings(max_examples=40, deadline=None)
def test_a_graph_survives_a_file(name: str, graph: nx.MultiDiGraph) -> None:
    assert strictly(round_trip(graph, name)) == strictly(graph)


@pytest.mark.parametrize("name", [*FORMATS, "graph.jsonl.gz", "graph.gexf.gz"])
def test_every_kind_of_value_survives(name: str) -> None:
    told: dict[str, Any] = {
        "whole": 2**53 + 1,
        "part": 1.0,
        "none": math.nan,
        "endless": [math.inf, -math.inf],
        "yes": True,
        "text": "1997",
        "empty": "",
        "nothing_in_it": [],
        "names": ["한글", "é", "json:1"],
        "day": dt.date(1997, 5, 1),
        "days": [dt.date(1997, 5, 1), dt.date(1, 1, 1)],
        "moment": dt.datetime(1997, 5, 1, 12, 30, 0, 5, dt.UTC),
        "time": dt.time(12, 30),
        "span": Duration(14, -3, -1, 500_000_000),
    }
    graph = to_networkx(
        [Node("a", ("A", "B:C", "한"), told | {"_id": "a"})], [Relationship("a", "R", "a", told)]
    )
    again = round_trip(graph, name)
    assert math.isnan(again.nodes["a"].pop("none"))
    del graph.nodes["a"]["none"]
    assert strictly(again)[0] == strictly(graph)[0]
    (edge,) = (attributes for *_, attributes in again.edges(data=True))
    assert math.isnan(edge.pop("none"))
    assert edge == {"_type": "R"} | {name: value for name, value in told.items() if name != "none"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_null_is_an_absent_property_afterwards(name: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", _labels=("A",), year=None, name="")
    assert dict(round_trip(graph, name).nodes["a"]) == {"_labels": ("A",), "_id": "a", "name": ""}


@pytest.mark.parametrize("name", FORMATS)
def test_sources_come_along_without_becoming_nodes(name: str) -> None:
    graph = to_networkx([Node("a", ("A",), {"_id": "a"})], [])
    batch = reread(graph, name, PAPER)
    assert batch.sources == [PAPER]
    assert [node.id for node in batch.nodes] == ["a"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_undirected_graph_gives_each_edge_once(name: str) -> None:
    graph = nx.Graph()
    graph.add_edge("b", "a", weight=2, films=["f", "g"])
    batch = reread(graph, name)
    assert batch.relationships == [Relationship("a", "RELATED_TO", "b", {"weight": 2, "films": ["f", "g"]})]


@pytest.mark.parametrize("name", FORMATS)
def test_a_prefix_keeps_the_nodes_of_two_files_apart_but_not_entities(name: str, tmp_path: Path) -> None:
    claims: list[Any] = ['{"certainty":"stated","source":"paper"}']
    film = Node("film/beat", ("Film",), {"id": "film/beat", "name": "Beat", "claims": claims})
    graph = to_networkx([film, Node("1", ("Note",), {"_id": "1"})], [Relationship("1", "ON", "film/beat")])
    write(graph, tmp_path / name)
    batch = read(tmp_path / name, prefix="mine:")
    assert {node.id: node.properties.get("_id") for node in batch.nodes} == {
        "film/beat": None,
        "mine:1": "mine:1",
    }
    assert batch.relationships == [Relationship("mine:1", "ON", "film/beat")]
