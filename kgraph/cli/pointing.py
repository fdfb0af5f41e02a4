"""Errors in a query, shown where they are: the line, a caret, a suggestion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kgraph.cli.output import Failure
from kgraph.cli.table import width_of
from kgraph.errors import QueryError

_MOST_BEFORE = 60
_MOST = 100


@contextmanager
def pointing(cypher: str) -> Iterator[None]:
    """Turn an error in the query, raised within, into one that shows its place."""
    try:
        yield
    except QueryError as error:
        raise Failure.of(error, pointer(cypher, error.line, error.column)) from error


def pointer(cypher: str, line: int | None, column: int | None) -> list[str]:
    """Return a line of the query and a caret under the column; nothing where the place is not known."""
    lines = cypher.splitlines()
    if line is None or column is None or not 1 <= line <= len(lines):
        return []
    text = lines[line - 1].replace("\t", " ")
    # A long line is shown from shortly before the place.
    start = max(0, column - 1 - _MOST_BEFORE)
    before = ("…" if start else "") + text[start : column - 1]
    after = text[column - 1 : start + _MOST] + ("…" if len(text) > start + _MOST else "")
    margin = f"  line {line}: "
    return [margin + before + after, " " * (len(margin) + width_of(before)) + "^"]
