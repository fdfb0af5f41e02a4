"""Names: found by their English spelling where the store has only the Hangul one, and the other way round.

The pairs are those of KOBIS: directors and actors of Korean films. Halves are told apart by the
checksum of the Hangul name; kgraph's spellings were looked at on the even half alone, and the odd
half is what is reported. What is wrongly offered first is printed, and never written.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from time import process_time
from typing import Any

import networkx as nx
from rapidfuzz import fuzz, process

import kgraph
from benchmarks.data import Skipped, shared
from benchmarks.report import Table, time, verdict
from kgraph.explore import find
from kgraph.names import fold, keys
from kgraph.store import Store

FIRST, AMONG, MOST = 0.90, 0.97, 0.020
FIVE = 5
MANY = 100_000
LOOK_UPS = 100
ROMANIZED = 75.0
OTHERWISE = 50.0
_HANGUL = re.compile(r"[가-힣]+( [가-힣]+)*")
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
_SYLLABLES = (
    "가건경광규근기나남다대도동라래림만명모문미민범병보상서석선성세소수숙순승시신아안연영"
    "예오용우욱원유윤은의이인일재정제종주준중지진창철태하한해현혜호홍화환훈희"
)
_LATIN = {"김": "Kim", "이": "Lee", "박": "Park", "최": "Choi", "정": "Jung"}
Romanize = Callable[[str], str]


@dataclass(frozen=True)
class Pair:
    """One name in Hangul and as KOBIS spells it in English; `plain` is its Revised Romanization."""

    hangul: str
    english: str
    plain: str

    @cached_property
    def alike(self) -> float:
        """How much of the letters of the two agree, of 100: by rapidfuzz, and by nothing of kgraph."""
        return max((fuzz.ratio(self.plain, key) for key in keys(self.english)), default=0.0)

    @property
    def held_out(self) -> bool:
        """Whether nobody looked at this pair when the spellings were gathered."""
        return zlib.crc32(self.hangul.encode()) % 2 == 1


@dataclass(frozen=True)
class Share:
    """Of so many look-ups, how many gave the right one first, and how many among the first five."""

    of: int
    first: int
    among: int
    wrong: Sequence[tuple[str, str, str]]

    @property
    def cells(self) -> tuple[str, str, str]:
        """As cells of a table."""
        return f"{self.of:,}", f"{self.first / max(self.of, 1):.1%}", f"{self.among / max(self.of, 1):.1%}"


def run() -> Table:
    """Look up each name in a store that has only the other spelling of all of them."""
    films = korean_films(shared("kobis-movies-2021-2022.jsonl.gz"))
    romanize = _romanizer()
    people = pairs(_people(films), romanize)
    titles = [one for one in pairs(_titles(films), romanize) if one.alike >= ROMANIZED]
    held_out = [one for one in people if one.held_out]
    spelled = [one for one in held_out if one.alike >= OTHERWISE]
    in_hangul, in_latin = _store(people, "hangul"), _store(people, "english")
    english = looked_up(in_hangul, held_out, "english")
    rows = [
        ("people, English for Hangul, plain romanization", *plain(people, held_out).cells),
        ("people, English for Hangul", *english.cells),
        ("… but those that are no spelling of it", *looked_up(in_hangul, spelled, "english").cells),
        ("… the even half", *looked_up(in_hangul, _even(people), "english").cells),
        ("people, Hangul for English", *looked_up(in_latin, held_out, "hangul").cells),
        ("titles, English for Hangul", *looked_up(_store(titles, "hangul"), titles, "english").cells),
        ("titles, Hangul for English", *looked_up(_store(titles, "english"), titles, "hangul").cells),
    ]
    for wrong in english.wrong:
        print("  wrong first:", " | ".join(wrong), file=sys.stderr)
    ready, usual, slow = timed(MANY)
    met = english.first >= FIRST * english.of and english.among >= AMONG * english.of and usual < MOST
    return Table(
        "Names",
        f"KOBIS, Korean films of 2021 and 2022: {len(people):,} names of directors and actors in Hangul "
        f"and in English, {len(held_out):,} of them held out. All the names of one script are in the store, "
        "a person for each Hangul name (KOBIS has no codes: two people of one name count as one). "
        f"{len(held_out) - len(spelled)} held-out pairs are no spelling (less than {OTHERWISE:.0f} % of the "
        "letters agree with the Revised Romanization: another name, initials, a foreign name). A title "
        f"counts as romanized where {ROMANIZED:.0f} % agree. Plain romanization is koroman's, with "
        "rapidfuzz's ratio.\n\n"
        f"A look-up among {MANY:,} made-up names, half in Hangul, half in Latin letters, takes "
        f"{time(usual)} (the slowest of {LOOK_UPS}: {time(slow)}); the first, which makes the names ready, "
        f"{time(ready)}.",
        ("look-up", "names", "first", "among five"),
        rows,
        verdict(
            f"first of all {FIRST:.0%}, among the first five {AMONG:.0%}, under {time(MOST)}",
            met=met,
        ),
    )


def korean_films(path: Any) -> list[dict[str, Any]]:
    """Return the films that Korea made or co-produced."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        films = [json.loads(line)["movieInfoResult"]["movieInfo"] for line in lines]
    return [film for film in films if any(nation["nationNm"] == "한국" for nation in film["nations"])]


