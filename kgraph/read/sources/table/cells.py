"""The cells of a table: what a text, a number or a date in it means, as the map says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from typing import Any

from kgraph.errors import BadSource
from kgraph.model import Property
from kgraph.read.sources.reading import Row
from kgraph.read.sources.table.map import Field, Layout, Order
from kgraph.schema import PropertyType, partial_date

EXCEL = "excel"
"""Among the ways in which dates are written: a number of days, as spreadsheets count them."""
_DAY_NULL = dt.date(1899, 12, 30)
_DAYS = re.compile(r"\d{1,6}(\.0*)?")
_DURATION = re.compile(
    r"(?:(\d+) ?(?:h|hrs?|hours?|시간)\.?)? ?(?:(\d+) ?(?:m|mins?|minutes?|분)\.?)?", re.IGNORECASE
)
_DATED = re.compile(r"(.*\S)\s*[(（\[](\d{4})[)）\]]")
_BRACKETED = re.compile(r"(.*[^\s(（])\s*[(（]([^()（）]*)[)）]")
_OUTSIDE = r"(?![^(（]*[)）])"
_FAULTS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
_WHOLE = re.compile(r"[-+]?\d+")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
SIGNS = (";", "|", "\n", ",", "/", "·", "、")
WORDS = (" & ", " and ")
"""What parts the names in a cell, the surest first; words part those of people alone."""
_SYLLABLES = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]+")  # Hangul and Han: written without a space
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_IDS = {
    "imdb": (re.compile(r"(?:https?://\S*/)?(tt\d+)/?"), "tt0000001"),
    "wikidata": (re.compile(r"(?:https?://\S*/)?(Q\d+)"), "Q1"),
    "tmdb": (re.compile(r"(?:https?://\S*/movie/)?(\d+)(?:-[^/]*)?"), "1"),
    "kobis": (re.compile(r"([0-9A-Za-z]+)"), "20990001"),
}


class Cells:
    """The cells of a row, read as a map says how they are written."""

    def __init__(self, row: Row, layout: Layout) -> None:
        self.row, self.layout = row, layout

    def bad(self, column: str, what: str, hint: str = "") -> BadSource:
        """Return the error that a cell is wrong."""
        return self.row.bad(f"column {column!r}: {what}", hint)

    def text(self, column: str, unit: str = "") -> str:
        """Return a cell as text; "" where it is empty, or says no more than an empty one."""
        value = self._value(column)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if isinstance(value, dt.datetime) and value.time() == dt.time():
            return value.date().isoformat()
        text = "" if value is None else str(value).strip()
        return text.removesuffix(unit).removeprefix(unit).strip() if unit else text

    def parts(self, column: str, parted: tuple[str, ...] | None, *, brackets: bool = False) -> list[str]:
        """Return what a cell lists; a part that is empty keeps its place. Nothing is parted in `brackets`."""
        text = self.text(column)
        if not text:
            return []
        if not parted:
            return [text]
        signs = "|".join(re.escape(sign) for sign in parted)
        found = [one.strip() for one in re.split(f"(?:{signs}){_OUTSIDE}" if brackets else signs, text)]
        return ["" if one in self.layout.empty else one for one in found]

    def texts(self, field: Field) -> list[str]:
        """Return what the cells of several columns list, each text once."""
        found = [one for column in field.columns for one in self.parts(column, field.parted)]
        return list(dict.fromkeys(one for one in found if one))

    def value(self, field: Field, kind: PropertyType) -> Property:
        """Return the value of a property, from the first of its columns that has one; None where none has."""
        if kind.many:
            return list(self.texts(field))
        for column in field.columns:
            if self.text(column, field.unit):
                return self._typed(column, field.unit, kind)
        return None

    def dated(self, field: Field) -> dict[str, Any]:
        """Return a day as `released`, a month as `release_month`; of a year alone, or nothing, nothing."""
        column = next((one for one in field.columns if self.text(one)), "")
        if not column:
            return {}
        text = self._date(column, field.unit)
        if len(text) == 10:
            return {"released": dt.date.fromisoformat(text), "year": int(text[:4])}
        return {"release_month": text, "year": int(text[:4])} if len(text) == 7 else {"year": int(text)}

    def identifier(self, field: Field, base: str) -> str:
        """Return the id in another base, alone or at the end of an address."""
        column = next((one for one in field.columns if self.text(one)), "")
        if not column:
            return ""
        pattern, example = _IDS[base]
        match = pattern.fullmatch(text := self.text(column))
        if not match:
            raise self.bad(column, f"{text!r} is no id of a film in this base.", f"Such as {example}.")
        return match[1]

    # ------------------------------------------------------------ one value

    def _value(self, column: str) -> Any:
        value = self.row.value.get(column)
        if isinstance(value, str):
            if value in _FAULTS:
                raise self.bad(
                    column, f"{value!r} is an error of the spreadsheet.", "Put it right, or empty it."
                )
            return None if value in self.layout.empty else value
        return value

    def _typed(self, column: str, unit: str, kind: PropertyType) -> Property:
        match kind.type:
            case "integer":
                return self.integer(column, unit, kind)
            case "float":
                return self._number(column, unit)
            case "date":
                text = self._date(column, unit)
                if len(text) != 10:
                    raise self.bad(column, f"{text!r} is no whole date.", "It needs year, month and day.")
                return dt.date.fromisoformat(text)
            case "partial date":
                return self._date(column, unit)
            case "boolean":
                text = self.text(column, unit)
                if text.lower() not in _YES:
                    raise self.bad(column, f"{text!r} is neither true nor false.")
                return _YES[text.lower()]
        return self.text(column, unit)

    def integer(self, column: str, unit: str = "", kind: PropertyType | None = None) -> int:
        """Return a whole number; of a date the year, of hours and minutes the minutes."""
        value = self._value(column)
        if isinstance(value, dt.date):
            return value.year
        text = self.text(column, unit)
        if kind is not None and kind.unit == "minutes" and (told := _DURATION.fullmatch(text)):
            hours, minutes = (int(one or 0) for one in told.groups())
            return 60 * hours + minutes
        grouped = self.layout.thousands and isinstance(value, str)
        bare = text.replace(self.layout.thousands, "") if grouped else text
        if not _WHOLE.fullmatch(bare):
            raise self.bad(column, f"{text!r} is no whole number.", self._number_hint(text))
        return int(bare)

    def _number(self, column: str, unit: str) -> float:
        value = self._value(column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        text = self.text(column, unit)
        bare = text.replace(self.layout.thousands, "") if self.layout.thousands else text
        if self.layout.decimal != ".":
            bare = bare.replace(".", "?").replace(self.layout.decimal, ".")
        if not _NUMBER.fullmatch(bare):
            raise self.bad(column, f"{text!r} is no number.", self._number_hint(text))
        return float(bare)

    def _number_hint(self, text: str) -> str:
        if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
            return 'Say in the map what stands between thousands: [table] thousands = ",".'
        if unit := re.fullmatch(r"\d+\s*(\D+)", text):
            return (
                f'Say in the map what follows the number: {{ column = "...", unit = "{unit[1].strip()}" }}.'
            )
        if unit := re.fullmatch(r"([^\d.,+-]+)[\d.,]+", text):
            return (
                f'Say in the map what is before the number: {{ column = "...", unit = "{unit[1].strip()}" }}.'
            )
        return "Empty the cell, or name it in the map's [table] empty."

    def _date(self, column: str, unit: str) -> str:
        """Return a date as far as the cell knows it, YYYY, YYYY-MM or YYYY-MM-DD."""
        value = self._value(column)
        if isinstance(value, dt.datetime):
            return value.date().isoformat()
        if isinstance(value, dt.date):
            return value.isoformat()
        text = self.text(column, unit)
        for form in self.layout.dates:
            if form == EXCEL and _DAYS.fullmatch(text) and len(text) != 4:
                return (_DAY_NULL + dt.timedelta(days=int(float(text)))).isoformat()
            try:
                told = dt.datetime.strptime(text, form)
            except ValueError:
                continue
            known = 10 if re.search("%[dj]", form) else 7 if re.search("%[mbB]", form) else 4
            return told.date().isoformat()[:known]
        try:
            return partial_date(text)
        except ValueError:
            way = EXCEL if _DAYS.fullmatch(text) else "%Y.%m.%d"
            hint = f'Dates are read as YYYY-MM-DD; name another way in the map: [table] dates = ["{way}"].'
            raise self.bad(column, f"{text!r} is no date.", hint) from None


def dated_title(text: str) -> tuple[str, int | None]:
    """Return a title without the year in brackets at its end, and the year."""
    match = _DATED.fullmatch(text)
    return (match[1], int(match[2])) if match else (text, None)


def bracketed(text: str) -> tuple[str, str]:
    """Return a name without what stands in brackets behind it, and that, or ""."""
    match = _BRACKETED.fullmatch(text)
    return (match[1], match[2].strip()) if match else (text, "")


def person_names(text: str, order: Order) -> tuple[str, list[str]]:
    """Return the name to show, and beside it the same in the other order where that is known."""
    if order == "family, given" and "," in text:
        family, given = (part.strip() for part in text.split(",", 1))
        if _SYLLABLES.fullmatch(family) and _SYLLABLES.fullmatch(given):
            return family + given, []
        return f"{given} {family}".strip(), []
    if order == "family first" and " " in text and not _SYLLABLES.search(text):
        family, given = text.split(None, 1)
        return text, [f"{given} {family}"]
    return text, []


def unparted(text: str, parted: Collection[str] | None, signs: Iterable[str]) -> str:
    """Return the sign in a cell that may part what it lists, where nobody said whether it does; else ""."""
    if parted is not None:
        return ""
    return next((sign for sign in signs if sign in text), "")
