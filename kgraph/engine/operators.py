"""Operators, with a guard where kglite answers values of some types otherwise than Neo4j.

A guard costs time, so it is written only where the types that the graph, the parameters and the
query's text make possible call for it.
"""

from __future__ import annotations

from kgraph.engine.alike import dates, is_certain, repeatable
from kgraph.engine.equality import EqualityWriter
from kgraph.engine.kinds import (
    BOOLEAN,
    DATE,
    DURATION,
    ENTITIES,
    FLOAT,
    INTEGER,
    LIST,
    MAP,
    NULL,
    NUMBERS,
    PATH,
    STRING,
    TEMPORAL,
    may_be,
    only,
)
from kgraph.engine.regex import FOLDED, ForeignRegex, folds_more, is_broken, translate
from kgraph.engine.syntax import (
    Binary,
    Case,
    Comparison,
    Literal,
    Parameter,
    PatternPredicate,
    Property,
    Unary,
)
from kgraph.engine.tree import Expression, walk
from kgraph.engine.writer import INFINITE, NOT_HERE, WRONG_TYPE, constant

_NO_SUM = "+ does not take values of these types"
_NUMBER = " | ".join(NUMBERS)


class OperatorWriter(EqualityWriter):
    """Writes operators."""

    def test(self, expression: Expression) -> str:
        """Write an expression that stands where Neo4j takes only true, false or null."""
        kind = expression.type
        if isinstance(expression, PatternPredicate):
            return self.pattern_test(expression)
        if only(kind, BOOLEAN):
            return self.expr(expression)
        if not may_be(kind, BOOLEAN):
            if only(kind, LIST):
                self.refuse(expression.start, "a list as a truth value", "Write size(list) > 0.")
            if kind == NULL:
                return self.expr(expression)
            if isinstance(expression, Literal):
                self.fail(expression.start, f"true or false is needed here, not a value of type {kind}.")
        trap = self.trap(expression.start, "true or false is needed here", WRONG_TYPE)
        return self.let([expression], lambda h: f"CASE WHEN {h} IS :: BOOLEAN THEN {h} ELSE {trap} END")

    def pattern_test(self, piece: PatternPredicate) -> str:  # noqa: ARG002
        """Write the test whether a pattern is there (given by the writer of patterns)."""
        raise AssertionError

    def _unary(self, piece: Unary) -> str:
        if piece.op == "NOT":
            return f"(NOT {self.test(piece.operand)})"
        kind = piece.operand.type
        if not may_be(kind, *NUMBERS, DURATION, NULL):
            self.fail(piece.start, f"{piece.op} takes a number, not a value of type {kind}.")
        if piece.op == "+":
            return self.expr(piece.operand)
        if only(kind, *NUMBERS):
            return f"(- {self.expr(piece.operand)})"
        trap = self.trap(piece.start, "a number is needed after -", WRONG_TYPE)
        return self.let(
            [piece.operand], lambda h: f"CASE WHEN {h} IS :: {_NUMBER} THEN - {h} ELSE {trap} END"
        )

    def _binary(self, piece: Binary) -> str:
        if piece.op in ("AND", "OR", "XOR"):
            return f"({self.test(piece.left)} {piece.op} {self.test(piece.right)})"
        if piece.op == "IN":
            return self._in(piece)
        if piece.op in ("STARTS WITH", "ENDS WITH", "CONTAINS"):
            return self._about_text(piece)
        if piece.op == "=~":
            return self._regex(piece)
        if piece.op in ("+", "||"):
            return self._plus(piece)
        return self._arithmetic(piece)

    def _comparison(self, piece: Comparison) -> str:
        if len(piece.operands) > 2 and any(not repeatable(each) for each in piece.operands[1:-1]):
            self.refuse(
                piece.start, "a chain of comparisons around this expression", "Name the value in WITH first."
            )
        pairs = [
            self.compare(a, sign, b)
            for a, sign, b in zip(piece.operands, piece.signs, piece.operands[1:], strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else f"({' AND '.join(pairs)})"

    def _about_text(self, piece: Binary) -> str:
        if only(piece.left.type, STRING) and only(piece.right.type, STRING):
            return f"({self.expr(piece.left)} {piece.op} {self.expr(piece.right)})"
        return self.let(
            [piece.left, piece.right],
            lambda a, b: (
                f"CASE WHEN {a} IS :: STRING AND {b} IS :: STRING THEN {a} {piece.op} {b} ELSE null END"
            ),
        )

    def _regex(self, piece: Binary) -> str:
        pattern: object = piece.right.value if isinstance(piece.right, Literal) else None
        if isinstance(piece.right, Parameter):
            pattern = self.facts.parameters.get(piece.right.name)
        if not isinstance(pattern, str) and pattern is not None:
            self.fail(piece.right.start, "=~ takes a text.")
        if pattern is None and piece.right.type != NULL:
            self.refuse(
                piece.right.start, "=~ with a computed pattern", "Write the pattern as a text or a parameter."
            )
        if not may_be(piece.left.type, STRING, NULL):
            self._check_no_text(piece.left)
        right = self._pattern(pattern, piece)
        if only(piece.left.type, STRING) and not folds_more(pattern or ""):
            return f"({self.expr(piece.left)} =~ {right})"
        trap = self.trap(piece.start, "(?i) over a text with the long s or the sign of the kelvin")

        def matched(text: str) -> str:
            if not folds_more(pattern or ""):
                return f"{text} =~ {right}"
            odd = " OR ".join(f"{text} CONTAINS {constant(sign)}" for sign in FOLDED)
            return f"({text} =~ {right} AND CASE WHEN {odd} THEN {trap} ELSE true END)"

        if only(piece.left.type, STRING):
            return self.let([piece.left], matched)
        return self.let([piece.left], lambda h: f"CASE WHEN {h} IS :: STRING THEN {matched(h)} ELSE null END")

    def _check_no_text(self, value: Expression) -> None:
        """Fail where Neo4j knows that a value before =~ is no text; of what a property held it makes null."""
        if is_certain(value) or isinstance(value, Parameter) or only(value.type, *ENTITIES, PATH):
            self.fail(value.start, "=~ takes a text.")
        if not any(isinstance(each, Property) for each in walk(value)):
            self.refuse(value.start, f"=~ of a value of type {value.type}")

    def _pattern(self, pattern: str | None, piece: Binary) -> str:
        try:
            return constant(translate(pattern) if pattern is not None else None)
        except ForeignRegex as error:
            if is_broken(pattern or ""):
                self.fail(piece.right.start, "This is no regular expression.")
            self.refuse(piece.right.start, f"{str(error)!r} in a regular expression")

    def _plus(self, piece: Binary) -> str:
        left, right = piece.left.type, piece.right.type
        plain = f"({self.expr(piece.left)} + {self.expr(piece.right)})"
        if only(left, *NUMBERS) and only(right, *NUMBERS) and piece.op == "+":
            return plain
        if only(left, STRING) and only(right, STRING):
            return plain
        if dates(left, right):
            return self._moved(piece)
        self._check_plus(piece)
        return self.let([piece.left, piece.right], lambda a, b: self._guarded_plus(piece, a, b))

    def _check_plus(self, piece: Binary) -> None:
        for side in (piece.left, piece.right):
            other = piece.right if side is piece.left else piece.left
            if (
                only(side.type, BOOLEAN, MAP, *ENTITIES, PATH)
                and side.type != NULL
                and not may_be(other.type, LIST, STRING, NULL)
            ):
                self.fail(piece.start, f"+ does not take a value of type {side.type} here.")

    def _guarded_plus(self, piece: Binary, a: str, b: str) -> str:
        left, right = piece.left.type, piece.right.type
        cases = [f"WHEN {a} IS NULL OR {b} IS NULL THEN null"]
        if may_be(left, *NUMBERS) and may_be(right, *NUMBERS):
            cases.append(f"WHEN {a} IS :: {_NUMBER} AND {b} IS :: {_NUMBER} THEN {a} + {b}")
        if may_be(left, LIST) or may_be(right, LIST):
            cases.append(f"WHEN {a} IS :: {LIST} OR {b} IS :: {LIST} THEN {a} + {b}")
        if may_be(left, STRING) or may_be(right, STRING):
            kinds = " | ".join((STRING, INTEGER, FLOAT, BOOLEAN, DATE))
            one = f"({a} IS :: STRING OR {b} IS :: STRING)"
            both = f"{a} IS :: {kinds} AND {b} IS :: {kinds}"
            cases.append(f"WHEN {one} AND {both} THEN {self._joined(a, left)} + {self._joined(b, right)}")
        # beside these Neo4j has no + either
        foreign = not any(may_be(kind, STRING, LIST, DURATION) for kind in (left, right))
        told = (_NO_SUM, WRONG_TYPE) if foreign else ("+ between values of these types", NOT_HERE)
        return f"CASE {' '.join(cases)} ELSE {self.trap(piece.start, *told)} END"

    def _joined(self, text: str, kind: str) -> str:
        if may_be(kind, FLOAT):
            return self.number_text(text)
        return f"toString({text})" if may_be(kind, DATE, BOOLEAN) else text

    def number_text(self, text: str) -> str:  # noqa: ARG002
        """Write the text of a value as Java has it (given by the writer of functions)."""
        raise AssertionError

    def _arithmetic(self, piece: Binary) -> str:
        left, right = piece.left.type, piece.right.type
        if only(left, *NUMBERS) and only(right, *NUMBERS):
            return self._numeric(piece)
        if self._is_temporal(piece):
            return self._moved(piece)
        for side in (piece.left, piece.right):
            if not may_be(side.type, *NUMBERS, DURATION, *TEMPORAL, NULL):
                self.fail(side.start, f"{piece.op} does not take a value of type {side.type}.")
        trap = self.trap(piece.start, f"{piece.op} between values of these types")
        return self.let(
            [piece.left, piece.right],
            lambda a, b: (
                f"CASE WHEN {a} IS :: {_NUMBER} AND {b} IS :: {_NUMBER} "
                f"THEN {self._computed(piece, a, b)} "
                f"WHEN {a} IS NULL OR {b} IS NULL THEN null ELSE {trap} END"
            ),
        )

    def _moved(self, piece: Binary) -> str:
        """Write a date or time and a duration; kglite drops whole days of a duration's time from a date."""
        if not may_be(piece.left.type, DATE) and not may_be(piece.right.type, DATE):
            return f"({self.expr(piece.left)} {piece.op} {self.expr(piece.right)})"
        trap = self.trap(piece.start, "a duration of 24 hours or more beside a date")
        span = "a" if may_be(piece.left.type, DURATION) else "b"
        return self.let(
            [piece.left, piece.right],
            lambda a, b: (
                f"CASE WHEN abs({a if span == 'a' else b}.seconds) >= 86400 THEN {trap} "
                f"ELSE {a} {piece.op} {b} END"
            ),
        )

    def _is_temporal(self, piece: Binary) -> bool:
        left, right = piece.left.type, piece.right.type
        if piece.op == "-":
            return dates(left, right)
        return False

    def _numeric(self, piece: Binary) -> str:
        whole = only(piece.left.type, INTEGER) and only(piece.right.type, INTEGER)
        divisor = piece.right.value if isinstance(piece.right, Literal) else 0
        if piece.op not in "/%" or whole or divisor:
            return f"({self.expr(piece.left)} {piece.op} {self.expr(piece.right)})"
        return self.let([piece.left, piece.right], lambda a, b: self._computed(piece, a, b))

    def _computed(self, piece: Binary, a: str, b: str) -> str:
        """Write a division whose divisor may be zero.

        By 0.0 kglite has null and Neo4j infinity or NaN, by the integer 0 Neo4j has an error; of constants
        alone, which it computes beforehand, infinity.
        """
        if piece.op not in "/%":
            return f"({a} {piece.op} {b})"
        if may_be(piece.right.type, INTEGER) and not _is_constant(piece):
            trap = self.trap(piece.start, "division by zero", WRONG_TYPE)
            first = f"CASE WHEN {b} = 0 AND {b} IS :: INTEGER THEN {trap} "
        else:
            first = "CASE "
        sign = f"CASE WHEN toString({b}) = '-0.0' THEN -1 ELSE 1 END"
        zero = f"{a} * {INFINITE} * {sign}" if piece.op == "/" else f"{a} * {INFINITE} * 0"
        floats = f"({a} IS :: FLOAT OR {b} IS :: FLOAT)"
        return f"{first}WHEN {b} = 0 AND {floats} THEN {zero} ELSE {a} {piece.op} {b} END"

    def _case(self, piece: Case) -> str:
        if piece.subject is not None and (self.temporal or self.listed or self.facts.profile.nans):
            tests = [(self.compare(piece.subject, "=", test), value) for test, value in piece.branches]
            if not repeatable(piece.subject):
                self.refuse(piece.start, "CASE of this expression", "Name the value in WITH first.")
            subject = ""
        elif piece.subject is not None:
            subject = f" {self.expr(piece.subject)}"
            tests = [(self.expr(test), value) for test, value in piece.branches]
        else:
            subject = ""
            tests = [(self.test(test), value) for test, value in piece.branches]
        branches = "".join(f" WHEN {test} THEN {self.expr(value)}" for test, value in tests)
        default = f" ELSE {self.expr(piece.default)}" if piece.default is not None else ""
        return f"CASE{subject}{branches}{default} END"


def _is_constant(piece: Expression) -> bool:
    return all(isinstance(each, (Literal, Unary, Binary)) for each in walk(piece))
