"""The spool on disk gives what is resolved and merged in memory: nodes, edges, and what is wrong."""

from __future__ import annotations

import datetime as dt
import gc
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from benchmarks.heavy_tailed import lines
from kgraph.claims import Certainty, Claim, Source, Statement
from kgraph.errors import DataError, KgraphError, StoreError
from kgraph.graph.identity import edge_key, keyed
from kgraph.model import Node, Property, Relationship
from kgraph.read.records import (
    Checker,
    File,
    FileNode,
    FileRelationship,
    Records,
)
from kgraph.resolve.resolve import resolve
from kgraph.resolve.spool import Edge, Place, Spool
from kgraph.store.build import Built, merge
from tests.strategies import graphs

ROOT = Path(__file__).parent.parent
SOURCES = [Source("old", date="2001-01-01"), Source("new", date="2020-01-01")]
CLAIM = '{"certainty":"stated","source":"old"}'


@dataclass
class Rows:
    """The rows of a file of a property graph, each with its line."""

    path: str
    prefix: str = ""
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def streamed(self) -> Iterable[FileNode | FileRelationship]:
        check = Checker(File(self.path, self.path), self.prefix)
        for line, (what, one, two, told) in enumerate(self.rows, 1):
            yield (check.node if what == "node" else check.relationship)(one, two, told, line)

    def whole(self) -> tuple[list[Node], list[Relationship]]:
        records = Records(self.path, self.prefix)
        for row in self.streamed():
            records.take(row)
        batch = records.batch("g", [], [])
        return batch.nodes, batch.relationships


@dataclass
class Load:
    """What is loaded together."""

    statements: list[Statement] = field(default_factory=list)
    files: list[Rows] = field(default_factory=list)
    canonical: dict[str, str] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=lambda: list(SOURCES))


Outcome = tuple[str, Any, Any]


def in_memory(load: Load) -> Outcome:
    """Return what `read`, `resolve` and `merge` make of it, or the error."""
    try:
        read = [rows.whole() for rows in load.files]
        for nodes, _ in read:
            if len({node.id for node in nodes}) < len(nodes):
                reject()  # two outer ids, and one within
        resolved = resolve(load.statements, load.sources, load.canonical)
        built = Built(resolved.nodes, resolved.relationships)
        for rows, (nodes, relationships) in zip(load.files, read, strict=True):
            merge(built, nodes, relationships, rows.path)
    except KgraphError as error:
        return type(error).__name__, str(error), None
    return "", nodes_of(built.nodes), Counter(map(strict, dict(keyed(built.relationships)).items()))


def on_disk(load: Load) -> Outcome:
    """Return what the spool makes of it, or the error; in the order in which it must come."""
    with Spool() as spool:
        try:
            spool.add(load.statements)
            for rows in load.files:
                spool.add(rows.streamed())
            spool.resolve(load.sources, load.canonical)
        except KgraphError as error:
            return type(error).__name__, str(error), None
        # What is wrong was raised by now: the first node may be written already.
        nodes, edges = list(spool.nodes()), list(spool.relationships())
        counts = spool.counts()
    in_order(nodes, edges)
    assert counts[0] == len(nodes)
    assert counts[1] >= len(edges)
    told = Counter(strict((edge_key(one.relationship, one.ordinal), one.relationship)) for one in edges)
    return "", nodes_of(node for node, _ in nodes), told


def in_order(nodes: list[tuple[Node, Place]], edges: list[Edge]) -> None:
    """Assert the order that is promised, and that places are those of the nodes."""
    assert [(place, node.id) for node, place in nodes] == sorted((place, node.id) for node, place in nodes)
    places = {}
    for node, place in nodes:
        assert place.labels == tuple(sorted(set(node.labels)))
        assert node.properties.get(place.key) == node.id
        places[node.id] = place
    for edge in edges:
        assert (edge.start, edge.end) == (places[edge.relationship.start], places[edge.relationship.end])
    order = [(one.relationship.type, one.start, one.end, one.relationship.start) for one in edges]
    assert order == sorted(order)


def nodes_of(nodes: Iterable[Node]) -> Counter[Any]:
    return Counter((node.id, node.labels, typed(node.properties)) for node in nodes)


def strict(keyed_edge: tuple[str, Relationship]) -> Any:
    key, edge = keyed_edge
    return key, edge.start, edge.type, edge.end, typed(edge.properties)


def typed(properties: Mapping[str, Property]) -> tuple[Any, ...]:
    return tuple(sorted((name, repr(value)) for name, value in properties.items()))


# ---------------------------------------------------------------- what can be

