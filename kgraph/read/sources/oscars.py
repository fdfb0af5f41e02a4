"""The Academy Awards as a tab-separated table with IMDb ids, one nomination or award a row.

The table is that of https://github.com/DLu/oscar_data (`oscars.csv`): several films and nominees stand
in one cell, parted by a pipe, their ids in the cell beside it; empty cells at the end of a row are cut.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from string import capwords
from typing import NamedTuple

from kgraph import names
from kgraph.claims import Certainty, Claim, Source, Statement
from kgraph.model import Property
from kgraph.read.options import Options
from kgraph.read.parts import Part
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.reading import Reading, Row

_COLUMNS = {
    "Ceremony",
    "Year",
    "Class",
    "CanonicalCategory",
    "Film",
    "FilmId",
    "Nominees",
    "NomineeIds",
    "Winner",
}
_YEAR = re.compile(r"(\d{4})(?:/(\d\d))?")
_ID = re.compile(r"(tt|nm|co)\d+")
_UNKNOWN = "?"
_TYPES = {"nm": "Person", "co": "Company"}
_NAMELESS = "nominees without an IMDb id, of whom the table does not say whether they are people or firms"
_COUNTRIES = "countries that sent a film"
_OF_FILMS, _ACTING, _UNCONTESTED = "Title", "Acting", {"SciTech", "Special"}
_UNOFFICIAL = "NOT AN OFFICIAL NOMINATION"
_JOB = re.compile(r"(?:Screenplay|Story|Written|Music|Lyrics?) (?:-|by) ")
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

Statements = Iterator[Statement]


class _Named(NamedTuple):
    """A film, person or company as a row names it; `key` is its IMDb id or ""."""

    key: str
    name: str


def _recognises(part: Part, _: Options) -> bool:
    header = part.head.partition(b"\n")[0].decode("utf-8-sig", "replace")
    return set(header.rstrip("\r").split("\t")) >= _COLUMNS


def _read(reading: Reading) -> Statements:
    """Yield what the tables say; a first look finds the name by which each id mostly goes."""
    called = _Called()
    first = reading.beforehand()
    for part in first.parts():
        if _recognises(part, reading.options):
            for row in _rows(first, part):
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
    for part in reading.parts():
        if _recognises(part, reading.options):
            yield from reading.kept(_speaking(reading, part), _Awards(reading, called).read)
        else:
            reading.pass_over(part, "this is no table of the Academy Awards.")


READER = SourceReader("the Academy Awards", _recognises, _read)


def _rows(reading: Reading, part: Part) -> Iterator[Row]:
    """Yield the rows as objects, column -> cell, with the cells that were cut."""
    lines = reading.lines(part)
    columns = next(lines, (0, ""))[1].split("\t")
    for number, line in lines:
        cells = line.replace('\\"', '"').split("\t")
        row = Row(
            {name: cell.strip() for name, cell in zip_longest(columns, cells, fillvalue="")}, part, number
        )
        if len(cells) > len(columns):
            what = f"the row has {len(cells)} cells, and there are {len(columns)} columns."
            reading.report.bad(row.bad(what))
        elif line.strip():
            yield row


def _speaking(reading: Reading, part: Part) -> Iterator[Row]:
    """Yield the rows that name a film, or somebody with an id."""
    for row in _rows(reading, part):
        ids = row.value["NomineeIds"].split("|")
        if row.value["Film"] or any(one not in ("", _UNKNOWN) for one in ids):
            yield row
        else:
            why = "a row without a film and without an IMDb id of a nominee"
            reading.report.skip(row.bad(f"{why}."), why)


class _Called:
    """By which name each id goes: the one that most rows use, one in capitals only for want of another."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def see(self, row: Row) -> None:
        """Take note of the names in a row."""
        for texts, ids in (("Film", "FilmId"), ("Nominees", "NomineeIds")):
            listed = zip(row.value[texts].split("|"), row.value[ids].split("|"), strict=False)
            for name, key in listed:
                self._counts.setdefault(key, Counter())[_plain(name)] += 1

    def of(self, one: _Named) -> tuple[str, list[str]]:
        """Return the name of a thing, and beside it the one in the row where that differs."""
        counts = self._counts.get(one.key, Counter())
        most = min(counts, key=lambda name: (name.isupper(), -counts[name], name), default=one.name)
        return most, [] if one.name in ("", most) else [one.name]


