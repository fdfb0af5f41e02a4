"""What tests of the page in a browser share: a tab, and a way to open a graph's page in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kgraph.view import page
from tests.chromium import Tab, browser

Open = Callable[..., Tab]
CLOCK = "{ const { now } = Date; Date.now = () => globalThis.stopped ?? now(); }"


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with browser() as found:
        found.call("Page.addScriptToEvaluateOnNewDocument", source=CLOCK)
        yield found


@pytest.fixture
def opened(tab: Tab, tmp_path: Path) -> Iterator[Open]:
    """Open a graph's page; afterwards nothing was logged and nothing but the file asked for."""
    path = tmp_path / "page.html"
    shown: list[Path] = []

    def show_page(graph: nx.Graph | str, *, dark: bool = False, fragment: str = "", **told: Any) -> Tab:
        text = graph if isinstance(graph, str) else page(graph, **told)
        path.write_text(text, encoding="utf-8")
        tab.logs.clear()
        tab.requests.clear()
        tab.open(path, dark=dark, fragment=fragment)
        tab.frame()
        shown.append(path)
        return tab

    yield show_page
    if not shown:  # the test was skipped, and the tab has what the one before it asked for
        return
    tab.frame()
    assert tab.logs == []
    assert {url.partition("#")[0] for url in tab.requests} == {path.as_uri()}


@contextmanager
def in_no_time(tab: Tab) -> Iterator[None]:
    """Stop the page's clock meanwhile: two taps are two taps at once, however slow the machine."""
    tab.run("globalThis.stopped = Date.now()")
    yield
    tab.run("delete globalThis.stopped")


def on_screen(tab: Tab, place: str) -> tuple[float, float]:
    """Return where a place of the picture is on the screen."""
    x, y = tab.run(f"(({{ x, y }}) => [x, y])(kgraph.camera.toScreen({place}))")
    return x, y


def at(tab: Tab, node: int) -> tuple[float, float]:
    return on_screen(tab, f"kgraph.picture.place({node})")


def settle(tab: Tab) -> None:
    """Wait until the picture is at rest, and drawn sharply with its names chosen."""
    tab.run("kgraph.labels.choose(); kgraph.focus.settle()")
    tab.frame()


def overlapping(boxes: list[dict[str, float]]) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Return the pairs of boxes that have a place in common."""
    return [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    ]
