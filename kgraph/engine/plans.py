"""Plans that were made before: a query that is asked again is not read again.

A plan holds for the graph as it was, and for parameters that are alike in all that a plan depends on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kgraph.engine.kinds import STRING, kind_of
from kgraph.engine.plan import Plan, again
from kgraph.engine.profile import has_listed_text

_MOST = 256
_PLAIN = frozenset((str, int, float, bool, type(None), dt.date, dt.time, dt.datetime))


class Plans:
    """The last plan of each query of late; for reading queries only."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Plan, tuple[object, ...]]] = {}

    def get(self, source: str, given: Mapping[str, Any]) -> Plan | None:
        """Return the plan of a query with these parameters, if there is one that holds for them."""
        found = self._kept.pop(source, None)
        if found is None:
            return None
        made, natures = found
        if _natures(made, given) != natures:
            return None
        self._kept[source] = found  # the last to be thrown out
        return again(made, given)

    def keep(self, made: Plan, given: Mapping[str, Any]) -> None:
        """Keep a plan for the next time."""
        natures = _natures(made, given)
        if made.writes or natures is None:
            return
        while len(self._kept) >= _MOST:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[made.source] = (made, natures)

    def forget(self) -> None:
        """Forget all plans, since the graph has changed."""
        self._kept.clear()


def _natures(made: Plan, given: Mapping[str, Any]) -> tuple[object, ...] | None:
    """Return what the plan depends on in its parameters, or None where that is not to be told."""
    if any(name not in given for name in made.used):
        return None
    natures = tuple(_nature(given[name], close=name in made.close) for name in made.used)
    return None if None in natures else natures


def _nature(value: object, *, close: bool) -> object:
    """Return all that a plan depends on in a value; it may look into a text that begins with no letter."""
    kind = type(value)
    if kind is str and not close and str(value)[:1].isalpha():
        return STRING
    if kind is str or (close and kind in _PLAIN):
        return kind, repr(value)
    if kind in _PLAIN:
        return kind_of(value)
    if kind is list and isinstance(value, list) and not close and all(type(item) in _PLAIN for item in value):
        return kind_of(value), has_listed_text(value)
    return None
