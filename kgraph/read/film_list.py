"""Film lists: JSON rows of title, year, cast, genres and the name of a Wikipedia page."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from kgraph import names
from kgraph.claims import Claim, Source, Statement
from kgraph.errors import BadSource
from kgraph.model import Property, Scalar
from kgraph.read.batch import Batch
from kgraph.read.json_rows import Rows
from kgraph.read.report import Report
from kgraph.read.shelf import Shelf

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_NOBODY = re.compile(
    r"[\W_]*|\([^()]*\)|\[[^\[\]]*\]"  # `?`, `(narrator)`, `[a]`
    r"|[^()]*\)|(and|or|with|the|of|by|as|voices? of|narrated by)|The|[JS]r\."  # what a list was cut into
)
_WIKIPEDIA = {
    "publisher": "Wikipedia",
    "url": "https://en.wikipedia.org/",
    "licence": "CC BY-SA 4.0",
    "attribution": "Wikipedia contributors",
}
_ONLY_TEXT = {str}
_MANY_FILMS, _MANY_PEOPLE = 5_000, 50_000
_READ = frozenset({"title", "year", "cast", "genres", "wikipedia", "href"})


def is_film(row: Any) -> bool:
    """Tell whether a row is one of a film list."""
    return isinstance(row, dict) and "title" in row and not row.keys().isdisjoint({"year", "cast", "genres"})


def read_films(rows: Rows, name: str, report: Report | None = None) -> Batch:
    """Return the films, and one person for each name: a list of names cannot tell two of one name apart."""
    films = Films(name, report=report)
    statements = films.read(rows, rows.each())
    return Batch(name, [films.source()], statements, notes=films.notes())


class Films:
    """Reads a film list, whole or part by part; what must be remembered from row to row goes to `seen`."""

    def __init__(self, name: str, seen: Shelf | None = None, report: Report | None = None) -> None:
        self.name = name
        self.report = report or Report()
        self.rows = Rows("", ())
        self.statements: list[Statement] = []
        self.seen = seen
        self.films: dict[str, list[tuple[str, Any]]] = {}
        self.people: dict[str, str] = {}
        self.older: dict[str, str] = {}
        self.taken: set[str] = set()
        self.numbered: dict[str, str] = {}
        self.billings: list[dict[str, Property]] = []
        self.nobody: Counter[str] = Counter()
        self.unread: set[str] = set()
        self.wikipedia = False

    def read(self, rows: Rows, each: Iterable[tuple[int, Any]]) -> list[Statement]:
        """Return what the rows say, `each` with its index.

        BadSource at the first that cannot be, unless the report skips it.
        """
        self.rows, self.statements = rows, []
        for index, row in each:
            try:
                self._film(index, row)
            except BadSource as error:
                self.report.bad(error)
            else:
                self.report.keep()
        if self.seen is not None:
            self._put_away(self.seen)
        return self.statements

    def source(self) -> Source:
        """Return the list as the source of what was read so far."""
        return Source(self.name, self.name, **(_WIKIPEDIA if self.wikipedia else {}))

    def _film(self, index: int, row: Any) -> None:
        """Take a film; a row that cannot be read leaves no trace."""
        if not isinstance(row, dict):
            raise self.rows.bad(index, "a row of a film list must be an object.")
        claim = Claim(self.name, self.rows.place(index))
        people = row.get("cast") or []
        values = self._values(index, row)
        people = self._texts(index, "cast", people) if people else people
        self.wikipedia = self.wikipedia or "wikipedia" in values
        film = self._film_id(row, values)
        self.statements.append(Statement(film, "", "Film", claim, values))
        if people:
            self._cast(people, film, claim)
        if not row.keys() <= _READ:
            self.unread |= row.keys() - _READ

    def _values(self, index: int, row: dict[str, Any]) -> dict[str, Property]:
        title, year, genres = row.get("title"), row.get("year"), row.get("genres")
        if not isinstance(title, str) or not title.strip():
            raise self.rows.bad(index, "the film has no title.")
        values: dict[str, Property] = {"name": title.strip()}
        if year is not None and year != "":
            values["year"] = self._year(index, year)
        if genres:
            values["genres"] = cast("list[Scalar]", self._texts(index, "genres", genres))
        page = row.get("wikipedia") or row.get("href")
        if page:
            if not isinstance(page, str):
                raise self.rows.bad(index, "the name of a Wikipedia page must be a text.")
            values["wikipedia"] = page
        return values

    def _year(self, index: int, year: Any) -> int:
        try:
            if isinstance(year, int | str) and not isinstance(year, bool):
                return int(year)
        except ValueError:
            pass
        raise self.rows.bad(index, f"{year!r} is no year.")

    def _texts(self, index: int, key: str, told: Any) -> list[str]:
        if type(told) is list and set(map(type, told)) == _ONLY_TEXT:
            return told
        raise self.rows.bad(index, f"{key!r} must be a list of texts.")

    def _film_id(self, row: dict[str, Any], values: dict[str, Property]) -> str:
        slug = _slug(str(values["name"]))
        base = f"{self.name}:film:{slug}-{values['year']}" if "year" in values else f"{self.name}:film:{slug}"
        known = self.films.get(base)
        if known is None:
            known = self.films[base] = list(self._old(base).items())
        for film, other in known:
            if _digest(row) == (other if isinstance(other, bytes) else _digest(other)):
                return film  # the same line once more is the same film, said twice
        film = self._free(base, known)
        known.append((film, row))
        return film

    def _cast(self, people: list[str], film: str, claim: Claim) -> None:
        while len(self.billings) < len(people):
            self.billings.append({"billing": len(self.billings) + 1})
        ids = self.people
        persons = [ids[name] if name in ids else self._person(name, claim) for name in people]
        told = list(zip(persons, self.billings, strict=False))
        if "" in persons or len(set(persons)) < len(persons):
            self.nobody.update(name for name in people if not ids[name])
            first = dict(reversed(told))  # who is named twice stands where he is named first
            told = [one for one in told if one[0] and first[one[0]] is one[1]]
        self.statements += [Statement(person, "ACTED_IN", film, claim, billing) for person, billing in told]

    def _person(self, name: str, claim: Claim) -> str:
        """Return the id of a person, or "" where the name is no name."""
        bare = name.strip()
        if bare not in self.people:
            self.people[bare] = self._named(bare, claim)
        self.people[name] = self.people[bare]
        return self.people[name]

    def _named(self, name: str, claim: Claim) -> str:
        if name in self.older:
            return self.older[name]
        if _NOBODY.fullmatch(name):
            return ""
        base = f"{self.name}:person:{_slug(name)}"
        old = self._old(base)
        if name in old:
            return str(old[name])
        person = self._free(base, old)
        self.statements.append(Statement(person, "", "Person", claim, {"name": name}))
        return person

    def _free(self, base: str, old: Collection[object]) -> str:
        """Return an id that nothing has yet: two names can differ in signs that an id leaves out.

        `old` is what was put away under `base`.
        """
        free, ordinal = base, 1
        while free in self.taken or (old if free == base else self._old(free)):
            ordinal += 1
            free = f"{base}-{ordinal}"
        self.taken.add(free)
        if ordinal > 1:
            self.numbered[free] = base
        return free

    def _old(self, base: str) -> Mapping[str, Any]:
        """Return what was put away of the ids that begin so: name or film -> id or digest."""
        return {} if self.seen is None else self.seen.get(base)

    def _put_away(self, seen: Shelf) -> None:
        """Empty the memory onto the shelf where there is much in it; people of late stay at hand."""
        if len(self.films) >= _MANY_FILMS:
            films = [(base, film, row) for base, known in self.films.items() for film, row in known]
            seen.put(
                (base, film, row if isinstance(row, bytes) else _digest(row)) for base, film, row in films
            )
            self.taken.difference_update(base for base, _, _ in films)
            self.films = {}
        if len(self.people) >= _MANY_PEOPLE:
            people = [(name, person) for name, person in self.people.items() if person]
            seen.put((self.numbered.get(person, person), name, person) for name, person in people)
            self.taken.difference_update(person for _, person in people if person not in self.numbered)
            self.people, self.older = {}, self.people

    def notes(self) -> list[str]:
        """Return what was left out, in sentences."""
        notes = []
        if self.nobody:
            some = ", ".join(repr(name) for name, _ in self.nobody.most_common(5))
            some += " and others" if len(self.nobody) > 5 else ""
            notes.append(f"Cast entries that name nobody were left out ({self.nobody.total()}): {some}.")
        if self.unread:
            fields = ", ".join(sorted(self.unread))
            notes.append(f"Fields that are no part of a film list were left out: {fields}.")
        return notes


def _digest(row: Any) -> bytes:
    return hashlib.blake2b(json.dumps(row, sort_keys=True).encode(), digest_size=16).digest()


def _slug(text: str) -> str:
    slug = _NOT_LETTERS.sub("-", text.lower()).strip("-") if text.isascii() else names.slug(text)
    return slug or "-".join(f"u{ord(sign):x}" for sign in text)  # a film is called "$", another "!!!"
