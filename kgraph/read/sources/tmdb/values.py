"""The values of TMDB: numbers of which 0 means none, dates that may be empty or cut short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kgraph.read.sources.reading import Row
from kgraph.schema import partial_date

GENDERS = {1: "female", 2: "male", 3: "non-binary"}


def number(row: Row, told: Mapping[str, Any], key: str) -> int | None:
    """Return a whole number; None where there is none or 0, BadSource where it is no number."""
    value = told.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value or None
    raise row.bad(f"{key!r} must be a whole number: {value!r}.")


def identified(row: Row, told: Mapping[str, Any], what: str) -> int:
    """Return the id of a thing; BadSource where it has none."""
    value = number(row, told, "id")
    if value is None:
        raise row.bad(f"{what} has no id ('id').")
    return value


def named(row: Row, told: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return an object of an object; empty where it is null or missing."""
    value = told.get(key)
    if value is None or value == "":
        return {}
    if isinstance(value, dict):
        return value
    raise row.bad(f"{key!r} must be an object.")


def listed(row: Row, told: Mapping[str, Any], key: str, *within: str) -> list[dict[str, Any]]:
    """Return the list of what was appended to an answer: `alternative_titles.titles` or `.results`."""
    appended = named(row, told, key)
    return [one for name in within for one in row.objects(appended, name)]


def date(row: Row, told: Mapping[str, Any], key: str) -> str:
    """Return a date as far as it is known, YYYY, YYYY-MM or YYYY-MM-DD; "" where there is none."""
    text = row.text(told, key)[:10]
    if not text:
        return ""
    try:
        return partial_date(text)
    except ValueError:
        raise row.bad(f"{key!r} is no date: {text!r}.") from None


def released(row: Row, told: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the first release as the schema has it: the year, and day or month where they are known."""
    text = date(row, told, key)
    if not text:
        return {}
    known: dict[str, Any] = {"year": int(text[:4])}
    if len(text) == 10:
        known["released"] = dt.date.fromisoformat(text)
    elif len(text) == 7:
        known["release_month"] = text
    return known


def texts(row: Row, told: list[dict[str, Any]], *keys: str) -> list[str]:
    """Return the first of these texts that each object has, each text once."""
    found = (next((text for key in keys if (text := row.text(one, key))), "") for one in told)
    return list(dict.fromkeys(text for text in found if text))
