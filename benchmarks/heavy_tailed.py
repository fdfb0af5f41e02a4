"""A film world of any size: a few people are in many films, most in one, as in real casts.

    python -m benchmarks.heavy_tailed 5000000 apoc > world.jsonl
    python -m benchmarks.heavy_tailed 5000000 films > world.jsonl

The same size and seed give the same world, as nodes and relationships or as a film list. Nothing is
kept while it is made: names and titles are spelt from numbers.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

SEED = 1997
NEW = 0.3
"""The part of a cast that is new to film; with it nearly half the people have one credit."""
STEEPNESS = 2.5
LONGEST = 60

_FAMILIES = "김이박최정강조윤장임한오서신권황안송전홍"
_GIVEN = ["Ada", "Carl", "Dora", "Emil", "Gina", "Hugo", "Ines", "Karl", "Lena", "Mira", "Nils", "Olga"]
_SYLLABLES = [
    first + last for first in "bdfgklmnprstvz" for last in ("a", "e", "i", "o", "u", "an", "er", "in")
]
_HANGUL, _FINALS, _BLOCKS = 0xAC00, 28, 399  # syllables without a final consonant


class Film(NamedTuple):
    """A film by number, its cast by the numbers of the people; those from `first_new` on are new."""

    number: int
    year: int
    cast: list[int]
    first_new: int


def films(relationships: int, seed: int = SEED) -> Iterator[Film]:
    """Yield films until there are so many credits; people are numbered as they come."""
    chance = random.Random(seed)
    draw = chance.random
    people = number = 0
    while relationships:
        wanted = min(relationships, LONGEST, 1 + int(chance.paretovariate(1.2) * 2))
        cast: dict[int, None] = {}
        first_new = people
        while len(cast) < wanted:  # who is drawn twice is drawn again
            if not first_new or draw() < NEW:
                cast[people] = None
                people += 1
            else:
                cast[int(first_new * draw() ** STEEPNESS)] = None  # the older, the more films
        yield Film(number, 1900 + number % 125, list(cast), first_new)
        relationships -= wanted
        number += 1


def person(number: int) -> str:
    """Return the name of a person: one in three in Hangul, no two alike."""
    rest, script = divmod(number, 3)
    if script == 0:
        rest, family = divmod(rest, len(_FAMILIES))
        return _FAMILIES[family] + _spelt(rest, _BLOCKS, lambda one: chr(_HANGUL + one * _FINALS), 2)
    rest, given = divmod(number, len(_GIVEN))
    return f"{_GIVEN[given]} {_latin(rest)}"


def title(number: int) -> str:
    """Return the title of a film: one in three in Hangul, no two alike."""
    rest, script = divmod(number, 3)
    if script == 0:
        return "영화 " + _spelt(rest, _BLOCKS, lambda one: chr(_HANGUL + one * _FINALS), 2)
    return f"The {_latin(number)}"


def film_list(relationships: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield the rows of a film list."""
    for film in films(relationships, seed):
        cast = [person(one) for one in film.cast]
        yield {"title": title(film.number), "year": film.year, "cast": cast, "genres": ["Drama"]}


def apoc(relationships: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield nodes and then relationships, as APOC exports them."""
    for film in films(relationships, seed):
        told = {"title": title(film.number), "year": film.year}
        yield {"type": "node", "id": f"f{film.number}", "labels": ["Movie"], "properties": told}
        for one in film.cast:
            if one >= film.first_new:
                yield {
                    "type": "node",
                    "id": f"p{one}",
                    "labels": ["Person"],
                    "properties": {"name": person(one)},
                }
    for film in films(relationships, seed):
        for billing, one in enumerate(film.cast, 1):
            yield {
                "type": "relationship",
                "id": f"{film.number}:{billing}",
                "label": "ACTED_IN",
                "start": {"id": f"p{one}", "labels": ["Person"]},
                "end": {"id": f"f{film.number}", "labels": ["Movie"]},
                "properties": {"billing": billing},
            }


def lines(form: str, relationships: int, seed: int = SEED) -> Iterator[str]:
    """Yield the lines of a file; `form` is "apoc" or "films"."""
    rows = {"apoc": apoc, "films": film_list}[form](relationships, seed)
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _spelt(number: int, base: int, letter: Any, least: int = 1) -> str:
    signs: list[str] = []
    while number or len(signs) < least:
        number, one = divmod(number, base)
        signs.append(letter(one))
    return "".join(signs)


def _latin(number: int) -> str:
    return _spelt(number, len(_SYLLABLES), _SYLLABLES.__getitem__, 2).title()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.writelines(lines(sys.argv[2], int(sys.argv[1])))
