"""Which of IMDb's titles are wanted: the options of a load, and what they are in SQL."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Self

from kgraph.errors import UnknownName, UsageError
from kgraph.read.options import Option, Options
from kgraph.read.sources.imdb.files import AKAS, CAST, CREW, RATINGS, TITLES

KINDS: Mapping[str, str] = {
    "movie": "feature",
    "short": "short",
    "tvMovie": "television film",
    "tvShort": "short",
    "tvSeries": "series",
    "tvMiniSeries": "miniseries",
    "tvEpisode": "episode",
    "tvSpecial": "special",
    "tvPilot": "pilot",
    "video": "video",
    "videoGame": "video game",
}
"""IMDb's types of titles -> the kinds of films of the schema; a type that is not here stays as it is."""
GAME = "videoGame"
OPTIONS = (
    Option("region", "IMDb: only what has a title in these regions: KR, or KR,JP.", "text", "CODES"),
    Option("language", "IMDb: only what has a title in these languages: ko, or ko,ja.", "text", "CODES"),
    Option("years", "IMDb: only what began in these years: 1997, 1990-1999, 1990-, -1999.", "text", "YEARS"),
    Option("type", "IMDb: only titles of these types: movie, short, tvSeries ...", "text", "TYPES"),
    Option("min-votes", "IMDb: only titles with at least so many votes.", "text", "NUMBER"),
    Option("people", "IMDb: only titles these people worked on: nm0000001,nm0000002.", "text", "IDS"),
    Option("adult", "IMDb: adult titles, too."),
)
_YEARS = re.compile(r"(\d{4})?(-)?(\d{4})?")
_PERSON = re.compile(r"nm\d+")
_NEEDS = {
    "region": (AKAS,),
    "language": (AKAS,),
    "years": (TITLES,),
    "type": (TITLES,),
    "min-votes": (RATINGS,),
    "people": (CAST, CREW),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted; an empty list and None stand for all. `years` are the first and the last."""

    regions: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    years: tuple[int, int] | None = None
    types: list[str] = field(default_factory=list)
    votes: int | None = None
    people: list[str] = field(default_factory=list)
    adult: bool = False
    told: str = ""

    @classmethod
    def of(cls, options: Options) -> Self:
        """Return what the options say; UsageError where one says nothing that can be meant."""
        chosen = {name: options.choices[name] for name in _NEEDS if name in options.choices}
        people = _listed(chosen.get("people", ""))
        for one in people:
            if not _PERSON.fullmatch(one):
                raise UsageError(f"--people: {one!r} is no person's id.", "IMDb's are such as nm0000001.")
        votes = chosen.get("min-votes")
        if votes is not None and not votes.isdecimal():
            raise UsageError(f"--min-votes: {votes!r} is no whole number.")
        return cls(
            [one.upper() for one in _listed(chosen.get("region", ""))],
            [one.lower() for one in _listed(chosen.get("language", ""))],
            _span(chosen["years"]) if "years" in chosen else None,
            [_type(one) for one in _listed(chosen.get("type", ""))],
            int(votes) if votes is not None else None,
            people,
            "adult" in options.choices,
            ", ".join(f"--{name} {value}" for name, value in chosen.items()),
        )

    def check(self, there: Collection[str], options: Options) -> None:
        """Raise UsageError where an option asks for a file that is not there."""
        for name, needs in _NEEDS.items():
            if name in options.choices and not any(one in there for one in needs):
                raise UsageError(f"--{name} needs {' or '.join(needs)}.", "Put that file into the folder.")

    @property
    def predicate(self) -> str:
        """The condition on a row of title.basics; `parameters` are its values."""
        told = []
        if self.years:
            told.append("startYear BETWEEN $first AND $last")
        if self.types:
            told.append("titleType IN (SELECT unnest($types))")
        return f"coalesce({' AND '.join(told)}, false)" if told else "true"

    @property
    def parameters(self) -> dict[str, object]:
        """The values of `predicate`."""
        years = {"first": self.years[0], "last": self.years[1]} if self.years else {}
        return {**years, **({"types": self.types} if self.types else {})}


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _type(text: str) -> str:
    known = {one.lower(): one for one in KINDS}
    if text.lower() not in known:
        raise UnknownName.among("type of IMDb's titles", text, KINDS)
    return known[text.lower()]


def _span(text: str) -> tuple[int, int]:
    match = _YEARS.fullmatch(text.strip())
    first, dash, last = match.groups() if match else (None, None, None)
    if not (first or last) or (last and not dash):
        raise UsageError(f"--years: {text!r} are no years.", "Such as 1997, 1990-1999, 1990- or -1999.")
    span = int(first or 0), int(last or (9999 if dash else first or 0))
    if span[0] > span[1]:
        raise UsageError(f"--years: {text!r} are no years.", "The first one comes first: 1990-1999.")
    return span
