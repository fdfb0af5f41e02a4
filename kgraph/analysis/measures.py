"""Measures of nodes, by NetworkX's own functions; communities by scikit-network.

All take the graph as undirected, one link between two nodes, its `weight` the number of their
relationships or shared films. PageRank goes by NetworkX's function over SciPy, betweenness by nx-parallel
where that is installed; a backend that the user has set up for NetworkX is dispatched to as always.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from kgraph.analysis.dispatch import in_parallel
from kgraph.analysis.reading import all_links, check_types
from kgraph.errors import UsageError
from kgraph.graph.communities import louvain
from kgraph.store import Store

SAMPLED_ABOVE = 3000
SAMPLES = 200
Values = dict[str, Any]


def whole(source: Store | nx.Graph, relations: Sequence[str] = ()) -> nx.Graph:
    """Return all nodes, and a link for each two that have relationships (of these types), with `weight`."""
    check_types(source, relations)
    ties = all_links(source, relations)
    pairs = zip(ties.starts, ties.ends, strict=True)
    counts = Counter((a, b) if a <= b else (b, a) for a, b in pairs)
    graph = nx.Graph()
    graph.add_nodes_from((key, ties.nodes[key]) for key in sorted(ties.nodes))
    graph.add_edges_from((a, b, {"weight": counts[a, b]}) for a, b in sorted(counts))
    return graph


def degree(graph: nx.Graph) -> Values:
    """Return the number of neighbours."""
    return {node: len(near.keys() - {node}) for node, near in graph.adjacency()}


def pagerank(graph: nx.Graph) -> Values:
    """Return the PageRank over weighted links, with a damping of 0.85; the values add up to 1."""
    return dict(nx.pagerank(graph))


def betweenness(graph: nx.Graph, samples: int | None = None, seed: int = 0) -> Values:
    """Return the part of all shortest paths that lead over a node, links counted, not weighed.

    `samples` is the number of nodes from which paths are followed, chosen by `seed`; all by default.
    """
    k = samples if samples is not None and samples < len(graph) else None
    with in_parallel(graph, k or len(graph)) as where:
        return dict(nx.betweenness_centrality(graph, k=k, seed=seed, **where))


def communities(graph: nx.Graph) -> Values:
    """Return the community of each node by Louvain over weighted links, 0 the largest."""
    if not graph.number_of_edges():
        return _numbered([{node} for node in graph])
    found: dict[int, set[str]] = {}
    for node, group in zip(
        graph, louvain(nx.to_scipy_sparse_array(graph, dtype=float)).tolist(), strict=True
    ):
        found.setdefault(group, set()).add(node)
    return _numbered(found.values())


def components(graph: nx.Graph) -> Values:
    """Return the connected component of each node, 0 the largest."""
    return _numbered(nx.connected_components(graph))


def distance(graph: nx.Graph, start: str) -> Values:
    """Return the number of links on a shortest path from a node, of all nodes that it reaches."""
    return dict(nx.single_source_shortest_path_length(graph, start))


def assortativity(graph: nx.Graph, told: Mapping[str, Sequence[Any]]) -> tuple[float, int]:
    """Return how far links join nodes that are alike, from -1 over 0 (as by chance) to 1, and of how many.

    `told` has the values of a node; only nodes with exactly one, and links between them, count (M. E. J.
    Newman, Mixing patterns in networks, Physical Review E 67, 026126, 2003). Raises UsageError where
    these links do not join nodes of two values at least.
    """
    single = {node: values[0] for node, values in told.items() if len(values) == 1 and node in graph}
    part = nx.Graph(graph.subgraph(single))
    nx.set_node_attributes(part, single, "value")
    linked = {single[node] for node, near in part.adjacency() if near}
    if len(linked) < 2:
        raise UsageError(
            "There is nothing to compare: no links between nodes of two values.",
            "A node counts where it has exactly one value: see --by, --on and --relation.",
        )
    return float(nx.attribute_assortativity_coefficient(part, "value")), len(part)


def _numbered(groups: Iterable[set[str]]) -> Values:
    """Return the number of each node's group, the largest first, equals in the order of their ids."""
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    return {node: number for number, group in enumerate(ordered) for node in group}
