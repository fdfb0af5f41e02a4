"""Who draws the same graph as kgraph: each contestant writes one HTML file.

What npm and PyPI have is kept below .cache/ of the checkout; what cannot be had is told as a reason.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

import networkx as nx
from pyvis.network import Network

from benchmarks.data import Skipped
from benchmarks.page_graphs import SOURCE
from kgraph.view import page
from kgraph.view.packed import unpack
from kgraph.view.table import untable

_HERE = Path(__file__).parent
_CACHE = _HERE.parent / ".cache" / "page-tools"
_NPM = ("force-graph@1.52.0", "sigma@3.0.3", "graphology@0.26.0")
_PYPI = ("neo4j-viz==1.11.0",)
VERSIONS = tuple(name.replace("==", " ").replace("@", " ") for name in (*_NPM, *_PYPI))
_COLOURS = ("#D55E00", "#0072B2")


class Took(NamedTuple):
    """Seconds of the wall clock, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Case:
    """A graph, and where kgraph's page puts its nodes: the places that others are given."""

    graph: nx.MultiDiGraph
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Tool:
    """A contestant; `shown` is true in its page, as JavaScript, once what is seen is the picture."""

    name: str
    write: Callable[[Case, Path], Took]
    shown: str = "document.querySelector('canvas, iframe')"


def write_own(graph: nx.MultiDiGraph, path: Path) -> tuple[Case, Took]:
    """Write kgraph's page, and return the graph with the places that it holds."""
    took = _timed(lambda: path.write_text(page(graph, sources=[SOURCE]), encoding="utf-8"))
    found = re.search(r'id="graph">([^<]*)<', path.read_text(encoding="utf-8"))
    assert found
    block = unpack(found[1])
    nodes = [
        {
            "id": number,
            **{key: row[key] for key in ("label", "x", "y", "size")},
            "type": int(row["group"][1:]),
        }
        for number, row in enumerate(untable(block["nodes"]))
    ]
    edges = [{"source": row["from"], "target": row["to"]} for row in untable(block["edges"])]
    return Case(graph, nodes, edges), took


def tools() -> tuple[list[Tool], list[str]]:
    """Return the contestants that can be had here, and why the others cannot."""
    found = [
        Tool("pyvis", partial(_pyvis, is_placed=False), _PYVIS_SHOWN),
        Tool("pyvis, given positions, no physics", partial(_pyvis, is_placed=True), _PYVIS_SHOWN),
    ]
    absent = []
    for names, obtain in (
        (("force-graph", "sigma.js"), _from_npm),
        (("neo4j-viz",), _from_pypi),
    ):
        try:
            obtain()
        except Skipped as reason:
            absent.append(f"{', '.join(names)}: {reason}")
        else:
            found += [Tool(f"{name}, given positions", _WRITERS[name]) for name in names]
    return found, absent


def _timed(run: Callable[[], object]) -> Took:
    wall, cpu = perf_counter(), process_time()
    run()
    return Took(perf_counter() - wall, process_time() - cpu)


_PYVIS_SHOWN = "typeof network !== 'undefined' && !(document.getElementById('loadingBar')?.offsetHeight > 0)"


def _pyvis(case: Case, path: Path, *, is_placed: bool) -> Took:
    """Fill the lists of a Network, as `add_edge` looks at all edges for each; the rest is pyvis' own."""

    def write() -> None:
        net = Network(directed=True, cdn_resources="in_line", height="800px")
        kept = ("id", "label", "x", "y", "size") if is_placed else ("id", "label", "size")
        net.nodes = [{key: node[key] for key in kept} | {"shape": "dot"} for node in case.nodes]
        net.edges = [{"from": edge["source"], "to": edge["target"], "arrows": "to"} for edge in case.edges]
        net.toggle_physics(not is_placed)
        path.write_text(net.generate_html(), encoding="utf-8")

    return _timed(write)


@cache
def _from_npm() -> Path:
    """Return the folder with the packages of npm."""
    folder = _CACHE / "node_modules"
    if not all((folder / name.partition("@")[0]).is_dir() for name in _NPM):
        _CACHE.mkdir(parents=True, exist_ok=True)
        _obtain("npm", "install", "--silent", "--no-save", "--prefix", str(_CACHE), *_NPM)
    return folder


@cache
def _from_pypi() -> Path:
    """Return the Python of an environment of its own, with the packages of PyPI."""
    folder = _CACHE / "venv"
    python = folder / "bin" / "python"
    if not (folder / "complete").is_file():
        _obtain(sys.executable, "-m", "venv", "--clear", str(folder))
        _obtain(str(python), "-m", "pip", "install", "--quiet", *_PYPI)
        (folder / "complete").touch()
    return python


def _obtain(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        raise Skipped(
            f"`{' '.join(command[:3])}` failed ({type(error).__name__}); it needs a network."
        ) from None


def _script(case: Case, path: Path, libraries: tuple[str, ...], draw: str) -> Took:
    """Write a page with libraries, the graph and a few lines that draw it, as their manuals say."""

    def write() -> None:
        sources = [(_from_npm() / name).read_text(encoding="utf-8") for name in libraries]
        graph = json.dumps({"nodes": case.nodes, "links": case.edges}, separators=(",", ":"))
        scripts = [*sources, f"const graph = {graph}; const colours = {json.dumps(_COLOURS)};\n{draw}"]
        safe = [script.replace("</script", r"<\/script") for script in scripts]
        inline = "".join(f"<script>{script}</script>\n" for script in safe)
        path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{_BODY}{inline}", encoding="utf-8")

    return _timed(write)


_BODY = '<body style="margin:0"><div id="graph" style="width:100vw;height:100vh"></div>'
_FORCE_GRAPH = """
const drawn = new ForceGraph(document.getElementById("graph"));
drawn.nodeLabel("label").nodeVal(({ size }) => size).nodeColor(({ type }) => colours[type % 2]);
drawn.cooldownTicks(0).graphData(graph);
drawn.zoomToFit(0);
"""
_SIGMA = """
const made = new graphology.Graph({ multi: true, type: "directed" });
for (const { id, label, x, y, size, type } of graph.nodes) {
  made.addNode(id, { label, x, y: -y, size: size / 6, color: colours[type % 2] });
}
for (const { source, target } of graph.links) made.addEdge(source, target, { size: 0.5 });
new Sigma(made, document.getElementById("graph"));
"""


def _neo4j_viz(case: Case, path: Path) -> Took:
    told = path.with_suffix(".json")
    told.write_text(json.dumps({"nodes": case.nodes, "edges": case.edges}), encoding="utf-8")
    command = [str(_from_pypi()), str(_HERE / "page_neo4j_viz.py"), str(told), str(path)]
    return Took(*json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


_WRITERS: dict[str, Callable[[Case, Path], Took]] = {
    "force-graph": partial(_script, libraries=("force-graph/dist/force-graph.min.js",), draw=_FORCE_GRAPH),
    "sigma.js": partial(
        _script, libraries=("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"), draw=_SIGMA
    ),
    "neo4j-viz": _neo4j_viz,
}
