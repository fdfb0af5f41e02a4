"""What a change touches, read from Neo4j: elements by source, by id, by judgement.

Every question names labels and relation types of the schema, so that it runs over indexes where
there are some, and over nothing that is not kgraph's.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from kgraph.claims import Source
from kgraph.model import Node, Relationship
from kgraph.read.records import OUTER_ID
from kgraph.schema import film_schema
from kgraph.store.neo4j.ddl import quoted
from kgraph.store.neo4j.writing import batches

_NODE = "elementId(n), labels(n), properties(n)"
_IDENTITY = "coalesce({0}._id, {0}.id)"
_EDGE = (
    "elementId(r), type(r), properties(r), "
    f"{_IDENTITY.format('a')}, labels(a), {_IDENTITY.format('b')}, labels(b)"
)
_SPOKEN_FOR = "any(source IN {0}.sources WHERE source IN $sources)"


class Rows(Protocol):
    """What reading needs of a connection."""

    def rows(self, cypher: str, parameters: dict[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query that reads."""


class FoundNode(NamedTuple):
    """A node as the database has it, with the server's id."""

    element: str
    node: Node


class FoundEdge(NamedTuple):
    """A relationship as the database has it, with the labels of its ends."""

    element: str
    edge: Relationship
    start_labels: tuple[str, ...]
    end_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Questions about what is in the database already."""

    connection: Rows

    # ------------------------------------------------------------ the film schema's own

    def sources(self) -> list[Source]:
        """Return all sources that stand in the graph."""
        told = (one.node.properties for one in self.source_nodes())
        return [Source(**{key: str(one[key]) for key in Source.__slots__ if key in one}) for one in told]

    def source_nodes(self) -> Iterator[FoundNode]:
        """Yield the nodes of the sources."""
        return self._nodes(f"MATCH (n:Source) WHERE n.id IS NOT NULL RETURN {_NODE}")

    def nodes_of(self, sources: Collection[str]) -> Iterator[FoundNode]:
        """Yield the entities for which one of the sources speaks."""
        where = f"n.claims IS NOT NULL AND {_SPOKEN_FOR.format('n')}"
        return self._nodes(f"MATCH (n:{_entities()}) WHERE {where} RETURN {_NODE}", sources=sorted(sources))

    def edges_of(self, sources: Collection[str]) -> Iterator[FoundEdge]:
        """Yield the edges for which one of the sources speaks, and those of entities that have no other."""
        told = {"sources": sorted(sources)}
        where = f"r.claims IS NOT NULL AND {_SPOKEN_FOR.format('r')}"
        yield from self._edges(f"MATCH (a)-[r:{_relations()}]->(b) WHERE {where} RETURN {_EDGE}", **told)
        only = "n.claims IS NOT NULL AND all(source IN n.sources WHERE source IN $sources)"
        yield from self._edges(
            f"MATCH (n:{_entities()}) WHERE {only} MATCH (n)-[r:{_relations()}]-() "
            "WHERE r.claims IS NOT NULL "
            f"WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b RETURN {_EDGE}",
            **told,
        )

    def entities(self, ids: Iterable[str]) -> Iterator[FoundNode]:
        """Yield the entities with these ids, whatever their type."""
        each = " UNION ALL ".join(
            f"MATCH (n:{quoted(name)}) WHERE n.id IN $ids AND n.claims IS NOT NULL RETURN n"
            for name, kind in film_schema().entities.items()
            if kind.evidence
        )
        for some in batches(ids):
            yield from self._nodes(f"CALL {{ {each} }} RETURN {_NODE}", ids=some)

    def edges_between(self, pairs: Iterable[tuple[str, str, str]], *, claimed: bool) -> Iterator[FoundEdge]:
        """Yield the edges of these (start element, type, end element), with claims or without any."""
        where = f"elementId(b) = row[1] AND r.claims IS {'NOT ' if claimed else ''}NULL"
        for some in batches(pairs):
            for kind in sorted({kind for _, kind, _ in some}):
                yield from self._edges(
                    "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] "
                    f"MATCH (a)-[r:{quoted(kind)}]->(b) WHERE {where} WITH DISTINCT r, a, b RETURN {_EDGE}",
                    rows=[[start, end] for start, one, end in some if one == kind],
                )

    def siblings(self, kind: str, starts: Iterable[str]) -> Iterator[FoundEdge]:
        """Yield all edges of a relation that begin at these entities."""
        for some in batches(starts):
            for label in film_schema().relations[kind].start:
                yield from self._edges(
                    f"UNWIND $ids AS id MATCH (a:{quoted(label)} {{id: id}})-[r:{quoted(kind)}]->(b) "
                    f"WHERE r.claims IS NOT NULL RETURN {_EDGE}",
                    ids=some,
                )

    def edges_at(self, ids: Collection[str]) -> Iterator[FoundEdge]:
        """Yield the edges that begin or end at these entities, or name one of them in a property."""
        told = {"ids": sorted(ids)}
        near = f"MATCH (n:{_entities()}) WHERE n.id IN $ids MATCH (n)-[r:{_relations()}]-()"
        yield from self._edges(
            f"{near} WHERE r.claims IS NOT NULL "
            f"WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b RETURN {_EDGE}",
            **told,
        )
        for name, relation in film_schema().relations.items():
            named = [key for key, one in relation.properties.items() if one.type == "entity"]
            if named:
                naming = " OR ".join(f"r.{quoted(key)} IN $ids" for key in named)
                yield from self._edges(
                    f"MATCH (a)-[r:{quoted(name)}]->(b) WHERE r.claims IS NOT NULL "
                    f"AND ({naming}) RETURN {_EDGE}",
                    **told,
                )

    def untouched(self) -> bool:
        """Tell whether nothing in the database can be of kgraph's making."""
        ours = [f"(n:{quoted(name)}) WHERE n.id IS NOT NULL" for name in film_schema().entities]
        each = " UNION ALL ".join(f"MATCH {one} RETURN n" for one in (*ours, "(n) WHERE n._id IS NOT NULL"))
        return not any(True for _ in self.connection.rows(f"CALL {{ {each} }} RETURN 1 LIMIT 1"))

    def size(self) -> tuple[int, int]:
        """Return how many nodes and relationships there are, whoever made them."""
        asked = ("MATCH (n) RETURN count(n)", "MATCH ()-[r]->() RETURN count(r)")
        nodes, relationships = (next(iter(self.connection.rows(cypher)))[0] for cypher in asked)
        return nodes, relationships

    def empty(self) -> bool:
        """Tell whether there is no node at all."""
        return not any(True for _ in self.connection.rows("MATCH (n) RETURN 1 LIMIT 1"))

    def counts(self, sources: Iterable[str]) -> dict[str, tuple[int, int, int]]:
        """Return how many nodes, edges and claims each source speaks for."""
        marks = {one: _mark(one) for one in sources}
        counted: dict[str, list[int]] = {one: [0, 0, 0] for one in marks}
        for place, pattern in enumerate((f"(x:{_entities()})", f"()-[x:{_relations()}]->()")):
            rows = self.connection.rows(
                f"MATCH {pattern} WHERE x.claims IS NOT NULL UNWIND x.sources AS source "
                "WITH x, source WHERE $marks[source] IS NOT NULL RETURN source, count(*), "
                "sum(size([claim IN x.claims WHERE claim CONTAINS $marks[source]]))",
                {"marks": marks},
            )
            for source, elements, claims in rows:
                counted[source][place] += elements
                counted[source][2] += claims
        return {one: (nodes, edges, claims) for one, (nodes, edges, claims) in counted.items()}

    def spoken_for(self, sources: Collection[str]) -> tuple[int, int, int]:
        """Return how many nodes and edges at least one of the sources speaks for, and in how many claims."""
        told = {"sources": sorted(sources), "marks": [_mark(one) for one in sources]}
        where = f"x.claims IS NOT NULL AND {_SPOKEN_FOR.format('x')}"
        claims = "[claim IN x.claims WHERE any(mark IN $marks WHERE claim CONTAINS mark)]"
        counted = [
            next(
                self.connection.rows(
                    f"MATCH {pattern} WHERE {where} RETURN count(*), sum(size({claims}))", told
                )
            )
            for pattern in (f"(x:{_entities()})", f"()-[x:{_relations()}]->()")
        ]
        (nodes, of_nodes), (edges, of_edges) = counted
        return nodes, edges, of_nodes + of_edges

    def nodes(self, ids: Collection[str]) -> list[Node]:
        """Return the nodes with these ids, whatever kind of id it is."""
        found = [*self._nodes_as_told("MATCH (n) WHERE elementId(n) IN $ids RETURN n", ids)]
        found += [one.node for one in self.entities(ids)] + [one.node for one in self.graph_nodes(ids)]
        return list({node.id: node for node in found if node.id in set(ids)}.values())

    def known(self, ids: Collection[str]) -> set[str]:
        """Return those of the ids that a node has."""
        rows = self.connection.rows(
            "MATCH (n) WHERE n.id IN $ids OR n._id IN $ids RETURN coalesce(n._id, n.id)", {"ids": sorted(ids)}
        )
        return {row[0] for row in rows}

    # ------------------------------------------------------------ property graphs

    def graph_nodes(self, ids: Iterable[str]) -> Iterator[FoundNode]:
        """Yield the nodes of property graphs with these ids, whatever their labels."""
        labels = [
            row[0][0]
            for row in self.connection.rows(
                "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, entityType "
                "WHERE entityType = 'NODE' AND properties = [$key] RETURN labelsOrTypes",
                {"key": OUTER_ID},
            )
        ]
        each = [f"MATCH (n:{quoted(label)}) WHERE n._id IN $ids RETURN n" for label in sorted(labels)]
        each.append("MATCH (n) WHERE size(labels(n)) = 0 AND n._id IN $ids RETURN n")
        for some in batches(ids):
            yield from self._nodes(f"CALL {{ {' UNION '.join(each)} }} RETURN {_NODE}", ids=some)

    def whole_graphs(self) -> tuple[Iterator[FoundNode], Iterator[FoundEdge]]:
        """Return all nodes of property graphs, and the edges among them."""
        nodes = self._nodes(f"MATCH (n) WHERE n._id IS NOT NULL AND n.claims IS NULL RETURN {_NODE}")
        edges = self._edges(
            "MATCH (a)-[r]->(b) WHERE a._id IS NOT NULL AND b._id IS NOT NULL AND r.claims IS NULL "
            f"RETURN {_EDGE}"
        )
        return nodes, edges

    # ------------------------------------------------------------ within

    def _nodes_as_told(self, cypher: str, ids: Collection[str]) -> Iterator[Node]:
        return (row[0] for row in self.connection.rows(cypher, {"ids": list(ids)}))

    def _nodes(self, cypher: str, **parameters: Any) -> Iterator[FoundNode]:
        for element, labels, properties in self.connection.rows(cypher, parameters):
            identity = properties.get(OUTER_ID, properties.get("id"))
            yield FoundNode(element, Node(str(identity), tuple(labels), properties))

    def _edges(self, cypher: str, **parameters: Any) -> Iterator[FoundEdge]:
        rows = self.connection.rows(cypher, parameters)
        for element, kind, properties, start, of_start, end, of_end in rows:
            edge = Relationship(str(start), kind, str(end), properties)
            yield FoundEdge(element, edge, tuple(of_start), tuple(of_end))


def _mark(source: str) -> str:
    """Return what stands in every claim of a source, and in no other."""
    return f'"source":{json.dumps(source, ensure_ascii=False)}'


def _entities() -> str:
    return "|".join(quoted(name) for name, kind in film_schema().entities.items() if kind.evidence)


def _relations() -> str:
    return "|".join(quoted(name) for name in film_schema().relations)
