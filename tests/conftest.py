"""What the tests share: small sources to load, and where real data stands."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.small import write_claims

# A busy machine is no failure: no deadline, and no complaint that making examples took long.
settings.register_profile("kgraph", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kgraph")

ROOT = Path(__file__).parent.parent
KOREAN_CINEMA = ROOT / "data" / "korean-cinema"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data; the test skips where it is absent."""
    folder = Path(os.environ.get("KGRAPH_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}: set KGRAPH_SHARED to the folder that has it")
    return folder


@pytest.fixture(scope="session")
def shared_data(shared: Path) -> Path:
    """The data files among it."""
    return shared / "data"


@pytest.fixture
def claims(tmp_path: Path) -> Callable[..., Path]:
    """Write a small claims folder: `claims("name", credits=...)`."""

    def write(folder: str = "films", **tables: str | None) -> Path:
        return write_claims(tmp_path / folder, **tables)

    return write


@pytest.fixture
def property_graph(tmp_path: Path) -> Callable[..., Path]:
    """Write JSON lines of a graph outside the film schema: ids -> label, and edges (start, type, end)."""

    def write(
        name: str, nodes: dict[str, str], edges: list[tuple[str, str, str]] | None = None, **more: object
    ) -> Path:
        lines: list[dict[str, object]] = [
            {"type": "node", "id": key, "labels": [label], "properties": {"name": key.upper(), **more}}
            for key, label in nodes.items()
        ]
        lines += [
            {"type": "relationship", "label": kind, "start": {"id": a}, "end": {"id": b}, "properties": {}}
            for a, kind, b in edges or []
        ]
        path = tmp_path / name
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    return write
