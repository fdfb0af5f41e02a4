"""From a path, or standard input, to bytes, and from bytes to text."""

from __future__ import annotations

import codecs
import gzip
import sys
import zlib
from difflib import get_close_matches
from pathlib import Path

from kgraph.errors import BadSource

STANDARD_INPUT = "-"
FORMATS = (
    "kgraph reads a folder of claims (CSV), JSON lines of nodes and relationships, a film list (JSON), "
    "GraphML, GEXF, node-link JSON and Cypher scripts, each also as .gz."
)
_GZIP = b"\x1f\x8b"
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


def raw(source: Path | str) -> bytes | dict[str, bytes]:
    """Return the bytes of a file or of standard input, or of each table of a claims folder by its name."""
    if str(source) == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    path = Path(source)
    try:
        if path.is_dir():
            return {
                one.name: one.read_bytes()
                for one in sorted(path.iterdir())
                if one.is_file() and is_table(one.name)
            }
        return path.read_bytes()
    except FileNotFoundError:
        raise BadSource(source, "there is no such file.", _nearest(path)) from None
    except OSError as error:
        raise BadSource(source, f"{error.strerror or error}.", "Check that you may read it.") from error


def is_table(filename: str) -> bool:
    """Tell whether a file in a folder is a table; hidden files, as macOS leaves them, are none."""
    return filename.lower().endswith((".csv", ".csv.gz")) and not filename.startswith(".")


def unzip(data: bytes, path: object) -> bytes:
    """Return the bytes as they were before gzip; as they are where they are not zipped."""
    if not data.startswith(_GZIP):
        return data
    try:
        return gzip.decompress(data)
    except EOFError:
        raise BadSource(path, "the gzip file ends too early.", "Fetch or write it again.") from None
    except (OSError, zlib.error) as error:
        raise BadSource(path, f"the gzip file is damaged: {error}.", "Fetch or write it again.") from None


def decode(data: bytes, path: object) -> str:
    """Return the text of UTF-8 bytes, without a byte order mark."""
    for mark, encoding in _FOREIGN_BOMS.items():
        if data.startswith(mark):
            raise BadSource(path, f"the text is {encoding}, not UTF-8.", "Save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8."
        raise BadSource(path, what, "Save it as UTF-8.", row=row) from None


def _nearest(path: Path) -> str:
    try:
        near = get_close_matches(path.name, [one.name for one in path.parent.iterdir()], n=1)
    except OSError:
        return f"There is no folder {str(path.parent)!r} either." if not path.parent.exists() else ""
    return f"Did you mean {str(path.parent / near[0])!r}?" if near else ""
