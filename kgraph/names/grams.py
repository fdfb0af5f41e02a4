"""Which of many texts share most with one: candidates for a closer look."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

_LENGTH = 3
_MOST = 100
_MOST_LOOKED_AT = 12_000


class Grams:
    """Texts by all that stands in them three letters long."""

    def __init__(self, texts: Sequence[str]) -> None:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for gram in {text[start : start + _LENGTH] for start in range(len(text) - _LENGTH + 1)}:
                found[gram].append(place)
        self._places = dict(found)

    def near(self, *texts: str) -> list[int]:
        """Return the places of the hundred texts that share most with these; of equal ones the first.

        What stands in few texts is counted first, and what stands in too many is not: it says little.
        """
        grams = {text[start : start + _LENGTH] for text in texts for start in range(len(text) - _LENGTH + 1)}
        shared: Counter[int] = Counter()
        looked_at = 0
        for places in sorted((self._places.get(gram, []) for gram in sorted(grams)), key=len):
            looked_at += len(places)
            if shared and looked_at > _MOST_LOOKED_AT:
                break
            shared.update(places)
        if len(shared) <= _MOST:
            return sorted(shared)
        having = Counter(shared.values())
        least, more = max(having), 0
        while more + having[least] < _MOST:
            more, least = more + having[least], least - 1
        found = sorted(place for place, count in shared.items() if count > least)
        also = sorted(place for place, count in shared.items() if count == least)
        return sorted(found + also[: _MOST - len(found)])