def pairs(told: Iterable[tuple[str, str]], romanize: Romanize) -> list[Pair]:
    """Return the names that are Hangul on the one side and Latin letters on the other, each once."""
    distinct = sorted({(one.strip(), other.strip()) for one, other in told})
    return [
        Pair(hangul.replace(" ", ""), english, fold(romanize(hangul)))
        for hangul, english in distinct
        if _HANGUL.fullmatch(hangul) and re.search("[A-Za-z]", english)
    ]


def plain(people: Sequence[Pair], asked: Sequence[Pair]) -> Share:
    """Find by the Revised Romanization and the likeness of letters, and nothing else."""
    known = {one.hangul: one.plain for one in people}
    first = among = 0
    for pair in asked:
        near = process.extract(fold(pair.english), known, scorer=fuzz.ratio, limit=FIVE)
        found = [hangul for _, _, hangul in near]
        first += found[:1] == [pair.hangul]
        among += pair.hangul in found
    return Share(len(asked), first, among, ())


def looked_up(store: Store, asked: Sequence[Pair], spelling: str) -> Share:
    """Find by one spelling; the right one is any that has the same Hangul name."""
    first = among = 0
    wrong = []
    for pair in asked:
        found = [one.id.partition("/")[0] for one in find(store, getattr(pair, spelling), FIVE)]
        first += found[:1] == [pair.hangul]
        among += pair.hangul in found
        if found[:1] != [pair.hangul]:
            wrong.append((pair.hangul, pair.english, " ".join(found) or "nothing"))
    return Share(len(asked), first, among, wrong)


def timed(many: int) -> tuple[float, float, float]:
    """Return the seconds of processor time of the first look-up, of the usual one, and of the slowest."""
    names = made_up(many)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((str(number), {"name": name, "kind": "Person"}) for number, name in enumerate(names))
    asked = random.Random(2).sample(names, LOOK_UPS)
    with kgraph.open(graph, label="kind") as store:
        start = process_time()
        find(store, "Hong Gil-dong")
        ready = process_time() - start
        find(store, "홍길동")
        taken = []
        for text in asked:
            start = process_time()
            find(store, text)
            taken.append(process_time() - start)
    return ready, sorted(taken)[len(taken) // 2], max(taken)


def made_up(many: int) -> list[str]:
    """Return made-up names of three syllables, every other one in Latin letters."""
    chance = random.Random(1)
    spell = cache(_romanizer())
    names = []
    for number in range(many):
        surname, one, two = chance.choice(_SURNAMES), chance.choice(_SYLLABLES), chance.choice(_SYLLABLES)
        spelled = f"{_LATIN.get(surname) or _spelled(spell, surname)} {_spelled(spell, one)}"
        names.append(f"{spelled}-{_spelled(spell, two).lower()}" if number % 2 else surname + one + two)
    return names


def _spelled(spell: Romanize, syllable: str) -> str:
    return spell(syllable).capitalize()


def _romanizer() -> Romanize:
    try:
        from koroman import romanize  # noqa: PLC0415 - it comes with the group `bench` alone
    except ImportError:
        raise Skipped("no koroman, which romanizes to compare with; `make bench` installs it.") from None
    spell: Romanize = romanize
    return spell


def _people(films: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    for film in films:
        for person in (*film["directors"], *film["actors"]):
            yield person["peopleNm"], person["peopleNmEn"]


def _titles(films: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    return ((film["movieNm"], film["movieNmEn"]) for film in films)


def _even(people: Iterable[Pair]) -> list[Pair]:
    return [one for one in people if not one.held_out]


def _store(named: Iterable[Pair], spelling: str) -> Store:
    """Return a store with a node for each distinct spelling; its id begins with the Hangul name."""
    graph = nx.MultiDiGraph()
    distinct = dict.fromkeys((one.hangul, getattr(one, spelling)) for one in named)
    graph.add_nodes_from(
        (f"{hangul}/{number}", {"name": name}) for number, (hangul, name) in enumerate(distinct)
    )
    return kgraph.open(graph)


if __name__ == "__main__":
    print(run().markdown())
