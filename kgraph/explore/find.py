"""Finding entities by name, however it is spelled, and telling apart those that share one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from kgraph import names
from kgraph.errors import Ambiguous, NoSuchEntity
from kgraph.explore.lookup import nameless, nodes
from kgraph.explore.traits import traits
from kgraph.model import Node
from kgraph.schema import film_schema
from kgraph.store import Store

_LEAST_ALIKE = 68
"""The least likeness, of 100, at which a misspelling is still taken for a name."""
_MOST_ROTATIONS = 6
_MOST_ALIKE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A node that a name may mean. `detail` is what tells it from others of the name; `score` goes to 1.0."""

    id: str
    labels: tuple[str, ...]
    name: str
    names: tuple[str, ...]
    score: float
    detail: str = ""

    def __str__(self) -> str:
        parts = (self.name, " ".join(self.labels), self.detail, f"id {self.id}")
        return " · ".join(part for part in parts if part)


def find(store: Store, text: str, limit: int = 10) -> list[Found]:
    """Return the nodes whose names are like a text, best first.

    First those that have the name, whatever the case, spaces, hyphens, accents and order; then
    those whose name begins with it, has a word that does, has it inside, or is spelled much like it.
    """
    return _detailed(store, dict(_index(store).ranked(text)[:limit]))


def entity(store: Store, text: str) -> Found:
    """Return the one node that a text means: by id, else by name.

    Raises Ambiguous where several have the name, NoSuchEntity with the nearest where none has it.
    """
    if nodes(store, [text]):
        return _detailed(store, {text: 1.0})[0]
    named = _detailed(store, dict.fromkeys(_index(store).named(text), 1.0))
    if len(named) == 1:
        return named[0]
    if named:
        raise Ambiguous(
            f"{len(named)} entities are called {text!r}:", map(str, named), "Say which by its id."
        )
    near = " or ".join(f"{one.name!r} ({one.id})" for one in find(store, text, limit=3))
    hint = f"Did you mean {near}?" if near else "Nor anything like it; kgraph stats says what there is."
    raise NoSuchEntity(f"No entity is called {text!r}.", hint)


def spelled(store: Store, text: str) -> str:
    """Return an id or name as a query can compare it: the text itself where it is one, else the id it means.

    Raises what `entity` does, where the text is in another spelling and not clear.
    """
    named = "MATCH (n) WHERE n.name = $text RETURN 1 AS one LIMIT 1"
    if store.query(named, {"text": text}).rows or text in _index(store).spelled:
        return text
    return entity(store, text).id


class _Index:
    """All names of a store, folded once: `folded`, `spelled` and `owners` (ids) run in parallel."""

    def __init__(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        pairs = [(name, node_id) for node_id, names_ in named for name in names_]
        self.spelled = [name for name, _ in pairs]
        self.owners = [node_id for _, node_id in pairs]
        self.folded = [_fold(name) for name in self.spelled]

    def named(self, text: str) -> list[str]:
        """Return the ids of those that have just this name."""
        wanted, folded = _keys(text), _fold(text)
        # A rotation of the words rotates the letters: a quick sieve before the words are looked at.
        twice, length = folded + folded, len(folded)
        hits = (place for place, name in enumerate(self.folded) if len(name) == length and name in twice)
        return sorted({self.owners[place] for place in hits if wanted & _keys(self.spelled[place])})

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """Return ids and scores of all that are like a text, best first; nothing is like no text."""
        if not text:
            return []
        best: dict[str, tuple[float, str]] = {}
        for score, place in (*self._parts(text), *self._alike(text)):
            owner = self.owners[place]
            if owner not in best or best[owner][0] < score:
                best[owner] = (score, self.spelled[place])
        best.update((owner, (1.0, text)) for owner in self.named(text))
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
        return [(owner, score) for owner, (score, _) in ranked]

    def _parts(self, text: str) -> Iterator[tuple[float, int]]:
        """Names that hold the text: at their start, at the start of a word, or anywhere."""
        folded = _fold(text)
        for place, name in enumerate(self.folded):
            if folded in name or folded in name + name:
                share = 0.09 * min(len(folded) / len(name), 1.0)
                if name.startswith(folded):
                    yield round(0.9 + share, 3), place
                elif any(key.startswith(folded) for key in _keys(self.spelled[place])):
                    yield round(0.8 + share, 3), place
                elif folded in name:
                    yield round(0.7 + share, 3), place

    def _alike(self, text: str) -> Iterator[tuple[float, int]]:
        """Names spelled much like the text, in any order of its words."""
        for key in sorted(_keys(text))[:_MOST_ROTATIONS]:
            alike = process.extract(
                key, self.folded, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=_MOST_ALIKE
            )
            for _, likeness, place in alike:
                yield round(likeness / 100 * 0.9, 3), place


_INDEXES: WeakKeyDictionary[Store, tuple[int, _Index]] = WeakKeyDictionary()


def _index(store: Store) -> _Index:
    revision = store.revision
    known = _INDEXES.get(store)
    if known is None or known[0] != revision:
        known = _INDEXES[store] = (revision, _Index(_names(store)))
    return known[1]


def _names(store: Store) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield id and names of every node; a node without a name goes by its id.

    A source is asked for by its id alone: its title is often that of the film it is about.
    """
    unclaimed = " OR ".join(f"n:{name}" for name, told in film_schema().entities.items() if not told.evidence)
    rows: list[Any] = store.query(
        f"MATCH (n) WHERE n._id IS NOT NULL OR NOT ({unclaimed})"
        f" RETURN CASE WHEN {nameless('n')} THEN null ELSE coalesce(n._id, n.id) END AS id,"
        " n.name AS name, n.title AS title, n.names AS names"
    ).rows
    for node_id, *told in rows:
        if node_id is not None:
            yield str(node_id), _texts(*told) or (str(node_id),)
    if any(row[0] is None for row in rows):
        made: list[Any] = store.query(f"MATCH (n) WHERE {nameless('n')} RETURN n").rows
        yield from ((node.id, _texts_of(node) or (node.id,)) for (node,) in made)


def _texts_of(node: Node) -> tuple[str, ...]:
    return _texts(*(node.properties.get(key) for key in ("name", "title", "names")))


def _texts(name: Any, title: Any, others: Any) -> tuple[str, ...]:
    if title is None and others is None and isinstance(name, str):
        return (name,) if name else ()  # nearly all of a large graph
    listed = others if isinstance(others, list) else [others]
    return tuple(dict.fromkeys(one for one in (name, title, *listed) if isinstance(one, str) and one))


def _detailed(store: Store, scores: Mapping[str, float]) -> list[Found]:
    """Return what there is to say of these ids, in their order."""
    found = nodes(store, scores.keys()) if scores else {}
    details = traits(store, found)
    return [
        Found(key, found[key].labels, found[key].name, _texts_of(found[key]), score, details[key])
        for key, score in scores.items()
    ]


def _keys(text: str) -> frozenset[str]:
    """Return the keys of a name; a name without a letter, such as "!!!", is its own key."""
    return names.keys(text) or frozenset([text.strip() or text])


def _fold(text: str) -> str:
    return names.fold(text) or text.strip() or text
