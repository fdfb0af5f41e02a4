"""People linked by the films they share; companies, countries, or nodes of any label, in the same way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kgraph.analysis.reading import Attributes, Side, Ties, Years, check_types, credits_of, labels_in
from kgraph.analysis.shared import shared
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

    @uncollected()
    def graph(self) -> nx.Graph:
        """Return it as a graph: `weight` at the edges, and `films` where that is not the weight."""
        import networkx as nx  # noqa: PLC0415 - arrays do without

        graph = nx.Graph()
        graph.add_nodes_from((member, self.nodes[member]) for member in self.members)
        link, plain = self.link, self.weight is self.films
        graph.add_edges_from(
            (a, b, {"_type": link, "weight": weight} if plain else
             {"_type": link, "weight": weight, "films": films})
            for a, b, films, weight in self.edges()
        )  # fmt: skip
        return graph


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


def pairs(source: Store | nx.Graph, wanted: Wanted) -> Projection:
    """Return a projection as arrays; see `project`."""
    _check(source, wanted)
    ties = credits_of(source, wanted.side, wanted.years)
    members, rows, columns = _numbered(ties)
    found = shared(rows, columns, newman=wanted.newman)
    kept = found.films >= wanted.least
    if wanted.only is not None:
        chosen = np.array([member in wanted.only for member in members], dtype=bool)
        kept &= chosen[found.left] & chosen[found.right]
        places = np.cumsum(chosen) - 1
        members = [member for member in members if member in wanted.only]
    else:
        places = np.arange(len(members))
    films = found.films[kept]
    return Projection(
        members,
        {member: ties.nodes[member] for member in members},
        places[found.left[kept]],
        places[found.right[kept]],
        films,
        found.weight[kept] if wanted.newman else films,
        _LINKS.get(wanted.kind, _LINKS["people"]),
    )


def _numbered(ties: Ties) -> tuple[list[str], list[int], list[int]]:
    """Return the members in the order of their ids, and the places of both ends of each tie."""
    members = sorted(ties.nodes)
    row = {member: place for place, member in enumerate(members)}
    column: dict[Any, int] = {}
    rows = [row[member] for member, _ in ties.pairs]
    return members, rows, [column.setdefault(film, len(column)) for _, film in ties.pairs]


def _check(source: Store | nx.Graph, wanted: Wanted) -> None:
    if wanted.least < 1:
        raise UsageError(f"A pair shares at least 1 film, not {wanted.least}.")
    if wanted.years and wanted.years[0] > wanted.years[1]:
        raise UsageError(f"The years {wanted.years[0]} to {wanted.years[1]} are the wrong way round.")
    check_types(source, wanted.relations)
    if wanted.kind not in KINDS and wanted.kind not in (labels := labels_in(source)):
        raise UnknownName.among("kind or label", wanted.kind, labels | KINDS.keys())
