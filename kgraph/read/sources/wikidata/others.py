"""What the films of Wikidata name, by its own entity: people, companies, works, figures, countries."""

from __future__ import annotations

from typing import Any

from kgraph.claims import Statement
from kgraph.read.sources.reading import Reading
from kgraph.read.sources.wikidata.awards import award_values
from kgraph.read.sources.wikidata.dates import Date
from kgraph.read.sources.wikidata.entity import Entity, is_id, values
from kgraph.read.sources.wikidata.evidence import Evidence
from kgraph.read.sources.wikidata.films import Films
from kgraph.read.sources.wikidata.known import FOR_WORK, Known
from kgraph.read.sources.wikidata.places import ITEMS
from kgraph.read.sources.wikidata.said import UNKNOWN, Said, Statements
from kgraph.read.sources.wikidata.tables import AWARDS, GENDERS, IDS, OCCUPATIONS, WORKS

_NO_FILM = "awards of people for other things than a film of the files"
_WORDLESS = "occupations and genders that are not in kgraph's table"
_FOUNDED, _SINCE = "P571", "P577"


class Others:
    """Turns what films name into statements."""

    def __init__(self, reading: Reading, known: Known, evidence: Evidence, films: Films) -> None:
        self._reading, self._known, self._evidence, self._films = reading, known, evidence, films

    def read(self, entity: Entity, node: str, kind: str) -> Statements:
        """Yield what is said of an entity of this id and type; BadSource where it is not well-formed."""
        said = Said(self._reading, self._evidence, entity)
        said.names()
        said.ids(IDS)
        if kind == "Country":
            one = self._known.country(entity.id)
            if one.name:
                said.country(one.name, one.iso)
                said.plainly({"wikidata": ITEMS.get(one.iso, entity.id)})
        elif kind == "Person":
            self._person(entity, said)
        elif kind == "Company":
            said.date(_FOUNDED, lambda at: {"founded": at.year})
        elif kind == "Work":
            said.date(_SINCE, lambda at: {"year": at.year})
            said.plainly({"kind": next((WORKS[one] for one in entity.items("P31") if WORKS.get(one)), "")})
        yield from said.statements(node, kind)
        if kind == "Person":
            yield from self._country(entity, "P27", (node, "NATIONALITY"))
            yield from self._awards(entity, node)
        elif kind == "Company":
            yield from self._country(entity, "P17", (node, "BASED_IN"))

    def _person(self, entity: Entity, said: Said) -> None:
        said.date("P569", lambda at: _life("born", at))
        said.date("P570", lambda at: _life("died", at))
        genders = [
            (one, {"gender": GENDERS[one.item]}) for one in entity.stated("P21") if one.item in GENDERS
        ]
        said.first(genders)
        told = [one for one in entity.stated("P106") if one.item]
        said.listed("occupation", [(one, OCCUPATIONS[one.item]) for one in told if one.item in OCCUPATIONS])
        without = sum(one.item not in OCCUPATIONS for one in told)
        without += sum(bool(one.item) and one.item not in GENDERS for one in entity.stated("P21"))
        if without:
            self._reading.report.leave_out(_WORDLESS, without)

    def _country(self, entity: Entity, name: str, edge: tuple[str, str]) -> Statements:
        start, relation = edge
        for stated in entity.stated(name):
            node, kind = self._known.node(stated.item) if stated.item else ("", "")
            if kind == "Country":
                yield from self._films.declared(stated.item, self._evidence.plain(entity))
                for claim in self._evidence.claims(entity, stated):
                    yield Statement(start, relation, node, claim)
            else:
                self._reading.report.leave_out(UNKNOWN)

    def _awards(self, entity: Entity, person: str) -> Statements:
        for name, (relation, _) in AWARDS.items():
            for stated in entity.stated(name):
                award, kind = self._known.node(stated.item) if stated.item else ("", "")
                works = [item for item in values(stated.qualifiers, FOR_WORK) if is_id(item)]
                ends = [self._known.node(one) for one in works]
                films = [film for film, what in ends if what == "Film"]
                if kind != "Award" or not films:
                    self._reading.report.leave_out(_NO_FILM)
                    continue
                yield from self._films.declared(stated.item, self._evidence.plain(entity))
                about = award_values(stated, self._known.label)
                for claim in self._evidence.claims(entity, stated):
                    for film in films:
                        yield Statement(person, relation, award, claim, {**about, "film": film})


def _life(name: str, at: Date) -> dict[str, Any]:
    return {name: at.year, f"{name}_on": str(at)}
