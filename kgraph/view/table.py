"""Rows as columns: the same keys are not written down again for every node and edge.

A column is a list with a value per row; or, where few values repeat, `words` and for each row
the position `at` of its word; or, for whole numbers that never fall, `steps` from the row before;
or, where few rows have it, the `rows` (as steps) and what is `told` there, a column in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

Row = Mapping[str, Any]
Table = dict[str, Any]
_WORTH = 8  # values from which another form than a plain list may be shorter


def table(rows: Sequence[Row]) -> Table:
    """Return the rows column by column."""
    found: dict[str, tuple[list[int], list[Any]]] = {}
    for number, row in enumerate(rows):
        for key, value in row.items():
            present, values = found.setdefault(key, ([], []))
            present.append(number)
            values.append(value)
    return {"count": len(rows), "columns": {key: _sparse(len(rows), *told) for key, told in found.items()}}


def untable(told: Table) -> list[dict[str, Any]]:
    """Return the rows that `table` was given: the reading that the page's script does too."""
    rows: list[dict[str, Any]] = [{} for _ in range(told["count"])]
    for key, form in told["columns"].items():
        is_sparse = isinstance(form, dict) and "rows" in form
        present: Iterable[int] = accumulate(form["rows"]) if is_sparse else range(told["count"])
        for row, value in zip(present, uncolumn(form["told"] if is_sparse else form), strict=True):
            rows[row][key] = value
    return rows


def column(values: list[Any]) -> Any:
    """Return values, one per row, in the shortest of the forms that a column has."""
    if len(values) <= _WORTH:
        return values
    if all(type(value) is int for value in values):
        steps = [values[0], *(after - before for before, after in pairwise(values))]
        return {"steps": steps} if min(steps) >= 0 else values
    if all(isinstance(value, str) for value in values):
        words = sorted(set(values))
        if len(words) * 4 < len(values):
            position = {word: at for at, word in enumerate(words)}
            return {"words": words, "at": [position[value] for value in values]}
    return values


def uncolumn(told: Any) -> list[Any]:
    """Return the values that `column` was given."""
    if isinstance(told, list):
        return told
    if "steps" in told:
        return list(accumulate(told["steps"]))
    return [told["words"][at] for at in told["at"]]


def _sparse(count: int, present: list[int], values: list[Any]) -> Any:
    if len(present) == count:
        return column(values)
    return {"rows": [after - before for before, after in pairwise([0, *present])], "told": column(values)}
