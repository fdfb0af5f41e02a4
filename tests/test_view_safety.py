"""What the page never does: run what was put into it, ask for anything, tell where or when it was made."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import random
import re
import socket
from pathlib import Path

import networkx as nx
import pytest

import kgraph
from benchmarks.page_graphs import SOURCE, film_world
from kgraph.view import page
from kgraph.view.packed import pack
from tests.chromium import Tab
from tests.view_browser import Open, at, opened, settle, tab
from tests.view_reader import YEARBOOK, Reader, film_graph

__all__ = ["opened", "tab"]

READY = "document.documentElement?.dataset.ready === 'true'"
LOADED = "location.protocol === 'file:' && document.readyState === 'complete'"
EVIL = "document.documentElement.dataset.evil = 1"


def put(tab: Tab, text: str, path: Path) -> None:
    """Load a page that may not come up."""
    path.write_text(text, encoding="utf-8")
    tab.logs.clear()
    tab.call("Page.navigate", url="about:blank")
    tab.call("Page.navigate", url=path.as_uri())


@pytest.mark.parametrize(
    "evil",
    [
        f"<script>{EVIL}</script>",
        f'<img src=x onerror="{EVIL}">',
        f"<script src='data:text/javascript,{EVIL}'></script>",
        f'<iframe srcdoc="<script>parent.{EVIL}</script>"></iframe>',
    ],
    ids=["script", "handler", "address", "frame"],
)
def test_what_is_put_into_the_page_is_not_run(tab: Tab, tmp_path: Path, evil: str) -> None:
    put(tab, page(film_graph()).replace("</body>", f"{evil}</body>"), tmp_path / "page.html")
    tab.wait(f"{READY} && {LOADED}")  # pictures and frames within it are looked at by then
    assert tab.run("document.documentElement.dataset.evil ?? ''") == ""
    assert any("Content Security Policy" in log for log in tab.logs)


def test_a_changed_script_is_refused(tab: Tab, tmp_path: Path) -> None:
    text = page(film_graph())
    changed = text.replace('"use strict";', '"use strict"; document.documentElement.dataset.evil = "1";')
    put(tab, changed, tmp_path / "page.html")
    tab.wait(LOADED)
    assert tab.run("document.documentElement.dataset.evil ?? ''") == ""
    assert not tab.run(READY)
    assert any("Content Security Policy" in log for log in tab.logs)


def test_a_changed_packed_script_is_refused(tab: Tab, tmp_path: Path) -> None:
    text = page(film_graph())
    late = Reader(text).block("late")
    (packed,) = re.findall(r'id="late">([^<]+)<', text)
    late[-1] += "\ndocument.documentElement.dataset.evil = '1';"
    put(tab, text.replace(packed, pack(late)), tmp_path / "page.html")
    tab.wait("document.querySelector('.notice') !== null")
    assert tab.run("document.documentElement.dataset.evil ?? ''") == ""


def test_whatever_is_tried_no_request_leaves_the_page(tab: Tab, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    put(tab, page(film_graph()), path)
    tab.wait(READY)
    tab.requests.clear()
    tried = tab.run("""Promise.allSettled([
        fetch("https://example.org/a"),
        new Promise((onload, onerror) =>
            Object.assign(new Image(), { onload, onerror, src: "https://example.org/b" })),
        new Promise((onload, onerror) => {
            const asked = Object.assign(new XMLHttpRequest(), { onload, onerror });
            asked.open("GET", "https://example.org/c");
            asked.send();
        }),
        import("https://example.org/d"),
    ]).then((all) => all.map(({ status }) => status))""")
    assert tried == ["rejected"] * 4
    tab.run("navigator.sendBeacon('https://example.org/e')")
    tab.frame()
    assert sum("Content Security Policy" in log for log in tab.logs) >= 4


def test_the_file_tells_neither_place_nor_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    text = page(film_world(100), sources=[SOURCE])
    reader = Reader(text)
    whole = text + "".join(map(str, (reader.block(name) for name in ("graph", "late", "details"))))
    found = {f"{folder}{os.sep}" for folder in (Path.home(), tmp_path, Path(kgraph.__file__).parent)}
    # A name that is a word, such as node or runner, may well stand in a script.
    names = (socket.gethostname(), getpass.getuser())
    found |= {name for name in names if len(name) > 5 and not name.isalpha()}
    today = dt.datetime.now(dt.UTC).date()
    found |= {today.isoformat(), today.strftime("%d %B %Y"), today.strftime("%Y%m%d")}
    assert [told for told in found if len(told) > 3 and told in whole] == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_order_of_nodes_and_edges_the_bytes_are_the_same(seed: int) -> None:
    graph = film_world(200)
    graph.add_edge("person/000001", "film/000001", key="b", _type="WROTE", part=2)
    graph.add_edge("person/000001", "film/000001", key="a", _type="WROTE", part=1)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    lots = random.Random(seed)
    lots.shuffle(nodes)
    lots.shuffle(edges)
    turned = nx.MultiDiGraph(**graph.graph)
    for node, told in nodes:
        turned.add_node(node, **dict(lots.sample(list(told.items()), len(told))))
    for start, end, key, told in edges:
        turned.add_edge(start, end, key=key, **told)
    assert page(turned, sources=[SOURCE]) == page(graph, sources=[SOURCE])


def test_each_of_200_parallel_relations_can_be_taken_along_and_read(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", _labels=("Person",), name="كفرناحوم")
    graph.add_node("b", _labels=("Film",), name="long " * 100)
    for number in range(200):
        graph.add_edge(*("ab" if number % 2 else "ba"), key=str(number), _type="ABOUT", number=number)
    tab = opened(graph, sources=[YEARBOOK])
    settle(tab)
    assert tab.run(
        "JSON.parse(kgraph.formats.nodeLink()).edges.map(({ number }) => number).sort((a, b) => a - b)"
    ) == [*range(200)]
    places = tab.run("[...Array(200).keys()].map(kgraph.picture.middleOf)")
    assert len({(round(place["x"]), round(place["y"])) for place in places}) > 190
    tab.run("kgraph.actions.run('listing'); kgraph.state.select('node', 0)")
    tab.run("document.querySelector('#listing .of .more:last-child').click()")
    assert tab.run("document.querySelectorAll('#listing .of tbody tr').length") == 200
    assert tab.run(
        "document.getElementById('listing').scrollWidth <= document.getElementById('listing').clientWidth"
    )
    assert len(at(tab, 0)) == 2
