"""Fair timing: contestants take turns, so that a busy moment of the machine hits them all."""

from __future__ import annotations

import gc
import math
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds per round of each contestant; the same round of all ran one after another."""

    seconds: Mapping[str, Sequence[float]]

    def median(self, name: str) -> float:
        """Return a contestant's median, in seconds."""
        return median(self.seconds[name])

    def ratio(self, name: str, base: str) -> float:
        """Return how many times as long as the base it took: the median of the ratios of the rounds."""
        return median(a / b for a, b in zip(self.seconds[name], self.seconds[base], strict=True))


def interleaved(contestants: Mapping[str, Run], rounds: int, *, least: float = 0.0) -> Times:
    """Time each contestant once a round; one faster than `least` seconds is repeated to fill them."""
    repeats = {name: _repeats(run, least) for name, run in contestants.items()}
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            gc.collect()
            start = perf_counter()
            for _ in range(repeats[name]):
                run()
            seconds[name].append((perf_counter() - start) / repeats[name])
    return Times(seconds)


def process(*command: str) -> Run:
    """Return a contestant that runs a command to its end."""
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _repeats(run: Run, least: float) -> int:
    """Count how often a contestant fits into the least time; the run that finds out also warms it up."""
    if not least:
        return 1
    start = perf_counter()
    run()
    return max(1, min(10_000, math.ceil(least / max(perf_counter() - start, 1e-7))))
