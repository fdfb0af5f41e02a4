"""Finding entities by name, however it is spelled, and telling apart those that share one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from kgraph.errors import Ambiguous, NoSuchEntity
from kgraph.explore.lookup import Place, nameless, nodes, placed
from kgraph.explore.traits import traits
from kgraph.garbage import uncollected
from kgraph.model import Node
from kgraph.names import Match, NameIndex
from kgraph.schema import film_schema
from kgraph.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """A node that a name may mean. `detail` is what tells it from others of the name; `score` goes to 1.0.

    `by_sound` says that it sounds like the name in another spelling or script, and has other letters.
    """

    id: str
    labels: tuple[str, ...]
    name: str
    names: tuple[str, ...]
    score: float
    detail: str = ""
    by_sound: bool = False

    def __str__(self) -> str:
        parts = (self.name, " ".join(self.labels), self.detail, f"id {self.id}")
        return " · ".join(part for part in parts if part)


def find(store: Store, text: str, limit: int = 10) -> list[Found]:
    """Return the nodes whose names are like a text, best first.

    First those that have the name, whatever the case, spaces, hyphens, accents and order; then
    those whose name begins with it, has a word that does, has it inside, sounds like it (a Hangul
    name for one in Latin letters and the other way round), or is spelled much like it.
    """
    known = _known(store)
    with uncollected():  # the first look-up makes a hundred thousand names ready
        ranked = known.names.ranked(text, limit)
    return _detailed(store, ranked)


def entity(store: Store, text: str) -> Found:
    """Return the one node that a text means: by id, else by name.

    Raises Ambiguous where several have the name, NoSuchEntity with the nearest where none has it.
    """
    if nodes(store, [text]):
        return _detailed(store, [Match(text, 1.0)])[0]
    named = _detailed(store, (Match(owner, 1.0) for owner in _known(store).names.named(text)))
    if len(named) == 1:
        return named[0]
    if named:
        raise Ambiguous(
            f"{len(named)} entities are called {text!r}:",
            map(str, named),
            "Say which by its id. kgraph match joins those that are plainly one.",
        )
    near = " or ".join(f"{one.name!r} ({one.id})" for one in find(store, text, limit=3))
    if not near:
        raise nobody(text)
    raise NoSuchEntity(f"No entity is called {text!r}.", f"Did you mean {near}?")


def nobody(text: str) -> NoSuchEntity:
    """Return the error that nothing has a name, or one like it."""
    return NoSuchEntity(
        f"No entity is called {text!r}, or anything like it.", "See what there is: kgraph stats."
    )


def spelled(store: Store, text: str) -> str:
    """Return an id or name as a query can compare it: the text itself where it is one, else the id it means.

    Raises what `entity` does, where the text is in another spelling and not clear.
    """
    named = "MATCH (n) WHERE n.name = $text RETURN 1 AS one LIMIT 1"
    if store.query(named, {"text": text}).rows or text in _known(store).names:
        return text
    return entity(store, text).id


@dataclass(frozen=True, slots=True)
class _Known:
    """All names of a store as it was at a revision, and where the nodes stand that have them."""

    revision: int
    names: NameIndex
    places: Mapping[str, Place]


_KNOWN: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def _known(store: Store) -> _Known:
    revision = store.revision
    known = _KNOWN.get(store)
    if known is None or known.revision != revision:
        with uncollected():
            told = list(_names(store))
            names = NameIndex((node_id, called) for node_id, _, called in told)
            places = {node_id: place for node_id, place, _ in told}
        known = _KNOWN[store] = _Known(revision, names, places)
    return known


def _names(store: Store) -> Iterator[tuple[str, Place, tuple[str, ...]]]:
    """Yield id, place and names of every node; a node without a name goes by its id.

    A source is asked for by its id alone: its title is often that of the film it is about.
    """
    unclaimed = " OR ".join(f"n:{name}" for name, told in film_schema().entities.items() if not told.evidence)
    rows: list[Any] = store.query(
        f"MATCH (n) WHERE n._id IS NOT NULL OR NOT ({unclaimed})"
        " RETURN n._id AS outer, n.id AS inner, n.claims IS NULL AS unclaimed, labels(n)[0] AS label,"
        " n.name AS name, n.title AS title, n.names AS names"
    ).rows
    place_of = cache(Place)
    nameless_too = False
    for outer, inner, without, label, name, title, others in rows:
        if outer is None and (inner is None or without):
            nameless_too = True
            continue
        node_id = str(inner if outer is None else outer)
        place = place_of(label or "", "id" if outer is None else "_id")
        yield node_id, place, _texts(name, title, others) or (node_id,)
    if nameless_too:
        made: list[Any] = store.query(f"MATCH (n) WHERE {nameless('n')} RETURN n").rows
        yield from ((node.id, Place.of(node), _texts_of(node) or (node.id,)) for (node,) in made)


def _texts_of(node: Node) -> tuple[str, ...]:
    return _texts(*(node.properties.get(key) for key in ("name", "title", "names")))


def _texts(name: Any, title: Any, others: Any) -> tuple[str, ...]:
    if title is None and others is None and isinstance(name, str):
        return (name,) if name else ()  # nearly all of a large graph
    listed = others if isinstance(others, list) else [others]
    return tuple(dict.fromkeys(one for one in (name, title, *listed) if isinstance(one, str) and one))


def _detailed(store: Store, matches: Iterable[Match]) -> list[Found]:
    """Return what there is to say of these, in their order."""
    matched = {match.owner: match for match in matches}
    known = _known(store).places
    found = placed(store, {key: known[key] for key in matched if key in known})
    found |= nodes(store, matched.keys() - found.keys()) if matched.keys() - found.keys() else {}
    details = traits(store, found)
    return [
        Found(
            key,
            found[key].labels,
            found[key].name,
            _texts_of(found[key]),
            match.score,
            details[key],
            match.by_sound,
        )
        for key, match in matched.items()
    ]
