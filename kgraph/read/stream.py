"""A source row by row, in the memory of a few thousand rows, however large it is.

JSON lines (nodes and relationships, film lists) are read so, plain or zipped, also from standard
input. What has to be seen whole to be understood (a claims folder, GraphML, GEXF, node-link JSON,
JSON arrays, Cypher scripts) is read whole.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from kgraph.claims import Source, Statement
from kgraph.errors import BadSource
from kgraph.fingerprint import Fingerprint, fingerprint
from kgraph.progress import Progress
from kgraph.read import intake
from kgraph.read.apoc_json import is_record, record, sources_of
from kgraph.read.batch import Batch
from kgraph.read.film_list import Films, is_film
from kgraph.read.json_rows import Rows, is_json, lines
from kgraph.read.recognise import read_bytes, read_folder
from kgraph.read.records import (
    Checker,
    File,
    FileNode,
    FileRelationship,
)
from kgraph.read.shelf import Shelf

_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 26

Row = Statement | FileNode | FileRelationship


@dataclass(slots=True)
class Stream:
    """A source on its way in. `rows` are read once, and raise BadSource where one cannot be.

    `name` is what it is called in a store, `path` what a store records of where it was, `fingerprint`
    its SHA-256 with names and options. `sources`, `notes` and `fingerprint` are complete when all
    rows are read. Rows of a property graph are as the file has them: a node may come twice, a
    relationship names the ids of the file and may come before its nodes.
    """

    name: str
    path: str
    kind: Literal["claims", "property graph"]
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))
    sources: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fingerprint: str = ""


def stream(source: str | Path, *, name: str = "", prefix: str = "") -> Stream:
    """Return what a file, a claims folder or standard input ("-") says, row by row.

    `name` is what the source is called, by default after its file; `prefix` goes before the ids of
    a property graph. Raises BadSource for anything that cannot be read, here or between the rows.
    """
    called = intake.called(source, name)
    if str(source) != intake.STANDARD_INPUT and Path(source).is_dir():
        return _whole(called, intake.raw(source), source, prefix)
    file = _Input(source)
    first = _first_row(file)
    made = Stream(called.name, called.path, "property graph")
    if is_record(first):
        made.sources = sources_of(first)
        made.kind = "claims" if made.sources else "property graph"
        made.rows = _recorded(made, file, prefix)
    elif is_film(first):
        made.kind = "claims"
        made.rows = _films(made, file, prefix)
    else:
        with file.opened() as opened:
            return _whole(called, opened.read(), source, prefix)
    return made


class _Input:
    """A file, or standard input in a temporary file, that can be opened again."""

    def __init__(self, source: str | Path) -> None:
        self.source = source
        self.called = intake.called(source)
        self._kept: IO[bytes] | None = None
        if str(source) == intake.STANDARD_INPUT:
            self._kept = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the input
            weakref.finalize(self, self._kept.close)
            shutil.copyfileobj(sys.stdin.buffer, self._kept, _BLOCK)

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Open it at its beginning."""
        with intake.reading(self.source):
            if self._kept is None:
                with Path(self.source).open("rb") as file:
                    yield file
            else:
                self._kept.seek(0)
                yield self._kept

    def blocks(self, advance: Callable[[bytes], None]) -> Generator[bytes, None, None]:
        """Yield its bytes as they were before gzip; `advance` is told of those that were read."""
        with self.opened() as file:

            def blocks() -> Iterator[bytes]:
                while block := file.read(_BLOCK):
                    advance(block)
                    yield block

            zipped = intake.is_zipped(file.read(2))
            file.seek(0)
            yield from intake.gunzipped(blocks(), self.called.shown) if zipped else blocks()

    def rows(self, made: Stream, prefix: str) -> Iterator[Rows]:
        """Yield the rows of JSON lines, some thousand at a time, and then note the fingerprint."""
        with self.opened() as file:
            size = file.seek(0, 2)
        taken, read = Fingerprint(prefix), 0
        taken.file(Path(self.source).name, size)
        with Progress(f"Reading {self.called.shown}", size, "bytes") as bar:

            def advance(block: bytes) -> None:
                nonlocal read
                taken.update(block)
                bar.advance(len(block))
                read += len(block)

            with closing(self.blocks(advance)) as blocks:
                yield from _rows(_whole_lines(blocks), self.called.shown)
        if read != size:
            raise BadSource(self.called.shown, "the file changed while it was read.", "Load it again.")
        made.fingerprint = str(taken)


def _rows(texts: Iterable[bytes], path: str) -> Iterator[Rows]:
    offset, row = 0, 1
    for data in texts:
        yield lines(intake.decode(data, path, offset, row), path, row)
        offset += len(data)
        row += data.count(b"\n")


def _whole_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes, parted only at the ends of lines."""
    kept: list[bytes] = []
    for block in blocks:
        end = block.rfind(b"\n") + 1
        if end:
            yield b"".join([*kept, block[:end]])
            kept = []
        kept.append(block[end:])
    if any(kept):
        yield b"".join(kept)


def _first_row(file: _Input) -> Any:
    """Return the first of several rows; None where the file is anything but JSON lines."""
    line = b""
    head = b""
    with closing(file.blocks(lambda _: None)) as blocks:
        for block in blocks:
            head = (head + block).removeprefix(b"\xef\xbb\xbf").lstrip()
            line, _, rest = head.partition(b"\n")
            if rest.strip() or len(head) > _LONGEST_LINE:
                break
        else:
            return None
    try:
        text = line.decode()
        return lines(text, "").values[0] if text.startswith("{") and is_json(text) else None
    except (UnicodeDecodeError, BadSource):
        return None  # reading the whole says what is wrong


def _recorded(made: Stream, file: _Input, prefix: str) -> Iterator[Row]:
    check = Checker(File(file.called.shown, made.path), prefix)
    for rows in file.rows(made, prefix):
        for index, row in enumerate(rows.values):
            yield record(rows, index, row, check)


def _films(made: Stream, file: _Input, prefix: str) -> Iterator[Row]:
    with closing(Shelf()) as seen:
        films = Films(made.name, seen)
        for rows in file.rows(made, prefix):
            yield from films.read(rows, enumerate(rows.values))
    made.sources, made.notes = [films.source()], films.notes()


def _whole(called: intake.Called, data: bytes | dict[str, bytes], source: str | Path, prefix: str) -> Stream:
    """Return what has to be read whole."""
    if isinstance(data, bytes):
        batch = read_bytes(data, name=called.name, filename=called.shown, prefix=prefix)
        data = {Path(source).name: data}
    else:
        batch = read_folder(data, name=called.name, path=called.shown)
    kind: Literal["claims", "property graph"] = "claims" if batch.sources else "property graph"
    rows = _of_batch(batch, File(called.shown, called.path))
    taken = fingerprint(data, prefix)
    return Stream(called.name, called.path, kind, rows, batch.sources, batch.notes, taken)


def _of_batch(batch: Batch, of: File) -> Iterator[Row]:
    yield from batch.statements
    for node in batch.nodes:
        yield FileNode(node.id, node.labels, node.properties, of, node.id)
    for one in batch.relationships:
        yield FileRelationship(one.start, one.type, one.end, one.properties, of)
