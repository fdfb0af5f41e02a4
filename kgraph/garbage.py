"""Python's garbage collector, held while much is built.

Reading and building make a million objects, all of which stay, and no cycles; the collector, walking
them again and again as they grow, more than doubles the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector out for a while; also a decorator."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
