"""Start-up: what a person waits for before the first letter of an answer."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import kgraph
from benchmarks.report import Table, time, times, verdict
from benchmarks.timing import interleaved, process
from kgraph.shipped import folder as shipped

AIM = 2.0
ROUNDS = 15
PYTHON, CLICK, HELP, QUERY, NAMED = (
    'python -c ""',
    'python -c "import click"',
    "kgraph --help",
    'kgraph query "MATCH ..."',
    "kgraph query filmography",
)


def run() -> Table:
    """Run each command in a process of its own, on a store with the bundled data."""
    script = Path(sys.executable).with_name("kgraph")
    command = [str(script)] if script.is_file() else [sys.executable, "-m", "kgraph"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "korean-cinema.kgl"
        with kgraph.open(path) as store:
            store.load(shipped("data") / "korean-cinema")
        query = [*command, "--store", str(path), "query"]
        contestants = {
            PYTHON: process(sys.executable, "-c", ""),
            CLICK: process(sys.executable, "-c", "import click"),
            HELP: process(*command, "--help"),
            QUERY: process(*query, "MATCH (p:Person)-[:DIRECTED]->(f:Film) RETURN p.name, f.name LIMIT 5"),
            NAMED: process(*query, "filmography", "-p", "person=Kim Sung-soo"),
        }
        interleaved(contestants, 1)  # byte code and disk cache are warm in daily use
        taken = interleaved(contestants, ROUNDS)
    rows = [
        (
            f"`{name}`",
            time(taken.median(name)),
            times(taken.ratio(name, PYTHON)),
            times(taken.ratio(name, CLICK)),
        )
        for name in contestants
    ]
    return Table(
        "Starting",
        "Each in a process of its own; the store holds the bundled data.",
        ("command", "time", "times python", "times import click"),
        rows,
        verdict(
            f"`kgraph --help` under {AIM:.0f} times `import click`",
            met=taken.ratio(HELP, CLICK) < AIM,
        ),
    )
