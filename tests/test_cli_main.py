"""The door of the command line: what it imports, its options anywhere, its errors in one line."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kgraph.cli import SECTIONS, main
from kgraph.errors import Ambiguous, BadSource, UnknownName

HEAVY = ("pyvis", "networkx", "neo4j", "kglite", "numpy", "rapidfuzz", "sknetwork")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
COMMANDS = {name: (home, told) for section in SECTIONS.values() for name, (home, told) in section.items()}


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["schema"], ["schema", "--help"]])
def test_what_needs_no_store_imports_nothing_heavy(args: list[str]) -> None:
    code = (
        "import sys\nfrom kgraph.cli import main\n"
        f"try:\n    main({args!r})\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert done.stderr.strip() == "[]"
    assert "kgraph" in done.stdout or "Film" in done.stdout


def test_a_command_imports_what_it_needs_and_no_more(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "films.kgl")]

    def imported(*args: str) -> set[str]:
        code = (
            "import sys\nfrom kgraph.cli import main\n"
            f"try:\n    main({[*store, *args]!r})\nexcept SystemExit as end:\n    assert not end.code, end\n"
            "print(*sys.modules, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT
        )
        return set(done.stderr.splitlines()[-1].split())

    loaded = imported("load", str(Path(__file__).parent.parent / "data" / "korean-cinema"))
    assert {"kgraph.read.stream", "kglite"} <= loaded
    assert not {"networkx", "neo4j", "pyvis"} & loaded
    for lookup in (["query", "MATCH (f:Film) RETURN count(*)"], ["find", "Parasite"]):
        looked = imported(*lookup)
        assert "kglite" in looked
        assert not [name for name in looked if name.startswith(("kgraph.read.sources", "networkx", "neo4j"))]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("s", "show"), ("query film", "filmography"), ("stats --f", "--format"), ("--st", "--store")],
)
def test_the_tab_key_completes(typed: str, wanted: str) -> None:
    words = f"kgraph {typed}"
    told = {"_KGRAPH_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    code = "import sys\nfrom kgraph.cli import main\nmain(prog_name='kgraph')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={**ENVIRONMENT, **told}, check=False
    )
    assert f"plain,{wanted}" in done.stdout.decode().splitlines()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help is not None
    assert command.name == name
    assert command.help.splitlines()[0] == COMMANDS[name][1]


def test_help_lists_every_command() -> None:
    told = CliRunner().invoke(main, ["--help"]).output
    assert all(f"  {name} " in told for name in COMMANDS)


def test_global_options_stand_anywhere(tmp_path: Path) -> None:
    absent = tmp_path / "absent.kgl"
    for args in (
        ["--store", str(absent), "stats"],
        ["stats", "--store", str(absent)],
        ["stats", f"--store={absent}"],
    ):
        done = CliRunner().invoke(main, args)
        assert done.exit_code == 1
        assert f"There is no store at {absent}." in done.stderr


def test_after_two_dashes_an_option_is_text() -> None:
    done = CliRunner().invoke(main, ["schema", "--", "--store"])
    assert done.exit_code == 2
    assert "No type or relation is called '--store'." in done.stderr


def test_a_mistyped_command_is_answered_with_its_neighbour() -> None:
    done = CliRunner().invoke(main, ["lod", "films.csv"])
    assert done.exit_code == 2
    assert "No such command 'lod'. Did you mean 'load'?" in done.stderr
    assert "Did you mean" not in CliRunner().invoke(main, ["xyzzy"]).stderr


def test_an_unknown_command_or_option_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["fnd"]).exit_code == 2
    assert CliRunner().invoke(main, ["stats", "--frmat", "json"]).exit_code == 2
    assert CliRunner().invoke(main, ["stats", "--store"]).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (UnknownName.among("relation", "DIRECTS", ["DIRECTED"]), 2, "Did you mean 'DIRECTED'?"),
        (BadSource("x.csv", "is empty.", row=3), 1, "Error: x.csv, line 3: is empty."),
        (Ambiguous("Two are called 'Kim':", ["Kim · a"], "Say which."), 1, "  Kim · a"),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), 1, "Error: /x: No space left on the disk."),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 1, "Error: /x: Permission denied."),
        (KeyboardInterrupt(), 130, "Error: Interrupted; the store is as it was."),
        (MemoryError(), 1, "Error: Out of memory."),
        (
            ZeroDivisionError("by zero"),
            1,
            "Error: Something went wrong inside kgraph: ZeroDivisionError: by zero.",
        ),
    ],
)
def test_every_error_is_told_without_a_traceback(
    error: BaseException, code: int, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgraph.cli.about.film_schema", _raising(error))
    done = CliRunner().invoke(main, ["schema"])
    assert done.exit_code == code
    assert line in done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""


def test_verbose_shows_where_an_error_arose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.cli.about.film_schema", _raising(ZeroDivisionError("by zero")))
    assert "Traceback" in CliRunner().invoke(main, ["--verbose", "schema"]).stderr


def test_output_is_utf8_whatever_the_locale() -> None:
    environment = {**ENVIRONMENT, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "kgraph", "schema", "비트"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 2
    assert "'비트'" in done.stderr.decode("utf-8")


def test_a_reader_that_stops_reading_is_no_error() -> None:
    head = f"{sys.executable} -m kgraph schema --format json | head -c 10"
    done = subprocess.run(["sh", "-c", head], capture_output=True, check=True, env=ENVIRONMENT)
    assert done.stderr == b""
    assert len(done.stdout) == 10


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _styled(monkeypatch, "") == "\x1b[1mx\x1b[0m\n"
    assert _styled(monkeypatch, "1") == "x\n"


def _styled(monkeypatch: pytest.MonkeyPatch, no_color: str) -> str:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr("kgraph.cli.about._overview", lambda: click.style("x", bold=True))
    return CliRunner().invoke(main, ["schema"], color=True).stdout


def _raising(error: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail
