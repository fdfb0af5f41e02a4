"""Of which year and which edition an award is, by the qualifiers of its statement."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kgraph.read.sources.wikidata.dates import date
from kgraph.read.sources.wikidata.entity import Stated, is_id, values

EDITION = "P805"
_AT = "P585"
_NUMBER = re.compile(r"(?:제\s*)?(\d{1,3})(?:st|nd|rd|th|회)\b", re.IGNORECASE)


def award_values(stated: Stated, label: Callable[[str], str]) -> dict[str, Any]:
    """Return `year` (P585) and `edition`, the number in the label of the ceremony (P805)."""
    dates = [at for one in values(stated.qualifiers, _AT) if (at := date(one))]
    told = [label(one) for one in values(stated.qualifiers, EDITION) if is_id(one)]
    editions = [int(match[1]) for one in told if (match := _NUMBER.match(one))]
    return ({"year": dates[0].year} if dates else {}) | ({"edition": editions[0]} if editions else {})
