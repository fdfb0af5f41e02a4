"""Tests whether two values are alike enough to be compared: kglite compares some that Neo4j does not."""

from __future__ import annotations

from kgraph.engine.kinds import (
    ANY,
    DATETIME,
    DURATION,
    ENTITIES,
    FLOAT,
    MAP,
    NULL,
    STRING,
    TEMPORAL,
    TIME,
    leaves,
    only,
)
from kgraph.engine.profile import Profile
from kgraph.engine.syntax import Call, MapLiteral, MapProjection, Parameter, Property, Variable
from kgraph.engine.tree import Expression, walk
from kgraph.engine.writer import constant

COMPARED = (STRING, *TEMPORAL)


def repeatable(expression: Expression) -> bool:
    """Tell whether an expression gives the same value each time that it is computed for one row."""
    return not any(
        isinstance(each, Call) and each.name.lower() in ("rand", "randomuuid") for each in walk(expression)
    )


def has_twins(expression: Expression, profile: Profile) -> bool:
    """Tell whether values may come up that are equal and yet written otherwise, such as 1 and 1.0."""
    if isinstance(expression, MapLiteral):
        return any(has_twins(value, profile) for _, value in expression.entries)
    if isinstance(expression, MapProjection) and only(expression.variable.type, *ENTITIES):
        values = (
            value or Property(expression.variable, key[1:], type=profile.kind(key[1:]))
            for key, value in expression.entries
        )
        return any(has_twins(value, profile) for value in values)
    return bool(leaves(expression.type) & {ANY, FLOAT, MAP, DATETIME, TIME})


def is_certain(argument: Expression) -> bool:
    """Tell whether a type is known from the text of the query alone, as Neo4j knows it."""
    return not any(isinstance(piece, (Property, Parameter, Variable)) for piece in walk(argument))


def same(a: str, b: str) -> str:
    """Write the test whether two values are both texts, or times of one kind."""
    kinds = [f"({a} IS :: {kind}) = ({b} IS :: {kind})" for kind in COMPARED]
    return f"({' AND '.join(kinds)})"


def same_zone(a: str, b: str) -> str:
    """Write the test whether two times of one instant are of one zone too."""
    zoned = f"{DATETIME} | {TIME}"
    both = f"{a} IS :: {zoned} AND {b} IS :: {zoned}"
    return f"(CASE WHEN {both} THEN toString({a}) = toString({b}) ELSE true END)"


def same_listed(a: str, b: str) -> str:
    """Write the test whether two texts both look like lists, or neither."""
    start = constant('["')
    texts = f"{a} IS :: STRING AND {b} IS :: STRING"
    return f"(CASE WHEN {texts} THEN ({a} STARTS WITH {start}) = ({b} STARTS WITH {start}) ELSE true END)"


def dates(left: str, right: str) -> bool:
    """Tell whether these are the types of a time and of a duration, or of two durations."""
    moved = only(left, *TEMPORAL) and left != NULL and only(right, DURATION) and right != NULL
    return moved or (only(left, DURATION) and only(right, *TEMPORAL, DURATION) and NULL not in (left, right))
