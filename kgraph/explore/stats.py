"""How much there is of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.store import Store


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts, the largest first. A node of two labels counts under both; `certainty` is that of edges."""

    nodes: int
    relationships: int
    labels: Mapping[str, int]
    types: Mapping[str, int]
    certainty: Mapping[str, int]
    contradicted: int


def stats(store: Store) -> Stats:
    """Count nodes by label and relationships by type and certainty."""
    return Stats(
        nodes=_one(store, "MATCH (n) RETURN count(n) AS number"),
        relationships=_one(store, "MATCH ()-[r]->() RETURN count(r) AS number"),
        labels=_counts(store, "MATCH (n) UNWIND labels(n) AS what RETURN what, count(*) AS number"),
        types=_counts(store, "MATCH ()-[r]->() RETURN type(r) AS what, count(*) AS number"),
        certainty=_counts(
            store,
            "MATCH ()-[r]->() WHERE r.claims IS NOT NULL RETURN r.certainty AS what, count(*) AS number",
        ),
        contradicted=_one(store, "MATCH (n) WHERE n.contradicted = true RETURN count(n) AS number")
        + _one(store, "MATCH ()-[r]->() WHERE r.contradicted = true RETURN count(r) AS number"),
    )


def _one(store: Store, cypher: str) -> int:
    ((number,),) = store.query(cypher).rows
    return int(number)  # type: ignore[arg-type]


def _counts(store: Store, cypher: str) -> dict[str, int]:
    rows: list[Any] = store.query(cypher).rows
    return {str(what): number for what, number in sorted(rows, key=lambda row: (-row[1], str(row[0])))}
