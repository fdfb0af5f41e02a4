"""Tools of Node.js that some tests use: found in `.cache`, where npm puts them, or missed with the remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CACHE = Path(__file__).parent.parent / ".cache"
# In one command: npm takes away what it is not told of.
REMEDY = f"npm install --no-save --prefix {CACHE} axe-core @biomejs/biome@2"


def require(name: str, inside: str) -> Path:
    """Return the path of a tool; without it skip and name the remedy, or fail where one was promised.

    `inside` is where it stands among Node's modules; KGRAPH_NAME names another place, and
    KGRAPH_REQUIRE_NAME=1 promises that it is there.
    """
    path = Path(os.environ.get(f"KGRAPH_{name}", CACHE / "node_modules" / inside))
    if path.is_file():
        return path
    if os.environ.get(f"KGRAPH_REQUIRE_{name}") == "1":
        pytest.fail(f"KGRAPH_REQUIRE_{name}=1, but there is no {path}; {REMEDY}")
    pytest.skip(f"no {path.name}; {REMEDY}")
