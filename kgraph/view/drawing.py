"""What is drawn of a graph: its nodes and edges in a fixed order, with size, type and curve."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import networkx as nx

from kgraph.claims import Source
from kgraph.schema import film_schema
from kgraph.view.content import Content, content_of, labels_of, name_of
from kgraph.view.style import UNLABELLED, Style, styles

_CURVE_STEP = 0.16
_WIDEST_CURVE = 1.4
_SMALLEST, _LARGEST = 6.0, 44.0

_Edge = tuple[int, int, str, str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A node as drawn; `type` is a position in the drawing's `types`, `radius` in layout units."""

    id: str
    name: str
    labels: list[str]
    type: int
    degree: int
    radius: float
    content: Content


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as drawn; `start` and `end` are positions in the drawing's `spots`.

    `curve` bends it to one side, seen from its start, so that parallel edges lie apart (0 is
    straight); for a loop it is the count of the node's loops before it.
    """

    start: int
    end: int
    type: str
    curve: float
    content: Content


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the page shows, still without positions."""

    title: str
    directed: bool
    types: list[Style]
    spots: list[Spot]
    lines: list[Line]
    sources: list[Source]


def draw(graph: nx.MultiDiGraph, *, title: str, sources: Sequence[Source], draw_sources: bool) -> Drawing:
    """Choose and measure what is drawn. The order of the graph's insertions leaves no trace."""
    aside = _aside(graph, draw_sources=draw_sources)
    nodes = sorted(graph.nodes(data=True), key=lambda node: (str(node[0]), type(node[0]).__name__))
    shown = [(key, told) for key, told in nodes if key not in aside]
    edges = _edges(graph, {key: index for index, (key, _) in enumerate(shown)})
    degrees = Counter(end for edge in edges for end in {edge[0], edge[1]})
    kinds = styles(_type(told) for _, told in shown)
    numbers = {style.name: number for number, style in enumerate(kinds)}
    return Drawing(
        title=title or str(graph.graph.get("title") or ""),
        directed=graph.is_directed(),
        types=kinds,
        spots=[
            _spot(key, told, numbers[_type(told)], degrees[index]) for index, (key, told) in enumerate(shown)
        ],
        lines=list(_lines(edges)),
        sources=list(sources) or list(_sources(told for _, told in nodes)),
    )


def extent(graph: nx.MultiDiGraph, *, draw_sources: bool) -> tuple[int, int]:
    """Return how many nodes and edges of a graph are drawn: what a page says of itself."""
    aside = _aside(graph, draw_sources=draw_sources)
    lost = sum(1 for start, end in graph.edges() if start in aside or end in aside) if aside else 0
    return len(graph) - len(aside), graph.number_of_edges() - lost


def _aside(graph: nx.MultiDiGraph, *, draw_sources: bool) -> set[Any]:
    """Return the nodes that are not drawn: those of types that stand beside the picture."""
    hidden = {kind.name for kind in film_schema().entities.values() if not (kind.drawn or draw_sources)}
    return {key for key, told in graph.nodes(data=True) if hidden.intersection(labels_of(told))}


def _type(attributes: Mapping[str, Any]) -> str:
    """Return the label that stands for the node in the legend: the first that the schema knows."""
    labels = labels_of(attributes) or [UNLABELLED]
    return next((label for label in labels if label in film_schema().entities), labels[0])


def _spot(key: object, attributes: Mapping[str, Any], kind: int, degree: int) -> Spot:
    radius = min(_SMALLEST + 2.4 * math.sqrt(degree), _LARGEST)
    name, labels = name_of(key, attributes), labels_of(attributes)
    return Spot(str(key), name, labels, kind, degree, round(radius, 1), content_of(attributes))


def _edges(graph: nx.MultiDiGraph, place: Mapping[object, int]) -> list[_Edge]:
    """Return the edges between drawn nodes, sorted; graphs without parallel edges are welcome too."""
    if graph.is_multigraph():
        found = graph.edges(keys=True, data=True)
    else:
        found = ((start, end, "", told) for start, end, told in graph.edges(data=True))
    drawn = (
        (place[start], place[end], str(told.get("_type") or ""), str(key), told)
        for start, end, key, told in found
        if start in place and end in place
    )
    return sorted(drawn, key=lambda edge: edge[:4])


def _lines(edges: Iterable[_Edge]) -> Iterator[Line]:
    """Yield the edges with their curves: those between one pair fan out, whichever way they point."""
    edges = list(edges)
    together = Counter((min(edge[:2]), max(edge[:2])) for edge in edges)
    seen = Counter[tuple[int, int]]()
    for start, end, kind, _, told in edges:
        pair = (min(start, end), max(start, end))
        curve = float(seen[pair]) if start == end else _curve(seen[pair], together[pair])
        seen[pair] += 1
        # The pair's fan is laid out from its first node: seen from the other one it is mirrored.
        yield Line(start, end, kind, -curve if start > end else curve, content_of(told))


def _curve(number: int, count: int) -> float:
    step = min(_CURVE_STEP, 2 * _WIDEST_CURVE / max(count - 1, 1))
    return round((number - (count - 1) / 2) * step, 4) + 0.0


def _sources(nodes: Iterable[Mapping[str, Any]]) -> Iterator[Source]:
    """Yield the sources that the graph itself holds, as nodes of the type Source."""
    names = [field.name for field in fields(Source)]
    for told in nodes:
        if "Source" in labels_of(told) and told.get("id"):
            yield Source(**{name: str(told[name]) for name in names if told.get(name) is not None})