IDS = {
    "Person": ["kim", "lee", "kim2"],
    "Film": ["beat", "비트", "a"],
    "Country": ["kr", "jp", "한국"],
    "Award": ["best"],
    "Festival": ["busan", "cannes"],
}
KIND = {node_id: kind for kind, ids in IDS.items() for node_id in ids}
ENDS = {
    "ACTED_IN": ("Person", "Film"),
    "DIRECTED": ("Person", "Film"),
    "WON": ("Person", "Award"),
    "CO_PRODUCED_WITH": ("Country", "Country"),
    "PRESENTED_AT": ("Award", "Festival"),
}
TELLING: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "ACTED_IN": {"version": st.sampled_from(["x", "y"]), "billing": st.integers(1, 2)},
    "DIRECTED": {"debut": st.booleans()},
    "WON": {"film": st.sampled_from(IDS["Film"]), "year": st.integers(1, 2)},
    "CO_PRODUCED_WITH": {"film": st.sampled_from(IDS["Film"])},
    "PRESENTED_AT": {},
}
claims = st.builds(
    Claim,
    st.sampled_from(["old", "new"]),
    st.sampled_from(["", "row 1", "row 2"]),
    st.sampled_from(Certainty),
    note=st.sampled_from(["", "a note"]),
)
about: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Kim", "김", "LEE"]),
        "names": st.lists(st.sampled_from(["Kim", "김"]), max_size=2),
        "year": st.integers(1997, 1998),
        "released": st.just(dt.date(1997, 5, 1)),
    },
)


def mostly(right: st.SearchStrategy[Any], wrong: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 40).flatmap(lambda number: right if number else wrong)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    every = st.sampled_from(list(KIND))
    if draw(st.booleans()):
        subject = draw(every)
        kind = draw(st.sampled_from([KIND[subject], ""])) if draw(st.booleans()) else KIND[subject]
        kind = draw(mostly(st.just(kind), st.sampled_from(list(IDS))))
        return Statement(subject, "", kind, draw(claims), draw(about))
    relation = draw(mostly(st.sampled_from(list(ENDS)), st.just("NO_SUCH")))
    ends = [
        draw(mostly(st.sampled_from(IDS[kind]), every)) for kind in ENDS.get(relation, ("Person", "Film"))
    ]
    telling: st.SearchStrategy[Any] = st.fixed_dictionaries({}, optional=TELLING.get(relation, {}))
    return Statement(ends[0], relation, ends[1], draw(claims), draw(telling))


@st.composite
def declared(draw: st.DrawFn) -> list[Statement]:
    """Return statements about entities that are mostly declared, in any order."""
    told = draw(st.lists(statements(), max_size=12))
    named = [one for row in told for one in (row.subject, row.object) if one in KIND]
    there = [
        Statement(one, "", KIND[one], Claim("old", "row 0"), {"name": one}) for one in dict.fromkeys(named)
    ]
    if there and not draw(st.integers(0, 20)):
        there.pop()
    return draw(st.permutations(there + told))


judged: st.SearchStrategy[dict[str, str]] = st.one_of(
    st.just({}),
    st.sampled_from(
        [
            {"kim2": "kim"},
            {"비트": "beat", "lee": "kim"},
            {"jp": "kr"},
            {"한국": "kr", "cannes": "busan"},
            {"a": "kim"},
        ]
    ),
)
values = st.sampled_from([1, 1.0, True, "1", [1, 2], dt.date(1997, 5, 1), "봄"])


@st.composite
def files(draw: st.DrawFn, path: str) -> Rows:
    """Return rows of a file: nodes of the film schema among others, and nodes that come twice."""
    outer = ["1", "2", "비트", "beat", "kim", "kr", "jp"]
    rows: list[tuple[Any, ...]] = []
    for node_id in draw(st.lists(st.sampled_from(outer), max_size=8)):
        labels = draw(mostly(st.just([KIND[node_id]] if node_id in KIND else ["A", "B"]), st.just(["C"])))
        told = draw(
            st.fixed_dictionaries({}, optional={"x": mostly(st.just(1), values), f"y{len(rows)}": values})
        )
        if not draw(st.integers(0, 5)):
            told["id"] = "odd"
        if node_id in KIND and draw(st.booleans()):
            told |= {"id": node_id, "claims": [CLAIM], "sources": ["old"]}
        rows.append(("node", node_id, draw(st.permutations(labels)), told))
    there = [row[1] for row in rows]
    if there:
        ends = st.tuples(*[mostly(st.sampled_from(there), st.sampled_from(outer))] * 2)
        for pair in draw(st.lists(ends, max_size=8)):
            kind = draw(st.sampled_from(["R", "S", "ACTED_IN", "CO_PRODUCED_WITH"]))
            told = draw(
                st.fixed_dictionaries({}, optional={"x": values, "film": st.sampled_from(["a", "beat"])})
            )
            if draw(st.booleans()):
                told |= {"claims": [CLAIM], "sources": ["old"]}
            rows.append(("relationship", pair, kind, told))
    return Rows(path, draw(st.sampled_from(["", "", "p:"])), draw(st.permutations(rows)))


