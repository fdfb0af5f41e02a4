"""The generated pages are what the command line and the schema say today."""

from __future__ import annotations

from pathlib import Path

from kgraph.cli import SECTIONS, reference
from kgraph.cli.schema_page import schema_page
from kgraph.schema import film_schema

DOCS = Path(__file__).parent.parent / "docs"
REMEDY = "out of date: python -m kgraph.cli.reference"


def test_the_reference_of_commands_is_current() -> None:
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == reference.page(), REMEDY


def test_the_page_about_the_schema_is_current() -> None:
    assert (DOCS / "schema.md").read_text(encoding="utf-8") == schema_page(), REMEDY


def test_every_command_has_its_section() -> None:
    page = reference.page()
    assert all(f"## kgraph {name}\n" in page for section in SECTIONS.values() for name in section)


def test_every_type_and_relation_is_on_the_page() -> None:
    page = schema_page()
    assert all(f"| {name} |" in page for name in (*film_schema().entities, *film_schema().relations))


def test_the_pages_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    reference.write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"cli.md", "schema.md"}
