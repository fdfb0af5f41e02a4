"""Results as tables, and the page that they make."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("kglite", "networkx", "grand-cypher", "click", "pyvis")
_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))


@dataclass(frozen=True, slots=True)
class Table:
    """What one benchmark found. `verdict` says what was aimed at, and whether that is met."""

    title: str
    about: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    verdict: str = ""

    def markdown(self) -> str:
        """Return the table as Markdown, with its title and verdict."""
        lines = [
            f"## {self.title}",
            "",
            self.about,
            "",
            _line(self.columns),
            _line("---" for _ in self.columns),
        ]
        lines += [_line(row) for row in self.rows]
        if self.verdict:
            lines += ["", self.verdict]
        return "\n".join([*lines, ""])


def page(tables: Iterable[Table], skipped: Iterable[str], load: float) -> str:
    """Return the whole of RESULTS.md; `load` is how many processes were busy before it began."""
    head = f"# Benchmarks\n\nMeasured {dt.date.today().isoformat()} on {machine()}.\n"
    head += f"Before it began, {load:.1f} other processes were busy.\n"
    tail = "".join(f"\nSkipped: {reason}\n" for reason in skipped)
    return head + "\n" + "\n".join(table.markdown() for table in tables) + tail


def machine() -> str:
    """Describe what the numbers hold for: processor, cores, system, versions."""
    system = f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"
    return f"{system}, Python {platform.python_version()}; {', '.join(_versions())}"


def time(seconds: float) -> str:
    """Return a time with three digits and the unit that fits."""
    size, unit = next(((size, unit) for size, unit in _UNITS if seconds >= size), _UNITS[-1])
    return f"{seconds / size:.3g} {unit}"


def times(ratio: float) -> str:
    """Return a ratio with two digits, or all before the point."""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"


def verdict(aim: str, *, met: bool) -> str:
    """Say whether an aim is met."""
    return f"Aim: {aim}: **{'met' if met else 'not met'}**."


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _versions() -> Iterable[str]:
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"no {package}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
