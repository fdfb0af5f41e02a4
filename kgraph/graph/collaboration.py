"""People linked by shared films: the graph behind "who works with whom"."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

import networkx as nx

from kgraph.graph.convert import LABELS, TYPE
from kgraph.schema import film_schema

SHARED = "COLLABORATED_WITH"


def people(graph: nx.MultiDiGraph, label: str = "Person") -> nx.Graph:
    """Return the collaboration graph of the nodes with a label: an edge per pair that shares a film.

    Edges have `_type`, `weight` (number of shared films) and `films` (their ids, sorted); nodes keep their
    attributes. A film's crew of n gives n(n-1)/2 pairs. In a graph outside the film schema every
    relation counts as a credit.
    """
    crews = _crews(graph, label)
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for film in sorted(crews):
        for pair in combinations(sorted(crews[film]), 2):
            shared[pair].append(film)
    members = {member for crew in crews.values() for member in crew}
    result = nx.Graph()
    result.add_nodes_from((member, dict(graph.nodes[member])) for member in sorted(members))
    result.add_edges_from(
        (a, b, {TYPE: SHARED, "weight": len(films), "films": films}) for (a, b), films in shared.items()
    )
    return result


def _crews(graph: nx.MultiDiGraph, label: str) -> dict[str, set[str]]:
    """Return film -> who worked on it."""
    crews: defaultdict[str, set[str]] = defaultdict(set)
    for start, end, edge in graph.edges(data=True):
        if _is_credit(edge) and label in graph.nodes[start].get(LABELS, ()):
            crews[end].add(start)
    return crews


def _is_credit(edge: dict[str, Any]) -> bool:
    relation = film_schema().relations.get(edge.get(TYPE, ""))
    return relation is None or relation.credit
