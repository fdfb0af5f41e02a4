"""The Academy Awards: what a row becomes, in invented rows, and in the real table where it is at hand."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.claims import Certainty, Statement
from kgraph.errors import BadSource
from kgraph.read.options import Options
from kgraph.read.stream import Stream, stream
from tests.strategies import strictly

COLUMNS = [
    *("Ceremony", "Year", "Class", "CanonicalCategory", "Category", "Film", "FilmId", "Name"),
    *("Nominees", "NomineeIds", "Winner", "Detail", "Note", "Citation"),
]
ROW = {
    "Ceremony": "12",
    "Year": "1991",
    "Class": "Acting",
    "CanonicalCategory": "ACTOR IN A LEADING ROLE",
    "Category": "ACTOR",
    "Film": "The Lamp",
    "FilmId": "tt900001",
    "Name": "Ada Quill",
    "Nominees": "Ada Quill",
    "NomineeIds": "nm900001",
}
AWARD = "award/academy-actor-in-a-leading-role"


def table(tmp_path: Path, *rows: dict[str, str]) -> Path:
    """Write rows as the table has them: without the empty cells at their ends."""
    told = ["\t".join(COLUMNS)]
    for row in rows:
        cells = {**ROW, **row}
        told.append("\t".join(cells.get(name, "") for name in COLUMNS).rstrip("\t"))
    path = tmp_path / "awards"
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    return path


def told(path: Path) -> list[Statement]:
    return [row for row in stream(path).rows if isinstance(row, Statement)]


def edges(statements: list[Statement], *relations: str) -> set[tuple[str, str, str, str]]:
    return {
        (one.subject, one.relation, one.object, str(one.values.get("film", "")))
        for one in statements
        if one.relation in relations
    }


PRIZES = ("NOMINATED_FOR", "WON")


def test_a_nomination_has_edition_year_and_film_and_the_role_is_a_credit(tmp_path: Path) -> None:
    statements = told(table(tmp_path, {"Detail": "Old Tom"}))
    nominated = next(one for one in statements if one.relation == "NOMINATED_FOR")
    assert (nominated.subject, nominated.object) == ("imdb:nm900001", AWARD)
    assert dict(nominated.values) == {"edition": 12, "year": 1991, "film": "imdb:tt900001"}
    acted = next(one for one in statements if one.relation == "ACTED_IN")
    assert dict(acted.values) == {"role": ["Old Tom"]}
    assert not edges(statements, "WON")
    known = {one.subject: dict(one.values) for one in statements if not one.relation}
    assert known["imdb:nm900001"] == {"name": "Ada Quill", "imdb": "nm900001"}
    assert known[AWARD] == {
        "name": "Academy Award: Actor In A Leading Role",
        "names": ["Academy Award: Actor"],
    }


def test_who_won_had_been_nominated_unless_there_are_no_nominations(tmp_path: Path) -> None:
    honoured = {"Class": "Special", "CanonicalCategory": "HONORARY AWARD", "Film": "", "FilmId": ""}
    statements = told(
        table(tmp_path, {"Winner": "True"}, {**honoured, "Winner": "True", "Citation": "To Ada."})
    )
    assert edges(statements, *PRIZES) == {
        ("imdb:nm900001", "NOMINATED_FOR", AWARD, "imdb:tt900001"),
        ("imdb:nm900001", "WON", AWARD, "imdb:tt900001"),
        ("imdb:nm900001", "WON", "award/academy-honorary-award", ""),
    }
    assert statements[-1].claim.note == "To Ada."


def test_several_films_each_have_their_role_and_the_later_year_counts(tmp_path: Path) -> None:
    two = {
        "Film": "The Lamp|Dusk",
        "FilmId": "tt900001|tt900002",
        "Detail": "Tom|The Clerk",
        "Year": "1927/28",
    }
    statements = told(table(tmp_path, two))
    acted = {one.object: one.values["role"] for one in statements if one.relation == "ACTED_IN"}
    assert acted == {"imdb:tt900001": ["Tom"], "imdb:tt900002": ["The Clerk"]}
    assert {film for *_, film in edges(statements, *PRIZES)} == {"imdb:tt900001", "imdb:tt900002"}
    assert {one.values["year"] for one in statements if one.relation in PRIZES} == {1928}


def test_a_film_is_nominated_itself_with_its_makers(tmp_path: Path) -> None:
    best = {
        "Class": "Title",
        "CanonicalCategory": "BEST PICTURE",
        "Nominees": "Lantern Films|Ada Quill",
        "NomineeIds": "co900001|nm900001",
    }
    statements = told(table(tmp_path, best))
    award, film = "award/academy-best-picture", "imdb:tt900001"
    assert edges(statements, *PRIZES) == {
        (film, "NOMINATED_FOR", award, ""),
        ("imdb:co900001", "NOMINATED_FOR", award, film),
        ("imdb:nm900001", "NOMINATED_FOR", award, film),
    }
    produced = [one for one in statements if one.relation == "PRODUCED"]
    assert {(one.subject, one.claim.certainty) for one in produced} == {
        ("imdb:co900001", Certainty.IMPLIED),
        ("imdb:nm900001", Certainty.IMPLIED),
    }
    assert "imdb:co900001" in {one.subject for one in statements if one.object == "Company"}


def test_songs_are_told_in_the_note_and_what_is_not_official_is_disputed(tmp_path: Path) -> None:
    song = {"Class": "Music", "CanonicalCategory": "MUSIC (Original Song)", "Detail": "Low Tide"}
    other = {**song, "Detail": 'Say \\"No\\"', "Note": "NOTE: THIS IS NOT AN OFFICIAL NOMINATION."}
    statements = told(table(tmp_path, song, other))
    claims = [one.claim for one in statements if one.relation == "NOMINATED_FOR"]
    assert [claim.note for claim in claims] == [
        "Low Tide",
        'Say "No"; NOTE: THIS IS NOT AN OFFICIAL NOMINATION.',
    ]
    assert [claim.certainty for claim in claims] == [Certainty.STATED, Certainty.DISPUTED]


def test_an_id_goes_by_the_name_that_most_rows_use(tmp_path: Path) -> None:
    rows = [{"Nominees": "A. Quill"}, {}, {}, {"Nominees": "ADA QUILL"}]
    statements = told(table(tmp_path, *rows))
    people = [dict(one.values) for one in statements if one.object == "Person" and not one.relation]
    assert {one["name"] for one in people} == {"Ada Quill"}
    assert [one.get("names") for one in people] == [["A. Quill"], None, ["ADA QUILL"]]


def test_two_ids_in_one_place_are_two_people_behind_one_name(tmp_path: Path) -> None:
    both = {"Nominees": "Nobody At All", "NomineeIds": "nm900001,nm900002", "Class": "Production"}
    statements = told(table(tmp_path, {}, both))
    people = {one.subject for one in statements if one.object == "Person" and not one.relation}
    assert people == {"imdb:nm900001", "imdb:nm900002"}


def test_what_has_no_id_is_left_out_and_counted(tmp_path: Path) -> None:
    unknown = {"Nominees": "Ada Quill|Some Body", "NomineeIds": "nm900001|?"}
    nothing = {"Film": "", "FilmId": "", "Nominees": "Some Body", "NomineeIds": ""}
    country = {"Class": "Title", "Nominees": "", "NomineeIds": "", "Name": "Ruritania"}
    made: Stream = stream(table(tmp_path, unknown, nothing, country))
    statements = [row for row in made.rows if isinstance(row, Statement)]
    assert (made.report.read, made.report.kept) == (3, 2)
    assert list(made.report.skipped.values()) == [1]
    assert sorted(made.report.left_out.values()) == [1, 1]
    assert ("imdb:tt900001", "NOMINATED_FOR", AWARD, "") in edges(statements, *PRIZES)


def test_a_film_without_an_id_is_a_film_of_its_year(tmp_path: Path) -> None:
    statements = told(table(tmp_path, {"Film": "Dusk", "FilmId": ""}))
    films = {one.subject: dict(one.values) for one in statements if one.object == "Film"}
    assert films == {"oscars:1991:dusk": {"name": "Dusk"}}


BAD: list[tuple[dict[str, str], str]] = [
    ({"Ceremony": "x"}, "'Ceremony' is no whole number: 'x'"),
    ({"Year": "91"}, "'Year' is no year"),
    ({"CanonicalCategory": ""}, "the row has no category"),
    ({"Winner": "yes"}, "'Winner' is neither True nor False nor empty: 'yes'"),
    ({"Film": "A|B"}, "'Film' lists 2, and 'FilmId' 1"),
    ({"NomineeIds": "nm1|nm2"}, "'Nominees' lists 1, and 'NomineeIds' 2"),
    ({"NomineeIds": "tt12"}, "'tt12' in 'NomineeIds' is no such IMDb id"),
    ({"FilmId": "12"}, "'12' in 'FilmId' is no such IMDb id"),
    ({"Citation": "a\tb"}, "the row has 15 cells, and there are 14 columns"),
]


@pytest.mark.parametrize(("wrong", "what"), BAD, ids=[what for _, what in BAD])
def test_a_bad_row_stops_the_load_and_is_skipped_when_asked(
    wrong: dict[str, str], what: str, tmp_path: Path
) -> None:
    path = table(tmp_path, {}, wrong)
    with pytest.raises(BadSource) as error:
        told(path)
    assert what in error.value.what
    assert error.value.row == 3
    made = stream(path, options=Options(skip_bad=True))
    assert [row for row in made.rows if isinstance(row, Statement)]
    assert (made.report.read, made.report.kept) == (2, 1)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_it_loads_into_a_store_and_answers(pack: Any, tmp_path: Path) -> None:
    path = table(tmp_path, {"Winner": "True"})
    path.write_bytes(pack(path.read_bytes()))
    with kgraph.open(tmp_path / "store.kgl") as store:
        assert store.load(path)[0].status == "added"
        won = "MATCH (p:Person)-[w:WON]->(:Award)-[:PRESENTED_AT]->(f) RETURN p.name, w.edition, f.name"
        assert store.query(won).rows == [("Ada Quill", 12, "Academy Awards")]
        assert store.load(path)[0].status == "unchanged"


def test_both_stores_hold_the_same(tmp_path: Path, neo4j_empty: str) -> None:
    path = table(tmp_path, {"Winner": "True"}, {"Ceremony": "13", "Nominees": "A. Quill"})
    with kgraph.open(tmp_path / "store.kgl") as one, kgraph.open(neo4j_empty) as other:
        assert one.load(path)[0].report == other.load(path)[0].report
        assert strictly(one.graph) == strictly(other.graph)


def test_all_real_rows_are_read(shared_data: Path) -> None:
    made = stream(shared_data / "oscars.tsv.gz")
    statements = [row for row in made.rows if isinstance(row, Statement)]
    assert (made.report.read, made.report.kept) == (12137, 11610)
    assert sum(made.report.left_out.values()) == 364 + 345
    kinds = Counter(
        one.object
        for one in {(one.subject, one.object): one for one in statements}.values()
        if not one.relation
    )
    assert kinds == Counter({"Person": 8403, "Film": 5265, "Company": 71, "Award": 65, "Festival": 1})
