"""Film lists: JSON rows of title, year, cast, genres."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgraph.claims import Claim, Statement
from kgraph.errors import BadSource
from kgraph.read import Batch, read, read_bytes


def films(*rows: Any, text: str = "") -> Batch:
    text = text or "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return read_bytes(text.encode(), name="list", filename="list.jsonl")


def ids(batch: Batch, kind: str) -> list[str]:
    return [one.subject for one in batch.statements if not one.relation and one.object == kind]


def credits_of(batch: Batch) -> list[tuple[str, str, Any]]:
    return [
        (one.subject, one.object, one.values["billing"])
        for one in batch.statements
        if one.relation == "ACTED_IN"
    ]


def test_a_row_is_a_film_its_people_and_their_credits() -> None:
    row = {
        "title": "Beat",
        "year": 1997,
        "cast": ["Jung Woo-sung"],
        "genres": ["Drama"],
        "wikipedia": "Beat_(film)",
    }
    batch = films(row)
    claim = Claim("list", "line 1")
    film, person = "list:film:beat-1997", "list:person:jung-woo-sung"
    values: dict[str, Any] = {"name": "Beat", "year": 1997, "genres": ["Drama"], "wikipedia": "Beat_(film)"}
    assert batch.statements == [
        Statement(film, "", "Film", claim, values),
        Statement(person, "", "Person", claim, {"name": "Jung Woo-sung"}),
        Statement(person, "ACTED_IN", film, claim, {"billing": 1}),
    ]
    assert (batch.nodes, batch.relationships, batch.notes) == ([], [], [])


def test_page_names_of_wikipedia_bring_its_terms() -> None:
    (source,) = films({"title": "Beat", "year": 1997, "href": "Beat_(film)"}).sources
    assert (source.id, source.licence, source.publisher) == ("list", "CC BY-SA 4.0", "Wikipedia")
    (source,) = films({"title": "Beat", "year": 1997}).sources
    assert (source.id, source.licence) == ("list", "")


def test_the_claim_names_the_line_though_lines_are_blank() -> None:
    batch = films(text='\n{"title": "A", "year": 1}\n\n\n{"title": "B", "year": 2}\n')
    assert [one.claim.place for one in batch.statements] == ["line 2", "line 5"]


def test_one_array_of_records_reads_as_the_lines_do() -> None:
    rows = [{"title": "봄", "year": 2001, "cast": ["이영애"]}, {"title": "A"}]
    batch = films(text=json.dumps(rows, indent=1))
    assert ids(batch, "Film") == ["list:film:봄-2001", "list:film:a"]
    assert ids(batch, "Person") == ["list:person:이영애"]
    assert batch.statements[0].claim.place == "record 1"


def test_one_name_is_one_person_and_names_that_look_alike_are_told_apart() -> None:
    batch = films(
        {"title": "A", "year": 1, "cast": ["Ann O'Day", "Ann O Day"]},
        {"title": "B", "year": 2, "cast": ["Ann O'Day"]},
    )
    assert ids(batch, "Person") == ["list:person:ann-o-day", "list:person:ann-o-day-2"]
    assert credits_of(batch)[2] == ("list:person:ann-o-day", "list:film:b-2", 1)


def test_another_film_of_one_title_and_year_is_another_film() -> None:
    rows = [{"title": "Carmen", "year": 1915, "cast": [name]} for name in ("Geraldine Farrar", "Theda Bara")]
    batch = films(*rows)
    assert ids(batch, "Film") == ["list:film:carmen-1915", "list:film:carmen-1915-2"]


def test_a_line_that_stands_twice_is_one_film_said_twice() -> None:
    batch = films(*[{"title": "Carmen", "year": 1915}] * 2)
    assert ids(batch, "Film") == ["list:film:carmen-1915"] * 2
    assert [one.claim.place for one in batch.statements] == ["line 1", "line 2"]


def test_titles_without_letters_have_ids_too() -> None:
    assert ids(films({"title": "$", "year": 1971}, {"title": "!!", "year": 1971}), "Film") == [
        "list:film:u24-1971",
        "list:film:u21-u21-1971",
    ]


def test_who_is_named_twice_in_a_cast_stands_where_named_first() -> None:
    batch = films({"title": "A", "year": 1, "cast": ["Ann", "Bob", "Ann ", "Cid", "Bob"]})
    assert [(person, billing) for person, _, billing in credits_of(batch)] == [
        ("list:person:ann", 1),
        ("list:person:bob", 2),
        ("list:person:cid", 4),
    ]


def test_cast_entries_that_name_nobody_are_left_out_and_counted() -> None:
    batch = films({"title": "A", "year": 1, "cast": ["(narrator)", "Ann", "", "]", "[a]", "?", "U2"]})
    assert ids(batch, "Person") == ["list:person:ann", "list:person:u2"]
    assert [billing for _, _, billing in credits_of(batch)] == [2, 7]
    assert batch.notes[0].startswith("Cast entries that name nobody were left out (5)")


def test_pieces_into_which_a_cast_was_cut_name_nobody() -> None:
    pieces = ["and", "voices of", "nominee)", "The", "Sr.", "narrated by"]
    batch = films({"title": "A", "year": 1, "cast": [*pieces, "The The", "And", "Ann (voice)", "Of Ali"]})
    assert [one.values["name"] for one in batch.statements if one.object == "Person"] == [
        "The The",
        "And",
        "Ann (voice)",
        "Of Ali",
    ]


def test_fields_that_are_not_read_are_named() -> None:
    batch = films({"title": "A", "year": 1, "extract": "Long text.", "thumbnail": "x.png"})
    assert batch.notes == ["Fields that are no part of a film list were left out: extract, thumbnail."]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"year": 1}, "line 2: the film has no title"),
        ({"title": " ", "year": 1}, "line 2: the film has no title"),
        ({"title": "B", "year": "soon"}, "line 2: 'soon' is no year"),
        ({"title": "B", "year": True}, "line 2: True is no year"),
        ({"title": "B", "cast": "Ann, Bob"}, "line 2: 'cast' must be a list of texts"),
        ({"title": "B", "cast": ["Ann", None]}, "line 2: 'cast' must be a list of texts"),
        ({"title": "B", "genres": [1]}, "line 2: 'genres' must be a list of texts"),
        ({"title": "B", "wikipedia": 1}, "line 2: the name of a Wikipedia page must be a text"),
        (["B"], "line 2: a row of a film list must be an object"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(row: Any, what: str) -> None:
    with pytest.raises(BadSource, match=what):
        films({"title": "A", "year": 1}, row)


def test_the_real_list_is_read_whole(shared: Path) -> None:
    batch = read(shared / "data" / "us-films.jsonl.gz")
    assert batch.name == "us-films"
    assert len(ids(batch, "Film")) == 36_273
    assert len(set(ids(batch, "Film"))) == 36_266  # seven lines stand there twice, letter for letter
    assert len(set(ids(batch, "Person"))) == len(ids(batch, "Person")) > 28_000
    assert len(credits_of(batch)) > 133_000
