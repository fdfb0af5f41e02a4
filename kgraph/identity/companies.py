"""When two companies are one: the name without its legal form; a branch in another country is another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kgraph.identity.entities import Entity, World
from kgraph.identity.weighing import Evidence, Rarity
from kgraph.names import words

_KOREAN_FORMS = re.compile(r"㈜|\(\s*[주유재사]\s*\)|주식회사|유한회사|유한책임회사|株式会社|有限会社")
_FORMS = (
    *("inc", "incorporated", "ltd", "limited", "llc", "lp", "llp", "plc", "co", "company", "corp"),
    *("corporation", "gmbh", "ag", "kg", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "as", "oy"),
    *("aps", "pty", "pte", "kk", "sro", "sl", "the"),
)
_SAME, _OTHER_COUNTRY, _FILMS, _SOME_FILMS = 4.0, -6.0, 3.0, 6.0


@lru_cache(maxsize=50_000)
def core(name: str) -> str:
    """Return a company's name without its legal form, folded: the same of (주)가나다 and 가나다 Co., Ltd."""
    told = words(_KOREAN_FORMS.sub(" ", name))
    kept = [word for place, word in enumerate(told) if word not in _FORMS or (place == 0 and word != "the")]
    return "".join(kept or told)


def cores(one: Entity) -> frozenset[str]:
    """Return the cores of all names of a company."""
    return frozenset(found for name in one.names if (found := core(name)))


def weigh(one: Entity, other: Entity, world: World, rarity: Rarity) -> list[Evidence]:
    """Return all that speaks for or against two companies being one; nothing where the cores differ."""
    shared = cores(one) & cores(other)
    if not shared:
        return []
    told = [
        Evidence("the same name but for its legal form", max(rarity.of_word(key) for key in shared) + _SAME),
        Evidence("so many others", rarity.prior),
    ]
    told += _rest(one, other, world)
    return told


def _rest(one: Entity, other: Entity, world: World) -> Iterator[Evidence]:
    if one.countries and other.countries and not one.countries & other.countries:
        yield Evidence("other countries", _OTHER_COUNTRY)
    mine, yours = ({world.film(film) for film in each.films} for each in (one, other))
    if shared := mine & yours:
        yield Evidence(f"{len(shared)} films in common", _SOME_FILMS if len(shared) > 1 else _FILMS)
