"""Where NetworkX's functions run: in NetworkX itself, or in a backend of it.

A backend that the user has set up (`NETWORKX_BACKEND_PRIORITY`, or `nx.config`) is dispatched to by NetworkX,
as always. Where none is, nx-parallel is used for what it was measured to be quicker at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import networkx as nx

_PARALLEL = "parallel"
_LEAST_VERSION = (0, 4)  # 0.3 cannot be imported beside NetworkX 3.5 and later
_WORTH = 5_000_000
"""Visits of links, some six seconds' worth: to start other processes and hand them the graph takes two."""


@contextmanager
def in_parallel(graph: nx.Graph, starts: int) -> Iterator[dict[str, Any]]:
    """Give the arguments that send a function with so many searches of the graph to nx-parallel, if any.

    It takes all cores unless it is set up otherwise, and only work that is worth it.
    """
    cores = os.cpu_count() or 1
    if starts * (len(graph) + graph.number_of_edges()) < _WORTH or cores == 1 or not _free():
        yield {}
        return
    with nx.config(cache_converted_graphs=False):  # it would hold a copy, and warn
        yield {"backend": _PARALLEL}


def _free() -> bool:
    """Tell whether nx-parallel is there and works, and the choice of a backend is ours."""
    chosen = nx.config.backend_priority.algos
    return _PARALLEL in nx.config.backends and not chosen and _installed() >= _LEAST_VERSION


def _installed() -> tuple[int, ...]:
    try:
        found = re.match(r"(\d+)\.(\d+)", version("nx-parallel"))
    except PackageNotFoundError:
        return ()
    return tuple(map(int, found.groups())) if found else ()
