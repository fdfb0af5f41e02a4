"""The layout: no node on another, islands apart, linked things near, the same every time."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from scipy.spatial import cKDTree

from kgraph.view.forces import separate
from kgraph.view.layout import Layout, arrange
from kgraph.view.packing import pack, shelve, turn


def laid_out(graph: nx.Graph) -> tuple[Layout, np.ndarray]:
    radii = np.array([6 + 2 * np.sqrt(graph.degree(node)) for node in graph])
    ends = np.array(list(graph.edges()), dtype=int).reshape(-1, 2)
    return arrange(ends, radii), radii


def worlds(count: int, size: int) -> nx.Graph:
    """Return groups of nodes much linked inside and little between, and some lone nodes."""
    graph = nx.random_partition_graph([size] * count, 4 / size, 0.2 / (count * size), seed=3)
    ordered = nx.Graph()  # generators of NetworkX differ in the order of nodes, which `laid_out` relies on
    ordered.add_nodes_from(range(count * size + 25))
    ordered.add_edges_from(graph.edges())
    return ordered


GRAPHS = {
    "small": nx.gnm_random_graph(30, 45, seed=1),
    "star": nx.star_graph(300),
    "path": nx.path_graph(90),
    "worlds": worlds(8, 50),
    "large worlds": worlds(5, 300),
    "scraps": nx.disjoint_union_all([nx.path_graph(3)] * 60 + [nx.cycle_graph(9)] * 4),
    "complete": nx.complete_graph(140),
}


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=list(GRAPHS))
def test_no_node_lies_on_another(graph: nx.Graph) -> None:
    layout, radii = laid_out(graph)
    pairs = cKDTree(layout.positions).query_pairs(2 * radii.max(), output_type="ndarray")
    first, second = pairs.T
    distance = np.hypot(*(layout.positions[first] - layout.positions[second]).T)
    assert (distance >= radii[first] + radii[second]).all()


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=list(GRAPHS))
def test_the_same_links_give_the_same_places(graph: nx.Graph) -> None:
    assert np.array_equal(laid_out(graph)[0].positions, laid_out(graph)[0].positions)


def test_communities_are_islands_that_hold_their_nodes_and_lie_apart() -> None:
    layout, radii = laid_out(GRAPHS["worlds"])
    assert len(layout.islands) == 8
    for number, island in enumerate(layout.islands):
        away = np.hypot(*(layout.positions[island.members] - (island.x, island.y)).T)
        assert (away + radii[island.members] <= island.radius).all()
        assert set(layout.home[island.members]) == {number}
        degrees = [GRAPHS["worlds"].degree(node) for node in island.members]
        assert all(one >= other for one, other in pairwise(degrees))
    for number, one in enumerate(layout.islands):
        for other in layout.islands[:number]:
            assert np.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - 0.5


def test_linked_nodes_lie_nearer_than_others() -> None:
    graph = GRAPHS["worlds"]
    positions = laid_out(graph)[0].positions
    linked = np.array([np.hypot(*(positions[a] - positions[b])) for a, b in graph.edges()])
    rng = np.random.default_rng(0)
    chance = np.array([np.hypot(*(positions[a] - positions[b])) for a, b in rng.integers(0, 400, (500, 2))])
    assert np.median(linked) < 0.25 * np.median(chance)


def test_lone_nodes_stand_beneath_all_others() -> None:
    layout, _ = laid_out(GRAPHS["worlds"])
    lone = np.array([GRAPHS["worlds"].degree(node) == 0 for node in GRAPHS["worlds"]])
    assert layout.shelf is not None
    assert layout.shelf[2] == lone.sum() >= 25
    assert layout.positions[lone, 1].min() > layout.positions[~lone, 1].max()
    assert (layout.home[lone] == -1).all()


def test_bridges_are_the_strongest_ties() -> None:
    graph = nx.disjoint_union_all([nx.complete_graph(50)] * 3)
    graph.add_edges_from([(at, 50 + at) for at in range(8)] + [(0, 100)])
    layout, _ = laid_out(graph)
    assert sorted(count for *_, count in layout.bridges) == [1, 8]


def test_a_graph_of_one_picture_has_no_islands() -> None:
    layout, _ = laid_out(GRAPHS["small"])
    assert layout.islands == []
    assert layout.bridges == []


def test_discs_are_packed_without_overlap_and_linked_ones_touch() -> None:
    radii = np.array([10.0, 40.0, 10.0, 25.0, 25.0, 5.0, 12.0])
    links = np.zeros((7, 7))
    links[0, 2] = links[2, 0] = 9
    centres = pack(radii, links)
    distance = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    touching = radii[:, None] + radii[None]
    assert (distance + np.eye(7) * 100 >= touching - 1e-6).all()
    assert distance[0, 2] < 2 * touching[0, 2]


def test_overlapping_discs_are_pushed_apart_even_from_one_point() -> None:
    points = separate(np.zeros((40, 2)), np.full(40, 5.0), gap=1.0)
    pairs = cKDTree(points).query_pairs(10.99)
    assert pairs == set()


def test_shapes_turn_towards_what_they_are_linked_with() -> None:
    points = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 0.5]])
    towards = np.array([[0.0, 2.0], [0.0, -2.0], [0.0, 0.0]])
    turned = turn(points, towards)
    assert np.allclose(turned[:2], [[0, 1], [0, -1]])
    assert np.allclose(np.hypot(*turned.T), np.hypot(*points.T))


def test_a_shelf_breaks_its_rows_at_the_room_given() -> None:
    places = shelve(np.full(5, 10.0), np.full(5, 4.0), 25)
    assert places.tolist() == [[5, 2], [15, 2], [5, 6], [15, 6], [5, 10]]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_nodes_are_no_trouble(count: int) -> None:
    layout, _ = laid_out(nx.path_graph(count))
    assert layout.positions.shape == (count, 2)
    assert np.isfinite(layout.positions).all()
