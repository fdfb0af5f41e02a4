"""What a store holds that cannot be right, or hardly, each with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kgraph.claims import claims_of
from kgraph.identity import companies
from kgraph.identity.agreement import agreement
from kgraph.identity.careers import divided, impossible
from kgraph.identity.entities import KINDS, Entity, World, read
from kgraph.identity.weighing import Rarity
from kgraph.resolve.judgements import apart
from kgraph.schema import film_schema
from kgraph.store import Store


@dataclass(frozen=True, slots=True)
class Suspect:
    """A suspicion: the check that found it, the ids and the name of what it is about, and why.

    `sources` are those that speak of it.
    """

    check: str
    ids: tuple[str, ...]
    name: str
    why: str
    sources: tuple[str, ...] = ()


def suspects(store: Store, checks: Collection[str] = ()) -> list[Suspect]:
    """Return all that is suspect, by check, in the order of `CHECKS`; with `checks` of these alone.

    Of careers the most doubtful comes first, all else is in the order of its ids.
    """
    world = read(store)
    world.apart |= apart(store.judgements())
    return [
        Suspect(check, *told, _sources(told[0], world))
        for check, (_, find) in CHECKS.items()
        if not checks or check in checks
        for told in find(store, world)
    ]


def _sources(ids: Iterable[str], world: World) -> tuple[str, ...]:
    known = (world.people, world.films, world.companies)
    return tuple(
        sorted({one for node in ids for kind in known if node in kind for one in kind[node].sources})
    )


_MOSTLY = 4
Told = tuple[tuple[str, ...], str, str]


def _impossible(_: Store, world: World) -> Iterator[Told]:
    for one in _by_id(world.people):
        yield from (((one.id,), one.name, why) for why in impossible(one, world))


def _divided(_: Store, world: World) -> Iterator[Told]:
    rarity = Rarity.of(one.names for one in world.people.values())
    found = [(*divided(one, world, rarity), one) for one in world.people.values()]
    for _bits, why, one in sorted(found, key=lambda told: (told[0], told[2].id)):
        if why:
            yield (one.id,), one.name, why


def _undated(store: Store, _: World) -> Iterator[Told]:
    undated = "f.year IS NULL AND f.released IS NULL AND f.release_month IS NULL"
    for film, name in sorted(_rows(store, f"MATCH (f:Film) WHERE {undated} RETURN f.id, f.name")):
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
    yield from sorted(found)


def _contradicted(store: Store, _: World) -> Iterator[Told]:
    found: list[Told] = []
    for (node,) in _rows(store, "MATCH (n) WHERE n.contradicted = true RETURN n"):
        if why := _contested(node.properties):
            found.append(((node.id,), node.name, why))
    rows = _rows(store, "MATCH (a)-[r]->(b) WHERE r.contradicted = true RETURN a.id, b.id, a.name, b.name, r")
    for start, end, name, other, edge in rows:
        if why := _contested(edge.properties):
            found.append(((str(start), str(end)), str(name), f"{edge.type} {other}: {why}"))
    yield from sorted(found)


def _contested(properties: Mapping[str, Any]) -> str:
    """Return which values exclude each other, and who gives them; or else only who speaks.

    Nothing where it is only the place in the cast, which is that in a source's own list.
    """
    said: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims_of(properties):
        shown = properties.get(claim.property)
        if claim.property != "name" and shown is not None and not isinstance(shown, list):
            said[claim.property][str(claim.value)].add(claim.source)
    told = [
        f"{name} {' or '.join(f'{value} ({_listed(sources)})' for value, sources in sorted(values.items()))}"
        for name, values in sorted(said.items())
        if len(values) > 1 and name != "billing"
    ]
    if not told and len(said["billing"]) > 1:
        return ""
    return "; ".join(told) or f"its sources contradict each other: {_listed(properties.get('sources'))}"


def _dangling(store: Store, world: World) -> Iterator[Told]:
    """Yield relations with a property that names an entity which is not there."""
    found: list[Told] = []
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
                    found.append(((str(start), str(end)), str(one), why))
    yield from sorted(found)


def _shared_ids(_: Store, world: World) -> Iterator[Told]:
    """Yield those that have one id in another base, and something that says that they are two."""
    for kind in KINDS:
        alike: defaultdict[tuple[str, str], list[Entity]] = defaultdict(list)
        for one in _by_id(world.of(kind)):
            for given in one.ids.items():
                alike[given].append(one)
        for (base, value), several in sorted(alike.items()):
            for one, other in combinations(several, 2):
                if frozenset((one.id, other.id)) not in world.apart and (why := _at_odds(one, other)):
                    told = f"{one.name} and {other.name} have the id {value} in {base}, but {why}"
                    yield (one.id, other.id), one.name, told


def _at_odds(one: Entity, other: Entity) -> str:
    """Return what says that two are two, whatever id they share; "" where nothing does."""
    for base in sorted(one.ids.keys() & other.ids.keys()):
        if one.ids[base] != other.ids[base]:
            return f"in {base} {one.ids[base]} and {other.ids[base]}"
    for what, left, right in (("born", one.born, other.born), ("died", one.died, other.died)):
        if left and right and abs(left - right) > 1:
            return f"were {what} in {left} and in {right}"
    if one.kind == "Person":
        rarity = Rarity.of([one.names, other.names])
        if not any(agreement(left, right, rarity) for left in one.names for right in other.names):
            return "no name in common"
    return ""


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
    "shared id": ("Two have one id elsewhere, and cannot be one, or hardly.", _shared_ids),
    "near duplicate": ("Two companies of one name.", _companies),
}
"""Check -> what it finds in a sentence, and the function that does."""


def _by_id(known: Mapping[str, Entity]) -> list[Entity]:
    return [known[node] for node in sorted(known)]


def _rows(store: Store, cypher: str) -> list[Any]:
    return list(store.query(cypher).rows)


def _listed(sources: Iterable[str] | None) -> str:
    return ", ".join(sorted(sources or ())) or "nobody known"
