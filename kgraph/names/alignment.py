"""How well Latin letters spell a Hangul name: syllable by syllable, the cheapest way to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kgraph.names.spellings import Spellings, surname_spellings, syllable_spellings

MARK = "-"
"""Stands between the parts of a spelled name: "bong-joon-ho"."""
_LONGEST = 8
_ACROSS = 1.0
_STRAY = 1.6
NEVER = 99.0
"""The cost of letters that do not spell a name at all."""
Places = dict[int, float]


class Aligner:
    """One spelling in Latin letters, to be compared with many Hangul names.

    `spellings` gives those of a syllable, or of whatever the parts are that it is read by.
    """

    def __init__(self, letters: str, spellings: Callable[[str], Spellings] = syllable_spellings) -> None:
        self._letters, self._spellings = letters, spellings
        self._seen: dict[tuple[str, bool, int], Places] = {}

    def cost(self, name: str) -> float:
        """Return the least cost at which the letters spell a name in Hangul, `NEVER` where they do not."""
        best = self._rest(name, {0: 0.0})
        for length in (1, 2):
            if known := surname_spellings(name[:length]):
                places = self._over(name[:length], known, {0: 0.0}, surname=True)
                best = min(best, self._rest(name[length:], places))
        return best

    def whole(self, parts: Iterable[str]) -> float:
        """Return the least cost at which the letters spell these parts, none of which is a surname."""
        return self._rest(parts, {0: 0.0})

    def _rest(self, syllables: Iterable[str], places: Places) -> float:
        for syllable in syllables:
            if not places:
                return NEVER
            places = self._over(syllable, self._spellings(syllable), places)
        return places.get(len(self._letters), NEVER)

    def _over(self, syllable: str, spellings: Spellings, places: Places, *, surname: bool = False) -> Places:
        after: Places = {}
        for start, so_far in places.items():
            key = (syllable, surname, start)
            if (ends := self._seen.get(key)) is None:
                ends = self._seen[key] = self._ends(spellings, start)
            for end, cost in ends.items():
                if so_far + cost < after.get(end, NEVER):
                    after[end] = so_far + cost
        return after

    def _ends(self, spellings: Spellings, start: int) -> Places:
        """Return where a syllable that starts at a place may end, with the cost of each."""
        letters = self._letters
        ends: Places = {}
        start += letters[start : start + 1] == MARK
        for end in range(start + 1, min(start + _LONGEST, len(letters)) + 1):
            chunk = letters[start:end]
            if chunk[-1] != MARK and (cost := spellings.get(chunk.replace(MARK, ""))) is not None:
                cost += _ACROSS if MARK in chunk else 0.0
                ends[end] = min(cost, ends.get(end, NEVER))
                if letters[end : end + 1] not in ("", MARK):
                    ends.setdefault(end + 1, cost + _STRAY)
        return ends
