"""The bundled claims: in order by the schema, true to their articles, and right in the known traps."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kgraph.claims import MAX_QUOTE_WORDS, Certainty
from kgraph.schema import PropertyType, film_schema

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "korean-cinema"
SEEDS = Path(os.environ.get("KGRAPH_SHARED", ROOT.parent / "shared")) / "seeds"
NAMES = "kgraph-names"
EVIDENCE = ("source", "place", "certainty", "note", "quote")
LONGEST_RUN = 12
FIRST_WORDS = {  # of paragraph 1, from which the others are counted
    "kofic-kim-sung-soo-2023": "after weathering",
    "kofic-heung-soon-im": "heung-soon im is",
    "kofic-co-productions-2025": "international co-productions can",
}
Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        return tuple({key: (cell or "").strip() for key, cell in row.items()} for row in rows)


@cache
def relation_rows() -> tuple[Row, ...]:
    others = ("sources", "entities", "names", "properties")
    stems = sorted(path.stem for path in FOLDER.glob("*.csv") if path.stem not in others)
    return tuple(row for stem in stems for row in table(stem))


def claims() -> list[Row]:
    return [*table("entities"), *table("names"), *table("properties"), *relation_rows()]


def types() -> dict[str, str]:
    return {row["id"]: row["type"] for row in table("entities")}


def told(row: Row) -> str:
    return ", ".join(cell for cell in row.values() if cell)


def find(edge: str, **cells: str) -> list[Row]:
    """Return the rows of `subject RELATION object` that have these cells."""
    subject, relation, end = edge.split()
    wanted = {"subject": subject, "relation": relation, "object": end, **cells}
    return [row for row in relation_rows() if all(row.get(key, "") == cell for key, cell in wanted.items())]


def values(entity: str, name: str) -> list[Row]:
    return [row for row in table("properties") if (row["entity"], row["property"]) == (entity, name)]


# ---------------------------------------------------------------- in order by the schema


def test_every_entity_is_declared_once_with_a_known_type() -> None:
    schema = film_schema()
    repeated = [one for one, times in Counter(row["id"] for row in table("entities")).items() if times > 1]
    assert not repeated
    for row in table("entities"):
        assert row["type"] in schema.entities, told(row)
        assert re.fullmatch(rf"{row['type'].lower()}/[a-z0-9]+(-[a-z0-9]+)*", row["id"]), told(row)
        assert row["name"], told(row)


def test_no_two_entities_of_a_type_share_a_name() -> None:
    named = Counter((row["type"], row["name"].casefold()) for row in table("entities"))
    assert max(named.values()) == 1


def test_every_edge_is_one_that_the_schema_allows() -> None:
    schema, kinds = film_schema(), types()
    for row in relation_rows():
        relation = schema.relation(row["relation"])
        assert kinds[row["subject"]] in relation.start, told(row)
        assert kinds[row["object"]] in relation.end, told(row)
        assert all(row[name] for name in relation.required), told(row)
        if relation.same_type:
            assert kinds[row["subject"]] == kinds[row["object"]], told(row)


def assert_readable(known: dict[str, PropertyType], name: str, cell: str) -> None:
    assert name in known, name
    assert known[name].accepts(known[name].read(cell)), f"{name}: {cell}"
    if known[name].type == "entity":
        assert types()[cell] in known[name].of, f"{name}: {cell}"


def test_every_property_is_known_and_has_a_value_of_its_type() -> None:
    schema = film_schema()
    core = {"subject", "relation", "object", *EVIDENCE}
    for row in relation_rows():
        known = dict(schema.relation(row["relation"]).properties)
        for name in row.keys() - core:
            if row[name]:
                assert_readable(known, name, row[name])
    for row in table("entities"):
        known = dict(schema.entity(row["type"]).properties)
        for name in row.keys() - {"id", "type", *EVIDENCE}:
            if row[name]:
                assert_readable(known, name, row[name])
    for row in table("properties"):
        assert_readable(dict(schema.entity(types()[row["entity"]]).properties), row["property"], row["value"])


def test_every_edge_is_told_once_and_symmetric_ones_in_the_order_of_their_ids() -> None:
    schema, seen = film_schema(), set()
    for row in relation_rows():
        relation = schema.relation(row["relation"])
        if relation.symmetric:
            assert row["subject"] < row["object"], told(row)
        keys = tuple(row.get(key, "") for key in relation.key)
        identity = (row["source"], row["subject"], row["relation"], row["object"], *keys)
        assert identity not in seen, told(row)
        seen.add(identity)


def test_no_id_dangles_and_no_entity_stands_alone() -> None:
    ends = {row[end] for row in relation_rows() for end in ("subject", "object")}
    ends |= {row["film"] for row in relation_rows() if row.get("film")}
    described = {row["entity"] for row in (*table("names"), *table("properties"))}
    assert ends | described <= types().keys()
    assert types().keys() <= ends


def test_a_property_of_one_value_is_given_once() -> None:
    schema, given = film_schema(), Counter[tuple[str, str]]()
    for row in table("entities"):
        given.update((row["id"], name) for name in row.keys() - {"id", "type", *EVIDENCE} if row[name])
    for row in table("properties"):
        if not schema.entity(types()[row["entity"]]).properties[row["property"]].many:
            given[row["entity"], row["property"]] += 1
    assert [one for one, times in given.items() if times > 1] == []


# ---------------------------------------------------------------- evidence


def test_every_claim_has_a_declared_source_a_certainty_and_reasons_where_it_is_not_sure() -> None:
    declared = {row["id"] for row in table("sources")}
    assert declared == {*FIRST_WORDS, NAMES}
    for row in claims():
        assert row["source"] in declared, told(row)
        certainty = Certainty(row["certainty"])
        assert row["note"] or certainty is Certainty.STATED, told(row)


def test_sources_say_their_terms() -> None:
    for row in table("sources"):
        assert row["title"], told(row)
        assert row["attribution"], told(row)
        terms = "CC0-1.0" if row["id"] == NAMES else "All rights reserved by KOFIC"
        assert row["licence"].startswith(terms), told(row)


def test_our_own_source_gives_names_and_nothing_else() -> None:
    assert NAMES in {row["source"] for row in table("names")}
    assert NAMES not in {
        row["source"] for row in (*table("entities"), *table("properties"), *relation_rows())
    }


def test_quotes_are_short_and_given_with_their_place() -> None:
    for row in claims():
        assert len(re.findall(r"\w+", row["quote"])) <= MAX_QUOTE_WORDS, told(row)
        if row["source"] == NAMES:
            assert row["quote"] == row["place"] == "", told(row)
        else:
            assert row["quote"], told(row)
            assert re.fullmatch(r"paragraph [1-9]\d*|head", row["place"]), told(row)


def fold(text: str) -> str:
    return " ".join(text.split()).casefold()


@cache
def articles() -> dict[str, list[str]]:
    """Return the lines that are not empty, by source; skip where the articles are not at hand."""
    paths = sorted(SEEDS.glob("*.txt"))
    if not paths:
        pytest.skip(f"no articles in {SEEDS}; set KGRAPH_SHARED to the folder that holds seeds/")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    titles = {row["id"]: fold(row["title"]) for row in table("sources") if row["id"] in FIRST_WORDS}
    return {
        source: [fold(line) for line in text.splitlines() if line.strip()]
        for source, title in titles.items()
        for text in texts
        if title in fold(text) and FIRST_WORDS[source] in fold(text)
    }


def test_every_quote_stands_in_its_place() -> None:
    assert articles().keys() == FIRST_WORDS.keys()
    for row in claims():
        if row["source"] == NAMES:
            continue
        lines = articles()[row["source"]]
        first = next(n for n, line in enumerate(lines) if line.startswith(FIRST_WORDS[row["source"]]))
        number = row["place"].removeprefix("paragraph ")
        where = lines[first + int(number) - 1] if number.isdigit() else " ".join(lines[:first])
        assert fold(row["quote"]) in where, told(row)


def test_no_sentence_of_the_articles_stands_in_the_data() -> None:
    size = LONGEST_RUN + 1
    runs = set()
    for lines in articles().values():
        words = re.findall(r"\w+", " ".join(lines))
        runs |= {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}
    for path in sorted((ROOT / "data").rglob("*.*")):
        words = re.findall(r"\w+", fold(path.read_text(encoding="utf-8")))
        copied = [n for n in range(len(words)) if tuple(words[n : n + size]) in runs]
        assert not copied, f"{path.name}: {' '.join(words[copied[0] : copied[0] + size])}"


# ---------------------------------------------------------------- golden facts


FACTS = """
person/kim-sung-soo WROTE film/black-republic-1990 | stated | debut=true
person/kim-sung-soo ASSISTANT_DIRECTED film/black-republic-1990 | stated
person/kim-sung-soo ADAPTED film/berlin-report-1991 | stated
person/kim-sung-soo DIRECTED film/runaway-1995 | stated | debut=true
person/kim-sung-soo FOUNDED company/nabi-pictures | stated
person/jung-woo-sung ACTED_IN film/beat-1997 | stated | role=Min | billing=1
person/lim-chang-jung PLAYED character/hwangyu | stated | film=film/beat-1997
film/black-republic-1990 WON award/chunsa-best-actress | stated | edition=1 | year=
film/black-republic-1990 WON award/blue-dragon-best-film | stated
person/moon-sung-keun WON award/baeksang-new-artist | stated | film=film/black-republic-1990
person/moon-sung-keun WON award/blue-dragon-new-artist | disputed | film=film/black-republic-1990
film/black-republic-1990 WON award/baeksang-best-film | implied
person/lee-byung-hun WON award/daejong-new-artist | stated | film=film/runaway-1995
film/the-medium-2021 WON award/bifan-best-of-bucheon | stated | edition=
film/asura-the-city-of-madness-2016 INVITED_TO festival/toronto | stated | edition=41 | year=
film/the-medium-2021 SCREENED_AT festival/bifan | stated | premiere=true
film/beat-1997 BOX_OFFICE place/seoul | stated | admissions=350000 | qualifier=nearly
film/city-of-the-rising-sun-1999 BOX_OFFICE place/seoul | stated | admissions=350000 | qualifier=nearly
film/12-12-the-day-2023 BOX_OFFICE country/south-korea | implied | admissions=9310000 | as_of=2023-12-21
film/the-last-woman-of-shang-1964 BOX_OFFICE country/south-korea | disputed | admissions=150000
film/the-medium-2021 BOX_OFFICE country/south-korea | stated | admissions=834338 | qualifier=
company/shaw-brothers HELD_PRINT_OF film/love-with-an-alien-1958 | stated
person/wakasugi-mitsuo DIRECTED film/love-with-an-alien-1958 | stated
person/nishimoto-tadashi CINEMATOGRAPHY film/love-with-an-alien-1958 | stated
country/hong-kong CO_PRODUCED_WITH country/south-korea | stated | film=film/love-with-an-alien-1958
company/shaw-brothers CO_PRODUCED_WITH company/shin-films | stated | film=film/the-last-woman-of-shang-1964
company/shaw-brothers CO_PRODUCED_WITH company/shin-films | stated | film=film/tyrant-1967
person/li-li-hua ACTED_IN film/tyrant-1967 | stated | version=Hong Kong | role=Princess Miao
person/choi-eun-hee ACTED_IN film/tyrant-1967 | stated | version=Korean | role=Princess Miao
person/kim-jin-gyu ACTED_IN film/tyrant-1967 | stated | version=Hong Kong
person/kim-jin-gyu ACTED_IN film/tyrant-1967 | stated | version=Korean
person/kim-jin-gyu ACTED_IN film/obaltan-1961 | stated
person/choi-eun-hee SPOUSE_OF person/shin-sang-ok | stated
person/shin-sang-ok OWNED company/shin-films | stated
country/japan CO_PRODUCED_WITH country/south-korea | stated | film=film/asako-in-ruby-shoes-2000
person/hong-kyung-pyo CINEMATOGRAPHY film/parasite-2019 | implied
country/china CO_PRODUCED_WITH country/south-korea | stated | film=film/20-once-again-2015
country/china CO_PRODUCED_WITH country/taiwan | stated | film=film/20-once-again-2015
country/south-korea CO_PRODUCED_WITH country/taiwan | stated | film=film/20-once-again-2015
film/20-once-again-2015 REMAKE_OF film/miss-granny-2014 | stated
company/huayi-brothers CO_PRODUCED_WITH company/showbox | stated | film=film/mr-go-2013
film/mr-go-2013 BASED_ON work/the-7th-team | stated
company/dexter-studios VISUAL_EFFECTS film/mr-go-2013 | implied
company/dexter-studios VISUAL_EFFECTS film/kung-fu-yoga-2017 | stated
film/snowpiercer-2013 BASED_ON work/le-transperceneige | stated
film/snowpiercer-2013 SHOT_IN place/prague | stated
company/cj-enm FUNDED film/snowpiercer-2013 | stated
organization/united-states-information-service FUNDED film/i-am-a-truck-1953 | stated
company/cj-enm PRODUCED film/sweet-20-2017 | stated
company/gdh-559 PRODUCED film/the-medium-2021 | stated
company/showbox PRODUCED film/the-medium-2021 | implied
person/im-heung-soon BORN_IN place/seoul | stated
person/im-heung-soon STUDIED_AT organization/korean-national-university-of-arts | disputed
film/the-day-after-2017 ABOUT event/sewol-ferry-disaster | disputed
"""


@pytest.mark.parametrize("fact", FACTS.strip().splitlines())
def test_fact(fact: str) -> None:
    edge, certainty, *cells = fact.split(" | ")
    found = find(edge, **dict(cell.split("=", 1) for cell in cells))
    assert [row["certainty"] for row in found] == [certainty]


PROPERTIES = """
film/mr-go-2013 budget 20000000000 stated
film/mr-go-2013 budget_qualifier over stated
film/asura-the-city-of-madness-2016 rating NC-17 disputed
film/reach-for-the-sky-2014 year 2014 disputed
person/im-heung-soon born 1970 disputed
person/linda-lin-dai died 1964 stated
person/linda-lin-dai age_at_death 30 disputed
film/12-12-the-day-2023 released 2023-11-22 implied
film/the-last-woman-of-shang-1964 release_month 1964-09 disputed
film/snowpiercer-2013 languages English stated
"""


@pytest.mark.parametrize("told", PROPERTIES.strip().splitlines())
def test_property(told: str) -> None:
    entity, name, value, certainty = told.split()
    assert [(row["value"], row["certainty"]) for row in values(entity, name)] == [(value, certainty)]


def test_other_spellings_and_titles_lead_to_one_entity() -> None:
    named = {(row["entity"], row["name"], row["source"]) for row in table("names")}
    assert ("film/12-12-the-day-2023", "12.12: The Day", "kofic-kim-sung-soo-2023") in named
    assert ("film/tyrant-1967", "The Goddess of Mercy", "kofic-co-productions-2025") in named
    assert ("event/suneung", "Seneung", "kofic-co-productions-2025") in named
    assert ("person/kim-sung-soo", "김성수", NAMES) in named


def test_every_korean_person_has_a_hangul_name() -> None:
    hangul = {row["entity"] for row in table("names") if row["kind"] == "hangul"}
    koreans = {
        row["subject"]
        for row in relation_rows()
        if (row["relation"], row["object"]) == ("NATIONALITY", "country/south-korea")
        and row["subject"].startswith("person/")
    }
    assert koreans
    assert koreans <= hangul


# ---------------------------------------------------------------- golden non-facts


NOT_SAID = """
company/shaw-brothers PRODUCED film/love-with-an-alien-1958 | it kept a print
film/love-with-an-alien-1958 PRODUCED_IN country/japan | two of its people came from there
film/mr-go-2013 PRODUCED_IN country/japan | an actor came from there
film/sweet-20-2017 REMAKE_OF film/miss-granny-2014 | true, but not in the text
film/beat-1997 BASED_ON work/the-7th-team
person/run-run-shaw PRODUCED film/the-last-woman-of-shang-1964
person/shin-sang-ok DIRECTED film/the-last-woman-of-shang-1964
person/hwang-jung-min ACTED_IN film/12-12-the-day-2023
person/jung-woo-sung ACTED_IN film/12-12-the-day-2023
person/shim-hye-jin WON award/chunsa-best-actress | the text names no person
film/black-republic-1990 WON award/blue-dragon-new-artist
person/kim-sung-soo DIRECTED film/black-republic-1990
person/na-hong-jin DIRECTED film/the-medium-2021
person/na-hong-jin DIRECTED film/the-wailing-2016
company/showbox PRODUCED film/wedding-invitation-2013
company/cj-enm PRODUCED film/wedding-invitation-2013
person/steven-dhoedt NATIONALITY country/belgium
person/kim-yong-hwa FOUNDED company/dexter-studios
"""


@pytest.mark.parametrize("edge", NOT_SAID.strip().splitlines())
def test_what_the_texts_do_not_say_is_not_there(edge: str) -> None:
    subject, relation, end = edge.split()[:3]
    assert {subject, end} <= types().keys()
    assert find(f"{subject} {relation} {end}") == []


def test_japan_co_produced_only_what_the_text_says() -> None:
    films = {
        row["film"]
        for row in relation_rows()
        if row["relation"] == "CO_PRODUCED_WITH" and "country/japan" in (row["subject"], row["object"])
    }
    assert films == {"film/asako-in-ruby-shoes-2000", "film/a-midsummers-fantasia-2014"}


def test_an_invitation_is_no_prize_and_no_screening() -> None:
    invited = {row["subject"] for row in relation_rows() if row["relation"] == "INVITED_TO"}
    others = {row["subject"] for row in relation_rows() if row["relation"] in ("WON", "SCREENED_AT")}
    assert invited == {"film/asura-the-city-of-madness-2016"}
    assert not invited & others


def test_a_figure_for_one_city_is_not_given_for_the_country() -> None:
    for film in ("film/beat-1997", "film/city-of-the-rising-sun-1999"):
        assert find(f"{film} BOX_OFFICE country/south-korea") == []


def test_all_that_is_told_of_the_unconfirmed_films_is_disputed() -> None:
    unconfirmed = {row["id"] for row in table("entities") if row["certainty"] == "disputed"}
    assert len(unconfirmed) == 3
    said = [row for row in claims() if unconfirmed & {*row.values()}]
    assert {row["certainty"] for row in said} == {"disputed"}
