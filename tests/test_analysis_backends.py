"""Where NetworkX has a backend, kgraph dispatches to it: to the user's choice, else to nx-parallel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import kgraph
from kgraph.analysis import dispatch, measures

ROOT = Path(__file__).parent.parent

BACKEND = """
class Wrapped:
    __networkx_backend__ = {name!r}

    def __init__(self, graph):
        self.graph = graph

    def is_directed(self):
        return self.graph.is_directed()

    def is_multigraph(self):
        return self.graph.is_multigraph()


class Backend:
    @staticmethod
    def convert_from_nx(graph, **how):
        return Wrapped(graph)

    @staticmethod
    def convert_to_nx(result, **how):
        return result

    @staticmethod
    def pagerank(graph, *args, **how):
        print("a backend speaks")
        return dict.fromkeys(graph.graph, 0.25)

    @staticmethod
    def betweenness_centrality(graph, *args, **how):
        return dict.fromkeys(graph.graph, -1.0)
"""


def installed(folder: Path, package: str, version: str, name: str) -> dict[str, str]:
    """Lay a backend of NetworkX into a folder as pip would; return the environment in which it is found."""
    told = folder / f"{package}-{version}.dist-info"
    told.mkdir(parents=True)
    told.joinpath("METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n", encoding="utf-8"
    )
    told.joinpath("entry_points.txt").write_text(
        f"[networkx.backends]\n{name} = tiny_backend:Backend\n", encoding="utf-8"
    )
    folder.joinpath("tiny_backend.py").write_text(BACKEND.format(name=name), encoding="utf-8")
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def test_a_backend_that_is_set_up_is_dispatched_to(tmp_path: Path) -> None:
    """NetworkX's own configuration holds, and what a backend prints is no part of the answer."""
    told = installed(tmp_path, "tiny_backend", "1.0", "tiny")
    with kgraph.open(tmp_path / "films.kgl") as films:
        films.load(ROOT / "data" / "korean-cinema")
    command = [sys.executable, "-m", "kgraph", "--store", str(tmp_path / "films.kgl"), "analyse", "pagerank"]
    command += ["--on", "companies", "--format", "json"]
    done = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=told | chosen)
        for chosen in ({}, {"NETWORKX_BACKEND_PRIORITY": "tiny"})
    ]
    plain, dispatched = ({row["pagerank"] for row in json.loads(one.stdout)} for one in done)
    assert dispatched == {0.25}
    assert plain != dispatched
    assert "a backend speaks" in done[1].stderr


ASKING = """
import networkx as nx
from kgraph.analysis import dispatch, measures
dispatch._WORTH = {worth}
dispatch.os.cpu_count = lambda: 2
with nx.config({config}):
    print(sorted(measures.betweenness(nx.path_graph(3), ).values()))
"""
OURS, THEIRS = "[0.0, 0.0, 1.0]", "[-1.0, -1.0, -1.0]"


@pytest.mark.parametrize(
    ("version", "worth", "config", "expected"),
    [
        ("0.4", 0, "", THEIRS),
        ("0.3", 0, "", OURS),
        ("0.4", 10**6, "", OURS),
        ("0.4", 0, "backend_priority=['networkx']", OURS),
    ],
)
def test_nx_parallel_is_used_where_it_works_and_is_worth_it(
    tmp_path: Path, version: str, worth: int, config: str, expected: str
) -> None:
    told = installed(tmp_path, "nx_parallel", version, "parallel")
    text = ASKING.format(worth=worth, config=config)
    done = subprocess.run(
        [sys.executable, "-c", text], check=True, capture_output=True, text=True, env=told, cwd=tmp_path
    )
    assert done.stdout.strip() == expected


def test_nx_parallel_gives_what_networkx_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    if dispatch._installed() < (0, 4):
        pytest.skip("no nx-parallel 0.4: it comes with kgraph[parallel] on Python 3.12 and later")
    linked = nx.barabasi_albert_graph(200, 3, seed=1)
    monkeypatch.setattr(dispatch, "_WORTH", 0)
    with dispatch.in_parallel(linked, 30) as where:
        assert where == {"backend": "parallel"}
    found = measures.betweenness(linked, 30, 3)
    assert found == pytest.approx(nx.betweenness_centrality(linked, k=30, seed=3), rel=1e-12)
    assert list(found) == list(linked)
