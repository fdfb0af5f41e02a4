"""Expressions, by the precedence that Cypher 5 gives its operators."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kgraph.engine.atoms import SIGNS, AtomParser
from kgraph.engine.syntax import (
    Binary,
    Comparison,
    HasLabels,
    IsNull,
    Property,
    Slice,
    Subscript,
    Unary,
)
from kgraph.engine.tree import Expression

_QUANTIFIERS = ("ALL", "ANY", "NONE", "SINGLE")
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")
_SIGNS = ("=", "<>", "<", ">", "<=", ">=")
_INT_LIMIT = 2**63
_E = TypeVar("_E", bound=Expression)


class ExpressionParser(AtomParser):
    """Reads expressions from the loosest operator (OR) to the tightest (a property)."""

    def expression(self) -> Expression:
        """Read an expression."""
        return self._binary(self._xor, "OR")

    def _xor(self) -> Expression:
        return self._binary(self._and, "XOR")

    def _and(self) -> Expression:
        return self._binary(self._not, "AND")

    def _binary(self, operand: Callable[[], Expression], *words: str) -> Expression:
        left = operand()
        while self.token.is_word(*words):
            op = self.take().text.upper()
            left = self.ended(Binary(op, left, operand(), start=left.start))
        return left

    def _signed(self, operand: Callable[[], Expression], *signs: str) -> Expression:
        left = operand()
        while self.is_sign(*signs):
            op = self.take().text
            left = self.ended(Binary(op, left, operand(), start=left.start))
        return left

    def _not(self) -> Expression:
        start = self.token.start
        if self.skip_words("NOT"):
            return self.ended(Unary("NOT", self._not(), start=start))
        return self._comparison()

    def _comparison(self) -> Expression:
        first = self._predicate()
        operands, signs = [first], []
        while self.is_sign(*SIGNS):
            signs.append(self.take().text)
            operands.append(self._predicate())
        return self.ended(Comparison(operands, signs, start=first.start)) if signs else first

    def _predicate(self) -> Expression:
        left = self._sum()
        start = left.start
        if self.skip_sign("=~"):
            return self.ended(Binary("=~", left, self._sum(), start=start))
        for words in (("STARTS", "WITH"), ("ENDS", "WITH"), ("CONTAINS",), ("IN",)):
            if self.skip_words(*words):
                return self.ended(Binary(" ".join(words), left, self._sum(), start=start))
        if self.is_sign("::"):
            self.refuse(self.token.start, "type predicates (IS ::)")
        if self.is_words("IS"):
            return self._is(left)
        return left

    def _is(self, left: Expression) -> Expression:
        offset = self.take().start
        negated = self.skip_words("NOT")
        if self.skip_words("NULL"):
            return self.ended(IsNull(left, negated, start=left.start))
        if self.is_sign("::") or self.is_words("TYPED"):
            self.refuse(offset, "type predicates (IS ::)")
        if self.token.is_word("NORMALIZED", "NFC", "NFD", "NFKC", "NFKD"):
            self.refuse(offset, "IS NORMALIZED")
        labels = self.label_expression()
        test = self.ended(HasLabels(left, labels, start=left.start))
        return self.ended(Unary("NOT", test, start=left.start)) if negated else test

    def _sum(self) -> Expression:
        return self._signed(self._product, "+", "-", "||")

    def _product(self) -> Expression:
        return self._signed(self._power, "*", "/", "%")

    def _power(self) -> Expression:
        return self._signed(self._unary, "^")

    def _unary(self) -> Expression:
        start = self.token.start
        if not self.is_sign("-", "+"):
            return self._postfix(self.atom())
        sign = self.take().text
        if sign == "-" and self.token.kind == "integer" and self.peek().text not in (".", "["):
            return self.ended(self.integer(start, negative=True))
        return self.ended(Unary(sign, self._unary(), start=start))

    def _postfix(self, base: Expression) -> Expression:
        start = base.start
        while True:
            if self.is_sign(".") and self.peek().kind in ("name", "quoted"):
                self.take()
                base = self.ended(Property(base, self.name("a property"), start=start))
            elif self.is_sign("["):
                base = self._subscript(base)
            elif self.is_sign(":") and self.peek().kind in ("name", "quoted", "sign"):
                self.take()
                base = self.ended(HasLabels(base, self.label_expression(), start=start))
            else:
                return base

    def _subscript(self, base: Expression) -> Expression:
        self.need_sign("[")
        low = None if self.is_sign("..") else self.expression()
        if self.skip_sign(".."):
            high = None if self.is_sign("]") else self.expression()
            self.need_sign("]")
            return self.ended(Slice(base, low, high, start=base.start))
        self.need_sign("]")
        if low is None:
            self.fail("expected an index")
        return self.ended(Subscript(base, low, start=base.start))
