"""What generated queries speak of: types, and the labels, properties and literals of the awkward nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

INTEGER, FLOAT, TEXT, TRUTH, DAY, MIXED = "integer", "float", "text", "truth", "day", "mixed"
NODE, EDGE, EDGES, PATH, MAP, BAG = "node", "edge", "edges", "path", "map", "bag"
INTEGERS, TEXTS = "integers", "texts"
ITEMS = {INTEGERS: INTEGER, TEXTS: TEXT}
SORTABLE = (INTEGER, FLOAT, TEXT, TRUTH, DAY, NODE)


class Known(NamedTuple):
    """What is known of a variable: its type, and its label or relationship type, or ""."""

    type: str
    name: str = ""


Scope = Mapping[str, Known]
_EVERYWHERE = {"id": TEXT, "name": TEXT}
LABELS: dict[str, dict[str, str]] = {
    "Film": {
        **_EVERYWHERE, "title": TEXT, "year": INTEGER, "minutes": INTEGER, "kind": TEXT, "score": FLOAT,
        "genres": TEXTS, "released": DAY, "mixed": MIXED,
    },
    "Person": {
        **_EVERYWHERE, "names": TEXTS, "height": FLOAT, "birthday": DAY, "active": TRUTH, "type": TEXT,
    },
    "Country": {**_EVERYWHERE, "population": INTEGER, "nums": INTEGERS},
    "Director": {**_EVERYWHERE, "birthday": DAY},
    "Remake": {**_EVERYWHERE, "year": INTEGER},
    "Event": _EVERYWHERE,
    "Loop": {"name": TEXT, "small": INTEGER},
    "한글": _EVERYWHERE,
}  # fmt: skip
EDGE_TYPES: dict[str, tuple[str, str, dict[str, str]]] = {
    "DIRECTED": ("Person", "Film", {"year": INTEGER}),
    "ACTED_IN": ("Person", "Film", {"billing": INTEGER, "role": TEXTS, "type": TEXT}),
    "WROTE": ("Person", "Film", {"share": FLOAT}),
    "COLLABORATED_WITH": ("Person", "Person", {"since": DAY}),
    "PRODUCED_IN": ("Film", "Country", {}),
    "REMAKE_OF": ("Film", "Film", {}),
    "ECHOES": ("Film", "Film", {}),
    "SELF": ("Loop", "Loop", {"n": INTEGER}),
    "SCREENED_AT": ("Film", "Event", {"premiere": TRUTH}),
    "WON": ("Film", "", {"year": INTEGER}),
    "관계": ("", "", {"값": TEXT}),
}
LITERALS: dict[str, tuple[str, ...]] = {
    INTEGER: ("0", "1", "2", "-1", "3", "1999", "2013", "$year", "$least"),
    FLOAT: ("0.5", "1.0", "-1.5", "8.5", "$two"),
    TEXT: ("'a'", "''", "'드'", "'Song'", "'기생충'", "'😀'", "$hangul", "$person", "'odd/p2'", "'short'"),
    TRUTH: ("true", "false", "$yes"),
    DAY: ("date('2019-05-30')", "date('1969-09-14')", "date({year: 2000, month: 2, day: 29})", "$day"),
    INTEGERS: ("[]", "[1, 2, 3]", "[0, null]", "range(1, 4)"),
    TEXTS: ("[]", "['drama', 'a', '']", "[null]", "$names"),
    MIXED: ("1", "1.0", "'1'", "true", "null"),
}
HOPS = ("*1..2", "*2", "*0..1", "*..2", "*0..2", "*1..3", "*", "*2..", "*0..")
DIRECTIONS = (("-", "->"), ("-", "->"), ("<-", "-"), ("-", "-"))
COMMON = ("DIRECTED", "ACTED_IN", "COLLABORATED_WITH")
SETS = (":Film|Person", ":!Film", ":Film&!Remake", ":Film|Person|Country")
PARTS = ("' '", "'a'", "','", "'/'", "'o'")
SPANS = ("duration('P1M')", "duration({days: 30})", "duration({years: 1, months: 1})", "duration('P1M2D')")
REGEXES = (
    "'.*o.*'",
    "'(?i)song.*'",
    "'[가-힣]+'",
    "'.*드.*'",
    "''",
    "'.'",
    r"'\\w+ \\w+'",
    "'odd/[fp]\\\\d'",
)
