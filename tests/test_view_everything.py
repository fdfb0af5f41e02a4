"""All that a reader can do, on odd graphs: no error, no request, and nothing of the data is run."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kgraph.claims import Claim, Source
from kgraph.view import page
from tests.chromium import Tab
from tests.view_browser import Open, at, opened, settle, tab
from tests.view_reader import YEARBOOK

__all__ = ["opened", "tab"]

EVIL = "document.documentElement.dataset.evil = 1"
MARKUP = (
    f"\"'></title></style></textarea><img src=//evil.example/i onerror='{EVIL}'><script>{EVIL}</script>"
    "<style>@import '//evil.example/s';</style><link rel=stylesheet href=//evil.example/l>"
    f"<svg onload='{EVIL}'><a href=\"javascript:{EVIL}\">{{{{graph}}}} ${{{EVIL}}} https://example.org/?<b>"
)
ADDRESSES = [
    f"javascript:{EVIL}",
    f"JaVaScRiPt:{EVIL}",
    f" javascript:{EVIL}",
    f"java\nscript:{EVIL}",
    f"data:text/html,<script>{EVIL}</script>",
    f"vbscript:{EVIL}",
    "file:///etc/passwd",
    f'https://example.org/"onclick="{EVIL}',
]
FOREIGN = "img, iframe, object, embed, link, base, form, svg a, svg image, svg script, svg foreignObject"


def evil() -> tuple[nx.MultiDiGraph, list[Source]]:
    """Return a graph with markup in every field that there is, and sources of the same kind."""
    graph = nx.MultiDiGraph(title=MARKUP)
    sources = [
        Source(f"s{number}", MARKUP, MARKUP, MARKUP, address, MARKUP, MARKUP)
        for number, address in enumerate(ADDRESSES)
    ]
    sources.append(Source(MARKUP, MARKUP, MARKUP, MARKUP, MARKUP, MARKUP, MARKUP))
    claims = [
        Claim(one.id, MARKUP, note=MARKUP, quote=MARKUP, property=MARKUP, value=MARKUP).to_json()
        for one in sources
    ]
    links = {f"link{number}": address for number, address in enumerate(ADDRESSES)}
    told = {"names": [MARKUP, *ADDRESSES], "claims": claims, "contradicted": True, MARKUP: MARKUP, **links}
    for number, label in enumerate(("Film", "Person", "Person", "Award", "Country", "Company", MARKUP)):
        graph.add_node(f"{MARKUP}{number}", _labels=(label, MARKUP), name=MARKUP, year=1990 + number, **told)
    for number, kind in enumerate(("DIRECTED", "ACTED_IN", "WON", "PRODUCED_IN", "PRODUCED", MARKUP)):
        ends = (f"{MARKUP}{number + 1}", f"{MARKUP}0")
        graph.add_edge(*ends, key=MARKUP, _type=kind, film=f"{MARKUP}0", certainty="disputed", **told)
    return graph, sources


def named(*names: str) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for number, name in enumerate(names):
        graph.add_node(
            str(number), _labels=("Film" if number % 2 else "Person",), name=name, year=2000 + number
        )
        graph.add_edge(str(number), "0", key="k", _type="DIRECTED", year=2000)
    return graph


ODD = {
    "empty": nx.MultiDiGraph(),
    "one": nx.empty_graph(1, nx.MultiDiGraph),
    "loop": nx.MultiDiGraph([("a", "a"), ("a", "a")]),
    "parallel": nx.MultiDiGraph([("a", "b")] * 100 + [("b", "a")] * 100),
    "long": named("x" * 500, "y " * 250),
    "scripts": named("كفرناحوم", "봄날은 간다", "שלום", "\u202eabc", "e\u0301", "👩‍👩‍👧"),
}

# Each action with a node selected, but for those that load the page anew and the one that a browser allows to
# a reader's own hand alone; those of what is selected also with nothing and with an edge.
EVERY_ACTION = """(async ({ actions, state, data }) => {
    const all = actions.all().filter(({ id, group }) => group !== "views" && id !== "readNotes");
    for (const [kind, count] of [["node", data.nodes.count], ["edge", data.edges.count], ["", 1]]) {
        for (const { id } of kind === "node" ? all : all.filter(({ group }) => group === "node")) {
            state.set({ selected: kind && count ? { kind, at: 0 } : null });
            actions.run(id);
            await kgraph.pause();
            document.querySelector("dialog[open]")?.close();
        }
        actions.run("reset");
    }
    return all.length;
})(kgraph)"""


def everything(tab: Tab, folder: Path) -> None:
    """Do what there is to do: point, click, press every key and switch, search, save, print."""
    tab.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    settle(tab)
    for selector in (
        "#terms summary",
        "#filters summary",
        "#legend summary",
        "#legend .only",
        "#drawer summary",
    ):
        tab.run(f"document.querySelectorAll('{selector}').forEach((one) => one.click())")
    for node in range(min(2, tab.run("kgraph.data.nodes.count"))):
        tab.move(*at(tab, node))
        tab.click(*at(tab, node), count=2)
    tab.run("kgraph.actions.run('reset')")
    for edge in range(min(2, tab.run("kgraph.data.edges.count"))):
        tab.run(f"kgraph.state.hover('edge', {edge})")
        tab.frame()
        tab.run(f"kgraph.picture.show('edge', {edge})")
    assert tab.run(EVERY_ACTION) >= 30
    for key in "/b?t12eEohcp0+-":
        tab.press(key)
        tab.press("Escape")
    tab.press("/")
    tab.type("a")
    tab.press("Enter")
    assert base64.b64decode(tab.call("Page.printToPDF")["data"]).startswith(b"%PDF")
    tab.frame()


@pytest.mark.parametrize("name", ODD)
def test_whatever_is_done_to_an_odd_graph_is_harmless(opened: Open, tmp_path: Path, name: str) -> None:
    graph = ODD[name]
    tab = opened(graph, sources=[YEARBOOK])
    everything(tab, tmp_path)
    tab.run("kgraph.actions.run('reset')")
    shown = "[...kgraph.data.nodes.label.keys()].filter(kgraph.visible.node).length"
    tab.wait(f"{shown} === {len(graph)}")
    assert tab.run(shown) == len(graph)
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_of_the_data_is_run_or_fetched_whatever_is_done(opened: Open, tmp_path: Path) -> None:
    graph, sources = evil()
    text = page(graph, title=MARKUP, sources=sources)
    tab = opened(text)
    assert tab.run("document.title") == tab.run("document.querySelector('h1').textContent") == MARKUP
    everything(tab, tmp_path)
    for kind, row in (("node", 0), ("node", 6), ("edge", 0), ("edge", 5)):
        tab.run(f"kgraph.picture.show('{kind}', {row})")
        assert MARKUP in tab.run("document.getElementById('panel').textContent")
        assert bad(tab) == []
    tab.run("kgraph.actions.run('listing'); kgraph.state.select('node', 0)")
    tab.run("kgraph.state.set({ between: [1, 2] })")
    tab.frame()
    assert bad(tab) == []
    tab.run("dispatchEvent(new Event('beforeprint'))")
    assert bad(tab) == []
    tab = opened(text, fragment='#g="people"')
    tab.run("kgraph.picture.show('edge', 0)")
    assert bad(tab) == []
    assert tab.run("document.documentElement.dataset.evil ?? ''") == ""


def bad(tab: Tab) -> list[Any]:
    """Return the elements that no part of the page makes, and the links that lead to no web page."""
    found: list[Any] = tab.run(f"""[
        ...[...document.querySelectorAll({FOREIGN!r})].map((one) => one.outerHTML),
        ...[...document.querySelectorAll("script:not(:empty), style")].map((one) => one.textContent)
            .filter((text) => text.includes("evil.example")),
        ...[...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
            .filter(({{ name }}) => name.startsWith("on")).map(({{ name }}) => name),
        ...[...document.querySelectorAll("a")].map((one) => one.protocol + one.target + one.rel)
            .filter((told) => told !== "https:_blanknoopener noreferrer"),
    ]""")
    return found
