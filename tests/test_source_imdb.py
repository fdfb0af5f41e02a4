"""IMDb's non-commercial files: what they become, in invented rows."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.claims import Statement
from kgraph.cli import main
from kgraph.errors import BadSource, KgraphError, StoreError, UsageError
from kgraph.read.options import Options
from kgraph.read.report import Report
from kgraph.read.sources.imdb.database import Database
from kgraph.read.sources.imdb.files import AKAS, CAST, COLUMNS, CREW, EPISODES, NAMES, RATINGS, TITLES
from kgraph.read.stream import stream
from tests.imdb_rows import ROWS, write

duckdb = pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("imdb") / "imdb")


@pytest.fixture(scope="module")
def whole(folder: Path) -> list[Statement]:
    return told(folder)


def told(path: Path, report: Report | None = None, skip_bad: bool = False, **choices: Any) -> list[Statement]:
    how = Options.given("", choices, skip_bad=skip_bad)
    made = stream(path, options=how, report=report or Report(skip_bad=skip_bad))
    return [row for row in made.rows if isinstance(row, Statement)]


def declared(statements: list[Statement], kind: str) -> dict[str, Any]:
    found = {one.subject: dict(one.values) for one in statements if one.object == kind and not one.relation}
    return {key.removeprefix("imdb:"): values for key, values in found.items()}


def films(path: Path, **choices: Any) -> set[str]:
    return set(declared(told(path, **choices), "Film"))


def edges(statements: list[Statement], film: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for one in statements:
        if one.relation and one.object == f"imdb:{film}":
            yield one.subject.removeprefix("imdb:"), one.relation, dict(one.values)


# ---------------------------------------------------------------- what becomes what


def test_a_title_is_a_film_with_what_the_other_files_say_of_it(whole: list[Statement]) -> None:
    assert declared(whole, "Film")["tt0000001"] == {
        "name": 'The "Quoted',
        "names": ["Ein 'Titel'", "따옴표"],
        "kind": "feature",
        "year": 1994,
        "minutes": 142,
        "genres": ["Drama", "Crime"],
        "score": 8.3,
        "votes": 1200,
        "imdb": "tt0000001",
    }
    assert declared(whole, "Film")["tt0000002"] == {
        "name": "Long Run",
        "names": ["Lauf"],
        "kind": "series",
        "year": 2001,
        "end_year": 2005,
        "score": 6.0,
        "votes": 12,
        "imdb": "tt0000002",
    }


def test_what_is_not_known_is_not_said_and_a_new_type_stays_as_it_is(whole: list[Statement]) -> None:
    found = declared(whole, "Film")
    assert found["tt0000006"] == {"names": ["Named Elsewhere"], "kind": "feature", "imdb": "tt0000006"}
    assert (found["tt0000007"]["kind"], found["tt0000007"]["genres"]) == ("somethingNew", ["Drama"])


def test_principals_and_crew_are_one_edge_for_each_relation(whole: list[Statement]) -> None:
    assert sorted(edges(whole, "tt0000001"), key=str) == sorted(
        [
            ("nm0000001", "ACTED_IN", {"role": ["Maid", 'Ghost "Boo"', "Self"], "billing": 1}),
            ("nm0000002", "ACTED_IN", {"role": ["King"], "billing": 2}),
            ("nm0000003", "DIRECTED", {}),
            ("nm0000003", "WROTE", {"role": ["screenplay by", "novel"]}),
            ("nm0000002", "WROTE", {}),
            ("nm0000005", "PRODUCED", {"role": ["executive producer"]}),
            ("nm0000002", "WORKED_ON", {"role": "archive footage"}),
            ("nm0000002", "WORKED_ON", {"role": "stunt rider"}),
        ],
        key=str,
    )
    jobs = {relation for _, relation, _ in edges(whole, "tt0000007")}
    assert jobs == {"CINEMATOGRAPHY", "COMPOSED_FOR", "EDITED", "ART_DIRECTED"}


def test_an_episode_is_part_of_its_series(whole: list[Statement]) -> None:
    assert list(edges(whole, "tt0000002")) == [
        ("nm0000003", "DIRECTED", {}),
        ("tt0000003", "PART_OF", {"season": 1, "episode": 2}),
    ]


def test_people_are_there_also_without_a_title_or_a_name(whole: list[Statement]) -> None:
    assert declared(whole, "Person") == {
        "nm0000001": {
            "name": "Ada Adams",
            "born": 1950,
            "died": 2020,
            "occupation": ["actress", "casting director"],
            "imdb": "nm0000001",
        },
        "nm0000002": {"name": "Bo \\ Berg", "imdb": "nm0000002"},
        "nm0000003": {"name": "Cy Cole", "born": 1970, "occupation": ["director"], "imdb": "nm0000003"},
        "nm0000004": {"name": "Nobody Atall", "imdb": "nm0000004"},
        "nm0000005": {"imdb": "nm0000005"},
    }


def test_the_claims_name_the_row_by_its_id(whole: list[Statement]) -> None:
    places = {one.claim.place for one in whole if one.object == "imdb:tt0000001"}
    assert places == {"tt0000001"}
    assert {one.claim.source for one in whole} == {"imdb"}


def test_what_is_left_out_is_counted(folder: Path) -> None:
    report = Report()
    told(folder, report)
    assert dict(report.skipped) == {
        "adult titles, which --adult loads": 1,
        "video games, which --type videoGame loads": 1,
    }
    assert dict(report.left_out) == {
        "credits of titles that are not in title.basics, or not loaded": 2,
        "credits of people who are not in name.basics": 1,
        "links to series that are not loaded": 1,
    }


def test_the_account_adds_up_and_names_the_files_that_are_there(tmp_path: Path) -> None:
    bad = {
        "title_basics": [*ROWS[TITLES], "tt1|movie"],
        "title_ratings": [*ROWS[RATINGS], "tt0000001|much|5"],
    }
    path = write(tmp_path / "imdb", **bad)
    (path / "LICENCE.txt").write_text("Read me.")
    file = io.StringIO()
    report = Report(skip_bad=True, file=file)
    statements = told(path, report, skip_bad=True, region="KR")
    assert (report.read, report.kept) == (len(ROWS[TITLES]) + 1 + 4 + 2, 1 + 4)
    assert report.kept == len(declared(statements, "Film")) + len(declared(statements, "Person"))
    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    files = {Path(one["file"]).name: one for one in lines if one["done"] == "read"}
    assert {name: (one["rows"], one["kept"], one["skipped"]) for name, one in files.items()} == {
        "imdb": (2, 0, 2),
        "0.txt": (8, 1, 7),
        "1.txt": (4, 4, 0),
    }
    assert all(Path(one["file"]).exists() for one in lines if "file" in one)


# ---------------------------------------------------------------- what is wanted


@pytest.mark.parametrize(
    ("choices", "wanted"),
    [
        ({"region": "kr"}, {"tt0000001"}),
        ({"region": "KR,DE"}, {"tt0000001", "tt0000002"}),
        ({"language": "ko"}, {"tt0000001"}),
        ({"years": "1999-2001"}, {"tt0000002", "tt0000003"}),
        ({"years": "2001-"}, {"tt0000002", "tt0000003", "tt0000007"}),
        ({"years": "-1994"}, {"tt0000001"}),
        ({"years": "1999", "adult": True}, {"tt0000004"}),
        ({"type": "movie"}, {"tt0000001", "tt0000006"}),
        ({"type": "tvseries, tvEpisode"}, {"tt0000002", "tt0000003"}),
        ({"type": "videoGame"}, {"tt0000005"}),
        ({"min_votes": "13"}, {"tt0000001"}),
        ({"people": "nm0000003"}, {"tt0000001", "tt0000002"}),
        ({"people": "nm0000005", "years": "2010"}, {"tt0000007"}),
        ({"adult": True, "type": "movie"}, {"tt0000001", "tt0000004", "tt0000006"}),
    ],
    ids=lambda told: " ".join(sorted(told)) if isinstance(told, set) else str(told),
)
def test_only_the_titles_that_are_wanted_are_read(
    folder: Path, choices: dict[str, Any], wanted: set[str]
) -> None:
    assert films(folder, **choices) == wanted


def test_with_a_filter_only_the_people_of_its_films_are_read(folder: Path) -> None:
    statements = told(folder, years="2001")
    assert set(declared(statements, "Person")) == {"nm0000001", "nm0000003"}


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"years": "soon"}, "'soon' are no years"),
        ({"years": "1999-1990"}, "'1999-1990' are no years"),
        ({"type": "moive"}, "Did you mean 'movie'"),
        ({"min_votes": "many"}, "no whole number"),
        ({"people": "Ada"}, "no person's id"),
        ({"region": "ZZ"}, "No title .* --region ZZ"),
    ],
)
def test_what_cannot_be_meant_is_refused(folder: Path, choices: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        told(folder, **choices)


# ---------------------------------------------------------------- files


def test_titles_alone_and_names_alone_can_be_read(tmp_path: Path) -> None:
    titles, names = write(tmp_path / "titles", [TITLES]), write(tmp_path / "names", [NAMES])
    assert len(declared(told(titles / "0.txt"), "Film")) == 5
    assert len(declared(told(names), "Person")) == 5


@pytest.mark.parametrize("kind", [CAST, CREW, AKAS, RATINGS, EPISODES])
def test_a_file_that_needs_another_says_so(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "one", [kind]) / "0.txt"
    with pytest.raises(BadSource, match=f"{kind} says nothing without title.basics"):
        told(path)


def test_an_option_says_which_file_it_needs(tmp_path: Path) -> None:
    path = write(tmp_path / "one", [TITLES])
    for choice, needs in (("region", AKAS), ("min_votes", RATINGS), ("people", CAST)):
        value: Any = {"min_votes": "5", "people": "nm1"}.get(choice, "KR")
        with pytest.raises(UsageError, match=needs):
            told(path, **{choice: value})


def test_two_of_one_kind_are_refused_and_other_files_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "two", [TITLES])
    (path / "LICENCE.txt").write_text("Read me.")
    report = Report()
    told(path, report)
    assert report.skipped["this is none of IMDb's files"] == 1
    (path / "again.tsv").write_bytes((path / "0.txt").read_bytes())
    with pytest.raises(BadSource, match=r"title\.basics again"):
        told(path)


def test_columns_may_stand_in_another_order_and_be_more(tmp_path: Path) -> None:
    columns = [*list(COLUMNS[TITLES])[:2], "new", *list(COLUMNS[TITLES])[:1:-1]]
    path = tmp_path / "title.tsv"
    row = dict(zip(COLUMNS[TITLES], ROWS[TITLES][0].split("|"), strict=True)) | {"new": "x"}
    path.write_text("\t".join(columns) + "\n" + "\t".join(row[name] for name in columns) + "\n")
    assert declared(told(path), "Film")["tt0000001"]["year"] == 1994


def test_columns_that_imdb_calls_otherwise_now_are_no_file_to_pass_over(tmp_path: Path) -> None:
    path = write(tmp_path / "changed")
    (path / "5.txt").write_text("tconst\tavgRating\tnumVotes\ntt0000001\t1\t2\n")
    with pytest.raises(
        BadSource, match=r"5\.txt: it is like title\.ratings, but has no column averageRating"
    ):
        told(path)
    (path / "5.txt").write_text("tconst\tstars\n")
    report = Report()
    told(path, report)
    assert report.skipped["this is none of IMDb's files"] == 1
    (path / "5.txt").write_text("tconst\tnumVotes\taverageRating\ntt0000001\t2\t1\n")
    with pytest.raises(BadSource, match=r"like title\.ratings, but its first columns are others"):
        told(path)


def test_an_empty_cell_is_not_known_and_line_ends_may_be_those_of_windows(tmp_path: Path) -> None:
    row = "tt0000001|movie|A||0|||90|"
    path = write(tmp_path / "empty", title_basics=[row])
    for one in path.iterdir():
        data = one.read_bytes()
        plain = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        one.write_bytes(plain.replace(b"\n", b"\r\n"))
    statements = told(path)
    film = declared(statements, "Film")["tt0000001"]
    assert {name: film.get(name) for name in ("name", "kind", "year", "minutes", "genres", "votes")} == {
        "name": "A",
        "kind": "feature",
        "year": None,
        "minutes": 90,
        "genres": None,
        "votes": 1200,
    }
    acted = {person: values for person, relation, values in edges(statements, "tt0000001")}
    assert acted["nm0000005"] == {"role": ["executive producer"]}


def test_a_file_cut_short_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "cut", [TITLES]) / "0.txt"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(BadSource, match=r"0\.txt: the gzip file ends too early"):
        told(path)
    lines = "".join(f"tt{number:07}\t{number * 7919 % 100 / 10}\t5\n" for number in range(30_000))
    long = gzip.compress(("\t".join(COLUMNS[RATINGS]) + "\n" + lines).encode())
    whole = write(tmp_path / "long", [TITLES])
    (whole / "ratings").write_bytes(long[:-100])
    with pytest.raises(BadSource, match="ratings: the file cannot be read"):
        told(whole)


# ---------------------------------------------------------------- bad rows


BAD = {
    "tt0000011|movie|A|A|0|19x4|\\N|\\N|\\N": "startYear is '19x4', and not a whole number that fits.",
    "tt0000011|movie|A|A|1994|\\N|\\N|\\N|\\N": "isAdult is '1994', and not 0 or 1.",
    "tt0000011|movie|A": "the row has 3 cells, and there are 9 columns.",
    "tt0000011|movie|A|A|0|\\N|\\N|\\N|\\N|more": "the row has 10 cells, and there are 9 columns.",
    "tt0000011|movie|A\udce9|A|0|\\N|\\N|\\N|\\N": "the row is not UTF-8.",
}


@pytest.mark.parametrize("row", BAD, ids=BAD.values())
def test_a_bad_row_stops_a_load_or_is_skipped(tmp_path: Path, row: str) -> None:
    path = write(tmp_path / "bad", [TITLES], title_basics=[ROWS[TITLES][0], row, ROWS[TITLES][1]])
    file = io.StringIO()
    with pytest.raises(BadSource, match=r"0\.txt, line 3") as error:
        told(path, Report(file=file))
    assert error.value.what == BAD[row]
    assert '"line": 3, "done": "stopped"' in file.getvalue()
    report = Report(skip_bad=True)
    assert set(declared(told(path, report, skip_bad=True), "Film")) == {"tt0000001", "tt0000002"}
    assert report.skipped.total() == 1


def test_rows_without_an_id_of_imdb_or_twice_or_with_odd_characters_are_bad(tmp_path: Path) -> None:
    bad = {
        "title_basics": [*ROWS[TITLES], ROWS[TITLES][0], "\\N|movie|A|A|0|\\N|\\N|\\N|\\N"],
        "name_basics": [*ROWS[NAMES], "xx1|A|\\N|\\N|\\N|\\N", "nm0000001|Ada Adams|1951|\\N|\\N|\\N"],
        "title_principals": [
            *ROWS[CAST],
            'tt0000001|11|nm0000004|actor|\\N|["Duke"',
            'tt0000003|12|nm0000004|actor|\\N|{"1": "Duke"}',
            'tt0000003|13|nm0000001|actor|\\N|["]',
        ],
        "title_ratings": [*ROWS[RATINGS], "tt0000002|5.0|11"],
    }
    path = write(tmp_path / "bad", **bad)
    file = io.StringIO()
    statements = told(path, Report(skip_bad=True, file=file), skip_bad=True)
    whys = [json.loads(line)["why"] for line in file.getvalue().splitlines() if '"skipped", "why"' in line]
    assert sorted(whys) == [
        "'nothing' is no id of IMDb's.",
        "'xx1' is no id of IMDb's.",
        "nm0000001 stands here twice.",
        "the characters of nm0000001 in tt0000003 are '[\"]', and not a JSON array of texts.",
        "the characters of nm0000004 in tt0000001 are '[\"Duke\"', and not a JSON array of texts.",
        'the characters of nm0000004 in tt0000003 are \'{"1": "Duke"}\', and not a JSON array of texts.',
        "tt0000001 stands here twice.",
        "tt0000002 stands here twice.",
    ]
    assert declared(statements, "Person")["nm0000001"]["born"] == 1950
    assert declared(statements, "Film")["tt0000002"]["score"] == 5.0
    with pytest.raises(BadSource, match=r"characters of nm0000004 in tt0000001 are"):
        told(write(tmp_path / "cast", title_principals=bad["title_principals"]), region="KR")
    told(
        write(tmp_path / "cast", title_principals=bad["title_principals"]), region="JP"
    )  # nobody asked for it


# ---------------------------------------------------------------- stores and command line


def test_one_command_makes_a_store_that_can_be_made_anew(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "films.kgl"
    done = CliRunner().invoke(
        main, ["--store", str(store), "load", str(folder), "--region", "KR", "--type", "movie"]
    )
    assert done.exit_code == 0, done.output
    assert "imdb: added, 5 nodes, 8 relationships." in done.output
    assert "forbids redistribution and commercial use" in done.output
    words = "Information courtesy of IMDb (https://www.imdb.com). Used with permission."
    assert words in done.output
    done = CliRunner().invoke(main, ["--store", str(store), "export", str(tmp_path / "films.graphml")])
    assert words in done.output
    with kgraph.open(store) as opened:
        before = sorted(node.id for node in opened.elements()[0])
        (entry,) = opened.entries()
        assert entry.options == ("region=KR", "type=movie")
        opened.judge("imdb:nm0000001", "same", "imdb:nm0000002")  # makes the graph of the kept files
        assert len(list(opened.elements()[0])) == len(before) - 1
        opened.unjudge("imdb:nm0000001", "imdb:nm0000002")
        assert sorted(node.id for node in opened.elements()[0]) == before
        again = opened.load(folder, options={"region": "KR", "type": "movie"})
        assert again[0].status == "unchanged"


def test_a_bad_row_leaves_a_store_as_it_was(folder: Path, tmp_path: Path) -> None:
    bad = write(tmp_path / "imdb", [TITLES], title_basics=["tt1|movie"])
    with kgraph.open(tmp_path / "films.kgl") as store:
        store.load(folder, name="before")
        (before,) = store.entries()
        with pytest.raises(KgraphError, match="2 cells"):
            store.load(bad)
        assert store.entries() == [before]


def test_without_duckdb_the_error_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(UsageError, match=r"pip install 'kgraph\[imdb\]'"):
        told(folder)


_ENDLESS = """
import os, signal, sys, threading
from pathlib import Path
from kgraph.read.sources.imdb.database import Database
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
try:
    with Database(Path(sys.argv[1])) as db:
        threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        db.run("SELECT count(*) FROM range(1000000000000) WHERE range % 7 = 8")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_ctrl_c_is_no_error_of_duckdb(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ENDLESS, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.stdout, done.returncode) == ("interrupted\n", 0), done.stderr


def test_ctrl_c_before_the_query_has_begun_ends_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Database(tmp_path) as db:
        submit = db._worker.submit

        def pressed(*task: Any) -> None:
            submit(*task)
            monkeypatch.undo()
            raise KeyboardInterrupt

        monkeypatch.setattr(db._worker, "submit", pressed)
        with pytest.raises(KeyboardInterrupt):
            db.run("SELECT count(*) FROM range(1000000000000) WHERE range % 7 = 8")
        assert db.rows("SELECT 1") == [(1,)]


def test_a_full_disk_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = 'IO Error: Async write failed: {"exception_message":"x: No space left on device"}'

    class Full:
        def execute(self, *_: object) -> None:
            raise duckdb.IOException(said)

        def close(self) -> None:
            pass

    with Database(tmp_path) as db:
        monkeypatch.setattr(db, "_db", Full())
        with pytest.raises(StoreError, match="could not go on: No space left on device") as error:
            db.run("SELECT 1")
    assert "TMPDIR" in error.value.hint
