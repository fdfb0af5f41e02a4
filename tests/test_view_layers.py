"""The page of a large graph: two layers, islands that open, names that keep apart, state in the address."""

from __future__ import annotations

import re
from importlib import resources

import networkx as nx
import pytest

from benchmarks.page_graphs import SOURCE, film_world
from kgraph.view import page
from tests.chromium import Tab
from tests.view_browser import Open, at, opened, overlapping, settle, tab
from tests.view_reader import film_graph

__all__ = ["opened", "tab"]

ISLAND = "kgraph.camera.around([kgraph.data.graph.islands[{}]], 1.6)"
HELD = "kgraph.picture.network.body.nodeIndices.length"


@pytest.fixture(scope="module")
def large() -> str:
    """The page of 5,000 nodes."""
    return page(film_world(5000), sources=[SOURCE])


def go_to_island(tab: Tab, number: int) -> None:
    tab.run(f"kgraph.picture.go({ISLAND.format(number)}, false)")
    settle(tab)


def in_sight(tab: Tab, test: str) -> list[int]:
    """Return the nodes in the middle of the screen that pass a test of `node`."""
    found: list[int] = tab.run(
        "[...kgraph.data.nodes.label.keys()].filter((node) => {"
        "  const { x, y } = kgraph.camera.toScreen(kgraph.picture.place(node));"
        f"  return x > 400 && x < 1100 && y > 100 && y < 700 && kgraph.visible.node(node) && ({test});"
        "})"
    )
    return found


def test_the_first_sight_of_many_nodes_is_their_islands(opened: Open, large: str) -> None:
    tab = opened(large)
    assert tab.run("kgraph.sea.isCrowd")
    assert tab.run(HELD) < 100
    named = {box["text"] for box in tab.run("kgraph.labels.boxes()")}
    assert len(named) >= 15
    best = tab.run(
        "kgraph.data.graph.islands.slice(0, 5).map(({ known }) => kgraph.data.nodes.label[known[0]])"
    )
    assert set(best) <= named


def test_a_click_opens_an_island_in_place_and_undo_shuts_it(opened: Open, large: str) -> None:
    tab = opened(large)
    x, y = tab.run("(({ x, y }) => [x, y])(kgraph.camera.toScreen(kgraph.data.graph.islands[4]))")
    tab.click(x, y)
    assert tab.wait("kgraph.state.get('open').join() === '4'")
    settle(tab)
    assert tab.wait(f"{HELD} > 50")
    tab.run("kgraph.actions.run('undo')")
    assert tab.run("kgraph.state.get('open')") == []
    tab.run("kgraph.actions.run('redo')")
    assert tab.run("kgraph.state.get('open')") == [4]


