"""Tables for a terminal: columns as wide as they must be, Hangul counted as two, no control characters."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence

from kgraph.model import Node, Path, Relationship, Value

_GAP = "  "
_LEAST = 8
_CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))} | {
    10: "\\n",
    13: "\\r",
    9: "\\t",
}
_EVIDENCE = frozenset(("claims", "sources", "contradicted"))


def table(columns: Sequence[str], rows: Iterable[Sequence[Value]], width: int | None = None) -> str:
    """Return rows under their columns; cells are cut, with "…", where the lines would exceed the width."""
    values = [list(row) for row in rows]
    cells = [[shown(value) for value in row] for row in values]
    head = [name.translate(_CONTROL) for name in columns]
    natural = [
        max((width_of(text) for text in column), default=0)
        for column in ([title, *(row[place] for row in cells)] for place, title in enumerate(head))
    ]
    widths = fitted(natural, width)
    right = [_numeric(row[place] for row in values) for place in range(len(head))]
    lines = [head, ["-" * one for one in widths], *cells]
    return "\n".join(_line(line, widths, right) for line in lines)


def shown(value: Value) -> str:
    """Return a value in one line, as a person reads it: a node by its name, an edge without its evidence."""
    return _shown(value).translate(_CONTROL)


def width_of(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_width_of_sign(sign) for sign in text)


def cut(text: str, width: int) -> str:
    """Return the text, or as much of it as fits with a "…" at the end."""
    if width_of(text) <= width:
        return text
    kept, used = "", 0
    for sign in text:
        used += _width_of_sign(sign)
        if used > width - 1:
            break
        kept += sign
    return kept + "…"


def fitted(natural: Sequence[int], width: int | None) -> list[int]:
    """Return widths that fit: the widest columns give way first, none below what can still be read."""
    room = (width or 0) - len(_GAP) * (len(natural) - 1)
    if width is None or sum(natural) <= room:
        return list(natural)
    level = max(natural, default=0)
    while level > _LEAST and sum(min(one, level) for one in natural) > room:
        level -= 1
    widths = [min(one, level) for one in natural]
    for place, one in enumerate(natural):  # what rounding left over
        if sum(widths) < room and widths[place] < one:
            widths[place] += 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for text, width, at_right in zip(cells, widths, right, strict=True):
        fits = cut(text, width)
        space = " " * (width - width_of(fits))
        padded.append(space + fits if at_right else fits + space)
    return _GAP.join(padded).rstrip()


def _numeric(values: Iterable[Value]) -> bool:
    given = [value for value in values if value is not None]
    return bool(given) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in given
    )


def _width_of_sign(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _shown(value: Value) -> str:
    match value:
        case None | bool():
            text = {None: "null", True: "true", False: "false"}[value]
        case Node():
            text = f"({value.name}{''.join(f' :{label}' for label in value.labels)})"
        case Relationship():
            text = f"[:{value.type}{_held(value)}]"
        case Path():
            text = _walked(value)
        case list() | tuple():
            text = f"[{', '.join(_shown(item) for item in value)}]"
        case dict():
            text = "{" + ", ".join(f"{name}: {_shown(item)}" for name, item in value.items()) + "}"
        case _:
            text = value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
    return text


def _walked(path: Path) -> str:
    text = f"({path.nodes[0].name})"
    for before, edge, after in zip(path.nodes, path.relationships, path.nodes[1:], strict=False):
        left, right = ("-", "->") if edge.start == before.id else ("<-", "-")
        text += f"{left}[:{edge.type}]{right}({after.name})"
    return text


def _held(edge: Relationship) -> str:
    told = {name: value for name, value in edge.properties.items() if name not in _EVIDENCE}
    if told.get("certainty") == "stated":
        del told["certainty"]
    return " " + _shown(dict(told)) if told else ""
