"""The values of KOBIS: all texts, some of them numbers and dates, many empty."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from kgraph.read.sources.reading import Row

_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_MONTH = re.compile(r"(\d{4})-?(0[1-9]|1[0-2])(-?00)?")


def number(row: Row, told: Mapping[str, Any], key: str) -> int | None:
    """Return a whole number; None where there is none, BadSource where it is no number."""
    text = row.text(told, key)
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise row.bad(f"{key!r} is no whole number: {text!r}.") from None


def year(row: Row, told: Mapping[str, Any], key: str) -> int | None:
    """Return a year; None where there is none, or where it is 0."""
    return number(row, told, key) or None


def day(row: Row, told: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the first release as the schema has it: `released`, or `release_month` where no day is known."""
    text = row.text(told, key)
    if not text:
        return {}
    if month := _MONTH.fullmatch(text):
        return {"release_month": f"{month[1]}-{month[2]}"}
    return {"released": _date(row, key, text)}


def period(row: Row, told: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a box office, from `20230101~20230107`."""
    text = row.text(told, "showRange")
    begin, _, end = text.partition("~")
    first, last = _date(row, "showRange", begin), _date(row, "showRange", end or begin)
    if last < first:
        raise row.bad(f"'showRange' ends before it begins: {text!r}.")
    return first, last


def first_names(row: Row, told: Mapping[str, Any], key: str, name: str) -> list[str]:
    """Return one text of each object of a list, each once."""
    texts = (row.text(one, name) for one in row.objects(told, key))
    return list(dict.fromkeys(text for text in texts if text))


def _date(row: Row, key: str, text: str) -> dt.date:
    match = _DATE.fullmatch(text.strip())
    try:
        if match:
            return dt.date(*map(int, match.groups()))
    except ValueError:
        pass
    raise row.bad(f"{key!r} is no date: {text!r}.")
