"""Answers to a review, from a file: JSON lines, or a judgements file as the store keeps it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgraph.errors import BadSource
from kgraph.resolve import judgements
from kgraph.resolve.judgements import Verdict

_VERDICTS = {"accept": Verdict.SAME, "reject": Verdict.DIFFERENT, "skip": None}
ANSWERS = {verdict: answer for answer, verdict in _VERDICTS.items()}
"""Verdict, or None -> the word for it in an answers file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of a pair; `verdict` is None where it was skipped."""

    left: str
    right: str
    verdict: Verdict | None
    note: str = ""


def read_answers(path: Path) -> list[Answer]:
    """Read a file, or standard input where it is "-"; BadSource where it is neither form.

    Of one pair the last answer counts.
    """
    stdin = str(path) == "-"
    data = sys.stdin.buffer.read() if stdin else path.read_bytes()
    shown = "standard input" if stdin else str(path)
    if data.lstrip().startswith((b"{", b"[")):
        return json_lines(data, shown)
    if not data.strip():
        return []
    return [Answer(one.left, one.right, one.verdict, one.note) for one in judgements.read(data, shown)]


def json_lines(data: bytes, shown: str) -> list[Answer]:
    """Return the answers of JSON lines, of one pair the last; `shown` is what errors call them."""
    found: dict[frozenset[str], Answer] = {}
    for one in _answers(data, shown):
        found.pop(pair := frozenset((one.left, one.right)), None)
        found[pair] = one
    return list(found.values())


def _answers(data: bytes, shown: str) -> Iterator[Answer]:
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except ValueError as error:
            raise BadSource(shown, f"it is not JSON: {error}.", row=number) from error
        if not isinstance(told, dict):
            raise BadSource(shown, "an answer is an object a line.", row=number)
        left, right, answer = (told.get(key) for key in ("left", "right", "answer"))
        if not isinstance(left, str) or not isinstance(right, str) or answer not in _VERDICTS:
            what = "an answer has the ids 'left' and 'right', and 'answer': accept, reject or skip."
            raise BadSource(shown, what, row=number)
        said = told.get("note", "")
        yield Answer(left, right, _VERDICTS[answer], said if isinstance(said, str) else "")
