"""Records of a property graph to nodes and relationships, whatever file they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kgraph.claims import Source
from kgraph.errors import BadSource
from kgraph.model import Node, Property, Relationship
from kgraph.read.batch import Batch
from kgraph.schema import film_schema
from kgraph.values import from_json

OUTER_ID = "_id"
_PLAIN = frozenset({str, bool, float})
_set = object.__setattr__  # rows are frozen, like what they extend
_HELD = "A property is text, a number, true or false, a date or time, a duration, or a list of one of these."


def is_entity(labels: Iterable[str], properties: Mapping[str, Any], node_id: str) -> bool:
    """Tell whether a node is one of the film schema's own: so labelled, with claims, `id` its identity."""
    if properties.get("id") != node_id:
        return False
    types = film_schema().entities
    known = [types[label] for label in labels if label in types]
    return any(not one.evidence or "claims" in properties for one in known)


class File(NamedTuple):
    """A file that rows come from: its path as the user named it, and as a store records it."""

    shown: object
    path: str = ""


class FileNode(Node):
    """A node as one row of a file gives it; `outer` is its id there, and `row` the line, where known.

    Rows of one file and one `outer` id are one node: see `merged`.
    """

    __slots__ = ("file", "outer", "row")
    file: File
    outer: str
    row: int | None

    def __init__(
        self,
        node_id: str,
        labels: tuple[str, ...],
        properties: Mapping[str, Property],
        file: File,
        outer: str,
        row: int | None = None,
    ) -> None:
        _set(self, "id", node_id)
        _set(self, "labels", labels)
        _set(self, "properties", properties)
        _set(self, "file", file)
        _set(self, "outer", outer)
        _set(self, "row", row)


class FileRelationship(Relationship):
    """A relationship as one row of a file gives it; `start` and `end` are the `outer` ids of its nodes."""

    __slots__ = ("file", "row")
    file: File
    row: int | None

    def __init__(
        self,
        start: str,
        kind: str,
        end: str,
        properties: Mapping[str, Property],
        file: File,
        row: int | None = None,
    ) -> None:
        _set(self, "start", start)
        _set(self, "type", kind)
        _set(self, "end", end)
        _set(self, "properties", properties)
        _set(self, "file", file)
        _set(self, "row", row)


class Checker:
    """Checks nodes and relationships as a file gives them, each by itself; BadSource names the row.

    `prefix` goes before every id, so that two files may count their nodes alike; the film schema's
    own entities keep theirs.
    """

    def __init__(self, file: File, prefix: str = "") -> None:
        self.file = file
        self.prefix = prefix

    def node(
        self, outer: Any, labels: Sequence[Any], told: Mapping[str, Any], row: int | None = None
    ) -> FileNode:
        """Return a node."""
        outer = self._id(outer, row)
        for label in labels:
            self._name(label, "label", row)
        properties = self._properties(told, row)
        node_id = outer
        if not is_entity(labels, properties, outer):
            node_id = self.prefix + outer
            if properties.get(OUTER_ID, node_id) not in (node_id, outer):
                what = f"node {outer!r} says that its {OUTER_ID!r} is {properties[OUTER_ID]!r}."
                hint = f"{OUTER_ID!r} is where kgraph shows the id."
                raise BadSource(self.file.shown, what, hint, row=row)
            properties[OUTER_ID] = node_id
        return FileNode(node_id, tuple(dict.fromkeys(labels)), properties, self.file, outer, row)

    def relationship(
        self, ends: tuple[Any, Any], kind: Any, told: Mapping[str, Any], row: int | None = None
    ) -> FileRelationship:
        """Return a relationship."""
        self._name(kind, "type", row)
        start, end = self._id(ends[0], row), self._id(ends[1], row)
        return FileRelationship(start, kind, end, self._properties(told, row), self.file, row)

    def _id(self, outer: Any, row: int | None) -> str:
        if type(outer) is str and outer:
            return outer
        if isinstance(outer, int) and not isinstance(outer, bool):
            return str(outer)
        raise BadSource(
            self.file.shown, f"{outer!r} is no id.", "An id is a text or a whole number.", row=row
        )

    def _name(self, name: Any, what: str, row: int | None) -> None:
        if type(name) is not str or not name:
            hint = f"A {what} is a text, and not empty."
            raise BadSource(self.file.shown, f"{name!r} is no {what}.", hint, row=row)

    def _properties(self, told: Mapping[str, Any], row: int | None) -> dict[str, Property]:
        properties: dict[str, Property] = {}
        for name, value in told.items():
            if type(value) in _PLAIN and name:
                properties[name] = value
            elif value is not None:  # a property that is null is none
                self._name(name, "property name", row)
                try:
                    properties[name] = from_json(value)
                except ValueError as error:
                    what = f"property {name!r}: {error}; Neo4j refuses it too."
                    raise BadSource(self.file.shown, what, _HELD, row=row) from None
        return properties


