"""Where islands lie: discs packed without overlap, those that are much linked side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_WIDE = np.array([0.7, 1.25])  # pulls less along x: pages are wider than high
_SEA = 0.6  # how much nearness to the middle counts beside nearness to linked islands


def pack(radii: Array, links: Array) -> Array:
    """Return the centres of the discs: each lies against two before it, the largest first."""
    centres = np.zeros((len(radii), 2))
    order = np.lexsort((np.arange(len(radii)), -radii))
    placed: list[int] = []
    contacts: list[tuple[int, int]] = []
    for disc in order.tolist():
        if len(placed) == 1:
            centres[disc] = centres[placed[0]] + (radii[placed[0]] + radii[disc], 0)
        elif placed:
            pairs = np.array(contacts)
            spots = _berths(centres, radii, pairs, disc)
            spots = spots[_free(spots, radii[disc], centres[placed], radii[placed])]
            costs = _costs(spots, centres[placed], links[disc, placed])
            centres[disc] = spots[np.argmin(costs)]
        gaps = np.hypot(*(centres[placed] - centres[disc]).T) - radii[placed] - radii[disc]
        contacts += [
            (other, disc) for other, gap in zip(placed, gaps, strict=True) if gap < 0.5 * radii[disc]
        ]
        placed.append(disc)
    return centres


def _berths(centres: Array, radii: Array, contacts: NDArray[np.int64], disc: int) -> Array:
    """Return the places where the disc touches both discs of a pair."""
    first, second = contacts.T
    reach_first, reach_second = radii[first] + radii[disc], radii[second] + radii[disc]
    apart = centres[second] - centres[first]
    distance = np.hypot(*apart.T)
    along = (distance**2 + reach_first**2 - reach_second**2) / (2 * distance)
    aside = np.sqrt(np.maximum(reach_first**2 - along**2, 0))
    unit = apart / distance[:, None]
    normal = np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    foot = centres[first] + unit * along[:, None]
    return np.concatenate([foot + normal * aside[:, None], foot - normal * aside[:, None]])


def _free(spots: Array, radius: float, centres: Array, radii: Array) -> NDArray[np.bool_]:
    distance = np.hypot(*(spots[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
    return np.asarray((distance >= (radii + radius) * (1 - 1e-9) - 1e-6).all(axis=1))


def _costs(spots: Array, centres: Array, links: Array) -> Array:
    middle = np.asarray(np.hypot(*((spots - centres.mean(axis=0)) * _WIDE).T))
    total = links.sum()
    if not total:
        return middle
    distance = np.hypot(*(spots[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
    return np.asarray(distance @ links / total + _SEA * middle)


def turn(points: Array, towards: Array) -> Array:
    """Rotate points about the origin so that each looks towards its wished direction as well as can be."""
    here = points[:, 0] + 1j * points[:, 1]
    there = towards[:, 0] + 1j * towards[:, 1]
    best = max((_turned(flip(here), there) for flip in (np.array, np.conj)), key=lambda pair: pair[0])[1]
    return np.stack([best.real, best.imag], axis=1)


def _turned(here: Array, there: Array) -> tuple[float, Array]:
    match = np.vdot(here, there)
    angle = match / abs(match) if abs(match) > 1e-9 else 1.0
    return float(abs(match)), here * angle


def shelve(widths: Array, heights: Array, room: float) -> Array:
    """Return centres of boxes stood in rows from left to right, rows downwards, `room` wide.

    Where there is no room to go by, the rows make a picture wider than it is high.
    """
    room = max(room, float(widths.max()), float(np.sqrt(1.6 * (widths * heights).sum())))
    centres = np.zeros((len(widths), 2))
    x = y = tallest = 0.0
    for number, (width, height) in enumerate(zip(widths.tolist(), heights.tolist(), strict=True)):
        if x and x + width > room:
            x, y, tallest = 0.0, y + tallest, 0.0
        centres[number] = x + width / 2, y + height / 2
        x, tallest = x + width, max(tallest, height)
    return centres
