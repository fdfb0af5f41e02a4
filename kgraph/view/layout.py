"""Where everything lies: communities as islands, islands packed, the rest on shelves beneath.

The same links give the same places: nothing is drawn by lot.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array, csr_array

from kgraph.graph.communities import louvain
from kgraph.progress import Progress
from kgraph.view.forces import GAP, settle
from kgraph.view.islands import ONE_PICTURE, SMALLEST, Groups, bridges, part, traffic
from kgraph.view.packing import pack, shelve, turn

_PACKED = 200  # groups that are packed at most; the others stand on a shelf
_SCRAPS = 12  # groups too small for an island that are packed with the rest, if they are no more
_LINK = 34.0
_MARGIN = 22.0
_ROUNDNESS = 0.7
_NAMED = 300  # lone nodes up to which, alone on the page, each has room for its name


@dataclass(frozen=True, slots=True)
class Island:
    """A community: a disc around its nodes, the best linked first."""

    x: float
    y: float
    radius: float
    members: list[int]


@dataclass(frozen=True, slots=True)
class Layout:
    """A place for each node, and its island (-1 is none); parts that merely lack links are no islands.

    `bridges` are the strongest ties between islands: two of them, and the number of links.
    `shelf` is the top left corner of the lone nodes and how many they are.
    """

    positions: np.ndarray
    home: np.ndarray
    islands: list[Island] = field(default_factory=list)
    bridges: list[tuple[int, int, int]] = field(default_factory=list)
    shelf: tuple[float, float, int] | None = None


def arrange(ends: np.ndarray, radii: np.ndarray) -> Layout:
    """Return a layout of nodes with these radii; `ends` has a row (start, end) per edge."""
    lengths = _lengths(ends, radii)
    groups = part(lengths, _communities)
    are_communities = sum(map(len, groups)) > ONE_PICTURE and len(groups) > 1
    roundness = _ROUNDNESS if are_communities else 0.0
    shapes = []
    with Progress("Laying out", len(radii), "nodes") as bar:
        for group in groups:
            shapes.append(settle(lengths[group][:, group], radii[group], roundness))
            bar.advance(len(group))
    sizes = np.array([_extent(shape, radii[group]) for shape, group in zip(shapes, groups, strict=True)])
    packed = _packed(groups)
    between = traffic(lengths, groups[:packed])
    centres = pack(sizes[:packed], between)
    positions = np.zeros((len(radii), 2))
    for group, shape, centre in zip(groups, shapes, centres, strict=False):
        positions[group] = shape + centre
    _face(positions, lengths, groups[:packed], centres)
    floor = _stow_small(positions, groups[packed:], shapes[packed:], sizes[packed:])
    shelf = _stow_lone(positions, radii, np.flatnonzero(np.diff(lengths.indptr) == 0), floor)
    home = np.full(len(radii), -1)
    if not are_communities:
        return Layout(positions, home, shelf=shelf)
    islands = _islands(groups[:packed], centres, sizes, np.diff(lengths.indptr))
    for number, island in enumerate(islands):
        home[island.members] = number
    return Layout(positions, home, islands, bridges(between[: len(islands), : len(islands)]), shelf)


def _lengths(ends: np.ndarray, radii: np.ndarray) -> csr_array:
    """Return the wished length of each link, longer at large nodes; loops and doubles are left out."""
    ends = ends.reshape(-1, 2)
    ends = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0)
    both = np.concatenate([ends, ends[:, ::-1]])
    wished = _LINK + 1.5 * (radii[both[:, 0]] + radii[both[:, 1]])
    return coo_array((wished, (both[:, 0], both[:, 1])), shape=(len(radii), len(radii))).tocsr()


def _communities(links: csr_array) -> np.ndarray:
    # Louvain merges what is small beside the whole: a larger graph needs a finer eye.
    resolution = max(1.0, np.sqrt(links.shape[0] / 1500))
    return louvain(links, resolution)


def _packed(groups: Groups) -> int:
    """Return how many groups, from the largest on, are packed rather than put on a shelf."""
    large = sum(len(group) >= SMALLEST for group in groups)
    wanted = len(groups) if len(groups) - large <= _SCRAPS else large
    return min(wanted or len(groups), _PACKED)


def _extent(shape: np.ndarray, radii: np.ndarray) -> float:
    """Return the radius of the disc around an island, its shore included."""
    return float((np.hypot(*shape.T) + radii).max()) + _MARGIN


def _islands(groups: Groups, centres: np.ndarray, sizes: np.ndarray, degrees: np.ndarray) -> list[Island]:
    return [
        Island(
            round(x, 1),
            round(y, 1),
            round(size, 1),
            group[np.argsort(-degrees[group], kind="stable")].tolist(),
        )
        for group, (x, y), size in zip(groups, centres.tolist(), sizes.tolist(), strict=False)
        if len(group) >= SMALLEST
    ]


def _face(positions: np.ndarray, lengths: csr_array, groups: Groups, centres: np.ndarray) -> None:
    """Turn each island so that its nodes look towards their neighbours on other islands."""
    home = np.full(len(positions), -1)
    for number, group in enumerate(groups):
        home[group] = number
    links = lengths.tocoo()
    abroad = (home[links.row] != home[links.col]) & (home[links.row] >= 0) & (home[links.col] >= 0)
    rows, columns = links.row[abroad], links.col[abroad]
    order = np.argsort(home[rows], kind="stable")
    rows, columns = rows[order], columns[order]
    bounds = np.searchsorted(home[rows], np.arange(len(groups) + 1))
    for _ in range(2):
        for number, (group, centre) in enumerate(zip(groups, centres, strict=True)):
            mine = slice(bounds[number], bounds[number + 1])
            towards = np.zeros((len(group), 2))
            way = positions[columns[mine]] - centre
            np.add.at(towards, np.searchsorted(group, rows[mine]), way / np.hypot(*way.T)[:, None])
            positions[group] = turn(positions[group] - centre, towards) + centre


def _stow_small(
    positions: np.ndarray, groups: Groups, shapes: list[np.ndarray], sizes: np.ndarray
) -> tuple[float, float, float]:
    """Stand the groups that are not packed on a shelf; return where the picture ends: left, right, bottom."""
    placed = np.delete(positions, np.concatenate(groups), axis=0) if groups else positions
    placed = placed[placed.any(axis=1)]
    if not len(placed):
        return 0.0, 0.0, -4 * _MARGIN
    left, right, bottom = placed[:, 0].min(), placed[:, 0].max(), placed[:, 1].max()
    if groups:
        boxes = 2 * sizes
        places = shelve(boxes, boxes, right - left) + np.array([left, bottom + 2 * _MARGIN])
        for group, shape, place in zip(groups, shapes, places, strict=True):
            positions[group] = shape + place
        bottom = positions[np.concatenate(groups)][:, 1].max()
    return float(left), float(right), float(bottom)


def _stow_lone(
    positions: np.ndarray, radii: np.ndarray, lone: np.ndarray, floor: tuple[float, float, float]
) -> tuple[float, float, int] | None:
    """Stand the nodes without links in rows beneath all else."""
    if not len(lone):
        return None
    left, right, bottom = floor
    step = 2 * float(radii[lone].max()) + GAP
    named = len(lone) == len(radii) <= _NAMED
    wide, high = (170.0, 52.0) if named else (step, step)
    corner = (left, bottom + 4 * _MARGIN)
    positions[lone] = shelve(np.full(len(lone), wide), np.full(len(lone), high), right - left) + corner
    return round(corner[0], 1), round(corner[1], 1), len(lone)
