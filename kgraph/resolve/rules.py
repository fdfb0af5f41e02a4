"""The rules by which statements become entities and edges, one thing at a time.

`resolve` applies them to what is in memory, `Spool` to what is on disk.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgraph.claims import Source, Statement
from kgraph.errors import DataError, JudgementError
from kgraph.model import Node, Property, Relationship
from kgraph.resolve.evidence import Told, fold
from kgraph.schema import RelationType, Schema

EdgeIdentity = tuple[str, str, str, tuple[Property, ...]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Who is who: `canonical` maps ids to those that stand for them, as people judged."""

    canonical: Mapping[str, str]
    schema: Schema

    def entity(self, statement: Statement) -> tuple[str, Told]:
        """Return the id that stands for a statement's subject, and what is told of it."""
        moved = self.canonical.get(statement.subject)
        if not moved:
            return statement.subject, Told(statement, statement.claim, statement.values)
        claim = replace(statement.claim, subject=statement.subject)
        return moved, Told(statement, claim, statement.values)

    def edge(self, statement: Statement) -> tuple[str, str, Told]:
        """Return the ids that stand for the ends of an edge, and what is told of it."""
        start, end, claim = statement.subject, statement.object, statement.claim
        if not self.canonical:
            return start, end, Told(statement, claim, statement.values)
        relation = self.schema.relation(statement.relation)
        start, end = self.canonical.get(start, start), self.canonical.get(end, end)
        if start != statement.subject or end != statement.object:
            said = (statement.subject, statement.object)
            first, second = sorted(said) if relation.symmetric else said
            claim = replace(claim, subject=first, object=second)
        return start, end, Told(statement, claim, self._moved(relation, statement.values))

    def check(self, statement: Statement, start: str, end: str, types: Mapping[str, str]) -> None:
        """Raise what is wrong with the ends of an edge, `types` being those of the entities by their ids."""
        relation = self.schema.relation(statement.relation)
        if not fits(relation, types.get(start), types.get(end)):
            raise _misfit(statement, relation, (start, end), types)

    def identity(
        self, name: str, start: str, end: str, values: Mapping[str, Property]
    ) -> EdgeIdentity | None:
        """Return what makes an edge the edge it is.

        None where a judgement made the two ends one: nothing stands in a symmetric relation to itself.
        """
        relation = self.schema.relations[name]
        if relation.symmetric:
            if start == end:
                return None
            start, end = sorted((start, end))
        return start, name, end, tuple([values.get(key) for key in relation.key])

    def _moved(self, relation: RelationType, values: Mapping[str, Property]) -> Mapping[str, Property]:
        """Follow judgements in properties that name entities, such as the film of a prize."""
        return {
            name: self.canonical.get(value, value)
            if isinstance(value, str) and relation.properties[name].type == "entity"
            else value
            for name, value in values.items()
        }


@dataclass(frozen=True, slots=True)
class Types:
    """Of what type the entities are."""

    said: dict[str, str] = field(default_factory=dict)
    """By id as a source has it."""
    standing: dict[str, str] = field(default_factory=dict)
    """By the id that stands for it."""

    def declare(self, statement: Statement, node_id: str) -> None:
        """Take a declaration; raise DataError or JudgementError where there is another of another type."""
        kind = statement.object
        if (said := self.said.setdefault(statement.subject, kind)) != kind:
            message = f"{_where(statement)}: {statement.subject!r} is a {kind} here and a {said} elsewhere."
            raise DataError(message, "An id stands for one thing; give one of the two another id.")
        if (known := self.standing.setdefault(node_id, kind)) != kind:
            message = f"{statement.subject!r} is a {kind}, and cannot be the same as a {known}."
            raise JudgementError(message, "If that was judged before, take it back: kgraph judge --undo.")


def fits(relation: RelationType, start: str | None, end: str | None) -> bool:
    """Tell whether a relation joins two of these types; None is the type of what nobody declared."""
    if start not in relation.start or end not in relation.end:
        return False
    return start == end or not relation.same_type


def entity_node(
    node_id: str,
    kind: str,
    told: Sequence[Told],
    sources: Mapping[str, Source],
    memo: dict[int, dict[str, Property]],
) -> Node:
    """Return an entity of all that is told of it."""
    return Node(node_id, (kind,), fold(told, sources, memo, node_id))


def source_node(source: Source) -> Node:
    """Return the node of a source."""
    return Node(source.id, ("Source",), {"id": source.id, **source.properties()})


def excludes(ends: Collection[str]) -> bool:
    """Tell whether the ends of a relation that has at most one exclude each other."""
    return len(ends) > 1


def contradicted(edge: Relationship) -> Relationship:
    """Return an edge that another one excludes, marked."""
    return replace(edge, properties={**edge.properties, "contradicted": True})


def undeclared(node_id: str, statement: Statement) -> DataError:
    """Return what is wrong with a statement about an entity that has no type."""
    return DataError(
        f"{_where(statement)}: {node_id!r} is not declared.",
        "Declare it with a type and a name: entities.csv.",
    )


def shared_id(node_id: str, kind: str) -> DataError:
    """Return what is wrong with an id that a source and an entity have."""
    return DataError(f"The id {node_id!r} is a source and a {kind}.", "Give one another id.")


def _misfit(
    statement: Statement, relation: RelationType, ends: tuple[str, str], types: Mapping[str, str]
) -> DataError:
    for node_id, allowed in zip(ends, (relation.start, relation.end), strict=True):
        if node_id not in types:
            return undeclared(node_id, statement)
        if types[node_id] not in allowed:
            return DataError(
                f"{_where(statement)}: {relation.name} joins {' or '.join(relation.start)} to "
                f"{' or '.join(relation.end)}, but {node_id!r} is a {types[node_id]}."
            )
    kinds = " and ".join(types[node_id] for node_id in ends)
    return DataError(f"{_where(statement)}: {relation.name} joins two of one type, not {kinds}.")


def _where(statement: Statement) -> str:
    claim = statement.claim
    return f"{claim.source}, {claim.place}" if claim.place else claim.source
