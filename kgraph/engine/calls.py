"""Functions: which are handed to kglite as they are, and what is written instead of the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kgraph.engine.arguments import ArgumentWriter, guarded, kglite_name
from kgraph.engine.conversions import CONVERSIONS, or_null, to_list
from kgraph.engine.functions import FUNCTIONS
from kgraph.engine.kinds import (
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
from kgraph.engine.syntax import Call, Literal, Parameter, PatternPredicate
from kgraph.engine.times import TIMES
from kgraph.engine.writer import INFINITE, NOT_A_NUMBER, WRONG_TYPE, constant

_LONG = "9223372036854775807"
_NUMBER = f"{INTEGER} | {FLOAT}"
_FEW = 1000
_ODD_SPACES = frozenset("\x1c\x1d\x1e\x1f\x85\xa0\u2007\u202f")


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
    places = call.arguments[1] if len(call.arguments) > 1 else Literal(0)
    if not (isinstance(places, Literal) and isinstance(places.value, int) and 0 <= places.value < 16):
        write.refuse(call.start, "round() to a number of places that is computed, negative or large")
    if places.value:
        count = places.value
        return guarded(write, call, NUMBERS, lambda h: _rounded(write, h, count))
    up = "CASE WHEN {0} - floor({0}) >= 0.5 THEN 1.0 ELSE 0.0 END"
    return guarded(
        write, call, NUMBERS, lambda h: f"CASE WHEN abs({h}) >= {2.0**52} THEN {_large(write, call, h)} "
        f"ELSE floor({h}) + {up.format(h)} END",
    )  # fmt: skip


def _rounded(write: ArgumentWriter, text: str, places: int) -> str:
    """Write a number to some decimal places, half away from zero, by its digits as Java and Neo4j have them.

    By arithmetic 1.005 is 1.0, since the float is a little less than what it is written as.
    """
    parts, units = write.fresh(), write.fresh()
    unit = 10**places
    last = f"CASE WHEN substring({parts}[1], {places}, 1) >= '5' THEN 1 ELSE 0 END"
    below = f"right('{'0' * places}' + toString({units} % {unit}), {places})"
    return (
        f"CASE WHEN {text} <> {text} OR abs({text}) = {INFINITE} THEN {text} "
        f"ELSE head([{parts} IN [split(toString(abs(toFloat({text}))), '.')] | "
        f"head([{units} IN [toInteger({parts}[0] + left({parts}[1], {places})) + {last}] | "
        f"CASE WHEN size({parts}[1]) <= {places} THEN toFloat({text}) + 0.0 WHEN {units} = 0 THEN 0.0 "
        f"ELSE toFloat(toString({units} / {unit}) + '.' + {below}) * sign({text}) END])]) END"
    )


def _large(write: ArgumentWriter, call: Call, text: str) -> str:
    trap = write.trap(call.start, "round() of a number this large")
    return f"CASE WHEN abs({text}) >= 9.2e18 THEN {trap} ELSE toFloat({text}) END"


def _root(write: ArgumentWriter, call: Call) -> str:
    name = kglite_name(FUNCTIONS[call.name.lower()])
    zero = "" if name == "sqrt" else f" WHEN {{0}} = 0 THEN -{INFINITE}"
    return guarded(
        write, call, NUMBERS,
        lambda h: f"CASE WHEN {h} < 0 OR {h} <> {h} THEN {NOT_A_NUMBER}{zero.format(h)} ELSE {name}({h}) END",
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


def _range(write: ArgumentWriter, call: Call) -> str:
    """Write range(), which in Neo4j holds its start even where too long a step leads away from its end."""
    if len(call.arguments) < 3:
        return write.plain(call, FUNCTIONS["range"])
    for argument in call.arguments:
        write.check_argument(argument, (INTEGER,), FUNCTIONS["range"])
    trap = write.trap(call.start, "range() does not take a value of this type", WRONG_TYPE)

    def body(start: str, end: str, step: str) -> str:
        whole = " AND ".join(f"{each} IS :: INTEGER" for each in (start, end, step))
        last = f"CASE WHEN ({end} - {start}) / {step} = 0 THEN {start} ELSE {end} END"
        return f"CASE WHEN {whole} THEN range({start}, {last}, {step}) ELSE {trap} END"

    return write.let(call.arguments, body)


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


def _percentile(write: ArgumentWriter, call: Call) -> str:
    """Write a percentile where both stores come to it by sums that are exact, or by none."""
    name = FUNCTIONS[call.name.lower()].name
    argument, share = call.arguments
    told = share.value if isinstance(share, Literal) else None
    if isinstance(told, bool) or not isinstance(told, (int, float)):
        write.refuse(call.start, f"{name}() of a share that is computed", "Write it as a number.")
    if not 0 <= told <= 1:
        write.fail(share.start, f"{name}() takes a share from 0 to 1.")
    exact = only(argument.type, INTEGER) and (name == "percentileDisc" or told * 4 == int(told * 4))
    if call.distinct or not exact:
        write.refuse(call.start, f"{name}() but of whole numbers, by quarters")
    text = f"{_PERCENTILES[name]}({write.expr(argument)}, {constant(float(told))})"
    if name == "percentileDisc":
        return f"toInteger({text})"
    both = write.fresh()  # where it falls on a value, Neo4j gives that value itself
    falls = f"({both}[1] - 1) * {int(told * 4)} % 4 = 0"
    return (
        f"head([{both} IN [[{text}, count({write.expr(argument)})]] | "
        f"CASE WHEN {falls} THEN toInteger({both}[0]) ELSE toFloat({both}[0]) END])"
    )


_PERCENTILES = {"percentileCont": "percentile_cont", "percentileDisc": "percentile_disc"}
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
    **dict.fromkeys(_PERCENTILES, _percentile),
    "range": _range,
    "timestamp": lambda _, __: "$h_now",
    **TIMES,
    "e": lambda _, __: "2.718281828459045",
}


class CallWriter(ArgumentWriter):
    """Writes calls of functions, each in its own way where it needs one."""

    def special(self, name: str) -> Callable[[Any, Call], str] | None:
        """Return what writes a function in its own way."""
        return _SPECIAL.get(name)
