"""What people judged: "these two are one", "these are not".

Judgements live in a CSV file of their own beside the store. Sources are never rewritten by them,
and taking a judgement back brings everything back as it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kgraph.errors import BadSource, JudgementError, UnknownName, UsageError

COLUMNS = ("left", "verdict", "right", "note")


class Verdict(StrEnum):
    """Whether two ids are one entity."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`left` is the same entity as `right`, whose id then stands for both; or it is not."""

    left: str
    verdict: Verdict
    right: str
    note: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """The two ids, in no order."""
        return frozenset((self.left, self.right))


def judge(left: str, verdict: str, right: str, note: str = "") -> Judgement:
    """Return a judgement; UsageError where it cannot be meant."""
    if verdict not in list(Verdict):
        raise UnknownName.among("verdict", verdict, list(Verdict))
    if left == right:
        raise UsageError(f"{left!r} is judged against itself.", "Name two different entities.")
    return Judgement(left, Verdict(verdict), right, note)


def taken_back(judgements: Iterable[Judgement], left: str, right: str) -> list[Judgement]:
    """Return the judgements without the one about two ids; UsageError where there is none."""
    judged = list(judgements)
    others = [one for one in judged if one.pair != frozenset((left, right))]
    if len(others) == len(judged):
        raise UsageError(f"Nothing was judged of {left!r} and {right!r}.", "See `kgraph judgements`.")
    return others


def changed(
    judgements: Iterable[Judgement], made: Iterable[Judgement], undone: Iterable[Judgement] = ()
) -> list[Judgement]:
    """Return judgements without those that are undone, and with others made; of one pair the last counts."""
    gone = {one.pair for one in undone}
    found: dict[frozenset[str], Judgement] = {}
    for one in [*(one for one in judgements if one.pair not in gone), *made]:
        found.pop(one.pair, None)
        found[one.pair] = one
    return list(found.values())


def apart(judgements: Iterable[Judgement]) -> set[frozenset[str]]:
    """Return the pairs that are judged different, by the ids that stand for them."""
    judged = list(judgements)
    stands = canonical(judged)
    different = (one for one in judged if one.verdict is Verdict.DIFFERENT)
    return {frozenset(stands.get(end, end) for end in one.pair) for one in different}


def following(judgements: Sequence[Judgement], one: Judgement) -> Judgement | None:
    """Return a judgement so that it goes with those before it; None where it says nothing new.

    Who was judged the same as somebody has one successor: a second one is the successor's.
    Raises JudgementError where it cannot be.
    """
    before = changed(judgements, (), [one])
    if one.verdict is Verdict.SAME and any(
        other.left == one.left and other.verdict is Verdict.SAME for other in before
    ):
        stands = canonical(before)
        left, right = (stands.get(end, end) for end in (one.left, one.right))
        if left == right:
            return None
        one = replace(one, left=left, right=right)
    canonical([*before, one])
    return one


def read(data: bytes, path: object) -> list[Judgement]:
    """Read a judgements file; raise BadSource with file and row where it cannot be."""
    from kgraph.read.intake import decode  # noqa: PLC0415 - most stores have no judgements, and need no reader

    rows = csv.DictReader(io.StringIO(decode(data, path), newline=""))
    missing = [name for name in COLUMNS[:3] if name not in (rows.fieldnames or ())]
    if missing:
        raise BadSource(
            path, f"column {missing[0]!r} is missing.", f"The columns are {', '.join(COLUMNS)}.", row=1
        )
    judgements = []
    for row in rows:
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if not cells["left"] or not cells["right"]:
            raise BadSource(path, "a judgement needs two ids.", row=rows.line_num)
        if cells["verdict"] not in list(Verdict):
            unknown = UnknownName.among("verdict", cells["verdict"], list(Verdict))
            raise BadSource(path, unknown.message, unknown.hint, row=rows.line_num)
        judgements.append(Judgement(cells["left"], Verdict(cells["verdict"]), cells["right"], cells["note"]))
    return judgements


def write(judgements: Iterable[Judgement]) -> bytes:
    """Return the file's bytes, in the order given."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows((one.left, one.verdict.value, one.right, one.note) for one in judgements)
    return out.getvalue().encode("utf-8")


def canonical(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return id -> the id that stands for it, for every id that another stands for.

    Raises JudgementError where "same" runs in a circle or gives one id two successors, or where
    two ids judged different come out as one.
    """
    judged = list(judgements)
    successor: dict[str, str] = {}
    for one in judged:
        if one.verdict is Verdict.SAME and successor.setdefault(one.left, one.right) != one.right:
            raise JudgementError(
                f"{one.left!r} is judged the same as both {successor[one.left]!r} and {one.right!r}.",
                f"Judge one of these two the same as the other, and {one.left!r} the same as that one.",
            )
    result = {start: _last(start, successor) for start in successor}
    for one in judged:
        left, right = result.get(one.left, one.left), result.get(one.right, one.right)
        if one.verdict is Verdict.DIFFERENT and left == right:
            raise JudgementError(
                f"{one.left!r} and {one.right!r} are judged different, yet other judgements make them one.",
                "Take back one of the judgements: kgraph judge --undo.",
            )
    return result


def _last(start: str, successor: dict[str, str]) -> str:
    chain = [start]
    while chain[-1] in successor:
        following = successor[chain[-1]]
        if following in chain:
            circle = " -> ".join([*chain[chain.index(following) :], following])
            raise JudgementError(
                f"Judgements run in a circle: {circle}.", "Take back one of them: kgraph judge --undo."
            )
        chain.append(following)
    return chain[-1]
