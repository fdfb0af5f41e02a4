"""The questions of the data files, and the parameters that they are asked with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from kgraph.model import Duration

HERE = Path(__file__).parent
REFUSED = "Refused"
ONLY_NEO4J = "Only Neo4j"

PARAMETERS: dict[str, Any] = {
    "person": "Jung Woo-sung",
    "other": "Kim Sung-soo",
    "hangul": "김",
    "names": ["Beat", "The Warriors", "기생충", "no such film"],
    "rows": [
        {"name": "Beat", "year": 1997},
        {"name": "기생충", "year": 2019},
        {"name": "Beat", "year": None},
    ],
    "row": {"name": "Beat", "year": 1997},
    "key": "year",
    "year": 1997,
    "least": 2,
    "two": 2.0,
    "mixed": [1, 2.5, 3],
    "skip": 3,
    "limit": 4,
    "none": 0,
    "empty": [],
    "nothing": None,
    "yes": True,
    "day": dt.date(2021, 6, 15),
    "span": Duration(1, 2, 0, 0),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its title; `free` are columns of lists in any order, `ties` what rows are sorted by."""

    group: str
    title: str
    text: str
    free: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.group}: {self.title}"


def read(path: Path) -> list[Question]:
    """Read the questions of a file; queries.cypher says how they are written."""
    group, questions = "", []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line]
        comments = [line[2:].strip() for line in takewhile(lambda line: line.startswith("//"), lines)]
        if comments and comments[0].startswith("===="):
            group = comments[0].strip("= ")
        elif group and lines:
            told = dict(line.split(": ", 1) for line in comments[1:])
            query = "\n".join(lines[len(comments) :])
            assert comments, f"{path.name}: a query without a title: {query}"
            assert query, f"{path.name}: a title without a query: {comments[0]}"
            assert told.keys() <= {"free", "ties"}, f"{path.name}: {comments}"
            names = [tuple(told[key].split(", ")) if key in told else () for key in ("free", "ties")]
            questions.append(Question(group, comments[0], query, *names))
    return questions
