"""Hangul names by a part of them in Latin letters: the given name, the surname, the surname and initials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from kgraph.names.alignment import MARK, Aligner
from kgraph.names.sounds import consonant_keys, hangul_keys
from kgraph.names.spellings import surname_in, surnames, syllable_spellings

_GIVEN, _INITIALS, _SURNAME = 78.0, 74.0, 72.0
_PER_COST = 42.0
_FEWEST = 2
_MOST = 20
_DEAREST_INITIAL = 0.4
_TWO_INITIALS = re.compile(r"[^aeiouy]{2}")
Part = tuple[str, str]


class Parts:
    """Hangul names as surname and given name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._surnames: dict[str, list[Part]] = {}
        self._given: dict[str, list[Part]] = {}
        for name in names:
            surname = surname_in(name)
            part = (surname, name[len(surname) :])
            self._surnames.setdefault(surname, []).append(part)
            if len(part[1]) >= _FEWEST and surname:
                self._given.setdefault(part[1], []).append(part)

    def like(self, order: str) -> Iterator[tuple[str, float]]:
        """Yield names of which this may be a part, and how well, 0 to 99; an order is that of `orders`."""
        aligner = Aligner(order)
        for given in {one for key in consonant_keys(order) for one in self._by_key.get(key, ())}:
            score = _GIVEN - _PER_COST * aligner.whole(given) / len(given)
            yield from (("".join(part), score) for part in self._given[given][:_MOST])
        if MARK not in order:
            known = (self._surnames.get(surname, ()) for surname in surnames().get(order, ()))
            yield from (("".join(part), _SURNAME) for part in sorted(chain.from_iterable(known))[:_MOST])
        elif told := initials(order):
            word, firsts = told
            for surname in surnames().get(word, ()):
                for part in self._surnames.get(surname, ()):
                    if _begins(part[1], firsts):
                        yield "".join(part), _INITIALS

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        given = list(self._given)
        for name, key in zip(given, hangul_keys(given, surname=False), strict=True):
            found.setdefault(key, []).append(name)
        return found


def initials(order: str) -> tuple[str, str] | None:
    """Return the one word that is written out and the initials beside it: "j-h-bong" -> "bong", "jh"."""
    parts = order.split(MARK)
    short = [one for one in parts if len(one) == 1 or _TWO_INITIALS.fullmatch(one)]
    whole = [one for one in parts if one not in short]
    return (whole[0], "".join(short)) if short and len(whole) == 1 else None


def _begins(given: str, firsts: str) -> bool:
    return len(given) >= len(firsts) and all(
        any(spelling[0] == first and cost <= _DEAREST_INITIAL for spelling, cost in spelled.items())
        for first, spelled in zip(firsts, map(syllable_spellings, given), strict=False)
    )
