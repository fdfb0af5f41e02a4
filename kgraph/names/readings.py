"""Latin letters read as Hangul: the names that a spelling may stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from kgraph.names.alignment import MARK
from kgraph.names.spellings import surname_spellings, surnames, syllable_spellings, tables

_LONGEST = 7
_MOST = 5
_WIDEST = 12
_WORST = 2.5
_ALIKE_SPELLED = 4
_FEWEST, _USUAL = 2, 3
_EACH_MORE = 0.3
Reading = tuple[float, str]


@lru_cache(maxsize=4_000)
def readings(order: str) -> tuple[Reading, ...]:
    """Return Hangul names that a spelling with its surname first may stand for, each with its cost.

    The best come first. A spelling that no Korean name has (Marlon Brando) has none.
    """
    reached: list[dict[str, float]] = [{} for _ in range(len(order) + 1)]
    for surname, end, cost in _surnames_at(order):
        reached[end][surname] = cost
    for start in range(1, len(order)):
        for name, so_far in _best(reached[start], _WIDEST):
            if len(name) < _USUAL + 1:
                for syllable, end, cost in _syllables_at(order, start):
                    total = so_far + cost
                    if total < min(reached[end].get(name + syllable, 9.0), _WORST):
                        reached[end][name + syllable] = total
    whole = {
        name: cost + _EACH_MORE * max(len(name) - _USUAL, 0)
        for name, cost in reached[-1].items()
        if len(name) >= _FEWEST
    }
    return tuple((cost, name) for name, cost in _best(whole, _MOST))


def _surnames_at(order: str) -> Iterator[tuple[str, int, float]]:
    for end in range(1, min(_LONGEST + 1, len(order)) + 1):
        for surname in surnames().get(order[:end], ()):
            yield surname, end, surname_spellings(surname)[order[:end]]


def _syllables_at(order: str, start: int) -> Iterator[tuple[str, int, float]]:
    start += order[start] == MARK
    for end in range(start + 1, min(start + _LONGEST, len(order)) + 1):
        for cost, syllable in _spelled().get(order[start:end], ()):
            yield syllable, end, cost


def _best(found: Mapping[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(found.items(), key=lambda item: (item[1], item[0]))[:most]


@cache
def _spelled() -> Mapping[str, list[Reading]]:
    """Return the syllables of names that each spelling may stand for, the likeliest first."""
    found: dict[str, list[Reading]] = {}
    for syllable in tables("syllables")["syllables"].replace("\n", ""):
        for spelling, cost in syllable_spellings(syllable).items():
            if cost < _WORST:
                found.setdefault(spelling, []).append((cost, syllable))
    return {spelling: sorted(known)[:_ALIKE_SPELLED] for spelling, known in found.items()}
