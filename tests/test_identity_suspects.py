"""What is suspect in a store of invented people, and in the real lists where they are at hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import kgraph
from kgraph.identity import Suspect, suspects
from kgraph.identity.careers import circles, divided, impossible
from kgraph.identity.entities import World
from kgraph.identity.weighing import Rarity
from kgraph.store import Store
from tests.identities import CROWD, company, film, loaded, person, source, world

PRIZES = "subject,relation,object,film,source\n"


def checks(store: Store) -> dict[str, list[Suspect]]:
    found: dict[str, list[Suspect]] = {}
    for one in suspects(store):
        found.setdefault(one.check, []).append(one)
    return found


def films(*years: int) -> dict[str, dict[str, str]]:
    return {f"f{year}": film(f"Film of {year}", year) for year in years}


def careers(folder: Path, *years: int, mates: bool = False, **about: str) -> dict[str, list[Suspect]]:
    """Return what is suspect of one who directed a film in each of these years, perhaps with a mate."""
    worked = [("a", "DIRECTED", f"f{year}") for year in years]
    worked += [("b", "EDITED", f"f{year}") for year in years if mates]
    people = {"a": person("Io Vale", **about), "b": person("Una Roe")}
    return checks(loaded(source(folder / "paper", people | films(*years), worked)))


def test_a_store_in_order_has_nothing_suspect(tmp_path: Path) -> None:
    assert careers(tmp_path, 1990, 1992, 1995, born="1950", died="1996") == {}


def test_directing_before_birth_and_long_after_death(tmp_path: Path) -> None:
    (one, other) = careers(tmp_path, 1990, 2010, born="1995", died="2000")["impossible career"]
    assert (one.ids, one.why) == (("a",), "directing in Film of 1990 (1990), born in 1995")
    assert other.why == "directing in Film of 2010 (2010), died in 2000"


def test_a_career_of_a_hundred_years(tmp_path: Path) -> None:
    (one,) = careers(tmp_path, 1910, 2010)["impossible career"]
    assert one.why == "Film of 1910 (1910) and Film of 2010 (2010): 100 years"


def test_a_long_pause_with_nobody_in_common_is_two_careers_and_with_somebody_it_is_not(
    tmp_path: Path,
) -> None:
    years = (1920, 1922, 1965, 1967)
    (one,) = careers(tmp_path / "alone", *years)["two careers"]
    assert one.why == "nothing between 1922 and 1965, and nobody in common before and after"
    assert one.sources == ("paper",)
    assert "two careers" not in careers(tmp_path / "together", *years, mates=True)
    assert "two careers" not in careers(tmp_path / "known", *years, imdb="nm9")


def test_a_pause_says_more_of_a_name_that_many_have(tmp_path: Path) -> None:
    both = {"a": person("Ann Roe"), "b": person("Zenobia Quill")} | films(1920, 1957)
    many = {f"ann{n}": person(f"Ann {name}") for n, name in enumerate(CROWD)}
    many |= {f"roe{n}": person(f"{name} Roe") for n, name in enumerate(CROWD)}
    worked = [(node, "DIRECTED", f"f{year}") for node, year in (("a", 1920), ("a", 1957))]
    worked += [("b", "EDITED", "f1920"), ("b", "EDITED", "f1957")]
    worked = [(node, relation, f"{film}{node}") for node, relation, film in worked]
    made = {f"f{year}{node}": film(f"Film {year}", year) for node in "ab" for year in (1920, 1957)}
    with loaded(source(tmp_path / "paper", both | many | made, worked)) as store:
        assert [one.name for one in checks(store)["two careers"]] == ["Ann Roe"]


@pytest.fixture
def parted(tmp_path: Path) -> World:
    """Six films in two circles: three edited with one, three with costumes for another."""
    years = range(1990, 1996)
    first = [("a", "EDITED", f"f{year}") for year in (1990, 1991, 1992)]
    first += [("b", "DIRECTED", f"f{year}") for year in (1990, 1991, 1992)]
    second = [("a", "COMPOSED_FOR", f"f{year}") for year in (1993, 1994, 1995)]
    second += [("c", "DIRECTED", f"f{year}") for year in (1993, 1994, 1995)]
    people = {"a": person("Io Vale"), "b": person("Una Roe"), "c": person("Max Hale")}
    return world(source(tmp_path / "paper", people | films(*years), first + second))


def test_two_circles_of_other_work_are_two_careers(parted: World, tmp_path: Path) -> None:
    assert [len(one) for one in circles(parted.people["a"], parted)] == [3, 3]
    assert [len(one) for one in circles(parted.people["b"], parted)] == [3]
    with loaded(tmp_path / "paper") as store:
        (one,) = checks(store)["two careers"]
    assert one.why == "3 and 3 films that share nobody, and other work: editing and music"


def test_films_without_year_prizes_without_film_and_what_is_not_there(tmp_path: Path) -> None:
    told = {
        "a": person("Io Vale"),
        "b": person("Una Roe"),
        "f": film("Low Tide"),
        "p": {"type": "Award", "name": "Best Hat"},
        "q": {"type": "Award", "name": "Lifetime"},
        "c": company("Lantern Films Inc."),
        "d": company("Lantern Films"),
    }
    told |= {f"x{n}": person(f"Max {n}") for n in range(4)}
    rows = "".join(f"x{n},WON,p,f,paper\n" for n in range(4))
    rows += "b,WON,p,,paper\na,WON,q,,paper\nc,CO_PRODUCED_WITH,d,f,paper\n"
    folder = source(tmp_path / "paper", told, prizes=PRIZES + rows)
    with loaded(folder) as store:
        found = checks(store)
        assert [one.ids for one in found["film without year"]] == [("f",)]
        assert [(one.ids, one.why) for one in found["prize without film"]] == [
            (("b", "p"), "Best Hat, for no film")
        ]
        (alike,) = found["near duplicate"]
        assert alike.ids == ("c", "d")
        store.judge("c", "different", "d")
        assert "near duplicate" not in checks(store)


def test_contradictions_and_what_a_relation_names_in_vain(tmp_path: Path) -> None:
    one = source(tmp_path / "one", {"f": film("Low Tide", 1990)})
    two = source(tmp_path / "two", {"f": film("Low Tide", 1991), "a": person("Io Vale")})
    with loaded(one, two) as store:
        (found,) = checks(store)["contradiction"]
        assert (found.ids, found.why) == (("f",), "year 1990 (one) or 1991 (two)")
        store.query("CREATE (:Award {id: 'p', name: 'Best Hat'})", write=True)
        store.query("MATCH (a:Person {id: 'a'}), (p:Award) CREATE (a)-[:WON {film: 'gone'}]->(p)", write=True)
        (dangling,) = checks(store)["dangling"]
    assert dangling.why == "WON Best Hat: there is no film 'gone'"


def test_a_place_in_the_cast_is_each_source_s_own(tmp_path: Path) -> None:
    header = "subject,relation,object,billing,source\n"
    for name, place in (("one", 1), ("two", 2)):
        folder = source(tmp_path / name, {"f": film("Low Tide", 1990), "a": person("Io Vale")})
        (folder / "credits.csv").write_text(f"{header}a,ACTED_IN,f,{place},{name}\n")
    with loaded(tmp_path / "one", tmp_path / "two") as store:
        assert store.query("MATCH ()-[r]->() RETURN r.contradicted").rows == [(True,)]
        assert checks(store) == {}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (person("김가람", imdb="nm9"), person("Kim Ga-ram", imdb="nm9"), ""),
        (person("Io Vale", imdb="nm9"), person("I. Vale", imdb="nm9"), ""),
        (
            person("Io Vale", imdb="nm9", wikidata="Q1"),
            person("Io Vale", imdb="nm9", wikidata="Q2"),
            "Io Vale and Io Vale have the id nm9 in imdb, but in wikidata Q1 and Q2",
        ),
        (
            person("Io Vale", imdb="nm9", born="1950"),
            person("Io Vale", imdb="nm9", born="1980"),
            "Io Vale and Io Vale have the id nm9 in imdb, but were born in 1950 and in 1980",
        ),
        (
            person("Io Vale", imdb="nm9"),
            person("Una Roe", imdb="nm9"),
            "Io Vale and Una Roe have the id nm9 in imdb, but no name in common",
        ),
    ],
    ids=["two scripts", "an initial", "another id", "another birth", "another name"],
)
def test_an_id_that_two_share_who_cannot_be_one(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], why: str
) -> None:
    first, second = source(tmp_path / "one", {"a": one}), source(tmp_path / "two", {"b": other})
    with loaded(first, second) as store:
        assert [found.why for found in checks(store).get("shared id", [])] == [why] * bool(why)
        store.judge("a", "different", "b")
        assert "shared id" not in checks(store)


def test_both_stores_find_the_same(tmp_path: Path, neo4j_empty: str) -> None:
    people = {"a": person("Io Vale", born="1995"), "c": company("㈜가나다"), "d": company("가나다")}
    second = source(tmp_path / "other", {"f1920": film("Film of 1920", 1921), "z": person("Io", imdb="nm9")})
    people |= {"y": person("Una", imdb="nm9")}
    folder = source(tmp_path / "paper", people | films(1920, 2010), [("a", "DIRECTED", "f1920")])
    with kgraph.open(tmp_path / "s.kgl") as one, kgraph.open(neo4j_empty) as other:
        for store in (one, other):
            store.load(folder, second)
        found = suspects(one)
        assert found == suspects(other)
        assert [each.check for each in found] == [
            "impossible career",
            "contradiction",
            "shared id",
            "near duplicate",
        ]
        assert {source for each in found for source in each.sources} == {"other", "paper"}


def test_two_actors_of_one_name_are_found_in_the_real_list(shared_data: Path, tmp_path: Path) -> None:
    with gzip.open(shared_data / "us-films.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = list(file)
    part = tmp_path / "films.jsonl"
    part.write_text("".join(line for line in lines if "Harrison Ford" in line), encoding="utf-8")
    rarity = Rarity.of(
        [name] for name in {name for line in lines for name in json.loads(line).get("cast", ())}
    )
    known = world(part)
    (his,) = (one for one in known.people.values() if one.name == "Harrison Ford")
    assert "106 years" in " ".join(impossible(his, known))
    bits, why = divided(his, known, rarity)
    assert bits < 0
    assert why == "nothing between 1928 and 1968, and nobody in common before and after"
