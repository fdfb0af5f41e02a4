"""Colour and shape by type: the schema's, or for labels outside it ones that stay the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.schema import film_schema

UNLABELLED = ""

# After Okabe-Ito and Tol: told apart by colour-blind eyes, on white and on black.
_COLOURS = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#7B4EA3",
    "#8C6D31",
    "#B59F00",
    "#4D7C8A",
    "#AA4455",
    "#6A994E",
)
_SHAPES = ("dot", "square", "diamond", "triangle", "hexagon", "star", "triangleDown", "ellipse")


@dataclass(frozen=True, slots=True)
class Style:
    """How the nodes of one type look; `shape` is one of vis-network's names."""

    name: str
    colour: str
    shape: str


def styles(types: Iterable[str]) -> list[Style]:
    """Return a style for each type: the schema's types first, in its order, then the others by name.

    A label outside the schema gets its colour and shape from its own name, moved on only where
    another label of the same picture has them already.
    """
    wanted = set(types)
    known = [kind for kind in film_schema().entities.values() if kind.name in wanted]
    found = [Style(kind.name, kind.colour, kind.shape) for kind in known]
    taken = {(style.colour, style.shape) for style in found}
    for name in sorted(wanted - {kind.name for kind in known}):
        colour, shape = _free(name, taken)
        taken.add((colour, shape))
        found.append(Style(name, colour, shape))
    return found


def _free(name: str, taken: set[tuple[str, str]]) -> tuple[str, str]:
    if name == UNLABELLED:
        return "#7A7F87", "dot"
    digest = int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:8])
    used = {colour for colour, _ in taken}
    for step in range(len(_COLOURS) * len(_SHAPES)):
        turn, offset = divmod(step, len(_COLOURS))
        colour = _COLOURS[(digest + offset) % len(_COLOURS)]
        shape = _SHAPES[(digest // len(_COLOURS) + turn) % len(_SHAPES)]
        if (colour, shape) not in taken and (colour not in used or turn):
            return colour, shape
    return _COLOURS[digest % len(_COLOURS)], _SHAPES[0]
