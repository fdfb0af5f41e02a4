"""How two nodes are connected, in a real browser: the shortest chains, lit and told in words."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest

from kgraph.claims import Claim, Source
from tests.chromium import Tab
from tests.view_browser import Open, at, opened, tab

__all__ = ["opened", "tab"]


def casts() -> nx.MultiDiGraph:
    """Return two ways from Ann to Dee over films and Bob or Cy, a disputed one among them, and Eve alone."""
    graph = nx.MultiDiGraph()
    for person in ("Ann", "Bob", "Cy", "Dee", "Eve", "Fay"):
        graph.add_node(person, _labels=("Person",), name=person)
    for year, film in enumerate(("Wind", "Rain", "Snow", "Mist", "Dust"), 2003):
        graph.add_node(film, _labels=("Film",), name=film, year=year)
    links = ["Ann Wind", "Bob Wind", "Bob Rain", "Dee Rain", "Ann Snow", "Cy Snow", "Cy Mist", "Dee Mist"]
    for link in (*links, "Eve Dust", "Fay Dust"):
        person, film = link.split()
        claim = Claim("y", f"page of {film}", quote=f"{person} was there")
        told = {"certainty": "disputed"} if link == "Cy Mist" else {}
        graph.add_edge(person, film, key=link, _type="ACTED_IN", claims=[claim.to_json()], **told)
    graph.add_edge("Ann", "Wind", key="d", _type="DIRECTED")
    return graph


def ask(tab: Tab, one: str, other: str) -> str:
    """Type two names into the panel, and return what it says."""
    tab.press("Escape")
    tab.press("Escape")
    tab.press("b")
    for name in (one, other):
        tab.type(name)
        tab.press("Enter")
    return answer(tab)


def answer(tab: Tab) -> str:
    return str(tab.run("document.querySelector('#connect .result').innerText"))


def chains(tab: Tab) -> list[str]:
    found: list[str] = tab.run("[...document.querySelectorAll('.chain')].map((one) => one.textContent)")
    return found


def number(tab: Tab, name: str) -> int:
    return int(tab.run(f"kgraph.data.nodes.label.indexOf('{name}')"))


def test_the_shortest_chains_are_told_in_words_the_least_doubtful_first(opened: Open) -> None:
    tab = opened(casts(), sources=[Source("y", "Yearbook")])
    told = ask(tab, "ann", "dee")
    assert told.startswith("4 steps apart, by 2 chains")
    assert chains(tab) == ["Wind — Bob — Rain", "Snow — Cy — Mist"]
    sentences = tab.run("[...document.querySelectorAll('.steps .go')].map((one) => one.textContent)")
    assert sentences == [
        "Ann acted in Wind (2003)",
        "Ann directed Wind (2003)",
        "Bob acted in Wind (2003)",
        "Bob acted in Rain (2004)",
        "Dee acted in Rain (2004)",
    ]
    assert "Yearbook, page of Wind" in told
    assert "Ann was there" in told
    tab.run("document.querySelectorAll('.chain')[1].click()")
    assert "disputed" in answer(tab)
    assert "Cy acted in Mist (2006)" in answer(tab)


def test_the_chain_that_is_told_is_lit(opened: Open) -> None:
    tab = opened(casts())
    ask(tab, "ann", "dee")
    tab.frame()
    boxes = "kgraph.labels.boxes().map(({ text }) => text).sort().join(' ')"
    assert tab.run(boxes) == "Ann Bob Dee Rain Wind"
    tab.run("document.querySelectorAll('.chain')[0].click()")  # none is told: all are lit
    assert tab.run(boxes) == "Ann Bob Cy Dee Mist Rain Snow Wind"


def test_no_chain_is_said_plainly(opened: Open) -> None:
    tab = opened(casts())
    assert ask(tab, "ann", "eve") == "No chain connects Ann and Eve in what is shown."
    assert ask(tab, "eve", "eve") == "That is one and the same."


def test_chains_run_over_what_is_shown(opened: Open) -> None:
    tab = opened(casts())
    ask(tab, "ann", "dee")
    tab.run("kgraph.state.set({ years: [2005, 2007] })")
    assert chains(tab) == ["Snow — Cy — Mist"]
    tab.run("kgraph.state.set({ hiddenRelations: ['ACTED_IN'] })")
    assert "No chain connects Ann and Dee" in answer(tab)
    tab.run("document.querySelector('#connect .result .more').click()")
    assert chains(tab) == ["Wind — Bob — Rain", "Snow — Cy — Mist"]


def test_the_selection_is_one_end_and_a_click_chooses_the_other(opened: Open) -> None:
    tab = opened(casts())
    tab.run(f"kgraph.picture.show('node', {number(tab, 'Eve')})")
    tab.press("b")
    values = "[...document.querySelectorAll('#connect input')].map((one) => one.value).join()"
    assert tab.run(values) == "Eve,"
    assert tab.run("document.activeElement.getAttribute('aria-label')") == "The other"
    tab.run("kgraph.picture.fit()")
    tab.frame()
    tab.click(*at(tab, number(tab, "Fay")))
    tab.wait(f"{values} === 'Eve,Fay'")
    assert answer(tab).startswith("2 steps apart, by one chain\n\nDust")


def test_the_address_and_escape(opened: Open) -> None:
    tab = opened(casts())
    ask(tab, "eve", "dust")
    assert answer(tab).startswith("Directly related")
    again = opened(casts(), fragment=tab.run("location.hash"))
    assert answer(again).startswith("Directly related")
    again.press("Escape")
    assert again.run("document.getElementById('connect').hidden")
    assert "p=" not in again.run("location.hash")


def test_a_sentence_leads_to_the_evidence_and_back(opened: Open) -> None:
    tab = opened(casts())
    ask(tab, "ann", "dee")
    tab.run("document.querySelector('.steps .go').click()")
    assert tab.run("document.querySelector('#panel h2').textContent") == "Ann acted in Wind"
    tab.press("Escape")
    assert tab.run("document.getElementById('panel').hidden")
    assert chains(tab)


def test_of_many_chains_some_are_told_and_all_are_counted(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    layers = [["start"], [f"a{n}" for n in range(9)], [f"b{n}" for n in range(9)], ["end"]]
    for ones, others in itertools.pairwise(layers):
        graph.add_edges_from(itertools.product(ones, others))
    tab = opened(graph)
    told = ask(tab, "start", "end")
    assert told.startswith("3 steps apart, by 81 chains")
    assert told.endswith("73 more of the same length")
    assert len(chains(tab)) == 8


@pytest.mark.parametrize("seed", range(3))
def test_lengths_and_counts_are_those_of_another_library(opened: Open, seed: int) -> None:
    graph = nx.gnm_random_graph(40, 70, seed=seed)
    tab = opened(graph)
    labels = tab.run("kgraph.data.nodes.label")
    others = range(1, 12)
    told = "told && [told.length, told.count]"
    found = tab.run(f"{[*others]}.map((other) => kgraph.chains.find(0, other)).map((told) => {told})")
    wanted = []
    for other in others:
        ends = int(labels[0]), int(labels[other])
        paths = list(nx.all_shortest_paths(graph, *ends)) if nx.has_path(graph, *ends) else []
        wanted.append([len(paths[0]) - 1, len(paths)] if paths else None)
    assert found == wanted


def test_in_a_small_window_the_chain_lies_above_the_panel(opened: Open) -> None:
    tab = opened(casts())
    tab.resize(380, 700)
    ask(tab, "ann", "dee")
    tab.frame()
    top = tab.run("document.getElementById('connect').getBoundingClientRect().top")
    assert max(at(tab, number(tab, name))[1] for name in ("Ann", "Wind", "Bob", "Rain", "Dee")) < top
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")
