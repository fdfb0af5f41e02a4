"""GraphML and GEXF, read by NetworkX."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from kgraph.errors import BadSource
from kgraph.read.apoc_json import sources_of
from kgraph.read.batch import Batch
from kgraph.read.conventions import shown_name, take_labels, take_type, unescaped
from kgraph.read.intake import FORMATS
from kgraph.read.records import Records
from kgraph.read.xml_check import Outline
from kgraph.values import from_text

_UNREADABLE = (nx.NetworkXException, KeyError, ValueError, TypeError, AttributeError, RuntimeError)


def read_xml(data: bytes, name: str, path: str, prefix: str) -> Batch:
    """Return the property graph of a GraphML or GEXF file; of an undirected one each edge once."""
    found = Outline(path)
    found.read(data)
    if found.root not in ("graphml", "gexf"):
        raise BadSource(path, f"this is XML, but of no kind that kgraph knows: <{found.root}>.", FORMATS)
    found.check()
    graph, notes = _parse(data, found, path)
    return _Attributes(graph, found, path, prefix).batch(name, notes)


def _parse(data: bytes, found: Outline, path: str) -> tuple[nx.Graph, list[str]]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            if found.root == "gexf":
                graph = nx.read_gexf(io.BytesIO(data), node_type=str)
            else:
                graph = nx.read_graphml(io.BytesIO(data), edge_key_type=str, force_multigraph=True)
        except _UNREADABLE as error:
            form = "GEXF" if found.root == "gexf" else "GraphML"
            raise BadSource(path, f"NetworkX cannot read this {form}: {error}.") from None
    notes = list(dict.fromkeys(str(one.message) for one in told))
    if len(graph) < len(found.nodes):
        notes.append(f"Only the first graph was read: {len(found.nodes) - len(graph)} nodes were left out.")
    return graph, notes


class _Attributes:
    """The attributes of a NetworkX graph, taken for labels, types and properties."""

    def __init__(self, graph: nx.Graph, found: Outline, path: str, prefix: str) -> None:
        self.graph = graph
        self.found = found
        self.gexf = found.root == "gexf"
        self.records = Records(path, prefix)
        self.left_out: set[str] = set()

    def batch(self, name: str, notes: list[str]) -> Batch:
        nodes = list(self._nodes())
        shown = self.gexf or any("shape_type" in told for _, told in nodes)  # a drawing of yEd's
        every = take_labels([told for _, told in nodes], notes, shown=shown)
        for (node, told), labels in zip(nodes, every, strict=True):
            self.records.node(node, labels, unescaped(told), self.found.nodes.get(node))
        for start, end, told in self._edges():
            self.records.relationship((start, end), take_type(told), unescaped(told))
        if self.left_out:
            notes.append(f"What only a drawing needs was left out: {', '.join(sorted(self.left_out))}.")
        return self.records.batch(name, sources_of({"graph": {"sources": self._sources()}}), notes)

    def _nodes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        default = self.graph.graph.get("node_default") or {}
        for node, attributes in self.graph.nodes(data=True):
            told = self._values({**default, **attributes})
            if self.gexf and attributes.get("label") in (shown_name(told, node), node):
                del told["label"]
            yield node, told

    def _edges(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        default = self.graph.graph.get("edge_default") or {}
        for start, end, attributes in self.graph.edges(data=True):
            told = self._values({**default, **attributes})
            if self.gexf:
                told.pop("id", None)  # the reader's copy of the edge's own id
                if attributes.get("label") == told.get("_type"):
                    told.pop("label", None)
            yield start, end, told

    def _values(self, attributes: Mapping[str, Any]) -> dict[str, Any]:
        """Decode texts; leave out what GEXF has for drawings and for change in time."""
        told = {}
        for name, value in attributes.items():
            if isinstance(value, str):
                told[name] = from_text(value)
            elif isinstance(value, dict | list):
                self.left_out.add(name)
            elif value is not None:
                told[name] = value
        return told

    def _sources(self) -> Any:
        text = self.found.description if self.gexf else self.graph.graph.get("sources", "")
        try:
            return json.loads(text)
        except (TypeError, ValueError):
            return None
