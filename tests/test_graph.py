"""Edges know their identity, and any NetworkX graph comes in as it is."""

from __future__ import annotations

import networkx as nx
import pytest

from kgraph.errors import DataError
from kgraph.graph.collaboration import people
from kgraph.graph.convert import from_networkx, to_networkx
from kgraph.graph.identity import edge_key, keyed
from kgraph.model import Node, Property, Relationship

CLAIMED: dict[str, Property] = {"claims": ['{"certainty":"stated","source":"s"}'], "sources": ["s"]}


def won(**properties: Property) -> Relationship:
    return Relationship("kim", "WON", "best", {**CLAIMED, **properties})


def test_two_editions_of_a_prize_are_two_edges_and_certainty_makes_no_third() -> None:
    keys = [edge_key(won(edition=n, certainty=sure)) for n in (1, 2) for sure in ("stated", "disputed")]
    assert len(set(keys)) == 2


def test_the_key_of_a_symmetric_relation_does_not_ask_for_its_direction() -> None:
    there, back = (Relationship(a, "SPOUSE_OF", b, CLAIMED) for a, b in (("kim", "lee"), ("lee", "kim")))
    assert edge_key(there) == edge_key(back)


def test_an_edge_of_another_graph_is_all_it_has_and_an_ordinal_among_equals() -> None:
    one, other = (Relationship("a", "KNOWS", "b", {"since": since}) for since in (1, 2))
    assert edge_key(one) != edge_key(other)
    keys = [key for key, _ in keyed([one, other, one])]
    assert len(set(keys)) == 3
    assert [key for key, _ in keyed([one, one, other])][:2] == [keys[0], keys[2]]


@pytest.mark.parametrize(("left", "right"), [(1, 1.0), (1, "1"), (1, True), (["1"], "1")])
def test_values_of_different_types_make_different_edges(left: Property, right: Property) -> None:
    assert edge_key(Relationship("a", "T", "b", {"x": left})) != edge_key(
        Relationship("a", "T", "b", {"x": right})
    )


def test_an_edge_key_stays_what_it_was() -> None:
    """Files and Neo4j databases hold these keys: a change here breaks them all."""
    assert edge_key(Relationship("가", "DIRECTED", "b", CLAIMED)) == "92c2504d730bc5f08b0562a5"
    assert edge_key(Relationship("a", "KNOWS", "b", {"since": 1997}), 1) == "b328b76db3383591b605e386"


def test_there_and_back_is_the_same_graph() -> None:
    nodes = [Node("a", ("X", "Y"), {"_id": "a", "label": "l", "type": 1}), Node("b", (), {"_id": "b"})]
    edges = [Relationship("a", "T", "b", {"type": "t"}), Relationship("a", "T", "b", {"type": "t"})]
    assert from_networkx(to_networkx(nodes, edges)) == (nodes, edges)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_any_networkx_graph_comes_in_unchanged(kind: type[nx.Graph]) -> None:
    graph = kind()
    graph.add_node(1, role="Person", tags=("x", "y"), gone=None)
    graph.add_edge(1, ("t", 2), how="knows", w=0.5)
    before = nx.MultiDiGraph(graph)
    nodes, edges = from_networkx(graph, "role", "how")
    assert nodes[0] == Node("1", ("Person",), {"_id": "1", "tags": ["x", "y"]})
    assert edges == [Relationship("1", "knows", "('t', 2)", {"w": 0.5})]
    assert nx.utils.graphs_equal(nx.MultiDiGraph(graph), before)


def test_a_text_key_of_a_multigraph_is_the_type_of_its_edge() -> None:
    graph = nx.MultiDiGraph([("a", "b", "DIRECTED"), ("a", "b", "WROTE")])
    assert [edge.type for edge in from_networkx(graph)[1]] == ["DIRECTED", "WROTE"]


@pytest.mark.parametrize("value", [{"a": 1}, [1, "a"], [None], object(), [[1]]])
def test_an_attribute_that_is_no_property_is_refused_by_name(value: object) -> None:
    graph = nx.Graph()
    graph.add_node("kim", odd=value)
    with pytest.raises(DataError, match="'odd'"):
        from_networkx(graph)


def test_two_keys_with_one_text_are_refused() -> None:
    with pytest.raises(DataError, match="both have the id '1'"):
        from_networkx(nx.Graph([(1, "1")]))


def test_people_are_linked_by_the_films_they_share() -> None:
    nodes = [
        Node(name, (label,), {"_id": name})
        for name, label in zip("abcxy", ["Person"] * 3 + ["Film"] * 2, strict=True)
    ]
    credits_ = [("a", "x"), ("b", "x"), ("a", "y"), ("b", "y"), ("c", "y")]
    edges = [Relationship(start, "ACTED_IN", end) for start, end in credits_]
    edges += [Relationship("a", "DIRECTED", "x"), Relationship("a", "BORN_IN", "x")]
    graph = people(to_networkx(nodes, edges))
    assert {(*sorted((a, b)), weight) for a, b, weight in graph.edges(data="weight")} == {
        ("a", "b", 2),
        ("a", "c", 1),
        ("b", "c", 1),
    }
    assert graph.edges["a", "b"]["films"] == ["x", "y"]
