"""Careers that no one person can have had, and names behind which there seem to be two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kgraph.identity.entities import Entity, World
from kgraph.identity.weighing import Rarity, parts
from kgraph.identity.work import near

LONGEST = 75
"""Years from the first film to the last beyond which a career is not one person's."""
_YOUNGEST, _AFTER_DEATH = 1, 5
_USUAL_PAUSE, _A_YEAR, _DOUBTFUL = 25, -0.5, -2.0
"""Years without a film that are nothing strange, what each more says, and from which sum on that tells."""
_CIRCLE = 2
_OTHER_WORK, _OTHER_COUNTRY = -8.0, -3.0
_LIVING = frozenset(("acting", "directing"))


def impossible(one: Entity, world: World) -> Iterator[str]:
    """Yield what in a life and career cannot be."""
    years = {film: min(told) for film in one.films if (told := world.films[film].years)}
    for film, year in sorted(years.items(), key=lambda item: (item[1], item[0])):
        title = f"{world.films[film].name} ({year})"
        work = ", ".join(sorted(one.films[film]))
        if one.born and year < one.born + _YOUNGEST:
            yield f"{work} in {title}, born in {one.born}"
        elif one.died and year > one.died + _AFTER_DEATH and one.films[film] & _LIVING:
            yield f"{work} in {title}, died in {one.died}"
    if years and max(years.values()) - min(years.values()) > LONGEST:
        ends = [pick(years, key=lambda film: (years[film], film)) for pick in (min, max)]
        first, last = (f"{world.films[film].name} ({years[film]})" for film in ends)
        yield f"{first} and {last}: {years[ends[1]] - years[ends[0]]} years"


def divided(one: Entity, world: World, rarity: Rarity) -> tuple[float, str]:
    """Return how surely, in bits, one person is behind a name, and why not; "" where nothing says so.

    That is a long pause with nobody in common before and after, or two circles of films that share
    nobody, with other work or in other countries; and a name that is not so rare that nobody else has
    it. Whom a source with ids of another base tells of is one person there.
    """
    if one.ids and len(one.sources) == 1:
        return 0.0, ""
    name = min(rarity.bits(parts(spelled)) for spelled in one.names) + rarity.prior
    found = [*_pauses(one, world), *_two_circles(one, world)]
    bits, why = min(found, default=(0.0, ""))
    return (name + bits, why) if name + bits < _DOUBTFUL else (0.0, "")


def _pauses(one: Entity, world: World) -> Iterator[tuple[float, str]]:
    """Yield the pauses with nobody in common before and after, and what each says."""
    dated = sorted((min(told), film) for film in one.films if (told := world.films[film].years))
    for place in range(1, len(dated)):
        before, after = dated[place - 1][0], dated[place][0]
        pause = after - before
        if pause > _USUAL_PAUSE and not _shared(one, dated, place, world):
            why = f"nothing between {before} and {after}, and nobody in common before and after"
            yield _A_YEAR * (pause - _USUAL_PAUSE), why


def _shared(one: Entity, dated: list[tuple[int, str]], place: int, world: World) -> set[str]:
    before, after = (
        {other for _, film in part for other in _crew(film, one, world)}
        for part in (dated[:place], dated[place:])
    )
    return before & after


def _crew(film: str, one: Entity, world: World) -> set[str]:
    return {person for crew in world.films[film].crew.values() for person in crew} - {one.id}


def circles(one: Entity, world: World) -> list[set[str]]:
    """Return a person's films in groups that share nobody else, the largest first."""
    groups: list[tuple[set[str], set[str]]] = []
    for film in sorted(one.films):
        films, people = {film}, _crew(film, one, world)
        rest = []
        for others, theirs in groups:
            if theirs & people:
                films |= others
                people |= theirs
            else:
                rest.append((others, theirs))
        groups = [*rest, (films, people)]
    return sorted((films for films, _ in groups), key=lambda films: (-len(films), min(films)))


def _two_circles(one: Entity, world: World) -> Iterator[tuple[float, str]]:
    """Yield the pairs of circles between which there is something else, and what that says."""
    if len(one.films) < 2 * _CIRCLE:
        return
    for films, others in combinations([each for each in circles(one, world) if len(each) >= _CIRCLE], 2):
        told = f"{len(films)} and {len(others)} films that share nobody, and"
        work, other_work = ({job for film in part for job in one.films[film]} for part in (films, others))
        if not work & other_work and not near(work, other_work):
            yield (
                _OTHER_WORK,
                f"{told} other work: {', '.join(sorted(work))} and {', '.join(sorted(other_work))}",
            )
        lands, other_lands = (
            {land for film in part for land in world.films[film].countries} for part in (films, others)
        )
        if lands and other_lands and not lands & other_lands:
            yield _OTHER_COUNTRY, f"{told} other countries"
