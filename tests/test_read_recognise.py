"""Which format a file has is told by its content, and what is none is refused with the list of formats."""

from __future__ import annotations

import gc
import gzip
import io
import sys
from pathlib import Path

import pytest

from kgraph.errors import BadSource
from kgraph.read import Batch, default_name, read, read_bytes
from kgraph.read import film_list as film_list_module

FILM = '{"title": "Beat", "year": 1997}\n'
NODE = '{"type": "node", "id": 1, "labels": ["A"], "properties": {}}\n'
GRAPHML = (
    '<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    '<graph edgedefault="directed"><node id="1"/></graph></graphml>'
)
GEXF = (
    '<gexf xmlns="http://www.gexf.net/1.2draft"><graph defaultedgetype="directed">'
    '<nodes><node id="1" label="1"/></nodes></graph></gexf>'
)
KNOWN = {
    "film lines": FILM,
    "film array": f"[{FILM}]",
    "lines": NODE,
    "rows in an array": f"\n [{NODE}]",
    "APOC's document": f'{{"nodes": [{NODE}], "rels": []}}',
    "node-link": '{\n  "nodes": [{"id": 1}],\n  "links": []\n}',
    "GraphML": GRAPHML,
    "GEXF": GEXF,
    "Cypher": "// a graph\nCREATE (:A {name: 'a'});\n",
    "Cypher of a shell": ":begin\nCREATE (:A);\n:commit\n",
}


def told(batch: Batch) -> int:
    return len(batch.statements) + len(batch.nodes)


@pytest.mark.parametrize("text", KNOWN.values(), ids=KNOWN)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_every_format_is_known_by_its_content(text: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "data.txt"
    path.write_text(mark + text, encoding="utf-8")
    assert told(read(path)) == 1
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert told(read(path)) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_xml_says_its_encoding_itself(encoding: str) -> None:
    text = GRAPHML.replace('"1.0"', f'"1.0" encoding="{encoding}"').replace('id="1"', 'id="é"')
    assert read_bytes(text.encode(encoding), name="g").nodes[0].id == "é"


def test_standard_input_is_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(NODE.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    batch = read("-")
    assert (batch.name, told(batch)) == ("stdin", 1)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("us-films.jsonl.gz", "us-films"),
        ("a.b.graphml", "a.b"),
        ("README", "README"),
        ("-", "stdin"),
        ("x.GZ", "x"),
    ],
)
def test_a_source_is_called_after_its_file(file: str, name: str) -> None:
    assert default_name(file) == name


def test_a_source_can_be_called_otherwise(tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_text(FILM, encoding="utf-8")
    batch = read(tmp_path / "f.jsonl", name="mine")
    assert (batch.name, batch.statements[0].subject) == ("mine", "mine:film:beat-1997")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (b"Once upon a time", "this is no format that kgraph knows"),
        (b"42", "this is no format that kgraph knows"),
        (b"[]", "there are no rows"),
        (b"{}", "this is JSON, but of no kind that kgraph knows"),
        (b'{"a": 1}\n{"b": 2}\n', "line 1: this is JSON, but of no kind that kgraph knows"),
        (b"[1, 2]", "record 1: this is JSON, but of no kind that kgraph knows"),
        (b'{"nodes": [1], "links": []}', "this is JSON with nodes, but not node-link JSON"),
        (b"<html></html>", "this is XML, but of no kind that kgraph knows: <html>"),
    ],
)
def test_what_is_no_known_format_is_refused_with_the_list(data: bytes, what: str) -> None:
    with pytest.raises(BadSource) as refused:
        read_bytes(data, name="f", filename="f.x")
    assert str(refused.value).startswith("f.x")
    assert what in str(refused.value)
    assert "GraphML, GEXF, node-link JSON and Cypher scripts" in refused.value.hint


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(FILM.encode() * 99, mtime=0)[:-9], "the gzip file ends too early"),
        (gzip.compress(FILM.encode() * 99, mtime=0)[:-8] + b"12345678", "the gzip file is damaged"),
        (b"\x1f\x8b not gzip at all", "the gzip file is damaged"),
        (FILM.encode("utf-16"), "the text is UTF-16, not UTF-8"),
        (FILM.encode() + '{"title": "Café"}'.encode("latin-1"), r"line 2: byte 46 \(0xe9\) is not UTF-8"),
        (FILM.encode() + b'{"title": "B', r"line 2: this is not JSON: Unterminated string \(column 11\)\."),
        (b'{"title": }\n' + FILM.encode(), "line 1: this is not JSON"),
        (b'{"nodes": [\n\n}', "line 3: this is not JSON"),
        (b"[" * 100_000, "nested too deep"),
        (FILM.encode() + b'{"title": "\\ud800"}', "half a surrogate pair"),
        (b"id,title,publisher\nx,y,z\n", "give the folder"),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(data: bytes, what: str) -> None:
    with pytest.raises(BadSource, match=what) as refused:
        read_bytes(data, name="f")
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_refused_with_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "films.jsonl").write_text(FILM, encoding="utf-8")
    with pytest.raises(
        BadSource, match=r"film\.jsonl: there is no such file\. Did you mean '.*films\.jsonl'\?"
    ):
        read(tmp_path / "film.jsonl")
    with pytest.raises(BadSource, match="There is no folder"):
        read(tmp_path / "nowhere" / "film.jsonl")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(BadSource, match="Permission denied"):
        read(tmp_path / "f.jsonl")


def test_an_interrupt_passes_through_and_the_collector_works_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(film_list_module, "Statement", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(FILM.encode(), name="f")
    assert gc.isenabled()
