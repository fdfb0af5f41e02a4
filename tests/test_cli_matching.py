"""`kgraph match`, `review` and `doctor` as a person or a script uses them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import click
import pytest
from click.testing import CliRunner, Result

from kgraph.cli import main, reviewing
from kgraph.cli.answers import Answer
from kgraph.errors import StoreError
from kgraph.identity import Candidate
from kgraph.resolve import judgements
from kgraph.resolve.judgements import Verdict
from kgraph.store import Store
from kgraph.store.embedded import EmbeddedStore
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
    assert [one["left"] for one in told(run("match", "--source", "two", "--format", "json"))["judged"]] == [
        left for left, _, _ in CLEAR
    ]
    assert "No loaded source is called 'nobody'" in run("review", "--source", "nobody", code=2).stderr


def test_only_what_came_in_since_a_day_is_looked_at(run: Run) -> None:
    later = (dt.date.today() + dt.timedelta(days=2)).isoformat()
    assert told(run("review", "--since", later, "--format", "json")) == []
    assert told(run("match", "--since", later, "--format", "json"))["judged"] == []
    assert (
        "No loaded source is called 'nobody'"
        in run("match", "--source", "nobody", "--since", later, code=2).stderr
    )
    assert len(told(run("review", "--since", "2020-01-01", "--format", "json"))) == 1
    assert (
        len(told(run("match", "--since", "2020-01-01", "--source", "two", "--format", "json"))["judged"]) == 2
    )


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
    ended = run("review", text="")
    assert ended.stdout.endswith("0 answers kept.\n")
    assert ended.stderr.endswith("[skip]: \n"), "the line that asks is ended"
    assert judged(run) == CLEAR


@pytest.fixture
def two_unclear(run: Run, tmp_path: Path) -> list[str]:
    """The ids on the right of two pairs that are unclear, in the order in which they are asked."""
    run("match")
    third = {"three/bea": person("Bea Kell"), "three/f": film("Dry Land", 1970)}
    run("load", str(source(tmp_path / "three", third, [("three/bea", "EDITED", "three/f")])))
    pairs = told(run("review", "--format", "json", "--limit", "2"))
    assert len(pairs) == 2
    return [f"{one['left']['id']} {one['right']['id']}" for one in pairs]


def answered(run: Run) -> dict[str, str]:
    return {f"{left} {right}": verdict for left, verdict, right in judged(run) if verdict == "different"}


def test_going_back_takes_the_last_answer_back(run: Run, two_unclear: list[str]) -> None:
    done = run("review", "--limit", "2", text="r\nback\ns\nr\n")
    assert done.stdout.count(f"id {two_unclear[0].split()[0]}") >= 2
    assert done.stdout.endswith("1 answer kept.\n")
    assert list(answered(run)) == [two_unclear[1]]
    assert "1 of" in run("review", text="b\nb\nq\n").stdout


def test_a_review_shows_both_sides_with_their_films_and_sources(run: Run, two_unclear: list[str]) -> None:
    done = run("review", "--dry-run", text="s\nq\n")
    assert len(two_unclear) == 2
    for shown in ("1 of 2: ", "2 of 2: ", "Dry Land", "1970-1970", "says one", "says three", "bits"):
        assert shown in done.stdout


@pytest.mark.parametrize("broken", [KeyboardInterrupt, BrokenPipeError])
def test_what_was_answered_before_a_break_is_kept(
    run: Run, two_unclear: list[str], monkeypatch: pytest.MonkeyPatch, broken: type[BaseException]
) -> None:
    told_of = reviewing.candidate_text

    def text(one: Candidate, titles: dict[str, str]) -> str:
        if f"{one.left.id} {one.right.id}" == two_unclear[1]:
            raise broken
        return told_of(one, titles)

    monkeypatch.setattr(reviewing, "candidate_text", text)
    assert run("review", text="r\nr\n").stdout.endswith("1 answer kept.\n")
    assert list(answered(run)) == [two_unclear[0]]


def test_answers_of_a_review_that_was_killed_are_taken_up(
    run: Run, two_unclear: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    journal = tmp_path / "kgraph.review.jsonl"

    def fail(*_: object, **__: object) -> None:
        raise StoreError("kgraph.kgl cannot be written: No space left on device.", "Make room.")

    with monkeypatch.context() as full:
        full.setattr(EmbeddedStore, "rejudge", fail)
        done = run("review", "--limit", "2", text="r\nb\ns\nr\n", code=1)
    assert f"The answers are kept in {journal.name}" in done.stderr
    assert "No space left" in done.stderr
    with journal.open("a") as file:
        file.write('{"left": "cut sho')
    done = run("review", text="q\n")
    assert "1 answer of a review that was broken off" in done.stderr
    assert list(answered(run)) == [two_unclear[1]]
    assert not journal.exists()


def test_answers_that_cannot_be_written_down_are_printed(
    run: Run, two_unclear: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "kgraph.review.jsonl").mkdir()
    monkeypatch.setattr(reviewing.Journal, "answers", lambda _: [])

    def fail(*_: object, **__: object) -> None:
        raise StoreError("kgraph.kgl cannot be written: No space left on device.", "Make room.")

    with monkeypatch.context() as full:
        full.setattr(EmbeddedStore, "rejudge", fail)
        done = run("review", "--limit", "1", text="r\n", code=1)
    lines = [one for one in done.stdout.splitlines() if one.startswith("{")]
    assert "Answers are kept in memory alone" in done.stderr
    (tmp_path / "kgraph.review.jsonl").rmdir()
    run("review", "--answers", "-", text="\n".join(lines))
    assert list(answered(run)) == [two_unclear[0]]


def test_the_journal_of_a_server_is_in_the_user_s_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(click, "get_app_dir", lambda _: str(tmp_path / "settings"))

    class Server:
        location = "neo4j://films.example:7687/neo4j"

    journal = reviewing.Journal.of(cast(Store, Server()))
    journal.add(Answer("a", "b", Verdict.DIFFERENT, "kgraph review"))
    journal.add(Answer("c", "d", Verdict.SAME))
    journal.add(Answer("b", "a", None))
    assert journal.path.parent == tmp_path / "settings"
    assert journal.answers() == [Answer("c", "d", Verdict.SAME)]
    journal.remove()
    assert journal.answers() == []


def test_left_answers_about_what_is_no_longer_there_are_set_aside(run: Run, tmp_path: Path) -> None:
    run("match")
    journal = tmp_path / "kgraph.review.jsonl"
    journal.write_text('{"left": "one/io", "right": "gone", "answer": "reject"}\n')
    assert "set aside in" in run("review", text="q\n").stderr
    assert not journal.exists()
    assert journal.with_suffix(".left.jsonl").exists()


def test_a_script_reviews_with_json(run: Run) -> None:
    run("match")
    (pair,) = told(run("review", "--format", "json"))
    assert {pair["left"]["id"], pair["right"]["id"]} == set(ASKED)
    assert sum(one["bits"] for one in pair["evidence"]) == pytest.approx(pair["bits"], abs=0.5)
    answers = [
        {"left": pair["left"]["id"], "right": pair["right"]["id"], "answer": "accept"},
        {"left": "one/kell", "right": "two/kell", "answer": "skip"},
        {"left": "one/gault", "right": "two/gault", "answer": "reject"},
        {"left": "two/gault", "right": "one/gault", "answer": "skip"},
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
    assert done.stdout.splitlines()[2].split() == ["film", "without", "year", "2", "three", "2"]
    assert "\nfilm without year: 2. Nothing says when it is from.\n" in done.stdout
    assert "Wet Land" not in done.stdout
    assert "... and 1 more: kgraph doctor --check 'film without year' --limit 0" in done.stdout
    assert "Wet Land" in run("doctor", "--check", "film without year", "--limit", "0", code=3).stdout
    found = told(run("doctor", "--format", "json", code=3))
    assert [(one["ids"], one["sources"]) for one in found] == [(["x"], ["three"]), (["y"], ["three"])]
    assert run("doctor", "--check", "dangling").stdout == "Nothing is suspect.\n"
