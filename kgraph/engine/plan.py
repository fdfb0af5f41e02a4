"""From the user's query to the text that kglite answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kgraph.engine.bound import matched, present
from kgraph.engine.clauses import ClauseRenderer
from kgraph.engine.kinds import ANY, TEMPORAL, kind_of, may_be
from kgraph.engine.lexer import place
from kgraph.engine.names import hide_key, hide_label, hide_variable
from kgraph.engine.parser import parse
from kgraph.engine.profile import Profile, has_listed_text
from kgraph.engine.scope import Scope, writes
from kgraph.engine.syntax import (
    Binary,
    Call,
    Literal,
    MapLiteral,
    Merge,
    NodePattern,
    Parameter,
    Query,
    RelPattern,
)
from kgraph.engine.tree import Piece, children, walk
from kgraph.engine.values import to_kglite
from kgraph.engine.writer import HIDDEN_PARAMETERS, Facts
from kgraph.errors import DataError, QueryError, QueryRefused
from kgraph.model import Duration

_TEMPORAL_CALLS = ("date", "datetime", "localdatetime", "time", "localtime", "timestamp")
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """A query that may be run: its columns, its text for kglite, its parameters, and whether it writes."""

    source: str
    columns: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]
    """Labels and keys that MERGE names; kglite must have met them before."""
    text: str
    parameters: dict[str, Any]
    writes: bool
    profile: Profile
    """What will be known of the graph once the query has written."""
    used: Mapping[str, int]
    """Its parameters, with their places."""
    close: frozenset[str]
    """Parameters whose very values may decide how the query is written."""
    in_order: bool
    """Whether it names the relationships of a path of several hops, which are listed as they were walked."""


def plan(
    source: str,
    given: Mapping[str, Any],
    profile: Profile,
    *,
    write: bool,
    relationships: int,
    minted: Callable[[], str],
) -> Plan:
    """Check a query and write it for kglite; raise where it must not run."""
    changing, reading = writes(parse(source)), profile
    if changing is not None and not write:
        line, column = place(source, changing.start)
        raise QueryRefused("This query writes.", "Allow it with --write.", line=line, column=column)
    query, scope, columns = _checked(source, profile, given)
    if changing is not None:
        query, scope, columns, reading = _aware(source, scope.after, given)
    parameters = _parameters(source, scope.parameters, given)
    used = {name: given[name] for name in scope.parameters}
    pieces = list(walk(query))
    renderer = ClauseRenderer(source, Facts(reading, relationships, used, minted))
    renderer.temporal = reading.temporal or _calls_time(pieces) or any(_holds_time(v) for v in used.values())
    renderer.listed = (
        profile.listed_texts or _has_listed(pieces) or any(has_listed_text(v) for v in used.values())
    )
    renderer.merging = reading.copy()
    renderer.merging.open_ended = profile.open_ended
    renderer.matched, renderer.present = matched(query), present(query)
    renderer.keys = {
        hide_key(key): key for key in (*_keys(pieces), *_given_keys(used)) if hide_key(key) != key
    }
    after = scope.after if changing is not None else profile
    after.listed_texts = after.listed_texts or (changing is not None and renderer.listed)
    merged, close = tuple(_merged(pieces)), frozenset(_close(pieces))
    in_order = _names_hops(pieces)
    text = renderer.whole(query, columns)
    return Plan(
        source,
        tuple(columns),
        merged,
        text,
        parameters,
        changing is not None,
        after,
        scope.parameters,
        close,
        in_order,
    )


def again(made: Plan, given: Mapping[str, Any]) -> Plan:
    """Return a plan with other parameters."""
    return replace(made, parameters=_parameters(made.source, made.used, given))


def _checked(source: str, profile: Profile, given: Mapping[str, Any]) -> tuple[Query, Scope, list[str]]:
    query, scope = parse(source), Scope(source, profile, given)
    return query, scope, scope.check_query(query)


def _aware(
    source: str, reading: Profile, given: Mapping[str, Any]
) -> tuple[Query, Scope, list[str], Profile]:
    """Check a query that writes, with what it writes itself known of the graph."""
    for _ in range(_ROUNDS):
        query, scope, columns = _checked(source, reading, given)
        if scope.after.kinds == reading.kinds:
            break
        changed = {key for key, kind in scope.after.kinds.items() if kind != reading.kinds.get(key)}
        reading = scope.after
    else:
        reading.kinds |= dict.fromkeys(changed, ANY)
        query, scope, columns = _checked(source, reading, given)
    return query, scope, columns, reading


def _parameters(source: str, used: Mapping[str, int], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters as kglite takes them, and those that every query may use."""
    for name, offset in used.items():
        if name not in given:
            line, column = place(source, offset)
            raise QueryError(f"The parameter ${name} has no value.", "Give it one.", line=line, column=column)
    try:
        own = {
            hide_variable(name): to_kglite(given[name], f"Parameter ${name}")
            for name in used
            if not isinstance(given[name], Duration)
        }
    except DataError as error:
        raise QueryError(error.message, error.hint) from None
    return own | HIDDEN_PARAMETERS | {"h_now": time.time_ns() // 1_000_000}


def _calls_time(pieces: Iterable[Piece]) -> bool:
    return any(
        isinstance(piece, Call) and piece.name.lower().partition(".")[0] in _TEMPORAL_CALLS
        for piece in pieces
    )


def _holds_time(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_time(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return any(_holds_time(item) for item in value)
    return may_be(kind_of(value), *TEMPORAL)


def _has_listed(pieces: Iterable[Piece]) -> bool:
    return any(isinstance(piece, Literal) and has_listed_text(piece.value) for piece in pieces)


def _close(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield the parameters that are looked into: patterns, and arguments of functions."""
    for piece in pieces:
        if isinstance(piece, Call) or (isinstance(piece, Binary) and piece.op == "=~"):
            yield from (child.name for child in children(piece) if isinstance(child, Parameter))


def _names_hops(pieces: Iterable[Piece]) -> bool:
    return any(isinstance(each, RelPattern) and each.hops and each.variable for each in pieces)


def _keys(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, MapLiteral):
            yield from (key for key, _ in piece.entries)


def _merged(pieces: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        if isinstance(piece, Merge):
            node = piece.pattern.elements[0]
            if (
                isinstance(node, NodePattern)
                and node.labels is not None
                and isinstance(node.properties, MapLiteral)
            ):
                first = node.labels.parts[0] if node.labels.parts else node.labels
                yield from ((hide_label(first.name), hide_key(key)) for key, _ in node.properties.entries)


def _given_keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _given_keys(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _given_keys(item)
