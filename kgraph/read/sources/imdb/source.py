"""Whom claims from IMDb's files cite, and on what terms."""

from __future__ import annotations

from kgraph.claims import Source


def source(name: str) -> Source:
    """Return the source of a load of this name."""
    return Source(
        name,
        title=f"IMDb: {name}",
        publisher="IMDb",
        url="https://developer.imdb.com/non-commercial-datasets/",
        licence=(
            "IMDb non-commercial licensing: personal and non-commercial use, no redistribution, "
            "no database of films but for one's own use."
        ),
        attribution="Information courtesy of IMDb (https://www.imdb.com). Used with permission.",
    )
