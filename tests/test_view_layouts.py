"""The layouts beside the islands: by year on a line, and around one node."""

from __future__ import annotations

import statistics
from functools import cache
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest

from benchmarks.page_graphs import film_world
from kgraph.view import page
from tests.chromium import Tab
from tests.view_browser import Open, opened, overlapping, settle, tab

__all__ = ["opened", "tab"]

SMALL = film_world(300)


@cache
def large() -> str:
    """Return the page of a graph that opens on closed islands."""
    return page(film_world(3300))


def lie(tab: Tab, name: str) -> None:
    """Choose a layout by its key, and wait until the picture shows it."""
    tab.press({"islands": "i", "years": "y", "rings": "r"}[name])
    arrived(tab, name)


def arrived(tab: Tab, name: str) -> None:
    tab.wait(f"kgraph.layouts.now() === '{name}'")
    settle(tab)


def places(tab: Tab) -> dict[str, tuple[float, float, float]]:
    """Return x, y and radius of each node, by its id."""
    rows = tab.run("""kgraph.data.nodes.label.map((_, node) => [
        kgraph.details.idOf(node),
        ...['x', 'y', 'size'].map((name) => kgraph.data.nodes[name][node]),
    ])""")
    return {key: (x, y, radius) for key, x, y, radius in rows}


def on_top(found: dict[str, tuple[float, float, float]]) -> list[tuple[str, str]]:
    """Return the pairs of nodes that lie on each other."""
    rows = list(found.items())
    return [
        (one, other)
        for at, (one, (x, y, radius)) in enumerate(rows)
        for other, (u, v, reach) in rows[:at]
        if (x - u) ** 2 + (y - v) ** 2 < (radius + reach) ** 2
    ]


def names(tab: Tab) -> list[str]:
    return [str(box["text"]) for box in tab.run("kgraph.labels.boxes()")]


def years_of(graph: nx.MultiDiGraph) -> dict[str, int]:
    """Return the year of each film, and the median of those of each person's films."""
    years = {key: told["year"] for key, told in graph.nodes(data=True) if "year" in told}
    for key in set(graph) - set(years):
        films = [years[film] for _, film in graph.out_edges(key) if film in years]
        if films:
            years[key] = statistics.median_low(films)
    return years


def test_by_year_all_stand_at_their_year_and_none_on_another(opened: Open) -> None:
    tab = opened(SMALL)
    lie(tab, "years")
    found, years = places(tab), years_of(SMALL)
    assert on_top(found) == []
    by_year: dict[int, list[float]] = {}
    for key, year in years.items():
        by_year.setdefault(year, []).append(found[key][0])
    middles = [statistics.mean(xs) for _, xs in sorted(by_year.items())]
    assert len(middles) > 50
    assert middles == sorted(middles)
    for key in years:
        assert (found[key][1] < 0) == ("year" in SMALL.nodes[key])  # films above the line, people beneath
    line = max(y for key, (_, y, _) in found.items() if key in years)
    assert all(y > line for key, (_, y, _) in found.items() if key not in years)
    boxes = tab.run("kgraph.labels.boxes()")
    assert overlapping(boxes) == []
    assert {"1950s", "1960s", "1970s"} < set(names(tab))


