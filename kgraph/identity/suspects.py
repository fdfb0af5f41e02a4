"""What a store holds that cannot be right, or hardly, each with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kgraph.identity import companies
from kgraph.identity.careers import divided, impossible
from kgraph.identity.entities import World, read
from kgraph.resolve.judgements import apart
from kgraph.schema import film_schema
from kgraph.store import Store


@dataclass(frozen=True, slots=True)
class Suspect:
    """A suspicion: the check that found it, the ids and the name of what it is about, and why."""

    check: str
    ids: tuple[str, ...]
    name: str
    why: str


def suspects(store: Store) -> list[Suspect]:
    """Return all that is suspect, by check, in the order of `CHECKS`, and by id."""
    world = read(store)
    world.apart |= apart(store.judgements())
    return [
        Suspect(check, *told) for check, (_, find) in CHECKS.items() for told in sorted(find(store, world))
    ]


_MOSTLY = 4
Told = tuple[tuple[str, ...], str, str]


def _impossible(_: Store, world: World) -> Iterator[Told]:
    for one in world.people.values():
        yield from (((one.id,), one.name, why) for why in impossible(one, world))


def _divided(_: Store, world: World) -> Iterator[Told]:
    for one in world.people.values():
        if why := divided(one, world):
            yield (one.id,), one.name, why


def _undated(store: Store, _: World) -> Iterator[Told]:
    undated = "f.year IS NULL AND f.released IS NULL AND f.release_month IS NULL"
    for film, name in _rows(store, f"MATCH (f:Film) WHERE {undated} RETURN f.id, f.name"):
        yield (str(film),), str(name), "no year and no day of release"


def _prizes(store: Store, _: World) -> Iterator[Told]:
    """Yield prizes without a film, of awards that nearly all others have for a film."""
    rows = _rows(
        store,
        "MATCH (n)-[r:WON|NOMINATED_FOR]->(a:Award) WHERE NOT n:Film"
        " RETURN n.id, n.name, a.id, a.name, r.film",
    )
    counts = Counter((award, film is not None) for _, _, award, _, film in rows)
    awards = {award for award, _ in counts}
    for_films = {one for one in awards if counts[one, True] >= _MOSTLY * counts[one, False] > 0}
    found = {
        ((str(node), str(award)), str(name), f"{prize}, for no film")
        for node, name, award, prize, film in rows
        if film is None and award in for_films
    }
    yield from found


def _contradicted(store: Store, _: World) -> Iterator[Told]:
    rows = _rows(store, "MATCH (n) WHERE n.contradicted = true RETURN n.id, n.name, n.sources")
    for node, name, sources in rows:
        yield (str(node),), str(name), f"its sources contradict each other: {_listed(sources)}"
    rows = _rows(
        store,
        "MATCH (a)-[r]->(b) WHERE r.contradicted = true"
        " RETURN a.id, b.id, a.name, type(r), b.name, r.sources",
    )
    for start, end, name, relation, other, sources in rows:
        told = f"{relation} {other} is contradicted: {_listed(sources)}"
        yield (str(start), str(end)), str(name), told


def _dangling(store: Store, world: World) -> Iterator[Told]:
    """Yield relations with a property that names an entity which is not there."""
    for relation in film_schema().relations.values():
        for name, told in relation.properties.items():
            if told.type != "entity":
                continue
            rows = _rows(
                store,
                f"MATCH (a)-[r:{relation.name}]->(b) WHERE r.{name} IS NOT NULL"
                f" RETURN a.id, b.id, a.name, b.name, r.{name}",
            )
            for start, end, one, other, meant in rows:
                if meant not in world.films:
                    why = f"{relation.name} {other}: there is no {name} {meant!r}"
                    yield (str(start), str(end)), str(one), why


def _companies(_: Store, world: World) -> Iterator[Told]:
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for one in world.companies.values():
        for core in companies.cores(one):
            alike[core].add(one.id)
    for ids in sorted({tuple(sorted(ids)) for ids in alike.values() if len(ids) > 1}):
        if len(ids) == 2 and frozenset(ids) in world.apart:
            continue
        names = " and ".join(dict.fromkeys(world.companies[node].name for node in ids))
        yield ids, world.companies[ids[0]].name, f"one name but for the legal form: {names}"


Check = Callable[[Store, World], Iterator[Told]]
CHECKS: dict[str, tuple[str, Check]] = {
    "impossible career": ("No human being can have had this life and career.", _impossible),
    "two careers": ("There seem to be two people behind one name.", _divided),
    "film without year": ("Nothing says when it is from.", _undated),
    "prize without film": ("Others have this prize for a film.", _prizes),
    "contradiction": ("Sources say what excludes each other.", _contradicted),
    "dangling": ("A relation names something that is not in the store.", _dangling),
    "near duplicate": ("Two companies of one name.", _companies),
}
"""Check -> what it finds in a sentence, and the function that does."""


def _rows(store: Store, cypher: str) -> list[Any]:
    return list(store.query(cypher).rows)


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "one source"
