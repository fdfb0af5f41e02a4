"""Which names of a query a pattern alone binds, and which of them are never null."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kgraph.engine.syntax import (
    CallSubquery,
    Clause,
    Comprehension,
    Foreach,
    Item,
    Match,
    NodePattern,
    PathPattern,
    Projection,
    Quantifier,
    Query,
    Reduce,
    RelPattern,
    Unwind,
    Variable,
)
from kgraph.engine.tree import walk


def matched(query: Query) -> frozenset[str]:
    """Return the names that patterns bind and nothing else does, so that kglite knows them for nodes."""
    calls = (piece for piece in walk(query) if isinstance(piece, CallSubquery))
    inside = (item.name for call in calls for item in _returned(call))
    return _pure(query, {*_computed(query), *inside})


def present(query: Query) -> frozenset[str]:
    """Return the names that patterns bind and that no row has as null."""
    optional = (
        name
        for piece in walk(query)
        if isinstance(piece, Match) and piece.optional
        for path in piece.patterns
        for name in _named(path)
    )
    return _pure(query, {*_computed(query), *optional})


def named(clauses: Iterable[Clause]) -> Iterator[str]:
    """Yield all names that clauses name, whatever they mean by them; `*` stands for all there are."""
    for piece in chain.from_iterable(map(walk, clauses)):
        if isinstance(piece, Variable):
            yield piece.name
        elif isinstance(piece, NodePattern | RelPattern | PathPattern):
            yield piece.variable
        elif isinstance(piece, CallSubquery):
            yield from piece.imports or ()


def _pure(query: Query, other: set[str]) -> frozenset[str]:
    """Return what patterns bind, without these names and what is another name for one of them."""
    aliases = [
        (item.name, item.expression.name) for item in _items(query) if isinstance(item.expression, Variable)
    ]
    before = -1
    while before != len(other):
        before = len(other)
        other |= {name for name, source in aliases if source in other}
    bound = {name for piece in walk(query) if isinstance(piece, PathPattern) for name in _named(piece)}
    before = -1
    while before != len(bound):
        before = len(bound)
        bound |= {name for name, source in aliases if source in bound}
    return frozenset(bound - other)


def _items(query: Query) -> Iterator[Item]:
    """Yield the columns whose names are known to later clauses."""
    for piece in walk(query):
        if isinstance(piece, Projection) and piece.keyword == "WITH":
            yield from piece.items
        if isinstance(piece, CallSubquery):
            yield from _returned(piece)


def _named(path: PathPattern) -> Iterator[str]:
    return (element.variable for element in path.elements if element.variable)


def _returned(call: CallSubquery) -> Iterator[Item]:
    for part in call.query.parts:
        if isinstance(part[-1], Projection):
            yield from part[-1].items


def _computed(query: Query) -> Iterator[str]:
    """Yield the names that are bound otherwise than by a pattern."""
    for item in _items(query):
        if not isinstance(item.expression, Variable):
            yield item.name
    for piece in walk(query):
        if isinstance(piece, (Unwind, Comprehension, Quantifier, Reduce, Foreach)):
            yield piece.variable
        if isinstance(piece, Reduce):
            yield piece.accumulator
