"""A stream gives the rows, notes, sources, fingerprint and errors that reading the whole gives."""

from __future__ import annotations

import gc
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.claims import Statement
from kgraph.errors import BadSource
from kgraph.export.content import content
from kgraph.export.json_writers import apoc_lines
from kgraph.model import Node, Relationship
from kgraph.read import Batch, film_list, read
from kgraph.read import stream as stream_module
from kgraph.read.options import Options
from kgraph.read.records import FileNode, FileRelationship, Records
from kgraph.read.stream import Stream, stream
from kgraph.store.build import gather
from tests.conftest import KOREAN_CINEMA
from tests.strategies import graphs
from tests.test_progress import watched
from tests.test_read_recognise import GEXF, GRAPHML, KNOWN

FILMS = [
    {
        "title": "Beat",
        "year": 1997,
        "cast": ["Jung Woo-sung", "Ko So-young", "(narrator)"],
        "genres": ["Drama"],
    },
    {
        "title": "봄날은 간다",
        "year": 2001,
        "cast": ["이영애", " Jung Woo-sung"],
        "extract": "x",
        "href": "One_Fine",
    },
    {"title": "Beat", "year": 1997, "cast": []},
    {"title": "Beat", "year": 1997, "cast": []},
]
NODES = [
    {"type": "relationship", "label": "R", "start": {"id": 1}, "end": {"id": "b"}, "properties": {"x": 1.5}},
    {
        "type": "node",
        "id": 1,
        "labels": ["A", "B"],
        "properties": {"x": [1, 2], "on": {"$date": "1997-05-01"}},
    },
    {"type": "node", "id": "b", "labels": [], "properties": None},
    {"type": "node", "id": 1, "labels": ["B", "A"], "properties": {"y": "영화"}},
]


def as_lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def whole(told: Stream) -> Batch:
    """Return what a stream gives, put together as reading the whole does."""
    rows = list(told.rows)
    nodes = [row for row in rows if isinstance(row, FileNode)]
    if not nodes:
        statements = [row for row in rows if isinstance(row, Statement)]
        assert statements == rows
        return Batch(told.name, told.sources, statements, notes=told.notes)
    records = Records(nodes[0].file.shown)
    outer = {node.outer: node.id for node in nodes}
    for node in nodes:
        parts = (
            node.properties
            if node.properties.get("_id") != node.id
            else {**node.properties, "_id": node.outer}
        )
        records.node(node.outer, node.labels, parts, node.row)
    for row in rows:
        if isinstance(row, FileRelationship):
            records.relationship((row.start, row.end), row.type, row.properties, row.row)
    batch = records.batch(told.name, told.sources, told.notes)
    batch.nodes = [Node(outer[one.id], one.labels, renamed(one, outer)) for one in batch.nodes]
    batch.relationships = [
        Relationship(outer[one.start], one.type, outer[one.end], one.properties)
        for one in batch.relationships
    ]
    return batch


def renamed(node: Node, outer: dict[str, str]) -> dict[str, Any]:
    told = dict(node.properties)
    return {**told, "_id": outer[node.id]} if "_id" in told else told


