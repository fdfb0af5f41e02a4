"""When two companies are one: the name without its legal form; a branch in another country is another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kgraph.identity.entities import Entity, World
from kgraph.identity.weighing import Evidence, Rarity
from kgraph.names import words

_EASTERN_FORMS = re.compile(
    r"㈜|\(\s*[주유재사합]\s*\)|주식회사|유한책임회사|유한회사|합자회사|합명회사|농업회사법인|재단법인|사단법인"
    r"|株式会社|有限会社|合同会社"
)
_FORMS = frozenset(
    (
        *("inc", "incorporated", "ltd", "limited", "llc", "corp", "corporation", "gmbh", "plc"),
        *("pty", "pte", "ltda", "srl", "sarl", "eirl", "doo", "spzoo", "sro"),
    )
)
"""They stand for nothing else, wherever they stand."""
_FORMS_AT_THE_END = _FORMS | frozenset(
    (
        *("co", "company", "lp", "llp", "ag", "kg", "sa", "sas", "spa", "bv", "nv", "ab", "as", "oy"),
        *("oyj", "ou", "aps", "asa", "kk", "sl", "aktiebolag", "kaisha"),
    )
)
"""In the middle of a name they may be words of it."""
_LETTERS = 3
_SAME, _OTHER_COUNTRY, _FILMS, _SOME_FILMS = 4.0, -6.0, 3.0, 6.0


@lru_cache(maxsize=50_000)
def core(name: str) -> str:
    """Return a company's name without its legal form, folded: the same of (주)가나다 and 가나다 Co., Ltd."""
    told = words(_EASTERN_FORMS.sub(" ", name))
    kept = _without_form_at_the_end(told[1:] if len(told) > 1 and told[0] == "the" else told)
    return "".join([*kept[:1], *(word for word in kept[1:] if word not in _FORMS)])


def _without_form_at_the_end(told: Sequence[str]) -> Sequence[str]:
    """Return the words before `Co., Ltd.`, `A/S` or `Sp. z o.o.`; a name that is nothing else stays."""
    for letters in range(1, _LETTERS + 1):
        rest = told[:-letters]
        if rest and "".join(told[-letters:]) in _FORMS_AT_THE_END:
            rest = rest[:-1] if len(rest) > 1 and rest[-1] == "and" else rest
            return _without_form_at_the_end(rest)
    return told


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
