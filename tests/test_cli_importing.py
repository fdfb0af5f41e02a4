"""`kgraph export neo4j-import/`: from a store, from a part of it, and straight from files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kgraph
from kgraph.cli import main
from kgraph.export.neo4j_import import export_sources, export_store, is_folder
from tests.test_export_neo4j_import import cells, names

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("out", "folder"),
    [
        ("films/", True),
        ("neo4j-import", True),
        ("there/neo4j-import", True),
        ("films", False),
        ("neo4j-import.json", False),
    ],
)
def test_a_slash_at_the_end_or_the_name_chooses_it(out: str, folder: bool) -> None:
    assert is_folder(out) is folder


def test_a_store_and_its_sources_give_the_same_rows(claims: Callable[..., Path], tmp_path: Path) -> None:
    source = claims()
    with kgraph.open(tmp_path / "films.kgl") as store:
        store.load(source)
        one = export_store(store, tmp_path / "store")
    other = export_sources([source], tmp_path / "files")
    assert (one.nodes, one.relationships) == (other.nodes, other.relationships) == (4, 2)
    assert names(tmp_path / "store") == names(tmp_path / "files")
    for stem in ("nodes-Film", "nodes-Person", "nodes-Source", "relationships-ACTED_IN"):
        assert sorted(rows(tmp_path / "store", stem)) == sorted(rows(tmp_path / "files", stem))
    commands = [(tmp_path / out / "constraints.cypher").read_text("utf-8") for out in ("store", "files")]
    assert commands[0] == commands[1], "the ledger is remembered, too"
    assert '"name":"films"' in commands[0]


def rows(folder: Path, stem: str) -> list[str]:
    return [str(sorted((name, cell) for name, cell in row.items() if cell)) for row in cells(folder, stem)]


@pytest.fixture
def films(claims: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder with a small claims folder, and a store that holds it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KGRAPH_STORE", raising=False)
    with kgraph.open() as store:
        store.load(claims())
    return lambda *args: CliRunner().invoke(main, args)


def test_the_command_line_writes_it(films: Run, tmp_path: Path) -> None:
    done = films("export", "neo4j-import/")
    assert done.stdout.startswith("neo4j-import: 4 nodes, 2 relationships. neo4j-import/README.md says how")
    films("export", "part/", "--around", "kim sungsoo")
    assert len(cells(tmp_path / "part", "nodes-Person")) == 1
    assert cells(tmp_path / "part", "relationships-DIRECTED")[0][":END_ID"] == "film/beat"
    films("export", "people/", "--collaboration")
    assert names(tmp_path / "people")[-1] == "relationships-COLLABORATED_WITH.csv.gz"


def test_the_command_line_writes_files_without_a_store(
    films: Run, property_graph: Callable[..., Path], tmp_path: Path
) -> None:
    graph = property_graph("g.jsonl", {"a": "Film", "b": "Person"}, [("b", "SAW", "a")])
    done = films(
        "--store", "none.kgl", "export", "out/", "--from", str(graph), "--from", "films", "--prefix", "x:"
    )
    assert done.stdout.startswith("out: 6 nodes, 3 relationships.")
    assert not (tmp_path / "none.kgl").exists()
    assert [row[":START_ID"] for row in cells(tmp_path / "out", "relationships-SAW")] == ["x:b"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["out.json", "--from", "films"], "--from writes a folder"),
        (["out/", "--from", "films", "--around", "kim"], "no --query, --around"),
        (["out/", "--prefix", "x:"], "--prefix goes with --from"),
        (["out"], "Known: .csv"),
        (["out/", "--from", "nowhere.jsonl"], "nowhere.jsonl"),
        (["out/", "--from", "films", "--from", "films"], "Two of the sources have one name"),
    ],
)
def test_what_cannot_be_meant_is_said(args: list[str], said: str, films: Run, tmp_path: Path) -> None:
    done = films("export", *args)
    assert done.exit_code in (1, 2)
    assert said in done.stderr
    assert not (tmp_path / "out").exists()
