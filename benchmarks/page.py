"""The page in a browser: how soon it shows something, and what it costs, beside what others draw.

python -m benchmarks.page [NODES ...]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from benchmarks.data import Skipped
from benchmarks.page_graphs import EDGES_PER_NODE, film_world
from benchmarks.page_reach import reached
from benchmarks.page_tools import VERSIONS, Took, Tool, tools, write_own
from benchmarks.page_watch import GESTURE, LIMIT, NEARER, Cost, cost
from benchmarks.report import Table, times

SIZES = (1_000, 5_000, 20_000, 50_000, 100_000)
OWN = "**kgraph**"
PATIENCE = (
    12.0  # seconds to the first picture, or to rest: a page that took longer is not asked for more nodes
)
_OWN_SHOWN = "document.documentElement.dataset.ready"
_GESTURES = ("pan far", "pan near", "zoom far", "zoom near")

AIMS_FIRST = {1_000: 0.5, 5_000: 0.5, 20_000: 0.9, 100_000: 2.0}  # seconds
AIMS_WRITING = {5_000: 3.0, 20_000: 10.0}  # seconds
AIMS_FILE = {1_000: 0.5, 20_000: 1.2}  # megabytes
AIM_INTERACTIVE, AIM_BLOCKED, AIM_HEAP = 1.5, 1.0, 15.0  # seconds, seconds, megabytes: of 20,000 nodes
AIM_FRAMES = 40  # a second, up to 50,000 nodes


_ABOUT = (
    f"Film-like graphs with {EDGES_PER_NODE} edges a node (`page_graphs.py`), opened from a file in Chromium "
    "without a graphics card, 1280 × 800; the median of three openings, of one where it was slow. First "
    "picture: the first frame with half of the detail of the page at rest. Interactive: the end of the last "
    "long task, and for kgraph not before all its parts stand. Blocked: what tasks lasted beyond 50 ms each; "
    "in brackets the whole of them. Heap: after garbage collection, typed arrays included. Frames: a second, "
    f"while real input drags and turns the wheel for {GESTURE} s, of the whole and after {NEARER} turns. "
    "Writing: kgraph's with its layout, whose places the others are given; in brackets the time of the "
    f"processor. A page that took longer than {PATIENCE:.0f} s, or showed nothing in {LIMIT:.0f} s, is not "
    f"asked for more nodes. From npm and PyPI: {', '.join(VERSIONS)}."
)


@dataclass(frozen=True, slots=True)
class Result:
    """What a page of a size came to; no `cost` where it showed nothing in a minute."""

    nodes: int
    name: str
    took: Took
    size: float
    cost: Cost | None


def run(sizes: Sequence[int] = SIZES) -> list[Table]:
    """Write and open the page of each contestant, smaller graphs first; those that are too slow drop out."""
    if not any(map(which, ("chromium", "chromium-browser", "google-chrome"))):
        raise Skipped("no Chromium; apt-get install chromium")
    with TemporaryDirectory() as folder:
        others, absent = tools()
        results: list[Result] = []
        for size in sizes:
            results += _round(size, others, Path(folder))
            others = [tool for tool in others if _is_quick(results, tool)]
        ways = reached(Path(folder, f"{max(sizes)}.html"))
    return [_compared(results, absent), _aims(results, ways, max(sizes))]


def _round(size: int, others: Sequence[Tool], folder: Path) -> Iterator[Result]:
    graph, path = film_world(size), folder / f"{size}.html"
    case, took = write_own(graph, path)
    yield _measured(size, OWN, took, path, _OWN_SHOWN)
    other = folder / "other.html"
    for tool in others:
        yield _measured(size, tool.name, tool.write(case, other), other, tool.shown)


def _measured(size: int, name: str, took: Took, path: Path, shown: str) -> Result:
    found = cost(path, shown)
    told = f"{found.opening.first:.2f} s" if found else "nothing"
    print(f"page: {size:,} nodes, {name}: {told}", file=sys.stderr)
    return Result(size, name, took, path.stat().st_size / 1e6, found)


def _is_quick(results: Sequence[Result], tool: Tool) -> bool:
    last = next(result for result in reversed(results) if result.name == tool.name)
    return last.cost is not None and last.cost.opening.interactive < PATIENCE


def _compared(results: Sequence[Result], absent: Sequence[str]) -> Table:
    own = {
        result.nodes: result.cost.opening.first for result in results if result.name == OWN and result.cost
    }
    return Table(
        "The page",
        _ABOUT + "".join(f" Absent: {reason}" for reason in absent),
        (
            *("nodes", "page", "first picture", "times kgraph", "interactive", "blocked", "heap"),
            *_GESTURES,
            *("file", "writing"),
        ),
        [_row(result, own.get(result.nodes)) for result in results],
    )


def _row(result: Result, own: float | None) -> list[str]:
    written = f"{result.took.wall:.1f} s ({result.took.cpu:.1f})"
    begin, end = [f"{result.nodes:,}", result.name], [f"{result.size:.2f} MB", written]
    if not result.cost:
        return [*begin, f"nothing in {LIMIT:.0f} s", "", "", "", "", *["" for _ in _GESTURES], *end]
    opening, frames = result.cost.opening, result.cost.frames
    return [
        *begin,
        f"{opening.first:.2f} s",
        times(opening.first / own) if own else "",
        f"{opening.interactive:.2f} s",
        f"{opening.blocked:.2f} s ({opening.tasks:.2f})",
        f"{result.cost.heap:.1f} MB",
        *(f"{rate:.0f}" if (rate := frames.get(name)) else "hangs" for name in _GESTURES),
        *end,
    ]


def _aims(results: Sequence[Result], ways: dict[str, int], largest: int) -> Table:
    """Return what the page is meant to reach, beside what it reached here."""
    rows = []

    def add(aim: str, figure: str, *, met: bool) -> None:
        rows.append([aim, figure, "met" if met else "**not met**"])

    for result in results:
        if result.name == OWN and not result.cost:
            add(f"{result.nodes:,} nodes: something is seen", f"nothing in {LIMIT:.0f} s", met=False)
        elif result.name == OWN and result.cost:
            for told in _of_size(result, result.cost):
                add(told[0], told[1], met=told[2])
    share = ", ".join(f"{ways[way]} {way}" for way in ("found", "hovered", "clicked"))
    add(
        f"{largest:,} nodes: every node can be found, hovered and clicked",
        f"of {ways['tried']} tried: {share}",
        met=min(ways.values()) == ways["tried"],
    )
    return Table(
        "What the page aims at",
        "kgraph's own figures of the table above.",
        ("aim", "here", ""),
        rows,
    )


def _of_size(result: Result, cost: Cost) -> Iterator[tuple[str, str, bool]]:
    """Yield the aims that a size of graph has: what is aimed at, the figure, and whether it is met."""
    nodes, opening = result.nodes, cost.opening

    def most(what: str, figure: float, limit: float, unit: str) -> tuple[str, str, bool]:
        return f"{nodes:,} nodes: {what} at most {limit:g} {unit}", f"{figure:.2f} {unit}", figure <= limit

    if nodes in AIMS_FIRST:
        yield most("first picture", opening.first, AIMS_FIRST[nodes], "s")
    if nodes == 20_000:
        yield most("interactive", opening.interactive, AIM_INTERACTIVE, "s")
        yield most("main thread blocked (long tasks as a whole)", opening.tasks, AIM_BLOCKED, "s")
        yield most("heap", cost.heap, AIM_HEAP, "MB")
    if nodes <= 50_000:
        slowest = min(cost.frames.get(name) or 0.0 for name in _GESTURES)
        aim = f"{nodes:,} nodes: panning and zooming at {AIM_FRAMES} frames a second or better"
        yield aim, f"{slowest:.0f} at least", slowest >= AIM_FRAMES
    if nodes in AIMS_FILE:
        yield most("file", result.size, AIMS_FILE[nodes], "MB")
    if nodes in AIMS_WRITING:
        yield most("writing, layout included,", result.took.wall, AIMS_WRITING[nodes], "s")


if __name__ == "__main__":
    for table in run([int(one) for one in sys.argv[1:]] or SIZES):
        print(table.markdown())
