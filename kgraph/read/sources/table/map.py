"""The map of a plain table: what its columns mean, as a small TOML file that the user writes."""

from __future__ import annotations

import codecs
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, Literal

from kgraph.errors import UsageError
from kgraph.schema import film_schema

Order = Literal["as written", "family first", "family, given"]

SOURCE = ("title", "publisher", "date", "url", "licence", "attribution")
ORDERS: tuple[Order, ...] = ("as written", "family first", "family, given")
FIGURES = ("admissions", "gross", "screens", "rank", "as_of", "days")
_ITS_OWN = ("title", "titles", "countries")
_NOT_MAPPED = {"name", "names"}
_SECTIONS = ("source", "table", "film", "people", "companies", "box_office")
GROUP = ("column", "relation", "role", "roles", "parted", "ordered", "names", "bracketed")
_KINDS = {"people": "Person", "companies": "Company"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the table is written: `header` is the row that names the columns, 0 where there is none.

    `parted` and `empty` hold for every cell; "" of `encoding`, `delimiter` and `sheet` is: find out.
    A row in which the first column of `fill_down` is empty goes on with what stands above in them all.
    """

    encoding: str = ""
    delimiter: str = ""
    header: int = 1
    sheet: str = ""
    decimal: str = "."
    thousands: str = ""
    dates: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    parted: tuple[str, ...] | None = None
    fill_down: tuple[str, ...] = ()
    year_in_title: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Columns that say the same of a film; `parted` is None where the map does not say."""

    columns: tuple[str, ...]
    parted: tuple[str, ...] | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A column of people or companies.

    `roles` is a column that has their roles, in the same order; they are `bracketed` where they stand
    in brackets behind the names.
    """

    kind: str
    column: str
    relation: str
    role: str = ""
    roles: str = ""
    parted: tuple[str, ...] | None = None
    ordered: bool = False
    names: Order = "as written"
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """What the columns of a table mean."""

    source: Mapping[str, str]
    layout: Layout
    film: Mapping[str, Field]
    groups: tuple[Group, ...]
    figures: Mapping[str, Field]
    country: str = ""
    currency: str = ""

    @property
    def columns(self) -> list[str]:
        """All columns that it names."""
        told = [column for field in (*self.film.values(), *self.figures.values()) for column in field.columns]
        told += [column for group in self.groups for column in (group.column, group.roles) if column]
        return list(dict.fromkeys([*told, *self.layout.fill_down]))


def parse(text: str) -> Map:
    """Return the map that a TOML file is; UsageError, with what is allowed, where it is none."""
    try:
        told = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        hint = 'Text stands in quotes: title = "Title".'
        raise _wrong(f"it is not TOML: {error}", hint) from None
    _known(told, _SECTIONS, "the map")
    film = _section(told, "film")
    layout = _layout(_section(told, "table"))
    mapped = {key: _field(value, f"[film] {key}", layout.parted) for key, value in film.items()}
    _known(mapped, _film_keys(), "[film]")
    if "title" not in mapped:
        hint = 'Say which column holds it: [film] title = "Title".'
        raise _wrong("[film] has no title", hint)
    figures = _section(told, "box_office")
    _known(figures, (*FIGURES, "country", "currency"), "[box_office]")
    given = {key: _field(figures[key], f"[box_office] {key}", None) for key in FIGURES if key in figures}
    if figures and not ("admissions" in given and "country" in figures):
        raise _wrong("[box_office] needs the column 'admissions' and a 'country'", 'Such as country = "KR".')
    source = _section(told, "source")
    _known(source, SOURCE, "[source]")
    return Map(
        {key: _text(source, key, "[source]") for key in source},
        layout,
        mapped,
        tuple(_group(one, name, layout) for name in _KINDS for one in _listed(told, name)),
        given,
        _text(figures, "country", "[box_office]"),
        _text(figures, "currency", "[box_office]"),
    )


def composed(text: str) -> str:
    """Return the name of a column as it is compared: Hangul composed, without spaces around it."""
    return unicodedata.normalize("NFC", text).strip()


def _film_keys() -> list[str]:
    return [*_ITS_OWN, *(name for name in film_schema().entity("Film").properties if name not in _NOT_MAPPED)]


def _layout(told: Mapping[str, Any]) -> Layout:
    _known(told, [one.name for one in fields(Layout)], "[table]")
    values: dict[str, Any] = {
        key: _text(told, key, "[table]")
        for key in ("encoding", "delimiter", "sheet", "decimal", "thousands")
        if key in told
    }
    values |= {
        key: _texts(told[key], f"[table] {key}") for key in ("dates", "empty", "parted") if key in told
    }
    if "fill_down" in told:
        values["fill_down"] = tuple(map(composed, _texts(told["fill_down"], "[table] fill_down")))
    if "year_in_title" in told:
        values["year_in_title"] = _switch(told, "year_in_title", "[table]")
    if "header" in told:
        values["header"] = told["header"]
        if type(told["header"]) is not int or told["header"] < 0:
            raise _wrong(
                f"[table] header must be the number of a row: {told['header']!r}", "0: there is none."
            )
    layout = Layout(**values)
    if layout.encoding:
        try:
            codecs.lookup(layout.encoding)
        except LookupError:
            hint = "Such as utf-8, cp949, euc-kr, utf-16, shift_jis, cp1252."
            raise _wrong(f"[table] encoding: nobody knows {layout.encoding!r}", hint) from None
    for key in ("delimiter", "decimal"):
        if key in told and len(getattr(layout, key)) != 1:
            raise _wrong(f"[table] {key} must be one sign: {told[key]!r}", 'A tab is "\\t".')
    if layout.decimal == layout.thousands:
        raise _wrong(f"[table] decimal and thousands are both {layout.decimal!r}")
    return layout


def _group(told: Any, section: str, layout: Layout) -> Group:
    where, kind = f"[[{section}]]", _KINDS[section]
    _known(told, GROUP, where)
    for key in ("column", "relation"):
        if key not in told:
            raise _wrong(
                f"an entry of {where} has no {key!r}", 'Such as column = "Cast", relation = "ACTED_IN".'
            )
    relation = _relation(_text(told, "relation", where), kind, where)
    role, roles = _text(told, "role", where), _column(told["roles"], where) if "roles" in told else ""
    properties = film_schema().relation(relation).properties
    bracketed = _switch(told, "bracketed", where)
    if (role or roles or bracketed) and "role" not in properties:
        raise _wrong(f"{where}: {relation} has no role", "Leave it out, or take WORKED_ON.")
    if roles and bracketed:
        raise _wrong(f"{where} has roles and bracketed", "Leave one of them out.")
    ordered, order = _switch(told, "ordered", where), told.get("names", ORDERS[0])
    if ordered and "billing" not in properties:
        raise _wrong(f"{where}: {relation} has no order", "Only ACTED_IN has one.")
    if order not in ORDERS:
        raise _wrong(f"{where} names: {order!r} is no way to write names", f"Known: {', '.join(ORDERS)}.")
    parted = _texts(told["parted"], f"{where} parted") if "parted" in told else layout.parted
    column = _column(told["column"], where)
    if relation == "WORKED_ON" and not (role or roles):
        role = column
    return Group(kind, column, relation, role, roles, parted, ordered, order, bracketed)


def _relation(name: str, kind: str, where: str) -> str:
    """Return a relation in which such a thing stands to a film."""
    known = [key for key, one in film_schema().relations.items() if one.credit and kind in one.start]
    if name not in known:
        raise _wrong(f"{where}: {name!r} is no relation of a {kind} to a film", _nearest(name, known))
    return name


def _field(told: Any, where: str, parted: tuple[str, ...] | None) -> Field:
    """Return the columns of a key: `"A"`, `["A", "B"]`, or `{ column = "A", parted = ";", unit = "min" }`."""
    if not isinstance(told, dict):
        columns = told if isinstance(told, list) else [told]
        return Field(tuple(_column(one, where) for one in columns), parted)
    _known(told, ("column", "parted", "unit"), where)
    if "column" not in told:
        raise _wrong(f"{where} has no 'column'")
    own = _texts(told["parted"], f"{where} parted") if "parted" in told else parted
    return Field(_field(told["column"], where, None).columns, own, _text(told, "unit", where))


def _column(told: Any, where: str) -> str:
    if isinstance(told, str) and told.strip():
        return composed(told)
    if type(told) is int and told > 0:
        return str(told)
    raise _wrong(f"{where} must name a column: {told!r}", "Without a header columns are numbers, from 1.")


def _section(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = told.get(name, {})
    if not isinstance(value, dict):
        raise _wrong(f"{name!r} must be a section: [{name}]")
    return value


def _listed(told: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = told.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise _wrong(f"{name!r} must be a list of sections: [[{name}]]", "With two brackets on each side.")
    return value


def _text(told: Mapping[str, Any], key: str, where: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str):
        raise _wrong(f"{where} {key} must be a text: {value!r}", "Put it in quotes.")
    return value


def _switch(told: Mapping[str, Any], key: str, where: str) -> bool:
    value = told.get(key, False)
    if not isinstance(value, bool):
        raise _wrong(f"{where} {key} must be true or false: {value!r}")
    return value


def _texts(told: Any, where: str) -> tuple[str, ...]:
    some = [told] if isinstance(told, str) else told
    if not isinstance(some, list) or not all(isinstance(one, str) for one in some):
        raise _wrong(f"{where} must be a text or a list of texts: {told!r}")
    return tuple(one for one in some if one)


def _known(told: Collection[str], allowed: Collection[str], where: str) -> None:
    for key in told:
        if key not in allowed:
            raise _wrong(f"{where} has no key {key!r}", _nearest(key, allowed))


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1) or get_close_matches(name.upper(), known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}."


def _wrong(what: str, hint: str = "") -> UsageError:
    return UsageError(f"The map of columns: {what.rstrip('.')}.", hint)
