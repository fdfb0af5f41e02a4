"""The folders that come with kgraph: the named queries and the bundled data."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `cypher` or `data`: in the installed package, else in the checkout.

    An editable install has no `_shipped`, so that both ways are needed.
    """
    shipped = _PACKAGE / "_shipped" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
