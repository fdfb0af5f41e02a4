"""The commands as a person types them, on a small store."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kgraph.cli import main
from kgraph.shipped import folder
from tests.small import TABLES

Claims = Callable[..., Path]
Run = Callable[..., Result]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder; it must succeed unless `code` says otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KGRAPH_STORE", raising=False)

    def run(*args: str, code: int = 0, text: str | bytes | None = None) -> Result:
        done = CliRunner().invoke(main, args, input=text)
        assert done.exit_code == code, done.output
        return done

    return run


@pytest.fixture
def films(run: Run, claims: Claims) -> Run:
    """The same, with a store that holds the small claims folder."""
    run("load", str(claims()))
    return run


def as_json(done: Result) -> Any:
    return json.loads(done.stdout)


# ---------------------------------------------------------------- load, sources, unload, check


def test_load_says_what_it_did(run: Run, claims: Claims) -> None:
    folder = str(claims())
    assert run("load", folder).stdout == "films: added, 3 nodes, 2 relationships.\n"
    assert run("load", folder).stdout == "films: unchanged, 3 nodes, 2 relationships.\n"
    assert run("load", folder, "--quiet").output == ""
    assert " s." in run("load", folder, "--verbose").stderr


def test_load_reads_standard_input_and_takes_name_and_prefix(
    run: Run, property_graph: Callable[..., Path]
) -> None:
    text = property_graph("g.jsonl", {"a": "Star"}).read_bytes()
    run("load", "-", "--name", "stars", "--prefix", "x:", text=text)
    assert [one["load"] for one in as_json(run("sources", "--format", "json"))] == ["stars"]
    assert as_json(run("find", "a", "--format", "json"))[0]["id"] == "x:a"


def test_sources_are_listed_and_can_be_taken_out(films: Run) -> None:
    (paper,) = as_json(films("sources", "--format", "json"))
    assert (paper["id"], paper["licence"], paper["nodes"], paper["relationships"]) == (
        "paper",
        "CC0-1.0",
        3,
        2,
    )
    assert "The Paper" in films("sources").stdout
    assert films("unload", "paper").stdout.startswith("paper: unloaded, ")
    assert as_json(films("sources", "--format", "json")) == []
    assert (
        "Did you mean" in films("unload", "papers", code=2).stderr
        or "No loaded source" in films("unload", "papers", code=2).stderr
    )


def test_check_says_what_a_source_holds_and_needs_no_store(run: Run, claims: Claims, tmp_path: Path) -> None:
    folder = str(claims())
    assert run("check", folder).stdout.startswith("films: in order. claims: ")
    told = as_json(run("check", folder, "--format", "json"))
    assert told["types"] == {"DIRECTED": 1, "ACTED_IN": 1}
    assert not list(tmp_path.glob("*.kgl"))


# ---------------------------------------------------------------- judge


def test_a_judgement_can_be_made_listed_and_taken_back(films: Run) -> None:
    films("judge", "woo sung jung", "same", "kim sung-soo", "--note", "a test")
    assert as_json(films("judgements", "--format", "json")) == [
        {"left": "person/jung", "verdict": "same", "right": "person/kim", "note": "a test"}
    ]
    assert as_json(films("stats", "--format", "json"))["labels"]["Person"] == 1
    other = films("judge", "person/jung", "different", "person/kim", "--undo", code=1)
    assert "Say same to take that back." in other.stderr
    assert len(as_json(films("judgements", "--format", "json"))) == 1
    films("judge", "person/jung", "same", "person/kim", "--undo")
    assert as_json(films("judgements", "--format", "json")) == []
    assert as_json(films("stats", "--format", "json"))["labels"]["Person"] == 2
    assert films("judge", "person/jung", "perhaps", "person/kim", code=2).stdout == ""


# ---------------------------------------------------------------- find, show, path, stats, schema


def test_find_takes_words_without_quotes(films: Run) -> None:
    found = as_json(films("find", "Sungsoo", "Kim", "--format", "json"))
    assert (
        found[0].items()
        >= {"id": "person/kim", "labels": ["Person"], "name": "Kim Sung-soo", "score": 1.0}.items()
    )
    assert films("find", "김성수").stdout.splitlines()[2].startswith("Kim Sung-soo  Person")


def test_every_command_has_one_wording_for_a_name_that_nobody_has(films: Run) -> None:
    told = {films(*words, code=1).stderr for words in (["find", "xyzzyq"], ["show", "xyzzyq"])}
    assert told == {
        "Error: No entity is called 'xyzzyq', or anything like it. See what there is: kgraph stats.\n"
    }


def test_find_without_result_is_exit_code_1(films: Run) -> None:
    assert "No entity is called 'qqqqqqqqq'" in films("find", "qqqqqqqqq", code=1).stderr
    assert films("find", "qqqqqqqqq", "--format", "json", code=1).stdout == "[]\n"


def test_show_tells_relations_and_who_says_so(films: Run) -> None:
    lines = films("show", "BEAT").stdout.splitlines()
    assert lines[:2] == ["Beat", "Film · id film/beat  [1] row 1"]
    assert "  Kim Sung-soo  [1] row 1, “Kim directed Beat”" in lines
    assert "  Jung Woo-sung: role Min, billing 1  [1] row 2, disputed (no other source)" in lines
    assert lines[-2:] == ["Sources", "  [1] The Paper"]


def test_show_in_json(films: Run) -> None:
    told = as_json(films("show", "beat", "--format", "json"))
    assert (told["id"], told["labels"], told["properties"]["year"]) == ("film/beat", ["Film"], 1997)
    relations = {one["type"]: one for one in told["relations"]}
    assert relations["ACTED_IN"]["other"]["id"] == "person/jung"
    assert relations["ACTED_IN"]["claims"][0]["title"] == "The Paper"


def test_a_name_of_two_is_listed_with_what_tells_them_apart(
    run: Run, property_graph: Callable[..., Path]
) -> None:
    run("load", str(property_graph("g.jsonl", {"a1": "Star", "a 1": "Film"}, born=1970)))
    done = run("show", "a1-", code=1)
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "Error: 2 entities are called 'a1-':",
        "  A 1 · Film · born 1970 · id a 1",
        "  A1 · Star · born 1970 · id a1",
        "Say which by its id. kgraph match joins those that are plainly one.",
    ]


def test_path_is_told_as_a_sentence_a_step(films: Run) -> None:
    lines = films("path", "kim sungsoo", "jung woosung").stdout.splitlines()
    assert lines[:3] == [
        "Kim Sung-soo to Jung Woo-sung: 2 steps",
        "  1. Kim Sung-soo directed Beat (1997).  [1] row 1, “Kim directed Beat”",
        "  2. Jung Woo-sung acted in Beat (1997).  [1] row 2, disputed (no other source)",
    ]
    told = as_json(films("path", "kim sungsoo", "jung woosung", "--format", "json"))
    assert (told["from"]["id"], told["to"]["id"], told["length"]) == ("person/kim", "person/jung", 2)
    assert told["hops"][0]["sentence"] == "Kim Sung-soo directed Beat (1997)"
    assert told["hops"][1]["claims"][0]["certainty"] == "disputed"


def test_no_path_is_said_with_exit_code_1(run: Run, property_graph: Callable[..., Path]) -> None:
    run("load", str(property_graph("g.jsonl", {"a": "Star", "b": "Star"})))
    assert "No chain joins A and B." in run("path", "a", "b", code=1).stderr
    assert "one and the same" in run("path", "a", "A").stdout


def test_stats_and_schema_in_text_and_json(films: Run) -> None:
    assert films("stats").stdout.startswith("kgraph.kgl: 4 nodes, 2 relationships, 1 source\n")
    told = as_json(films("stats", "--format", "json"))
    assert (told["labels"]["Person"], told["certainty"]) == (2, {"stated": 1, "disputed": 1})
    relations = {one["name"]: one for one in as_json(films("schema", "--format", "json"))["relations"]}
    assert relations["SPOUSE_OF"]["symmetric"] is True
    assert as_json(films("schema", "film", "--format", "json"))["name"] == "Film"
    assert "admissions" in films("schema", "BOX_OFFICE").stdout


# ---------------------------------------------------------------- query, queries

ROWS = "MATCH (p:Person)-[r]->(f:Film) RETURN p.name AS name, f.year AS year, r.role AS role ORDER BY name"


def test_rows_as_a_table(films: Run) -> None:
    assert films("query", ROWS).stdout.splitlines() == [
        "name           year  role",
        "-------------  ----  -----",
        "Jung Woo-sung  1997  [Min]",
        "Kim Sung-soo   1997  null",
    ]


def test_rows_as_json_lines_and_csv(films: Run) -> None:
    rows = [
        {"name": "Jung Woo-sung", "year": 1997, "role": ["Min"]},
        {"name": "Kim Sung-soo", "year": 1997, "role": None},
    ]
    assert as_json(films("query", ROWS, "--format", "json")) == rows
    for more in ([], ["--limit", "5"]):
        lines = films("query", ROWS, "--format", "jsonl", *more).stdout.splitlines()
        assert [json.loads(line) for line in lines] == rows
    told = list(csv.reader(io.StringIO(films("query", ROWS, "--format", "csv").stdout)))
    assert told == [
        ["name", "year", "role"],
        ["Jung Woo-sung", "1997", '["Min"]'],
        ["Kim Sung-soo", "1997", ""],
    ]


def test_nodes_relationships_and_paths_in_json(films: Run) -> None:
    text = "MATCH p = (a)-[r:DIRECTED]->(b) RETURN a, r, p, 0.0/0.0 AS nan, date('1997-05-03') AS day"
    (row,) = as_json(films("query", text, "--format", "json"))
    assert (row["a"]["id"], row["a"]["labels"]) == ("person/kim", ["Person"])
    assert row["a"]["properties"]["name"] == "Kim Sung-soo"
    assert {key: row["r"][key] for key in ("type", "start", "end")} == {
        "type": "DIRECTED",
        "start": "person/kim",
        "end": "film/beat",
    }
    assert [node["id"] for node in row["p"]["nodes"]] == ["person/kim", "film/beat"]
    assert [edge["type"] for edge in row["p"]["relationships"]] == ["DIRECTED"]
    assert (row["nan"], row["day"]) == (None, "1997-05-03")


def test_a_limit_says_that_there_is_more(films: Run) -> None:
    done = films("query", ROWS, "--limit", "1", "--format", "csv")
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == "There are more rows than these 1.\n"
    assert films("query", ROWS, "--limit", "2").stderr == ""


def test_parameters_are_json_or_text_and_come_from_a_file_too(films: Run, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text('{"b": {"c": [1, null]}, "a": "file"}', encoding="utf-8")
    text = "RETURN $a AS a, $b AS b, $c AS c"
    done = films("query", text, "-p", "a=1", "--params", "p.json", "-p", "c=x=y", "--format", "json")
    assert as_json(done) == [{"a": 1, "b": {"c": [1, None]}, "c": "x=y"}]
    assert films("query", text, "--params", "none.json", code=2).stdout == ""
    assert films("query", text, "-p", "a", code=2).stdout == ""


def test_a_query_comes_from_standard_input(films: Run) -> None:
    assert films("query", "-", "--format", "csv", text="\ufeffRETURN '비트' AS x").stdout == "x\n비트\n"
    assert "not UTF-8" in films("query", "-", code=2, text=b"RETURN '\xff'").stderr
    assert "empty" in films("query", " ", code=2).stderr


def test_a_query_that_writes_must_say_so(films: Run) -> None:
    assert "--write" in films("query", "CREATE (:Note {id: 'x'})", code=1).stderr
    done = films("query", "CREATE (:Note {id: 'x'})", "--write")
    assert done.stdout == ""
    assert "nodes created: 1" in done.stderr
    assert films("query", "MATCH (n:Note) RETURN n.id", "--format", "csv").stdout == "n.id\nx\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("MATCH (n:Film RETURN n", ["  line 1: MATCH (n:Film RETURN n", "                        ^"]),
        ("MATCH (n)\nWHERE n.name = '비트'\nRETURN m", ["  line 3: RETURN m", "                 ^"]),
    ],
)
def test_an_error_in_a_query_shows_its_place(films: Run, text: str, shown: list[str]) -> None:
    done = films("query", text, code=1)
    assert done.stdout == ""
    assert done.stderr.splitlines()[1:3] == shown


def test_a_long_line_is_shown_around_the_place(films: Run) -> None:
    names = ", ".join(f"{number} AS a{number}" for number in range(60))
    line, caret = films("query", f"RETURN {names}, missing", code=1).stderr.splitlines()[1:3]
    assert len(line) < 120
    assert line[caret.index("^") :].startswith("missing")


def test_named_queries_are_listed_shown_and_run(films: Run) -> None:
    listed = as_json(films("queries", "--format", "json"))
    assert len(listed) >= 20
    filmography = next(one for one in listed if one["name"] == "filmography")
    assert filmography["purpose"] in films("queries").stdout
    assert "MATCH" in films("queries", "filmography").stdout
    rows = as_json(films("query", "filmography", "-p", "person=Kim Sung-soo", "--format", "json"))
    assert rows[0]["film"] == "Beat"
    assert "Did you mean 'filmography'?" in films("query", "filmografy", code=2).stderr
    assert "needs $person" in films("query", "filmography", code=2).stderr


def test_a_number_is_text_where_a_named_query_wants_text(films: Run) -> None:
    assert films("query", "called", "-p", "text=1987", "--format", "csv").exit_code == 0


def test_a_named_query_takes_an_entity_in_any_spelling(films: Run) -> None:
    told = films("query", "filmography", "-p", "person=SUNGSOO kim", "--format", "csv")
    assert "Kim Sung-soo,1997,Beat,DIRECTED" in told.output
    unknown = films("query", "filmography", "-p", "person=nobody at all", code=1)
    assert "No entity is called 'nobody at all'" in unknown.stderr


# ---------------------------------------------------------------- export, demo


@pytest.mark.parametrize("name", ["a.html", "a.graphml", "a.gexf", "a.json", "a.jsonl", "a.csv"])
def test_the_suffix_says_how_to_export(films: Run, tmp_path: Path, name: str) -> None:
    held = 3 if name == "a.html" else 4  # a page names its sources, and draws them only where asked
    assert films("export", name).stdout == f"{name}: {held} nodes, 2 relationships.\n"
    assert all(path.stat().st_size for path in tmp_path.glob("a.*"))
    assert list(tmp_path.glob("a.*"))


def test_a_part_of_the_graph_is_exported(films: Run, tmp_path: Path) -> None:
    assert films("export", "a.json", "--around", "kim sungsoo").stdout == "a.json: 2 nodes, 1 relationship.\n"
    assert films("export", "a.json", "--around", "kim sungsoo", "--hops", "2").stdout.startswith(
        "a.json: 3 nodes"
    )
    assert films("export", "a.json", "--collaboration").stdout == "a.json: 2 nodes, 1 relationship.\n"
    text = "MATCH (a)-[r:DIRECTED]->(b) WHERE a.name = $name RETURN a, r, b"
    done = films("export", "a.json", "--query", text, "-p", "name=Kim Sung-soo")
    assert done.stdout == "a.json: 2 nodes, 1 relationship.\n"
    assert "empty" in films("export", "b.json", "--query", "MATCH (n:Nobody) RETURN n").stderr
    assert "holds no nodes" in films("export", "a.json", "--query", "RETURN 1", code=1).stderr
    assert "Kim Sung-soo" in (tmp_path / "a.json").read_text(encoding="utf-8"), "the file before stays"


@pytest.mark.parametrize(
    "idle",
    [
        ("a.json", "--title", "T"),
        ("a.json", "--sources"),
        ("a.html", "--hops", "2"),
        ("a.html", "-p", "name=x"),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(
    films: Run, tmp_path: Path, idle: tuple[str, ...]
) -> None:
    assert " goes with " in films("export", *idle, code=2).stderr
    assert not (tmp_path / idle[0]).exists()


def test_what_cannot_be_exported_is_said(films: Run, tmp_path: Path) -> None:
    assert "Known: .csv, .gexf" in films("export", "a.xyz", code=2).stderr
    assert films("export", "a.json", "--around", "kim", "--query", "RETURN 1", code=2).stdout == ""
    assert "^" in films("export", "a.json", "--query", "MATCH (n RETURN n", code=1).stderr
    assert not (tmp_path / "a.json").exists()


def test_a_page_has_its_title_and_sources_where_asked(films: Run, tmp_path: Path) -> None:
    films("export", "a.html", "--title", "Two & a film")
    assert "<title>Two &amp; a film</title>" in (tmp_path / "a.html").read_text(encoding="utf-8")
    without = (tmp_path / "a.html").stat().st_size
    films("export", "a.html", "--title", "Two & a film", "--sources")
    assert (tmp_path / "a.html").stat().st_size > without


def test_the_sources_that_go_with_a_file_are_those_it_cites(
    films: Run, claims: Claims, tmp_path: Path
) -> None:
    others = {
        name: text.replace("paper", "zine").replace("film/beat", "film/b2").replace("person/", "person/z")
        for name, text in TABLES.items()
    }
    films("load", str(claims("zines", **others)))
    films("export", "a.json", "--around", "person/kim")
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in told["graph"]["sources"]] == ["paper"]
    films("export", "a.html", "--around", "person/kim")
    assert "<title>Kim Sung-soo</title>" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_demo_goes_from_nothing_to_a_page_and_again(run: Run, tmp_path: Path) -> None:
    first = run("demo").stdout
    store = tmp_path / "kgraph-demo" / "korean-cinema.kgl"
    page = tmp_path / "kgraph-demo" / "korean-cinema.html"
    assert page.resolve().as_uri() in first
    assert "Jung Woo-sung" in first
    before = (store.read_bytes(), page.read_bytes())
    assert run("demo").stdout == first
    assert (store.read_bytes(), page.read_bytes()) == before
    assert run("demo", "--quiet").output == ""


def test_demo_replaces_what_an_earlier_kgraph_left(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = shutil.copytree(folder("data"), tmp_path / "earlier")
    names = elsewhere / "korean-cinema" / "names.csv"
    names.write_text(names.read_text(encoding="utf-8").replace("김성수", "김성주"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("kgraph.cli.demo.folder", lambda _: elsewhere)
        run("demo")
    run("demo")
    store = str(tmp_path / "kgraph-demo" / "korean-cinema.kgl")
    assert as_json(run("find", "김성수", "--store", store, "--format", "json"))[0]["score"] == 1.0
    assert len(as_json(run("sources", "--store", store, "--format", "json"))) >= 4


def test_what_the_demo_suggests_works(run: Run) -> None:
    suggested = [line for line in run("demo").stdout.splitlines() if line.startswith("  kgraph ")]
    assert len(suggested) >= 3
    for line in suggested:
        command = line.replace("kgraph ", f"{sys.executable} -m kgraph ", 1)
        done = subprocess.run(["sh", "-c", command], env=ENVIRONMENT, capture_output=True, check=True)
        assert done.stdout


def test_the_environment_names_the_store(
    run: Run, claims: Claims, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGRAPH_STORE", str(tmp_path / "elsewhere.kgl"))
    run("load", str(claims()))
    assert (tmp_path / "elsewhere.kgl").exists()
    assert not (tmp_path / "kgraph.kgl").exists()
