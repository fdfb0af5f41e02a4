"""What stands between the operators of an expression: constants, names, calls, lists, maps, CASE."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kgraph.engine.patterns import PatternParser
from kgraph.engine.syntax import (
    Call,
    Case,
    Comprehension,
    ListLiteral,
    Literal,
    MapLiteral,
    MapProjection,
    Parameter,
    PatternComprehension,
    PatternPredicate,
    Quantifier,
    Query,
    Reduce,
    Subquery,
    Variable,
)
from kgraph.engine.tree import Expression
from kgraph.errors import QueryNotSupported, QuerySyntaxError

_CONSTANTS: dict[str, bool | float | None] = {
    "NULL": None,
    "TRUE": True,
    "FALSE": False,
    "INF": float("inf"),
    "INFINITY": float("inf"),
    "NAN": float("nan"),
}
_QUANTIFIERS = ("ALL", "ANY", "NONE", "SINGLE")
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")
SIGNS = ("=", "<>", "<", ">", "<=", ">=")
_INT_LIMIT = 2**63
_E = TypeVar("_E", bound=Expression)


class AtomParser(PatternParser):
    """Reads the smallest expressions."""

    def query(self) -> Query:
        """Read a whole query (given by the clause parser)."""
        raise AssertionError

    def subquery_body(self, kind: str) -> Query:  # noqa: ARG002
        """Read what stands in the braces (given by the clause parser)."""
        raise AssertionError

    def ended(self, piece: _E) -> _E:
        """Return a piece that ends before the next token."""
        piece.end = self.last_end
        return piece

    def atom(self) -> Expression:  # noqa: PLR0911
        """Read the smallest expression."""
        token = self.token
        start = token.start
        if token.kind in ("text", "integer", "float", "parameter"):
            return self._constant()
        if self.is_sign("["):
            return self._brackets()
        if self.is_sign("{"):
            return self._map()
        if self.is_sign("("):
            return self._parentheses()
        if token.kind == "quoted":
            return self._name()
        if token.kind == "name":
            return self._word()
        self.fail("expected an expression")
        return Literal(None, start=start)

    def _constant(self) -> Expression:
        token = self.token
        if token.kind == "integer":
            return self.integer(token.start)
        self.take()
        if token.kind == "text":
            return Literal(token.value, start=token.start, end=token.end)
        if token.kind == "parameter":
            return Parameter(token.value, start=token.start, end=token.end)
        value = float(token.text.replace("_", ""))
        if value == float("inf"):
            self.fail_at(token.start, "This number is too large.")
        return Literal(value, start=token.start, end=token.end)

    def integer(self, start: int, *, negative: bool = False) -> Literal:
        """Read a whole number."""
        token = self.take()
        digits = token.text.replace("_", "").lower()
        base = 16 if digits.startswith("0x") else 8 if digits.startswith("0o") else 10
        value = -int(digits, base) if negative else int(digits, base)
        if not -_INT_LIMIT <= value < _INT_LIMIT:
            self.fail_at(start, "This integer is too large.", "Integers end at 9223372036854775807.")
        return Literal(value, start=start, end=token.end)

    def _brackets(self) -> Expression:
        start = self.token.start
        if self.peek().kind in ("name", "quoted") and self.peek(2).is_word("IN"):
            return self._comprehension(start)
        if self.peek().text == "(" or (self.peek().kind in ("name", "quoted") and self.peek(2).text == "="):
            found = self._attempt(self._pattern_comprehension)
            if found is not None:
                return found
        self.need_sign("[")
        items = self._expressions("]")
        return self.ended(ListLiteral(items, start=start))

    def _expressions(self, closing: str) -> list[Expression]:
        items: list[Expression] = []
        while not self.is_sign(closing):
            items.append(self.expression())
            if not self.skip_sign(","):
                break
        self.need_sign(closing)
        return items

    def _attempt(self, read: Callable[[], Expression | None]) -> Expression | None:
        """Read something that may be something else; where it is, stand where we stood."""
        at = self.at
        try:
            found = read()
        except (QuerySyntaxError, QueryNotSupported):
            found = None
        if found is None:
            self.at = at
        return found

    def _comprehension(self, start: int) -> Expression:
        at = self.at
        self.take()
        variable = self.name("a variable")
        self.take()
        source = self.expression()
        where = self._condition() if self.skip_words("WHERE") else None
        result = self.expression() if self.skip_sign("|") else None
        if where is None and result is None and self.is_sign(","):
            self.at = at  # [x IN list, ...] is a list that begins with a truth value
            self.take()
            return self.ended(ListLiteral(self._expressions("]"), start=start))
        self.need_sign("]")
        return self.ended(Comprehension(variable, source, where, result, start=start))

    def _condition(self) -> Expression:
        """Read the condition of a comprehension, up to the last bar that can part it from its result."""
        at, before, bars = self.at, self.bar, self._bars()
        try:
            for self.bar in reversed(bars[1:]):
                found = self._attempt(self.expression)
                if found is not None and self.at == self.bar and self._result_follows():
                    return found
                self.at = at
            self.bar = bars[0] if bars else -1
            return self.expression()
        finally:
            self.bar = before

    def _result_follows(self) -> bool:
        at = self.at
        self.take()
        follows = self._attempt(self.expression) is not None and self.is_sign("]")
        self.at = at
        return follows

    def _bars(self) -> list[int]:
        """Return where bars stand between here and the bracket that closes."""
        found, depth, ahead = [], 0, 0
        while depth >= 0 and self.peek(ahead).kind != "end":
            text = self.peek(ahead).text if self.peek(ahead).kind == "sign" else ""
            depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
            if text == "|" and not depth:
                found.append(self.at + ahead)
            ahead += 1
        return found

    def _pattern_comprehension(self) -> Expression | None:
        start = self.token.start
        self.need_sign("[")
        pattern = self.path_pattern()
        if len(pattern.elements) == 1:
            return None
        where = self._condition() if self.skip_words("WHERE") else None
        self.need_sign("|")
        result = self.expression()
        self.need_sign("]")
        return self.ended(PatternComprehension(pattern, where, result, start=start))

    def _map(self) -> MapLiteral:
        start = self.need_sign("{").start
        entries: list[tuple[str, Expression]] = []
        while not self.is_sign("}"):
            key = self.name("a key")
            self.need_sign(":")
            entries.append((key, self.expression()))
            if not self.skip_sign(","):
                break
        self.need_sign("}")
        return self.ended(MapLiteral(entries, start=start))

    def _parentheses(self) -> Expression:
        found = self._attempt(self._pattern_predicate)
        if found is not None:
            return found
        start = self.need_sign("(").start
        inner = self.expression()
        self.need_sign(")")
        inner.start, inner.end = start, self.last_end
        return inner

    def _pattern_predicate(self) -> Expression | None:
        start = self.token.start
        pattern = self.chain()
        return self.ended(PatternPredicate(pattern, start=start)) if len(pattern.elements) > 1 else None

    def _word(self) -> Expression:
        token, start = self.token, self.token.start
        word, follows = token.text.upper(), self.peek().text
        if follows == "{" and word in _SUBQUERIES:
            return self._subquery(start)
        if word == "CASE" and follows not in (".", ",", ")", "]", "="):
            return self._case(start)
        if follows == "(":
            return self._called(word, start)
        if word in _CONSTANTS and not (follows in (".", ":") and word not in ("NULL", "TRUE", "FALSE")):
            self.take()
            return Literal(_CONSTANTS[word], start=start, end=token.end)
        return self._name()

    def _called(self, word: str, start: int) -> Expression:
        if word in _QUANTIFIERS and self.peek(2).kind in ("name", "quoted") and self.peek(3).is_word("IN"):
            return self._quantifier(word, start)
        if word == "REDUCE":
            return self._reduce(start)
        if word in ("SHORTESTPATH", "ALLSHORTESTPATHS"):
            return self.ended(PatternPredicate(self.path_pattern(), start=start))
        return self._call(start)

    def _name(self) -> Expression:
        token = self.token
        if self._names_function():
            return self._call(token.start)
        variable = Variable(self.name("a name"), start=token.start, end=token.end)
        return self._projection(variable) if self.is_sign("{") else variable

    def _names_function(self) -> bool:
        ahead = 0
        while self.peek(ahead).kind in ("name", "quoted") and self.peek(ahead + 1).text == ".":
            ahead += 2
        return self.peek(ahead).kind in ("name", "quoted") and self.peek(ahead + 1).text == "("

    def _call(self, start: int) -> Expression:
        name = self.name("a function")
        while self.skip_sign("."):
            name += "." + self.name("a function")
        self.need_sign("(")
        if name.upper() == "COUNT" and self.is_sign("*"):
            self.take()
            self.need_sign(")")
            return self.ended(Call("count", [], star=True, start=start))
        if name.upper() == "TRIM" and self._is_trim_from():
            self.refuse(start, "trim(... FROM ...)", "Use trim, ltrim, rtrim or replace.")
        distinct = self.skip_words("DISTINCT")
        if not distinct and self.is_words("ALL") and self.peek().text not in (",", "(", "."):
            self.take()  # also of a variable called so, as in Neo4j
        return self.ended(Call(name, self._expressions(")"), distinct, start=start))

    def _is_trim_from(self) -> bool:
        return self.token.is_word("BOTH", "LEADING", "TRAILING") and self.peek().text not in (")", ".", ",")

    def _projection(self, variable: Variable) -> Expression:
        self.need_sign("{")
        entries: list[tuple[str, Expression | None]] = []
        while not self.is_sign("}"):
            entries.append(self._projected())
            if not self.skip_sign(","):
                break
        self.need_sign("}")
        return self.ended(MapProjection(variable, entries, start=variable.start))

    def _projected(self) -> tuple[str, Expression | None]:
        if self.skip_sign("."):
            return ("*", None) if self.skip_sign("*") else ("." + self.name("a property"), None)
        token = self.token
        key = self.name("a key")
        if self.skip_sign(":"):
            return key, self.expression()
        return key, Variable(key, start=token.start, end=token.end)

    def _case(self, start: int) -> Expression:
        self.take()
        subject = None if self.is_words("WHEN") else self.expression()
        branches: list[tuple[Expression, Expression]] = []
        while self.skip_words("WHEN"):
            test = self._when()
            if self.is_sign(","):
                self.refuse(self.token.start, "CASE with several values in one WHEN")
            self.need_words("THEN")
            branches.append((test, self.expression()))
        if not branches:
            self.fail("expected WHEN")
        default = self.expression() if self.skip_words("ELSE") else None
        self.need_words("END")
        return self.ended(Case(subject, branches, default, start=start))

    def _when(self) -> Expression:
        compares = self.is_sign(*SIGNS, "=~") or self.token.is_word("IS", "STARTS", "ENDS", "CONTAINS", "IN")
        if compares and self.peek().text not in (")", "."):
            self.refuse(self.token.start, "CASE with a comparison after WHEN")
        return self.expression()

    def _quantifier(self, word: str, start: int) -> Expression:
        self.take()
        self.take()
        variable = self.name("a variable")
        self.take()
        source = self.expression()
        if not self.skip_words("WHERE"):
            self.fail("expected WHERE")
        where = self.expression()
        self.need_sign(")")
        return self.ended(Quantifier(word.lower(), variable, source, where, start=start))

    def _reduce(self, start: int) -> Expression:
        self.take()
        self.need_sign("(")
        accumulator = self.name("a variable")
        self.need_sign("=")
        initial = self.expression()
        self.need_sign(",")
        variable = self.name("a variable")
        self.need_words("IN")
        source = self.expression()
        self.need_sign("|")
        step = self.expression()
        self.need_sign(")")
        return self.ended(Reduce(accumulator, initial, variable, source, step, start=start))

    def _subquery(self, start: int) -> Expression:
        kind = self.take().text.upper()
        self.need_sign("{")
        query = self.subquery_body(kind)
        self.need_sign("}")
        return self.ended(Subquery(kind, query, start=start))
