"""JSON: node-link documents, and lines as APOC writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kgraph.export.content import Content
from kgraph.graph.convert import LABELS, TYPE
from kgraph.read.conventions import escaped
from kgraph.values import to_json

_dumps = json.JSONEncoder(ensure_ascii=False).encode
_NODE_RESERVED = ("id", LABELS)
_EDGE_RESERVED = ("source", "target", "key", TYPE)


def node_link(content: Content) -> Iterator[str]:
    """Yield a node-link document as `networkx.node_link_graph` reads it, a node or an edge to a line."""
    directed = _dumps(content.directed)
    yield f'{{"directed": {directed}, "multigraph": true, "graph": {_dumps(content.about())}, "nodes": ['
    nodes = (
        {"id": node.id, LABELS: list(node.labels), **_told(node.properties, _NODE_RESERVED)}
        for node in content.nodes
    )
    yield from _items(nodes)
    yield '], "edges": ['
    edges = (
        {
            "source": edge.start,
            "target": edge.end,
            "key": edge.key,
            TYPE: edge.type,
            **_told(edge.properties, _EDGE_RESERVED),
        }
        for edge in content.edges
    )
    yield from _items(edges)
    yield "]}\n"


def apoc_lines(content: Content) -> Iterator[str]:
    """Yield JSON lines, nodes first; the first line also names the sources of the graph."""
    about = {"graph": content.about()} if content.about() else {}
    labels = {node.id: list(node.labels) for node in content.nodes}
    for node in content.nodes:
        told = {"type": "node", "id": node.id, "labels": labels[node.id]}
        yield _dumps(told | {"properties": _told(node.properties)} | about) + "\n"
        about = {}
    for edge in content.edges:
        yield (
            _dumps(
                {
                    "type": "relationship",
                    "id": edge.key,
                    "label": edge.type,
                    "start": {"id": edge.start, "labels": labels[edge.start]},
                    "end": {"id": edge.end, "labels": labels[edge.end]},
                    "properties": _told(edge.properties),
                }
            )
            + "\n"
        )


def _told(properties: Mapping[str, Any], reserved: tuple[str, ...] = ()) -> dict[str, Any]:
    if not reserved:
        return {name: to_json(value) for name, value in properties.items()}
    return {escaped(name, reserved): to_json(value) for name, value in properties.items()}


def _items(items: Iterator[dict[str, Any]]) -> Iterator[str]:
    before = "\n"
    for item in items:
        yield before + _dumps(item)
        before = ",\n"
    yield "\n"
