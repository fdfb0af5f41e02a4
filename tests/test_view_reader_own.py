"""What the reader adds: nodes moved and pinned, notes written and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.page_graphs import film_world
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
    tab.wait("location.hash.includes('at=')")
    fragment = tab.run("location.hash")
    tab.run("kgraph.actions.run('undo')")
    assert place(tab, 0) == before
    assert tab.run("(({ x, y }) => [x, y])(kgraph.engine.body.nodes[0])") == before
    tab.run("kgraph.actions.run('redo')")
    assert place(tab, 0) == [round(value) for value in moved]
    tab.run("kgraph.actions.run('unpinAll')")
    assert place(tab, 0) == before
    tab = opened(text, fragment=fragment)
    assert place(tab, 0) == [round(value) for value in moved]


def test_an_address_that_moves_what_is_not_there_is_passed_over(opened: Open) -> None:
    tab = opened(
        film_graph(), fragment='#at={"islands":{"f":["a",null],"nobody":[1,2],"p":[50,60]},"years":3}'
    )
    assert place(tab, 1) == [50, 60]
    assert all(isinstance(value, int | float) for value in place(tab, 0))


def both(tab: Tab, node: int) -> list[list[float]]:
    """Return where a node is for the page, and for the engine."""
    return [place(tab, node), tab.run(f"(({{ x, y }}) => [x, y])(kgraph.engine.body.nodes[{node}])")]


def test_a_dragged_node_stays_where_it_was_put(opened: Open) -> None:
    tab = opened(film_world(1200))
    settle(tab)
    node = tab.run("kgraph.data.order[0]")
    x, y = at(tab, node)
    tab.drag((x, y), (x + 70, y - 40))
    moved = [round(value) for value in place(tab, node)]
    reach = f"kgraph.state.set({{ hidden: [{node}] }})", "kgraph.state.set({ hidden: [] })"
    layer = "kgraph.focus.clear()", "kgraph.focus.settle()"
    looks = "kgraph.actions.run('sizeBy-films')", "kgraph.actions.run('sizeBy-degree')"
    for changes in (reach, layer, looks, ("kgraph.actions.run('undo')", "kgraph.actions.run('redo')")):
        for change in changes:
            tab.run(change)
            tab.frame()
        settle(tab)
        assert both(tab, node) == [moved, moved]


def test_each_layout_has_pins_of_its_own(opened: Open) -> None:
    tab = opened(film_graph())
    tab.run("kgraph.state.set({ pins: { islands: { p: [500, 600] } } })")
    for name in ("years", "islands"):
        tab.run(f"kgraph.actions.run('layout-{name}')")
        tab.wait(f"kgraph.layouts.now() === '{name}'")
        settle(tab)
        assert (both(tab, 1) == [[500, 600], [500, 600]]) == (name == "islands")
        assert tab.run("kgraph.pins.isPinned(1)") == (name == "islands")


def test_a_node_is_pinned_marked_and_let_go(opened: Open) -> None:
    tab = opened(film_graph())
    settle(tab)
    signed = """(() => {
        const { x, y } = kgraph.camera.toScreen(kgraph.picture.place(1));
        const reach = kgraph.data.nodes.size[1] * kgraph.camera.view().scale * 0.7;
        const canvas = document.querySelector('#picture canvas');
        const { width, height } = canvas;
        const ratio = width / canvas.clientWidth;
        const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
        copy.drawImage(canvas, 0, 0);
        return [...copy.getImageData((x + reach) * ratio, (y - reach) * ratio, 1, 1).data];
    })()"""
    before = tab.run(signed)
    tab.run("kgraph.state.select('node', 1)")
    tab.press("m")
    tab.run("kgraph.state.select(null)")
    settle(tab)
    assert tab.run("kgraph.pins.isPinned(1) && !kgraph.pins.isPinned(0)")
    marked = tab.run(signed)
    assert marked != before
    assert max(marked[:3]) < 80  # ink
    tab.run("kgraph.state.select('node', 1)")
    tab.press("m")
    assert not tab.run("kgraph.pins.isPinned(1)")
    tab.press("m")
    tab.press("u")
    assert tab.run("JSON.stringify(kgraph.state.get('pins'))") == "{}"
    tab.press("m")
    tab.run("kgraph.actions.run('reset')")
    assert tab.run("JSON.stringify(kgraph.state.get('pins'))") == "{}"


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


def choose(tab: Tab, path: Path, text: str) -> str:
    """Give a file to the page as a reader chooses it; return what the page says then."""
    path.write_text(text, encoding="utf-8")
    tab.run("document.getElementById('said').hidden = true")
    field = tab.call("Runtime.evaluate", expression="document.getElementById('read-notes')")["result"]
    tab.call("DOM.setFileInputFiles", files=[str(path)], objectId=field["objectId"])
    return str(
        tab.wait(
            "(({ hidden, firstChild }) => !hidden && firstChild.textContent)(document.getElementById('said'))"
        )
    )


def saved(*notes: tuple[str, str]) -> str:
    return json.dumps({"title": "another", "notes": [{"id": key, "note": note} for key, note in notes]})


def test_saved_notes_are_read_again_and_merged_as_text(opened: Open, tmp_path: Path) -> None:
    tab = opened(film_graph())
    tab.run("localStorage.clear()")
    tab = opened(film_graph())
    write_note(tab, "mine")
    told = choose(tab, tmp_path / "notes.json", saved(("p", "<b>theirs</b>"), ("f", "new"), ("gone", "far")))
    assert told == "3 notes read, 1 of them on what is not in this picture."
    assert tab.run("document.getElementById('note').value") == "mine\n\n<b>theirs</b>"
    assert not tab.run("document.querySelector('#panel b, #said b')")
    notes: list[dict[str, Any]] = tab.run("kgraph.notes.told()")
    assert [(one["id"], one.get("name"), one["note"]) for one in notes] == [
        ("f", "Beat", "new"),
        ("gone", None, "far"),
        ("p", "Kim Sung-soo", "mine\n\n<b>theirs</b>"),
    ]
    choose(tab, tmp_path / "again.json", json.dumps({"notes": notes}))
    assert tab.run("kgraph.notes.told()") == notes  # twice read is once read
    tab.run("localStorage.clear()")


def test_a_file_without_notes_is_refused_in_one_line(opened: Open, tmp_path: Path) -> None:
    tab = opened(film_graph())
    tab.run("localStorage.clear()")
    tab = opened(film_graph())
    bad = [
        "",
        "no json",
        "null",
        "[1]",
        '{"notes": {}}',
        '{"notes": [{"id": "p", "note": 3}]}',
        '{"notes": [null]}',
    ]
    for text in bad:
        told = choose(tab, tmp_path / "<i>bad.json", text)
        assert told.startswith("<i>bad.json: no notes of kgraph in it.")
    assert tab.run("kgraph.notes.told()") == []
    assert tab.run("document.getElementById('do-notes').disabled")


def test_a_file_can_be_dropped_on_the_page(opened: Open) -> None:
    tab = opened(film_graph())
    tab.run("localStorage.clear()")
    tab = opened(film_graph())
    stays = tab.run(f"""(() => {{
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([{json.dumps(saved(("p", "dropped")))}], 'notes.json'));
        const told = {{ dataTransfer, bubbles: true, cancelable: true }};
        return !document.body.dispatchEvent(new DragEvent('dragover', told))
            && !document.body.dispatchEvent(new DragEvent('drop', told));
    }})()""")
    assert stays  # the browser does not leave the page for the file
    tab.wait("kgraph.notes.told().length === 1")
    tab.run("localStorage.clear()")
