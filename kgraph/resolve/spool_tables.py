"""The tables of the spool: SQLite in a temporary file, as quick as it can be made."""

# ruff: noqa: S608 - the SQL is made of constants; values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kgraph.errors import DataError, StoreError
from kgraph.resolve.spool_rows import Link, Thing

Row = tuple[Any, ...]

_AT_ONCE = 500
_OPEN = """
PRAGMA page_size = 16384;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA secure_delete = OFF;
PRAGMA cache_size = -32000;
CREATE TABLE thing (
    place INT, batch INT, graph INT, outer TEXT, id TEXT, kind INT, evidence BLOB, told BLOB
);
CREATE TABLE link (
    place INT, batch INT, graph INT, type INT, start TEXT, finish TEXT, evidence BLOB, told BLOB,
    subject TEXT, object TEXT
);
CREATE TABLE pair AS SELECT * FROM link;
CREATE TABLE known (id TEXT, kind INT);
CREATE TABLE scoped (batch INTEGER PRIMARY KEY);
CREATE TABLE kind (kind INTEGER PRIMARY KEY, rank INT, labels INT, entity INT);
CREATE TABLE type (type INTEGER PRIMARY KEY, rank INT);
CREATE TABLE moved (id TEXT PRIMARY KEY, stands TEXT) WITHOUT ROWID;
CREATE TABLE excluded (type INT, start TEXT, PRIMARY KEY (type, start)) WITHOUT ROWID;
BEGIN;
"""
_MOVE = """
UPDATE thing SET id = (SELECT stands FROM moved WHERE moved.id = outer)
 WHERE graph = 0 AND outer IN (SELECT id FROM moved)
"""
_MOVE_ENDS = """
UPDATE {} SET subject = start, object = finish,
    start = ifnull((SELECT stands FROM moved WHERE id = start), start),
    finish = ifnull((SELECT stands FROM moved WHERE id = finish), finish)
 WHERE graph = 0 AND (start IN (SELECT id FROM moved) OR finish IN (SELECT id FROM moved))
"""
# In a file with a prefix a row can be an entity and the next one of that id none: the first decides.
_ONE_ID = """
UPDATE thing SET id = one.id FROM (
    SELECT batch, outer, id, min(place) FROM thing WHERE graph = 3 AND (batch, outer) IN (
        SELECT batch, outer FROM thing WHERE graph = 3 GROUP BY batch, outer HAVING min(id) <> max(id)
    ) GROUP BY batch, outer
) AS one WHERE thing.graph = 3 AND thing.batch = one.batch AND thing.outer = one.outer
"""
_ITEM = """
CREATE TABLE item (
    id TEXT PRIMARY KEY, type INT, rank INT, stated INT, rows INT, torn INT, mixed INT
) WITHOUT ROWID
"""
_ITEMS = """
INSERT INTO item
SELECT id, max(CASE graph WHEN 0 THEN rank END), max(rank), max(graph = 0 AND counted), sum(counted),
       ifnull(min(labels) <> max(labels), 0), ifnull(min(entity) <> max(entity), 0)
  FROM (SELECT id, graph, kind, 1 AS counted FROM thing UNION ALL SELECT id, 0, kind, 0 FROM known)
  LEFT JOIN kind USING (kind)
 GROUP BY id ORDER BY id
"""
_OWN = """
CREATE TABLE own (
    batch INT, outer TEXT, id TEXT, rank INT, times INT, PRIMARY KEY (batch, outer)
) WITHOUT ROWID
"""
_OWNS = """
INSERT INTO own
SELECT batch, outer, thing.id, item.rank, sum(graph = 3) FROM thing JOIN item USING (id)
 WHERE batch IN (SELECT batch FROM scoped) GROUP BY batch, outer ORDER BY batch, outer
"""
_EDGE = (
    "CREATE TABLE {} (way INT, type INT, start TEXT, finish TEXT, graph INT, batch INT, evidence BLOB, "
    "told BLOB, place INT, subject TEXT, object TEXT)"
)
# Type and places of the ends as one number: one comparison where there would be three.
_WAY = "(type.rank * {{places}} + {0}) * {{places}} + {1} AS way, link.type"
_REST = "graph, link.batch, evidence, told, place, subject, object"
_FROM = "FROM {table} AS link JOIN type USING (type)"
_BY_ID = "LEFT JOIN item AS a ON a.id = link.start LEFT JOIN item AS b ON b.id = link.finish"
_BY_FILE = (
    "LEFT JOIN own AS a ON a.batch = link.batch AND a.outer = link.start "
    "LEFT JOIN own AS b ON b.batch = link.batch AND b.outer = link.finish"
)
_JOINED = {
    (0,): f"SELECT {_WAY.format('a.type', 'b.type')}, start, finish, {_REST} {_FROM} {_BY_ID}",
    (2, 4): f"SELECT {_WAY.format('a.rank', 'b.rank')}, start, finish, {_REST} {_FROM} {_BY_ID}",
    (3,): (
        f"SELECT {_WAY.format('a.rank', 'b.rank')}, ifnull(a.id, start) AS start, "
        f"ifnull(b.id, finish) AS finish, {_REST} {_FROM} {_BY_FILE}"
    ),
}
_ORDERS = {"link": "way, start, finish", "pair": "type, min(start, finish), max(start, finish)"}
_COLUMNS = {
    "thing": "place, batch, graph, outer, id, kind, evidence, told",
    "link": "place, batch, graph, type, start, finish, evidence, told",
    "pair": "place, batch, graph, type, start, finish, evidence, told",
}
_SORTED = {"link": "edge", "pair": "mutual"}


