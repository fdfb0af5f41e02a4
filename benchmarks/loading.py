"""Load rate: a film list into a store, against parsing it and building a bare NetworkX graph."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import kgraph
from benchmarks.data import parse_and_build, us_films
from benchmarks.report import Table, time, times, verdict
from benchmarks.timing import interleaved

AIM = 4.0
ROUNDS = 5


def run() -> Table:
    """Load into a new store each round: resolved, with its claims, indexed and on the disk."""
    path = us_films()
    with TemporaryDirectory() as folder:
        numbers = count()

        def load() -> None:
            with kgraph.open(Path(folder) / f"{next(numbers)}.kgl") as store:
                store.load(path)

        taken = interleaved({"kgraph": load, "json + NetworkX": lambda: parse_and_build(path)}, ROUNDS)
    graph = parse_and_build(path)
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    ratio = taken.ratio("kgraph", "json + NetworkX")
    rows = [
        (name, time(taken.median(name)), f"{(nodes + edges) / taken.median(name):,.0f}", times(value))
        for name, value in (("json + NetworkX", 1.0), ("kgraph", ratio))
    ]
    return Table(
        "Loading a film list",
        f"`us-films.jsonl.gz`: {nodes:,} films and people, {edges:,} credits. "
        "kgraph also keeps the claim behind each, indexes the names and writes the store to the disk.",
        ("what", "time", "nodes and edges a second", "ratio"),
        rows,
        verdict(f"within {AIM:.0f} times of json and NetworkX", met=ratio <= AIM),
    )
