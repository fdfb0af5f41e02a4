"""Queries with the answers that Neo4j 2026.09 gave them with CYPHER 5, recorded in neo4j_*.json.

A case holds rows, or `error` where Neo4j refuses the query too, or `refused` where Neo4j answers and
the embedded store must say that it does not.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kgraph.engine import Engine
from kgraph.errors import QueryError, QueryNotSupported
from tests.engine.film_graph import dump, film_engine, rows_of

CASES: list[dict[str, Any]] = [
    case
    for name in ("neo4j_answers.json", "neo4j_mended.json")
    for case in json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
]
DATA = film_engine().to_bytes()
BEFORE = Counter(dump(Engine.from_bytes(DATA)))
READER = Engine.from_bytes(DATA)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["query"])[:80])
def test_a_query_is_answered_as_neo4j_answers_it_or_refused(case: dict[str, Any]) -> None:
    """The same columns and rows, and after a write the same graph; else an error, never other rows."""
    write = case.get("write", False)
    engine = Engine.from_bytes(DATA) if write else READER

    def ask() -> tuple[list[str], list[list[str]]]:
        answer = engine.query(case["query"], case.get("parameters"), write=write)
        return list(answer.columns), rows_of(answer.rows, ordered="ORDER BY" in case["query"].upper())

    if "error" in case or "refused" in case:
        with pytest.raises(QueryError if "error" in case else QueryNotSupported):
            ask()
        return
    assert ask() == (case["columns"], case["rows"])
    if write:
        after = Counter(dump(engine))
        assert sorted((after - BEFORE).elements()) == case["added"]
        assert sorted((BEFORE - after).elements()) == case["removed"]
