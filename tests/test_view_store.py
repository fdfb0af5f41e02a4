"""What the page holds, read back by this module and by the page's own script, is what the store holds."""

from __future__ import annotations

import getpass
import json
import socket
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.claims import Certainty, Claim, Source
from kgraph.cli import main
from kgraph.view import page
from kgraph.view.content import plain
from tests.conftest import KOREAN_CINEMA
from tests.strategies import graphs, texts
from tests.view_browser import Open, opened, tab
from tests.view_reader import Reader, read_back

__all__ = ["opened", "tab"]

Row = tuple[Any, ...]


def row_of(told: Mapping[str, Any]) -> str:
    """Return all attributes of a node or an edge as the page holds them: as text that can be compared."""
    values = {str(name): plain(value) for name, value in told.items() if value is not None}
    if "claims" in values:
        values["claims"] = [json.dumps(json.loads(claim), sort_keys=True) for claim in values["claims"]]
        values["sources"] = sorted({json.loads(claim)["source"] for claim in values["claims"]})
        values = {"certainty": "stated", "contradicted": False} | values
    return json.dumps(values, sort_keys=True, ensure_ascii=False)


def of_store(graph: nx.MultiDiGraph) -> tuple[list[Row], Counter[Row]]:
    """Return nodes and edges of a graph but the Source nodes and their edges, which a page does not draw."""
    nodes = {key: dict(told) for key, told in graph.nodes(data=True) if "Source" not in told["_labels"]}
    edges = [
        (start, told["_type"], end, row_of({k: v for k, v in told.items() if k != "_type"}))
        for start, end, told in graph.edges(data=True)
        if start in nodes and end in nodes
    ]
    return sorted((key, list(told.pop("_labels")), row_of(told)) for key, told in nodes.items()), Counter(
        edges
    )


def of_page(text: str) -> tuple[list[Row], Counter[Row]]:
    """Return nodes and edges of a page."""
    nodes, edges = read_back(text)
    keys = [node["key"] for node in nodes]
    return sorted((node["key"], node["labels"], row_of(whole(node))) for node in nodes), Counter(
        (keys[edge["from"]], edge["label"], keys[edge["to"]], row_of(whole(edge))) for edge in edges
    )


def whole(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties and evidence in one, as the graph has them."""
    evidence = {name: told[name] for name in ("certainty", "contradicted") if name in told}
    if "claims" in told:
        evidence["claims"] = [json.dumps(claim) for claim in told["claims"]]
    return {**told.get("properties", {}), **evidence}


def of_script(text: str) -> tuple[list[Row], Counter[Row]]:
    """Return nodes and edges as the page's script tells them."""
    told = json.loads(text)
    nodes = sorted((row["id"], row["_labels"], row_of(free(row, "id", "_labels"))) for row in told["nodes"])
    own = ("source", "target", "key", "_type")
    return nodes, Counter(
        (row["source"], row["_type"], row["target"], row_of(free(row, *own))) for row in told["edges"]
    )


def free(row: Mapping[str, Any], *own: str) -> dict[str, Any]:
    """Return the properties of a row of node-link JSON under their own names."""
    return {name.removeprefix("property:"): value for name, value in row.items() if name not in own}


@pytest.fixture(scope="module")
def cinema(tmp_path_factory: pytest.TempPathFactory) -> tuple[nx.MultiDiGraph, list[Source], Path]:
    """The bundled graph out of a store, its sources, and the store."""
    path = tmp_path_factory.mktemp("whose-machine-is-this") / "where-is-this.kgl"
    with kgraph.open(path) as store:
        store.load(KOREAN_CINEMA)
        return store.graph, [one.source for one in store.sources()], path


def test_the_page_of_the_bundled_graph_holds_all_of_the_store(
    opened: Open, cinema: tuple[nx.MultiDiGraph, list[Source], Path]
) -> None:
    graph, sources, _ = cinema
    wanted = of_store(graph)
    assert len(wanted[0]) > 100
    assert any('"certainty": "disputed"' in row for *_, row in wanted[1])
    text = page(graph, sources=sources)
    assert of_page(text) == wanted
    tab = opened(text)
    tab.run("kgraph.state.set({ drawer: true })")
    assert of_script(tab.run("kgraph.formats.nodeLink()")) == wanted
    lines = tab.run(
        "[...kgraph.data.edges.doubt].map((doubt, edge) => [doubt, kgraph.data.dashes.has(edge)])"
    )
    disputed = sum(told.get("certainty") == "disputed" for *_, told in graph.edges(data=True))
    assert sum(doubt == tab.run("kgraph.data.DISPUTED") for doubt, _ in lines) == disputed
    assert all(dashed == (doubt > 0) for doubt, dashed in lines)


@st.composite
def told_graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Return a graph of any kind, some of whose edges have claims."""
    graph = draw(graphs())
    source, certainty = st.sampled_from(["s", "<s>", "출처"]), st.sampled_from(Certainty)
    claim = st.builds(Claim, source, place=texts, certainty=certainty, note=texts, quote=texts)
    for _, _, told in graph.edges(data=True):
        if claims := draw(st.lists(claim, max_size=2)):
            doubt = {"contradicted": True} if draw(st.booleans()) else {}
            told.update(
                claims=[one.to_json() for one in claims], certainty=str(draw(certainty)), sources=[], **doubt
            )
    return graph


@settings(max_examples=20, deadline=None)
@given(graph=told_graphs())
def test_the_page_of_any_graph_holds_all_of_it(graph: nx.MultiDiGraph) -> None:
    for _, told in graph.nodes(data=True):
        told.setdefault("_labels", ())
    assert of_page(page(graph)) == of_store(graph)


def test_the_file_tells_neither_the_machine_nor_the_user_nor_the_store(
    cinema: tuple[nx.MultiDiGraph, list[Source], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, path = cinema
    there = path.parent / "this-is-the-current-folder"
    there.mkdir()
    monkeypatch.chdir(there)
    done = CliRunner().invoke(main, ["--store", str(path), "export", "out-of-here.html"])
    assert done.exit_code == 0, done.stderr
    text = (there / "out-of-here.html").read_text(encoding="utf-8")
    reader = Reader(text)
    everything = text + json.dumps([reader.block(name) for name in ("graph", "late", "details")])
    told = [path.stem, path.parent.name, there.name, "out-of-here", str(Path.home()), str(KOREAN_CINEMA)]
    told += [name for name in (socket.gethostname(), getpass.getuser()) if len(name) > 4]
    assert [one for one in told if len(one) > 2 and one in everything] == []
