"""Many names, made ready so that one is looked up among a hundred thousand in milliseconds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress, islice

from kgraph.names import letters
from kgraph.names.alignment import MARK
from kgraph.names.fuzzy import nearest
from kgraph.names.grams import Script
from kgraph.names.partial import initials
from kgraph.names.sounding import SoundIndex
from kgraph.names.sounds import in_hangul, orders

_LEAST_ALIKE = 68
"""The least likeness, of 100, at which a misspelling is still taken for a name."""
_LEAST_BY_SOUND, _MUCH_WORSE = 70.0, 20.0
_MOST_ROTATIONS = 3
_MOST_PARTS = 1_000
_MOST_ALIKE = 20
_BY_INITIALS = 0.69
_SHORT = 5
_Found = tuple[float, bool, int]


@dataclass(frozen=True, slots=True)
class Match:
    """One that a name may mean: its owner, how likely (to 1.0), and whether by its sound alone."""

    owner: str
    score: float
    by_sound: bool = False


class NameIndex:
    """Names and their owners; a name may have several owners, and an owner several names.

    What is found does not depend on the order in which names come. What only some look-ups need
    is made ready when the first of them comes.
    """

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        told = [(_fold(name), name, owner) for owner, names in named for name in names]
        # Of two names that hold a text the shorter is likelier; one text is compared faster than three.
        told.sort(key=lambda one: f"{len(one[0]):06}\n{one[0]}\n{one[1]}\n{one[2]}")
        self._folded = [folded for folded, _, _ in told]
        self._names = [name for _, name, _ in told]
        self._owners = [owner for _, _, owner in told]

    def __contains__(self, name: object) -> bool:
        """Tell whether a name is spelled just so."""
        return isinstance(name, str) and any(self._names[place] == name for place in self._turned(name))

    def named(self, text: str) -> list[str]:
        """Return the owners that have just this name, whatever the case, spaces, hyphens and order."""
        wanted = _keys(text)
        return sorted(
            {self._owners[place] for place in self._turned(text) if wanted & _keys(self._names[place])}
        )

    def _turned(self, text: str) -> Iterator[int]:
        """Yield the places of the names that are the letters of a text, begun anywhere."""
        folded = _fold(text)
        start, end = (find(self._folded, len(folded), key=len) for find in (bisect_left, bisect_right))
        return self._holding(folded, start, end) if start < end else iter(())

    def ranked(self, text: str, limit: int) -> list[Match]:
        """Return the owners of names like a text, best first; nothing is like no text.

        First those that have just the name; then those whose name begins with it, has a word that
        does, has it inside, sounds like it, or is spelled much like it.
        """
        if not text:
            return []
        best: dict[str, tuple[float, bool, str]] = {}
        for score, by_sound, place in self._found(text, limit):
            owner = self._owners[place]
            if owner not in best or best[owner][0] < score:
                best[owner] = (score, by_sound, self._names[place])
        best |= dict.fromkeys(self.named(text), (1.0, False, ""))
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], *item[1][1:], item[0]))
        return [Match(owner, score, by_sound) for owner, (score, by_sound, _) in ranked[:limit]]

    def _found(self, text: str, limit: int) -> Iterator[_Found]:
        yield from self._parts(text, limit)
        yield from self._initialled(text)
        yield from self._alike(text)
        yield from self._sounding(text)

    # ------------------------------------------------------------ parts

    def _parts(self, text: str, limit: int) -> Iterator[_Found]:
        """Names that hold the text: at their start, at the start of a word, or anywhere."""
        folded = _fold(text)
        owners: set[str] = set()
        for place in self._holding("\n" + folded):
            owners.add(self._owners[place])
            yield round(0.9 + self._share(folded, place), 3), False, place
            if len(owners) == limit:
                return
        for seen, place in enumerate(self._holding(folded)):
            name = self._folded[place]
            if name.startswith(folded):
                continue
            if any(key.startswith(folded) for key in _keys(self._names[place])):
                owners.add(self._owners[place])
                yield round(0.8 + self._share(folded, place), 3), False, place
            elif folded in name:
                yield round(0.7 + self._share(folded, place), 3), False, place
            if len(owners) == limit or seen == _MOST_PARTS:
                return

    def _initialled(self, text: str) -> Iterator[_Found]:
        """Names that have the one word of the text that is written out, and begin as its initials do."""
        told = initials((orders(text) or [""])[0])
        if told:
            word, firsts = told
            for place in islice(self._holding(word), _MOST_PARTS):
                parts = (orders(self._names[place]) or [""])[0].split(MARK)
                if word in parts and "".join(one[0] for one in parts if one != word).startswith(firsts):
                    yield _BY_INITIALS, False, place

    def _share(self, folded: str, place: int) -> float:
        return 0.09 * min(len(folded) / len(self._folded[place]), 1.0)

    def _holding(self, text: str, first: int = 0, last: int | None = None) -> Iterator[int]:
        """Yield the places of the names, twice in a row, that hold a text; the shortest first."""
        everything, ends = self._twice
        end = ends[-1 if last is None else last]
        found = everything.find(text, ends[first], end)
        while found >= 0:
            place = bisect_right(ends, found) - 1
            yield place
            found = everything.find(text, ends[place + 1], end)

    @cached_property
    def _twice(self) -> tuple[str, list[int]]:
        """All names in one text, each twice, so that a text is sought at the speed of C; where each begins.

        A name twice in a row also holds what begins in its last word and ends in its first.
        """
        each = ["\n" + name + name for name in self._folded]
        return "".join(each), list(accumulate(map(len, each), initial=0))

    # ------------------------------------------------------------ misspellings and sounds

    def _alike(self, text: str) -> Iterator[_Found]:
        """Names spelled much like the text, in any order of its words."""
        folded = _fold(text)
        if len(folded) <= _SHORT and in_hangul(text):
            return  # in Hangul a letter is a syllable: `SoundIndex` looks within
        turned = list(dict.fromkeys([folded, *sorted(_keys(text))]))[:_MOST_ROTATIONS]
        script = self._scripts[folded.isascii()]
        some = script.grams.near(*turned) if len(folded) > _SHORT else script.nearly_as_long(len(folded))
        spelled = [script.letters[one] for one in some]
        for likeness, one in nearest(turned, spelled, _LEAST_ALIKE, _MOST_ALIKE):
            yield round(likeness / 100 * 0.9, 3), False, script.places[some[one]]

    def _sounding(self, text: str) -> Iterator[_Found]:
        """Names that sound like the text, unless others do so much more."""
        found = list(self._sounds.like(text))
        least = max(_LEAST_BY_SOUND, max((score for score, _ in found), default=0.0) - _MUCH_WORSE)
        for score, place in found:
            if score >= least:
                yield round(score / 100 * 0.9, 3), True, place

    @cached_property
    def _scripts(self) -> tuple[Script, Script]:
        """The names in other letters, and those in Latin ones: their places, and how they are spelled."""
        latin = [one.isascii() for one in self._folded]
        others = [not one for one in latin]
        return self._where(others), self._where(latin)

    def _where(self, kept: Sequence[bool]) -> Script:
        return Script(list(compress(range(len(kept)), kept)), list(compress(self._folded, kept)))

    @cached_property
    def _sounds(self) -> SoundIndex:
        return SoundIndex(self._names, *self._scripts)


def _keys(text: str) -> frozenset[str]:
    """Return the keys of a name; a name without a letter, such as "!!!", is its own key."""
    return letters.keys(text) or frozenset([text.strip() or text])


def _fold(text: str) -> str:
    return letters.fold(text) or (text.strip() or text).replace("\n", " ")
