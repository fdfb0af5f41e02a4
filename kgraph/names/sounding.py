"""Names that sound like another: in Hangul for Latin letters, the other way round, in other spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from kgraph.names.fuzzy import nearest
from kgraph.names.grams import Grams
from kgraph.names.romanized import customary, turned
from kgraph.names.scoring import Spelled, hangul_alike
from kgraph.names.sounds import in_hangul, may_be_korean, sound_keys

_LONGEST = 12
_MOST_SOUNDING, _MOST_SPELLED, _MOST_READ = 100, 20, 10
_Found = Iterator[tuple[float, int]]


class SoundIndex:
    """Names by how they sound. Their places are those in the sequences it is given.

    `folded` has the letters of the names, and `grams` finds which of them share letters with a text.
    """

    def __init__(self, names: Sequence[str], folded: Sequence[str], grams: Grams) -> None:
        self._names, self._folded, self._grams = names, folded, grams
        self._latin: defaultdict[str, list[int]] = defaultdict(list)
        self._hangul: defaultdict[str, list[int]] = defaultdict(list)
        self._by_key: defaultdict[str, list[str]] = defaultdict(list)
        for place, name in enumerate(names):
            if name.isascii():
                if may_be_korean(name):
                    for key in sound_keys(name):
                        self._latin[key].append(place)
            elif 0 < len(hangul := in_hangul(name)) <= _LONGEST:
                self._hangul[hangul].append(place)
        for hangul in self._hangul:
            for key in sound_keys(hangul):
                self._by_key[key].append(hangul)
        self._usual = {hangul: customary(hangul) for hangul in self._hangul}
        self._distinct = list(self._usual)
        self._spelled = Grams(list(self._usual.values()))

    def like(self, text: str) -> _Found:
        """Yield the names that may sound like a text: how well, 0 to 99, and their place."""
        hangul = in_hangul(text)
        if not hangul:
            spelled = Spelled(text)
            yield from self._in_hangul(spelled)
            yield from self._in_latin(spelled)
        elif len(hangul) <= _LONGEST:
            yield from self._nearly(hangul)
            yield from self._spellings(hangul)

    def _in_hangul(self, spelled: Spelled) -> _Found:
        """Names in Hangul of which this may be a spelling, with a letter wrong or not."""
        sounding = sorted({name for key in spelled.keys for name in self._by_key.get(key, ())})
        usual = [self._usual[name] for name in sounding]
        near = {sounding[one] for one in _closest(spelled.folded, usual, _MOST_SOUNDING)}
        near.update(self._distinct[place] for place in self._spelled.near(*spelled.folded))
        for name in sorted(near):
            score = spelled.like(name)
            yield from ((score, place) for place in self._hangul[name])

    def _in_latin(self, spelled: Spelled) -> _Found:
        """Other spellings of the Korean name of which this is one."""
        if spelled.readings:
            places = {place for key in spelled.keys for place in self._latin.get(key, ())}
            for place in self._likest(spelled.folded, places, _MOST_READ):
                yield spelled.alike(Spelled(self._names[place])), place

    def _nearly(self, hangul: str) -> _Found:
        """Names in Hangul that differ in a letter of a syllable, or two."""
        for near in self._spelled.near(customary(hangul)):
            name = self._distinct[near]
            score = hangul_alike(hangul, name) if name != hangul else 0.0
            yield from ((score, place) for place in self._hangul[name])

    def _spellings(self, hangul: str) -> _Found:
        """Names in Latin letters that may be spellings of one in Hangul."""
        usual = turned(hangul)
        places = {place for place in self._grams.near(*usual) if self._folded[place].isascii()}
        places.update(place for key in sound_keys(hangul) for place in self._latin.get(key, ()))
        for place in self._likest(usual, places, _MOST_SPELLED):
            yield Spelled(self._names[place]).like(hangul), place

    def _likest(self, texts: Collection[str], places: Collection[int], most: int) -> list[int]:
        ordered = sorted(places)
        letters = [self._folded[place] for place in ordered]
        return [ordered[one] for one in _closest(texts, letters, most)]


def _closest(texts: Iterable[str], others: Sequence[str], most: int) -> list[int]:
    """Return the places of the others whose letters are most like a text's: a closer look costs time."""
    if len(others) <= most:
        return list(range(len(others)))
    found = {one for text in texts for one in nearest(text, others, 0.0, most)}
    ranked = sorted(found, key=lambda one: (-one[0], one[1]))
    return list(dict.fromkeys(place for _, place in ranked))[:most]
