"""From the statements about one thing to its properties, and to who says so.

The rule for which value is shown where sources differ: the surest certainty first; among equals
the value that most claims give, then the one of the latest source, then the first as text. The
other values stay in `claims`, and `contradicted` is true. A name that loses goes to `names`: two
names do not exclude each other.

What comes out hangs on *what* is said, not on how it is cut into rows: each row is a claim that
the thing is there, and one claim per value it gives. `kgraph.resolve.unfold` is the inverse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, cast

from kgraph.claims import Certainty, Claim, Source, Statement, canonical_json, overall
from kgraph.model import Property

_SURENESS = list(Certainty)
Properties = dict[str, Property]


class Told(NamedTuple):
    """A statement with its evidence as it will stand on the node or edge.

    `values` are those of the statement with the ids that stand for them by judgement. A `claim` with
    a property stands as it is.
    """

    statement: Statement
    claim: Claim
    values: Mapping[str, Property]


class _Said(NamedTuple):
    """One value of one property: as it is shown, as its source has it, and by whose word."""

    shown: Any
    own: Any
    claim: Claim


def fold(
    told: Sequence[Told],
    sources: Mapping[str, Source],
    memo: dict[int, Properties],
    node_id: str = "",
) -> Properties:
    """Return the properties of one entity or edge, `claims` and what derives from them included.

    `sources` are in the order in which they were loaded. `memo` remembers what derives from a claim
    that stands alone, by the claim's `id()`: the credits of a film share one. With a `node_id` it is
    an entity, which has `id`, and this as its `name` where nobody gives one.
    """
    if len(told) == 1 and _is_plain(told[0], node_id):
        only = told[0]
        evidence = memo.get(id(only.claim)) or memo.setdefault(id(only.claim), derived([only.claim]))
        properties = {**only.values, **evidence}
    else:
        properties = _weighed(_ordered(told, sources), sources, node_id)
    return {"id": node_id, "name": node_id, **properties} if node_id else properties


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


def set_aside(statement: Statement) -> Told:
    """Return a symmetric edge whose ends a judgement made one as a claim of their node.

    It is no edge while they are one, and must be one again when the judgement is taken back.
    """
    subject, other = sorted((statement.subject, statement.object))
    claim = replace(
        statement.claim,
        property=statement.relation,
        value=canonical_json(dict(statement.values)),
        subject=subject,
        object=other,
    )
    return Told(Statement(subject, "", "", claim), claim, {})


def _is_plain(one: Told, node_id: str) -> bool:
    """Tell whether a statement that is alone is all there is to say: so it is with most of a film list."""
    values = one.values
    name, others = values.get("name"), cast("Sequence[str]", values.get("names", ()))
    if not one.statement.object or name == node_id or (name or node_id) in others:
        return False
    for value in values.values():
        if isinstance(value, list) and (not value or len(value) != len(dict.fromkeys(value))):
            return False
    return values is one.statement.values or values == one.statement.values


def _ordered(told: Sequence[Told], sources: Mapping[str, Source]) -> list[Told]:
    """Sort by source, then by the ids as the source has them; what is left stays in the source's order.

    So the order does not tell when a judgement was made, nor whether what it joined was apart before.
    """
    places = {source: place for place, source in enumerate(sources)}

    def rank(one: Told) -> tuple[int, str, str, list[str]]:
        claim, own = one.claim, one.statement.values
        moved = [str(own[name]) for name, value in one.values.items() if value != own[name]]
        aside = [str(claim.value)] if claim.property else moved
        return places.get(claim.source, len(places)), claim.subject, claim.object, aside

    return sorted(told, key=rank)


def _weighed(told: Sequence[Told], sources: Mapping[str, Source], node_id: str) -> Properties:
    """Return what several statements give together; see the rule above."""
    said, lists = _said(told)
    properties: Properties = {}
    lost: dict[str, list[Property]] = {}
    for name, given in said.items():
        if name in lists:
            properties[name] = _distinct(one.shown for one in given)
        else:
            properties[name], lost[name] = _choose(given, sources)
    lost_names = lost.pop("name", [])
    shown_name = properties.get("name", node_id)
    listed: Any = properties.pop("names", [])
    names = [name for name in _distinct([*lost_names, *listed]) if name != shown_name]
    if names:
        properties["names"] = names
    # What a property shows can come from elsewhere than from what is said of it: that is never left out.
    unclear = {"names"} if lost_names else {"name"} if shown_name == node_id else set()
    claims = _claims(told, said, {name: shown for name, shown in properties.items() if name not in unclear})
    return {**properties, **derived(claims, contradicted=any(lost.values()))}


def _claims(
    told: Sequence[Told], said: Mapping[str, Sequence[_Said]], shown: Mapping[str, Property]
) -> list[Claim]:
    """Return one claim per row, and by property one per value wherever it must be told who said which.

    Where one claim alone declares the thing, it speaks for all that is shown as it gives it, and for
    which no other speaks; so a list of a hundred thousand credits has a hundred thousand claims, not
    three times as many.
    """
    claims = [one.claim for one in told if one.statement.object or one.claim.property]
    declared = {one.claim for one in told if one.statement.object}
    for name, given in said.items():
        own = _distinct(one.own for one in given)
        shows = shown.get(name)
        clear = own == (shows if isinstance(shows, list) else [shows])
        if len(declared) > 1 or {one.claim for one in given} != declared or not clear:
            claims += [replace(one.claim, property=name, value=one.own) for one in given]
    return sorted(claims, key=lambda claim: claim.property)


def _said(told: Sequence[Told]) -> tuple[dict[str, list[_Said]], set[str]]:
    """Return property -> each value given, and which properties are lists; one without items is not given."""
    said: defaultdict[str, list[_Said]] = defaultdict(list)
    lists = set()
    for statement, claim, values in told:
        for name, value in values.items():
            if isinstance(value, list):
                lists.add(name)
                said[name] += [_Said(item, item, claim) for item in value]
            else:
                said[name].append(_Said(value, statement.values[name], claim))
    return {name: given for name, given in said.items() if given}, lists


def _choose(given: Sequence[_Said], sources: Mapping[str, Source]) -> tuple[Property, list[Property]]:
    """Return the value shown, and the others in the order of the rule."""
    votes: defaultdict[tuple[str, Property], set[Claim]] = defaultdict(set)
    for one in given:
        votes[type(one.shown).__name__, one.shown].add(one.claim)

    def rank(kind_and_value: tuple[str, Property]) -> tuple[int, int, list[int], str, str]:
        kind, value = kind_and_value
        claims = votes[kind_and_value]
        sureness = min(_SURENESS.index(claim.certainty) for claim in claims)
        latest = max(sources[claim.source].date if claim.source in sources else "" for claim in claims)
        return sureness, -len(claims), [-ord(sign) for sign in latest], str(value), kind

    first, *rest = sorted(votes, key=rank)
    return first[1], [value for _, value in rest]


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))
