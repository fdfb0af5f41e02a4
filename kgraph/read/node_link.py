"""Node-link JSON, as NetworkX and D3 write it."""

from __future__ import annotations

from typing import Any

from kgraph.errors import BadSource
from kgraph.read.apoc_json import read_records, sources_of
from kgraph.read.batch import Batch
from kgraph.read.conventions import take_labels, take_type, unescaped
from kgraph.read.intake import FORMATS
from kgraph.read.json_rows import Rows
from kgraph.read.records import Records

_SHAPE = 'A node-link file is {"nodes": [{"id": ...}, ...], "links": [{"source": ..., "target": ...}, ...]}.'


def read_node_link(told: dict[str, Any], name: str, path: str, prefix: str) -> Batch:
    """Return the property graph of a document of nodes and links; of an undirected one each edge once."""
    for key in ("rels", "relationships"):
        if isinstance(told.get(key), list):  # APOC's other way to write its rows
            return read_records(Rows(path, [*told["nodes"], *told[key]]), name, prefix)
    links = told.get("links", told.get("edges"))
    if not isinstance(links, list) or not all(isinstance(one, dict) for one in [*told["nodes"], *links]):
        raise BadSource(path, "this is JSON with nodes, but not node-link JSON.", f"{_SHAPE} {FORMATS}")
    records = Records(path, prefix)
    notes: list[str] = []
    _nodes(told["nodes"], records, notes)
    for link in links:
        attributes = dict(link)
        ends = (attributes.pop("source", None), attributes.pop("target", None))
        default = attributes.pop("key", None) if told.get("multigraph", True) else None
        records.relationship(ends, take_type(attributes, default), unescaped(attributes))
    return records.batch(name, sources_of(told), notes)


def _nodes(nodes: list[dict[str, Any]], records: Records, notes: list[str]) -> None:
    every = [dict(node) for node in nodes]
    seen: set[str] = set()
    for index, (attributes, labels) in enumerate(zip(every, take_labels(every, notes), strict=True)):
        outer = attributes.pop("id", index)
        if str(outer) in seen:
            what = f"two nodes have the id {str(outer)!r}."
            raise BadSource(records.path, what, "Give one of them another id.")
        seen.add(str(outer))
        records.node(outer, labels, unescaped(attributes))