class _Awards:
    """Turns rows into statements."""

    def __init__(self, reading: Reading, called: _Called) -> None:
        self.reading, self.called = reading, called

    def read(self, row: Row) -> Statements:
        """Yield what a row says; BadSource where a cell cannot be what its column is for."""
        told: Mapping[str, str] = row.value
        edition, year = _edition(row), _year(row)
        films, nominees = _listed(row, "Film", "FilmId"), _listed(row, "Nominees", "NomineeIds")
        films = [
            film if film.key else film._replace(key=f"oscars:{year}:{names.slug(film.name)}")
            for film in films
        ]
        certainty = Certainty.DISPUTED if _UNOFFICIAL in told["Note"] else Certainty.STATED
        claim = Claim(self.reading.name, row.place, certainty, _note(told))
        yield from self._award(row, claim)
        for film in films:
            yield from self._declared(film, "Film", claim)
        known = self._nominees(nominees)
        for nominee in known:
            yield from self._declared(nominee, _TYPES[nominee.key[:2]], claim)
        if told["Class"] == _OF_FILMS and not nominees and told.get("Name"):
            self.reading.report.leave_out(_COUNTRIES)
        values: dict[str, Property] = {"edition": edition, "year": year}
        ends = [(_id(one), {**values, "film": _id(film)}) for one in known for film in films]
        ends += [(_id(one), values) for one in known if not films]
        if told["Class"] == _OF_FILMS or not known:
            ends += [(_id(film), values) for film in films]
        for start, about in ends:
            for relation in _relations(row):
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

    def _declared(self, one: _Named, kind: str, claim: Claim) -> Statements:
        name, others = self.called.of(one)
        imdb = "" if one.key.startswith("oscars:") else one.key
        plain = Claim(claim.source, claim.place)
        return self.reading.entity(_id(one), kind, plain, name=name, names=others, imdb=imdb)

    def _nominees(self, nominees: list[_Named]) -> list[_Named]:
        """Return those with an id; two ids in the place of one are two people behind one name."""
        if nameless := sum(not one.key for one in nominees):
            self.reading.report.leave_out(_NAMELESS, nameless)
        found = [
            (key, one.name if "," not in one.key else "") for one in nominees for key in one.key.split(",")
        ]
        return list(dict.fromkeys(_Named(key, name) for key, name in found if key))

    def _credits(
        self, told: Mapping[str, str], claim: Claim, films: list[_Named], nominees: list[_Named]
    ) -> Statements:
        """Yield the work that was nominated: the role as the row states it, any other as it implies it."""
        if told["Class"] == _ACTING:
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


def _id(one: _Named) -> str:
    return one.key if ":" in one.key else f"imdb:{one.key}"


def _award_id(told: Mapping[str, str]) -> str:
    return f"award/academy-{names.slug(told['CanonicalCategory'])}"


def _plain(name: str) -> str:
    return _JOB.sub("", name.strip(), count=1)


def _relations(row: Row) -> list[str]:
    """Return in what relation to the award: who won had been nominated, where there are nominations."""
    winner = row.value["Winner"]
    if winner not in ("", "True", "False"):
        raise row.bad(f"'Winner' is neither True nor False nor empty: {winner!r}.")
    won = ["WON"] if winner == "True" else []
    return won if won and row.value["Class"] in _UNCONTESTED else ["NOMINATED_FOR", *won]


def _note(told: Mapping[str, str]) -> str:
    """Return the song or the field of work, and what the table notes of it or quotes of its reasons."""
    detail = "" if told["Class"] == _ACTING else told.get("Detail", "")
    return "; ".join(text for text in (detail, told["Note"] or told.get("Citation", "")) if text)


def _edition(row: Row) -> int:
    text = row.value["Ceremony"]
    if not text.isdecimal():
        raise row.bad(f"'Ceremony' is no whole number: {text!r}.")
    return int(text)


def _year(row: Row) -> int:
    """Return the year of the awards as the Academy counts: that of the films, the later one of 1927/28."""
    match = _YEAR.fullmatch(row.value["Year"])
    if not match:
        raise row.bad(f"'Year' is no year such as 1994 or 1927/28: {row.value['Year']!r}.")
    first, last = match.groups()
    return int(first[:2] + last) if last else int(first)


def _listed(row: Row, texts: str, ids: str) -> list[_Named]:
    """Return what two cells list side by side; without any id there is none in the place of each."""
    named = [_plain(name) for name in row.value[texts].split("|") if name.strip()]
    keys = row.value[ids].split("|") if row.value[ids] else [""] * len(named)
    if len(named) != len(keys):
        raise row.bad(f"{texts!r} lists {len(named)}, and {ids!r} {len(keys)}.")
    for key in (one for listed in keys for one in listed.split(",")):
        if key not in ("", _UNKNOWN) and (not _ID.fullmatch(key) or (key[:2] == "tt") != (texts == "Film")):
            raise row.bad(f"{key!r} in {ids!r} is no such IMDb id.")
    return [_Named("" if key == _UNKNOWN else key, name) for name, key in zip(named, keys, strict=True)]
