"""JSON rows of nodes and relationships, as Neo4j's APOC writes and reads them."""

from __future__ import annotations

from typing import Any

from kgraph.claims import Source
from kgraph.read.batch import Batch
from kgraph.read.json_rows import Rows
from kgraph.read.records import Checker, FileNode, FileRelationship, Records

_SHAPES = (
    'A node is {"type": "node", "id": ..., "labels": [...], "properties": {...}}, a relationship '
    '{"type": "relationship", "label": ..., "start": {"id": ...}, "end": {"id": ...}, "properties": {...}}.'
)
_TYPES = frozenset({"node", "relationship"})


def is_record(row: Any) -> bool:
    """Tell whether a row is a node or a relationship."""
    return type(row) is dict and row.get("type") in _TYPES


def read_records(rows: Rows, name: str, prefix: str) -> Batch:
    """Return the property graph that the rows give; relationships may come before their nodes."""
    records = Records(rows.path, prefix)
    for index, row in rows.each():
        records.take(record(rows, index, row, records.check))
    return records.batch(name, sources_of(rows.values[0] if rows.values else None), [])


def record(rows: Rows, index: int, row: Any, check: Checker) -> FileNode | FileRelationship:
    """Return the node or the relationship that a row is; BadSource where it is neither."""
    if not is_record(row):
        raise rows.bad(index, "this is neither a node nor a relationship.", _SHAPES)
    line = rows.lines[index] if rows.lines is not None else None
    told = row.get("properties") or {}
    if type(told) is not dict:
        raise rows.bad(index, "'properties' must be an object.", _SHAPES)
    if row["type"] == "relationship":
        start, end = row.get("start"), row.get("end")
        ends = start.get("id") if type(start) is dict else start, end.get("id") if type(end) is dict else end
        return check.relationship(ends, row.get("label"), told, line)
    labels = row.get("labels") or []
    if type(labels) is not list:
        raise rows.bad(index, "'labels' must be a list.", _SHAPES)
    return check.node(row.get("id"), labels, told, line)


def sources_of(holder: Any) -> list[Source]:
    """Return the sources that kgraph's export names beside a graph; none where the file has none."""
    graph = holder.get("graph") if isinstance(holder, dict) else None
    told = graph.get("sources") if isinstance(graph, dict) else None
    try:
        return [Source(**one) for one in told or ()]
    except TypeError:
        return []  # somebody else's `sources`
