"""A node and what is near it, as a graph to draw or to compute with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.explore.lookup import among, links, nodes
from kgraph.store import Store

if TYPE_CHECKING:
    import networkx as nx


def neighbourhood(store: Store, node_id: str, hops: int = 1) -> nx.MultiDiGraph:
    """Return the graph of all nodes at most so many relationships away, and every relationship among them."""
    from kgraph.graph.convert import to_networkx  # noqa: PLC0415 - brings NetworkX, which finding does not need

    found = rim = nodes(store, [node_id])
    for _ in range(hops):
        ends = (node for start, _, end in links(store, rim) for node in (start, end))
        rim = {node.id: node for node in ends if node.id not in found}
        found = {**found, **rim}
    return to_networkx(found.values(), [edge for _, edge, _ in among(store, found)])
