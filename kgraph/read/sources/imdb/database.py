"""DuckDB as kgraph uses it: tables larger than the memory, in a temporary folder.

It is an extra, `kgraph[imdb]`: 65 MB that nothing but IMDb's files need.
"""

# ruff: noqa: S608 - the SQL is made of constants and of quoted paths and names

from __future__ import annotations

import gzip
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, NamedTuple, Self

from kgraph.errors import BadSource, StoreError, UsageError
from kgraph.read.sources.imdb.files import WANTED, Table, check_zipped

_MEMORY = "2GB"
"""For DuckDB; what does not fit goes to the temporary folder."""
_MOST_THREADS = 8  # each takes memory of its own
_NUMBERS = re.compile(r"\d+")
_BLOCK = 1 << 20
_WAIT = 0.1
_FULL = "No space left on device"
_ROOM = "Make room, or name a folder that has some in TMPDIR."


class Bad(NamedTuple):
    """A row that cannot be read: where it stands, 0 for a line that is not known, and what is wrong."""

    path: Path
    line: int
    what: str


class Database:
    """Tables in a temporary folder, to be used as a context."""

    def __init__(self, folder: Path) -> None:
        try:
            import duckdb  # noqa: PLC0415 - an extra, and large
        except ImportError as error:
            hint = "Install it: pip install 'kgraph[imdb]'."
            raise UsageError("IMDb's files are read with DuckDB, which is not installed.", hint) from error
        self._wrong: type[Exception] = duckdb.Error
        self._no_memory: type[Exception] = duckdb.OutOfMemoryException
        self._folder = folder
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "threads": min(os.cpu_count() or 1, _MOST_THREADS),
            "temp_directory": str(folder),
            "preserve_insertion_order": "false",  # with it DuckDB holds far more in memory
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        self._db = duckdb.connect(":memory:", config=config)
        self._db.execute("SET enable_progress_bar = false")
        self._worker, self._checker = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        self._checks: dict[Path, Future[None]] = {}
        self._left = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left.set()
        self._checker.shutdown(cancel_futures=True)
        self._worker.shutdown()
        self._db.close()

    def check(self, tables: Iterable[Table]) -> None:
        """Begin to read zipped files through, in the order in which they will be scanned, beside all else."""
        for table in tables:
            if table.zipped:
                self._checks[table.path] = self._checker.submit(check_zipped, table.path, self._left)

    def run(self, sql: str, given: Mapping[str, Any] | None = None) -> int:
        """Run a command; return how many rows it changed, where it says so."""
        rows = self.rows(sql, given)
        return rows[0][0] if rows and isinstance(rows[0][0], int) else 0

    def rows(self, sql: str, given: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Return the rows of an answer; StoreError where there is no room."""
        try:
            return self._waited(sql, given)
        except self._wrong as error:
            told = str(error).partition("\n")[0]
            what = _FULL if _FULL in told else told.rstrip(".")
            raise StoreError(f"DuckDB could not go on: {what}.", _ROOM) from error

    def _waited(self, sql: str, given: Mapping[str, Any] | None) -> list[tuple[Any, ...]]:
        """Wait for an answer in a way that Ctrl-C can end: DuckDB itself hears it only between its tasks.

        It hears nothing before it has begun: it is told again until the worker is free for another task.
        """
        try:
            return self._worker.submit(lambda: self._db.execute(sql, given).fetchall()).result()
        except KeyboardInterrupt:
            free = self._worker.submit(bool)
            while wait([free], _WAIT).not_done:
                self._db.interrupt()
            raise

    def copy_zipped(self, select: str, texts: Sequence[str], path: Path) -> None:
        """Write an answer as gzipped CSV without header; `texts` are the columns that stand in quotes.

        What DuckDB writes goes through a pipe to zlib, whose quickest level takes a third of the time
        that DuckDB's own compression takes; systems without named pipes have the latter.
        """
        if not hasattr(os, "mkfifo"):
            self._copy(select, texts, path, "gzip")
            return
        with TemporaryDirectory(dir=self._folder) as folder:
            pipe = Path(folder, "pipe")
            os.mkfifo(pipe)
            zipper = Zipper(pipe, path)
            zipper.start()
            try:
                self._copy(select, texts, pipe, "none")
            finally:
                zipper.finish()

    def _copy(self, select: str, texts: Sequence[str], path: Path, compression: str) -> None:
        quotes = f", FORCE_QUOTE ({', '.join(texts)})" if texts else ""
        self.run(
            f"COPY ({select}) TO {quoted(str(path))} (FORMAT CSV, HEADER false, DELIMITER ',', QUOTE '\"', "
            f"ESCAPE '\"', NULLSTR ''{quotes}, COMPRESSION {compression}, USE_TMP_FILE false)"
        )

    @contextmanager
    def scanning(self, table: Table) -> Iterator[str]:
        """Give a file as what stands after FROM, once it is found to be whole; it can be read once."""
        if table.path in self._checks:
            self._checks[table.path].result()
        types = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in table.types().items())
        scan = (
            f"read_csv({quoted(str(table.path))}, delim = '\t', quote = '', escape = '', comment = '', "
            f"compression = '{'gzip' if table.zipped else 'none'}', nullstr = ['\\N', ''], header = true, "
            f"auto_detect = false, columns = {{{types}}}, "
            f"store_rejects = true, rejects_table = {quoted(_rejects(table))}, "
            f"rejects_scan = {quoted(_rejects(table) + '_scan')})"
        )
        try:
            yield scan
        except StoreError as error:
            if isinstance(error.__cause__, self._no_memory) or _FULL in error.message:
                raise
            what = f"the file cannot be read: {error.message.partition(': ')[2]}"
            raise BadSource(str(table.path), what.rstrip(".") + ".", "Fetch it again.") from error

    def bad_rows(self, table: Table) -> list[Bad]:
        """Return the rows of a file that was read that are not as they should be."""
        columns = "line, error_type, column_name, column_idx, csv_line, error_message"
        order = "ORDER BY line, column_idx"
        rows = self.rows(f"SELECT {columns} FROM {_rejects(table)} {order}")
        first: dict[int, Bad] = {}
        for line, *told in rows:
            first.setdefault(line, Bad(table.path, line, _what(table, told)))
        return list(first.values())


class Zipper(threading.Thread):
    """Zips what comes out of a named pipe; `finish` raises what went wrong with the file."""

    def __init__(self, pipe: Path, path: Path) -> None:
        super().__init__(daemon=True)
        self._pipe, self._path = pipe, path
        self._error: OSError | None = None

    def run(self) -> None:
        """Zip until the other end of the pipe is closed."""
        try:
            with self._pipe.open("rb", buffering=0) as pipe, self._path.open("wb") as file:
                with gzip.GzipFile("", "wb", 1, file, mtime=0) as zipped:
                    while block := pipe.read(_BLOCK):
                        zipped.write(block)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self._error = error

    def finish(self) -> None:
        """Wait for the end, also where nobody has written."""
        while self.is_alive():
            with suppress(OSError):
                os.close(os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK))
            self.join(_WAIT)
        if self._error is not None:
            raise self._error


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _rejects(table: Table) -> str:
    return "bad_" + table.kind.replace(".", "_")


def _what(table: Table, told: Sequence[Any]) -> str:
    kind, column, place, text, message = told
    if kind == "CAST":
        cells = (text or "").split("\t")
        cell = repr(cells[place - 1]) if place <= len(cells) else "its value"
        wanted = WANTED.get(table.types().get(column, ""), "a whole number that fits")
        return f"{column} is {cell}, and not {wanted}."
    if kind in ("MISSING COLUMNS", "TOO MANY COLUMNS"):
        cells_here = len(text.split("\t")) if text else _NUMBERS.findall(message)[-1]
        return f"the row has {cells_here} cells, and there are {len(table.columns)} columns."
    if kind == "INVALID ENCODING":
        return "the row is not UTF-8."
    return f"the row cannot be read: {kind.lower()}."
