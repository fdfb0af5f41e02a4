"""JSON rows of nodes and relationships, as Neo4j's APOC writes and reads them."""

from __future__ import annotations

from typing import Any

from kgraph.claims import Source
from kgraph.read.batch import Batch
from kgraph.read.json_rows import Rows
from kgraph.read.records import Records

_SHAPES = (
    'A node is {"type": "node", "id": ..., "labels": [...], "properties": {...}}, a relationship '
    '{"type": "relationship", "label": ..., "start": {"id": ...}, "end": {"id": ...}, "properties": {...}}.'
)


def is_record(row: Any) -> bool:
    """Tell whether a row is a node or a relationship."""
    return isinstance(row, dict) and row.get("type") in ("node", "relationship")


def read_records(rows: Rows, name: str, prefix: str) -> Batch:
    """Return the property graph that the rows give; relationships may come before their nodes."""
    records = Records(rows.path, prefix)
    for index, row in rows.each():
        if not is_record(row):
            raise rows.bad(index, "this is neither a node nor a relationship.", _SHAPES)
        line = rows.lines[index] if rows.lines is not None else None
        told = row.get("properties") or {}
        if not isinstance(told, dict):
            raise rows.bad(index, "'properties' must be an object.", _SHAPES)
        if row["type"] == "node":
            records.node(row.get("id"), _labels(rows, index), told, line)
        else:
            ends = _end(row.get("start")), _end(row.get("end"))
            records.relationship(ends, row.get("label"), told, line)
    return records.batch(name, sources_of(rows.values[0] if rows.values else None), [])


def sources_of(holder: Any) -> list[Source]:
    """Return the sources that kgraph's export names beside a graph; none where the file has none."""
    graph = holder.get("graph") if isinstance(holder, dict) else None
    told = graph.get("sources") if isinstance(graph, dict) else None
    try:
        return [Source(**one) for one in told or ()]
    except TypeError:
        return []  # somebody else's `sources`


def _labels(rows: Rows, index: int) -> list[Any]:
    labels = rows.values[index].get("labels") or []
    if not isinstance(labels, list):
        raise rows.bad(index, "'labels' must be a list.", _SHAPES)
    return labels


def _end(told: Any) -> Any:
    return told.get("id") if isinstance(told, dict) else told
