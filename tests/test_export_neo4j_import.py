"""The bulk road: what the importer is given, and that the real importer makes of it what a load makes."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kgraph.claims import Source
from kgraph.errors import BadSource, DataError, StoreError
from kgraph.export.neo4j_import import files, tables, write_import
from kgraph.export.neo4j_import.cells import MARK
from kgraph.model import Duration, Node, Relationship


def cells(folder: Path, stem: str) -> list[dict[str, str]]:
    """Return the rows of a table as header -> cell; a row that ends early has no more cells."""
    with (folder / f"{stem}-header.csv").open(encoding="utf-8", newline="") as file:
        (header,) = csv.reader(file)
    with gzip.open(folder / f"{stem}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return [dict(zip(header, row, strict=False)) for row in csv.reader(file)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def film(node_id: str, **properties: Any) -> Node:
    return Node(node_id, ("Film",), {"_id": node_id, **properties})


# ---------------------------------------------------------------- what is written


def test_values_stand_under_their_types(tmp_path: Path) -> None:
    seoul = dt.timezone(dt.timedelta(hours=9))
    told = {
        "text": 'say "비트",\nplease',
        "empty": "",
        "whole": 2**53 + 1,
        "part": -0.0,
        "none": float("nan"),
        "least": float("-inf"),
        "yes": True,
        "day": dt.date(1, 2, 3),
        "time": dt.time(1, 2, 3, 4),
        "moment": dt.datetime(1997, 5, 3, 12, tzinfo=seoul),
        "premiere": dt.datetime(2020, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
        "length": Duration(1, 2, 3, 4),
        "texts": ["a;b", "", "c"],
        "days": [dt.date(1997, 5, 3), dt.date(9999, 12, 31)],
    }
    write_import([film("a", **told)], tmp_path / "out")
    (row,) = cells(tmp_path / "out", "nodes-Film")
    assert row == {
        ":ID": "a",
        ":LABEL": "Film",
        "_id:string": "a",
        "text:string": 'say "비트",\nplease',
        "empty:string": "",
        "whole:long": "9007199254740993",
        "part:double": "-0.0",
        "none:double": "NaN",
        "least:double": "-Infinity",
        "yes:boolean": "true",
        "day:date": "0001-02-03",
        "time:localtime": "01:02:03.000004",
        "moment:datetime": "1997-05-03T12:00:00+09:00",
        "premiere:datetime": "2020-10-25T02:30:00+01:00[Europe/Berlin]",
        "length:duration": "P1M2DT3.000000004S",
        "texts:string[]": "a;b\x1f\x1fc",
        "days:date[]": "1997-05-03\x1f9999-12-31",
    }


def test_an_empty_text_is_told_from_none(tmp_path: Path) -> None:
    write_import([film("a", title="", year=1997), film("b", year=1998)], tmp_path / "out")
    lines = gzip.decompress((tmp_path / "out" / "nodes-Film.csv.gz").read_bytes()).splitlines()
    assert lines == [b'"a","Film","a","",1997', b'"b","Film","b",,1998']


def test_two_types_of_one_property_are_two_tables(tmp_path: Path) -> None:
    nodes = [
        film("a", year=1997),
        film("b", year="1998"),
        film("c"),
        film("d", year=[1999]),
        film("e", year=2000),
    ]
    write_import(nodes, tmp_path / "out")
    ids = [[row[":ID"] for row in cells(tmp_path / "out", f"nodes-Film{n}")] for n in ("", "-2", "-3")]
    assert ids == [["a", "c", "e"], ["b"], ["d"]]


def test_label_sets_and_types_have_tables_of_their_own(tmp_path: Path) -> None:
    nodes = [
        Node("a", ("Film", "A-2"), {}),
        Node("b", ("A-2", "Film"), {}),
        Node("c", ("A,2 Film",), {}),
        Node("d"),
    ]
    edges = [Relationship("a", kind, "a") for kind in ("SAW", "SAW", "saw", "봤다: 영화")]
    written = write_import([*edges, *nodes], tmp_path / "out")
    out = tmp_path / "out"
    assert (written.nodes, written.relationships) == (4, 4)
    assert [row[":LABEL"] for row in cells(out, "nodes-A-2-Film")] == ["A-2\x1fFilm"] * 2
    assert [row[":LABEL"] for row in cells(out, "nodes-A-2-Film-2")] == ["A,2 Film"]
    assert [row.get(":LABEL") for row in cells(out, "nodes")] == [""]
    assert [row[":TYPE"] for row in cells(out, "relationships-SAW")] == ["SAW", "SAW"]
    assert [row[":TYPE"] for row in cells(out, "relationships-saw-2")] == ["saw"]
    assert [row[":TYPE"] for row in cells(out, "relationships")] == ["봤다: 영화"]


def test_what_the_importer_cannot_hold_is_put_right_by_commands(tmp_path: Path) -> None:
    odd = {"no": [], "one": [""], "parted": ["a\x1fb", "~"], "cost (won)": 1, "fine": ["", "x"]}
    write_import([film("a", **odd)], tmp_path / "out")
    (row,) = cells(tmp_path / "out", "nodes-Film")
    assert row["no:string[]"] == MARK
    assert row["one:string[]"] == f"{MARK}\x1f"
    assert row["parted:string[]"] == f"{MARK}\x1fa~1b\x1f~0"
    assert row["kgraph: constraints.cypher puts this name right: cost %28won):long"] == "1"
    assert row["fine:string[]"] == "\x1fx"
    commands = (tmp_path / "out" / "constraints.cypher").read_text(encoding="utf-8").splitlines()
    assert next(line for line in commands if line.startswith("MATCH")).endswith(
        "SET x.`cost (won)` = x.`kgraph: constraints.cypher puts this name right: cost %28won)` "
        "REMOVE x.`kgraph: constraints.cypher puts this name right: cost %28won)` } IN TRANSACTIONS;"
    )
    assert [line for line in commands if "`fine`" in line] == []
    assert "put right what the importer cannot hold" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_the_arguments_say_what_the_data_needs(tmp_path: Path) -> None:
    write_import([film("a", title="one line")], tmp_path / "out")
    plain = (tmp_path / "out" / "import.args").read_text(encoding="utf-8").splitlines()
    assert "--nodes=./nodes-Film-header.csv,./nodes-Film.csv.gz" in plain
    assert {"--multiline-fields=false", "--array-delimiter=U+001F", "--bad-tolerance=0"} <= set(plain)
    assert not [line for line in plain if "buffer" in line]
    write_import([film("a", title="two\rlines" + "x" * 2_000_000)], tmp_path / "out")
    more = (tmp_path / "out" / "import.args").read_text(encoding="utf-8").splitlines()
    assert "--multiline-fields=true" in more
    (size,) = [int(line.partition("=")[2]) for line in more if line.startswith("--read-buffer-size")]
    assert size > 4_000_000


def test_an_empty_graph_is_written_as_one(tmp_path: Path) -> None:
    assert write_import([], tmp_path / "out").nodes == 0
    assert cells(tmp_path / "out", "nodes") == []
    assert "--nodes=./nodes-header.csv" in (tmp_path / "out" / "import.args").read_text(encoding="utf-8")


def test_the_sources_and_their_terms_go_along(tmp_path: Path) -> None:
    sources = [Source("paper", "The | Paper", "P", licence="CC0-1.0", attribution="Press")]
    assert list(write_import([], tmp_path / "out", sources=sources).sources) == sources
    assert "| paper | The \\| Paper | P |  | Press | CC0-1.0 |  |" in (
        tmp_path / "out" / "README.md"
    ).read_text("utf-8")


def test_constraints_are_those_of_a_load(tmp_path: Path) -> None:
    write_import(
        [film("a"), Node("b", ("Film", "Classic"), {"_id": "b"}), Node("c", ("Other",))], tmp_path / "out"
    )
    commands = (tmp_path / "out" / "constraints.cypher").read_text(encoding="utf-8")
    assert "FOR (n:`Classic`) REQUIRE n.`_id` IS UNIQUE;" in commands
    assert "FOR (n:`Film`) REQUIRE n.`_id` IS UNIQUE;" in commands
    assert "`Other`" not in commands
    assert "CREATE FULLTEXT INDEX kgraph_names" in commands


def elements(count: int) -> Iterator[Node | Relationship]:
    for number in range(count):
        yield Node(str(number), (f"Label{number % 9}",), {"number": number, "text": "비트" * (number % 7)})
        yield Relationship(str(number), f"TYPE{number % 5}", "0", {"number": number} if number % 3 else {})


def test_the_same_elements_give_the_same_bytes(tmp_path: Path) -> None:
    for out in ("x", "y"):
        write_import(elements(500), tmp_path / out)
    assert contents(tmp_path / "x") == contents(tmp_path / "y")
    packed = contents(tmp_path / "x")["nodes-Label0.csv.gz"]
    assert packed[3:8] == b"\0\0\0\0\0", "a gzip header without name and time"


def test_few_files_are_open_and_no_row_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_OPEN", 2)
    monkeypatch.setattr(tables, "_WAITING", 100)
    monkeypatch.setattr(tables, "_PLANS", 3)
    write_import(elements(300), tmp_path / "out")
    for stem, modulus in (("nodes-Label", 9), ("relationships-TYPE", 5)):
        for rest in range(modulus):
            numbers = [row.get("number:long") for row in cells(tmp_path / "out", f"{stem}{rest}")]
            expected = [str(n) if modulus == 9 or n % 3 else None for n in range(rest, 300, modulus)]
            assert numbers == expected


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("element", "said"),
    [
        (
            film("a", big=2**63),
            "The node 'a' cannot be written: its 'big' is no value: 9223372036854775808 is more",
        ),
        (film("a", bigs=[-(2**63) - 1]), "its 'bigs' is no value"),
        (
            film("a", mixed=[1, 2.5]),
            "its 'mixed' is no value: a list must hold values of one type, not double and long",
        ),
        (film("a", mixed=["x", None]), "not null and string"),
        (film("a", mixed=[dt.time(1), dt.time(1, tzinfo=dt.UTC)]), "not localtime and time"),
        (film("a", span=[Duration(days=2**63)]), "its 'span' is no value: 9223372036854775808 is more"),
        (film("a", deep=[[1]]), "a list must hold no list"),
        (film("a", deep=[[]]), "a list must hold no list"),
        (film("a", map={"x": 1}), "its 'map' is no value: dict is no property value"),
        (film("a", half="\ud800"), "its 'half' is no value: half a surrogate pair is no character"),
        (film("a", marked=[MARK, "x"]), "a list must not begin with"),
        (film("a", at=dt.time(1, tzinfo=dt.timezone(dt.timedelta(hours=-19)))), "18 hours at most"),
        (
            film("a", at=dt.time(1, tzinfo=ZoneInfo("Asia/Seoul"))),
            "is not in whole minutes, 18 hours at most",
        ),
        (
            film("a", at=dt.time(1, tzinfo=dt.timezone(dt.timedelta(hours=9, seconds=5)))),
            "is not in whole minutes, 18 hours at most",
        ),
        (Node("\ud800", (), {}), "half a surrogate pair"),
        (Node("a", ("A\x1fB",), {}), "The node 'a' cannot be written: the importer takes no label with"),
        (Node("a", ("A\0",), {}), "Neo4j allows no label, type or property called 'A\\x00'"),
        (film("a", **{"": 1}), "Neo4j allows no label, type or property called ''"),
        (
            Relationship("a", "SAW", "b", {"big": 2**63}),
            "The relationship 'a' -[SAW]-> 'b' cannot be written: its 'big'",
        ),
    ],
)
def test_what_no_neo4j_could_hold_is_named_and_leaves_nothing(
    element: Node | Relationship, said: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError) as error:
        write_import([film("first"), element], tmp_path / "out")
    assert said in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_half_way_leaves_the_old_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_import([film("old")], out)
    before = contents(out)

    def broken() -> Iterator[Node]:
        yield film("new")
        raise BadSource("films.jsonl", "it ends here.")

    with pytest.raises(BadSource):
        write_import(broken(), out)
    assert contents(out) == before
    assert names(tmp_path) == ["out"]


def test_a_full_disk_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_import([film("old")], out)
    before = contents(out)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        write_import([film("new")], out)
    assert contents(out) == before
    assert names(tmp_path) == ["out"]


def test_a_folder_of_ones_own_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()  # empty
    write_import([film("old"), Node("x", ("Other",))], out)
    (out / "import.report").write_text("what neo4j-admin leaves")
    write_import([film("new")], out)
    assert [row[":ID"] for row in cells(out, "nodes-Film")] == ["new"]
    assert not (out / "nodes-Other.csv.gz").exists()
    assert not (out / "import.report").exists()
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("README.md", "# My films\n", "is a folder that kgraph did not write"),
        ("nodes-Film.csv.gz", "", "holds 'nodes-Film.csv.gz', which kgraph did not write"),
    ],
)
def test_a_folder_of_others_is_left_alone(name: str, text: str, said: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text(text)
    with pytest.raises(StoreError, match=said):
        write_import(iter(()), out)
    assert contents(out) == {name: text.encode()}


def test_what_others_put_into_a_folder_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_import([film("old")], out)
    (out / "nodes-mine.csv").write_text("mine")
    with pytest.raises(StoreError, match=r"holds 'nodes-mine\.csv'"):
        write_import([film("new")], out)
    assert (out / "nodes-mine.csv").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(StoreError, match="is a file, and no folder"):
        write_import([film("a")], tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
