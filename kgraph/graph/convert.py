"""Nodes and relationships to NetworkX and back.

A node's attributes are its properties, and `_labels` (a tuple); an edge's are its properties, and
`_type`. The key of an edge is the hash of its identity.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import networkx as nx

from kgraph.errors import DataError
from kgraph.graph.identity import keyed
from kgraph.model import Duration, Node, Property, Relationship, Scalar
from kgraph.read.records import OUTER_ID, is_entity
from kgraph.values import kind_of

LABELS = "_labels"
TYPE = "_type"
UNNAMED_TYPE = "RELATED_TO"


def to_networkx(nodes: Iterable[Node], relationships: Iterable[Relationship]) -> nx.MultiDiGraph:
    """Return a new MultiDiGraph; ends that are not among the nodes come without attributes."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node.id, {LABELS: node.labels, **node.properties}) for node in nodes)
    graph.add_edges_from(
        (edge.start, edge.end, key, {TYPE: edge.type, **edge.properties})
        for key, edge in keyed(relationships)
    )
    return graph


def from_networkx(
    graph: nx.Graph, label: str | None = None, edge_type: str | None = None
) -> tuple[list[Node], list[Relationship]]:
    """Read any NetworkX graph, without changing it.

    `label` names the node attribute that is the label (text, or a list of texts), `edge_type` the
    edge attribute that is the type; an edge without one takes its key where that is text, else
    RELATED_TO. Node keys may be anything hashable; each becomes a text id, kept as `_id`. An
    undirected edge is stored once.

    Raises DataError for an attribute that no graph database could hold, or two keys with one text.
    """
    ids = _ids(graph)
    nodes = []
    for key, attributes in graph.nodes(data=True):
        told = dict(attributes)
        labels = _labels(told.pop(LABELS, told.pop(label, ()) if label else ()), key)
        nodes.append(_node(ids[key], labels, _properties(told, f"node {key!r}")))
    relationships = []
    keys = graph.is_multigraph()
    for edge in graph.edges(keys=True, data=True) if keys else graph.edges(data=True):
        start, end, attributes = edge[0], edge[1], dict(edge[-1])
        fallback = edge[2] if keys and isinstance(edge[2], str) else UNNAMED_TYPE
        name = (
            attributes.pop(TYPE, None) or (attributes.pop(edge_type, None) if edge_type else None) or fallback
        )
        told = _properties(attributes, f"edge {start!r} -> {end!r}")
        relationships.append(Relationship(ids[start], str(name), ids[end], told))
    return nodes, relationships


def _node(node_id: str, labels: tuple[str, ...], properties: dict[str, Property]) -> Node:
    if not is_entity(labels, properties, node_id):
        properties[OUTER_ID] = node_id
    return Node(node_id, labels, properties)


def _ids(graph: nx.Graph) -> dict[Hashable, str]:
    """Give every key a text: itself where it is text, else as Python prints it."""
    ids = {key: key if isinstance(key, str) else str(key) for key in graph}
    if len(set(ids.values())) < len(ids):
        firsts: dict[str, Hashable] = {}
        for key, text in ids.items():
            if firsts.setdefault(text, key) is not key:
                raise DataError(
                    f"The nodes {firsts[text]!r} and {key!r} would both have the id {text!r}.",
                    "Relabel one of them, as with networkx.relabel_nodes.",
                )
    return ids


def _labels(told: Any, key: Hashable) -> tuple[str, ...]:
    if told is None or told == "":
        return ()
    labels = (told,) if isinstance(told, str) else tuple(told)
    if not all(isinstance(one, str) and one for one in labels):
        raise DataError(f"Node {key!r} has a label that is no text: {told!r}.")
    return labels


def _properties(told: Mapping[Any, Any], where: str) -> dict[str, Property]:
    properties: dict[str, Property] = {}
    for name, value in told.items():
        kept = _value(value, f"{where}, attribute {name!r}")
        if kept is not None:
            properties[str(name)] = kept
    return properties


def _value(value: Any, where: str) -> Property:
    if isinstance(value, list | tuple | set | frozenset):
        items = [
            _scalar(item, where) for item in (sorted(value) if isinstance(value, set | frozenset) else value)
        ]
        if any(item is None for item in items) or len({kind_of(item) for item in items}) > 1:
            raise DataError(
                f"{where}: a list must hold values of one type and no nulls.", "Neo4j refuses it too."
            )
        return items
    return _scalar(value, where)


def _scalar(value: Any, where: str) -> Scalar:
    if hasattr(value, "item") and not isinstance(value, str | bytes):
        value = value.item()  # a NumPy number
    if value is None or isinstance(value, _SCALARS):
        return value
    raise DataError(
        f"{where}: {type(value).__name__} is no property value.",
        "A property is text, a number, true or false, a date or time, a duration, or a list of one of these.",
    )


_SCALARS = (bool, int, float, str, dt.date, dt.time, Duration)  # a datetime is a date
