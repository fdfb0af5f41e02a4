"""A review in the terminal: pairs shown one after the other, and each answer kept as it is given."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import click

from kgraph.cli.answers import ANSWERS, Answer, json_lines
from kgraph.cli.output import note
from kgraph.errors import JudgementError
from kgraph.explore.lookup import nodes
from kgraph.identity.candidates import Candidate
from kgraph.identity.entities import Entity
from kgraph.identity.joining import PERSON
from kgraph.identity.joining import note as reason
from kgraph.names import slug
from kgraph.resolve.judgements import Judgement, Verdict, changed, following
from kgraph.store import Store

_SHOWN_FILMS = 4
_VERDICTS = {"a": Verdict.SAME, "r": Verdict.DIFFERENT, "s": None}
_CHOICES = ("accept", "reject", "skip", "back", "quit")


class Journal:
    """The answers of a review until they are judgements, in a file that outlives a kill or a cut line.

    A line of JSON an answer, as `kgraph review --answers` reads it; of one pair the last counts. It
    stands beside a store that is a file, and for a server in the user's own folder for applications.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.whole = True

    @classmethod
    def of(cls, store: Store) -> Self:
        """Return the journal of a store."""
        if "://" in store.location:
            folder = Path(click.get_app_dir("kgraph"))
            return cls(folder / f"{slug(store.location.rpartition('//')[2])}.review.jsonl")
        return cls(Path(store.location).with_suffix(".review.jsonl"))

    def add(self, answer: Answer) -> None:
        """Write an answer down; where there is no room, say so, and write no more: it is not `whole`."""
        if not self.whole:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line(answer))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            note(f"{self.path}: {error.strerror}. Answers are kept in memory alone until the end.")
            self.whole = False

    def answers(self) -> list[Answer]:
        """Return what a review that was broken off has left; a last line that was cut is none."""
        data = self.path.read_bytes() if self.path.exists() else b""
        told = json_lines(data[: data.rfind(b"\n") + 1], str(self.path))
        return [one for one in told if one.verdict]

    def remove(self) -> None:
        """Take the file away: its answers are judgements now."""
        self.path.unlink(missing_ok=True)

    def set_aside(self) -> Path:
        """Put the file where no review takes it up, and return where."""
        return self.path.replace(self.path.with_suffix(".left.jsonl"))


def line(answer: Answer) -> str:
    """Return an answer as a line of an answers file."""
    told = {"left": answer.left, "right": answer.right, "answer": ANSWERS[answer.verdict]}
    return json.dumps({**told, "note": answer.note}, ensure_ascii=False) + "\n"


def asked(
    unclear: Sequence[Candidate], store: Store, journal: Journal | None, today: dt.date | None = None
) -> list[Answer]:
    """Show each pair, and ask; what was answered before `quit`, or before the end of the answers, counts."""
    given: dict[int, Answer] = {}
    titles = _titles(unclear, store)
    judged = [store.judgements()]  # as of each pair: going back is to be where one was
    try:
        while (place := len(judged) - 1) < len(unclear):
            one = unclear[place]
            click.echo(f"\n{place + 1} of {len(unclear)}: {candidate_text(one, titles)}")
            told = _answer()
            if told == "q":
                break
            if told == "b":
                del judged[max(place, 1) :]
                gone = given.pop(place - 1, None)
                if gone and journal:
                    journal.add(replace(gone, verdict=None))
                continue
            answer = Answer(
                one.left.id, one.right.id, _VERDICTS[told], reason(one, PERSON, today or _today())
            )
            judged.append(_judged(judged[-1], answer))
            if judged[-1] is not judged[-2]:
                given[place] = answer
                if journal:
                    journal.add(answer)
    except (BrokenPipeError, KeyboardInterrupt):  # nobody is there any more: what was answered counts
        pass
    return [given[place] for place in sorted(given)]


def _judged(before: list[Judgement], answer: Answer) -> list[Judgement]:
    """Return the judgements with this one; the same list where it says nothing new, or cannot be."""
    if answer.verdict is None:
        return before
    try:
        made = following(before, Judgement(answer.left, answer.verdict, answer.right, answer.note))
    except JudgementError as error:  # one answer cannot be, and the others stay
        note(str(error))
        return before
    return changed(before, [made]) if made else before


def _answer() -> str:
    choice = click.Choice([*_CHOICES, *(one[0] for one in _CHOICES)], case_sensitive=False)
    try:
        told: str = click.prompt(
            ", ".join(_CHOICES), type=choice, default="skip", show_choices=False, err=True
        )
    except click.Abort:
        note("")  # ends the line that asks
        return "q"
    return told[0].lower()


def _today() -> dt.date:
    return dt.date.today()


# ---------------------------------------------------------------- telling


def candidate_text(one: Candidate, titles: Mapping[str, str]) -> str:
    """Return a pair for a person: both sides, and the evidence."""
    lines = [f"{one.kind}, {one.bits:+.1f} bits"]
    for end in (one.left, one.right):
        lines += [f"  {_facts(end)}", *(f"      {told}" for told in _more(end, titles))]
    lines += [f"    {told.bits:+6.1f}  {told.what}" for told in one.evidence]
    return "\n".join(lines)


def _facts(one: Entity) -> str:
    years = f"{min(one.years)}-{max(one.years)}" if one.years else ""
    born = f"born {one.born}" if one.born else ""
    told = (*one.names[:3], born, years, ", ".join(sorted(one.work)), f"id {one.id}")
    return " · ".join(part for part in told if part)


def _more(one: Entity, titles: Mapping[str, str]) -> list[str]:
    films = sorted(titles[film] for film in one.films if film in titles)
    shown = ", ".join(films[:_SHOWN_FILMS])
    rest = len(films) - _SHOWN_FILMS
    told = [f"{shown} and {rest} more" if rest > 0 else shown]
    told.append(", ".join([*sorted(one.countries), *(f"{base} {one.ids[base]}" for base in sorted(one.ids))]))
    told.append(f"says {', '.join(sorted(one.sources))}" if one.sources else "")
    return [text for text in told if text]


def candidates_json(unclear: Sequence[Candidate], store: Store) -> list[dict[str, Any]]:
    """Return pairs for a program."""
    titles = _titles(unclear, store)
    return [
        {
            "type": one.kind,
            "left": _entity_json(one.left, titles),
            "right": _entity_json(one.right, titles),
            "bits": one.bits,
            "evidence": [{"what": told.what, "bits": round(told.bits, 1)} for told in one.evidence],
        }
        for one in unclear
    ]


def _titles(unclear: Sequence[Candidate], store: Store) -> dict[str, str]:
    films = {film for one in unclear for end in (one.left, one.right) for film in end.films}
    return {film: node.name for film, node in nodes(store, films).items()} if films else {}


def _entity_json(one: Entity, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "names": list(one.names),
        "years": sorted(one.years),
        "work": sorted(one.work),
        "films": sorted(titles.get(film, film) for film in one.films)[:_SHOWN_FILMS],
        "countries": sorted(one.countries),
        "ids": dict(one.ids),
        "sources": sorted(one.sources),
    }
