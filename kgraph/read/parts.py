"""The files of a source as one reader sees them: of a folder, of an archive, zipped or not.

A source is one file, or all files of a folder; on the disk, or in the memory as a store keeps
them. Its *parts* are what is left when archives (.zip, .tar) are opened and compression (gzip,
bzip2, xz) is undone, told by their first bytes and never by their names.
"""

from __future__ import annotations

import bz2
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kgraph.errors import BadSource
from kgraph.fingerprint import Fingerprint
from kgraph.read import intake
from kgraph.read.options import Options

_BLOCK = 1 << 20
_HEAD = 1 << 16
_BZIP, _XZ, _ZIP = b"BZh", b"\xfd7zXZ\0", b"PK\x03\x04"
_OFFICE = "[Content_Types].xml"  # a spreadsheet is a ZIP, too, and one document
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError)
_REFUSED = (RuntimeError, NotImplementedError)  # a password; a method of compression


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as it lies there: its path within the source, its size in bytes, and how to open it.

    `path` is where it is on the disk, None where it is in memory.
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]]
    path: Path | None = None


class Part:
    """One file of a source, as it was before it was packed; read while it is the current one.

    `name` is its path within the source, `shown` its path for messages. `alone` says that the source
    is this one file, so that a place in it needs no name.
    """

    def __init__(self, name: str, shown: str, opened: Callable[[], IO[bytes]], *, alone: bool) -> None:
        self.name, self.shown, self.alone = name, shown, alone
        self._opened = opened
        self._rest = self._blocks()
        self._head: list[bytes] | None = None

    @property
    def head(self) -> bytes:
        """Its first 64 KB."""
        if self._head is None:
            self._head, size = [], 0
            for block in self._rest:
                self._head.append(block)
                size += len(block)
                if size >= _HEAD:
                    break
        return b"".join(self._head)[:_HEAD]

    def blocks(self) -> Iterator[bytes]:
        """Yield its bytes, some at a time."""
        begun, self._head = self._head or [], None
        rest, self._rest = self._rest, self._blocks()
        yield from begun
        yield from rest

    def data(self) -> bytes:
        """Return all its bytes."""
        return b"".join(self.blocks())

    def _blocks(self) -> Iterator[bytes]:
        with packed(self.shown), self._opened() as file:
            first = file.read(_BLOCK)

            def read() -> Iterator[bytes]:
                block = first
                while block:
                    yield block
                    block = file.read(_BLOCK)

            if intake.is_zipped(first):
                yield from intake.gunzipped(read(), self.shown)
            elif first.startswith((_BZIP, _XZ)):
                file.seek(0)
                with _uncompressed(first, file) as plain:
                    while block := plain.read(_BLOCK):
                        yield block
            else:
                yield from read()


class Files:
    """The files of a source. `folder` says that the source is a folder and not one file."""

    def __init__(self, called: intake.Called, raws: list[Raw], *, folder: bool) -> None:
        self.called, self.raws, self.folder = called, raws, folder

    @classmethod
    def at(cls, path: Path, called: intake.Called) -> Files:
        """Return those on the disk; hidden ones are passed over."""
        with intake.reading(path):
            if not path.is_dir():
                return cls(called, [_raw(path, path.name)], folder=False)
            found = [Path(top, name) for top, _, names in os.walk(path) for name in names]
            told = sorted((one.relative_to(path).as_posix(), one) for one in found)
            visible = [(name, one) for name, one in told if not name.startswith(".") and "/." not in name]
            return cls(called, [_raw(one, name) for name, one in visible], folder=True)

    @classmethod
    def kept(cls, files: Mapping[str, bytes], called: intake.Called, *, folder: bool) -> Files:
        """Return those whose bytes a store keeps."""
        raws = [Raw(name, len(data), _opener(data)) for name, data in sorted(files.items())]
        return cls(called, raws, folder=folder)

    @property
    def size(self) -> int:
        """How many bytes they have as they lie there."""
        return sum(one.size for one in self.raws)

    def bytes(self) -> dict[str, bytes]:
        """Return what a store keeps of them: the bytes by name."""
        kept = {}
        for one in self.raws:
            with packed(self._shown(one)), one.open() as file:
                kept[one.name] = file.read()
        return kept

    def fingerprint(self, options: Options) -> str:
        """Return their fingerprint, with the options they are read with; see `kgraph.fingerprint`."""
        taken = Fingerprint(options.prefix, *options.words)
        for one in self.raws:
            taken.file(one.name, one.size)
            read = 0
            with packed(self._shown(one)), one.open() as file:
                while block := file.read(_BLOCK):
                    taken.update(block)
                    read += len(block)
            if read != one.size:
                raise BadSource(self._shown(one), "the file changed while it was read.", "Load it again.")
        return str(taken)

    def parts(self, advance: Callable[[int], None] = lambda _: None) -> Iterator[Part]:
        """Yield the parts; `advance` is told of the bytes that were read."""
        for one in self.raws:
            yield from _parts(one, self._shown(one), advance, alone=not self.folder)

    def _shown(self, one: Raw) -> str:
        return f"{self.called.shown.rstrip('/')}/{one.name}" if self.folder else self.called.shown


class _Watched(io.RawIOBase):
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], advance: Callable[[int], None]) -> None:
        super().__init__()
        self._file, self._advance = file, advance

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._advance(len(data))
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


def _parts(one: Raw, shown: str, advance: Callable[[int], None], *, alone: bool) -> Iterator[Part]:
    def opened() -> IO[bytes]:
        return io.BufferedReader(_Watched(one.open(), advance), _BLOCK)

    alike = Part(one.name, shown, opened, alone=alone)
    with packed(shown), one.open() as file:
        first = file.read(len(_ZIP))
    if first == _ZIP:
        with packed(shown), opened() as file, zipfile.ZipFile(file) as archive:
            if _OFFICE not in archive.namelist():
                for member in archive.infolist():
                    if not member.is_dir():
                        yield _member(one, shown, member.filename, _of_zip(archive, member), alone=alone)
                return
    elif alike.head[257:262] == b"ustar":
        with packed(shown), opened() as file, tarfile.open(fileobj=file, mode="r:*") as tar:
            for info in tar:
                if info.isfile():
                    yield _member(one, shown, info.name, _of_tar(tar, info), alone=alone)
        return
    yield alike


def _member(one: Raw, shown: str, member: str, opened: Callable[[], IO[bytes]], *, alone: bool) -> Part:
    return Part(member if alone else f"{one.name}/{member}", f"{shown}/{member}", opened, alone=False)


def _of_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(member)


def _of_tar(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        file = archive.extractfile(member)
        assert file is not None  # it is a file
        return file

    return opened


def _raw(path: Path, name: str) -> Raw:
    return Raw(name, path.stat().st_size, lambda: path.open("rb"), path)


def _opener(data: bytes) -> Callable[[], IO[bytes]]:
    return lambda: io.BytesIO(data)


def _uncompressed(first: bytes, file: IO[bytes]) -> bz2.BZ2File | lzma.LZMAFile:
    return bz2.BZ2File(file) if first.startswith(_BZIP) else lzma.LZMAFile(file)


@contextmanager
def packed(shown: str) -> Iterator[None]:
    """Turn what goes wrong with a packed file into BadSource."""
    try:
        yield
    except _DAMAGED as error:
        told = str(error).rstrip(".") or type(error).__name__
        raise BadSource(shown, f"the file cannot be read: {told}.", "Fetch or write it again.") from error
    except _REFUSED as error:
        raise BadSource(shown, f"the archive cannot be opened: {error}.", "Unpack it first.") from error
