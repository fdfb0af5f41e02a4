"""The page: one self-contained file of HTML, a pure function of the graph."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import cache

import networkx as nx
import numpy as np

from kgraph.claims import Source
from kgraph.view.assets import EARLY, LATE, STYLES, asset, fingerprint
from kgraph.view.blocks import details_block, graph_block
from kgraph.view.drawing import draw
from kgraph.view.layout import arrange
from kgraph.view.network import engine
from kgraph.view.packed import pack, whole


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
    early, late = [asset(f"{name}.js") for name in EARLY], [asset(f"{name}.js") for name in LATE]
    style = "\n".join(asset(name) for name in STYLES)
    return _fill(
        asset("page.html"),
        {
            "policy": _policy([*early, engine(), *late], [style]),
            "title": html.escape(drawing.title or "kgraph"),
            "style": style,
            "terms": "\n".join(_terms(source) for source in drawing.sources),
            "graph": pack(graph_block(drawing, layout)),
            "early": "\n".join(f"<script>{script}</script>" for script in early),
            "details": pack(details_block(drawing)),
            "late": _scripts(),
        },
    )


@cache
def _scripts() -> str:
    """Return what runs after the first picture: vis-network, and the modules that need it."""
    return pack([engine(), *(asset(f"{name}.js") for name in LATE)])


def _terms(source: Source) -> str:
    """Return the footer's line for a source: what it is, whose, and on what terms it may be passed on."""
    name = html.escape(source.title or source.id)
    if re.match(r"https?://", source.url, re.IGNORECASE):
        name = f'<a href="{html.escape(source.url)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    told = [source.publisher, source.date, source.attribution, source.licence]
    said = [html.escape(text) for text in dict.fromkeys(told) if text]
    return f"<li>{', '.join([name, *said])}</li>"


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return a policy that lets these scripts and styles run and nothing be fetched.

    A script that is unpacked by another runs as an inline one does: by the hash of its text.
    """
    told = {"script-src": scripts, "style-src": styles}
    hashes = (f"{name} {' '.join(fingerprint(text) for text in texts)}" for name, texts in told.items())
    return "; ".join(
        ["default-src 'none'", *hashes, "img-src data: blob:", "base-uri 'none'", "form-action 'none'"]
    )


def _fill(template: str, parts: dict[str, str]) -> str:
    """Put the parts into the template in one pass, so that a part may hold anything."""
    return whole(re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template))
