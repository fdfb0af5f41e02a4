"""Blocks of bytes to lines of text and rows of JSON, in the memory of some thousand rows."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any

from kgraph.errors import BadSource
from kgraph.read import intake
from kgraph.read.json_rows import Rows, is_json, lines, parse
from kgraph.read.parts import Part
from kgraph.read.report import Report

_LONGEST_LINE = 1 << 28
_OPEN, _CLOSED = "[", "]"

Numbered = tuple[Any, int, int]
"""A value, its line and its record, both counted from 1 and 0 where there is none."""


def text_lines(part: Part, report: Report) -> Iterator[tuple[int, str]]:
    """Yield the lines of UTF-8 text without their ends, numbered from 1; a bad one goes to the report."""
    row, offset = 1, 0
    for data in _whole_lines(part):
        for number, line in enumerate(_decoded(data, part, offset, row, report), row):
            if line is not None:
                yield number, line.removesuffix("\r")
        row += data.count(b"\n")
        offset += len(data)


def json_rows(part: Part, report: Report) -> Iterator[Numbered]:
    """Yield the rows of JSON lines, of an array, or the one value that a file is.

    An array with one element a line, as Wikidata publishes it, is read like JSON lines.
    """
    chunks = _whole_lines(part)
    first = _two_lines(chunks)
    if not first.strip():
        report.bad(BadSource(part.shown, "the file is empty."))
    elif _by_lines(first):
        yield from _json_lines(first, chunks, part, report)
    else:
        yield from _document(b"".join([first, *chunks]), part, report)


def _two_lines(chunks: Iterator[bytes]) -> bytes:
    """Return the beginning of a file that has at least two lines with something in them, if it does."""
    begun: list[bytes] = []
    filled = 0
    for chunk in chunks:
        begun.append(chunk)
        filled += sum(1 for line in chunk.split(b"\n", 4) if line.strip())
        if filled > 1:
            break
    return b"".join(begun)


def _by_lines(data: bytes) -> bool:
    """Tell by their beginning whether lines hold a row each."""
    some = [line.strip() for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n") if line.strip()][:2]
    if len(some) < 2:
        return False
    line = (some[1] if some[0] == b"[" else some[0]).decode(errors="replace")
    if some[0] == b"[":
        return line == _CLOSED or is_json(line.removesuffix(","))
    return is_json(line) or (line.startswith("{") and line.endswith("}"))


def _json_lines(first: bytes, rest: Iterator[bytes], part: Part, report: Report) -> Iterator[Numbered]:
    row = offset = 0
    array = first.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"[\n")
    data: bytes | None = first
    while data is not None:
        if array or report.skip_bad:
            yield from _one_by_one(data, part, (offset, row + 1), report)
        else:
            yield from _together(data, part, (offset, row + 1), report)
        row += data.count(b"\n")
        offset += len(data)
        data = next(rest, None)


def _together(data: bytes, part: Part, begin: tuple[int, int], report: Report) -> Iterator[Numbered]:
    offset, row = begin
    try:
        told = lines(intake.decode(data, part.shown, offset, row), part.shown, row)
    except BadSource as error:
        report.bad(error)
        raise
    yield from ((value, line, 0) for value, line in zip(told.values, told.lines or (), strict=True))


def _one_by_one(data: bytes, part: Part, begin: tuple[int, int], report: Report) -> Iterator[Numbered]:
    offset, row = begin
    for number, line in enumerate(_decoded(data, part, offset, row, report), row):
        bare = "" if line is None else line.strip().removesuffix(",")
        if bare in ("", _OPEN, _CLOSED):
            continue
        try:
            told = lines(bare, part.shown, number)
        except BadSource as error:
            report.bad(error)
        else:
            yield told.values[0], number, 0


def _document(data: bytes, part: Part, report: Report) -> Iterator[Numbered]:
    try:
        told = parse(intake.decode(data, part.shown), part.shown)
    except BadSource as error:
        report.bad(error)
        return
    if not isinstance(told, Rows):
        yield told, 0, 0
    elif told.lines is not None and len(told.values) == 1:
        yield told.values[0], 0 if not part.alone else told.lines[0], 0
    else:
        yield from ((value, 0, record) for record, value in enumerate(told.values, 1))


def _whole_lines(part: Part) -> Iterator[bytes]:
    return intake.whole_lines(part.blocks(), part.shown, _LONGEST_LINE)


def _decoded(data: bytes, part: Part, offset: int, row: int, report: Report) -> list[str | None]:
    """Return the lines of a text; None in the place of one that is not UTF-8."""
    try:
        return list(intake.decode(data, part.shown, offset, row).removesuffix("\n").split("\n"))
    except BadSource as error:
        if not report.skip_bad:
            report.bad(error)
    told: list[str | None] = []
    for number, line in enumerate(data.removesuffix(b"\n").split(b"\n"), row):
        try:
            told.append(intake.decode(line, part.shown, offset, number))
        except BadSource as error:
            report.bad(error)
            told.append(None)
        offset += len(line) + 1
    return told
