"""Publishing a file is passing its data on: where a licence forbids that, the export says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.claims import Source
from kgraph.cli import main
from kgraph.export import warnings
from kgraph.export.terms import forbidden
from tests.small import TABLES, write_claims

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
        "The Paper forbids redistribution: All rights reserved by us.",
        "c forbids commercial use: CC BY-NC 4.0.",
    ]


@pytest.mark.parametrize("name", ["a.html", "a.json", "a.csv"])
def test_an_export_warns_on_standard_error(tmp_path: Path, name: str) -> None:
    def export(licence: str) -> tuple[str, str]:
        tables = write_claims(tmp_path / "films", sources=TABLES["sources"].replace("CC0-1.0", licence))
        store = ["--store", str(tmp_path / f"{licence}.kgl")]
        assert CliRunner().invoke(main, [*store, "load", str(tables)]).exit_code == 0
        done = CliRunner().invoke(main, [*store, "export", str(tmp_path / name)])
        assert done.exit_code == 0
        return done.stdout, done.stderr

    out, said = export("All rights reserved")
    assert "Warning: The Paper forbids redistribution: All rights reserved.\n" in said
    assert "Warning" not in out
    assert "Warning" not in export("CC0-1.0")[1]
