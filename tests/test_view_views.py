"""People linked by shared films, companies and countries by co-production: made in the page."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from benchmarks.page_graphs import film_world
from kgraph.graph.collaboration import people
from kgraph.view import page, show
from tests.chromium import Tab
from tests.test_view_browser import each, text_of
from tests.view_browser import Open, opened, overlapping, settle, tab

__all__ = ["opened", "tab"]

PEOPLE = '#g="people"'


def links(tab: Tab) -> dict[frozenset[str], int]:
    """Return the pairs that the page links, by id, and how many films they share."""
    found = tab.run("""[...kgraph.data.edges.from].map((from, edge) => [
        kgraph.details.idOf(from),
        kgraph.details.idOf(kgraph.data.edges.to[edge]),
        kgraph.details.edgeProperty(edge, "weight"),
    ])""")
    assert len({frozenset(ends) for *ends, _ in found}) == len(found)
    return {frozenset(ends): weight for *ends, weight in found}


def arrive(tab: Tab, name: str) -> None:
    """Wait until the page has been made anew with a view."""
    tab.wait(f"document.documentElement.dataset.ready && kgraph.view.now === {name!r}")


@pytest.mark.parametrize("nodes", [60, 2000])
def test_people_are_linked_as_kgraph_links_them(opened: Open, nodes: int) -> None:
    graph = film_world(nodes)
    tab = opened(graph, fragment=PEOPLE)
    wanted = people(graph)
    assert links(tab) == {frozenset((a, b)): told["weight"] for a, b, told in wanted.edges(data=True)}
    persons = [key for key, told in graph.nodes(data=True) if "Person" in told["_labels"]]
    ids = tab.run("kgraph.data.nodes.label.map((_, node) => kgraph.details.idOf(node))")
    assert sorted(ids) == sorted(persons)
    for node in (0, len(ids) // 2):
        assert tab.run(f"kgraph.details.node({node}).properties.name") == graph.nodes[ids[node]]["name"]
        assert tab.run(f"kgraph.data.nodes.label[{node}]") == graph.nodes[ids[node]]["name"]
    settle(tab)
    assert overlapping(tab.run("kgraph.labels.boxes()")) == []


def test_companies_and_countries_are_linked_by_co_production(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    for company in "abcd":
        graph.add_node(company, _labels=("Company",), name=company.upper())
    for land in ("kr", "fr", "jp"):
        graph.add_node(land, _labels=("Country",), name=land)
    for film, makers, lands in (("1", "ab", ("kr", "fr")), ("2", "ab", ("kr",)), ("3", "c", ("kr", "fr"))):
        graph.add_node(film, _labels=("Film",), name=f"Film {film}")
        graph.add_edges_from((maker, film, {"_type": "PRODUCED"}) for maker in makers)
        graph.add_edges_from((film, land, {"_type": "PRODUCED_IN"}) for land in lands)
    graph.add_edge("d", "1", _type="DISTRIBUTED")
    graph.add_edge("c", "d", _type="CO_PRODUCED_WITH")
    graph.add_edge("2", "jp", _type="SHOT_IN")
    text = page(graph)
    tab = opened(text, fragment='#g="companies"')
    assert links(tab) == {frozenset("ab"): 2, frozenset("cd"): 1}
    tab.run("kgraph.picture.show('edge', 0)")
    assert "Film 1, Film 2" in text_of(tab, "#panel")
    assert links(opened(text, fragment='#g="countries"')) == {frozenset(("kr", "fr")): 2}


def test_the_reader_goes_to_a_view_and_back(opened: Open) -> None:
    tab = opened(film_world(60))
    before = tab.run("kgraph.data.nodes.count")
    tab.run("kgraph.actions.run('view-people')")
    arrive(tab, "people")
    assert tab.run("kgraph.data.nodes.count") < before
    assert each(tab, "#do-view-people", "one.getAttribute('aria-pressed')") == ["true"]
    assert "g=" in tab.run("location.hash")
    tab.run("kgraph.state.select('node', 0)")
    assert "g=" in tab.run("location.hash")
    tab.run("kgraph.actions.run('view-all')")
    arrive(tab, "")
    assert tab.run("kgraph.data.nodes.count") == before


def ids(tab: Tab, nodes: str) -> list[str]:
    found: list[str] = tab.run(f"{nodes}.map(kgraph.details.idOf)")
    return found


def test_a_view_keeps_the_steps_of_undo_and_what_means_the_same_there(opened: Open) -> None:
    tab = opened(film_world(60))
    tab.run("kgraph.state.set({ hidden: [kgraph.data.order[0], kgraph.data.order[1]], years: [1950, 2000] })")
    tab.run("kgraph.state.select('node', kgraph.details.withId('person/000003'))")
    hidden = ids(tab, "kgraph.state.get('hidden')")
    tab.run("kgraph.actions.run('view-people')")
    arrive(tab, "people")
    assert ids(tab, "[kgraph.state.get('selected').at]") == ["person/000003"]
    assert set(ids(tab, "kgraph.state.get('hidden')")) == {key for key in hidden if key.startswith("person")}
    tab.run("kgraph.actions.run('layout-rings')")
    tab.wait("kgraph.layouts.now() === 'rings'")
    for step in ("islands", "back"):
        tab.run("kgraph.actions.run('undo')")
        if step == "islands":
            tab.wait("kgraph.layouts.now() === 'islands'")
            assert tab.run("kgraph.view.now") == "people"
    arrive(tab, "")
    assert ids(tab, "kgraph.state.get('hidden')") == hidden
    assert tab.run("kgraph.state.get('years')") == [1950, 2000]
    tab.run("kgraph.actions.run('undo')")
    assert tab.run("kgraph.state.get('hidden')") == []
    for _ in range(2):
        tab.run("kgraph.actions.run('redo')")
    arrive(tab, "people")
    tab.run("kgraph.actions.run('redo')")
    tab.wait("kgraph.layouts.now() === 'rings'")
    assert ids(tab, "[kgraph.state.get('centre')]") == ["person/000003"]


def test_the_browser_goes_back_to_the_view_before(opened: Open) -> None:
    tab = opened(film_world(60))
    tab.run("kgraph.actions.run('view-people')")
    arrive(tab, "people")
    tab.run("history.back()")
    arrive(tab, "")
    tab.run("kgraph.state.select('node', 0)")
    assert tab.run("document.getElementById('panel').hidden") is False
    assert "s=n" in tab.run("location.hash")


def test_a_page_made_anew_answers_a_key_once(opened: Open) -> None:
    tab = opened(film_world(60))
    for name in ("people", "all"):
        tab.run(f"kgraph.actions.run('view-{name}')")
        arrive(tab, "people" if name == "people" else "")
    assert tab.run("document.querySelectorAll('#side, #tools, .vis-network').length") == 3
    scale = tab.run("kgraph.camera.view().scale")
    tab.press("+")
    assert tab.run("kgraph.camera.view().scale") == pytest.approx(scale * 1.4)


def test_the_frame_of_a_notebook_has_the_views_too(tab: Tab, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    frame = show(film_world(60))._repr_html_()
    path.write_text(f"<!DOCTYPE html><title>a notebook</title>{frame}", encoding="utf-8")
    tab.logs.clear()
    tab.call("Page.navigate", url=path.as_uri())
    tab.wait("document.querySelector('iframe') !== null")
    tab.wait_inside("document.documentElement?.dataset.ready === 'true'")
    before = tab.wait_inside("document.getElementById('count').textContent")
    tab.wait_inside("(document.getElementById('do-view-people').click(), true)")
    pressed = "document.querySelector('#do-view-people[aria-pressed=true]')"
    after = tab.wait_inside(
        f"document.documentElement.dataset.ready && {pressed} && document.getElementById('count').textContent"
    )
    assert before != after
    tab.wait_inside("(document.getElementById('do-undo').click(), true)")
    count = "document.documentElement.dataset.ready && document.getElementById('count').textContent"
    tab.wait_inside(f"{count} === {before!r}")
    assert tab.logs == []


def test_a_view_that_a_graph_has_not_is_not_offered(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph([("a", "b")]), fragment='#g="people"')
    assert tab.run("kgraph.data.nodes.count") == 2
    assert tab.run("kgraph.actions.all().filter(({ group }) => group === 'views').length") == 0
