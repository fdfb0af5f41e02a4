"""All that is told of one entity, and who says so."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgraph.claims import Claim, claims_of
from kgraph.errors import NoSuchEntity
from kgraph.explore.lookup import links, nodes, source_titles, told_of
from kgraph.explore.traits import order_of, property_types
from kgraph.model import Node, Property, Relationship
from kgraph.schema import film_schema
from kgraph.store import Store


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with the claims about it alone. `contested` are the values that other claims give."""

    name: str
    value: Property
    unit: str
    claims: tuple[Claim, ...]
    contested: Mapping[str, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship seen from the entity: what is at its other end, what it holds, who says so."""

    other: Node
    relationship: Relationship
    values: Mapping[str, Property]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The relationships of one type and direction; `told` is what the links fill: "… directed Beat"."""

    type: str
    outgoing: bool
    told: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An entity with all about it. `claims` speak for it as a whole; `titles` are those of the sources."""

    node: Node
    name: str
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]
    claims: tuple[Claim, ...]
    titles: Mapping[str, str]


def card(store: Store, node_id: str) -> Card:
    """Return what the store tells of a node; raise NoSuchEntity where there is none with this id."""
    near = nodes(store, [node_id])
    if node_id not in near:
        raise NoSuchEntity(f"No entity has the id {node_id!r}.", "Look for its name: kgraph find.")
    node = near[node_id]
    return Card(
        node,
        node.name,
        tuple(_facts(node)),
        tuple(_groups(store, node)),
        tuple(claim for claim in claims_of(node.properties) if not claim.property),
        source_titles(store),
    )


def sentence(relation: str, start: str, end: str) -> str:
    """Return a relationship as a sentence: as the schema says it, else in the words of its type."""
    known = film_schema().relations.get(relation)
    if known is None:
        return f"{start} {relation.replace('_', ' ').lower()} {end}"
    return known.says.format(start=start, end=end)


def _facts(node: Node) -> Iterable[Fact]:
    types = property_types(node.labels)
    about: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims_of(node.properties):
        about[claim.property].append(claim)
    told = told_of(node.properties)
    for name in sorted(
        told, key=lambda name: (list(types).index(name) if name in types else len(types), name)
    ):
        if told[name] == node.name and not about[name]:
            continue  # the heading of the card says it
        shown = {str(item) for item in _listed(told[name])}
        contested: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in about[name]:
            if str(claim.value) not in shown:
                contested[str(claim.value)].append(claim)
        agreed = tuple(claim for claim in about[name] if str(claim.value) in shown)
        unit = types[name].unit if name in types else ""
        yield Fact(
            name, told[name], unit, agreed, {value: tuple(claims) for value, claims in contested.items()}
        )


def _groups(store: Store, node: Node) -> Iterable[Group]:
    sides: defaultdict[tuple[str, bool], list[tuple[Node, Relationship]]] = defaultdict(list)
    for start, relationship, end in links(store, {node.id: node}):
        outgoing = start.id == node.id
        told_outgoing = outgoing or _symmetric(relationship.type)
        sides[relationship.type, told_outgoing].append((end if outgoing else start, relationship))
    names = _entity_names(store, [relationship for pairs in sides.values() for _, relationship in pairs])
    for (relation, outgoing), pairs in sorted(
        sides.items(), key=lambda item: (order_of(item[0][0]), not item[0][1])
    ):
        shown = [
            _link(other, relationship, names) for other, relationship in sorted(pairs, key=_place_in_group)
        ]
        ends = (node.name, "…") if outgoing else ("…", node.name)
        yield Group(relation, outgoing, sentence(relation, *ends), tuple(shown))


def _link(other: Node, relationship: Relationship, names: Mapping[str, str]) -> Link:
    told = told_of(relationship.properties)
    named = _entity_properties(relationship)
    values = {
        name: names.get(str(told[name]), told[name]) if name in named else told[name]
        for name in sorted(told, key=lambda name: _place_of_property(relationship.type, name))
    }
    return Link(other, relationship, values, tuple(claims_of(relationship.properties)))


def _place_of_property(relation: str, name: str) -> tuple[int, str]:
    known = film_schema().relations.get(relation)
    order = list(known.properties) if known else []
    return order.index(name) if name in order else len(order), name


def _symmetric(relation: str) -> bool:
    known = film_schema().relations.get(relation)
    return known is not None and known.symmetric


def _entity_names(store: Store, relationships: Sequence[Relationship]) -> dict[str, str]:
    """Return id -> name of the entities that properties name, such as the film of a prize."""
    ids = {str(one.properties[name]) for one in relationships for name in _entity_properties(one)}
    return {key: node.name for key, node in nodes(store, ids).items()} if ids else {}


def _entity_properties(relationship: Relationship) -> list[str]:
    relation = film_schema().relations.get(relationship.type)
    properties = relation.properties if relation else {}
    return [
        name for name, one in properties.items() if one.type == "entity" and name in relationship.properties
    ]


def _place_in_group(pair: tuple[Node, Relationship]) -> tuple[str, int, str, str, str]:
    """Sort key within a group: by year, then as billed, then by name."""
    other, relationship = pair
    held = relationship.properties
    year = held.get("year") or other.properties.get("year") or ""
    billing = held.get("billing")
    place = billing if isinstance(billing, int) else sys.maxsize
    return (
        str(year),
        place,
        other.name,
        other.id,
        str(sorted((key, str(value)) for key, value in held.items())),
    )


def _listed(value: Property) -> list[Property]:
    return list(value) if isinstance(value, list) else [value]
