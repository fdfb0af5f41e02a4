"""Checked expressions and patterns, written so that kglite answers them as Neo4j does."""

from __future__ import annotations

from collections.abc import Callable

from kgraph.engine.calls import CallWriter
from kgraph.engine.kinds import (
    BOOLEAN,
    DURATION,
    ENTITIES,
    FLOAT,
    INTEGER,
    LIST,
    MAP,
    NODE,
    RELATIONSHIP,
    STRING,
    TEMPORAL,
    is_list,
    only,
)
from kgraph.engine.names import HIDDEN_LABEL, hide_key, hide_label, hide_variable
from kgraph.engine.syntax import (
    Call,
    Comprehension,
    HasLabels,
    IsNull,
    LabelTest,
    ListLiteral,
    Literal,
    MapLiteral,
    MapProjection,
    NodePattern,
    Parameter,
    PathPattern,
    PatternComprehension,
    PatternPredicate,
    Property,
    Quantifier,
    Reduce,
    RelPattern,
    Slice,
    Subquery,
    Subscript,
    Variable,
)
from kgraph.engine.tree import Expression
from kgraph.engine.values import duration_call
from kgraph.engine.writer import WRONG_TYPE, constant
from kgraph.model import Duration

_OTHER_PARTS = frozenset(
    (
        "weekYear", "weekDay", "quarterDay", "dayOfYear", "timezone", "offset", "offsetMinutes",
        "offsetSeconds", "epochMillis", "epochSeconds", "nanosecond", "milliseconds", "microseconds",
        "nanoseconds", "weeks", "quarters", "quartersOfYear", "monthsOfQuarter", "monthsOfYear",
        "daysOfWeek", "minutesOfHour", "secondsOfMinute", "millisecondsOfSecond", "microsecondsOfSecond",
        "nanosecondsOfSecond",
    )
)  # fmt: skip
"""Parts that a date, time or duration has in Neo4j; kglite has not, or has others."""


class Written(Variable):
    """A variable that we made, or that is written already."""

    __slots__ = ()


