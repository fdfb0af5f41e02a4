"""Evidence that two people are one: their work, films, colleagues, years, countries."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.identity.agreement import agreement, korean
from kgraph.identity.entities import Entity, World
from kgraph.identity.weighing import Evidence, Rarity
from kgraph.identity.work import near

_CHOSEN = Evidence("a name that somebody works under", 2.0)
"""Guilds ask for a name that no colleague has, so that two of one name are fewer than by chance."""
_COMMON = Evidence("a Korean name, which many share", -4.0)
"""Korean surnames are few, given names of a generation too, and KOBIS counts homonyms as one person."""
_BARE = Evidence("nothing but the name", -3.0)
_SAME_WORK, _NEAR_WORK, _OTHER_WORK = 3.0, -2.0, -8.0
_GAPS = ((5, 1.5), (12, 1.0), (25, 0.0), (40, -2.0))
_LONG_GAP = -9.0
_LONGEST_CAREER, _TOO_LONG = 75, -6.0
_HONOURED, _LATEST_HONOUR = 1.0, 60
_SAME_JOB, _SAME_FILM, _SAME_ROLE = 9.0, 4.0, 4.0
_COLLEAGUE, _MORE_COLLEAGUES, _MOST_COLLEAGUES = 3.0, 1.5, 9.0
_SAME_BIRTH, _OTHER_BIRTH = 6.0, -12.0
_SAME_COUNTRY, _OTHER_COUNTRY = 1.0, -3.0


def weigh(one: Entity, other: Entity, world: World, rarity: Rarity) -> list[Evidence]:
    """Return all that speaks for or against two people being one; nothing where their names differ."""
    apart = bool(one.sources & other.sources)  # two spellings in one source are as a rule two people
    found = [
        agreed
        for left in one.names
        for right in other.names
        if (agreed := agreement(left, right, rarity, by_sound=not apart))
    ]
    if not found:
        return []
    names = max(found, key=lambda agreed: agreed.bits)
    hangul = korean((*one.names, *other.names))
    if hangul:  # the spellings of a Hangul name are no other names: the commonest says it
        names = min((agreed for agreed in found if agreed.what == names.what), key=lambda agreed: agreed.bits)
    told = [
        *_work(one, other),
        *_films(one, other, world),
        *_years(one, other),
        *_lives(one, other),
        *(_countries(one, other, world) if not hangul else ()),
    ]
    if not any(each.bits > 0 for each in told):
        told.append(_BARE)
    return [names, _COMMON if hangul else _CHOSEN, Evidence("so many others", rarity.prior), *told]


def _work(one: Entity, other: Entity) -> Iterator[Evidence]:
    if one.work and other.work:
        if shared := one.work & other.work:
            yield Evidence(f"both {', '.join(sorted(shared))}", _SAME_WORK)
        else:
            bits = _NEAR_WORK if near(one.work, other.work) else _OTHER_WORK
            told = f"{', '.join(sorted(one.work))} and {', '.join(sorted(other.work))}"
            yield Evidence(f"other work: {told}", bits)


def _films(one: Entity, other: Entity, world: World) -> Iterator[Evidence]:
    """Yield what their films and those they worked with say; the colleagues of one film count once."""
    mine, yours = ({world.film(film): film for film in each.films} for each in (one, other))
    shared = sorted(mine.keys() & yours.keys())
    for film in shared:
        left, right = mine[film], yours[film]
        jobs = one.films[left] & other.films[right]
        title = world.films[film].name
        yield Evidence(f"both in {title}", _SAME_JOB if jobs else _SAME_FILM)
        if one.roles.get(left, set()) & other.roles.get(right, set()):
            yield Evidence(f"the same role in {title}", _SAME_ROLE)
    known, others = world.colleagues(one), world.colleagues(other)
    names = [
        name
        for name in known.keys() & others.keys()
        if known[name] - set(shared) and others[name] - set(shared)
    ]
    if names:
        bits = min(_COLLEAGUE + _MORE_COLLEAGUES * (len(names) - 1), _MOST_COLLEAGUES)
        yield Evidence(f"{len(names)} colleague{'s' * (len(names) > 1)} in common", bits)


def _years(one: Entity, other: Entity) -> Iterator[Evidence]:
    if not one.years or not other.years:
        yield from _honours(one, other)
        return
    first, last = min(one.years | other.years), max(one.years | other.years)
    gap = max(min(one.years) - max(other.years), min(other.years) - max(one.years), 0)
    bits = next((bits for most, bits in _GAPS if gap <= most), _LONG_GAP)
    if bits:
        yield Evidence(f"{gap} years between them" if gap else "at work in the same years", bits)
    if last - first > _LONGEST_CAREER:
        yield Evidence(f"a career of {last - first} years", _TOO_LONG)


def _honours(one: Entity, other: Entity) -> Iterator[Evidence]:
    """Yield that the honour of one, of whom no film is known, came after films of the other."""
    for honoured, at_work in ((one, other), (other, one)):
        if honoured.honours and at_work.years and not honoured.years:
            year, first, last = min(honoured.honours), min(at_work.years), max(at_work.years)
            if first <= year <= last + _LATEST_HONOUR:
                yield Evidence(f"honoured in {year}, at work from {first} to {last}", _HONOURED)


def _lives(one: Entity, other: Entity) -> Iterator[Evidence]:
    for what, left, right in (("born", one.born, other.born), ("died", one.died, other.died)):
        if left and right:
            same = abs(left - right) <= 1
            told = f"both {what} in {left}" if same else f"{what} in {left} and in {right}"
            yield Evidence(told, _SAME_BIRTH if same else _OTHER_BIRTH)
    for lived, at_work in ((one, other), (other, one)):
        if lived.born and at_work.years and min(at_work.years) < lived.born + 3:
            yield Evidence(f"at work in {min(at_work.years)}, born in {lived.born}", _OTHER_BIRTH)


def _countries(one: Entity, other: Entity, world: World) -> Iterator[Evidence]:
    mine, yours = (
        each.countries or {land for film in each.films for land in world.films[film].countries}
        for each in (one, other)
    )
    if mine and yours:
        bits = _SAME_COUNTRY if mine & yours else _OTHER_COUNTRY
        yield Evidence("the same country" if bits > 0 else "other countries", bits)
