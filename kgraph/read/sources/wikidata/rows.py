"""The rows of Wikidata's files, one entity each, whatever the shape they come in.

Dump lines are entities already. An answer of the entity API holds some of them under `entities`. Results
of SPARQL are turned into entities (`sparql`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kgraph.errors import BadSource
from kgraph.read.parts import Part
from kgraph.read.sources.reading import Reading, Row
from kgraph.read.sources.wikidata import sparql
from kgraph.read.sources.wikidata.entity import is_id

_ENTITY = re.compile(
    rb'"type"\s*:\s*"(?:item|property)"\s*,\s*"id"\s*:\s*"[QP]\d+"'
    rb'|"entities"\s*:\s*\{\s*"[QPL-]\d+"\s*:\s*\{'
    rb'|"snaktype"\s*:\s*"(?:value|somevalue|novalue)"'
)
_RESULTS = re.compile(rb'^\{\s*"head"\s*:\s*\{[^{}]*"vars"\s*:')
_REFUSED = re.compile(rb'^\{\s*"error"\s*:.*wikidata\.org/w/api\.php', re.DOTALL)
_NEITHER = "this is neither an entity of Wikidata, nor an answer with some, nor a result of SPARQL."
_NO_ITEM = "properties, lexemes and others that are no items"
_MISSING = "entities that Wikidata does not have"


def recognises(part: Part) -> bool:
    """Tell by its beginning whether a file is Wikidata's."""
    head = part.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith((b"{", b"[")):
        return False
    return any(pattern.search(head) for pattern in (_RESULTS, _REFUSED, _ENTITY))


def entities(reading: Reading, part: Part) -> Iterator[Row]:
    """Yield the entities of a file; what is bad goes to the report, and what is none is skipped."""
    for row in reading.json_rows(part):
        try:
            yield from _unfolded(row, reading)
        except BadSource as error:
            reading.report.bad(error)


def _unfolded(row: Row, reading: Reading) -> Iterator[Row]:
    told = row.value
    if not isinstance(told, dict):
        raise row.bad(_NEITHER)
    if isinstance(error := told.get("error"), dict):
        what = f"Wikidata refused to answer: {error.get('info')!s} ({error.get('code')!s})."
        raise row.bad(what, "Fetch it again, or pass over it with --skip-bad.")
    if "head" in told:
        yield from sparql.entities(row, reading.report)
    elif "entities" in told:
        for one in _answered(row, told["entities"]):
            yield from _item(replace(row, value=one), reading)
    else:
        yield from _item(row, reading)


def _answered(row: Row, told: Any) -> list[Any]:
    if isinstance(told, dict):
        return list(told.values())
    if isinstance(told, list):
        return told
    raise row.bad("'entities' is neither an object nor a list.")


def _item(row: Row, reading: Reading) -> Iterator[Row]:
    told = row.value
    if isinstance(told, dict) and "missing" in told:
        asked = told.get("id") or told.get("title")
        reading.report.skip(row.bad(f"{asked}: Wikidata has no such entity."), _MISSING)
    elif not isinstance(told, dict) or not isinstance(told.get("id"), str):
        raise row.bad(_NEITHER)
    elif not is_id(told["id"]):
        reading.report.skip(row.bad(f"{told['id']} is no item."), _NO_ITEM)
    else:
        yield row
