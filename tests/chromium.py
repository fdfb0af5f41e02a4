"""A real browser for tests: Debian's Chromium, driven over its DevTools pipe with the standard library."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

REMEDY = "install chromium: apt-get install chromium"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-features=IsolateSandboxedIframes",  # a frame is then seen through its page's session
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
PATIENCE = 120  # seconds: an answer that never comes is told, and a busy machine is no failure
_KEYS = {"Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "Tab": 9}


class BrowserError(AssertionError):
    """The browser refused a command, or a script in the page failed."""


def require_chromium() -> str:
    """Return the path of a Chromium; without one skip and name the remedy, or fail where one was promised."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None and os.environ.get("KGRAPH_REQUIRE_CHROMIUM") == "1":
        pytest.fail(f"KGRAPH_REQUIRE_CHROMIUM=1, but there is no chromium; {REMEDY}")
    if found is None:
        pytest.skip(f"no chromium; {REMEDY}")
    return found


class Pipe:
    """The DevTools protocol over two pipes: JSON, each message ended by a NUL."""

    def __init__(self, executable: str, arguments: list[str], environment: dict[str, str]) -> None:
        commands_read, self._write = os.pipe()
        self._read, answers_write = os.pipe()
        # The browser reads from 3 and writes to 4: moved high first, so that neither is overwritten.
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 64) for fd in (commands_read, answers_write)]
        self._process = os.posix_spawn(
            executable,
            [executable, *arguments],
            environment,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, high[0], 3),
                (os.POSIX_SPAWN_DUP2, high[1], 4),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
            setpgroup=0,
        )
        for fd in (commands_read, answers_write, *high):
            os.close(fd)
        self._rest = b""

    def send(self, message: dict[str, Any]) -> None:
        """Send one message."""
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]

    def receive(self, deadline: float) -> dict[str, Any] | None:
        """Return the next message, or None where none comes before the deadline."""
        while b"\0" not in self._rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._read], [], [], left)[0]:
                return None
            chunk = os.read(self._read, 1 << 20)
            if not chunk:
                raise BrowserError("the browser has gone away")
            self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def close(self) -> None:
        """End the browser and all that it started."""
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._read)
        os.close(self._write)


