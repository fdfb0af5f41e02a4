"""A database that kgraph never wrote: everything that reads works, and nothing is written to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.cli import main

MOVIES = """
CREATE (matrix:Movie {title: 'The Maze', released: 1999, id: 7, tagline: 'Find out'}),
       (reload:Movie {title: 'The Maze Again', released: 2003, id: 8}),
       (keanu:Person:Actor {name: 'Ko Ana', born: 1964}),
       (carrie:Person {name: 'Kari Mos', born: 1967, id: '7'}),
       (lana:Person {name: 'Lana W', born: 1965}),
       ({note: 'without label or name'}),
       (keanu)-[:ACTED_IN {roles: ['No']}]->(matrix), (keanu)-[:ACTED_IN {roles: ['No']}]->(reload),
       (carrie)-[:ACTED_IN {roles: ['Tri']}]->(matrix), (lana)-[:DIRECTED]->(reload),
       (keanu)-[:KNOWS]->(keanu)
"""


@pytest.fixture
def foreign(neo4j_empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    with kgraph.open(neo4j_empty) as store:
        store.query(MOVIES, write=True)
    monkeypatch.chdir(tmp_path)
    return neo4j_empty


def run(uri: str, *words: str) -> str:
    done = CliRunner().invoke(main, ["--store", uri, *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_it_can_be_explored_drawn_and_exported_and_stays_as_it_is(foreign: str, tmp_path: Path) -> None:
    with kgraph.open(foreign) as store:
        revision = store.revision
        told = json.loads(run(foreign, "stats", "--format", "json"))
        assert (told["nodes"], told["relationships"]) == (6, 5)
        (found, *_) = json.loads(run(foreign, "find", "ana ko", "--format", "json"))
        assert found["name"] == "Ko Ana"
        assert (
            json.loads(run(foreign, "find", "the maze again", "--format", "json"))[0]["name"]
            == "The Maze Again"
        )
        assert "ACTED_IN" in run(foreign, "show", "Ko Ana", "--format", "json")
        chain = json.loads(run(foreign, "path", "Kari Mos", "Lana W", "--format", "json"))
        assert [node["name"] for node in chain["nodes"]] == [
            "Kari Mos",
            "The Maze",
            "Ko Ana",
            "The Maze Again",
            "Lana W",
        ]
        for name in ("all.graphml", "all.jsonl", "page.html", "near.json"):
            run(foreign, "export", name, *(["--around", "Ko Ana"] if name == "near.json" else []))
        assert json.loads(run(foreign, "sources", "--format", "json")) == []
        run(foreign, "copy", foreign, "copy.kgl")
        assert store.revision == revision
        near = json.loads((tmp_path / "near.json").read_text(encoding="utf-8"))
        assert len(near["nodes"]) == 3
    with kgraph.open(tmp_path / "copy.kgl") as copy:
        question = (
            "MATCH (p)-[r:ACTED_IN]->(m) RETURN p.name, r.roles, m.title, m.id ORDER BY p.name, m.title"
        )
        assert copy.query(question).rows == [
            ("Kari Mos", ["Tri"], "The Maze", 7),
            ("Ko Ana", ["No"], "The Maze", 7),
            ("Ko Ana", ["No"], "The Maze Again", 8),
        ]
        assert copy.query("MATCH (n) WHERE n.note IS NOT NULL RETURN labels(n)").rows == [([],)]


def test_kgraphs_data_beside_it_is_told_apart(foreign: str) -> None:
    with kgraph.open(foreign) as store:
        store.load(Path(__file__).parent.parent / "data" / "korean-cinema")
        assert (
            json.loads(run(foreign, "find", "kim sungsoo", "--format", "json"))[0]["id"]
            == "person/kim-sung-soo"
        )
        assert json.loads(run(foreign, "find", "ana ko", "--format", "json"))[0]["name"] == "Ko Ana"
        store.unload("korean-cinema")
        assert store.query("MATCH (n) RETURN count(n)").rows == [(6,)]
