"""An entity of Wikidata as its JSON has it: labels, and statements with qualifiers, references and rank.

The format: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html. What is empty may be a
list where there is an object else, and a value that Wikidata itself cannot read has the type `bad`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.read.sources.reading import Row

_QID = re.compile(r"Q[1-9]\d*")
_ENTITY = "wikibase-entityid"
RANKS = ("preferred", "normal", "deprecated")

Snaks = Mapping[str, list[Any]]


def is_id(text: Any) -> bool:
    """Tell whether this is the id of an item, such as Q42."""
    return isinstance(text, str) and bool(_QID.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement of an entity: its value, None where that is unknown, none or unreadable.

    A value is the id of an item, a text, or the object that the JSON has for dates, amounts and texts
    in a language.
    """

    value: Any
    rank: str
    qualifiers: Snaks
    references: tuple[Snaks, ...]

    @property
    def deprecated(self) -> bool:
        """Whether Wikidata keeps it as wrong or outdated."""
        return self.rank == "deprecated"

    @property
    def item(self) -> str:
        """The id of the item that is its value, "" where there is none."""
        return self.value if is_id(self.value) else ""

    def qualified(self, name: str) -> Iterator[Any]:
        """Yield the values of a qualifier."""
        return values(self.qualifiers, name)


class Entity:
    """An entity, checked as it is looked at: BadSource where it is not in Wikidata's form."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self._told: Mapping[str, Any] = row.value
        self.id: str = self._told["id"]
        self._claims = self._object("claims")
        self._stated: dict[str, list[Stated]] = {}

    @property
    def place(self) -> str:
        """Where it stands, for a claim: `line 7, Q42`."""
        return ", ".join(part for part in (self.row.place, self.id) if part)

    def check(self, names: Iterable[str]) -> None:
        """Raise BadSource where what is said by these properties, or a label, is not in Wikidata's form."""
        for name in names:
            self.stated(name)
        self._labels()
        for language in self._object("aliases"):
            self.names([language])

    # ------------------------------------------------------------ statements

    def stated(self, name: str) -> list[Stated]:
        """Return the statements about a property, those of the best rank first."""
        if name not in self._claims:
            return []
        if name not in self._stated:
            told = [self._statement(name, one) for one in self._listed(self._claims[name], name)]
            self._stated[name] = sorted(told, key=lambda one: RANKS.index(one.rank))
        return self._stated[name]

    def items(self, name: str) -> list[str]:
        """Return the items that are values of a property, without the deprecated ones."""
        return [one.item for one in self.stated(name) if one.item and not one.deprecated]

    def has(self, names: Iterable[str]) -> bool:
        """Tell whether there is a statement about one of these properties."""
        return any(name in self._claims for name in names)

    def _statement(self, name: str, told: Mapping[str, Any]) -> Stated:
        rank = told.get("rank", "normal")
        if rank not in RANKS:
            raise self.row.bad(f"{self.id}, {name}: the rank is {rank!r}.")
        snak = told.get("mainsnak")
        if not isinstance(snak, dict):
            raise self.row.bad(f"{self.id}, {name}: a statement has no value ('mainsnak').")
        references = self._listed(told.get("references"), name)
        return Stated(
            value(snak),
            rank,
            self._snaks(told.get("qualifiers"), name),
            tuple(self._snaks(one.get("snaks"), name) for one in references),
        )

    def _snaks(self, told: Any, name: str) -> Snaks:
        if not told:
            return {}
        if not isinstance(told, dict):
            raise self.row.bad(f"{self.id}, {name}: qualifiers or references are no object.")
        return {key: self._listed(snaks, name) for key, snaks in told.items()}

    def _listed(self, told: Any, name: str) -> list[dict[str, Any]]:
        if not told:
            return []
        if isinstance(told, list) and all(isinstance(one, dict) for one in told):
            return told
        raise self.row.bad(f"{self.id}, {name}: the statements are no list of objects.")

    # ------------------------------------------------------------ labels

    def label(self, languages: Iterable[str]) -> str:
        """Return the label in the first of these languages that has one, else in any; else ""."""
        labels = self._labels()
        return next((labels[one] for one in (*languages, *sorted(labels)) if labels.get(one)), "")

    def names(self, languages: Iterable[str]) -> list[str]:
        """Return the labels and aliases in these languages, each once."""
        labels, aliases = self._labels(), self._object("aliases")
        told = []
        for language in languages:
            others = (self._text(one, "aliases") for one in self._listed(aliases.get(language), "aliases"))
            told += [labels.get(language, ""), *others]
        return [name for name in dict.fromkeys(told) if name]

    def _labels(self) -> dict[str, str]:
        return {language: self._text(one, "labels") for language, one in self._object("labels").items()}

    def _text(self, told: Any, name: str) -> str:
        if isinstance(told, dict) and isinstance(told.get("value"), str):
            return str(told["value"]).strip()
        hint = "Of Wikidata's REST API take the entity API or Special:EntityData instead."
        raise self.row.bad(f"{self.id}: {name!r} is not as in Wikidata's JSON.", hint)

    def _object(self, name: str) -> Mapping[str, Any]:
        told = self._told.get(name)
        if not told:  # PHP writes [] for an empty object
            return {}
        if isinstance(told, dict):
            return told
        raise self.row.bad(f"{self.id}: {name!r} must be an object.")


def values(snaks: Snaks, name: str) -> Iterator[Any]:
    """Yield the values that snaks have for a property, without unknown and missing ones."""
    told = (value(snak) for snak in snaks.get(name, ()))
    return (one for one in told if one is not None)


def value(snak: Mapping[str, Any]) -> Any:
    """Return the value of a snak; None where there is none that can be read."""
    data = snak.get("datavalue")
    if snak.get("snaktype", "value") != "value" or not isinstance(data, dict):
        return None
    told = data.get("value")
    if data.get("type") != _ENTITY:
        return told if data.get("type") != "bad" and isinstance(told, str | dict) else None
    if not isinstance(told, dict):
        return None
    # Dumps of before 2017 have the number alone.
    found = told.get("id") or f"Q{told.get('numeric-id')}"
    return found if is_id(found) else None
