"""Bad input: one clear line, the right exit code, and the store as it was, byte for byte."""

from __future__ import annotations

import errno
import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kgraph.cli import main

Claims = Callable[..., Path]
EVIDENCE = "source,place,certainty,note,quote"
STORE = "films.kgl"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


@pytest.fixture
def store(tmp_path: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that holds the small claims folder, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KGRAPH_STORE", STORE)
    assert CliRunner().invoke(main, ["load", str(claims())]).exit_code == 0
    return tmp_path / STORE


def fails(store: Path, *args: str, code: int = 1) -> str:
    """Run a command that must fail; return its one line on stderr."""
    before = files(store.parent)
    done = CliRunner().invoke(main, args)
    assert done.exit_code == code, done.output
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: ")
    assert "inside kgraph" not in line
    assert files(store.parent) == before
    return line


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("command", ["load", "check"])
def test_a_missing_file(store: Path, command: str) -> None:
    assert "none.jsonl: there is no such file" in fails(store, command, "none.jsonl")


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.csv", "empty.graphml", "empty.cypher", "empty"])
def test_an_empty_file(store: Path, name: str) -> None:
    (store.parent / name).touch()
    assert f"{name}: " in fails(store, "load", name)


def test_an_empty_folder(store: Path) -> None:
    (store.parent / "nothing").mkdir()
    assert "nothing: " in fails(store, "load", "nothing")


def test_a_wrong_encoding_in_json_lines(store: Path) -> None:
    text = '{"title": "비트", "year": 1997}\n{"title": "무사", "year": 2001}\n'
    (store.parent / "korean.jsonl").write_bytes(text.encode("cp949"))
    line = fails(store, "load", "korean.jsonl")
    assert "korean.jsonl" in line
    assert "UTF-8" in line


def test_a_wrong_encoding_in_a_table(store: Path, claims: Claims) -> None:
    folder = claims("korean")
    with (folder / "names.csv").open("ab") as file:
        file.write("person/kim,김성수,hangul,paper,,,,\n".encode("cp949"))
    line = fails(store, "load", str(folder))
    assert "names.csv" in line
    assert "UTF-8" in line


@pytest.mark.parametrize("keep", [5, 40, -8])
def test_a_truncated_gzip(store: Path, property_graph: Callable[..., Path], keep: int) -> None:
    whole = property_graph("stars.jsonl", {f"n{number}": "Star" for number in range(100)})
    (store.parent / "stars.jsonl.gz").write_bytes(gzip.compress(whole.read_bytes())[:keep])
    assert "stars.jsonl.gz: " in fails(store, "load", "stars.jsonl.gz")


def test_one_bad_file_among_good_ones_loads_none(store: Path, property_graph: Callable[..., Path]) -> None:
    good = property_graph("good.jsonl", {"a": "Star"})
    assert "none.jsonl: there is no such file" in fails(store, "load", str(good), "none.jsonl")


# ---------------------------------------------------------------- claims


@pytest.mark.parametrize("column", ["relation", "object", "source"])
def test_a_table_without_a_column(store: Path, claims: Claims, column: str) -> None:
    row = {"subject": "person/kim", "relation": "DIRECTED", "object": "film/beat", "source": "paper"}
    del row[column]
    table = f"{','.join(row)}\n{','.join(row.values())}\n"
    line = fails(store, "load", str(claims("more", credits=table)))
    assert "credits.csv" in line
    assert repr(column) in line


def test_a_row_with_a_missing_column(store: Path, claims: Claims) -> None:
    rows = "person/kim,DIRECTED,film/beat,paper\nperson/kim,DIRECTED\n"
    line = fails(store, "load", str(claims("more", credits=f"subject,relation,object,source\n{rows}")))
    assert "credits.csv, line 3: " in line


def test_an_unknown_relation_with_its_nearest_neighbour(store: Path, claims: Claims) -> None:
    rows = "subject,relation,object,source\nperson/kim,DIRECTS,film/beat,paper\n"
    line = fails(store, "load", str(claims("more", credits=rows)))
    assert "credits.csv, line 2: " in line
    assert "'DIRECTS'" in line
    assert "'DIRECTED'" in line


def test_a_claim_about_an_undeclared_entity(store: Path, claims: Claims) -> None:
    rows = "subject,relation,object,source\nperson/nobody,DIRECTED,film/beat,paper\n"
    line = fails(store, "load", str(claims("more", credits=rows)))
    assert "'person/nobody'" in line
    assert "entities.csv" in line


def test_a_claim_of_an_undeclared_source(store: Path, claims: Claims) -> None:
    rows = "subject,relation,object,source\nperson/kim,DIRECTED,film/beat,hearsay\n"
    line = fails(store, "load", str(claims("more", credits=rows)))
    assert "'hearsay'" in line


def test_two_entities_with_one_id(store: Path, claims: Claims) -> None:
    entities = "id,type,name,source\nfilm/beat,Film,Beat,paper\nfilm/beat,Person,Beat,paper\n"
    empty = "subject,relation,object,source\n"
    names = f"entity,name,kind,{EVIDENCE}\n"
    line = fails(store, "load", str(claims("more", entities=entities, credits=empty, names=names)))
    assert "entities.csv, line 3: " in line
    assert "'film/beat'" in line


def test_two_nodes_with_one_id_and_different_labels(store: Path, property_graph: Callable[..., Path]) -> None:
    assert CliRunner().invoke(main, ["load", str(property_graph("one.jsonl", {"a": "Star"}))]).exit_code == 0
    line = fails(store, "load", str(property_graph("two.jsonl", {"a": "Planet"})))
    assert "'a'" in line
    assert "--prefix" in line


# ---------------------------------------------------------------- judgements


def test_a_cycle_of_judgements(store: Path) -> None:
    assert CliRunner().invoke(main, ["judge", "person/jung", "same", "person/kim"]).exit_code == 0
    judged = store.with_suffix(".judgements.csv")
    before = judged.read_bytes()
    judged.write_bytes(before + b"person/kim,same,person/jung,\n")
    line = fails(store, "stats")
    assert "circle: " in line
    assert (
        "person/jung -> person/kim -> person/jung" in line
        or "person/kim -> person/jung -> person/kim" in line
    )


def test_two_of_different_types_are_not_judged_one(store: Path) -> None:
    assert "person/jung" in fails(store, "judge", "person/jung", "same", "film/beat")


# ---------------------------------------------------------------- the store and the disk


@pytest.mark.parametrize("text", [b"", b"not a store", b"PK\x03\x04broken", b"\x00" * 100])
def test_a_file_that_is_no_store(store: Path, text: bytes) -> None:
    store.write_bytes(text)
    assert STORE in fails(store, "stats")
    assert STORE in fails(store, "load", "films")


def test_a_truncated_store(store: Path) -> None:
    store.write_bytes(store.read_bytes()[:-100])
    assert "damaged" in fails(store, "stats")


def test_no_store_yet(store: Path) -> None:
    assert "kgraph load" in fails(store, "stats", "--store", "none.kgl")


def test_a_place_that_cannot_be_written(store: Path) -> None:
    # A path under a file: also root, who may write into a read-only folder, cannot write here.
    line = fails(store, "load", "films", "--store", f"{STORE}/inside.kgl")
    assert "cannot be written" in line
    line = fails(store, "export", f"{STORE}/page.html")
    assert "cannot be written" in line


def test_a_read_only_folder(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _refuse_temporary_files(monkeypatch, OSError(errno.EROFS, "Read-only file system"))
    assert "Read-only file system" in fails(store, "unload", "paper")
    assert "Read-only file system" in fails(store, "query", "CREATE (:Note {id: 'x'})", "--write")
    assert "Read-only file system" in fails(store, "export", "a.html")


def test_a_full_disk(store: Path, monkeypatch: pytest.MonkeyPatch, claims: Claims) -> None:
    more = str(claims("more"))
    monkeypatch.setattr("os.fsync", _raising(OSError(errno.ENOSPC, "No space left on device")))
    for args in (["load", more], ["unload", "paper"], ["export", "a.html"], ["export", "a.json"]):
        assert "No space left on device" in fails(store, *args)


def test_another_writer(store: Path) -> None:
    code = (
        "import sys, time, pathlib\nfrom kgraph.store.files import writing\n"
        "with writing(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(600)\n"
    )
    command = [sys.executable, "-c", code, str(store)]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == b"held\n"
            assert "Another process is writing" in fails(store, "unload", "paper")
            assert CliRunner().invoke(main, ["stats"]).exit_code == 0
        finally:
            other.kill()


def test_interrupted_in_the_middle_of_a_load(
    store: Path, monkeypatch: pytest.MonkeyPatch, claims: Claims
) -> None:
    more = str(claims("more"))
    for moment in ("kgraph.store.build.resolve", "os.fsync"):
        with monkeypatch.context() as patch:
            patch.setattr(moment, _raising(KeyboardInterrupt()))
            assert "Interrupted; the store is as it was." in fails(store, "load", more, code=130)
    assert CliRunner().invoke(main, ["load", more]).exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="there are no POSIX signals on Windows")
def test_ctrl_c_from_outside(store: Path, tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    os.mkfifo(endless)
    before = store.read_bytes()
    # Run in the background of a shell, the tests ignore Ctrl-C, and so would what they start.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heed}; from kgraph.cli import main; main()", "load", str(endless)]
    with subprocess.Popen(
        command,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as loading:
        try:
            pipe = _opened_for_a_reader(endless, loading)
            loading.send_signal(signal.SIGINT)
            out, told = loading.communicate(timeout=240)
            os.close(pipe)
        finally:
            loading.kill()
    assert loading.returncode == 130
    assert out == b""
    assert told.decode().strip() == "Error: Interrupted; the store is as it was."
    assert store.read_bytes() == before


def _opened_for_a_reader(path: Path, reader: subprocess.Popen[bytes]) -> int:
    """Open a pipe for writing as soon as the process reads from it."""
    while reader.poll() is None:
        with suppress(OSError):  # nobody reads yet
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.02)
    raise AssertionError("it ended without reading")


def _refuse_temporary_files(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    monkeypatch.setattr("tempfile.NamedTemporaryFile", _raising(error))


def _raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail
