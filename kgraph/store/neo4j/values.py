"""Values on their way to the driver, and back from it as kgraph has them.

The driver's own classes come as arguments: one module alone imports the driver.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kgraph.errors import DataError, QueryError
from kgraph.model import Duration, Node, Path, Property, Relationship, Value
from kgraph.read.records import OUTER_ID, is_entity
from kgraph.values import INTEGERS

_PLAIN = frozenset({str, int, float, bool, type(None)})
_DAY = dt.timedelta(hours=18)
_MINUTE = dt.timedelta(minutes=1)
_ROUND = "Round it in the query: datetime.truncate('microsecond', x); or ask for toString(x)."


class Kinds(NamedTuple):
    """The driver's classes."""

    node: Any
    relationship: Any
    path: Any
    duration: Any
    date: Any
    time: Any
    datetime: Any
    point: Any
    vector: Any


# ---------------------------------------------------------------------- in


class Offset(dt.tzinfo):
    """An offset from UTC, and the name of the zone that has it at the moment in question, if any.

    The driver asks a zone about objects of its own, which `datetime.timezone` refuses and for which
    `zoneinfo.ZoneInfo` reads memory that is not there.
    """

    def __init__(self, offset: dt.timedelta, key: str | None = None) -> None:
        self.key = key
        self._offset = offset

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta:
        """Return the offset."""
        return self._offset

    def dst(self, _: dt.datetime | None) -> dt.timedelta | None:
        """Return that nothing is known of summer time."""
        return None

    def tzname(self, _: dt.datetime | None) -> str | None:
        """Return the name of the zone."""
        return self.key


