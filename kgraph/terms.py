"""What a source's licence forbids of those who pass a file on, as far as its words say so.

A licence is free text, so this is a reading of a few phrases that leave no doubt, not legal advice:
where none of them stands, nothing is said either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgraph.claims import Source

_FORBIDDEN = {
    "redistribution": re.compile(
        r"all rights reserved"
        r"|\b(no|without) (re)?distribution"
        r"|\b(not|never) (to )?(be )?(re)?distribut"
        r"|(re)?distribution (is )?(not|never|forbidden|prohibited)"
        r"|모든 권리 보유|무단 ?(전재|배포|복제)|재배포 ?금지",
        re.IGNORECASE,
    ),
    "commercial use": re.compile(
        r"non-?\s?commercial|\bno commercial|not for commercial|\bNC\b|상업적 이용 ?금지|비영리",
        re.IGNORECASE,
    ),
}


def forbidden(licence: str) -> list[str]:
    """Return what the words of a licence forbid: "redistribution", "commercial use", both or nothing."""
    return [what for what, words in _FORBIDDEN.items() if words.search(licence)]


def warnings(sources: Iterable[Source]) -> Iterator[str]:
    """Yield what the licence of a source forbids, where it stands against publishing, and how to name it."""
    for source in sources:
        if told := forbidden(source.licence):
            licence, words = (" ".join(text.split()) for text in (source.licence, source.attribution))
            named = f" To be named as: {words.rstrip('.')}." if words else ""
            yield f"“{source.title or source.id}” forbids {' and '.join(told)}: {licence.rstrip('.')}.{named}"
