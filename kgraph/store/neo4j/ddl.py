"""Constraints and indexes, from the schema: what makes ids unique, and look-ups quick.

Names of labels, types and properties reach Cypher only through `quoted`; all else is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable

from kgraph import quoting
from kgraph.errors import DataError
from kgraph.read.records import OUTER_ID
from kgraph.schema import film_schema

NAMES_INDEX = "kgraph_names"


def quoted(name: str) -> str:
    """Return a label, type or property name as Cypher takes it; DataError where Neo4j has none such."""
    if not name or "\0" in name:
        raise DataError(f"Neo4j allows no label, type or property called {name!r}.", "Give it another name.")
    return quoting.quoted(name)


def labelled(labels: Iterable[str]) -> str:
    """Return labels as they follow a variable in a pattern: "" where there are none."""
    return "".join(f":{quoted(label)}" for label in labels)


def statements(labels: Iterable[Iterable[str]] = ()) -> list[str]:
    """Return all commands that a database needs, in their order."""
    return [*constraints(labels), *indexes()]


def constraints(labels: Iterable[Iterable[str]] = (), *, entities: bool = True) -> list[str]:
    """Return the commands for what rows are written by, each harmless where it was run before.

    With `entities` every type of the schema gets a unique `id`: without any, a property graph may have
    people of its own whose `id` is something else. `labels` are the label sets of a property graph: the
    first label of each gets a unique `_id`.
    """
    types = film_schema().entities if entities else ()
    of_graph = sorted({min(one) for one in map(sorted, labels) if one})
    unique = [(name, "id") for name in types] + [(name, OUTER_ID) for name in of_graph]
    return [
        f"CREATE CONSTRAINT {quoted(f'kgraph_{name}_{key}')} IF NOT EXISTS "
        f"FOR (n:{quoted(name)}) REQUIRE n.{quoted(key)} IS UNIQUE"
        for name, key in unique
    ]


def indexes() -> list[str]:
    """Return the commands for what questions are answered by, each harmless where it was run before.

    They come after the rows: a server makes a full-text index of all names in a fraction of the time
    that it takes to keep one up to date row by row.
    """
    named = "|".join(quoted(name) for name in film_schema().entities)
    return [f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:{named}) ON EACH [n.name, n.names]"]
