"""From the statements about one thing to its properties, and to who says so.

The rule for which value is shown where sources differ: the surest certainty first; among equals
the value that most claims give, then the one of the latest source, then the first as text. The
other values stay in `claims`, and `contradicted` is true. A name that loses goes to `names`: two
names do not exclude each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kgraph.claims import Certainty, Claim, Source, Statement, overall
from kgraph.model import Property

_SURENESS = list(Certainty)
Properties = dict[str, Property]


class Told(NamedTuple):
    """A statement with its evidence as it will stand on the node or edge."""

    statement: Statement
    claim: Claim
    values: Mapping[str, Property]


def fold(told: Sequence[Told], sources: Mapping[str, Source], memo: dict[int, Properties]) -> Properties:
    """Return the properties of one entity or edge, `claims` and what derives from them included.

    `memo` remembers what derives from a claim that stands alone, by the claim's `id()`: the credits
    of a film share one.
    """
    if len(told) == 1 and told[0].statement.object:
        only = told[0]
        evidence = memo.get(id(only.claim)) or memo.setdefault(id(only.claim), derived([only.claim]))
        return {**only.values, **evidence}
    properties: Properties = {}
    lost_names: list[Property] = []
    contradicted = False
    for name in dict.fromkeys(name for one in told for name in one.values):
        given = [(one.values[name], one.claim) for one in told if name in one.values]
        if any(isinstance(value, list) for value, _ in given):
            properties[name] = _union(value for value, _ in given)
            continue
        properties[name], others = _choose(given, sources)
        if name == "name":
            lost_names = others
        else:
            contradicted = contradicted or bool(others)
    names = [
        name for name in _union([lost_names, properties.pop("names", [])]) if name != properties.get("name")
    ]
    if names:
        properties["names"] = names
    return {**properties, **derived(_claims(told), contradicted=contradicted)}


def derived(claims: Sequence[Claim], *, contradicted: bool = False) -> Properties:
    """Return `claims` in their own order without repetition, and `sources`, `certainty`, `contradicted`."""
    if len(claims) == 1:
        (one,) = claims
        texts, sources, certainty = [one.to_json()], [one.source], one.certainty
    else:
        texts = list(dict.fromkeys(claim.to_json() for claim in claims))
        sources = sorted({claim.source for claim in claims})
        certainty = overall(claim.certainty for claim in claims)
    return {
        "claims": list[Any](texts),
        "sources": list[Any](sources),
        "certainty": certainty.value,
        "contradicted": contradicted,
    }


def _claims(told: Sequence[Told]) -> list[Claim]:
    """Return one claim per statement, and one per property wherever it must be told who said which.

    A statement that is alone in giving a property, and that declares the thing, speaks for it with
    its one claim; so a list of a hundred thousand credits has a hundred thousand claims, not three.
    """
    declared = [one for one in told if one.statement.object]
    claims = [one.claim for one in declared]
    for one in told:
        for name, value in one.values.items():
            alone = len(declared) == 1 and not any(name in other.values for other in told if other is not one)
            if not (one.statement.object and alone):
                items = value if isinstance(value, list) else [value]
                claims += [replace(one.claim, property=name, value=item) for item in items]
    return claims


def _choose(
    given: Sequence[tuple[Property, Claim]], sources: Mapping[str, Source]
) -> tuple[Property, list[Property]]:
    """Return the value shown, and the others in the order of the rule."""
    votes: dict[tuple[str, Property], list[Claim]] = {}
    for value, claim in given:
        votes.setdefault((type(value).__name__, value), []).append(claim)

    def rank(kind_and_value: tuple[str, Property]) -> tuple[int, int, list[int], str]:
        claims = votes[kind_and_value]
        sureness = min(_SURENESS.index(claim.certainty) for claim in claims)
        latest = max(sources[claim.source].date if claim.source in sources else "" for claim in claims)
        return sureness, -len(claims), [-ord(sign) for sign in latest], str(kind_and_value[1])

    first, *rest = sorted(votes, key=rank)
    return first[1], [value for _, value in rest]


def _union(lists: Any) -> list[Any]:
    return list(
        dict.fromkeys(item for value in lists for item in (value if isinstance(value, list) else [value]))
    )
