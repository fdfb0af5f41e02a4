"""The store's file: whole or not at all, one writer, and never touched when it is not ours."""

from __future__ import annotations

import errno
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.engine import Engine
from kgraph.errors import DataError, StoreDamaged, StoreError, StoreLocked
from kgraph.store import files, holding

Claims = Callable[..., Path]
STORES = Path(__file__).parent / "stores"


@pytest.fixture
def path(tmp_path: Path, claims: Claims) -> Path:
    """A store's file with the small claims loaded."""
    path = tmp_path / "films.kgl"
    with kgraph.open(path) as store:
        store.load(claims())
    return path


def names(path: Path) -> list[Any]:
    with kgraph.open(path) as store:
        return [row[0] for row in store.query("MATCH (n) RETURN n.name ORDER BY n.name").rows]


def test_a_closed_store_opens_again_with_all_of_it(path: Path) -> None:
    assert names(path) == ["Beat", "Jung Woo-sung", "Kim Sung-soo", "The Paper"]
    with kgraph.open(path) as store:
        assert [one.id for one in store.sources()] == ["paper"]


def test_opening_makes_no_file_and_reading_none_either(tmp_path: Path) -> None:
    with kgraph.open(tmp_path / "none.kgl") as store:
        assert store.query("MATCH (n) RETURN count(n)").rows == [(0,)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x05\x06" + bytes(18), b"PK\x03\x04 cut off"])
def test_a_foreign_or_damaged_file_is_refused_and_not_touched(
    tmp_path: Path, content: bytes, claims: Claims
) -> None:
    path = tmp_path / "other.kgl"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"other\.kgl"):
        kgraph.open(path).load(claims())
    assert path.read_bytes() == content


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_flipped_byte_or_a_cut_is_found_when_opened(path: Path, part: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(StoreDamaged):
        kgraph.open(path)
    with zipfile.ZipFile(_rewritten(path, data)) as archive:
        info = archive.getinfo(files.GRAPH)
    flipped = bytearray(data)
    flipped[info.header_offset + 30 + len(files.GRAPH) + info.file_size // 2] ^= 0xFF
    path.write_bytes(flipped)
    with pytest.raises(StoreDamaged, match="is damaged"):
        kgraph.open(path)


def _rewritten(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_file_of_a_newer_kgraph_is_refused(path: Path) -> None:
    contents = files.read(path, loads=True)
    contents.manifest["format"] = files.FORMAT + 1
    files.write(path, contents)
    with pytest.raises(StoreDamaged, match="newer"):
        kgraph.open(path)


def test_a_graph_of_another_engine_is_made_anew_from_the_kept_sources(path: Path) -> None:
    contents = files.read(path, loads=True)
    contents.manifest["engine"] = "0.0"
    contents.graph = b"what a later engine cannot read"
    files.write(path, contents)
    assert len(names(path)) == 4


@pytest.mark.parametrize("old", sorted(STORES.glob("*.kgl")), ids=lambda path: path.stem)
def test_a_store_of_every_release_opens(old: Path, tmp_path: Path) -> None:
    path = tmp_path / old.name
    path.write_bytes(old.read_bytes())
    assert names(path) == ["Beat", "Jung Woo-sung", "Kim Sung-soo", "The Paper"]
    contents = files.read(path)
    assert contents.manifest["kgraph"] == old.stem.removeprefix("kgraph-")


def test_there_is_a_store_of_this_release() -> None:
    assert (STORES / f"kgraph-{kgraph.__version__}.kgl").is_file()


def test_a_full_disk_leaves_the_store_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, claims: Claims
) -> None:
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with kgraph.open(path) as store:
        for change in (
            lambda: store.load(claims("more", credits=None)),
            lambda: store.unload("paper"),
            lambda: store.query("MATCH (n) DETACH DELETE n", write=True),
        ):
            with pytest.raises(StoreError, match="No space left"):
                change()
            assert store.query("MATCH (n) RETURN count(n)").rows == [(4,)]
    assert path.read_bytes() == before
    assert sorted(one.suffix for one in path.parent.iterdir() if one.is_file()) in (
        [".kgl"],
        [".kgl", ".lock"],
    )


def test_ctrl_c_in_the_middle_of_a_load_leaves_the_store_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, claims: Claims
) -> None:
    before = path.read_bytes()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with kgraph.open(path) as store:
        monkeypatch.setattr(Engine, "add", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.load(claims(credits=None))
        monkeypatch.undo()
        assert store.query("MATCH ()-[r]->() RETURN count(r)").rows == [(2,)]
    assert path.read_bytes() == before


def test_a_second_writer_is_told_to_wait_and_a_reader_is_not(
    path: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_LOCK_SECONDS", 0.05)
    with files.writing(path):
        assert len(names(path)) == 4
        with pytest.raises(StoreLocked, match="Another process"):
            kgraph.open(path).load(claims(credits=None))


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path, claims: Claims) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        kgraph.open(tmp_path / "file" / "films.kgl").load(claims())


def test_an_open_store_sees_what_another_wrote(path: Path, property_graph: Callable[..., Path]) -> None:
    with kgraph.open(path) as reader:
        assert len(reader.graph) == 4
        with kgraph.open(path) as writer:
            writer.load(property_graph("g.jsonl", {"a": "X"}))
        assert reader.query("MATCH (n:X) RETURN count(n)").rows == [(1,)]
        assert len(reader.graph) == 5
        with kgraph.open(path) as writer:
            writer.load(property_graph("h.jsonl", {"b": "X"}))
        reader.load(property_graph("i.jsonl", {"c": "X"}))
        assert reader.query("MATCH (n:X) RETURN count(n)").rows == [(3,)]


def test_two_that_stay_two_do_not_make_the_graph_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the graph is made anew")

    before = path.read_bytes()
    with monkeypatch.context() as watched, kgraph.open(path) as store:
        watched.setattr(holding, "build", never)
        store.judge("person/kim", "different", "person/jung")
        with kgraph.open(path) as again:
            assert [one.verdict for one in again.judgements()] == ["different"]
            assert again.query("MATCH (n) RETURN count(n)").rows == [(4,)]
        store.unjudge("person/kim", "person/jung")
        assert store.judgements() == []
    assert path.read_bytes() == before
    with kgraph.open(path) as store:
        store.judge("person/kim", "different", "person/jung")
        store.judge("person/kim", "same", "person/jung")
        assert store.query("MATCH (n) RETURN count(n)").rows == [(3,)]
    assert len(names(path)) == 3


def test_a_judgements_file_edited_by_hand_counts_at_once(path: Path) -> None:
    beside = path.with_suffix(".judgements.csv")
    beside.write_text("left,verdict,right,note\nperson/jung,same,person/kim,by hand\n", encoding="utf-8-sig")
    question = "MATCH (p:Person) RETURN p.id"
    with kgraph.open(path) as store:
        assert store.query(question).rows == [("person/kim",)]
        beside.unlink()
        assert len(store.query(question).rows) == 2


def test_a_judgements_file_in_another_encoding_says_where(path: Path) -> None:
    path.with_suffix(".judgements.csv").write_bytes("left,verdict,right\nperson/김,same,b\n".encode("euc-kr"))
    with pytest.raises(DataError, match=r"line 2: byte 26 .* is not UTF-8"):
        kgraph.open(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("left,right\n", "column 'verdict' is missing"),
        ("left,verdict,right\na,sames,b\n", "line 2: No verdict is called 'sames'"),
        ("left,verdict,right\na,same,\n", "line 2: a judgement needs two ids"),
        ("left,verdict,right\na,same,b\nb,same,a\n", "circle: a -> b -> a"),
    ],
)
def test_a_judgements_file_that_cannot_be_read_says_where(path: Path, text: str, message: str) -> None:
    path.with_suffix(".judgements.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        kgraph.open(path)


def test_the_same_loads_give_the_same_file(tmp_path: Path, claims: Claims) -> None:
    folder = claims()
    for name in ("a", "b"):
        with kgraph.open(tmp_path / f"{name}.kgl") as store:
            store.load(folder)
    one, other = (files.read(tmp_path / f"{name}.kgl", loads=True) for name in "ab")
    assert one.manifest == other.manifest
    assert one.loads == other.loads
    assert json.dumps(one.manifest)