loads = st.builds(Load, declared(), st.tuples(files("one"), files("two")).map(list), judged)


@given(loads)
@settings(max_examples=200)
def test_the_spool_gives_what_memory_gives(load: Load) -> None:
    assert on_disk(load) == in_memory(load)


@given(graphs(), graphs())
def test_graphs_of_odd_names_and_values_come_as_they_are(first: Any, second: Any) -> None:
    load = Load(files=[as_rows("one", first), as_rows("two", second)])
    assert on_disk(load) == in_memory(load)


def test_a_symmetric_edge_that_two_files_tell_either_way_round_is_one() -> None:
    told = {"claims": [CLAIM], "sources": ["old"], "film": "beat"}

    def way(start: str, end: str) -> Rows:
        nodes: list[tuple[Any, ...]] = [("node", one, ["Country"], {}) for one in ("jp", "kr", "la")]
        ends = [(start, end), ("jp", "la")]  # the other one stands between the two ways in any order
        edges = [("relationship", one, "CO_PRODUCED_WITH", told) for one in ends]
        return Rows(f"{start}-{end}", "", [*nodes, *edges])

    for files in ([way("kr", "jp"), way("jp", "kr")], [way("jp", "kr"), way("kr", "jp")]):
        outcome = on_disk(Load(files=files))
        assert outcome == in_memory(Load(files=files))
        assert outcome[2].total() == 2


def as_rows(path: str, graph: Any) -> Rows:
    rows: list[tuple[Any, ...]] = []
    for key, told in graph.nodes(data=True):
        properties: Any = {name: value for name, value in told.items() if name != "_labels"}
        rows.append(("node", key, told["_labels"], properties))
    for start, end, told in graph.edges(data=True):
        properties = {name: value for name, value in told.items() if name != "_type"}
        rows.append(("relationship", (start, end), told["_type"], properties))
    return Rows(path, "", rows)


# ---------------------------------------------------------------- what only the spool has

PERSON = Statement("kim", "", "Person", Claim("old", "row 1"), {"name": "Kim"})
FILM = Statement("beat", "", "Film", Claim("old", "row 1"), {"name": "Beat", "year": 1997})
ACTED = Statement("kim", "ACTED_IN", "beat", Claim("old", "row 1"), {})
IS_FILM, IS_PERSON = Place(("Film",), "id"), Place(("Person",), "id")


def test_an_edge_may_end_at_what_stands_in_a_store() -> None:
    with Spool() as spool:
        spool.add([PERSON, ACTED])
        spool.types([("beat", "Film")])
        spool.resolve([], {})
        assert [node.id for node, _ in spool.nodes()] == ["kim"]
        (edge,) = spool.relationships()
        assert (edge.start, edge.end, edge.relationship.end) == (IS_PERSON, IS_FILM, "beat")
        assert spool.counts() == (1, 1)


def test_what_stands_in_a_store_keeps_its_type() -> None:
    with Spool() as spool:
        spool.add([PERSON])
        spool.types([("kim", "Film")])
        with pytest.raises(DataError, match="'kim' is a Person here and a Film elsewhere"):
            spool.resolve([], {})


def test_more_can_be_told_of_what_stands_in_a_store() -> None:
    with Spool() as spool:
        spool.add([Statement("beat", "", "", Claim("new"), {"year": 1998})])
        spool.types([("beat", "Film")])
        spool.resolve(SOURCES, {})
        beat = next(node for node, place in spool.nodes() if place == IS_FILM)
        assert (beat.labels, beat.properties["year"]) == (("Film",), 1998)


def test_rows_of_a_lower_rank_come_first_whenever_they_are_added() -> None:
    a, b = Node("a", ("A",), {"_id": "a", "x": 1, "y": 1}), Node("a", ("A",), {"_id": "a", "x": 2})
    with Spool() as spool:
        spool.add([b], 1)
        spool.add([a], -1)
        spool.resolve([], {})
        ((node, place),) = spool.nodes()
        assert node.properties == {"_id": "a", "x": 2, "y": 1}
        assert place == Place(("A",), "_id")


def test_relationships_of_no_file_join_nodes_of_any_call() -> None:
    nodes = [Node(one, ("A",), {"_id": one}) for one in "ab"]
    edges = [Relationship("a", "R", "b", {"x": 1})] * 2
    with Spool() as spool:
        spool.add(edges)
        spool.add(nodes)
        spool.resolve([], {})
        assert [edge.ordinal for edge in spool.relationships()] == [0, 1]
    with Spool() as spool:
        spool.add(edges)
        spool.add(nodes[:1])
        with pytest.raises(DataError, match="names 'b', and there is no such node"):
            spool.resolve([], {})


