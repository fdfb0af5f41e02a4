"""What readers of sources lean on: files of any packing, rows, bad rows, options, distilled files."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.claims import Claim, Source, Statement
from kgraph.cli import main
from kgraph.errors import BadSource
from kgraph.read import intake, sources
from kgraph.read.options import Option, Options
from kgraph.read.parts import Files, Part
from kgraph.read.report import Report
from kgraph.read.sources import reading as reading_module
from kgraph.read.sources.countries import country, of_code
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.reading import Once, Reading, Row
from kgraph.read.stream import stream
from kgraph.store.build import gather
from tests.conftest import KOREAN_CINEMA
from tests.kobis_answers import film, lines

MARK = "planets"


def reading(path: Path, *, skip_bad: bool = False) -> Reading:
    files = Files.at(path, intake.called(path))
    return Reading(files, Options(skip_bad=skip_bad), Report(skip_bad=skip_bad))


def rows(told: Reading) -> list[tuple[Any, str]]:
    return [(row.value, row.place) for part in told.parts() for row in told.json_rows(part)]


# ---------------------------------------------------------------- files and rows


LINES = '{"a": 1}\n\n{"a": "나"}\n'
DOCUMENTS = {
    "lines": (LINES, [({"a": 1}, "line 1"), ({"a": "나"}, "line 3")]),
    "array": ('[{"a": 1},\n {"a": 2}]', [({"a": 1}, "record 1"), ({"a": 2}, "record 2")]),
    "one object": ('{\n "a": 1\n}', [({"a": 1}, "line 1")]),
    "an element a line": (
        '[\n{"a": 1},\n{"a": 2}\n]\n',
        [({"a": 1}, "line 2"), ({"a": 2}, "line 3")],
    ),
    "a byte order mark": (f"\ufeff{LINES}", [({"a": 1}, "line 1"), ({"a": "나"}, "line 3")]),
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress], ids=["plain", "gzip", "bzip2"])
@pytest.mark.parametrize(("text", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_json_of_any_form_is_rows_that_know_their_place(
    text: str, expected: Any, pack: Any, tmp_path: Path
) -> None:
    path = tmp_path / "rows"
    path.write_bytes(pack(text.encode()))
    assert rows(reading(path)) == expected


def test_rows_are_the_same_however_the_blocks_fall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.read.parts._BLOCK", 3)
    path = tmp_path / "rows"
    path.write_text(LINES * 3, encoding="utf-8")
    assert [value for value, _ in rows(reading(path))] == [{"a": 1}, {"a": "나"}] * 3


def test_a_spreadsheet_is_one_document_although_it_is_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "sheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
    (part,) = reading(path).parts()
    assert part.data() == path.read_bytes()


def test_hidden_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    for name in ("b/2.json", "a.json", ".hidden.json", ".lists/1.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert [part.name for part in reading(tmp_path).parts()] == ["a.json", "b/2.json"]


def test_a_table_is_rows_by_column_and_a_short_row_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text('a\tb\r\n1\t"x\r\n\n2\n3\t나\n', encoding="utf-8")
    told = reading(path, skip_bad=True)
    (part,) = told.parts()
    assert [(row.value, row.line) for row in told.table(part)] == [
        ({"a": "1", "b": '"x'}, 2),
        ({"a": "3", "b": "나"}, 5),
    ]
    assert (
        str(told.report) == "1 row read, 0 kept, 1 skipped (the row has … cells, and there are … columns: 1)"
    )


def test_a_table_may_be_quoted(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,b\n1,"x, y"\n', encoding="utf-8")
    told = reading(path)
    (part,) = told.parts()
    assert [row.value for row in told.table(part, ",", quoted=True)] == [{"a": "1", "b": "x, y"}]


def test_once_forgets_what_a_bad_row_brought_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "_AT_HAND", 2)
    once = Once()
    assert [once("a"), once("a")] == [True, False]
    once.undo()
    assert [once("a"), once("b"), once("c")] == [True] * 3
    once.keep()  # which puts them away
    assert [once("a"), once("d")] == [False, True]
    once.undo()
    assert [once("c"), once("d")] == [False, True]
    once.close()


def test_values_of_another_kind_are_bad(tmp_path: Path) -> None:
    part = Part("f", "f.json", lambda: io.BytesIO(b"{}"), alone=True)
    row = Row({}, part, line=3)
    assert [row.text({"x": " a "}, "x"), row.text({"x": 7}, "x"), row.text({}, "x")] == ["a", "7", ""]
    assert row.objects({"x": [{"a": 1}]}, "x") == [{"a": 1}]
    for get, value in ((row.text, True), (row.text, []), (row.objects, {}), (row.objects, [1])):
        with pytest.raises(BadSource, match=r"f\.json, line 3: 'x' must be"):
            get({"x": value}, "x")


# ---------------------------------------------------------------- kgraph's own formats


FILMS = [{"title": "가", "year": 2099, "cast": ["갑", "을"]}, {"title": ""}, {"title": "나", "cast": "갑"}]
GRAPH = [
    {"type": "relationship", "label": "R", "start": {"id": "a"}, "end": {"id": "c"}, "properties": {}},
    {"type": "node", "id": "a", "labels": ["A"], "properties": {}},
    {"type": "node", "id": "b", "labels": ["A"], "properties": {"x": {}}},
    {"type": "relationship", "label": "R", "start": {"id": "a"}, "end": {"id": "b"}, "properties": {}},
    {"type": "node", "id": "c", "labels": ["A"], "properties": {}},
]


@pytest.mark.parametrize(
    ("own", "nodes", "edges", "kept"), [(FILMS, 4, 2, 1), (GRAPH, 2, 1, 3)], ids=["films", "graph"]
)
def test_kgraphs_own_lines_go_past_bad_rows_in_both_stores(
    own: list[Any], nodes: int, edges: int, kept: int, tmp_path: Path
) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in own) + "{broken\n")
    with kgraph.open(tmp_path / "store.kgl") as store:
        with pytest.raises(BadSource):
            store.load(path)
        account = io.StringIO()
        (loaded,) = store.load(path, skip_bad=True, report=account)
        assert (loaded.nodes, loaded.relationships) == (nodes - (own is FILMS), edges)
        assert store.query("MATCH (n) RETURN count(n)").rows == [(nodes,)]
    assert f"{kept} kept, {len(own) + 1 - kept} skipped" in loaded.report
    skipped = [json.loads(line) for line in account.getvalue().splitlines()]
    assert sorted(one["line"] for one in skipped if one["done"] == "skipped") == [
        n for n in range(1, len(own) + 2) if n not in ((1,) if own is FILMS else (1, 2, 5))
    ]
    told = stream(path, options=Options(skip_bad=True))
    assert len(list(told.rows)) == (5 if own is FILMS else 3)
    assert str(told.report) == loaded.report


def test_a_claims_folder_is_no_source_of_others() -> None:
    assert sources.recognised(Files.at(KOREAN_CINEMA, intake.called(KOREAN_CINEMA)), Options()) is None


def test_a_format_that_is_read_whole_says_that_it_skips_nothing(tmp_path: Path) -> None:
    with kgraph.open(tmp_path / "store.kgl") as store:
        (loaded,) = store.load(KOREAN_CINEMA, skip_bad=True)
    assert any("--skip-bad changes nothing" in warning for warning in loaded.warnings)
    assert loaded.report == ""


# ---------------------------------------------------------------- a reader of one's own


@pytest.fixture
def distilled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Know a source whose files are too large to be kept; return what was distilled of it."""
    done: list[str] = []

    def recognises(part: Part, _: Options) -> bool:
        return part.head.startswith(MARK.encode())

    def read(told: Reading) -> Iterator[Statement]:
        told.sources.append(Source(told.name, licence="Personal and non-commercial use only."))
        for part in told.parts():
            lines = (Row(line, part, number) for number, line in told.lines(part) if line != MARK)
            yield from told.kept(lines, lambda row: _planet(told, row))

    def distil(paths: Sequence[Path], options: Options, folder: Path) -> None:
        done.append(options.choices.get("letter", ""))
        letter = options.choices.get("letter", "")
        for path in paths:
            some = [line for line in path.read_text().splitlines()[1:] if line.startswith(letter)]
            (folder / path.name).write_text("\n".join([MARK, *some]))

    letter = Option("letter", "Only planets of this letter.", "text", "LETTER")
    mine = SourceReader("planets", recognises, read, (letter,), distil)
    monkeypatch.setattr(sources, "READERS", (*sources.READERS, mine))
    return done


