"""What the two stores once answered otherwise; see found.cypher."""

from __future__ import annotations

import pytest

from tests.differential.asking import ask, difference
from tests.differential.conftest import Stores
from tests.differential.questions import HERE, PARAMETERS, Question, read

LEFT = "Left to Neo4j"


@pytest.mark.parametrize("question", read(HERE / "found.cypher"), ids=lambda question: question.title)
def test_a_difference_once_found_is_none(oddities: Stores, question: Question) -> None:
    embedded, neo4j = (
        ask(store, question.text, PARAMETERS, question.free) for store in (oddities.embedded, oddities.neo4j)
    )
    kind = "not supported" if question.group == LEFT else neo4j.kind
    assert embedded.kind == kind, embedded.message or neo4j.message
    assert not difference(question.text, embedded, neo4j, question.ties)
