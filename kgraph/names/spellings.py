"""How a syllable of Hangul may be spelled in Latin letters, and at what cost.

The spellings are data (`korean.toml`). A cost is 0 for what anyone would write, and grows with
each step away from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_STEPS = (0.0, 0.4, 1.0, 1.7)
_DEAREST = 4.0
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FIRST = "가"
_SYLLABLES = re.compile("[가-힣]+")
Spellings = dict[str, float]
NO_LETTER: Spellings = {"": 0.0}


def is_hangul(text: str) -> bool:
    """Tell whether a text is syllables of Hangul and nothing else."""
    return _SYLLABLES.fullmatch(text) is not None


@lru_cache(maxsize=12_000)
def letters_of(syllable: str) -> tuple[str, str, str]:
    """Return initial, vowel and final of a syllable; a syllable that ends in its vowel has the final "".

    The arithmetic is that of the Unicode Standard, section 3.12.
    """
    place = ord(syllable) - ord(_FIRST)
    return (
        _INITIALS[place // 588],
        _VOWELS[place % 588 // 28],
        _FINALS[place % 28].strip(),
    )


@lru_cache(maxsize=4_000)
def syllable_spellings(syllable: str) -> Spellings:
    """Return the spellings of a syllable in a given name or title, each with its cost."""
    initial, vowel, final = letters_of(syllable)
    told = _told()
    finals = told["finals"][final] if final else NO_LETTER
    found = product(told["initials"][initial], told["closed" if final else "open"][vowel], finals)
    return found | told["given"].get(syllable, {})


def product(initials: Spellings, vowels: Spellings, finals: Spellings) -> Spellings:
    """Return all that a syllable of such letters may be spelled as, each at its least cost."""
    found: dict[str, float] = {}
    for first, one in initials.items():
        for middle, two in vowels.items():
            for last, three in finals.items():
                spelling, cost = first + middle + last, one + two + three
                if spelling and cost < found.get(spelling, _DEAREST):
                    found[spelling] = cost
    return found


@cache
def surname_spellings(surname: str) -> Spellings:
    """Return the spellings of a surname, each with its cost; nothing for what is no surname."""
    return _told()["surnames"].get(surname, {})


def surname_in(name: str) -> str:
    """Return the surname with which a Hangul name begins; nothing where no given name would be left."""
    if len(name) > 3 and surname_spellings(name[:2]):
        return name[:2]
    return name[:1] if len(name) > 1 and surname_spellings(name[:1]) else ""


@cache
def surnames() -> Mapping[str, tuple[str, ...]]:
    """Return the surnames that each spelling may stand for: "yoo" -> 류, 유."""
    found: dict[str, list[str]] = {}
    for surname, spellings in _told()["surnames"].items():
        for spelling in spellings:
            found.setdefault(spelling, []).append(surname)
    return {spelling: tuple(known) for spelling, known in found.items()}


@cache
def tables(name: str = "korean") -> Mapping[str, Any]:
    """Return the tables of a TOML file of this package as they stand there."""
    import tomllib  # noqa: PLC0415 - most of what kgraph does compares no sounds

    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _told() -> Mapping[str, Mapping[str, Spellings]]:
    """Return the costs of all spellings, by table and by letter or syllable of Hangul."""
    told = tables()
    by_name = {name: told[name] for name in ("initials", "finals", "given", "surnames")} | told["vowels"]
    return {name: costs(part) for name, part in by_name.items()}


def costs(lines: Mapping[str, str]) -> dict[str, Spellings]:
    """Return the spellings of a table, each with its cost."""
    return {key: dict(_costs(line)) for key, line in lines.items()}


def _costs(line: str) -> Iterator[tuple[str, float]]:
    for step, spellings in zip(_STEPS, line.split("|"), strict=False):
        for spelling in spellings.split():
            yield spelling.strip("'"), step
