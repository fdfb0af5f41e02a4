"""Which nodes belong together: communities of those that are linked."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

SMALLEST = 6  # nodes that make an island
ONE_PICTURE = 120  # linked nodes up to which a connected part stays whole

Groups = list[np.ndarray]


def part(links: csr_array, communities: Callable[[csr_array], np.ndarray]) -> Groups:
    """Return the groups of linked nodes, the largest first; lone nodes are in none.

    `links` is symmetric. A small graph is only parted where nothing joins its parts, a larger
    one also where `communities` says, which gives the number of each node's.
    """
    linked = np.flatnonzero(np.diff(links.indptr))
    if not len(linked):
        return []
    among = links[linked][:, linked].sign()
    if len(linked) <= ONE_PICTURE:
        member = connected_components(among, directed=False)[1]
    else:
        member = _merge_small(among, communities(among))
    order = np.argsort(member, kind="stable")
    groups = np.split(linked[order], np.flatnonzero(np.diff(member[order])) + 1)
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def traffic(links: csr_array, groups: Groups) -> np.ndarray:
    """Return the number of links between each two groups, as a full matrix with an empty diagonal."""
    if len(groups) < 2:
        return np.zeros((len(groups), len(groups)))
    nodes = np.concatenate(groups)
    member = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    between = _between(links[nodes][:, nodes].sign(), member, len(groups)).toarray()
    np.fill_diagonal(between, 0)
    return np.asarray(between)


def bridges(between: np.ndarray, each: int = 2) -> list[tuple[int, int, int]]:
    """Return the pairs of groups with the strongest ties, up to some for `each` group, and their links."""
    strongest = np.argsort(-between, axis=1, kind="stable")[:, :each]
    pairs = {(min(one, int(two)), max(one, int(two))) for one, row in enumerate(strongest) for two in row}
    return [(one, two, int(between[one, two])) for one, two in sorted(pairs) if between[one, two]]


def _merge_small(links: csr_array, member: np.ndarray) -> np.ndarray:
    """Let communities too small for an island join the larger one that they are linked with most."""
    count = int(member.max()) + 1
    sizes = np.bincount(member, minlength=count)
    rank = np.empty(count, dtype=int)
    rank[np.lexsort((np.arange(count), sizes))] = np.arange(count)
    between = _between(links, member, count).tocoo()
    joins = (sizes[between.row] < SMALLEST) & (rank[between.col] > rank[between.row])
    rows, columns, weights = between.row[joins], between.col[joins], between.data[joins]
    order = np.lexsort((rank[columns], weights, rows))
    target = np.arange(count)
    target[rows[order]] = columns[order]  # the last of a row, its strongest, stays
    while (target[target] != target).any():
        target = target[target]
    return np.unique(target[member], return_inverse=True)[1]


def _between(links: csr_array, member: np.ndarray, count: int) -> csr_array:
    """Return how many links join each two communities."""
    belongs = coo_array((np.ones(len(member)), (np.arange(len(member)), member)), shape=(len(member), count))
    return (belongs.T @ links @ belongs).tocsr()
