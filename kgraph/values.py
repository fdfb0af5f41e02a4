"""Property values as JSON and as plain text, and back without loss.

JSON has no dates, times and durations, and no numbers that are infinite or none: each is an
object with one key that names the type, `{"$date": "1997-05-01"}`. Where a format has only text,
a value that is no text stands as `json:` and its JSON; so does a text that begins with `json:`.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from kgraph.model import Duration, Property, Scalar

TEXT_MARK = "json:"
_PLAIN = frozenset({str, bool, int, type(None)})
_PACKED = {only: json.JSONEncoder(ensure_ascii=only, separators=(",", ":")).encode for only in (True, False)}
INTEGERS = range(-(2**63), 2**63)
_TAGS: Mapping[Any, str] = {
    dt.datetime: "$datetime",
    dt.date: "$date",
    dt.time: "$time",
}  # a datetime is a date


def _number(text: str) -> float:
    value = float(text)
    if math.isfinite(value):
        raise ValueError(f"{text!r} needs no tag")
    return value


_READERS: Mapping[str, Callable[[str], Scalar]] = {
    "$date": dt.date.fromisoformat,
    "$time": dt.time.fromisoformat,
    "$datetime": dt.datetime.fromisoformat,
    "$duration": Duration.parse,
    "$float": _number,
}


def to_json(value: Any) -> Any:
    """Return a property value as what `json.dumps` writes; ValueError where it is no property value."""
    if type(value) in _PLAIN or isinstance(value, str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$float": str(value)}
    if isinstance(value, list | tuple):
        return [item if type(item) in _PLAIN else to_json(item) for item in value]
    if isinstance(value, Duration):
        return {"$duration": str(value)}
    for kind, tag in _TAGS.items():
        if isinstance(value, kind):
            return {tag: value.isoformat()}
    raise ValueError(f"{type(value).__name__} is no property value")


def from_json(value: Any) -> Property:
    """Return the property value that JSON means; ValueError, in words, for what Neo4j would refuse."""
    if not isinstance(value, list):
        return _scalar(value)
    items = [_scalar(item) for item in value]
    kinds = {kind_of(item) for item in items}
    if "NoneType" in kinds:
        raise ValueError("a list must hold no null")
    if len(kinds) > 1:
        raise ValueError(f"a list must hold values of one type, not {' and '.join(sorted(kinds))}")
    return items


def kind_of(value: object) -> str:
    """Return the name of a value's type; a time with an offset is of another than one without."""
    name = type(value).__name__
    return f"{name} with an offset" if isinstance(value, dt.time | dt.datetime) and value.tzinfo else name


def _scalar(value: Any) -> Scalar:
    kind = type(value)
    if kind is str or kind is bool or kind is float or value is None:
        return value  # type: ignore[no-any-return]
    if kind is int:
        if value not in INTEGERS:
            raise ValueError(f"{value} is more than a whole number of 64 bits can be")
        return value  # type: ignore[no-any-return]
    if kind is dict:
        return _tagged(value)
    if isinstance(value, dt.date | dt.time | Duration):
        return value
    raise ValueError("a list must hold no list" if kind is list else f"{kind.__name__} is no property value")


def _tagged(value: dict[str, Any]) -> Scalar:
    tag, text = next(iter(value.items()), ("", None))
    if len(value) != 1 or tag not in _READERS or not isinstance(text, str):
        raise ValueError("a value must not be a map")
    try:
        return _READERS[tag](text)
    except ValueError:
        raise ValueError(f"{text!r} is no {tag[1:]}") from None


def to_text(value: Any) -> str:
    """Return any property value as text that `from_text` reads back; plain text as it is."""
    if isinstance(value, str) and not value.startswith(TEXT_MARK):
        return value
    return marked(value)


def marked(value: Any, *, ascii_only: bool = False) -> str:
    """Return a value as `json:` and its JSON, whatever it is."""
    return TEXT_MARK + _PACKED[ascii_only](to_json(value))


def from_text(text: str) -> Property:
    """Read what `to_text` wrote; text that only looks so, and is no property value, stays text."""
    if not text.startswith(TEXT_MARK):
        return text
    try:
        return from_json(json.loads(text[len(TEXT_MARK) :]))
    except (ValueError, RecursionError):
        return text
