"""The page: one self-contained file of HTML, a pure function of the graph."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from importlib import resources
from typing import Any

import networkx as nx
import numpy as np

from kgraph.claims import Source
from kgraph.schema import film_schema
from kgraph.view.drawing import Drawing, draw
from kgraph.view.layout import Layout, arrange
from kgraph.view.network import engine, network
from kgraph.view.table import table

SCRIPTS = (
    "words",
    "data",
    "dom",
    "theme",
    "state",
    "sea",
    "picture",
    "labels",
    "evidence",
    "tooltip",
    "panel",
    "search",
    "legend",
    "keys",
    "main",
)
_ENDERS = "<>&\u2028\u2029"  # signs that could end or open markup, or a line of JavaScript
_SURROGATES = re.compile("[\ud800-\udfff]")


def page(
    graph: nx.MultiDiGraph,
    *,
    title: str = "",
    sources: Sequence[Source] = (),
    draw_sources: bool = False,
) -> str:
    """Return the graph as an interactive page that needs no other file and no network.

    The same graph gives the same text, byte for byte. `sources` are named in the footer with
    their terms; where none are given, the Source nodes of the graph are. Those nodes are not
    drawn unless `draw_sources` says so.
    """
    drawing = draw(graph, title=title, sources=sources, draw_sources=draw_sources)
    ends = np.array([(line.start, line.end) for line in drawing.lines], dtype=int).reshape(-1, 2)
    layout = arrange(ends, np.array([spot.radius for spot in drawing.spots]))
    scripts = [engine(), *(_asset(f"{name}.js") for name in SCRIPTS)]
    style = _asset("page.css")
    return _fill(
        _asset("page.html"),
        {
            "policy": _policy(scripts, [style]),
            "title": html.escape(drawing.title or "kgraph"),
            "style": style,
            "terms": "\n".join(_terms(source) for source in drawing.sources),
            "graph": _json(_graph(drawing, layout)),
            "details": _json(_details(drawing)),
            "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
        },
    )


def _graph(drawing: Drawing, layout: Layout) -> dict[str, Any]:
    """Return what the page needs for its first picture."""
    net = network(drawing, layout.positions.tolist())
    return {
        "directed": net.directed,
        "types": [asdict(style) for style in drawing.types],
        "nodes": table(net.nodes),
        "edges": table(net.edges),
        "options": net.options,
        "home": layout.home.tolist() if layout.islands else [],
        "islands": [
            {"x": island.x, "y": island.y, "radius": island.radius, "members": island.members[:3]}
            for island in layout.islands
        ],
        "bridges": layout.bridges,
        "shelf": layout.shelf,
    }


def _details(drawing: Drawing) -> dict[str, Any]:
    """Return what the page reads only when somebody asks: content, evidence, meaning."""
    schema = film_schema()
    told = {line.type for line in drawing.lines}
    relations = {name: kind for name, kind in schema.relations.items() if name in told}
    properties = {name: kind for owner in schema.entities.values() for name, kind in owner.properties.items()}
    properties |= {name: kind for owner in relations.values() for name, kind in owner.properties.items()}
    return {
        "nodes": table([{"id": spot.id, "labels": spot.labels, **spot.content} for spot in drawing.spots]),
        "edges": table([line.content for line in drawing.lines]),
        "sources": {source.id: asdict(source) for source in drawing.sources},
        "relations": {
            name: {"says": kind.says, "symmetric": kind.symmetric} for name, kind in relations.items()
        },
        "meanings": {name: kind.doc for name, kind in sorted(properties.items())},
        "references": sorted(name for name, kind in properties.items() if kind.type == "entity"),
    }


def _terms(source: Source) -> str:
    """Return the footer's line for a source: what it is, whose, and on what terms it may be passed on."""
    name = html.escape(source.title or source.id)
    if re.match(r"https?://", source.url, re.IGNORECASE):
        name = f'<a href="{html.escape(source.url)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    told = [source.publisher, source.date, source.attribution, source.licence]
    said = [html.escape(text) for text in dict.fromkeys(told) if text]
    return f"<li>{', '.join([name, *said])}</li>"


def _json(value: Any) -> str:
    """Return JSON in which no sign can end or open markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in _ENDERS:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return a policy that lets these scripts and styles run and nothing be fetched."""
    told = {"script-src": scripts, "style-src": styles}
    hashes = (f"{name} {' '.join(_hash(text) for text in texts)}" for name, texts in told.items())
    return "; ".join(
        ["default-src 'none'", *hashes, "img-src data: blob:", "base-uri 'none'", "form-action 'none'"]
    )


@cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return resources.files("kgraph.view").joinpath("assets", name).read_text(encoding="utf-8")


def _fill(template: str, parts: dict[str, str]) -> str:
    """Put the parts into the template in one pass, so that a part may hold anything.

    Half surrogate pairs, which no file can hold, are replaced.
    """
    return _SURROGATES.sub("\ufffd", re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template))
