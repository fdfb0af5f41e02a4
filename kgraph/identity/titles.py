"""Titles that name a version of a film: a director's cut is the film itself, a remake is another."""

from __future__ import annotations

import re
from functools import lru_cache

_VERSION = re.compile(
    r"[\s:(\[\-–—]+(?:the\s+)?(?:"
    r"director['’]?s\s+cut|(?:extended|special|ultimate|collector['’]?s|restored)\s+edition"
    r"|(?:extended|theatrical|restored|uncut)\s+(?:version|cut)|(?:digitally\s+)?remastered|re-?release"
    r"|감독판|감독\s*확장판|확장판|무삭제판?|(?:디지털\s*)?리마스터링?판?|재개봉판?|완전판|디렉터스\s*컷"
    r")[)\]\s]*$",
    re.IGNORECASE,
)
"""Not `3D` and `Final Cut`: sequels are called so."""


@lru_cache(maxsize=50_000)
def unversioned(title: str) -> str:
    """Return a title without the version that it names: `Low Tide` of `Low Tide (Director's Cut)`."""
    plain = _VERSION.sub("", title).strip()
    return unversioned(plain) if plain and plain != title else title
