"""A dictionary on disk, for what a reader has to remember of a file that is larger than the memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

_BITS = 1 << 25
_NOTHING: Mapping[str, Any] = {}
_TABLE = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA secure_delete = OFF;
PRAGMA cache_size = -32000;
CREATE TABLE shelf (key TEXT, name TEXT, value, PRIMARY KEY (key, name)) WITHOUT ROWID;
BEGIN;
"""


class Shelf:
    """Values by key and name, in a file that has no name and is gone with the process.

    Most keys that are asked for were never put: a Bloom filter of four megabytes says so without
    a look at the disk.
    """

    def __init__(self) -> None:
        self._marks = bytearray(_BITS // 8)
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.executescript(_TABLE)

    def get(self, key: str) -> Mapping[str, Any]:
        """Return what was put under a key: name -> value."""
        mixed, marks = hash(key), self._marks
        for place in (mixed % _BITS, (mixed >> 32) % _BITS):
            if not marks[place >> 3] & (1 << (place & 7)):
                return _NOTHING
        return dict(self._db.execute("SELECT name, value FROM shelf WHERE key = ?", (key,)))

    def put(self, rows: Iterable[tuple[str, str, str | bytes]]) -> None:
        """Put rows of key, name and value; what is there stays as it is."""
        told = sorted(rows)  # neighbours on the disk are written together
        marks = self._marks
        for key, _, _ in told:
            mixed = hash(key)
            for place in (mixed % _BITS, (mixed >> 32) % _BITS):
                marks[place >> 3] |= 1 << (place & 7)
        self._db.executemany("INSERT OR IGNORE INTO shelf VALUES (?, ?, ?)", told)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
