"""Dates of Wikidata, which are as precise as their `precision` says: 9 a year, 10 a month, 11 a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

_TIME = re.compile(r"\+0*(\d{4})-(\d\d)-(\d\d)T")
_GREGORIAN = "Q1985727"
YEAR, MONTH, DAY = 9, 10, 11


class Date(NamedTuple):
    """A date; month and day are 0 where they are not known."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """Return YYYY, YYYY-MM or YYYY-MM-DD."""
        told = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(told)


def date(told: Any) -> Date | None:
    """Return a date as precise as it is; None where it is not known to the year, or no date.

    A day of the Julian calendar is another one in ours: of such a date the year is taken.
    """
    if not isinstance(told, dict) or not isinstance(told.get("precision"), int):
        return None
    match = _TIME.match(str(told.get("time")))
    precision = told["precision"]
    if not match or precision < YEAR:
        return None
    year, month, day = map(int, match.groups())
    if not str(told.get("calendarmodel", _GREGORIAN)).endswith(_GREGORIAN):
        precision = YEAR
    found = Date(year, month if precision >= MONTH else 0, day if precision >= DAY else 0)
    try:
        dt.date(found.year, found.month or 1, found.day or 1)
    except ValueError:
        return None
    return found if found.month else Date(year)


def earliest(dates: Iterable[Date]) -> Date | None:
    """Return the earliest of several; of those that may be the same the most precise one."""
    return min(dates, key=lambda one: (one.year, one.month or 13, one.day or 32), default=None)


def release(told: Date) -> dict[str, Any]:
    """Return a first release as the schema has it."""
    if told.day:
        return {"year": told.year, "released": dt.date(*told)}
    return {"year": told.year, "release_month": str(told)} if told.month else {"year": told.year}
