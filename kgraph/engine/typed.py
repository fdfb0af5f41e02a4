"""What an expression may hold: unknown names, misplaced aggregates and misused types are errors here.

kglite is lax about these where Neo4j refuses a query before it runs. The check also writes down the
type of each expression as far as it is known, which the rendering needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import NoReturn

from kgraph.engine.cursor import ANSWERS
from kgraph.engine.functions import ELSEWHERE, FUNCTIONS
from kgraph.engine.kinds import (
    ANY,
    BOOLEAN,
    DURATION,
    ENTITIES,
    FLOAT,
    INTEGER,
    MAP,
    NODE,
    NULL,
    NUMBERS,
    PATH,
    RELATIONSHIP,
    STRING,
    TEMPORAL,
    is_list,
    item_of,
    kind_of,
    list_of,
    may_be,
    only,
    options,
    union,
)
from kgraph.engine.lexer import complain, place
from kgraph.engine.profile import Profile
from kgraph.engine.results import PARTS_OF, given, sum_of
from kgraph.engine.syntax import (
    Binary,
    Call,
    Case,
    Comparison,
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
    Query,
    Reduce,
    RelPattern,
    Slice,
    Subquery,
    Subscript,
    Unary,
    Variable,
)
from kgraph.engine.tree import Expression, Piece, children
from kgraph.errors import QueryNotSupported

Names = dict[str, str]
_SPAN = {"months", "days", "seconds", "nanoseconds"}  # kglite answers durations as maps of these
DELETED = "DELETED"
_LITERALS = {bool: BOOLEAN, int: INTEGER, float: FLOAT, str: STRING}


def is_aggregate(piece: Piece) -> bool:
    """Tell whether this is the call of an aggregate function."""
    return isinstance(piece, Call) and (
        piece.star or getattr(FUNCTIONS.get(piece.name.lower()), "aggregate", False)
    )


def aggregates(piece: Piece) -> bool:
    """Tell whether an aggregate function is called in it, subqueries aside."""
    if isinstance(piece, Query):
        return False
    return is_aggregate(piece) or any(aggregates(child) for child in children(piece))


class Typed:
    """Checks expressions and patterns of one query against the names that are known where they stand."""

    def __init__(self, text: str, profile: Profile, given: Mapping[str, object]) -> None:
        self.text = text
        self.profile = profile
        self.given = given
        self.parameters: dict[str, int] = {}
        self._in_aggregate = False
        self._may_aggregate = False
        self._in_duration = False
        self.label_styles: set[str] = set()

    def fail(self, offset: int, what: str, hint: str = "") -> NoReturn:
        """Raise the error that Neo4j raises before it runs a query."""
        complain(self.text, offset, what, hint)

    def refuse(self, offset: int, what: str, hint: str = ANSWERS) -> NoReturn:
        """Raise the error for what only Neo4j answers."""
        line, column = place(self.text, offset)
        raise QueryNotSupported(
            f"The embedded store does not support {what}.", hint, line=line, column=column
        )

    def query(self, query: Query, names: Names) -> Names:  # noqa: ARG002
        """Check a subquery (given by the clause check)."""
        raise AssertionError

    def check(self, expression: Expression, names: Names, *, aggregate: bool = False) -> str:
        """Check an expression and return its type."""
        before, self._may_aggregate = self._may_aggregate, aggregate
        kind = self.type(expression, names)
        self._may_aggregate = before
        return kind

    def type(self, expression: Expression, names: Names) -> str:
        """Write down and return the type of an expression."""
        method = getattr(self, "_" + type(expression).__name__.lower())
        expression.type = method(expression, names)
        return expression.type

    def known(self, name: str, offset: int, names: Names) -> str:
        """Return the type of a variable, which must be known."""
        if name not in names:
            near = get_close_matches(name, names, n=1)
            self.fail(
                offset,
                f"Variable {name!r} is not defined here.",
                f"Did you mean {near[0]!r}?" if near else "",
            )
        if names[name] == DELETED:
            self.refuse(offset, f"{name!r} after it was deleted", "Return what you need of it before DELETE.")
        return names[name]

    def _literal(self, literal: Literal, names: Names) -> str:  # noqa: ARG002
        return NULL if literal.value is None else _LITERALS[type(literal.value)]

    def _parameter(self, parameter: Parameter, names: Names) -> str:  # noqa: ARG002
        self.parameters.setdefault(parameter.name, parameter.start)
        return kind_of(self.given.get(parameter.name))

    def _variable(self, variable: Variable, names: Names) -> str:
        return self.known(variable.name, variable.start, names)

    def _property(self, access: Property, names: Names) -> str:
        base = self.type(access.base, names)
        if not may_be(base, *ENTITIES, MAP, NULL, *TEMPORAL, DURATION):
            self.fail(access.start, f"A property cannot be asked of a value of type {base}.")
        if only(base, *ENTITIES):
            return self.profile.kind(access.key)
        if only(base, *TEMPORAL, DURATION):
            return self._part_of(access, base)
        return NULL if base == NULL else ANY

    def _part_of(self, access: Property, base: str) -> str:
        if any(access.key not in PARTS_OF.get(option, ()) for option in options(base)):
            self.refuse(access.start, f"{access.key} of a value of type {base}")
        return INTEGER

    def _haslabels(self, test: HasLabels, names: Names) -> str:
        base = self.type(test.base, names)
        self.note_labels(test.labels)
        if not may_be(base, *ENTITIES, NULL):
            self.fail(test.start, f"A value of type {base} has no labels.")
        return BOOLEAN

    def _subscript(self, access: Subscript, names: Names) -> str:
        base = self.type(access.base, names)
        index = self.type(access.index, names)
        if is_list(base) and only(index, STRING, FLOAT, BOOLEAN) and index != NULL:
            self.fail(access.index.start, "A list is asked for its items by whole numbers.")
        if only(base, *NUMBERS, BOOLEAN, STRING) and base != NULL:
            self.fail(access.start, f"A value of type {base} has no items.")
        if only(base, *ENTITIES) and isinstance(access.index, Literal):
            return self.profile.kind(str(access.index.value))
        return item_of(base)

    def _slice(self, piece: Slice, names: Names) -> str:
        for bound in (piece.low, piece.high):
            if bound is not None:
                self.type(bound, names)
        return self.type(piece.base, names)

    def _listliteral(self, literal: ListLiteral, names: Names) -> str:
        return list_of(union(self.type(item, names) for item in literal.items))

    def _mapliteral(self, literal: MapLiteral, names: Names) -> str:
        for _, value in literal.entries:
            self.type(value, names)
        if {"months", "days", "seconds"} <= {
            key for key, _ in literal.entries
        } <= _SPAN and not self._in_duration:
            self.refuse(literal.start, "a map of months, days and seconds", "Name the keys otherwise.")
        return MAP

    def _mapprojection(self, projection: MapProjection, names: Names) -> str:
        kind = self.type(projection.variable, names)
        if not may_be(kind, *ENTITIES, MAP, NULL):
            self.fail(projection.start, f"A value of type {kind} has no properties.")
        for _, value in projection.entries:
            if value is not None:
                self.type(value, names)
        return MAP

    def _unary(self, piece: Unary, names: Names) -> str:
        kind = self.type(piece.operand, names)
        return BOOLEAN if piece.op == "NOT" else kind

    def _binary(self, piece: Binary, names: Names) -> str:
        left, right = self.type(piece.left, names), self.type(piece.right, names)
        if piece.op in ("AND", "OR", "XOR", "IN", "=~", "STARTS WITH", "ENDS WITH", "CONTAINS"):
            return BOOLEAN
        if piece.op == "^":
            return FLOAT
        if piece.op in ("+", "||") and (is_list(left) or is_list(right)) and NULL not in (left, right):
            return list_of(union(item_of(kind) if is_list(kind) else kind for kind in (left, right)))
        return sum_of(piece.op, left, right)

    def _comparison(self, piece: Comparison, names: Names) -> str:
        for operand in piece.operands:
            self.type(operand, names)
        return BOOLEAN

    def _isnull(self, piece: IsNull, names: Names) -> str:
        self.type(piece.operand, names)
        return BOOLEAN

    def _call(self, call: Call, names: Names) -> str:
        function = FUNCTIONS.get(call.name.lower())
        if function is None:
            self._no_function(call)
        if call.star:
            self._aggregate(call)
            return INTEGER
        if not function.least <= len(call.arguments) <= len(function.takes):
            self.fail(call.start, f"{function.name}() does not take {len(call.arguments)} arguments.")
        if function.aggregate:
            self._aggregate(call)
        elif call.distinct:
            self.fail(call.start, f"{function.name}() is no aggregate, so DISTINCT has no meaning in it.")
        before, self._in_aggregate = self._in_aggregate, self._in_aggregate or function.aggregate
        self._in_duration = function.name == "duration"
        kinds = [self.type(argument, names) for argument in call.arguments]
        self._in_duration = False
        self._in_aggregate = before
        return given(function.gives, kinds)

    def _no_function(self, call: Call) -> NoReturn:
        if call.name.lower() in ELSEWHERE or call.name.lower().startswith(("apoc.", "gds.", "genai.")):
            self.refuse(call.start, f"the function {call.name}()")
        near = get_close_matches(call.name.lower(), FUNCTIONS, n=1, cutoff=0.7)
        hint = f"Did you mean {FUNCTIONS[near[0]].name}?" if near else ""
        self.fail(call.start, f"No function is called {call.name!r}.", hint)

    def _aggregate(self, call: Call) -> None:
        if self._in_aggregate:
            self.fail(call.start, "An aggregate function cannot stand inside another.")
        if not self._may_aggregate:
            self.fail(
                call.start,
                f"The aggregate function {call.name}() cannot stand here.",
                "Use it in WITH or RETURN.",
            )

    def _case(self, piece: Case, names: Names) -> str:
        if piece.subject is not None:
            self.type(piece.subject, names)
        kinds = []
        for test, value in piece.branches:
            self.type(test, names)
            kinds.append(self.type(value, names))
        if piece.default is not None:
            kinds.append(self.type(piece.default, names))
        return union(kinds)

    def _comprehension(self, piece: Comprehension, names: Names) -> str:
        source = self.type(piece.source, names)
        inner = names | {piece.variable: item_of(source)}
        if piece.where is not None:
            self.check(piece.where, inner)
        return source if piece.result is None else list_of(self.check(piece.result, inner))

    def _quantifier(self, piece: Quantifier, names: Names) -> str:
        source = self.type(piece.source, names)
        self.check(piece.where, names | {piece.variable: item_of(source)})
        return BOOLEAN

    def _reduce(self, piece: Reduce, names: Names) -> str:
        self.type(piece.initial, names)
        source = self.type(piece.source, names)
        self.check(piece.step, names | {piece.accumulator: ANY, piece.variable: item_of(source)})
        return ANY

    def _patterncomprehension(self, piece: PatternComprehension, names: Names) -> str:
        inner = dict(names)
        self.pattern(piece.pattern, inner, outer=names)
        self.pattern_values(piece.pattern, inner)
        if piece.where is not None:
            self.check(piece.where, inner)
        return list_of(self.check(piece.result, inner))

    def _patternpredicate(self, piece: PatternPredicate, names: Names) -> str:
        inner = dict(names)
        self.pattern(piece.pattern, inner, outer=names)
        for name in inner.keys() - names.keys():
            self.fail(
                piece.start,
                f"The pattern names {name!r}, which is not known here.",
                "Use EXISTS { ... } instead.",
            )
        self.pattern_values(piece.pattern, inner)
        if piece.pattern.selector:
            return PATH if piece.pattern.selector == "shortestPath" else list_of(PATH)
        return BOOLEAN

    def _subquery(self, piece: Subquery, names: Names) -> str:
        given = self.query(piece.query, dict(names))
        if piece.kind == "COLLECT" and len(given) != 1:
            self.fail(piece.start, "COLLECT { } returns one column.")
        return {"EXISTS": BOOLEAN, "COUNT": INTEGER}.get(piece.kind, list_of(union(given.values())))

    def note_labels(self, test: LabelTest | None) -> None:
        """Refuse :A:B beside :A|B in one query, as Neo4j does."""
        if test is None or test.op == "name":
            return
        self.label_styles.add(":" if test.name == ":" else "|")
        if len(self.label_styles) > 1:
            self.fail(
                test.start, "Labels joined by ':' cannot stand beside '|', '&', '!' or '%'.", "Write A&B."
            )
        for part in test.parts:
            self.note_labels(part)

    def pattern(self, path: PathPattern, names: Names, *, outer: Names) -> None:
        """Check a pattern and add what it names; `outer` is what was known before its clause."""
        for element in path.elements:
            if isinstance(element, NodePattern):
                element.bound = element.variable in outer
                self.note_labels(element.labels)
                self._name(element.variable, NODE, element.start, names)
            else:
                element.bound = element.variable in outer
                kind = RELATIONSHIP if element.hops is None else list_of(RELATIONSHIP)
                self._rel(element, kind, names)
        if path.variable:
            if path.variable in names:
                self.fail(path.start, f"Variable {path.variable!r} is already in use.")
            names[path.variable] = PATH

    def _rel(self, rel: RelPattern, kind: str, names: Names) -> None:
        again = rel.variable and rel.variable in names
        if again and (rel.hops is not None or names[rel.variable] not in (kind, ANY) or not rel.bound):
            self.fail(rel.start, f"The relationship variable {rel.variable!r} is already in use.")
        self._name(rel.variable, kind, rel.start, names)

    def _name(self, name: str, kind: str, offset: int, names: Names) -> None:
        if name:
            if names.get(name, ANY) not in (kind, ANY, NULL):
                self.fail(offset, f"{name!r} is of type {names[name]} and cannot stand here.")
            names[name] = kind

    def pattern_values(self, path: PathPattern, names: Names) -> None:
        """Check the maps and conditions inside a pattern, once all its names are known."""
        for element in path.elements:
            if element.properties is not None:
                self.check(element.properties, names)
            if element.where is not None:
                self.check(element.where, names)
