"""Which format a file has, told by what is in it and never by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kgraph.errors import BadSource
from kgraph.garbage import uncollected
from kgraph.read.apoc_json import is_record, read_records
from kgraph.read.batch import Batch
from kgraph.read.claims_folder import read_claims
from kgraph.read.film_list import is_film, read_films
from kgraph.read.intake import FORMATS, STANDARD_INPUT, decode, default_name, raw, unzip
from kgraph.read.json_rows import Rows, parse
from kgraph.read.node_link import read_node_link
from kgraph.read.report import Report

_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!\w]|(?:\xfe\xff)?\x00<|(?:\xff\xfe)?<\x00")
_BLANKS_AND_COMMENTS = re.compile(r"(?:\s+|//[^\n]*(?:\n|$)|/\*.*?\*/)*", re.DOTALL)
_CYPHER = re.compile(
    r":[a-z]+\b|(create|merge|match|optional|unwind|with|call"
    r"|load|foreach|drop|return|use|cypher|set|explain|profile)\b",
    re.IGNORECASE,
)


def read(source: Path | str, *, name: str = "", prefix: str = "") -> Batch:
    """Return what a file, a claims folder or standard input (`-`) says.

    `name` is what the source is called, by default after its file; `prefix` goes before the ids of
    a property graph. Raises BadSource for anything that cannot be read.
    """
    data = raw(source)
    name = name or default_name(source)
    if isinstance(data, bytes):
        filename = "standard input" if str(source) == STANDARD_INPUT else str(source)
        return read_bytes(data, name=name, filename=filename, prefix=prefix)
    return read_folder(data, name=name, path=source)


def read_folder(files: Mapping[str, bytes], *, name: str, path: object = "") -> Batch:
    """Return what the tables of a claims folder say; `files` are their bytes by file name."""
    return read_claims(files, name, path)


@uncollected()
def read_bytes(
    data: bytes, *, name: str, filename: str = "", prefix: str = "", report: Report | None = None
) -> Batch:
    """Return what the bytes of a file say; `filename` is for error messages alone.

    `report` is told what becomes of the rows of a film list.
    """
    path = filename or name
    data = unzip(data, path)
    if not data or data.isspace():
        raise BadSource(path, "the file is empty.", FORMATS)
    if _XML.match(data):
        from kgraph.read.networkx_files import read_xml  # noqa: PLC0415 - NetworkX takes 0.2 s to import

        return read_xml(data, name, path, prefix)
    text = decode(data, path)
    if text.lstrip().startswith(("{", "[")):
        return _read_json(text, name, path, prefix, report)
    start = _BLANKS_AND_COMMENTS.match(text)
    if start and _CYPHER.match(text, start.end()):
        from kgraph.read.cypher_script import read_script  # noqa: PLC0415 - brings the engine

        return read_script(text, name, path, prefix)
    raise BadSource(path, "this is no format that kgraph knows.", _hint(text))


def _read_json(text: str, name: str, path: str, prefix: str, report: Report | None) -> Batch:
    told = parse(text, path)
    if not isinstance(told, Rows):
        return read_node_link(told, name, path, prefix)
    first = told.values[0] if told.values else None
    if is_record(first):
        return read_records(told, name, prefix)
    if is_film(first):
        return read_films(told, name, report)
    if first is None:
        raise BadSource(path, "there are no rows in this file.", FORMATS)
    raise told.bad(0, "this is JSON, but of no kind that kgraph knows.", FORMATS)


def _hint(text: str) -> str:
    header = text.partition("\n")[0]
    if "," in header and {"id", "subject", "entity"} & {cell.strip() for cell in header.split(",")}:
        return "A table of claims is read with its folder: give the folder."
    if any(sign in header for sign in ",;\t"):
        return f"A table of films is read with a map of its columns: see kgraph columns. {FORMATS}"
    return FORMATS
