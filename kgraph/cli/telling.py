"""Cards and chains in words, and as JSON. Who says so stands beside everything that is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import click

from kgraph.claims import Certainty, Claim
from kgraph.cli.table import shown, width_of
from kgraph.explore.card import Card, Fact, Group, Link
from kgraph.explore.chain import Chain
from kgraph.explore.lookup import titled
from kgraph.model import Node, Property
from kgraph.result import json_value

_INDENT = 4
_GROUPED_FROM = 10_000  # a year is written without a comma


class Footnotes:
    """Sources by number, in the order in which they are cited."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = titles
        self.numbers: dict[str, int] = {}

    def cite(self, claims: Iterable[Claim]) -> str:
        """Return "[1] paragraph 2; [2] disputed: the year is not certain", or "" for no claims."""
        return "; ".join(dict.fromkeys(self._one(claim) for claim in claims))

    def lines(self) -> list[str]:
        """Return the list of sources that closes a text."""
        return [
            "",
            "Sources",
            *(f"  [{number}] {self.titles.get(one, one)}" for one, number in self.numbers.items()),
        ]

    def _one(self, claim: Claim) -> str:
        number = self.numbers.setdefault(claim.source, len(self.numbers) + 1)
        doubt = "" if claim.certainty is Certainty.STATED else claim.certainty.value
        quote = f"“{claim.quote}”" if claim.quote else ""
        said = ", ".join(part for part in (claim.place, quote, doubt) if part)
        why = f"({claim.note.rstrip('.')})" if claim.note else ""
        return " ".join(part for part in (f"[{number}]", said, why) if part)


def card_text(card: Card, width: int | None = None) -> str:
    """Return an entity, its properties and relations, each with its sources by number."""
    notes = Footnotes(card.titles)
    lines = [click.style(shown(card.name), bold=True)]
    lines.append(_joined(" · ".join((*card.node.labels, f"id {card.node.id}")), notes.cite(card.claims)))
    if card.facts:
        lines.append("")
        column = max(len(fact.name) for fact in card.facts) + 2
        for fact in card.facts:
            lines += _fact_lines(fact, column, notes)
    for group in card.groups:
        lines += ["", click.style(f"{shown(group.told)}  [{group.type}]", bold=True)]
        lines += [f"  {_link_line(link, notes)}" for link in group.links]
    if notes.numbers:
        lines += notes.lines()
    return "\n".join(wrapped(line, width) for line in lines)


def card_json(card: Card) -> dict[str, Any]:
    """Return an entity as JSON: as a node is in any answer, with claims, contested values and relations."""
    return {
        **json_value(card.node),
        "name": card.name,
        "claims": _claims(card.claims, card.titles),
        "facts": [_fact_json(fact, card.titles) for fact in card.facts],
        "relations": [_link_json(group, link, card.titles) for group in card.groups for link in group.links],
    }


def chain_text(chain: Chain, width: int | None = None) -> str:
    """Return a chain as numbered sentences with their sources."""
    first, last = chain.nodes[0], chain.nodes[-1]
    if not chain.hops:
        return f"{shown(first.name)} is one and the same."
    steps = "1 step" if len(chain.hops) == 1 else f"{len(chain.hops)} steps"
    lines = [click.style(shown(f"{first.name} to {last.name}: {steps}"), bold=True)]
    notes = Footnotes(chain.titles)
    for number, hop in enumerate(chain.hops, 1):
        lines.append(_joined(f"{number:3}. {shown(hop.sentence)}.", notes.cite(hop.claims)))
    if notes.numbers:
        lines += notes.lines()
    return "\n".join(wrapped(line, width) for line in lines)


def chain_json(chain: Chain) -> dict[str, Any]:
    """Return a chain as JSON: its ends, its length, its hops."""
    hops = [
        {
            "sentence": hop.sentence,
            **json_value(hop.relationship),
            "claims": _claims(hop.claims, chain.titles),
        }
        for hop in chain.hops
    ]
    ends = {"from": _brief(chain.nodes[0]), "to": _brief(chain.nodes[-1])}
    return {**ends, "length": len(hops), "nodes": [_brief(node) for node in chain.nodes], "hops": hops}


def wrapped(line: str, width: int | None) -> str:
    """Break a line between words where it exceeds the width; what follows is indented further."""
    if width is None or width_of(click.unstyle(line)) <= width:
        return line
    indent = len(line) - len(line.lstrip())
    first, *words = line.lstrip().split(" ")
    done, current = [], " " * indent + first
    for word in words:
        if width_of(click.unstyle(f"{current} {word}")) > width:
            done.append(current.rstrip())
            current = " " * (indent + _INDENT) + word
        else:
            current += f" {word}"
    return "\n".join([*done, current])


def _fact_lines(fact: Fact, column: int, notes: Footnotes) -> list[str]:
    unit = f" {fact.unit}" if fact.unit and fact.unit != "year" else ""
    head = f"  {fact.name:<{column}}"
    if isinstance(fact.value, list) and fact.claims:
        by_item = [
            (item, [claim for claim in fact.claims if str(claim.value) == str(item)]) for item in fact.value
        ]
        lines = [_joined(shown(item), notes.cite(claims)) for item, claims in by_item]
    else:
        value = ", ".join(map(shown, fact.value)) if isinstance(fact.value, list) else shown(fact.value)
        lines = [_joined(f"{value}{unit}", notes.cite(fact.claims))]
    lines += [
        _joined(f"{shown(value)}{unit} is claimed too", notes.cite(claims))
        for value, claims in fact.contested.items()
    ]
    return [head + lines[0], *(" " * len(head) + line for line in lines[1:])]


def _link_line(link: Link, notes: Footnotes) -> str:
    values = ", ".join(_held(name, value) for name, value in link.values.items())
    contested = "contradicted" if link.relationship.properties.get("contradicted") else ""
    said = "; ".join(part for part in (values, contested) if part)
    return _joined(shown(titled(link.other)) + (f": {said}" if said else ""), notes.cite(link.claims))


def _held(name: str, value: Property) -> str:
    """Return "role Min", "admissions 350,000", "debut"."""
    if isinstance(value, bool):
        return name if value else f"not {name}"
    if isinstance(value, int):
        return f"{name} {value:,}" if value >= _GROUPED_FROM else f"{name} {value}"
    return f"{name} {', '.join(map(shown, value)) if isinstance(value, list) else shown(value)}"


def _joined(told: str, cited: str) -> str:
    return f"{told}  {click.style(shown(cited), dim=True)}" if cited else told


def _brief(node: Node) -> dict[str, Any]:
    return {"id": node.id, "labels": list(node.labels), "name": node.name}


def _fact_json(fact: Fact, titles: Mapping[str, str]) -> dict[str, Any]:
    contested = [
        {"value": value, "claims": _claims(claims, titles)} for value, claims in fact.contested.items()
    ]
    told = {"property": fact.name, "value": json_value(fact.value), "unit": fact.unit}
    return {**told, "claims": _claims(fact.claims, titles), "contested": contested}


def _link_json(group: Group, link: Link, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        **json_value(link.relationship),
        "direction": "out" if group.outgoing else "in",
        "other": _brief(link.other),
        "claims": _claims(link.claims, titles),
    }


def _claims(claims: Sequence[Claim], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"title": titles.get(one.source, ""), **{k: v for k, v in asdict(one).items() if v}} for one in claims
    ]
