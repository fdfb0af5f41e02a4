"""The named queries: their headers, their parameters, and what they answer on the bundled data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kgraph
from kgraph import queries
from kgraph.errors import BadSource, UnknownName, UsageError
from kgraph.queries import NamedQuery
from kgraph.schema import film_schema
from kgraph.shipped import folder

CHECKOUT = Path(__file__).resolve().parent.parent
ALL = queries.all_queries()
EMPTY_IS_WELL = "Empty where all is well."

every_query = pytest.mark.parametrize("query", ALL, ids=lambda query: query.name)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kgraph.Store]:
    with kgraph.open(tmp_path_factory.mktemp("queries") / "korean-cinema.kgl") as opened:
        opened.load(folder("data") / "korean-cinema")
        yield opened


def ask(store: kgraph.Store, name: str, **given: object) -> list[dict[str, object]]:
    query = queries.load(name)
    return [dict(row) for row in store.query(query.text, query.fill(given))]


def bare(cypher: str) -> str:
    """Return a query without its comments."""
    return re.sub(r"//[^\n]*", "", cypher)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# ---------------------------------------------------------------- the files


def test_there_are_enough_for_a_film_person() -> None:
    assert len(ALL) >= 26
    assert [query.name for query in ALL] == queries.names() == sorted(queries.names())


@every_query
def test_a_header_says_what_a_query_is_for(query: NamedQuery) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert query.purpose[0].isupper()
    assert query.purpose.endswith(".")
    assert all(parameter.doc for parameter in query.parameters)


@every_query
def test_an_example_fits_its_parameter(query: NamedQuery) -> None:
    assert query.fill(query.example) == query.example
    for parameter in query.parameters:
        if parameter.optional:
            assert parameter.read(parameter.default) == parameter.default


@every_query
def test_a_query_orders_its_rows(query: NamedQuery) -> None:
    """Twice the same answer, in the same order, on every store: down to the id."""
    last = query.text.rpartition("ORDER BY")[2]
    assert "ORDER BY" in query.text[query.text.rindex("RETURN") :]
    assert re.search(r"\bid\b|decade|reduce|claim", last)


@every_query
def test_a_query_stands_in_neo4j_browser_as_it_is(query: NamedQuery) -> None:
    """One statement of Cypher 5, and the examples in the words of the browser's own command."""
    assert ";" not in bare(query.text)
    assert "CYPHER 25" not in query.text
    assert bool(query.parameters) == (":params {" in query.text)


