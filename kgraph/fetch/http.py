"""Asking a service on the network: politely, and again where it stumbles."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

from kgraph import __version__
from kgraph.errors import FetchError, UsageError

_SECONDS = 30
_TRIES = 5
_LONGEST_PAUSE = 120.0
_STUMBLES = frozenset({408, 429, 500, 502, 503, 504})


class Service:
    """A service that answers in JSON, at most `rate` times a second.

    What is wrong only now (no connection, a server's error, an answer cut short or broken) is asked
    again, up to five times in all, each time after twice as long a pause. `sleep` and `clock` are
    time's own, but for tests. `secret` is never in a message.
    """

    def __init__(
        self,
        address: str,
        rate: float,
        secret: Mapping[str, str],
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not address.startswith(("http://", "https://")):
            raise UsageError(f"{address!r} is no address.", "It begins with http:// or https://.")
        self.address = address.rstrip("/")
        self._pause, self._secret = 1 / rate, dict(secret)
        self._sleep, self._clock = sleep, clock
        self._next = 0.0

    def ask(self, what: str, parameters: Mapping[str, str]) -> tuple[bytes, Any]:
        """Return the answer as it came, and as JSON; raise FetchError where there is none."""
        told = ""
        for tried in range(_TRIES):
            if tried:
                self._sleep(min(2.0 ** (tried - 1), _LONGEST_PAUSE))
            self._wait()
            try:
                data = self._answer(what, parameters)
                return data, json.loads(data)
            except urllib.error.HTTPError as error:
                told = f"it answered {error.code} {error.reason}"
                if error.code not in _STUMBLES:
                    break
                self._obey(error.headers.get("Retry-After"))
            except http.client.IncompleteRead:
                told = "the answer was cut short"
            except http.client.HTTPException as error:
                told = f"no answer: {type(error).__name__}"  # its words may hold the address with the key
            except OSError as error:
                told = f"no answer: {getattr(error, 'reason', None) or error}"
            except ValueError:
                told = "the answer is no JSON"
        hint = "Try again later: what was fetched is kept, and not asked for again."
        raise FetchError(f"{self.address}: {what}: {told}.", hint)

    def _answer(self, what: str, parameters: Mapping[str, str]) -> bytes:
        query = urllib.parse.urlencode({**self._secret, **parameters})
        headers = {"User-Agent": f"kgraph/{__version__}", "Accept": "application/json"}
        request = urllib.request.Request(f"{self.address}/{what}?{query}", headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - http(s) alone
            data: bytes = answer.read()
        return data

    def _wait(self) -> None:
        """Wait until the service may be asked again."""
        now = self._clock()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + self._pause

    def _obey(self, retry_after: str | None) -> None:
        if retry_after and retry_after.isdecimal():
            self._sleep(min(float(retry_after), _LONGEST_PAUSE))
