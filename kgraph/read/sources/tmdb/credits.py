"""The credits in TMDB's answers: of a film, whose ends are people, and of a person, whose ends are films."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import Any

from kgraph.claims import Claim, Statement
from kgraph.read.sources.reading import Reading, Row
from kgraph.read.sources.tmdb.jobs import CREATOR, Job, job_of, role_values
from kgraph.read.sources.tmdb.values import GENDERS, identified, listed, number, released

Statements = Iterator[Statement]
Credit = dict[str, Any]

_OF_FILMS = ("credits", "aggregate_credits")
_NO_COLLECTION = ("original_title", "first_air_date", "vote_average", "gender", "known_for_department")
_OF_PEOPLE = {"movie_credits": "movie", "tv_credits": "tv", "combined_credits": ""}


def film_id(row: Row, told: Mapping[str, Any], kind: str = "") -> str:
    """Return the id of a film or series; `kind` is "movie" or "tv", where it is known."""
    return f"tmdb:{_kind(row, told, kind)}:{identified(row, told, 'the film')}"


def basic_values(row: Row, told: Mapping[str, Any], kind: str = "") -> dict[str, Any]:
    """Return what every answer says of a film or series; BadSource where it has no title.

    TMDB counts series anew from 1, so that the number alone, the property `tmdb`, is that of films.
    """
    series = _kind(row, told, kind) == "tv"
    original = row.text(told, "original_name" if series else "original_title")
    name = row.text(told, "name" if series else "title") or original
    if not name:
        raise row.bad("the film has no title ('title').")
    return {
        "name": name,
        "names": [original] if original not in ("", name) else [],
        "kind": "series" if series else "",
        "tmdb": "" if series else str(told["id"]),
        **released(row, told, "first_air_date" if series else "release_date"),
    }


def is_collection(row: Row, told: Mapping[str, Any]) -> bool:
    """Tell whether an entry of a list is a collection, which in a search for them has no `media_type`."""
    if kind := row.text(told, "media_type"):
        return kind == "collection"
    return "original_name" in told and told.keys().isdisjoint(_NO_COLLECTION)


class Credits:
    """Turns credits into statements."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def of_film(self, row: Row, told: Mapping[str, Any], film: str, claim: Claim) -> Statements:
        """Yield who worked on a film; who is listed twice is one person with two roles."""
        played: dict[str, Credit] = {}
        jobs = _Jobs()
        for one in _all(row, told, "cast"):
            person = yield from self._person(row, one, claim)
            _add_part(row, one, played.setdefault(person, {}))
        for one in _all(row, told, "crew"):
            person = yield from self._person(row, one, claim)
            for job in _jobs(row, one):
                jobs.add(person, film, job)
        for one in row.objects(told, "created_by"):
            person = yield from self._person(row, one, claim)
            jobs.add(person, film, CREATOR)
        for person, values in played.items():
            yield Statement(person, "ACTED_IN", film, claim, values)
        yield from jobs.statements(claim)

    def of_person(self, row: Row, told: Mapping[str, Any], person: str, claim: Claim) -> Statements:
        """Yield on what a person worked; a film that several lists have is one."""
        played: dict[str, Credit] = {}
        jobs = _Jobs()
        for key, kind in _OF_PEOPLE.items():
            for one in listed(row, told, key, "cast"):
                film = yield from self._film(row, one, kind, claim)
                _add_part(row, one, played.setdefault(film, {}))
            for one in listed(row, told, key, "crew"):
                film = yield from self._film(row, one, kind, claim)
                jobs.add(person, film, _job(row, one, one))
        for film, values in played.items():
            yield Statement(person, "ACTED_IN", film, claim, values)
        yield from jobs.statements(claim)

    def _person(self, row: Row, told: Credit, claim: Claim) -> Generator[Statement, None, str]:
        """Yield the declaration of a person, and return the id."""
        key = identified(row, told, "a person")
        person, name, original = f"tmdb:person:{key}", row.text(told, "name"), row.text(told, "original_name")
        if not name:
            raise row.bad(f"the person {key} has no name ('name').")
        others = [original] if original not in ("", name) else []
        job = row.text(told, "known_for_department")
        about = {"gender": GENDERS.get(number(row, told, "gender") or 0), "occupation": [job] if job else []}
        yield from self.reading.entity(
            person, "Person", claim, name=name, names=others, tmdb=str(key), **about
        )
        return person

    def _film(self, row: Row, told: Credit, kind: str, claim: Claim) -> Generator[Statement, None, str]:
        """Yield the declaration of a film, and return the id."""
        film = film_id(row, told, kind)
        yield from self.reading.entity(film, "Film", claim, **basic_values(row, told, kind))
        return film


class _Jobs:
    """Jobs by whose and where they are: several words for one relation are the roles of one edge."""

    def __init__(self) -> None:
        self._roles: dict[tuple[str, str, str, str], list[str]] = {}

    def add(self, person: str, film: str, job: Job) -> None:
        """Take a job."""
        relation, apart = job.key
        roles = self._roles.setdefault((person, relation, film, apart), [])
        if job.role and job.role not in roles:
            roles.append(job.role)

    def statements(self, claim: Claim) -> Statements:
        """Yield an edge for each."""
        for (person, relation, film, _), roles in self._roles.items():
            yield Statement(person, relation, film, claim, role_values(relation, roles))


def _kind(row: Row, told: Mapping[str, Any], kind: str) -> str:
    kind = kind or row.text(told, "media_type")
    return kind or ("tv" if "original_name" in told and "original_title" not in told else "movie")


def _all(row: Row, told: Mapping[str, Any], what: str) -> list[Credit]:
    return [one for key in _OF_FILMS for one in listed(row, told, key, what)]


def _add_part(row: Row, told: Credit, values: Credit) -> None:
    """Add a part in a film to what is known of the actor in it; `A / B` is two characters."""
    said = [told, *row.objects(told, "roles")]
    parts = [part.strip() for one in said for part in row.text(one, "character").split(" / ")]
    if roles := [*values.get("role", []), *(part for part in parts if part)]:
        values["role"] = list(dict.fromkeys(roles))
    order = told.get("order")
    if isinstance(order, int) and not isinstance(order, bool):
        values["billing"] = min(order + 1, values.get("billing", order + 1))


def _jobs(row: Row, told: Credit) -> list[Job]:
    """Return the jobs of an entry, which has one, or in the credits of all seasons a list of them."""
    return [_job(row, told, one) for one in row.objects(told, "jobs") or [told]]


def _job(row: Row, told: Credit, one: Credit) -> Job:
    department, job = row.text(told, "department"), row.text(one, "job")
    if not (department or job):
        raise row.bad(f"the credit of {row.text(told, 'name') or told.get('id')!r} has no job ('job').")
    return job_of(department, job)
