"""Cypher scripts: split as a shell splits them, run apart, read as a property graph."""

from __future__ import annotations

import datetime as dt

import pytest

from kgraph.errors import BadSource
from kgraph.model import Node, Relationship
from kgraph.read import Batch, read_bytes
from kgraph.read.cypher_script import split

MOVIES = """\
// A graph as Neo4j's examples are published.
CREATE CONSTRAINT movie_title IF NOT EXISTS FOR (m:Movie) REQUIRE m.title IS UNIQUE;
CREATE INDEX FOR (p:Person) ON (p.name);

CREATE (Beat:Movie {title: 'Beat; a film', released: 1997})  // a comment; with a semicolon
CREATE (Jung:Person {name: "Jung \\"Woo\\"-sung", `odd;key`: true})
CREATE
  (Jung)-[:ACTED_IN {roles: ['Min']}]->(Beat)
WITH Jung AS a
MATCH (a)-[:ACTED_IN]->(m) RETURN a, m LIMIT 10;

/* another; comment */
MERGE (k:Person {name: 'Kim Sung-soo'}) SET k.born = date('1961-11-15');
MERGE (k:Person {name: 'Kim Sung-soo'});
MATCH (k:Person {name: 'Kim Sung-soo'}), (m:Movie) CREATE (k)-[:DIRECTED]->(m);
MATCH (n) RETURN n
"""


def script(text: str, prefix: str = "") -> Batch:
    return read_bytes(text.encode(), name="movies", filename="movies.cypher", prefix=prefix)


def test_a_published_script_becomes_a_property_graph() -> None:
    batch = script(MOVIES)
    assert {one.properties.get("title", one.properties.get("name")): one for one in batch.nodes} == {
        "Beat; a film": Node(
            "movies:1", ("Movie",), {"title": "Beat; a film", "released": 1997, "_id": "movies:1"}
        ),
        'Jung "Woo"-sung': Node(
            "movies:2", ("Person",), {"name": 'Jung "Woo"-sung', "odd;key": True, "_id": "movies:2"}
        ),
        "Kim Sung-soo": Node(
            "movies:3",
            ("Person",),
            {"name": "Kim Sung-soo", "born": dt.date(1961, 11, 15), "_id": "movies:3"},
        ),
    }
    assert sorted(batch.relationships, key=lambda one: one.type) == [
        Relationship("movies:2", "ACTED_IN", "movies:1", {"roles": ["Min"]}),
        Relationship("movies:3", "DIRECTED", "movies:1"),
    ]
    assert batch.notes == [
        "Passed over constraints and indexes: 2.",
        "Passed over statements that only read: 1.",
    ]


def test_a_script_as_apoc_exports_it_loses_its_marks() -> None:
    batch = script("""\
:begin
CREATE CONSTRAINT UNIQUE_IMPORT_NAME FOR (n:`UNIQUE IMPORT LABEL`) REQUIRE (n.`UNIQUE IMPORT ID`) IS UNIQUE;
:commit
CALL db.awaitIndexes(300);
:begin
UNWIND [{_id: 7, properties: {name: "Kim; Sung-soo"}}, {_id: 8, properties: {name: "Jung"}}] AS row
CREATE (n:`UNIQUE IMPORT LABEL`{`UNIQUE IMPORT ID`: row._id}) SET n += row.properties SET n:Person;
UNWIND [{start: {_id: 7}, end: {_id: 8}, properties: {films: 4}}] AS row
MATCH (start:`UNIQUE IMPORT LABEL`{`UNIQUE IMPORT ID`: row.start._id})
MATCH (end:`UNIQUE IMPORT LABEL`{`UNIQUE IMPORT ID`: row.end._id})
CREATE (start)-[r:KNOWS]->(end) SET r += row.properties;
:commit
MATCH (n:`UNIQUE IMPORT LABEL`) WITH n LIMIT 20000 REMOVE n:`UNIQUE IMPORT LABEL` REMOVE n.`UNIQUE IMPORT ID`;
DROP CONSTRAINT UNIQUE_IMPORT_NAME;
""")
    assert batch.nodes == [
        Node("movies:1", ("Person",), {"name": "Kim; Sung-soo", "_id": "movies:1"}),
        Node("movies:2", ("Person",), {"name": "Jung", "_id": "movies:2"}),
    ]
    assert batch.relationships == [Relationship("movies:1", "KNOWS", "movies:2", {"films": 4})]


def test_the_same_script_gives_the_same_ids() -> None:
    assert script(MOVIES).nodes == script(MOVIES).nodes
    assert {one.id for one in script(MOVIES, prefix="p:").nodes} == {"p:movies:1", "p:movies:2", "p:movies:3"}


def test_a_shells_commands_set_parameters_or_are_passed_over() -> None:
    batch = script(
        ":begin\n:param name => 'Jung; Woo-sung'\n:params {born: 1973}\n"
        "CREATE (:Person {name: $name, born: $born});\n:commit\n"
    )
    assert batch.nodes[0].properties == {"name": "Jung; Woo-sung", "born": 1973, "_id": "movies:1"}
    assert batch.notes == ["Passed over commands of a shell: 2."]


def test_a_label_at_the_start_of_a_line_is_no_command() -> None:
    assert script("CREATE (n\n:Person {x: 1})").nodes[0].labels == ("Person",)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("CREATE (:A);\n\nCREATE (:B {x: })", "line 3: "),
        ("CREATE (:A);\nCREATE (:B {x: 'no end});\nCREATE (:C);", "line 2: "),
        ("CREATE (:A);\nCREATE\n\n(:B", "line 4: "),
        ("LOAD CSV FROM 'file:///etc/passwd' AS row CREATE (:B {x: row[0]});", "line 1: "),
        ("CREATE (:A {x: $missing});", "line 1: "),
        ("CREATE (:A);\n:source more.cypher\n", "line 2: the command :source is refused"),
        ("CREATE (:A {_id: 'x'});", "_id"),
    ],
)
def test_a_statement_that_cannot_be_run_is_refused_with_its_line(text: str, what: str) -> None:
    with pytest.raises(BadSource) as refused:
        script(text)
    assert str(refused.value).startswith("movies.cypher")
    assert what in str(refused.value)


@pytest.mark.parametrize("call", ["rand()", "randomUUID()", "timestamp()", "datetime()", "date( )"])
def test_a_script_that_is_another_graph_each_time_is_refused(call: str) -> None:
    with pytest.raises(BadSource, match="another value each time"):
        read_bytes(f"CREATE (:X {{at: {call}}});".encode(), name="s", filename="s.cypher")
    made = read_bytes(
        b"CREATE (:X {at: date('2024-01-01'), rand: 1, timestamp: 2});", name="s", filename="s.cypher"
    )
    assert made.nodes[0].properties["rand"] == 1


def test_statements_know_their_lines() -> None:
    text = "// one; two\nA;\n  B 'x;\n' ;; /* ;\n */ C `;`;\n:begin\nD"
    assert [(one.line, one.text, one.command) for one in split(text)] == [
        (2, "A", ""),
        (3, "B 'x;\n'", ""),
        (5, "C `;`", ""),
        (6, ":begin", "begin"),
        (7, "D", ""),
    ]
