"""A coarse key of how a name sounds, the same for Hangul and for the usual spellings of it.

The key is the consonants, without what spellings differ in: voice and breath (g, k, kh), doubled
letters, a silent h or r, n and ng at the end of a syllable. A surname stands in it by what it is, since
Lee, Rhee and Yi share no consonant. It finds candidates; `scoring` judges them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from kgraph.names.alignment import MARK
from kgraph.names.letters import bare
from kgraph.names.spellings import is_hangul, letters_of, surname_in, surnames

_SOUND = {
    **dict.fromkeys(("tch", "ch", "j", "z"), "c"),
    **dict.fromkeys(("sh", "s", "x"), "s"),
    **dict.fromkeys(("ph", "f", "v", "b", "p"), "p"),
    **dict.fromkeys(("th", "d", "t"), "t"),
    **dict.fromkeys(("kh", "gh", "g", "k", "q", "c"), "k"),
    **dict.fromkeys(("rh", "r", "l"), "l"),
    **dict.fromkeys(("ng", "n"), "n"),
    "m": "m",
    "h": "h",
}
_TOKEN = re.compile(r"tch|ch|sh|ph|th|kh|gh|rh|ng|[hr](?=[aeiouwy])|[jzsxfvbpdtgkqclnm]")
_VOICED_NG = re.compile(r"ng(?=[aeiouwy])")
_SOFT_C = re.compile(r"c(?=[ei])")
_REPEATED = re.compile(r"(.)\1+")
_INITIAL = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "kknttlmppss ccckt" + "ph", strict=True))
_FINAL = {
    **dict.fromkeys("ㄱㄲㄳㄺㅋ", "k"),
    **dict.fromkeys("ㄴㄵㄶㅇ", "n"),
    **dict.fromkeys("ㄷㅅㅆㅈㅊㅌㅎ", "t"),
    **dict.fromkeys("ㄹㄼㄽㄾㅀ", "l"),
    **dict.fromkeys("ㅁㄻ", "m"),
    **dict.fromkeys("ㅂㅄㅍㄿ", "p"),
    "": "",
}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD_GAPS = re.compile(r"[\s,_]+")
_SURNAME_LENGTHS = range(2, 9)
_LETTER_GAPS = re.compile(r"[^a-z]+")
_HANGUL_GAPS = re.compile(r"[^가-힣]+")
_HANGUL_RUN = re.compile(r"[가-힣]+")
_MOST_WORDS = 4


def sound_keys(text: str) -> frozenset[str]:
    """Return the keys by which a name sounds; of names that sound alike nearly all share one.

    A text that is neither Hangul nor Latin letters has none, nor has one without a consonant.
    """
    if hangul := in_hangul(text):
        found = {_of_hangul(hangul)}
    else:
        found = {key for order in orders(text) for key in _of_letters(order)}
    return frozenset(key for key in found if key)


def in_hangul(text: str) -> str:
    """Return the syllables of a Hangul name, closed up; nothing where other letters stand in it."""
    closed = "".join(text.split())
    if is_hangul(closed):
        return closed
    folded = bare(text)
    closed = _HANGUL_GAPS.sub("", folded)
    return closed if closed and not any(one.isalnum() for one in _HANGUL_RUN.sub("", folded)) else ""


def orders(text: str) -> list[str]:
    """Return the orders in which the words of a spelled name may stand, with a mark between its parts.

    As it is written comes first; then with its last word in front, and with its first at the end:
    which is the surname is not known. "Joon-ho Bong" -> "joon-ho-bong", "bong-joon-ho". Capitals
    part a name that is written in one: "BongJoonHo".
    """
    humps = _HUMP.sub(MARK, text) if " " not in text.strip() else text
    parted = [_LETTER_GAPS.sub(MARK, word).strip(MARK) for word in _WORD_GAPS.split(bare(humps))]
    words = [word for word in parted if word]
    last = len(words) - 1
    if not words or last >= _MOST_WORDS:
        return [MARK.join(words)] if words else []
    turned = (words, words[last:] + words[:last], words[1:] + words[:1])
    return list(dict.fromkeys(MARK.join(one) for one in turned))


def may_be_korean(name: str) -> bool:
    """Tell quickly whether a name in Latin letters may be a Korean one: a surname at an end, or one word."""
    parts = name.lower().replace(",", " ").split()
    return len(parts) == 1 or (
        1 < len(parts) <= _MOST_WORDS and (parts[0] in surnames() or parts[-1] in surnames())
    )


def _of_letters(order: str) -> Iterable[str]:
    first, _, rest = order.partition(MARK)
    split = [(first, rest)] if first in surnames() else []
    if not rest:  # all in one word: wherever a surname may end
        split += [(first[:end], first[end:]) for end in _SURNAME_LENGTHS if first[:end] in surnames()]
    for voiced in (False, True) if _VOICED_NG.search(order) else (False,):
        for spelled, given in split:
            for surname in surnames()[spelled]:
                yield _closed(_surname(surname) + _consonants(given, voiced))
        if not split or not rest:
            yield _closed(_consonants(order, voiced))


def _consonants(letters: str, voiced: bool) -> str:
    """Return the consonants of a spelling; `voiced` says that "ng" before a vowel is two of them."""
    return "".join(_part(part, voiced) for part in letters.split(MARK))


@lru_cache(maxsize=20_000)
def _part(letters: str, voiced: bool) -> str:
    letters = _SOFT_C.sub("s", letters)
    if voiced:
        letters = _VOICED_NG.sub("n-g", letters)
    return "".join(_SOUND[token] for token in _TOKEN.findall(letters))


def _of_hangul(name: str) -> str:
    surname = surname_in(name)
    return _closed(_surname(surname) + _syllables(name[len(surname) :]))


@cache
def _surname(surname: str) -> str:
    """Return the sound of a surname; 류 and 유, 림 and 임, 로 and 노 are one name of two dialects."""
    sound = _syllables(surname)
    initial, vowel, _ = letters_of(surname[0]) if surname else ("", "", "")
    if initial and initial in "ㄴㄹ":
        return sound[1:] if vowel in "ㅑㅕㅖㅛㅠㅣ" else "n" + sound[1:]
    return sound


def _syllables(name: str) -> str:
    return "".join(map(_syllable, name))


@lru_cache(maxsize=12_000)
def _syllable(syllable: str) -> str:
    initial, _, final = letters_of(syllable)
    return (_INITIAL[initial] + _FINAL[final]).strip()


def _closed(sound: str) -> str:
    return _REPEATED.sub(r"\1", sound)
