"""Queries at random over the awkward nodes; KGRAPH_EXAMPLES says how many, 200 unless it is set."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, event, given, settings

from tests.differential.asking import ask, difference
from tests.differential.conftest import Stores
from tests.differential.generated import Made, queries
from tests.differential.questions import PARAMETERS

EXAMPLES = int(os.environ.get("KGRAPH_EXAMPLES", "200"))
SECONDS = 20.0


@pytest.mark.timeout(120 + 5 * EXAMPLES)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    print_blob=True,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(query=queries())
def test_a_generated_query_has_one_answer(oddities: Stores, query: Made) -> None:
    embedded = ask(oddities.embedded, query.text, PARAMETERS, query.free, SECONDS)
    event(f"embedded: {embedded.kind}")
    if embedded.kind not in ("not supported", "too slow"):
        neo4j = ask(oddities.neo4j, query.text, PARAMETERS, query.free, SECONDS)
        event(f"Neo4j: {neo4j.kind}, {'some' if neo4j.rows else 'no'} rows")
        assert neo4j.kind == "too slow" or not difference(query.text, embedded, neo4j), query.text
