"""Questions to a real Neo4j: values both ways, ends of relationships, what is refused, what is ended."""

from __future__ import annotations

import datetime as dt
import math
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import neo4j
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.errors import (
    DataError,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    StoreError,
    UsageError,
)
from kgraph.model import Duration, Node, Path, Relationship
from kgraph.store.neo4j import values
from kgraph.store.neo4j.address import Address
from kgraph.store.neo4j.driver import Connection, _share

SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a + b < 0 RETURN a"
ENDLESS = "UNWIND range(1, 100000000000) AS x RETURN x"
KST = dt.timezone(dt.timedelta(hours=9))
PARIS = ZoneInfo("Europe/Paris")
ZONES: Any = st.none() | st.just(KST)


@pytest.fixture
def connection(neo4j_empty: str) -> Iterator[Connection]:
    opened = Connection(Address.parse(neo4j_empty))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def kept(neo4j_server: str) -> Iterator[Connection]:
    """A connection that many examples share; they write nothing."""
    opened = Connection(Address.parse(neo4j_server))
    yield opened
    opened.close()


def only(connection: Connection, cypher: str, **parameters: Any) -> Any:
    """Return the one value of an answer."""
    ((value,),) = connection.query(cypher, parameters).rows
    return value


def under_way(connection: Connection) -> list[str]:
    """Return the other queries that the server is at work on."""
    rows = connection.query("SHOW TRANSACTIONS YIELD currentQuery").rows
    assert rows, "not even the question itself"
    return [str(query) for (query,) in rows if "SHOW TRANSACTIONS" not in str(query)]


def until(true: Callable[[], bool]) -> bool:
    """Wait for something, half a minute at most; say whether it came."""
    for _ in range(600):
        if true():
            return True
        time.sleep(0.05)
    return False


# -------------------------------------------------------------------- answers


def test_an_answer_has_columns_and_rows(kept: Connection) -> None:
    answer = kept.query("UNWIND [1, 2] AS x RETURN x, x * $by AS y", {"by": 2.5})
    assert (answer.columns, answer.rows, answer.counters) == (("x", "y"), [(1, 2.5), (2, 5.0)], {})


def test_nothing_is_asked_before_it_is_needed() -> None:
    connection = Connection(Address.parse("neo4j://nosuch.invalid"))
    connection.close()
    connection.close()
    with pytest.raises(StoreError):
        connection.query("RETURN 1")


def test_a_closed_connection_opens_again(neo4j_server: str) -> None:
    connection = Connection(Address.parse(neo4j_server))
    assert only(connection, "RETURN 1") == 1
    connection.close()
    assert only(connection, "RETURN 2") == 2
    connection.close()


def test_the_server_knows_who_asks(kept: Connection) -> None:
    agents = [
        row[0] for row in kept.query("CALL dbms.listConnections() YIELD userAgent RETURN userAgent").rows
    ]
    assert f"kgraph/{kgraph.__version__}" in agents


def test_counters_have_the_names_of_the_embedded_store(connection: Connection) -> None:
    with kgraph.open(nx.MultiDiGraph()) as embedded:
        made = "CREATE (a:A {x: 1})-[:R {y: 2}]->(b:B)"
        theirs = embedded.query(made, write=True).counters
        ours = connection.query(made, write=True).counters
    shared = theirs.keys() & ours.keys()
    assert {"nodes_created", "relationships_created", "properties_set", "nodes_deleted"} <= shared
    assert {name: ours[name] for name in shared} == {name: theirs[name] for name in shared}
    assert ours["labels_added"] == 2
    assert connection.query("MATCH (n) RETURN n", write=True).counters == {}
    assert connection.query("MATCH (n) DETACH DELETE n", write=True).counters["nodes_deleted"] == 2


