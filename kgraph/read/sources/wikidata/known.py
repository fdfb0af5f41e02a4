"""What must be known of a file before its films can be told: who is named by them, as what, and called what.

Two looks at the file, before it is read: the first notes its films and what they name, the second what that
is by its own entity. Both go to a dictionary on disk, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from kgraph.errors import BadSource
from kgraph.read.shelf import Shelf
from kgraph.read.sources.countries import Country, of_code
from kgraph.read.sources.reading import Reading, Row
from kgraph.read.sources.wikidata.entity import Entity, Snaks, is_id, values
from kgraph.read.sources.wikidata.evidence import CITED, REASON
from kgraph.read.sources.wikidata.places import COUNTRIES
from kgraph.read.sources.wikidata.rows import entities, recognises
from kgraph.read.sources.wikidata.tables import (
    AWARDS,
    CLASSES,
    CREDITS,
    FILMS,
    GENRES,
    OTHER_PROPERTIES,
    WORKS,
)

_BATCH = 20_000
_ORDER = ("Person", "Award", "Company", "weak Person")
"""As what a thing counts of which only the properties are known that name it: the first of these.

A book, an event and a figure are named by the same properties, so these need an entity of their own.
"""
_MAKERS = {"as Person", "as Company", "as weak Person"}
_TEXTS = ("P364", "P136")
_AUTHORED = ("P50", "P1476")
FOR_WORK, ROLE, _EDITION = "P1686", "P453", "P805"
_READ = (*CREDITS, *AWARDS, "P495", "P144", "P364", "P136", "P577", "P1476")
LABELS = ("en", "mul", "ko")

Note = tuple[str, str, str]


class Known:
    """What two looks at the files found out.

    `classes` are further classes of films, `checked` the properties by which a film can be bad.
    """

    def __init__(self, reading: Reading, classes: frozenset[str], checked: tuple[str, ...]) -> None:
        self._shelf = Shelf()
        self._classes, self._checked = classes, checked
        self._moved: dict[str, str] = {}
        self._look(reading, self._of_film)
        self._shelf.put(
            (there, name, value)
            for here, there in self._moved.items()
            for name, value in self._shelf.get(here).items()
        )
        self._look(reading, self._of_other)

    def close(self) -> None:
        """Let go of the file."""
        self._shelf.close()

    # ------------------------------------------------------------ questions

    def is_film(self, entity: Entity) -> bool:
        """Tell by its classes whether an entity is a film; BadSource where it is one, and is bad."""
        if not any(one in FILMS or one in GENRES or one in self._classes for one in entity.items("P31")):
            return False
        entity.check(self._checked)
        return True

    def is_text(self, item: str) -> bool:
        """Tell whether a film or a reference names an item of which only the label is taken."""
        return not self._shelf.get(self.now(item)).keys() <= {"iso"}

    def there(self, item: str) -> bool:
        """Tell whether the files have the entity itself."""
        return not {"film", "own"}.isdisjoint(self._shelf.get(self.now(item)))

    def label(self, item: str) -> str:
        """Return the label of what is shown as a text; "" where the files do not have it."""
        return str(self._shelf.get(self.now(item)).get("label", ""))

    def node(self, item: str) -> tuple[str, str]:
        """Return id and type of an item; both "" where it is nothing that kgraph has."""
        found = self.now(item)
        kind = self._kind(found)
        if kind == "Country":
            return self.country(found).id, kind
        return (f"wikidata:{found}", kind) if kind else ("", "")

    def country(self, item: str) -> Country:
        """Return a country; one without a code of ISO 3166-1 keeps Wikidata's id."""
        found = self.now(item)
        code = str(COUNTRIES.get(found) or self._shelf.get(found).get("iso", ""))
        one = of_code(code) if code else None
        # A country that is no more may have a code that is no more.
        return one if one and one.name != code else Country(f"wikidata:{found}", "")

    def now(self, item: str) -> str:
        """Return the id under which an item goes that was joined to another."""
        return self._moved.get(item, item)

    def _kind(self, item: str) -> str:
        told = self._shelf.get(item)
        if "film" in told:
            return "Film"
        if "as Country" in told:
            return "Country"
        if "is" in told:
            return str(told["is"])
        return next((kind.removeprefix("weak ") for kind in _ORDER if f"as {kind}" in told), "")

    # ------------------------------------------------------------ looks

    def _look(self, reading: Reading, note: Callable[[Row], Iterator[Note]]) -> None:
        first = reading.beforehand()
        waiting: list[Note] = []
        for part in first.parts():
            if not recognises(part):
                continue
            for row in entities(first, part):
                with suppress(BadSource):  # the reading proper says what is wrong
                    waiting += list(note(row))
                if len(waiting) > _BATCH:
                    self._shelf.put(waiting)
                    waiting = []
        self._shelf.put(waiting)

    def _of_film(self, row: Row) -> Iterator[Note]:
        """Yield what a film names, and as what."""
        entity = Entity(row)
        redirect = row.value.get("redirects")
        if isinstance(redirect, dict) and is_id(redirect.get("from")):
            self._moved[redirect["from"]] = entity.id
        if not self.is_film(entity):
            # Also of a country that only people are of, who are looked at later.
            codes = [one.value for one in entity.stated("P297") if not one.deprecated]
            yield from ((entity.id, "iso", code) for code in codes[:1] if isinstance(code, str))
            return
        yield entity.id, "film", ""
        for name, credit in CREDITS.items():
            for item in _named(entity, name):
                yield item, f"as {'weak ' if credit.weak else ''}{credit.kind}", ""
        for name in ("P161", "P725"):
            for stated in entity.stated(name):
                yield from ((item, "as Character", "") for item in _items(stated.qualifiers, ROLE))
        for item in _named(entity, "P495"):
            yield item, "as Country", ""
        for item in _named(entity, "P144"):
            yield item, "as Work", ""
        for name in _TEXTS:
            yield from ((item, "text", "") for item in _named(entity, name))
        yield from self._awards(entity)
        yield from self._cited(entity)

    def _awards(self, entity: Entity) -> Iterator[Note]:
        for name, (_, who) in AWARDS.items():
            for stated in entity.stated(name):
                if stated.item:
                    yield stated.item, "as Award", ""
                yield from ((item, "as weak Person", "") for item in _items(stated.qualifiers, who))
                yield from ((item, "text", "") for item in _items(stated.qualifiers, _EDITION))

    def _cited(self, entity: Entity) -> Iterator[Note]:
        for name in _READ:
            for stated in entity.stated(name):
                told = [(one, by) for one in stated.references for by in CITED]
                for snaks, by in [*told, (stated.qualifiers, REASON)]:
                    yield from ((item, "text", "") for item in _items(snaks, by))

    def _of_other(self, row: Row) -> Iterator[Note]:
        """Yield what something is that films name."""
        entity = Entity(row)
        told = self._shelf.get(entity.id)
        if told.keys() <= {"iso"} or "film" in told:
            return
        entity.check(OTHER_PROPERTIES)
        kind = _of_class(entity, set(told))
        yield entity.id, "own", ""
        if kind:
            yield entity.id, "is", kind
        if label := entity.label(LABELS):
            yield entity.id, "label", label
        if kind in ("Person", "Company") or not _MAKERS.isdisjoint(told):
            for name in ("P27", "P17"):
                yield from ((item, "as Country", "") for item in _named(entity, name))
            yield from self._awards_for_films(entity)

    def _awards_for_films(self, entity: Entity) -> Iterator[Note]:
        for name in AWARDS:
            for stated in entity.stated(name):
                works = _items(stated.qualifiers, FOR_WORK)
                if stated.item and any("film" in self._shelf.get(self.now(one)) for one in works):
                    yield stated.item, "as Award", ""


def _named(entity: Entity, name: str) -> Iterator[str]:
    return (one.item for one in entity.stated(name) if one.item)


def _items(snaks: Snaks, name: str) -> Iterator[str]:
    return (item for item in values(snaks, name) if is_id(item))


def _of_class(entity: Entity, told: set[str]) -> str:
    """Return of what type an entity is by its classes, in the light of what names it; "" where unsure."""
    classes = entity.items("P31")
    kind = next((CLASSES[one] for one in classes if one in CLASSES), "")
    if kind or not classes:
        return kind
    if "as weak Person" in told and told <= {"as weak Person", "text"}:
        return "Company"  # whoever is a human being is said to be one
    written = any(one in WORKS for one in classes) or entity.has(_AUTHORED)
    return "Work" if told <= {"as Work", "text"} and written else ""
