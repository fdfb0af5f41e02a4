"""Results of SPARQL (https://www.w3.org/TR/sparql11-results-json/) as the entities that they tell of.

Understood is a table with a film in each row (`?film`), and beside it what is known of the film, under the
names of `ITEMS` and `TEXTS`, each item with its label in `?nameLabel` (`?nameKo` in Korean). A film has a
row for each combination, as SPARQL gives them; equal ones are one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kgraph.errors import BadSource
from kgraph.read.report import Report
from kgraph.read.sources.reading import Row
from kgraph.read.sources.wikidata.dates import DAY, MONTH, YEAR
from kgraph.read.sources.wikidata.entity import is_id

FILM, CLASS = "film", "Q11424"
ITEMS = {
    "type": "P31",
    "director": "P57",
    "screenwriter": "P58",
    "cast": "P161",
    "producer": "P162",
    "cinematographer": "P344",
    "editor": "P1040",
    "composer": "P86",
    "company": "P272",
    "distributor": "P750",
    "country": "P495",
    "language": "P364",
    "genre": "P136",
    "basedOn": "P144",
    "award": "P166",
    "nomination": "P1411",
}
TEXTS = {"imdb": "P345", "tmdb": "P4947", "kobis": "kobis", "title": "P1476", "date": "P577"}
_BESIDE = {"role": ("cast", "P453"), "awardYear": ("award", "P585"), "nominationYear": ("nomination", "P585")}
"""Variable -> whose qualifier it is, and which."""
_LABELS = {"Label": "", "Ko": "ko"}
_PRECISION = "datePrecision"
_URI = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d+)")
_DAY = re.compile(r"[+]?(\d{4})-(\d\d)-(\d\d)(?:T.*)?")

Snak = dict[str, Any]


def entities(row: Row, report: Report) -> Iterator[Row]:
    """Yield the films of a result, and then what they name; a bad binding goes to the report."""
    bindings = _checked(row)
    made = _Made()
    for number, binding in enumerate(bindings, 1):
        try:
            made.take(replace(row, value=binding, line=0, record=number))
        except BadSource as error:
            report.bad(error)
    for one in made.entities.values():
        yield replace(row, value=one, line=0)


def _checked(row: Row) -> list[Any]:
    """Return the bindings of a result whose variables are understood."""
    head, results = row.value.get("head"), row.value.get("results")
    variables = head.get("vars") if isinstance(head, dict) else None
    bindings = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(variables, list) or not isinstance(bindings, list):
        raise row.bad("this is no result of SPARQL with rows ('vars' and 'bindings').")
    named = [FILM, *ITEMS, "role"]
    known = {*named, *TEXTS, *_BESIDE, _PRECISION, *(f"{name}{end}" for name in named for end in _LABELS)}
    known -= {"titleLabel"}
    if strange := [f"?{name}" for name in variables if name not in known]:
        what = f"the result of SPARQL has variables that are not understood: {', '.join(strange)}."
        raise row.bad(what, f"Understood: {', '.join(f'?{name}' for name in (*named, *TEXTS, *_BESIDE))}.")
    if FILM not in variables:
        raise row.bad("the result of SPARQL has no variable ?film.", "Name the films ?film in the query.")
    return bindings


class _Made:
    """Entities made of bindings, by their ids: a film keeps each statement once."""

    def __init__(self) -> None:
        self.entities: dict[str, dict[str, Any]] = {}
        self._there: set[str] = set()

    def take(self, row: Row) -> None:
        """Take a binding, all of it or nothing."""
        told = row.value
        if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told.values()):
            raise row.bad("the row is no binding of SPARQL.")
        found = _item(row, told, FILM)
        if not isinstance(found, str):
            raise row.bad("the row has no film (?film).")
        snaks = {name: _item(row, told, name) for name in ITEMS}
        texts = {name: _text(row, told, name) for name in TEXTS}
        beside = {name: _beside(row, told, name) for name in _BESIDE}
        film = self._entity(found, told, FILM)
        if "type" not in told:
            self._state(film, "P31", CLASS, {})
        for name, value in snaks.items():
            own = {key: beside[one] for one, (of, key) in _BESIDE.items() if of == name and beside[one]}
            if value:
                self._state(film, ITEMS[name], value, own)
                if name != "type":
                    self._entity(value, told, name)
        if is_id(beside["role"]):
            self._entity(beside["role"], told, "role")
        for name, value in texts.items():
            if value:
                self._state(film, TEXTS[name], value, {})

    def _entity(self, found: str, told: Mapping[str, Any], name: str) -> dict[str, Any]:
        made = self.entities.setdefault(found, {"type": "item", "id": found, "labels": {}, "claims": {}})
        for end, language in _LABELS.items():
            label = told.get(f"{name}{end}", {})
            text = label.get("value") if label.get("type") != "uri" else ""
            if text and text != found:  # the label service gives the id where there is no label
                tongue = language or label.get("xml:lang") or "en"
                made["labels"].setdefault(tongue, {"language": tongue, "value": text})
        return made

    def _state(self, film: dict[str, Any], name: str, value: Any, qualifiers: Mapping[str, Any]) -> None:
        key = f"{film['id']} {name} {value} {qualifiers}"
        if key not in self._there:
            self._there.add(key)
            beside = {one: [_snak(said)] for one, said in qualifiers.items()}
            if isinstance(qualifiers.get("P453"), str) and not is_id(qualifiers["P453"]):
                beside["P4633"] = beside.pop("P453")
            stated = {"mainsnak": _snak(value), "rank": "normal", "qualifiers": beside}
            film["claims"].setdefault(name, []).append(stated)


def _snak(value: Any) -> Snak:
    if is_id(value):
        return {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": value}}}
    if value == "":
        return {"snaktype": "somevalue"}
    kind = "string" if isinstance(value, str) else "time" if "time" in value else "monolingualtext"
    return {"snaktype": "value", "datavalue": {"type": kind, "value": value}}


def _item(row: Row, told: Mapping[str, Any], name: str) -> str | None:
    """Return the id of an item; None where there is nothing, or a value that nobody knows."""
    one = told.get(name)
    if one is None or one.get("type") == "bnode" or ".well-known/genid" in str(one.get("value")):
        return None
    match = _URI.fullmatch(str(one.get("value")))
    if one.get("type") != "uri" or not match or not is_id(match[1]):
        raise row.bad(f"?{name} is no item of Wikidata: {one.get('value')!r}.")
    return match[1]


def _text(row: Row, told: Mapping[str, Any], name: str) -> Any:
    one = told.get(name)
    if one is None or one.get("type") in ("bnode", "uri"):
        return None
    text = one.get("value")
    if not isinstance(text, str):
        raise row.bad(f"?{name} is no text.")
    if name == "date":
        return _date(row, text, told.get(_PRECISION, {}).get("value"))
    if name == "title":
        return {"text": text, "language": one.get("xml:lang", "")}
    return text.strip()


def _beside(row: Row, told: Mapping[str, Any], name: str) -> Any:
    if name == "role":
        literal = told.get(name, {}).get("type") in ("literal", "typed-literal")
        return _text(row, told, name) if literal else _item(row, told, name)
    text = _text(row, told, name)
    if not text:
        return None
    if not re.match(r"\d{4}(?!\d)", text):
        raise row.bad(f"?{name} is no year: {text!r}.")
    return _time(text[:4], "01", "01", YEAR)


def _date(row: Row, text: str, precision: Any) -> dict[str, Any]:
    """Return a date. SPARQL has a year as its first day, which counts as that without `?datePrecision`."""
    match = _DAY.fullmatch(text)
    if not match:
        raise row.bad(f"?date is no date: {text!r}.")
    year, month, day = match.groups()
    guessed = YEAR if (month, day) == ("01", "01") else MONTH if day == "01" else DAY
    if precision is None:
        return _time(year, month, day, guessed)
    if not str(precision).isdecimal():
        raise row.bad(f"?{_PRECISION} is no number: {precision!r}.")
    return _time(year, month, day, int(precision))


def _time(year: str, month: str, day: str, precision: int) -> dict[str, Any]:
    return {"time": f"+{year}-{month}-{day}T00:00:00Z", "precision": precision}
