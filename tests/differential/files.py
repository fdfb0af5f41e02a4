"""Graphs as APOC JSON lines, which every store loads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kgraph.model import Node, Property, Relationship
from kgraph.values import to_json


def write_graph(path: Path, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> Path:
    """Write a graph to a file and return its path."""
    rows: list[dict[str, Any]] = [
        {"type": "node", "id": one.id, "labels": list(one.labels), "properties": _object(one.properties)}
        for one in nodes
    ]
    rows += [
        {
            "type": "relationship",
            "label": one.type,
            "start": {"id": one.start},
            "end": {"id": one.end},
            "properties": _object(one.properties),
        }
        for one in relationships
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def _object(told: Mapping[str, Property]) -> dict[str, Any]:
    return {name: to_json(value) for name, value in told.items()}
