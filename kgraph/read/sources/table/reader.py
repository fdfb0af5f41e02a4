"""A plain table of films (CSV, TSV, XLSX), whose columns mean what a map of the user's says."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from kgraph import names
from kgraph.claims import Claim, Source, Statement
from kgraph.errors import BadSource
from kgraph.read.options import Option, Options
from kgraph.read.parts import Part
from kgraph.read.sources.countries import Country, country, of_code
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.reading import Reading, Row
from kgraph.read.sources.table.cells import (
    SIGNS,
    WORDS,
    Cells,
    bracketed,
    dated_title,
    person_names,
    unparted,
)
from kgraph.read.sources.table.guess import looks_like_films
from kgraph.read.sources.table.map import Group, Map, parse
from kgraph.read.sources.table.rows import Table
from kgraph.read.sources.table.xlsx import is_xls, is_xlsx
from kgraph.schema import film_schema

COLUMNS = Option(
    "columns", "A table (CSV, TSV, XLSX): what its columns mean; see kgraph columns.", "file", "FILE"
)
_OTHERS = (b"{", b"[", b"<", b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"SQLite format")
_HOW = "Begin with kgraph columns FILE > map.toml, look it through, and load with --columns map.toml."
_IDS = {"imdb": "imdb:{}", "tmdb": "tmdb:movie:{}", "kobis": "kobis:{}", "wikidata": "wikidata:{}"}
_NOT_PLAIN = {"title", "titles", "countries", "id", "released", *_IDS}
_WITH_ROLES = {"ACTED_IN", "WORKED_ON"}
_LISTS = {"WROTE", "PRODUCED", "FUNDED", "ACTED_IN"}
_MANY = 8

Statements = Iterator[Statement]


def _recognises(part: Part, options: Options) -> bool:
    """Tell whether a file may be a table: with a map what is of no other format, else what surely is one."""
    head = part.head
    if is_xlsx(head) or is_xls(head):
        return part.alone or COLUMNS.name in options.choices
    if not head.strip() or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_OTHERS):
        return False
    return COLUMNS.name in options.choices or (part.alone and looks_like_films(head))


def _read(reading: Reading) -> Statements:
    text = reading.chosen(COLUMNS.name)
    if text is None:
        raise BadSource(
            reading.files.called.shown, "this is a table, and nobody said what its columns mean.", _HOW
        )
    meaning = parse(text)
    reading.sources.append(Source(reading.name, **{"title": reading.name, **meaning.source}))
    films = _Films(reading, meaning)
    for part in reading.parts():
        if is_xls(part.head):
            raise BadSource(part.shown, "this is a document of the older Excel.", "Save it as .xlsx or CSV.")
        if not _recognises(part, reading.options):
            reading.pass_over(part, "this is no table.")
            continue
        table = Table(part, meaning.layout, reading.report)
        if not part.alone and not set(meaning.columns) & set(table.columns):
            reading.pass_over(part, "this table has none of the columns of the map.")
            continue
        table.check(meaning.columns)
        films.unread.update(dict.fromkeys(one for one in table.columns if one not in ("", *meaning.columns)))
        yield from reading.kept(table.rows(), films.read)
    reading.notes += films.notes()


READER = SourceReader("a plain table", _recognises, _read, (COLUMNS,))


class _Films:
    """Turns rows into statements."""

    def __init__(self, reading: Reading, meaning: Map) -> None:
        self.reading, self.meaning = reading, meaning
        self.properties = film_schema().entity("Film").properties
        self.unread: dict[str, None] = {}
        self.again = self.dated = 0
        self.bracketed: Counter[str] = Counter()
        self.whole: Counter[tuple[str, str]] = Counter()

    def notes(self) -> list[str]:
        """Return what the user should know beyond what is an error."""
        told = [
            f"Cells of {column!r} that hold {sign!r} were taken as one name ({count}): say in the map that "
            f'parted = "{sign}", or parted = "" to say that they are.'.replace("\n", "\\n")
            for (column, sign), count in self.whole.items()
        ]
        told += [
            f"Names in {column!r} that end in brackets were taken whole ({count}): say in the map "
            "bracketed = true where roles stand there."
            for column, count in self.bracketed.items()
            if count
        ]
        if self.dated:
            told.append(
                f"Titles that end in a year in brackets were taken whole ({self.dated}): say in the map "
                "[table] year_in_title = true where it is the year of the film."
            )
        if self.again:
            told.append(
                f"Rows with title and year of an earlier one were taken for the same film ({self.again}): "
                "where they are not, map a column to 'id'."
            )
        if self.unread:
            some = ", ".join(list(self.unread)[:_MANY]) + (", ..." if len(self.unread) > _MANY else "")
            told.append(f"Columns that the map does not name were left out: {some}.")
        return told

    def read(self, row: Row) -> Statements:
        """Yield what a row says; BadSource, with the column, where a cell cannot be what the map says."""
        cells, film = Cells(row, self.meaning.layout), self.meaning.film
        claim = Claim(self.reading.name, row.place)
        values = self._values(cells)
        key, counted = self._film_id(cells, values)
        told = {name: value for name, value in values.items() if value not in (None, "", [])}
        statements = [Statement(key, "", "Film", claim, told)]
        if "countries" in film:
            self._one_or_more(cells, film["countries"].columns, film["countries"].parted)
            statements += self._countries(cells.texts(film["countries"]), key, claim)
        statements += self._people(cells, key, claim)
        if self.meaning.figures:
            statements += self._box_office(cells, key, claim)
        new = self.reading.once(f"film\t{key}")
        self.again += counted and not new
        yield from statements

    def _values(self, cells: Cells) -> dict[str, Any]:
        film = self.meaning.film
        titles = [cells.text(column) for column in film["title"].columns]
        named = [title for title in titles if title]
        if not named:
            first = film["title"].columns[0]
            above = f'Where it stands in a row above, say in the map: [table] fill_down = ["{first}"].'
            raise cells.bad(first, "the film has no title.", f"Fill it in, or take the row out. {above}")
        bare, year = dated_title(named[0])
        if self.meaning.layout.year_in_title:
            named[0] = bare
        else:
            self.dated += year is not None and "year" not in film
            year = None
        others = [*named[1:], *(cells.texts(film["titles"]) if "titles" in film else [])]
        values: dict[str, Any] = cells.dated(film["released"]) if "released" in film else {}
        values |= {"year": year} if year is not None else {}
        for name, field in film.items():
            if name in _NOT_PLAIN:
                continue
            value = cells.value(field, self.properties[name])
            if value is not None or name not in values:
                values[name] = value
        ids = {base: cells.identifier(film[base], base) for base in _IDS if base in film}
        names_ = list(dict.fromkeys(one for one in others if one != named[0]))
        return {"name": named[0], "names": names_, **values, **ids}

    def _film_id(self, cells: Cells, values: Mapping[str, Any]) -> tuple[str, bool]:
        """Return the id of a film, and whether it is made of title and year."""
        if "id" in self.meaning.film:
            column = self.meaning.film["id"].columns[0]
            own = cells.text(column)
            if not own:
                raise cells.bad(column, "the film has no id.", "Fill it in, or map no column to 'id'.")
            return f"{self.reading.name}:film:{own}", False
        for base, form in _IDS.items():
            if values.get(base):
                return form.format(values[base]), False
        year = f"-{values['year']}" if values.get("year") else ""
        return f"{self.reading.name}:film:{_slug(values['name'])}{year}", True

    # ------------------------------------------------------------ who made it, and where

    def _countries(self, told: list[str], film: str, claim: Claim) -> list[Statement]:
        found = dict.fromkeys((_country(name), name) for name in told)
        made: list[Statement] = []
        for one, name in found:
            others = [name] if name not in (one.name, one.iso) else []
            made += self.reading.entity(one.id, "Country", claim, name=one.name, names=others, iso=one.iso)
        ends = list(dict.fromkeys(one.id for one, _ in found))
        made += [Statement(film, "PRODUCED_IN", one, claim) for one in ends]
        return made + _together(ends, film, claim)

    def _people(self, cells: Cells, film: str, claim: Claim) -> list[Statement]:
        """Return the edges of all columns; those between the same ends of one relation are one edge."""
        made: list[Statement] = []
        edges: dict[tuple[str, str, str], dict[str, Any]] = {}
        for group in self.meaning.groups:
            signs = (*SIGNS, *WORDS) if group.kind == "Person" else SIGNS
            self._one_or_more(cells, (group.column,), group.parted, signs)
            for place, (name, role) in enumerate(_listed(cells, group), 1):
                if not group.bracketed and group.relation in _WITH_ROLES:
                    self.bracketed[group.column] += bool(bracketed(name)[1])
                shown, others = person_names(name, group.names if group.kind == "Person" else "as written")
                key = f"{self.reading.name}:{group.kind.lower()}:{_slug(shown)}"
                made += self.reading.entity(key, group.kind, claim, name=shown, names=others)
                apart = role if group.relation == "WORKED_ON" else ""
                values = edges.setdefault((key, group.relation, apart), {})
                if group.ordered:
                    values.setdefault("billing", place)
                if role and group.relation in _LISTS:
                    values["role"] = list(dict.fromkeys([*values.get("role", []), role]))
                elif role:
                    values["role"] = role
        made += [
            Statement(key, relation, film, claim, values) for (key, relation, _), values in edges.items()
        ]
        firms = [key for key, relation, _ in edges if relation == "PRODUCED" and ":company:" in key]
        return made + _together(firms, film, claim)

    def _one_or_more(
        self,
        cells: Cells,
        columns: tuple[str, ...],
        parted: tuple[str, ...] | None,
        signs: tuple[str, ...] = SIGNS,
    ) -> None:
        """Take note of a cell that seems to list several, where the map does not say."""
        for column in columns:
            if sign := unparted(cells.text(column), parted, signs):
                self.whole[column, sign] += 1

    def _box_office(self, cells: Cells, film: str, claim: Claim) -> list[Statement]:
        kinds, figures = film_schema().relation("BOX_OFFICE").properties, self.meaning.figures
        values = {key: cells.value(field, kinds[key]) for key, field in figures.items()}
        told = {key: value for key, value in values.items() if value is not None}
        if "admissions" not in told:
            if told:
                self.reading.report.leave_out("box office without admissions")
            return []
        if "gross" in told and self.meaning.currency:
            told["currency"] = self.meaning.currency
        where = _country(self.meaning.country)
        made = list(self.reading.entity(where.id, "Country", claim, name=where.name, iso=where.iso))
        return [*made, Statement(film, "BOX_OFFICE", where.id, claim, told)]


def _listed(cells: Cells, group: Group) -> list[tuple[str, str]]:
    """Return the names in a cell, each with its role; BadSource where there are not as many roles."""
    found = cells.parts(group.column, group.parted, brackets=group.bracketed)
    roles = [group.role] * len(found)
    if group.bracketed:
        both = [bracketed(one) for one in found]
        found, roles = [name for name, _ in both], [role or group.role for _, role in both]
    if group.roles:
        beside = cells.parts(group.roles, group.parted)
        if beside and len(beside) != len(found):
            what = f"it lists {len(beside)}, and {group.column!r} lists {len(found)}."
            raise cells.bad(group.roles, what, "Part both with the same sign, and leave no place out.")
        roles = [one or group.role for one in beside] or roles
    if group.relation == "WORKED_ON":
        roles = [role or group.column for role in roles]
    return [(name, role) for name, role in zip(found, roles, strict=True) if name]


def _country(name: str) -> Country:
    return of_code(name) if len(name) == 2 and name.isascii() and name.isupper() else country(name)


def _together(makers: list[str], film: str, claim: Claim) -> list[Statement]:
    """Return that those who made a film together did so, each pair once."""
    values = {"film": film}
    return [
        Statement(one, "CO_PRODUCED_WITH", other, claim, values) for one, other in combinations(makers, 2)
    ]


def _slug(text: str) -> str:
    slug = names.slug(unicodedata.normalize("NFC", text))
    return slug or "-".join(f"u{ord(sign):x}" for sign in text)
