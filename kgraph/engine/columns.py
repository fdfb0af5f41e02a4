"""Properties of many nodes or relationships, as kglite takes them.

They are looked at key by key, not value by value: most columns hold values of one type, which one
glance at the whole column finds fit to be handed over as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from kgraph.engine.names import IDENTITY, hide_key
from kgraph.engine.profile import LISTED, Profile
from kgraph.engine.values import duration_call, property_to_kglite, text_to_kglite
from kgraph.errors import DataError
from kgraph.model import Duration

_INT_LIMIT = 2**63
Row = dict[str, Any]


class Columns:
    """Makes rows of properties, and notes in a profile what they hold."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.durations: list[tuple[int, str, str]] = []
        """Place, key and text of the durations, which kglite takes in Cypher only."""

    def rows(self, owners: Sequence[str], properties: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Return a row for the properties of each owner; durations are null in it."""
        self.durations = []
        shapes: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, each in enumerate(properties):
            shapes[tuple(each)].append(place)
        rows: list[Row] = [{} for _ in owners]
        for keys, places in shapes.items():
            columns = zip(*(properties[place].values() for place in places), strict=True)
            taken = [
                self._column(key, column, places, owners) for key, column in zip(keys, columns, strict=True)
            ]
            hidden = [hide_key(key) for key in keys]
            for place, values in zip(places, zip(*taken, strict=True), strict=bool(keys)):
                rows[place] = dict(zip(hidden, values, strict=True))
        return rows

    def _column(
        self, key: str, column: tuple[Any, ...], places: list[int], owners: Sequence[str]
    ) -> Sequence[Any]:
        if not key:
            raise DataError(f"{owners[places[0]]!r} has a property without a name.")
        text_to_kglite(key, f"{key!r} of {owners[places[0]]!r}")
        if _is_fit(column):
            self._profile.see({key: next(filter(None, column), column[0])})
            return column
        return [
            self._value(key, value, place, owners[place]) for value, place in zip(column, places, strict=True)
        ]

    def _value(self, key: str, value: Any, place: int, owner: str) -> Any:
        """Look at a value of any type; return it as kglite takes it, or None where it goes another way."""
        if value is None:
            return None
        self._profile.see({key: value})
        if isinstance(value, Duration):
            self.durations.append((place, hide_key(key), duration_call(value)))
            return None
        if isinstance(value, list) and value and all(isinstance(each, Duration) for each in value):
            text = f"[{', '.join(duration_call(each) for each in value)}]"
            self.durations.append((place, hide_key(key), text))
            return None
        return property_to_kglite(value, f"{key!r} of {owner!r}")


def _is_fit(column: tuple[Any, ...]) -> bool:
    """Tell whether kglite takes all values as they are, and one of them shows the type of all."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return _are_plain(column)
    if kinds == {int}:
        return bool(min(column) >= -_INT_LIMIT and max(column) < _INT_LIMIT)
    if kinds == {list}:
        items = list(chain.from_iterable(column))
        return set(map(type, items)) == {str} and _are_plain(items)
    return kinds in ({bool}, {float})


def _are_plain(texts: Iterable[str]) -> bool:
    joined = "\0".join(texts)
    if LISTED in joined and any(text.startswith(LISTED) for text in texts):
        return False
    if joined.isascii():
        return True
    try:
        joined.encode()
    except UnicodeEncodeError:
        return False
    return IDENTITY not in joined
