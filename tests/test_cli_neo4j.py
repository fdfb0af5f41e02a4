"""The commands on a Neo4j server: what they print is what they print for a file."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kgraph
from kgraph.cli import main
from tests.conftest import KOREAN_CINEMA
from tests.test_neo4j_store import told

Claims = Callable[..., Path]

COMMANDS = """
sources
sources --format json
stats
stats --format json
find "sungsoo kim"
find 김성수 --format json
find "no such person at all"
show "Kim Sung-soo"
show "Kim Sung-soo" --format json
path "Jung Woo-sung" "Lee Byung-hun"
path "Jung Woo-sung" "Lee Byung-hun" --format json
query filmography -p person="Kim Sung-soo"
query filmography -p person="Kim Sung-soo" --format csv
query "MATCH (n) RETURN labels(n), count(*) ORDER BY labels(n)"
query "MATCH (f:Film) RETURN f.name, f.year ORDER BY f.year DESC, f.name LIMIT 5" --format jsonl
query "MATCH (p:Person {name: 'Kim Sung-soo'})-[r:DIRECTED]->(f) RETURN r ORDER BY f.name" --format json
query "MATCH p = shortestPath((a {name: 'Jung Woo-sung'})-[*]-(b {name: 'Lee Byung-hun'})) RETURN length(p)"
judgements
export all.graphml
export all.jsonl
export around.json --around "Kim Sung-soo"
export people.csv --collaboration
export page.html --around "Kim Sung-soo" --hops 2
"""
FAILING = """
query "MATCH (n) RETRUN n"
query "MATCH (n) RETURN m"
query "MATCH (n) DETACH DELETE n"
query "MATCH (n) WHERE n.name = $who RETURN n"
show Nobody
unload nothing
judge person/nobody same person/no-one
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("file") / "films.kgl"
    with kgraph.open(path) as store:
        store.load(KOREAN_CINEMA)
    return path


@pytest.fixture
def loaded(neo4j_server: str) -> str:
    """The server with the bundled data, whatever the test before has left in it."""
    with kgraph.open(neo4j_server) as store:
        if [one.load for one in store.sources()] != [KOREAN_CINEMA.name]:
            store.load(KOREAN_CINEMA, replace=True)
    return neo4j_server


def run(store: object, line: str, folder: Path, text: str | None = None) -> Result:
    with pytest.MonkeyPatch.context() as patched:
        folder.mkdir(exist_ok=True)
        patched.chdir(folder)
        return CliRunner().invoke(main, ["--store", str(store), *shlex.split(line)], input=text)


@pytest.mark.parametrize("line", COMMANDS.strip().splitlines())
def test_a_command_prints_and_writes_the_same_for_both_stores(
    loaded: str, file: Path, tmp_path: Path, line: str
) -> None:
    ours, theirs = run(file, line, tmp_path / "file"), run(loaded, line, tmp_path / "server")
    assert theirs.stdout.replace(loaded, str(file)) == ours.stdout
    assert theirs.exit_code == ours.exit_code
    written = [
        {path.name: path.read_bytes() for path in (tmp_path / one).iterdir()} for one in ("file", "server")
    ]
    assert written[0] == written[1]


@pytest.mark.parametrize("line", FAILING.strip().splitlines())
def test_a_command_fails_alike_and_in_one_line(loaded: str, file: Path, tmp_path: Path, line: str) -> None:
    ours, theirs = run(file, line, tmp_path / "file"), run(loaded, line, tmp_path / "server")
    assert theirs.exit_code == ours.exit_code != 0
    assert theirs.stdout == ""
    assert theirs.stderr.startswith("Error: ")
    assert "Traceback" not in theirs.stderr


def test_a_graph_is_copied_to_a_server_and_back(neo4j_empty: str, file: Path, tmp_path: Path) -> None:
    done = run(file, f"copy {file} {neo4j_empty}", tmp_path)
    assert done.exit_code == 0, done.output
    back = tmp_path / "back.kgl"
    assert run(file, f"copy {neo4j_empty} {back}", tmp_path).exit_code == 0
    with kgraph.open(file) as first, kgraph.open(neo4j_empty) as server, kgraph.open(back) as last:
        assert told(first) == told(server) == told(last)
        assert server.sources() == first.sources()
        server.unload("korean-cinema")
        assert server.sources() == []
    assert "Error: There is something in" in run(file, f"copy {file} {back}", tmp_path).stderr
    assert run(file, f"copy {file} {back} --replace --yes", tmp_path).exit_code == 0


def test_replacing_asks_first(neo4j_empty: str, claims: Claims, tmp_path: Path) -> None:
    folder = claims()
    assert run(neo4j_empty, f"load {KOREAN_CINEMA}", tmp_path).exit_code == 0
    asked = run(neo4j_empty, f"load {folder} --replace", tmp_path, text="n\n")
    assert asked.exit_code == 1
    assert f"All of {neo4j_empty} goes: " in asked.stderr
    with kgraph.open(neo4j_empty) as store:
        assert [one.load for one in store.sources()] != ["films"]
        assert run(neo4j_empty, f"load {folder} --replace", tmp_path, text="y\n").exit_code == 0
        assert [one.load for one in store.sources()] == ["films"]


def test_a_password_in_the_uri_is_shown_nowhere(tmp_path: Path) -> None:
    done = run("bolt://somebody:secret-word@127.0.0.1:1", "stats --verbose", tmp_path)
    assert done.exit_code == 1
    assert "secret-word" not in done.output
    assert "127.0.0.1:1" in done.stderr
