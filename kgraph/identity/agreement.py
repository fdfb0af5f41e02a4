"""How far two spellings agree as the names of one person, and how much that says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kgraph.identity.weighing import Evidence, Rarity, parts
from kgraph.names import fold, keys, score, sound_keys, words
from kgraph.names.fuzzy import likeness
from kgraph.names.sounds import in_hangul
from kgraph.names.spellings import surname_in

_MOST = 24.0
_LONGEST_KOREAN = 4
_INITIAL = 1.0
_SHORT_FORM, _DROPPED, _TURNED = -4.0, -3.0, -3.0
"""That somebody goes by one form here and another there is seen of one in ten: log2(0.1)."""
_LATER, _SUFFIX = -7.0, -9.0
"""Few go by a second given name, fewer leave out a Jr.; and sons do the work of their fathers."""
_ALSO = re.compile(r"\(([^)]*)\)|[\"“”]([^\"“”]*)[\"“”]|(?<!\w)['‘]([^'‘’]*)['’](?!\w)")
_CLOSED_UP = re.compile(r"(?<!\w)(\w)\.(?=\w\b)")
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "2", "iii": "3", "iv": "4"}
_TITLES = {"sir", "dame", "dr", "col", "capt", "lt", "major", "prof", "aka", "mr", "mrs", "miss"}
_GUILDS = {"asc", "bsc", "csc", "ace", "bfe", "cas", "mpse"}
_FEMININE = {"a", "ia", "na", "ina", "ine", "etta", "ette", "elle"}
_LEAST_ALIKE, _LEAST_SPELLED_ALIKE, _NEARLY = 80.0, 92.0, 80.0
_PER_POINT, _TWO_SCRIPTS, _MISSPELT = 0.25, -2.0, -8.0
_SHORT_FORMS = (
    "abe abraham|al alan albert alfred|alex alexander sandy|andy andrew|archie archibald|art arthur|barney"
    " bernard|ben benjamin|bernie bernard|bert albert herbert|bill billy will willie william wilbur|bob"
    " bobby rob robert|cathy kathy kate katie catherine katherine|charlie chuck charles|chris christopher"
    "|cliff clifford|cy cyril cyrus|dan danny daniel|dave david|debbie deborah|dennis denny|dick rick ricky"
    " richard|don donald|doug douglas|ed eddie ted edward edwin|ernie ernest|frank francis franklin|fred"
    " freddie frederick alfred|gabe gabriel|gene eugene|geoff geoffrey|george georgie|gil gilbert|greg"
    " gregory|gus augustus gustav|hal harold harry henry|herb herbert|irv irving|jack john johnny jon|jake"
    " jacob|jan janet|jeff jeffrey|jenny jennifer|jerry jeremy gerald jerome|jim jimmy james|joe joseph"
    "|judy judith|ken kenneth|larry lawrence laurence|len leonard|leo leonard leopold|les leslie lester|liz"
    " beth betty elizabeth|lou louis|maggie peg peggy margaret|marty martin|matt matthew|max maxwell|mel"
    " melvin melville|mickey mike mick michael|milt milton|mitch mitchell|mort morton mortimer|nat nathan"
    " nathaniel|ned edward|nick nicholas|norm norman|ollie oliver|pam pamela|pat patricia patrick|pete"
    " peter|phil philip phillip|ray raymond|ron ronald|rudy rudolph|russ russell|sam sammy samuel|sandy"
    " sandra|sid sidney sydney|steve steven stephen|stan stanley|stu stuart stewart|sue susan|ted theodore"
    "|terry terence terrence|tim timothy|tom tommy thomas|tony anthony antonio|vic victor|vicky victoria"
    "|vince vincent|wally walter wallace|walt walter|wes wesley|woody woodrow|zach zachary"
)
_FORMS = tuple(frozenset(group.split()) for group in _SHORT_FORMS.split("|"))


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name in Latin letters: `given` names in order, the `surname`, and a suffix such as jr or ""."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""


@lru_cache(maxsize=50_000)
def spellings(name: str) -> tuple[Spelled, ...]:
    """Return what a name may be: as it stands, and with what stands in brackets or quotes as given name."""
    plain = _spelled(_ALSO.sub(" ", name))
    found = [plain] if plain else []
    for match in _ALSO.finditer(name):
        other = words(next(filter(None, match.groups()), ""))
        if plain and len(other) == 1:
            found.append(Spelled((other[0],), plain.surname, plain.suffix))
    return tuple(found)


def loose_keys(name: str) -> Iterator[str]:
    """Yield the keys that names share which may be one with an initial, a short form or a word left out."""
    for one in spellings(name):
        if one.given and len(one.surname) > 1:
            yield f"{one.surname} {one.given[0][0]}"
            yield from (f"{one.surname} {given[0]}" for given in one.given[1:] if len(given) > 1)
            forms = {form[0] for group in _FORMS if one.given[0] in group for form in group}
            yield from (f"{one.surname} {initial}" for initial in sorted(forms))


def agreement(left: str, right: str, rarity: Rarity, *, by_sound: bool = True) -> Evidence | None:
    """Return what it says that one is called so and the other so; None where that is not one name.

    Without `by_sound` two scripts and misspellings are not compared.
    """
    if _keys(left) & _keys(right):
        return _exact(left, right, rarity)
    one, other = in_hangul(left), in_hangul(right)
    if one and other:
        return None
    if one or other:
        return _by_sound(left, right, rarity) if by_sound else None
    found = [_compared(first, second, rarity) for first in spellings(left) for second in spellings(right)]
    best = max((bits for bits in found if bits is not None), default=None)
    if best is not None:
        return Evidence("much the same name", min(best, _MOST))
    near = by_sound and likeness(fold(left), fold(right)) >= _NEARLY
    return _by_sound(left, right, rarity) if near and sound_keys(left) & sound_keys(right) else None


def _exact(left: str, right: str, rarity: Rarity) -> Evidence:
    bits = min(rarity.bits(parts(left)), _MOST)
    if fold(left) == fold(right):
        return Evidence("the same name", bits)
    return Evidence("the same name in another order", bits + _TURNED)


def korean(names: Iterable[str]) -> bool:
    """Tell whether one of the names is a Korean one in Hangul, and not a foreign one spelled in it."""
    hangul = (in_hangul(name) for name in names)
    return any(2 <= len(name) <= _LONGEST_KOREAN and surname_in(name) for name in hangul)


_keys = lru_cache(maxsize=100_000)(keys)
_score = lru_cache(maxsize=100_000)(score)


def _spelled(name: str) -> Spelled | None:
    told = [word for word in words(_CLOSED_UP.sub(r"\1 ", name)) if word not in _TITLES]
    told = told[:-1] if len(told) > 2 and told[-1] in _GUILDS else told
    suffix = _SUFFIXES.get(told[-1], "") if len(told) > 2 else ""
    told = told[:-1] if suffix else told
    return Spelled(tuple(told[:-1]), told[-1], suffix) if len(told) > 1 else None


def _by_sound(left: str, right: str, rarity: Rarity) -> Evidence | None:
    """Return what it says that two sound alike; the spelling that is less rare counts."""
    alike = _score(left, right)
    two_scripts = bool(in_hangul(left) or in_hangul(right))
    if alike < (_LEAST_ALIKE if two_scripts else _LEAST_SPELLED_ALIKE):
        return None
    bits = min(rarity.bits(parts(left)), rarity.bits(parts(right)), _MOST) - _PER_POINT * (100 - alike)
    return Evidence("names that sound alike", bits + (_TWO_SCRIPTS if two_scripts else _MISSPELT))


def _compared(one: Spelled, other: Spelled, rarity: Rarity) -> float | None:
    """Return how much two spellings of one surname agree; None where they do not."""
    if one.surname != other.surname or {one.suffix, other.suffix} == {"jr", "sr"}:
        return None
    bits = _all_given(one.given, other.given, rarity)
    if bits is None:
        short, long = sorted((one.given, other.given), key=len)
        later = len(long) > len(short) and len(short[0]) > 1
        bits = _all_given(short, long[1:], rarity) if later else None
        if bits is None:
            return None
        bits += _LATER
    return rarity.of_word(one.surname) + bits + (_SUFFIX if one.suffix != other.suffix else 0.0)


def _all_given(one: tuple[str, ...], other: tuple[str, ...], rarity: Rarity) -> float | None:
    """Return how much given names agree, the first with the first and so on; None where two do not."""
    bits = _DROPPED * abs(len(one) - len(other))
    for left, right in zip(one, other, strict=False):
        told = _given(left, right, rarity)
        if told is None:
            return None
        bits += told
    return bits


def _given(left: str, right: str, rarity: Rarity) -> float | None:
    """Return how much two given names agree: as a word, as an initial, or as a short form."""
    if left == right:
        return rarity.of_word(left)
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return _INITIAL if long[0] == short else None
    cut = len(short) > 2 and long.startswith(short) and long[len(short) :] not in _FEMININE
    if cut or any({left, right} <= group for group in _FORMS):
        return min(rarity.of_word(long), rarity.of_word(short)) + _SHORT_FORM
    return None
