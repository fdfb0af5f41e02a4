"""What tells one entity from another of the same name: its years and kind, and whom it stands beside."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kgraph.explore.lookup import Place, grouped, told_of
from kgraph.model import Node, Property
from kgraph.schema import PropertyType, film_schema
from kgraph.store import Store

_MOST_FACTS = 3
_MOST_NEIGHBOURS = 3
_LONGEST_FACT = 30
_Beside = tuple[str, Property, Property]


def traits(store: Store, found: Mapping[str, Node]) -> dict[str, str]:
    """Return id -> a few words that tell a node from others: "1998, feature; Kim Sung-soo, …"."""
    beside: defaultdict[str, list[_Beside]] = defaultdict(list)
    for place, ids in grouped({key: Place.of(node) for key, node in found.items()}):
        rows: list[Any] = store.query(
            f"MATCH {place.pattern}-[r]-(m) WHERE {place.where} RETURN {place.identity} AS near,"
            " type(r) AS relation, coalesce(m.name, m.title, m._id, m.id) AS name, m.year AS year",
            ids,
        ).rows
        for near, *told in rows:
            beside[near if place.key else near.id].append(tuple(told))
    return {
        key: "; ".join(part for part in (_facts(node), _neighbours(beside[key])) if part)
        for key, node in found.items()
    }


def order_of(relation: str) -> tuple[int, str]:
    """Sort key of relations: those of the schema in its order, then others by name."""
    return _ORDER.get(relation, len(_ORDER)), relation


def property_types(labels: Iterable[str]) -> Mapping[str, PropertyType]:
    """Return the schema's properties of a node with these labels; none outside the schema."""
    entities = film_schema().entities
    return next((entities[label].properties for label in labels if label in entities), {})


def _facts(node: Node) -> str:
    known = property_types(node.labels)
    told = {
        name: value
        for name, value in told_of(node.properties).items()
        if name not in ("name", "title", "names")
    }
    ranked = sorted(told, key=lambda name: (list(known).index(name) if name in known else len(known), name))
    words = (_fact(name, told[name], known.get(name)) for name in ranked)
    return ", ".join([word for word in words if 0 < len(word) <= _LONGEST_FACT][:_MOST_FACTS])


def _fact(name: str, value: Property, known: PropertyType | None) -> str:
    if not isinstance(value, str | int | float | dt.date):
        return ""
    if known is None:
        return f"{name} {value}"
    if known.unit == "year":
        return str(value) if name == "year" else f"{name} {value}"
    return f"{value} {known.unit}" if known.unit else str(value)


def _neighbours(beside: Iterable[_Beside]) -> str:
    ranked = sorted((order_of(relation), str(name), _year(year)) for relation, name, year in beside if name)
    distinct = list(dict.fromkeys(name + year for _, name, year in ranked))
    more = ", …" if len(distinct) > _MOST_NEIGHBOURS else ""
    return ", ".join(distinct[:_MOST_NEIGHBOURS]) + more


def _year(year: Property) -> str:
    return f" ({year})" if isinstance(year, int) else ""


_ORDER = {name: place for place, name in enumerate(film_schema().relations)}
