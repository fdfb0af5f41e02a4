"""Asking a store, and telling two answers apart as strictly as Cypher's types allow."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import kgraph
from kgraph.errors import QueryError, QueryNotSupported, QueryTimeout
from kgraph.model import Duration, Node, Path, Relationship

PATIENCE = 60.0
"""Seconds that a query may take; none of them should come near."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a query: rows, each cell as a text that keeps its type, or an error."""

    kind: Literal["rows", "error", "not supported", "too slow"]
    columns: Row = ()
    rows: tuple[Row, ...] = ()
    message: str = ""


def ask(
    store: kgraph.Store,
    query: str,
    parameters: Mapping[str, Any] | None = None,
    free: Iterable[str] = (),
    timeout: float = PATIENCE,
) -> Outcome:
    """Ask a query; `free` names the columns whose lists nothing orders, such as those of collect()."""
    try:
        answer = store.query(query, parameters, timeout=timeout)
    except QueryNotSupported as error:
        return Outcome("not supported", message=str(error))
    except QueryTimeout as error:
        return Outcome("too slow", message=str(error))
    except QueryError as error:
        return Outcome("error", message=str(error))
    loose = [column in set(free) for column in answer.columns]
    rows = tuple(
        tuple(text_of(value, free=any_order) for value, any_order in zip(row, loose, strict=True))
        for row in answer.rows
    )
    return Outcome("rows", tuple(answer.columns), rows)


def difference(
    query: str, embedded: Outcome, neo4j: Outcome, ties: Iterable[str] = (), *, order: bool = True
) -> str:
    """Say how two outcomes differ, or "" where they do not.

    Rows count in their order where the query's last RETURN asks for one; rows that are equal in all of
    the columns `ties`, where given, may come in any order among themselves.
    """
    if embedded.kind == "not supported" or embedded.kind == neo4j.kind != "rows":
        return ""
    if embedded.kind != neo4j.kind:
        return f"embedded: {_brief(embedded)}\n   neo4j: {_brief(neo4j)}"
    if embedded.columns != neo4j.columns:
        return f"columns\nembedded: {embedded.columns}\n   neo4j: {neo4j.columns}"
    for mine, its in _views(embedded, neo4j, tuple(ties), ordered=order and is_ordered(query)):
        if mine != its:
            return _first_difference(mine, its)
    return ""


def is_ordered(query: str) -> bool:
    """Tell whether the rows come in an order that the query asks for."""
    return bool(re.search(r"\bORDER\s+BY\b", re.split(r"\bRETURN\b", query)[-1]))


def _views(
    one: Outcome, other: Outcome, ties: Row, *, ordered: bool
) -> Iterable[tuple[list[Row], list[Row]]]:
    """Yield the pairs of row lists that must be equal."""
    if ordered and not ties:
        yield list(one.rows), list(other.rows)
        return
    yield sorted(one.rows), sorted(other.rows)
    if ordered:
        places = [one.columns.index(name) for name in ties]
        yield tuple([tuple(row[i] for i in places) for row in each.rows] for each in (one, other))  # type: ignore[misc]


def _first_difference(mine: list[Row], its: list[Row]) -> str:
    place = next((i for i, pair in enumerate(zip(mine, its, strict=False)) if pair[0] != pair[1]), None)
    sizes = f"{len(mine)} and {len(its)} rows"
    if place is None:
        place = min(len(mine), len(its))
    shown = [rows[place] if place < len(rows) else None for rows in (mine, its)]
    return f"{sizes}, row {place}\nembedded: {shown[0]}\n   neo4j: {shown[1]}"


def _brief(outcome: Outcome) -> str:
    told = outcome.message or f"{len(outcome.rows)} rows, first {outcome.rows[:1]}"
    return f"{outcome.kind}: {told}"[:600]


def text_of(value: Any, *, free: bool = False) -> str:
    """Write a value so that 1, 1.0, true and '1' differ, null and NaN show, and a path tells every hop."""
    if isinstance(value, Node):
        return f"({value.id}:{':'.join(sorted(value.labels))} {text_of(dict(value.properties))})"
    if isinstance(value, Relationship):
        return f"[{value.start} -{value.type}-> {value.end} {text_of(dict(value.properties))}]"
    if isinstance(value, Path):
        hops = [f"{text_of(edge)}{text_of(node)}" for edge, node in _hops(value)]
        return f"<{text_of(value.nodes[0])}{''.join(hops)}>"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text_of(value[key], free=free)}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        items = [text_of(item) for item in value]
        return f"[{', '.join(sorted(items) if free else items)}]"
    return _scalar(value)


def _hops(path: Path) -> Iterable[tuple[Relationship, Node]]:
    return zip(path.relationships, path.nodes[1:], strict=True)


def _scalar(value: Any) -> str:
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    if isinstance(value, dt.datetime):
        return f"datetime {value.isoformat()} {value.tzinfo or ''}".rstrip()
    if isinstance(value, dt.date | dt.time | Duration):
        text = value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
        return f"{type(value).__name__.lower()} {text}"
    return "null" if value is None else repr(value)
