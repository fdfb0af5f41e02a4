"""A page shown in a notebook, without a file and without a network."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

import networkx as nx

from kgraph.claims import Source
from kgraph.view.page import page


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that Jupyter draws in place; `html` is its text."""

    html: str = field(repr=False)  # else a notebook would keep the whole page twice
    height: int

    def _repr_html_(self) -> str:
        """Return an iframe that holds the page itself, shut off from the notebook around it."""
        return (
            f'<iframe srcdoc="{html.escape(self.html)}" sandbox="allow-scripts allow-popups allow-downloads" '
            f'style="width:100%;height:{self.height:d}px;border:0" title="kgraph"></iframe>'
        )


def show(
    graph: nx.MultiDiGraph,
    *,
    title: str = "",
    sources: Sequence[Source] = (),
    draw_sources: bool = False,
    height: int = 640,
) -> Shown:
    """Return the graph's page as an object that a notebook displays."""
    return Shown(page(graph, title=title, sources=sources, draw_sources=draw_sources), height)
