"""Publishing a file is passing its data on: where a licence forbids that, the export says so."""

from __future__ import annotations

import gzip
import html
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.claims import Source
from kgraph.cli import main
from kgraph.terms import forbidden, warnings
from tests.small import write_claims

BOTH = ["redistribution", "commercial use"]


@pytest.mark.parametrize(
    ("licence", "wanted"),
    [
        ("", []),
        ("CC0-1.0", []),
        ("CC BY-SA 4.0", []),
        ("Free to distribute, commercially too", []),
        ("The text is redistributed under CC BY 4.0; ENCORE", []),
        ("ⓒ KOFIC. All rights reserved", BOTH[:1]),
        ("ALL RIGHTS RESERVED; non-commercial", BOTH),
        ("No redistribution.", BOTH[:1]),
        ("must not be redistributed", BOTH[:1]),
        ("Redistribution is prohibited", BOTH[:1]),
        ("CC BY-NC-SA 4.0", BOTH[1:]),
        ("for noncommercial use", BOTH[1:]),
        ("무단 전재 및 재배포 금지", BOTH[:1]),
    ],
)
def test_what_a_licence_forbids_is_read_in_its_words(licence: str, wanted: list[str]) -> None:
    assert forbidden(licence) == wanted


def test_each_such_source_has_a_line_that_names_it() -> None:
    told = [
        Source("a", "The Paper", licence="All rights reserved\nby us."),
        Source("b"),
        Source("c", licence="CC BY-NC 4.0"),
    ]
    assert list(warnings(told)) == [
        "“The Paper” forbids redistribution: All rights reserved by us.",
        "“c” forbids commercial use: CC BY-NC 4.0.",
    ]


FORMATS = ["a.html", "a.graphml", "a.gexf", "a.json", "a.jsonl", "a.csv", "a.json.gz", "neo4j-import/"]
TERMS = ("The <Paper> & Co", "written by its editors", "All rights reserved: 1997")
SOURCES = "id,title,attribution,licence\npaper,{},{},{}\n"


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """The options that name a store whose one source has these terms."""
    folder, made = tmp_path_factory.mktemp("terms"), dict[str, list[str]]()

    def store(licence: str) -> list[str]:
        if licence not in made:
            tables = write_claims(folder / "films", sources=SOURCES.format(*TERMS[:2], licence))
            made[licence] = ["--store", str(folder / f"{len(made)}.kgl")]
            done = CliRunner().invoke(main, [*made[licence], "load", str(tables)])
            assert done.exit_code == 0, done.stderr
        return made[licence]

    return store


def texts(path: Path) -> Iterator[str]:
    """Yield what was written, unpacked, as text without the escapes of its format."""
    for file in sorted(path.parent.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            text = (gzip.decompress(data) if file.suffix == ".gz" else data).decode()
            yield html.unescape(text)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_the_terms_and_warns_of_them(
    tmp_path: Path, stores: Callable[[str], list[str]], name: str
) -> None:
    out = tmp_path / "out" / name
    out.parent.mkdir()
    done = CliRunner().invoke(main, [*stores(TERMS[2]), "export", str(out) + "/" * name.endswith("/")])
    assert done.exit_code == 0, done.stderr
    said = (
        "Warning: “The <Paper> & Co” forbids redistribution: All rights reserved: 1997."
        " To be named as: written by its editors.\n"
    )
    assert done.stderr.count(said) == 1
    assert "Warning" not in done.stdout
    told = [text for text in texts(out) if all(term in text for term in TERMS)]
    assert told, "no file of the export names the source, its attribution and its licence"


@pytest.mark.parametrize("more", [["--around", "person/kim"], ["--from", "films"]], ids=["part", "files"])
def test_an_import_of_a_part_or_of_files_warns_too(
    tmp_path: Path, stores: Callable[[str], list[str]], more: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_claims(tmp_path / "films", sources=SOURCES.format(*TERMS))
    done = CliRunner().invoke(main, [*stores(TERMS[2]), "export", "neo4j-import/", *more])
    assert done.exit_code == 0, done.stderr
    assert done.stderr.count("Warning: “The <Paper> & Co” forbids redistribution") == 1
    assert all(term in (tmp_path / "neo4j-import/README.md").read_text("utf-8") for term in TERMS)


def test_terms_that_forbid_nothing_are_no_warning(tmp_path: Path, stores: Callable[[str], list[str]]) -> None:
    done = CliRunner().invoke(main, [*stores("CC0-1.0"), "export", str(tmp_path / "a.json")])
    assert "Warning" not in done.stderr
    assert "CC0-1.0" in (tmp_path / "a.json").read_text("utf-8")
