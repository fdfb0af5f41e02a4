"""A graph from one store to another: its elements as the rows of a file that nobody wrote."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kgraph.errors import DataError
from kgraph.model import Node, Property, Relationship
from kgraph.read.records import (
    OUTER_ID,
    File,
    FileNode,
    FileRelationship,
    is_entity,
)
from kgraph.values import to_json

if TYPE_CHECKING:  # brings the readers
    from kgraph.read.stream import Row


def rows(nodes: Iterable[Node], relationships: Iterable[Relationship], shown: str) -> Iterator[Row]:
    """Yield the elements of a store as rows, nodes first.

    A node that has no identity among its properties (a query made it, or another program) shows its
    id as `_id` from then on. `shown` is the store's name in messages.
    """
    of = File(shown, shown)
    for node in nodes:
        yield FileNode(node.id, node.labels, _identified(node, shown), of, node.id)
    for one in relationships:
        yield FileRelationship(one.start, one.type, one.end, one.properties, of)


def lines(nodes: Iterable[Node], relationships: Iterable[Relationship], shown: str) -> Iterator[bytes]:
    """Yield the same as JSON lines in the form of APOC."""
    for node in nodes:
        told = {"type": "node", "id": node.id, "labels": node.labels}
        yield _line(told, _identified(node, shown))
    for one in relationships:
        ends = {"start": {"id": one.start}, "end": {"id": one.end}}
        yield _line({"type": "relationship", "label": one.type, **ends}, one.properties)


def _line(told: Mapping[str, Any], properties: Mapping[str, Property]) -> bytes:
    values = {name: to_json(value) for name, value in properties.items()}
    return json.dumps({**told, "properties": values}, ensure_ascii=False).encode() + b"\n"


def _identified(node: Node, shown: str) -> dict[str, Property]:
    properties = dict(node.properties)
    if is_entity(node.labels, properties, node.id):
        return properties
    if properties.setdefault(OUTER_ID, node.id) != node.id:
        what = (
            f"{shown}: the node {node.id!r} has a property {OUTER_ID!r} of its own: {properties[OUTER_ID]!r}."
        )
        raise DataError(what, f"{OUTER_ID!r} is where kgraph shows a node's id; rename that property.")
    return properties