def test_the_documentation_is_current() -> None:
    written = (CHECKOUT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert written == queries.reference(), "run: python -m kgraph.queries"


def test_a_credit_is_every_credit_of_the_schema() -> None:
    """A query that follows any credit leaves out exactly what else leads from people and companies to films.

    Only the chain between two people names its credits, and leaves out those that make nobody colleagues.
    """
    relations = film_schema().relations.values()
    to_film = [one for one in relations if "Film" in one.end and {"Person", "Company"} & set(one.start)]
    others = "&".join(f"!{one.name}" for one in to_film if not one.credit)
    negated = {query.name: set(re.findall(r":((?:!\w+&?)+)", query.text)) for query in ALL}
    assert {name: found for name, found in negated.items() if found and found != {others}} == {}
    assert len([found for found in negated.values() if found]) > 10
    assert not [query.name for query in ALL if re.search(r"-->|<--|-\[\w*\]->\(\w*:Film", bare(query.text))]
    making = {one.name for one in to_film if one.credit} - {
        "DISTRIBUTED",
        "FUNDED",
        "IMPORTED",
        "SOLD_ABROAD",
        "VISUAL_EFFECTS",
    }
    chain = re.search(r"\[:([\w|]+)\*", queries.load("shortest-chain").text)
    assert chain
    assert set(chain[1].split("|")) == making


# ---------------------------------------------------------------- headers


HEADER = """// What it is for.
//
// A note
// of two lines.
//
// $person  string   a name, or the id
// $least   integer  how many (default 2)
// $country  string  where (default null)
//
// :params {person: "Kim, so: called", least: 1, country: null}
MATCH (p:Person {name: $person}) // $none of these
WHERE p.a = '$nor this' AND p.b >= $least AND p.`$nor that` = $country
RETURN p ORDER BY p.id
"""


def test_a_header_is_read(tmp_path: Path) -> None:
    query = queries.read(write(tmp_path / "one.cypher", HEADER))
    assert query.name == "one"
    assert query.purpose == "What it is for."
    assert query.notes == "A note of two lines."
    assert query.text == HEADER
    assert [(one.name, one.type, one.doc) for one in query.parameters] == [
        ("person", "string", "a name, or the id"),
        ("least", "integer", "how many"),
        ("country", "string", "where"),
    ]
    assert [(one.optional, one.default) for one in query.parameters] == [
        (False, None),
        (True, 2),
        (True, None),
    ]
    assert query.example == {"person": "Kim, so: called", "least": 1, "country": None}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("// $least   integer  how many (default 2)\n", "", "$least is used but not declared"),
        ("p.b >= $least", "true", "$least is declared but not used"),
        (", least: 1", "", "$least must be declared and have an example"),
        ("integer", "intger", "Did you mean 'integer'?"),
        ('"Kim, so: called"', "Kim", "the examples cannot be read"),
        ("// What it is for.\n", "", "the query has no purpose"),
    ],
)
def test_a_header_that_lies_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = write(tmp_path / "one.cypher", HEADER.replace(old, new))
    with pytest.raises(BadSource, match=re.escape(told)):
        queries.read(path)


def test_defaults_are_filled_in_and_text_is_read(tmp_path: Path) -> None:
    query = queries.read(write(tmp_path / "one.cypher", HEADER))
    assert query.fill({"person": "1984"}) == {"person": "1984", "least": 2, "country": None}
    assert query.fill({"person": "Kim", "least": "3"}) == {"person": "Kim", "least": 3, "country": None}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "The query one needs $person."),
        ({"person": None}, "The query one needs $person."),
        ({"person": 1984}, "$person is a parameter of type string, and 1984 is not."),
        ({"person": "Kim", "least": "many"}, "$least is a parameter of type integer, and 'many' is not."),
        ({"person": "Kim", "least": True}, "$least is a parameter of type integer, and True is not."),
        ({"person": "Kim", "leest": 1}, "Did you mean 'least'?"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, given: dict[str, object], told: str) -> None:
    query = queries.read(write(tmp_path / "one.cypher", HEADER))
    with pytest.raises(UsageError, match=re.escape(told)):
        query.fill(given)


def test_a_query_without_parameters_takes_none() -> None:
    with pytest.raises(UnknownName, match="has no parameters"):
        queries.load("sources").fill({"source": "x"})


def test_a_stranger_gets_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'filmography'"):
        queries.load("filmografy")


# ---------------------------------------------------------------- the answers


@every_query
def test_a_query_answers_on_the_bundled_data(store: kgraph.Store, query: NamedQuery) -> None:
    rows = store.query(query.text, query.example)
    assert len(set(rows.columns)) == len(rows.columns)
    if query.notes == EMPTY_IS_WELL:
        assert not rows
    else:
        assert rows


@every_query
def test_a_query_with_its_defaults_answers_too(store: kgraph.Store, query: NamedQuery) -> None:
    required = {one.name: one.example for one in query.parameters if not one.optional}
    assert store.query(query.text, query.fill(required)).columns


@every_query
def test_nobody_by_that_name_is_no_error(store: kgraph.Store, query: NamedQuery) -> None:
    given = {one.name: "nobody at all" for one in query.parameters if one.type == "string"}
    if given:
        assert not store.query(query.text, query.fill(given))


@every_query
def test_a_query_answers_twice_alike(store: kgraph.Store, query: NamedQuery) -> None:
    assert store.query(query.text, query.example) == store.query(query.text, query.example)


