"""The schema as data: entity types, relations and their properties, read from `schema.toml`."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from kgraph.errors import UnknownName
from kgraph.model import Property


@dataclass(frozen=True, slots=True)
class PropertyType:
    """One property: its type, what a number counts, what it means."""

    name: str
    type: str
    doc: str
    unit: str = ""
    of: tuple[str, ...] = ()

    @property
    def many(self) -> bool:
        """Whether the value is a list to which every source adds."""
        return self.type == "strings"

    def read(self, text: str) -> Property:
        """Return the value that a table's cell means; ValueError, in words, where it means none.

        Lists are parted by a pipe: `drama|thriller`.
        """
        return _READERS[self.type](text)

    def accepts(self, value: Property) -> bool:
        """Whether a value has this type."""
        if isinstance(value, list):
            return self.many and all(isinstance(item, str) for item in value)
        if isinstance(value, bool):
            return self.type == "boolean"
        return isinstance(value, _PYTHON_TYPES[self.type])


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of thing, and how it is drawn."""

    name: str
    doc: str
    colour: str
    shape: str
    properties: Mapping[str, PropertyType]
    drawn: bool = True
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of edge: what it joins, how it is told, what makes two of them different."""

    name: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    says: str
    properties: Mapping[str, PropertyType] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    symmetric: bool = False
    same_type: bool = False
    single: bool = False
    credit: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """All of it. `entities` and `relations` are in the order of the file."""

    version: int
    entities: Mapping[str, EntityType]
    relations: Mapping[str, RelationType]
    evidence: Mapping[str, PropertyType]

    def entity(self, name: str) -> EntityType:
        """Return an entity type, or raise UnknownName with the nearest known."""
        if name not in self.entities:
            raise UnknownName.among("entity type", name, self.entities)
        return self.entities[name]

    def relation(self, name: str) -> RelationType:
        """Return a relation, or raise UnknownName with the nearest known."""
        if name not in self.relations:
            raise UnknownName.among("relation", name, self.relations)
        return self.relations[name]


@cache
def film_schema() -> Schema:
    """Return kgraph's own schema; read once in the life of the process."""
    return parse(resources.files("kgraph").joinpath("schema.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Schema:
    """Read a schema from the text of a TOML file of the form of `schema.toml`."""
    data = tomllib.loads(text)
    common = _properties(data["common"]["entity"])
    entities = {
        name: EntityType(
            name,
            doc=told["doc"],
            colour=told["colour"],
            shape=told["shape"],
            properties=common | _properties(told.get("properties", {})),
            drawn=told.get("drawn", True),
            evidence=told.get("evidence", True),
        )
        for name, told in data["entity"].items()
    }
    relations = {name: _relation(name, told) for name, told in data["relation"].items()}
    for relation in relations.values():
        _check(relation, entities)
    return Schema(data["version"], entities, relations, _properties(data["common"]["evidence"]))


def _relation(name: str, told: dict[str, Any]) -> RelationType:
    more: dict[str, Any] = {key: tuple(told.get(key, ())) for key in ("key", "required")}
    more |= {key: told.get(key, False) for key in ("symmetric", "same_type", "single", "credit")}
    properties = _properties(told.get("properties", {}))
    return RelationType(name, tuple(told["from"]), tuple(told["to"]), told["says"], properties, **more)


def _check(relation: RelationType, entities: Mapping[str, EntityType]) -> None:
    """Refuse a relation that names what the schema does not have."""
    for end in (*relation.start, *relation.end):
        if end not in entities:
            raise UnknownName.among(f"entity type (in relation {relation.name})", end, entities)
    for name in (*relation.key, *relation.required):
        if name not in relation.properties:
            raise UnknownName.among(f"property of {relation.name}", name, relation.properties)


def _properties(told: Mapping[str, Mapping[str, Any]]) -> dict[str, PropertyType]:
    return {
        name: PropertyType(name, one["type"], one["doc"], one.get("unit", ""), tuple(one.get("of", ())))
        for name, one in told.items()
    }


def _boolean(text: str) -> bool:
    try:
        return {"true": True, "false": False}[text.casefold()]
    except KeyError:
        raise ValueError(f"{text!r} is neither true nor false") from None


def _strings(text: str) -> list[Any]:
    return [item.strip() for item in text.split("|") if item.strip()]


_PARTIAL_DATE = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")


def partial_date(text: str) -> str:
    """Return a date that may lack day and month, as it is; ValueError, in words, where it is none."""
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError(f"{text!r} is no date such as 1997, 1997-05 or 1997-05-03")
    dt.date.fromisoformat((text + "-01-01")[:10])
    return text


_READERS: dict[str, Callable[[str], Property]] = {
    "string": str,
    "entity": str,
    "integer": int,
    "float": float,
    "boolean": _boolean,
    "date": dt.date.fromisoformat,
    "partial date": partial_date,
    "strings": _strings,
}
_PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "entity": str,
    "integer": int,
    "float": (float, int),
    "boolean": bool,
    "date": dt.date,
    "partial date": str,
    "strings": list,
}