def test_the_query_is_cypher_5_unless_it_says_otherwise(kept: Connection) -> None:
    for text in (
        "RETURN 1",
        "// CYPHER 25\nRETURN 1",
        "/* CYPHER 25 */ /**/ RETURN 1",
        "EXPLAIN RETURN 1",
        "cypher runtime=slotted RETURN 1",
        "RETURN 'CYPHER 25' AS CYPHER",
    ):
        assert kept.query(text).columns
        assert kept._prefix(text) == "CYPHER 5 "
    for text in (
        "CYPHER 25 RETURN 1",
        " /* a */ // b\ncypher\n5 RETURN 1",
        "EXPLAIN CYPHER 25 RETURN 1",
        "CYPHER runtime=slotted CYPHER 25 RETURN 1",
    ):
        assert kept.query(text).columns
        assert kept._prefix(text) == ""


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("RETURN m", 1, 8),
        ("RETURN 1,\n  m", 2, 3),
        ("// m\nRETURN m", 2, 8),
        ("RETURN '😀한', m", 1, 14),
        ("EXPLAIN RETURN m", 1, 16),
        ("CYPHER 25 RETURN m", 1, 18),
        ("\n\n RETURN m", 3, 9),
    ],
)
def test_an_error_points_into_the_text_of_the_user(
    kept: Connection, text: str, line: int, column: int
) -> None:
    with pytest.raises(QuerySyntaxError, match="`m` not defined") as caught:
        kept.query(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert text.split("\n")[line - 1][column - 1] == "m"


def test_warnings_of_the_server_go_nowhere(
    kept: Connection, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    kept.query("MATCH (n:NoSuchLabel)-[*]->(m), (o) WHERE id(n) = 1 AND n.nokey = 2 RETURN n, m, o")
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


# --------------------------------------------------------------- read or write


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n)",
        "MATCH (n:Nobody) SET n.x = 1 RETURN n",
        "PROFILE CREATE (n)",
        "MERGE (n:A {id: 1})",
        "CREATE INDEX of_a FOR (n:A) ON (n.x)",
        "CALL db.createLabel('X')",
        "UNWIND [1, 2] AS i CALL (i) { CREATE (:X {i: i}) } IN TRANSACTIONS OF 1 ROW",
        "MATCH (n) DETACH DELETE n",
    ],
)
def test_a_query_that_writes_is_refused(connection: Connection, text: str) -> None:
    with pytest.raises(QueryRefused, match="This query writes") as caught:
        connection.query(text)
    assert caught.value.hint == "Allow it with --write."
    with pytest.raises(QueryRefused):
        list(connection.stream(text)[1])
    with pytest.raises(QueryRefused):
        list(connection.rows(text))
    assert only(connection, "MATCH (n) RETURN count(n)") == 0


@pytest.mark.parametrize(
    "text",
    [
        "EXPLAIN CREATE (n) RETURN n",
        "CALL db.labels()",
        "SHOW INDEXES",
        "SHOW DATABASES",
        "CALL dbms.components()",
        "PROFILE RETURN 1",
    ],
)
def test_what_only_looks_passes(connection: Connection, text: str) -> None:
    answer = connection.query(text)
    assert answer.columns
    assert answer.counters == {}


def test_a_query_may_write_in_transactions_of_its_own(connection: Connection) -> None:
    part = "CALL (i) { CREATE (x:X {i: i})-[r:R]->(x) RETURN r } IN TRANSACTIONS OF 2 ROWS"
    text = f"UNWIND range(1, 5) AS i {part} RETURN r"
    answer = connection.query(text, write=True)
    assert answer.counters["nodes_created"] == 5
    ids = {row[0] for row in connection.query("MATCH (x:X) RETURN elementId(x)").rows}
    assert {row[0].start for row in answer.rows if isinstance(row[0], Relationship)} == ids


def test_what_fails_half_way_is_undone(connection: Connection) -> None:
    with pytest.raises(QueryError, match="Integer division by zero"):
        connection.query("UNWIND [1, 0] AS x CREATE (:A {x: 1 / x})", write=True)
    assert only(connection, "MATCH (n) RETURN count(n)") == 0


