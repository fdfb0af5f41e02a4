"""JSON and JSON lines to rows, each with the place that an error or a claim names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.errors import BadSource
from kgraph.progress import Progress

_STEP = 1000
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a file. `lines` are their line numbers, or None where the file is one JSON array."""

    path: object
    values: Sequence[Any]
    lines: Sequence[int] | None = None

    def each(self) -> Iterator[tuple[int, Any]]:
        """Yield the rows with their indexes, and tell who watches how far it is."""
        with Progress(f"Reading {self.path}", len(self.values)) as bar:
            for index, row in enumerate(self.values):
                if index % _STEP == _STEP - 1:
                    bar.advance(_STEP)
                yield index, row

    def place(self, index: int) -> str:
        """Return where a row stands, for people: `line 7`."""
        return f"line {self.lines[index]}" if self.lines is not None else f"record {index + 1}"

    def bad(self, index: int, what: str, hint: str = "") -> BadSource:
        """Return the error that a row is wrong."""
        if self.lines is not None:
            return BadSource(self.path, what, hint, row=self.lines[index])
        return BadSource(self.path, f"record {index + 1}: {what}", hint)


def parse(text: str, path: object) -> Rows | dict[str, Any]:
    """Return the rows of JSON lines or of a JSON array, or else the one object that the file is."""
    first, _, rest = text.lstrip().partition("\n")
    many = bool(rest) and not rest.isspace()
    if many and is_json(first):
        return lines(text, path)
    try:
        value = _loads(text)
    except json.JSONDecodeError as error:
        if (
            many and first.startswith("{") and first.rstrip().endswith("}")
        ):  # the first of many rows is damaged
            return lines(text, path)
        raise BadSource(path, f"this is not JSON: {_words(error)}.", row=error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise BadSource(path, f"this JSON cannot be read: {_words(error)}.") from None
    if isinstance(value, list):
        return Rows(path, value)
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        return value
    return Rows(path, [value], [text[: len(text) - len(text.lstrip())].count("\n") + 1])


def is_json(line: str) -> bool:
    """Tell whether a line is JSON by itself."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def lines(text: str, path: object, first: int = 1) -> Rows:
    """Return the rows of JSON lines; `first` is the number of the first line in the file."""
    # Not splitlines: a text in JSON may hold U+2028 and its like as they are.
    some = text.rstrip("\n").split("\n")
    values = None if "" in some else _together(some)
    if values is not None:
        return Rows(path, values, range(first, first + len(some)))
    told = [(row, line) for row, line in enumerate(some, first) if line and not line.isspace()]
    values = _together([line for _, line in told])
    if values is None:
        values = [_one(line, row, path) for row, line in told]
    return Rows(path, values, [row for row, _ in told])


def _together(some: list[str]) -> list[Any] | None:
    """Return the values of lines, in one call, four times as fast as a call a line; None where one is bad."""
    try:
        values: list[Any] = _loads(f"[{','.join(some)}]")
    except (ValueError, RecursionError):
        return None
    return values if len(values) == len(some) else None


def _one(line: str, number: int, path: object) -> Any:
    try:
        return _loads(line)
    except (ValueError, RecursionError) as error:
        raise BadSource(path, f"this is not JSON: {_words(error)}.", row=number) from None


def _words(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' starting at')} (column {error.colno})"
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)


def _loads(text: str) -> Any:
    value = json.loads(text)
    if _SURROGATE.search(text):
        # Half a surrogate pair is no character, and no store could write it.
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("a text holds half a surrogate pair, which is no character") from None
    return value