def _planet(told: Reading, row: Row) -> Iterator[Statement]:
    yield from told.entity(f"planet:{row.value}", "Place", Claim(told.name, row.place), name=row.value)


def test_a_store_keeps_what_stands_for_large_files_and_makes_it_only_where_needed(
    distilled: list[str], tmp_path: Path, claims: Callable[..., Path]
) -> None:
    path = tmp_path / "planets.txt"
    path.write_text(f"{MARK}\nMars\nVenus\nMercury\n")
    how = {"letter": "M"}
    with kgraph.open(tmp_path / "store.kgl") as store:
        assert store.load(path, options=how)[0].status == "added"
        assert store.load(path, options=how)[0].status == "unchanged"
        assert distilled == ["M"]
        path.unlink()
        store.load(claims())  # which makes the graph anew of what is kept
        found = store.query("MATCH (n:Place) RETURN n.name ORDER BY n.name").rows
        assert found == [("Mars",), ("Mercury",)]
    with zipfile.ZipFile(tmp_path / "store.kgl") as archive:
        assert b"Venus" not in b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize("server", [False, True], ids=["file", "server"])
def test_what_is_loaded_as_it_is_is_not_read_again(
    server: bool,
    distilled: list[str],
    tmp_path: Path,
    claims: Callable[..., Path],
    request: pytest.FixtureRequest,
) -> None:
    folder, where = tmp_path / "planets", tmp_path / "store.kgl"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / name).write_text(f"{MARK}\nMars {name}\n")
    with kgraph.open(request.getfixturevalue("neo4j_empty") if server else where) as store:
        store.load(folder, claims())
        account = io.StringIO()
        assert [one.status for one in store.load(folder, claims(), report=account)] == ["unchanged"] * 2
        told = [json.loads(line) for line in account.getvalue().splitlines()]
        assert told == [{"source": name, "done": "unchanged"} for name in ("planets", claims().name)]
        assert distilled == [""]
        (folder / "b").write_text(f"{MARK}\nVenus\n")
        assert store.load(folder)[0].status == "replaced"
        assert distilled == ["", ""]
        found = store.query("MATCH (n:Place) WHERE n.id STARTS WITH 'planet' RETURN n.name ORDER BY n.name")
        assert found.rows == [("Mars a",), ("Venus",)]