def test_write_returns_its_number_and_its_counters(connection: Connection) -> None:
    text = "UNWIND $rows AS row CREATE (n:A) SET n = row RETURN count(*)"
    rows = [{"span": Duration(1, 2, 3, 4), "at": dt.time(9, tzinfo=KST)}, {"name": "한국"}]
    done, counters = connection.write(text, {"rows": rows})
    assert (done, counters["nodes_created"]) == (2, 2)
    assert connection.write("MATCH (n:B) DELETE n", {})[0] == 0
    told = connection.query("MATCH (n:A) RETURN properties(n) AS p ORDER BY n.name").rows
    assert [row[0] for row in told] == [rows[1], rows[0]]
    with pytest.raises(DataError, match="too large for an integer"):
        connection.write(text, {"rows": [{"x": 2**63}]})


def test_schema_commands_are_one_transaction(connection: Connection) -> None:
    made = "CREATE CONSTRAINT {0} FOR (n:A) REQUIRE n.{0} IS UNIQUE"
    connection.schema(made.format("one"), made.format("two"))
    with pytest.raises(QueryError):
        connection.schema("DROP CONSTRAINT one", "DROP CONSTRAINT none")
    assert connection.query("SHOW CONSTRAINTS YIELD name ORDER BY name").rows == [("one",), ("two",)]
    connection.schema()


def test_the_revision_changes_with_the_database(connection: Connection) -> None:
    first = connection.revision()
    only(connection, "MATCH (n) RETURN count(n)")
    assert connection.revision() == first
    connection.query("CREATE (:A)", write=True)
    assert connection.revision() != first


# ------------------------------------------------------- ends of relationships


FILMS = """
CREATE (a:Person {id: 'p1', claims: ['x'], name: 'A'}), (f:Film {id: 'f1', claims: ['x'], title: 'F'}),
  (o:Thing {_id: 'o1', name: 'O'}), (:Bare)-[:KNOWS {k: 3}]->(o),
  (a)-[:DIRECTED {k: 1}]->(f), (f)-[:NEAR {k: 2}]->(o)
"""


def ends(answer: Any) -> dict[int, tuple[str, str]]:
    """Return the ends of the relationships of an answer by their `k`."""
    edges = (one for row in answer for one in row if isinstance(one, Relationship))
    return {int(str(one.properties["k"])): (one.start, one.end) for one in edges}


def test_relationships_carry_the_ids_of_their_ends(connection: Connection) -> None:
    connection.query(FILMS, write=True)
    element = {
        row[0]: str(row[1]) for row in connection.query("MATCH (n) RETURN labels(n)[0], elementId(n)").rows
    }
    text = "MATCH ()-[r]->() RETURN r ORDER BY r.k"
    foreign = {1: ("p1", "f1"), 2: ("f1", element["Thing"]), 3: (element["Bare"], element["Thing"])}
    assert ends(connection.query(text).rows) == foreign
    connection.ours = True
    ours = {1: ("p1", "f1"), 2: ("f1", "o1"), 3: (element["Bare"], "o1")}
    assert ends(connection.query(text).rows) == ours
    assert ends(connection.stream(text)[1]) == ours
    assert ends(connection.query(text, limit=2).rows) == {k: ours[k] for k in (1, 2)}
    assert ends(connection.query("MATCH (n)-[r]->(m) RETURN n, r, m").rows) == ours


def test_relationships_are_found_wherever_they_stand(connection: Connection) -> None:
    connection.query(FILMS, write=True)
    connection.ours = True
    text = """
    MATCH p = (a:Person)-[r]->()-[s]->(o) MATCH (:Bare)-[t]->()
    RETURN [r, [s]] AS list, {one: r, more: {two: t}} AS map, p AS path, collect(t) AS all
    """
    ((one, two, path, more),) = connection.query(text).rows
    assert isinstance(one, list)
    assert isinstance(two, dict)
    assert isinstance(path, Path)
    assert isinstance(more, list)
    assert [(each.start, each.end) for each in path.relationships] == [("p1", "f1"), ("f1", "o1")]
    assert [node.id for node in path.nodes] == ["p1", "f1", "o1"]
    assert one == [path.relationships[0], [path.relationships[1]]]
    assert two == {"one": path.relationships[0], "more": {"two": more[0]}}
    assert [one.end for one in more if isinstance(one, Relationship)] == ["o1"]


