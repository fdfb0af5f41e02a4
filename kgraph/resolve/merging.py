"""Property graphs laid over what is there: nodes by id, edges by identity; what comes later wins."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.errors import DataError
from kgraph.graph.identity import keyed
from kgraph.model import Node, Relationship


def laid_over(there: Node, node: Node, path: str) -> Node:
    """Return a node with those of a file's node laid over it; DataError where their labels differ."""
    if set(there.labels) != set(node.labels):
        raise DataError(
            f"{path}: the id {node.id!r} is a {_labels(node)} here and a {_labels(there)} in the store.",
            "Load the file with --prefix to keep its ids apart.",
        )
    return Node(node.id, there.labels, {**there.properties, **node.properties})


def merged_edges(graphs: Iterable[Iterable[Relationship]]) -> list[Relationship]:
    """Return the edges of several graphs; of equal ones there are as many as in the graph that has most."""
    edges: dict[str, Relationship] = {}
    for relationships in graphs:
        edges.update(keyed(relationships))
    return list(edges.values())


def _labels(node: Node) -> str:
    return ":".join(node.labels) or "node without a label"
