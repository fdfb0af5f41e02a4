"""How likely two spellings are of one name, 0 to 100."""

from __future__ import annotations

from functools import cached_property, lru_cache

from kgraph.names.alignment import NEVER, Aligner
from kgraph.names.fuzzy import likeness
from kgraph.names.letters import fold, keys
from kgraph.names.loanwords import aligner, units
from kgraph.names.readings import Reading, readings
from kgraph.names.romanized import customary, revised
from kgraph.names.sounds import in_hangul, orders, sound_keys, untitled
from kgraph.names.spellings import letters_of

SAME = 100.0
_BY_SOUND = 99.0
_PER_COST = 42.0
_OTHER_ORDER = 0.1
_MISSPELT = 0.8
_FOREIGN, _PER_FOREIGN_COST = 79.0, 20.0
_FEWEST = 3
WELL = 70.0
"""From here on two names plainly sound alike."""
_ENOUGH_CONSONANTS = 5
_MOST_ROTATIONS = 6


def score(left: str, right: str) -> float:
    """Return how likely two spellings are of one name, from 0 to 100; the order of the two does not matter.

    100 is for the same letters alone, in any order of the words. Below it stand a Hangul name and
    a spelling of it, and two spellings of one Hangul name, the nearer to 99 the more usual they
    are; from 70 on they plainly sound alike. Names of other languages are compared by their letters.
    """
    if left == right or keys(left) & keys(right):
        return SAME
    one, other = in_hangul(left), in_hangul(right)
    if one and other:
        return hangul_alike(one, other)
    if one or other:
        return Spelled(right if one else left).like(one or other)
    return max(_letters_alike(left, right), _spellings_alike(Spelled(left), Spelled(right)))


def hangul_alike(left: str, right: str) -> float:
    """Return how alike the letters within the syllables of two Hangul names are, 0 to 99."""
    return min(likeness(_letters(left), _letters(right)), _BY_SOUND)


def _letters_alike(left: str, right: str) -> float:
    """Return how alike the letters of two names are in their best order of words, 0 to 99."""
    ones, others = (sorted(keys(text))[:_MOST_ROTATIONS] for text in (left, right))
    return min(max((likeness(one, other) for one in ones for other in others), default=0.0), _BY_SOUND)


def _spellings_alike(left: Spelled, right: Spelled) -> float:
    return max(left.alike(right), right.alike(left))


class Spelled:
    """A name in Latin letters, to be compared with many: `folded` is it in each order of its words."""

    def __init__(self, text: str) -> None:
        self._orders = orders(text)
        self._aligners = [Aligner(order) for order in self._orders]
        self.folded = [fold(order) for order in self._orders]
        self.text = text
        self.order = self._orders[0] if self._orders else ""

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys by which it sounds."""
        return sound_keys(self.text)

    @property
    def readings(self) -> list[Reading]:
        """The Hangul names it may stand for, each with its cost."""
        return [reading for order in self._orders for reading in readings(order)]

    def like(self, hangul: str) -> float:
        """Return how well the letters give a Hangul name, 0 to 99."""
        sounding = self.sounding(hangul)
        if sounding >= WELL:
            return sounding
        return max(sounding, self._misspelling(hangul), self._same_consonants(hangul), self._foreign(hangul))

    def sounding(self, hangul: str) -> float:
        """Return how well, where syllable by syllable they spell it, else 0."""
        best = 0.0
        for place, one in enumerate(self._aligners):
            cost = one.cost(hangul) + (_OTHER_ORDER if place else 0.0)
            best = max(best, _BY_SOUND - _PER_COST * cost / len(hangul))
        return best

    def _misspelling(self, hangul: str) -> float:
        """Return how well, where some of the letters are wrong."""
        usual = {customary(hangul), revised(hangul)}
        return _MISSPELT * max((likeness(one, own) for one in usual for own in self.folded), default=0.0)

    def _same_consonants(self, hangul: str) -> float:
        """Return how well, where it has the consonants and they are many: 브루스 칸 is Bruce Khan."""
        shared = max(map(len, self.keys & sound_keys(hangul)), default=0)
        return WELL if shared >= _ENOUGH_CONSONANTS else 0.0

    def _foreign(self, hangul: str) -> float:
        """Return how well, as the foreign word from which the Hangul was taken: 브로커 is Broker."""
        parts = units(hangul)
        cost = min((one.whole(parts) for one in self._as_foreign), default=NEVER)
        return max(_FOREIGN - _PER_FOREIGN_COST * cost / len(parts), 0.0)

    @cached_property
    def _as_foreign(self) -> list[Aligner]:
        """The words as they stand; what is shorter than three letters is no word that was taken over."""
        spelled = [fold(one) for one in untitled(self.order)]
        return [aligner(one) for one in spelled if len(one) >= _FEWEST]

    def alike(self, other: Spelled) -> float:
        """Return how well another gives a Korean name that this may stand for, 0 to 99."""
        found = (other.sounding(name) - _PER_COST * cost / len(name) for cost, name in self.readings)
        return max(found, default=0.0)


@lru_cache(maxsize=4_000)
def _letters(name: str) -> str:
    return "".join("".join(letters_of(one)) for one in name)
