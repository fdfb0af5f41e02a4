"""Names that kglite keeps for itself, and how the user's own names pass by them.

kglite answers `n.title` with a made-up title where a node has none, keeps a node's identity under
`id`, and reads `start` of a relationship as its first node; in patterns it reads plain ASCII names
only. So keys, labels and types that could be misread are stored and asked for in a disguise, and
come out without it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PREFIX = "kg_"
_CODED = "kgx_"
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MADE_UP_KEYS = (
    "id title name type label labels node_type nodes relationships properties start end source target nid "
    "connection_type git_sha modified_by updated_at"
)
_KEY_WORDS = (
    "all and any as asc ascending between both by call case collect contains count create cypher "
    "delete desc descending detach distinct drop else end ends except exists explain false "
    "fieldterminator filter finish for foreach format from group having headers if in index inf "
    "infinity insert intersect into is leading like limit load match merge nan next nodetach none not "
    "null nulls of offset on optional or order over partition profile reduce remove return set show "
    "shortestpath allshortestpaths single skip starts then to trailing true union unwind use using "
    "valid_time when where window with xor yield"
)
_KEYS = frozenset(f"{_MADE_UP_KEYS} {_KEY_WORDS}".split())
_WORDS = frozenset(f"{_KEY_WORDS} node".split())

MADE_UP = ("id", "title", "type")
"""Keys that kglite adds to what it says a node has."""

HIDDEN_LABEL = "kg_"
"""kglite gives every node a label; this one is never shown."""

IDENTITY = "\ufdd0"
"""Begins every hidden id, so that a title kglite makes of an id can be told from the user's text."""


@lru_cache(maxsize=4096)
def hide_key(key: str) -> str:
    """Return the name under which kglite knows a property or map key."""
    return _hide(key, _KEYS)


@lru_cache(maxsize=4096)
def hide_label(label: str) -> str:
    """Return the name under which kglite knows a label or relationship type."""
    return _hide(label, _WORDS)


def hide_variable(name: str) -> str:
    """Return the name under which kglite knows a variable."""
    return f"v_{name}" if _PLAIN.fullmatch(name) else "vx_" + name.encode("utf-8", "surrogatepass").hex()


def _hide(name: str, taken: frozenset[str]) -> str:
    if not _PLAIN.fullmatch(name):
        return _CODED + name.encode("utf-8", "surrogatepass").hex()
    if name.lower() in taken or name.startswith((_PREFIX, _CODED)):
        return _PREFIX + name
    return name


@lru_cache(maxsize=4096)
def show(name: str) -> str:
    """Return the key, label or type that the user knows."""
    if name.startswith(_CODED):
        return bytes.fromhex(name[len(_CODED) :]).decode("utf-8", "surrogatepass")
    return name.removeprefix(_PREFIX)