class Tab:
    """One page: what it logs and asks for is kept in `logs` and `requests`; `hear` is told every event."""

    def __init__(self, pipe: Pipe, target: str) -> None:
        self._pipe = pipe
        self._number = 0
        self._session = ""
        self.hear: Callable[[str, dict[str, Any]], None] = lambda _method, _told: None
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.logs: list[str] = []
        self.requests: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> None:
        """Send a command; nobody waits for its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        self._pipe.send(message | ({"sessionId": self._session} if self._session else {}))

    def at_once(self, method: str, *events: dict[str, Any]) -> None:
        """Send events one right after the other: waits between them would make another gesture of them."""
        *first, last = events
        for event in first:
            self.send(method, **event)
        self.call(method, **last)

    def call(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result."""
        self.send(method, **parameters)
        number = self._number
        deadline = time.monotonic() + PATIENCE
        while (answer := self._pipe.receive(deadline)) is not None:
            if answer.get("id") == number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self._note(answer)
        raise BrowserError(f"{method}: no answer in {PATIENCE} s")

    def _note(self, event: dict[str, Any]) -> None:
        method, told = event.get("method", ""), event.get("params", {})
        self.hear(method, told)
        if method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Runtime.consoleAPICalled":
            self.logs.append(" ".join(str(one.get("value", one.get("description"))) for one in told["args"]))
        elif method == "Runtime.exceptionThrown":
            details = told["exceptionDetails"]
            self.logs.append(details.get("exception", {}).get("description", details["text"]))
        elif method == "Log.entryAdded":
            self.logs.append(told["entry"]["text"])

    def open(
        self, path: Path, *, width: int = 1280, height: int = 800, dark: bool = False, fragment: str = ""
    ) -> None:
        """Load a file, its network cut off, and wait until it says that it is ready."""
        self.call(
            "Network.emulateNetworkConditions",
            offline=True,
            latency=0,
            downloadThroughput=0,
            uploadThroughput=0,
        )
        self.resize(width, height)
        self.media(dark=dark)
        self.call("Page.navigate", url="about:blank")  # else a new fragment would not load the page anew
        self.call("Page.navigate", url=path.resolve().as_uri() + fragment)
        self.wait("document.documentElement?.dataset.ready === 'true'")

    def media(self, *, dark: bool) -> None:
        """Choose the colour scheme that the reader prefers; motion is never wanted."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        motion = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.call("Emulation.setEmulatedMedia", features=[scheme, motion])

    def resize(self, width: int, height: int) -> None:
        """Give the window a size."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def run(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(answer["exceptionDetails"]["exception"].get("description", script))
        return answer["result"].get("value")

    def wait(self, script: str, seconds: float = PATIENCE) -> Any:
        """Wait until an expression is true in the page, and return its value."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if value := self.run(script):
                return value
            time.sleep(0.03)
        raise BrowserError(f"never true: {script}")

    def wait_inside(self, script: str, seconds: float = PATIENCE) -> Any:
        """Wait until an expression is true in the page's first frame, and return its value."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            (frame,) = self.call("Page.getFrameTree")["frameTree"]["childFrames"]
            with suppress(BrowserError):  # the frame may be loading its document just now
                world = self.call("Page.createIsolatedWorld", frameId=frame["frame"]["id"])
                told = {"contextId": world["executionContextId"], "expression": script}
                if value := self.call("Runtime.evaluate", **told)["result"].get("value"):
                    return value
            time.sleep(0.03)
        raise BrowserError(f"never true inside: {script}")

    def frame(self) -> None:
        """Wait until the page has drawn twice."""
        self.run("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(1))))")

    def move(self, x: float, y: float) -> None:
        """Move the pointer."""
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click(self, x: float, y: float, *, count: int = 1) -> None:
        """Click with the left button."""
        self.move(x, y)
        told = {"x": x, "y": y, "button": "left"}
        events = [
            {"type": kind, "clickCount": number, **told}
            for number in range(1, count + 1)
            for kind in ("mousePressed", "mouseReleased")
        ]
        self.at_once("Input.dispatchMouseEvent", *events)

    def tap(self, x: float, y: float) -> None:
        """Put a finger down and lift it."""
        start = {"type": "touchStart", "touchPoints": [{"x": x, "y": y, "id": 0}]}
        self.at_once("Input.dispatchTouchEvent", start, {"type": "touchEnd", "touchPoints": []})

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 6) -> None:
        """Press at a place, move to another, and let go."""
        told: dict[str, Any] = {"button": "left", "buttons": 1, "clickCount": 1}
        self.move(*start)
        self.call("Input.dispatchMouseEvent", type="mousePressed", x=start[0], y=start[1], **told)
        for step in range(1, steps + 1):
            x, y = (a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
            self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, **told)
            self.frame()
        self.call("Input.dispatchMouseEvent", type="mouseReleased", x=end[0], y=end[1], **told)
        self.frame()

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press a key, by its name or its sign."""
        code = _KEYS.get(key, ord(key[0]) if len(key) == 1 else 0)
        told: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code}
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **told, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **told)

    def screenshot(self, path: Path) -> None:
        """Save what is seen as a PNG."""
        self.frame()
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def browser(*, language: str = "en-US", flags: Sequence[str] = ()) -> Iterator[Tab]:
    """Start a Chromium with a fresh profile, give its tab, and leave nothing behind."""
    profile = tempfile.mkdtemp(prefix="kgraph-chromium-")
    arguments = [*FLAGS, *flags, f"--user-data-dir={profile}", f"--accept-lang={language}", "about:blank"]
    pipe = Pipe(require_chromium(), arguments, dict(os.environ))
    try:
        yield Tab(pipe, _first_page(pipe))
    finally:
        pipe.close()
        shutil.rmtree(profile, ignore_errors=True)


def _first_page(pipe: Pipe) -> str:
    """Return the id of the browser's first page, as soon as there is one."""
    deadline = time.monotonic() + PATIENCE
    number = 1_000_000
    while time.monotonic() < deadline:
        number += 1
        pipe.send({"id": number, "method": "Target.getTargets"})
        while (answer := pipe.receive(deadline)) is not None and answer.get("id") != number:
            pass
        targets = answer["result"]["targetInfos"] if answer else []
        for target in targets:
            if target["type"] == "page":
                return str(target["targetId"])
        time.sleep(0.05)
    raise BrowserError(f"no page came up in {PATIENCE} s")
