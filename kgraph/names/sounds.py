"""A coarse key of how a name sounds, the same for Hangul and for the usual spellings of it.

The key is the consonants, without what spellings differ in: voice and breath (g, k, kh), doubled
letters, a silent h or r, n and ng at the end of a syllable. A surname stands in it by what it is, since
Lee, Rhee and Yi share no consonant. It finds candidates; `scoring` judges them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from kgraph.names.alignment import MARK
from kgraph.names.letters import bare
from kgraph.names.spellings import is_hangul, letters_of, surname_in, surname_spellings, surnames

_DIGRAPHS = {
    "tch": "C",
    "ch": "C",
    "sh": "s",
    "ph": "p",
    "th": "t",
    "ng": "n",
    "kh": "k",
    "gh": "k",
    "rh": "l",
}
_SOUND = {
    **dict.fromkeys("Cjz", "c"),
    **dict.fromkeys("sx", "s"),
    **dict.fromkeys("fvbp", "p"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("gkqc", "k"),
    **dict.fromkeys("rl", "l"),
    **{one: one for one in "nmh\n"},
}
_SOUNDS = {code: _SOUND.get(chr(code), "") for code in range(128)}
_COARSE = {**dict.fromkeys(map(ord, "kcst"), "t"), ord("h"): ""}
_SILENT = re.compile(r"[hr](?![aeiouwy])")
_VOICED_NG = re.compile(r"ng(?=[aeiouwy])")
_SOFT_C = re.compile(r"c(?=[ei])")
_TWICE = {one + one: one for one in "ckhlmnpst"}
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
_ARTICLE, _OF = f"the{MARK}", "of"
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
        found = {closed(_of_hangul(hangul))}
    else:
        found = {key for order in orders(text) for key in _of_letters(order)}
    return frozenset(key for key in found if key)


def spelled_keys(text: str) -> frozenset[str]:
    """Return what `skeletons` may give for a Korean name, told in Hangul or in Latin letters."""
    if hangul := in_hangul(text):
        surname = surname_in(hangul)
        found = {(surname, _syllables(hangul[len(surname) :]))}
    else:
        found = {parted for order in orders(text) for parted in _parted(order)}
    keys = {
        closed(one)
        for surname, given in found
        for spelled in _spelled_sounds(surname)
        for one in (spelled + given, given + spelled)
    }
    return frozenset(keys | {key.replace("nk", "n") for key in keys}) - {""}  # Han-gyeol, Hangyeol


def hangul_keys(names: Sequence[str], *, surname: bool = True) -> list[str]:
    """Return the key of each of many Hangul names, as `sound_keys` does of one; or of what has no surname."""
    sounds = map(_of_hangul if surname else _syllables, names)
    return closed("\n".join(sounds)).split("\n") if names else []


def consonant_keys(order: str) -> set[str]:
    """Return the keys of a spelling that has no surname."""
    return {closed(_consonants(order, voiced)) for voiced in (False, True)} - {""}


def hangul_skeletons(names: Sequence[str]) -> list[str]:
    """Return the coarse key of each of many Hangul names."""
    return coarser("\n".join(map(_syllables, names))).split("\n") if names else []


def skeletons(names: Sequence[str]) -> list[str]:
    """Return the consonants of names in small Latin letters, each a line, in their order.

    All are made at once, letter by letter of the whole: a hundred thousand in a tenth of a second.
    """
    plain = "\n".join(names).encode("ascii", "ignore").decode()
    return closed(_sounds(plain)).split("\n") if names else []


def coarse_keys(text: str) -> frozenset[str]:
    """Return the keys of a foreign word, which is not always written as it sounds: 젠틀맨 has its g as a j.

    They are consonants of which k, c, s and t are one, and h is none; in Hangul "The" is left out.
    """
    if hangul := in_hangul(text):
        found = {_syllables(hangul), "t" + _syllables(hangul)}
    else:
        (order, *_) = orders(text) or [""]
        found = {_consonants(one, voiced) for one in untitled(order) for voiced in (False, True)}
    return frozenset(coarser(one) for one in found) - {""}


def untitled(order: str) -> list[str]:
    """Return a spelling, and the same without the article with which it begins."""
    return [order, order.removeprefix(_ARTICLE)] if order.startswith(_ARTICLE) else [order]


def coarser(sounds: str) -> str:
    """Return sounds, or lines of them, as they are in coarse keys."""
    return closed(sounds.translate(_COARSE))


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
    which is the surname is not known. "Joon-ho Bong" -> "joon-ho-bong", "bong-joon-ho". What is *of*
    something comes behind it in Korean: "Kim of Busan" -> "busan-kim". Capitals part a name that is
    written in one: "BongJoonHo".
    """
    humps = _HUMP.sub(MARK, text) if " " not in text.strip() else text
    parted = [_LETTER_GAPS.sub(MARK, word).strip(MARK) for word in _WORD_GAPS.split(bare(humps))]
    words = [word for word in parted if word]
    last = len(words) - 1
    if not words or last >= _MOST_WORDS:
        return [MARK.join(words)] if words else []
    turned = [words, words[last:] + words[:last], words[1:] + words[:1]]
    if _OF in words[1:last]:
        of = words.index(_OF, 1)
        turned.append(words[of + 1 :] + words[:of])
    return list(dict.fromkeys(MARK.join(one) for one in turned))