def inward(value: Any, where: str, duration: Callable[..., Any]) -> Any:
    """Return a value as the driver takes it; DataError, which begins with `where`, if no graph holds it.

    `duration` is the driver's class of that name.
    """
    kind = type(value)
    if kind is str:
        return value if value.isascii() else _text(value, where)
    if kind in _PLAIN:
        return value if kind is not int else _integer(value, where)
    if kind is dict or isinstance(value, Mapping):  # the first is much quicker to tell
        return {_key(key, where): inward(item, where, duration) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [inward(item, where, duration) for item in value]
    return _span(value, where, duration) if isinstance(value, Duration) else _scalar(value, where)


def _scalar(value: Any, where: str) -> Any:
    match value:
        case str():
            return _text(str(value), where)
        case int():
            return _integer(int(value), where)
        case float():
            return float(value)
        case dt.datetime() | dt.time() if value.tzinfo is not None:
            key = getattr(value.tzinfo, "key", None)
            return value.replace(tzinfo=Offset(_offset(value, where), key))
        case dt.date() | dt.time():
            return value
    raise DataError(f"{where}: {type(value).__name__} is no type of a graph's values.")


def _integer(value: int, where: str) -> int:
    if value not in INTEGERS:
        raise DataError(
            f"{where}: {value} is too large for an integer.", "Integers have 64 bits; use a text."
        )
    return value


def _text(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise DataError(f"{where}: the text is not valid Unicode.", "Take the lone surrogates out.") from None
    return value


def _key(key: Any, where: str) -> str:
    if type(key) is str and key.isascii():
        return key
    if not isinstance(key, str):
        raise DataError(f"{where}: the key {key!r} is no text.")
    return _text(key, where)


def _span(value: Duration, where: str, duration: Callable[..., Any]) -> Any:
    try:
        return duration(
            months=value.months, days=value.days, seconds=value.seconds, nanoseconds=value.nanoseconds
        )
    except (ValueError, OverflowError):
        raise DataError(f"{where}: the duration {value} is longer than a graph can hold.") from None


def _offset(value: dt.datetime | dt.time, where: str) -> dt.timedelta:
    offset = value.utcoffset()
    if offset is None or offset % _MINUTE or abs(offset) > _DAY:
        what = f"the offset of {value} from UTC is not one that a graph can hold."
        raise DataError(f"{where}: {what}", "It is in whole minutes, 18 hours at most.")
    return offset


# ---------------------------------------------------------------------- out


class Outward:
    """Turns what the driver answers into kgraph's values.

    `ours` says that `_id` is a node's id here. A relationship often tells no more of its ends than
    the server's ids for them: `bare` gathers those, `ends` says whose they are.
    """

    def __init__(self, kinds: Kinds, *, ours: bool) -> None:
        self.ends: dict[str, str] = {}
        self.bare: set[str] = set()
        self.graph: Any = None
        """The driver's collection of all nodes and relationships of an answer."""
        self._kinds = kinds
        self._ours = ours
        self._turns: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
            (kinds.node, self.node),
            (kinds.relationship, self.relationship),
            (kinds.path, self.path),
            (kinds.duration, _duration),
            (kinds.date, _date),
            (kinds.datetime, _datetime),
            (kinds.time, _time),
            (kinds.point, _point),
            (kinds.vector, lambda raw: list(raw.to_native())),
        )

    def value(self, raw: Any) -> Value:
        """Return a value as kgraph has it; QueryError where it has no such value."""
        kind = type(raw)
        if kind in _PLAIN:
            return raw  # type: ignore[no-any-return]
        if kind is list:
            return [self.value(item) for item in raw]
        if kind is dict:
            return {key: self.value(item) for key, item in raw.items()}
        for known, turn in self._turns:
            if isinstance(raw, known):
                return turn(raw)  # type: ignore[no-any-return]
        if isinstance(getattr(raw, "error", None), Exception):  # the driver's word for a broken value
            raise _untold("it holds a date before the year 1 or after 9999")
        raise _untold(f"it holds a value of the type {kind.__name__}")

    def node(self, raw: Any) -> Node:
        """Return a node, its labels in the order of the alphabet."""
        self.graph = raw.graph
        properties = self._properties(raw)
        return Node(self.id_of(raw.labels, properties, raw.element_id), tuple(sorted(raw.labels)), properties)

    def relationship(self, raw: Any) -> Relationship:
        """Return a relationship; an end that is not in `ends` keeps the server's id."""
        if not raw.type:
            what = "The answer shows a relationship that the query deleted."
            raise QueryError(what, "Return what you need of it before DELETE.")
        self.graph = raw.graph
        start, end = raw.start_node.element_id, raw.end_node.element_id
        return Relationship(
            self.ends.get(start, start), raw.type, self.ends.get(end, end), self._properties(raw)
        )

    def path(self, raw: Any) -> Path:
        """Return a path."""
        return Path(tuple(map(self.node, raw.nodes)), tuple(map(self.relationship, raw.relationships)))

    def id_of(self, labels: Iterable[str], properties: Mapping[str, Any], element: str) -> str:
        """Return a node's id: its `id`, or its `_id` where that is kgraph's, or the server's."""
        own, outer = properties.get("id"), properties.get(OUTER_ID)
        if isinstance(own, str) and is_entity(labels, properties, own):
            return own
        return outer if self._ours and isinstance(outer, str) and outer else element

    def meet(self, raw: Any) -> None:
        """Look through a value for ends of relationships: note whose they are, or that it is not said."""
        kind = type(raw)
        if kind in _PLAIN or isinstance(raw, self._kinds.node):
            return
        if kind is list or kind is dict:
            for item in raw if kind is list else raw.values():
                self.meet(item)
        elif isinstance(raw, self._kinds.path):
            for one in raw.relationships:
                self.meet(one)
        elif isinstance(raw, self._kinds.relationship):
            for node in raw.nodes:
                if node.labels or len(node):
                    self.ends[node.element_id] = self.id_of(node.labels, dict(node.items()), node.element_id)
                else:
                    self.bare.add(node.element_id)

    def _properties(self, raw: Any) -> dict[str, Property]:
        # In the order of the embedded store: a server has one of its own.
        return {key: self.value(item) for key, item in sorted(raw.items())}  # type: ignore[misc]


def _untold(why: str, hint: str = "Return other properties by their names, or toString(x).") -> QueryError:
    return QueryError(f"A value of the answer cannot be told: {why}.", hint)


def _duration(raw: Any) -> Duration:
    seconds, nanoseconds = divmod(raw.seconds * 1_000_000_000 + raw.nanoseconds, 1_000_000_000)
    return Duration(raw.months, raw.days, seconds, nanoseconds)


def _date(raw: Any) -> dt.date:
    return raw.to_native()  # type: ignore[no-any-return]


def _time(raw: Any) -> dt.time:
    _check_fine(raw)
    native: dt.time = raw.replace(tzinfo=None).to_native()
    return native if raw.tzinfo is None else native.replace(tzinfo=dt.timezone(raw.utc_offset()))


def _datetime(raw: Any) -> dt.datetime:
    _check_fine(raw)
    native: dt.datetime = raw.replace(tzinfo=None).to_native()
    return native if raw.tzinfo is None else _zoned(native, raw.utc_offset(), raw.tzinfo)


def _check_fine(raw: Any) -> None:
    if raw.nanosecond % 1000:
        raise _untold(f"{raw.iso_format()} is finer than a microsecond", _ROUND)


def _zoned(native: dt.datetime, offset: dt.timedelta, zone: Any) -> dt.datetime:
    """Return a moment in its zone where Python knows the zone by that name, else with its offset."""
    name = getattr(zone, "zone", None)
    if name and name != "UTC":
        try:
            known = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            known = None
        for fold in (0, 1) if known else ():
            named = native.replace(tzinfo=known, fold=fold)
            if named.utcoffset() == offset:
                return named
    return native.replace(tzinfo=dt.timezone(offset))


def _point(raw: Any) -> dict[str, Value]:
    return {"srid": raw.srid, **dict(zip("xyz", map(float, raw), strict=False))}
