"""Where nodes lie inside an island: distances kept, then pushed apart until none overlap."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

Array = NDArray[np.float64]

GAP = 7.0  # between the rims of two nodes
_EXACT = 160  # nodes up to which all distances count
_PIVOTS = 40
_STEPS = 60
_FRESH = 4  # steps after which it is looked anew who lies near whom
_FILLED = 0.32  # how much of an island's disc its nodes and the gaps around them take up


def settle(lengths: csr_array, radii: Array, roundness: float = 0.0) -> Array:
    """Return a place for each node around the origin, linked ones near, none overlapping.

    `lengths` is symmetric: the wished length of each link, zero where there is none. `roundness`
    from 0 to 1 says how far the outline gives way to an evenly filled disc.
    """
    if len(radii) == 1:
        return np.zeros((1, 2))
    if len(radii) <= _EXACT:
        wished = _distances(lengths, None)
        points = _majorize(_project(_to_pivots(lengths, wished.__getitem__)), wished)
    else:
        points = _spring(_project(_to_pivots(lengths, partial(_distances, lengths))), lengths)
    points = separate(_fill_disc(points - points.mean(axis=0), radii, roundness), radii)
    return _centred(points, radii)


def separate(points: Array, radii: Array, gap: float = GAP) -> Array:
    """Push overlapping discs apart; where that is not enough spread the whole until none overlap."""
    points = points + _jitter(len(points), 0.01)
    widest = 2 * float(radii.max(initial=0)) + gap
    for step in range(400):
        first, second = cKDTree(points).query_pairs(widest, output_type="ndarray").T
        apart = points[second] - points[first]
        distance = np.maximum(np.hypot(*apart.T), 1e-9)
        missing = radii[first] + radii[second] + gap - distance
        bad = missing > 1e-3
        if not bad.any():
            break
        push = apart[bad] * (missing[bad] / distance[bad] * 0.4)[:, None]
        points = points + _gather(second[bad], push, first[bad], -push, len(points))
        if step % 20 == 19:
            points = points * 1.04
    return points


def _fill_disc(points: Array, radii: Array, roundness: float) -> Array:
    """Move nodes along their rays towards an even density: what lies far out comes in."""
    distance = np.hypot(*points.T)
    rank = np.empty(len(points))
    rank[np.argsort(distance, kind="stable")] = np.arange(len(points)) + 0.5
    edge = np.sqrt(((radii + GAP) ** 2).sum() / _FILLED)
    near = np.minimum(distance, 1.3 * edge) if roundness else distance
    wished = roundness * edge * np.sqrt(rank / len(points)) + (1 - roundness) * near
    return np.asarray(points * (wished / np.maximum(distance, 1e-9))[:, None])


def _centred(points: Array, radii: Array) -> Array:
    """Move the points so that nearly the smallest circle around all is the origin's (Badoiu and Clarkson)."""
    for step in range(1, 120):
        reach = np.hypot(*points.T) + radii
        points = points - points[np.argmax(reach)] / (step + 1)
    return points


def _jitter(count: int, size: float) -> Array:
    """Return small offsets, no two alike: a sunflower's seeds."""
    number = np.arange(count)
    angle = number * np.pi * (3 - np.sqrt(5))
    return np.asarray(size * np.sqrt(number + 1)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1))


def _finite(distances: Array) -> Array:
    """Give nodes that no way joins a distance a little over the longest."""
    known = distances[np.isfinite(distances)]
    return np.asarray(np.where(np.isfinite(distances), distances, known.max(initial=1.0) * 1.2))


def _distances(lengths: csr_array, start: int | None) -> Array:
    """Return the lengths of the shortest ways from a node to all, or as a matrix from each."""
    # The links stand there in both directions: to call them directed saves turning the matrix around.
    return _finite(dijkstra(lengths, directed=True, indices=start))


