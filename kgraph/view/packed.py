"""Data as the page carries it: JSON, gzipped, in base64, which the browser unpacks by itself."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")


def pack(value: Any) -> str:
    """Return a value as text of letters, digits, `+`, `/` and `=`: nothing that markup is made of.

    The same value gives the same text. Half surrogate pairs, which no file can hold, are replaced.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    data = whole(text).encode()
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode("ascii")


def unpack(text: str) -> Any:
    """Return the value that `pack` was given."""
    return json.loads(gzip.decompress(base64.b64decode(text)))


def whole(text: str) -> str:
    """Return the text with half surrogate pairs replaced, so that it can be encoded."""
    return _SURROGATES.sub("\ufffd", text)
