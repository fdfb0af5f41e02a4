"""The page's filters in a real browser: years, certainty, sources, prizes, told in one line."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kgraph.claims import Certainty, Claim, Source
from tests.chromium import Tab
from tests.view_browser import Open, opened, tab

__all__ = ["opened", "tab"]

SOURCES = [Source("a", "Almanac"), Source("b", "Biography")]


def claim(source: str = "a", certainty: Certainty = Certainty.STATED) -> dict[str, Any]:
    """Return the evidence fields of a node or an edge with one claim."""
    told = Claim(source, "page 1", certainty=certainty).to_json()
    return {"claims": [told], "certainty": str(certainty)}


def cinema() -> nx.MultiDiGraph:
    """Return three films of 1990, 2000 and 2010, who made them, and an award of 2011 for the film of 2010."""
    graph = nx.MultiDiGraph()
    for film, year in (("one", 1990), ("two", 2000), ("three", 2010)):
        graph.add_node(film, _labels=("Film",), name=film, year=year, **claim())
    for person in ("ann", "bob", "cy"):
        graph.add_node(person, _labels=("Person",), name=person, **claim("b" if person == "cy" else "a"))
    graph.add_node("korea", _labels=("Country",), name="Korea", **claim())
    graph.add_node("best", _labels=("Award",), name="Best Film", **claim())
    graph.add_edge("ann", "one", key="1", _type="DIRECTED", **claim())
    graph.add_edge("ann", "two", key="2", _type="DIRECTED", **claim("b", Certainty.DISPUTED))
    graph.add_edge("bob", "two", key="3", _type="ACTED_IN", **claim("a", Certainty.IMPLIED))
    graph.add_edge("cy", "three", key="4", _type="ACTED_IN", **claim("b"))
    graph.add_edge("ann", "korea", key="5", _type="NATIONALITY", **claim())
    graph.add_edge("bob", "korea", key="6", _type="NATIONALITY", **claim())
    graph.add_edge("cy", "best", key="7", _type="WON", year=2011, film="three", **claim())
    return graph


def shown(tab: Tab) -> str:
    """Return the names of the nodes that are shown."""
    names = tab.run("kgraph.data.nodes.label.filter((_, node) => kgraph.visible.node(node)).sort()")
    return " ".join(names)


def told(tab: Tab) -> str:
    return str(tab.run("document.querySelector('#told span')?.textContent ?? ''")).replace("\u2060", "")


def put(tab: Tab, slot: str, value: str) -> None:
    tab.run(f"kgraph.state.set({{ {slot}: {value} }})")


def unfold(tab: Tab) -> None:
    """Open the lists of the filters, one after the other."""
    tab.run("for (const one of document.querySelectorAll('#filters details')) one.open = true")
    tab.frame()


def test_a_node_without_year_stays_while_a_relation_of_these_years_keeps_it(opened: Open) -> None:
    tab = opened(cinema(), sources=SOURCES)
    put(tab, "years", "[1990, 1999]")
    assert shown(tab) == "ann one"  # Korea is linked to Ann, but by a relation without year
    assert told(tab) == "2 of 8 shown: 1990–1999"
    assert tab.run("location.hash") == "#y=1990-1999"
    put(tab, "years", "[2010, 2011]")
    assert shown(tab) == "Best Film cy three"
    put(tab, "years", "[2010, 2010]")  # the prize is of the year after
    assert shown(tab) == "cy three"
    tab.run("kgraph.actions.run('undo')")
    assert shown(tab) == "Best Film cy three"
    tab.run("kgraph.actions.run('reset')")
    assert told(tab) == ""
    assert tab.run("location.hash") == ""


def test_both_ends_of_the_slider_move_by_key_and_never_pass_each_other(opened: Open) -> None:
    tab = opened(cinema())
    ends = "[...document.querySelectorAll('#years input')].map((one) => one.value).join()"
    assert tab.run(ends) == "1990,2011"
    assert tab.run("document.querySelectorAll('#years input')[0].getAttribute('aria-label')") == "From year"

    def slide(end: int, value: int) -> None:
        tab.run(f"""(() => {{
            const end = document.querySelectorAll('#years input')[{end}];
            end.value = {value};
            for (const name of ['input', 'change']) end.dispatchEvent(new Event(name, {{ bubbles: true }}));
        }})()""")

    slide(1, 2005)
    slide(0, 1995)
    assert tab.run("document.querySelector('#years output').textContent").replace("\u2060", "") == "1995–2005"
    assert shown(tab) == "ann bob two"
    slide(0, 2009)
    assert tab.run(ends) == "2005,2005"
    tab.run("kgraph.actions.run('undo'); kgraph.actions.run('undo')")
    assert tab.run(ends) == "1990,2005"


def test_the_years_pass_by_and_stop_at_the_last(opened: Open) -> None:
    tab = opened(cinema())
    names = "kgraph.data.nodes.label.filter((_, node) => kgraph.visible.node(node)).sort().join(' ')"
    tab.run(f"globalThis.seen = []; kgraph.visible.on(() => seen.push({names})); 0")
    tab.press("p")
    tab.wait("seen.length > 1 && !kgraph.years.isPlaying()")
    seen = tab.run("seen")
    assert (seen[0], seen[-1]) == ("ann one", "Best Film Korea ann bob cy one three two")
    assert "ann bob one two" in [" ".join(sorted(names.replace("Korea", "").split())) for names in seen]
    assert tab.run("kgraph.state.get('years')") is None
    tab.run("kgraph.actions.run('undo')")  # all of it was one step
    assert tab.run("kgraph.state.get('years')") is None
    assert tab.run("kgraph.history.depth()") == 0


def test_years_chosen_while_they_pass_by_stay(opened: Open) -> None:
    tab = opened(cinema())
    tab.press("p")
    put(tab, "years", "[2000, 2001]")
    tab.wait("!kgraph.years.isPlaying()")
    assert tab.run("kgraph.state.get('years')") == [2000, 2001]


def test_the_legend_counts_what_the_years_leave(opened: Open) -> None:
    tab = opened(cinema())
    put(tab, "years", "[2000, 2000]")
    counts = tab.run("[...document.querySelectorAll('#legend > ul .number')].map((one) => one.textContent)")
    assert counts == ["2", "1", "0", "0"]


def test_certainty_leaves_disputed_relations_with_their_ends(opened: Open) -> None:
    tab = opened(cinema())
    unfold(tab)
    names = "[...document.querySelectorAll('#filters details:nth-of-type(1) .switch')]"
    assert tab.run(f"{names}.map((one) => one.innerText.split(/\\s+/).join())") == [
        "stated,5",
        "implied,1",
        "disputed,1",
    ]
    tab.run("document.querySelectorAll('#filters details:nth-of-type(1) .only')[2].click()")
    assert shown(tab) == "ann two"
    assert told(tab) == "2 of 8 shown: disputed"
    tab.run("document.querySelector('#told .clear').click()")
    assert told(tab) == ""
    put(tab, "hiddenCertainties", "['disputed']")
    assert told(tab) == "8 of 8 shown: without disputed"
    assert tab.run("document.getElementById('count').textContent") == "8 nodes, 6 relations"


def test_a_source_alone_leaves_what_it_speaks_of(opened: Open) -> None:
    tab = opened(cinema(), sources=SOURCES)
    unfold(tab)
    names = "[...document.querySelectorAll('#filters details:nth-of-type(2) .name')]"
    assert tab.run(f"{names}.map((one) => one.textContent)") == ["Almanac", "Biography"]
    tab.run("document.querySelectorAll('#filters details:nth-of-type(2) .only')[1].click()")
    assert shown(tab) == "ann cy three two"
    assert told(tab) == "4 of 8 shown: Biography"
    again = opened(cinema(), sources=SOURCES, fragment=tab.run("location.hash"))
    assert told(again) == "4 of 8 shown: Biography"


def test_a_prize_leaves_its_winners_and_their_films(opened: Open) -> None:
    tab = opened(cinema())
    unfold(tab)
    picks = "[...document.querySelectorAll('#filters .pick')]"
    assert tab.run(f"{picks}.map((one) => one.innerText.split('\\n')[0])") == ["Any prize", "Best Film"]
    tab.run(f"{picks}[1].click()")
    assert shown(tab) == "Best Film cy three"
    assert told(tab) == "3 of 8 shown: prize: Best Film"
    assert tab.run("location.hash").startswith("#w=")
    assert told(opened(cinema(), fragment=tab.run("location.hash"))) == "3 of 8 shown: prize: Best Film"


def test_filters_combine_until_nothing_is_held_by_what_is_gone(opened: Open) -> None:
    tab = opened(cinema())
    tab.run("kgraph.state.set({ years: [2000, 2000], hiddenCertainties: ['implied', 'stated'] })")
    assert shown(tab) == "ann two"
    assert told(tab) == "2 of 8 shown: 2000, disputed"
    tab.press("c")
    assert told(tab) == ""
    tab.run("kgraph.actions.run('undo')")
    assert told(tab) == "2 of 8 shown: 2000, disputed"


def test_what_is_searched_is_shown_whatever_the_filters(opened: Open) -> None:
    tab = opened(cinema(), sources=SOURCES)
    tab.run("kgraph.state.set({ years: [1990, 1990], hiddenCertainties: ['stated'], hiddenSources: ['b'] })")
    node = tab.run("kgraph.data.nodes.label.indexOf('cy')")
    tab.run(f"kgraph.picture.show('node', {node})")
    assert tab.run(f"kgraph.visible.node({node})")


def test_a_graph_without_years_certainties_and_prizes_has_no_such_filters(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph([("a", "b")]))
    assert tab.run("document.getElementById('filters').children.length") == 0
    tab.press("p")
    assert tab.run("document.getElementById('told').hidden")


def test_an_address_that_makes_no_sense_is_left_out(opened: Open) -> None:
    tab = opened(cinema(), fragment="#y=1999-x&w=%5B%22nobody%22%5D&by=%7B%7D&c=%5B%22sure%22%5D&t=7")
    assert told(tab) == ""


def test_a_small_window_unfolds_the_filters(opened: Open) -> None:
    tab = opened(cinema())
    tab.resize(380, 700)
    height = "document.getElementById('years').getBoundingClientRect().height"
    assert tab.run(height) == 0
    tab.run("document.getElementById('unfold').click()")
    assert tab.run(height) > 30
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")


def test_relations_that_count_shared_films_can_be_held_to_a_least_number(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    for one, other, films in (
        ("Ann", "Bob", ["x", "y", "z"]),
        ("Bob", "Cy", ["x", "y"]),
        ("Cy", "Dee", ["x"]),
    ):
        graph.add_edge(one, other, key="1", _type="COLLABORATED_WITH", films=films, weight=len(films))
    tab = opened(graph)
    tab.run("""(() => {
        const slider = document.querySelector('#shared input');
        slider.value = 2;
        for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name));
    })()""")
    assert shown(tab) == "Ann Bob Cy"
    assert told(tab) == "3 of 4 shown: 2 or more shared films"
    assert tab.run("location.hash") == "#mf=2"
    tab.press("c")
    assert shown(tab) == "Ann Bob Cy Dee"


def test_a_view_of_people_can_be_held_to_pairs_with_two_films(opened: Open) -> None:
    graph = cinema()
    graph.add_edge("bob", "one", key="8", _type="ACTED_IN")
    tab = opened(graph, fragment="#g=%22people%22")
    put(tab, "sharedFilms", "2")
    assert shown(tab) == "ann bob"


def test_what_was_held_by_what_another_filter_takes_away_goes_too(opened: Open) -> None:
    graph = cinema()
    graph.add_edge("cy", "korea", key="8", _type="NATIONALITY")
    graph.add_edge("two", "korea", key="9", _type="PRODUCED_IN")
    tab = opened(graph)
    best = tab.run("kgraph.data.nodes.label.indexOf('Best Film')")
    tab.run(f"kgraph.state.set({{ years: [2000, 2011], prizes: [{best}] }})")
    assert shown(tab) == "Best Film cy three"  # a film of these years held Korea, but it won nothing
