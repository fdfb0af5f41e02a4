"""What was loaded into a Neo4j database, kept where no query counts it.

A node for it would be in every `MATCH (n)`, so that the same question would have another answer
here than on the embedded store. Neo4j has one place for text beside the nodes: the names of
indexes. The ledger is the name of an index over a label that no node has, as JSON. An index is
made and dropped in one transaction, so that the ledger changes as a whole, and dropping the name
that was read fails where somebody else has changed it since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from kgraph.errors import StoreDamaged, StoreError, StoreLocked
from kgraph.resolve.judgements import Judgement, Verdict
from kgraph.store.entry import Entry
from kgraph.store.neo4j.ddl import quoted

_MARK = "kgraph ledger "
_LABEL = "kgraph ledger"
_READ = "SHOW INDEXES YIELD name WHERE name STARTS WITH $mark RETURN name"
FORMAT = 1


class Schema(Protocol):
    """What the ledger needs of a connection."""

    def query(self, cypher: str, parameters: dict[str, Any] | None = None) -> Any:
        """Answer a query."""

    def schema(self, *statements: str) -> None:
        """Run schema commands in one transaction."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All loads in the order in which they came, and what people judged.

    `written` is the index name it was read from, "" where the database has none.
    """

    loads: tuple[Entry, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    written: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return bool(self.loads or self.judgements)

    def entry(self, name: str) -> Entry | None:
        """Return the load of this name."""
        return next((one for one in self.loads if one.name == name), None)

    def with_loads(self, entries: Iterable[Entry]) -> Ledger:
        """Return a ledger with these entries, each in the place of the one of its name, else last."""
        loads = {one.name: one for one in self.loads} | {one.name: one for one in entries}
        return replace(self, loads=tuple(loads.values()))

    def without(self, names: Iterable[str]) -> Ledger:
        """Return a ledger without these loads."""
        gone = set(names)
        return replace(self, loads=tuple(one for one in self.loads if one.name not in gone))


def read(connection: Schema) -> Ledger:
    """Return the ledger of the database; an empty one where kgraph never wrote."""
    found = _written(connection)
    if not found:
        return Ledger()
    name = found[0]
    try:
        told = json.loads(name.removeprefix(_MARK))
        if told["format"] != FORMAT:
            raise StoreError("The database was written by a newer kgraph.", "Update kgraph.")
        loads = (Entry(**{key: _tupled(value) for key, value in one.items()}) for one in told["loads"])
        judgements = (Judgement(left, Verdict(verdict), *rest) for left, verdict, *rest in told["judgements"])
        return Ledger(tuple(loads), tuple(judgements), name)
    except (ValueError, KeyError, TypeError) as error:
        what = f"kgraph's ledger in the database cannot be read: {error!r}."
        raise StoreDamaged(what, "Load into an empty database, or with --replace.") from error


def write(connection: Schema, ledger: Ledger) -> Ledger:
    """Put a ledger in the place of the one it was read as, and return it as it now stands.

    Raises StoreLocked where another process has changed it since.
    """
    name = _named(ledger)
    if name == ledger.written:
        return ledger
    current = _written(connection)
    if current != [ledger.written] * bool(ledger.written):
        raise StoreLocked("Another process has written to the database meanwhile.", "Run this again.")
    connection.schema(*(f"DROP INDEX {quoted(one)}" for one in current), *([_make(name)] if ledger else []))
    return replace(ledger, written=name if ledger else "")


def command(ledger: Ledger) -> str:
    """Return the command that puts a ledger into a database that has none."""
    return _make(_named(ledger))


def _named(ledger: Ledger) -> str:
    told = {
        "format": FORMAT,
        "loads": [asdict(one) for one in ledger.loads],
        "judgements": [[one.left, one.verdict.value, one.right, one.note] for one in ledger.judgements],
    }
    return _MARK + json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _written(connection: Schema) -> list[str]:
    rows = connection.query(_READ, {"mark": _MARK}).rows
    return [name for (name,) in rows]


def _make(name: str) -> str:
    return f"CREATE INDEX {quoted(name)} FOR (n:{quoted(_LABEL)}) ON (n.loads)"


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
