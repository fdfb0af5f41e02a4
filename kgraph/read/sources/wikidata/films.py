"""Films of Wikidata, with all that they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from kgraph.claims import Certainty, Claim, Statement
from kgraph.read.sources.reading import Reading
from kgraph.read.sources.wikidata.awards import award_values
from kgraph.read.sources.wikidata.dates import release
from kgraph.read.sources.wikidata.entity import Entity, Stated, is_id, values
from kgraph.read.sources.wikidata.evidence import Evidence
from kgraph.read.sources.wikidata.known import ROLE, Known
from kgraph.read.sources.wikidata.places import ITEMS, LANGUAGES
from kgraph.read.sources.wikidata.said import OUTDATED, UNKNOWN, Said, Statements
from kgraph.read.sources.wikidata.tables import (
    AWARDS,
    CREDITS,
    FILMS,
    GENRES,
    IDS,
    Credit,
)
from kgraph.schema import film_schema

_ORDINAL, _ROLE_NAME = "P1545", "P4633"
_LABELLESS = "genres and languages whose label the files do not have"
_BASES = "what films are based on, where the files do not say that it is a work, a film or a person"
_SERIES = "series of films that the files do not have as films"
_NO_WINNER = "winners and nominees that are neither people nor companies"
_ROLELESS = "characters whose label the files do not have"
_NOBODY = "credits of what is neither a person nor a company"


class Films:
    """Turns films into statements.

    `kobis` is the property of their codes in KOBIS, "" where it is not known.
    """

    def __init__(self, reading: Reading, known: Known, evidence: Evidence, kobis: str) -> None:
        self._reading, self._known, self._evidence = reading, known, evidence
        self._bases = {**IDS, "kobis": (kobis, "kobis") if kobis else ("kobis",)}

    def read(self, entity: Entity) -> Statements:
        """Yield what is said of a film; BadSource where it is not in Wikidata's form."""
        film = f"wikidata:{entity.id}"
        yield from self._itself(entity).statements(film, "Film")
        for name, credit in CREDITS.items():
            for stated in self._known_items(entity, name):
                yield from self._credit(entity, stated, credit, film)
        yield from self._countries(entity, film)
        yield from self._together(entity, "P272", film)
        yield from self._bases_of(entity, film)
        yield from self._series(entity, film)
        for name, (relation, who) in AWARDS.items():
            for stated in self._known_items(entity, name):
                yield from self._award(entity, stated, (relation, who), film)

    # ------------------------------------------------------------ properties

    def _itself(self, entity: Entity) -> Said:
        said = Said(self._reading, self._evidence, entity)
        spoken = entity.stated("P364")
        said.names(LANGUAGES[one.item].code for one in spoken if one.item in LANGUAGES)
        classes = entity.items("P31")
        said.plainly({"kind": next((FILMS[one] for one in classes if FILMS.get(one)), "")})
        said.ids(self._bases)
        said.date("P577", release)
        said.minutes()
        genres = {item: self._known.label(item) or GENRES.get(item, "") for item in _items(entity, "P136")}
        said.listed("genres", self._labelled(entity, "P136", genres))
        languages = {one.item: self._language(one.item) for one in spoken}
        said.listed("languages", self._labelled(entity, "P364", languages))
        return said

    def _language(self, item: str) -> str:
        return LANGUAGES[item].name if item in LANGUAGES else self._known.label(item)

    def _labelled(self, entity: Entity, name: str, labels: Mapping[str, str]) -> Iterator[tuple[Stated, str]]:
        for stated in self._known_items(entity, name):
            if label := labels.get(stated.item):
                yield stated, label
            else:
                self._reading.report.leave_out(_LABELLESS)

    def _known_items(self, entity: Entity, name: str) -> Iterator[Stated]:
        """Yield the statements whose value is an item; others are counted."""
        for stated in entity.stated(name):
            if stated.item:
                yield stated
            else:
                self._reading.report.leave_out(UNKNOWN)

    # ------------------------------------------------------------ people and companies

    def _credit(self, entity: Entity, stated: Stated, credit: Credit, film: str) -> Statements:
        node, kind = self._known.node(stated.item)
        allowed = film_schema().relations[credit.relation].start
        if kind not in ("Person", "Company"):
            self._reading.report.leave_out(_NOBODY)
            return
        yield from self.declared(stated.item, self._evidence.plain(entity))
        relation = credit.relation if kind in allowed else "WORKED_ON"
        about: dict[str, Any] = {}
        if relation == "WORKED_ON":
            about["role"] = credit.job
        elif credit.role:
            about["role"] = [credit.job]
        elif relation == "ACTED_IN":
            about |= self._part(stated)
        if stated.deprecated and any(isinstance(one, list) for one in about.values()):
            self._reading.report.leave_out(OUTDATED)
            about.clear()
        for claim in self._evidence.claims(entity, stated):
            yield Statement(node, relation, film, claim, about)
            yield from self._played(node, kind, stated, claim, film)

    def _part(self, stated: Stated) -> dict[str, Any]:
        """Return the roles, by label or as they are written, and the place in the cast."""
        told = [self._known.label(one) for one in values(stated.qualifiers, ROLE) if is_id(one)]
        if "" in told:
            self._reading.report.leave_out(_ROLELESS, told.count(""))
        told += [one for one in values(stated.qualifiers, _ROLE_NAME) if isinstance(one, str)]
        roles = [one for one in dict.fromkeys(told) if one]
        billing = _ordinal(stated)
        return ({"role": roles} if roles else {}) | ({"billing": billing} if billing else {})

    def _played(self, person: str, kind: str, stated: Stated, claim: Claim, film: str) -> Statements:
        for item in values(stated.qualifiers, ROLE):
            node = self._known.node(item) if is_id(item) and self._known.there(item) else ("", "")
            if node[1] == "Character" and kind == "Person":
                yield Statement(person, "PLAYED", node[0], claim, {"film": film})

    def declared(self, item: str, claim: Claim) -> Statements:
        """Yield the declaration of what has no entity of its own in the files: its name is not known."""
        found = self._known.now(item)
        node, kind = self._known.node(item)
        if kind == "Country":
            one = self._known.country(item)
            found = ITEMS.get(one.iso, found)
            yield from self._reading.entity(node, kind, claim, name=one.name, iso=one.iso, wikidata=found)
        elif not self._known.there(item):
            yield from self._reading.entity(node, kind, claim, wikidata=found)

    # ------------------------------------------------------------ countries, works, films

    def _countries(self, entity: Entity, film: str) -> Statements:
        for stated in self._known_items(entity, "P495"):
            node, _ = self._known.node(stated.item)
            yield from self.declared(stated.item, self._evidence.plain(entity))
            for claim in self._evidence.claims(entity, stated):
                yield Statement(film, "PRODUCED_IN", node, claim)
        yield from self._together(entity, "P495", film)

    def _together(self, entity: Entity, name: str, film: str) -> Statements:
        """Yield that those who made a film together did so, each pair once."""
        told = dict.fromkeys(map(self._known.node, entity.items(name)))
        plain = self._evidence.plain(entity)
        for (one, kind), (other, another) in combinations(told, 2):
            if kind == another and kind in ("Company", "Country"):
                yield Statement(one, "CO_PRODUCED_WITH", other, plain, {"film": film})

    def _bases_of(self, entity: Entity, film: str) -> Statements:
        for stated in self._known_items(entity, "P144"):
            node, kind = self._known.node(stated.item)
            if not self._known.there(stated.item) or kind not in ("Film", "Work", "Person") or node == film:
                self._reading.report.leave_out(_BASES)
                continue
            for claim in self._evidence.claims(entity, stated):
                if kind == "Film":
                    yield Statement(film, "REMAKE_OF", node, _implied(claim))
                else:
                    yield Statement(film, "BASED_ON", node, claim)

    def _series(self, entity: Entity, film: str) -> Statements:
        for stated in self._known_items(entity, "P179"):
            node, kind = self._known.node(stated.item)
            if kind != "Film" or node == film:
                self._reading.report.leave_out(_SERIES)
                continue
            place = _ordinal(stated)
            about = {"episode": place} if place else {}
            for claim in self._evidence.claims(entity, stated):
                yield Statement(film, "PART_OF", node, claim, about)

    # ------------------------------------------------------------ awards

    def _award(self, entity: Entity, stated: Stated, told: tuple[str, str], film: str) -> Statements:
        relation, who = told
        award, kind = self._known.node(stated.item)
        if kind != "Award":
            self._reading.report.leave_out("awards that are people, companies or films elsewhere")
            return
        plain = self._evidence.plain(entity)
        yield from self.declared(stated.item, plain)
        about = award_values(stated, self._known.label)
        people = [item for item in values(stated.qualifiers, who) if is_id(item)]
        ends = [one for item in people if (one := self._known.node(item))[1] in ("Person", "Company")]
        if len(ends) < len(people):
            self._reading.report.leave_out(_NO_WINNER, len(people) - len(ends))
        for item in people:
            if self._known.node(item) in ends:
                yield from self.declared(item, plain)
        for claim in self._evidence.claims(entity, stated):
            yield Statement(film, relation, award, claim, about)
            for node, _ in ends:
                yield Statement(node, relation, award, claim, {**about, "film": film})


def _items(entity: Entity, name: str) -> Iterable[str]:
    return (one.item for one in entity.stated(name) if one.item)


def _ordinal(stated: Stated) -> int:
    """Return the place in a row (P1545), from 1; 0 where there is none that is a number."""
    told = [one for one in values(stated.qualifiers, _ORDINAL) if isinstance(one, str)]
    return next((int(one) for one in told if one.isdecimal()), 0)


def _implied(claim: Claim) -> Claim:
    """Return the claim of a remake: Wikidata says that a film is based on the other."""
    if claim.certainty is Certainty.DISPUTED:
        return claim
    return replace(claim, certainty=Certainty.IMPLIED, note="; ".join(filter(None, ("based on", claim.note))))
