"""`kgraph match`, `review` and `doctor` as a person or a script uses them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kgraph.cli import main
from kgraph.resolve import judgements
from tests.identities import crowd, film, person, source

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a store of two sources: Io Vale is one in both, of Ada Brisk nothing is known."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KGRAPH_STORE", raising=False)
    for name, given in (("one", "Ada"), ("two", "Bea")):
        told = crowd(name, given) | {f"{name}/io": person("Io Vale"), f"{name}/f": film("Low Tide", 1990)}
        told |= {f"{name}/ada": person("Ada Brisk")} if name == "two" else {}
        source(tmp_path / name, told, [(f"{name}/io", "DIRECTED", f"{name}/f")])

    def run(*args: str, code: int = 0, text: str | None = None) -> Result:
        done = CliRunner().invoke(main, args, input=text)
        assert done.exit_code == code, done.output
        return done

    run("load", "one", "two")
    return run


def told(done: Result) -> Any:
    return json.loads(done.stdout)


def judged(run: Run) -> list[tuple[str, str, str]]:
    listed = told(run("judgements", "--format", "json"))
    return [(one["left"], one["verdict"], one["right"]) for one in listed]


CLEAR = [("one/f", "same", "two/f"), ("one/io", "same", "two/io")]
ASKED = ("one/brisk", "two/ada")


def test_match_joins_the_clear_ones_and_undo_takes_them_back(run: Run) -> None:
    assert run("match").stdout == "2 pairs joined, 1 unclear.\n"
    assert judged(run) == CLEAR
    assert run("match").stdout == "0 pairs joined, 1 unclear.\n"
    assert run("match", "--undo", "--dry-run").stdout == "2 judgements would be taken back.\n"
    assert judged(run) == CLEAR
    tomorrow = (dt.date.today() + dt.timedelta(days=2)).isoformat()
    assert run("match", "--undo", "--since", tomorrow).stdout == "0 judgements taken back.\n"
    assert run("match", "--undo", "--since", "2020-01-01").stdout == "2 judgements taken back.\n"
    assert judged(run) == []


def test_a_dry_run_shows_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.glob("kgraph*")}
    done = run("match", "--dry-run")
    assert done.stdout.endswith("2 pairs would be joined, 1 unclear.\n")
    assert "kgraph match" in done.stdout
    assert {path: path.read_bytes() for path in tmp_path.glob("kgraph*")} == before


def test_match_tells_a_script_what_it_did_and_can_be_narrowed(run: Run) -> None:
    films = told(run("match", "--type", "film", "--format", "json", "--dry-run"))
    assert [one["left"] for one in films["judged"]] == ["one/f"]
    assert (films["unclear"], films["dry run"]) == (0, True)
    assert told(run("match", "--source", "nobody", "--format", "json"))["judged"] == []
    assert "--since goes with --undo" in run("match", "--since", "2020-01-01", code=2).stderr


def test_review_asks_and_keeps_the_answers(run: Run) -> None:
    run("match")
    done = run("review", text="skip\n")
    assert "Ada Brisk" in done.stdout
    assert done.stdout.endswith("0 answers kept.\n")
    assert run("review", text="r\n").stdout.endswith("1 answer kept.\n")
    assert set(judged(run)[-1]) == {*ASKED, "different"}
    assert run("review").stdout == "Nothing is unclear.\n"
    assert run("review", "--undo").stdout == "1 judgement taken back.\n"
    assert judged(run) == CLEAR
    assert run("review", "--dry-run", text="accept\n").stdout.endswith("1 answer read, none kept.\n")
    assert run("review", text="q\n").stdout.endswith("0 answers kept.\n")
    assert run("review", text="").stdout.endswith("0 answers kept.\n")
    assert judged(run) == CLEAR


def test_a_script_reviews_with_json(run: Run) -> None:
    run("match")
    (pair,) = told(run("review", "--format", "json"))
    assert {pair["left"]["id"], pair["right"]["id"]} == set(ASKED)
    assert sum(one["bits"] for one in pair["evidence"]) == pytest.approx(pair["bits"], abs=0.5)
    answers = [
        {"left": pair["left"]["id"], "right": pair["right"]["id"], "answer": "accept"},
        {"left": "one/kell", "right": "two/kell", "answer": "skip"},
    ]
    text = "".join(json.dumps(one) + "\n" for one in answers)
    assert run("review", "--answers", "-", text=text).stdout == "1 answer kept.\n"
    assert set(judged(run)[-1]) == {*ASKED, "same"}


def test_a_judgements_file_is_written_and_read(run: Run, tmp_path: Path) -> None:
    run("match")
    kept = tmp_path / "kept.csv"
    run("judgements", "--write", str(kept))
    assert len(judgements.read(kept.read_bytes(), kept)) == 2
    before = told(run("judgements", "--format", "json"))
    run("match", "--undo")
    assert run("review", "--answers", str(kept)).stdout == "2 answers kept.\n"
    assert told(run("judgements", "--format", "json")) == before


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("{broken", "line 1: it is not JSON"),
        ("[1]", "an answer is an object a line"),
        ('{"left": "one/io", "right": "two/io", "answer": "maybe"}', "accept, reject or skip"),
        ('{"left": "one/io", "right": "two/gone", "answer": "accept"}', "two/gone"),
        ("left,right\na,b\n", "column 'verdict' is missing"),
    ],
)
def test_a_bad_answer_is_told_in_a_line_and_nothing_is_kept(run: Run, answer: str, what: str) -> None:
    done = CliRunner().invoke(main, ["review", "--answers", "-"], input=answer)
    assert done.exit_code in (1, 2)
    assert what in done.stderr
    assert "Traceback" not in done.output
    assert judged(run) == []


def test_the_doctor_lists_what_is_suspect_and_says_so_by_its_exit_code(run: Run, tmp_path: Path) -> None:
    assert run("doctor").stdout == "Nothing is suspect.\n"
    assert told(run("doctor", "--format", "json")) == []
    run("load", str(source(tmp_path / "three", {"x": film("Dry Land"), "y": film("Wet Land")})))
    done = run("doctor", "--limit", "1", code=3)
    assert done.stdout.startswith("film without year: 2. Nothing says when it is from.\n")
    assert "Wet Land" not in done.stdout
    found = told(run("doctor", "--format", "json", code=3))
    assert [one["ids"] for one in found] == [["x"], ["y"]]
    assert run("doctor", "--check", "dangling").stdout == "Nothing is suspect.\n"
