"""Careers that no one person can have had, and names behind which there seem to be two."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.identity.entities import Entity, World
from kgraph.identity.work import near

LONGEST = 75
"""Years from the first film to the last beyond which a career is not one person's."""
_YOUNGEST, _AFTER_DEATH = 1, 5
_LONG_PAUSE, _PAUSE = 30, 15
_SOME, _CIRCLE = 2, 3
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
        first, last = min(years.values()), max(years.values())
        yield f"films of {first} and of {last}: {last - first} years"


def divided(one: Entity, world: World) -> str:
    """Return why there may be two people behind a name; "" where nothing says so.

    That is a pause of 30 years with nobody in common before and after, or two circles of films that
    share nobody, with something else between them: years, another line of work, other countries.
    """
    dated = sorted((min(told), film) for film in one.films if (told := world.films[film].years))
    for place in range(_SOME, len(dated) - _SOME + 1):
        before, after = dated[place - 1][0], dated[place][0]
        if after - before >= _LONG_PAUSE and not _shared(one, dated, place, world):
            return f"nothing between {before} and {after}, and nobody in common before and after"
    return _two_circles(one, world) if len(one.films) >= 2 * _CIRCLE else ""


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


def _two_circles(one: Entity, world: World) -> str:
    large = [films for films in circles(one, world) if len(films) >= _CIRCLE]
    for place, films in enumerate(large):
        for others in large[place + 1 :]:
            if why := _between(one, films, others, world):
                return f"{len(films)} and {len(others)} films that share nobody, and {why}"
    return ""


def _between(one: Entity, films: set[str], others: set[str], world: World) -> str:
    years, theirs = (sorted(y for film in part for y in world.films[film].years) for part in (films, others))
    if years and theirs and (pause := max(years[0] - theirs[-1], theirs[0] - years[-1])) >= _PAUSE:
        return f"{pause} years between them"
    work, other_work = ({job for film in part for job in one.films[film]} for part in (films, others))
    if not work & other_work and not near(work, other_work):
        return f"other work: {', '.join(sorted(work))} and {', '.join(sorted(other_work))}"
    lands, other_lands = (
        {land for film in part for land in world.films[film].countries} for part in (films, others)
    )
    return "other countries" if lands and other_lands and not lands & other_lands else ""
