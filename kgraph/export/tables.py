"""CSV tables: of nodes, of edges, and of the sources with their terms."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from kgraph.claims import Source
from kgraph.export.content import Content, Edge, Vertex
from kgraph.model import Duration
from kgraph.read.conventions import escaped, labels_value
from kgraph.values import to_text

_NODE = ("id", "labels")
_EDGE = ("id", "source", "target", "type")


def nodes(content: Content) -> Iterator[str]:
    """Yield the table of nodes, a column for every property that one of them has."""
    leads = ([node.id, labels_value(node.labels)] for node in content.nodes)
    return _table(_NODE, leads, content.nodes)


def edges(content: Content) -> Iterator[str]:
    """Yield the table of edges."""
    leads = ([edge.key, edge.start, edge.end, edge.type] for edge in content.edges)
    return _table(_EDGE, leads, content.edges)


def sources(content: Content) -> Iterator[str]:
    """Yield the table of the sources, which has the columns of `sources.csv` in a claims folder."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    names = [field.name for field in fields(Source)]
    writer.writerow(names)
    writer.writerows([getattr(source, name) for name in names] for source in content.sources)
    yield buffer.getvalue()


def _table(first: Sequence[str], leads: Iterable[list[Any]], items: Sequence[Vertex | Edge]) -> Iterator[str]:
    names = sorted({name for item in items for name in item.properties})
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([*first, *(escaped(name, first) for name in names)])
    for lead, item in zip(leads, items, strict=True):
        writer.writerow([*map(_cell, lead), *(_cell(item.properties.get(name)) for name in names)])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _cell(value: Any) -> str:
    """Return a cell: empty for what is missing; a list, or a text that is empty, as `json:` and its JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, int | float | Duration):
        return str(value)
    return to_text(value) if value or isinstance(value, list) else 'json:""'
