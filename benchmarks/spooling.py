"""The way of a load of any size: read row by row, spooled on disk, resolved, and out again in order.

    python -m benchmarks.spooling [SIZE ...]

Each size runs in a process of its own, which says how much memory it had at most.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.heavy_tailed import lines
from benchmarks.report import Table, time, verdict
from kgraph.read.stream import stream
from kgraph.resolve.spool import Spool

SIZES = (100_000, 1_000_000, 5_000_000)
FORMS = {"apoc": "nodes and relationships", "films": "film list"}
AIM_RATE, AIM_MEMORY = 80_000, 300


def run(sizes: Sequence[int] = SIZES) -> Table:
    """Measure each form of file at each size; the folder for temporary files needs some 5 GB."""
    rows, rates, peaks = [], [], []
    for form, called in FORMS.items():
        for size in sizes:
            told = _measured(form, size)
            rate, peak = told["rows"] / sum(told["seconds"]), told["peak"]
            seconds = [time(one) for one in told["seconds"]]
            rows.append((called, f"{size:,}", f"{told['rows']:,}", *seconds, f"{rate:,.0f}", f"{peak} MB"))
            rates.append(rate)
            peaks.append(peak)
    return Table(
        "Loads larger than the memory",
        "A film world of heavy-tailed casts (`heavy_tailed.py`) through `stream` and `Spool`, "
        "which is what comes before the server in a load into Neo4j.",
        (
            *("file", "relationships", "nodes and edges", "read", "resolve", "nodes", "edges"),
            *("nodes and edges a second", "peak memory"),
        ),
        rows,
        verdict(
            f"at least {AIM_RATE:,} nodes and edges a second in less than {AIM_MEMORY} MB",
            met=min(rates) >= AIM_RATE and max(peaks) < AIM_MEMORY,
        ),
    )


def _measured(form: str, size: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "world.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(form, size))
        command = [sys.executable, "-m", "benchmarks.spooling", "--measure", str(path)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return dict(json.loads(told))


def measure(path: str) -> None:
    """Print how many rows a file gives, the seconds of each step, and the peak of memory in megabytes."""
    moments = [perf_counter()]
    with Spool() as spool:
        told = stream(path)
        spool.add(told.rows)
        moments.append(perf_counter())
        spool.resolve(told.sources, {})
        moments.append(perf_counter())
        rows = sum(1 for _ in spool.nodes())
        moments.append(perf_counter())
        rows += sum(1 for _ in spool.relationships())
        moments.append(perf_counter())
    seconds = [after - before for before, after in pairwise(moments)]
    peak = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"rows": rows, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2])
    else:
        print(run([int(one) for one in sys.argv[1:]] or SIZES).markdown())
