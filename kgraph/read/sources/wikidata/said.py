"""What an entity of Wikidata says of itself: names, ids, dates and lists, each by the word of its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kgraph.claims import Claim, Statement
from kgraph.read.sources.reading import Reading
from kgraph.read.sources.wikidata.dates import Date, date, earliest
from kgraph.read.sources.wikidata.entity import Entity, Stated
from kgraph.read.sources.wikidata.evidence import Evidence

Statements = Iterator[Statement]
_LABELS = ("en", "mul")
_MINUTES = {"Q7727": 1.0, "Q11574": 1 / 60, "Q25235": 60.0}
_TITLES = ("P1476", "P1559")
Valued = tuple[Stated, Mapping[str, Any]]
"""A statement, and the properties that it gives."""
UNKNOWN = "values that are unknown, none, or not readable"
OUTDATED = "deprecated values that would be shown like valid ones"
FURTHER = "further values of what has one: later releases, other running times and ids"


class Said:
    """Gathers what is said of one entity, by claim, and then tells it."""

    def __init__(self, reading: Reading, evidence: Evidence, entity: Entity) -> None:
        self._report = reading.report
        self._evidence, self._entity = evidence, entity
        self.plain = evidence.plain(entity)
        self._told: dict[Claim, dict[str, Any]] = {self.plain: {"wikidata": entity.id}}

    def statements(self, node_id: str, kind: str) -> Statements:
        """Yield the declaration, and what others than Wikidata itself say."""
        for claim, values in self._told.items():
            yield Statement(node_id, "", kind if claim is self.plain else "", claim, values)

    def plainly(self, values: Mapping[str, Any]) -> None:
        """Take what Wikidata itself says; what is None or empty is none."""
        known = {name: value for name, value in values.items() if value not in (None, "", [])}
        self._told[self.plain].update(known)

    def names(self, languages: Iterable[str] = ()) -> None:
        """Take the labels in English and Korean, and in other languages that are the entity's own."""
        titles = [one.value for name in _TITLES for one in self._entity.stated(name) if not one.deprecated]
        own = [(str(one.get("text", "")), str(one.get("language", ""))) for one in titles if _is_text(one)]
        tongues = list(dict.fromkeys([*languages, *(tongue for _, tongue in own)]))
        name = self._entity.label([*_LABELS, *tongues, "ko"]) or next((text for text, _ in own), "")
        others = [*(text for text, _ in own), *self._entity.names(["ko", *_LABELS, *tongues])]
        self.plainly({"name": name, "names": [one for one in dict.fromkeys(others) if one not in ("", name)]})

    def country(self, name: str, iso: str) -> None:
        """Take the name of a country that all sources share; the label stands beside it."""
        told = self._told[self.plain]
        names = dict.fromkeys([told.get("name", name), *told.get("names", [])])
        self.plainly({"name": name, "iso": iso, "names": [one for one in names if one != name]})

    def ids(self, bases: Mapping[str, Sequence[str]]) -> None:
        """Take the ids in other bases, of each the first of the best rank."""
        for base, names in bases.items():
            told = [(one, one.value) for name in names for one in self._entity.stated(name)]
            self.first([(one, {base: key}) for one, key in self._readable(told) if isinstance(key, str)])

    def first(self, told: Sequence[Valued]) -> None:
        """Take the first of what has one value; the statements come by rank."""
        good = [one for one in told if not one[0].deprecated]
        for stated, values in good[:1]:
            self._say(stated, values)
        self._besides(told, good[:1])

    def date(self, name: str, make: Callable[[Date], Mapping[str, Any]]) -> None:
        """Take the earliest date of a property among those of the best rank, as `make` has it."""
        dated = list(self._readable([(one, date(one.value)) for one in self._entity.stated(name)]))
        ranks = [one.rank for one, _ in dated if not one.deprecated]
        best = [(one, at) for one, at in dated if ranks and one.rank == ranks[0]]
        found = earliest(at for _, at in best)
        shown = [(one, make(at)) for one, at in best if at == found][:1]
        for stated, values in shown:
            self._say(stated, values)
        self._besides([(one, make(at)) for one, at in dated], shown)

    def listed(self, name: str, told: Iterable[tuple[Stated, str]]) -> None:
        """Take a list: a deprecated value would stand in it like any other, and is left out."""
        for stated, text in told:
            if stated.deprecated:
                self._report.leave_out(OUTDATED)
                continue
            for claim in self._evidence.claims(self._entity, stated):
                listed = self._told.setdefault(claim, {}).setdefault(name, [])
                if text not in listed:
                    listed.append(text)

    def minutes(self) -> None:
        """Take the running time."""
        told = self._readable([(one, _minutes(one.value)) for one in self._entity.stated("P2047")])
        self.first([(one, {"minutes": count}) for one, count in told])

    def _readable(self, told: Iterable[tuple[Stated, Any]]) -> Iterator[tuple[Stated, Any]]:
        for stated, found in told:
            if found is None:
                self._report.leave_out(UNKNOWN)
            else:
                yield stated, found

    def _say(self, stated: Stated, values: Mapping[str, Any]) -> None:
        for claim in self._evidence.claims(self._entity, stated):
            self._told.setdefault(claim, {}).update(values)

    def _besides(self, told: Sequence[Valued], shown: Sequence[Valued]) -> None:
        """Take the deprecated values beside those that are shown, and count what is left out."""
        keys = {key for _, values in shown for key in values}
        for stated, values in told:
            beside = {key: value for key, value in values.items() if key in keys}
            if any(values == other for _, other in shown):
                continue
            if stated.deprecated and beside:
                self._say(stated, beside)
            else:
                self._report.leave_out(OUTDATED if stated.deprecated else FURTHER)


def _minutes(told: Any) -> int | None:
    """Return an amount of time in minutes; None where it is none."""
    unit = str(told.get("unit", "")).rpartition("/")[2] if isinstance(told, dict) else ""
    try:
        return round(float(told["amount"]) * _MINUTES[unit]) or None
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and "text" in value
