"""A source row by row, in the memory of a few thousand rows, however large it is.

JSON lines (nodes and relationships, film lists) are read so, plain or zipped, also from standard
input, and what others publish (`kgraph.read.sources`). What has to be seen whole to be understood (a
claims folder, GraphML, GEXF, node-link JSON, JSON arrays, Cypher scripts) is read whole.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
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
from kgraph.read.intake import Called
from kgraph.read.json_rows import Rows, is_json, lines
from kgraph.read.options import Options
from kgraph.read.parts import Files, Raw
from kgraph.read.recognise import read_bytes, read_folder
from kgraph.read.records import (
    Checker,
    File,
    FileNode,
    FileRelationship,
    Records,
    dangling,
)
from kgraph.read.report import Report
from kgraph.read.shelf import Shelf
from kgraph.read.sources import SourceReader, recognised
from kgraph.read.sources.reader import Distil
from kgraph.read.sources.reading import Reading

_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 26
_PLAIN = Options()

Row = Statement | FileNode | FileRelationship


@dataclass(slots=True)
class Stream:
    """A source on its way in. `rows` are read once, and raise BadSource where one cannot be.

    `name` is what it is called in a store, `path` what a store records of where it was, `fingerprint`
    its SHA-256 with names and options. `sources`, `notes`, `report` and `fingerprint` are complete when
    all rows are read. Rows of a property graph are as the file has them: a node may come twice, a
    relationship names the ids of the file and may come before its nodes.
    """

    name: str
    path: str
    kind: Literal["claims", "property graph"]
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))
    sources: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fingerprint: str = ""
    options: Options = _PLAIN
    report: Report = field(default_factory=Report)
    whole: Batch | None = None
    shown: str = ""


def stream(
    source: str | Path, *, name: str = "", options: Options = _PLAIN, report: Report | None = None
) -> Stream:
    """Return what a file, a folder or standard input ("-") says, row by row.

    `name` is what the source is called, by default after its file. Raises BadSource for anything that
    cannot be read, here or between the rows.
    """
    called = intake.called(source, name)
    files = files_of(source, called)
    made = Stream(called.name, called.path, "claims", options=options, shown=called.shown)
    made.report = report or Report(skip_bad=options.skip_bad)
    reader = recognised(files, options)
    if reader:
        made.rows = _fingerprinted(made, files, _read_source(made, files, reader, reader.distil))
        return made
    options.check((), called.shown)
    if files.folder:
        return _whole(made, intake.raw(source), str(source))
    return _of_file(made, files)


def kept(
    data: Mapping[str, bytes], called: Called, *, folder: bool, options: Options, report: Report
) -> Batch:
    """Return what the files say that a store keeps; `report` is told what becomes of their rows."""
    files = Files.kept(data, called, folder=folder)
    made = Stream(called.name, called.path, "claims", options=options, shown=called.shown)
    made.report = report
    reader = recognised(files, options)
    if reader:
        made.rows = _read_source(made, files, reader, None)
    elif folder:
        made = _whole(made, dict(data), called.shown)
    else:
        made = _of_file(made, files, flat=False)
    return _together(made)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The files that a store keeps of a source; empty where `later` gives them, at some cost."""

    files: dict[str, bytes]
    folder: bool
    fingerprint: str
    later: Callable[[], dict[str, bytes]] | None = None


def take_up(source: str | Path, called: Called, options: Options) -> TakenUp:
    """Return what a store keeps of a source, and read no more of it than what it is."""
    files = files_of(source, called)
    reader = recognised(files, options)
    distil = reader and reader.distil
    if distil:

        def later() -> dict[str, bytes]:
            with tempfile.TemporaryDirectory(prefix="kgraph-") as folder:
                return distilled(files, distil, options, Path(folder)).bytes()

        return TakenUp({}, folder=True, fingerprint=files.fingerprint(options), later=later)
    if reader is None:
        options.check((), called.shown)
        if files.folder:
            tables = intake.raw(source)
            assert isinstance(tables, dict)
            files = Files.kept(tables, called, folder=True)
    data = files.bytes()
    taken = Files.kept(data, called, folder=files.folder).fingerprint(options)
    return TakenUp(data, files.folder, taken)


