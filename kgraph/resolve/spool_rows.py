"""Rows of the spool: what is written of statements, nodes and relationships, and what comes of a group."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from kgraph.claims import Certainty, Claim, Source, Statement
from kgraph.graph.identity import edge_key
from kgraph.model import Node, Property, Relationship
from kgraph.read.records import OUTER_ID, File, is_entity, merged
from kgraph.resolve.evidence import Told, fold
from kgraph.resolve.merging import laid_over, merged_edges
from kgraph.resolve.rules import Rules, contradicted, entity_node

STATEMENT, SOURCE, GRAPH, FILE, SETTLED = range(5)
"""What a row is: a statement, a source, of a graph, of a graph in a file, an edge that is made already."""

_CLAIMS = 20_000
_CERTAINTY = {one.value: one for one in Certainty}
_NO_FILE = File("a graph", "a graph")


class Place(NamedTuple):
    """Where nodes stand: their labels, sorted, and the property that tells them apart, `id` or `_id`."""

    labels: tuple[str, ...]
    key: str


class Kinds:
    """Label sets by number: `kind` for labels in the order in which a node has them, `rank` for a `Place`."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[tuple[str, ...], str], int] = {}
        self.labels: list[tuple[str, ...]] = []
        self.places: list[Place] = []

    def entity(self, kind: str) -> int:
        """Return the number of an entity type."""
        return self._number((kind,), "id")

    def node(self, node: Node) -> int:
        """Return the number of a node's labels."""
        return self._number(node.labels, _key(node))

    def rank(self, node: Node) -> int:
        """Return the rank of the place where a node stands."""
        return self.places.index(Place(tuple(sorted(set(node.labels))), _key(node)))

    def all(self) -> set[Place]:
        """Return all places."""
        return {Place(tuple(sorted(set(labels))), key) for labels, key in self._kinds}

    def ranked(self) -> list[tuple[int, int, int, bool]]:
        """Put all places in order; return number, rank, number of the label set, and whether of an entity."""
        places = {kind: Place(tuple(sorted(set(labels))), key) for (labels, key), kind in self._kinds.items()}
        self.places = sorted(self.all() | {Place(place.labels, OUTER_ID) for place in self.all()})
        ranks = {place: rank for rank, place in enumerate(self.places)}
        sets = {labels: number for number, labels in enumerate({place.labels for place in self.places})}
        return [(kind, ranks[place], sets[place.labels], place.key == "id") for kind, place in places.items()]

    def _number(self, labels: tuple[str, ...], key: str) -> int:
        number = self._kinds.get((labels, key))
        if number is None:
            number = self._kinds[labels, key] = len(self.labels)
            self.labels.append(labels)
        return number


def _key(node: Node) -> str:
    return "id" if is_entity(node.labels, node.properties, node.id) else OUTER_ID


