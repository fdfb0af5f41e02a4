"""Names that sound like another: in Hangul for Latin letters, the other way round, in other spellings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from kgraph.names.fuzzy import nearest
from kgraph.names.grams import Grams, Script
from kgraph.names.letters import bare
from kgraph.names.partial import Parts
from kgraph.names.romanized import customary, spelled_out, turned
from kgraph.names.scoring import WELL, Spelled, hangul_alike
from kgraph.names.sounds import (
    coarse_keys,
    coarser,
    hangul_keys,
    hangul_skeletons,
    in_hangul,
    may_be_korean,
    skeletons,
    spelled_keys,
)
from kgraph.names.spellings import is_hangul

_LONGEST = 12
_MOST_SOUNDING, _MOST_SPELLED, _MOST_READ = 100, 20, 10
_Found = Iterator[tuple[float, int]]
T = TypeVar("T")


class SoundIndex:
    """Names by how they sound: those in Hangul, and those in Latin letters.

    What only some look-ups need is made ready when the first of them comes.
    """

    def __init__(self, names: Sequence[str], others: Script, latin: Script) -> None:
        self._names = names
        self._others, self._latin = others, latin

    def like(self, text: str) -> _Found:
        """Yield the names that may sound like a text: how well, 0 to 99, and their place."""
        hangul = in_hangul(text)
        if not hangul:
            text = spelled_out(text)
            spelled = Spelled(text)
            yield from self._in_hangul(spelled)
            yield from self._in_latin(spelled)
        elif len(hangul) <= _LONGEST:
            yield from self._nearly(hangul)
            yield from self._spellings(hangul)

    def _in_hangul(self, spelled: Spelled) -> _Found:
        """Names in Hangul of which this may be a spelling, with a letter wrong or not."""
        near = set(self._having(self._by_key, spelled.keys, spelled.folded))
        near.update(self._distinct[one] for one in self._spelled.near(*spelled.folded))
        scores = {name: spelled.like(name) for name in near}
        well = max(scores.values(), default=0.0) >= WELL
        if not well:  # no whole Korean name, it seems
            more = self._having(self._by_coarse_key, coarse_keys(spelled.text), spelled.folded)
            scores |= {name: spelled.like(name) for name in more if name not in scores}
        if not well or " " not in spelled.text:
            for name, score in self._parts.like(spelled.order):
                scores[name] = max(score, scores.get(name, 0.0))
        for name, score in sorted(scores.items()):
            yield from ((score, place) for place in self._hangul[name])

    def _having(
        self, by_key: Mapping[str, list[str]], keys: Iterable[str], texts: Collection[str]
    ) -> list[str]:
        """Return the names in Hangul that have one of these keys, at most those nearest to the texts."""
        known = sorted(_shared(by_key, keys))
        near = _closest(texts, [self._usual[name] for name in known], _MOST_SOUNDING)
        return [known[one] for one in near]

    def _in_latin(self, spelled: Spelled) -> _Found:
        """Other spellings of the Korean name of which this is one."""
        if spelled.readings:
            found = _shared(self._by_skeleton, spelled_keys(spelled.text))
            korean = (one for one in found if may_be_korean(bare(self._name(one))))
            for one in self._likest(spelled.folded, korean, _MOST_READ):
                yield spelled.alike(self._spelling(one)), self._latin.places[one]

    def _nearly(self, hangul: str) -> _Found:
        """Names in Hangul that differ in a letter of a syllable, or two."""
        for near in self._spelled.near(customary(hangul)):
            name = self._distinct[near]
            score = hangul_alike(hangul, name) if name != hangul else 0.0
            yield from ((score, place) for place in self._hangul[name])

    def _spellings(self, hangul: str) -> _Found:
        """Names in Latin letters that may be spellings of one in Hangul."""
        usual = turned(hangul)
        some = {*self._latin.grams.near(*usual), *_shared(self._by_skeleton, spelled_keys(hangul))}
        scores = {one: self._spelling(one).like(hangul) for one in self._likest(usual, some, _MOST_SPELLED)}
        if max(scores.values(), default=0.0) < WELL:
            more = self._likest(usual, _shared(self._by_coarse_skeleton, coarse_keys(hangul)), _MOST_SPELLED)
            scores |= {one: self._spelling(one).like(hangul) for one in more if one not in scores}
        yield from ((score, self._latin.places[one]) for one, score in sorted(scores.items()))

    def _spelling(self, one: int) -> Spelled:
        return Spelled(self._name(one))

    def _name(self, one: int) -> str:
        return self._names[self._latin.places[one]]

    def _likest(self, texts: Collection[str], some: Iterable[int], most: int) -> list[int]:
        """Return which of some names in Latin letters have letters most like one of the texts."""
        ordered = sorted(some)
        return [ordered[one] for one in _closest(texts, [self._latin.letters[one] for one in ordered], most)]

    @cached_property
    def _hangul(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, folded in zip(self._others.places, self._others.letters, strict=True):
            if len(folded) <= _LONGEST and is_hangul(folded):
                found.setdefault(folded, []).append(place)
        return found

    @cached_property
    def _usual(self) -> dict[str, str]:
        return {hangul: customary(hangul) for hangul in self._hangul}

    @cached_property
    def _distinct(self) -> list[str]:
        return list(self._usual)

    @cached_property
    def _spelled(self) -> Grams:
        return Grams(list(self._usual.values()))

    @cached_property
    def _parts(self) -> Parts:
        return Parts(self._hangul)

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        return _grouped(zip(hangul_keys(list(self._hangul)), self._hangul, strict=True))

    @cached_property
    def _by_coarse_key(self) -> dict[str, list[str]]:
        return _grouped(zip(hangul_skeletons(list(self._hangul)), self._hangul, strict=True))

    @cached_property
    def _by_skeleton(self) -> dict[str, list[int]]:
        names = [bare(self._names[place]).replace("\n", " ") for place in self._latin.places]
        return _grouped(zip(skeletons(names), range(len(self._latin.places)), strict=True))

    @cached_property
    def _by_coarse_skeleton(self) -> dict[str, list[int]]:
        keys = coarser("\n".join(self._by_skeleton)).split("\n")  # all at once: it is ten thousands
        return _grouped(
            (key, one) for key, ones in zip(keys, self._by_skeleton.values(), strict=False) for one in ones
        )


def _grouped(keyed: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, one in keyed:
        if key:
            found.setdefault(key, []).append(one)
    return found


def _shared(by_key: Mapping[str, list[T]], keys: Iterable[str]) -> set[T]:
    return {one for key in keys for one in by_key.get(key, ())}


def _closest(texts: Collection[str], others: Sequence[str], most: int) -> list[int]:
    """Return the places of the others whose letters are most like a text's: a closer look costs time."""
    if len(others) <= most:
        return list(range(len(others)))
    ranked = sorted(nearest(texts, others, 0.0, most), key=lambda one: (-one[0], one[1]))
    return list(dict.fromkeys(place for _, place in ranked))[:most]
