"""Records of a property graph to nodes and relationships, whatever file they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kgraph.claims import Source
from kgraph.errors import BadSource
from kgraph.model import Node, Property, Relationship
from kgraph.read.batch import Batch
from kgraph.schema import film_schema
from kgraph.values import from_json

OUTER_ID = "_id"
_HELD = "A property is text, a number, true or false, a date or time, a duration, or a list of one of these."


def is_entity(labels: Iterable[str], properties: Mapping[str, Any], node_id: str) -> bool:
    """Tell whether a node is one of the film schema's own: so labelled, with claims, `id` its identity."""
    types = film_schema().entities
    known = [types[label] for label in labels if label in types]
    claimed = any(not one.evidence or "claims" in properties for one in known)
    return claimed and properties.get("id") == node_id


class Records:
    """Nodes and relationships as a file gives them, checked while they come.

    `prefix` goes before every id, so that two files may count their nodes alike; the film schema's
    own entities keep theirs.
    """

    def __init__(self, path: object, prefix: str = "") -> None:
        self.path = path
        self.prefix = prefix
        self.nodes: dict[str, Node] = {}
        self.relationships: list[Relationship] = []
        self._ends: list[tuple[str, str, int | None]] = []

    def node(
        self, outer: Any, labels: Sequence[Any], told: Mapping[str, Any], row: int | None = None
    ) -> None:
        """Take a node; a second of the same id and labels adds its properties to the first."""
        outer = self._id(outer, row)
        for label in labels:
            self._name(label, "label", row)
        properties = self._properties(told, row)
        node_id = outer if is_entity(labels, properties, outer) else self.prefix + outer
        if node_id != outer or not is_entity(labels, properties, outer):
            if properties.get(OUTER_ID, node_id) not in (node_id, outer):
                what = f"node {outer!r} says that its {OUTER_ID!r} is {properties[OUTER_ID]!r}."
                raise BadSource(self.path, what, f"{OUTER_ID!r} is where kgraph shows the id.", row=row)
            properties[OUTER_ID] = node_id
        node = Node(node_id, tuple(dict.fromkeys(labels)), properties)
        known = self.nodes.get(outer)
        self.nodes[outer] = node if known is None else self._merged(known, node, row)

    def relationship(
        self, ends: tuple[Any, Any], kind: Any, told: Mapping[str, Any], row: int | None = None
    ) -> None:
        """Take a relationship; its nodes may come later."""
        self._name(kind, "type", row)
        start, end = self._id(ends[0], row), self._id(ends[1], row)
        self.relationships.append(Relationship(start, kind, end, self._properties(told, row)))
        self._ends.append((start, end, row))

    def batch(self, name: str, sources: list[Source], notes: list[str]) -> Batch:
        """Return all of it; BadSource where a relationship names a node that is not there."""
        ids = {outer: node.id for outer, node in self.nodes.items()}
        for start, end, row in self._ends:
            for outer in (start, end):
                if outer not in ids:
                    hint = "A relationship joins nodes of its own file."
                    raise BadSource(self.path, f"there is no node {outer!r}.", hint, row=row)
        relationships = [
            Relationship(ids[one.start], one.type, ids[one.end], one.properties) for one in self.relationships
        ]
        return Batch(name, sources, nodes=list(self.nodes.values()), relationships=relationships, notes=notes)

    def _id(self, outer: Any, row: int | None) -> str:
        if isinstance(outer, int) and not isinstance(outer, bool):
            return str(outer)
        if isinstance(outer, str) and outer:
            return outer
        raise BadSource(self.path, f"{outer!r} is no id.", "An id is a text or a whole number.", row=row)

    def _name(self, name: Any, what: str, row: int | None) -> None:
        if not isinstance(name, str) or not name:
            hint = f"A {what} is a text, and not empty."
            raise BadSource(self.path, f"{name!r} is no {what}.", hint, row=row)

    def _properties(self, told: Mapping[str, Any], row: int | None) -> dict[str, Property]:
        properties: dict[str, Property] = {}
        for name, value in told.items():
            if type(value) is str and name:
                properties[name] = value
            elif value is not None:  # a property that is null is none
                self._name(name, "property name", row)
                try:
                    properties[name] = from_json(value)
                except ValueError as error:
                    what = f"property {name!r}: {error}; Neo4j refuses it too."
                    raise BadSource(self.path, what, _HELD, row=row) from None
        return properties

    def _merged(self, known: Node, node: Node, row: int | None) -> Node:
        if set(known.labels) != set(node.labels):
            labels = " and ".join(":".join(one.labels) or "no label" for one in (known, node))
            what = f"the id {node.id!r} stands for two nodes, with different labels: {labels}."
            raise BadSource(self.path, what, "Give one of them another id.", row=row)
        for name, value in node.properties.items():
            if name in known.properties and not _same(known.properties[name], value):
                values = f"{known.properties[name]!r} and {value!r}"
                what = f"node {node.id!r} stands twice, with two values of {name!r}: {values}."
                raise BadSource(self.path, what, "Give one of them another id.", row=row)
        return Node(known.id, known.labels, {**known.properties, **node.properties})


def _same(one: Property, other: Property) -> bool:
    return repr(one) == repr(other)  # 1 is not 1.0 here, and no number is no number