def test_rows_leave_the_ends_to_the_server(connection: Connection) -> None:
    connection.query(FILMS, write=True)
    text = "MATCH (a)-[r]->(b) RETURN r, elementId(a), elementId(b)"
    rows = list(connection.rows(text))
    assert len(rows) == 3
    assert all((row[0].start, row[0].end) == row[1:] for row in rows if isinstance(row[0], Relationship))


def test_ends_are_asked_for_only_where_they_are_not_said(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.query(FILMS, write=True)
    asked: list[str] = []
    run = neo4j.Transaction.run

    def watched(self: neo4j.Transaction, text: Any, *more: Any) -> neo4j.Result:
        asked.append(text)
        return run(self, text, *more)

    monkeypatch.setattr(neo4j.Transaction, "run", watched)
    for text in (
        "MATCH (n) RETURN n",
        "MATCH p = (:Person)-->() RETURN p",
        "MATCH (:Film)-[r]->() RETURN r.k",
    ):
        asked.clear()
        assert connection.query(text).rows
        assert len(asked) == 1
    asked.clear()
    assert connection.query("MATCH ()-[r]->() RETURN r").rows
    assert len(asked) == 2


def test_a_stream_of_relationships_asks_for_ends_by_the_chunk(connection: Connection) -> None:
    connection.query(
        "UNWIND range(1, 3000) AS i CREATE (:A {_id: 'a' + i})-[:R {k: i}]->(:B {_id: 'b' + i})", write=True
    )
    connection.ours = True
    rows = connection.stream("MATCH ()-[r]->() RETURN r")[1]
    assert ends(rows) == {i: (f"a{i}", f"b{i}") for i in range(1, 3001)}


def test_what_the_query_deleted(connection: Connection) -> None:
    connection.query(FILMS, write=True)
    with pytest.raises(QueryError, match="a relationship that the query deleted") as caught:
        connection.query("MATCH (:Person)-[r]->() DELETE r RETURN r", write=True)
    assert caught.value.hint == "Return what you need of it before DELETE."
    assert only(connection, "MATCH (:Person)-[r]->() RETURN count(r)") == 1
    text = "MATCH (n:Bare)-[r]->() WITH n, r, r.k AS k DELETE r RETURN k"
    assert connection.query(text, write=True).rows == [(3,)]


def test_a_new_relationship_has_ends(connection: Connection) -> None:
    connection.ours = True
    text = "CREATE (:A {_id: 'a'})-[r:R {k: 1}]->(:B {_id: 'b'}) RETURN r"
    assert ends(connection.query(text, write=True).rows) == {1: ("a", "b")}


def test_a_node_is_known_by_its_own_id_or_by_that_of_the_server(connection: Connection) -> None:
    text = """
    CREATE (:Film {id: 'f', claims: []}), (:Film {id: 'not claimed'}), (:Other {id: 'o', claims: []}),
      (:Other {_id: 'u'}), (:Other {_id: 7}), (:Other {_id: ''}), (:B:A)
    """
    connection.query(text, write=True)

    def told() -> list[tuple[Node, str]]:
        rows = connection.query("MATCH (n) RETURN n, elementId(n)").rows
        return [(row[0], str(row[1])) for row in rows if isinstance(row[0], Node)]

    def own() -> list[str]:  # a server gives the numbers of deleted nodes again: their order says nothing
        return sorted(node.id for node, of_server in told() if node.id != of_server)

    assert len(told()) == 7
    assert own() == ["f"]
    connection.ours = True
    assert own() == ["f", "u"]
    assert [node == Node(of_server, ("A", "B"), {}) for node, of_server in told() if "A" in node.labels] == [
        True
    ]


# ------------------------------------------------------------ streams and limits


def test_a_stream_gives_its_columns_before_its_rows(kept: Connection) -> None:
    columns, rows = kept.stream("UNWIND range(1, 2500) AS x RETURN x, 'a' AS y")
    assert columns == ("x", "y")
    assert list(rows) == [(x, "a") for x in range(1, 2501)]


def test_streams_run_beside_each_other(kept: Connection) -> None:
    one, other = (kept.stream(f"UNWIND range(1, 50) AS x RETURN x * {n}")[1] for n in (1, 2))
    assert [(a, b) for (a,), (b,) in zip(one, other, strict=True)] == [(x, 2 * x) for x in range(1, 51)]


@pytest.mark.parametrize("limit", [0, 1, 999, 1000, 1001, 2500])
def test_a_limit_is_kept_and_the_rest_is_not_fetched(kept: Connection, limit: int) -> None:
    answer = kept.query(ENDLESS, limit=limit)  # whoever fetched the rest would never return
    assert answer.rows == [(x,) for x in range(1, limit + 1)]


def test_what_is_fetched_at_a_time_comes_to_the_limit() -> None:
    shares = [_share(limit) for limit in (None, 0, 3, 1000, 1500, 2500)]
    assert shares == [1000, 1, 3, 1000, 750, 834]


def test_a_limit_does_not_cut_what_is_written(connection: Connection) -> None:
    answer = connection.query("UNWIND range(1, 3000) AS x CREATE (n:A {x: x}) RETURN x", write=True, limit=2)
    assert (answer.rows, answer.counters["nodes_created"]) == ([(1,), (2,)], 3000)
    assert only(connection, "MATCH (n:A) RETURN count(n)") == 3000


def test_a_stream_forgets_what_it_has_given(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.query("UNWIND range(1, 5000) AS x CREATE (:A {x: x})", write=True)
    most = 0
    node = values.Outward.node

    def watched(self: values.Outward, raw: Any) -> Node:
        nonlocal most
        most = max(most, len(raw.graph.nodes))
        return node(self, raw)

    monkeypatch.setattr(values.Outward, "node", watched)
    assert sum(1 for _ in connection.rows("MATCH (n) RETURN n")) == 5000
    assert 0 < most <= 1000


@pytest.mark.parametrize("given", [{"limit": -1}, {"timeout": 0}, {"timeout": -1}, {"timeout": math.inf}])
def test_no_time_and_no_rows_are_not_to_be_had(kept: Connection, given: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        kept.query("RETURN 1", **given)


# ---------------------------------------------------------------- what is ended


def test_a_timeout_ends_the_query(kept: Connection) -> None:
    with pytest.raises(QueryTimeout, match=r"longer than 0\.2 s"):
        kept.query(SLOW, timeout=0.2)
    with pytest.raises(QueryTimeout):
        list(kept.stream(SLOW, timeout=0.2)[1])
    assert until(lambda: not under_way(kept))


def test_closing_a_stream_ends_the_query_on_the_server(kept: Connection) -> None:
    _, rows = kept.stream(ENDLESS)
    assert next(rows) == (1,)
    assert ENDLESS in "".join(under_way(kept))
    rows.close()  # type: ignore[attr-defined] # it is a generator
    assert until(lambda: not under_way(kept))
    assert only(kept, "RETURN 1") == 1


def test_a_stream_that_nobody_keeps_is_closed(kept: Connection) -> None:
    kept.stream(ENDLESS)
    next(kept.rows(ENDLESS))
    assert until(lambda: not under_way(kept))


def test_ctrl_c_ends_the_query_on_the_server(kept: Connection, neo4j_server: str) -> None:
    other = Connection(Address.parse(neo4j_server))

    def press() -> None:
        seen.append(until(lambda: SLOW in "".join(under_way(other))))
        os.kill(os.getpid(), signal.SIGINT)

    seen: list[bool] = []
    thread = threading.Thread(target=press)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            kept.query(SLOW)
    finally:
        thread.join()
        signal.signal(signal.SIGINT, before)
    assert seen == [True]
    assert until(lambda: not under_way(other))
    assert only(kept, "RETURN 1") == 1
    other.close()


# ----------------------------------------------------------------------- values


VALUES = [
    None,
    True,
    -(2**63),
    2**63 - 1,
    2**53 + 1,
    0.1,
    -0.0,
    math.inf,
    -math.inf,
    5e-324,
    "",
    "한국 😀 \0 `\\'\"",
    dt.date(1, 1, 1),
    dt.date(9999, 12, 31),
    dt.time(23, 59, 59, 999999),
    dt.time(1, 2, 3, 4, tzinfo=KST),
    dt.time(1, tzinfo=dt.timezone(-dt.timedelta(hours=4, minutes=30))),
    dt.datetime(1, 1, 1),
    dt.datetime(9999, 12, 31, 23, 59, 59, 999999),
    dt.datetime(1960, 2, 3, 4, 5, 6, 7, tzinfo=dt.UTC),
    dt.datetime(1960, 2, 3, 4, 5, 6, 7, tzinfo=KST),
    dt.datetime(2020, 7, 1, tzinfo=PARIS),
    dt.datetime(2020, 10, 25, 2, 30, tzinfo=PARIS),
    dt.datetime(2020, 10, 25, 2, 30, tzinfo=PARIS, fold=1),
    Duration(),
    Duration(14, -3, 5, 6),
    Duration(-1, 2, -1, 999_999_999),
    Duration(0, 0, -(2**62), 1),
    [],
    [1, 2],
    ["a", ""],
    [Duration(1), Duration(0, 1)],
    [1, "a", None, [2.5, {"k": [dt.date(2000, 1, 1)]}]],
    {"": 1, "a b": {"c": Duration(0, 0, 1)}},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_as_it_went(kept: Connection, value: Any) -> None:
    back = only(kept, "RETURN $x", x=value)
    assert back == value
    assert repr(back).replace("-0.0", "0") == repr(value).replace("-0.0", "0") or exact(back, value)


def exact(one: Any, other: Any) -> bool:
    """Tell whether two moments are the same on the clock and from UTC, the zone's name apart."""
    return (
        isinstance(one, dt.datetime)
        and one.replace(tzinfo=None, fold=0) == other.replace(tzinfo=None, fold=0)
        and one.utcoffset() == other.utcoffset()
    )


def test_what_is_no_number_comes_back(kept: Connection) -> None:
    value = only(kept, "RETURN [$x, 0.0 / 0.0]", x=math.nan)
    assert [math.isnan(one) for one in value] == [True, True]


def test_subclasses_are_what_they_are_of(kept: Connection) -> None:
    class Word(str):
        __slots__ = ()

    class Number(int):
        pass

    assert only(kept, "RETURN $x", x=(Word("a"), Word("한"))) == ["a", "한"]
    assert only(kept, "RETURN $x", x={Word("k"): Number(3)}) == {"k": 3}


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False)
        | st.text(st.characters(exclude_categories=["Cs"]))
        | st.dates()
        | st.times(timezones=ZONES)
        | st.datetimes(
            min_value=dt.datetime(2, 1, 1),
            max_value=dt.datetime(9998, 1, 1),
            timezones=ZONES,
        )
        | st.builds(
            Duration,
            st.integers(-(10**9), 10**9),
            st.integers(-(10**9), 10**9),
            st.integers(-(10**12), 10**12),
            st.integers(0, 999_999_999),
        ),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab한 `"), inner, max_size=4),
        max_leaves=8,
    )
)
def test_any_value_comes_back_as_it_went(kept: Connection, value: Any) -> None:
    assert only(kept, "RETURN $x", x=value) == value


@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/New_York", "Europe/Paris", "Australia/Lord_Howe"])
def test_a_moment_in_a_zone_is_the_same_moment_on_the_server(kept: Connection, zone: str) -> None:
    starts = [dt.datetime(2024, month, 1, tzinfo=dt.UTC) for month in (3, 4, 10, 11)]
    steps = [start + dt.timedelta(minutes=30 * i) for start in starts for i in range(31 * 48)]
    moments = [step.astimezone(ZoneInfo(zone)) for step in steps]
    told = only(kept, "RETURN [x IN $x | x.epochSeconds]", x=moments)
    assert told == [int(moment.timestamp()) for moment in moments]
    back = only(kept, "RETURN $x", x=moments)
    assert all(exact(one, other) for one, other in zip(back, moments, strict=True))


def test_a_moment_that_the_clock_leaves_out_is_sent_by_its_offset(kept: Connection) -> None:
    gap = dt.datetime(2020, 3, 29, 2, 30, tzinfo=PARIS)
    assert only(kept, "RETURN $x.epochSeconds", x=gap) == int(gap.timestamp())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2**63, "9223372036854775808 is too large for an integer"),
        (-(2**63) - 1, "too large"),
        ([{"a": 2**64}], "too large"),
        ({1: 2}, "the key 1 is no text"),
        ("\ud800", "not valid Unicode"),
        ({"\ud800": 1}, "not valid Unicode"),
        (b"x", "bytes is no type"),
        ({1}, "set is no type"),
        (dt.timedelta(1), "timedelta is no type"),
        (Node("x"), "Node is no type"),
        pytest.param(object(), "object is no type", id="object"),
        (Duration(0, 0, 2**63), "longer than a graph can hold"),
        (dt.datetime(2020, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=20))), "offset"),
        (dt.datetime(2020, 1, 1, tzinfo=dt.timezone(dt.timedelta(seconds=30))), "offset"),
        (dt.time(1, tzinfo=dt.timezone(dt.timedelta(seconds=30))), "offset"),
        (dt.time(1, tzinfo=PARIS), "offset"),
    ],
    ids=repr,
)
def test_what_no_graph_holds_is_refused_with_its_name(kept: Connection, value: Any, said: str) -> None:
    with pytest.raises(QueryError, match=rf"^Parameter \$x: .*{said}"):
        kept.query("RETURN $x", {"x": value})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RETURN datetime('2020-01-01T00:00:00.123456789Z')", "finer than a microsecond"),
        ("RETURN [localtime('10:00:00.000000001')]", "finer than a microsecond"),
        ("RETURN date({year: -5})", "before the year 1"),
        ("RETURN [date({year: 12000})]", "before the year 1"),
        ("RETURN {a: datetime({year: 12000})}", "before the year 1"),
    ],
)
def test_what_python_cannot_hold_is_no_answer(kept: Connection, text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        kept.query(text)
    assert caught.value.hint


def test_bytes_are_no_answer(connection: Connection, neo4j_server: str) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server) as driver:
        driver.execute_query("CREATE (:A {b: $b})", b=b"abc")
    with pytest.raises(QueryError, match="of the type bytes"):
        connection.query("MATCH (n) RETURN n")


def test_a_point_is_a_map(kept: Connection) -> None:
    flat, high = kept.query(
        "RETURN point({x: 1, y: 2.5}), point({longitude: 1, latitude: 2, height: 3})"
    ).rows[0]
    assert flat == {"srid": 7203, "x": 1.0, "y": 2.5}
    assert high == {"srid": 4979, "x": 1.0, "y": 2.0, "z": 3.0}


def test_zones_of_the_server_are_those_of_python(kept: Connection) -> None:
    seoul = only(kept, "RETURN datetime('2020-01-01T00:00:00[Asia/Seoul]')")
    paris = only(kept, "RETURN datetime('2020-10-25T02:30:00+01:00[Europe/Paris]')")
    assert repr(seoul) == "datetime.datetime(2020, 1, 1, 0, 0, tzinfo=zoneinfo.ZoneInfo(key='Asia/Seoul'))"
    assert isinstance(paris, dt.datetime)
    assert paris.utcoffset() == dt.timedelta(hours=1)
    assert paris.tzinfo == PARIS
    assert repr(only(kept, "RETURN datetime('2020-01-01T00:00Z')")).endswith("tzinfo=datetime.timezone.utc)")