class Tables:
    """What is written row by row, and what is made of it. Without a `folder` SQLite chooses one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = TemporaryDirectory(prefix="kgraph-", dir=folder) if folder else None
        file = f"{self._folder.name}/spool" if self._folder else ""
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.executescript(_OPEN)
        self._graphs: dict[str, set[int]] = {"link": set(), "pair": set()}

    def close(self) -> None:
        """Let go of the file, which is gone then."""
        self._db.close()
        if self._folder:
            self._folder.cleanup()

    # ------------------------------------------------------------ rows in

    def put(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
        if rows:
            if table in self._graphs:
                self._graphs[table].update({row[2] for row in rows})
            with _trouble():
                marks = ", ".join("?" * len(rows[0]))
                into = f"{table} ({_COLUMNS[table]})" if table in _COLUMNS else table
                self._db.executemany(f"INSERT OR IGNORE INTO {into} VALUES ({marks})", rows)

    def ask(self, query: str, *parameters: Any) -> Iterator[Row]:
        """Yield the rows of a query."""
        return chain.from_iterable(self._ask(query, parameters))

    def _ask(self, query: str, parameters: Sequence[Any]) -> Iterator[list[Row]]:
        with _trouble():
            cursor = self._db.execute(query, parameters)
            while rows := cursor.fetchmany(_AT_ONCE):
                yield rows

    def first(self, query: str, *parameters: Any) -> Row | None:
        """Return the first row of a query, or None."""
        with _trouble():
            row: Row | None = self._db.execute(query, parameters).fetchone()
            return row

    # ------------------------------------------------------------ what is made of them

    def move(self, canonical: Mapping[str, str]) -> None:
        """Let ids stand for others."""
        self.put("moved", list(canonical.items()))
        self._run(_MOVE, _MOVE_ENDS.format("link"), _MOVE_ENDS.format("pair"))

    def one_id(self) -> None:
        """Give the rows of one node in a file one id."""
        self._run(_ONE_ID)

    def index(self, kinds: Sequence[Row], types: Sequence[Row]) -> None:
        """Make the table of what stands under an id; `kinds` and `types` are rows of tables."""
        self._run(
            "DROP TABLE IF EXISTS item", "DROP TABLE IF EXISTS own", "DELETE FROM kind", "DELETE FROM type"
        )
        self.put("kind", kinds)
        self.put("type", types)
        self._run(_ITEM, _ITEMS)

    def index_files(self, batches: Iterable[int]) -> None:
        """Make the table of what stands under an id in each file."""
        self.put("scoped", [(batch,) for batch in batches])
        self._run(_OWN, _OWNS)

    def stand(self, node_id: str, rank: int) -> None:
        """Let a node stand at a place."""
        with _trouble():
            stands = "UPDATE item SET rank = ?1, type = iif(type IS NULL, NULL, ?1) WHERE id = ?2"
            self._db.execute(stands, (rank, node_id))

    def sort(self, table: str, places: int) -> None:
        """Look up the ends of `link` or `pair`, and put them in order into `edge` or `mutual`."""
        into = _SORTED[table]
        self._run(_EDGE.format(into))
        parts = [
            f"{joined.format(table=table, places=places)} WHERE graph IN ({_listed(graphs)})"
            for graphs, joined in _JOINED.items()
            if self._graphs[table].intersection(graphs)
        ]
        if parts:
            each = " UNION ALL ".join(parts)
            self._run(f"INSERT INTO {into} SELECT * FROM ({each}) ORDER BY {_ORDERS[table]}")

    # ------------------------------------------------------------ rows out

    def things(self, where: str = "TRUE", order: str = "item.rank, id, graph > 1, place") -> Iterator[Thing]:
        """Yield rows about nodes, by default grouped as they are to come out."""
        columns = "item.rank, id, graph, batch, outer, kind, evidence, told, place"
        query = f"SELECT {columns} FROM thing JOIN item USING (id) WHERE {where} ORDER BY {order}"
        return map(Thing._make, self.ask(query))

    def links(self, table: str, where: str = "TRUE") -> Iterator[Link]:
        """Yield rows about edges, those between two ends together, of `edge` or `mutual`."""
        query = f"SELECT way, type, start, finish, {_REST} FROM {table} AS link WHERE {where} ORDER BY rowid"
        return map(Link._make, self.ask(query))

    def ends(self, kind: int) -> Iterator[Row]:
        """Yield start and end of the edges of a relation that statements make, by start."""
        return self.ask("SELECT start, finish FROM link WHERE graph = 0 AND type = ? ORDER BY start", kind)

    def triples(self, where: str) -> Iterator[tuple[str, int, str]]:
        """Yield start, type and end of edges; those of a file by the ids that stand for its own."""
        each = " UNION ".join(
            f"{joined.format(table=table, places=0)} WHERE {where} AND graph IN ({_listed(graphs)})"
            for table in _SORTED
            for graphs, joined in _JOINED.items()
        )
        return self.ask(f"SELECT DISTINCT start, type, finish FROM ({each})")

    def _run(self, *commands: str) -> None:
        with _trouble():
            for command in commands:
                self._db.execute(command)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


@contextmanager
def _trouble() -> Iterator[None]:
    """Say what is wrong where the temporary file cannot be written or read."""
    try:
        yield
    except sqlite3.Error as error:
        hint = "Make room, or name a folder that has some in TMPDIR."
        raise StoreError(f"The temporary file of this load failed: {error}.", hint) from error
    except UnicodeEncodeError:
        raise DataError("A text holds half a surrogate pair, which is no character.") from None
