"""The film list that is measured with, and where it is looked for."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import networkx as nx

_CHECKOUT = Path(__file__).resolve().parent.parent


class Skipped(Exception):
    """A benchmark that cannot run here; the text names the remedy."""


def us_films() -> Path:
    """Return the path of `us-films.jsonl.gz`, or raise Skipped."""
    return shared("us-films.jsonl.gz")


def shared(name: str) -> Path:
    """Return the path of a file of real data that is not part of kgraph, or raise Skipped."""
    folder = Path(os.environ.get("KGRAPH_SHARED") or _CHECKOUT.parent / "shared") / "data"
    if not (folder / name).is_file():
        raise Skipped(f"no {name} in {folder}; set KGRAPH_SHARED to the folder that has data/.")
    return folder / name


def parse_and_build(path: Path) -> nx.MultiDiGraph:
    """Do by hand what a load has to do at least: parse the rows, and build a graph of films and people."""
    graph = nx.MultiDiGraph()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            row = json.loads(line)
            film = f"film:{number}"
            graph.add_node(film, name=row["title"], year=row.get("year"), genres=row.get("genres", []))
            for billing, name in enumerate(row.get("cast", ()), 1):
                person = f"person:{name}"
                graph.add_node(person, name=name)
                graph.add_edge(person, film, type="ACTED_IN", billing=billing)
    return graph
