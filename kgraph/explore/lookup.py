"""What all of exploring needs: nodes by their identity, their relationships, names and sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.model import Node, Property, Relationship
from kgraph.quoting import quoted
from kgraph.schema import film_schema
from kgraph.store import Store


def nameless(variable: str) -> str:
    """Return the condition that a query or another program made a node.

    Only the node in an answer knows its identity then: an `id` without claims may be anything.
    """
    own = f"{variable}.id IS NOT NULL AND ({variable}.claims IS NOT NULL OR {variable}:Source)"
    return f"({variable}._id IS NULL AND NOT ({own}))"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where to look for a node: stores look up by label and property, and scan without a label."""

    label: str
    key: str

    @classmethod
    def of(cls, node: Node) -> Place:
        """Return where a node stands."""
        key = next((key for key in ("_id", "id") if node.properties.get(key) == node.id), "")
        return cls(node.labels[0] if node.labels else "", key)

    @property
    def pattern(self) -> str:
        """The node pattern of `n`."""
        return f"(n:{quoted(self.label)})" if self.label else "(n)"

    @property
    def identity(self) -> str:
        """The identity of `n`: a property, or `n` itself where it has none."""
        return f"n.{self.key}" if self.key else "n"

    @property
    def where(self) -> str:
        """The condition that `n` is one of $ids."""
        return f"n.{self.key} IN $ids" if self.key else nameless("n")


def grouped(places: Mapping[str, Place]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield each place with the ids that stand there, as the parameters of a query."""
    ids: defaultdict[Place, list[str]] = defaultdict(list)
    for node_id, place in sorted(places.items()):
        ids[place].append(node_id)
    for place in sorted(ids):
        yield place, {"ids": ids[place]} if place.key else {}


def nodes(store: Store, ids: Collection[str]) -> dict[str, Node]:
    """Return the nodes with these ids, by id."""
    found: dict[str, Node] = {}
    for place in (Place("", "id"), Place("", "_id"), Place("", "")):
        if len(found) < len(ids):
            rows: list[Any] = store.query(
                f"MATCH (n) WHERE {place.where} RETURN n", {"ids": sorted(ids)}
            ).rows
            # A file's own `id` may be anything: the identity is that of the node in the answer.
            found.update((node.id, node) for (node,) in rows if node.id in ids)
    return found


def placed(store: Store, places: Mapping[str, Place]) -> dict[str, Node]:
    """Return the nodes that stand at these places, by id: a look-up each, where `nodes` goes over all."""
    found: dict[str, Node] = {}
    for place, ids in grouped(places):
        rows: list[Any] = store.query(f"MATCH {place.pattern} WHERE {place.where} RETURN n", ids).rows
        found.update((node.id, node) for (node,) in rows if node.id in places)
    return found


def links(store: Store, near: Mapping[str, Node]) -> list[tuple[Node, Relationship, Node]]:
    """Return the relationships that start or end at these nodes, each once, as (start, relationship, end)."""
    found: list[Any] = []
    for place, ids in grouped({key: Place.of(node) for key, node in near.items()}):
        out: list[Any] = store.query(
            f"MATCH {place.pattern}-[r]->(m) WHERE {place.where} RETURN n, r, m", ids
        ).rows
        into: list[Any] = store.query(
            f"MATCH {place.pattern}<-[r]-(m) WHERE {place.where} RETURN m, r, n", ids
        ).rows
        found += [row for row in out if row[0].id in near]
        found += [row for row in into if row[2].id in near and row[0].id not in near]
    return found


def among(store: Store, found: Mapping[str, Node]) -> list[tuple[Node, Relationship, Node]]:
    """Return the relationships that start and end at these nodes, each once."""
    rows: list[Any] = []
    for place, ids in grouped({key: Place.of(node) for key, node in found.items()}):
        rows += store.query(
            f"MATCH {place.pattern}-[r]->(m) WHERE {place.where}"
            f" AND (m._id IN $others OR m.id IN $others OR {nameless('m')})"
            " RETURN n, r, m",
            {**ids, "others": sorted(found)},
        ).rows
    return [row for row in rows if row[0].id in found and row[2].id in found]


def titled(node: Node) -> str:
    """Return the name with the year where there is one: there are several films called Rocky."""
    year = node.properties.get("year")
    return f"{node.name} ({year})" if isinstance(year, int) else node.name


def told_of(properties: Mapping[str, Property]) -> dict[str, Property]:
    """Return the properties that tell of a thing itself: without its identity and its evidence."""
    return {name: value for name, value in properties.items() if name not in _ASIDE}


def source_titles(store: Store) -> dict[str, str]:
    """Return id -> title of the sources in the store."""
    rows = store.query("MATCH (n:Source) WHERE n.id IS NOT NULL RETURN n.id, n.title, n.name").rows
    return {str(key): str(title or name or key) for key, title, name in rows}


_ASIDE = frozenset(film_schema().evidence) | {"id", "_id"}
