"""Functions: which are handed to kglite as they are, and what is written instead of the others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kgraph.engine.arguments import ArgumentWriter, guarded, kglite_name
from kgraph.engine.conversions import CONVERSIONS, or_null, to_list
from kgraph.engine.functions import FUNCTIONS
from kgraph.engine.kinds import (
    DATE,
    FLOAT,
    INTEGER,
    LIST,
    MAP,
    NODE,
    NULL,
    NUMBERS,
    PATH,
    RELATIONSHIP,
    STRING,
    may_be,
    only,
)
from kgraph.engine.names import HIDDEN_LABEL, MADE_UP
from kgraph.engine.syntax import Call, Literal, MapLiteral, Parameter, PatternPredicate
from kgraph.engine.writer import INFINITE, NOT_A_NUMBER, WRONG_TYPE, constant

_LONG = "9223372036854775807"
_NUMBER = f"{INTEGER} | {FLOAT}"
_ZONE = re.compile(r"T?\d\d:?\d\d\S*(?:Z|[+-]\d\d(?::?\d\d)?|\])$")
_FEW = 1000
_ODD_SPACES = frozenset("\x1c\x1d\x1e\x1f\x85\xa0\u2007\u202f")
_FINE = re.compile(r":\d\d[.,]\d{7,}")


def _of_entity(write: ArgumentWriter, call: Call, body: Callable[[str], str]) -> str:
    """Write a function of a node or relationship: kglite has null for other values."""
    function, argument = FUNCTIONS[call.name.lower()], call.arguments[0]
    wanted = function.takes[0]
    if only(argument.type, *wanted):
        return body(write.expr(argument))
    if not may_be(argument.type, *wanted, NULL) and may_be(argument.type, NODE, RELATIONSHIP, PATH):
        write.fail(argument.start, f"{function.name}() does not take a value of type {argument.type}.")
    return guarded(write, call, wanted, body)


def _labels(write: ArgumentWriter, call: Call) -> str:
    each = write.fresh()
    shown = write.disguised(each, write.facts.profile.disguised)
    return _of_entity(
        write, call, lambda h: f"[{each} IN labels({h}) WHERE {each} <> '{HIDDEN_LABEL}' | {shown}]"
    )


def _keys(write: ArgumentWriter, call: Call) -> str:
    each = write.fresh()
    made_up = "[" + ", ".join(constant(key) for key in MADE_UP) + "]"
    shown = write.disguised(each, write.disguises)
    return _of_entity(write, call, lambda h: f"[{each} IN keys({h}) WHERE NOT {each} IN {made_up} | {shown}]")


def _type(write: ArgumentWriter, call: Call) -> str:
    return _of_entity(write, call, lambda h: write.disguised(f"type({h})", write.facts.profile.disguised))


def _exists(write: ArgumentWriter, call: Call) -> str:
    if not isinstance(call.arguments[0], PatternPredicate):
        write.refuse(call.start, "exists() of a property", "Write IS NOT NULL.")
    return write.test(call.arguments[0])


def _end_of(write: ArgumentWriter, call: Call) -> str:
    return f"{FUNCTIONS[call.name.lower()].name}({write.expr(call.arguments[0])})"


def _round(write: ArgumentWriter, call: Call) -> str:
    if len(call.arguments) > 2:
        write.refuse(call.start, "the rounding mode of round()")
    if len(call.arguments) > 1:
        places = call.arguments[1]
        if not (isinstance(places, Literal) and isinstance(places.value, int) and 0 < places.value < 16):
            write.refuse(call.start, "round() to a number of places that is computed, zero or large")
        return write.plain(call, FUNCTIONS["round"])
    up = "CASE WHEN {0} - floor({0}) >= 0.5 THEN 1.0 ELSE 0.0 END"
    return guarded(
        write, call, NUMBERS, lambda h: f"CASE WHEN abs({h}) >= {2.0**52} THEN {_large(write, call, h)} "
        f"ELSE floor({h}) + {up.format(h)} END",
    )  # fmt: skip


def _large(write: ArgumentWriter, call: Call, text: str) -> str:
    trap = write.trap(call.start, "round() of a number this large")
    return f"CASE WHEN abs({text}) >= 9.2e18 THEN {trap} ELSE toFloat({text}) END"


def _root(write: ArgumentWriter, call: Call) -> str:
    name = kglite_name(FUNCTIONS[call.name.lower()])
    zero = "" if name == "sqrt" else f" WHEN {{0}} = 0 THEN -{INFINITE}"
    return guarded(
        write, call, NUMBERS,
        lambda h: f"CASE WHEN {h} < 0 THEN {NOT_A_NUMBER}{zero.format(h)} ELSE {name}({h}) END",
    )  # fmt: skip


def _is_empty(write: ArgumentWriter, call: Call) -> str:
    kind = call.arguments[0].type
    if only(kind, LIST, STRING):
        return f"(size({write.expr(call.arguments[0])}) = 0)"
    return guarded(
        write, call, (LIST, STRING, MAP),
        lambda h: f"CASE WHEN {h} IS NULL THEN null WHEN {h} IS :: MAP THEN size(keys({h})) = 0 "
        f"ELSE size({h}) = 0 END",
    )  # fmt: skip


def _null_if(write: ArgumentWriter, call: Call) -> str:
    first, second = call.arguments
    return write.let([first, second], lambda a, b: f"CASE WHEN {write.equals(a, b)} THEN null ELSE {a} END")


def _is_nan(write: ArgumentWriter, call: Call) -> str:
    return guarded(write, call, NUMBERS, lambda h: f"{h} <> {h}")


def _parted(write: ArgumentWriter, call: Call) -> str:
    """Refuse an empty text to split by or replace: Neo4j cuts signs beyond U+FFFF in two there."""
    by = call.arguments[1]
    value = write.facts.parameters.get(by.name) if isinstance(by, Parameter) else getattr(by, "value", None)
    name = FUNCTIONS[call.name.lower()].name
    if not isinstance(value, str) and by.type != NULL:
        write.refuse(call.start, f"{name}() by a computed text", "Write the text, or give it as a parameter.")
    if value == "":
        write.refuse(call.start, f"{name}() by an empty text")
    return write.plain(call, FUNCTIONS[call.name.lower()])


def _cut(write: ArgumentWriter, call: Call) -> str:
    """Write left, right and substring, which kglite takes a negative number for 0 in."""
    plain = write.plain(call, FUNCTIONS[call.name.lower()])
    known = (each.value for each in call.arguments[1:] if isinstance(each, Literal))
    if all(isinstance(value, int) and value >= 0 for value in known) and all(
        isinstance(each, Literal) for each in call.arguments[1:]
    ):
        return plain
    trap = write.trap(call.start, f"{call.name}() does not take a negative number", WRONG_TYPE)
    return write.let(
        call.arguments[1:],
        lambda *texts: (
            f"CASE WHEN {' OR '.join(f'{each} < 0' for each in texts)} THEN {trap} ELSE {plain} END"
        ),
    )


def _trimmed(write: ArgumentWriter, call: Call) -> str:
    """Write trim, ltrim and rtrim; Java and kglite do not take the same signs for spaces."""
    plain = write.plain(call, FUNCTIONS[call.name.lower()])
    argument = call.arguments[0]
    if isinstance(argument, Literal) and not _ODD_SPACES & set(str(argument.value)):
        return plain
    trap = write.trap(call.start, f"{call.name}() of a text with unusual spaces")
    odd = constant(f"(?s).*[{''.join(sorted(_ODD_SPACES))}].*")
    return write.let(
        [argument], lambda h: f"CASE WHEN {h} IS :: STRING AND {h} =~ {odd} THEN {trap} ELSE {plain} END"
    )


def _mean(write: ArgumentWriter, call: Call) -> str:
    """Write the mean of few values as Neo4j computes it, whose last digits differ from sum / count.

    Of many values Neo4j's mean depends on the order of rows, which neither store promises.
    """
    argument = call.arguments[0]
    distinct = "DISTINCT " if call.distinct else ""
    trap = write.trap(call.start, f"{call.name}() of values of this type")
    text = write.let([argument], lambda h: f"CASE WHEN {h} IS :: {_NUMBER} THEN {h} ELSE {trap} END")
    if call.distinct and not only(argument.type, INTEGER):
        text = write.let(
            [argument], lambda h: f"CASE WHEN {h} IS :: {_NUMBER} THEN toFloat({h}) ELSE {trap} END"
        )
    both, mean, each = write.fresh(), write.fresh(), write.fresh()
    values = f"{both}[0]"
    count = f"({mean}[0] + 1)"
    step = f"[{count}, {mean}[1] + ({each} - {mean}[1]) / ({count} * 1.0)]"
    return (
        f"head([{both} IN [[collect({distinct}{text}), avg({distinct}{text})]] | "
        f"CASE WHEN size({values}) = 0 OR size({values}) > {_FEW} THEN {both}[1] ELSE "
        f"reduce({mean} = [0, 0.0], {each} IN {values} | {step})[1] END])"
    )


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
    elif not only(argument.type, STRING):
        trap = write.trap(call.start, f"{name}() of a value that is no text")
        return write.let([argument], lambda h: f"CASE WHEN {h} IS :: STRING THEN {name}({h}) ELSE {trap} END")
    return f"{name}({write.expr(argument)})"


def _truncate(write: ArgumentWriter, call: Call) -> str:
    unit, value = call.arguments
    if not (isinstance(unit, Literal) and only(value.type, DATE) and value.type != NULL):
        write.refuse(call.start, "date.truncate() of what may be no date")
    trap = write.trap(call.start, "date.truncate() takes no null", WRONG_TYPE)
    return write.let(
        [value],
        lambda h: f"CASE WHEN {h} IS NULL THEN {trap} ELSE date.truncate({write.expr(unit)}, {h}) END",
    )


_PARTS = frozenset(
    (
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "microsecond",
        "years",
        "months",
        "weeks",
        "days",
        "hours",
        "minutes",
        "seconds",
    )
)


def _check_parts(write: ArgumentWriter, parts: MapLiteral) -> None:
    if not parts.entries:
        write.fail(parts.start, "At least one part of the date, time or duration is needed.")
    for key, value in parts.entries:
        if key not in _PARTS:
            write.refuse(value.start, f"{key} in the map of a date, time or duration")
        if not only(value.type, INTEGER):
            write.refuse(value.start, f"a value for {key} that may not be an integer")


_SPECIAL: dict[str, Callable[[ArgumentWriter, Call], str]] = {
    "labels": _labels,
    "keys": _keys,
    "type": _type,
    "exists": _exists,
    "startNode": _end_of,
    "endNode": _end_of,
    "round": _round,
    "sqrt": _root,
    "log": _root,
    "ln": _root,
    **CONVERSIONS,
    **{f"{name}OrNull": or_null for name in CONVERSIONS},
    **{f"{name}List": to_list for name in CONVERSIONS},
    "isEmpty": _is_empty,
    "nullIf": _null_if,
    "isNaN": _is_nan,
    **dict.fromkeys(("left", "right", "substring"), _cut),
    **dict.fromkeys(("trim", "ltrim", "rtrim"), _trimmed),
    "split": _parted,
    "replace": _parted,
    "avg": _mean,
    "timestamp": lambda _, __: "$h_now",
    "date.truncate": _truncate,
    "e": lambda _, __: "2.718281828459045",
    "date": _temporal,
    "datetime": _temporal,
    "localdatetime": _temporal,
    "time": _temporal,
    "localtime": _temporal,
    "duration": _temporal,
}


class CallWriter(ArgumentWriter):
    """Writes calls of functions, each in its own way where it needs one."""

    def special(self, name: str) -> Callable[[Any, Call], str] | None:
        """Return what writes a function in its own way."""
        return _SPECIAL.get(name)
