"""Property values as cells of the importer's CSV, exactly: what has no cell gets one by a detour.

A header gives each column one type. Text always stands in quotes, so that an empty text is no
empty cell; an empty cell is a property that is not there.

The importer takes an empty list for none, cannot tell a list of one empty text from it, and
parts lists at the separator wherever it stands. Such a list is written as a list of text behind
a mark, and the names of some properties, which headers cannot hold, as others: `repairs` puts
both right once the data is in.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from kgraph.model import Duration
from kgraph.values import INTEGERS

SEPARATOR = "\x1f"
"""Between the items of a list, and the labels of a node: the ASCII sign made for it."""
MARK = "kgraph: constraints.cypher puts this list right"
MARKED = "marked"
_ESCAPES = (("~", "~0"), (SEPARATOR, "~1"))
_STAND_IN = "kgraph: constraints.cypher puts this name right: "
_NO_HEADER = re.compile(r"[({\n\r]")  # taken for a group, for options, and for the end of the header

_TEXT = {str}
PLAIN: Mapping[type, str] = {
    str: "string",
    int: "long",
    float: "double",
    bool: "boolean",
    dt.date: "date",
    Duration: "duration",
}
"""Types whose values are all of one kind."""
_ZONED: Mapping[type, tuple[str, str]] = {
    dt.datetime: ("datetime", "localdatetime"),
    dt.time: ("time", "localtime"),
}
_MINUTE, _FARTHEST = dt.timedelta(minutes=1), dt.timedelta(hours=18)  # what Neo4j and its driver hold


def kind_of(value: Any) -> str:
    """Return the importer's name of the type of a value, "" for null, MARKED for a list that needs a detour.

    Raises ValueError, in words, for what is no property value.
    """
    kind = type(value)
    if kind in PLAIN:
        return PLAIN[kind]
    if value is None:
        return ""
    if kind is list or kind is tuple:
        return _list_kind(value)
    if kind in _ZONED:
        offset = value.utcoffset()
        if value.tzinfo is not None and (offset is None or offset % _MINUTE or abs(offset) > _FARTHEST):
            raise ValueError(f"the offset of {value} from UTC is not in whole minutes, 18 hours at most")
        return _ZONED[kind][offset is None]
    raise ValueError(f"{kind.__name__} is no property value")


def _list_kind(items: list[Any] | tuple[Any, ...]) -> str:
    if not items:
        return MARKED
    if set(map(type, items)) == _TEXT:
        return _texts_kind(items)
    kinds = {kind_of(item) for item in items}
    if len(kinds) > 1 or "" in kinds:
        told = " and ".join(sorted(kind or "null" for kind in kinds))
        raise ValueError(f"a list must hold values of one type, not {told}")
    (kind,) = kinds
    if kind.endswith("]") or kind == MARKED:
        raise ValueError("a list must hold no list")
    return f"{kind}[]"


def _texts_kind(texts: list[str] | tuple[str, ...]) -> str:
    if texts[0] == MARK:
        raise ValueError(f"a list must not begin with {MARK!r}")
    joined = SEPARATOR.join(texts)
    return "string[]" if joined and joined.count(SEPARATOR) < len(texts) else MARKED


def quote(text: str) -> str:
    """Return a text in quotes; those within are doubled."""
    return '"' + text.replace('"', '""') + '"'


def escaped(text: str) -> str:
    """Return an item of a marked list without the separator; `repairs` undoes it."""
    for sign, escape in _ESCAPES:
        text = text.replace(sign, escape)
    return text


def column_name(name: str) -> str:
    """Return a property's name as a header can hold it: itself, or one that stands in for it."""
    if name.startswith(_STAND_IN) or _NO_HEADER.search(name):
        return _STAND_IN + re.sub(r"[%({\n\r]", lambda sign: f"%{ord(sign[0]):02x}", name)
    return name


def _long(value: int) -> str:
    if value not in INTEGERS:
        raise ValueError(f"{value} is more than a whole number of 64 bits can be")
    return str(value)


def _double(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _span(value: Duration) -> str:
    for part in (value.months, value.days, value.seconds):
        _long(part)
    return str(value)


def _marked(items: list[str]) -> str:
    return quote(SEPARATOR.join([MARK, *map(escaped, items)]))


def _strings(items: list[str]) -> str:
    return quote(SEPARATOR.join(items))


def _isoformat(value: dt.date | dt.time) -> str:
    return value.isoformat()


def _moment(value: dt.datetime) -> str:
    zone = getattr(value.tzinfo, "key", None)
    return f"{value.isoformat()}[{zone}]" if zone else value.isoformat()


def _list_of(cell: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda items: SEPARATOR.join(map(cell, items))


_CELLS: Mapping[str, Callable[[Any], str]] = {
    "string": quote,
    "long": _long,
    "double": _double,
    "boolean": _boolean,
    "duration": _span,
    **dict.fromkeys(("date", "localdatetime", "time", "localtime"), _isoformat),
    "datetime": _moment,
}
CELLS: Mapping[str, Callable[[Any], str]] = {
    **_CELLS,
    **{f"{kind}[]": _list_of(cell) for kind, cell in _CELLS.items()},
    "string[]": _strings,
    MARKED: _marked,
}
"""Kind -> what writes a value of that kind."""
