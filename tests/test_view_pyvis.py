"""Faults of pyvis 0.3.2, each shown in pyvis itself and absent from the page."""

from __future__ import annotations

import copy
import datetime as dt
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from pyvis.network import Network

from kgraph.view import page
from kgraph.view.drawing import draw
from kgraph.view.network import engine, network
from tests.view_reader import NASTY, Reader, read_back


def built(graph: nx.MultiDiGraph) -> Network:
    drawing = draw(graph, title="", sources=(), draw_sources=False)
    return network(drawing, [(0, 0)] * len(drawing.spots))


def test_the_page_is_a_pyvis_network() -> None:
    graph = nx.MultiDiGraph([("a", "b"), ("b", "a")])
    net = built(graph)
    assert isinstance(net, Network)
    assert (net.num_nodes(), net.num_edges()) == (2, 2)
    assert net.get_node(1)["label"] == "b"
    assert net.neighbors(0) == {1}
    data = Reader(page(graph)).block("graph")
    assert data["options"] == json.loads(json.dumps(net.options))


def test_a_heading_is_text() -> None:
    assert NASTY[0] in Network(heading=NASTY[0]).generate_html()
    assert NASTY[0] not in page(nx.MultiDiGraph(), title=NASTY[0])


def test_node_ids_are_no_markup_in_a_menu() -> None:
    net = Network(select_menu=True)
    net.add_node(NASTY[0])
    assert f">{NASTY[0]}</option>" in net.generate_html()
    graph = nx.MultiDiGraph()
    graph.add_node(NASTY[0])
    assert NASTY[0] not in page(graph)


def test_one_title_with_href_does_not_turn_others_into_markup() -> None:
    net = Network()
    net.add_node(1, title="href")
    assert ".innerHTML = " in net.generate_html()
    graph = nx.MultiDiGraph()
    graph.add_node("1", name="href", about='<a href="x">')
    own = "".join(script for script in Reader(page(graph)).inline("script") if script != engine())
    assert "innerHTML" not in own
    assert "insertAdjacentHTML" not in own
    assert "document.write" not in own


def test_parallel_relations_of_an_undirected_graph_are_kept() -> None:
    graph = nx.MultiGraph([("a", "b"), ("a", "b"), ("b", "a")])
    net = Network(directed=False)
    net.from_nx(copy.deepcopy(graph))
    assert net.num_edges() == 1
    assert len(read_back(page(graph))[1]) == 3


def test_nothing_is_asked_of_a_cdn() -> None:
    assert "cdn.jsdelivr.net" in Network(cdn_resources="in_line").generate_html()
    text = page(nx.MultiDiGraph([("a", "b")]))
    reader = Reader(text)
    read = re.sub(r'<script type="application/gzip".*?</script>', "", text) + "".join(reader.inline("script"))
    assert not re.search(r"\bcdn\b", read, re.IGNORECASE)
    assert not [tag for tag, told in reader.tags if tag == "link" or "src" in told]


def test_the_page_is_text_of_unicode_and_says_so() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("1", name="봄날은 간다")
    text = page(graph)
    assert '<meta charset="utf-8">' in text
    assert read_back(text.encode().decode())[0][0]["label"] == "봄날은 간다"


WRITE = """
import builtins, functools, sys, warnings
warnings.filterwarnings("error", category=EncodingWarning, module="kgraph")
import networkx as nx
from pyvis.network import Network
import pyvis.network
from kgraph.cli.drawing import save
from kgraph.view import page
from pathlib import Path
encoding, out = sys.argv[1:]
graph = nx.MultiDiGraph()
graph.add_node("1", name="봄날은 간다 🎬 \\u011f")
save(page(graph), Path(out))
if encoding != "C":  # a locale that is not installed here: what open() does there by default
    pyvis.network.open = functools.partial(builtins.open, encoding=encoding)
net = Network(heading="봄날은 간다 🎬", cdn_resources="remote")
try:
    net.write_html("net.html")
except UnicodeEncodeError as error:
    print(error.encoding)
"""


@pytest.mark.parametrize(("encoding", "at_fault"), [("C", "ascii"), ("cp949", "cp949")])
def test_the_file_is_utf8_whatever_the_locale(tmp_path: Path, encoding: str, at_fault: str) -> None:
    there = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-", encoding, str(tmp_path / "page.html")],
        input=WRITE.encode("ascii", "backslashreplace"),
        cwd=tmp_path,
        env=there | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == at_fault, "pyvis stumbles over the locale's encoding"
    (node,) = read_back((tmp_path / "page.html").read_bytes().decode("utf-8"))[0]
    assert node["label"] == "봄날은 간다 🎬 \u011f"


def test_no_folder_is_dropped_into_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page(nx.MultiDiGraph([("a", "b")]))
    assert list(tmp_path.iterdir()) == []
    Network().write_html("net.html")
    assert (tmp_path / "lib").is_dir()


def test_values_that_json_does_not_know_are_told() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("1", released=dt.date(1997, 5, 10), share=math.nan, most=math.inf, none=None, many=2**60)
    net = Network()
    net.add_node(1, title=dt.date(1997, 5, 10))
    with pytest.raises(TypeError):
        net.generate_html()
    (node,) = read_back(page(graph))[0]
    assert node["properties"] == {"released": "1997-05-10", "share": "NaN", "most": "∞", "many": str(2**60)}


def test_ids_of_any_kind_and_empty_labels_are_drawn() -> None:
    with pytest.raises(AssertionError):
        Network().add_node((1, 2))
    graph = nx.MultiDiGraph([((1, 2), 3)])
    graph.add_node("x", name="", _labels=("",))
    nodes, edges = read_back(page(graph))
    assert [node["label"] for node in nodes] == ["(1, 2)", "3", "x"]
    assert len(edges) == 1


def test_the_graph_given_is_not_changed() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", weight=2)
    before = copy.deepcopy(graph)
    page(graph)
    assert nx.utils.graphs_equal(graph, before)
    Network().from_nx(graph)
    assert not nx.utils.graphs_equal(graph, before)


def test_building_the_network_goes_past_pyvis_own_quadratic_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """pyvis looks through all edges for each that is added; ours are put in together."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("an edge or node was added one by one")

    for name in ("add_edge", "add_edges", "add_node", "add_nodes"):
        monkeypatch.setattr(f"pyvis.network.Network.{name}", refused)
    graph = nx.MultiDiGraph(nx.cycle_graph(50))
    drawing = draw(graph, title="", sources=(), draw_sources=False)
    built = network(drawing, [(0, 0)] * 50)
    assert (len(built.nodes), len(built.edges)) == (50, graph.number_of_edges())
