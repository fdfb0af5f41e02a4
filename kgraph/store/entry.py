"""What a store remembers of a load, whatever kind of store it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kgraph.claims import Source
from kgraph.store.base import Kind

State = Literal["whole", "adding", "replacing"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One load.

    `sources` are those it came with, `dropped` those of them unloaded since; `graph` says that some
    of it is a property graph's. `state` is "whole" but for the time of a change, and after one that
    was broken off: doing the same again completes it. `counts` are its nodes, relationships and
    claims, as of the load.
    """

    name: str
    path: str
    kind: Kind
    fingerprint: str
    prefix: str = ""
    sources: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    counts: tuple[int, int, int] = (0, 0, 0)
    graph: bool = False
    state: State = "whole"

    @property
    def kept(self) -> tuple[str, ...]:
        """The sources that were not unloaded."""
        return tuple(one for one in self.sources if one not in self.dropped)

    @property
    def source(self) -> Source:
        """What stands for a property graph among the sources."""
        return Source(self.name, title=self.path.rpartition("/")[2])
