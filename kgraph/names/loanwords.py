"""Foreign words in Hangul: 브로커 is Broker, and 톰 크루즈 is Tom Cruise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from kgraph.names.alignment import Aligner
from kgraph.names.spellings import NO_LETTER, Spellings, costs, letters_of, product, tables

_NO_L = "아"
_FINAL_L = ord("알") - ord("아")


@lru_cache(maxsize=4_000)
def units(hangul: str) -> tuple[str, ...]:
    """Return the parts of a word that are spelled as one.

    They are syllables, or two where two vowels meet (데이); and of ㄹㄹ one is left, for an l between
    two vowels is written so.
    """
    found: list[str] = []
    for syllable in _single(hangul):
        initial, vowel, _ = letters_of(syllable)
        before = letters_of(found[-1]) if found and len(found[-1]) == 1 else ("", "", "ㄱ")
        if initial == "ㅇ" and not before[2] and before[1] + vowel in _told()["vowels"]:
            found[-1] += syllable
        else:
            found.append(syllable)
    return tuple(found)


def _single(hangul: str) -> Iterator[str]:
    for syllable, after in pairwise(hangul + _NO_L):
        double = letters_of(syllable)[2] == letters_of(after)[0] == "ㄹ"
        yield chr(ord(syllable) - _FINAL_L) if double else syllable


def aligner(letters: str) -> Aligner:
    """Return what compares a spelling with foreign words in Hangul: `cost` of their `units`."""
    return Aligner(letters, _spellings)


@lru_cache(maxsize=4_000)
def _spellings(unit: str) -> Spellings:
    parts = [letters_of(one) for one in unit]
    told = _told()
    vowels = told["vowels"]["".join(vowel for _, vowel, _ in parts)]
    return product(told["initials"][parts[0][0]], vowels, told["finals"].get(parts[-1][2], NO_LETTER))


@cache
def _told() -> Mapping[str, Mapping[str, Spellings]]:
    return {name: costs(part) for name, part in tables("loanwords").items()}
