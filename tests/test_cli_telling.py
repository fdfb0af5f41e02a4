"""Cards and chains in words: lines fit the terminal, sources are numbered once."""

from __future__ import annotations

import click
from hypothesis import given
from hypothesis import strategies as st

from kgraph.claims import Certainty, Claim
from kgraph.cli.table import width_of
from kgraph.cli.telling import Footnotes, card_text, wrapped
from kgraph.explore import Card, Fact, Group, Link
from kgraph.model import Node, Relationship

PAPER = Claim("paper", "row 1")
WEB = Claim("web", "", Certainty.DISPUTED, "Another year.", "in 1999")


def test_sources_are_numbered_in_the_order_in_which_they_are_cited() -> None:
    notes = Footnotes({"paper": "The Paper"})
    assert notes.cite([WEB, PAPER, PAPER]) == "[1] “in 1999”, disputed (Another year); [2] row 1"
    assert notes.cite([PAPER]) == "[2] row 1"
    assert notes.cite([]) == ""
    assert notes.lines() == ["", "Sources", "  [1] web", "  [2] The Paper"]


def test_a_card_in_words() -> None:
    sun = Node("film/sun", ("Film",), {"name": "The Sun", "minutes": 107})
    jung = Node("person/jung", ("Person",), {"name": "Jung\x1b[2J", "year": 1973})
    acted = Relationship("person/jung", "ACTED_IN", "film/sun", {"contradicted": True})
    card = Card(
        sun,
        "The Sun",
        (
            Fact("minutes", 107, "minutes", (), {}),
            Fact("names", ["태양", "Taeyang"], "", (Claim("paper", property="names", value="태양"),), {}),
            Fact("year", 1998, "year", (PAPER,), {"1999": (WEB,)}),
        ),
        (
            Group(
                "ACTED_IN",
                False,
                "… acted in The Sun",
                (Link(jung, acted, {"role": ["A", "B"], "admissions": 350000, "debut": True}, (PAPER,)),),
            ),
        ),
        (PAPER,),
        {"paper": "The Paper"},
    )
    assert click.unstyle(card_text(card)).splitlines() == [
        "The Sun",
        "Film · id film/sun  [1] row 1",
        "",
        "  minutes  107 minutes",
        "  names    태양  [1]",
        "           Taeyang",
        "  year     1998  [1] row 1",
        "           1999 is claimed too  [2] “in 1999”, disputed (Another year)",
        "",
        "… acted in The Sun  [ACTED_IN]",
        "  Jung\\x1b[2J (1973): role A, B, admissions 350,000, debut; contradicted  [1] row 1",
        "",
        "Sources",
        "  [1] The Paper",
        "  [2] web",
    ]


def test_a_long_line_is_broken_between_words_and_indented() -> None:
    assert wrapped("  one two three four", 11) == "  one two\n      three\n      four"
    assert wrapped("  one two three four", None) == "  one two three four"


@given(st.text(st.sampled_from("ab 비 "), max_size=60), st.integers(20, 40))
def test_wrapping_loses_no_word(line: str, width: int) -> None:
    broken = wrapped(line, width)
    assert broken.split() == line.split()
    assert all(width_of(part) <= width or len(part.split()) == 1 for part in broken.splitlines())