def test_what_has_no_year_lies_on_a_labelled_shelf(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("f", _labels=("Film",), name="Beat", year=1997)
    graph.add_node("g", _labels=("Film",), name="Undated")
    graph.add_edge("p", "f", _type="DIRECTED")
    graph.add_edge("q", "g", _type="DIRECTED")
    tab = opened(graph)
    lie(tab, "years")
    found = places(tab)
    assert found["f"][1] < 0 < found["p"][1] < min(found["g"][1], found["q"][1])
    assert "Without a year (2)" in names(tab)
    tab.run("kgraph.state.select('node', kgraph.details.withId('f')); kgraph.actions.run('onlyIt')")
    settle(tab)
    assert not [name for name in names(tab) if name.startswith("Without")]


def test_the_names_of_the_years_stay_on_the_screen(opened: Open) -> None:
    tab = opened(SMALL)
    lie(tab, "years")
    tab.run("kgraph.picture.go({ scale: 4, x: -4000, y: -900 }, false)")
    settle(tab)
    told = [box for box in tab.run("kgraph.labels.boxes()") if str(box["text"]).isdigit()]
    assert len(told) >= 3
    assert all(box["top"] >= 0 and box["bottom"] < 80 for box in told)


def test_a_layout_is_a_step_of_undo_and_stands_in_the_address(opened: Open) -> None:
    text = page(SMALL)
    tab = opened(text)
    islands = places(tab)
    lie(tab, "years")
    years = places(tab)
    assert years != islands
    assert "l=years" in tab.run("location.hash")
    tab.run("kgraph.actions.run('undo')")
    arrived(tab, "islands")
    assert places(tab) == islands
    tab.run("kgraph.actions.run('redo')")
    arrived(tab, "years")
    assert places(tab) == years
    tab.run("kgraph.picture.zoom(3)")
    tab.wait("kgraph.state.get('view')?.scale === kgraph.camera.view().scale")
    view = tab.run("kgraph.camera.view()")
    again = opened(text, fragment=tab.run("location.hash"))
    arrived(again, "years")
    assert places(again) == years
    assert again.run("kgraph.camera.view().scale") == pytest.approx(view["scale"], rel=1e-3)
    assert opened(text, fragment="#l=nonsense").run("kgraph.state.get('layout')") == "islands"


def distances(graph: nx.MultiDiGraph, centre: str) -> dict[str, int]:
    return dict(nx.single_source_shortest_path_length(nx.Graph(graph), centre))


def test_around_a_node_each_step_has_a_ring_of_its_own(opened: Open) -> None:
    tab = opened(SMALL)
    centre = tab.run("kgraph.details.idOf(kgraph.data.order[3])")
    tab.run("kgraph.state.select('node', kgraph.data.order[3])")
    lie(tab, "rings")
    found, steps = places(tab), distances(SMALL, centre)
    assert found[centre][:2] == (0, 0)
    assert on_top(found) == []
    away: dict[int, list[float]] = {}
    for key, (x, y, _) in found.items():
        away.setdefault(min(steps.get(key, 7), 7), []).append((x * x + y * y) ** 0.5)
    rings = [away[step] for step in sorted(away)]
    assert len(rings) > 5
    assert all(max(near) < min(far) for near, far in pairwise(rings))
    count = sum(step == 2 for step in steps.values())
    assert f"2 steps ({count})" in names(tab)
    assert overlapping(tab.run("kgraph.labels.boxes()")) == []
    assert "lr=" in tab.run("location.hash")
    again = opened(page(SMALL), fragment=tab.run("location.hash"))
    arrived(again, "rings")
    assert places(again) == found


def test_a_node_stands_near_those_it_hangs_on(opened: Open) -> None:
    tree = nx.MultiDiGraph(nx.balanced_tree(4, 3))
    tab = opened(nx.relabel_nodes(tree, str))
    tab.run("kgraph.state.select('node', kgraph.details.withId('0'))")
    lie(tab, "rings")
    found = places(tab)
    spot = {key: complex(x, y) for key, (x, y, _) in found.items()}
    near = [spot[str(a)] * spot[str(b)].conjugate() for a, b in tree.edges() if min(a, b)]
    assert len(near) == 160
    assert all(one.real > 0 for one in near)  # less than a quarter of a turn apart


def test_angles_are_spread_as_little_as_needed(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph([("a", "b")]))

    def spread(wanted: list[float], room: list[float]) -> list[float]:
        found: list[float] = tab.run(f"kgraph.rings.spread({wanted}, {room})")
        return found

    assert spread([1, 2, 3], [0.5, 0.5, 0.5]) == pytest.approx([1, 2, 3])
    assert spread([1, 1, 3], [0.5, 0.5, 0.5]) == pytest.approx([0.75, 1.25, 3])
    full = spread([0, 0, 6, 6.1], [1.5, 1.5, 1.5, 1.5])
    assert all(b - a >= 1.5 - 1e-9 for a, b in pairwise(full))
    assert full[-1] - full[0] <= 2 * 3.14159265 - 1.5 + 1e-6


@pytest.mark.parametrize("name", ["years", "rings"])
def test_all_layers_follow_a_layout(opened: Open, name: str) -> None:
    tab = opened(large())
    lie(tab, name)
    tab.wait("kgraph.ground.isSharp()")
    assert tab.run("kgraph.sea.closedAt({ x: 0, y: 0 }, kgraph.camera.view().scale)") == -1
    held: list[list[float]] = tab.run("""Object.values(kgraph.engine.body.nodes)
        .map(({ id, x, y }) => [x - kgraph.data.nodes.x[id], y - kgraph.data.nodes.y[id]])""")
    assert all(abs(x) + abs(y) == 0 for x, y in held)
    found = tab.run("""[...kgraph.data.order].slice(-400).filter(kgraph.visible.node).map((node) =>
        [node, kgraph.pointer.pick(kgraph.camera.toScreen(kgraph.picture.place(node)))])""")
    assert len(found) > 100
    assert all(thing == {"kind": "node", "at": node} for node, thing in found)
    picture = ink_beneath(tab)
    assert picture["far"] > 0.9
    assert picture["near"] > 0.9


def ink_beneath(tab: Tab) -> dict[str, float]:
    """Return for either canvas of the ground, of nodes on the screen, which share stands on ink."""
    found: dict[str, Any] = tab.run("""(() => {
        const { nodes } = kgraph.data;
        const owned = kgraph.ground.owned().nodes;
        return Object.fromEntries(['far', 'near'].map((id) => {
            const canvas = document.getElementById(id);
            const { width, height } = canvas;
            const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const margin = id === 'near' ? [(width - innerWidth) / 2, (height - innerHeight) / 2] : [0, 0];
            const some = [...kgraph.data.order].slice(0, 3000)
                .filter((node) => kgraph.visible.node(node) && (id === 'far' || !owned[node])).slice(-300);
            const inked = some.filter((node) => {
                const { x, y } = kgraph.camera.toScreen({ x: nodes.x[node], y: nodes.y[node] });
                const [left, top] = [Math.round(x + margin[0]), Math.round(y + margin[1])];
                const [r, g, b] = copy.getImageData(left, top, 1, 1).data;
                return Math.max(r, g, b) - Math.min(r, g, b) > 40;
            });
            return [id, inked.length / some.length];
        }));
    })()""")
    return found


def test_a_large_layout_is_reckoned_in_steps(opened: Open) -> None:
    tab = opened(large())
    steps = tab.run("[kgraph.timeline.make(), kgraph.rings.make(0)].map((made) => [...made].length)")
    assert min(steps) >= 5


def test_exports_show_the_layout(opened: Open) -> None:
    tab = opened(SMALL)
    lie(tab, "years")
    assert ">1970s</text>" in tab.run("kgraph.plate.svg()")
    assert ">1970s</text>" in tab.run("kgraph.plate.svgNow()")  # what is printed


def test_a_graph_without_years_has_no_line_of_them(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph([("a", "b")]))
    free = tab.run(
        "kgraph.actions.all()"
        ".filter((one) => one.group === 'layouts' && kgraph.actions.isFree(one)).map(({ id }) => id)"
    )
    assert free == ["layout-islands", "layout-rings"]
    assert opened(nx.MultiDiGraph([("a", "b")]), fragment="#l=years").run("kgraph.layouts.now()") == "islands"
