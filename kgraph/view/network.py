"""The picture as a pyvis Network, and the engine that pyvis brings: the only place that knows pyvis.

`Network.add_edge` looks at all edges before it and drops parallel ones when undirected,
`from_nx` writes into its argument, and pyvis' templates put data into markup and ask other
machines for style sheets. So the lists of the Network are filled here in one go, with whole
numbers as ids, and kgraph's own template shows them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyvis.network

from kgraph.view.drawing import Drawing, Line

_ENGINE = Path(pyvis.network.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_MANY = 800  # nodes that the engine holds at once; beyond, speed comes before beauty


def network(drawing: Drawing, positions: Sequence[Sequence[int]]) -> pyvis.network.Network:
    """Return a pyvis Network of the drawing: placed, physics off, nodes and edges numbered from 0."""
    net = pyvis.network.Network(directed=drawing.directed, cdn_resources="in_line")
    net.options = _options(drawing)
    for number, (spot, (x, y)) in enumerate(zip(drawing.spots, positions, strict=True)):
        at = {"x": x, "y": y, "size": spot.radius}
        net.nodes.append({"id": number, "label": spot.name, "group": f"t{spot.type}", **at})
    net.node_ids = list(range(len(net.nodes)))
    net.node_map = dict(enumerate(net.nodes))
    net.edges.extend(_edge(number, line) for number, line in enumerate(drawing.lines))
    return net


@cache
def engine() -> str:
    """Return the source of vis-network as pyvis ships it.

    Its style sheet is left out: 220 kB for buttons, dialogues and tooltips that the page draws
    itself.
    """
    return _ENGINE.read_text(encoding="utf-8")


def _edge(number: int, line: Line) -> dict[str, Any]:
    edge: dict[str, Any] = {"id": number, "from": line.start, "to": line.end, "label": line.type}
    certainty = line.content.get("certainty")
    if certainty == "disputed":
        edge["dashes"] = [7, 5]
    elif certainty == "implied":
        edge["dashes"] = [1, 4]
    if line.start == line.end:
        turn, ring = line.curve % 8, line.curve // 8
        edge["selfReference"] = {"size": 16 + 7 * ring, "angle": round(turn * math.pi / 4, 4)}
    elif line.curve:
        side = "curvedCW" if line.curve > 0 else "curvedCCW"
        edge["smooth"] = {"enabled": True, "type": side, "roundness": abs(line.curve)}
    return edge


def _options(drawing: Drawing) -> dict[str, Any]:
    many = len(drawing.spots) > _MANY
    arrows = {"to": {"enabled": drawing.directed and not many, "scaleFactor": 0.45}}
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": False,  # the page's own grid knows what lies beneath the pointer, of all nodes
            "selectConnectedEdges": False,
            "zoomSpeed": 1.4,
        },
        "groups": {
            f"t{number}": {"shape": style.shape, "color": style.colour}
            for number, style in enumerate(drawing.types)
        },
        "nodes": {
            "borderWidth": 0.8 if many else 1.5,
            "borderWidthSelected": 3,
            "shadow": False,
            "labelHighlightBold": False,
        },
        "edges": {"smooth": False, "shadow": False, "width": 1, "arrows": arrows, "hoverWidth": 0.6},
    }
