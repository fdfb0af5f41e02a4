"""Several nodes at once: drawn around, or gathered by keys."""

from __future__ import annotations

import json

import networkx as nx

from tests.chromium import Tab
from tests.test_view_layouts import large
from tests.test_view_reach import number, select, shown, told, tree
from tests.view_browser import Open, at, opened, settle, tab

__all__ = ["opened", "tab"]

SHIFT = 8
ALL = "a b c d e film x y"


def draw(tab: Tab, *corners: tuple[float, float], modifiers: int = SHIFT) -> None:
    """Drag with a key held, from corner to corner and back to the first."""
    told = {"button": "left", "buttons": 1, "clickCount": 1, "modifiers": modifiers}
    for kind, (x, y) in [
        ("mousePressed", corners[0]),
        *(("mouseMoved", corner) for corner in (*corners[1:], corners[0])),
        ("mouseReleased", corners[0]),
    ]:
        tab.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **told)
    tab.frame()


def around(tab: Tab, *nodes: int, reach: float = 12) -> list[tuple[float, float]]:
    """Return the corners of a box on the screen around some nodes."""
    spots = [at(tab, node) for node in nodes]
    left, right = min(x for x, _ in spots) - reach, max(x for x, _ in spots) + reach
    top, bottom = min(y for _, y in spots) - reach, max(y for _, y in spots) + reach
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def gathered(tab: Tab) -> str:
    return " ".join(tab.run("kgraph.gathered.all().map((node) => kgraph.data.nodes.label[node]).sort()"))


def counted(tab: Tab) -> str:
    return str(tab.run("document.querySelector('#gathered:not([hidden]) span')?.textContent ?? ''"))


def test_a_line_gathers_what_is_within_and_moves_nothing(opened: Open) -> None:
    tab = opened(tree())
    settle(tab)
    before = tab.run("JSON.stringify([kgraph.camera.view(), [...kgraph.data.nodes.x]])")
    draw(tab, *around(tab, number(tab, "d"), reach=8))
    assert gathered(tab) == "d"
    draw(tab, (300, 5), (1200, 5), (1200, 780), (300, 780))
    assert gathered(tab) == ALL
    assert counted(tab) == "8 selected"
    assert tab.run("JSON.stringify([kgraph.camera.view(), [...kgraph.data.nodes.x]])") == before
    tab.run("kgraph.actions.run('undo')")
    assert gathered(tab) == "d"
    tab.press("Escape")
    assert gathered(tab) == counted(tab) == ""


def test_the_line_holds_a_shape_and_not_its_box(opened: Open) -> None:
    tab = opened(tree())
    within = "kgraph.lasso.within(points).length"
    corners = "[[250, 0], [1280, 0], [1280, 800], [1279, 800], [1279, 1], [250, 1]]"
    assert (
        tab.run(f"(() => {{ const points = {corners}.map(([x, y]) => ({{ x, y }})); return {within}; }})()")
        == 0
    )


def test_of_a_large_graph_all_are_gathered_whoever_draws_them(opened: Open) -> None:
    tab = opened(large())
    assert tab.run("kgraph.engine.body.nodeIndices.length") < 1000
    draw(tab, (640, 1), (1279, 1), (1279, 799), (1, 799), (1, 1))
    wanted = tab.run("[...kgraph.data.order].filter(kgraph.visible.node).length")
    assert wanted > 3000
    assert tab.run("kgraph.gathered.all().length") == wanted
    assert counted(tab) == f"{wanted:,} selected"


def test_the_mode_draws_without_a_key_and_a_tap_takes_one(opened: Open) -> None:
    tab = opened(tree())
    settle(tab)
    tab.press("l")
    assert tab.run("document.getElementById('do-lasso').getAttribute('aria-pressed')") == "true"
    draw(tab, *around(tab, number(tab, "d"), reach=8), modifiers=0)
    tab.click(*at(tab, number(tab, "x")))
    assert gathered(tab) == "d x"
    tab.click(*at(tab, number(tab, "d")))
    assert gathered(tab) == "x"
    tab.press("Escape")
    assert tab.run("document.getElementById('do-lasso').getAttribute('aria-pressed')") == "false"
    assert gathered(tab) == ""


def test_by_keys_nodes_are_added_with_their_neighbours(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "d")
    tab.press("a")
    assert gathered(tab) == "d"
    select(tab, "x")
    tab.press("a")
    assert gathered(tab) == "d x"
    tab.press("n")
    assert gathered(tab) == "b c d e x"
    tab.press("a")  # x is selected still: it is taken out
    assert gathered(tab) == "b c d e"
    tab.press("N")
    assert gathered(tab) == ""
    tab.press("A")
    assert gathered(tab) == ALL


def test_what_is_gathered_is_hidden_or_alone_left_and_pinned(opened: Open) -> None:
    tab = opened(tree())
    for name in "ab":
        select(tab, name)
        tab.press("a")
    tab.run("document.querySelector('#gathered [data-does=\"pin\"]').click()")
    assert sorted(
        tab.run("kgraph.state.get('pins').islands ? Object.keys(kgraph.state.get('pins').islands) : []")
    ) == ["a", "b"]
    tab.press("h")
    assert shown(tab) == "c d e film x y"
    assert gathered(tab) == ""
    tab.run("kgraph.actions.run('undo')")
    assert shown(tab) == ALL
    assert gathered(tab) == "a b"
    tab.run("document.querySelector('#gathered [data-does=\"onlyIt\"]').click()")
    assert shown(tab) == "a b"
    assert told(tab) == "2 of 8 shown: only 2 chosen"


def test_a_link_restores_what_is_gathered(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "c")
    tab.press("n")
    fragment = tab.run("location.hash")
    assert gathered(opened(tree(), fragment=fragment)) == "b c d film"


def test_what_is_gathered_can_be_saved_alone(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "d")
    tab.press("n")
    tab.run(
        "globalThis.saved = null; URL.createObjectURL = (blob) => { globalThis.saved = blob; return '#'; }"
    )
    tab.run("document.querySelector('#gathered [data-does=\"gathered-json\"]').click()")
    graph = nx.node_link_graph(json.loads(tab.run("saved.text()")), edges="edges")
    assert sorted(graph) == ["c", "d", "e"]
    assert sorted((a, b) for a, b in graph.edges()) == [("c", "d"), ("d", "e")]
    tab.run("kgraph.actions.run('json')")
    assert len(json.loads(tab.run("saved.text()"))["nodes"]) == 8
