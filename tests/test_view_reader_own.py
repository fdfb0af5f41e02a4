"""What the reader adds: nodes moved, notes written."""

from __future__ import annotations

import json

from kgraph.view import page
from tests.chromium import Tab
from tests.test_view_browser import text_of
from tests.view_browser import Open, at, opened, settle, tab
from tests.view_reader import film_graph

__all__ = ["opened", "tab"]


def place(tab: Tab, node: int) -> list[float]:
    found: list[float] = tab.run(f"(({{ x, y }}) => [x, y])(kgraph.picture.place({node}))")
    return found


def test_a_moved_node_is_a_step_of_undo_and_stands_in_the_address(opened: Open) -> None:
    text = page(film_graph())
    tab = opened(text)
    settle(tab)
    before = place(tab, 0)
    x, y = at(tab, 0)
    tab.drag((x, y), (x + 90, y + 60))
    moved = place(tab, 0)
    assert moved != before
    tab.wait("location.hash.includes('m=')")
    fragment = tab.run("location.hash")
    tab.run("kgraph.actions.run('undo')")
    assert place(tab, 0) == before
    assert tab.run("(({ x, y }) => [x, y])(kgraph.engine.body.nodes[0])") == before
    tab.run("kgraph.actions.run('redo')")
    assert place(tab, 0) == [round(value) for value in moved]
    tab.run("kgraph.actions.run('putBack')")
    assert place(tab, 0) == before
    tab = opened(text, fragment=fragment)
    assert place(tab, 0) == [round(value) for value in moved]


def test_an_address_that_moves_what_is_not_there_is_passed_over(opened: Open) -> None:
    tab = opened(film_graph(), fragment='#m={"f":["a",null],"nobody":[1,2],"p":[50,60]}')
    assert place(tab, 1) == [50, 60]
    assert all(isinstance(value, int | float) for value in place(tab, 0))


def write_note(tab: Tab, text: str) -> None:
    tab.run("kgraph.picture.show('node', 1)")
    tab.run("document.getElementById('note').focus()")
    tab.type(text)


def test_a_note_is_kept_by_the_browser_and_not_by_the_file(opened: Open) -> None:
    text = page(film_graph())
    tab = opened(text)
    tab.run("localStorage.clear()")
    write_note(tab, "see <b>김성수</b> t?0")
    assert not tab.run("document.querySelector('#panel b')")
    tab = opened(text)
    assert tab.run("kgraph.notes.told()") == [
        {"id": "p", "name": "Kim Sung-soo", "note": "see <b>김성수</b> t?0"}
    ]
    tab.run("kgraph.picture.show('node', 1)")
    assert tab.run("document.getElementById('note').value") == "see <b>김성수</b> t?0"
    tab.run("kgraph.picture.show('node', 0)")
    assert tab.run("document.getElementById('note').value") == ""
    tab.run("localStorage.clear()")


def test_notes_can_be_saved_once_there_are_some(opened: Open) -> None:
    tab = opened(film_graph())
    tab.run("localStorage.clear()")
    tab = opened(film_graph())
    assert tab.run("document.getElementById('do-notes').disabled")
    write_note(tab, "one")
    assert not tab.run("document.getElementById('do-notes').disabled")
    tab.run(
        "globalThis.saved = null; URL.createObjectURL = (blob) => { globalThis.saved = blob; return '#'; }"
    )
    tab.run("kgraph.actions.run('notes')")
    told = json.loads(tab.run("saved.text()"))
    assert told == {"title": "Beat and others", "notes": [{"id": "p", "name": "Kim Sung-soo", "note": "one"}]}
    tab.run("localStorage.clear()")


def test_a_browser_that_keeps_nothing_says_so(opened: Open) -> None:
    tab = opened(film_graph())
    tab.run("Storage.prototype.setItem = () => { throw new Error('full'); }")
    write_note(tab, "one")
    assert "only until the page is closed" in text_of(tab, "#panel")
    assert tab.run("kgraph.notes.told().length") == 1
