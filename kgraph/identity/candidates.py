"""Pairs that may be one, with all that speaks for and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kgraph.identity import companies, films, people
from kgraph.identity.agreement import loose_keys
from kgraph.identity.entities import KINDS, Entity, World, read
from kgraph.identity.weighing import Evidence, Rarity
from kgraph.names import sound_keys
from kgraph.resolve.judgements import Judgement, apart
from kgraph.store import Store

CLEAR = {"Person": 3.0, "Film": 3.0, "Company": 3.0}
"""From how many bits on two are one: three bits are odds of eight to one."""
UNCLEAR = -4.0
"""From how many bits on it is worth a person's look."""
_SHARED_ID, _OTHER_ID, _SAME_SOURCE, _JUDGED = 40.0, -40.0, -12.0, -60.0
_MOST_LOOSE, _MOST_ALIKE = 60, 200

Weigh = Callable[[Entity, Entity, World, Rarity], list[Evidence]]
_WEIGH: dict[str, Weigh] = {"Person": people.weigh, "Film": films.weigh, "Company": companies.weigh}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two that may be one. The one of `right` is to stand for both: it has more to say."""

    kind: str
    left: Entity
    right: Entity
    evidence: tuple[Evidence, ...]

    @property
    def bits(self) -> float:
        """The sum of the evidence: 0 where it is as likely as not."""
        return round(sum(one.bits for one in self.evidence), 1)

    @property
    def by_id(self) -> bool:
        """Whether they share the id of another base and have no other ids, which leaves no doubt."""
        return not self.at_odds and any(one.bits == _SHARED_ID for one in self.evidence)

    @property
    def at_odds(self) -> bool:
        """Whether they have different ids in another base: no evidence can outweigh it."""
        return any(one.bits == _OTHER_ID for one in self.evidence)

    @property
    def clear(self) -> bool:
        """Whether they are to be joined unless others are in the way."""
        return self.bits >= CLEAR[self.kind] and not self.at_odds


def candidates(
    store: Store, kinds: Iterable[str] = KINDS, sources: Collection[str] | None = None
) -> list[Candidate]:
    """Return the pairs that are one or may be, the surest first; with `sources` those of which one speaks.

    Films come first, since shared films tell who is who. What was judged different is not offered.
    """
    return weighed(read(store), store.judgements(), kinds, sources)


def weighed(
    world: World,
    judgements: Iterable[Judgement] = (),
    kinds: Iterable[str] = KINDS,
    sources: Collection[str] | None = None,
) -> list[Candidate]:
    """Return the same of what is known already."""
    world.apart |= apart(judgements)
    found = []
    same_films = list(_of_kind("Film", world))
    for one in same_films:
        if one.clear:
            _stand_for(world, one)
    for kind in kinds:
        found += same_films if kind == "Film" else list(_of_kind(kind, world))
    if sources is not None:
        found = [one for one in found if not (one.left.sources | one.right.sources).isdisjoint(sources)]
    return sorted(found, key=lambda one: (-one.bits, one.kind, one.left.id, one.right.id))


def _of_kind(kind: str, world: World) -> Iterator[Candidate]:
    known = world.of(kind)
    rarity = Rarity.of(_told(one) for one in known.values())
    for left, right in sorted(_pairs(kind, world)):
        one, other = known[left], known[right]
        told = [*_ids(one, other), *_sources(one, other, world)]
        if not any(evidence.bits == _OTHER_ID for evidence in told):
            told += _WEIGH[kind](one, other, world, rarity)
        if sum(evidence.bits for evidence in told) >= UNCLEAR and told:
            lesser, greater = sorted((one, other), key=standing)
            yield Candidate(kind, lesser, greater, tuple(told))


def _told(one: Entity) -> Iterable[str]:
    """Return of which words the rarity counts: those of a name, the whole of a title or firm."""
    return {"Person": one.names, "Film": one.keys, "Company": companies.cores(one)}[one.kind]


def standing(one: Entity) -> tuple[int, int, str]:
    """Sort key: the last of several is to stand for all."""
    return len(one.ids), one.edges + sum(map(len, one.crew.values())), one.id


def _pairs(kind: str, world: World) -> set[tuple[str, str]]:
    """Return the pairs that share an id, a key of a name, or a sound: all others cannot be one."""
    blocks: dict[tuple[str, str], set[str]] = defaultdict(set)
    joined = {*world.same_film, *world.same_film.values()}
    for one in world.of(kind).values():
        for base, value in one.ids.items():
            blocks[base, value].add(one.id)
        for key in companies.cores(one) if kind == "Company" else one.keys:
            blocks["name", key].add(one.id)
        if kind == "Person":
            for block in _loosely(one, world, joined):
                blocks[block].add(one.id)
    found: set[tuple[str, str]] = set()
    for (what, _), ids in blocks.items():
        if len(ids) <= (_MOST_LOOSE if what in ("loose", "sound") else _MOST_ALIKE):
            found.update(combinations(sorted(ids), 2))
    return found


def _loosely(one: Entity, world: World, joined: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what those share whose names may be one in other words or sound alike, in one film or at all."""
    shared = [world.film(film) for film in one.films if film in joined]
    for name in one.names:
        for key in loose_keys(name):
            yield "loose", key
        for key in sound_keys(name):
            yield "sound", key
            for film in shared:
                yield "film", f"{film}\t{key}"


def _ids(one: Entity, other: Entity) -> Iterator[Evidence]:
    for base in one.ids.keys() & other.ids.keys():
        if one.ids[base] == other.ids[base]:
            yield Evidence(f"the same id in {base}", _SHARED_ID)
        else:
            yield Evidence(f"other ids in {base}", _OTHER_ID)


def _sources(one: Entity, other: Entity, world: World) -> Iterator[Evidence]:
    if frozenset((one.id, other.id)) in world.apart:
        yield Evidence("known to be two", _JUDGED)
    if both := one.sources & other.sources:
        yield Evidence(f"told apart by {min(both)}", _SAME_SOURCE)


def _stand_for(world: World, one: Candidate) -> None:
    left, right = world.film(one.left.id), world.film(one.right.id)
    for film in [film for film, other in world.same_film.items() if other == left]:
        world.same_film[film] = right
    world.same_film[left] = right
