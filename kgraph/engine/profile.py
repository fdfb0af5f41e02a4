"""What is known of a graph's contents: it decides which guards a query needs.

The profile may say too much (a type that a key no longer has), never too little.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kgraph.engine.kinds import ANY, FLOAT, TEMPORAL, kind_of, may_be, union
from kgraph.engine.names import hide_key, hide_label

LISTED = '["'
"""kglite takes the text '["x"]' and the text 'x' for equal."""


@dataclass(slots=True)
class Profile:
    """Types of properties by key, names in disguise, and whether texts of the form '["x"]' are there."""

    kinds: dict[str, str] = field(default_factory=dict)
    disguised: dict[str, str] = field(default_factory=dict)
    listed_texts: bool = False
    open_ended: bool = False  # a query may have set keys that nobody wrote down
    nans: bool = False  # a property may hold NaN, which makes kglite tell a node from itself
    touched: set[str] = field(default_factory=set)  # keys that the query at hand sets

    def kind(self, key: str) -> str:
        """Return the type that a property may have."""
        return ANY if self.open_ended else self.kinds.get(key, "NULL")

    @property
    def temporal(self) -> bool:
        """Tell whether a property may hold a date or time."""
        return self.open_ended or any(name in kind for kind in self.kinds.values() for name in TEMPORAL)

    def see(self, properties: Mapping[str, Any]) -> None:
        """Take note of properties that are added."""
        for key, value in properties.items():
            known = self.kinds.get(key)
            kind = kind_of(value)
            if known is None:
                self.name(key, hide_key(key))
            if known != kind:
                self.kinds[key] = kind if known is None else union((known, kind))
            if isinstance(value, (str, list)) and not self.listed_texts:
                self.listed_texts = has_listed_text(value)
            if not self.nans and isinstance(value, (float, list)):
                self.nans = has_nan(value)

    def may_hold(self, key: str, kind: str) -> None:
        """Take note that a query may give a key values of this type."""
        self.name(key, hide_key(key))
        self.touched.add(key)
        self.kinds[key] = union((self.kinds.get(key, "NULL"), kind))
        self.nans = self.nans or may_be(kind, FLOAT) or FLOAT in kind

    def name(self, name: str, hidden: str) -> None:
        """Take note of a name and its disguise."""
        if hidden != name:
            self.disguised[hidden] = name

    def label(self, names: Iterable[str]) -> None:
        """Take note of labels or types."""
        for name in names:
            self.name(name, hide_label(name))

    def copy(self) -> Profile:
        """Return an equal profile that can change."""
        return Profile(dict(self.kinds), dict(self.disguised), self.listed_texts, self.open_ended, self.nans)

    def to_json(self) -> str:
        """Return one line of text."""
        parts = [self.kinds, self.disguised, self.listed_texts, self.open_ended, self.nans]
        return json.dumps(parts, ensure_ascii=True, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Profile:
        """Read what `to_json` gave."""
        return cls(*json.loads(text))


def has_listed_text(value: object) -> bool:
    """Tell whether a text that kglite takes for another is in a value."""
    if isinstance(value, str):
        return value.startswith(LISTED)
    if isinstance(value, Mapping):
        return any(has_listed_text(item) for item in value.values())
    return isinstance(value, (list, tuple)) and any(has_listed_text(item) for item in value)


def has_nan(value: object) -> bool:
    """Tell whether a number that is none is in a value."""
    if isinstance(value, (list, tuple)):
        return any(has_nan(item) for item in value)
    return isinstance(value, float) and math.isnan(value)
