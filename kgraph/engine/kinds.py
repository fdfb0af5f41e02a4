"""Types of values, as far as they are known before a query runs.

A type is written as text: one name, several joined by `|`, `LIST<...>`, or ANY where nothing is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from kgraph.model import Duration

ANY, NULL, MAP, NODE, RELATIONSHIP, PATH = "ANY", "NULL", "MAP", "NODE", "RELATIONSHIP", "PATH"
STRING, BOOLEAN, INTEGER, FLOAT, DURATION = "STRING", "BOOLEAN", "INTEGER", "FLOAT", "DURATION"
DATE, TIME, LOCAL_TIME, DATETIME, LOCAL_DATETIME = (
    "DATE", "ZONED TIME", "LOCAL TIME", "ZONED DATETIME", "LOCAL DATETIME",
)  # fmt: skip
NUMBERS = (INTEGER, FLOAT)
TEMPORAL = (DATE, TIME, LOCAL_TIME, DATETIME, LOCAL_DATETIME)
LIST = "LIST<ANY>"
ENTITIES = (NODE, RELATIONSHIP)


def options(kind: str) -> list[str]:
    """Return the types that a type may be."""
    found, depth, start = [], 0, 0
    for i, sign in enumerate(kind):
        depth += (sign == "<") - (sign == ">")
        if sign == "|" and not depth:
            found.append(kind[start:i])
            start = i + 1
    return [*found, kind[start:]]


def union(kinds: Iterable[str]) -> str:
    """Return the type of what may have any of these types; null may always be."""
    found = {option for kind in kinds for option in options(kind)} - {NULL}
    if not found:
        return NULL
    return ANY if ANY in found else "|".join(sorted(found))


def list_of(kind: str) -> str:
    """Return the type of a list of these."""
    return f"LIST<{kind}>"


def item_of(kind: str) -> str:
    """Return the type of what a list holds."""
    lists = [option for option in options(kind) if is_list(option)]
    return union(option[5:-1] for option in lists) if lists else ANY


def is_list(kind: str) -> bool:
    """Tell whether this is a list and nothing else."""
    return all(option.startswith("LIST<") for option in options(kind))


def leaves(kind: str) -> set[str]:
    """Return the types that a value may be or, where it is a list, that may be in it, however deep."""
    return {leaf for one in options(kind) for leaf in (leaves(item_of(one)) if is_list(one) else {one})}


def may_be(kind: str, *wanted: str) -> bool:
    """Tell whether a value of this type can be of one of these types."""
    return any(option == ANY or _base(option) in {_base(w) for w in wanted} for option in options(kind))


def only(kind: str, *wanted: str) -> bool:
    """Tell whether a value of this type is null or of one of these types."""
    return all(option == NULL or _base(option) in {_base(w) for w in wanted} for option in options(kind))


def _base(option: str) -> str:
    return "LIST" if option.startswith("LIST<") else option


_PYTHON: tuple[tuple[type, str], ...] = (
    (bool, BOOLEAN), (int, INTEGER), (float, FLOAT), (str, STRING), (dt.datetime, DATETIME), (dt.date, DATE),
    (dt.time, TIME), (Duration, DURATION),
)  # fmt: skip


def kind_of(value: object) -> str:
    """Return the type of a Python value."""
    if value is None:
        return NULL
    if isinstance(value, (list, tuple)):
        return list_of(union(kind_of(item) for item in value))
    if isinstance(value, Mapping):
        return MAP
    name = next((name for kind, name in _PYTHON if isinstance(value, kind)), ANY)
    if isinstance(value, (dt.datetime, dt.time)) and value.tzinfo is None:
        return LOCAL_DATETIME if isinstance(value, dt.datetime) else LOCAL_TIME
    return name
