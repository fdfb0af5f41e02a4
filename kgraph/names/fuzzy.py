"""How alike two texts are as rows of letters: the only door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Sequence


def likeness(left: str, right: str) -> float:
    """Return how alike two texts are, 0 to 100: 200 times the letters they share in order, over all."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - who looks for no name does without

    return float(fuzz.ratio(left, right))


def nearest(text: str, others: Sequence[str], least: float, most: int) -> list[tuple[float, int]]:
    """Return likeness and place of the others that are at least so much like a text, the likest first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - as above

    found = process.extract(text, others, scorer=fuzz.ratio, score_cutoff=least, limit=most)
    return [(score, place) for _, score, place in found]
