"""A query asked again is answered as if it had never been asked before."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from kgraph.engine import Engine
from kgraph.engine import engine as engine_module
from kgraph.errors import QueryError
from kgraph.model import Duration, Node, Relationship


def rows(engine: Engine, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return list(engine.query(query, parameters).rows)


@pytest.fixture
def engine() -> Engine:
    made = Engine()
    made.add([Node("a", ("Film",), {"k": 1, "s": "x"}), Node("b", ("Film",), {"k": 2, "s": "y"})], [])
    return made


def test_a_query_asked_again_is_not_read_again(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "MATCH (f:Film {s: $s}) RETURN f.k"
    assert rows(engine, query, s="x") == [(1,)]
    monkeypatch.setattr(engine_module, "plan", None)
    assert rows(engine, query, s="y") == [(2,)]
    assert rows(engine, query, s="z") == []


def test_no_plan_outlives_a_write(engine: Engine) -> None:
    query = "MATCH (f:Film) RETURN f.k = '2019-01-01' AS same ORDER BY f.s"
    assert rows(engine, query) == [(False,), (False,)]
    engine.query("MATCH (f:Film {k: 1}) SET f.k = date('2019-01-01')", write=True)
    assert rows(engine, query) == rows(Engine.from_bytes(engine.to_bytes()), query) == [(False,), (False,)]


def test_no_plan_outlives_an_addition(engine: Engine) -> None:
    query = "MATCH p = (:Film)-[:NEXT*]->(:Film) RETURN length(p) ORDER BY length(p) DESC LIMIT 1"
    assert rows(engine, query) == []
    films = [Node(f"f{i}", ("Film",), {}) for i in range(15)]
    engine.add(films, [Relationship(f"f{i}", "NEXT", f"f{i + 1}", {}) for i in range(14)])
    assert rows(engine, query) == [(14,)]


@pytest.mark.parametrize(
    "query",
    [
        "RETURN $x AS v",
        "MATCH (f:Film) WHERE f.k = $x RETURN f.s",
        "MATCH (f:Film) WHERE f.k < $x RETURN f.s ORDER BY f.s",
        "MATCH (f:Film) WHERE f.s = $x RETURN f.k",
        "RETURN $x + 1 AS v",
        "RETURN date($x) AS v",
        "RETURN 'a1b2' =~ $x AS v",
        "RETURN split('a-b', $x) AS v",
        "RETURN size($x) AS v",
        "RETURN $x.name AS v",
        "RETURN date('2020-01-31') + $x AS v",
        "RETURN 'x' IN $x AS v",
    ],
)
def test_a_plan_is_for_parameters_of_its_kind(engine: Engine, query: str) -> None:
    values = (
        "x", "", "-", "2020-01-31", '["x"]', "[a-z].*", 1, 2.5, True, None, ["x"], [1], {"name": 1},
        ['["x"]'], {"title": 1}, dt.date(2020, 1, 31), Duration(1, 0, 0, 0), Duration(2, 0, 0, 0),
    )  # fmt: skip
    for value in (*values, *reversed(values)):
        assert _told(engine, query, value) == _told(Engine.from_bytes(engine.to_bytes()), query, value)


def test_a_missing_parameter_is_missed_the_second_time_too(engine: Engine) -> None:
    assert rows(engine, "RETURN $x AS v", x=1) == [(1,)]
    with pytest.raises(QueryError, match=r"\$x has no value"):
        rows(engine, "RETURN $x AS v")


def test_many_queries_are_not_all_kept(engine: Engine) -> None:
    for i in range(300):
        assert rows(engine, f"RETURN {i} AS v") == [(i,)]
    assert len(engine._plans._kept) <= 256


def test_relationships_of_a_path_are_listed_from_its_start() -> None:
    engine = Engine()
    engine.add(
        [Node("a", ("A",), {}), Node("b", ("B",), {}), Node("c", ("C",), {"k": 3})],
        [Relationship("a", "T", "b", {"i": 1}), Relationship("b", "T", "c", {"i": 2})],
    )
    assert rows(engine, "MATCH (x)-[r:T*2]->(:C {k: 3}) RETURN [z IN r | z.i]") == [([1, 2],)]
    assert rows(engine, "MATCH (c:C) MATCH (x)-[r:T*2]->(c) RETURN [z IN r | z.i]") == [([1, 2],)]


def test_a_key_that_comes_late_is_taken() -> None:
    engine = Engine()
    nodes = [Node(f"n{i}", ("L",), {"a": 1, "b": "x"}) for i in range(2000)]
    nodes[1700] = Node("n1700", ("L",), {"a": 1, "b": "x", "c": 2})
    engine.add(nodes, [])
    engine.add([Node("m", ("L",), {"d": 1})], [])
    assert list(engine.nodes()) == [*nodes, Node("m", ("L",), {"d": 1})]


def _told(engine: Engine, query: str, value: object) -> str:
    try:
        return repr(rows(engine, query, x=value))
    except QueryError as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("WITH [1, 2] AS a, [3] AS b UNWIND a + b AS x RETURN x", []),
        ("WITH [1, 2] AS a, [3] AS b UNWIND a + b AS x RETURN x + size(b) - 1 AS x", ["v_b"]),
        ("WITH 1 AS one, [1, 2, 3] AS a UNWIND a[0..] AS x RETURN x * one AS x", ["v_one"]),
        ("WITH [1, 2, 3] AS a, [4] AS b UNWIND a AS x RETURN x", []),
    ],
)
def test_a_list_that_nobody_needs_any_more_is_not_copied_into_each_row(
    engine: Engine, query: str, kept: list[str]
) -> None:
    (before,) = re.findall(r"WITH (?:(?!WITH).)* UNWIND", engine._plan(query, {}, write=False).text)
    assert re.findall(r"(v_\w+) AS v_\w+", before) == kept
    assert sorted(rows(engine, query)) == [(1,), (2,), (3,)]


@pytest.mark.parametrize(
    "query",
    [
        "WITH [1, 2, 3] AS a UNWIND a AS x RETURN x",
        "WITH [1, 2, 3] AS a, [4] AS b UNWIND a AS x WITH * RETURN x + size(b) - 1 AS x",
        "WITH [1, 2, 3] AS a, [4] AS b UNWIND a AS x CALL (*) { RETURN size(b) AS n } RETURN x + n - 1 AS x",
        "WITH [1, 2, 3] AS a, 4 AS b UNWIND a AS x WITH x, b WHERE EXISTS { (n) WHERE n.k < b } RETURN x",
        "CALL { WITH [1, 2] AS a, [3] AS b UNWIND a + b AS x RETURN x } RETURN x",
    ],
)
def test_what_is_needed_after_a_list_is_there(engine: Engine, query: str) -> None:
    assert sorted(rows(engine, query)) == [(1,), (2,), (3,)]
