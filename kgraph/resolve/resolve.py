"""Statements -> nodes and relationships: who is who, what is said of each, and what excludes what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgraph.claims import Source, Statement
from kgraph.model import Node, Property, Relationship
from kgraph.resolve.evidence import Told, fold, set_aside
from kgraph.resolve.rules import (
    EdgeIdentity,
    Rules,
    Types,
    contradicted,
    entity_node,
    excludes,
    shared_id,
    source_node,
    undeclared,
)
from kgraph.schema import Schema, film_schema


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
    return _Resolver(Rules(canonical or {}, schema or film_schema())).run(statements, sources)


class _Resolver:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.types = Types()
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
        types = self.types.standing
        result = Resolved()
        for node_id, told in self.entities.items():
            if node_id not in types:
                raise undeclared(node_id, told[0].statement)
            result.nodes.append(entity_node(node_id, types[node_id], told, known, self.memo))
        for (start, name, end, _), told in self.edges.items():
            result.relationships.append(Relationship(start, name, end, fold(told, known, self.memo)))
        _mark_exclusive(result.relationships, self.rules.schema)
        for shared in known:
            if shared in types:
                raise shared_id(shared, types[shared])
        result.nodes += [source_node(one) for one in known.values()]
        return result

    def _entity(self, statement: Statement) -> None:
        node_id, told = self.rules.entity(statement)
        if statement.object:
            self.types.declare(statement, node_id)
        self.entities.setdefault(node_id, []).append(told)

    def _edge(self, statement: Statement) -> None:
        start, end, told = self.rules.edge(statement)
        self.rules.check(statement, start, end, self.types.standing)
        identity = self.rules.identity(statement.relation, start, end, told.values)
        if identity is None:
            self.entities[start].append(set_aside(statement))
        else:
            self.edges.setdefault(identity, []).append(told)


def _mark_exclusive(relationships: list[Relationship], schema: Schema) -> None:
    """Mark the edges of which only one can be: a person is born in one place."""
    ends: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in relationships:
        if schema.relations[edge.type].single:
            ends[edge.start, edge.type].add(edge.end)
    for place, edge in enumerate(relationships):
        if excludes(ends.get((edge.start, edge.type), ())):
            relationships[place] = contradicted(edge)
