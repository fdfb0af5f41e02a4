"""Bytes on the disk: sources as they come, the store's file as it goes.

A store is one ZIP file, readable by anything that reads ZIP:

    manifest.json       format, versions, what is loaded (the ledger)
    graph.kgl           the graph, as the engine writes it
    loads/NAME/FILE     each source as it was read, byte for byte
    edits.jsonl         what `query --write` changed

The sources are kept because the graph can be made anew from them: when one is replaced or taken
out, when a judgement is made or taken back, and when a later engine no longer reads `graph.kgl`.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgraph.errors import StoreDamaged, StoreError, StoreLocked

FORMAT = 1
MANIFEST, GRAPH, EDITS, LOADS = "manifest.json", "graph.kgl", "edits.jsonl", "loads/"
_LOCK_SECONDS = 2.0
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"PK")


@dataclass(slots=True)
class Contents:
    """What a store's file holds."""

    manifest: dict[str, Any] = field(default_factory=dict)
    graph: bytes = b""
    edits: bytes = b""
    loads: dict[str, dict[str, bytes]] = field(default_factory=dict)


def read(path: Path, *, loads: bool = False) -> Contents:
    """Read a store's file, checking the sums of what is read; `loads` brings the kept sources too.

    Raises StoreDamaged for a file that is no store or a broken one. The file is not touched.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if MANIFEST not in names:
                raise _not_a_store(path)
            contents = Contents(json.loads(archive.read(MANIFEST)), archive.read(GRAPH))
            if contents.manifest.get("format", 0) > FORMAT:
                raise StoreDamaged(f"{path} was written by a newer kgraph.", "Upgrade kgraph to open it.")
            contents.edits = archive.read(EDITS) if EDITS in names else b""
            if loads:
                for name in names:
                    if name.startswith(LOADS):
                        load, _, file = name.removeprefix(LOADS).partition("/")
                        contents.loads.setdefault(load, {})[file] = archive.read(name)
            return contents
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError) as error:
        raise (_damaged(path) if _looks_like_zip(path) else _not_a_store(path)) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error


def write(path: Path, contents: Contents) -> None:
    """Write a store's file whole or not at all: beside it, to the disk, then in its place."""
    with replacing(path) as file, zipfile.ZipFile(file, "w") as archive:
        manifest = json.dumps(contents.manifest, ensure_ascii=False, indent=1)
        _put(archive, MANIFEST, manifest.encode("utf-8"))
        _put(archive, GRAPH, contents.graph, compressed=False)
        if contents.edits:
            _put(archive, EDITS, contents.edits)
        for load, files in contents.loads.items():
            for name, data in files.items():
                _put(archive, f"{LOADS}{load}/{name}", data, compressed=not data.startswith(_COMPRESSED))


@contextmanager
def replacing(path: Path) -> Iterator[Any]:
    """Give a file to write to that takes `path`'s place when all went well, and is gone when not."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
        temporary = None
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"{path} cannot be written: {reason}.", "Nothing was changed; make room or choose another place."
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the store's lock, or raise StoreLocked when another writer does not let go in two seconds."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - reading takes no lock

    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=_LOCK_SECONDS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise StoreLocked(f"Another process is writing to {path}.", "Try again when it is done.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"{path} cannot be written: {reason}.", "Choose another place with --store."
        ) from error
    try:
        yield
    finally:
        lock.release()


def stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when the file does, or None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _put(archive: zipfile.ZipFile, name: str, data: bytes, *, compressed: bool = True) -> None:
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    # A fixed date: the same graph gives the same file.
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, method, 1 if compressed else None)


def _looks_like_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def _not_a_store(path: Path) -> StoreDamaged:
    return StoreDamaged(
        f"{path} is not a kgraph store.", "It was not touched; choose another file with --store."
    )


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(f"{path} is damaged.", "It was not touched; load its sources into a new store.")
