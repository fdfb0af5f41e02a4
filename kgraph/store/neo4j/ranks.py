"""In which order loads and their sources came: it decides the order of claims, and who has the last word."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.claims import Source
from kgraph.store.incoming import Incoming
from kgraph.store.neo4j.ledger import Ledger


class Ranks:
    """The place of each load, and of each source by the first load that came with it.

    `names` are loads on their way in: those that the ledger does not have come last.
    """

    def __init__(self, ledger: Ledger, names: Iterable[str] = ()) -> None:
        order = dict.fromkeys([*(one.name for one in ledger.loads), *names])
        self._loads = {name: place for place, name in enumerate(order)}
        self._sources: dict[str, int] = {}
        for one in ledger.loads:
            for source in one.sources:
                self._sources.setdefault(source, self._loads[one.name])

    def of_load(self, name: str) -> int:
        """Return the place of a load."""
        return self._loads[name]

    def of_source(self, source: str) -> int:
        """Return the place of the load that a source came with first; 0 where none is known."""
        return self._sources.get(source, 0)

    def knows(self, source: str) -> bool:
        """Tell whether any load came with a source."""
        return source in self._sources


def in_order(
    there: Iterable[Source], ledger: Ledger, incoming: Iterable[Incoming], ranks: Ranks
) -> list[Source]:
    """Return the sources in the order of the loads that cite them first, as those tell them that do last.

    `there` are those in the database, `ledger` the loads that stay.
    """
    known = {one.id: one for one in there}
    came = {one.stream.name: one for one in incoming}
    told = [(-1, 0, one) for one in known.values() if not ranks.knows(one.id)]
    for entry in ledger.loads:
        if entry.name not in came:
            place = ranks.of_load(entry.name)
            told += [(place, n, known[one]) for n, one in enumerate(entry.kept) if one in known]
    for name, one in came.items():
        kept = [source for key, source in one.sources.items() if key not in one.left_out]
        told += [(ranks.of_load(name), n, source) for n, source in enumerate(kept)]
    return list({one.id: one for *_, one in sorted(told, key=lambda row: row[:2])}.values())
