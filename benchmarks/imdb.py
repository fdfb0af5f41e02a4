"""IMDb's files, a million titles: into an embedded store, and into Neo4j's importer, against DuckDB alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import kgraph
from benchmarks import imdb_files
from benchmarks.report import Table, time, times, verdict

MEMORY = 4 * 2**30
AIM_LOAD, AIM_EXPORT = 2.0, 1.5
SIZES = (12_500, 25_000, 50_000)
"""Titles, without a filter, for what a node and an edge take in memory."""


class Took(NamedTuple):
    """Seconds, seconds of the processor, and the most memory of a process, in bytes."""

    seconds: float
    processor: float
    peak: int


def run(titles: int = imdb_files.TITLES) -> list[Table]:
    """Measure both roads, then what a store takes in memory; the temporary folder needs some 10 GB."""
    with TemporaryDirectory() as room:
        folder = imdb_files.write(Path(room, "imdb"), titles)
        roads = _roads(folder, Path(room), titles)
    return [roads, limits()]


def _roads(folder: Path, room: Path, titles: int) -> Table:
    store = room / "films.kgl"
    scan, load = part("scan", folder, room / "scan"), part("load", folder, store)
    hand = part("by-hand", folder, room / "hand.kgl")
    copy, export = part("copy", folder, room / "copy"), part("export", folder, room / "neo4j-import")
    with kgraph.open(store) as opened:
        ((films,),) = opened.query("MATCH (f:Film) RETURN count(f)").rows
    pairs = (
        (f"`kgraph load`, {films:,} films of a region", load, "the same scan and joins", scan, AIM_LOAD),
        ("`kgraph export neo4j-import/`, all of it", export, "the files read and written", copy, AIM_EXPORT),
    )
    rows, verdicts = [], []
    for ours, took, theirs, base, aim in pairs:
        ratio = took.seconds / base.seconds
        processor = times(took.processor / base.processor)
        rows.append((ours, *_told(took), times(ratio), processor))
        rows.append((f"DuckDB alone: {theirs}", *_told(base), "1", "1"))
        if took is load:
            bare = times(hand.seconds / base.seconds), times(hand.processor / base.processor)
            rows.append(("by hand, DuckDB's tables into kglite, without evidence", *_told(hand), *bare))
        verdicts.append(verdict(f"{ours}: within {aim} times ({times(ratio)})", met=ratio <= aim))
    most = max(load.peak, export.peak)
    verdicts.append(verdict(f"at most 4 GiB (here {most / 2**30:.1f})", met=most <= MEMORY))
    return Table(
        "IMDb's files",
        f"{titles:,} titles, {titles * imdb_files.PEOPLE:,} people and {titles * imdb_files.CREDITS:,} "
        "credits in the shape of IMDb's files (`imdb_files.py`), gzipped. Each road in a process of its "
        "own; the ratio is to DuckDB alone, once of the time and once of the time of the processor. By hand "
        "is what the embedded store's engine takes for the rows as they are: nothing merged, no claims, no "
        "checks.",
        ("road", "time", "processor", "memory", "ratio", "processor's ratio"),
        rows,
        " ".join(verdicts),
    )


def limits() -> Table:
    """Measure what an embedded store takes for each node and edge, at three sizes."""
    rows = []
    for titles in SIZES:
        with TemporaryDirectory() as room:
            folder, store = imdb_files.write(Path(room, "imdb"), titles), Path(room, "films.kgl")
            load = part("load-all", folder, store)
            ask = part("ask", store, "-")
            with kgraph.open(store) as opened:
                (one,) = opened.sources()
            size = store.stat().st_size
        things = one.nodes + one.relationships
        counts = (f"{one.nodes:,}", f"{one.relationships:,}")
        each = (f"{took.peak / things:,.0f}" for took in (load, ask))
        rows.append((*counts, time(load.seconds), *_memory(load, ask), *each, f"{size / things:,.0f}"))
    return Table(
        "How much an embedded store holds",
        "All of such files without a filter. Memory is the peak of the process that loads, and of one that "
        "opens the store and asks; the last columns are bytes for each node or edge, and in the file.",
        (
            "nodes",
            "edges",
            "time of the load",
            "loading",
            "asking",
            "loading, each",
            "asking, each",
            "file, each",
        ),
        rows,
    )


def part(*words: str | Path) -> Took:
    """Do one part in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.imdb_parts", *map(str, words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Took(**json.loads(done.stdout))


def _told(took: Took) -> tuple[str, ...]:
    return time(took.seconds), time(took.processor), *_memory(took)


def _memory(*all_of: Took) -> tuple[str, ...]:
    return tuple(f"{took.peak / 2**20:,.0f} MB" for took in all_of)


if __name__ == "__main__":
    for table in run(*(int(size) for size in sys.argv[1:2])):
        print(table.markdown())