def _to_pivots(lengths: csr_array, distances: Callable[[int], Array]) -> Array:
    """Return the distances of all to some nodes far from each other; the first has the most links."""
    count = lengths.shape[0]
    found = [distances(int(np.argmax(np.diff(lengths.indptr))))]
    nearest = found[0]
    while len(found) < min(count, _PIVOTS):
        found.append(distances(int(np.argmax(nearest))))
        nearest = np.minimum(nearest, found[-1])
    return np.stack(found, axis=1)


def _project(distances: Array) -> Array:
    """Return the plane in which the distances to the columns' nodes vary most (pivot MDS)."""
    squared = distances**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    axes = np.linalg.eigh(centred.T @ centred)[1][:, :-3:-1]
    # An axis may point either way: the entry of most weight decides.
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(2)] < 0, -1.0, 1.0)
    points = -0.5 * centred @ axes
    size = float(np.sqrt(squared.mean()))
    scaled = points * (0.5 * size / max(float(np.sqrt((points**2).mean())), 1e-9))
    return np.asarray(scaled + _jitter(len(points), 0.02 * size / np.sqrt(len(points))))


def _majorize(points: Array, wished: Array) -> Array:
    """Lower the stress between drawn and wished distances (SMACOF, weight one over the square)."""
    count = len(points)
    weight = 1 / np.maximum(wished, 1e-9) ** 2
    np.fill_diagonal(weight, 0.0)
    inverse = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + 1 / count) - 1 / count
    pull = weight * wished
    for _ in range(_STEPS):
        x, y = points.T
        ratio = pull / np.maximum(np.hypot(x[:, None] - x, y[:, None] - y), 1e-9)
        points = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
    return points


def _spring(points: Array, lengths: csr_array) -> Array:
    """Refine a large island: Fruchterman and Reingold, each node pushed by those near it only."""
    links = lengths.tocoo()
    length = float(links.data.mean())
    room = length * np.sqrt(len(points) / np.pi)
    points = points * min(1.0, room / (2 * float(np.sqrt((points**2).mean()))))
    reach = 2.2 * length
    for step in range(_STEPS):
        if step % _FRESH == 0:
            near = np.ascontiguousarray(cKDTree(points).query_pairs(1.15 * reach, output_type="ndarray").T)
        force = _push(points, near, length, reach) + _pull(points, links) - 0.04 * points
        size = np.maximum(np.hypot(*force.T), 1e-9)
        most = 0.6 * length * (1 - step / _STEPS) + 0.5
        points = points + force * (np.minimum(size, most) / size)[:, None]
    return points


def _push(points: Array, near: NDArray[np.int64], length: float, reach: float) -> Array:
    """Return how pairs that lie near push each other away: less the farther, not at all from `reach` on.

    The pairs are many: an axis at a time and in place is three times as fast as the same in rows.
    """
    first, second = near
    ways = [along.take(second) - along.take(first) for along in points.T.copy()]
    squared = ways[0] * ways[0]
    squared += ways[1] * ways[1]
    np.maximum(squared, (0.05 * length) ** 2, out=squared)
    strength = 1 / squared
    strength -= 1 / (reach * np.sqrt(squared))
    np.maximum(strength, 0, out=strength)
    strength *= 0.6 * length**2
    count = len(points)
    pushes = [np.multiply(way, strength, out=way) for way in ways]
    sums = [np.bincount(second, push, count) - np.bincount(first, push, count) for push in pushes]
    return np.stack(sums, axis=1)


def _pull(points: Array, links: coo_array) -> Array:
    """Return how links, which stand there in both directions, pull their ends together."""
    way = points[links.col] - points[links.row]
    way *= (0.5 * np.hypot(*way.T) / links.data)[:, None]
    return np.stack([np.bincount(links.row, along, len(points)) for along in way.T], axis=1)


def _gather(
    first: NDArray[np.int64], to_first: Array, second: NDArray[np.int64], to_second: Array, count: int
) -> Array:
    """Return the sums of the vectors that each node is given."""
    sums = [
        np.bincount(first, to_first[:, axis], count) + np.bincount(second, to_second[:, axis], count)
        for axis in range(2)
    ]
    return np.stack(sums, axis=1)
