"""The files of an import: gzipped data, few files open at a time, and small ones of text."""

from __future__ import annotations

import gzip
import os
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

_OPEN = 64
_LEVEL = 1


class Files:
    """Files in a folder. `longest` is the longest row in bytes, `multiline` whether one holds a line end."""

    def __init__(self, folder: Path) -> None:
        self.longest = 0
        self.multiline = False
        self._folder = folder
        self._open: OrderedDict[str, _Packed] = OrderedDict()

    def append(self, name: str, rows: Sequence[bytes]) -> None:
        """Write rows at the end of a data file."""
        data = b"".join(rows)
        self.multiline = self.multiline or data.count(b"\n") > len(rows) or b"\r" in data
        self.longest = max(self.longest, max(map(len, rows), default=0))
        self._packed(name).write(data)

    def write(self, name: str, text: str) -> None:
        """Write a small file."""
        with (self._folder / name).open("wb") as file:
            file.write(text.encode())
            _sync(file)

    def close(self) -> None:
        """Close the data files."""
        with ExitStack() as stack:
            while self._open:
                stack.callback(self._open.popitem()[1].close)

    def _packed(self, name: str) -> _Packed:
        if name in self._open:
            self._open.move_to_end(name)
            return self._open[name]
        if len(self._open) >= _OPEN:
            self._open.popitem(last=False)[1].close()
        packed = self._open[name] = _Packed(self._folder / name)
        return packed


class _Packed:
    """A gzip file without name and time: the same rows give the same bytes.

    One that is opened again gets a second member, which gzip allows and the importer reads.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")
        self._gzip = gzip.GzipFile("", "wb", _LEVEL, self._file, mtime=0)
        self.write = self._gzip.write

    def close(self) -> None:
        try:
            self._gzip.close()
            _sync(self._file)
        finally:
            self._file.close()


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
