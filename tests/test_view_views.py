"""People linked by shared films, companies and countries by co-production: made in the page."""

from __future__ import annotations

import time
from contextlib import suppress

import networkx as nx
import pytest

from benchmarks.page_graphs import film_world
from kgraph.graph.collaboration import people
from kgraph.view import page
from tests.chromium import BrowserError, Tab
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
    """Wait until the page has been loaded anew with a view."""
    for _ in range(600):
        with suppress(BrowserError):  # the page may be on its way out just now
            if tab.run("document.documentElement.dataset.ready && kgraph.view.now") == name:
                return
        time.sleep(0.03)
    raise AssertionError(f"the page never showed {name!r}")


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


def test_a_view_that_a_graph_has_not_is_not_offered(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph([("a", "b")]), fragment='#g="people"')
    assert tab.run("kgraph.data.nodes.count") == 2
    assert tab.run("kgraph.actions.all().filter(({ group }) => group === 'views').length") == 0