class Renderer(CallWriter):
    """Writes expressions and patterns."""

    matched: frozenset[str] = frozenset()
    """Names that patterns alone bind."""
    present: frozenset[str] = frozenset()
    """Those of them that are never null."""

    def _literal(self, literal: Literal) -> str:
        return constant(literal.value)

    def _parameter(self, parameter: Parameter) -> str:
        value = self.facts.parameters.get(parameter.name)
        if isinstance(value, Duration):
            return duration_call(value)
        return f"${hide_variable(parameter.name)}"

    def _variable(self, variable: Variable) -> str:
        return hide_variable(variable.name)

    def _written(self, variable: Variable) -> str:
        return variable.name

    def _property(self, access: Property) -> str:
        if only(access.base.type, MAP, *ENTITIES, *TEMPORAL, DURATION):
            return self.target(access)
        if self.temporal and access.key in _OTHER_PARTS:
            self.refuse(access.start, f"{access.key} of what may be a date or time")
        # kglite answers 'abc'.key with 'abc'
        kinds = " | ".join((STRING, INTEGER, FLOAT, BOOLEAN, LIST))
        trap = self.trap(access.start, "A property cannot be asked of a value of this type", WRONG_TYPE)
        key = hide_key(access.key)
        return self.let(
            [access.base],
            lambda h: (
                f"CASE WHEN {h} IS NULL THEN null WHEN {h} IS :: {kinds} THEN {trap} ELSE {h}.{key} END"
            ),
        )

    def target(self, target: Expression) -> str:
        """Write a property as it stands, without a guard."""
        if isinstance(target, Property):
            return f"{self._base(target.base)}.{hide_key(target.key)}"
        return self.expr(target)

    def _base(self, base: Expression) -> str:
        text = self.expr(base)
        return text if isinstance(base, (Variable, Property, Subscript, Call, Parameter)) else f"({text})"

    def _haslabels(self, test: HasLabels) -> str:
        if only(test.base.type, RELATIONSHIP):
            return self.type_test(self.expr(test.base), test.labels)
        if not only(test.base.type, NODE):
            self.refuse(
                test.start, "a label test on what may be no node", "Match the node by a pattern first."
            )
        if isinstance(test.base, Variable) and test.base.name in self.present:
            return self.label_test(self.expr(test.base), test.labels)
        # kglite says of null that it has no label, where Neo4j says null
        return self.let(
            [test.base],
            lambda h: f"CASE WHEN {h} IS NULL THEN null ELSE {self.label_test(h, test.labels)} END",
        )

    def label_test(self, base: str, test: LabelTest) -> str:
        """Write a label expression as a condition on a node."""
        if test.op == "name":
            return f"({base}:{hide_label(test.name)})"
        if test.op == "%":
            return f"(NOT ({base}:{HIDDEN_LABEL}))"
        return self._combine(test, lambda part: self.label_test(base, part))

    def type_test(self, base: str, test: LabelTest) -> str:
        """Write a type expression as a condition on a relationship."""
        if test.op == "name":
            return f"(type({base}) = {constant(hide_label(test.name))})"
        if test.op == "%":
            return "true"  # also of null, as in Neo4j
        return self._combine(test, lambda part: self.type_test(base, part))

    def _combine(self, test: LabelTest, one: Callable[[LabelTest], str]) -> str:
        if test.op == "!":
            return f"(NOT {one(test.parts[0])})"
        word = " AND " if test.op == "&" else " OR "
        return "(" + word.join(one(part) for part in test.parts) + ")"

    def _subscript(self, access: Subscript) -> str:
        base, index = self._base(access.base), access.index
        if isinstance(index, Literal):
            if isinstance(index.value, str) and only(access.base.type, *ENTITIES):
                return f"{base}.{hide_key(index.value)}"
            value = hide_key(index.value) if isinstance(index.value, str) else index.value
            return f"{base}[{constant(value)}]"
        if is_list(access.base.type) or only(index.type, INTEGER):
            return f"{base}[{self.expr(index)}]"
        if not only(access.base.type, LIST, MAP, *ENTITIES):
            self.refuse(access.start, "a subscript of a value of unknown type", "Name the key, or use Neo4j.")
        return self.let([index], lambda key: f"{base}[{self._hidden_key(key, index)}]")

    def _hidden_key(self, key: str, index: Expression) -> str:
        """Write the disguise of a key that is computed."""
        names = {name: hidden for hidden, name in self.disguises.items()}
        known = "".join(
            f" WHEN {constant(name)} THEN {constant(hidden)}" for name, hidden in sorted(names.items())
        )
        text = f"CASE {key}{known} ELSE {key} END" if known else key
        return (
            text if only(index.type, STRING) else f"(CASE WHEN {key} IS :: STRING THEN {text} ELSE {key} END)"
        )

    def _slice(self, piece: Slice) -> str:
        if piece.low is None and piece.high is None:
            self.fail(piece.start, "A slice needs a beginning or an end.")
        bounds = [each for each in (piece.low, piece.high) if each is not None]
        doubtful = [each for each in bounds if not isinstance(each, Literal)]
        if any(isinstance(each, Literal) and each.value is None for each in bounds):
            return "null"
        if not doubtful:
            return f"{self._base(piece.base)}[{self._bound(piece.low)}..{self._bound(piece.high)}]"
        names = iter([self.fresh() for _ in doubtful])
        return self._guarded_slice(piece, doubtful, dict(zip(map(id, doubtful), names, strict=True)))

    def _bound(self, bound: Expression | None) -> str:
        return self.expr(bound) if bound is not None else ""

    def _guarded_slice(self, piece: Slice, doubtful: list[Expression], names: dict[int, str]) -> str:
        def text(bound: Expression | None) -> str:
            return names.get(id(bound), "") or self._bound(bound)

        missing = " OR ".join(f"{name} IS NULL" for name in names.values())
        base = self._base(piece.base)
        written = f"CASE WHEN {missing} THEN null ELSE {base}[{text(piece.low)}..{text(piece.high)}] END"
        for bound in doubtful:
            written = f"head([{names[id(bound)]} IN [{self.expr(bound)}] | {written}])"
        return written

    def _listliteral(self, literal: ListLiteral) -> str:
        return f"[{self.listed_out(literal.items)}]"

    def _mapliteral(self, literal: MapLiteral) -> str:
        return "{" + ", ".join(f"{hide_key(key)}: {self.expr(value)}" for key, value in literal.entries) + "}"

    def _mapprojection(self, projection: MapProjection) -> str:
        if not only(projection.variable.type, NODE) or projection.variable.name not in self.matched:
            return self._picked(projection)
        entries = [self._entry(projection, key, value) for key, value in projection.entries]
        return f"{self.expr(projection.variable)} {{{', '.join(entries)}}}"

    def _entry(self, projection: MapProjection, key: str, value: Expression | None) -> str:
        if value is not None:
            return f"{hide_key(key)}: {self.expr(value)}"
        if key == "*":
            return ".*"
        return f"{hide_key(key[1:])}: {self.expr(projection.variable)}.{hide_key(key[1:])}"

    def _picked(self, projection: MapProjection) -> str:
        """Write as a map what kglite does not know how to project: relationships, maps, computed nodes."""
        kind = projection.variable.type
        if any(key == "*" for key, _ in projection.entries):
            if len(projection.entries) == 1 and only(kind, *ENTITIES) and kind in ENTITIES:
                return f"properties({self.expr(projection.variable)})"
            self.refuse(projection.start, "{.*} and more of what no pattern names", "Match it by a pattern.")
        if not only(kind, *ENTITIES, MAP):
            self.refuse(projection.start, "a projection of what may be no node")
        name = self.expr(projection.variable)
        entries = ", ".join(self._entry(projection, key, value) for key, value in projection.entries)
        return f"CASE WHEN {name} IS NULL THEN null ELSE {{{entries}}} END"

    def _isnull(self, piece: IsNull) -> str:
        return f"({self.expr(piece.operand)} IS {'NOT ' if piece.negated else ''}NULL)"

    def _comprehension(self, piece: Comprehension) -> str:
        where = f" WHERE {self.test(piece.where)}" if piece.where is not None else ""
        result = f" | {self.expr(piece.result)}" if piece.result is not None else ""
        return f"[{hide_variable(piece.variable)} IN {self.expr(piece.source)}{where}{result}]"

    def _quantifier(self, piece: Quantifier) -> str:
        variable = hide_variable(piece.variable)
        return f"{piece.kind}({variable} IN {self.expr(piece.source)} WHERE {self.test(piece.where)})"

    def _reduce(self, piece: Reduce) -> str:
        start = f"{hide_variable(piece.accumulator)} = {self.expr(piece.initial)}"
        source = f"{hide_variable(piece.variable)} IN {self.expr(piece.source)}"
        return f"reduce({start}, {source} | {self.expr(piece.step)})"

    def _patterncomprehension(self, piece: PatternComprehension) -> str:
        if piece.pattern.selector:
            self.refuse(piece.start, f"{piece.pattern.selector} in a list", "Write it in MATCH.")
        pattern, conditions = self.pattern(piece.pattern)
        where = self.where(conditions, piece.where)
        return f"[{pattern}{where} | {self.expr(piece.result)}]"

    def _patternpredicate(self, piece: PatternPredicate) -> str:
        if piece.pattern.selector:
            self.refuse(piece.start, f"{piece.pattern.selector} as a value", "Write it in MATCH.")
        self.fail(piece.start, "A pattern can stand only where it is tested.", "Write EXISTS { ... }.")

    def pattern_test(self, piece: PatternPredicate) -> str:
        """Write the test whether a pattern is there."""
        if piece.pattern.selector:
            return self._patternpredicate(piece)
        pattern, conditions = self.pattern(piece.pattern)
        return f"EXISTS {{ MATCH {pattern}{self.where(conditions, None)} }}"

    def _subquery(self, piece: Subquery) -> str:  # noqa: ARG002
        raise AssertionError

    def where(self, conditions: list[str], more: Expression | None) -> str:
        """Write WHERE with conditions that a pattern made and one that the user wrote."""
        every = [*conditions, *([self.test(more)] if more is not None else [])]
        return " WHERE " + " AND ".join(every) if every else ""

    def pattern(self, path: PathPattern) -> tuple[str, list[str]]:
        """Write a pattern, and the conditions that stand in WHERE instead."""
        conditions: list[str] = []
        texts = [
            self._node(each, conditions)
            if isinstance(each, NodePattern)
            else self._rel(each, conditions, path.selector)
            for each in path.elements
        ]
        text = "".join(texts)
        if path.selector:
            text = f"{path.selector}({text})"
        return (f"{hide_variable(path.variable)} = {text}" if path.variable else text), conditions

    def _node(self, node: NodePattern, conditions: list[str]) -> str:
        simple = _simple(node.labels, "&")
        needs = (
            node.properties is not None
            or node.where is not None
            or (node.labels is not None and simple is None)
        )
        variable = hide_variable(node.variable) if node.variable else self.fresh() if needs else ""
        if node.labels is not None and simple is None:
            conditions.append(self.label_test(variable, node.labels))
        conditions += self._equalities(node.properties, variable)
        if node.where is not None:
            conditions.append(self.test(node.where))
        return f"({variable}{''.join(':' + hide_label(name) for name in simple or ())})"

    def _equalities(self, properties: Expression | None, base: str) -> list[str]:
        if properties is None:
            return []
        if not isinstance(properties, MapLiteral):
            self.refuse(
                properties.start, "a parameter as the map of a pattern", "Write {key: $parameter.key}."
            )
        return [self.compare(self._asked(base, key), "=", value) for key, value in properties.entries]

    def _asked(self, base: str, key: str) -> Expression:
        return Property(Written(base, type=NODE), key, type=self.facts.profile.kind(key))

    def _rel(self, rel: RelPattern, conditions: list[str], selector: str) -> str:
        simple = _simple(rel.types, "|")
        complex_types = rel.types is not None and simple is None
        needs = rel.properties is not None or rel.where is not None or complex_types
        if rel.hops is not None and (needs or rel.variable) and selector and needs:
            self.refuse(rel.start, f"a condition inside {selector}")
        variable = hide_variable(rel.variable) if rel.variable else self.fresh() if needs else ""
        if rel.hops is None:
            self._single(rel, variable, conditions, complex_types=complex_types)
        elif needs:
            self._several(rel, variable, conditions, complex_types=complex_types)
        types = ":" + "|".join(hide_label(name) for name in simple) if simple else ""
        left, right = ("<-", "-") if rel.direction == "<" else ("-", "->" if rel.direction == ">" else "-")
        return f"{left}[{variable}{types}{self._hops(rel)}]{right}"

    def _single(self, rel: RelPattern, variable: str, conditions: list[str], *, complex_types: bool) -> None:
        if complex_types and rel.types is not None:
            conditions.append(self.type_test(variable, rel.types))
        conditions += self._equalities(rel.properties, variable)
        if rel.where is not None:
            conditions.append(self.test(rel.where))

    def _several(self, rel: RelPattern, variable: str, conditions: list[str], *, complex_types: bool) -> None:
        if complex_types or rel.where is not None:
            self.refuse(rel.start, "this condition on a path of several hops")
        each = self.fresh()
        tests = self._equalities(rel.properties, each)
        if tests:
            conditions.append(f"all({each} IN {variable} WHERE {' AND '.join(tests)})")

    def _hops(self, rel: RelPattern) -> str:
        if rel.hops is None:
            return ""
        least, most = rel.hops
        least = 1 if least is None else least
        # kglite stops at ten hops where no bound is given; no path is longer than there are relationships
        most = max(self.facts.relationships, least, 1) if most is None else most
        if most < least:
            self.refuse(rel.start, "a path whose least length exceeds its greatest")
        return f"*{least}..{most}"


def _simple(test: LabelTest | None, op: str) -> list[str] | None:
    """Return the names of a label expression that kglite reads in a pattern, or None."""
    if test is None:
        return []
    parts = test.parts if test.op == op else [test]
    return [part.name for part in parts] if all(part.op == "name" for part in parts) else None
