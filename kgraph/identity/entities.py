"""What a store knows of its people, films and companies, as far as it tells who is who."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kgraph.identity.titles import unversioned
from kgraph.identity.work import department
from kgraph.names import fold, keys
from kgraph.schema import film_schema
from kgraph.store import Store

BASES = ("imdb", "wikidata", "tmdb", "kobis")
KINDS = ("Person", "Film", "Company")


@dataclass(eq=False)
class Entity:
    """A person, a film or a company. `ids` are those of other bases, `sources` who speaks of it.

    `films` are the departments in which a person or company worked, by film; `crew` are the people
    of a film, by department. `prizes` are the years of a film's, `honours` of a person's for no film.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    ids: Mapping[str, str] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    born: int | None = None
    died: int | None = None
    countries: set[str] = field(default_factory=set)
    films: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    crew: dict[str, set[str]] = field(default_factory=dict)
    work: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    prizes: set[int] = field(default_factory=set)
    honours: set[int] = field(default_factory=set)
    edges: int = 0

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all its names; those of a film also without the version that they name."""
        told = {*self.names, *(map(unversioned, self.names) if self.kind == "Film" else ())}
        return frozenset(key for name in told for key in keys(name))

    @cached_property
    def version(self) -> bool:
        """Whether it is called a version of a film."""
        return self.kind == "Film" and any(unversioned(name) != name for name in self.names)

    @cached_property
    def token(self) -> str:
        """One key that stands for the name wherever names are compared in bulk."""
        return min(keys(self.name), default=self.name)


@dataclass
class World:
    """All that is known, by id. `apart` are pairs that the sources say are two: a film and its remake."""

    people: dict[str, Entity] = field(default_factory=dict)
    films: dict[str, Entity] = field(default_factory=dict)
    companies: dict[str, Entity] = field(default_factory=dict)
    apart: set[frozenset[str]] = field(default_factory=set)
    same_film: dict[str, str] = field(default_factory=dict)
    """Film -> the film that stands for all that are plainly the same."""

    def of(self, kind: str) -> dict[str, Entity]:
        """Return the entities of a type."""
        return {"Person": self.people, "Film": self.films, "Company": self.companies}[kind]

    def film(self, film: str) -> str:
        """Return what stands for a film."""
        return self.same_film.get(film, film)

    def colleagues(self, one: Entity) -> dict[str, set[str]]:
        """Return the names of those who worked on a person's films -> the films."""
        found: dict[str, set[str]] = {}
        for film in one.films:
            for crew in self.films[film].crew.values():
                for other in crew - {one.id}:
                    found.setdefault(self.people[other].token, set()).add(self.film(film))
        return found


def read(store: Store) -> World:
    """Return what a store knows."""
    world = World()
    for kind in KINDS:
        world.of(kind).update((one.id, one) for one in _entities(store, kind))
    _credits(store, world)
    _prizes(store, world)
    _countries(store, world)
    for one, other in _rows(store, "MATCH (a:Film)-[:REMAKE_OF]->(b:Film) RETURN a.id, b.id"):
        world.apart.add(frozenset((one, other)))
    for film in world.films.values():  # a prize tells the year where nothing else does
        film.years = film.years or film.prizes
    for one in (*world.people.values(), *world.companies.values()):
        for film_id in one.films:
            one.years |= world.films[film_id].years
    return world


def _entities(store: Store, kind: str) -> Iterator[Entity]:
    own = {"Person": "n.born, n.died", "Film": "n.year, n.released", "Company": "n.founded, null"}[kind]
    ids = ", ".join(f"n.{base}" for base in BASES)
    rows = _rows(store, f"MATCH (n:{kind}) RETURN n.id, n.name, n.names, n.sources, {own}, {ids}")
    for node_id, name, others, sources, first, second, *known in rows:
        if not isinstance(node_id, str) or not isinstance(name, str) or not name:
            continue
        names = tuple(dict.fromkeys((name, *_texts(others))))
        told = {base: str(value) for base, value in zip(BASES, known, strict=True) if value}
        one = Entity(node_id, kind, name, names, told, frozenset(_texts(sources)))
        if kind == "Person":
            one.born, one.died = _year(first), _year(second)
        elif kind == "Film":
            one.years |= {year for year in [_year(first) or _year(second)] if year}
        yield one


def _credits(store: Store, world: World) -> None:
    relations = [one.name for one in film_schema().relations.values() if one.credit]
    for kind, known in (("Person", world.people), ("Company", world.companies)):
        rows = _rows(
            store,
            f"MATCH (n:{kind})-[r]->(f:Film) WHERE type(r) IN $relations RETURN n.id, type(r), r.role, f.id",
            {"relations": relations},
        )
        for node_id, relation, role, film in rows:
            if node_id not in known or film not in world.films:
                continue
            one, words = known[node_id], " ".join(_texts(role))
            work = department(relation, words) or relation
            one.edges += 1
            one.work.add(work)
            one.films.setdefault(film, set()).add(work)
            if kind == "Person":
                world.films[film].crew.setdefault(work, set()).add(node_id)
                if work == "acting":
                    one.roles.setdefault(film, set()).update(fold(text) for text in _texts(role))


def _prizes(store: Store, world: World) -> None:
    rows = _rows(
        store,
        "MATCH (n)-[r:WON|NOMINATED_FOR]->(a:Award) RETURN n.id, a.name, r.film, r.year",
    )
    for node_id, award, film, year in rows:
        person = world.people.get(node_id)
        itself = world.films.get(node_id if film is None else film)
        if itself and isinstance(year, int):
            itself.prizes.add(year)
        if person is None:
            continue
        person.edges += 1
        if isinstance(year, int):  # an honour for a life's work comes late
            (person.honours if film is None else person.years).add(year)
        work = department("", str(award))
        if work:
            person.work.add(work)
        if itself and work:
            person.films.setdefault(itself.id, set()).add(work)
            itself.crew.setdefault(work, set()).add(person.id)


def _countries(store: Store, world: World) -> None:
    for node_id, country in _rows(store, "MATCH (f:Film)-[:PRODUCED_IN]->(c:Country) RETURN f.id, c.id"):
        if node_id in world.films:
            world.films[node_id].countries.add(country)
    for node_id, country in _rows(store, "MATCH (n)-[:NATIONALITY]->(c:Country) RETURN n.id, c.id"):
        known = world.people.get(node_id) or world.companies.get(node_id)
        if known:
            known.countries.add(country)


def _rows(store: Store, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Any]:
    return list(store.query(cypher, parameters).rows)


def _texts(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, str) and one]


def _year(value: Any) -> int | None:
    if isinstance(value, int):
        return value
    year = getattr(value, "year", None)
    return year if isinstance(year, int) else None
