"""Run all benchmarks and write benchmarks/RESULTS.md.

    python -m benchmarks [NAME ...]

Of those that are named, the results are only printed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter

from benchmarks import answering, identity, imdb, loading, names, neo4j, page, projecting, report, starting
from benchmarks.data import Skipped
from benchmarks.report import Table

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Measure, print, and write; a benchmark that cannot run here is skipped with its reason."""
    tables: list[Table] = []
    busy = os.getloadavg()[0]
    skipped: list[str] = []
    wanted = sys.argv[1:]
    for benchmark in (loading, starting, answering, names, identity, projecting, imdb, page, neo4j):
        start = perf_counter()
        name = benchmark.__name__.rpartition(".")[2]
        if wanted and name not in wanted:
            continue
        try:
            found = benchmark.run()
            tables += found if isinstance(found, list) else [found]
        except Skipped as reason:
            skipped.append(f"{name}: {reason}")
            print(f"{name}: skipped, {reason}", file=sys.stderr)
        else:
            print(f"{name}: {perf_counter() - start:.0f} s", file=sys.stderr)
    text = report.page(tables, skipped, busy)
    print(text)
    if tables and not wanted:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
