"""What a module that reads a source gives: a `SourceReader`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from kgraph.claims import Source, Statement
from kgraph.read.options import Option, Options
from kgraph.read.parts import Part
from kgraph.read.report import Report
from kgraph.read.sources.reading import Reading

Distil = Callable[[Sequence[Path], Options, Path], None]
"""Takes the files, the options, and a folder to write to."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A table whose rows are whole nodes of a label, or edges of a type, each with its one claim.

    `columns` are the properties and their types in the words of Neo4j's importer, `count` the rows.
    """

    what: Literal["nodes", "relationships"]
    group: str
    columns: Mapping[str, str]
    count: int


class Wholes(Protocol):
    """All that a source says, as tables of whole nodes and edges.

    `source` is whom the claims cite, `report` what became of the rows; no row is longer than
    `longest` bytes, and `multiline` says whether a value holds a line end.
    """

    source: Source
    report: Report
    tables: list[Whole]
    longest: int
    multiline: bool

    def write(self, table: Whole, path: Path) -> None:
        """Write the rows as gzipped CSV without header.

        First come the id and the label, or the ids of start and end and the type. Text stands in
        quotes, lists have U+001F between their items, and what is not there is an empty cell.
        """


Bulk = Callable[[Sequence[Path], str, Options], AbstractContextManager[Wholes]]
"""Takes the files, what the source is called, and the options."""


@dataclass(frozen=True, slots=True)
class SourceReader:
    """A reader of what somebody publishes about films.

    `name` is what the source is called in messages. `recognises` tells by its content whether a file
    is one of it; `read` yields what the files say, row by row, and declares whom the claims cite.
    `options` are the choices it offers. `distil`, for files too large to be kept in a store, writes
    what is to be read and kept instead; that must be recognised as the files were. `bulk` gives the
    same nodes and edges as all the rest does, where nothing else is loaded with them, without their
    passing through Python.
    """

    name: str
    recognises: Callable[[Part, Options], bool]
    read: Callable[[Reading], Iterator[Statement]]
    options: tuple[Option, ...] = ()
    distil: Distil | None = None
    bulk: Bulk | None = None
