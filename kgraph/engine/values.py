"""Values on their way into kglite and out of it.

In: what kglite would change is refused. Out: dicts that stand for nodes, relationships, paths and
durations become kgraph's own; keys lose their disguise, so a user's map is never taken for a node.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from kgraph.engine.names import HIDDEN_LABEL, IDENTITY, MADE_UP, hide_key, show
from kgraph.errors import DataError
from kgraph.model import Duration, Node, Path, Property, Relationship, Value
from kgraph.values import kind_of

_INT_LIMIT = 2**63
_TIMES = (dt.date, dt.time, dt.datetime)


def to_kglite(value: object, where: str) -> Any:
    """Return a value as kglite takes it, keys in disguise; `where` tells the reader of an error which."""
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        if not -_INT_LIMIT <= value < _INT_LIMIT:
            raise DataError(
                f"{where}: {value} is too large for an integer.", "Integers have 64 bits; use a text."
            )
        return int(value)
    if isinstance(value, str):
        return text_to_kglite(value, where)
    if isinstance(value, _TIMES):
        return _time(value, where)
    if isinstance(value, (list, tuple)):
        return [to_kglite(item, where) for item in value]
    if isinstance(value, Mapping):
        return {hide_key(text_to_kglite(key, where)): to_kglite(item, where) for key, item in value.items()}
    if isinstance(value, Duration):
        raise DataError(
            f"{where}: a duration cannot stand inside a list or map here.", "Give it as one value."
        )
    raise DataError(f"{where}: {type(value).__name__} is no type of a graph's values.")


def text_to_kglite(value: object, where: str) -> str:
    """Return a text as kglite takes it."""
    if not isinstance(value, str):
        raise DataError(f"{where}: the key {value!r} is no text.")
    if value.isascii():
        return value
    if IDENTITY in value:
        raise DataError(f"{where}: the text holds U+FDD0, which Unicode reserves.", "Take the sign out.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise DataError(f"{where}: the text is not valid Unicode.", "Take the lone surrogates out.") from None
    return value


def _time(value: dt.date | dt.time, where: str) -> dt.date | dt.time:
    if isinstance(value, (dt.time, dt.datetime)) and value.tzinfo is not None:
        offset = value.utcoffset()
        if offset is None or offset.microseconds or abs(offset) > dt.timedelta(hours=18):
            raise DataError(f"{where}: the offset of {value} from UTC is not one that a graph can hold.")
    return value


def property_to_kglite(value: object, where: str) -> Any:
    """Return a property's value as kglite takes it; raise where Neo4j would not hold it."""
    kind = type(value)
    if kind is str:
        return text_to_kglite(value, where)
    if kind is bool or kind is float:
        return value
    if isinstance(value, (list, tuple)):
        if {type(item) for item in value} == {str}:
            return [text_to_kglite(item, where) for item in value]
        kinds = {_kind(item) for item in value}
        if len(kinds) > 1 or kinds & {"list", "map", "null"}:
            raise DataError(
                f"{where}: a list holds {' and '.join(sorted(kinds))}.",
                "A property's list has one type, without nulls.",
            )
    elif isinstance(value, Mapping):
        raise DataError(f"{where}: a property cannot hold a map.", "Give its entries keys of their own.")
    return to_kglite(value, where)


def _kind(value: object) -> str:
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "booleans"), (int, "integers"), (float, "floats"), (str, "texts"), ((list, tuple), "list"),
        (Mapping, "map"), (type(None), "null"),
    )  # fmt: skip
    return next((name for kind, name in kinds if isinstance(value, kind)), kind_of(value))


def duration_call(value: Duration) -> str:
    """Write a duration as Cypher."""
    parts = (
        ("months", value.months),
        ("days", value.days),
        ("seconds", value.seconds),
        ("nanoseconds", value.nanoseconds),
    )
    text = ", ".join(f"{name}: {number}" for name, number in parts if number or name == "days")
    return f"duration({{{text}}})"


_SPAN = {"months", "days", "seconds"}
_PLAIN = {str, int, float, bool, type(None)}


class Outward:
    """Turns what kglite answers into kgraph's values."""

    def __init__(
        self, id_of: Callable[[int], str], node_named: Callable[[str], Node], renamed: Mapping[int, str]
    ) -> None:
        self._id_of = id_of
        self._node_named = node_named
        self._renamed = renamed

    def column(self, raw: list[Any]) -> list[Value]:
        """Return values as kgraph has them; plain ones, which nearly all are, go through as they come."""
        kinds = set(map(type, raw))
        plain = kinds <= _PLAIN and not any(IDENTITY in one for one in raw if type(one) is str)
        return raw if plain else [self.value(one) for one in raw]

    def value(self, raw: Any) -> Value:
        """Return a value as kgraph has it."""
        if isinstance(raw, str):
            return self._node_named(raw[raw.index(IDENTITY) + 1 :]) if IDENTITY in raw else raw
        if isinstance(raw, list):
            return [self.value(item) for item in raw]
        if isinstance(raw, dict):
            return self._entity(raw)
        return raw  # type: ignore[no-any-return]

    def _entity(self, raw: dict[str, Any]) -> Value:
        keys = raw.keys()
        if keys == {"id", "labels", "properties"}:
            return self.node(raw)
        if keys == {"id", "start", "end", "type", "properties"}:
            return self.relationship(raw)
        if keys == {"nodes", "relationships"}:
            nodes = tuple(self.node(node) for node in raw["nodes"])
            return Path(nodes, tuple(self.relationship(each) for each in raw["relationships"]))
        if keys >= _SPAN and keys <= _SPAN | {"nanoseconds"}:
            return Duration(raw["months"], raw["days"], raw["seconds"], raw.get("nanoseconds", 0))
        return {show(key): self.value(item) for key, item in raw.items() if key not in MADE_UP}

    def node(self, raw: dict[str, Any]) -> Node:
        """Return a node."""
        properties = raw["properties"]
        labels = tuple(sorted(show(label) for label in raw["labels"] if label != HIDDEN_LABEL))
        return Node(self._id(properties["id"]), labels, self._properties(properties))

    def _id(self, raw: str | int) -> str:
        return raw.removeprefix(IDENTITY) if isinstance(raw, str) else self._renamed[raw]

    def relationship(self, raw: dict[str, Any]) -> Relationship:
        """Return a relationship, with the ids of its ends."""
        start, end = self._id_of(raw["start"]), self._id_of(raw["end"])
        return Relationship(start, show(raw["type"]), end, self._properties(raw["properties"]))

    def _properties(self, raw: dict[str, Any]) -> dict[str, Property]:
        found: dict[str, Any] = {}
        for key, value in raw.items():
            if key not in MADE_UP and value is not None:
                found[show(key)] = self.value(value) if isinstance(value, (dict, list)) else value
        return found
