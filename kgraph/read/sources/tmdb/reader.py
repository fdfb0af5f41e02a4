"""TMDB: answers of its API about films, series, people and collections, as JSON, in folders and archives.

The answers are described at https://developer.themoviedb.org/reference. What `append_to_response`
adds to an answer (credits, alternative titles, translations, ids, releases) is read with it.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from itertools import combinations
from typing import Any

from kgraph import names
from kgraph.claims import Claim, Source, Statement
from kgraph.read.options import Options
from kgraph.read.parts import Part
from kgraph.read.sources.countries import Country, country, of_code
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.reading import Reading, Row
from kgraph.read.sources.tmdb.credits import Credits, basic_values, film_id, is_collection
from kgraph.read.sources.tmdb.details import details, life, origins
from kgraph.read.sources.tmdb.values import identified, listed, named

_FILM = re.compile(rb'"original_(title|name)"\s*:')
_ITS_OWN = re.compile(rb'"(vote_average|poster_path|popularity|backdrop_path)"\s*:')
_PERSON = re.compile(rb'"(known_for_department|also_known_as)"\s*:')
_FAULT = re.compile(rb'"status_message"\s*:')
_NOTICE = (
    "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB."
)
_LICENCE = (
    "Terms of use of the TMDB API: non-commercial use only, no copy kept for more than six months, "
    f'and this notice to be shown: "{_NOTICE}"'
)
_NEITHER = "this is no answer of TMDB about a film, a series, a person or a collection."
_APPEND = "Credits come with what they belong to: ask for its details with append_to_response=credits."
_FOUND = ("movie_results", "tv_results", "person_results")
_PARTS_OF_SERIES = ("tv_season_results", "tv_episode_results")

Statements = Iterator[Statement]


def _recognises(part: Part, _: Options) -> bool:
    head = part.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith((b"{", b"[")):
        return False
    if _FAULT.search(head) and b'"status_code"' in head:
        return True
    return bool(_ITS_OWN.search(head) and (_FILM.search(head) or _PERSON.search(head)))


def _read(reading: Reading) -> Statements:
    reading.sources.append(
        Source(
            reading.name,
            title=f"TMDB: {reading.name}",
            publisher="The Movie Database (TMDB)",
            url="https://www.themoviedb.org/",
            licence=_LICENCE,
            attribution=_NOTICE,
        )
    )
    answers = _Answers(reading)
    for part in reading.own(_recognises, "this is no answer of TMDB."):
        yield from reading.kept(reading.json_rows(part), answers.read)


READER = SourceReader("TMDB", _recognises, _read)


class _Answers:
    """Turns answers into statements."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.credits = Credits(reading)

    def read(self, row: Row) -> Statements:
        """Yield what an answer says; BadSource where it is none, or says what went wrong."""
        told = row.value
        if not isinstance(told, dict):
            raise row.bad(_NEITHER)
        if "status_message" in told or told.get("success") is False:
            message, code = told.get("status_message", "no reason given"), told.get("status_code", "no code")
            what = f"TMDB refused to answer: {str(message).rstrip('.')} ({code})."
            raise row.bad(what, "Fetch it again, or pass over it with --skip-bad.")
        claim = Claim(self.reading.name, row.place)
        if isinstance(told.get("results"), list):
            for one in row.objects(told, "results"):
                yield from self._one(row, one, claim)
        elif any(name in told for name in _FOUND):
            yield from self._found(row, told, claim)
        elif isinstance(told.get("parts"), list):
            yield from self._collection(row, told, claim)
        else:
            yield from self._one(row, told, claim)

    def _found(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        """Yield what an answer of `find` has, which looks for the id of another base."""
        for name in _FOUND:
            for one in row.objects(told, name):
                yield from self._one(row, one, claim)
        if others := sum(len(row.objects(told, name)) for name in _PARTS_OF_SERIES):
            self.reading.report.leave_out("seasons and episodes", others)

    def _one(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        if is_collection(row, told):
            return self._collection(row, told, claim)
        if (
            row.text(told, "media_type") == "person"
            or "known_for_department" in told
            or "also_known_as" in told
        ):
            return self._person_details(row, told, claim)
        if "title" in told or "original_title" in told or "original_name" in told:
            return self._film_details(row, told, claim)
        raise row.bad(_NEITHER, _APPEND if "cast" in told or "crew" in told else "")

    # ------------------------------------------------------------ films

    def _film_details(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        film = film_id(row, told)
        yield _declared(film, "Film", claim, {**basic_values(row, told), **details(row, told)})
        yield from self._companies(row, row.objects(told, "production_companies"), film, claim)
        yield from self._countries(row, origins(row, told), film, claim)
        yield from self._releases(row, listed(row, told, "release_dates", "results"), film, claim)
        yield from self.credits.of_film(row, told, film, claim)
        if collection := named(row, told, "belongs_to_collection"):
            yield from self._in_collection(row, collection, film, claim)
        if told.get("revenue"):
            self.reading.report.leave_out("takings, which TMDB gives without a country")

    def _in_collection(self, row: Row, told: Mapping[str, Any], film: str, claim: Claim) -> Statements:
        whole = yield from self._whole(row, told, claim)
        yield Statement(film, "PART_OF", whole, claim)

    def _whole(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Generator[Statement, None, str]:
        """Yield the declaration of a collection, and return the id."""
        whole = f"tmdb:collection:{identified(row, told, 'the collection')}"
        name = row.text(told, "name") or row.text(told, "title")
        if not name:
            raise row.bad("the collection has no name ('name').")
        original = row.text(told, "original_name") or row.text(told, "original_title")
        names = [original] if original not in ("", name) else []
        yield from self.reading.entity(whole, "Film", claim, name=name, names=names, kind="film series")
        return whole

    def _collection(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        yield from self._whole(row, told, claim)
        for one in row.objects(told, "parts"):
            film = film_id(row, one)
            yield _declared(film, "Film", claim, {**basic_values(row, one), **details(row, one)})
            yield from self._in_collection(row, told, film, claim)

    def _companies(self, row: Row, told: list[dict[str, Any]], film: str, claim: Claim) -> Statements:
        makers: dict[str, None] = {}
        for one in told:
            key = identified(row, one, "a production company")
            company, name = f"tmdb:company:{key}", row.text(one, "name")
            if not name:
                raise row.bad(f"the production company {key} has no name ('name').")
            yield from self.reading.entity(company, "Company", claim, name=name, tmdb=str(key))
            if code := row.text(one, "origin_country"):
                yield from self._country(of_code(code), "", claim)
                if self.reading.once(f"{company}\tof\t{code}"):
                    yield Statement(company, "NATIONALITY", of_code(code).id, claim)
            if company not in makers:
                yield Statement(company, "PRODUCED", film, claim)
            makers[company] = None
        yield from _together(makers, film, claim)

    def _countries(self, row: Row, told: list[dict[str, Any]], film: str, claim: Claim) -> Statements:
        found: dict[str, None] = {}
        for one in told:
            code, name = row.text(one, "iso_3166_1"), row.text(one, "name")
            if not (code or name):
                raise row.bad("a production country has neither code nor name ('iso_3166_1', 'name').")
            where = _where(code, name)
            yield from self._country(where, name, claim)
            if where.id not in found:
                yield Statement(film, "PRODUCED_IN", where.id, claim)
            found[where.id] = None
        yield from _together(found, film, claim)

    def _releases(self, row: Row, told: list[dict[str, Any]], film: str, claim: Claim) -> Statements:
        for one in told:
            if (code := row.text(one, "iso_3166_1")) and one.get("release_dates"):
                yield from self._country(of_code(code), "", claim)
                yield Statement(film, "RELEASED_IN", of_code(code).id, claim)

    def _country(self, one: Country, name: str, claim: Claim) -> Statements:
        others = [name] if name not in ("", one.name) else []
        return self.reading.entity(one.id, "Country", claim, name=one.name, names=others, iso=one.iso)

    # ------------------------------------------------------------ people

    def _person_details(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        key, name = identified(row, told, "the person"), row.text(told, "name")
        if not name:
            raise row.bad("the person has no name ('name').")
        person = f"tmdb:person:{key}"
        yield _declared(person, "Person", claim, life(row, told) | {"name": name, "tmdb": str(key)})
        if place := row.text(told, "place_of_birth"):
            where = f"tmdb:place:{names.slug(place) or place}"
            yield from self.reading.entity(where, "Place", claim, name=place)
            yield Statement(person, "BORN_IN", where, claim)
        yield from self.credits.of_person(row, told, person, claim)


def _where(code: str, name: str) -> Country:
    """Return a country by its code, or by its name where the code is none of ISO 3166-1 any more."""
    known = of_code(code)
    return known if known.iso or not name else country(name)


def _declared(node_id: str, kind: str, claim: Claim, values: Mapping[str, Any]) -> Statement:
    told = {name: value for name, value in values.items() if value not in (None, "", [])}
    return Statement(node_id, "", kind, claim, told)


def _together(makers: Mapping[str, None], film: str, claim: Claim) -> Statements:
    """Yield that those who made a film together did so, each pair once."""
    for one, other in combinations(makers, 2):
        yield Statement(one, "CO_PRODUCED_WITH", other, claim, {"film": film})
