"""Rows as columns: the same keys are not written down again for every node and edge.

A column is a list with a value per row; or, where few values repeat, `words` and for each row
the position `at` of its word; or, where few rows have it, `rows` and their values, `told`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Table = dict[str, Any]


def table(rows: Sequence[Row]) -> Table:
    """Return the rows column by column."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return {"count": len(rows), "columns": {key: _column(rows, key) for key in keys}}


def untable(told: Table) -> list[dict[str, Any]]:
    """Return the rows that `table` was given: the reading that the page's script does too."""
    rows: list[dict[str, Any]] = [{} for _ in range(told["count"])]
    for key, column in told["columns"].items():
        if isinstance(column, list):
            pairs = list(enumerate(column))
        elif "words" in column:
            pairs = [(row, column["words"][at]) for row, at in enumerate(column["at"])]
        else:
            pairs = list(zip(column["rows"], column["told"], strict=True))
        for row, value in pairs:
            rows[row][key] = value
    return rows


def _column(rows: Sequence[Row], key: str) -> Any:
    present = [number for number, row in enumerate(rows) if key in row]
    values = [rows[number][key] for number in present]
    if len(present) < len(rows):
        return {"rows": present, "told": values}
    if len(values) > 8 and all(isinstance(value, str) for value in values):
        words = sorted(set(values))
        if len(words) * 4 < len(values):
            position = {word: at for at, word in enumerate(words)}
            return {"words": words, "at": [position[value] for value in values]}
    return values
