"""Files of any known format to what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.lazily import lazily

if TYPE_CHECKING:
    from kgraph.read.batch import Batch
    from kgraph.read.intake import default_name, raw
    from kgraph.read.recognise import read, read_bytes, read_folder

__all__ = ["Batch", "default_name", "raw", "read", "read_bytes", "read_folder"]

__getattr__ = lazily(  # a store needs some of the nouns, and a query none of the readers
    __name__,
    {
        "Batch": "batch",
        "default_name": "intake",
        "raw": "intake",
        "read": "recognise",
        "read_bytes": "recognise",
        "read_folder": "recognise",
    },
)
