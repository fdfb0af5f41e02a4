"""What two members have in common, as algebra of sparse matrices.

B has a row for each member and a column for each film, 1 where the member worked on it. An entry of
B·Bᵀ is then the number of films that two members share (Newman, Networks, 2nd edition, section 6.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

_BLOCK = 20_000  # rows multiplied at a time: the product is many times as large as what is kept of it


class Shared(NamedTuple):
    """Pairs of rows, each once, `left` < `right`, sorted; the films they share, and what these weigh."""

    left: np.ndarray
    right: np.ndarray
    films: np.ndarray
    weight: np.ndarray


def shared(rows: Sequence[int], columns: Sequence[int], *, newman: bool = False) -> Shared:
    """Return which rows have columns in common, and how many; what is given twice counts once.

    With `newman` a film of n members weighs 1/(n-1) for each pair of them, so that each member's weights
    add up to the number of their films that they made with others (M. E. J. Newman, Scientific
    collaboration networks II, Physical Review E 64, 016132, 2001).
    """
    from scipy.sparse import coo_array, dia_array  # noqa: PLC0415 - a projection alone needs it

    if not len(rows):
        none = np.zeros(0, dtype=np.int64)
        return Shared(none, none, none, none.astype(float) if newman else none)
    incidence = coo_array((np.ones(len(rows), dtype=np.int32), (rows, columns))).tocsr()
    incidence.data[:] = 1
    flipped = incidence.T.tocsr()
    size = incidence.shape[1]
    crews = np.bincount(incidence.indices, minlength=size)
    each = dia_array(((1.0 / np.maximum(crews - 1, 1))[None, :], [0]), shape=(size, size))
    parts = []
    for start in range(0, incidence.shape[0], _BLOCK):
        block = incidence[start : start + _BLOCK]
        left, right, films = _upper(block @ flipped, start)
        weight = _upper((block @ each) @ flipped, start)[2] if newman else films
        parts.append((left, right, films, weight))
    return Shared(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _upper(product: Any, start: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the entries right of the diagonal, sorted; `start` is the number of the first row."""
    product.sort_indices()
    entries = product.tocoo()
    left, right = entries.row.astype(np.int64) + start, entries.col.astype(np.int64)
    above = left < right
    return left[above], right[above], entries.data[above]
