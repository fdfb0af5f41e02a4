"""TMDB: what its answers become, in invented films."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.claims import Statement
from kgraph.cli import main
from kgraph.errors import BadSource
from kgraph.read.options import Options
from kgraph.read.report import Report
from kgraph.read.stream import stream
from kgraph.schema import film_schema
from tests.strategies import strictly

NOTICE = (
    "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB."
)
FAULT = {
    "success": False,
    "status_code": 34,
    "status_message": "The resource you requested could not be found.",
}


def film(key: int = 1, title: str = "The Paper Lantern", **more: Any) -> dict[str, Any]:
    """Return the details of a film."""
    told: dict[str, Any] = {
        "adult": False,
        "backdrop_path": None,
        "belongs_to_collection": None,
        "budget": 0,
        "genres": [{"id": 18, "name": "Drama"}],
        "id": key,
        "imdb_id": "tt9900001",
        "original_language": "ko",
        "original_title": "종이등",
        "overview": "Invented.",
        "popularity": 1.5,
        "production_companies": [],
        "production_countries": [],
        "release_date": "2098-05-03",
        "revenue": 0,
        "runtime": 101,
        "spoken_languages": [{"english_name": "Korean", "iso_639_1": "ko", "name": "한국어/조선말"}],
        "status": "Released",
        "title": title,
        "video": False,
        "vote_average": 7.25,
        "vote_count": 40,
    }
    return told | more


def person(key: int, name: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "name": name, "original_name": name, "gender": 0, **more}


def details(key: int = 7, **more: Any) -> dict[str, Any]:
    """Return the details of a person."""
    told: dict[str, Any] = {
        "adult": False,
        "also_known_as": ["감하나", "Gam Ha-na"],
        "biography": "Invented.",
        "birthday": "1961-02",
        "deathday": None,
        "gender": 1,
        "id": key,
        "imdb_id": "nm9900007",
        "known_for_department": "Directing",
        "name": "Kam Ha-na",
        "place_of_birth": "Nowhere, Elsewhere",
        "popularity": 0.1,
        "profile_path": None,
    }
    return told | more


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """Write answers as JSON lines: `file(film())`."""

    def write(*answers: Any) -> Path:
        path = tmp_path / "films.jsonl"
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in answers), "utf-8")
        return path

    return write


def told(path: Path) -> list[Statement]:
    return [row for row in stream(path).rows if isinstance(row, Statement)]


def declared(statements: list[Statement], kind: str) -> dict[str, Any]:
    return {one.subject: dict(one.values) for one in statements if one.object == kind and not one.relation}


def edges(statements: list[Statement]) -> dict[tuple[str, str, str], Any]:
    return {(one.subject, one.relation, one.object): dict(one.values) for one in statements if one.relation}


RICH = film(
    alternative_titles={"titles": [{"iso_3166_1": "US", "title": "Lantern", "type": ""}]},
    translations={"translations": [{"iso_639_1": "de", "data": {"title": "Die Laterne"}}, {"data": {}}]},
    external_ids={"imdb_id": "tt9900001", "wikidata_id": "Q99000001"},
    release_dates={
        "results": [
            {"iso_3166_1": "KR", "release_dates": [{"certification": "15", "type": 3}]},
            {"iso_3166_1": "JP", "release_dates": [{"certification": "", "type": 3}]},
        ]
    },
    belongs_to_collection={"id": 5, "name": "Lanterns"},
    production_companies=[
        {"id": 3, "name": "Wick", "origin_country": "KR"},
        {"id": 4, "name": "Oil & Sons", "origin_country": ""},
    ],
    production_countries=[
        {"iso_3166_1": "KR", "name": "South Korea"},
        {"iso_3166_1": "FR", "name": "France"},
    ],
    budget=1000,
    revenue=5000,
    credits={
        "cast": [
            person(11, "Ada Quill", character="Tom / The Clerk", order=0),
            person(12, "Bo Reed", character="", order=1, known_for_department="Acting"),
            person(11, "Ada Quill", character="A Ghost (voice)", order=9),
        ],
        "crew": [
            person(7, "Kam Ha-na", gender=1, department="Directing", job="Director"),
            person(7, "Kam Ha-na", gender=1, department="Writing", job="Screenplay"),
            person(7, "Kam Ha-na", gender=1, department="Writing", job="Story"),
            person(13, "Cy Pell", department="Lighting", job="Gaffer"),
            person(13, "Cy Pell", department="Camera", job="Camera Operator"),
            person(14, "Di Orr", department="Production", job="Executive Producer"),
            person(14, "Di Orr", department="Writing", job="Novel"),
        ],
    },
)


def test_a_film_has_what_the_answer_says(file: Any) -> None:
    statements = told(file(RICH))
    assert declared(statements, "Film") == {
        "tmdb:movie:1": {
            "name": "The Paper Lantern",
            "names": ["종이등", "Lantern", "Die Laterne"],
            "year": 2098,
            "released": dt.date(2098, 5, 3),
            "minutes": 101,
            "genres": ["Drama"],
            "languages": ["Korean"],
            "ratings": ["KR 15"],
            "budget": 1000,
            "budget_currency": "USD",
            "score": 7.25,
            "votes": 40,
            "imdb": "tt9900001",
            "wikidata": "Q99000001",
            "tmdb": "1",
        },
        "tmdb:collection:5": {"name": "Lanterns", "kind": "film series"},
    }
    assert {
        ("tmdb:movie:1", "PART_OF", "tmdb:collection:5"),
        ("tmdb:movie:1", "RELEASED_IN", "country/south-korea"),
        ("tmdb:movie:1", "RELEASED_IN", "country/japan"),
    } <= edges(statements).keys()


def test_makers_and_countries_made_it_together(file: Any) -> None:
    made = edges(told(file(RICH)))
    assert made["tmdb:company:3", "CO_PRODUCED_WITH", "tmdb:company:4"] == {"film": "tmdb:movie:1"}
    assert ("country/south-korea", "CO_PRODUCED_WITH", "country/france") in made
    assert ("tmdb:company:3", "PRODUCED", "tmdb:movie:1") in made
    assert ("tmdb:company:3", "NATIONALITY", "country/south-korea") in made
    assert ("tmdb:movie:1", "PRODUCED_IN", "country/france") in made


def test_a_country_that_is_no_more_goes_by_its_name(file: Any) -> None:
    gone = film(production_countries=[{"iso_3166_1": "XQ", "name": "Lost Republic"}])
    assert declared(told(file(gone)), "Country") == {"country/lost-republic": {"name": "Lost Republic"}}


def test_a_cast_keeps_its_order_and_characters_and_jobs_have_their_relations(file: Any) -> None:
    made = edges(told(file(RICH)))
    assert made["tmdb:person:11", "ACTED_IN", "tmdb:movie:1"] == {
        "role": ["Tom", "The Clerk", "A Ghost (voice)"],
        "billing": 1,
    }
    assert made["tmdb:person:12", "ACTED_IN", "tmdb:movie:1"] == {"billing": 2}
    assert declared(told(file(RICH)), "Person")["tmdb:person:12"]["occupation"] == ["Acting"]
    assert made["tmdb:person:7", "DIRECTED", "tmdb:movie:1"] == {}
    assert made["tmdb:person:7", "WROTE", "tmdb:movie:1"] == {"role": ["Screenplay", "Story"]}
    assert made["tmdb:person:14", "PRODUCED", "tmdb:movie:1"] == {"role": ["Executive Producer"]}
    others = [one for one in told(file(RICH)) if one.relation == "WORKED_ON"]
    assert [(one.subject[-2:], one.values["role"]) for one in others] == [
        ("13", "Gaffer"),
        ("13", "Camera Operator"),
        ("14", "Novel"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", {}),
        (None, {}),
        ("2098", {"year": 2098}),
        ("2098-05", {"year": 2098, "release_month": "2098-05"}),
    ],
)
def test_a_date_is_as_far_as_it_is_known(file: Any, text: Any, wanted: Any) -> None:
    (values,) = declared(told(file(film(release_date=text, status="Planned"))), "Film").values()
    dates = {name: values[name] for name in ("year", "released", "release_month") if name in values}
    assert dates == wanted
    assert values["status"] == "Planned"


def test_what_is_nought_is_not_known(file: Any) -> None:
    (values,) = declared(told(file(film(runtime=0, vote_count=0, vote_average=0.0))), "Film").values()
    assert values.keys().isdisjoint({"minutes", "votes", "score", "budget", "budget_currency"})


def test_a_person_has_a_life_and_films(file: Any) -> None:
    career = {
        "cast": [
            {
                "id": 2,
                "title": "Wick",
                "original_title": "심지",
                "release_date": "",
                "character": "Min",
                "order": 4,
            },
        ],
        "crew": [
            {"id": 2, "title": "Wick", "original_title": "심지", "department": "Directing", "job": "Director"}
        ],
    }
    both = {
        "cast": [
            {"id": 2, "title": "Wick", "original_title": "심지", "media_type": "movie", "character": "Min"},
            {
                "id": 2,
                "name": "Nights",
                "original_name": "밤",
                "first_air_date": "2090-01-01",
                "media_type": "tv",
            },
        ],
        "crew": [],
    }
    statements = told(file(details(movie_credits=career, combined_credits=both)))
    assert declared(statements, "Person") == {
        "tmdb:person:7": {
            "name": "Kam Ha-na",
            "names": ["감하나", "Gam Ha-na"],
            "born": 1961,
            "born_on": "1961-02",
            "gender": "female",
            "occupation": ["Directing"],
            "imdb": "nm9900007",
            "tmdb": "7",
        }
    }
    films = declared(statements, "Film")
    assert films["tmdb:movie:2"] == {"name": "Wick", "names": ["심지"], "tmdb": "2"}
    assert films["tmdb:tv:2"]["kind"] == "series"
    assert "tmdb" not in films["tmdb:tv:2"]  # it would be the number of another film
    assert edges(statements) == {
        ("tmdb:person:7", "BORN_IN", "tmdb:place:nowhere-elsewhere"): {},
        ("tmdb:person:7", "ACTED_IN", "tmdb:movie:2"): {"role": ["Min"], "billing": 5},
        ("tmdb:person:7", "ACTED_IN", "tmdb:tv:2"): {},
        ("tmdb:person:7", "DIRECTED", "tmdb:movie:2"): {},
    }


def test_a_series_a_list_and_a_collection_are_read(file: Any) -> None:
    series = {
        "id": 9,
        "name": "Nights",
        "original_name": "밤",
        "first_air_date": "2090-01-01",
        "last_air_date": "2092-03-01",
        "status": "Ended",
        "type": "Miniseries",
        "episode_run_time": [50],
        "vote_average": 1.0,
        "vote_count": 2,
        "aggregate_credits": {
            "cast": [person(11, "Ada Quill", roles=[{"character": "Tom"}, {"character": "Ed"}], order=0)],
            "crew": [person(7, "Kam Ha-na", department="Directing", jobs=[{"job": "Director"}])],
        },
    }
    page = {"page": 1, "results": [film(21, "One"), film(22, "Two")], "total_pages": 1}
    whole = {"id": 5, "name": "Lanterns", "poster_path": None, "parts": [film(31, "Three")]}
    statements = told(file(series, page, whole))
    films = declared(statements, "Film")
    assert films["tmdb:tv:9"] == {
        "name": "Nights",
        "names": ["밤"],
        "kind": "miniseries",
        "year": 2090,
        "released": dt.date(2090, 1, 1),
        "end_year": 2092,
        "minutes": 50,
        "status": "Ended",
        "score": 1.0,
        "votes": 2,
    }
    assert {"tmdb:movie:21", "tmdb:movie:22", "tmdb:movie:31", "tmdb:collection:5"} <= films.keys()
    made = edges(statements)
    assert made["tmdb:person:11", "ACTED_IN", "tmdb:tv:9"] == {"role": ["Tom", "Ed"], "billing": 1}
    assert ("tmdb:person:7", "DIRECTED", "tmdb:tv:9") in made
    assert ("tmdb:movie:31", "PART_OF", "tmdb:collection:5") in made


def test_a_collection_in_a_list_is_no_series(file: Any) -> None:
    found = {
        "adult": False,
        "backdrop_path": None,
        "id": 9,
        "name": "Lanterns",
        "original_language": "ko",
        "original_name": "종이등 시리즈",
        "overview": "",
        "poster_path": None,
    }
    among = {**film(8, "Wicks"), "original_title": "심지", "media_type": "collection"}
    statements = told(file({"page": 1, "results": [found]}, {"page": 1, "results": [among, film(8)]}))
    films = declared(statements, "Film")
    assert films.keys() == {"tmdb:collection:9", "tmdb:collection:8", "tmdb:movie:8"}
    assert films["tmdb:collection:9"] == {
        "name": "Lanterns",
        "names": ["종이등 시리즈"],
        "kind": "film series",
    }
    assert films["tmdb:collection:8"] == {"name": "Wicks", "names": ["심지"], "kind": "film series"}


def test_a_collection_without_films_is_there(file: Any) -> None:
    whole = {"id": 5, "name": "Lanterns", "poster_path": None, "parts": []}
    assert set(declared(told(file(film(), whole)), "Film")) == {"tmdb:movie:1", "tmdb:collection:5"}


def test_a_person_in_a_list_keeps_the_name_in_the_own_language(file: Any) -> None:
    found = {**person(7, "Kam Ha-na"), "original_name": "감하나", "media_type": "person", "popularity": 1}
    people = declared(told(file({"page": 1, "results": [found, film()]})), "Person")
    assert people["tmdb:person:7"]["names"] == ["감하나"]


def test_an_age_rating_without_a_mark_is_none(file: Any) -> None:
    marks = {"results": [{"iso_3166_1": "KR", "rating": ""}, {"iso_3166_1": "US", "rating": "TV-MA"}]}
    (values,) = declared(told(file(film(content_ratings=marks))), "Film").values()
    assert values["ratings"] == ["US TV-MA"]


def test_what_was_found_by_the_id_of_another_base_is_read(file: Any) -> None:
    found = {
        "movie_results": [{**film(1), "media_type": "movie"}],
        "person_results": [{**person(7, "Kam Ha-na"), "media_type": "person"}],
        "tv_results": [{"id": 9, "name": "Nights", "original_name": "밤", "media_type": "tv"}],
        "tv_episode_results": [{"id": 3, "name": "One", "media_type": "tv_episode"}],
        "tv_season_results": [],
    }
    report = Report()
    statements = [one for one in stream(file(found), report=report).rows if isinstance(one, Statement)]
    assert set(declared(statements, "Film")) == {"tmdb:movie:1", "tmdb:tv:9"}
    assert set(declared(statements, "Person")) == {"tmdb:person:7"}
    assert report.left_out == Counter({"seasons and episodes": 1})


def test_who_made_up_a_series_worked_on_it(file: Any) -> None:
    series = {
        "id": 9,
        "name": "Nights",
        "original_name": "밤",
        "first_air_date": "2090-01-01",
        "vote_average": 0,
        "created_by": [{"id": 7, "name": "Kam Ha-na", "gender": 1, "credit_id": "x"}],
    }
    statements = told(file(series))
    assert edges(statements) == {("tmdb:person:7", "WORKED_ON", "tmdb:tv:9"): {"role": "Creator"}}
    assert declared(statements, "Person")["tmdb:person:7"]["gender"] == "female"


def test_the_countries_of_origin_stand_in_where_those_of_production_are_not_told(file: Any) -> None:
    both = film(1, origin_country=["KR"], production_countries=[{"iso_3166_1": "FR", "name": "France"}])
    one = film(2, origin_country=["KR", "JP"])
    made = {
        (start, end) for start, relation, end in edges(told(file(both, one))) if relation == "PRODUCED_IN"
    }
    assert made == {
        ("tmdb:movie:1", "country/france"),
        ("tmdb:movie:2", "country/south-korea"),
        ("tmdb:movie:2", "country/japan"),
    }


def test_credits_alone_are_refused_with_a_word_on_how_to_get_them(file: Any) -> None:
    alone = {"id": 1, "cast": [person(11, "Ada Quill", character="Tom", order=0)], "crew": []}
    with pytest.raises(BadSource, match="this is no answer of TMDB") as wrong:
        told(file(film(), alone))
    assert "append_to_response=credits" in wrong.value.hint


def test_all_that_is_said_is_of_the_schema(file: Any) -> None:
    schema = film_schema()
    for one in told(file(RICH, details())):
        kind = schema.relation(one.relation) if one.relation else schema.entity(one.object)
        for name, value in one.values.items():
            assert kind.properties[name].accepts(value), (one, name)


BAD = [
    (FAULT, "TMDB refused to answer: The resource you requested could not be found (34)"),
    ({"success": False}, "TMDB refused to answer: no reason given (no code)"),
    ({"other": 1}, "this is no answer of TMDB"),
    (film(id=None), "the film has no id"),
    (film(title="", original_title=""), "the film has no title"),
    (film(release_date="2098-13-01"), "'release_date' is no date: '2098-13-01'"),
    (film(runtime="long"), "'runtime' must be a whole number"),
    (film(credits=[]), "'credits' must be an object"),
    (film(origin_country="KR"), "'origin_country' must be a list of texts"),
    (film(credits={"cast": {}}), "'cast' must be a list of objects"),
    (film(credits={"cast": [{"id": 1}]}), "the person 1 has no name"),
    (film(credits={"crew": [person(1, "A")]}), "the credit of 'A' has no job"),
    (details(name=""), "the person has no name"),
    (details(also_known_as="x"), "'also_known_as' must be a list of texts"),
]


@pytest.mark.parametrize(("answer", "what"), BAD, ids=[what for _, what in BAD])
def test_a_bad_answer_stops_the_load_and_is_skipped_when_asked(
    answer: Any, what: str, file: Any, tmp_path: Path
) -> None:
    path = file(film(1), answer, film(2))
    with pytest.raises(BadSource) as wrong:
        told(path)
    assert what in wrong.value.what
    assert wrong.value.row == 2
    made = stream(path, options=Options(skip_bad=True))
    films = declared([row for row in made.rows if isinstance(row, Statement)], "Film")
    assert set(films) == {"tmdb:movie:1", "tmdb:movie:2"}
    assert (made.report.read, made.report.kept) == (3, 2)


def test_takings_are_left_out_and_told(file: Any) -> None:
    report = Report()
    list(stream(file(RICH), report=report).rows)
    assert report.left_out == Counter({"takings, which TMDB gives without a country": 1})


@pytest.mark.parametrize("form", ["folder", "zip", "array", "document"])
def test_folders_archives_and_documents_are_read(form: str, tmp_path: Path) -> None:
    path = tmp_path / "answers"
    answers = {f"{key}.json": json.dumps(film(key), indent=1) for key in (1, 2)}
    if form == "folder":
        path.mkdir()
        for name, text in answers.items():
            (path / name).write_text(text)
        (path / "notes.txt").write_text("about")
    elif form == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in answers.items():
                archive.writestr(name, text)
    else:
        path.write_text(json.dumps([film(1), film(2)] if form == "array" else film(1), indent=1))
    wanted = {"tmdb:movie:1"} if form == "document" else {"tmdb:movie:1", "tmdb:movie:2"}
    assert set(declared(told(path), "Film")) == wanted


def test_a_film_list_with_an_original_title_is_none(file: Any) -> None:
    rows = [
        {"title": name, "original_title": "x", "year": 2098, "cast": ["Ada Quill"]} for name in ("A", "B")
    ]
    assert set(declared(told(file(*rows)), "Film")) == {"films:film:a-2098", "films:film:b-2098"}


def test_a_store_holds_what_the_stream_says(file: Any, tmp_path: Path) -> None:
    path = file(RICH, FAULT, details())
    rows = [row for row in stream(path, options=Options(skip_bad=True)).rows if isinstance(row, Statement)]
    with kgraph.open(tmp_path / "store.kgl") as opened:
        (loaded,) = opened.load(path, skip_bad=True)
        assert loaded.report.startswith("3 rows read, 2 kept, 1 skipped (TMDB refused to answer")
        count = opened.query("MATCH ()-[r]->() RETURN count(r)").rows
        keys = opened.query("MATCH (n) WHERE NOT n:Source RETURN n.id").rows
        assert opened.load(path, skip_bad=True)[0].status == "unchanged"
    assert count == [(len([one for one in rows if one.relation]),)]
    assert {key for (key,) in keys} == {one.subject for one in rows if not one.relation}


def test_the_terms_are_said_at_load_and_at_export(file: Any, tmp_path: Path) -> None:
    store, out = ["--store", str(tmp_path / "store.kgl")], tmp_path / "films.json"
    for words in (["load", str(file(RICH))], ["export", str(out)]):
        done = CliRunner().invoke(main, [*store, *words])
        assert done.exit_code == 0, done.stderr
        assert "Warning: “TMDB: films” forbids commercial use" in done.stderr
        assert NOTICE in done.stderr
    assert NOTICE in out.read_text("utf-8")


def test_both_stores_hold_the_same(file: Any, tmp_path: Path, neo4j_empty: str) -> None:
    path = file(RICH, details())
    with kgraph.open(tmp_path / "store.kgl") as one, kgraph.open(neo4j_empty) as other:
        assert one.load(path)[0].report == other.load(path)[0].report
        assert strictly(one.graph) == strictly(other.graph)
