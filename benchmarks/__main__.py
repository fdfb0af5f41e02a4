"""Run all benchmarks and write benchmarks/RESULTS.md."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter

from benchmarks import answering, loading, neo4j, starting
from benchmarks.data import Skipped
from benchmarks.report import Table, page

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Measure, print, and write; a benchmark that cannot run here is skipped with its reason."""
    tables: list[Table] = []
    busy = os.getloadavg()[0]
    skipped: list[str] = []
    for benchmark in (loading, starting, answering, neo4j):
        start = perf_counter()
        name = benchmark.__name__.rpartition(".")[2]
        try:
            tables.append(benchmark.run())
        except Skipped as reason:
            skipped.append(f"{name}: {reason}")
            print(f"{name}: skipped, {reason}", file=sys.stderr)
        else:
            print(f"{name}: {perf_counter() - start:.0f} s", file=sys.stderr)
    text = page(tables, skipped, busy)
    print(text)
    if tables:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
