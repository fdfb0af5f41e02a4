"""Progress is for the eyes of a person at a terminal, and for nobody else."""

from __future__ import annotations

import io

import pytest

from kgraph import progress
from kgraph.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of stderr; within the test, for pytest sets its own before each."""
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setattr(progress, "_REDRAW_SECONDS", 0.0)
    return shown


def test_a_terminal_sees_a_bar_with_rate_and_remaining_time(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with Progress("Reading", 4000, "rows") as bar:
        assert list(bar.over(range(4000))) == list(range(4000))
    first, *_, last = terminal.getvalue().split("\r\x1b[K")[1:]
    assert "25%" in first
    assert "[######" in first
    assert "rows/s" in first
    assert "s left" in first
    assert "100%" in last
    assert last.endswith("\n")


def test_without_a_total_there_is_a_count(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with Progress("Reading") as bar:
        bar.advance(1234)
    assert "1,234 rows" in terminal.getvalue()


def test_a_pipe_and_quiet_see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    monkeypatch.setattr(progress, "quiet", True)
    with Progress("Reading", 10) as bar:
        bar.advance(10)
    assert terminal.getvalue() == ""
    monkeypatch.setattr(progress, "quiet", False)
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    with Progress("Reading", 10) as bar:
        bar.advance(10)
    assert pipe.getvalue() == ""
