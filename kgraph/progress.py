"""Progress on stderr, only where somebody watches: stdout stays clean for pipes."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

Item = TypeVar("Item")

_REDRAW_SECONDS = 0.1
_WIDTH = 24
_STEP = 1000

quiet = False
"""Set by the command line's --quiet."""


class Progress:
    """A line with bar, rate and remaining time: `with Progress("Reading", total) as bar: bar.advance(100)`.

    `total` is in `unit`s; 0 where it is not known, and then there is a count and a rate but no bar.
    """

    def __init__(self, title: str, total: int = 0, unit: str = "rows") -> None:
        self.title, self.total, self.unit = title, total, unit
        self.done = 0
        self._shown = not quiet and sys.stderr.isatty()
        self._start = self._drawn = time.monotonic()
        self._any = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if self._any:
            self._draw()
            sys.stderr.write("\n")

    def advance(self, count: int = 1) -> None:
        """Count on, and draw the line anew now and then."""
        self.done += count
        if self._shown and time.monotonic() - self._drawn >= _REDRAW_SECONDS:
            self._draw()

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items and count them."""
        if not self._shown:  # nobody watches: a million items need not be counted
            yield from items
            return
        for place, item in enumerate(items):
            if place % _STEP == _STEP - 1:
                self.advance(_STEP)
            yield item

    def _draw(self) -> None:
        self._drawn, self._any = time.monotonic(), True
        seconds = max(self._drawn - self._start, 1e-6)
        rate = self.done / seconds
        if self.total:
            part = min(self.done / self.total, 1.0)
            full = int(part * _WIDTH)
            left = (self.total - self.done) / rate if rate else 0
            bar = "#" * full + "." * (_WIDTH - full)
            tail = f"[{bar}] {part:4.0%}  {rate:,.0f} {self.unit}/s  {left:.0f} s left"
        else:
            tail = f"{self.done:,} {self.unit}  {rate:,.0f} {self.unit}/s"
        sys.stderr.write(f"\r\x1b[K{self.title}  {tail}")
        sys.stderr.flush()


@contextmanager
def waiting(title: str) -> Iterator[None]:
    """Count the seconds of work that cannot say how far it is."""
    with Progress(title, unit="s") as bar:
        done = threading.Event()
        thread = threading.Thread(target=_tick, args=(bar, done), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _tick(bar: Progress, done: threading.Event) -> None:
    while not done.wait(1):
        bar.advance()
