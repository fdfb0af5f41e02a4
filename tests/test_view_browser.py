"""The page in a real browser, from a file, with the network cut off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import kgraph
from kgraph.claims import Claim, Source
from kgraph.view import page, show
from tests.chromium import Tab, browser
from tests.view_browser import Open, at, on_screen, opened, settle, tab
from tests.view_reader import NASTY, YEARBOOK, film_graph

__all__ = ["opened", "tab"]

BOX = "(({ left, right }) => [left, right])(one.getBoundingClientRect())"


def world(people: int = 60) -> nx.MultiDiGraph:
    """Return films with casts, some hundred nodes in several communities."""
    graph = nx.MultiDiGraph(title="A world")
    claim = Claim("y", "paragraph 1").to_json()
    for number in range(people):
        graph.add_node(f"p{number}", _labels=("Person",), name=f"Person {number}", claims=[claim])
    for number in range(people):
        film = f"f{number}"
        graph.add_node(film, _labels=("Film",), name=f"Film {number}", year=1960 + number, claims=[claim])
        home = number // 12 * 12
        for cast in range(4):
            actor = home + (number * 5 + cast * cast) % 12
            graph.add_edge(f"p{actor}", film, key=f"{number} {cast}", _type="ACTED_IN", claims=[claim])
        graph.add_edge(f"p{home}", film, key=f"{number} d", _type="DIRECTED", claims=[claim])
    return graph


def on_edge(tab: Tab, edge: int) -> tuple[float, float]:
    return on_screen(tab, f"kgraph.picture.middleOf({edge})")


def text_of(tab: Tab, selector: str) -> str:
    return str(tab.run(f"document.querySelector({selector!r}).innerText"))


def each(tab: Tab, selector: str, what: str) -> list[Any]:
    """Return something of each element that a selector finds; `one` is the element."""
    found: list[Any] = tab.run(f"[...document.querySelectorAll({selector!r})].map((one) => {what})")
    return found


def panel(tab: Tab) -> str:
    """Wait until the panel is open and return its text."""
    tab.wait("!document.getElementById('panel').hidden")
    return text_of(tab, "#panel")


def drawn(tab: Tab) -> list[int]:
    """Return how many nodes and edges the engine draws."""
    return [tab.run(f"kgraph.picture.network.body.{kind}Indices.length") for kind in ("node", "edge")]


def search(tab: Tab, text: str) -> None:
    """Type into the search box, having come there by key."""
    tab.press("/")
    assert tab.run("document.activeElement.id") == "query"
    tab.type(text)


def press_switch(tab: Tab, number: int, within: str = "#legend > ul") -> None:
    tab.run(f"document.querySelectorAll('{within} .switch')[{number}].click()")


def test_what_is_drawn_is_what_is_in_the_graph(opened: Open) -> None:
    assert drawn(opened(film_graph())) == [2, 4]
    tab = opened(world())
    tab.run("kgraph.picture.zoom(20)")
    tab.frame()
    tab.frame()
    assert drawn(tab) == [120, 300]


def test_the_picture_is_not_blank(opened: Open) -> None:
    tab = opened(film_graph())
    colours = tab.run("""(() => {
        const canvas = document.querySelector("#picture canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set();
        for (let at = 0; at < data.length; at += 4) seen.add(data.slice(at, at + 3).join());
        return ["0,114,178", "213,94,0"].map((colour) => seen.has(colour));
    })()""")
    assert colours == [True, True]


def test_parallel_edges_and_loops_can_each_be_pointed_at(opened: Open) -> None:
    tab = opened(nx.MultiDiGraph([("a", "b")] * 3 + [("b", "a")] * 2 + [("a", "a")]))
    for edge in range(6):
        tab.move(*on_edge(tab, edge))
        assert tab.wait(
            f"kgraph.state.get('hovered')?.kind === 'edge' && kgraph.state.get('hovered').at === {edge}"
        )
        tab.move(1270, 400)
        tab.wait("kgraph.state.get('hovered') === null")


def test_who_leaves_before_the_next_frame_points_at_nothing(opened: Open) -> None:
    tab = opened(film_graph())
    x, y = at(tab, 0)
    tab.run(f"""(() => {{
        const picture = document.getElementById("picture");
        const told = {{ clientX: {x}, clientY: {y}, bubbles: true }};
        picture.dispatchEvent(new PointerEvent("pointermove", told));
        picture.dispatchEvent(new PointerEvent("pointerleave"));
    }})()""")
    tab.frame()
    tab.run("new Promise((go) => setTimeout(go, 200))")  # a pointer that stays is told of after 70 ms
    assert tab.run("kgraph.state.get('hovered')") is None


def test_search_flies_to_what_enter_chooses(opened: Open) -> None:
    tab = opened(world())
    search(tab, "PÉRSON-1 7")
    assert each(tab, "#found [aria-selected=true] .name", "one.textContent") == ["Person 17"]
    tab.press("Enter")
    tab.frame()
    assert text_of(tab, "#panel h2") == "Person 17"
    x, y = at(tab, tab.run("kgraph.data.nodes.label.indexOf('Person 17')"))
    assert 250 < x < 920
    assert 0 < y < 800
    tab.press("Escape")
    assert tab.run("document.getElementById('query').value") == ""
    assert tab.run("document.getElementById('panel').hidden")


@pytest.mark.parametrize(
    "asked", ["kim sung soo", "Sung-soo Kim", "KIMSUNGSOO", "김성수", "김ㅅ", "kım sungsoo"]
)
def test_any_spelling_of_any_name_is_found(opened: Open, asked: str) -> None:
    tab = opened(film_graph())
    search(tab, asked)
    assert each(tab, "#found .name", "one.textContent") == ["Kim Sung-soo"]


def test_a_name_known_only_in_hangul_is_found_however_it_is_romanized(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    for name in ("봉준호", "박찬욱", "봄날은 간다"):
        graph.add_node(name, _labels=("Person",), name=name)
    tab = opened(graph)
    spelled = ("Bong Joon-ho", "Joon-ho Bong", "BONG JUNHO", "bong joon ho", "Pong Chun-ho", "joonho", "봉ㅈ")
    for asked in spelled:
        search(tab, asked)
        assert each(tab, "#found .name", "one.textContent") == ["봉준호"], asked
        tab.press("Escape")
    search(tab, "park chanwook")
    tab.press("Enter")
    assert text_of(tab, "#panel h2") == "박찬욱"


def test_a_korean_name_in_latin_letters_alone_is_found_in_hangul(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    for name in ("Bong Joon-ho", "Tom Hanks"):
        graph.add_node(name, _labels=("Person",), name=name)
    tab = opened(graph)
    for asked in ("봉준호", "봉준"):
        search(tab, asked)
        assert each(tab, "#found .name", "one.textContent") == ["Bong Joon-ho"], asked
        tab.press("Escape")


def test_arrow_keys_choose_among_what_is_found(opened: Open) -> None:
    tab = opened(world())
    search(tab, "film 1")
    names = each(tab, "#found .name", "one.textContent")
    assert names[0] == "Film 1"
    tab.press("ArrowDown")
    tab.press("ArrowDown")
    tab.press("ArrowUp")
    tab.press("Enter")
    assert text_of(tab, "#panel h2") == names[1]


def test_what_nobody_is_called_is_said_not_to_be_found(opened: Open) -> None:
    tab = opened(film_graph())
    search(tab, "zzz")
    assert text_of(tab, "#found") == "Nothing has such a name"
    tab.press("Enter")
    assert tab.run("document.getElementById('panel').hidden")


def test_a_click_on_a_node_tells_all_and_who_says_so(opened: Open) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK])
    tab.click(*at(tab, 1))
    told = panel(tab)
    for part in ("Kim Sung-soo", "김성수", "Person", "directed … (1)", "wrote … (1)", "disputed"):
        assert part in told
    for part in ("Yearbook & Co, paragraph 3", "made in the summer of 1997", "looks wrong"):
        assert part in told
    links = each(tab, "#panel a", "[one.href, one.rel, one.target].join(' ')")
    assert set(links) == {"https://example.org/?a=1&b=2 noopener noreferrer _blank"}


def test_a_relation_in_the_panel_leads_on(opened: Open) -> None:
    tab = opened(film_graph())
    tab.click(*at(tab, 1))
    panel(tab)
    tab.run("document.querySelector('#panel .relations .go').click()")
    assert text_of(tab, "#panel h2") == "Beat"
    assert "Claims contradict each other" in panel(tab)


def test_a_claim_about_a_property_stands_under_it(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    claims = [Claim("y", property="minutes", value=value).to_json() for value in (90, 95)]
    graph.add_node("f", _labels=("Film",), name="Beat", minutes=90, claims=claims, contradicted=True)
    tab = opened(graph, sources=[YEARBOOK])
    tab.click(*at(tab, 0))
    panel(tab)
    (told,) = each(tab, "#panel dd", "one.innerText")
    assert " ".join(told.split()) == "90 Yearbook & Co minutes = 90 Yearbook & Co minutes = 95"


def test_a_click_on_an_edge_tells_it_as_a_sentence(opened: Open) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK])
    tab.click(*on_edge(tab, 3))
    told = panel(tab)
    for part in ("Kim Sung-soo wrote Beat", "WROTE", "disputed", "Yearbook & Co, paragraph 9", "looks wrong"):
        assert part in told


def test_an_entity_named_in_an_edge_is_shown_by_its_name(opened: Open) -> None:
    graph = film_graph()
    graph.add_node("a", _labels=("Award",), id="a", name="Best New Director")
    graph.add_edge("p", "a", key="won", _type="WON", film="f", edition=18)
    tab = opened(graph)
    tab.click(*at(tab, tab.run("kgraph.data.nodes.label.indexOf('Best New Director')")))
    assert "film Beat" in panel(tab)


def test_the_tooltip_tells_properties_and_claims(opened: Open) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK])
    tab.move(*at(tab, 0))
    tab.wait("!document.getElementById('tooltip').hidden")
    told = text_of(tab, "#tooltip")
    for part in ("Beat", "Film", "year 1997", "Yearbook & Co, paragraph 3"):
        assert part in told
    tab.move(1270, 790)
    tab.wait("document.getElementById('tooltip').hidden")


def test_before_the_rest_is_there_a_name_is_told(opened: Open, tab: Tab) -> None:
    """As soon as the first picture stands, a pointer is moved over a node; what is told then is kept."""
    script = """new MutationObserver((_, observer) => {
        if (document.documentElement?.dataset.painted !== "true") return;
        observer.disconnect();
        const { x, y } = kgraph.camera.toScreen({ x: kgraph.data.nodes.x[1], y: kgraph.data.nodes.y[1] });
        const told = { clientX: x, clientY: y, bubbles: true };
        document.getElementById("picture").dispatchEvent(new PointerEvent("pointermove", told));
        window.glanced = [Boolean(kgraph.details), document.getElementById("tooltip").innerText];
    }).observe(document, { attributes: true, childList: true, subtree: true });"""
    number = tab.call("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
    try:
        opened(film_graph())
        has_details, told = tab.run("window.glanced")
    finally:
        tab.call("Page.removeScriptToEvaluateOnNewDocument", identifier=number)
    assert not has_details
    assert told.splitlines()[0] == "Kim Sung-soo"
    assert "Person" in told


def test_fingers_choose_move_and_widen(opened: Open, tab: Tab) -> None:
    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        tab.call("Input.dispatchTouchEvent", type=kind, touchPoints=told)

    opened(world())
    tab.call("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
    try:
        before = tab.run("kgraph.picture.view()")
        touch("touchStart", (600, 400), (700, 400))
        for step in range(1, 6):
            touch("touchMove", (600 - 10 * step, 400), (700 + 10 * step, 400))
            tab.frame()
        touch("touchEnd")
        tab.frame()
        assert tab.run("kgraph.picture.view().scale") > 1.5 * before["scale"]
        tab.run("kgraph.picture.fit(false)")
        settle(tab)
        tab.tap(*at(tab, 0))
        assert tab.wait("kgraph.state.get('selected')?.at === 0")
    finally:
        tab.call("Emulation.setTouchEmulationEnabled", enabled=False)


def test_relations_are_lit_in_the_colours_of_the_legend(opened: Open) -> None:
    tab = opened(film_graph())
    assert each(tab, "#legend details path", "one.getAttribute('fill')") == tab.run(
        "kgraph.data.relations.map((_, kind) => kgraph.theme.ofRelation(kind))"
    )
    tab.run("kgraph.state.select('node', 1)")
    strokes = tab.run("""(() => {
        const made = kgraph.pen.make(kgraph.camera.size());
        kgraph.light.onto(made, kgraph.camera.view(), kgraph.camera.size());
        return made.svg({ title: "", terms: "", family: "" });
    })()""")
    kind = tab.run("kgraph.data.relations.indexOf('DIRECTED')")
    assert tab.run(f"kgraph.theme.ofRelation({kind})") in strokes


def test_the_legend_shows_counts_and_hides_types(opened: Open) -> None:
    tab = opened(world())
    entries = each(tab, "#legend > ul .switch", "one.innerText")
    assert [entry.split() for entry in entries] == [["Person", "60"], ["Film", "60"]]
    press_switch(tab, 0)
    assert drawn(tab) == [60, 0]
    assert text_of(tab, "#count") == "60 nodes, 0 relations"
    assert each(tab, "#legend > ul .switch", "one.getAttribute('aria-pressed')") == ["false", "true"]
    press_switch(tab, 0)
    assert each(tab, "#legend details .name", "one.textContent") == ["ACTED_IN", "DIRECTED"]
    press_switch(tab, 0, "#legend details")
    assert text_of(tab, "#count") == "120 nodes, 60 relations"


def test_only_this_type_and_back(opened: Open) -> None:
    tab = opened(world())
    for told in ("60 nodes, 0 relations", "120 nodes, 300 relations"):
        tab.run("document.querySelector('#legend .only').click()")
        assert text_of(tab, "#count") == told


def test_search_shows_again_what_the_legend_hides(opened: Open) -> None:
    tab = opened(film_graph())
    press_switch(tab, 0)
    assert text_of(tab, "#count") == "1 node, 1 relation"
    search(tab, "kim")
    tab.press("Enter")
    assert text_of(tab, "#count") == "2 nodes, 4 relations"


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_strings_are_inert(opened: Open, nasty: str) -> None:
    graph = nx.MultiDiGraph()
    claim = Claim("s", nasty, note=nasty, quote=nasty, property=nasty, value=nasty).to_json()
    told = {"name": nasty, "names": [nasty], "claims": [claim], nasty: nasty}
    links = {"good": "at https://example.org/x.", "bad": "javascript:alert(1)", "worse": "data:text/html,x"}
    for key in (nasty, nasty + "2"):
        graph.add_node(key, _labels=(nasty,), **told, **links)
    graph.add_edge(nasty, nasty + "2", key=nasty, _type=nasty, claims=[claim], **{nasty: [nasty]})
    tab = opened(graph, title=nasty, sources=[Source("s", nasty, nasty, nasty, f"javascript:{nasty}", nasty)])
    elements = each(tab, "img, script, iframe, object", "one.tagName")
    safe = nasty.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert tab.run("document.querySelector('h1').textContent") == safe
    tab.move(*on_edge(tab, 0))
    tab.wait("!document.getElementById('tooltip').hidden")
    search(tab, "a")
    for kind in ("edge", "node"):
        tab.run(f"kgraph.picture.show('{kind}', 0)")
        assert safe in tab.run("document.getElementById('panel').textContent")
        assert set(each(tab, "#panel cite, #panel q", "one.children.length")) == {0}
    assert each(tab, "#panel a", "one.href") == ["https://example.org/x"]
    assert each(tab, "img, script, iframe, object", "one.tagName") == elements
    assert each(tab, "[onerror], [onclick], [href^=javascript], [href^=data]", "one.tagName") == []


def test_names_on_the_picture_never_overlap(opened: Open) -> None:
    tab = opened(world(150))
    for _ in range(4):
        boxes = tab.run("kgraph.labels.boxes()")
        assert len(boxes) >= 5
        for number, one in enumerate(boxes):
            for other in boxes[:number]:
                apart = one["right"] <= other["left"] or other["right"] <= one["left"]
                assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
        tab.run("kgraph.picture.zoom(1.6)")
        tab.frame()


def test_forty_names_stand_at_first_sight_of_three_hundred_nodes(opened: Open) -> None:
    tab = opened(world(150))
    assert tab.run("kgraph.labels.boxes().length") >= 40


@pytest.mark.parametrize("dark", [False, True])
def test_ink_stands_out_from_paper(opened: Open, dark: bool) -> None:
    colours = opened(film_graph(), dark=dark).run("kgraph.theme.colours")

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return (
            sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True)) + 0.05
        )

    ink, paper = light(colours["ink"]), light(colours["paper"])
    assert (ink / paper if dark else paper / ink) > 7


def test_the_scheme_may_change_while_the_page_is_open(opened: Open) -> None:
    tab = opened(film_graph())
    before = tab.run("kgraph.picture.network.body.nodes[0].options.color.background")
    tab.media(dark=True)
    assert tab.wait(f"kgraph.picture.network.body.nodes[0].options.color.background !== '{before}'")


def test_keys_zoom_and_help(opened: Open) -> None:
    tab = opened(film_graph())
    scale = tab.run("kgraph.picture.view().scale")
    tab.press("-")
    tab.frame()
    assert tab.run("kgraph.picture.view().scale") < scale
    tab.press("0")
    tab.frame()
    assert tab.run("kgraph.picture.view().scale") == pytest.approx(scale)
    tab.press("?")
    assert tab.run("document.getElementById('help').open")
    tab.press("Escape")
    tab.wait("!document.getElementById('help').open")


def test_arrow_keys_move_the_picture(opened: Open) -> None:
    tab = opened(film_graph())
    x, y = at(tab, 0)
    tab.press("Escape")
    tab.press("ArrowRight")
    tab.frame()
    assert list(at(tab, 0)) == pytest.approx([x - 80, y], abs=1)


@pytest.mark.parametrize(
    ("graph", "words"),
    [
        (nx.MultiDiGraph(), "There is nothing to draw"),
        (nx.empty_graph(1, nx.MultiDiGraph), "1 node, 0 relations"),
        (nx.MultiDiGraph([("a", "a")]), "1 node, 1 relation"),
        (nx.MultiDiGraph([("a", "b")] * 200), "2 nodes, 200 relations"),
        (nx.Graph([("a", "b")]), "2 nodes, 1 relation"),
    ],
    ids=["empty", "one", "loop", "parallel", "undirected"],
)
def test_odd_graphs_are_shown_sensibly(opened: Open, graph: nx.Graph, words: str) -> None:
    tab = opened(graph)
    assert words in text_of(tab, "body")
    assert drawn(tab) == [len(graph), graph.number_of_edges()]
    if graph:
        tab.run("kgraph.picture.show('node', 0)")
        assert text_of(tab, "#panel h2") in ("0", "a")


def test_long_and_right_to_left_names_stay_in_their_places(opened: Open) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("1", _labels=("Film",), name="long " * 100)
    graph.add_node("2", _labels=("Film",), name="كفرناحوم", names=["Capharnaüm"])
    tab = opened(graph, title="W" * 500)
    assert tab.run("kgraph.labels.boxes().every(({ left, right }) => right - left < 400)")
    for node in range(2):
        tab.run(f"kgraph.picture.show('node', {node})")
        assert tab.run("document.documentElement.scrollWidth <= innerWidth")
        assert each(tab, "#panel, #side", "one.scrollWidth <= one.clientWidth") == [True, True]
        assert each(tab, "#panel h2", "one.dir") == ["auto"]


def test_a_small_window_keeps_search_and_panel(opened: Open) -> None:
    tab = opened(film_graph())
    tab.resize(380, 700)
    tab.run("kgraph.picture.show('node', 0)")
    tab.frame()
    for left, right in each(tab, "#panel, #query", BOX):
        assert 0 <= left < right <= 380


def test_every_button_is_in_a_low_window(opened: Open) -> None:
    tab = opened(film_graph())
    tab.resize(844, 390)
    tops = "[...document.querySelectorAll('#tools button')].map((one) => one.getBoundingClientRect().top)"
    assert min(tab.run(tops)) >= 0
    tab.run("[...document.querySelectorAll('#tools button')].find((one) => one.textContent === '↓').click()")
    menu = tab.run(
        "(({ top, width }) => [top, width])(document.querySelector('#tools .menu').getBoundingClientRect())"
    )
    assert menu[0] >= 0
    assert menu[1] < 844 / 2


def test_a_picture_seen_whole_stays_whole_in_another_window(opened: Open) -> None:
    tab = opened(film_graph())
    for width, height in [(380, 700), (700, 380), (1280, 800)]:
        tab.resize(width, height)
        wanted = tab.wait(
            "(({ scale, x, y }, is) => Math.abs(scale - is.scale) < 1e-3"
            " && Math.hypot(x - is.x, y - is.y) < 1 && [innerWidth, innerHeight])"
            "(kgraph.camera.everything(), kgraph.camera.view())"
        )
        assert wanted == [width, height]
    settle(tab)
    assert tab.run("kgraph.state.get('view')") is None


def test_a_picture_that_was_moved_is_not_made_whole(opened: Open) -> None:
    tab = opened(film_graph())
    tab.run("kgraph.picture.zoom(3)")
    settle(tab)
    before = tab.run("kgraph.camera.middle()")
    tab.resize(900, 700)
    tab.frame()
    after = tab.run("kgraph.camera.middle()")
    assert after["x"] == pytest.approx(before["x"], abs=1)
    assert after["scale"] > 2 * tab.run("kgraph.camera.everything().scale")


def test_a_notebook_frame_shows_the_page(tab: Tab, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    ready = "<script>document.documentElement.dataset.ready = 'true'</script>"
    path.write_text(f"<meta charset=utf-8>{show(film_graph())._repr_html_()}{ready}", encoding="utf-8")
    tab.requests.clear()
    tab.logs.clear()
    tab.open(path)
    is_ready = "document.documentElement?.dataset.ready === 'true'"
    assert tab.wait_inside(f"{is_ready} && document.querySelector('h1').innerText") == "Beat and others"
    assert tab.logs == []
    assert not [url for url in tab.requests if not url.startswith(("file:", "about:"))]


def test_korean_readers_get_korean_words(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(film_graph()), encoding="utf-8")
    with browser(language="ko-KR") as tab:
        tab.open(path)
        assert tab.run("document.documentElement.lang") == "ko"
        assert tab.run("document.getElementById('query').placeholder") == "이름 검색"
        tab.run("kgraph.picture.show('node', 1)")
        tab.run("document.querySelectorAll('summary').forEach((one) => one.click())")
        for action in ("help", "listing"):
            tab.run(f"kgraph.actions.run('{action}')")
        told = each(
            tab,
            "button, summary, input, textarea, dialog, th, h3, caption, [role=toolbar], [role=menu]",
            "[one.ariaLabel || one.title || one.innerText, one.outerHTML.slice(0, 150)]",
        )
        assert len(told) > 60
        names = re.compile(
            "Beat|Kim|Yearbook|[A-Z]+_[A-Z]+|DIRECTED|WROTE|ABOUT|film|person|directed|wrote|about"
        )
        english = [
            (text, told)
            for text, told in told
            if re.search("[a-zA-Z]{3}", text or "") and not names.search(text)
        ]
        assert [one for one in english if not re.search("[가-힣]", one[0])] == []
        assert tab.logs == []


def test_both_languages_have_the_same_words() -> None:
    text = (Path(kgraph.__file__).parent / "view/assets/words.js").read_text(encoding="utf-8")
    _, english, korean = re.split(r"const \w+ = \{\n", text)
    names = [re.findall(r"^    (\w+):", part, re.MULTILINE) for part in (english, korean)]
    assert names[0] == names[1]
    assert len(names[0]) > 20
