"""The page as text: pure, deterministic, complete, and nothing in it that data could turn into markup."""

from __future__ import annotations

import base64
import copy
import datetime as dt
import hashlib
import html
import re
import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import given, settings

from kgraph.claims import Claim, Source
from kgraph.view import page, show
from kgraph.view.content import plain
from tests.strategies import graphs
from tests.view_reader import NASTY, YEARBOOK, Reader, film_graph, read_back


def test_the_page_holds_the_graph() -> None:
    nodes, edges = read_back(page(film_graph()))
    assert [(node["label"], node["key"], node["labels"]) for node in nodes] == [
        ("Beat", "f", ["Film"]),
        ("Kim Sung-soo", "p", ["Person"]),
    ]
    assert [(edge["from"], edge["label"], edge["to"]) for edge in edges] == [
        (0, "REMAKE_OF", 0),
        (0, "ABOUT", 1),
        (1, "DIRECTED", 0),
        (1, "WROTE", 0),
    ]
    assert nodes[0]["contradicted"] is True
    assert nodes[1]["properties"]["names"] == ["김성수"]
    assert nodes[1]["claims"] == [
        {"certainty": "stated", "place": "paragraph 3", "quote": "made in the summer of 1997", "source": "y"}
    ]


def test_disputed_edges_are_dashed_and_implied_ones_dotted() -> None:
    dashes = {edge["label"]: edge.get("dashes") for edge in read_back(page(film_graph()))[1]}
    assert dashes == {"REMAKE_OF": None, "ABOUT": [1, 4], "DIRECTED": None, "WROTE": [7, 5]}


@settings(max_examples=25, deadline=None)
@given(graph=graphs())
def test_any_graph_is_read_back_whole(graph: nx.MultiDiGraph) -> None:
    before = copy.deepcopy(graph)
    text = page(graph)
    nodes, edges = read_back(text)
    order = {node["id"]: node["key"] for node in nodes}
    found = sorted((order[edge["from"]], edge["label"], order[edge["to"]]) for edge in edges)
    assert found == sorted((u, told["_type"], v) for u, v, told in graph.edges(data=True))
    for node in nodes:
        told = graph.nodes[node["key"]]
        evidence = {"claims", "sources", "certainty", "contradicted"} if "claims" in node else set()
        wanted = {
            key: plain(told[key]) for key in told.keys() - evidence - {"_labels"} if told[key] is not None
        }
        assert node.get("properties", {}) == wanted
    assert nx.utils.graphs_equal(before, graph)
    text.encode()


def test_the_order_of_insertion_leaves_no_trace() -> None:
    graph = film_graph()
    turned = nx.MultiDiGraph(title="Beat and others")
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert page(turned) == page(graph)


def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "import hashlib, networkx as nx; from kgraph.view import page\n"
        "g = nx.MultiDiGraph(nx.gnm_random_graph(400, 700, seed=4))\n"
        "for n in g: g.nodes[n].update(_labels=('ABC'[n % 3],), tags={'x', 'y', 'z'}, thing=object)\n"
        "print(hashlib.sha256(page(g).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize("nasty", NASTY)
def test_data_never_becomes_markup(nasty: str) -> None:
    graph = nx.MultiDiGraph()
    claim = Claim("s", nasty, note=nasty, quote=nasty, property=nasty, value=nasty).to_json()
    for key in (nasty, nasty + "2"):
        graph.add_node(key, _labels=(nasty,), name=nasty, names=[nasty], claims=[claim], **{nasty: nasty})
    graph.add_edge(nasty, nasty + "2", key=nasty, _type=nasty, claims=[claim], **{nasty: [nasty]})
    source = Source(nasty, nasty, nasty, nasty, f"javascript:{nasty}", nasty, nasty)
    text = page(graph, title=nasty, sources=[source])
    plainly = page(nx.MultiDiGraph([("a", "b")]), title="t", sources=[Source("s", "t")])
    assert [tag for tag, _ in Reader(text).tags] == [tag for tag, _ in Reader(plainly).tags]
    safe = nasty.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    nodes, edges = read_back(text)
    assert nodes[0]["label"] == safe
    assert edges[0]["claims"][0]["quote"] == safe
    assert "javascript:" not in html.unescape(text.partition('id="graph"')[0]).replace(nasty, "")
    assert not [told for _, told in Reader(text).tags if (told.get("href") or "").startswith("javascript")]


