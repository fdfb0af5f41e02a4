"""Names in the other script, for a search that compares letters and nothing more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from kgraph.names.readings import readings
from kgraph.names.sounds import in_hangul, may_be_korean, orders
from kgraph.names.spellings import letters_of, surname_in, tables

_HANGUL = re.compile("[가-힣]+")
_LONGEST = 12
_READINGS = 5
_VOICED = frozenset("ㄴㅁㅇㄹ")
_BEFORE_NASAL = {"k": "ng", "t": "n", "p": "m"}


def search_keys(names: Iterable[str]) -> list[str]:
    """Return the spellings in the other script that are worth indexing.

    Of each Hangul name at most three, small letters and nothing else, surname first: the Revised
    Romanization, the customary spelling and McCune-Reischauer's: 봉준호 -> "bongjunho",
    "bongjoonho", "pongchunho". One of more than twelve syllables has none. Where no name is in
    Hangul, the five likeliest Hangul names that one in Latin letters may spell, if it has a Korean
    surname: "Bong Joon-ho" -> 봉준호 and others. Names in other letters have none.

    A query is to be compared so: take its words (small letters, without accents, hyphens closed
    up) and join them as they stand, with the last in front, and with the first at the end. The
    name is meant where a key begins with one of these three, or has it inside.
    """
    found: dict[str, None] = {}
    told = list(names)
    for name in told:
        hangul = in_hangul(name)
        if 0 < len(hangul) <= _LONGEST:
            found |= dict.fromkeys((revised(hangul), customary(hangul), mccune_reischauer(hangul)))
    if not found:
        found |= dict.fromkeys(spelling for name in told for spelling in in_korean(name))
    return list(found)


def in_korean(name: str) -> list[str]:
    """Return the likeliest Hangul names that a name in Latin letters may spell, the best first."""
    known: dict[str, float] = {}
    for order in orders(name) if may_be_korean(name) else ():
        for cost, hangul in readings(order):
            known[hangul] = min(cost, known.get(hangul, cost))
    return sorted(known, key=lambda hangul: (known[hangul], hangul))[:_READINGS]


def spelled_out(text: str) -> str:
    """Return a text with the Hangul in it in Latin letters, a word each: "박Chan-wook" -> "bak Chan-wook"."""
    return _HANGUL.sub(lambda run: f" {customary(run[0])} ", unicodedata.normalize("NFC", text)).strip()


def turned(name: str) -> list[str]:
    """Return a Hangul name in its usual spellings, surname first and surname last."""
    surname, given = _customary_parts(name)
    return list(dict.fromkeys((surname + given, given + surname, revised(name))))


def revised(name: str) -> str:
    """Return a Hangul name in the Revised Romanization, each syllable by itself as it asks for names."""
    return "".join(map(_revised, name))


def customary(name: str) -> str:
    """Return a Hangul name as most people of the name write it: 박찬욱 -> "parkchanwook"."""
    return "".join(_customary_parts(name))


def mccune_reischauer(name: str) -> str:
    """Return a Hangul name in McCune-Reischauer, without breves and apostrophes.

    Surname and given name are two words, as it asks. Of the changes of sound between syllables
    it has the two that names often need: voiced consonants, and k, t, p before n and m.
    """
    surname = surname_in(name)
    return _mccune_reischauer(surname) + _mccune_reischauer(name[len(surname) :])


def _customary_parts(name: str) -> tuple[str, str]:
    surname = surname_in(name)
    return _customary_surname(surname), "".join(map(_customary, name[len(surname) :]))


@cache
def _customary_surname(surname: str) -> str:
    return tables()["customary"]["surnames"].get(surname) or revised(surname)


@cache
def _revised(syllable: str) -> str:
    return "".join(_revised_letters(syllable))


@cache
def _revised_letters(syllable: str) -> tuple[str, str, str]:
    told = tables()
    initial, vowel, final = letters_of(syllable)
    lines = (told["initials"][initial], told["vowels"]["open"][vowel], told["finals"].get(final, "''"))
    start, middle, end = (line.split()[0].strip("'") for line in lines)
    return start, middle, end


@cache
def _customary(syllable: str) -> str:
    told = tables()["customary"]
    if syllable in told["given"]:
        return str(told["given"][syllable])
    initial, vowel, final = letters_of(syllable)
    start, middle, end = _revised_letters(syllable)
    vowels = told["closed" if final else "open"]
    return f"{told['initials'].get(initial, start)}{vowels.get(vowel, middle)}{end}"


def _mccune_reischauer(word: str) -> str:
    told = tables()["mccune-reischauer"]
    spelled, before = "", " "
    for syllable in word:
        initial, vowel, final = letters_of(syllable)
        start = told["initials"][initial]
        if not before or before in _VOICED:
            start = told["voiced"].get(initial, start)
        elif initial in "ㄴㅁ" and spelled[-1:] in _BEFORE_NASAL:
            spelled = spelled[:-1] + _BEFORE_NASAL[spelled[-1]]
        spelled += start + told["vowels"][vowel] + _revised_letters(syllable)[2]
        before = final
    return spelled