class Records:
    """The nodes and relationships of a file, together: relationships may come before their nodes."""

    def __init__(self, path: object, prefix: str = "") -> None:
        self.path = path
        self.nodes: dict[str, Node] = {}
        self.relationships: list[FileRelationship] = []
        self.check = Checker(File(path), prefix)

    def node(
        self, outer: Any, labels: Sequence[Any], told: Mapping[str, Any], row: int | None = None
    ) -> None:
        """Take a node; a second of the same id and labels adds its properties to the first."""
        self.take(self.check.node(outer, labels, told, row))

    def relationship(
        self, ends: tuple[Any, Any], kind: Any, told: Mapping[str, Any], row: int | None = None
    ) -> None:
        """Take a relationship; its nodes may come later."""
        self.relationships.append(self.check.relationship(ends, kind, told, row))

    def take(self, row: FileNode | FileRelationship) -> None:
        """Take a row that is checked already."""
        if isinstance(row, FileRelationship):
            self.relationships.append(row)
            return
        node = Node(row.id, row.labels, row.properties)
        known = self.nodes.get(row.outer)
        self.nodes[row.outer] = node if known is None else merged(known, node, self.path, row.row)

    def batch(self, name: str, sources: list[Source], notes: list[str]) -> Batch:
        """Return all of it; BadSource where a relationship names a node that is not there."""
        ids = {outer: node.id for outer, node in self.nodes.items()}
        relationships = []
        for one in self.relationships:
            start, end = ids.get(one.start), ids.get(one.end)
            if start is None or end is None:
                raise dangling(one.start if start is None else one.end, self.path, one.row)
            relationships.append(Relationship(start, one.type, end, one.properties))
        return Batch(name, sources, nodes=list(self.nodes.values()), relationships=relationships, notes=notes)


def merged(known: Node, node: Node, path: object, row: int | None) -> Node:
    """Return a node that stands twice in a file, with the properties of both; BadSource where they differ."""
    if set(known.labels) != set(node.labels):
        labels = " and ".join(":".join(one.labels) or "no label" for one in (known, node))
        what = f"the id {known.id!r} stands for two nodes, with different labels: {labels}."
        raise BadSource(path, what, "Give one of them another id.", row=row)
    for name, value in node.properties.items():
        if name in known.properties and not _same(known.properties[name], value):
            values = f"{known.properties[name]!r} and {value!r}"
            what = f"node {known.id!r} stands twice, with two values of {name!r}: {values}."
            raise BadSource(path, what, "Give one of them another id.", row=row)
    return Node(known.id, known.labels, {**known.properties, **node.properties})


def dangling(outer: str, path: object, row: int | None) -> BadSource:
    """Return what is wrong with a relationship that names a node which is not in its file."""
    return BadSource(
        path, f"there is no node {outer!r}.", "A relationship joins nodes of its own file.", row=row
    )


def _same(one: Property, other: Property) -> bool:
    return repr(one) == repr(other)  # 1 is not 1.0 here, and no number is no number