def assert_same(path: Path, name: str = "", prefix: str = "") -> Stream:
    options = Options(prefix)
    told = stream(path, name=name, options=options)
    assert whole(told) == read(path, name=name, prefix=prefix)
    load = gather(path, name, options)
    assert (told.name, told.path, told.fingerprint) == (load.name, load.path, load.fingerprint)
    return told


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in blocks of a few bytes, and remember a few films only."""
    monkeypatch.setattr(stream_module, "_BLOCK", 7)
    monkeypatch.setattr(film_list, "_MANY_FILMS", 1)
    monkeypatch.setattr(film_list, "_MANY_PEOPLE", 2)


@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "zipped"])
@pytest.mark.parametrize("rows", [FILMS, NODES], ids=["films", "nodes"])
@pytest.mark.usefixtures("small_parts")
def test_lines_are_streamed_and_give_what_the_whole_gives(
    rows: list[Any], zipped: bool, tmp_path: Path
) -> None:
    data = b"\xef\xbb\xbf\n" + as_lines(*rows[:2]) + b"\n  \n" + as_lines(*rows[2:]).rstrip(b"\n")
    path = tmp_path / ("list.jsonl.gz" if zipped else "list.jsonl")
    path.write_bytes(gzip.compress(data[:50]) + gzip.compress(data[50:]) if zipped else data)
    told = assert_same(path)
    assert told.kind == ("claims" if rows is FILMS else "property graph")
    assert_same(path, name="mine", prefix="p:")


@pytest.mark.parametrize("text", [*KNOWN.values(), GRAPHML, GEXF])
def test_what_is_read_whole_gives_the_same(text: str, tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text(text, encoding="utf-8")
    assert_same(path)


def test_a_folder_of_claims_gives_the_same() -> None:
    assert assert_same(KOREAN_CINEMA).kind == "claims"


def test_names_have_no_slash_as_in_a_store(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_bytes(as_lines(*FILMS))
    told = stream(path, name="a/b")
    assert told.name == gather(path, "a/b").name == "a-b"


@given(graphs(), st.sampled_from(["", "p:"]))
def test_any_graph_that_is_exported_is_streamed_as_it_is_read(
    tmp_path_factory: Any, graph: Any, prefix: str
) -> None:
    path = tmp_path_factory.mktemp("graphs") / "graph.jsonl"
    path.write_text("".join(apoc_lines(content(graph))), encoding="utf-8")
    if len(graph):
        assert_same(path, prefix=prefix)


names = st.sampled_from(
    ["Ann", "Ann 2", "Ann!", "Ann O'Day", "Ann O Day", "Ann-O-Day 2", "Bob ", "Bob", "?", "봄", "봄 2"]
)
films = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Beat", "Beat 2", "beat!", "Beat 1", "봄"]),
        "cast": st.lists(names, max_size=4),
    },
    optional={"year": st.integers(1, 2)},
)


@given(st.lists(films, min_size=2, max_size=12), st.tuples(st.integers(1, 3), st.integers(1, 3)))
def test_ids_are_the_same_though_little_is_remembered(
    tmp_path_factory: Any, rows: list[Any], many: tuple[int, int]
) -> None:
    path = tmp_path_factory.mktemp("films") / "list.jsonl"
    path.write_bytes(as_lines(*rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream_module, "_BLOCK", 40)
        patch.setattr(film_list, "_MANY_FILMS", many[0])
        patch.setattr(film_list, "_MANY_PEOPLE", many[1])
        assert_same(path)


def test_standard_input_is_streamed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "-"
    path.write_bytes(as_lines(*FILMS))

    class Stdin:
        buffer = io.BytesIO(path.read_bytes())

    monkeypatch.setattr(sys, "stdin", Stdin)
    told = stream("-", name="list")
    assert (told.path, told.name) == ("-", "list")
    rows = told.rows
    fingerprint = gather(path).fingerprint
    assert list(rows) == read(path, name="list").statements
    assert told.fingerprint == fingerprint


def test_standard_input_that_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(GRAPHML.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert [row.id for row in stream("-").rows if isinstance(row, Node)] == ["1"]


BAD = {
    "no film": as_lines(*FILMS, {"title": ""}),
    "no object": as_lines(*FILMS, 7),
    "no year": as_lines(*FILMS, {"title": "A", "year": "soon"}),
    "no JSON": as_lines(*FILMS) + b"{\n",
    "no UTF-8": as_lines(*FILMS) + b'{"title": "Caf\xe9"}\n',
    "no UTF-8 after a mark": b"\xef\xbb\xbf" + as_lines(*FILMS) + b'{"title": "Caf\xe9"}\n',
    "half a pair": as_lines(*FILMS) + b'{"title": "\\ud800"}\n',
    "neither": as_lines(*NODES, {"type": "edge"}),
    "no id": as_lines(*NODES, {"type": "node", "id": None}),
    "no labels": as_lines(*NODES, {"type": "node", "id": 3, "labels": "A"}),
    "a map": as_lines(*NODES, {"type": "node", "id": 3, "properties": {"x": {"y": 1}}}),
    "no type": as_lines(*NODES, {"type": "relationship", "start": {"id": 1}, "end": {"id": 1}}),
    "first line": b'{"title": }\n' + as_lines(*FILMS),
    "first half a pair": b'{"title": "\\ud800", "year": 1}\n' + as_lines(*FILMS),
    "unknown": as_lines({"a": 1}, {"b": 2}),
    "empty": b"",
    "blank": b" \n \n",
    "UTF-16": as_lines(*FILMS).decode().encode("utf-16"),
    "cut": gzip.compress(as_lines(*FILMS) * 99)[:-9],
    "broken": gzip.compress(as_lines(*FILMS) * 99)[:-8] + b"12345678",
    "never gzip": b"\x1f\x8b not gzip at all",
    "more": gzip.compress(as_lines(*FILMS)) + b"more",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
@pytest.mark.usefixtures("small_parts")
def test_what_is_wrong_is_said_in_the_same_words(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(data)
    errors = []
    for read_all in (read, lambda path: list(stream(path).rows)):
        with pytest.raises(BadSource) as caught:
            read_all(path)
        errors.append((str(caught.value), caught.value.row))
    assert errors[0] == errors[1]


def test_rows_before_the_wrong_one_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "_BLOCK", 7)
    path = tmp_path / "list.jsonl"
    path.write_bytes(as_lines(*FILMS, {"title": ""}))
    rows = stream(path).rows
    assert isinstance(next(rows), Statement)
    with pytest.raises(BadSource, match="line 5: the film has no title"):
        list(rows)


def test_a_missing_file_is_refused_as_ever(tmp_path: Path) -> None:
    (tmp_path / "films.jsonl").write_bytes(as_lines(*FILMS))
    with pytest.raises(BadSource, match=r"there is no such file\. Did you mean '.*films\.jsonl'\?"):
        stream(tmp_path / "film.jsonl")


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(as_lines(*FILMS))
    rows = stream(path).rows
    next(rows)
    with path.open("ab") as file:
        file.write(as_lines(*FILMS))
    with pytest.raises(BadSource, match="the file changed while it was read"):
        list(rows)


def test_a_stream_that_is_given_up_closes_its_file(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(as_lines(*FILMS) * 20_000)  # more than is read at once
    rows = stream(path).rows
    next(rows)
    assert is_open(path)
    del rows
    gc.collect()  # a stream and its rows know each other
    assert not is_open(path)


def is_open(path: Path) -> bool:
    """Tell whether this process has a file open, where the system says so."""
    held = Path("/proc/self/fd")
    if not held.exists():
        pytest.skip("this system does not list the files that a process has open: run it on Linux")
    return any(one.resolve() == path.resolve() for one in held.iterdir())


def test_the_real_list_is_streamed_as_it_is_read(shared_data: Path) -> None:
    assert_same(shared_data / "us-films.jsonl.gz")


def test_progress_is_in_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(as_lines(*FILMS))
    terminal = watched(monkeypatch)
    list(stream(path).rows)
    assert "bytes/s" in terminal.getvalue()
