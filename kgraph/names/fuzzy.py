"""How alike two texts are as rows of letters: the only door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def likeness(left: str, right: str) -> float:
    """Return how alike two texts are, 0 to 100: 200 times the letters they share in order, over all."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - who looks for no name does without

    return float(fuzz.ratio(left, right))


def nearest(texts: Iterable[str], others: Sequence[str], least: float, most: int) -> list[tuple[float, int]]:
    """Return likeness and place of the others that are at least so much like one of the texts.

    Of each text there are at most so many, the likest first.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - as above

    return [
        (score, place)
        for text in texts
        for _, score, place in process.extract(
            text, others, scorer=fuzz.ratio, score_cutoff=least, limit=most
        )
    ]
