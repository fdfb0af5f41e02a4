"""The questions of queries.cypher: the same rows from both stores, or an error from both."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.differential.asking import ask, difference
from tests.differential.conftest import Stores
from tests.differential.questions import HERE, ONLY_NEO4J, PARAMETERS, REFUSED, Question, read

QUESTIONS = read(HERE / "queries.cypher")
PAGE = Path(__file__).parents[2] / "docs" / "cypher-on-the-embedded-store.md"


def groups(*names: str) -> list[Question]:
    return [question for question in QUESTIONS if question.group in names]


ANSWERED = [question for question in QUESTIONS if question.group not in (REFUSED, ONLY_NEO4J)]


@pytest.mark.parametrize("question", ANSWERED, ids=str)
def test_a_question_has_one_answer(films: Stores, question: Question) -> None:
    embedded, neo4j = (
        ask(store, question.text, PARAMETERS, question.free) for store in (films.embedded, films.neo4j)
    )
    assert (embedded.kind, neo4j.kind) == ("rows", "rows"), embedded.message or neo4j.message
    assert not difference(question.text, embedded, neo4j, question.ties)


@pytest.mark.parametrize("question", groups(REFUSED), ids=str)
def test_a_mistake_is_one_on_both_stores(films: Stores, question: Question) -> None:
    embedded, neo4j = (ask(store, question.text, PARAMETERS) for store in (films.embedded, films.neo4j))
    assert (embedded.kind, neo4j.kind) == ("error", "error"), f"{embedded} {neo4j}"
    assert embedded.message
    assert neo4j.message


@pytest.mark.parametrize("question", groups(ONLY_NEO4J), ids=str)
def test_what_only_neo4j_answers_says_so(films: Stores, question: Question) -> None:
    embedded, neo4j = (ask(store, question.text, PARAMETERS) for store in (films.embedded, films.neo4j))
    assert (embedded.kind, neo4j.kind) == ("not supported", "rows"), embedded.message or neo4j.message
    assert embedded.message.startswith("The embedded store does not support")


def test_the_documentation_lists_every_question_that_only_neo4j_answers() -> None:
    (listed,) = re.findall(r"^```text\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert listed.splitlines() == [question.text for question in groups(ONLY_NEO4J)]


def test_there_are_questions_enough() -> None:
    assert len(ANSWERED) >= 250
    assert len({question.text for question in QUESTIONS}) == len(QUESTIONS)
    assert len({str(question) for question in QUESTIONS}) == len(QUESTIONS)
    assert min(Counter(question.group for question in QUESTIONS).values()) >= 5
