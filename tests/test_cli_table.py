"""Tables: columns line up, whatever the letters; nothing in the data can move the cursor."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.cli.table import cut, fitted, shown, table, width_of
from kgraph.model import Duration, Node, Path, Relationship

KIM = Node("kim", ("Person",), {"name": "Kim"})
BEAT = Node("beat", ("Film",), {"title": "Beat"})
DIRECTED = Relationship("kim", "DIRECTED", "beat", {"certainty": "stated", "claims": ["{}"], "debut": True})


def test_columns_line_up_and_numbers_stand_at_the_right() -> None:
    text = table(("film", "year"), [("비트", 1997), ("Musa", 2001)])
    assert text.splitlines() == ["film  year", "----  ----", "비트  1997", "Musa  2001"]


def test_a_number_shorter_than_its_title_stands_at_the_right() -> None:
    assert table(("films",), [(3,), (None,)]).splitlines()[2:] == ["    3", " null"]


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("비트", 4), ("é", 1), ("e\u0301", 1), ("a\u200bb", 2), ("🎬", 2), ("", 0)],
)
def test_the_width_is_that_of_the_terminal(text: str, width: int) -> None:
    assert width_of(text) == width


@given(st.lists(st.text(), min_size=1, max_size=5), st.integers(30, 90))
def test_a_table_never_exceeds_the_terminal(cells: list[str], width: int) -> None:
    lines = table([f"c{n}" for n in range(len(cells))], [cells], width).split("\n")
    assert len(lines) == 3
    assert all(width_of(line) <= max(width, 10 * len(cells)) for line in lines)


@given(st.text(), st.integers(1, 20))
def test_what_is_cut_fits_and_says_so(text: str, width: int) -> None:
    short = cut(text, width)
    assert width_of(short) <= width
    assert short == text or short.endswith("…")


def test_the_widest_column_gives_way_first() -> None:
    assert fitted([4, 100, 10], 60) == [4, 42, 10]
    assert fitted([4, 100], None) == [4, 100]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (1.5, "1.5"),
        (["a", 1, None], "[a, 1, null]"),
        ({"a": [True]}, "{a: [true]}"),
        (dt.date(1997, 5, 3), "1997-05-03"),
        (Duration(months=14), "P1Y2M"),
        (KIM, "(Kim :Person)"),
        (Node("x"), "(x)"),
        (DIRECTED, "[:DIRECTED {debut: true}]"),
        (Path((KIM, BEAT), (DIRECTED,)), "(Kim)-[:DIRECTED]->(Beat)"),
        (Path((BEAT, KIM), (DIRECTED,)), "(Beat)<-[:DIRECTED]-(Kim)"),
        ("two\nlines\x1b[31m", "two\\nlines\\x1b[31m"),
    ],
)
def test_values_are_shown_in_one_line(value: object, text: str) -> None:
    assert shown(value) == text  # type: ignore[arg-type]