def may_be_korean(name: str) -> bool:
    """Tell quickly whether a name in Latin letters may be a Korean one: a surname at an end, or one word."""
    parts = name.lower().replace(",", " ").split()
    return len(parts) == 1 or (
        1 < len(parts) <= _MOST_WORDS and (parts[0] in surnames() or parts[-1] in surnames())
    )


def _of_letters(order: str) -> Iterator[str]:
    for surname, given in _parted(order):
        yield closed(_surname(surname) + given)


def _parted(order: str) -> Iterator[tuple[str, str]]:
    """Yield what may be the surname of a spelling, in Hangul or "", and the consonants of the rest."""
    first, _, rest = order.partition(MARK)
    split = [(first, rest)] if first in surnames() else []
    if not rest:  # all in one word: wherever a surname may end
        split += [(first[:end], first[end:]) for end in _SURNAME_LENGTHS if first[:end] in surnames()]
    for voiced in (False, True) if _VOICED_NG.search(order) else (False,):
        for spelled, given in split:
            for surname in surnames()[spelled]:
                yield surname, _consonants(given, voiced)
        if not split or not rest:
            yield "", _consonants(order, voiced)


def _consonants(letters: str, voiced: bool) -> str:
    """Return the consonants of a spelling; `voiced` says that "ng" before a vowel is two of them."""
    return _sounds(_VOICED_NG.sub("n-g", letters) if voiced else letters)


def _sounds(letters: str) -> str:
    """Return the consonants of spellings in small letters; lines stay lines."""
    letters = _SOFT_C.sub("s", letters)
    for digraph, sound in _DIGRAPHS.items():
        letters = letters.replace(digraph, sound)
    return _SILENT.sub("", letters).translate(_SOUNDS)


def _of_hangul(name: str) -> str:
    surname = surname_in(name)
    return _surname(surname) + _syllables(name[len(surname) :])


@cache
def _spelled_sounds(surname: str) -> tuple[str, ...]:
    """Return the consonants of all the spellings of a surname: of 이 (Lee, Yi, Rhee) "l" and ""."""
    return tuple(sorted({_sounds(spelling) for spelling in surname_spellings(surname)})) or ("",)


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


def closed(sound: str) -> str:
    """Return a row of sounds with those that stand twice written once."""
    for twice, once in _TWICE.items():
        while twice in sound:
            sound = sound.replace(twice, once)
    return sound
