"""Everything that can go wrong, as one tree.

    KgraphError
    ├── UsageError               what was asked for cannot be meant (exit code 2)
    │   ├── UnknownName          a name nobody declared, with its nearest neighbour
    │   │   └── NoSuchEntity     a name that nothing in the store carries (exit code 1)
    │   └── Ambiguous            a name that several things carry (exit code 1)
    ├── DataError                what was read cannot be right (exit code 1)
    │   ├── BadSource            a file, and where known the row, that cannot be read
    │   └── JudgementError       judgements that exclude each other
    ├── StoreError               the store's file or server is not in order (exit code 1)
    │   ├── StoreDamaged         not a kgraph store, or a broken one
    │   ├── StoreLocked          another process is writing
    │   └── NotEmpty             something is there already
    ├── FetchError               a service on the network gave no answer (exit code 1)
    └── QueryError               a query that was not answered (exit code 1)
        ├── QuerySyntaxError     it is not Cypher, with line and column
        ├── QueryNotSupported    Cypher that only Neo4j answers
        ├── QueryRefused         it would write, or reach outside the graph
        └── QueryTimeout         it took longer than it was given

Every error carries a `hint`: what to do about it, one sentence, or "".
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar, Self


class KgraphError(Exception):
    """Base of all errors that kgraph raises on purpose."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class UsageError(KgraphError):
    """What was asked for cannot be meant."""

    exit_code: ClassVar[int] = 2


class UnknownName(UsageError):
    """A name nobody declared."""

    @classmethod
    def among(cls, kind: str, name: str, known: Iterable[str]) -> Self:
        """Name the stranger, then offer its nearest neighbour or the whole list."""
        names = sorted(known)
        near = get_close_matches(name, names, n=1) or get_close_matches(name.upper(), names, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(names)}."
        return cls(f"No {kind} is called {name!r}.", hint)


class NoSuchEntity(UnknownName):
    """A name that nothing in the store carries: the question is sound, the data has no answer."""

    exit_code: ClassVar[int] = 1


class Ambiguous(UsageError):
    """A name that several things carry; `candidates` says what tells them apart."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, candidates: Iterable[str], hint: str = "") -> None:
        super().__init__(message, hint)
        self.candidates = tuple(candidates)


class DataError(KgraphError):
    """What was read cannot be right."""


class BadSource(DataError):
    """A file that cannot be read as what it says it is.

    `path` is the file as the caller named it, `row` the line counted from 1, or None where
    the whole file is meant; `what` is what is wrong, without the place.
    """

    def __init__(self, path: object, what: str, hint: str = "", *, row: int | None = None) -> None:
        where = f"{path}, line {row}" if row is not None else f"{path}"
        super().__init__(f"{where}: {what}", hint)
        self.path = str(path)
        self.what = what
        self.row = row


class JudgementError(DataError):
    """Judgements that exclude each other, or that run in a circle."""


class StoreError(KgraphError):
    """The store's file or server is not in order."""


class StoreDamaged(StoreError):
    """The file is not a kgraph store, or it is broken; it was not touched."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class NotEmpty(StoreError):
    """Something is there already, and nobody said to put it away."""

    @classmethod
    def at(cls, location: str) -> Self:
        """Name the place, and the way out."""
        return cls(f"There is something in {location} already.", "Empty it first with --replace.")


class FetchError(KgraphError):
    """A service on the network that gave no answer, or refused to."""


class QueryError(KgraphError):
    """A query that was not answered.

    `line` and `column` are counted from 1, or None where the place is not known.
    """

    def __init__(
        self, message: str, hint: str = "", *, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message, hint)
        self.line = line
        self.column = column


class QuerySyntaxError(QueryError):
    """The text is not Cypher."""


class QueryNotSupported(QueryError):
    """Cypher that the embedded store does not answer as Neo4j does; Neo4j answers it."""


class QueryRefused(QueryError):
    """A query that would write without leave, or reach files or the network."""


class QueryTimeout(QueryError):
    """The query took longer than it was given."""
