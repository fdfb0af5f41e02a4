"""The Academy Awards: what a row becomes, in invented rows, and in the real table where it is at hand."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.claims import Certainty, Statement
from kgraph.errors import BadSource
from kgraph.names import fold
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


def test_who_has_no_id_is_left_out_and_counted_and_stands_in_the_note(tmp_path: Path) -> None:
    unknown = {"Nominees": "Ada Quill|Some Body|Lamps Ltd.", "NomineeIds": "nm900001|?|?"}
    cited = {**unknown, "Class": "SciTech", "Citation": "To Ada Quill, Some Body and Lamps Ltd."}
    nothing = {"Film": "", "FilmId": "", "Nominees": "Some Body", "NomineeIds": ""}
    made: Stream = stream(table(tmp_path, unknown, cited, nothing))
    statements = [row for row in made.rows if isinstance(row, Statement)]
    assert (made.report.read, made.report.kept) == (3, 2)
    assert list(made.report.skipped.values()) == [1]
    assert list(made.report.left_out.values()) == [4]
    assert [one.claim.note for one in statements if one.relation == "NOMINATED_FOR"] == [
        "also named: Some Body, Lamps Ltd.",
        "To Ada Quill, Some Body and Lamps Ltd.",
    ]


def test_a_film_without_an_id_is_a_film_of_its_year(tmp_path: Path) -> None:
    statements = told(table(tmp_path, {"Film": "Dusk", "FilmId": ""}))
    films = [(one.subject, dict(one.values)) for one in statements if one.object == "Film"]
    assert films == [("oscars:1991:dusk", {"name": "Dusk"}), ("oscars:1991:dusk", {"year": 1991})]


def test_the_first_awards_of_a_film_imply_its_year(tmp_path: Path) -> None:
    later, both = (
        {"Ceremony": "13", "Year": "1992"},
        {"Year": "1927/28", "Film": "Dusk", "FilmId": "tt900002"},
    )
    statements = told(table(tmp_path, later, {}, {}, both))
    dated = [one for one in statements if one.object == "Film" and "year" in one.values]
    assert [(one.subject, one.values["year"], one.claim.place) for one in dated] == [
        ("imdb:tt900001", 1991, "line 3"),
        ("imdb:tt900002", 1928, "line 5"),
    ]
    assert {one.claim.certainty for one in dated} == {Certainty.IMPLIED}


def test_who_states_the_year_of_a_film_is_believed_rather_than_the_awards(tmp_path: Path) -> None:
    other = tmp_path / "films.csv"
    other.write_text("Title,Year,IMDb\nThe Lamp,1990,tt900001\n", encoding="utf-8")
    columns = '[film]\ntitle = "Title"\nyear = "Year"\nimdb = "IMDb"\n'
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(table(tmp_path, {}))
        assert store.query("MATCH (f:Film) RETURN f.year, f.contradicted").rows == [(1991, False)]
        store.load(other, options={"columns": columns})
        assert store.query("MATCH (f:Film) RETURN f.year, f.contradicted").rows == [(1990, True)]


SENT = {
    "Class": "Title",
    "CanonicalCategory": "INTERNATIONAL FEATURE FILM",
    "Nominees": "",
    "NomineeIds": "",
    "Name": "Italy",
}


def test_the_country_that_sent_a_film_is_implied_to_have_made_it(tmp_path: Path) -> None:
    producer = {"Name": "Italy; Ada Quill, Producer", "Nominees": "Ada Quill", "NomineeIds": "nm900001"}
    gone = {"Name": "Federal Republic of Germany - West", "FilmId": "tt900002", "Film": "Dusk"}
    unofficial = {"Name": "USSR", "FilmId": "tt900003", "Note": "NOTE: THIS IS NOT AN OFFICIAL NOMINATION."}
    rows = [SENT, {**SENT, **producer}, {**SENT, **gone}, {**SENT, **unofficial}]
    statements = told(table(tmp_path, *rows))
    made = [one for one in statements if one.relation == "PRODUCED_IN"]
    assert {(one.subject, one.object, one.claim.certainty, one.claim.note) for one in made} == {
        ("imdb:tt900001", "country/italy", Certainty.IMPLIED, "sent in by Italy"),
        ("imdb:tt900002", "country/west-germany", Certainty.IMPLIED, "sent in by West Germany"),
        ("imdb:tt900003", "country/soviet-union", Certainty.DISPUTED, "sent in by USSR"),
    }
    lands = {one.subject: dict(one.values) for one in statements if one.object == "Country"}
    assert lands["country/italy"] == {"name": "Italy", "iso": "IT"}
    assert lands["country/soviet-union"] == {"name": "Soviet Union", "names": ["USSR"]}


def test_a_category_whose_name_column_is_no_country_makes_none(tmp_path: Path) -> None:
    best = {"Class": "Title", "CanonicalCategory": "BEST PICTURE", "Name": "Lamps Ltd.; Ada Quill, Producer"}
    statements = told(table(tmp_path, best, {**SENT, "Name": ""}))
    assert "PRODUCED_IN" not in {one.relation for one in statements}


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


@pytest.fixture(scope="module")
def real(shared_data: Path) -> tuple[Stream, list[Statement]]:
    made = stream(shared_data / "oscars.tsv.gz")
    return made, [row for row in made.rows if isinstance(row, Statement)]


def test_all_real_rows_are_read(real: tuple[Stream, list[Statement]]) -> None:
    made, statements = real
    assert (made.report.read, made.report.kept) == (12137, 11610)
    assert list(made.report.left_out.values()) == [364]
    kinds = Counter(
        one.object
        for one in {(one.subject, one.object): one for one in statements}.values()
        if not one.relation
    )
    assert kinds == Counter(
        {"Person": 8403, "Film": 5265, "Company": 71, "Award": 65, "Festival": 1, "Country": 64}
    )
    dated = {one.subject for one in statements if one.object == "Film" and "year" in one.values}
    assert dated == {one.subject for one in statements if one.object == "Film"}
    assert sum(one.relation == "PRODUCED_IN" for one in statements) == 350


def test_the_year_of_the_awards_is_that_of_the_film_as_a_rule(
    real: tuple[Stream, list[Statement]], shared_data: Path
) -> None:
    """A film is one of Wikipedia's lists where the title and a nominated actor are the same."""
    listed: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
    for line in gzip.decompress((shared_data / "us-films.jsonl.gz").read_bytes()).splitlines():
        film = json.loads(line)
        listed[fold(film["title"])] |= {(film["year"], fold(name)) for name in film.get("cast") or ()}
    _, statements = real
    said: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for one in statements:
        if not one.relation:
            said[one.subject] |= one.values
    apart: dict[str, int] = {}
    for one in statements:
        if one.relation == "ACTED_IN":
            film, who = said[one.object], fold(str(said[one.subject]["name"]))
            years = {year for year, actor in listed[fold(str(film["name"]))] if actor == who}
            if len(years) == 1:
                apart[one.object] = film["year"] - years.pop()
    counts = Counter(apart.values())
    assert counts.total() > 1000
    assert counts[0] / counts.total() > 0.96
    assert (counts[0] + counts[1]) / counts.total() > 0.99
