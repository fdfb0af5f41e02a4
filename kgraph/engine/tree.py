"""What all pieces of a query have in common, and how to go through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields


@dataclass(slots=True, kw_only=True)
class Piece:
    """Something in a query, from one place of its text to another."""

    start: int = 0
    end: int = 0


@dataclass(slots=True, kw_only=True)
class Expression(Piece):
    """Anything that has a value; `type` is filled in by the scope check, as far as it is known."""

    type: str = "ANY"


_FIELDS: dict[type[Piece], tuple[str, ...]] = {}  # asked for at every step of every walk


def children(piece: object) -> Iterator[Piece]:
    """Yield the pieces directly inside one."""
    if isinstance(piece, Piece):
        for name in _fields(type(piece)):
            yield from _pieces(getattr(piece, name))


def _fields(kind: type[Piece]) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(each.name for each in fields(kind))
    return _FIELDS[kind]


def _pieces(value: object) -> Iterator[Piece]:
    if isinstance(value, Piece):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _pieces(item)


def walk(piece: Piece) -> Iterator[Piece]:
    """Yield a piece and everything inside it."""
    yield piece
    for child in children(piece):
        yield from walk(child)


def shape(piece: object) -> str:
    """Return a text that two expressions share where they are written alike."""
    if isinstance(piece, (list, tuple)):
        return "(" + ",".join(shape(each) for each in piece) + ")"
    if not isinstance(piece, Piece):
        return repr(piece)
    hidden = ("start", "end", "type", "bound")
    values = [shape(getattr(piece, name)) for name in _fields(type(piece)) if name not in hidden]
    return f"{type(piece).__name__}({','.join(values)})"
