"""People and companies of KOBIS by their codes: what their own answers say, and the films that these name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kgraph.claims import Claim
from kgraph.read.sources.kobis.jobs import FILMOGRAPHY, KEY_JOBS, OTHER, PARTS, Job
from kgraph.read.sources.kobis.said import Statements, declared, edge, film_id
from kgraph.read.sources.reading import Reading, Row


class Coded:
    """Turns answers about people and companies into statements."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def person(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        """Yield what is said of a person, and the films of her or his."""
        person = self._id(row, told, "people", "person")
        yield declared(person, "Person", claim, _person(row, told))
        yield from self._films(row, told, claim, (person, "moviePartNm", _job))

    def people(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        """Yield the people of a list."""
        for one in row.objects(told, "peopleList"):
            yield declared(self._id(row, one, "people", "person"), "Person", claim, _person(row, one))

    def company(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        """Yield what is said of a company, and the films of its own."""
        company = self._id(row, told, "company", "company")
        yield declared(company, "Company", claim, _named(row, told, "company"))
        yield from self._films(row, told, claim, (company, "companyPartNm", _part))

    def companies(self, row: Row, told: Mapping[str, Any], claim: Claim) -> Statements:
        """Yield the companies of a list."""
        for one in row.objects(told, "companyList"):
            company = self._id(row, one, "company", "company")
            yield declared(company, "Company", claim, _named(row, one, "company"))

    def _films(
        self, row: Row, told: Mapping[str, Any], claim: Claim, whose: tuple[str, str, Callable[[str], Job]]
    ) -> Statements:
        start, key, job = whose
        for one in row.objects(told, "filmos"):
            film = film_id(row, one)
            name, code = row.text(one, "movieNm"), row.text(one, "movieCd")
            yield from self.reading.entity(film, "Film", claim, name=name, kobis=code)
            part = row.text(one, key)
            yield edge(start, job(part), part, film, claim)

    def _id(self, row: Row, told: Mapping[str, Any], word: str, what: str) -> str:
        code = row.text(told, f"{word}Cd")
        if not (code and row.text(told, f"{word}Nm")):
            raise row.bad(f"the {what} has no code or no name ('{word}Cd', '{word}Nm').")
        return f"kobis:{what}:{code}"


def _job(part: str) -> Job:
    return FILMOGRAPHY.get(part) or KEY_JOBS.get(part, OTHER)


def _part(part: str) -> Job:
    return PARTS.get(part, OTHER)


def _named(row: Row, told: Mapping[str, Any], word: str) -> dict[str, Any]:
    name, english = row.text(told, f"{word}Nm"), row.text(told, f"{word}NmEn")
    names = [english] if english not in ("", name) else []
    return {"name": name, "names": names, "kobis": row.text(told, f"{word}Cd")}


def _person(row: Row, told: Mapping[str, Any]) -> dict[str, Any]:
    role = row.text(told, "repRoleNm")
    about = {"gender": row.text(told, "sex"), "occupation": [role] if role else []}
    return {**_named(row, told, "people"), **about}