def test_what_came_in_can_be_asked_for_before_it_is_resolved() -> None:
    rows = Rows("g", "p:", [("node", "1", ["A"], {}), ("relationship", ("1", "1"), "R", {})])
    with Spool() as spool:
        spool.add([PERSON, FILM, FILM, ACTED])
        spool.add(rows.streamed())
        assert sorted(spool.entities()) == ["beat", "kim"]
        assert list(spool.pairs()) == [("kim", "ACTED_IN", "beat")]
        assert list(spool.graph_ids()) == ["p:1"]
        assert list(spool.graph_pairs()) == [("p:1", "R", "p:1")]
        assert spool.graph_labels() == [("A",)]


def test_half_a_surrogate_pair_is_refused() -> None:
    with Spool() as spool:
        spool.add([Node("\ud800", ("A",), {})])
        with pytest.raises(DataError, match="half a surrogate pair"):
            spool.resolve([], {})


# ---------------------------------------------------------------- files and memory


def open_files() -> set[str]:
    """Return the files without a name that this process holds, which is what SQLite's are."""
    return {one for fd in Path("/proc/self/fd").iterdir() if (one := link_of(fd)).endswith("(deleted)")}


def link_of(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:  # closed in the meantime
        return ""


def many() -> Iterable[Statement]:
    yield PERSON
    for number in range(40_000):
        film = f"film {number}"
        yield Statement(film, "", "Film", Claim("old", f"row {number}"), {"name": "봄날은 간다 " * 60})
        yield Statement("kim", "ACTED_IN", film, Claim("old", f"row {number}"), {})


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists open files in /proc")
@pytest.mark.parametrize("end", ["all", "error", "abandoned"])
def test_the_temporary_file_is_gone_afterwards(end: str, tmp_path: Path) -> None:
    gc.collect()  # what earlier tests have left would go at any moment
    before = open_files()

    def use(spool: Spool) -> None:
        with spool:
            spool.add(many())
            spool.add([Statement("kim", "ACTED_IN", "nobody", Claim("old"), {})] if end == "error" else [])
            spool.resolve([], {})
            nodes = spool.nodes()
            next(nodes)
            if end == "all":
                assert sum(1 for _ in nodes) == 40_000
                assert sum(1 for _ in spool.relationships()) == 40_000
            assert open_files() > before or any(tmp_path.iterdir())

    for folder in (None, tmp_path):
        if end == "error":
            with pytest.raises(DataError, match="'nobody' is not declared"):
                use(Spool(folder))
        else:
            use(Spool(folder))
        assert open_files() == before
        assert not list(tmp_path.iterdir())


def test_a_full_disk_is_one_line() -> None:
    with Spool() as spool:
        spool._tables._db.execute("PRAGMA max_page_count = 60")
        with pytest.raises(StoreError, match=r"temporary file of this load failed: .*full.*TMPDIR"):
            spool.add(many())


MEASURE = """
import resource, sys
from itertools import chain
from pathlib import Path
from kgraph.read import film_list, shelf
from kgraph.read.stream import stream
from kgraph.resolve import spool_rows, spool_tables
from kgraph.resolve.spool import Spool
# What is kept at hand is bounded; with small bounds a small file reaches them, too.
film_list._MANY_FILMS = film_list._MANY_PEOPLE = spool_rows._CLAIMS = 1000
shelf._TABLE = shelf._TABLE.replace("-32000", "-2000")
spool_tables._OPEN = spool_tables._OPEN.replace("-32000", "-2000")
for path in sys.argv[1:]:
    with Spool() as spool:
        told = stream(path)
        spool.add(told.rows)
        spool.resolve(told.sources, {})
        rows = sum(1 for _ in chain(spool.nodes(), spool.relationships()))
    print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts the peak in kilobytes")
@pytest.mark.parametrize(("form", "more"), [("apoc", 24), ("films", 60)])
def test_ten_times_as_many_rows_take_no_more_memory(form: str, more: int, tmp_path: Path) -> None:
    paths = []
    for size in (20_000, 200_000):
        paths.append(tmp_path / f"{size}.jsonl")
        with paths[-1].open("w", encoding="utf-8") as file:
            file.writelines(lines(form, size))
    # A process begins with the peak of the one that starts it, which is here a small one.
    small = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
    command = [sys.executable, "-c", small, sys.executable, "-c", MEASURE, *map(str, paths)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split("\n")
    (few, before), (many_rows, after) = (map(int, line.split()) for line in told[:2])
    assert many_rows > 9 * few
    # Megabytes: the bounded memories fill 8 and 36 of them; all statements, or nodes, would take 47 and 82.
    assert after - before < more
