"""Calls of functions, with a guard where an argument may be of a type that Neo4j does not take."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kgraph.engine.alike import is_certain
from kgraph.engine.functions import FUNCTIONS, Function
from kgraph.engine.kinds import (
    ANY,
    DATETIME,
    DURATION,
    FLOAT,
    INTEGER,
    LIST,
    MAP,
    NULL,
    TEMPORAL,
    TIME,
    may_be,
    only,
)
from kgraph.engine.operators import OperatorWriter
from kgraph.engine.syntax import Call
from kgraph.engine.tree import Expression
from kgraph.engine.writer import INFINITE, NOT_HERE, WRONG_TYPE, constant

_LONG = "9223372036854775807"
_EXACT = f"{2.0**53}"  # below it kglite writes the digits that Java writes
_TINY = "1.0e-300"
_DEPTH = 3
"""Lists and maps deeper in each other than this are left to Neo4j where DISTINCT must look into them."""
_NUMBER = f"{INTEGER} | {FLOAT}"
_ZONE = re.compile(r"T?\d\d:?\d\d\S*(?:Z|[+-]\d\d(?::?\d\d)?|\])$")
_FINE = re.compile(r":\d\d[.,]\d{7,}")


class ArgumentWriter(OperatorWriter):
    """Writes calls of functions."""

    def _call(self, call: Call) -> str:
        if call.star:
            return "count(*)"
        function = FUNCTIONS[call.name.lower()]
        special = self.special(function.name)
        if special is not None:
            return special(self, call)
        if call.distinct or function.aggregate:
            return self._aggregate_of(call, function)
        return self.plain(call, function)

    def plain(self, call: Call, function: Function) -> str:
        """Write a call; arguments that may be of a wrong type are guarded, as kglite would convert them."""
        doubtful = [
            (argument, wanted)
            for argument, wanted in zip(call.arguments, function.takes, strict=False)
            if wanted and not only(argument.type, *wanted)
        ]
        for argument, wanted in doubtful:
            self.check_argument(argument, wanted, function)
        if not doubtful:
            return f"{kglite_name(function)}({self.listed_out(call.arguments)})"
        return self.let(call.arguments, lambda *texts: self._checked(call, function, list(texts)))

    def check_argument(self, argument: Expression, wanted: tuple[str, ...], function: Function) -> None:
        """Refuse an argument whose type the text of the query alone shows to be wrong."""
        if not may_be(argument.type, *wanted, NULL) and is_certain(argument):
            self.fail(argument.start, f"{function.name}() does not take a value of type {argument.type}.")

    def _checked(self, call: Call, function: Function, texts: list[str]) -> str:
        tests = [
            f"{text} IS :: {' | '.join(wanted)}"
            for text, argument, wanted in zip(texts, call.arguments, function.takes, strict=False)
            if wanted and not only(argument.type, *wanted)
        ]
        trap = self.trap(call.start, f"{function.name}() does not take a value of this type", WRONG_TYPE)
        called = f"{kglite_name(function)}({', '.join(texts)})"
        return f"CASE WHEN {' AND '.join(tests)} THEN {called} ELSE {trap} END"

    def _aggregate_of(self, call: Call, function: Function) -> str:
        argument = call.arguments[0]
        wanted = function.takes[0]
        text = self.expr(argument)
        if wanted and not only(argument.type, *wanted):
            self.check_argument(argument, wanted, function)
            told = (f"{function.name}() does not take a value of this type", WRONG_TYPE)
            if may_be(argument.type, DURATION):  # of which Neo4j knows the sum
                told = (f"{function.name}() of values of this type", NOT_HERE)
            trap = self.trap(call.start, *told)
            text = self.let(
                [argument], lambda h: f"CASE WHEN {h} IS :: {' | '.join(wanted)} THEN {h} ELSE {trap} END"
            )
        if function.name in ("min", "max"):
            return self._extreme(call, function, text)
        if not call.distinct:
            return f"{kglite_name(function)}({text})"
        if may_be(argument.type, FLOAT, LIST, MAP, DATETIME, TIME):
            text = self._distinct(call, argument)
        return f"{kglite_name(function)}(DISTINCT {text})"

    def _extreme(self, call: Call, function: Function, text: str) -> str:
        """Write min() or max(); of equal times of several zones Neo4j has an order, kglite has none."""
        kind = call.arguments[0].type
        plain = f"{function.name}({text})"
        if kind == ANY:
            return plain
        times = [each for each in TEMPORAL if may_be(kind, each)]
        if may_be(kind, MAP, DURATION) or len(times) > 1:
            self.refuse(call.start, f"{call.name}() of values of type {kind}")
        if not may_be(kind, DATETIME, TIME):
            return plain
        trap = self.trap(call.start, f"{call.name}() of equal times of different zones")
        both = self.fresh()
        counts = f"count(DISTINCT {text}), count(DISTINCT toString({text}))"
        told = f"CASE WHEN {both}[1] = {both}[2] THEN {both}[0] ELSE {trap} END"
        return f"head([{both} IN [[{plain}, {counts}]] | {told}])"

    def _distinct(self, call: Call, argument: Expression) -> str:
        if FUNCTIONS[call.name.lower()].name == "count":
            return self.let([argument], self.unified)
        what = f"{call.name}(DISTINCT)"
        lone = self.trap(call.start, f"{what} of NaN")
        mixed = self.trap(call.start, f"{what} of whole numbers written as 1 and as 1.0")
        zoned = self.trap(call.start, f"{what} of times with zones")

        def body(text: str) -> str:
            cases = f"WHEN {self._holds_nan(text)} THEN {lone}"
            if may_be(argument.type, INTEGER, LIST):
                cases += f" WHEN {whole(text)} THEN {mixed}"
            if may_be(argument.type, LIST, MAP):
                cases += f" WHEN {self._doubtful_inside(text)} THEN {mixed}"
            if may_be(argument.type, DATETIME, TIME):
                cases += f" WHEN {text} IS :: {DATETIME} | {TIME} AND {text} IS NOT NULL THEN {zoned}"
            return f"CASE {cases} ELSE {text} END"

        return self.let([argument], body)

    def _holds_nan(self, text: str) -> str:
        each = self.fresh()
        inside = (
            f"{text} IS :: LIST<ANY> AND {text} IS NOT NULL AND any({each} IN {text} WHERE {each} <> {each})"
        )
        return f"({text} IS :: FLOAT AND {text} <> {text} OR {inside})"

    def unified(self, text: str) -> str:
        """Write a value so that 1 and 1.0 are one, as they are for Neo4j's DISTINCT and groups."""
        each = self.fresh()
        trap = self.trap(
            0, "DISTINCT or a group of NaN"
        )  # two are equal in Neo4j if one object in its memory
        nested = self.trap(0, "DISTINCT or a group of maps or nested lists that hold such a float or time")
        return (
            f"CASE WHEN {whole(text)} THEN toInteger({text}) "
            f"WHEN {self._holds_nan(text)} THEN {trap} "
            f"WHEN {text} IS :: {DATETIME} | {TIME} AND {text} IS NOT NULL THEN toString({text}) "
            f"WHEN {text} IS :: {LIST} AND {text} IS NOT NULL THEN [{each} IN {text} | "
            f"CASE WHEN {whole(each)} THEN toInteger({each}) "
            f"WHEN {self._doubtful_inside(each)} THEN {nested} ELSE {each} END] "
            f"WHEN {self._doubtful_inside(text)} THEN {nested} ELSE {text} END"
        )

    def _doubtful_inside(self, text: str, depth: int = _DEPTH) -> str:
        """Write the test whether a list or map holds what may be equal to what is written otherwise."""
        each = self.fresh()
        holder = f"{text} IS :: {LIST} | {MAP} AND {text} IS NOT NULL"
        if not depth:
            return f"({holder})"
        item = f"{text}[{each}]"
        odd = f"{whole(item)} OR {item} <> {item} OR {item} IS :: {DATETIME} | {TIME} AND {item} IS NOT NULL"
        places = f"CASE WHEN {text} IS :: {MAP} THEN keys({text}) ELSE range(0, size({text}) - 1) END"
        inner = self._doubtful_inside(item, depth - 1)
        return f"(CASE WHEN {holder} THEN any({each} IN {places} WHERE {odd} OR {inner}) ELSE false END)"

    def number_text(self, text: str) -> str:
        """Write the text of a value as Java has it: 12345678.9 is '1.23456789E7'."""
        plain = f"toString(abs({text}))"
        trap = self.trap(0, "the text of a number this large or this small")
        point, digits = self.fresh(), self.fresh()
        trimmed = f"replace(rtrim(replace({digits}, '0', ' ')), ' ', '0')"
        large = (
            f"head([{point} IN [split({plain}, '.')] | head([{digits} IN [{point}[0] + {point}[1]] | "
            f"CASE WHEN abs({text}) >= {_EXACT} AND size({trimmed}) > 15 THEN {trap} ELSE "
            f"{_mantissa(trimmed, digits)} + 'E' + toString(size({point}[0]) - 1) END])])"
        )
        point, digits = self.fresh(), self.fresh()
        leading = f"replace(ltrim(replace({digits}, '0', ' ')), ' ', '0')"
        small = (
            f"head([{digits} IN [split({plain}, '.')[1]] | head([{point} IN [{leading}] | "
            f"{_mantissa(point, point)} + 'E-' + toString(size({digits}) - size({point}) + 1)])])"
        )
        sign = f"CASE WHEN {text} < 0 THEN '-' ELSE '' END"
        return (
            f"CASE WHEN {text} IS :: FLOAT AND {text} IS NOT NULL AND abs({text}) >= 10000000.0 "
            f"THEN {sign} + CASE WHEN abs({text}) = {INFINITE} THEN 'Infinity' ELSE {large} END "
            f"WHEN {text} IS :: FLOAT AND abs({text}) < {_TINY} AND {text} <> 0 THEN {trap} "
            f"WHEN {text} IS :: FLOAT AND abs({text}) < 0.001 AND {text} <> 0 THEN {sign} + {small} "
            f"ELSE toString({text}) END"
        )

    def special(self, name: str) -> Callable[[Any, Call], str] | None:  # noqa: ARG002
        """Return what writes a function in its own way (given by the writer of all functions)."""
        raise AssertionError

    keys: dict[str, str]
    """Keys in disguise that the maps of this query can have."""

    @property
    def disguises(self) -> dict[str, str]:
        """Return the keys in disguise that a map or node of this query can have."""
        return self.keys | self.facts.profile.disguised

    def disguised(self, text: str, names: dict[str, str]) -> str:
        """Write the name that the user knows for one in disguise."""
        if not names:
            return text
        branches = "".join(
            f" WHEN {constant(key)} THEN {constant(value)}" for key, value in sorted(names.items())
        )
        return f"CASE {text}{branches} ELSE {text} END"


