"""From the user's query to the text that kglite answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.engine.clauses import ClauseRenderer
from kgraph.engine.kinds import TEMPORAL, kind_of, may_be
from kgraph.engine.lexer import place
from kgraph.engine.names import hide_key, hide_label, hide_variable
from kgraph.engine.parser import parse
from kgraph.engine.profile import Profile, has_listed_text
from kgraph.engine.scope import Scope, writes
from kgraph.engine.syntax import Call, Literal, MapLiteral, Merge, NodePattern, Query
from kgraph.engine.tree import walk
from kgraph.engine.values import to_kglite
from kgraph.engine.writer import HIDDEN_PARAMETERS, Facts
from kgraph.errors import DataError, QueryError, QueryRefused
from kgraph.model import Duration

_TEMPORAL_CALLS = ("date", "datetime", "localdatetime", "time", "localtime", "timestamp")


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
    query = parse(source)
    scope = Scope(source, profile, given)
    columns = scope.check_query(query)
    changing = writes(query)
    if changing is not None and not write:
        line, column = place(source, changing.start)
        raise QueryRefused("This query writes.", "Allow it with --write.", line=line, column=column)
    parameters = _parameters(source, scope.parameters, given)
    used = {name: given[name] for name in scope.parameters}
    renderer = ClauseRenderer(source, Facts(profile, relationships, used, minted))
    renderer.temporal = profile.temporal or _calls_time(query) or any(_holds_time(v) for v in used.values())
    renderer.listed = (
        profile.listed_texts or _has_listed(query) or any(has_listed_text(v) for v in used.values())
    )
    renderer.keys = {
        hide_key(key): key for key in (*_keys(query), *_given_keys(used)) if hide_key(key) != key
    }
    after = scope.after if changing is not None else profile
    after.listed_texts = after.listed_texts or (changing is not None and renderer.listed)
    text = renderer.whole(query, columns)
    return Plan(
        source,
        tuple(columns),
        tuple(_merged(query)),
        text,
        parameters | HIDDEN_PARAMETERS | {"h_now": time.time_ns() // 1_000_000},
        changing is not None,
        after,
    )


def _parameters(source: str, used: Mapping[str, int], given: Mapping[str, Any]) -> dict[str, Any]:
    for name, offset in used.items():
        if name not in given:
            line, column = place(source, offset)
            raise QueryError(f"The parameter ${name} has no value.", "Give it one.", line=line, column=column)
    try:
        return {
            hide_variable(name): to_kglite(given[name], f"Parameter ${name}")
            for name in used
            if not isinstance(given[name], Duration)
        }
    except DataError as error:
        raise QueryError(error.message, error.hint) from None


def _calls_time(query: Query) -> bool:
    return any(
        isinstance(piece, Call) and piece.name.lower().partition(".")[0] in _TEMPORAL_CALLS
        for piece in walk(query)
    )


def _holds_time(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_time(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return any(_holds_time(item) for item in value)
    return may_be(kind_of(value), *TEMPORAL)


def _has_listed(query: Query) -> bool:
    return any(isinstance(piece, Literal) and has_listed_text(piece.value) for piece in walk(query))


def _keys(query: Query) -> Iterator[str]:
    for piece in walk(query):
        if isinstance(piece, MapLiteral):
            yield from (key for key, _ in piece.entries)


def _merged(query: Query) -> Iterator[tuple[str, str]]:
    for piece in walk(query):
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
