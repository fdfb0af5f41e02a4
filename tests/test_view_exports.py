"""What a reader takes along from the page: pictures and graphs, each with the terms of its sources."""

from __future__ import annotations

import csv
import io
import time
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from kgraph.export import write
from kgraph.read import Batch, read
from tests.chromium import PATIENCE
from tests.view_browser import Open, opened, tab
from tests.view_reader import NASTY, YEARBOOK, film_graph

__all__ = ["opened", "tab"]

TERMS = ("Yearbook & Co", "CC BY 4.0", "its <writers>")


@pytest.fixture
def saved(opened: Open, tmp_path: Path) -> Callable[..., bytes]:
    """Open a page, do an action in it, and return the file that the browser then has saved."""

    def save(action: str, graph: nx.Graph | None = None, before: str = "", **told: object) -> bytes:
        tab = opened(film_graph() if graph is None else graph, **{"sources": [YEARBOOK], **told})
        folder = tmp_path / action
        folder.mkdir()
        tab.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        if before:
            tab.run(before)
            tab.frame()
        tab.run(f"kgraph.actions.run('{action}')")
        deadline = time.monotonic() + PATIENCE
        while not (found := [path for path in folder.iterdir() if not unfinished(path)]):
            assert time.monotonic() < deadline, "nothing was saved"
            tab.frame()
        assert found[0].name.startswith("Beat and others.") or graph is not None
        return found[0].read_bytes()

    return save


def unfinished(path: Path) -> bool:
    """Tell whether the browser is still at work on a file, which it hides or names otherwise meanwhile."""
    return path.name.startswith(".") or path.suffix == ".crdownload"


def again(data: bytes, path: Path) -> Batch:
    """Return what kgraph reads in a saved file."""
    path.write_bytes(data)
    return read(path)


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG, each with a sum that holds."""
    found, at = [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert int.from_bytes(data[at + 8 + length : at + 12 + length]) == zlib.crc32(kind + body)
        found.append((kind, body))
        at += 12 + length
    return found


def test_the_picture_is_twice_as_large_and_names_the_terms(saved: Callable[..., bytes]) -> None:
    data = saved("png")
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    header, *rest = chunks(data)
    assert [int.from_bytes(header[1][at : at + 4]) for at in (0, 4)] == [2560, 1600]
    text = b"".join(body for kind, body in rest if kind == b"iTXt").decode()
    assert "Beat and others" in text
    assert all(term in text for term in TERMS)


def test_the_drawing_holds_names_and_terms_as_text(saved: Callable[..., bytes]) -> None:
    root = ET.fromstring(saved("svg"))
    assert root.findtext("{*}title") == "Beat and others"
    assert all(term in str(root.findtext("{*}desc")) for term in TERMS)
    texts = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Beat", "Kim Sung-soo", "Press, CC BY 4.0"} <= set(texts)
    assert {one.tag.partition("}")[2] for one in root.iter()} == {
        "svg",
        "title",
        "desc",
        "rect",
        "path",
        "text",
    }


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_strings_are_text_in_every_file(opened: Open, nasty: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", _labels=("Film",), name=nasty, **{nasty: [nasty]})
    graph.add_edge("a", "a", key=nasty, _type=nasty, note=nasty)
    tab = opened(graph, title=nasty, sources=[YEARBOOK])
    safe = nasty.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    drawn = ET.fromstring(tab.run("kgraph.plate.svg()").encode())
    kinds = {one.tag.partition("}")[2] for one in drawn.iter()}
    assert kinds <= {"svg", "title", "desc", "rect", "path", "text"}
    assert not [
        name for one in drawn.iter() for name in one.attrib if name.startswith("on") or "href" in name
    ]
    told = ET.fromstring(tab.run("kgraph.formats.gexf()").encode())
    assert [one.get("label") for one in told.iter("{http://www.gexf.net/1.2draft}node")] == [safe]
    rows = list(csv.DictReader(io.StringIO(tab.run("kgraph.formats.nodesTable()"), newline="")))
    assert [row["name"] for row in rows] == [safe]


@pytest.mark.parametrize(("action", "name"), [("json", "g.json"), ("gexf", "g.gexf")])
def test_what_is_visible_is_read_back_by_kgraph(
    saved: Callable[..., bytes], tmp_path: Path, action: str, name: str
) -> None:
    found = again(saved(action), tmp_path / name)
    graph = film_graph()
    graph.remove_node("y")
    write(graph, tmp_path / f"own-{name}", sources=[YEARBOOK])
    wanted = read(tmp_path / f"own-{name}")
    assert found.nodes == wanted.nodes
    edges = [sorted(batch.relationships, key=lambda edge: edge.type) for batch in (found, wanted)]
    assert edges[0] == edges[1]
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert all(term in text for term in ("Yearbook &amp; Co", "CC BY 4.0") if name.endswith("gexf"))
    assert "CC BY 4.0" in text


@pytest.mark.parametrize(("action", "count"), [("nodes", 2), ("edges", 4)])
def test_tables_name_the_terms_in_each_row(saved: Callable[..., bytes], action: str, count: int) -> None:
    rows = list(csv.DictReader(io.StringIO(saved(action).decode("utf-8-sig"), newline="")))
    assert len(rows) == count
    assert all(term in row["terms"] for term in TERMS for row in rows)


def test_what_is_filtered_away_is_not_taken_along(saved: Callable[..., bytes], tmp_path: Path) -> None:
    data = saved("json", before="kgraph.state.set({ hiddenTypes: ['Person'] })")
    found = again(data, tmp_path / "g.json")
    assert [node.properties["name"] for node in found.nodes] == ["Beat"]
    assert [edge.type for edge in found.relationships] == ["REMAKE_OF"]


def test_values_of_all_kinds_are_taken_along(opened: Open, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    told = {
        "yes": True,
        "part": 1.5,
        "whole": 7,
        "names": ["한글", "é"],
        "mark": "json:1",
        "empty": "",
        "id": 3,
    }
    graph.add_node("a", _labels=("A", "B:C"), **told)
    graph.add_edge("a", "a", key="x", _type="R", weight=2, source="me")
    tab = opened(graph)
    for name, text in (("g.json", "nodeLink"), ("g.gexf", "gexf")):
        found = again(tab.run(f"kgraph.formats.{text}()").encode(), tmp_path / name)
        (node,), (edge,) = found.nodes, found.relationships
        assert (node.labels, node.properties) == (("A", "B:C"), told | {"_id": "a"})
        assert (edge.type, edge.properties) == ("R", {"weight": 2, "source": "me"})


def test_an_empty_graph_can_be_saved_too(opened: Open, tmp_path: Path) -> None:
    tab = opened(nx.MultiDiGraph())
    ET.fromstring(tab.run("kgraph.plate.svg()").encode())
    found = again(tab.run("kgraph.formats.nodeLink()").encode(), tmp_path / "g.json")
    assert (list(found.nodes), list(found.relationships)) == ([], [])
    assert tab.run("kgraph.formats.nodesTable()") == "id,labels,terms\r\n"


def test_the_page_names_each_source_in_its_footer_on_the_screen(opened: Open) -> None:
    tab = opened(film_graph(), sources=[YEARBOOK])
    tab.run("document.querySelector('#terms summary').click()")
    told = tab.run("document.getElementById('terms').innerText")
    assert all(term in told for term in TERMS)
