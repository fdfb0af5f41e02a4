"""The rows of the table of the Academy Awards, and what their cells say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import zip_longest
from typing import NamedTuple

from kgraph.claims import Certainty
from kgraph.errors import BadSource
from kgraph.read.parts import Part
from kgraph.read.sources.reading import Reading, Row

COLUMNS = {
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
ACTING = "Acting"
_YEAR = re.compile(r"(\d{4})(?:/(\d\d))?")
_ID = re.compile(r"(tt|nm|co)\d+")
_UNKNOWN = "?"
_UNCONTESTED = {"SciTech", "Special"}
_UNOFFICIAL = "NOT AN OFFICIAL NOMINATION"
_JOB = re.compile(r"(?:Screenplay|Story|Written|Music|Lyrics?) (?:-|by) ")
_SENT_BY_A_COUNTRY = {"INTERNATIONAL FEATURE FILM", "FOREIGN LANGUAGE FILM"}
_WEST_GERMANY = re.compile(r"(German )?Federal Republic( of Germany( - West)?)?")


class Named(NamedTuple):
    """A film, person or company as a row names it; `key` is its IMDb id or ""."""

    key: str
    name: str


def rows(reading: Reading, part: Part) -> Iterator[Row]:
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


def speaking(reading: Reading, part: Part) -> Iterator[Row]:
    """Yield the rows that name a film, or somebody with an id."""
    for row in rows(reading, part):
        ids = row.value["NomineeIds"].split("|")
        if row.value["Film"] or any(one not in ("", _UNKNOWN) for one in ids):
            yield row
        else:
            why = "a row without a film and without an IMDb id of a nominee"
            reading.report.skip(row.bad(f"{why}."), why)


class Called:
    """What all rows together say of an id: its name, and the first year in which a film was in the awards.

    The name is the one that most rows use; one in capitals only for want of another.
    """

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._years: dict[str, int] = {}

    def see(self, row: Row) -> None:
        """Take note of the names and the year in a row."""
        for texts, ids in (("Film", "FilmId"), ("Nominees", "NomineeIds")):
            listed_ = zip(row.value[texts].split("|"), row.value[ids].split("|"), strict=False)
            for name, key in listed_:
                self._counts.setdefault(key, Counter())[_plain(name)] += 1
        with suppress(BadSource):  # told of when the row is read
            told = year(row)
            for key in row.value["FilmId"].split("|"):
                self._years[key] = min(told, self._years.get(key, told))

    def of(self, one: Named) -> tuple[str, list[str]]:
        """Return the name of a thing, and beside it the one in the row where that differs."""
        counts = self._counts.get(one.key, Counter())
        most = min(counts, key=lambda name: (name.isupper(), -counts[name], name), default=one.name)
        return most, [] if one.name in ("", most) else [one.name]

    def first_year(self, film: Named, told: int) -> int:
        """Return the first year of a film in the awards; `told`, that of a row, where it has no id."""
        return self._years.get(film.key, told)


# ---------------------------------------------------------------- cells


def listed(row: Row, texts: str, ids: str) -> list[Named]:
    """Return what two cells list side by side; without any id there is none in the place of each."""
    named = [_plain(name) for name in row.value[texts].split("|") if name.strip()]
    keys = row.value[ids].split("|") if row.value[ids] else [""] * len(named)
    if len(named) != len(keys):
        raise row.bad(f"{texts!r} lists {len(named)}, and {ids!r} {len(keys)}.")
    for key in (one for several in keys for one in several.split(",")):
        if key not in ("", _UNKNOWN) and (not _ID.fullmatch(key) or (key[:2] == "tt") != (texts == "Film")):
            raise row.bad(f"{key!r} in {ids!r} is no such IMDb id.")
    return [Named("" if key == _UNKNOWN else key, name) for name, key in zip(named, keys, strict=True)]


def edition(row: Row) -> int:
    """Return the number of the ceremony."""
    text: str = row.value["Ceremony"]
    if not text.isdecimal():
        raise row.bad(f"'Ceremony' is no whole number: {text!r}.")
    return int(text)


def year(row: Row) -> int:
    """Return the year of the awards as the Academy counts: that of the films, the later one of 1927/28."""
    match = _YEAR.fullmatch(row.value["Year"])
    if not match:
        raise row.bad(f"'Year' is no year such as 1994 or 1927/28: {row.value['Year']!r}.")
    first, last = match.groups()
    return int(first[:2] + last) if last else int(first)


def relations(row: Row) -> list[str]:
    """Return in what relation to the award: who won had been nominated, where there are nominations."""
    winner = row.value["Winner"]
    if winner not in ("", "True", "False"):
        raise row.bad(f"'Winner' is neither True nor False nor empty: {winner!r}.")
    won = ["WON"] if winner == "True" else []
    return won if won and row.value["Class"] in _UNCONTESTED else ["NOMINATED_FOR", *won]


def certainty(told: Mapping[str, str], otherwise: Certainty) -> Certainty:
    """Return how sure a row is: disputed where the table says that the nomination is none."""
    return Certainty.DISPUTED if _UNOFFICIAL in told["Note"] else otherwise


def note(told: Mapping[str, str], nameless: list[str]) -> str:
    """Return the song or the field of work, who has no id, and the table's note or the Academy's reasons."""
    detail = "" if told["Class"] == ACTING else told.get("Detail", "")
    words = told["Note"] or told.get("Citation", "")
    others = "" if told.get("Citation") else ", ".join(nameless)  # a citation names them itself
    some = (detail, f"also named: {others}" if others else "", words)
    return "; ".join(text.replace("|", "; ") for text in some if text)


def sender(told: Mapping[str, str]) -> str:
    """Return the country that sent a film to the Academy; "" where none does.

    In 1956 the producers stand behind it, as `Italy; Dino De Laurentiis, Producer`.
    """
    if told["CanonicalCategory"] not in _SENT_BY_A_COUNTRY:
        return ""
    country = told.get("Name", "").partition(";")[0].strip()
    return "West Germany" if _WEST_GERMANY.fullmatch(country) else country


def _plain(name: str) -> str:
    return _JOB.sub("", name.strip(), count=1)
