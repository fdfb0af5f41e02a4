"""Evidence that two entities are one, in bits, and how rare what they share is.

The sum is that of Fellegi and Sunter (A Theory for Record Linkage, JASA 64, 1969): each piece of
evidence adds log2(m / u), m being how often it is seen of two records of one entity, u of any two. That two
share a rare name weighs more than that they share a common one (Newcombe et al., Automatic Linkage of Vital
Records, Science 130, 1959); how common a name is, is counted in the store itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from typing import NamedTuple

from kgraph.names import words
from kgraph.names.sounds import in_hangul


class Evidence(NamedTuple):
    """What speaks for or, where `bits` is negative, against two being one."""

    what: str
    bits: float


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many of `total` names have a word."""

    total: int
    counts: Counter[str]

    @classmethod
    def of(cls, names: Iterable[Iterable[str]]) -> Rarity:
        """Count the words of all names of each entity, once for each."""
        counts: Counter[str] = Counter()
        total = 0
        for each in names:
            total += 1
            counts.update({part for name in each for part in parts(name)})
        return cls(max(total, 2), counts)

    def bits(self, shared: Iterable[str]) -> float:
        """Return how much it says that two share these words."""
        return sum(self.of_word(word) for word in shared)

    def of_word(self, word: str) -> float:
        """Return how much it says that two share a word."""
        return log2(self.total / max(self.counts[word], 1))

    @property
    def prior(self) -> float:
        """How unlikely it is beforehand that an entity is this one and not another one of all."""
        return -log2(self.total)


def parts(name: str) -> list[str]:
    """Return the words of a name; of a Hangul name the surname, as a rule one syllable, and the rest."""
    hangul = in_hangul(name)
    if hangul and 2 <= len(hangul) <= 4:
        return [hangul[0], hangul[1:]]
    return words(name)
