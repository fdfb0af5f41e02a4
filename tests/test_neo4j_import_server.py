"""The real importer: what it makes of an export is the graph that an ordinary load makes."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from neo4j import GraphDatabase

import kgraph
from kgraph.export import write
from kgraph.export.neo4j_import import export_sources
from kgraph.graph.convert import to_networkx
from kgraph.model import Duration, Node, Property, Relationship
from kgraph.store import LoadedSource
from tests import strategies
from tests.conftest import KOREAN_CINEMA
from tests.server import SHORT_LIVED, Installed, Server
from tests.server.emptying import empty

pytestmark = pytest.mark.timeout(
    900
)  # an import, two loads and a start of the server: a busy machine is no failure

QUERIES = [
    "MATCH (n) RETURN count(n)",
    "MATCH ()-[r]->() RETURN count(r)",
    "MATCH (n) RETURN labels(n) AS labels, count(*) AS n ORDER BY n DESC, labels",
    "MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n ORDER BY n DESC, type",
    "MATCH (f:Film) RETURN f.name, f.year ORDER BY f.year, f.name LIMIT 20",
    "MATCH (p:Person {name: 'Kim Sung-soo'})-[:DIRECTED]->(f:Film) RETURN f.name, f.year ORDER BY f.name",
    "MATCH (p)-[r:ACTED_IN]->(f:Film) RETURN p.name, r.role, r.billing, f.name ORDER BY p.name, f.name",
    "MATCH (p:Person) WHERE size(p.names) > 1 RETURN p.name, p.names ORDER BY p.name",
    "MATCH (f:Film) WHERE f.released IS NOT NULL RETURN f.name, f.released ORDER BY f.released, f.name",
    "MATCH (f:Film)-[r:BOX_OFFICE]->(c) RETURN f.name, r.admissions, r.as_of "
    "ORDER BY r.admissions DESC, f.name",
    "MATCH (w)-[r:WON]->(a:Award) RETURN w.name, r.year, r.edition, a.name ORDER BY w.name, a.name, r.year",
    "MATCH ()-[r]->() RETURN r.contradicted, r.sources, count(*) AS n ORDER BY n DESC, r.sources",
    "MATCH ()-[r]->() WHERE r.certainty <> 'stated' RETURN type(r), r.claims ORDER BY r.claims, type(r)",
    "MATCH (s:Source) RETURN s.id, s.title, s.publisher, s.date, s.licence, s.attribution ORDER BY s.id",
    "MATCH (a:Company)-[r:CO_PRODUCED_WITH]-(b:Company) WHERE a.id < b.id RETURN a.name, b.name, r.film "
    "ORDER BY a.name, b.name, r.film",
    "MATCH p = shortestPath((:Person {name: 'Kim Sung-soo'})-[*..6]-(:Country {name: 'Japan'})) "
    "RETURN length(p)",
    "MATCH (n) UNWIND keys(n) AS key RETURN key, valueType(n[key]) AS type, count(*) AS n ORDER BY key, type",
    "MATCH ()-[r]->() UNWIND keys(r) AS key RETURN key, valueType(r[key]) AS type, count(*) AS n "
    "ORDER BY key, type",
    "MATCH (a)-[r]->(a) RETURN type(r) AS type, count(*) AS n ORDER BY type",
    "MATCH (a)-[r]->(b) WITH a, b, type(r) AS type, count(*) AS n WHERE n > 1 "
    "RETURN coalesce(a._id, a.id) AS a, coalesce(b._id, b.id) AS b, type, n ORDER BY a, b, type",
    "MATCH (n) WHERE n._id IS NOT NULL RETURN n._id, size(keys(n)) ORDER BY n._id",
]
SHOWN = [
    "SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties RETURN * ORDER BY name",
    "SHOW INDEXES YIELD name, type, state, entityType, labelsOrTypes, properties RETURN * ORDER BY name",
]
AWKWARD: dict[str, Any] = {
    "empty": "",
    "none at all": [],
    "one empty": [""],
    "two empty": ["", ""],
    "spaces": [" a ", "\t"],
    "separator": "a\x1fb",
    "separators": ["a\x1fb", "~1", "~", "\x1f"],
    "quotes": "say \"x\", 'y'; `z` \\ \\n | ,",
    "line ends": "a\nb\r\nc\rd\u2028e\x85",
    "controls": "\0\ufeff\uffff\x1b",
    "hangul": "봄날은 간다 🎬",
    "long": 'x, "\n' * 20_000,
    "longs": ["y" * 40_000, "z"],
    "largest": 2**63 - 1,
    "least": -(2**63),
    "beyond 2^53": [2**53 + 1, -(2**53) - 1],
    "nan": float("nan"),
    "infinite": [float("inf"), float("-inf"), float("nan"), -0.0, 5e-324, 1e22],
    "truths": [True, False],
    "day": dt.date(1, 1, 1),
    "days": [dt.date(9999, 12, 31)],
    "time": dt.time(1, 2, 3, 456789),
    "times": [dt.time(23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-3, minutes=-30)))],
    "moment": dt.datetime(1, 1, 1),
    "moments": [dt.datetime(2020, 2, 29, 12, tzinfo=dt.timezone(dt.timedelta(hours=9)))],
    "length": Duration(-14, 5, -4, 499_999_999),
    "lengths": [Duration(), Duration(0, 0, -1, 500_000_000), Duration(1, -1)],
    "budget (won)": 1,
    "{curly}": [],
    "line\nend\r\\u0041": ["x"],
    "a:long": "no number",
    ":START_ID": "a text",
    " spaces ": 2.5,
    "back`tick \\": True,
    "kgraph: constraints.cypher puts this name right: x": 0,
    "x": "the type differs from node to node",
}
LABELS = ("A", "B:C;d,e`", "한글 라벨")


def awkward() -> tuple[list[Node], list[Relationship]]:
    """Return a graph of all that could go wrong, and all that Hypothesis thinks of."""
    nodes = [
        Node("a", LABELS, {**AWKWARD, "_id": "a"}),
        Node(" a", LABELS, {"x": 1, "one empty": "now a text", "_id": " a"}),
        Node("a ", ("A",), {"x": [1.5], "none at all": [dt.date(2020, 1, 1)], "_id": "a "}),
        Node('a\n"b",', (), {"x": [], "{curly}": 1, "_id": 'a\n"b",'}),
        Node("l" * 5000, (), {"_id": "l" * 5000}),
    ]
    edges = [Relationship("a", kind, " a", AWKWARD) for kind in ("T", "T", 'x`:y, z\n"', "봤다")]
    edges += [Relationship("a", "T", "a"), Relationship("a ", "T", "l" * 5000, {"none at all": []})]

    @settings(max_examples=25, derandomize=True, database=None, phases=[Phase.generate])
    @given(strategies.graphs())
    def more(graph: Any) -> None:
        prefix = f"{len(nodes)}/"
        new = [_moved(prefix, key, told) for key, told in graph.nodes(data=True)]
        ends = [
            Relationship(prefix + start, told["_type"], prefix + end, _without(told, "_type"))
            for start, end, told in graph.edges(data=True)
        ]
        if all(_held(one.properties) for one in new) and all(_held(one.properties) for one in ends):
            nodes.extend(new)
            edges.extend(ends)

    more()
    return nodes, edges


def _moved(prefix: str, key: str, told: dict[str, Any]) -> Node:
    ids = {name: prefix + key for name in ("_id", "id") if told.get(name) == key}
    return Node(prefix + key, told["_labels"], {**_without(told, "_labels"), **ids})


def _without(told: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != name}


def _held(properties: Mapping[str, Property]) -> bool:
    """Leave out lists of times with and without a zone: to Neo4j these are two types."""
    lists = [value for value in properties.values() if isinstance(value, list)]
    zones = [
        {item.tzinfo is None for item in value if isinstance(item, dt.time | dt.datetime)} for value in lists
    ]
    return all(len(one) < 2 for one in zones)


@dataclass(frozen=True)
class Seen:
    """What there is to see of a database."""

    graph: tuple[dict[Any, Any], dict[Any, Any]]
    answers: dict[str, list[str]]
    sources: list[LoadedSource]
    again: set[str]


def seen(uri: str, sources: list[Path]) -> Seen:
    """Look at a database, and load into it what should be there already."""
    with kgraph.open(uri) as store, GraphDatabase.driver(uri) as driver:
        driver.execute_query("CALL db.awaitIndexes()")  # a server fills them while it answers
        answers = {
            query: [repr(record.data()) for record in driver.execute_query(query).records]
            for query in (*QUERIES, *SHOWN)
        }
        graph = strategies.strictly(store.graph)
        return Seen(graph, answers, store.sources(), {one.status for one in store.load(*sources)})


def exported(folder: Path) -> list[Path]:
    """Write a folder for the importer straight from source files, and return these."""
    write(to_networkx(*awkward()), folder / "awkward.jsonl")
    sources = [KOREAN_CINEMA, folder / "awkward.jsonl"]
    export_sources(sources, folder / "neo4j-import")
    return sources


@contextmanager
def imported(installed: Installed, folder: Path) -> Iterator[str]:
    """Do what the README beside the data says, and give the address of the server."""
    readme, commands = (folder / "neo4j-import" / name for name in ("README.md", "constraints.cypher"))
    (command,) = re.findall(r"^ *neo4j-admin (.*)$", readme.read_text(encoding="utf-8"), re.MULTILINE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(readme.parent)
        for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
            patch.delenv(name, raising=False)
        installed.admin(folder / "home", *shlex.split(command), java_options=SHORT_LIVED)
        with Server(installed, folder / "home", java_options=SHORT_LIVED) as server:
            with GraphDatabase.driver(server.uri) as driver, driver.session() as session:
                for line in commands.read_text(encoding="utf-8").splitlines():
                    session.run(line.removesuffix(";")).consume()
                session.run("CALL db.awaitIndexes()").consume()
            yield server.uri


@pytest.fixture(scope="module")
def both(neo4j_installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> tuple[Seen, Seen]:
    """The same sources in a database in two ways: imported, and loaded."""
    folder = tmp_path_factory.mktemp("bulk")
    sources = exported(folder)
    with imported(neo4j_installed, folder) as uri:
        bulk = seen(uri, sources)
        with GraphDatabase.driver(uri) as driver:
            empty(driver)
        with kgraph.open(uri) as store:
            store.load(*sources)
        return bulk, seen(uri, sources)


def test_the_graph_is_the_same_to_the_last_value(both: tuple[Seen, Seen]) -> None:
    bulk, ordinary = both
    assert min(map(len, ordinary.graph)) > 200
    assert differing(bulk.graph, ordinary.graph) == set()


def test_the_long_term_release_imports_it_too(neo4j_lts_installed: Installed, tmp_path: Path) -> None:
    sources = exported(tmp_path)
    with imported(neo4j_lts_installed, tmp_path) as uri, kgraph.open(uri) as store:
        found = strategies.strictly(store.graph)
    with kgraph.open(tmp_path / "embedded.kgl") as store:
        store.load(*sources)
        wanted = strategies.strictly(store.graph)
    assert min(map(len, wanted)) > 200
    assert differing(found, wanted) == set()


Graph = tuple[dict[Any, Any], dict[Any, Any]]


def differing(one: Graph, other: Graph) -> set[Any]:
    """Return the keys of the nodes and edges that only one of two graphs has, or that differ in a value."""
    pairs = [
        (some, others, key) for some, others in zip(one, other, strict=True) for key in {**some, **others}
    ]
    return {key for some, others, key in pairs if told(some.get(key)) != told(others.get(key))}


def told(typed: dict[str, Any] | None) -> str:
    """Return an element as text: what is no number equals itself there."""
    return "" if typed is None else repr(sorted(typed.items()))


@pytest.mark.parametrize("query", [*QUERIES, *SHOWN])
def test_every_answer_is_the_same(query: str, both: tuple[Seen, Seen]) -> None:
    bulk, ordinary = both
    assert ordinary.answers[query]
    assert bulk.answers[query] == ordinary.answers[query]


def test_the_loads_are_remembered(both: tuple[Seen, Seen]) -> None:
    bulk, ordinary = both
    assert bulk.sources == ordinary.sources
    assert bulk.again == ordinary.again == {"unchanged"}
