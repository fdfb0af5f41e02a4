"""What keeps the page quick, as far as it is a size and no time; and that the file is always the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.page_graphs import SOURCE, film_world
from kgraph.view import page
from tests.chromium import browser


@pytest.fixture(scope="module")
def many() -> str:
    """The page of 20,000 nodes and 50,000 edges."""
    return page(film_world(20_000), sources=[SOURCE])


def test_the_page_of_twenty_thousand_nodes_is_small(many: str) -> None:
    assert len(many.encode()) <= 1_200_000


def test_the_page_of_twenty_thousand_nodes_takes_little_memory(many: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(many, encoding="utf-8")
    with browser() as tab:
        tab.open(path)
        assert tab.run("kgraph.data.nodes.count") == 20_000
        for _ in range(2):
            tab.call("HeapProfiler.collectGarbage")
        told = tab.call("Runtime.getHeapUsage")
    assert told["usedSize"] + told.get("backingStorageSize", 0) <= 15e6


def test_another_process_lays_out_large_islands_alike() -> None:
    program = (
        "import hashlib; from benchmarks.page_graphs import film_world; from kgraph.view import page\n"
        "print(hashlib.sha256(page(film_world(1200)).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
