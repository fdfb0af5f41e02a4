"""The page for those who do not look or point: tables, keys, contrast, paper, axe-core."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from benchmarks.page_graphs import film_world
from tests.chromium import Tab
from tests.node_tools import require
from tests.test_view_browser import each, text_of, world
from tests.view_browser import Open, opened, tab
from tests.view_reader import YEARBOOK, film_graph

__all__ = ["opened", "tab"]

NAMES = "#listing .all tbody .go"
FOCUSED = "document.activeElement.id"


def axe() -> str:
    return require("AXE", "axe-core/axe.min.js").read_text(encoding="utf-8")


def media(tab: Tab, **features: str) -> None:
    told = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    tab.call("Emulation.setEmulatedMedia", features=told)
    tab.frame()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "doing",
    [
        "0",
        "kgraph.picture.show('node', 0)",
        "kgraph.actions.run('listing'); kgraph.state.select('node', 0)",
        "kgraph.actions.run('help')",
        "document.getElementById('menu-export').click(); document.querySelector('#terms summary').click()",
        "kgraph.search.focus(); document.execCommand('insertText', false, 'kim')",
    ],
    ids=["first", "panel", "tables", "help", "menu", "search"],
)
def test_axe_finds_nothing_serious(opened: Open, doing: str, dark: bool) -> None:
    source = axe()
    tab = opened(film_graph(), sources=[YEARBOOK], dark=dark)
    tab.run(doing)
    tab.frame()
    tab.run(f"{source};0")
    found: list[dict[str, Any]] = tab.run("axe.run(document).then(({ violations }) => violations)")
    grave = [
        (one["id"], one["help"], [node["html"][:200] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []


def test_axe_would_find_what_is_wrong(opened: Open) -> None:
    source = axe()
    tab = opened(film_graph())
    tab.run("document.getElementById('query').removeAttribute('aria-label')")
    tab.run("document.getElementById('query').removeAttribute('placeholder')")
    tab.run(f"{source};0")
    found = tab.run("axe.run(document).then(({ violations }) => violations.map(({ id }) => id))")
    assert "label" in found


def test_the_tables_say_what_the_picture_shows(opened: Open) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK])
    tab.press("Escape")
    tab.press("t")
    assert tab.run("document.getElementById('listing').open")
    rows = each(tab, "#listing .all tbody tr", "[...one.cells].map((cell) => cell.innerText)")
    assert rows == [["Beat", "Film", "1997", "4"], ["Kim Sung-soo", "Person", "", "3"]]
    tab.run(f"document.querySelectorAll({NAMES!r})[1].click()")
    assert text_of(tab, "#listing .of caption") == "Relations of Kim Sung-soo"
    told = each(tab, "#listing .of tbody tr", "[...one.cells].map((cell) => cell.innerText)")
    assert sorted(told) == [
        ["directed …", "Beat", "1997", "stated"],
        ["wrote …", "Beat", "1997", "disputed"],
        ["… is about", "Beat", "1997", "implied"],
    ]
    assert each(tab, "#listing [aria-current]", "one.cells[0].innerText") == ["Kim Sung-soo"]
    tab.press("Escape")
    tab.wait("!document.getElementById('listing').open")
    assert tab.run("kgraph.state.get('selected').at") == 1


def test_the_tables_hold_what_passes_the_filters_and_all_of_it(opened: Open) -> None:
    tab = opened(world(144))
    tab.run("kgraph.state.set({ hiddenTypes: ['Person'] }); kgraph.actions.run('listing')")
    assert len(each(tab, NAMES, "1")) == 100
    tab.run("document.querySelector('#listing .all .more').click()")
    assert len(each(tab, NAMES, "1")) == 144
    assert text_of(tab, "#listing .all caption") == "144 nodes, 0 relations"
    assert tab.run("document.activeElement.textContent") == each(tab, NAMES, "one.textContent")[100]


def test_the_tables_are_sorted_by_any_column(opened: Open) -> None:
    tab = opened(world())
    tab.run("kgraph.actions.run('listing')")
    for by, wanted in (("year", "Film 59"), ("year", "Film 0"), ("name", "Film 0"), ("name", "Person 59")):
        tab.run(f"document.querySelector('#listing [data-by={by}]').click()")
        assert each(tab, NAMES, "one.textContent")[0] == wanted
        assert tab.run("document.activeElement.dataset.by") == by
    assert each(tab, "#listing [aria-sort=descending]", "one.textContent") == ["Name"]


def test_an_empty_graph_has_an_empty_table(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph())
    tab.run("kgraph.actions.run('listing')")
    assert text_of(tab, "#listing .all caption") == "0 nodes, 0 relations"


def test_the_toolbar_is_one_stop_and_arrows_go_on(opened: Open) -> None:
    tab = opened(film_graph())
    assert len(each(tab, "#tools [tabindex='0']", "1")) == 1
    tab.run("document.querySelector('#tools [tabindex=\"0\"]').focus()")
    first = tab.run(FOCUSED)
    tab.press("ArrowDown")
    second = tab.run(FOCUSED)
    assert second != first
    tab.press("ArrowUp")
    assert tab.run(FOCUSED) == first
    tab.press("End")
    assert each(tab, "#tools [tabindex='0']", "one.id") == [tab.run(FOCUSED)]
    tab.press("ArrowDown")
    assert tab.run(FOCUSED) == first
    tab.run("document.getElementById('menu-export').focus()")
    tab.press("Enter")
    tab.press("ArrowDown")
    assert tab.run("document.activeElement.closest('.menu') !== null")
    tab.press("Escape")
    assert tab.run(FOCUSED) == "menu-export"
    assert each(tab, ".menu:not([hidden])", "1") == []


def test_each_island_is_reached_and_opened_by_keys(opened: Open) -> None:
    tab = opened(film_world(4000))
    assert tab.run("kgraph.sea.isCrowd")
    tab.run("document.querySelector('#islands summary').focus()")
    tab.press("Enter")
    tab.wait("document.querySelectorAll('#islands button').length > 0")
    assert len(each(tab, "#islands button", "1")) == tab.run("kgraph.data.graph.islands.length")
    assert len(each(tab, "#islands [tabindex='0']", "1")) == 1
    tab.press("Tab")
    first = tab.run("document.activeElement.dataset.island")
    tab.press("ArrowDown")
    second = tab.run("document.activeElement.dataset.island")
    assert second not in (first, None)
    assert tab.run("document.activeElement.getAttribute('aria-label')").startswith("Open the island of ")
    tab.press("Enter")
    assert tab.run("kgraph.state.get('open')") == [int(second)]
    assert tab.run("document.activeElement.dataset.island") == second
    assert tab.run("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert "is open" in text_of(tab, "#spoken")
    tab.press("Enter")
    assert tab.run("kgraph.state.get('open')") == []


def test_the_tab_key_goes_through_the_parts_in_their_order(opened: Open) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK])
    tab.run("kgraph.picture.show('node', 0); document.activeElement.blur()")
    seen = []
    for _ in range(60):
        tab.press("Tab")
        part = tab.run(
            "document.activeElement.closest('body > [id], footer')?.id || document.activeElement.tagName"
        )
        if part not in seen:
            seen.append(part)
        if tab.run("document.activeElement === document.body"):
            break
    wanted = ["picture", "side", "panel", "tools", ""]
    assert [part for part in seen if part in wanted] == [part for part in wanted if part in seen]
    assert {"picture", "side", "panel", "tools"} <= set(seen)


@pytest.mark.parametrize("features", [{"forced_colors": "active"}, {"prefers_contrast": "more"}], ids=str)
def test_strong_contrast_reaches_the_picture(opened: Open, features: dict[str, str]) -> None:
    tab = opened(film_graph())
    before = tab.run("({ ...kgraph.theme.colours })")
    media(tab, **features, prefers_reduced_motion="reduce")
    after = tab.run("({ ...kgraph.theme.colours })")
    assert after["edge"] != before["edge"]
    # Every colour is one that a canvas knows: an unknown one would leave the one before it.
    unknown = tab.run("""(() => {
        const ctx = document.createElement("canvas").getContext("2d");
        return Object.entries(kgraph.theme.colours).filter(([, colour]) => {
            ctx.fillStyle = "#123456";
            ctx.fillStyle = colour;
            return ctx.fillStyle === "#123456";
        });
    })()""")
    assert unknown == []


def test_on_paper_stands_the_picture_in_light_colours(opened: Open, tmp_path: Path) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK], dark=True)
    before = tab.run("({ ...kgraph.theme.colours })")
    tab.run("dispatchEvent(new Event('beforeprint'))")
    assert tab.run("document.querySelector('#printed rect').getAttribute('fill')") == "#fbfaf7"
    texts = each(tab, "#printed text", "one.textContent")
    assert {"Beat", "Kim Sung-soo", "Press, CC BY 4.0"} <= set(texts)
    assert tab.run("({ ...kgraph.theme.colours })") == before
    tab.run("dispatchEvent(new Event('afterprint'))")
    assert each(tab, "#printed *", "1") == []
    printed = base64.b64decode(tab.call("Page.printToPDF", printBackground=True)["data"])
    assert printed.startswith(b"%PDF")
    assert len(printed) > 5000


def test_names_of_all_controls_are_told(opened: Open) -> None:
    tab = opened(world(), sources=[YEARBOOK])
    tab.run("kgraph.actions.run('listing')")
    nameless = each(
        tab,
        "button, input, [role]:not([role=status])",
        "[one.outerHTML.slice(0, 90), (one.getAttribute('aria-label') || one.getAttribute('aria-labelledby') "
        "|| one.textContent || one.title).trim()]",
    )
    empty = {"found", "tooltip", "search"}
    assert [
        told for told, name in nameless if not name and not any(f'id="{one}"' in told for one in empty)
    ] == []