@every_query
def test_a_query_only_reads(store: kgraph.Store, query: NamedQuery) -> None:
    """Not asked for leave to write, it is answered; and nothing in it is a word that writes."""
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|LOAD|CALL)\b", bare(query.text))
    assert not store.query(query.text, query.example).counters


# ---------------------------------------------------------------- some answers, row by row


def test_kim_sung_soo_begins_as_a_writer(store: kgraph.Store) -> None:
    rows = ask(store, "filmography", person="김성수")
    assert [(row["year"], row["film"], row["credit"]) for row in rows[:5]] == [
        (1990, "Black Republic", "ASSISTANT_DIRECTED"),
        (1990, "Black Republic", "WROTE"),
        (1991, "Berlin Report", "ADAPTED"),
        (1991, "Berlin Report", "ASSISTANT_DIRECTED"),
        (1992, "Blue In You", "WROTE"),
    ]
    assert {row["person"] for row in rows} == {"Kim Sung-soo"}


def test_two_colleagues_bridge_lee_jung_jae_and_zhang_ziyi(store: kgraph.Store) -> None:
    rows = ask(store, "bridges", one="Lee Jung-jae", other="Zhang Ziyi")
    assert [(row["with_one"], row["bridge"], row["with_other"]) for row in rows] == [
        (["City of the Rising Sun"], "Jung Woo-sung", ["The Warriors"]),
        (["City of the Rising Sun"], "Kim Sung-soo", ["The Warriors"]),
    ]
    assert not ask(store, "bridges", one="Lee Jung-jae", other="Lee Jung-jae")


def test_a_chain_runs_through_the_director(store: kgraph.Store) -> None:
    assert ask(store, "shortest-chain", one="Park Joong-hoon", other="Zhang Ziyi") == [
        {
            "films": 2,
            "chain": ["Park Joong-hoon", "Black Republic", "Kim Sung-soo", "The Warriors", "Zhang Ziyi"],
            "credits": ["ACTED_IN", "ASSISTANT_DIRECTED", "DIRECTED", "ACTED_IN"],
        }
    ]


def test_the_busiest_pair_is_a_director_and_his_actor(store: kgraph.Store) -> None:
    first = ask(store, "busiest-pairs")[0]
    assert first == {
        "one": "Jung Woo-sung",
        "other": "Kim Sung-soo",
        "together": 4,
        "films": ["Beat", "City of the Rising Sun", "The Warriors", "Asura: The City of Madness"],
    }


def test_countries_that_produce_together_are_found_once(store: kgraph.Store) -> None:
    rows = ask(store, "co-productions-by-country")
    assert rows[0]["titles"] == ["Love with an Alien", "The Last Woman of Shang", "Tyrant"]
    pairs = [(row["one"], row["other"], row["films"]) for row in rows]
    assert pairs[:3] == [
        ("Hong Kong", "South Korea", 3),
        ("China", "South Korea", 2),
        ("Japan", "South Korea", 2),
    ]
    assert len({frozenset(pair[:2]) for pair in pairs}) == len(pairs)


def test_who_asks_for_one_country_finds_its_partners_on_either_side(store: kgraph.Store) -> None:
    japan = ask(store, "co-production-partners", country="Japan")
    assert [(row["partner"], row["film"]) for row in japan] == [
        ("South Korea", "Asako In Ruby Shoes"),
        ("South Korea", "A Midsummer's Fantasia"),
    ]


def test_a_company_that_only_kept_a_print_made_no_film(store: kgraph.Store) -> None:
    rows = ask(store, "cast-and-crew", film="Love with an Alien")
    assert "Nishimoto Tadashi" in {row["name"] for row in rows}
    assert "Shaw Brothers" not in {row["name"] for row in rows}