def test_data_blocks_hold_no_sign_that_markup_is_made_of() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="".join(NASTY))
    blocks = [data for tag, told, data in Reader(page(graph)).texts if tag == "script" and "type" in told]
    assert len(blocks) == 3
    for data in blocks:
        assert re.fullmatch("[A-Za-z0-9+/=]+", data)


def test_the_policy_lets_only_these_scripts_run_and_nothing_be_fetched() -> None:
    reader = Reader(page(film_graph()))
    (policy,) = [
        told["content"] for tag, told in reader.tags if told.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    rules = {name: values for name, *values in (rule.split() for rule in policy.split(";"))}
    assert rules["default-src"] == ["'none'"]
    for rule, tag in (("script-src", "script"), ("style-src", "style")):
        hashes = [
            base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in reader.inline(tag)
        ]
        assert rules[rule] == [f"'sha256-{one}'" for one in hashes]
    assert not set("".join(map(str, rules.values()))) & {"*"}
    assert not [told for _, told in reader.tags if "src" in told or "style" in told or "onclick" in told]


def test_the_footer_names_each_source_with_its_terms() -> None:
    text = page(film_graph(), sources=[YEARBOOK, Source("q", url="javascript:alert(1)", licence="none")])
    link = '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">'
    assert f"{link}Yearbook &amp; Co</a>" in text
    assert "<li>q, none</li>" in text
    assert "its &lt;writers&gt;" in text
    assert "CC BY 4.0" in text


def test_sources_in_the_graph_are_named_but_drawn_only_when_asked() -> None:
    assert "CC BY 4.0" in page(film_graph()).partition('id="graph"')[0]
    assert len(read_back(page(film_graph()))[0]) == 2
    assert len(read_back(page(film_graph(), draw_sources=True))[0]) == 3


def test_the_title_is_given_or_the_graphs_own() -> None:
    assert "<title>Beat and others</title>" in page(film_graph())
    assert "<title>A &lt;b&gt;</title>" in page(film_graph(), title="A <b>")
    assert "<title>kgraph</title>" in page(nx.MultiDiGraph())


def test_no_time_and_no_path_of_this_machine_stand_in_the_page() -> None:
    text = page(film_graph())
    assert sys.prefix not in text
    assert __file__.rpartition("/")[0] not in text
    assert not re.search(rf"\b{dt.datetime.now(dt.UTC).year}-\d\d-\d\d", text)


@pytest.mark.parametrize(
    "graph",
    [
        nx.MultiDiGraph(),
        nx.MultiDiGraph([("a", "a")]),
        nx.empty_graph(1, nx.MultiDiGraph),
        nx.empty_graph(700, nx.MultiDiGraph),
        nx.path_graph(3, nx.Graph),
        nx.MultiGraph([(1, 2), (2, 1), ("1", 1)]),
        nx.MultiDiGraph([("a", "b")] * 200),
        nx.disjoint_union_all([nx.path_graph(3)] * 300),
        nx.star_graph(400),
    ],
    ids=["empty", "loop", "one", "lone", "simple", "undirected", "parallel", "scraps", "star"],
)
def test_graphs_of_every_shape_have_a_page(graph: nx.Graph) -> None:
    nodes, edges = read_back(page(graph))
    assert len(nodes) == len(graph)
    assert len(edges) == graph.number_of_edges()
    assert len({(node["x"], node["y"]) for node in nodes}) == len(graph)


def test_a_notebook_shows_the_page_without_the_network() -> None:
    shown = show(film_graph(), height=300)
    (tag, told), *_ = Reader(shown._repr_html_()).tags
    assert tag == "iframe"
    assert told["srcdoc"] == shown.html == page(film_graph())
    assert told["sandbox"] is not None
    assert "allow-same-origin" not in told["sandbox"]
