"""From a path, or standard input, to bytes, and from bytes to text."""

from __future__ import annotations

import codecs
import math
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from kgraph.errors import BadSource

STANDARD_INPUT = "-"
FORMATS = (
    "kgraph reads a folder of claims (CSV), JSON lines of nodes and relationships, a film list (JSON), "
    "GraphML, GEXF, node-link JSON and Cypher scripts, each also as .gz, and what KOBIS and others publish: "
    "see docs/sources."
)
_GZIP = b"\x1f\x8b"
_GZIP_HEADER = 16 + zlib.MAX_WBITS
_STEP = 1 << 20
_FOREIGN_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def default_name(source: Path | str) -> str:
    """Return what a source is called unless somebody says otherwise: `us-films.jsonl.gz` -> `us-films`."""
    if str(source) == STANDARD_INPUT:
        return "stdin"
    path = Path(source)
    if path.is_dir():
        return path.resolve().name
    bare = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return bare.stem


class Called(NamedTuple):
    """What a source is called, the path that a store records, and the path as messages show it."""

    name: str
    path: str
    shown: str


def called(source: Path | str, name: str = "") -> Called:
    """Return what a source is called in a store: as the user says, or after its file.

    A name is in NFC, as people type it, whatever form the file system keeps it in.
    """
    name = unicodedata.normalize("NFC", name or default_name(source)).replace("/", "-")
    if str(source) == STANDARD_INPUT:
        return Called(name, STANDARD_INPUT, "standard input")
    return Called(name, str(Path(source).resolve()), str(source))


def raw(source: Path | str) -> bytes | dict[str, bytes]:
    """Return the bytes of a file or of standard input, or of each table of a claims folder by its name."""
    if str(source) == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    path = Path(source)
    with reading(source):
        if path.is_dir():
            return {
                one.name: one.read_bytes()
                for one in sorted(path.iterdir())
                if one.is_file() and is_table(one.name)
            }
        return path.read_bytes()


@contextmanager
def reading(source: Path | str) -> Iterator[None]:
    """Turn the errors of the system, where a source cannot be read, into BadSource."""
    try:
        yield
    except FileNotFoundError:
        raise BadSource(source, "there is no such file.", _nearest(Path(source))) from None
    except OSError as error:
        raise BadSource(source, f"{error.strerror or error}.", "Check that you may read it.") from error


def is_table(filename: str) -> bool:
    """Tell whether a file in a folder is a table; hidden files, as macOS leaves them, are none."""
    return filename.lower().endswith((".csv", ".csv.gz")) and not filename.startswith(".")


def unzip(data: bytes, path: object) -> bytes:
    """Return the bytes as they were before gzip; as they are where they are not zipped."""
    return b"".join(gunzipped([data], path)) if is_zipped(data) else data


def is_zipped(data: bytes) -> bool:
    """Tell by its first bytes whether a file is zipped."""
    return data.startswith(_GZIP)


def gunzipped(blocks: Iterable[bytes], path: object) -> Iterator[bytes]:
    """Yield the bytes of a gzip file as they were, block by block; one may have several members."""
    member, begun = zlib.decompressobj(_GZIP_HEADER), False
    try:
        for block in blocks:
            left = block
            while left:
                if not begun:
                    left = left.lstrip(b"\0")  # what may stand between members
                    begun = bool(left)
                yield member.decompress(left, _STEP)
                left = member.unconsumed_tail
                if member.eof:
                    left = member.unused_data
                    member, begun = zlib.decompressobj(_GZIP_HEADER), False
        while begun and (more := member.decompress(b"", _STEP)):
            yield more
    except zlib.error as error:
        raise BadSource(path, f"the gzip file is damaged: {error}.", "Fetch or write it again.") from None
    if begun and not member.eof:
        raise BadSource(path, "the gzip file ends too early.", "Fetch or write it again.")


def whole_lines(blocks: Iterable[bytes], path: object = "", longest: float = math.inf) -> Iterator[bytes]:
    """Yield the same bytes, parted only at the ends of lines; BadSource where one has more than `longest`."""
    kept: list[bytes] = []
    size = 0
    for block in blocks:
        end = block.rfind(b"\n") + 1
        if end:
            yield b"".join([*kept, block[:end]])
            kept, size = [], 0
        kept.append(block[end:])
        size += len(block) - end
        if size > longest:
            raise BadSource(path, f"a line of it is longer than {int(longest) >> 20} MB.")
    if any(kept):
        yield b"".join(kept)


def decode(data: bytes, path: object, offset: int = 0, row: int = 1) -> str:
    """Return the text of UTF-8 bytes, without a byte order mark.

    `offset` and `row` say where in the file the bytes stand, if not at its beginning.
    """
    bare = data
    if not offset:
        for mark, encoding in _FOREIGN_BOMS.items():
            if data.startswith(mark):
                raise BadSource(path, f"the text is {encoding}, not UTF-8.", "Save it as UTF-8.")
        bare = data.removeprefix(codecs.BOM_UTF8)
        offset = len(data) - len(bare)
    try:
        return bare.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start
        what = f"byte {offset + place} (0x{bare[place]:02x}) is not UTF-8."
        raise BadSource(path, what, "Save it as UTF-8.", row=row + bare.count(b"\n", 0, place)) from None


def _nearest(path: Path) -> str:
    try:
        near = get_close_matches(path.name, [one.name for one in path.parent.iterdir()], n=1)
    except OSError:
        return f"There is no folder {str(path.parent)!r} either." if not path.parent.exists() else ""
    return f"Did you mean {str(path.parent / near[0])!r}?" if near else ""
