"""KOBIS: answers of the Korean Film Council's open API, as JSON, JSON lines, in folders and archives.

The answers are described at https://www.kobis.or.kr/kobisopenapi. People carry no code in an answer
about a film, only a name: see `People` for who is who.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from kgraph.claims import Claim, Source, Statement
from kgraph.read.options import Option, Options
from kgraph.read.parts import Part
from kgraph.read.sources.countries import country, of_code
from kgraph.read.sources.kobis.coded import Coded
from kgraph.read.sources.kobis.jobs import (
    KEY_JOBS,
    KINDS,
    NO_COUNTRY,
    NO_STATUS,
    OTHER,
    PARTS,
    PRODUCING,
    Job,
)
from kgraph.read.sources.kobis.people import People, Person
from kgraph.read.sources.kobis.said import Statements, declared, edge, film_id, together
from kgraph.read.sources.kobis.values import day, first_names, number, period, year
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.reading import Reading, Row

_ANSWER = re.compile(
    rb'"((movie|people|company)(InfoResult|ListResult|Info)|boxOfficeResult|faultInfo|movieCd)"'
)
_BEGINNING = 2000
_STAFF = Option("staff", "KOBIS: load all jobs of the staff, not the key ones alone.")
_NEITHER = "this is no answer of KOBIS about films, people, companies or the box office."
_NO_ANSWER = "this is no answer of KOBIS."
_ANSWERS = "Such as searchMovieInfo, searchMovieList, searchPeopleInfo, searchDailyBoxOfficeList."

_Read = Callable[[Row, Any, Claim], Statements]


def _recognises(part: Part, _: Options) -> bool:
    begin = part.head[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    return begin.startswith((b"{", b"[")) and bool(_ANSWER.search(begin))


def _read(reading: Reading) -> Statements:
    """Yield what all answers say; a first look finds out which names without English ones are whose."""
    people = People()
    first = reading.beforehand()
    for part in first.own(_recognises, _NO_ANSWER):
        for row in first.json_rows(part):
            people.see(row.value)
    reading.sources.append(
        Source(
            reading.name,
            title=f"KOBIS: {reading.name}",
            publisher="Korean Film Council (KOFIC)",
            url="https://www.kobis.or.kr/kobisopenapi/",
            licence="Terms of use of the KOBIS open API: the source is to be named.",
            attribution="영화진흥위원회 (Korean Film Council, KOFIC), KOBIS open API",
        )
    )
    answers = _Answers(reading, people)
    for part in reading.own(_recognises, _NO_ANSWER):
        yield from reading.kept(reading.json_rows(part), answers.read)


READER = SourceReader("KOBIS", _recognises, _read, (_STAFF,))


class _Answers:
    """Turns answers into statements."""

    def __init__(self, reading: Reading, people: People) -> None:
        self.reading, self.people = reading, people
        self.all_staff = reading.chosen("staff") is not None
        coded = Coded(reading)
        self._kinds: dict[str, _Read] = {
            "movieInfoResult": _within("movieInfo", "film", self._movie),
            "movieInfo": self._movie,
            "movieListResult": self._movie_list,
            "peopleInfoResult": _within("peopleInfo", "person", coded.person),
            "peopleInfo": coded.person,
            "peopleListResult": coded.people,
            "companyInfoResult": _within("companyInfo", "company", coded.company),
            "companyInfo": coded.company,
            "companyListResult": coded.companies,
            "boxOfficeResult": self._box_office,
        }

    def read(self, row: Row) -> Statements:
        """Yield what an answer says; BadSource where it is none, or says what went wrong."""
        told = row.value
        if not isinstance(told, dict):
            raise row.bad(_NEITHER, _ANSWERS)
        if isinstance(fault := told.get("faultInfo"), dict):
            what = f"KOBIS refused to answer: {fault.get('message')!s} ({fault.get('errorCode')!s})."
            raise row.bad(what, "Fetch it again, or pass over it with --skip-bad.")
        claim = Claim(self.reading.name, row.place)
        for name, read in self._kinds.items():
            if name in told:
                if not isinstance(told[name], dict):
                    raise row.bad(f"{name!r} is empty: KOBIS knows no such film, person or company.")
                yield from read(row, told[name], claim)
                return
        if "movieCd" not in told:
            raise row.bad(_NEITHER, _ANSWERS)
        yield from self._movie(row, told, claim)

    # ------------------------------------------------------------ films

    def _movie(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        film = film_id(row, told)
        ratings = first_names(row, told, "audits", "watchGradeNm")
        values: dict[str, Any] = {
            **self._titles(row, told),
            "minutes": number(row, told, "showTm"),
            "status": _status(row, told),
            "genres": first_names(row, told, "genres", "genreNm"),
            "rating": ratings[-1] if ratings else "",
            "ratings": ratings if len(ratings) > 1 else [],
        }
        yield declared(film, "Film", claim, values)
        yield from self._nations(first_names(row, told, "nations", "nationNm"), film, claim)
        yield from self._companies(row, row.objects(told, "companys"), film, claim)
        for one in row.objects(told, "directors"):
            yield from self._credit(self.people.of(one, "감독"), KEY_JOBS["감독"], film, claim)
        yield from self._cast(row, row.objects(told, "actors"), film, claim)
        yield from self._staff(row, row.objects(told, "staffs"), film, claim)

    def _movie_list(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        for one in row.objects(told, "movieList"):
            film = film_id(row, one)
            genres = [name for name in row.text(one, "genreAlt").split(",") if name]
            values = {
                **self._titles(row, one),
                "genres": genres,
                "status": _status(row, one),
            }
            yield declared(film, "Film", claim, values)
            nations = [name for name in row.text(one, "nationAlt").split(",") if name]
            yield from self._nations(nations, film, claim)
            companies = [{**company, "companyPartNm": "제작사"} for company in row.objects(one, "companys")]
            yield from self._companies(row, companies, film, claim)
            for person in row.objects(one, "directors"):
                yield from self._credit(self.people.of(person, "감독"), KEY_JOBS["감독"], film, claim)

    def _titles(self, row: Row, told: Mapping[str, Any]) -> dict[str, Any]:
        name = row.text(told, "movieNm")
        if not name:
            raise row.bad("the film has no title ('movieNm').")
        others = [row.text(told, "movieNmEn"), row.text(told, "movieNmOg")]
        released = day(row, told, "openDt")
        kind = row.text(told, "typeNm")
        return {
            "name": name,
            "names": list(dict.fromkeys(other for other in others if other not in ("", name))),
            "year": year(row, told, "prdtYear"),
            "kind": KINDS.get(kind, kind),
            "kobis": row.text(told, "movieCd"),
            **released,
        }

    def _nations(self, told: list[str], film: str, claim: Claim) -> Statements:
        self._without(told, "nations called 기타 (other)")
        found = dict.fromkeys((country(name), name) for name in told if name not in NO_COUNTRY)
        for one, name in found:
            names = [name] if name != one.name else []
            yield from self.reading.entity(one.id, "Country", claim, name=one.name, names=names, iso=one.iso)
            yield Statement(film, "PRODUCED_IN", one.id, claim)
        yield from together(dict.fromkeys(one.id for one, _ in found), film, claim)

    def _without(self, told: list[str], why: str) -> None:
        if left := sum(name in NO_COUNTRY for name in told):
            self.reading.report.leave_out(why, left)

    def _companies(self, row: Row, told: list[dict[str, Any]], film: str, claim: Claim) -> Statements:
        producing: dict[str, None] = {}
        for one in told:
            code, name = row.text(one, "companyCd"), row.text(one, "companyNm")
            if not name and not code:
                self.reading.report.leave_out("companies without a name")
                continue
            company = f"kobis:company:{code or name}"
            english = row.text(one, "companyNmEn")
            names = [english] if english not in ("", name) else []
            yield from self.reading.entity(
                company, "Company", claim, name=name or english, names=names, kobis=code
            )
            part = row.text(one, "companyPartNm")
            yield edge(company, PARTS.get(part, OTHER), part, film, claim)
            if part in PRODUCING:
                producing[company] = None
        yield from together(producing, film, claim)

    # ------------------------------------------------------------ people

    def _cast(self, row: Row, told: list[dict[str, Any]], film: str, claim: Claim) -> Statements:
        """Yield the cast; who is listed twice in one film is one person with two roles."""
        roles: dict[Person, list[str]] = {}
        billings: dict[Person, int] = {}
        for billing, one in enumerate(told, 1):
            person = self.people.of(one, "배우")
            if person is None:
                self.reading.report.leave_out("people without a name")
                continue
            billings.setdefault(person, billing)
            played = [row.text(one, "cast"), row.text(one, "castEn")]
            roles.setdefault(person, []).extend(played)
        for person, billing in billings.items():
            yield from self._declared_person(person, claim)
            values: dict[str, Any] = {"billing": billing}
            if role := [name for name in dict.fromkeys(roles[person]) if name]:
                values["role"] = role
            yield Statement(person.id, "ACTED_IN", film, claim, values)

    def _staff(self, row: Row, told: list[dict[str, Any]], film: str, claim: Claim) -> Statements:
        left = 0
        for one in told:
            role = row.text(one, "staffRoleNm")
            if role in KEY_JOBS or self.all_staff:
                yield from self._credit(
                    self.people.of(one, role), KEY_JOBS.get(role, OTHER), film, claim, role
                )
            else:
                left += 1
        if left:
            self.reading.report.leave_out("staff, which --staff loads", left)

    def _credit(self, person: Person | None, job: Job, film: str, claim: Claim, role: str = "") -> Statements:
        if person is None:
            self.reading.report.leave_out("people without a name")
            return
        yield from self._declared_person(person, claim)
        yield edge(person.id, job, role, film, claim)

    def _declared_person(self, person: Person, claim: Claim) -> Statements:
        names = [person.english] if person.english not in ("", person.name) else []
        return self.reading.entity(person.id, "Person", claim, name=person.name, names=names)

    # ------------------------------------------------------------ box office

    def _box_office(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        first, last = period(row, told)
        korea = of_code("KR")
        yield from self.reading.entity(korea.id, "Country", claim, name=korea.name, iso=korea.iso)
        lists = ("dailyBoxOfficeList", "weeklyBoxOfficeList")
        for one in (item for name in lists for item in row.objects(told, name)):
            film = film_id(row, one)
            titles = {**self._titles(row, one)}
            yield from self.reading.entity(film, "Film", claim, **titles)
            figures: dict[str, Any] = {
                "admissions": number(row, one, "audiAcc"),
                "gross": number(row, one, "salesAcc"),
                "screens": number(row, one, "scrnCnt"),
                "rank": number(row, one, "rank"),
            }
            if figures["admissions"] is None:
                raise row.bad(f"{titles['name']!r} has no admissions ('audiAcc').")
            values = {name: value for name, value in figures.items() if value is not None}
            values |= {"as_of": last, "days": (last - first).days + 1}
            if "gross" in values:
                values["currency"] = "KRW"
            yield Statement(film, "BOX_OFFICE", korea.id, claim, values)


def _within(name: str, what: str, read: _Read) -> _Read:
    """Return how to read an answer about one thing, which KOBIS gives within another object."""

    def read_it(row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        if not isinstance(told.get(name), dict):
            raise row.bad(f"{name!r} is missing: KOBIS knows no such {what}.")
        return read(row, told[name], claim)

    return read_it


def _status(row: Row, told: Mapping[str, Any]) -> str:
    status = row.text(told, "prdtStatNm")
    return "" if status in NO_STATUS else status
