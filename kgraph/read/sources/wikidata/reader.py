"""Wikidata: dumps, answers of the entity API, and results of SPARQL, about films and what they name.

What a film names has its label in an entity of its own, elsewhere in the file or not there at all. So the
files are looked at twice before they are read (`known`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

from kgraph.errors import BadSource, UsageError
from kgraph.read.options import Option, Options
from kgraph.read.parts import Part
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.reading import Reading, Row
from kgraph.read.sources.wikidata.entity import Entity
from kgraph.read.sources.wikidata.evidence import Evidence
from kgraph.read.sources.wikidata.films import Films
from kgraph.read.sources.wikidata.known import Known
from kgraph.read.sources.wikidata.others import Others
from kgraph.read.sources.wikidata.rows import entities, recognises
from kgraph.read.sources.wikidata.said import Statements
from kgraph.read.sources.wikidata.tables import FILM_PROPERTIES, OTHER_PROPERTIES

_CLASSES = Option(
    "film-class",
    "Wikidata: further classes whose instances are films, such as Q1366112,Q24856.",
    "text",
    "QIDS",
)
_KOBIS = Option("kobis-property", "Wikidata: the property that holds KOBIS's code of a film.", "text", "PID")
_UNNAMED = "entities that no film of the files names"
_TEXT = "entities of which only the label is taken"


def _recognises(part: Part, _: Options) -> bool:
    return recognises(part)


def _read(reading: Reading) -> Statements:
    """Yield what the files say."""
    classes = _listed(reading, "film-class", "Q")
    kobis = _listed(reading, "kobis-property", "P")
    with closing(Known(reading, frozenset(classes), (*FILM_PROPERTIES, *kobis))) as known:
        made = _Entities(reading, known, kobis[0] if kobis else "")
        for part in reading.own(_recognises, "this is nothing of Wikidata."):
            yield from reading.kept(made.told(entities(reading, part)), made.read)


READER = SourceReader("Wikidata", _recognises, _read, (_CLASSES, _KOBIS))


def _listed(reading: Reading, option: str, letter: str) -> list[str]:
    """Return the ids that an option lists; UsageError where one is none."""
    told = [one.strip() for one in (reading.chosen(option) or "").split(",") if one.strip()]
    for one in told:
        if not re.fullmatch(rf"{letter}[1-9]\d*", one):
            raise UsageError(f"--{option}: {one!r} is no id of Wikidata such as {letter}42.")
    return told


class _Entities:
    """Turns entities into statements."""

    def __init__(self, reading: Reading, known: Known, kobis: str) -> None:
        self._reading, self._known = reading, known
        evidence = Evidence(reading, known.label)
        self._last: Entity | None = None
        self._films = Films(reading, known, evidence, kobis)
        self._others = Others(reading, known, evidence, self._films)

    def told(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows of films and of what they name."""
        for row in rows:
            item = row.value["id"]
            if self._is_wanted(row):
                yield row
            else:
                why = _TEXT if self._known.is_text(item) else _UNNAMED
                self._reading.report.skip(row.bad(f"{item}: {why}."), why)

    def read(self, row: Row) -> Statements:
        """Yield what an entity says; BadSource where it is not in Wikidata's form."""
        entity = self._of(row)
        if self._known.is_film(entity):
            yield from self._films.read(entity)
        else:
            entity.check(OTHER_PROPERTIES)
            yield from self._others.read(entity, *self._known.node(entity.id))

    def _is_wanted(self, row: Row) -> bool:
        try:
            return self._known.is_film(self._of(row)) or self._known.node(row.value["id"]) != ("", "")
        except BadSource:
            return True  # `read` says what is wrong

    def _of(self, row: Row) -> Entity:
        """Return the entity of a row, which is asked for twice."""
        if self._last is None or self._last.row is not row:
            self._last = Entity(row)
        return self._last
