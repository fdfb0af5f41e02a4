"""The functions that turn numbers, texts and truth values into each other."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgraph.engine.alike import is_certain
from kgraph.engine.arguments import ArgumentWriter, guarded
from kgraph.engine.functions import FUNCTIONS
from kgraph.engine.kinds import (
    BOOLEAN,
    DATE,
    DURATION,
    FLOAT,
    INTEGER,
    LIST,
    NULL,
    NUMBERS,
    STRING,
    TEMPORAL,
    may_be,
    only,
)
from kgraph.engine.syntax import Call, Variable
from kgraph.engine.writer import constant

_LONG = "9223372036854775807"
_NUMBER = f"{INTEGER} | {FLOAT}"
_ODD_NUMBER = (  # numbers to Java that Rust does not read, or reads otherwise
    r"(?i)[+-]?0x.*|[+-]?[0-9._]*_.*|[+-]?[0-9.]+(e[+-]?[0-9]+)?[fd]|.*[\p{Nd}&&[^0-9]].*"
    r"|[+-]?[0-9]{18,}.*|.*e[+-]?[0-9]{3,}"
)
_ZONE = re.compile(r"T?\d\d:?\d\d\S*(?:Z|[+-]\d\d(?::?\d\d)?|\])$")
_FINE = re.compile(r":\d\d[.,]\d{7,}")


def _to_number(write: ArgumentWriter, call: Call, *, strict: bool = True) -> str:
    name = FUNCTIONS[call.name.lower()].name.removesuffix("OrNull")
    wanted = (*NUMBERS, STRING, BOOLEAN) if name == "toInteger" else (*NUMBERS, STRING)
    if not strict:
        return write.let(
            [call.arguments[0]],
            lambda h: (
                f"CASE WHEN {h} IS :: {' | '.join(wanted)} THEN {_number(write, call, h, name)} ELSE null END"
            ),
        )
    return guarded(write, call, wanted, lambda h: _number(write, call, h, name))


def _number(write: ArgumentWriter, call: Call, text: str, name: str) -> str:
    odd = write.trap(call.start, f"{name}() of a text like this")
    trimmed = f"trim({text})"
    large = write.trap(call.start, f"{name}() of a number this large")
    limit = f" WHEN {text} IS :: FLOAT AND abs({text}) >= 9.2e18 THEN {large} WHEN {text} <> {text} THEN 0"
    return (
        f"CASE WHEN {text} IS NULL THEN null WHEN {text} IS :: STRING THEN CASE WHEN {trimmed} =~ "
        f"{constant(_ODD_NUMBER)} THEN {odd} "
        f"WHEN toLower({trimmed}) =~ '[+-]?inf(inity)?' AND NOT {trimmed} =~ "
        f"'[+-]?Infinity' THEN null WHEN toLower({trimmed}) = 'nan' AND {trimmed} <> 'NaN' THEN null "
        f"ELSE {name}({trimmed}) END{limit if name == 'toInteger' else ''} ELSE {name}({text}) END"
    )


def _to_boolean(write: ArgumentWriter, call: Call, *, strict: bool = True) -> str:
    wanted = (BOOLEAN, STRING, INTEGER)

    def body(h: str) -> str:
        return (
            f"CASE WHEN {h} IS NULL THEN null WHEN {h} IS :: INTEGER THEN {h} <> 0 "
            f"WHEN {h} IS :: STRING THEN toBoolean(trim({h})) ELSE toBoolean({h}) END"
        )

    if strict:
        return guarded(write, call, wanted, body)
    kinds = " | ".join(wanted)
    return write.let(
        [call.arguments[0]], lambda h: f"CASE WHEN {h} IS :: {kinds} THEN {body(h)} ELSE null END"
    )


def _to_string(write: ArgumentWriter, call: Call, *, strict: bool = True) -> str:
    kind = call.arguments[0].type
    if only(kind, STRING, INTEGER, BOOLEAN, DATE):
        return f"toString({write.expr(call.arguments[0])})"
    plain = (STRING, INTEGER, BOOLEAN, DATE, FLOAT)
    times = (*(each for each in TEMPORAL if each != DATE), DURATION)
    if only(kind, *times) and kind != NULL:
        write.refuse(call.start, f"toString() of a value of type {kind}")
    trap = write.trap(call.start, "toString() of a value of this type")
    other = trap if strict else f"CASE WHEN {{0}} IS :: {' | '.join(times)} THEN {trap} ELSE null END"
    if strict and not may_be(kind, *plain, NULL, *times) and is_certain(call.arguments[0]):
        write.fail(call.start, f"toString() does not take a value of type {kind}.")
    return write.let(
        [call.arguments[0]],
        lambda h: (
            f"CASE WHEN {h} IS :: {' | '.join(plain)} THEN {write.number_text(h)} ELSE {other.format(h)} END"
        ),
    )


def or_null(write: ArgumentWriter, call: Call) -> str:
    """Write a conversion that gives null where the other raises an error."""
    return CONVERSIONS[FUNCTIONS[call.name.lower()].name.removesuffix("OrNull")](write, call, strict=False)


CONVERSIONS: dict[str, Callable[..., str]] = {
    "toInteger": _to_number,
    "toFloat": _to_number,
    "toBoolean": _to_boolean,
    "toString": _to_string,
}


def to_list(write: ArgumentWriter, call: Call) -> str:
    """Write the conversion of each item of a list."""
    name = FUNCTIONS[call.name.lower()].name.removesuffix("List") + "OrNull"
    each = write.fresh()
    item = Variable(each)
    inner = or_null(_Named(write), Call(name, [item], start=call.start))
    return guarded(write, call, (LIST,), lambda h: f"[{each} IN {h} | {inner}]")


class _Named(ArgumentWriter):
    """Writes variables that we made ourselves."""

    def __init__(self, write: ArgumentWriter) -> None:
        super().__init__(write.text, write.facts)
        self.fresh = write.fresh  # type: ignore[method-assign]

    def _variable(self, variable: Variable) -> str:
        return variable.name
