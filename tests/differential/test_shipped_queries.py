"""Every query that kgraph ships or shows: the files of cypher/, the README, the pages of docs/."""

from __future__ import annotations

import pytest

from kgraph import queries
from kgraph.queries import NamedQuery
from tests.differential.asking import ask, difference
from tests.differential.conftest import Stores
from tests.differential.shown import shown, sorted_by
from tests.test_docs import PAGES, ROOT

GIVEN = {"since": 2010}
SHOWN = [
    pytest.param(query, id=f"{page.relative_to(ROOT)} {number}")
    for page in PAGES
    for number, query in enumerate(shown(page), start=1)
]


@pytest.mark.parametrize("defaults", [False, True], ids=["example", "defaults"])
@pytest.mark.parametrize("query", queries.all_queries(), ids=lambda query: query.name)
def test_a_named_query_has_one_answer(films: Stores, query: NamedQuery, defaults: bool) -> None:
    required = {one.name: one.example for one in query.parameters if not one.optional or not defaults}
    parameters = query.fill(required)
    embedded, neo4j = (ask(store, query.text, parameters) for store in (films.embedded, films.neo4j))
    assert (embedded.kind, neo4j.kind) == ("rows", "rows"), embedded.message or neo4j.message
    assert not difference(query.text, embedded, neo4j)


@pytest.mark.parametrize("query", SHOWN)
def test_a_query_of_the_documents_has_one_answer(films: Stores, query: str) -> None:
    embedded, neo4j = (ask(store, query, GIVEN) for store in (films.embedded, films.neo4j))
    assert (embedded.kind, neo4j.kind) == ("rows", "rows"), embedded.message or neo4j.message
    assert not difference(query, embedded, neo4j, ties=sorted_by(query))


def test_there_are_queries_in_the_documents() -> None:
    assert len(SHOWN) >= 5
    assert any("WHERE r.certainty" in str(param.values[0]) for param in SHOWN)  # of a command
    assert any("RETURN a, r, b" in str(param.values[0]) for param in SHOWN)  # of Python
