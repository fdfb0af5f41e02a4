"""Statements -> nodes and relationships: who is who, what is said of each, and what excludes what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kgraph.claims import Source, Statement
from kgraph.errors import DataError, JudgementError
from kgraph.model import Node, Property, Relationship
from kgraph.resolve.evidence import Told, fold
from kgraph.schema import RelationType, Schema, film_schema

EdgeIdentity = tuple[str, str, str, tuple[Property, ...]]


@dataclass(slots=True)
class Resolved:
    """The graph that the sources give together."""

    nodes: list[Node] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)


def resolve(
    statements: Iterable[Statement],
    sources: Iterable[Source],
    canonical: Mapping[str, str] | None = None,
    schema: Schema | None = None,
) -> Resolved:
    """Return the entities and edges of all statements, in the order in which they are first named.

    `canonical` maps ids to those that stand for them, as people judged. Claims that it moves keep
    the ids that their source has. Raises DataError where two sources give one id different types,
    where an edge names an entity that nobody declares, or where its ends are not of the relation's
    types.
    """
    return _Resolver(canonical or {}, schema or film_schema()).run(statements, sources)


class _Resolver:
    def __init__(self, canonical: Mapping[str, str], schema: Schema) -> None:
        self.canonical = canonical
        self.schema = schema
        self.said: dict[str, str] = {}  # id as a source has it -> type
        self.types: dict[str, str] = {}  # id that stands for it -> type
        self.entities: dict[str, list[Told]] = {}
        self.edges: dict[EdgeIdentity, list[Told]] = {}
        self.memo: dict[int, dict[str, Property]] = {}

    def run(self, statements: Iterable[Statement], sources: Iterable[Source]) -> Resolved:
        edges = []
        for statement in statements:
            if statement.relation:
                edges.append(statement)
            else:
                self._entity(statement)
        for statement in edges:
            self._edge(statement)
        known = {source.id: source for source in sources}
        result = Resolved()
        for node_id, told in self.entities.items():
            if node_id not in self.types:
                raise self._undeclared(node_id, told[0].statement)
            properties = {"id": node_id, **fold(told, known, self.memo)}
            properties.setdefault("name", node_id)
            result.nodes.append(Node(node_id, (self.types[node_id],), properties))
        for (start, name, end, _), told in self.edges.items():
            result.relationships.append(Relationship(start, name, end, fold(told, known, self.memo)))
        _mark_exclusive(result.relationships, self.schema)
        for shared in known.keys() & self.entities.keys():
            raise DataError(
                f"The id {shared!r} is a source and a {self.types[shared]}.", "Give one another id."
            )
        result.nodes += [
            Node(one.id, ("Source",), {"id": one.id, **one.properties()}) for one in known.values()
        ]
        return result

    def _entity(self, statement: Statement) -> None:
        moved = self.canonical.get(statement.subject)
        node_id = moved or statement.subject
        if statement.object:
            self._type(statement, node_id)
        claim = replace(statement.claim, subject=statement.subject) if moved else statement.claim
        self.entities.setdefault(node_id, []).append(Told(statement, claim, statement.values))

    def _type(self, statement: Statement, node_id: str) -> None:
        kind = statement.object
        if (said := self.said.setdefault(statement.subject, kind)) != kind:
            message = f"{_where(statement)}: {statement.subject!r} is a {kind} here and a {said} elsewhere."
            raise DataError(message, "An id stands for one thing; give one of the two another id.")
        if (known := self.types.setdefault(node_id, kind)) != kind:
            message = f"{statement.subject!r} is a {kind}, but was judged the same as a {known}."
            raise JudgementError(message, "Take that judgement back: kgraph judge --undo.")

    def _edge(self, statement: Statement) -> None:
        relation = self.schema.relation(statement.relation)
        start, end, claim, values = statement.subject, statement.object, statement.claim, statement.values
        if self.canonical:
            start, end = self.canonical.get(start, start), self.canonical.get(end, end)
            if start != statement.subject or end != statement.object:
                claim = replace(claim, subject=statement.subject, object=statement.object)
            values = self._moved(relation, values)
        kinds = self.types.get(start), self.types.get(end)
        if (
            kinds[0] not in relation.start
            or kinds[1] not in relation.end
            or (relation.same_type and kinds[0] != kinds[1])
        ):
            raise self._misfit(statement, relation, start, end)
        if relation.symmetric:
            if start == end:
                return  # a judgement made the two ends one, and nothing stands in this relation to itself
            start, end = sorted((start, end))
        identity = (start, relation.name, end, tuple([values.get(key) for key in relation.key]))
        self.edges.setdefault(identity, []).append(Told(statement, claim, values))

    def _moved(self, relation: RelationType, values: Mapping[str, Property]) -> Mapping[str, Property]:
        """Follow judgements in properties that name entities, such as the film of a prize."""
        return {
            name: self.canonical.get(value, value)
            if isinstance(value, str) and relation.properties[name].type == "entity"
            else value
            for name, value in values.items()
        }

    def _misfit(self, statement: Statement, relation: RelationType, start: str, end: str) -> DataError:
        """Return what is wrong with the ends of an edge."""
        for node_id, allowed in ((start, relation.start), (end, relation.end)):
            if node_id not in self.types:
                return self._undeclared(node_id, statement)
            if self.types[node_id] not in allowed:
                return DataError(
                    f"{_where(statement)}: {relation.name} joins {' or '.join(relation.start)} to "
                    f"{' or '.join(relation.end)}, but {node_id!r} is a {self.types[node_id]}."
                )
        kinds = f"{self.types[start]} and {self.types[end]}"
        return DataError(f"{_where(statement)}: {relation.name} joins two of one type, not {kinds}.")

    def _undeclared(self, node_id: str, statement: Statement) -> DataError:
        return DataError(
            f"{_where(statement)}: {node_id!r} is not declared.",
            "Declare it with a type and a name: entities.csv.",
        )


def _where(statement: Statement) -> str:
    claim = statement.claim
    return f"{claim.source}, {claim.place}" if claim.place else claim.source


def _mark_exclusive(relationships: list[Relationship], schema: Schema) -> None:
    """Mark the edges of which only one can be: a person is born in one place."""
    ends: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in relationships:
        if schema.relations[edge.type].single:
            ends[edge.start, edge.type].add(edge.end)
    for place, edge in enumerate(relationships):
        if len(ends.get((edge.start, edge.type), ())) > 1:
            relationships[place] = replace(edge, properties={**edge.properties, "contradicted": True})
