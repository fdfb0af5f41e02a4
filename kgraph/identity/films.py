"""Evidence that two films are one: title, year, makers; a remake is another film, a version the same."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.identity.entities import Entity, World
from kgraph.identity.weighing import Evidence, Rarity
from kgraph.names import sound_keys

_YEARS = ((0, 6.0), (1, 4.0), (2, 0.0))
_OTHER_YEAR, _LATER_VERSION = -12.0, -2.0
_DIRECTOR, _OTHER_DIRECTOR = 5.0, -7.0
_PEOPLE, _MORE_PEOPLE, _MOST_PEOPLE, _NO_PEOPLE = 3.0, 2.0, 10.0, -5.0
_ENOUGH = 3
_SAME_COUNTRY, _OTHER_COUNTRY = 0.5, -3.0


def weigh(one: Entity, other: Entity, world: World, rarity: Rarity) -> list[Evidence]:
    """Return all that speaks for or against two films being one; nothing where no title is the same."""
    shared = one.keys & other.keys
    if not shared:
        return []
    told = [
        Evidence("the same title", max(rarity.of_word(key) for key in shared)),
        Evidence("so many others", rarity.prior),
    ]
    told += _years(one, other)
    told += _makers(one, other, world)
    if one.countries and other.countries:
        same = bool(one.countries & other.countries)
        what = "the same country" if same else "other countries"
        told.append(Evidence(what, _SAME_COUNTRY if same else _OTHER_COUNTRY))
    return told


def _years(one: Entity, other: Entity) -> Iterator[Evidence]:
    if one.years and other.years:
        apart = min(abs(left - right) for left in one.years for right in other.years)
        other_year = _OTHER_YEAR if one.version == other.version else _LATER_VERSION
        bits = next((bits for most, bits in _YEARS if apart <= most), other_year)
        yield Evidence(f"{apart} years apart" if apart else "the same year", bits)


def _makers(one: Entity, other: Entity, world: World) -> Iterator[Evidence]:
    """Yield what the directors and the people say, by their names."""
    directors = [_names(each, world, "directing") for each in (one, other)]
    sounds = [_sounds(each, world, "directing") for each in (one, other)]
    if all(directors):
        if directors[0] & directors[1]:
            yield Evidence("the same director", _DIRECTOR)
        elif not sounds[0] & sounds[1]:  # one may be the other in Hangul
            yield Evidence("other directors", _OTHER_DIRECTOR)
    people = [_names(each, world) for each in (one, other)]
    shared = people[0] & people[1]
    if shared:
        bits = min(_PEOPLE + _MORE_PEOPLE * (len(shared) - 1), _MOST_PEOPLE)
        yield Evidence("people in common", bits)
    elif all(len(each.crew.get("acting", ())) >= _ENOUGH for each in (one, other)):
        yield Evidence("casts with nobody in common", _NO_PEOPLE)


def _sounds(film: Entity, world: World, work: str) -> set[str]:
    people = (world.people[person] for person in film.crew.get(work, ()))
    return {key for person in people for name in person.names for key in sound_keys(name)}


def _names(film: Entity, world: World, work: str = "") -> set[str]:
    crews = [film.crew.get(work, set())] if work else film.crew.values()
    return {key for crew in crews for person in crew for key in world.people[person].keys}
