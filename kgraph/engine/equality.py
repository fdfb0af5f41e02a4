"""Equality, order and IN, with a guard where kglite finds values equal or not that Neo4j does not."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgraph.engine.alike import COMPARED, same, same_listed, same_zone
from kgraph.engine.kinds import (
    ANY,
    DATETIME,
    DURATION,
    ENTITIES,
    LIST,
    MAP,
    NODE,
    NULL,
    PATH,
    RELATIONSHIP,
    STRING,
    TEMPORAL,
    TIME,
    is_list,
    item_of,
    may_be,
    only,
    options,
)
from kgraph.engine.syntax import Binary, ListLiteral, Literal, Parameter, Variable
from kgraph.engine.tree import Expression
from kgraph.engine.writer import Writer

SPELLS_TIME = r"(?s)\s*[-+]?\d.*"
"""A pattern of the texts in which kglite may read a date or time."""
_SPELLS_TIME = re.compile(SPELLS_TIME)
_HOLDERS = (NODE, RELATIONSHIP, LIST, MAP, PATH)
_UNORDERED = (MAP, DURATION, *ENTITIES, PATH)


class EqualityWriter(Writer):
    """Writes comparisons."""

    def compare(self, left: Expression, sign: str, right: Expression) -> str:
        """Write one comparison."""
        if sign in ("=", "<>"):
            equal = self._equal(left, right)
            return equal if sign == "=" else f"(NOT {equal})"
        for side in (left, right):
            if any(option in _UNORDERED for option in options(side.type)):
                self.refuse(side.start, f"< and > between values of type {side.type}")
        if self._zoned(left, right):
            trap = self.trap(left.start, "< and > between equal times of different zones")
            return self.let(
                [left, right],
                lambda a, b: (
                    f"CASE WHEN NOT {same(a, b)} THEN null WHEN {a} = {b} AND NOT {same_zone(a, b)} "
                    f"THEN {trap} ELSE {a} {sign} {b} END"
                ),
            )
        if not self.mixes(left, right):
            return f"({self.expr(left)} {sign} {self.expr(right)})"
        return self.let(
            [left, right], lambda a, b: f"CASE WHEN {same(a, b)} THEN {a} {sign} {b} ELSE null END"
        )

    def _equal(self, left: Expression, right: Expression) -> str:
        if self.facts.profile.nans and may_be(left.type, *_HOLDERS) and may_be(right.type, *_HOLDERS):
            return self._equal_beside_nan(left, right)
        hazards = self._hazards(left, right)
        self._check_nested(left, right)
        if not hazards:
            return f"({self.expr(left)} = {self.expr(right)})"
        return self.let(
            [left, right],
            lambda a, b: (
                f"({a} = {b}) AND ({a} IS NULL OR {b} IS NULL OR ({' AND '.join(h(a, b) for h in hazards)}))"
            ),
        )

    def _equal_beside_nan(self, left: Expression, right: Expression) -> str:
        """Write an equality of nodes by identity: kglite compares properties, and NaN equals nothing."""
        self._check_nested(left, right)
        for kind in (MAP, PATH):
            if all(side.type != ANY and may_be(side.type, kind) for side in (left, right)):
                self.refuse(left.start, f"the equality of values of type {left.type} beside NaN")
        items = [item_of(side.type) if is_list(side.type) else "" for side in (left, right)]
        if all(items) and any(may_be(item, NODE, RELATIONSHIP) for item in items):
            if not all(only(item, NODE) for item in items):
                self.refuse(left.start, f"the equality of values of type {left.type} beside NaN")
            return f"({self._identities(left)} = {self._identities(right)})"
        return self.let([left, right], self.equals)

    def _identities(self, nodes: Expression) -> str:
        each = self.fresh()
        return f"coalesce([{each} IN {self.expr(nodes)} | elementId({each})])"

    def _check_nested(self, left: Expression, right: Expression) -> None:
        """Refuse the equality of lists or maps where a date inside may meet a text."""
        if not self.temporal:
            return
        for kind in (LIST, MAP):
            if all(side.type != ANY and may_be(side.type, kind) for side in (left, right)):
                inner = [Variable("", type=item_of(side.type)) for side in (left, right)]
                if kind == MAP or self.mixes(*inner):
                    self.refuse(left.start, f"the equality of values of type {left.type} beside dates")

    def equals(self, left: str, right: str) -> str:
        """Write the equality of two texts whose types are not known."""
        if self.facts.profile.nans:
            both = " AND ".join(f"{side} IS :: NODE AND {side} IS NOT NULL" for side in (left, right))
            same_node = f"elementId({left}) = elementId({right})"
            return f"(CASE WHEN {both} THEN {same_node} ELSE {self._equal_values(left, right)} END)"
        return self._equal_values(left, right)

    def _equal_values(self, left: str, right: str) -> str:
        if not self.temporal and not self.listed:
            return f"({left} = {right})"
        tests = [same(left, right), same_zone(left, right)] if self.temporal else []
        tests += [same_listed(left, right)] if self.listed else []
        return f"(({left} = {right}) AND ({left} IS NULL OR {right} IS NULL OR ({' AND '.join(tests)})))"

    temporal = False
    """Whether a date or time can come up in this query."""
    listed = False
    """Whether a text of the form '["x"]' can come up in this query."""

    def _hazards(self, left: Expression, right: Expression) -> list[Callable[[str, str], str]]:
        found: list[Callable[[str, str], str]] = []
        if self.mixes(left, right):
            found.append(same)
        if self._zoned(left, right):
            found.append(same_zone)
        if self.listed and may_be(left.type, STRING) and may_be(right.type, STRING):
            found.append(same_listed)
        return found

    def _zoned(self, left: Expression, right: Expression) -> bool:
        """Tell whether two times with zones may meet: kglite takes those of one instant for equal."""
        both = self.comparable(left) & self.comparable(right)
        return bool(both & {DATETIME, TIME})

    def mixes(self, left: Expression, right: Expression) -> bool:
        """Tell whether a date or time may meet a text or one of another kind."""
        pairs = [(a, b) for a in self.comparable(left) for b in self.comparable(right)]
        return any(a != b and (a in TEMPORAL or b in TEMPORAL) for a, b in pairs)

    def comparable(self, side: Expression) -> set[str]:
        """Return as what of texts, dates and times kglite may take a value."""
        value: object = side.value if isinstance(side, Literal) else None
        if isinstance(side, Parameter):
            value = self.facts.parameters.get(side.name)
        if isinstance(value, str) and not _SPELLS_TIME.match(value):
            return set()  # kglite reads no date in such a text
        if side.type == ANY:
            return set(COMPARED) if self.temporal else {STRING}
        return {option for option in options(side.type) if option in COMPARED}

    def _in(self, piece: Binary) -> str:
        if not may_be(piece.right.type, LIST, NULL):
            self.fail(piece.right.start, f"IN takes a list, not a value of type {piece.right.type}.")
        needed = self._item_may_mix(piece) or (self.listed and may_be(piece.left.type, STRING))
        entities = may_be(piece.left.type, *_HOLDERS) and may_be(item_of(piece.right.type), *_HOLDERS)
        needed = needed or (self.facts.profile.nans and entities)
        right = self.expr(piece.right)
        if not isinstance(piece.right, (ListLiteral, Variable, Parameter)):
            right = f"coalesce({right})"  # kglite reads [ after IN as a list of items
        plain = f"({self.expr(piece.left)} IN {right})"
        if not needed:
            return plain
        each = self.fresh()
        return self.let(
            [piece.left],
            lambda h: f"any({each} IN {self.expr(piece.right)} WHERE {self.equals(h, each)})",
        )

    def _item_may_mix(self, piece: Binary) -> bool:
        item = Variable("", type=item_of(piece.right.type))
        return self.mixes(piece.left, item)