class Ways:
    """Types by number, and the ways that edges go: type and the places of start and end as one number."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._numbers: dict[str, int] = {}
        self._sorted: list[str] = []
        self.types: list[str] = []

    def type(self, name: str) -> int:
        """Return the number of a type."""
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = len(self.types)
            self.types.append(name)
        return number

    def ranked(self) -> list[tuple[int, int]]:
        """Put all types in order; return number and rank."""
        self._sorted = sorted(self.types)
        return [(self._numbers[name], rank) for rank, name in enumerate(self._sorted)]

    def way(self, number: int) -> tuple[str, Place, Place]:
        """Return type, and places of start and end."""
        places = self._kinds.places
        rest, end = divmod(number, len(places))
        kind, start = divmod(rest, len(places))
        return self._sorted[kind], places[start], places[end]


class Thing(NamedTuple):
    """A row about a node.

    `outer` is its id as the source has it, `evidence` the claim of a statement, or the line of a file.
    """

    rank: int
    id: str
    graph: int
    batch: int
    outer: str
    kind: int | None
    evidence: Any
    told: bytes
    place: int


class Link(NamedTuple):
    """A row about an edge; `way` is None where one of its ends is not there.

    `subject` and `object` are its ends as the source has them, where judgements moved one of them.
    """

    way: int | None
    type: int
    start: str
    end: str
    graph: int
    batch: int
    evidence: Any
    told: bytes
    place: int
    subject: str | None
    object: str | None


def packed(values: Mapping[str, Property]) -> bytes:
    """Return properties as bytes."""
    return pickle.dumps(values if type(values) is dict else dict(values), 5)


def packed_claim(claim: Claim) -> bytes:
    """Return a claim as bytes."""
    fields: tuple[Any, ...] = (claim.source, claim.place, str(claim.certainty))
    if claim.note or claim.quote or claim.property or claim.subject or claim.object:
        fields += (claim.note, claim.quote, claim.property, claim.value, claim.subject, claim.object)
    return pickle.dumps(fields, 5)


def packed_edge(edge: Relationship, ordinal: int) -> bytes:
    """Return an edge that is made, without its ends and type, as bytes."""
    return pickle.dumps((ordinal, dict(edge.properties)), 5)


unpacked = pickle.loads
"""Return what was packed: by this process, in a file without a name."""


class Folding:
    """Makes one node or one edge of all rows about it."""

    def __init__(
        self,
        rules: Rules,
        sources: Mapping[str, Source],
        kinds: Kinds,
        types: Sequence[str],
        files: Mapping[int, File],
    ) -> None:
        self.rules = rules
        self._sources = sources
        self._kinds = kinds
        self._types = types
        self._files = files
        self._claims: dict[bytes, Claim] = {}
        self._memo: dict[int, dict[str, Property]] = {}

    # ------------------------------------------------------------ nodes

    def node(self, rows: Sequence[Thing]) -> Node:
        """Return the node of all rows about it, in their order; raise what `merged` and `laid_over` raise."""
        first = rows[0]
        if len(rows) == 1 and first.graph != STATEMENT:
            return self.graph_node(first)
        self._trim()
        there: Node | None = None
        said = [self.entity(row) for row in rows if row.graph == STATEMENT]
        if said:
            # The type of what stands in a store already is that of its place.
            kind = next((one.statement.object for one in said if one.statement.object), None)
            kind = kind or self._kinds.places[first.rank].labels[0]
            there = entity_node(first.id, kind, said, self._sources, self._memo_for(*said))
        graphs = (row for row in rows if row.graph != STATEMENT)
        for (batch, _), some in groupby(graphs, lambda row: (row.batch, row.outer)):
            of = self._files.get(batch, _NO_FILE)
            node = self._file_node(list(some), of)
            there = node if there is None else laid_over(there, node, of.path)
        assert there is not None
        return there

    def entity(self, row: Thing) -> Told:
        """Return what a row tells of an entity."""
        statement = self.statement_about(row)
        if statement.claim.property:  # an edge that was set aside
            return Told(statement, statement.claim, {})
        return self.rules.entity(statement)[1]

    def statement_about(self, row: Thing) -> Statement:
        """Return the statement about an entity that a row is."""
        kind = "" if row.kind is None else self._kinds.labels[row.kind][0]
        return Statement(row.outer, "", kind, self._claim(row.evidence), unpacked(row.told))

    def _file_node(self, rows: Sequence[Thing], of: File) -> Node:
        node = self.graph_node(rows[0])
        for row in rows[1:]:
            more = self.graph_node(row)
            node = (
                merged(node, more, of.shown, row.evidence)
                if row.graph == FILE
                else laid_over(node, more, of.path)
            )
        return node

    def graph_node(self, row: Thing) -> Node:
        """Return the node of a property graph that a row is."""
        assert row.kind is not None
        return Node(row.id, self._kinds.labels[row.kind], unpacked(row.told))

    # ------------------------------------------------------------ edges

    def edge(self, row: Link, excluded: bool = False) -> tuple[Relationship, int]:
        """Return the edge of the only row about its two ends, and its ordinal."""
        if row.graph == STATEMENT:
            self._trim()
            told = self.rules.edge(self.statement(row))[2]
            properties = fold([told], self._sources, self._memo_for(told))
            edge = Relationship(row.start, self._types[row.type], row.end, properties)
            return (contradicted(edge) if excluded else edge), 0
        if row.graph == SETTLED:
            ordinal, properties = unpacked(row.told)
            return Relationship(row.start, self._types[row.type], row.end, properties), ordinal
        return Relationship(row.start, self._types[row.type], row.end, unpacked(row.told)), 0

    def edges(self, rows: Sequence[Link], excluded: bool = False) -> Iterator[tuple[Relationship, int]]:
        """Yield the edges of all rows of one type between two ends, each with its ordinal."""
        rows = sorted(rows, key=lambda row: (row.graph != STATEMENT, row.place))
        if rows[0].graph == SETTLED:
            yield from (self.edge(row) for row in rows if row.graph == SETTLED)
            rows = [row for row in rows if row.graph != SETTLED]
        self._trim()
        edges = list(self._resolved(rows))
        edges = [contradicted(edge) for edge in edges] if excluded else edges
        if rows and rows[-1].graph == STATEMENT:
            yield from ((edge, 0) for edge in edges)
            return
        graphs = groupby((row for row in rows if row.graph != STATEMENT), lambda row: row.batch)
        parts = [[self.edge(row)[0] for row in some] for _, some in graphs]
        equals: Counter[str] = Counter()
        for edge in merged_edges([edges, *parts]):
            key = edge_key(edge)
            yield edge, equals[key]
            equals[key] += 1

    def _resolved(self, rows: Iterable[Link]) -> Iterator[Relationship]:
        edges: dict[Any, list[Told]] = {}
        for row in rows:
            if row.graph == STATEMENT:
                start, end, told = self.rules.edge(self.statement(row))
                identity = self.rules.identity(self._types[row.type], start, end, told.values)
                if identity is not None:
                    edges.setdefault(identity, []).append(told)
        for (start, name, end, _), said in edges.items():
            yield Relationship(start, name, end, fold(said, self._sources, self._memo_for(*said)))

    def statement(self, row: Link) -> Statement:
        """Return the statement that a row is."""
        subject = row.start if row.subject is None else row.subject
        other = row.end if row.object is None else row.object
        return Statement(subject, self._types[row.type], other, self._claim(row.evidence), unpacked(row.told))

    # ------------------------------------------------------------ claims

    def _claim(self, data: bytes) -> Claim:
        claim = self._claims.get(data)
        if claim is None:
            source, place, certainty, *more = unpacked(data)
            claim = self._claims[data] = Claim(source, place, _CERTAINTY[certainty], *more)
        return claim

    def _trim(self) -> None:
        """Forget claims once there are many; only between two folds, since the memo goes by their `id()`."""
        if len(self._claims) > _CLAIMS:
            self._claims, self._memo = {}, {}

    def _memo_for(self, *told: Told) -> dict[int, dict[str, Property]]:
        """Return a memo for these: none where a judgement moved a claim, whose `id()` will come again."""
        if self.rules.canonical and any(one.claim is not one.statement.claim for one in told):
            return {}
        return self._memo