def test_an_invitation_is_no_prize(store: kgraph.Store) -> None:
    rows = {row["film"]: row for row in ask(store, "festivals") if row["festival"] != "Baeksang Arts Awards"}
    asura = rows["Asura: The City of Madness"]
    assert (asura["invited"], asura["won"]) == (1, 0)
    medium = rows["The Medium"]
    assert (medium["invited"], medium["screened"], medium["won"]) == (0, 1, 1)


def test_two_versions_share_their_male_leads(store: kgraph.Store) -> None:
    assert [(row["version"], row["actors"]) for row in ask(store, "versions")] == [
        ("Hong Kong", ["Kim Jin-gyu", "Kim Seung-ho", "Li Li-hua"]),
        ("Korean", ["Choi Eun-hee", "Kim Jin-gyu", "Kim Seung-ho"]),
    ]


def test_a_figure_of_one_city_stays_with_the_city(store: kgraph.Store) -> None:
    rows = ask(store, "box-office", place="Seoul")
    assert [(row["film"], row["qualifier"], row["admissions"]) for row in rows] == [
        ("Beat", "nearly", 350_000),
        ("City of the Rising Sun", "nearly", 350_000),
    ]


def test_what_is_disputed_has_a_reason(store: kgraph.Store) -> None:
    rows = ask(store, "disputed-claims")
    assert len(rows) > 10
    assert all(row["reason"] and row["source"] and row["place"] for row in rows)
    assert ("Heung-Soon Im", "STUDIED_AT") in {(row["subject"], row["relation"]) for row in rows}


def test_a_source_is_told_claim_by_claim(store: kgraph.Store) -> None:
    rows = ask(store, "what-a-source-says", source="kofic-heung-soon-im")
    born = next(row for row in rows if row["property"] == "born")
    assert (born["subject"], born["value"], born["place"]) == ("Heung-Soon Im", "1970", "paragraph 1")
    assert not {row["certainty"] for row in rows} - {"stated", "implied", "disputed"}


# ---------------------------------------------------------------- gaps and contradictions


@pytest.fixture
def flawed(tmp_path: Path) -> Iterator[kgraph.Store]:
    """Return a store of what the bundled data has none of."""
    claims = tmp_path / "flawed"
    claims.mkdir()
    write(claims / "sources.csv", "id,title\none,One\nother,The other\n")
    write(
        claims / "entities.csv",
        "id,type,name,year,born,source\n"
        "film/a,Film,A,1990,,one\n"
        "film/b,Film,B,,,one\n"
        "person/c,Person,C,,1995,one\n",
    )
    write(
        claims / "properties.csv",
        'entity,property,value,source,note\nfilm/a,year,1991,other,"The poster says ""1991""."\n',
    )
    write(claims / "credits.csv", "subject,relation,object,source\nperson/c,DIRECTED,film/a,one\n")
    with kgraph.open(tmp_path / "flawed.kgl") as opened:
        opened.load(claims)
        yield opened


def test_films_without_a_year_are_found(flawed: kgraph.Store) -> None:
    assert ask(flawed, "films-without-a-year") == [{"film": "B", "directors": [], "sources": ["one"]}]


def test_a_film_from_before_its_director_was_born_is_found(flawed: kgraph.Store) -> None:
    assert [(row["person"], row["born"], row["film"]) for row in ask(flawed, "impossible-years")] == [
        ("C", 1995, "A")
    ]


def test_both_sides_of_a_contradiction_are_shown(flawed: kgraph.Store) -> None:
    rows = ask(flawed, "contradicted-claims")
    told = {(row["subject"], row["property"], row["value"], row["source"]) for row in rows}
    assert told == {("A", None, None, "one"), ("A", "year", "1990", "one"), ("A", "year", "1991", "other")}


def test_festivals_of_all_the_academy_awards(tmp_path: Path, shared_data: Path) -> None:
    with kgraph.open(tmp_path / "oscars.kgl") as store:
        store.load(shared_data / "oscars.tsv.gz")
        rows = ask(store, "festivals")
    assert len(rows) > 5_000
    assert 11 in [row["won"] for row in rows if row["film"] == "Ben-Hur"]
