"""What became of the rows of a source: read, kept, skipped, and why."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import IO

from kgraph.errors import BadSource

_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|\b\d[\d,.]*\b")
_MANY = 5


class Report:
    """Counts what is read, and writes it down as JSON lines where there is a file to write to.

    A bad row stops the reading, unless `skip_bad` says to go on past it. What a reader leaves out of
    a row that it keeps, because it was not asked for, is `left_out`.
    """

    def __init__(self, *, skip_bad: bool = False, file: IO[str] | None = None) -> None:
        self.skip_bad = skip_bad
        self.read = self.kept = 0
        self.skipped: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._file = file
        self._before = (0, 0, 0)

    def keep(self, count: int = 1) -> None:
        """Count rows that were read and kept."""
        self.read += count
        self.kept += count

    def bad(self, error: BadSource) -> None:
        """Take a row that cannot be read: raise what is wrong with it, or skip it."""
        if not self.skip_bad:
            self._write(error, "stopped", error.what)
            raise error
        self.skip(error, error.what)

    def skip(self, error: BadSource, why: str) -> None:
        """Skip a row that says nothing, bad or not; `error` knows its place."""
        self.read += 1
        self.skipped[_general(why)] += 1
        self._write(error, "skipped", why)

    def pass_by(self, why: str, count: int) -> None:
        """Count rows that were not asked for, too many to write down each with its place."""
        self.read += count
        self.skipped[why] += count

    def leave_out(self, why: str, count: int = 1) -> None:
        """Count what was left out of rows that were kept."""
        self.left_out[why] += count

    def file_read(self, file: object) -> None:
        """Write down what became of the rows since the last file."""
        now = (self.read, self.kept, self.skipped.total())
        read, kept, skipped = (after - before for after, before in zip(now, self._before, strict=True))
        self._before = now
        self._line({"file": str(file), "done": "read", "rows": read, "kept": kept, "skipped": skipped})

    def whole(self, name: str) -> None:
        """Write down what became of the whole source."""
        told = {"source": name, "done": "loaded", "rows": self.read, "kept": self.kept}
        self._line({**told, "skipped": dict(self.skipped), "left out": dict(self.left_out)})

    def unchanged(self, name: str) -> None:
        """Write down that a source is in the store as it is, and was not read."""
        self._line({"source": name, "done": "unchanged"})

    def __str__(self) -> str:
        """Say it in a line: `12 rows read, 10 kept, 2 skipped (no year: 2)`; "" where nothing was counted."""
        if not self.read:
            return ""
        told = [f"{self.read:,} row{'' if self.read == 1 else 's'} read", f"{self.kept:,} kept"]
        if self.skipped:
            told.append(f"{self.skipped.total():,} skipped ({_listed(self.skipped)})")
        if self.left_out:
            told.append(f"left out: {_listed(self.left_out)}")
        return ", ".join(told)

    def _write(self, error: BadSource, done: str, why: str) -> None:
        place = {"line": error.row} if error.row is not None else {}
        self._line({"file": error.path, **place, "done": done, "why": why})

    def _line(self, told: dict[str, object]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(told, ensure_ascii=False) + "\n")


def _general(why: str) -> str:
    """Return a reason without what is particular to its row, so that equal ones can be counted."""
    return _PARTICULAR.sub("…", why).rstrip(".")


def _listed(reasons: Counter[str]) -> str:
    some = "; ".join(f"{why}: {count:,}" for why, count in reasons.most_common(_MANY))
    return f"{some}; ..." if len(reasons) > _MANY else some
