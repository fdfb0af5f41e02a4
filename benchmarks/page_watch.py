"""What a page costs the one who opens it, measured in Chromium through DevTools.

Nothing is asked of a page but that it draws: the same figures can be taken of anybody's.
"""

from __future__ import annotations

import base64
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.chromium import BrowserError, Tab, browser

LIMIT = 60.0  # seconds after which a page that shows nothing is given up
WEBGL = ("--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader")
"""A machine without a graphics card draws by its processor: sigma.js needs WebGL, whoever draws it."""
ROUNDS = 3
SLOW = 5.0  # seconds from which one round says enough
GESTURE = 1.2  # seconds that a gesture lasts
NEARER = 16  # turns of the wheel from the whole to a part
_BLANK = 4000  # letters of a frame in which nothing is to be seen, at most
_DETAIL = 2000  # letters by which a frame with a picture is longer, at least
_HANGS = 1.0  # frames a second below which nobody would go on
_FREE = (700, 20)  # where the pointer goes down: at the upper rim, where few nodes lie
_MIDDLE = (700, 400)
_TASKS = """
window.benchTasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) benchTasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });
"""
_COUNT = """
window.benchFrames = [];
(function next(now) {
  benchFrames.push(now);
  window.benchNext = requestAnimationFrame(next);
})(performance.now());
0;
"""
_RATE = """
cancelAnimationFrame(benchNext);
benchFrames.length < 3 ? 0 : (1000 * (benchFrames.length - 2)) / (benchFrames.at(-1) - benchFrames[1])
"""
_QUIET = """(() => {
  const end = Math.max(0, ...benchTasks.map(([start, duration]) => start + duration));
  return document.readyState === "complete" && performance.now() - end > 800 && Boolean(%s);
})()"""


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of a page, in seconds: what was blocked counts the tasks beyond 50 ms each."""

    first: float
    interactive: float
    blocked: float
    tasks: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page costs; `heap` in megabytes, frames a second by gesture; None where a page did not move."""

    opening: Opening
    heap: float
    frames: dict[str, float | None]


def cost(path: Path, shown: str) -> Cost | None:
    """Open a page some times and move about in it; None where it shows nothing in a minute.

    `shown` is an expression that is true in the page as soon as what is seen is the picture.
    """
    with browser(flags=WEBGL) as tab:
        try:
            tab.call("Page.addScriptToEvaluateOnNewDocument", source=_TASKS)
            tab.resize(1280, 800)
            openings = [_opening(tab, path, shown)]
            while len(openings) < ROUNDS and openings[-1].interactive < SLOW:
                openings.append(_opening(tab, path, shown))
            heap = _heap(tab)
        except BrowserError:  # it hangs, or shows nothing
            return None
        middle = Opening(*(median(told) for told in zip(*map(_told, openings), strict=True)))
        return Cost(middle, heap, _frames(tab))


def _told(opening: Opening) -> tuple[float, float, float, float]:
    return opening.first, opening.interactive, opening.blocked, opening.tasks


def _opening(tab: Tab, path: Path, shown: str) -> Opening:
    """Open a page and wait until it is quiet; a BrowserError where it shows nothing in a minute.

    The first picture is the first frame with half of the detail of the page at rest: as a PNG, a
    frame is the larger the more there is to be seen. Of the page before nothing is left by then.
    """
    frames: list[tuple[float, int]] = []

    def hear(method: str, told: dict[str, Any]) -> None:
        if method == "Page.screencastFrame":
            frames.append((told["metadata"]["timestamp"], len(told["data"])))
            tab.send("Page.screencastFrameAck", sessionId=told["sessionId"])

    tab.hear = hear
    _leave(tab, frames)
    blank = frames[-1][1]
    tab.call("Page.navigate", url=path.resolve().as_uri())
    end = time.monotonic() + LIMIT
    while not (tab.run(_QUIET % shown) and frames[-1][1] > blank + _DETAIL):
        if time.monotonic() > end:
            raise BrowserError("nothing was ever seen")
        time.sleep(0.05)
    tab.call("Page.stopScreencast")
    start = tab.run("performance.timeOrigin") / 1000
    tasks = tab.run("benchTasks")
    marks = tab.run("performance.getEntriesByName('ready').map(({ startTime }) => startTime)")
    detail = frames[-1][1] - blank
    first = next(moment - start for moment, size in frames if size >= blank + detail / 2 and moment > start)
    ends = [(begun + lasted) / 1000 for begun, lasted in tasks] + [mark / 1000 for mark in marks]
    blocked = sum(max(0.0, lasted - 50) for _, lasted in tasks) / 1000
    return Opening(first, max([first, *ends]), blocked, sum(lasted for _, lasted in tasks) / 1000)


def _leave(tab: Tab, frames: list[tuple[float, int]]) -> None:
    """Go to an empty page, and wait until it is seen: what was there before may stay for a moment."""
    tab.call("Page.navigate", url="about:blank")
    tab.wait("document.readyState === 'complete'")
    tab.call("Page.startScreencast", format="png", maxWidth=320, maxHeight=200)
    end = time.monotonic() + LIMIT
    while not frames or frames[-1][1] > _BLANK:
        if time.monotonic() > end:
            raise BrowserError("an empty page was never seen")
        tab.frame()


def _heap(tab: Tab) -> float:
    """Return the megabytes that the page's script holds, typed arrays included, after garbage collection."""
    for _ in range(2):
        tab.call("HeapProfiler.collectGarbage")
    told = tab.call("Runtime.getHeapUsage")
    return float(told["usedSize"] + told.get("backingStorageSize", 0)) / 1e6


def _frames(tab: Tab) -> dict[str, float | None]:
    """Return the frames a second of dragging and of zooming, of the whole and of a part."""
    found: dict[str, float | None] = {}
    try:
        found["pan far"] = _gesture(tab, _pan)
        found["zoom far"] = _gesture(tab, _zoom)
        if min(rate or 0.0 for rate in found.values()) < _HANGS:
            return found
        for _ in range(NEARER):
            _wheel(tab, -120)
        time.sleep(1.5)
        found["pan near"] = _gesture(tab, _pan)
        found["zoom near"] = _gesture(tab, _zoom)
    except BrowserError:
        pass  # a page that hangs is told by what is missing
    return found


def _gesture(tab: Tab, move: Callable[[Tab, int], None]) -> float | None:
    """Repeat a movement; None where the picture did not follow it."""
    before = _seen(tab)
    tab.move(*_FREE)
    if move is _pan:
        _mouse(tab, "mousePressed", *_FREE)
    tab.run(_COUNT)
    end = time.monotonic() + GESTURE
    number = 0
    while time.monotonic() < end:
        number += 1
        move(tab, number)
    rate = float(tab.run(_RATE))
    after = _seen(tab)
    if move is _pan:
        _mouse(tab, "mouseReleased", *_FREE)
    time.sleep(0.5)
    return rate if before != after else None


def _pan(tab: Tab, number: int) -> None:
    turn = number / 15
    _mouse(tab, "mouseMoved", _FREE[0] + 200 * math.sin(turn), _FREE[1] + 150 * (1 - math.cos(turn)))


def _zoom(tab: Tab, number: int) -> None:
    _wheel(tab, -40 if number // 12 % 2 == 0 else 40)


def _wheel(tab: Tab, turn: int) -> None:
    x, y = _MIDDLE
    tab.call("Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=0, deltaY=turn)


def _mouse(tab: Tab, kind: str, x: float, y: float) -> None:
    tab.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)


def _seen(tab: Tab) -> bytes:
    return base64.b64decode(tab.call("Page.captureScreenshot", format="png")["data"])
