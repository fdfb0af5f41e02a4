"""What the database holds of the elements that a change touches, kept on disk while it lasts.

A change makes elements anew and writes only those that differ; what it was to make and did not is
deleted at the end. The table is in a temporary file, since a change may touch millions.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

from kgraph.graph.identity import edge_key
from kgraph.model import Node, Property, Relationship
from kgraph.values import to_json

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE held (
    kind TEXT, key TEXT, element TEXT, digest BLOB, doomed INTEGER, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE nodes (id TEXT PRIMARY KEY, element TEXT) WITHOUT ROWID;
"""


class Kind(StrEnum):
    """What an element is."""

    NODE = "node"
    EDGE = "edge"


class Known(NamedTuple):
    """An element of the database: the server's id, and what its properties were when it was read."""

    element: str
    digest: bytes

    def same(self, properties: Mapping[str, Property]) -> bool:
        """Tell whether an element has these properties already."""
        return self.digest == digest(properties)


class Held:
    """Elements of the database by kind and key: a node's labels and id, an edge's hash of identity.

    What is `doomed` is deleted at the end of a change unless it was made again.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # a file without a name, gone with the process
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")

    def node(self, element: str, node: Node, *, doomed: bool) -> bool:
        """Take up a node; return whether it was news."""
        self._db.execute("INSERT OR IGNORE INTO nodes VALUES (?, ?)", (node.id, element))
        return self._add(Kind.NODE, node_key(node), element, node.properties, doomed=doomed)

    def edge(self, element: str, edge: Relationship, ordinal: int = 0, *, doomed: bool) -> bool:
        """Take up a relationship, the `ordinal`-th of its equals; return whether it was news."""
        return self._add(Kind.EDGE, edge_key(edge, ordinal), element, edge.properties, doomed=doomed)

    def element(self, node_id: str) -> str | None:
        """Return the server's id of a node that was taken up."""
        row = self._db.execute("SELECT element FROM nodes WHERE id = ?", (node_id,)).fetchone()
        return row[0] if row else None

    def take(self, kind: Kind, key: str) -> Known | None:
        """Return what is held under a key, which is no longer doomed; None where there is nothing."""
        row = self._db.execute(
            "UPDATE held SET doomed = 0 WHERE kind = ? AND key = ? RETURNING element, digest", (kind, key)
        ).fetchone()
        return Known(*row) if row else None

    def doomed(self, kind: Kind) -> Iterator[str]:
        """Yield the server's ids of what was not made again."""
        rows = self._db.execute("SELECT element FROM held WHERE kind = ? AND doomed", (kind,))
        return (element for (element,) in rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def _add(
        self, kind: Kind, key: str, element: str, properties: Mapping[str, Property], *, doomed: bool
    ) -> bool:
        row = (kind, key, element, digest(properties), doomed)
        return self._db.execute("INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?, ?)", row).rowcount > 0


def node_key(node: Node) -> str:
    """Return the key of a node: one id under other labels is another node."""
    return json.dumps([*sorted(node.labels), node.id], ensure_ascii=False)


def digest(properties: Mapping[str, Property]) -> bytes:
    """Return a hash of properties that tells 1, 1.0, true and "1" apart."""
    told = json.dumps(
        {name: [type(value).__name__, to_json(value)] for name, value in properties.items()}, sort_keys=True
    )
    return hashlib.blake2b(told.encode(), digest_size=16).digest()
