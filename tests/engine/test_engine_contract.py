"""What the embedded store promises beside Neo4j's answers: exact values, safe writes, clear errors."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.engine import Engine
from kgraph.engine.names import hide_key
from kgraph.errors import (
    DataError,
    KgraphError,
    QueryError,
    QueryNotSupported,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    StoreDamaged,
)
from kgraph.model import Duration, Node, Path, Relationship
from tests.engine.film_graph import dump, film_engine, text_of

NAMES = st.one_of(
    st.sampled_from(
        [
            "id",
            "title",
            "name",
            "type",
            "label",
            "labels",
            "start",
            "end",
            "nodes",
            "months",
            "match",
            "세계",
            "kg_",
            "kg_id",
            "kgx_",
            "a`b",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cn")), min_size=1, max_size=6),
)
INTEGERS = st.integers(-(2**63), 2**63 - 1)
ZONES = st.integers(-720, 840).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=8)
SCALARS: list[st.SearchStrategy[Any]] = [
    st.booleans(),
    INTEGERS,
    st.floats(allow_nan=False),
    TEXTS,
    st.dates(),
    st.times(),
    st.datetimes(),
    st.datetimes(min_value=dt.datetime(2, 1, 1), max_value=dt.datetime(9998, 1, 1), timezones=ZONES),
    st.builds(Duration, *3 * [st.integers(-9999, 9999)], st.integers(0, 999_999_999)),
]
VALUES = st.one_of(*SCALARS, *(st.lists(scalar, max_size=3) for scalar in SCALARS))
PROPERTIES = st.dictionaries(NAMES, VALUES, max_size=4)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Relationship]]:
    """Draw nodes with odd labels, keys and values, and relationships, loops and parallels among them."""
    ids = draw(st.lists(TEXTS, min_size=1, max_size=4, unique=True))
    nodes = [Node(each, tuple(sorted(draw(st.sets(NAMES, max_size=3)))), draw(PROPERTIES)) for each in ids]
    ends = st.sampled_from(ids)
    relationships = draw(st.lists(st.builds(Relationship, ends, NAMES, ends, PROPERTIES), max_size=4))
    return nodes, relationships


def told(nodes: Any, relationships: Any) -> tuple[list[str], list[str]]:
    return sorted(text_of(node) for node in nodes), sorted(text_of(each) for each in relationships)


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_a_graph_comes_back_as_it_was_added(graph: tuple[list[Node], list[Relationship]]) -> None:
    """Labels, keys, types and values are kept exactly, in memory and through bytes."""
    engine = Engine()
    engine.add(*graph)
    assert told(engine.nodes(), engine.relationships()) == told(*graph)
    again = Engine.from_bytes(engine.to_bytes())
    assert told(again.nodes(), again.relationships()) == told(*graph)


@settings(max_examples=40, deadline=None)
@given(properties=PROPERTIES.filter(bool))
def test_every_key_can_be_asked_for(properties: dict[str, Any]) -> None:
    """A look-up by any name gives what was stored under it, and null where nothing was."""
    engine = Engine()
    engine.add([Node("a", ("A",), properties), Node("b", ("A",), {})], [])
    for key, value in properties.items():
        quoted = key.replace("`", "``")
        rows = list(engine.query(f"MATCH (n:A) RETURN n.`{quoted}` AS v").rows)
        assert sorted(text_of(row[0]) for row in rows) == sorted([text_of(value), "None"])


def ask(engine: Engine, query: str, parameters: dict[str, Any] | None = None, **options: Any) -> list[Any]:
    return list(engine.query(query, parameters, **options).rows)


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, 2**63 - 1, -(2**63), 2**53 + 1, -0.0, 5e-324]
)
def test_numbers_at_the_edge_are_kept(value: float) -> None:
    engine = Engine()
    engine.add([Node("a", (), {"v": value})], [])
    assert repr(next(engine.nodes()).properties["v"]) == repr(value)
    assert repr(ask(engine, "RETURN $v", {"v": value})[0][0]) == repr(value)


@pytest.mark.parametrize(
    "value", [2**63, {"a": 1}, [1, None], [1, "a"], [[1]], [1, 2.5], "\ufdd0", "\ud800", b"x", object()]
)
def test_what_no_property_can_hold_is_refused(value: Any) -> None:
    engine = Engine()
    with pytest.raises(DataError, match=r"\S"):
        engine.add([Node("a", (), {"v": value})], [])
    assert list(engine.nodes()) == []


def test_ids_must_be_new_and_ends_must_exist() -> None:
    engine = film_engine()
    before = dump(engine)
    with pytest.raises(DataError, match="Two nodes"):
        engine.add([Node("x"), Node("x")], [])
    with pytest.raises(DataError, match="not there"):
        engine.add([Node("x")], [Relationship("x", "R", "nobody")])
    assert dump(engine) == before
    engine.add([Node("x")], [Relationship("x", "R", "m1")])
    assert len(dump(engine)) == len(before) + 2


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n)",
        "MATCH (n) SET n.x = 1",
        "MERGE (n:A)",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) REMOVE n.x",
        "FOREACH (x IN [1] | CREATE (:A))",
        "CALL { CREATE (n) RETURN n } RETURN n",
    ],
)
def test_a_query_writes_only_with_leave(query: str) -> None:
    engine = film_engine()
    before = dump(engine)
    with pytest.raises((QueryRefused, QueryNotSupported)):
        engine.query(query)
    assert dump(engine) == before


@pytest.mark.parametrize(
    "query",
    [
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "SHOW INDEXES",
        "DROP INDEX x",
        "CREATE INDEX FOR (n:Film) ON (n.x)",
        "CREATE CONSTRAINT FOR (n:Film) REQUIRE n.x IS UNIQUE",
        "CREATE DATABASE x",
    ],
)
@pytest.mark.parametrize("write", [False, True])
def test_files_and_schema_are_out_of_reach(query: str, *, write: bool) -> None:
    with pytest.raises(QueryRefused):
        film_engine().query(query, write=write)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n:Film) SET n.x = 1 WITH n MATCH (m {id: 'm1'}) DELETE m",
        "CREATE (:A) WITH 1 AS x RETURN 1 / (x - 1)",
        "MATCH (n:Film) SET n.x = [1, null]",
        "MATCH (n:Film) SET n.genres = [n.genres]",
        "UNWIND $rows AS row CREATE (a:A) SET a = row",
        "MERGE (n:Film {id: null})",
    ],
)
def test_a_failed_write_changes_nothing(query: str) -> None:
    engine = film_engine()
    before = dump(engine)
    with pytest.raises(QueryError):
        list(engine.query(query, {"rows": [{"a": 1}, {"a": {"b": 1}}]}, write=True).rows)
    assert dump(engine) == before


def test_new_nodes_get_ids_of_their_own() -> None:
    """CREATE and MERGE mint ids that no node has, through a save and a deletion too."""
    engine = film_engine()
    ask(engine, "CREATE (:A)-[:R]->(:A)", write=True)
    ask(engine, "UNWIND range(1, 5) AS i MERGE (n:B {i: i}) CREATE (n)-[:R {type: 'x'}]->(n)", write=True)
    ask(engine, "MATCH (n:B) WHERE n.i < 3 DETACH DELETE n", write=True)
    engine = Engine.from_bytes(engine.to_bytes())
    ask(engine, "UNWIND range(10, 15) AS i MERGE (n:B {i: i})", write=True)
    ids = [node.id for node in engine.nodes()]
    assert len(ids) == len(set(ids)) == 13 + 2 + 3 + 6
    assert ask(engine, "MATCH (n:B)-[r]->(n) RETURN count(*), count(r.type)") == [(3, 3)]


def _days() -> Engine:
    """Return nodes with texts and with a date."""
    engine = Engine()
    people = [Node(f"p{n}", ("Person",), {"name": name}) for n, name in enumerate(["Kim", "2020-01-01"])]
    engine.add([*people, Node("d", ("Day",), {"day": dt.date(2020, 1, 1)})], [])
    return engine


MERGED = "UNWIND $rows AS row MERGE (p:Person {name: row.name}) SET p.seen = true RETURN count(DISTINCT p)"


def test_merge_by_what_stands_in_rows_goes_beside_dates() -> None:
    """The commonest import: the types of its values are known only when it runs."""
    engine = _days()
    rows = [{"name": name} for name in ("Kim", "2020-01-01", "Lee", "Lee")]
    assert ask(engine, MERGED, {"rows": rows}, write=True) == [(3,)]
    assert ask(engine, "MATCH (p:Person) RETURN p.name ORDER BY p.name") == [
        ("2020-01-01",),
        ("Kim",),
        ("Lee",),
    ]
    whole = "UNWIND $rows AS row MERGE (p:Person {name: row.name}) SET p += row RETURN count(DISTINCT p)"
    assert ask(engine, whole, {"rows": [{"name": "Lee", "born": 1970}]}, write=True) == [(1,)]
    assert ask(engine, MERGED, {"rows": [{"name": "Lee"}, {"name": "Choi"}]}, write=True) == [(2,)]
    days = "UNWIND ['New Year', 'Seollal'] AS day MERGE (d:Day {day: day}) RETURN count(DISTINCT d)"
    assert ask(engine, days, write=True) == [(2,)]


@pytest.mark.parametrize("value", [dt.date(2020, 1, 1), dt.time(9), dt.datetime(2020, 1, 1, tzinfo=dt.UTC)])
def test_merge_by_a_date_where_texts_are_is_refused_when_it_comes(value: Any) -> None:
    engine = _days()
    before = dump(engine)
    with pytest.raises(QueryNotSupported, match="MERGE by 'name'"):
        ask(engine, MERGED, {"rows": [{"name": "Lee"}, {"name": value}]}, write=True)
    assert dump(engine) == before


def test_merge_by_a_text_that_spells_a_date_is_refused_where_dates_are() -> None:
    engine = _days()
    for row in ({"day": "2020-01-01"}, {"day": dt.date(2020, 1, 1)}):
        with pytest.raises(QueryNotSupported, match="MERGE by 'day'"):
            ask(engine, "UNWIND $rows AS row MERGE (d:Day {day: row.day})", {"rows": [row]}, write=True)


def test_writing_counts_what_it_did() -> None:
    answer = film_engine().query("CREATE (:A {x: 1})-[:R]->(:B)", write=True)
    assert (answer.counters["nodes_created"], answer.counters["relationships_created"]) == (2, 1)


@pytest.mark.parametrize(
    ("query", "line", "column", "what"),
    [
        ("MATCH (n)\nRETURN m", 2, 8, "'m'"),
        ("MATCH (n:Film) RETRUN n", 1, 16, "RETRUN"),
        ("MATCH (n:Film) WHERE count(n) > 1 RETURN n", 1, 22, "count"),
        ("RETURN 'abc", 1, 8, "no end"),
        ("MATCH (n) RETURN toUper(n.name)", 1, 18, "toUpper"),
        ("RETURN 1;\nRETURN 2", 2, 1, "one statement"),
        ("MATCH (n:Film)\nRETURN toUpper(n.year)", 2, 8, "toUpper"),
    ],
)
def test_an_error_says_where(query: str, line: int, column: int, what: str) -> None:
    with pytest.raises(QueryError, match=what) as caught:
        ask(film_engine(), query)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_near_name_is_offered() -> None:
    with pytest.raises(QuerySyntaxError, match="Did you mean 'film'"):
        film_engine().query("MATCH (film:Film) RETURN flim")


@pytest.mark.parametrize(
    "query", ["MATCH (n:Film) DELETE n", "MATCH (n {id: 'm3'}) REMOVE n:Film", "RETURN 1 / 0"]
)
def test_errors_show_no_disguise(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(film_engine(), query, write=True)
    assert not any(sign in str(caught.value) for sign in ("kg_", "v_n", "h_1", "\ufdd0"))


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(QueryError, match=r"\$x has no value"):
        film_engine().query("RETURN $x")


def test_an_integer_too_large_is_an_error() -> None:
    with pytest.raises(QueryError, match="too large"):
        film_engine().query("RETURN $x", {"x": 2**63})
    with pytest.raises(QuerySyntaxError, match="too large"):
        film_engine().query("RETURN 9223372036854775808")


@pytest.mark.parametrize(
    "query",
    [
        "UNWIND range(1, 3000) AS x UNWIND range(1, 3000) AS y RETURN x ORDER BY x * y DESC LIMIT 1",
        "UNWIND range(1, 3000) AS x UNWIND range(1, 3000) AS y WITH x, y ORDER BY x * y RETURN count(*)",
    ],
)
def test_a_time_limit_is_kept(query: str) -> None:
    engine, begun = film_engine(), time.process_time()
    with pytest.raises(QueryTimeout, match=r"0\.5 s"):
        ask(engine, query, timeout=0.5)
    assert time.process_time() - begun < 5  # of work, not of waiting for a busy machine; the whole takes more


def test_a_limit_is_a_ceiling_of_rows() -> None:
    assert len(ask(film_engine(), "MATCH (n) RETURN n", limit=3)) == 3
    assert ask(film_engine(), "MATCH (n) RETURN count(n)", limit=3) == [(13,)]


def test_a_path_without_bound_goes_on_beyond_ten_hops() -> None:
    engine = Engine()
    nodes = [Node(str(i), ("N",), {"i": i}) for i in range(40)]
    engine.add(nodes, [Relationship(str(i), "NEXT", str(i + 1)) for i in range(39)])
    assert ask(engine, "MATCH p=(:N {i: 0})-[*]->() RETURN max(length(p))") == [(39,)]
    assert ask(engine, "MATCH p=(:N {i: 0})-[:NEXT*0..]->(m) RETURN count(m), max(m.i)") == [(40, 39)]
    assert ask(engine, "MATCH p=shortestPath((:N {i: 0})-[*]-(:N {i: 39})) RETURN length(p)") == [(39,)]


def test_a_map_of_the_user_is_never_taken_for_a_node() -> None:
    shapes: dict[str, Any] = {
        "node": {"id": 1, "labels": ["x"], "properties": {"id": 2}},
        "relationship": {"id": 1, "start": 2, "end": 3, "type": "x", "properties": {}},
        "path": {"nodes": [], "relationships": []},
    }
    assert ask(Engine(), "RETURN $m", {"m": shapes}) == [(shapes,)]


def test_values_come_out_as_kgraphs_own() -> None:
    engine = film_engine()
    path, node, loop = ask(engine, "MATCH p=(n:Loop)-[r:SELF]->() RETURN p, startNode(r), r")[0]
    assert isinstance(path, Path)
    assert isinstance(node, Node)
    assert (node.id, node.labels) == ("l1", ("Loop", "한글"))
    assert (loop.start, loop.end, loop.type) == ("l1", "l1", "SELF")
    assert ask(engine, "MATCH (c:Country) RETURN c.d") == [(Duration(14, 3, 3600),)]
    assert ask(engine, "RETURN $d, date('2020-01-31') + $d", {"d": Duration(1)}) == [
        (Duration(1), dt.date(2020, 2, 29))
    ]


def test_a_text_that_looks_like_a_list_equals_itself_only() -> None:
    engine = Engine()
    engine.add([Node("a", ("A",), {"v": '["Oslo"]'}), Node("b", ("A",), {"v": "Oslo"})], [])
    for each in (engine, Engine.from_bytes(engine.to_bytes())):
        assert ask(each, "MATCH (n:A {v: 'Oslo'}) RETURN n.v") == [("Oslo",)]
        assert ask(each, "MATCH (n:A) WHERE n.v = $v RETURN n.v", {"v": '["Oslo"]'}) == [('["Oslo"]',)]
        assert ask(each, "MATCH (n:A) WHERE n.v IN ['Oslo'] RETURN n.v") == [("Oslo",)]
        assert ask(each, "MATCH (n:A) WHERE n.v <> 'Oslo' RETURN n.v") == [('["Oslo"]',)]
        assert ask(each, "MATCH (n:A) RETURN CASE n.v WHEN 'Oslo' THEN 1 ELSE 2 END AS c ORDER BY c") == [
            (1,),
            (2,),
        ]


def test_unknown_names_do_not_speak_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    assert ask(film_engine(), "MATCH (n:Fillm) WHERE n.nmae = 1 RETURN n.titel") == []
    assert capfd.readouterr() == ("", "")


def test_looking_up_stays_quick_through_bytes() -> None:
    """The keys that things are looked up by are indexed, and the indices are in the bytes."""
    engine = Engine()
    engine.add([Node(str(i), ("Film",), {"id": str(i), "name": f"n{i}", "k": i}) for i in range(200)], [])
    engine = Engine.from_bytes(engine.to_bytes())
    indexed = {key for key in ("id", "name", "k") if engine._graph.has_index("Film", hide_key(key))}
    assert indexed == {"id", "name"}
    assert ask(engine, "MATCH (n:Film {id: $x}) RETURN n.name", {"x": "5"}) == [("n5",)]


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", b"kgraph engine 1\n[1]\n", b"kgraph engine 1\n[{},{},false,false]\nx"]
)
def test_foreign_bytes_are_no_graph(data: bytes) -> None:
    with pytest.raises(StoreDamaged):
        Engine.from_bytes(data)


def test_nothing_but_kgraphs_errors_leaves() -> None:
    """Cuts of a query are errors of ours, whatever the cut."""
    query = "MATCH (n:Film {id: 'm1'})-[r:X*1..2]->(m) WHERE n.x IN [1, $p] RETURN n{.*, a: 1} AS x LIMIT 1"
    engine, answered = film_engine(), 0
    for end in range(1, len(query)):
        with contextlib.suppress(KgraphError):
            ask(engine, query[:end], {"p": 1})
            answered += 1
    assert 0 < answered < 30