def test_a_stream_reads_what_stands_for_large_files(distilled: list[str], tmp_path: Path) -> None:
    path = tmp_path / "planets.txt"
    path.write_text(f"{MARK}\nMars\nVenus\n")
    told = stream(path, options=Options(choices={"letter": "V"}))
    assert [row.values["name"] for row in told.rows if isinstance(row, Statement)] == ["Venus"]
    assert told.fingerprint == Files.at(path, intake.called(path)).fingerprint(told.options)
    assert distilled == ["V"]


def test_terms_are_said_at_load(
    distilled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("planets.txt").write_text(f"{MARK}\nMars\n")
    done = CliRunner().invoke(main, ["load", "planets.txt"])
    assert done.stderr.splitlines() == [
        "planets: 1 row read, 1 kept.",
        "Warning: “planets” forbids commercial use: Personal and non-commercial use only.",
    ]
    assert distilled == [""]


def test_a_pipe_is_read_although_it_is_looked_at_first(tmp_path: Path) -> None:
    pipe, data = tmp_path / "films.jsonl", b"".join(json.dumps(one).encode() + b"\n" for one in FILMS[:1] * 2)
    os.mkfifo(pipe)
    for read in (lambda: list(stream(pipe).rows), lambda: gather(pipe).files["films.jsonl"]):
        writer = threading.Thread(target=pipe.write_bytes, args=(data,))
        writer.start()
        assert read()
        writer.join()


def test_a_source_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "films.jsonl"
    path.write_bytes(lines(film("1"), film("2")))
    told = stream(path)
    next(told.rows)
    with path.open("ab") as more:
        more.write(lines(film("3")))
    with pytest.raises(BadSource, match="changed while it was read"):
        list(told.rows)


def test_countries_are_one_in_every_language() -> None:
    assert country("한국") == country("South Korea") == of_code("KR") == country("Republic of Korea")
    assert country("홍콩").id == "country/hong-kong"
    assert country("The Netherlands") == country("Netherlands") == of_code("NL")
    assert country("Ivory Coast") == of_code("CI")
    assert country("소련") == country("U.S.S.R.") == ("country/soviet-union", "Soviet Union", "")
    assert country("Freedonia") == ("country/freedonia", "Freedonia", "")
    bundled = (KOREAN_CINEMA / "entities.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in bundled if line.startswith("country/")]
    assert [(cells[0], cells[2]) for cells in rows] == [country(cells[2])[:2] for cells in rows]
