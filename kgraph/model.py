"""The nouns that cross every door: values, nodes, relationships, paths.

No foreign object (kglite's, Neo4j's, NetworkX's) stands in a row that kgraph hands out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A span of time as Cypher has it: its four parts are kept apart, since months differ in length.

    `seconds` and `nanoseconds` together are one number, `nanoseconds` from 0 to 999,999,999.
    """

    months: int = 0
    days: int = 0
    seconds: int = 0
    nanoseconds: int = 0

    def __str__(self) -> str:
        """Return ISO 8601 text, as Neo4j prints a duration: `P1Y2M3DT4H5M6.7S`."""
        years, months = _parts(self.months, 12)
        date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (self.days, "D")) if n)
        total = self.seconds * 1_000_000_000 + self.nanoseconds
        hours, rest = _parts(total, 3_600_000_000_000)
        minutes, nanos = _parts(rest, 60_000_000_000)
        sign = "-" if nanos < 0 else ""
        whole, fraction = divmod(abs(nanos), 1_000_000_000)
        seconds = f"{sign}{whole}" + (f".{fraction:09d}".rstrip("0") if fraction else "")
        time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
        time += f"{seconds}S" if nanos else ""
        return f"P{date}T{time}" if time else f"P{date}" if date else "PT0S"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ISO 8601 text such as `P1Y2M3DT4H5M6.7S`; raise ValueError where it is none."""
        match = _DURATION.fullmatch(text)
        if not match or text in ("P", "PT"):
            raise ValueError(f"{text!r} is not an ISO 8601 duration")
        part = {name: float(value) if value else 0.0 for name, value in match.groupdict().items()}
        whole = {name: int(value) for name, value in part.items()}
        total = (whole["hours"] * 3600 + whole["minutes"] * 60) * 1_000_000_000
        total += round(part["seconds"] * 1_000_000_000)
        seconds, nanos = divmod(total, 1_000_000_000)
        return cls(whole["years"] * 12 + whole["months"], whole["weeks"] * 7 + whole["days"], seconds, nanos)


_DURATION = re.compile(
    r"P(?:(?P<years>-?\d+)Y)?(?:(?P<months>-?\d+)M)?(?:(?P<weeks>-?\d+)W)?(?:(?P<days>-?\d+)D)?"
    r"(?:T(?:(?P<hours>-?\d+)H)?(?:(?P<minutes>-?\d+)M)?(?:(?P<seconds>-?\d+(?:\.\d+)?)S)?)?"
)


def _parts(total: int, unit: int) -> tuple[int, int]:
    """Divide towards zero, so that both parts keep the sign."""
    whole = abs(total) // unit * (1 if total >= 0 else -1)
    return whole, total - whole * unit


Scalar = None | bool | int | float | str | dt.date | dt.time | dt.datetime | Duration
Property = Scalar | list[Scalar]
"""What a node or relationship may hold: a scalar, or a list of scalars of one type without nulls."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph, or of an answer. `id` is its identity in the store."""

    id: str
    labels: tuple[str, ...] = ()
    properties: Mapping[str, Property] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def name(self) -> str:
        """What it is called: its `name`, else its `title`, else its id."""
        return next(
            (str(self.properties[key]) for key in ("name", "title") if self.properties.get(key)), self.id
        )


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship; `start` and `end` are the ids of its nodes."""

    start: str
    type: str
    end: str
    properties: Mapping[str, Property] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.start, self.type, self.end))


@dataclass(frozen=True, slots=True)
class Path:
    """An alternation of nodes and relationships, as a query walked it."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]


Value = Property | Node | Relationship | Path | list["Value"] | dict[str, "Value"]
"""What stands in a cell of an answer."""
