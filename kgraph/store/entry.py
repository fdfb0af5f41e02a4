"""What a store remembers of a load, whatever kind of store it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from kgraph.claims import Source
from kgraph.errors import UsageError
from kgraph.read.intake import called

Kind = Literal["claims", "property graph", "edits"]
State = Literal["whole", "adding", "replacing"]
Status = Literal["added", "unchanged", "replaced"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One load. `prefix` and `options` say how it was read; see `kgraph.read.options`.

    `sources` are those it came with, `dropped` those of them unloaded since; `graph` says that some
    of it is a property graph's. `state` is "whole" but for the time of a change, and after one that
    was broken off: doing the same again completes it. `counts` are its nodes, relationships and
    claims, as of the load; `loaded` is its day, YYYY-MM-DD, "" where an older kgraph loaded it.
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
    options: tuple[str, ...] = ()
    loaded: str = ""

    @property
    def kept(self) -> tuple[str, ...]:
        """The sources that were not unloaded."""
        return tuple(one for one in self.sources if one not in self.dropped)

    @property
    def source(self) -> Source:
        """What stands for a property graph among the sources."""
        return Source(self.name, title=self.path.rpartition("/")[2])


class Arriving(Protocol):
    """A source that is about to be loaded."""

    @property
    def name(self) -> str:
        """What it is called in the store."""

    @property
    def path(self) -> str:
        """Where it comes from."""

    @property
    def fingerprint(self) -> str:
        """What it is, to the last byte."""


def status_of(new: Arriving, known: Entry | None) -> Status:
    """Tell what loading is where `known` is loaded under that name; UsageError if that is another source."""
    if known is None or (known.state == "adding" and known.path == new.path):
        return "added"
    if known.fingerprint == new.fingerprint and not known.dropped and known.state == "whole":
        return "unchanged"
    if known.path != new.path:
        raise UsageError(
            f"A source called {new.name!r} is loaded from {known.path}, and {new.path} is another.",
            "Give this one a name of its own with --name, or unload the other.",
        )
    return "replaced"


def loaded_on(status: Status = "added", known: Entry | None = None) -> str:
    """Return the day of a load: today, unless it was there already."""
    return known.loaded if known and status == "unchanged" else _today().isoformat()


def check_names(sources: Sequence[str | Path], name: str) -> None:
    """Raise UsageError where sources that are to be loaded together would have one name."""
    if name and len(sources) != 1:
        raise UsageError("One name cannot stand for several sources.", "Load them one by one.")
    if len({called(one, name).name for one in sources}) < len(sources):
        raise UsageError("Two of the sources have one name.", "Load them one by one, with --name.")


def _today() -> dt.date:
    return dt.date.today()
