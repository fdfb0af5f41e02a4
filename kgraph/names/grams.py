"""Which of many texts share most with one: candidates for a closer look."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Any

_MOST = 100
_MORE_OR_LESS = 2
_CODES = 1 << 16


class Script:
    """Names of one script, the shortest first: `places` in all, and the `letters` of what stands there."""

    def __init__(self, places: Sequence[int], letters: Sequence[str]) -> None:
        self.places, self.letters = places, letters

    @cached_property
    def grams(self) -> Grams:
        """The letters by all that stands in them."""
        return Grams(self.letters)

    def nearly_as_long(self, length: int) -> Sequence[int]:
        """Return which of them are so long, give or take two letters.

        A short one with a letter wrong may share no three in a row with what is meant.
        """
        start = bisect_left(self.letters, length - _MORE_OR_LESS, key=len)
        return range(start, bisect_right(self.letters, length + _MORE_OR_LESS, key=len))


class Grams:
    """Texts by all that stands in them three letters long, each as a number of 16 bits.

    That two rows of three letters may have one number matters little: what is near is looked at.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np  # noqa: PLC0415 - 0.1 s that most of what kgraph does goes without

        self._many = len(texts)
        codes, places = _codes(texts)
        ordered = np.argsort(codes, kind="stable")
        self._places = places[ordered]
        self._starts = np.searchsorted(codes[ordered], np.arange(_CODES + 1))

    def near(self, *texts: str) -> list[int]:
        """Return the places of the hundred texts that share most with these; of equal ones the first."""
        import numpy as np  # noqa: PLC0415 - as above

        found = [self._having(code) for code in np.unique(_codes(texts)[0]).tolist()]
        if not found or not self._many:
            return []
        shared = np.bincount(np.concatenate(found), minlength=self._many)
        having = np.bincount(shared)[::-1].cumsum()  # so many share as much, or more
        least = max(1, len(having) - 1 - int(np.searchsorted(having, _MOST)))
        more, also = (np.flatnonzero(some)[:_MOST] for some in (shared > least, shared == least))
        return sorted([*more.tolist(), *also[: _MOST - len(more)].tolist()])

    def _having(self, code: int) -> Any:
        return self._places[self._starts[code] : self._starts[code + 1]]


def _codes(texts: Sequence[str]) -> tuple[Any, Any]:
    """Return the number of each three letters in a row of these texts, and the text where they stand."""
    import numpy as np  # noqa: PLC0415 - as above

    written = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    numbers = np.repeat(np.arange(len(texts), dtype=np.int32), np.fromiter(map(len, texts), int, len(texts)))
    whole = numbers[:-2] == numbers[2:]
    codes = (written[:-2] * 1369 + written[1:-1] * 37 + written[2:]) % _CODES
    return codes[whole].astype(np.uint16), numbers[:-2][whole]
