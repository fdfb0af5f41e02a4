"""Film lists: JSON rows of title, year, cast, genres and the name of a Wikipedia page."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, cast

from kgraph import names
from kgraph.claims import Claim, Source, Statement
from kgraph.model import Property, Scalar
from kgraph.read.batch import Batch
from kgraph.read.json_rows import Rows

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_NOBODY = re.compile(r"[\W_]*|\([^()]*\)|\[[^\[\]]*\]")  # `?`, `(narrator)`, `[a]`
_WIKIPEDIA = {
    "publisher": "Wikipedia",
    "url": "https://en.wikipedia.org/",
    "licence": "CC BY-SA 4.0",
    "attribution": "Wikipedia contributors",
}
_ONLY_TEXT = {str}
_READ = frozenset({"title", "year", "cast", "genres", "wikipedia", "href"})


def is_film(row: Any) -> bool:
    """Tell whether a row is one of a film list."""
    return isinstance(row, dict) and "title" in row and not row.keys().isdisjoint({"year", "cast", "genres"})


def read_films(rows: Rows, name: str) -> Batch:
    """Return the films, and one person for each name: a list of names cannot tell two of one name apart."""
    return _Films(rows, name).read()


class _Films:
    def __init__(self, rows: Rows, name: str) -> None:
        self.rows = rows
        self.name = name
        self.statements: list[Statement] = []
        self.films: dict[str, list[tuple[str, Any]]] = {}
        self.people: dict[str, str] = {}
        self.taken: set[str] = set()
        self.billings: list[dict[str, Property]] = []
        self.nobody: Counter[str] = Counter()
        self.unread: set[str] = set()
        self.wikipedia = False

    def read(self) -> Batch:
        for index, row in self.rows.each():
            if not isinstance(row, dict):
                raise self.rows.bad(index, "a row of a film list must be an object.")
            self._film(index, row)
        source = Source(self.name, self.name, **(_WIKIPEDIA if self.wikipedia else {}))
        return Batch(self.name, [source], self.statements, notes=self._notes())

    def _film(self, index: int, row: dict[str, Any]) -> None:
        claim = Claim(self.name, self.rows.place(index))
        values = self._values(index, row)
        film = self._film_id(row, values)
        self.statements.append(Statement(film, "", "Film", claim, values))
        people = row.get("cast")
        if people:
            self._cast(self._texts(index, "cast", people), film, claim)
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
            self.wikipedia = True
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
        known = self.films.setdefault(base, [])
        for film, other in known:
            if row == other:
                return film  # the same line once more is the same film, said twice
        film = self._free(base)
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
            person = "" if _NOBODY.fullmatch(bare) else self._free(f"{self.name}:person:{_slug(bare)}")
            self.people[bare] = person
            if person:
                self.statements.append(Statement(person, "", "Person", claim, {"name": bare}))
        self.people[name] = self.people[bare]
        return self.people[name]

    def _free(self, base: str) -> str:
        """Return an id that nothing has yet: two names can differ in signs that an id leaves out."""
        free, ordinal = base, 1
        while free in self.taken:
            ordinal += 1
            free = f"{base}-{ordinal}"
        self.taken.add(free)
        return free

    def _notes(self) -> list[str]:
        notes = []
        if self.nobody:
            some = ", ".join(repr(name) for name, _ in self.nobody.most_common(5))
            some += ", ..." if len(self.nobody) > 5 else ""
            notes.append(f"Cast entries that name nobody were left out ({self.nobody.total()}): {some}.")
        if self.unread:
            fields = ", ".join(sorted(self.unread))
            notes.append(f"Fields that are no part of a film list were left out: {fields}.")
        return notes


def _slug(text: str) -> str:
    slug = _NOT_LETTERS.sub("-", text.lower()).strip("-") if text.isascii() else names.slug(text)
    return slug or "-".join(f"u{ord(sign):x}" for sign in text)  # a film is called "$", another "!!!"
