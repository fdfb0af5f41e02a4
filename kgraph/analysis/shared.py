"""What two members have in common, as algebra of sparse matrices.

B has a row for each member and a column for each film, 1 where the member worked on it. An entry of
B·Bᵀ is then the number of films that two members share (Newman, Networks, 2nd edition, section 6.6).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

_BLOCK = 16_000  # members at a time: the product is many times as large as what is kept of it


class Shared(NamedTuple):
    """Pairs of rows, each once, `left` < `right`, sorted; the films they share, and what these weigh."""

    left: np.ndarray
    right: np.ndarray
    films: np.ndarray
    weight: np.ndarray

    def of(self, chosen: np.ndarray) -> Shared:
        """Return the pairs that are chosen; `weight` stays `films` where it is."""
        left, right, films = self.left[chosen], self.right[chosen], self.films[chosen]
        return Shared(left, right, films, films if self.weight is self.films else self.weight[chosen])


def shared(rows: np.ndarray, columns: np.ndarray, *, newman: bool = False) -> Shared:
    """Return which rows have columns in common, and how many; what is given twice counts once.

    With `newman` a film of n members weighs 1/(n-1) for each pair of them, so that each member's weights
    add up to the number of their films that they made with others (M. E. J. Newman, Scientific
    collaboration networks II, Physical Review E 64, 016132, 2001). Without it `weight` is `films`.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - a projection alone needs it

    if not len(rows):
        none = np.zeros(0, dtype=np.int32)
        return Shared(none, none, none, none.astype(float) if newman else none)
    incidence = csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)))
    incidence.data[:] = 1
    left, right, films = _joined(_pairs(incidence, incidence))
    if not newman:
        return Shared(left, right, films, films)
    crews = np.bincount(incidence.indices)
    each = 1.0 / np.maximum(crews - 1, 1)
    weighed = csr_array((each[incidence.indices], incidence.indices, incidence.indptr), incidence.shape)
    return Shared(left, right, films, _joined(_pairs(incidence, weighed))[2])


def _pairs(first: Any, second: Any) -> Iterator[tuple[np.ndarray, ...]]:
    """Yield (left, right, value) of the product of one matrix and the other's transpose, block by block.

    The product is symmetric. Of each block the columns are taken, from its own first row on: that is half
    of the work, and made from rows that come in order they are sorted without a sort.
    """
    for start in range(0, first.shape[0], _BLOCK):
        block = second[start : start + _BLOCK].T.tocsr()
        product = (first[start:] @ block).tocsc()
        left = np.repeat(np.arange(product.shape[1], dtype=np.int32), np.diff(product.indptr))
        above = left < product.indices
        yield left[above] + np.int32(start), product.indices[above] + np.int32(start), product.data[above]


def _joined(parts: Iterator[tuple[np.ndarray, ...]]) -> list[np.ndarray]:
    return [np.concatenate(column) for column in zip(*parts, strict=True)]