def fingerprint_of(source: str | Path, options: Options) -> str:
    """Return the fingerprint of a source that is not read; "" where it can be read only once."""
    if str(source) == intake.STANDARD_INPUT or Path(source).is_fifo():
        return ""
    return files_of(source, intake.called(source)).fingerprint(options)


def files_of(source: str | Path, called: Called) -> Files:
    """Return the files that a source is; what can be read only once is put into a temporary file."""
    path = Path(source)
    if str(source) == intake.STANDARD_INPUT:
        return _held(sys.stdin.buffer, source, called)
    if path.is_fifo():
        with intake.reading(source), path.open("rb") as pipe:
            return _held(pipe, source, called)
    return Files.at(path, called)


def _held(pipe: IO[bytes], source: str | Path, called: Called) -> Files:
    held = tempfile.NamedTemporaryFile()  # noqa: SIM115 - closed with the files
    shutil.copyfileobj(pipe, held, _BLOCK)
    held.flush()
    path = Path(held.name)
    raw = Raw(Path(source).name, path.stat().st_size, lambda: path.open("rb"), path)
    files = Files(called, [raw], folder=False)
    weakref.finalize(files, held.close)
    return files


def _of_file(made: Stream, files: Files, *, flat: bool = True) -> Stream:
    """Return what a file says that is of no source's own format, in flat memory or in less time."""
    file = _Input(files)
    first = _first_row(file)
    if is_record(first):
        made.sources = sources_of(first)
        made.kind = "claims" if made.sources else "property graph"
        made.rows = _recorded(made, file)
    elif is_film(first):
        made.rows = _films(made, file, flat=flat)
    else:
        with file.opened() as opened:
            return _whole(made, opened.read(), files.raws[0].name)
    return made


def _read_source(made: Stream, files: Files, reader: SourceReader, distil: Distil | None) -> Iterator[Row]:
    """Yield what a source's reader says, of the files or of what is made of them first."""
    with tempfile.TemporaryDirectory(prefix="kgraph-") as folder:
        read = files if distil is None else distilled(files, distil, made.options, Path(folder))
        reading = Reading(read, made.options, made.report)
        yield from reading.statements(reader.read)
    made.sources, made.notes = reading.sources, [*made.notes, *reading.notes]


