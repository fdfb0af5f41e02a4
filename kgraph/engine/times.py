"""Functions that make dates, times and durations."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgraph.engine.arguments import ArgumentWriter
from kgraph.engine.functions import FUNCTIONS
from kgraph.engine.kinds import DATE, INTEGER, NULL, STRING, only
from kgraph.engine.syntax import Call, Literal, MapLiteral, Parameter
from kgraph.engine.tree import Expression
from kgraph.engine.writer import WRONG_TYPE

_ZONE = re.compile(r"T?\d\d:?\d\d\S*(?:Z|[+-]\d\d(?::?\d\d)?|\])$")
_FINE = re.compile(r":\d\d[.,]\d{7,}")
_PARTS = frozenset(
    (
        "year", "month", "day", "hour", "minute", "second", "millisecond", "microsecond", "years", "months",
        "weeks", "days", "hours", "minutes", "seconds",
    )
)  # fmt: skip

_UNITS = ("year", "month", "day", "hour", "minute", "second", "fraction")
_FRACTIONS = dict.fromkeys(("millisecond", "microsecond"), "fraction")


def _temporal(write: ArgumentWriter, call: Call) -> str:
    """Write the making of a date or time from a text or a map of plain parts."""
    name = FUNCTIONS[call.name.lower()].name
    if not call.arguments:
        return f"{name}()"
    argument = call.arguments[0]
    value = (
        write.facts.parameters.get(argument.name)
        if isinstance(argument, Parameter)
        else getattr(argument, "value", None)
    )
    if isinstance(value, str) and _FINE.search(value):
        write.refuse(call.start, "times finer than a microsecond")
    if isinstance(value, str) and name in ("localdatetime", "localtime") and _ZONE.search(value):
        write.fail(call.start, f"{name}() takes no time zone.")
    if isinstance(argument, MapLiteral):
        _check_parts(write, argument)
        return _of_parts(write, argument, name)
    if not only(argument.type, STRING):
        trap = write.trap(call.start, f"{name}() of a value that is no text")
        return write.let([argument], lambda h: f"CASE WHEN {h} IS :: STRING THEN {name}({h}) ELSE {trap} END")
    return f"{name}({write.expr(argument)})"


def _truncate(write: ArgumentWriter, call: Call) -> str:
    unit, value, *parts = call.arguments
    if parts:
        write.refuse(call.start, "date.truncate() with parts of its own")
    if not (isinstance(unit, Literal) and only(value.type, DATE) and value.type != NULL):
        write.refuse(call.start, "date.truncate() of what may be no date")
    trap = write.trap(call.start, "date.truncate() takes no null", WRONG_TYPE)
    return write.let(
        [value],
        lambda h: f"CASE WHEN {h} IS NULL THEN {trap} ELSE date.truncate({write.expr(unit)}, {h}) END",
    )


def _between(write: ArgumentWriter, call: Call) -> str:
    """Write the months, and the days beyond them, from one day to another, as `java.time` counts them."""
    whole = FUNCTIONS[call.name.lower()].name == "duration.between"
    trap = write.trap(call.start, f"{call.name}() of what may be no date")
    months = write.fresh()

    def body(start: str, end: str) -> str:
        days = (
            f", days: duration.inDays({start} + duration({{months: {months}}}), {end}).days" if whole else ""
        )
        return (
            f"CASE WHEN {start} IS NULL OR {end} IS NULL THEN null "
            f"WHEN NOT ({start} IS :: DATE AND {end} IS :: DATE) THEN {trap} "
            f"ELSE head([{months} IN [({_ordinal(end)} - {_ordinal(start)}) / 32] | "
            f"duration({{months: {months}{days}}})]) END"
        )

    return write.let(call.arguments, body)


def _ordinal(day: str) -> str:
    """Write a number that grows with a date, and by 32 from a day to that of the next month."""
    return f"(({day}.year * 12 + {day}.month) * 32 + {day}.day)"


def _of_parts(write: ArgumentWriter, parts: MapLiteral, name: str) -> str:
    """Write a date, time or duration of parts; kglite fills gaps in a date, and has null for a null part."""
    made = f"{name}({write.expr(parts)})"
    nulls = [f"{write.expr(value)} IS NULL" for _, value in parts.entries if not _is_told(value)]
    if name == "duration":
        trap = write.trap(parts.start, "duration() takes at least one part", WRONG_TYPE)
        every = len(nulls) == len(parts.entries)
        return f"CASE WHEN {' AND '.join(nulls)} THEN {trap} ELSE {made} END" if every else made
    units = {_FRACTIONS.get(key, key) for key, _ in parts.entries}
    there = [unit in units for unit in _UNITS[3 if name in ("time", "localtime") else 0 :]]
    if there != sorted(there, reverse=True):
        told = f"{name}() does not take a part without the next larger one"
        return write.trap(parts.start, told, WRONG_TYPE)
    trap = write.trap(parts.start, f"{name}() of a part that is null")
    return f"CASE WHEN {' OR '.join(nulls)} THEN {trap} ELSE {made} END" if nulls else made


def _is_told(value: Expression) -> bool:
    return isinstance(value, Literal) and value.value is not None


def _check_parts(write: ArgumentWriter, parts: MapLiteral) -> None:
    if not parts.entries:
        write.fail(parts.start, "At least one part of the date, time or duration is needed.")
    for key, value in parts.entries:
        if key not in _PARTS:
            write.refuse(value.start, f"{key} in the map of a date, time or duration")
        if not only(value.type, INTEGER):
            write.refuse(value.start, f"a value for {key} that may not be an integer")


TIMES: dict[str, Callable[[ArgumentWriter, Call], str]] = {
    **dict.fromkeys(("date", "datetime", "localdatetime", "time", "localtime", "duration"), _temporal),
    "date.truncate": _truncate,
    "duration.between": _between,
    "duration.inMonths": _between,
}
