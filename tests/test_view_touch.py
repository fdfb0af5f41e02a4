"""The page under fingers: taps, a long press, a drag and a pinch, as DevTools makes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chromium import Tab
from tests.view_browser import Open, at, in_no_time, opened, settle, tab
from tests.view_reader import YEARBOOK, film_graph

__all__ = ["opened", "tab"]

Place = tuple[float, float]
NOWHERE = (640.0, 40.0)


@pytest.fixture(autouse=True)
def fingers(tab: Tab) -> Iterator[None]:
    tab.call("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
    yield
    tab.call("Emulation.setTouchEmulationEnabled", enabled=False)


def touch(tab: Tab, kind: str, *places: Place) -> None:
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
    tab.call("Input.dispatchTouchEvent", type=f"touch{kind}", touchPoints=points)


def slide(tab: Tab, *ways: tuple[Place, Place], steps: int = 5) -> None:
    """Put a finger down at the start of each way, and lift them all at the ends."""
    touch(tab, "Start", *[start for start, _ in ways])
    for step in range(1, steps + 1):
        part = step / steps
        touch(tab, "Move", *[(a + (c - a) * part, b + (d - b) * part) for (a, b), (c, d) in ways])
        tab.frame()
    touch(tab, "End")
    tab.run(
        "new Promise((go) => setTimeout(go, 60))"
    )  # what comes within 50 ms, vis-network takes for an echo


def test_a_tap_tells_of_a_node_and_a_tap_beside_it_lets_go(opened: Open) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK])
    settle(tab)
    tab.tap(*at(tab, 1))
    assert tab.wait("!document.getElementById('panel').hidden")
    assert tab.run("document.querySelector('#panel h2').textContent") == "Kim Sung-soo"
    tab.wait("kgraph.state.get('hovered') === null")
    tab.tap(*NOWHERE)
    assert tab.wait("document.getElementById('panel').hidden")


def test_two_taps_collapse_a_node(opened: Open) -> None:
    graph = film_graph()
    graph.add_edge("f", "leaf", key="5", _type="ABOUT")
    tab = opened(graph)
    settle(tab)
    x, y = at(tab, 0)
    with in_no_time(tab):
        tab.run(f"""(() => {{
            const place = {{ clientX: {x}, clientY: {y} }};
            const told = {{ bubbles: true, pointerId: 7, pointerType: "touch", isPrimary: true, ...place }};
            const canvas = document.querySelector("#picture canvas");
            for (const kind of ["down", "up", "down", "up"]) {{
                const buttons = Number(kind === "down");
                canvas.dispatchEvent(new PointerEvent(`pointer${{kind}}`, {{ ...told, buttons }}));
            }}
        }})()""")
    assert tab.wait("kgraph.state.get('hidden').length > 0")


def test_a_long_press_tells_of_a_node_and_its_neighbourhood_is_lit(opened: Open) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK])
    settle(tab)
    place = at(tab, 0)
    touch(tab, "Start", place)
    assert tab.wait("kgraph.state.get('selected')?.at === 0")
    assert tab.run("document.querySelector('#panel h2').textContent") == "Beat"
    touch(tab, "End")
    tab.frame()
    assert tab.run("kgraph.state.get('selected').at") == 0
    assert at(tab, 0)[1] == pytest.approx(place[1], abs=2)


def test_a_finger_moves_the_picture_and_a_node(opened: Open) -> None:
    tab = opened(film_graph())
    settle(tab)
    x, y = at(tab, 0)
    slide(tab, (NOWHERE, (NOWHERE[0] + 60, NOWHERE[1] + 80)))
    moved = at(tab, 0)
    assert moved == pytest.approx((x + 60, y + 80), abs=20)
    slide(tab, (moved, (moved[0] + 50, moved[1] - 70)))
    assert at(tab, 0) == pytest.approx((moved[0] + 50, moved[1] - 70), abs=20)


def test_a_pinch_zooms_the_picture_and_not_the_page(opened: Open) -> None:
    tab = opened(film_graph())
    settle(tab)
    scale = tab.run("kgraph.picture.view().scale")
    slide(tab, ((600, 400), (500, 400)), ((700, 400), (800, 400)))
    larger = tab.run("kgraph.picture.view().scale")
    assert larger > scale * 1.5
    slide(tab, ((500, 400), (600, 400)), ((800, 400), (700, 400)))
    assert tab.run("kgraph.picture.view().scale") < larger / 1.5
    assert tab.run("visualViewport.scale") == 1


def test_parts_around_the_picture_are_tapped_too(opened: Open) -> None:
    tab = opened(film_graph())
    settle(tab)

    def press(selector: str) -> None:
        box = tab.run(f"document.querySelector('{selector}').getBoundingClientRect().toJSON()")
        tab.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    press("#legend .switch")
    assert tab.wait("kgraph.state.get('hiddenTypes').length === 1")
    press("#menu-export")
    assert tab.wait("document.querySelector('.menu:not([hidden])') !== null")
