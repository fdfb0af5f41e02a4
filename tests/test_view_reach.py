"""Focus on some steps, expand and collapse, hide, only what is selected: in a real browser."""

from __future__ import annotations

import networkx as nx

from tests.chromium import Tab
from tests.view_browser import Open, at, in_no_time, opened, tab

__all__ = ["opened", "tab"]


def tree() -> nx.MultiDiGraph:
    """Return a chain a-b-c-d-e, leaves at b, and a film at c by another relation."""
    graph = nx.MultiDiGraph()
    for one, other in ("ab", "bc", "cd", "de", "bx", "by"):
        graph.add_edge(one, other, key="1", _type="KNOWS")
    graph.add_node("film", _labels=("Film",), year=2000)
    graph.add_edge("c", "film", key="1", _type="SAW")
    return graph


def number(tab: Tab, name: str) -> int:
    return int(tab.run(f"kgraph.data.nodes.label.indexOf('{name}')"))


def select(tab: Tab, name: str) -> int:
    node = number(tab, name)
    tab.run(f"kgraph.state.select('node', {node})")
    return node


def shown(tab: Tab) -> str:
    names = tab.run("kgraph.data.nodes.label.filter((_, node) => kgraph.visible.node(node)).sort()")
    return " ".join(names)


def told(tab: Tab) -> str:
    return str(tab.run("document.querySelector('#told span')?.textContent ?? ''"))


ALL = "a b c d e film x y"


def test_one_to_three_steps_around_a_node_and_back(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "a")
    for key, names in (("1", "a b"), ("2", "a b c x y"), ("3", "a b c d film x y"), ("3", ALL)):
        tab.press(key)
        assert shown(tab) == names
    tab.press("2")
    assert told(tab) == "5 of 8 shown: 2 steps around a"
    tab.frame()
    boxes = tab.run("kgraph.labels.boxes().map(({ text }) => text).sort().join(' ')")
    assert boxes == "a b c x y"  # none of them faded, though a alone is selected
    again = opened(tree(), fragment=tab.run("location.hash"))
    assert shown(again) == "a b c x y"
    again.run("kgraph.actions.run('reset')")
    assert shown(again) == ALL


def test_steps_lead_over_what_the_other_filters_leave(opened: Open) -> None:
    tab = opened(tree())
    tab.run("kgraph.state.set({ hiddenRelations: ['SAW'] })")
    select(tab, "c")
    tab.press("1")
    assert shown(tab) == "b c d"
    tab.run("kgraph.state.set({ hiddenRelations: [] })")
    assert shown(tab) == "b c d film"


def test_expand_shows_what_is_out_of_reach_and_collapse_hides_leaves(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "a")
    tab.press("1")
    select(tab, "b")
    tab.press("e")
    assert shown(tab) == "a b c x y"
    tab.press("E")
    assert shown(tab) == "b"  # all hung on b alone
    assert "4 hidden" in told(tab)
    tab.press("e")
    assert shown(tab) == "a b c x y"
    tab.run("kgraph.actions.run('undo'); kgraph.actions.run('undo')")
    assert shown(tab) == "a b c x y"


def test_collapse_spares_what_others_hold(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "b")
    tab.press("E")
    assert shown(tab) == "b c d e film"
    tab.press("e")
    assert shown(tab) == ALL


def test_a_double_click_collapses_and_expands(opened: Open) -> None:
    tab = opened(tree())
    node = number(tab, "b")
    with in_no_time(tab):
        tab.click(*at(tab, node), count=2)
    tab.wait("!kgraph.visible.node(0)")
    assert shown(tab) == "b c d e film"
    tab.run("kgraph.picture.fit()")
    tab.frame()
    with in_no_time(tab):
        tab.click(*at(tab, node), count=2)
    tab.wait("kgraph.visible.node(0)")
    assert shown(tab) == ALL


def test_hide_takes_the_selected_away_until_all_is_shown_again(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "c")
    tab.press("h")
    assert shown(tab) == "a b d e film x y"
    assert tab.run("document.getElementById('panel').hidden")
    assert told(tab) == "7 of 8 shown: 1 hidden"
    tab.press("h")  # nothing is selected: nothing happens
    assert told(tab) == "7 of 8 shown: 1 hidden"
    tab.press("c")
    assert shown(tab) == ALL


def test_only_what_is_selected_and_on_from_there(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "d")
    tab.press("o")
    assert shown(tab) == "d"
    tab.press("e")
    assert shown(tab) == "c d e"
    assert told(tab) == "3 of 8 shown: only 1 chosen"
    assert shown(opened(tree(), fragment=tab.run("location.hash"))) == "c d e"


def test_only_the_chain_that_is_told(opened: Open) -> None:
    tab = opened(tree())
    ends = [number(tab, name) for name in "ad"]
    tab.run(f"kgraph.state.set({{ between: {ends} }})")
    tab.press("o")
    assert shown(tab) == "a b c d"


def test_the_buttons_in_the_panel_say_what_can_be_done(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "e")
    free = "[...document.querySelectorAll('.doing button:enabled')].map((one) => one.textContent).join('')"
    assert tab.run(free) == "⚯123◎⊘⚲"
    tab.run("[...document.querySelectorAll('.doing button')].find((one) => one.textContent === '1').click()")
    assert shown(tab) == "d e"
    select(tab, "d")
    assert tab.run(free) == "⚯123+−◎⊘⚲"


def test_search_shows_what_is_out_of_reach(opened: Open) -> None:
    tab = opened(tree())
    select(tab, "a")
    tab.press("1")
    tab.run(f"kgraph.picture.show('node', {number(tab, 'e')})")
    assert shown(tab) == "a b e"
