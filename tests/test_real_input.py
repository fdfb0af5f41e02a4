"""The main job on real input: thirty-six thousand American films beside the bundled Korean ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.cli import main
from kgraph.explore import chain, find
from tests.conftest import KOREAN_CINEMA
from tests.view_reader import Reader

FILMS = "us-films.jsonl.gz"
HERE, THERE = "person/tilda-swinton", "us-films:person:tilda-swinton"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    """A store with both loaded."""
    path = tmp_path_factory.mktemp("real") / "films.kgl"
    with kgraph.open(path) as store:
        films, korean = store.load(shared_data / FILMS, KOREAN_CINEMA)
    assert (films.nodes, films.relationships) == (64_846, 133_063)
    assert (korean.nodes, korean.relationships) == (163, 281)
    return path


@pytest.fixture
def store(path: Path) -> Iterator[kgraph.Store]:
    with kgraph.open(path) as opened:
        yield opened


def test_loading_it_again_adds_nothing(store: kgraph.Store, shared_data: Path) -> None:
    before = store.revision
    assert [one.status for one in store.load(shared_data / FILMS, KOREAN_CINEMA)] == [
        "unchanged",
        "unchanged",
    ]
    assert store.revision == before
    assert store.query("MATCH (n) RETURN count(n)").rows == [(65_014,)]


def test_every_credit_says_where_it_stands(store: kgraph.Store) -> None:
    rows = store.query(
        "MATCH (p:Person {name: 'Bela Lugosi'})-[r:ACTED_IN]->(f:Film {name: 'Dracula', year: 1931}) RETURN r"
    ).rows
    ((edge,),) = rows
    assert isinstance(edge, kgraph.Relationship)
    (claim,) = kgraph.claims_of(edge.properties)
    assert claim.source == "us-films"
    assert claim.place.startswith("line ")
    assert claim.certainty is kgraph.Certainty.STATED


def test_a_name_that_two_sources_know_is_two_people_until_somebody_judges(path: Path) -> None:
    with kgraph.open(path) as store:
        assert {one.id for one in find(store, "tilda swinton")[:2]} == {HERE, THERE}
        assert chain(store, HERE, "us-films:person:harrison-ford") is None
        store.judge(THERE, "same", HERE)
        joined = chain(store, HERE, "us-films:person:harrison-ford")
        assert joined is not None
        films = store.query("MATCH (:Person {id: $id})-[:ACTED_IN]->(f) RETURN count(f)", {"id": HERE}).rows[
            0
        ][0]
        assert isinstance(films, int)
        assert films > 20
        store.unjudge(HERE, THERE)
        assert {one.id for one in find(store, "tilda swinton")[:2]} == {HERE, THERE}


def test_the_commands_work_on_it(path: Path, tmp_path: Path) -> None:
    def run(*args: str) -> str:
        done = CliRunner().invoke(main, ["--store", str(path), *args])
        assert done.exit_code == 0, done.output
        return done.stdout

    busiest = json.loads(run("query", "who-directs-whom", "--format", "json", "--limit", "1"))
    assert busiest[0]["director"] == "Kim Sung-soo"
    found = json.loads(run("find", "Ford Harrison", "--format", "json"))
    assert found[0]["name"] == "Harrison Ford"
    assert run("path", "buster keaton", "jennifer lawrence").count("acted in") >= 4
    page = tmp_path / "ford.html"
    run("export", str(page), "--around", "harrison ford", "--hops", "1")
    text = page.read_text(encoding="utf-8")
    assert "Blade Runner" in json.dumps(Reader(text).block("graph"))
    assert "CC BY-SA 4.0" in text


def test_taking_it_out_leaves_the_bundled_films(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.kgl"
    copy.write_bytes(path.read_bytes())
    with kgraph.open(copy) as store:
        assert store.unload("us-films").relationships == 133_063
        assert store.query("MATCH (n) RETURN count(n)").rows == [(167,)]
