"""The one door to the Neo4j driver: queries out, kgraph's own values back."""

from __future__ import annotations

import hashlib
import logging
import math
import re
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

import neo4j
from neo4j import graph, spatial, time
from neo4j.exceptions import Neo4jError, ServiceUnavailable

from kgraph import __version__
from kgraph.errors import DataError, QueryError, UsageError
from kgraph.model import Value
from kgraph.store.neo4j.address import Address
from kgraph.store.neo4j.trouble import Asked, told, too_old
from kgraph.store.neo4j.values import Kinds, Outward, inward

try:
    from neo4j.vector import Vector
except ImportError:  # the driver had no vectors before version 6
    _VECTORS: tuple[type, ...] = ()
else:
    _VECTORS = (Vector,)

Row = tuple[Value, ...]

_KINDS = Kinds(
    graph.Node,
    graph.Relationship,
    graph.Path,
    time.Duration,
    time.Date,
    time.Time,
    time.DateTime,
    spatial.Point,
    _VECTORS,
)
_FETCH = 1000
_PATIENCE = 10
_RESTED = 30
"""Seconds after which a connection may have been dropped on the way: it is tried before it is used."""
_LONGEST = 10**9
_LANGUAGE = "CYPHER 5 "
_LANGUAGE_SINCE = (5, 21)
_BLANK = r"(?>\s|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)"
_OWN_LANGUAGE = re.compile(
    rf"(?:{_BLANK}*+(?:EXPLAIN|PROFILE|CYPHER(?:{_BLANK}++\w+{_BLANK}*+={_BLANK}*+\w+)*+)\b)*?"
    rf"{_BLANK}*+CYPHER{_BLANK}++\d",
    re.IGNORECASE,
)
_ENDS = (
    "MATCH (n) WHERE elementId(n) IN $ends "
    "RETURN elementId(n), labels(n), n{.id, ._id, claims: CASE WHEN n.claims IS NULL THEN null ELSE [] END}"
)
_ENDS_AT_ONCE = 10_000
_COUNTED = (
    "nodes_created", "relationships_created", "properties_set", "nodes_deleted", "relationships_deleted",
    "labels_added", "labels_removed", "indexes_added", "indexes_removed", "constraints_added",
    "constraints_removed",
)  # fmt: skip
_IMPLICIT = "in an implicit transaction"
"""What a query with CALL ... IN TRANSACTIONS asks for: it must not run within a transaction."""

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # else Python prints its warnings


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns, rows, and what a writing query changed."""

    columns: tuple[str, ...]
    rows: list[Row]
    counters: Mapping[str, int] = field(default_factory=dict)


class Connection:
    """A way to one database of a server. Nothing is asked of the server before it is needed.

    Several queries may be under way at once, in one thread or in many: each has a driver of its
    own, since the only way to end a query that is under way is to close its driver; the server
    then ends it at once.
    """

    ours: bool = False
    """Whether kgraph wrote property graphs here, so that `_id` is a node's id."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._idle: deque[neo4j.Driver] = deque()
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._language: str | None = None
        self._closed = False

    # ------------------------------------------------------------ asking

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Answer a query whole, or its first `limit` rows; QueryRefused where it writes without `write`."""
        if limit is not None and limit < 0:
            raise UsageError(f"There cannot be {limit} rows.", "The least that a limit may be is 0.")
        given, fetch = _given(parameters), _share(limit)
        with self._told(cypher, timeout):
            try:
                with self._transaction(timeout, write=write, fetch=fetch) as begun:
                    return self._answer(begun, begun.run(self._text(cypher), given), limit)
            except Neo4jError as error:
                if _IMPLICIT not in (error.message or ""):
                    raise
            with self._session(write=write, fetch=fetch) as session:
                text = neo4j.Query(self._text(cypher), timeout=timeout)
                return self._answer(session, session.run(text, given), limit)

    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None
    ) -> tuple[tuple[str, ...], Iterator[Row]]:
        """Answer a reading query row by row; closing the iterator ends the query on the server."""
        rows = self._streamed(cypher, _given(parameters), timeout)
        return next(rows), rows

    def rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """Answer a reading query row by row; the ends of relationships are the server's own ids."""
        rows = self._streamed(cypher, _given(parameters), resolve=False)
        next(rows)
        return rows

    def revision(self) -> int:
        """Return a number that changes with every transaction that writes: a hash of the bookmark."""
        with self._told("RETURN 1"), self._session(write=False) as session:
            session.run("RETURN 1").consume()
            marks = " ".join(sorted(session.last_bookmarks().raw_values))
        return int.from_bytes(hashlib.blake2b(marks.encode(), digest_size=8).digest())

    # ------------------------------------------------------------ writing

    def write(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[int, Mapping[str, int]]:
        """Write in one transaction, which the driver repeats where that may help.

        Returns the one number that the command returns (0 where it returns no row), and the counters.
        """
        given = {name: inward(value, "The database", time.Duration) for name, value in parameters.items()}

        def work(begun: neo4j.ManagedTransaction) -> tuple[int, Mapping[str, int]]:
            result = begun.run(self._text(cypher), given)
            done = sum(record[0] for record in result)
            return done, _counters(result.consume())

        try:
            with self._told(cypher), self._session(write=True) as session:
                return session.execute_write(work)
        finally:
            for rows in given.values():  # the driver's objects form cycles: they would hold the rows for long
                rows.clear()

    def schema(self, *statements: str) -> None:
        """Run schema commands in one transaction."""

        def work(begun: neo4j.ManagedTransaction) -> None:
            for statement in statements:
                begun.run(self._text(statement)).consume()

        if statements:
            with self._told("; ".join(statements)), self._session(write=True) as session:
                session.execute_write(work)

    def close(self) -> None:
        """Let go of the server. Closing twice is harmless."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    # ------------------------------------------------------------ rows

    def _answer(self, begun: Any, result: neo4j.Result, limit: int | None) -> Answer:
        columns = tuple(result.keys())
        records = list(islice(result, limit))
        summary = result.consume()
        return Answer(columns, self._rows(begun, records), _counters(summary))

    def _streamed(
        self, cypher: str, given: dict[str, Any], timeout: float | None = None, *, resolve: bool = True
    ) -> Generator[Any, None, None]:
        """Yield the columns, then the rows."""
        with self._told(cypher, timeout), self._transaction(timeout) as begun:
            result = begun.run(self._text(cypher), given)
            yield tuple(result.keys())
            while records := list(islice(result, _FETCH)):
                yield from self._rows(begun, records, resolve=resolve)

    def _rows(self, begun: Any, records: list[neo4j.Record], *, resolve: bool = True) -> list[Row]:
        outward = Outward(_KINDS, ours=self.ours)
        raw = [record.values() for record in records]
        for cell in chain.from_iterable(raw) if resolve else ():
            outward.meet(cell)
        bare = iter(sorted(outward.bare - outward.ends.keys()))
        while some := list(islice(bare, _ENDS_AT_ONCE)):
            found = begun.run(f"{self._language}{_ENDS}", {"ends": some})
            for element, labels, read in found:  # what a node lacks is null in a map, and is no property
                known = {name: value for name, value in read.items() if value is not None}
                outward.ends[element] = outward.id_of(labels, known, element)
        rows = [tuple(map(outward.value, row)) for row in raw]
        for held in ("_nodes", "_relationships"):  # else the driver keeps them until the last row
            getattr(outward.graph, held, {}).clear()
        return rows

    # ------------------------------------------------------------ within

    def _prefix(self, cypher: str) -> str:
        """Return what makes a query Cypher 5, unless it says itself what it is."""
        return "" if _OWN_LANGUAGE.match(cypher) else self._language or ""

    def _text(self, cypher: str) -> str:
        return self._prefix(cypher) + cypher

    @contextmanager
    def _told(self, cypher: str, timeout: float | None = None) -> Iterator[None]:
        if timeout is not None and not 0 < timeout <= _LONGEST:
            raise UsageError(f"{timeout:g} s is no time to wait.", "Give a number of seconds, or none.")
        try:
            yield
        except Exception as error:  # driver 5 lets OSErrors through, and some that it does not publish
            network = isinstance(error, OSError) or isinstance(error.__cause__, OSError)
            if network or type(error).__module__.partition(".")[0] == "neo4j":
                raise told(error, self.address, Asked(cypher, self._prefix(cypher), timeout)) from error
            raise

    @contextmanager
    def _transaction(
        self, timeout: float | None, *, write: bool = False, fetch: int = _FETCH
    ) -> Iterator[neo4j.Transaction]:
        with self._session(write=write, fetch=fetch) as session:
            begun = session.begin_transaction(timeout=timeout)
            yield begun
            begun.commit()

    @contextmanager
    def _session(self, *, write: bool, fetch: int = _FETCH) -> Iterator[neo4j.Session]:
        driver = self._driver()
        session = driver.session(
            database=self.address.database or None,
            default_access_mode=neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS,
            fetch_size=fetch,
            bookmark_manager=self._bookmarks,
        )
        try:
            yield session
        except Neo4jError:
            self._keep(driver, session)
            raise
        except BaseException:  # Ctrl-C, an iterator closed early: the query may be under way still
            driver.close()
            session.close()
            raise
        else:
            self._keep(driver, session)

    def _keep(self, driver: neo4j.Driver, session: neo4j.Session) -> None:
        session.close()
        if self._closed:
            driver.close()
        else:
            self._idle.append(driver)

    def _driver(self) -> neo4j.Driver:
        try:
            return self._idle.pop()
        except IndexError:
            pass
        self._closed = False
        driver = self._opened(self.address.uri)
        try:
            self._greet(driver)
        except BaseException:
            driver.close()
            raise
        return driver

    def _opened(self, uri: str) -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(
            uri,
            auth=(self.address.user, self.address.password) if self.address.user else None,
            user_agent=f"kgraph/{__version__}",
            connection_timeout=_PATIENCE,
            connection_acquisition_timeout=2 * _PATIENCE,
            liveness_check_timeout=_RESTED,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )

    def _greet(self, driver: neo4j.Driver) -> None:
        """Learn once what the server is."""
        if self._language is not None:
            return
        try:
            agent = driver.get_server_info().agent
        except ServiceUnavailable as error:
            uri = self.address.uri
            if error.__cause__ is None and uri.startswith(
                "neo4j"
            ):  # driver 5 does not say why it has no routes
                with self._opened(uri.replace("neo4j", "bolt", 1)) as direct:
                    direct.get_server_info()
            raise
        version = tuple(map(int, re.findall(r"\d+", agent.rpartition("/")[2])[:2]))
        if version < (5,):
            raise too_old(agent, self.address)
        self._language = _LANGUAGE if version >= _LANGUAGE_SINCE else ""


def _given(parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    try:
        return {
            name: inward(value, f"Parameter ${name}", time.Duration)
            for name, value in (parameters or {}).items()
        }
    except DataError as error:
        raise QueryError(error.message, error.hint) from None


def _share(limit: int | None) -> int:
    """Return how many rows to fetch at a time, so that what is fetched is what is wanted."""
    if not limit:
        return 1 if limit == 0 else _FETCH
    return math.ceil(limit / math.ceil(limit / _FETCH))


def _counters(summary: neo4j.ResultSummary) -> dict[str, int]:
    """Return what a writing query changed, by the names that the embedded store has for it, too."""
    counters = summary.counters
    writes = counters.contains_updates or summary.query_type in ("w", "rw")
    if not writes or summary.plan is not None:  # an EXPLAIN shows its plan, and changes nothing
        return {}
    return {name: getattr(counters, name) for name in _COUNTED}