def test_the_engine_holds_some_hundreds_and_the_rest_can_be_hit(opened: Open, large: str) -> None:
    tab = opened(large)
    go_to_island(tab, 0)
    assert 100 < tab.run(HELD) <= 900
    (others := in_sight(tab, "!kgraph.focus.has(node)")).sort()
    if not others:  # all in sight are held: come from farther
        tab.run("kgraph.picture.zoom(0.6)")
        settle(tab)
        others = in_sight(tab, "!kgraph.focus.has(node)")
    assert others
    for node in others[:: max(1, len(others) // 5)]:
        tab.move(*at(tab, node))
        assert tab.wait(f"kgraph.state.get('hovered')?.at === {node}")
    tab.click(*at(tab, others[0]))
    assert tab.wait(f"kgraph.state.get('selected')?.at === {others[0]} && kgraph.focus.has({others[0]})")


def test_each_edge_that_is_seen_is_drawn_by_exactly_one_layer(opened: Open, large: str) -> None:
    tab = opened(large)
    go_to_island(tab, 1)
    tab.wait("kgraph.ground.isSharp()")
    wrong = tab.run(
        "[...kgraph.data.edges.from.keys()].filter((edge) =>"
        "  (kgraph.ground.owned().edges[edge] === 1) !== kgraph.focus.hasEdge(edge)).length"
    )
    assert wrong == 0
    assert tab.run("kgraph.ground.owned().edges.some((one) => one)")


def test_no_names_collide_at_five_thousand_nodes(opened: Open, large: str) -> None:
    tab = opened(large)
    for island in (None, 0, 3, 9):
        if island is not None:
            go_to_island(tab, island)
        for _ in range(2):
            boxes = tab.run("kgraph.labels.boxes()")
            assert len(boxes) >= 10
            assert overlapping(boxes) == []
            tab.run("kgraph.picture.zoom(1.5)")
            settle(tab)


def furniture(tab: Tab) -> list[dict[str, float]]:
    """Return the boxes of the page's own furniture."""
    found: list[dict[str, float]] = tab.run("kgraph.labels.covered()")
    return found


def hidden_names(tab: Tab) -> list[str]:
    """Return the names that run beneath the furniture."""
    names, parts = tab.run("kgraph.labels.boxes()"), furniture(tab)
    return [str(name["text"]) for name in names for part in parts if overlapping([name, part])]


def test_no_name_runs_beneath_the_furniture(opened: Open, large: str) -> None:
    tab = opened(large)
    assert len(furniture(tab)) >= 3
    assert hidden_names(tab) == []
    go_to_island(tab, 0)
    assert hidden_names(tab) == []
    tab.run("kgraph.state.select('node', kgraph.data.order[0])")
    tab.wait("!document.getElementById('panel').hidden")
    tab.frame()
    assert len(furniture(tab)) >= 4
    star = tab.run("kgraph.data.nodes.label[kgraph.data.order[0]]")
    assert star in {name["text"] for name in tab.run("kgraph.labels.boxes()")}
    assert hidden_names(tab) == []


def test_many_edges_are_drawn_faintly_by_both_layers(opened: Open, large: str) -> None:
    tab = opened(large)
    go_to_island(tab, 0)
    dense = "kgraph.paint.strength(kgraph.camera.view(), kgraph.camera.size())"
    share = tab.run(dense)
    assert share < 0.7
    held = "Object.values(kgraph.engine.body.edges).map(({ options }) => options.color.color)"
    wanted = tab.run(f"kgraph.theme.faded(kgraph.theme.colours.edge, {share})")
    assert tab.wait(f"{held}.includes('{wanted}')")
    assert tab.run("kgraph.theme.faded(kgraph.theme.colours.edge, 1)") != wanted
    tab.run("kgraph.state.set({ hiddenTypes: ['Film'] })")
    assert tab.run(dense) == 1


def test_while_the_view_moves_the_engine_draws_nothing(opened: Open, large: str) -> None:
    tab = opened(large)
    go_to_island(tab, 3)
    tab.run("void kgraph.picture.network.on('afterDrawing', () => (window.drawn += 1))")
    seen = tab.run("""(() => {
        window.drawn = 0;
        const left = () => document.getElementById("names").getBoundingClientRect().left;
        const before = left();
        for (let step = 0; step < 4; step += 1) {
            kgraph.picture.pan(9, 5);
            kgraph.picture.network.renderer._redraw(false); // what the engine does in its next frame
        }
        const copy = document.querySelector("#ground canvas:not([id])");
        return [window.drawn, copy.hidden, copy.getBoundingClientRect().left, left() - before];
    })()""")
    assert seen == [0, False, -36, -36]
    assert tab.wait("window.drawn > 0 && document.querySelector('#ground canvas:not([id])').hidden")
    assert tab.run("document.querySelector('#picture canvas').style.opacity") == ""


def test_stars_are_named_before_the_rest(opened: Open, large: str) -> None:
    tab = opened(large)
    go_to_island(tab, 0)
    stars = in_sight(tab, "kgraph.data.nodes.home[node] === 0 && kgraph.data.degree(node) >= 40")
    named = {box["name"].get("node") for box in tab.run("kgraph.labels.boxes()")}
    assert stars
    assert set(stars) <= named


def test_a_dragged_node_takes_its_edges_along(opened: Open, large: str) -> None:
    tab = opened(large)
    go_to_island(tab, 2)
    node = in_sight(tab, "kgraph.data.degree(node) > 5")[0]
    x, y = at(tab, node)
    tab.drag((x, y), (x + 60, y + 30))
    settle(tab)
    assert at(tab, node) == pytest.approx((x + 60, y + 30), abs=6)
    tab.move(x + 60, y + 30)
    assert tab.wait(f"kgraph.state.get('hovered')?.at === {node}")
    ends = f"[...kgraph.data.incident({node})].map((edge) => kgraph.data.otherEnd(edge, {node}))"
    assert tab.run(f"{ends}.every(kgraph.focus.has)")


def test_search_finds_and_reveals_any_node(opened: Open, large: str) -> None:
    tab = opened(large)
    lone = tab.run("[...kgraph.data.order].find((node) => !kgraph.data.degree(node))")
    assert not tab.run(f"kgraph.visible.node({lone})")
    tab.press("/")
    tab.type(str(tab.run(f"kgraph.details.idOf({lone})")))
    tab.press("Enter")
    assert tab.run(f"kgraph.visible.node({lone})")
    assert tab.run("kgraph.state.get('drawer')")
    assert tab.run(f"kgraph.state.get('selected').at === {lone}")


def test_nodes_without_relations_lie_in_a_drawer(opened: Open) -> None:
    graph = film_graph()
    graph.add_node("lone", _labels=("Film",), name="Without anybody")
    tab = opened(graph)
    assert tab.run("document.getElementById('count').innerText") == "3 nodes, 4 relations"
    assert tab.run(HELD) == 2
    tab.run("document.querySelector('#drawer summary').click()")
    assert tab.wait("document.querySelector('#drawer .go')?.innerText") == "Without anybody"
    assert tab.wait(f"{HELD} === 3")


def test_a_link_restores_what_was_seen(opened: Open) -> None:
    tab = opened(film_graph())
    tab.run("kgraph.picture.show('node', 1)")
    tab.run("document.querySelector('#legend details .switch').click()")
    hidden = tab.run("kgraph.state.get('hiddenRelations')")
    fragment = tab.run("location.hash")
    again = opened(film_graph(), fragment=fragment)
    assert again.run("kgraph.state.get('selected')") == {"kind": "node", "at": 1}
    assert again.run("kgraph.state.get('hiddenRelations')") == hidden
    assert "Kim Sung-soo" in again.run("document.getElementById('panel').innerText")


@pytest.mark.parametrize(
    "fragment", ["#v=1,2", "#s=%7B", "#s=no/such", "#t=5&o=x&zzz=1", "#v=NaN,1,1", "#o=[9999]"]
)
def test_a_fragment_that_says_nothing_is_passed_over(opened: Open, fragment: str) -> None:
    tab = opened(film_graph(), fragment=fragment)
    assert tab.run("document.getElementById('count').innerText") == "2 nodes, 4 relations"


def test_filters_combine_and_reset_takes_them_away(opened: Open) -> None:
    tab = opened(film_graph())
    tab.run("kgraph.visible.add('even', { slots: ['hovered'], node: () => (at) => at % 2 === 0 })")
    tab.run("kgraph.state.set({ hiddenRelations: ['REMAKE_OF'] })")
    assert tab.run("[0, 1].map(kgraph.visible.node)") == [True, False]
    assert tab.run("[...kgraph.data.edges.from.keys()].filter(kgraph.visible.edge).length") == 0
    assert tab.run("kgraph.visible.without('even').edge.reduce((sum, one) => sum + one, 0)") == 3
    tab.run("kgraph.actions.run('reset')")
    assert tab.run("kgraph.state.get('hiddenRelations')") == []


def test_the_page_of_a_thousand_nodes_is_small() -> None:
    assert len(page(film_world(1000), sources=[SOURCE]).encode()) <= 500_000


def test_the_page_has_a_place_for_each_script() -> None:
    from kgraph.view.assets import EARLY, LATE  # noqa: PLC0415

    files = {
        file.name for file in resources.files("kgraph.view.assets").iterdir() if file.name.endswith(".js")
    }
    assert files == {f"{name}.js" for name in (*EARLY, *LATE)}
    for name in sorted(files):
        text = (resources.files("kgraph.view.assets") / name).read_text(encoding="utf-8")
        assert text.startswith('"use strict";\n'), name
        assert text.count("\n") < 300, name
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text), (
            name
        )


def test_a_graph_of_a_few_nodes_is_all_in_the_engine(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph(nx.path_graph(700, nx.DiGraph)))
    assert tab.run(HELD) == 700
