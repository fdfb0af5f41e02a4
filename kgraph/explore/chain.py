"""The shortest chain of collaboration between two entities, told step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from kgraph.claims import Certainty, Claim, claims_of
from kgraph.errors import NoSuchEntity
from kgraph.explore.card import sentence
from kgraph.explore.lookup import Place, among, grouped, nameless, nodes, source_titles, titled
from kgraph.explore.traits import order_of
from kgraph.model import Node, Relationship
from kgraph.schema import film_schema
from kgraph.store import Store

_SURENESS = {one.value: rank for rank, one in enumerate(Certainty)}
_PEOPLE = {"Person", "Film"}
Neighbours = Callable[[Iterable[str]], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step: its relationship between the two nodes, as a sentence, and who says so."""

    start: Node
    relationship: Relationship
    end: Node
    sentence: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """What leads from one entity to another; no hops where they are one. `titles` are of the sources."""

    nodes: tuple[Node, ...]
    hops: tuple[Hop, ...]
    titles: dict[str, str]


def chain(store: Store, start_id: str, end_id: str, *, every_relation: bool = False) -> Chain | None:
    """Return the shortest chain from one node to another, or None where nothing joins them.

    Between entities of the film schema it goes over credits, unless `every_relation`; in any other
    graph over all relations. Two people meet through people: a firm that distributed films of both
    joins them only where nobody does. Of several chains of one length it is the one with the
    smallest ids.
    """
    ends = nodes(store, {start_id, end_id})
    for one in (start_id, end_id):
        if one not in ends:
            raise NoSuchEntity(f"No entity has the id {one!r}.", "Look for its name: kgraph find.")
    film = all("claims" in node.properties for node in ends.values())
    pattern = "" if every_relation or not film else ":" + "|".join(_credits())
    places = {key: Place.of(node) for key, node in ends.items()}

    def over(step: str) -> list[str] | None:
        return _Search(partial(_neighbours, store, places, step)).run(start_id, end_id)

    meet = pattern and all(_PEOPLE.intersection(one.labels) for one in ends.values())
    ids = over(f"[r{pattern}]-(m:{'|'.join(sorted(_PEOPLE))})") if meet else None
    ids = ids or over(f"[r{pattern}]-(m)")
    if ids is None:
        return None
    found = nodes(store, ids)
    along = {one: found[one] for one in ids}
    return Chain(tuple(along.values()), tuple(_hops(store, along, pattern)), source_titles(store))


def _credits() -> list[str]:
    return [name for name, relation in film_schema().relations.items() if relation.credit]


def _neighbours(
    store: Store, places: dict[str, Place], step: str, layer: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield pairs of a node of the layer and one a step away, noting in `places` where that one stands."""
    asked = {one: places[one] for one in layer}
    for place, ids in grouped(asked):
        rows: list[Any] = store.query(
            f"MATCH {place.pattern}-{step} WHERE {place.where}"
            f" RETURN DISTINCT {place.identity} AS near, coalesce(m._id, m.id) AS far,"
            " head(labels(m)) AS label, m._id IS NULL AS film,"
            f" CASE WHEN {nameless('m')} THEN m END AS made",
            ids,
        ).rows
        for near, far, label, film, made in rows:
            start = near if place.key else near.id
            if start in asked:  # nodes without an identity of their own cannot be asked for by it
                beside = made.id if made else far
                there = Place.of(made) if made else Place(label or "", "id" if film else "_id")
                places.setdefault(beside, there)
                yield start, beside


def _hops(store: Store, along: Mapping[str, Node], pattern: str) -> Iterable[Hop]:
    between: defaultdict[frozenset[str], list[tuple[Node, Relationship, Node]]] = defaultdict(list)
    for start, relationship, end in among(store, along):
        if not pattern or relationship.type in _credits():
            between[frozenset((start.id, end.id))].append((start, relationship, end))
    for pair in pairwise(along):
        start, relationship, end = min(between[frozenset(pair)], key=_sureness)
        told = sentence(relationship.type, titled(start), titled(end))
        yield Hop(start, relationship, end, told, tuple(claims_of(relationship.properties)))


def _sureness(row: tuple[Node, Relationship, Node]) -> tuple[int, tuple[int, str], str, str]:
    """Sort key of relationships between one pair: the surest, then in the schema's order."""
    start, relationship, _ = row
    rank = _SURENESS.get(str(relationship.properties.get("certainty")), 0)
    told = sorted((name, str(value)) for name, value in relationship.properties.items())
    return rank, order_of(relationship.type), start.id, str(told)


@dataclass(slots=True)
class _Side:
    """How far the search came from one end: the outermost layer, and what each node was reached from."""

    layer: set[str]
    reached_from: dict[str, set[str]] = field(default_factory=dict)


class _Search:
    """Breadth first from both ends at once, a layer at a time: one query a layer, whatever the graph's size.

    Cypher's own shortestPath gives any one of several equal paths, and allShortestPaths may give
    thousands.
    """

    def __init__(self, neighbours: Neighbours) -> None:
        self.neighbours = neighbours

    def run(self, start: str, end: str) -> list[str] | None:
        """Return the ids along the path, or None."""
        if start == end:
            return [start]
        here, there = _Side({start}, {start: set()}), _Side({end}, {end: set()})
        while here.layer and there.layer:
            self._widen(min(here, there, key=lambda side: len(side.layer)))
            met = here.layer & there.layer
            if met:
                return _smallest(here.reached_from, there.reached_from, start, met)
        return None

    def _widen(self, side: _Side) -> None:
        fresh: dict[str, set[str]] = {}
        for near, far in self.neighbours(side.layer):
            if far not in side.reached_from:
                fresh.setdefault(far, set()).add(near)
        side.reached_from.update(fresh)
        side.layer = set(fresh)


def _smallest(
    before: dict[str, set[str]], after: dict[str, set[str]], start: str, met: set[str]
) -> list[str]:
    """Return the path through one of the meeting nodes whose ids, in order, are the smallest."""
    onward: defaultdict[str, set[str]] = defaultdict(set)
    layer = met
    while layer != {start}:
        for one in layer:
            for previous in before[one]:
                onward[previous].add(one)
        layer = {previous for one in layer for previous in before[one]}
    path = [start]
    while path[-1] not in met:
        path.append(min(onward[path[-1]]))
    while after[path[-1]]:
        path.append(min(after[path[-1]]))
    return path
