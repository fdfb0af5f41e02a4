"""Into Neo4j: `kgraph load` and the bulk road against a bare driver loop, and the memory that they take."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from neo4j import GraphDatabase

import kgraph
from benchmarks import heavy_tailed
from benchmarks.data import Skipped
from benchmarks.neo4j_parts import BATCH
from benchmarks.report import Table, time, times, verdict
from kgraph.export.neo4j_import.readme import COMMAND
from tests.server import Installed, Server, ServerError
from tests.server.emptying import empty

AIM = 0.8
FLAT = 200  # bytes for each further relationship; held in memory, one takes a thousand and more
ROUNDS = {100_000: 3, 1_000_000: 1}
LARGE = {5_000_000: 1}
"""Relationships -> rounds; the large one, of half an hour, is measured where KGRAPH_BENCH_LARGE is set."""
WARM = 20_000
LOOP, LOAD, BULK = "driver loop", "kgraph load", "kgraph export, neo4j-admin import"
_COUNTS = "MATCH (n) WITH count(n) AS nodes MATCH ()-[r]->() RETURN nodes, count(r) AS relationships"


class Took(NamedTuple):
    """Seconds, and the most memory of a process, in bytes."""

    seconds: float
    peak: int


def run() -> Table:
    """Take each road into an empty database of its own, and see that all lead to the same graph."""
    try:
        installed = Server.install()
    except ServerError as error:
        raise Skipped(str(error)) from None
    rounds = ROUNDS | (LARGE if os.environ.get("KGRAPH_BENCH_LARGE") else {})
    rows, rates, peaks = [], [], defaultdict(list)
    for size, repeats in rounds.items():
        with TemporaryDirectory() as folder:
            source = Path(folder, "world.jsonl")
            with source.open("w", encoding="utf-8") as file:
                count = sum(1 for line in heavy_tailed.lines("apoc", size) if file.write(line))
            taken = _roads(installed, source, repeats)
        base = taken[LOOP].seconds
        rates.append(base / taken[LOAD].seconds)
        for road, took in taken.items():
            peaks[road].append((size, took.peak))
            rate = f"{count / took.seconds:,.0f}"
            memory = f"{took.peak / 2**20:,.0f} MB"
            rows.append((f"{size:,}", road, time(took.seconds), rate, times(base / took.seconds), memory))
    growth = max(_growth(peaks[road]) for road in (LOAD, BULK))
    return Table(
        "Into Neo4j",
        "People and films as heavy-tailed as real casts (`heavy_tailed.py`), JSON lines of a property graph. "
        f"The loop reads the lines and sends the same batches of {BATCH:,} rows; both find a server that has "
        f"taken in {WARM:,} relationships before, by both roads. The bulk road is export, "
        "import, constraints and indexes, without stop and start of the server. Memory is the peak of the "
        "Python process.",
        ("relationships", "road", "time", "rows a second", "times as fast as the loop", "memory"),
        rows,
        verdict(
            f"`kgraph load` at least {AIM} times as fast as the loop (lowest: {times(min(rates))})",
            met=min(rates) >= AIM,
        )
        + " "
        + verdict(
            f"memory flat, at most {FLAT} bytes for each further relationship (here {growth:.0f})",
            met=growth <= FLAT,
        ),
    )


def _growth(peaks: Sequence[tuple[int, int]]) -> float:
    """Return how many bytes the memory grew by for each relationship more."""
    (small, least), (large, most) = peaks[0], peaks[-1]
    return (most - least) / (large - small)


def _roads(installed: Installed, source: Path, rounds: int) -> dict[str, Took]:
    """Return the median round of each road."""
    taken: dict[str, list[Took]] = {LOOP: [], LOAD: [], BULK: []}
    for _ in range(rounds):
        found = set()
        for road, all_of in taken.items():
            took, counts = _bulk(installed, source) if road == BULK else _rows(installed, source, road)
            all_of.append(took)
            found.add(counts)
        if len(found) > 1:
            raise AssertionError(f"the roads do not lead to one graph: {found}")
    return {road: sorted(all_of)[len(all_of) // 2] for road, all_of in taken.items()}


def _rows(installed: Installed, source: Path, road: str) -> tuple[Took, str]:
    with Server(installed) as server:
        _warm(server, source.with_name("warm.jsonl"))
        took = _part("loop" if road == LOOP else "load", server.uri, str(source))
        return took, _counted(server.uri)


def _warm(server: Server, source: Path) -> None:
    """Take both roads once with a small world: a server that has just started takes seconds for anything."""
    source.write_text("".join(heavy_tailed.lines("apoc", WARM)), encoding="utf-8")
    for road in ("loop", "load"):
        _part(road, server.uri, str(source))
        with GraphDatabase.driver(server.uri) as driver:
            empty(driver)


def _bulk(installed: Installed, source: Path) -> tuple[Took, str]:
    out, home = source.with_name("neo4j-import"), source.with_name("home")
    written = _part("export", str(source), str(out))
    begun = perf_counter()
    with chdir(out):
        installed.admin(home, *shlex.split(COMMAND)[1:])
    imported = perf_counter() - begun
    with Server(installed, home) as server:
        finished = _part("finish", server.uri, str(out))
        counts = _counted(server.uri)
    return Took(written.seconds + imported + finished.seconds, written.peak), counts


def _part(*words: str) -> Took:
    command = [sys.executable, "-m", "benchmarks.neo4j_parts", *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout)
    return Took(told["seconds"], told["peak"])


def _counted(uri: str) -> str:
    with kgraph.open(uri) as store:
        return str(store.query(_COUNTS).rows)
