"""Names: found by their English spelling where the store has only the Hangul one, and the other way round.

The pairs are those of KOBIS: directors and actors of Korean films. Halves are told apart by the
checksum of the Hangul name; kgraph's spellings were looked at on the even half alone, and the odd
half is what is reported. Of what is wrongly offered first the kinds are counted; the names
themselves are printed, and never written.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
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
ROMANIZED, NEARLY = 75.0, 60.0
OTHERWISE = 50.0
NOTHING, SYLLABLE, SURNAME, OTHER = "nothing", "a syllable differs", "the surname differs", "another name"
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
    def kinds(self) -> Counter[str]:
        """What is offered first where it is not the right one."""
        return Counter(_kind(right, offered.partition(" ")[0]) for right, _, offered in self.wrong)

    @property
    def cells(self) -> tuple[str, str, str]:
        """As cells of a table."""
        return f"{self.of:,}", f"{self.first / max(self.of, 1):.1%}", f"{self.among / max(self.of, 1):.1%}"


def run() -> list[Table]:
    """Look up each name in a store that has only the other spelling of all of them."""
    films = kobis_films(shared("kobis-movies-2021-2022.jsonl.gz"))
    romanize = _romanizer()
    people = pairs(_people(filter(korean, films)), romanize)
    held_out = [one for one in people if one.held_out]
    spelled = [one for one in held_out if one.alike >= OTHERWISE]
    in_hangul, in_latin = _store(people, "hangul"), _store(people, "english")
    titles, all_titles = (pairs(_titles(some), romanize) for some in (filter(korean, films), films))
    some = {
        "people": (in_hangul, in_latin, held_out),
        "titles": _stores(titles, ROMANIZED, 100.0),
        "titles of all nations": _stores(all_titles, ROMANIZED, 100.0),
        "titles with loan-words": _stores(all_titles, NEARLY, ROMANIZED),
        "titles, mostly translated": _stores(all_titles, 0.0, OTHERWISE),
    }
    found = {
        f"{what}, {way}": looked_up(store, asked, spelling)
        for what, (one, other, asked) in some.items()
        for way, store, spelling in (
            ("English for Hangul", one, "english"),
            ("Hangul for English", other, "hangul"),
        )
    }
    rows = [(what, *share.cells) for what, share in found.items()]
    rows[:0] = [("people, English for Hangul, plain romanization", *plain(people, held_out).cells)]
    rows[2:2] = [
        ("… but those that are no spelling of it", *looked_up(in_hangul, spelled, "english").cells),
        ("… the even half", *looked_up(in_hangul, _even(people), "english").cells),
    ]
    english = found["people, English for Hangul"]
    for wrong in english.wrong:
        print("  wrong first:", " | ".join(wrong), file=sys.stderr)
    ready, usual, slow = timed(MANY)
    met = english.first >= FIRST * english.of and english.among >= AMONG * english.of and usual < MOST
    about = _about(people, held_out, len(held_out) - len(spelled))
    speed = (
        f"A look-up among {MANY:,} made-up names, half in Hangul, half in Latin letters, takes "
        f"{time(usual)} (the slowest of {LOOK_UPS}: {time(slow)}); the first, which makes the names ready, "
        f"{time(ready)}."
    )
    aim = f"first of all {FIRST:.0%}, among the first five {AMONG:.0%}, under {time(MOST)}"
    return [
        Table(
            "Names",
            f"{about}\n\n{speed}",
            ("look-up", "names", "first", "among five"),
            rows,
            verdict(aim, met=met),
        ),
        offered(found),
    ]


def _about(people: Sequence[Pair], held_out: Sequence[Pair], unlike: int) -> str:
    return (
        f"KOBIS, Korean films of 2021 and 2022: {len(people):,} names of directors and actors in Hangul "
        f"and in English, {len(held_out):,} of them held out. All the names of one script are in the store, "
        "a person for each Hangul name (KOBIS has no codes: two people of one name count as one). "
        f"{unlike} held-out pairs are no spelling (less than {OTHERWISE:.0f} % of the "
        "letters agree with the Revised Romanization: another name, initials, a foreign name). A title "
        f"counts as romanized where {ROMANIZED:.0f} % agree, a loan-word in Hangul too: most are. Beside "
        f"them stand, of all nations, those of which {NEARLY:.0f} to {ROMANIZED:.0f} % agree, nearly all "
        f"with loan-words, and those of which less than {OTHERWISE:.0f} % do: most are translated, and "
        "there is nothing to be found. Plain romanization is koroman's, with rapidfuzz's ratio."
    )


def offered(found: Mapping[str, Share]) -> Table:
    """Count what is offered first where it is not the right one, by kind."""
    columns = (NOTHING, SYLLABLE, SURNAME, OTHER)
    return Table(
        "Names: what is wrongly offered first",
        "Of the same look-ups, those that do not give the right one first: what they give in its place. "
        f"Two Hangul names of one length differ in a syllable; in the surname; or in more ({OTHER}).",
        ("look-up", "names", "not first", *columns),
        [
            (what, f"{share.of:,}", f"{len(share.wrong)}", *(str(share.kinds[kind]) for kind in columns))
            for what, share in found.items()
        ],
    )


def _kind(right: str, first: str) -> str:
    if first == NOTHING:
        return NOTHING
    if len(first) != len(right):
        return OTHER
    differ = [place for place, (one, other) in enumerate(zip(right, first, strict=True)) if one != other]
    if len(differ) > 1:
        return OTHER
    return SURNAME if differ == [0] else SYLLABLE


def kobis_films(path: Any) -> list[dict[str, Any]]:
    """Return all films of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["movieInfoResult"]["movieInfo"] for line in lines]


def korean(film: Mapping[str, Any]) -> bool:
    """Tell whether Korea made or co-produced a film."""
    return any(nation["nationNm"] == "한국" for nation in film["nations"])


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


def _stores(named: Sequence[Pair], least: float, most: float) -> tuple[Store, Store, list[Pair]]:
    """Return stores with all names in one script each, and the pairs whose letters agree so much."""
    asked = [one for one in named if least <= one.alike < most or one.alike == most == 100.0]
    return _store(named, "hangul"), _store(named, "english"), asked


def _store(named: Iterable[Pair], spelling: str) -> Store:
    """Return a store with a node for each distinct spelling; its id begins with the Hangul name."""
    graph = nx.MultiDiGraph()
    distinct = dict.fromkeys((one.hangul, getattr(one, spelling)) for one in named)
    graph.add_nodes_from(
        (f"{hangul}/{number}", {"name": name}) for number, (hangul, name) in enumerate(distinct)
    )
    return kgraph.open(graph)


if __name__ == "__main__":
    print("\n".join(table.markdown() for table in run()))
