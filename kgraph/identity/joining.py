"""Candidates -> judgements: the clear ones joined where nothing stands in the way; the rest to review."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgraph.identity.candidates import CLEAR, Candidate, standing
from kgraph.identity.entities import Entity
from kgraph.resolve.judgements import Judgement, Verdict, apart

MACHINE, PERSON = "kgraph match", "kgraph review"
_MARGIN = 2.0
_SAID = 4


@dataclass(frozen=True, slots=True)
class Joined:
    """What was decided: the candidates `joined`, those `unclear`, and the judgements that join."""

    joined: Sequence[Candidate]
    unclear: Sequence[Candidate]
    judgements: Sequence[Judgement]


@dataclass
class _Group:
    """Entities that are one. `sources` are those that tell their entities apart."""

    ids: set[str]
    sources: set[str]
    external: dict[str, set[str]] = field(default_factory=dict)

    def fits(self, other: _Group, candidate: Candidate, different: set[frozenset[str]]) -> bool:
        """Tell whether two groups may be one."""
        if any(frozenset((one, two)) in different for one in self.ids for two in other.ids):
            return False
        if candidate.by_id:
            return True
        if self.sources & other.sources:
            return False
        shared = self.external.keys() & other.external.keys()
        return not any(self.external[base].isdisjoint(other.external[base]) for base in shared)


def joins(
    found: Iterable[Candidate],
    judgements: Iterable[Judgement] = (),
    today: dt.date | None = None,
    least: Mapping[str, float] = CLEAR,
) -> Joined:
    """Decide about candidates, the surest first; `least` are the bits from which on one is clear, by type.

    A source tells its own entities apart: no two of one source are joined, unless they share an id.
    Where two of one source fit a third nearly as well, none is joined: that is for a person to say.
    """
    ranked = sorted(found, key=lambda one: (-one.bits, one.left.id, one.right.id))
    different = apart(judgements)
    groups: dict[str, _Group] = {}
    joined, unclear = [], []
    rivals = _rivals(ranked)
    for one in ranked:
        left, right = (groups.setdefault(end.id, _alone(end)) for end in (one.left, one.right))
        if left is right:
            continue
        if one.bits < least[one.kind] or one.at_odds or (not one.by_id and one in rivals):
            unclear.append(one)
        elif left.fits(right, one, different):
            _unite(groups, left, right)
            joined.append(one)
    return Joined(joined, unclear, _judged(joined, groups, today or dt.date.today()))


def _alone(one: Entity) -> _Group:
    return _Group({one.id}, set(one.sources), {base: {value} for base, value in one.ids.items()})


def _unite(groups: dict[str, _Group], left: _Group, right: _Group) -> None:
    left.ids |= right.ids
    left.sources |= right.sources
    for base, values in right.external.items():
        left.external.setdefault(base, set()).update(values)
    for node_id in right.ids:
        groups[node_id] = left


def _rivals(ranked: Iterable[Candidate]) -> set[Candidate]:
    """Return the pairs of which one has another partner in the same source that fits nearly as well."""
    by_end: defaultdict[str, list[tuple[Candidate, Entity]]] = defaultdict(list)
    for one in ranked:
        by_end[one.left.id].append((one, one.right))
        by_end[one.right.id].append((one, one.left))
    found = set()
    for each in by_end.values():
        best = each[0]
        for other, partner in each[1:]:
            near = best[0].bits - other.bits < _MARGIN
            if near and partner.sources & best[1].sources and not (best[0].by_id or other.by_id):
                found |= {best[0], other}
    return found


def _judged(joined: Sequence[Candidate], groups: dict[str, _Group], today: dt.date) -> list[Judgement]:
    """Return a judgement for each that is joined: all ids of a group go to the one that stands for it."""
    known = {end.id: end for one in joined for end in (one.left, one.right)}
    why: dict[str, Candidate] = {}
    for one in joined:
        for end in (one.left, one.right):
            why.setdefault(end.id, one)
    made = []
    for group in {id(groups[node_id]): groups[node_id] for node_id in known}.values():
        stands = max(group.ids, key=lambda node_id: standing(known[node_id]))
        for node_id in sorted(group.ids - {stands}):
            made.append(Judgement(node_id, Verdict.SAME, stands, note(why[node_id], MACHINE, today)))
    return sorted(made, key=lambda one: (one.right, one.left))


def note(one: Candidate, who: str, today: dt.date) -> str:
    """Return what a judgement says of how it came about: who, when, and on what evidence."""
    best = sorted((told for told in one.evidence if told.bits > 0), key=lambda told: -told.bits)
    reasons = ", ".join(told.what for told in best[:_SAID])
    return f"{who} {today.isoformat()}: {reasons} ({one.bits:+.1f} bits)"


def made_by(judgement: Judgement, who: str, since: dt.date | None = None) -> bool:
    """Tell whether a judgement was made so, and where a day is given, on it or later."""
    if not judgement.note.startswith(f"{who} "):
        return False
    day = judgement.note.removeprefix(f"{who} ")[:10]
    return since is None or day >= since.isoformat()
