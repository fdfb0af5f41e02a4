"""What a writer gets: a NetworkX graph as sorted nodes and edges, the same at every export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from kgraph.claims import Source
from kgraph.errors import DataError
from kgraph.graph.convert import LABELS, TYPE, UNNAMED_TYPE
from kgraph.graph.identity import edge_key
from kgraph.model import Relationship
from kgraph.read.conventions import shown_name
from kgraph.read.records import OUTER_ID
from kgraph.values import to_json


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node to write; `_id` is left out where it repeats the id."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return the name to show."""
        return shown_name(self.properties, self.id)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge to write, with its key."""

    key: str
    start: str
    type: str
    end: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """A graph to write, and on whose word and terms it stands."""

    title: str
    directed: bool
    nodes: list[Vertex]
    edges: list[Edge]
    sources: list[Source]

    def terms(self) -> list[dict[str, str]]:
        """Return the sources as JSON: the fields that are not empty."""
        fields = Source.__slots__
        return [{key: getattr(one, key) for key in fields if getattr(one, key)} for one in self.sources]

    def about(self) -> dict[str, Any]:
        """Return what is said of the graph as a whole."""
        told = {"title": self.title, "sources": self.terms()}
        return {key: value for key, value in told.items() if value}


def content(graph: nx.Graph, sources: Iterable[Source] = ()) -> Content:
    """Return what a graph holds, sorted; DataError for an attribute that is no property value."""
    nodes = [_vertex(str(key), attributes) for key, attributes in graph.nodes(data=True)]
    edges = sorted(_edges(graph), key=lambda edge: (edge.start, edge.type, edge.end, edge.key))
    if len({edge.key for edge in edges}) < len(edges):  # NetworkX's own keys count between two nodes
        edges = [replace(edge, key=f"e{n}") for n, edge in enumerate(edges)]
    return Content(
        str(graph.graph.get("title", "")),
        graph.is_directed(),
        sorted(nodes, key=lambda node: node.id),
        edges,
        sorted(set(sources), key=lambda source: source.id),
    )


def _edges(graph: nx.Graph) -> Iterator[Edge]:
    if graph.is_multigraph():
        for start, end, key, attributes in graph.edges(keys=True, data=True):
            yield _edge((str(start), str(end)), attributes, str(key), directed=graph.is_directed())
    else:
        for start, end, attributes in graph.edges(data=True):
            yield _edge((str(start), str(end)), attributes, None, directed=graph.is_directed())


def _edge(ends: tuple[str, str], attributes: Mapping[str, Any], key: str | None, *, directed: bool) -> Edge:
    start, end = ends if directed else sorted(ends)
    told = {name: value for name, value in attributes.items() if name != TYPE}
    kind = str(attributes.get(TYPE) or UNNAMED_TYPE)
    checked = _checked(told, f"edge {start!r} -> {end!r}")
    return Edge(key or edge_key(Relationship(start, kind, end, checked)), start, kind, end, checked)


def _vertex(node_id: str, attributes: Mapping[str, Any]) -> Vertex:
    told = {name: value for name, value in attributes.items() if name != LABELS}
    if told.get(OUTER_ID) == node_id:
        del told[OUTER_ID]
    return Vertex(node_id, tuple(attributes.get(LABELS) or ()), _checked(told, f"node {node_id!r}"))


def _checked(told: Mapping[Any, Any], where: str) -> dict[str, Any]:
    checked = {}
    for name, value in told.items():
        plain = value.item() if hasattr(value, "item") else value  # a NumPy number
        try:
            to_json(plain)
        except ValueError as error:
            raise DataError(f"The {where} cannot be written: its {name!r} is no value: {error}.") from None
        checked[str(name)] = plain
    return dict(sorted(checked.items()))
