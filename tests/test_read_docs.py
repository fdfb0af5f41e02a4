"""The examples of docs/formats.md are read, and give what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgraph.read import read_bytes, read_folder

PAGE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
SINGLE = [(language, text) for language, text in BLOCKS if language not in ("csv", "console")]


@pytest.mark.parametrize(
    ("language", "text"), SINGLE, ids=[f"{one}-{n}" for n, (one, _) in enumerate(SINGLE)]
)
def test_every_example_is_read(language: str, text: str) -> None:
    batch = read_bytes(text.encode(), name="example")
    told = {one.type for one in batch.relationships} | {one.relation for one in batch.statements}
    assert "ACTED_IN" in told


def test_the_example_of_a_claims_folder_is_read() -> None:
    names = re.findall(r"^`(\w+\.csv)`:$", PAGE, re.MULTILINE)
    tables = [text.encode() for language, text in BLOCKS if language == "csv"]
    batch = read_folder(dict(zip(names, tables, strict=True)), name="example")
    assert [one.subject for one in batch.statements] == ["beat", "jung-woo-sung", "jung-woo-sung"]


def test_the_film_list_makes_the_ids_that_the_page_names() -> None:
    (films,) = (text for language, text in BLOCKS if '"title": "Musa"' in text)
    subjects = {one.subject for one in read_bytes(films.encode(), name="us-films").statements}
    for made in ("us-films:film:beat-1997", "us-films:person:jung-woo-sung"):
        assert made in subjects
        assert f"`{made}`" in PAGE
