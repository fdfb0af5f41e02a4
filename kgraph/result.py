"""An answer: columns and rows of plain Python values and kgraph's own nouns."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kgraph.model import Duration, Node, Path, Relationship, Value

if TYPE_CHECKING:  # neither is imported before it is used: the command line starts without them
    import networkx as nx
    import pandas as pd

NodeLookup = Callable[[Iterable[str]], Iterable[Node]]


def _nobody(_ids: Iterable[str]) -> Iterable[Node]:
    return ()


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query.

    `rows` are tuples in the order of `columns`; iterating gives dicts by column. `counters` says
    what a write changed, such as {"nodes_created": 1}; empty for a query that only reads.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    counters: Mapping[str, int] = field(default_factory=dict)
    lookup: NodeLookup = field(default=_nobody, repr=False, compare=False)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """Return a DataFrame with one column per column; needs pandas."""
        import pandas as pd  # noqa: PLC0415 - optional, and slow to import

        return pd.DataFrame(self.rows, columns=list(self.columns))

    def graph(self) -> nx.MultiDiGraph:
        """Return a new graph of the nodes and relationships in the answer, each once.

        The end nodes of a relationship come along even where the answer does not name them.
        """
        from kgraph.graph.convert import to_networkx  # noqa: PLC0415 - NetworkX takes 0.2 s to import

        nodes: dict[str, Node] = {}
        edges: dict[int, Relationship] = {}
        for row in self.rows:
            for cell in row:
                _gather(cell, nodes, edges)
        ends = {end for edge in edges.values() for end in (edge.start, edge.end)} - nodes.keys()
        nodes.update((node.id, node) for node in self.lookup(sorted(ends)))
        return to_networkx(nodes.values(), _distinct(edges.values()))


def json_value(value: Value) -> Any:
    """Return a value as JSON has it: nodes, relationships and paths as objects, dates as ISO 8601 text.

    NaN and the infinities, which JSON lacks, become null.
    """
    match value:
        case Node():
            return {"id": value.id, "labels": list(value.labels), "properties": _object(value.properties)}
        case Relationship():
            ends = {"start": value.start, "end": value.end}
            return {"type": value.type, **ends, "properties": _object(value.properties)}
        case Path():
            return {
                "nodes": [json_value(node) for node in value.nodes],
                "relationships": [json_value(edge) for edge in value.relationships],
            }
        case list() | tuple():
            return [json_value(item) for item in value]
        case dict():
            return _object(value)
        case _:
            return _json_scalar(value)


def _json_scalar(value: Any) -> Any:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case dt.date() | dt.time():
            return value.isoformat()
        case Duration():
            return str(value)
        case _:
            return value


def _object(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: json_value(value) for name, value in told.items()}


def _gather(value: Any, nodes: dict[str, Node], edges: dict[int, Relationship]) -> None:
    match value:
        case Node():
            nodes[value.id] = value
        case Relationship():
            edges[id(value)] = value
        case Path():
            for part in (*value.nodes, *value.relationships):
                _gather(part, nodes, edges)
        case list() | tuple():
            for item in value:
                _gather(item, nodes, edges)
        case dict():
            for item in value.values():
                _gather(item, nodes, edges)


def _distinct(edges: Iterable[Relationship]) -> Iterator[Relationship]:
    """Give each edge once, however many rows show it."""
    from kgraph.graph.identity import edge_key  # noqa: PLC0415 - see graph()

    seen: set[tuple[str, str]] = set()
    for edge in edges:
        mark = (edge.start, edge_key(edge))
        if mark not in seen:
            seen.add(mark)
            yield edge