def whole(text: str) -> str:
    """Write the test whether a value is a float that has an integer equal to it."""
    return f"{text} IS :: FLOAT AND abs({text}) < 9.2e18 AND {text} = floor({text})"


def _mantissa(trimmed: str, digits: str) -> str:
    return (
        f"left({digits}, 1) + '.' + CASE WHEN size({trimmed}) < 2 THEN '0' ELSE substring({trimmed}, 1) END"
    )


def kglite_name(function: Function) -> str:
    """Return the name that kglite has for a function."""
    return _OTHER_NAMES.get(function.name, function.name)


_OTHER_NAMES = {
    "upper": "toUpper",
    "lower": "toLower",
    "char_length": "size",
    "character_length": "size",
    "ln": "log",
}


def guarded(write: ArgumentWriter, call: Call, wanted: tuple[str, ...], body: Callable[[str], str]) -> str:
    """Write something of one argument, which must have one of these types."""
    argument = call.arguments[0]
    if only(argument.type, *wanted):
        return write.let([argument], body)
    write.check_argument(argument, wanted, FUNCTIONS[call.name.lower()])
    trap = write.trap(call.start, f"{call.name}() does not take a value of this type", WRONG_TYPE)
    return write.let(
        [argument], lambda h: f"CASE WHEN {h} IS :: {' | '.join(wanted)} THEN {body(h)} ELSE {trap} END"
    )
