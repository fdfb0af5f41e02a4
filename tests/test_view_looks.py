"""What sizes and colours of the nodes stand for."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from benchmarks.page_graphs import film_world
from kgraph.view import page
from tests.chromium import Tab
from tests.test_view_browser import each, world
from tests.view_browser import Open, opened, tab
from tests.view_reader import film_graph

__all__ = ["opened", "tab"]


def by_id(tab: Tab, script: str) -> dict[str, Any]:
    """Return what a script gives for each row, by the id of the node."""
    values = tab.run(f"(async () => [...await ({script})])()")
    ids = tab.run("kgraph.data.nodes.label.map((_, node) => kgraph.details.idOf(node))")
    return dict(zip(ids, values, strict=True))


def wait_for(tab: Tab, test: str) -> None:
    tab.wait(test)
    tab.frame()


@pytest.fixture
def looped() -> nx.MultiDiGraph:
    graph = film_world(300)
    graph.add_edge("film/000001", "film/000001", key="loop", _type="REMAKE_OF")
    graph.add_edge("person/000001", "film/000001", key="again", _type="WROTE")
    graph.add_edge("person/000001", "film/000001", key="and again", _type="WROTE")
    return graph


def test_page_rank_is_that_of_networkx(opened: Open, looped: nx.MultiDiGraph) -> None:
    found = by_id(opened(looped), "kgraph.measures.pageRank()")
    wanted = nx.pagerank(nx.MultiGraph(looped), tol=1e-9)
    assert found == pytest.approx(wanted, abs=1e-6)


def test_betweenness_is_that_of_networkx(opened: Open, looped: nx.MultiDiGraph) -> None:
    tab = opened(looped)
    script = "(() => { const found = new Float64Array(kgraph.data.nodes.count);"
    found = by_id(
        tab, script + "for (const step of kgraph.measures.betweenness(found)) void step; return found; })()"
    )
    assert found == pytest.approx(nx.betweenness_centrality(nx.Graph(looped), normalized=False), abs=1e-6)


def test_betweenness_of_many_nodes_is_sampled(opened: Open) -> None:
    tab = opened(film_world(3000))
    steps = tab.run("[...kgraph.measures.betweenness(new Float64Array(kgraph.data.nodes.count))].length")
    assert steps == 400


def test_films_are_counted_once_each(opened: Open) -> None:
    assert by_id(opened(film_graph()), "kgraph.measures.films()") == {"f": 1, "p": 1}


@pytest.mark.parametrize("name", ["films", "pagerank", "betweenness"])
def test_size_stands_for_what_the_reader_chooses(opened: Open, name: str) -> None:
    graph = film_world(300)
    tab = opened(graph)
    before = tab.run("[...kgraph.data.nodes.size]")
    tab.run(f"kgraph.actions.run('sizeBy-{name}')")
    wait_for(tab, f"Math.max(...kgraph.data.nodes.size) > 43.9 && '{before[0]}'")
    after = tab.run("[...kgraph.data.nodes.size]")
    assert after != before
    assert min(after) >= 6
    held = tab.run("Object.values(kgraph.engine.body.nodes).map(({ id, options }) => [id, options.size])")
    assert held
    assert all(size == pytest.approx(after[node], abs=1e-4) for node, size in held)
    assert tab.run("location.hash.includes('ls=')")
    tab.run("kgraph.actions.run('undo')")
    wait_for(tab, f"JSON.stringify([...kgraph.data.nodes.size]) === JSON.stringify({before})")


@pytest.mark.parametrize("name", ["community", "decade"])
def test_colour_stands_for_what_the_legend_says(opened: Open, name: str) -> None:
    tab = opened(film_world(300))
    tab.run(f"kgraph.actions.run('colourBy-{name}')")
    tab.frame()
    parts = ((".name", "textContent"), ("path", "getAttribute('fill')"), (".number", "textContent"))
    columns = [each(tab, f"#tones {part}", f"one.{what}") for part, what in parts]
    told = list(zip(*columns, strict=True))
    tones = tab.run(f"kgraph.tones.{name}.make()")
    assert len(told) >= 4
    colours = [colour for name, colour, _ in told if name not in ("others", "none")]
    assert len(set(colours)) == len(colours)
    seen = tab.run(
        "Object.values(kgraph.engine.body.nodes)"
        ".every(({ id, options }) => options.color.background === kgraph.theme.ofNode(id))"
    )
    assert seen
    assert sum(int(count.replace(",", "")) for *_, count in told) == tab.run(
        "kgraph.data.nodes.label.filter((_, node) => kgraph.visible.node(node)).length"
    )
    assert tones["names"][-1] == "none"
    tab.run("kgraph.actions.run('colourBy-type')")
    assert tab.run("document.getElementById('tones').hidden")


def test_the_country_is_told_or_linked(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("k", _labels=("Country",), name="South Korea")
    graph.add_node("j", _labels=("Country",), name="Japan")
    for film, lands in {"1": "k", "2": "kj", "3": ""}.items():
        graph.add_node(film, _labels=("Film",), name=film)
        for land in lands:
            graph.add_edge(film, land, _type="PRODUCED_IN")
    graph.add_node("n", _labels=("Novel",), name="n", country="Japan")
    tab = opened(graph)
    tones = tab.run("kgraph.tones.country.make()")
    found = by_id(
        tab,
        "(({ of, names }) => [...of].map((tone) => names[tone]))(kgraph.tones.country.make())",
    )
    assert found == {
        "k": "South Korea",
        "j": "Japan",
        "1": "South Korea",
        "2": "several",
        "3": "none",
        "n": "Japan",
    }
    assert len(tones["colours"]) == len(tones["names"])


def test_what_a_graph_has_not_cannot_be_chosen(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph([("a", "b")]))
    free = tab.run(
        "kgraph.actions.all()"
        ".filter((one) => one.group === 'looks' && kgraph.actions.isFree(one)).map(({ id }) => id)"
    )
    assert free == ["colourBy-type", "sizeBy-degree", "sizeBy-films", "sizeBy-pagerank", "sizeBy-betweenness"]


def test_a_link_restores_the_looks(opened: Open) -> None:
    text = page(world())
    tab = opened(text, fragment="#lc=%22decade%22&ls=%22films%22")
    wait_for(tab, "Math.max(...kgraph.data.nodes.size) > 43.9")
    assert tab.run("!document.getElementById('tones').hidden")
    tab = opened(text, fragment="#lc=%22nonsense%22&ls=%22nonsense%22")
    assert tab.run("document.getElementById('tones').hidden")
    assert tab.run("kgraph.data.nodes.size.every(Number.isFinite)")
