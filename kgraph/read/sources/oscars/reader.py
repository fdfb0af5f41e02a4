"""The Academy Awards as a tab-separated table with IMDb ids, one nomination or award a row.

The table is that of https://github.com/DLu/oscar_data (`oscars.csv`): several films and nominees stand
in one cell, parted by a pipe, their ids in the cell beside it; empty cells at the end of a row are cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import capwords

from kgraph import names
from kgraph.claims import Certainty, Claim, Source, Statement
from kgraph.model import Property
from kgraph.read.options import Options
from kgraph.read.parts import Part
from kgraph.read.sources.countries import country
from kgraph.read.sources.oscars import rows as cells
from kgraph.read.sources.oscars.rows import Called, Named
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.reading import Reading, Row

_TYPES = {"nm": "Person", "co": "Company"}
_NAMELESS = "nominees without an IMDb id, of whom the table does not say whether they are people or firms"
_OF_FILMS = "Title"
_CREDITS = {
    "DIRECTING": "DIRECTED",
    "ASSISTANT DIRECTOR": "ASSISTANT_DIRECTED",
    "WRITING": "WROTE",
    "CINEMATOGRAPHY": "CINEMATOGRAPHY",
    "FILM EDITING": "EDITED",
    "ART DIRECTION": "ART_DIRECTED",
    "PRODUCTION DESIGN": "ART_DIRECTED",
    "MUSIC (Original Score)": "COMPOSED_FOR",
    "VISUAL EFFECTS": "VISUAL_EFFECTS",
    "BEST PICTURE": "PRODUCED",
}
"""Category, or the words before its brackets -> the credit that a nomination in it implies."""
_FOR_FIRMS = {"PRODUCED", "VISUAL_EFFECTS"}
_ACADEMY = "festival/academy-awards"
_NO_TABLE = "this is no table of the Academy Awards."
_OF_THE_AWARDS = "the year of the awards"

Statements = Iterator[Statement]


def _recognises(part: Part, _: Options) -> bool:
    header = part.head.partition(b"\n")[0].decode("utf-8-sig", "replace")
    return set(header.rstrip("\r").split("\t")) >= cells.COLUMNS


def _read(reading: Reading) -> Statements:
    """Yield what the tables say; a first look finds the name by which each id mostly goes."""
    called = Called()
    first = reading.beforehand()
    for part in first.own(_recognises, _NO_TABLE):
        for row in cells.rows(first, part):
            called.see(row)
    reading.sources.append(
        Source(
            reading.name,
            title=f"Academy Awards: {reading.name}",
            publisher="David V. Lu!!",
            url="https://github.com/DLu/oscar_data",
            licence="BSD 2-Clause.",
            attribution="David V. Lu!!, oscar_data; ids of IMDb",
        )
    )
    for part in reading.own(_recognises, _NO_TABLE):
        yield from reading.kept(cells.speaking(reading, part), _Awards(reading, called).read)


READER = SourceReader("the Academy Awards", _recognises, _read)


class _Awards:
    """Turns rows into statements."""

    def __init__(self, reading: Reading, called: Called) -> None:
        self.reading, self.called = reading, called

    def read(self, row: Row) -> Statements:
        """Yield what a row says; BadSource where a cell cannot be what its column is for."""
        told: Mapping[str, str] = row.value
        values: dict[str, Property] = {"edition": cells.edition(row), "year": cells.year(row)}
        films = [_with_key(film, cells.year(row)) for film in cells.listed(row, "Film", "FilmId")]
        nominees = cells.listed(row, "Nominees", "NomineeIds")
        known, nameless = _known(nominees), [one.name for one in nominees if not one.key]
        certainty = cells.certainty(told, Certainty.STATED)
        claim = Claim(self.reading.name, row.place, certainty, cells.note(told, nameless))
        relations = cells.relations(row)
        yield from self._award(row, claim)
        for film in films:
            yield from self._film(film, row)
        for nominee in known:
            yield from self._declared(nominee, _TYPES[nominee.key[:2]], claim)
        if nameless:
            self.reading.report.leave_out(_NAMELESS, len(nameless))
        ends = [(_id(one), {**values, "film": _id(film)}) for one in known for film in films]
        ends += [(_id(one), values) for one in known if not films]
        if told["Class"] == _OF_FILMS or not known:
            ends += [(_id(film), values) for film in films]
        for start, about in ends:
            for relation in relations:
                yield Statement(start, relation, _award_id(told), claim, about)
        yield from self._credits(told, claim, films, known)

    def _award(self, row: Row, claim: Claim) -> Statements:
        canonical, words = row.value["CanonicalCategory"], row.value.get("Category", "")
        if not canonical:
            raise row.bad("the row has no category ('CanonicalCategory').")
        other = [f"Academy Award: {capwords(words)}"] if words not in ("", canonical) else []
        award, name = _award_id(row.value), f"Academy Award: {capwords(canonical)}"
        plain = Claim(claim.source, claim.place)
        yield from self.reading.entity(_ACADEMY, "Festival", plain, name="Academy Awards", names=["Oscars"])
        yield from self.reading.entity(award, "Award", plain, name=name, names=other)
        if self.reading.once(f"{award}\tpresented"):
            yield Statement(award, "PRESENTED_AT", _ACADEMY, plain)

    def _declared(self, one: Named, kind: str, claim: Claim) -> Statements:
        name, others = self.called.of(one)
        imdb = "" if one.key.startswith("oscars:") else one.key
        plain = Claim(claim.source, claim.place)
        return self.reading.entity(_id(one), kind, plain, name=name, names=others, imdb=imdb)

    def _film(self, film: Named, row: Row) -> Statements:
        """Yield a film, and what the awards imply of it: its year, and the country that sent it."""
        name, place, told = self.reading.name, row.place, row.value
        yield from self._declared(film, "Film", Claim(name, place))
        if (year := cells.year(row)) == self.called.first_year(film, year):
            dated = Claim(name, place, Certainty.IMPLIED, _OF_THE_AWARDS)
            yield from self.reading.entity(_id(film), "Film", dated, year=year)
        if sender := cells.sender(told):
            sent = Claim(name, place, cells.certainty(told, Certainty.IMPLIED), f"sent in by {sender}")
            yield from self._country(film, sender, sent)

    def _country(self, film: Named, sender: str, sent: Claim) -> Statements:
        land = country(sender)
        others = [sender] if sender != land.name else []
        plain = Claim(sent.source, sent.place)
        yield from self.reading.entity(land.id, "Country", plain, name=land.name, names=others, iso=land.iso)
        yield Statement(_id(film), "PRODUCED_IN", land.id, sent)

    def _credits(
        self, told: Mapping[str, str], claim: Claim, films: list[Named], nominees: list[Named]
    ) -> Statements:
        """Yield the work that was nominated: the role as the row states it, any other as it implies it."""
        if told["Class"] == cells.ACTING:
            plain = Claim(claim.source, claim.place)
            roles = told.get("Detail", "").split("|")
            roles += [""] * len(films)
            for film, role in zip(films, roles, strict=False):
                values: dict[str, Property] = {"role": [role]} if role else {}
                yield from (Statement(_id(one), "ACTED_IN", _id(film), plain, values) for one in nominees)
            return
        category = told["CanonicalCategory"]
        relation = _CREDITS.get(category) or _CREDITS.get(category.partition(" (")[0])
        if relation is None:
            return
        implied = Claim(claim.source, claim.place, Certainty.IMPLIED)
        for one in nominees:
            if one.key.startswith("nm") or relation in _FOR_FIRMS:
                yield from (Statement(_id(one), relation, _id(film), implied) for film in films)


def _known(nominees: list[Named]) -> list[Named]:
    """Return those with an id; two ids in the place of one are two people behind one name."""
    found = [(key, one.name if "," not in one.key else "") for one in nominees for key in one.key.split(",")]
    return list(dict.fromkeys(Named(key, name) for key, name in found if key))


def _with_key(film: Named, year: int) -> Named:
    return film if film.key else film._replace(key=f"oscars:{year}:{names.slug(film.name)}")


def _id(one: Named) -> str:
    return one.key if ":" in one.key else f"imdb:{one.key}"


def _award_id(told: Mapping[str, str]) -> str:
    return f"award/academy-{names.slug(told['CanonicalCategory'])}"
