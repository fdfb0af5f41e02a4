"""The types that operators, functions and the parts of dates give."""

from __future__ import annotations

from kgraph.engine.kinds import (
    ANY,
    DURATION,
    FLOAT,
    INTEGER,
    NULL,
    NUMBERS,
    STRING,
    TEMPORAL,
    item_of,
    list_of,
    only,
    union,
)


def sum_of(op: str, left: str, right: str) -> str:
    """Return the type that arithmetic gives."""
    if NULL in (left, right):
        return NULL if left == right else ANY
    if only(left, *NUMBERS) and only(right, *NUMBERS):
        return left if left == right else FLOAT if FLOAT in (left, right) else f"{FLOAT}|{INTEGER}"
    if op in ("+", "-") and only(left, *TEMPORAL, DURATION) and only(right, *TEMPORAL, DURATION):
        return right if left == DURATION else left
    return STRING if op in ("+", "||") and STRING in (left, right) and ANY not in (left, right) else ANY


_DATE_PARTS = ("year", "month", "day", "quarter", "week", "dayOfWeek", "ordinalDay", "dayOfQuarter")
_TIME_PARTS = ("hour", "minute", "second", "millisecond", "microsecond")
PARTS_OF = {
    "DATE": _DATE_PARTS,
    "LOCAL TIME": _TIME_PARTS,
    "ZONED TIME": _TIME_PARTS,
    "LOCAL DATETIME": _DATE_PARTS + _TIME_PARTS,
    "ZONED DATETIME": _DATE_PARTS + _TIME_PARTS,
    "DURATION": ("years", "months", "days", "hours", "minutes", "seconds"),
}


def given(gives: str, kinds: list[str]) -> str:
    """Return the type that a function gives for arguments of these types."""
    first = kinds[0] if kinds else ANY
    if gives == "NUMBER":
        return union(NUMBERS)
    if gives == "UNION":
        return union(kinds)
    return {"ITEM": item_of(first), "SAME": first, "FIRST": first, "LISTOF": list_of(first)}.get(gives, gives)
