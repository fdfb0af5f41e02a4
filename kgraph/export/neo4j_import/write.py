"""Nodes and relationships to a folder for the importer, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from kgraph.claims import Source
from kgraph.errors import DataError
from kgraph.export.neo4j_import.cells import CELLS, SEPARATOR, kind_of, quote
from kgraph.export.neo4j_import.files import Files
from kgraph.export.neo4j_import.folder import ARGUMENTS, CONSTRAINTS, README, replacing_folder
from kgraph.export.neo4j_import.readme import arguments, commands, readme
from kgraph.export.neo4j_import.repairs import repairs
from kgraph.export.neo4j_import.tables import Group, Tables
from kgraph.model import Node, Relationship
from kgraph.read.records import OUTER_ID
from kgraph.store.neo4j.ddl import statements

NODE_LEAD, EDGE_LEAD = (":ID", ":LABEL"), (":START_ID", ":END_ID", ":TYPE")
Afterwards = Callable[[Iterable[Iterable[str]]], Iterable[str]]
"""From the label sets of nodes that are found by `_id` to commands in Cypher."""


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written, and what there is to say of it."""

    nodes: int
    relationships: int
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()


def write_import(
    elements: Iterable[Node | Relationship],
    out: Path,
    *,
    sources: Iterable[Source] = (),
    afterwards: Afterwards = statements,
) -> Written:
    """Write a folder for `neo4j-admin database import full`, whole or not at all.

    The elements are taken one by one, in any order, and none is kept; the ids of nodes must be
    unique, and relationships join nodes that are there. The same elements in the same order give
    the same bytes. `afterwards` gives the commands to run after the import, once all is written: by
    default those for constraints and indexes. Raises DataError, with the element and the property,
    for what no Neo4j could hold.
    """
    cited = tuple(sorted(sources, key=lambda one: one.id))
    with replacing_folder(out) as folder, closing(Files(folder)) as files:
        to = _Import(files)
        for element in elements:
            if isinstance(element, Node):
                to.node(element)
            else:
                to.relationship(element)
        to.finish(cited, afterwards)
    return Written(len(to.nodes), len(to.relationships), cited)


class _Import:
    def __init__(self, files: Files) -> None:
        self.nodes = Tables("nodes", NODE_LEAD, files)
        self.relationships = Tables("relationships", EDGE_LEAD, files)
        self._files = files
        self._labels: set[Group] = set()  # of nodes that are found by `_id`

    def node(self, node: Node) -> None:
        """Write a node."""
        try:
            group, cell = _labels(node.labels)
            self.nodes.add(group, (quote(node.id), cell), node.properties)
        except ValueError as error:
            _refuse(f"node {node.id!r}", node.properties, error)
        if node.properties.get(OUTER_ID) == node.id:
            self._labels.add(group)

    def relationship(self, edge: Relationship) -> None:
        """Write a relationship."""
        try:
            lead = quote(edge.start), quote(edge.end), quote(edge.type)
            self.relationships.add((edge.type,), lead, edge.properties)
        except ValueError as error:
            _refuse(f"relationship {edge.start!r} -[{edge.type}]-> {edge.end!r}", edge.properties, error)

    def finish(self, sources: Iterable[Source], afterwards: Afterwards) -> None:
        """Write what waits, and the small files."""
        if not self.nodes.tables:
            self.nodes.new(())  # the importer wants one file at least
        self.nodes.finish()
        self.relationships.finish()
        repaired = repairs(self.nodes, self.relationships)
        small = {
            ARGUMENTS: arguments(self.nodes, self.relationships, self._files),
            CONSTRAINTS: commands([*repaired, *afterwards(sorted(self._labels))]),
            README: readme(self.nodes, self.relationships, sources, repaired=bool(repaired)),
        }
        for name, text in small.items():
            self._files.write(name, text)


@cache
def _labels(labels: tuple[str, ...]) -> tuple[Group, str]:
    """Return the label set, and its cell."""
    group = tuple(sorted(set(labels)))
    if any(SEPARATOR in label for label in group):
        raise ValueError("the importer takes no label with a unit separator (U+001F)")
    return group, quote(SEPARATOR.join(group)) if group else ""


def _refuse(where: str, properties: Mapping[str, Any], error: ValueError) -> NoReturn:
    """Raise the error that names the property at fault; the row has only said that there is one."""
    for name, value in properties.items():
        try:
            if kind := kind_of(value):
                CELLS[kind](value).encode()
                name.encode()
        except ValueError as reason:
            what = f"The {where} cannot be written: its {name!r} is no value: {_said(reason)}."
            raise DataError(what) from None
    raise DataError(f"The {where} cannot be written: {_said(error)}.") from error


def _said(error: ValueError) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "half a surrogate pair is no character"
    return str(error)
