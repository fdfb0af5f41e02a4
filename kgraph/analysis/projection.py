"""People linked by the films they share; companies, countries, or nodes of any label, in the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from kgraph.analysis.building import linked
from kgraph.analysis.reading import Attributes, Side, Ties, Years, check_types, credits_of, labels_in
from kgraph.analysis.shared import Shared, shared
from kgraph.errors import UnknownName, UsageError
from kgraph.garbage import uncollected
from kgraph.schema import film_schema
from kgraph.store import Store

if TYPE_CHECKING:
    import networkx as nx

KINDS = {"people": "Person", "companies": "Company", "countries": "Country"}
_LINKS = {"people": "COLLABORATED_WITH", "companies": "COLLABORATED_WITH", "countries": "CO_PRODUCED_WITH"}
_INWARD = {"countries": ("PRODUCED_IN",)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which projection is wanted; see `project`."""

    kind: str = "people"
    relations: Sequence[str] = ()
    least: int = 1
    years: Years | None = None
    newman: bool = False
    only: Collection[str] | None = None

    @property
    def side(self) -> Side:
        """Whose relationships are read, and which."""
        label = KINDS.get(self.kind, self.kind)
        if inward := _INWARD.get(self.kind):
            return Side(label, self.relations or inward, inward=True)
        known = film_schema().relations.values()
        return Side(label, self.relations, but=[one.name for one in known if not one.credit])


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection as arrays, for graphs of any size.

    `members` are ids, sorted; `left` and `right` are places among them, each pair once; `films` counts
    what a pair shares, `weight` is that number or Newman's weight.
    """

    members: list[str]
    nodes: dict[str, Attributes]
    left: np.ndarray
    right: np.ndarray
    films: np.ndarray
    weight: np.ndarray
    link: str = _LINKS["people"]

    def __len__(self) -> int:
        return len(self.left)

    def edges(self) -> Iterator[tuple[str, str, int, float]]:
        """Yield (id, id, shared films, weight) of each pair, the smaller id first, sorted."""
        ids = self.members
        columns = (self.left.tolist(), self.right.tolist(), self.films.tolist(), self.weight.tolist())
        for left, right, films, weight in zip(*columns, strict=True):
            yield ids[left], ids[right], films, weight

    def graph(self) -> nx.Graph:
        """Return it as a graph: `weight` at the edges, and `films` where that is not the weight."""
        link, weights = self.link, self.weight.tolist()
        with uncollected():
            told: list[Attributes] = (
                [{"_type": link, "weight": weight} for weight in weights]
                if self.weight is self.films
                else [
                    {"_type": link, "weight": weight, "films": films}
                    for weight, films in zip(weights, self.films.tolist(), strict=True)
                ]
            )
            return linked(self.nodes, self.left, self.right, told)


def project(
    source: Store | nx.Graph,
    kind: str = "people",
    *,
    relations: Sequence[str] = (),
    least: int = 1,
    years: Years | None = None,
    newman: bool = False,
    only: Collection[str] | None = None,
) -> nx.Graph:
    """Return who is linked by shared films: an edge a pair, its `weight` the number of films they share.

    `source` is a store or a NetworkX graph as a store gives it. `kind` is "people", "companies",
    "countries" (by PRODUCED_IN), or any label. `relations` are the types that count, by default all
    credits of the schema and every type that it does not have. `least` is the fewest shared films of a
    pair, `years` the first and last year of the films. `newman` weighs a film of n by 1/(n-1). `only`
    keeps these ids alone; a film's n counts all.

    Nodes have `name` and `_labels`; who worked alone is among them. Raises UnknownName for a kind or
    relation that is not there.
    """
    return pairs(source, Wanted(kind, relations, least, years, newman, only)).graph()


@uncollected()
def pairs(source: Store | nx.Graph, wanted: Wanted) -> Projection:
    """Return a projection as arrays; see `project`."""
    _check(source, wanted)
    ties = credits_of(source, wanted.side, wanted.years)
    members = sorted(ties.nodes)
    found = shared(*_numbered(members, ties, wanted), newman=wanted.newman)
    found, members = _kept(found, members, wanted)
    nodes = {member: ties.nodes[member] for member in members}
    return Projection(members, nodes, *found, _LINKS.get(wanted.kind, _LINKS["people"]))


def _numbered(members: Sequence[str], ties: Ties, wanted: Wanted) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of both ends of each tie, among the members and among the films."""
    # fractions are added up in the order of the films: to the last bit the same of any store
    films = sorted(set(ties.ends), key=str) if wanted.newman else ()
    return _places(members, ties.starts), _places(films, ties.ends)


def _places(known: Iterable[Any], keys: Sequence[Any]) -> np.ndarray:
    """Return the number of each key: its place among those known, and after them as they come."""
    numbers = count()
    place = defaultdict(numbers.__next__, zip(known, numbers, strict=False))
    return np.fromiter(map(place.__getitem__, keys), dtype=np.int32, count=len(keys))


def _kept(found: Shared, members: list[str], wanted: Wanted) -> tuple[Shared, list[str]]:
    """Return only the pairs and members that are wanted."""
    if wanted.least > 1:
        found = found.of(found.films >= wanted.least)
    if wanted.only is None:
        return found, members
    chosen = np.fromiter((member in wanted.only for member in members), dtype=bool, count=len(members))
    found = found.of(chosen[found.left] & chosen[found.right])
    places = np.cumsum(chosen, dtype=np.int32) - 1
    found = found._replace(left=places[found.left], right=places[found.right])
    return found, [member for member in members if member in wanted.only]


def _check(source: Store | nx.Graph, wanted: Wanted) -> None:
    if wanted.least < 1:
        raise UsageError(f"A pair shares at least 1 film, not {wanted.least}.")
    if wanted.years and wanted.years[0] > wanted.years[1]:
        raise UsageError(f"The years {wanted.years[0]} to {wanted.years[1]} are the wrong way round.")
    check_types(source, wanted.relations)
    if wanted.kind not in KINDS and wanted.kind not in (labels := labels_in(source)):
        raise UnknownName.among("kind or label", wanted.kind, labels | KINDS.keys())
