"""What an analysis reads of a graph: ids, names and links, not the properties.

A store is asked in Cypher. Where it holds nodes whose identity only the node itself tells (made by a
query, or by another program), the whole graph is read instead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kgraph.errors import UnknownName
from kgraph.explore.lookup import nameless
from kgraph.quoting import quoted
from kgraph.schema import film_schema
from kgraph.store import Store

if TYPE_CHECKING:
    import networkx as nx

Attributes = dict[str, Any]
Years = tuple[int, int]
Ids = Collection[str]
_LABELS, _TYPE = "_labels", "_type"  # as in kgraph.graph.convert, which brings NetworkX
_ID = "coalesce({0}._id, {0}.id)"


@dataclass(frozen=True, slots=True)
class Ties:
    """The ids of both ends of each relationship, and the nodes by id: their `name` and `_labels`."""

    starts: Sequence[str]
    ends: Sequence[str]
    nodes: dict[str, Attributes]


@dataclass(frozen=True, slots=True)
class Side:
    """Whose relationships are read: of nodes with a label, of these types, or of all types but some.

    They lead to what is shared, or come from it where `inward`.
    """

    label: str
    types: Sequence[str] = ()
    but: Sequence[str] = ()
    inward: bool = False

    def takes(self, kind: str) -> bool:
        """Tell whether relationships of this type count."""
        return kind in self.types if self.types else kind not in self.but

    @property
    def pattern(self) -> str:
        """The pattern from the member `m` over `r` to the shared `f`."""
        types = ":" + "|".join(map(quoted, self.types)) if self.types else ""
        link = f"<-[r{types}]-" if self.inward else f"-[r{types}]->"
        return f"(m:{quoted(self.label)}){link}(f)"


def credits_of(source: Store | nx.Graph, side: Side, years: Years | None = None) -> Ties:
    """Return the member and the film of each credit, of films of these years, both included."""
    if is_graph(source):
        return _credits_of_graph(source, side, years)
    where = ["NOT type(r) IN $but"] if side.but and not side.types else []
    told: dict[str, Any] = {"but": list(side.but)} if where else {}
    if _any(source, f"{side.pattern} WHERE {nameless('m')} OR {nameless('f')}"):
        return _credits_of_graph(source.graph, side, years)
    if years:
        where.append("f.year >= $first AND f.year <= $last")
        told |= {"first": years[0], "last": years[1]}
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    rows: list[Any] = source.query(
        f"MATCH {side.pattern}{condition} RETURN {_ID.format('m')}, {_ID.format('f')}", told
    ).rows
    members, films = _columns(rows)
    return Ties(members, films, _named(source, f"(n:{quoted(side.label)})", set(members)))


def all_links(source: Store | nx.Graph, types: Sequence[str] = ()) -> Ties:
    """Return all nodes, and a pair of ends for each relationship of these types, by default of all.

    The nodes of kgraph's own sources are no part of it.
    """
    if is_graph(source):
        return _all_of_graph(source, types, set())
    own = {one.id for one in source.sources()}
    if _any(source, f"(n) WHERE {nameless('n')}"):
        return _all_of_graph(source.graph, types, own)
    nodes = {
        key: told
        for key, told in _named(source, "(n)").items()
        if not (key in own and "Source" in told[_LABELS])
    }
    kinds = ":" + "|".join(map(quoted, types)) if types else ""
    rows: list[Any] = source.query(
        f"MATCH (a)-[r{kinds}]->(b) RETURN {_ID.format('a')}, {_ID.format('b')}"
    ).rows
    return Ties(*_columns((a, b) for a, b in rows if a in nodes and b in nodes), nodes)


def countries(source: Store) -> dict[str, list[str]]:
    """Return id -> the countries of a node: a person's nationality, a film's, a company's or a festival's."""
    rows: list[Any] = source.query(
        f"MATCH (n)-[:NATIONALITY|PRODUCED_IN|BASED_IN]->(c:Country) "
        f"RETURN {_ID.format('n')}, {_ID.format('c')}"
    ).rows
    found: dict[str, set[str]] = {}
    for key, country in rows:
        found.setdefault(key, set()).add(country)
    return {key: sorted(told) for key, told in found.items()}


def values_of(source: Store, name: str) -> dict[str, list[Any]]:
    """Return id -> the values of a property, as a list; of the nodes that have it."""
    rows: list[Any] = source.query(
        f"MATCH (n) WHERE n.{quoted(name)} IS NOT NULL RETURN {_ID.format('n')}, n.{quoted(name)}"
    ).rows
    return {key: value if isinstance(value, list) else [value] for key, value in rows}


def check_types(source: Store | nx.Graph, types: Collection[str]) -> None:
    """Raise UnknownName for a type of relationship that neither the schema nor the graph has."""
    if strange := set(types) - film_schema().relations.keys():
        there = _types(source)
        for name in sorted(strange - there):
            raise UnknownName.among("relation", name, there | film_schema().relations.keys())


def labels_in(source: Any) -> set[str]:
    """Return the labels that nodes have."""
    if is_graph(source):
        return {label for _, told in source.nodes(data=_LABELS) for label in told or ()}
    return {str(label) for (label,) in source.query("MATCH (n) UNWIND labels(n) AS l RETURN DISTINCT l").rows}


def is_graph(source: Any) -> bool:
    """Tell a NetworkX graph from a store."""
    return not hasattr(source, "query")


def _types(source: Any) -> set[str]:
    if is_graph(source):
        return {str(kind) for _, _, kind in source.edges(data=_TYPE)}
    return {str(kind) for (kind,) in source.query("MATCH ()-[r]->() RETURN DISTINCT type(r)").rows}


def _any(store: Store, what: str) -> bool:
    return bool(store.query(f"MATCH {what} RETURN 1 AS one LIMIT 1").rows)


def _named(store: Store, pattern: str, wanted: Collection[str] | None = None) -> dict[str, Attributes]:
    rows: list[Any] = store.query(f"MATCH {pattern} RETURN {_ID.format('n')}, n.name, labels(n)").rows
    return {key: _attributes(name, labels) for key, name, labels in rows if wanted is None or key in wanted}


def _columns(rows: Iterable[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    pairs = list(rows)
    return [start for start, _ in pairs], [end for _, end in pairs]


def _attributes(name: Any, labels: Sequence[str] | None) -> Attributes:
    told: Attributes = {_LABELS: _sorted(tuple(labels or ()))}
    if name is not None:
        told["name"] = name
    return told


@cache
def _sorted(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(labels))


def _node(told: Mapping[str, Any]) -> Attributes:
    return _attributes(told.get("name"), told.get(_LABELS))


def _credits_of_graph(graph: nx.Graph, side: Side, years: Years | None) -> Ties:
    told = {key: data for key, data in graph.nodes(data=True) if side.label in (data.get(_LABELS) or ())}
    films = None if years is None else {f for f, y in graph.nodes(data="year") if _within(y, years)}
    before, after = (films, told) if side.inward else (told, films)
    starts, ends = _links(graph, cache(side.takes), before, after)
    members, shared = (ends, starts) if side.inward else (starts, ends)
    return Ties(members, shared, {key: _node(told[key]) for key in dict.fromkeys(members)})


def _links(
    graph: nx.Graph, takes: Callable[[str], bool], before: Ids | None, after: Ids | None
) -> tuple[list[str], list[str]]:
    """Return the ends of each relationship of a type that is taken, between these nodes; None are all."""
    many = graph.is_multigraph()
    starts, ends = [], []
    for start, near in graph.adjacency():
        if before is not None and start not in before:
            continue
        for end, links in near.items():
            if after is None or end in after:
                for link in links.values() if many else (links,):
                    if takes(link.get(_TYPE) or ""):
                        starts.append(start)
                        ends.append(end)
    return starts, ends


def _within(year: Any, years: Years) -> bool:
    return isinstance(year, int | float) and not isinstance(year, bool) and years[0] <= year <= years[1]


def _all_of_graph(graph: nx.Graph, types: Sequence[str], own: Collection[str]) -> Ties:
    nodes = {key: _node(told) for key, told in graph.nodes(data=True)}
    nodes = {key: told for key, told in nodes.items() if not (key in own and "Source" in told[_LABELS])}
    return Ties(*_columns(_ends(graph, types, nodes)), nodes)


def _ends(graph: nx.Graph, types: Sequence[str], nodes: Collection[str]) -> Iterator[tuple[str, str]]:
    for start, end, kind in graph.edges(data=_TYPE):
        if start in nodes and end in nodes and (not types or kind in types):
            yield start, end
