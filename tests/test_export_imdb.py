"""IMDb's files as input of neo4j-admin: copied by DuckDB, and to the last value as when read row by row."""

from __future__ import annotations

import csv
import gzip
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.errors import BadSource, StoreError
from kgraph.export.neo4j_import import export_sources, origins
from kgraph.read.options import Options
from kgraph.read.sources.imdb.database import Database
from kgraph.read.sources.imdb.files import CAST, TITLES
from tests.imdb_rows import ROWS, write

pytest.importorskip("duckdb")
ODD = (
    'tt0000001|11|nm0000004|actor|\\N|["Two\\nLines","A\\u001fB"]',
    'tt0000001|12|nm0000004|actor|\\N|["Comma, quote \\" and \\\\ backslash",""]',
    "tt0000001|13|nm0000004|producer|a|\\N",
    "tt0000001|14|nm0000004|producer|a|\\N",
    "tt0000003|15|nm0000004|\\N|\\N|\\N",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("imdb") / "imdb", title_principals=[*ROWS[CAST], *ODD])


def ordinary(folder: Path, out: Path, options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(origins, "export_tables", lambda *_: None)
        export_sources([folder], out, options=options)


def rows(out: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each table: column -> cell."""
    found = {}
    for header in sorted(out.glob("*-header.csv")):
        (columns,) = csv.reader([header.read_text(encoding="utf-8")])
        stem = header.name.removesuffix("-header.csv")
        with gzip.open(out / f"{stem}.csv.gz", "rt", encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        told = [{name: cell for name, cell in zip(columns, line, strict=False) if cell} for line in lines]
        found[stem] = sorted(told, key=str)
    return found


@pytest.mark.parametrize("choices", [{}, {"type": "movie", "region": "KR"}, {"adult": ""}], ids=str)
def test_both_roads_write_the_same(
    folder: Path, tmp_path: Path, choices: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = Options(choices=choices)
    quick, slow = tmp_path / "quick", tmp_path / "slow"
    written = export_sources([folder], quick, options=options)
    ordinary(folder, slow, options, monkeypatch)
    assert rows(quick) == rows(slow)
    assert written.relationships == sum(len(told) for name, told in rows(quick).items() if name[0] == "r")
    for name in ("constraints.cypher", "import.args"):
        told, expected = ((one / name).read_text(encoding="utf-8") for one in (quick, slow))
        assert sorted(told.splitlines()) == sorted(expected.splitlines())


def test_an_empty_text_and_a_cell_that_is_not_there_differ_on_both_roads(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_sources([folder], tmp_path / "quick")
    ordinary(folder, tmp_path / "slow", Options(), monkeypatch)
    for name in ("nodes-Person", "relationships-PART_OF"):
        lines = []
        for road in ("quick", "slow"):
            with gzip.open(tmp_path / road / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
                lines.append(sorted(file))
        assert lines[0]
        assert all('"stated"' in line for line in lines[0])
        if (tmp_path / "quick" / f"{name}-header.csv").read_bytes() == (
            tmp_path / "slow" / f"{name}-header.csv"
        ).read_bytes():
            assert lines[0] == lines[1]


def test_the_command_takes_the_same_options_and_tells_the_terms(folder: Path, tmp_path: Path) -> None:
    out = f"{tmp_path}/neo4j-import/"
    done = CliRunner().invoke(main, ["export", out, "--from", str(folder), "--type", "movie"])
    assert done.exit_code == 0, done.output
    assert "forbids redistribution and commercial use" in done.output
    assert "video games" not in done.output
    assert "titles that were not asked for" in done.output


def test_a_bad_row_leaves_nothing_behind_or_is_skipped(tmp_path: Path) -> None:
    bad = write(tmp_path / "bad", [TITLES], title_basics=[ROWS[TITLES][0], "tt0000009|movie"])
    out = tmp_path / "out"
    with pytest.raises(BadSource, match="2 cells"):
        export_sources([bad], out)
    assert not out.exists()
    written = export_sources([bad], out, options=replace(Options(), skip_bad=True))
    assert written.nodes == 2
    (note,) = written.notes
    assert note.startswith("bad: 2 rows read, 1 kept, 1 skipped (the row has … cells")


def test_files_without_a_row_are_refused(tmp_path: Path) -> None:
    empty = write(tmp_path / "empty", [TITLES], title_basics=[])
    with pytest.raises(BadSource, match="there is no title and no person in it"):
        export_sources([empty], tmp_path / "out")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with Database(tmp_path) as db:
        rows = "SELECT * FROM range(200000)"
        with pytest.raises((StoreError, OSError)):
            db.copy_zipped(rows, [], tmp_path / "there is no such folder" / "out.csv.gz")
        with pytest.raises(StoreError, match="DuckDB could not go on"):
            db.copy_zipped("SELECT * FROM nowhere", [], tmp_path / "out.csv.gz")
        db.copy_zipped(rows, [], tmp_path / "out.csv.gz")
    with gzip.open(tmp_path / "out.csv.gz") as file:
        assert sum(1 for _ in file) == 200_000
