"""Property graphs as JSON rows, node-link JSON, GraphML and GEXF."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import networkx as nx
import pytest

from kgraph.errors import BadSource
from kgraph.model import Node, Relationship
from kgraph.read import Batch, read_bytes

CLAIMS = ['{"certainty":"stated","source":"paper"}']


def lines(*rows: dict[str, Any], prefix: str = "") -> Batch:
    return read_bytes("\n".join(map(json.dumps, rows)).encode(), name="g", filename="g.jsonl", prefix=prefix)


def node(key: Any, *labels: str, **properties: Any) -> dict[str, Any]:
    return {"type": "node", "id": key, "labels": list(labels), "properties": properties}


def edge(start: Any, kind: str, end: Any, **properties: Any) -> dict[str, Any]:
    ends = {"start": {"id": start, "labels": ["A"]}, "end": {"id": end}}
    return {"type": "relationship", "id": "7", "label": kind, **ends, "properties": properties}


def test_rows_become_nodes_and_relationships_in_any_order() -> None:
    batch = lines(
        edge("b", "R", 1, since={"$date": "1997-05-01"}), node(1, "A", "B", x=[1, 2], y=None), node("b")
    )
    assert batch.nodes == [
        Node("1", ("A", "B"), {"x": [1, 2], "_id": "1"}),
        Node("b", (), {"_id": "b"}),
    ]
    assert batch.relationships == [Relationship("b", "R", "1", {"since": dt.date(1997, 5, 1)})]
    assert (batch.sources, batch.statements) == ([], [])


def test_a_property_called_id_is_no_identity() -> None:
    (one,) = lines(node("a", "A", id=7, title="T", type="x")).nodes
    assert one.properties == {"id": 7, "title": "T", "type": "x", "_id": "a"}


def test_only_an_entity_with_claims_and_its_own_id_is_one_of_the_schemas() -> None:
    batch = lines(
        node("f", "Film", id="f", claims=CLAIMS),
        node("g", "Film", id="f", claims=CLAIMS),
        node("h", "Film", id="h"),
        node("i", "Source", id="i"),
        prefix="p:",
    )
    assert [one.id for one in batch.nodes] == ["f", "p:g", "p:h", "i"]
    assert [one.properties.get("_id") for one in batch.nodes] == [None, "p:g", "p:h", None]


def test_a_prefix_goes_before_every_id_and_a_kept_outer_id_follows() -> None:
    batch = lines(node("a", "A", _id="a"), edge("a", "R", "a"), prefix="p:")
    assert batch.nodes == [Node("p:a", ("A",), {"_id": "p:a"})]
    assert batch.relationships == [Relationship("p:a", "R", "p:a")]


def test_a_node_that_stands_twice_is_one_when_the_two_agree() -> None:
    batch = lines(node("a", "A", "B", x=1), node("a", "B", "A", y=2))
    assert batch.nodes == [Node("a", ("A", "B"), {"x": 1, "_id": "a", "y": 2})]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (edge("a", "R", "c"), "line 2: there is no node 'c'"),
        (edge("a", "", "a"), "line 2: '' is no type"),
        (node("a", "B"), "line 2: the id 'a' stands for two nodes, with different labels: A and B"),
        (node("a", "A", x=1.0), "line 2: node 'a' stands twice, with two values of 'x': 1 and 1.0"),
        (node("b", "A", _id="c"), "line 2: node 'b' says that its '_id' is 'c'"),
        (node("b", "A", x={"y": 1}), "line 2: property 'x': a value must not be a map; Neo4j refuses it too"),
        (node("b", "A", x=[1, "a"]), "line 2: property 'x': a list must hold values of one type"),
        (node("b", "A", **{"": 1}), "line 2: '' is no property name"),
        (node("b", ""), "line 2: '' is no label"),
        (node(None), "line 2: None is no id"),
        (node(1.5), "line 2: 1.5 is no id"),
        (node("b") | {"labels": "A"}, "line 2: 'labels' must be a list"),
        (node("b") | {"properties": [1]}, "line 2: 'properties' must be an object"),
        ({"type": "edge"}, "line 2: this is neither a node nor a relationship"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(row: dict[str, Any], what: str) -> None:
    with pytest.raises(BadSource) as refused:
        lines(node("a", "A", x=1), row)
    assert str(refused.value).startswith(f"g.jsonl, {what}")


def test_somebody_elses_sources_are_none_of_ours() -> None:
    assert lines(node("a") | {"graph": {"sources": [{"href": "x"}]}}).sources == []


# ---------------------------------------------------------------- by NetworkX


def as_bytes(graph: nx.Graph, form: str) -> bytes:
    if form == "node-link":
        return json.dumps(nx.node_link_data(graph, edges="links")).encode()
    out = io.BytesIO()
    {"graphml": nx.write_graphml_xml, "gexf": nx.write_gexf}[form](graph, out)
    return out.getvalue()


ALL = pytest.mark.parametrize("form", ["graphml", "gexf", "node-link"])


@ALL
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_any_networkx_graph_is_read_each_edge_once(form: str, kind: type[nx.Graph]) -> None:
    graph = kind()
    graph.add_node("a", labels=":Person:Actor", born=1973)
    graph.add_node("b", labels="Film", name="비트 🎬", rated=True, score=7.5)
    graph.add_edge("a", "b", type="ACTED_IN", year=1997)
    graph.add_edge("b", "b", label="REMAKE_OF")
    batch = read_bytes(as_bytes(graph, form), name="g")
    if form == "gexf":  # where an attribute `type` says whether an edge is directed
        assert [one.type for one in batch.relationships] == ["RELATED_TO", "REMAKE_OF"]
    else:
        assert [one.type for one in batch.relationships] == ["ACTED_IN", "REMAKE_OF"]
    assert [(one.start, one.end) for one in batch.relationships] == [("a", "b"), ("b", "b")]
    assert batch.relationships[0].properties["year"] == 1997
    assert batch.nodes == [
        Node("a", ("Person", "Actor"), {"born": 1973, "_id": "a"}),
        Node("b", ("Film",), {"name": "비트 🎬", "rated": True, "score": 7.5, "_id": "b"}),
    ]


@ALL
def test_labels_that_differ_from_node_to_node_are_names_to_show(form: str) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from((str(n), {"label": f"Name {n}"}) for n in range(30))
    batch = read_bytes(as_bytes(graph, form), name="g")
    assert batch.nodes[3] == Node("3", (), {"label": "Name 3", "_id": "3"})
    assert batch.notes == [
        "The attribute 'label' differs from node to node, so it is a property and not a label."
    ]


@ALL
def test_labels_that_return_are_kinds(form: str) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from((str(n), {"label": "AB"[n % 2]}) for n in range(30))
    assert {one.labels for one in read_bytes(as_bytes(graph, form), name="g").nodes} == {("A",), ("B",)}


@ALL
def test_an_edge_whose_node_is_missing_is_refused(form: str) -> None:
    data = as_bytes(nx.DiGraph([("a", "b")]), form)
    cut = (
        data.replace(b'<node id="b" />', b"")
        .replace(b'<node id="b" label="b" />', b"")
        .replace(b', {"id": "b"}', b"")
    )
    assert cut != data
    with pytest.raises(BadSource, match="there is no node 'b'"):
        read_bytes(cut, name="g")


@ALL
def test_two_nodes_with_one_id_are_refused(form: str) -> None:
    data = as_bytes(nx.DiGraph([("a", "b")]), form)
    twice = data.replace(b'<node id="b"', b'<node id="a"').replace(b'{"id": "b"}', b'{"id": "a"}')
    with pytest.raises(BadSource, match="two nodes have the id 'a'"):
        read_bytes(twice, name="g")


def graphml(body: str, keys: str = "", direction: str = "directed") -> Batch:
    head = f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{keys}'
    text = f'{head}<graph edgedefault="{direction}">{body}</graph></graphml>'
    return read_bytes(text.encode(), name="g", filename="g.graphml")


def test_graphml_defaults_are_values() -> None:
    key = '<key id="k" for="node" attr.name="year" attr.type="int"><default>1997</default></key>'
    batch = graphml('<node id="a"/><node id="b"><data key="k">2001</data></node>', key)
    assert [one.properties["year"] for one in batch.nodes] == [1997, 2001]


def test_graphml_as_apoc_writes_it() -> None:
    keys = (
        '<key id="labels" for="node" attr.name="labels" attr.type="string"/>'
        '<key id="label" for="edge" attr.name="label" attr.type="string"/>'
    )
    batch = graphml(
        '<node id="n0" labels=":Movie:Old"><data key="labels">:Movie:Old</data></node>'
        '<edge id="e0" source="n0" target="n0" label="NEXT"><data key="label">NEXT</data></edge>',
        keys,
    )
    assert batch.nodes[0].labels == ("Movie", "Old")
    assert batch.relationships == [Relationship("n0", "NEXT", "n0")]


def test_what_networkx_warns_of_becomes_a_note() -> None:
    batch = graphml(
        '<node id="a"><port name="p"/><data key="k">x</data></node>', '<key id="k" attr.name="x"/>'
    )
    assert batch.nodes[0].properties["x"] == "x"
    assert batch.notes == ["No key type for id k. Using string", "GraphML port tag not supported."]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (
            '<node id="a"/><edge source="a" target="a" directed="false"/>',
            "NetworkX cannot read this GraphML: directed=f",
        ),
        (
            '<node id="a"><data key="x">1</data></node>',
            "NetworkX cannot read this GraphML: Bad GraphML data: no key x",
        ),
        ('<node id="a">', "line 1: this is not XML: mismatched tag"),
    ],
)
def test_graphml_that_cannot_be_read_is_refused(body: str, what: str) -> None:
    with pytest.raises(BadSource, match=what):
        graphml(body)


@pytest.mark.parametrize("root", ["graphml", "gexf"])
def test_entities_are_refused_before_anything_is_expanded(root: str) -> None:
    bomb = f'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<{root}>&b;</{root}>'
    with pytest.raises(BadSource, match="line 2: a DOCTYPE is refused"):
        read_bytes(bomb.encode(), name="g")
    outside = f'<!DOCTYPE x SYSTEM "file:///etc/hostname"><{root}/>'
    with pytest.raises(BadSource, match="a DOCTYPE is refused"):
        read_bytes(outside.encode("utf-16"), name="g")


def test_a_drawing_of_gephis_loses_its_colours_and_says_so() -> None:
    graph = nx.DiGraph()
    graph.add_node("a", viz={"size": 3.0}, modularity=2)
    batch = read_bytes(as_bytes(graph, "gexf"), name="g")
    assert batch.nodes == [Node("a", (), {"modularity": 2, "_id": "a"})]
    assert batch.notes == ["What only a drawing needs was left out: viz."]


def test_node_link_takes_whole_numbers_as_ids_and_keys_as_types() -> None:
    told = {
        "nodes": [{"id": 1}, {"id": 2}],
        "links": [{"source": 1, "target": 2, "key": "KNOWS", "value": 3}],
    }
    batch = read_bytes(json.dumps(told).encode(), name="g")
    assert batch.relationships == [Relationship("1", "KNOWS", "2", {"value": 3})]


def test_node_link_refuses_maps() -> None:
    told = {"nodes": [{"id": 1, "place": {"x": 1}}], "links": []}
    with pytest.raises(BadSource, match="property 'place': a value must not be a map"):
        read_bytes(json.dumps(told).encode(), name="g")
