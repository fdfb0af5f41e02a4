"""The queries that the documents show: in Cypher, in a command, in Python."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.test_docs import blocks

_CYPHER = re.compile(r"\s*(MATCH|OPTIONAL|WITH|UNWIND|RETURN|CALL)\b")


def shown(page: Path) -> list[str]:
    """Return the queries of a page in the order of their languages."""
    text = page.read_text(encoding="utf-8")
    found = blocks(text, "cypher")
    found += [word for block in blocks(text, "sh") for word in shlex.split(block, comments=True)]
    found += [query for block in blocks(text, "python") for query in _asked(block)]
    return [query for query in found if _CYPHER.match(query)]


def sorted_by(query: str) -> tuple[str, ...]:
    """Return what the rows are sorted by, in the words of the query."""
    told = query.rpartition("ORDER BY")[2] if "ORDER BY" in query else ""
    keys = re.split(r"\b(?:SKIP|LIMIT)\b", told)[0]
    return tuple(key.strip().removesuffix(" DESC") for key in keys.split(",") if key.strip())


def _asked(python: str) -> Iterator[str]:
    """Yield the texts that are given to a method called query."""
    for call in ast.walk(ast.parse(python)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "query":
            yield from (str(one.value) for one in call.args if isinstance(one, ast.Constant))