def _fingerprinted(made: Stream, files: Files, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows, and then note the fingerprint, for which all the files are read once more."""
    yield from rows
    made.fingerprint = files.fingerprint(made.options)


def distilled(files: Files, distil: Distil, options: Options, folder: Path) -> Files:
    """Return what is made of files that are too large to be kept, written into a folder."""
    distil([one.path for one in files.raws if one.path is not None], options, folder)
    return Files.at(folder, files.called)


def _together(made: Stream) -> Batch:
    """Return all of it at once."""
    if made.whole is not None:
        return made.whole
    batch, records = Batch(made.name), Records(made.shown, made.options.prefix)
    for row in made.rows:
        if isinstance(row, Statement):
            batch.statements.append(row)
        else:
            records.take(row)
    if records.nodes or records.relationships:
        batch = records.batch(made.name, [], [])
    batch.sources, batch.notes = made.sources, made.notes
    return batch


class _Input:
    """A file that can be opened again."""

    def __init__(self, files: Files) -> None:
        self.called, self.raw = files.called, files.raws[0]
        self._files = files  # what stands for a pipe is gone with them

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Open it at its beginning."""
        with intake.reading(self.called.shown), self.raw.open() as file:
            yield file

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

    def rows(self, made: Stream) -> Iterator[Rows]:
        """Yield the rows of JSON lines, some thousand at a time, and then note the fingerprint."""
        with self.opened() as file:
            size = file.seek(0, 2)
        taken, read = Fingerprint(made.options.prefix, *made.options.words), 0
        taken.file(self.raw.name, size)
        with Progress(f"Reading {self.called.shown}", size, "bytes") as bar:

            def advance(block: bytes) -> None:
                nonlocal read
                taken.update(block)
                bar.advance(len(block))
                read += len(block)

            with closing(self.blocks(advance)) as blocks:
                yield from _rows(intake.whole_lines(blocks), self.called.shown, made.report)
        if read != size:
            raise BadSource(self.called.shown, "the file changed while it was read.", "Load it again.")
        made.report.file_read(self.called.shown)
        made.report.whole(made.name)
        made.fingerprint = str(taken)


def _rows(texts: Iterable[bytes], path: str, report: Report) -> Iterator[Rows]:
    offset, row = 0, 1
    for data in texts:
        try:
            told = lines(intake.decode(data, path, offset, row), path, row)
        except BadSource as error:
            if not report.skip_bad:
                report.bad(error)
            told = _good(data, path, (offset, row), report)
        yield told
        offset += len(data)
        row += data.count(b"\n")


def _good(data: bytes, path: str, begin: tuple[int, int], report: Report) -> Rows:
    """Return those of some rows that can be read."""
    offset, row = begin
    values: list[Any] = []
    numbers: list[int] = []
    for number, line in enumerate(data.split(b"\n"), row):
        if line.strip():
            try:
                values += lines(intake.decode(line, path, offset, number), path, number).values
                numbers.append(number)
            except BadSource as error:
                report.bad(error)
        offset += len(line) + 1
    return Rows(path, values, numbers)


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


def _recorded(made: Stream, file: _Input) -> Iterator[Row]:
    check = Checker(File(file.called.shown, made.path), made.options.prefix)
    there = _good_nodes(made, file, check) if made.options.skip_bad else None
    for rows in file.rows(made):
        for index, row in enumerate(rows.values):
            try:
                told = record(rows, index, row, check)
                if there is not None and isinstance(told, FileRelationship):
                    _joined(told, there)
            except BadSource as error:
                made.report.bad(error)
            else:
                made.report.keep()
                yield told


def _good_nodes(made: Stream, file: _Input, check: Checker) -> set[str]:
    """Return the ids of the nodes that can be read: without them a relationship is bad, too."""
    first = Stream(made.name, made.path, made.kind, options=made.options, report=Report(skip_bad=True))
    there = set()
    for rows in file.rows(first):
        for index, row in enumerate(rows.values):
            with suppress(BadSource):
                told = record(rows, index, row, check)
                if isinstance(told, FileNode):
                    there.add(told.outer)
    return there


def _joined(told: FileRelationship, there: Container[str]) -> None:
    for outer in (told.start, told.end):
        if outer not in there:
            raise dangling(outer, told.file.shown, told.row)


def _films(made: Stream, file: _Input, *, flat: bool) -> Iterator[Row]:
    with closing(Shelf()) as seen:
        films = Films(made.name, seen if flat else None, made.report)
        for rows in file.rows(made):
            yield from films.read(rows, enumerate(rows.values))
    made.sources, made.notes = [films.source()], films.notes()


def _whole(made: Stream, data: bytes | dict[str, bytes], filename: str) -> Stream:
    """Return what has to be read whole."""
    prefix, shown = made.options.prefix, made.shown
    if isinstance(data, bytes):
        batch = read_bytes(data, name=made.name, filename=shown, prefix=prefix, report=made.report)
        data = {filename: data}
    else:
        batch = read_folder(data, name=made.name, path=shown)
    made.kind = "claims" if batch.sources else "property graph"
    made.rows = _of_batch(batch, File(shown, made.path))
    if made.options.skip_bad and not made.report.read:
        batch.notes.append("This format is read whole or not at all: --skip-bad changes nothing.")
    made.sources, made.notes, made.whole = batch.sources, batch.notes, batch
    made.fingerprint = fingerprint(data, prefix, *made.options.words)
    return made


def _of_batch(batch: Batch, of: File) -> Iterator[Row]:
    yield from batch.statements
    for node in batch.nodes:
        yield FileNode(node.id, node.labels, node.properties, of, node.id)
    for one in batch.relationships:
        yield FileRelationship(one.start, one.type, one.end, one.properties, of)
