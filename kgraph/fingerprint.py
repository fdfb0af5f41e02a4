"""The fingerprint of a source: whether a file is the one that was loaded, byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


class Fingerprint:
    """SHA-256 of files, their names and the options they are read with, taken while they are read."""

    def __init__(self, *options: str) -> None:
        self._digest = hashlib.sha256(json.dumps(options).encode())

    def file(self, name: str, size: int) -> None:
        """Begin with the next file; files come in the order of their names."""
        self._digest.update(f"\0{name}\0{size}\0".encode())

    def update(self, data: bytes) -> None:
        """Take the next bytes of the file."""
        self._digest.update(data)

    def __str__(self) -> str:
        return self._digest.hexdigest()


def fingerprint(files: Mapping[str, bytes], *options: str) -> str:
    """Return the fingerprint of files that are read already; `files` are their bytes by name."""
    taken = Fingerprint(*options)
    for name, data in sorted(files.items()):
        taken.file(name, len(data))
        taken.update(data)
    return str(taken)
