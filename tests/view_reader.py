"""Reading a page back, as its own script does, and a small graph to make pages of."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import networkx as nx

from kgraph.claims import Certainty, Claim, Source
from kgraph.view.packed import unpack
from kgraph.view.table import untable

NASTY = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "quote \" and ' and &lt;b&gt; & <b>",
    '<a href="javascript:alert(1)">href</a>',
    "{{graph}} {{title}}",
    "line\u2028separator\u2029end",
    "\\u003c/script\\u003e",
    "half \ud83d a pair",
]
YEARBOOK = Source(
    "y", "Yearbook & Co", "Press", "1999", "https://example.org/?a=1&b=2", "CC BY 4.0", "its <writers>"
)


class Reader(HTMLParser):
    """Collects the elements of a page, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._open = False
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.append((*self.tags[-1], data))

    def block(self, name: str) -> Any:
        """Return what the data block of that id holds."""
        (text,) = [data for tag, told, data in self.texts if tag == "script" and told.get("id") == name]
        return unpack(text)

    def inline(self, wanted: str) -> list[str]:
        """Return the texts of inline styles, or of scripts: those in the page, then those packed in it."""
        found = [
            data for tag, told, data in self.texts if tag == wanted and "type" not in told and data.strip()
        ]
        return [*found, *self.block("late")] if wanted == "script" else found


def read_back(text: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return nodes and edges as the page's script sees them, drawing and details in one."""
    reader = Reader(text)
    graph, details = reader.block("graph"), reader.block("details")
    both = zip(untable(graph["nodes"]), _contents(details["nodes"]), strict=True)
    nodes = [_named({**drawn, "key": told.pop("id"), **told}) for drawn, told in both]
    edges = zip(untable(graph["edges"]), _contents(details["edges"]), strict=True)
    return nodes, [{**drawn, **told} for drawn, told in edges]


def _named(node: dict[str, Any]) -> dict[str, Any]:
    """Put back the property that the node's name was taken from."""
    if named := node.pop("named", ""):
        node["properties"] = {named: node["label"], **node.get("properties", {})}
    return node


def _contents(tables: dict[str, Any]) -> list[dict[str, Any]]:
    rows = untable(tables["all"])
    for row, properties in zip(rows, untable(tables["properties"]), strict=True):
        if properties:
            row["properties"] = properties
    for claim in untable(tables["claims"]):
        rows[claim.pop("of")].setdefault("claims", []).append(claim)
    return rows


def film_graph() -> nx.MultiDiGraph:
    """Return a person and a film with four edges of all certainties, both directions and a loop."""

    def evidence(*claims: Claim, **more: Any) -> dict[str, Any]:
        told = {"claims": [one.to_json() for one in claims], "sources": ["y"], "certainty": "stated"}
        return told | more

    graph = nx.MultiDiGraph(title="Beat and others")
    stated = Claim("y", "paragraph 3", quote="made in the summer of 1997")
    doubted = Claim("y", "paragraph 9", Certainty.DISPUTED, note="looks wrong")
    graph.add_node(
        "p", _labels=("Person",), id="p", name="Kim Sung-soo", names=["김성수"], **evidence(stated)
    )
    graph.add_node(
        "f", _labels=("Film",), id="f", name="Beat", year=1997, **evidence(stated, contradicted=True)
    )
    graph.add_node(
        "y",
        _labels=("Source",),
        name="Yearbook & Co",
        **{k: v for k, v in YEARBOOK.properties().items() if k != "name"},
    )
    graph.add_edge("p", "f", key="1", _type="DIRECTED", **evidence(stated))
    graph.add_edge("p", "f", key="2", _type="WROTE", **evidence(doubted, certainty="disputed"))
    graph.add_edge("f", "p", key="3", _type="ABOUT", **evidence(doubted, certainty="implied"))
    graph.add_edge("f", "f", key="4", _type="REMAKE_OF", **evidence(stated))
    return graph
