"""Wikidata: what its entities become, in invented ones, from dumps, answers and results of SPARQL."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.claims import Certainty, Statement
from kgraph.errors import BadSource, UsageError
from kgraph.read.options import Options
from kgraph.read.sources.countries import of_code
from kgraph.read.sources.wikidata.dates import Date, date, earliest
from kgraph.read.sources.wikidata.places import COUNTRIES, ITEMS
from kgraph.read.stream import Stream, stream
from kgraph.schema import film_schema
from tests import wikidata_entities as wd
from tests.bad_rows import stops_or_is_skipped
from tests.strategies import strictly
from tests.wikidata_entities import KOREA, KOREAN, dump, entity, film, lines, person, sparql, stated

Write = Callable[..., Path]
ID = "wikidata:Q900001"


@pytest.fixture
def file(tmp_path: Path) -> Write:
    """Write a file: `file(lines(film()))`."""

    def write(data: bytes, name: str = "films.json") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return write


def read(path: Path, *, skip_bad: bool = False, **choices: str) -> tuple[Stream, list[Statement]]:
    made = stream(path, options=Options.given("", choices, skip_bad=skip_bad))
    return made, [row for row in made.rows if isinstance(row, Statement)]


def told(path: Path, **choices: str) -> list[Statement]:
    return read(path, skip_bad=False, **choices)[1]


def declared(statements: list[Statement], kind: str) -> dict[str, Any]:
    return {one.subject: dict(one.values) for one in statements if one.object == kind and not one.relation}


def edges(statements: list[Statement], relation: str = "") -> set[tuple[str, str, str]]:
    found = [one for one in statements if one.relation and one.relation == (relation or one.relation)]
    return {(one.subject, one.relation, one.object) for one in found}


def values(statements: list[Statement], relation: str) -> list[dict[str, Any]]:
    return [dict(one.values) for one in statements if one.relation == relation]


# ---------------------------------------------------------------- films


def test_a_film_has_what_wikidata_says(file: Write) -> None:
    one = entity(
        "Q900001",
        {"en": "Ga Na Da", "ko": "가나다", "fr": "Le Ga"},
        {"ko": ["가나"], "fr": ["Ga"], "en": ["The Letters"]},
        P31=["Q24862", wd.FILM],
        P345="tt9900001",
        P4947="990001",
        P1476=wd.title("가나다 원제"),
        P364=KOREAN,
        P136=wd.DRAMA,
        P577=[stated(wd.date("2019-06-01")), stated(wd.date("2019-05-03"))],
        P2047=wd.minutes(101),
    )
    made, statements = read(file(lines(one, film("Q900002"))))
    assert declared(statements, "Film")[ID] == {
        "name": "Ga Na Da",
        "names": ["가나다 원제", "가나다", "가나", "The Letters"],
        "wikidata": "Q900001",
        "imdb": "tt9900001",
        "tmdb": "990001",
        "kind": "short",
        "year": 2019,
        "released": dt.date(2019, 5, 3),
        "minutes": 101,
        "genres": ["drama film"],
        "languages": ["Korean"],
    }
    assert {one.claim.place for one in statements} == {"line 1, Q900001", "line 2, Q900002"}
    (source,) = made.sources
    assert source.licence.startswith("CC0")


def test_who_made_it_stands_in_relation_to_it(file: Write) -> None:
    jobs = {
        "P57": "DIRECTED",
        "P58": "WROTE",
        "P162": "PRODUCED",
        "P344": "CINEMATOGRAPHY",
        "P1040": "EDITED",
        "P86": "COMPOSED_FOR",
        "P2515": "WORKED_ON",
        "P272": "PRODUCED",
        "P750": "DISTRIBUTED",
    }
    claims: dict[str, Any] = {name: f"Q9100{number:02}" for number, name in enumerate(jobs)}
    statements = told(file(lines(film(**claims, P161="Q920000"), film("Q900002"))))
    for name, relation in jobs.items():
        assert (f"wikidata:{claims[name]}", relation, ID) in edges(statements)
    companies = {f"wikidata:{claims['P272']}", f"wikidata:{claims['P750']}"}
    assert set(declared(statements, "Company")) == companies
    assert declared(statements, "Person")["wikidata:Q920000"] == {"wikidata": "Q920000"}
    assert values(statements, "WORKED_ON") == [{"role": "costume designer"}]


def test_what_a_film_names_has_the_labels_of_its_own_entity_wherever_that_stands(file: Write) -> None:
    director = person("Q910001", "Kam Hana", "감하나", P569=wd.date("1970-02-00", 10), P27=KOREA)
    actor = person("Q910002", "Na Dul", "나둘", P570=wd.date("2001-02-03"), P21="Q6581072", P106="Q33999")
    firm = entity("Q910003", {"ko": "다셋영화사"}, P31="Q1762059", P571=wd.date("1990-00-00", 9))
    figure = entity("Q910004", {"en": "the king"}, P31=wd.FIGURE)
    genre = entity("Q910005", {"en": "letter film"}, P31="Q201658")
    made = film(
        P57="Q910001",
        P161=[stated("Q910002", P453="Q910004", P1545="2")],
        P272="Q910003",
        P136="Q910005",
    )
    statements = told(file(lines(director, genre, made, actor, firm, figure)))
    people = declared(statements, "Person")
    assert people["wikidata:Q910001"] == {
        "wikidata": "Q910001",
        "name": "Kam Hana",
        "names": ["감하나"],
        "born": 1970,
        "born_on": "1970-02",
    }
    assert people["wikidata:Q910002"] == {
        "wikidata": "Q910002",
        "name": "Na Dul",
        "names": ["나둘"],
        "died": 2001,
        "died_on": "2001-02-03",
        "gender": "female",
        "occupation": ["actor"],
    }
    assert declared(statements, "Company")["wikidata:Q910003"]["name"] == "다셋영화사"
    assert declared(statements, "Film")[ID]["genres"] == ["letter film"]
    assert values(statements, "ACTED_IN") == [{"role": ["the king"], "billing": 2}]
    assert ("wikidata:Q910002", "PLAYED", "wikidata:Q910004") in edges(statements)
    assert ("wikidata:Q910001", "NATIONALITY", "country/south-korea") in edges(statements)


def test_countries_are_those_of_all_sources_and_made_it_together(file: Write) -> None:
    korea = entity(KOREA, {"en": "Korea, South", "ko": "대한민국"}, P31="Q3624078", P297="KR")
    statements = told(file(lines(film(P495=[KOREA, wd.JAPAN, "Q990001"]), korea)))
    countries = declared(statements, "Country")
    assert countries["country/south-korea"] == {
        "wikidata": "Q884",
        "name": "South Korea",
        "names": ["Korea, South", "대한민국"],
        "iso": "KR",
    }
    assert countries["wikidata:Q990001"] == {"wikidata": "Q990001"}
    assert ("country/south-korea", "CO_PRODUCED_WITH", "country/japan") in edges(statements)
    assert len(edges(statements, "PRODUCED_IN")) == 3


def test_a_kingdom_and_its_country_are_one_under_the_countrys_item(file: Write) -> None:
    kingdom = entity("Q29999", {"en": "Kingdom of the Netherlands"}, P297="NL")
    path = file(
        lines(
            film(P495=["Q29999", "Q55"], P57="Q910001"), kingdom, person("Q910001", "A", "가", P27="Q29999")
        )
    )
    statements = told(path)
    told_of = [one for one in statements if one.subject == "country/netherlands" and not one.relation]
    assert {one.values["wikidata"] for one in told_of} == {"Q55"}
    assert {one.values["iso"] for one in told_of} == {"NL"}
    assert ("wikidata:Q910001", "NATIONALITY", "country/netherlands") in edges(statements)
    assert edges(statements, "CO_PRODUCED_WITH") == set()


@pytest.mark.parametrize(
    ("kind_of", "kind"),
    [
        ("Q20667187", "short"),
        ("Q98807719", "television film"),
        ("Q123126551", "special"),
        ("Q113671041", "series"),
    ],
)
def test_rarer_classes_are_films_too(kind_of: str, kind: str, file: Write) -> None:
    (values,) = declared(told(file(lines(film(P31=kind_of)))), "Film").values()
    assert values["kind"] == kind


def test_every_country_of_the_iso_standard_is_known_once() -> None:
    assert len(ITEMS) == 249
    assert all(of_code(code).name not in ("", code) for code in ITEMS)
    assert {item for item, code in COUNTRIES.items() if ITEMS[code] != item} == {"Q29999", "Q756617"}


def test_a_country_that_is_no_more_keeps_the_id_of_wikidata(file: Write) -> None:
    gone = entity("Q990002", {"en": "Letterland"}, P31="Q3024240", P297="LX")
    new = entity("Q990003", {"en": "Macau"}, P297="MO")
    choir = entity("Q910001", {"en": "Choir"}, P31="Q131186", P27="Q990003")
    statements = told(file(lines(choir, film(P495="Q990002", P86="Q910001"), gone, new)))
    countries = declared(statements, "Country")
    assert set(countries) == {"wikidata:Q990002", "country/macao"}
    assert countries["wikidata:Q990002"]["name"] == "Letterland"
    assert ("wikidata:Q910001", "NATIONALITY", "country/macao") in edges(statements)


def test_a_film_is_based_on_what_is_known_to_be_a_work_or_a_film(file: Write) -> None:
    novel = entity("Q930001", {"en": "The Novel"}, P31=wd.NOVEL, P577=wd.date("1950-00-00", 9))
    made, statements = read(file(lines(film(P144=["Q930001", "Q900002", "Q930009"]), film("Q900002"), novel)))
    assert declared(statements, "Work")["wikidata:Q930001"] == {
        "wikidata": "Q930001",
        "name": "The Novel",
        "year": 1950,
        "kind": "novel",
    }
    assert (ID, "BASED_ON", "wikidata:Q930001") in edges(statements)
    (remake,) = [one for one in statements if one.relation == "REMAKE_OF"]
    assert (remake.object, remake.claim.certainty) == ("wikidata:Q900002", Certainty.IMPLIED)
    assert "what films are based on" in str(made.report)


def test_awards_have_year_edition_and_film(file: Write) -> None:
    ceremony = entity("Q940002", {"en": "12th Letter Awards"})
    award = entity("Q940001", {"en": "Letter Award", "ko": "글자상"}, P31="Q618779")
    winner = person(
        "Q910001",
        "Kam Hana",
        "감하나",
        P1411=[stated("Q940001", P585=wd.date("2020-03-01"), P1686="Q900001"), stated("Q940003")],
    )
    made = film(
        P57="Q910001", P166=[stated("Q940001", P585=wd.date("2020-03-01"), P805="Q940002", P1346="Q910001")]
    )
    account, statements = read(file(lines(winner, ceremony, award, made)))
    won = {one.subject: dict(one.values) for one in statements if one.relation == "WON"}
    assert won == {
        ID: {"year": 2020, "edition": 12},
        "wikidata:Q910001": {"year": 2020, "edition": 12, "film": ID},
    }
    assert values(statements, "NOMINATED_FOR") == [{"year": 2020, "film": ID}]
    assert declared(statements, "Award") == {
        "wikidata:Q940001": {"wikidata": "Q940001", "name": "Letter Award", "names": ["글자상"]}
    }
    assert account.report.left_out["awards of people for other things than a film of the files"] == 1


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ([wd.date("1993-05-00", 10)], {"year": 1993, "release_month": "1993-05"}),
        ([wd.date("1993-00-00", 9)], {"year": 1993}),
        ([wd.date("1993-00-00", 9), wd.date("1993-04-02")], {"year": 1993, "released": dt.date(1993, 4, 2)}),
        ([wd.date("1993-00-00", 9), wd.date("1994-04-02")], {"year": 1993}),
        ([wd.date("1990-00-00", 8)], {}),
        ([wd.date("1914-04-02", 11, "Q1985786")], {"year": 1914}),
        ([stated(wd.date("1996-01-02"), "preferred"), wd.date("1995-01-02")],
         {"year": 1996, "released": dt.date(1996, 1, 2)}),
        ([None, wd.date("1996-13-02")], {}),
    ],
)  # fmt: skip
def test_the_earliest_date_counts_as_precisely_as_it_is_known(
    dates: list[Any], shown: dict[str, Any], file: Write
) -> None:
    values = declared(told(file(lines(film(P577=dates), film("Q900002")))), "Film")[ID]
    assert {key: values[key] for key in ("year", "released", "release_month") if key in values} == shown


def test_a_date_is_never_more_precise_than_told() -> None:
    assert date({"time": "+1993-05-00T00:00:00Z", "precision": 10}) == Date(1993, 5)
    assert str(earliest([Date(1993), Date(1993, 5), Date(1993, 5, 7)])) == "1993-05-07"
    assert date({"time": "-0044-03-15T00:00:00Z", "precision": 11}) is None


def test_all_that_is_told_fits_the_schema(file: Write) -> None:
    schema = film_schema()
    for one in told(file(lines(*rich()))):
        kind = schema.relations[one.relation] if one.relation else None
        known = kind.properties if kind else schema.entities[one.object or "Film"].properties
        for name, value in one.values.items():
            assert known[name].accepts(value), (one, name)


# ---------------------------------------------------------------- who says so


def rich() -> list[dict[str, Any]]:
    """Return some entities with references, ranks and gaps."""
    wrong = stated("Q910009", "deprecated", P2241="Q25895909")
    imdb = [{"P248": wd.IMDB, "P854": "https://www.imdb.com/title/tt9900001/"}]
    host = [{"P854": "https://www.letters.example/films/1"}, {"P143": "Q328"}, {"P887": "Q990002"}]
    made = film(
        P57=[stated("Q910001", "preferred", imdb), wrong],
        P161=[stated("Q910002", by=host, P4633="왕", P453="Q990004"), None],
        P495=KOREA,
        P577=[stated(wd.date("2019-05-03"), by=imdb), stated(wd.date("2018-01-01"), "deprecated")],
        P136=[wd.DRAMA, stated("Q157443", "deprecated"), "Q990003"],
    )
    return [made, person("Q910001", "Kam Hana", "감하나"), person("Q910002", "Na Dul", "나둘")]


def test_references_are_the_sources_of_claims(file: Write) -> None:
    made, statements = read(file(lines(*rich())))
    (directed,) = [one for one in statements if one.relation == "DIRECTED" and "910001" in one.subject]
    assert (directed.claim.source, directed.claim.note) == (
        "films/Q37312",
        "https://www.imdb.com/title/tt9900001/",
    )
    acted = {one.claim.source: one.claim for one in statements if one.relation == "ACTED_IN"}
    assert set(acted) == {"films/letters.example", "films/Q328", "films"}
    assert acted["films"].certainty is Certainty.IMPLIED
    (country,) = [one for one in statements if one.relation == "PRODUCED_IN"]
    assert country.claim.source == "films"
    titles = {one.id: one.title for one in made.sources}
    assert titles["films/Q37312"] == "IMDb"
    assert titles["films/letters.example"] == "letters.example"
    assert all(one.licence.startswith("CC0") for one in made.sources)


def test_what_is_deprecated_is_disputed_and_never_shown_as_valid(file: Write, tmp_path: Path) -> None:
    path = file(lines(*rich()))
    (wrong,) = [one for one in told(path) if one.subject == "wikidata:Q910009" and one.relation]
    assert (wrong.claim.certainty, wrong.claim.note) == (Certainty.DISPUTED, "deprecated: Q25895909")
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(path)
        rows = store.query(
            "MATCH (p:Person)-[r:DIRECTED]->(f:Film) "
            "RETURN p.id, r.certainty, f.released, f.genres, f.contradicted ORDER BY p.id"
        ).rows
    known = (dt.date(2019, 5, 3), ["drama film"], True)
    assert rows == [
        ("wikidata:Q910001", "stated", *known),
        ("wikidata:Q910009", "disputed", *known),
    ]


def test_what_is_left_out_is_counted(file: Write) -> None:
    made, _ = read(file(lines(*rich())))
    assert made.report.left_out == {
        "values that are unknown, none, or not readable": 1,
        "deprecated values that would be shown like valid ones": 1,
        "genres and languages whose label the files do not have": 1,
        "characters whose label the files do not have": 1,
    }


# ---------------------------------------------------------------- the files


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress], ids=["plain", "gz", "bz2"])
@pytest.mark.parametrize("shape", [lines, dump], ids=["lines", "dump"])
def test_a_dump_says_the_same_packed_or_not(shape: Any, pack: Any, file: Write) -> None:
    statements = told(file(pack(shape(*rich())), "dump"))
    assert edges(statements) == edges(told(file(lines(*rich()), "plain")))
    assert declared(statements, "Person")["wikidata:Q910001"]["names"] == ["감하나"]


def test_answers_of_the_entity_api_are_read_by_themselves_in_lines_and_in_folders(file: Write) -> None:
    answer = {"entities": {one["id"]: one for one in rich()}, "success": 1}
    there = edges(told(file(lines(*rich()))))
    statements = told(file(json.dumps(answer, indent=1).encode(), "answer.json"))
    assert edges(statements) == there
    assert {one.claim.place.rpartition(", ")[2] for one in statements} == {"Q900001", "Q910001", "Q910002"}
    assert edges(told(file(lines(answer, answer), "answers.json"))) == there
    for one in rich():
        alone = {"entities": {one["id"]: one}}
        folder = file(json.dumps(alone).encode(), f"folder/{one['id']}.json").parent
    assert edges(told(folder)) == there


def test_a_label_for_all_languages_names_what_has_none_in_english(file: Write) -> None:
    named = entity("Q910001", {"mul": "Ada Quill", "ko": "에이다"}, {"mul": ["A. Quill"]}, P31=wd.PERSON)
    told_of = told(file(lines(entity("Q900001", {"mul": "Wick"}, P31=wd.FILM, P57="Q910001"), named)))
    assert declared(told_of, "Film")[ID]["name"] == "Wick"
    (values,) = declared(told_of, "Person").values()
    assert (values["name"], values["names"]) == ("Ada Quill", ["에이다", "A. Quill"])


def test_a_redirect_is_followed_and_what_is_missing_is_skipped(file: Write) -> None:
    new = {**person("Q910002", "Kam", "감"), "redirects": {"from": "Q910001", "to": "Q910002"}}
    gone = {"-1": {"site": "enwiki", "title": "Ga", "missing": ""}, "Q5": {"id": "Q5", "missing": ""}}
    answer = {"entities": {**gone, "Q900001": film(P57="Q910001"), "Q910001": new}}
    made, statements = read(file(json.dumps(answer).encode()))
    assert edges(statements) == {("wikidata:Q910002", "DIRECTED", ID)}
    assert declared(statements, "Person")["wikidata:Q910002"]["name"] == "Kam"
    assert made.report.skipped == {"entities that Wikidata does not have": 2}


def test_what_no_film_names_is_skipped(file: Write) -> None:
    prop = {**entity("P57", {"en": "director"}), "type": "property"}
    made, statements = read(file(lines(film(), person("Q910001", "Kam", "감"), prop)))
    assert {one.subject for one in statements} == {ID}
    assert made.report.skipped == {
        "entities that no film of the files names": 1,
        "properties, lexemes and others that are no items": 1,
    }


def test_a_maker_that_is_no_human_being_is_a_company(file: Write) -> None:
    firm = entity("Q910001", {"en": "Broadcaster"}, P31="Q15265344")
    statements = told(file(lines(film(P162="Q910001", P57="Q910002"), firm)))
    assert set(declared(statements, "Company")) == {"wikidata:Q910001"}
    company = entity("Q910001", {"en": "Collective"}, P31="Q783794")
    statements = told(file(lines(film(P57="Q910001"), company)))
    assert edges(statements) == {("wikidata:Q910001", "WORKED_ON", ID)}
    assert values(statements, "WORKED_ON") == [{"role": "director"}]


def test_old_dumps_with_numbers_alone_and_values_that_wikidata_cannot_read(file: Write) -> None:
    old = stated("Q910001")
    del old["mainsnak"]["datavalue"]["value"]["id"]
    bad = stated("Q910001")
    bad["mainsnak"]["datavalue"] = {"type": "bad", "error": "?", "value": {"id": "Q910002"}}
    none = stated(None)
    none["mainsnak"]["snaktype"] = "novalue"
    made, statements = read(file(lines(film(P57=[old, bad, none]), film("Q900002"))))
    assert edges(statements) == {("wikidata:Q910001", "DIRECTED", ID)}
    assert made.report.left_out["values that are unknown, none, or not readable"] == 2


def test_options_name_further_classes_and_the_property_of_kobis(file: Write) -> None:
    path = file(lines(film("Q900002"), film(P31="Q990001", P99999="20990001")))
    assert set(declared(told(path), "Film")) == {"wikidata:Q900002"}
    films = declared(told(path, film_class="Q990001", kobis_property="P99999"), "Film")
    assert films[ID]["kobis"] == "20990001"
    with pytest.raises(UsageError, match="--film-class: 'film' is no id"):
        told(path, film_class="film")


# ---------------------------------------------------------------- SPARQL


def test_a_result_of_sparql_is_a_table_of_films(file: Write) -> None:
    row = {
        "film": "Q900001",
        "filmLabel": {"type": "literal", "value": "Ga Na Da", "xml:lang": "en"},
        "filmKo": "가나다",
        "director": "Q910001",
        "directorLabel": {"type": "literal", "value": "Q910001"},
        "date": "2019-05-03T00:00:00Z",
        "country": KOREA,
        "imdb": "tt9900001",
    }
    second = {**row, "director": "Q910002", "directorLabel": "Na Dul", "date": "2020-01-01T00:00:00Z"}
    cast = {**row, "cast": "Q910003", "castLabel": "Da", "role": "왕"}
    statements = told(file(sparql(row, second, cast)))
    assert declared(statements, "Film") == {
        ID: {
            "name": "Ga Na Da",
            "names": ["가나다"],
            "wikidata": "Q900001",
            "imdb": "tt9900001",
            "year": 2019,
            "released": dt.date(2019, 5, 3),
        }
    }
    assert edges(statements, "DIRECTED") == {
        ("wikidata:Q910001", "DIRECTED", ID),
        ("wikidata:Q910002", "DIRECTED", ID),
    }
    assert sum(one.relation == "PRODUCED_IN" for one in statements) == 1
    assert declared(statements, "Person")["wikidata:Q910001"] == {"wikidata": "Q910001"}
    assert declared(statements, "Person")["wikidata:Q910002"]["name"] == "Na Dul"
    assert values(statements, "ACTED_IN") == [{"role": ["왕"]}]


def test_the_query_of_the_page_is_understood(file: Write) -> None:
    page = Path(__file__).parent.parent / "docs" / "sources" / "wikidata.md"
    query = page.read_text(encoding="utf-8").split("```sparql")[1].split("WHERE")[0]
    variables = re.findall(r"\?(\w+)", query)
    assert {"film", "cast", "roleLabel", "datePrecision"} <= set(variables)
    statements = told(file(sparql({"film": "Q900001"}, variables=variables)))
    assert set(declared(statements, "Film")) == {ID}


@pytest.mark.parametrize(
    ("text", "precision", "shown"),
    [
        ("2019-01-01T00:00:00Z", None, {"year": 2019}),
        ("2019-03-01T00:00:00Z", None, {"year": 2019, "release_month": "2019-03"}),
        ("2019-01-01T00:00:00Z", "11", {"year": 2019, "released": dt.date(2019, 1, 1)}),
    ],
)
def test_sparql_has_the_first_day_where_only_a_year_or_month_is_known(
    text: str, precision: str | None, shown: dict[str, Any], file: Write
) -> None:
    row = {"film": "Q900001", "date": text} | ({"datePrecision": precision} if precision else {})
    values = declared(told(file(sparql(row))), "Film")[ID]
    assert values == {"wikidata": "Q900001", **shown}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (sparql({"item": "Q900001"}), r"variables that are not understood: \?item"),
        (sparql({"director": "Q900001"}), r"no variable \?film"),
        (sparql({"film": "Ga Na Da"}), r"record 1: \?film is no item of Wikidata"),
        (sparql({"director": "Q1"}, variables=["film", "director"]), r"the row has no film"),
        (sparql({"film": "Q900001", "date": "soon"}), r"\?date is no date: 'soon'"),
        (b'{"head": {"vars": ["film"]}, "boolean": true}', "no result of SPARQL with rows"),
    ],
)
def test_other_results_are_refused_in_a_line(data: bytes, what: str, file: Write) -> None:
    with pytest.raises(BadSource, match=what):
        told(file(data))


def test_a_bad_row_of_a_result_is_skipped_when_asked(file: Write) -> None:
    data = sparql({"film": "Q900001", "filmLabel": "가"}, {"film": "Ga"}, {"film": "Q900002"})
    made, statements = read(file(data), skip_bad=True)
    assert set(declared(statements, "Film")) == {ID, "wikidata:Q900002"}
    assert made.report.skipped.total() == 1


# ---------------------------------------------------------------- what is wrong


BAD = [
    ({**film("Q900009"), "claims": {"P57": "Q1", "P31": film()["claims"]["P31"]}}, "P57: the statements are"),
    (film("Q900009", P57=stated("Q910001", "wrong")), "Q900009, P57: the rank is 'wrong'"),
    (film("Q900009", P57=[{"mainsnak": None}]), "Q900009, P57: a statement has no value"),
    ({**film("Q900009"), "labels": {"en": "Ga Na Da"}}, "Q900009: 'labels' is not as in Wikidata's JSON"),
    ({**film("Q900009"), "claims": "none"}, "Q900009: 'claims' must be an object"),
    ({"error": {"code": "maxlag", "info": "Waiting."}}, r"Wikidata refused to answer: Waiting. (maxlag)"),
    ({"entities": 5}, "'entities' is neither an object nor a list"),
    ({"other": 1}, "this is neither an entity of Wikidata"),
    ([1], "this is neither an entity of Wikidata"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "what"), BAD, ids=[what for _, what in BAD])
def test_a_bad_row_stops_the_load_and_is_skipped_when_asked(
    row: Any, what: str, file: Write, tmp_path: Path
) -> None:
    path = file(lines(film(P144="Q900009"), row, film("Q900002")))
    stops_or_is_skipped(path, what, tmp_path)


def test_whom_a_film_names_is_there_though_their_own_entity_is_bad(file: Write, tmp_path: Path) -> None:
    bad = {**person("Q910001", "Kam", "감"), "aliases": {"ko": [{"value": 5}]}}
    path = file(lines(film(P57="Q910001"), bad))
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(path, skip_bad=True)
        names = store.query("MATCH (p:Person)-[:DIRECTED]->() RETURN p.name").rows
    assert names == [("wikidata:Q910001",)]


def test_people_alone_are_nothing_to_load(file: Write) -> None:
    with pytest.raises(BadSource, match=r"none of its 1 rows could be kept.*no film of the files names"):
        told(file(lines(person("Q910001", "Kam", "감"))))


# ---------------------------------------------------------------- both stores


def test_the_embedded_store_reads_what_the_stream_gives(file: Write, tmp_path: Path) -> None:
    path = file(bz2.compress(dump(*rich())), "dump.json.bz2")
    statements = told(path)
    nodes = {one.subject for one in statements if not one.relation}
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(path, skip_bad=True)
        rows = store.query("MATCH (n) WHERE NOT n:Source RETURN n.id").rows
        assert {row[0] for row in rows} == nodes
        pairs = store.query("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id").rows
        assert set(pairs) == edges(statements)
        assert store.load(path, skip_bad=True)[0].status == "unchanged"


def test_both_stores_hold_the_same(file: Write, tmp_path: Path, neo4j_empty: str) -> None:
    path = file(gzip.compress(dump(*rich(), {"id": 5})), "dump.json.gz")
    with kgraph.open(tmp_path / "store.kgl") as one, kgraph.open(neo4j_empty) as other:
        assert one.load(path, skip_bad=True)[0].report == other.load(path, skip_bad=True)[0].report
        assert strictly(one.graph) == strictly(other.graph)
        other.unload("dump")
        assert other.query("MATCH (n) RETURN count(n)").rows == [(0,)]
