"""GraphML and GEXF, written as a stream: the same graph gives the same bytes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kgraph.errors import DataError
from kgraph.export.content import Content, Edge, Vertex
from kgraph.read.conventions import escaped, labels_value
from kgraph.values import marked, to_text

_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = {"\r": "&#13;"}  # bare, a parser makes it a line feed
# Besides labels and types, the names at which NetworkX's readers stumble.
_NODE = ("_labels", "labels", "label", "self", "node_for_adding")
_EDGE = ("_type", "type", "label")
_GEXF_EDGE = (*_EDGE, "id", "weight", "self", "key", "networkx_key", "u_for_edge", "v_for_edge")
_FLOATS = {"inf": "INF", "-inf": "-INF", "nan": "NaN"}
_KINDS = {bool: "boolean", int: "long", float: "double"}


class _Columns:
    """What the nodes or edges of a file have: a column for each name and type, with its id.

    `own` is the column that holds the labels or the type, as attributes have no place for these.
    """

    def __init__(
        self, prefix: str, items: Iterable[Vertex | Edge], reserved: Sequence[str], own: str = ""
    ) -> None:
        found = {(name, type(value)) for item in items for name, value in item.properties.items()}
        self.names = {name: escaped(name, reserved) for name, _ in found}
        columns = sorted({(self.names[name], _KINDS.get(kind, "string")) for name, kind in found})
        self.own = (own, "string")
        if own:
            columns.insert(0, self.own)
        self.ids = {column: f"{prefix}{n}" for n, column in enumerate(columns)}

    def cells(self, item: Vertex | Edge, own: str | list[str] = "") -> Iterator[tuple[str, str]]:
        """Yield the id of each column that an item fills, and the text there."""
        if own:
            yield self.ids[self.own], _text(own)
        for name, value in item.properties.items():
            yield self.ids[self.names[name], _KINDS.get(type(value), "string")], _text(value)


def graphml(content: Content) -> Iterator[str]:
    """Yield GraphML: labels and types as APOC writes them, the ids of edges their keys."""
    nodes = _Columns("n", content.nodes, _NODE, "labels")
    edges = _Columns("e", content.edges, _EDGE, "label")
    about = {key: value if key == "title" else _json(value) for key, value in content.about().items()}
    yield _HEADER + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from (f'  <key id="{key}" for="graph" attr.name="{key}" attr.type="string"/>\n' for key in about)
    for scope, columns in (("node", nodes), ("edge", edges)):
        for (name, kind), key in columns.ids.items():
            yield f'  <key id="{key}" for="{scope}" attr.name={_quoted(name)} attr.type="{kind}"/>\n'
    yield f'  <graph edgedefault="{_direction(content)}">\n'
    yield from (_data(key, _text(text)) + "\n" for key, text in about.items())
    for node in content.nodes:
        told = "".join(_data(*cell) for cell in nodes.cells(node, labels_value(node.labels)))
        yield f"    <node id={_quoted(node.id)}>{told}</node>\n"
    for edge in content.edges:
        ends = f"source={_quoted(edge.start)} target={_quoted(edge.end)}"
        told = "".join(_data(*cell) for cell in edges.cells(edge, edge.type))
        yield f"    <edge id={_quoted(edge.key)} {ends}>{told}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def gexf(content: Content) -> Iterator[str]:
    """Yield GEXF as Gephi reads it: a node's label is its name, an edge's its type, the weight beside."""
    nodes = _Columns("n", content.nodes, _NODE, "labels")
    edges = _Columns("e", content.edges, _GEXF_EDGE, "_type")
    terms = f"<description>{escape(_json(content.terms()))}</description>" if content.sources else ""
    yield _HEADER + '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield f"  <meta><creator>kgraph</creator>{terms}</meta>\n"
    yield f'  <graph defaultedgetype="{_direction(content)}" mode="static" name={_quoted(content.title)}>\n'
    for scope, columns in (("node", nodes), ("edge", edges)):
        yield f'    <attributes class="{scope}">\n'
        for (name, kind), key in columns.ids.items():
            yield f'      <attribute id="{key}" title={_quoted(name)} type="{kind}"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    for node in content.nodes:
        name = node.id if _NOT_XML.search(node.name) else node.name
        told = _values(nodes.cells(node, labels_value(node.labels)))
        yield f"      <node id={_quoted(node.id)} label={_quoted(name)}>{told}</node>\n"
    yield "    </nodes>\n    <edges>\n"
    for edge in content.edges:
        ends = f"source={_quoted(edge.start)} target={_quoted(edge.end)}{_drawn(edge)}"
        yield f"      <edge id={_quoted(edge.key)} {ends}>{_values(edges.cells(edge, edge.type))}</edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _direction(content: Content) -> str:
    return "directed" if content.directed else "undirected"


def _drawn(edge: Edge) -> str:
    """Return what Gephi draws an edge by; its type and properties stand in full among its values."""
    weight = edge.properties.get("weight")
    label = "" if _NOT_XML.search(edge.type) else f" label={_quoted(edge.type)}"
    if isinstance(weight, int | float) and not isinstance(weight, bool) and math.isfinite(weight):
        return f'{label} weight="{weight}"'
    return label


def _data(key: str, text: str) -> str:
    return f'<data key="{key}">{escape(text, _LINE_END)}</data>'


def _values(cells: Iterable[tuple[str, str]]) -> str:
    told = "".join(f'<attvalue for="{key}" value={quoteattr(text)}/>' for key, text in cells)
    return f"<attvalues>{told}</attvalues>" if told else ""


def _quoted(text: str) -> str:
    if _NOT_XML.search(text):
        what = f"XML cannot hold a sign that is in the id or name {text!r}."
        raise DataError(what, "Export to .jsonl or .json instead.")
    return quoteattr(text)


def _text(value: Any) -> str:
    """Return a value as XML can hold it: what has no sign of its own there is escaped as in JSON."""
    kind = type(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is float:
        return _FLOATS.get(str(value), str(value))
    text = str(value) if kind is int else to_text(value)
    return marked(value, ascii_only=True) if _NOT_XML.search(text) else text


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if _NOT_XML.search(text) else text
