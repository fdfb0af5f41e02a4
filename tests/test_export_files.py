"""How exports are written: whole, the same every time, as other programs expect them."""

from __future__ import annotations

import csv
import errno
import gzip
import json
import os
from pathlib import Path

import networkx as nx
import pytest

from kgraph.claims import Source
from kgraph.errors import DataError, StoreError, UnknownName
from kgraph.export import SUFFIXES, write
from kgraph.graph.convert import to_networkx
from kgraph.model import Node, Relationship

SOURCES = [Source("paper", "The Paper", licence="CC0-1.0", attribution="Press")]


@pytest.fixture
def graph() -> nx.MultiDiGraph:
    nodes = [
        Node("b", ("Film",), {"_id": "b", "name": "비트", "year": 1997, "genres": ["drama", "crime"]}),
        Node("a", ("Person", "Actor"), {"_id": "a", "name": "정우성", "note": "", "id": 7}),
    ]
    edges = [
        Relationship("a", "ACTED_IN", "b", {"role": ["민"]}),
        Relationship("a", "ACTED_IN", "b", {"weight": 3}),
    ]
    return to_networkx(nodes, edges)


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".graphml.gz", ".csv.gz"])
def test_the_same_graph_gives_the_same_bytes(graph: nx.MultiDiGraph, suffix: str, tmp_path: Path) -> None:
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    for folder, one in (("x", graph), ("y", turned)):
        write(one, tmp_path / folder / f"g{suffix}", sources=SOURCES)
    written = [sorted((tmp_path / folder).iterdir()) for folder in "xy"]
    assert [[path.read_bytes() for path in paths] for paths in written[:1]] == [
        [path.read_bytes() for path in paths] for paths in written[1:]
    ]


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_the_ids_of_edges_are_their_keys(graph: nx.MultiDiGraph, suffix: str, tmp_path: Path) -> None:
    write(graph, tmp_path / f"g{suffix}")
    text = (tmp_path / f"g{suffix}").read_text(encoding="utf-8")
    assert all(f'<edge id="{key}"' in text for _, _, key in graph.edges(keys=True))


def test_networkx_reads_node_link_as_it_is(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write(graph, tmp_path / "g.json", sources=SOURCES)
    again = nx.node_link_graph(json.loads((tmp_path / "g.json").read_text(encoding="utf-8")), edges="edges")
    assert set(again.edges(keys=True)) == set(graph.edges(keys=True))
    assert again.nodes["b"]["_labels"] == ["Film"]
    assert again.graph["sources"] == [
        {"id": "paper", "title": "The Paper", "licence": "CC0-1.0", "attribution": "Press"}
    ]


def test_gephi_gets_names_types_and_weights(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write(graph, tmp_path / "g.gexf")
    again = nx.read_gexf(tmp_path / "g.gexf")
    assert again.nodes["a"]["label"] == "정우성"
    assert sorted(edge.get("weight", 1) for *_, edge in again.edges(data=True)) == [1, 3]
    assert {edge["label"] for *_, edge in again.edges(data=True)} == {"ACTED_IN"}


def test_the_lines_are_as_apoc_writes_them(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write(graph, tmp_path / "g.jsonl")
    first, *_, last = map(json.loads, (tmp_path / "g.jsonl").read_text(encoding="utf-8").splitlines())
    assert first["type"] == "node"
    assert (first["id"], first["labels"], first["properties"]["name"]) == ("a", ["Person", "Actor"], "정우성")
    assert last["type"] == "relationship"
    assert last["start"] == {"id": "a", "labels": ["Person", "Actor"]}
    assert last["label"] == "ACTED_IN"


def test_csv_is_two_tables_and_a_third_of_the_sources_and_their_terms(
    graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    assert write(graph, tmp_path / "g.csv") == ["Written as g.nodes.csv and g.edges.csv."]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g.edges.csv", "g.nodes.csv"]
    (written,) = write(graph, tmp_path / "g.csv", sources=SOURCES)
    assert written == "Written as g.nodes.csv, g.edges.csv and g.sources.csv."
    with (tmp_path / "g.sources.csv").open(encoding="utf-8", newline="") as file:
        (source,) = csv.DictReader(file)
    assert {name: cell for name, cell in source.items() if cell} == {
        "id": "paper",
        "title": "The Paper",
        "licence": "CC0-1.0",
        "attribution": "Press",
    }
    with (tmp_path / "g.nodes.csv").open(encoding="utf-8", newline="") as file:
        person, film = csv.DictReader(file)
    assert (person["id"], person["labels"], person["property:id"]) == ("a", ":Person:Actor", "7")
    assert (person["note"], film["note"]) == ('json:""', "")
    assert film["genres"] == 'json:["drama","crime"]'
    with (tmp_path / "g.edges.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    assert [(edge["source"], edge["type"], edge["target"]) for edge in edges] == [("a", "ACTED_IN", "b")] * 2
    assert {edge["id"] for edge in edges} == {key for *_, key in graph.edges(keys=True)}


def test_an_unknown_suffix_is_refused_with_the_known_ones(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"Did you mean '\.graphml'"):
        write(graph, tmp_path / "g.grapml")
    assert list(tmp_path.iterdir()) == []


def test_what_xml_cannot_hold_in_an_id_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    odd = to_networkx([Node("a\x00", (), {})], [])
    with pytest.raises(DataError, match=r"Export to \.jsonl"):
        write(odd, tmp_path / "g.graphml")
    assert list(tmp_path.iterdir()) == []


def test_a_value_that_is_none_is_named(tmp_path: Path) -> None:
    odd = nx.MultiDiGraph()
    odd.add_node("a", place={"x": 1})
    with pytest.raises(DataError, match="node 'a' cannot be written: its 'place'"):
        write(odd, tmp_path / "g.json")


def test_keys_that_networkx_counts_are_told_apart(tmp_path: Path) -> None:
    counted = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "c")])
    write(counted, tmp_path / "g.graphml")
    assert len(set(nx.read_graphml(tmp_path / "g.graphml", edge_key_type=str).edges(keys=True))) == 3


@pytest.mark.parametrize("suffix", [".graphml", ".csv", ".json.gz"])
def test_a_full_disk_leaves_what_was_there(
    graph: nx.MultiDiGraph, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(graph, tmp_path / f"g{suffix}")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    graph.add_node("c", _labels=())
    with pytest.raises(StoreError, match="No space left on device"):
        write(graph, tmp_path / f"g{suffix}")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_zipped_exports_hold_no_time_and_no_name(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write(graph, tmp_path / "g.jsonl.gz")
    data = (tmp_path / "g.jsonl.gz").read_bytes()
    assert data[3:8] == b"\0\0\0\0\0"
    assert gzip.decompress(data).count(b"\n") == 4
