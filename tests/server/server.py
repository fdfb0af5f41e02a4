"""Start, stop and administer a Neo4j server on this machine."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from tests.server import keeper
from tests.server.jars import fetch
from tests.server.java import find_java
from tests.server.releases import CURRENT, ServerError, entry_point, javas, quick_stop

HEAP = "1g"
PORTS = 5  # to try, one after the other: another program may take a free one before Java does
PATIENCE = 480  # seconds for a start, which takes six of them on a quiet machine
# Starts, and answers a test's hundreds of different queries, with half the work; in the long run slower.
SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_TAKEN = "another program has taken it"
_KNOWN_TROUBLE = {
    "Address already in use": _TAKEN,
    "store_lock": "another server uses its home",
}


class PortTaken(ServerError):
    """Somebody else listens on the port."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A release whose jars are in `lib`, and the Java that runs it."""

    version: str
    lib: Path
    java: Path
    java_version: int

    def command(self, main: str) -> list[str]:
        """Return the command line that runs a class of the jars."""
        quiet = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
        return [
            str(self.java),
            *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
            *(quiet if self.java_version > 22 else ()),
            f"-Xmx{HEAP}",
            "-XX:-OmitStackTraceInFastThrow",  # as Neo4j's own settings have it: no error without its words
            *("-cp", f"{self.lib}/*", main),
        ]

    def admin(self, home: Path, *words: str, java_options: tuple[str, ...] = ()) -> str:
        """Run a command of `neo4j-admin` on a home whose server is stopped, and return what it says.

            installed.admin(home, "database", "import", "full", "neo4j", "--nodes=n.csv")

        The words reach Java in a file that only its owner may read: one of them may be a password, and
        the arguments of a process are for everybody to see.
        """
        make_home(home)
        java, *command = self.command("org.neo4j.cli.AdminTool")
        command = [*java_options, *command, *words]
        words_file = home / "conf" / "admin-words"
        words_file.touch(mode=0o600)
        words_file.write_text("\n".join(map(_quoted, command)), encoding="utf-8")
        try:
            done = subprocess.run(
                [java, f"@{words_file}"],
                env=os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
        finally:
            words_file.unlink()
        if done.returncode:
            raise ServerError(f"neo4j-admin {' '.join(words[:2])} failed: {done.stdout.strip()}")
        return done.stdout


class Server:
    """A server with a home of its own: a folder given, or a temporary one that goes when it goes.

    It listens on 127.0.0.1 only, asks for a password (of the user `neo4j`) only where one is given, and
    ends with the process that started it, however that ends.
    """

    @staticmethod
    def install(version: str = CURRENT) -> Installed:
        """Find a Java for a release and fetch its jars, or raise `ServerError`."""
        java, java_version = find_java(javas(version))
        return Installed(version, fetch(version, java), java, java_version)

    def __init__(
        self,
        installed: Installed,
        home: Path | None = None,
        *,
        port: int | None = None,
        password: str | None = None,
        java_options: tuple[str, ...] = (),
    ) -> None:
        self.installed = installed
        self._temporary = home is None
        self.home = (home or Path(tempfile.mkdtemp(prefix="kgraph-neo4j-"))).absolute()
        self.port = port or _free_port()
        self._ports = 1 if port else PORTS
        self.password = password
        self.java_options = java_options
        self.pid = 0  # of the Java process, while it runs
        self._keeper: subprocess.Popen[bytes] | None = None
        self._lock = FileLock(self.home / "run" / "lock", timeout=0)

    @property
    def uri(self) -> str:
        """The address to connect to."""
        return f"bolt://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start, and return when the server answers; raise `ServerError` where it does not.

        A port that was chosen here and is taken meanwhile gives way to another one.
        """
        for _ in range(self._ports - 1):
            try:
                self._start()
            except PortTaken:
                self.port = _free_port()
            else:
                return
        self._start()

    def _start(self) -> None:
        _check_port(self.port)
        make_home(self.home)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise ServerError(f"another server uses {self.home}: choose another home") from error
        try:
            self._set_password()
            self._write_settings()
            self._launch()
            self._check_password()
        except BaseException:
            self.stop()
            raise

    def wait(self) -> None:
        """Return when the server ends, which it does not by itself."""
        if self._keeper is not None:
            self._keeper.wait()

    def stop(self) -> None:
        """Stop cleanly; the home stays as it is. Stopping twice is harmless."""
        if self._keeper is not None:
            assert self._keeper.stdin is not None
            assert self._keeper.stdout is not None
            with suppress(BrokenPipeError):  # it has ended already
                self._keeper.stdin.write(keeper.FAREWELL)
                self._keeper.stdin.close()
            self._keeper.wait()
            self._keeper.stdout.close()
            self._keeper, self.pid = None, 0
        self._lock.release()

    def kill(self) -> None:
        """Let the server end as in a power cut; the home stays as it is."""
        os.kill(self.pid, signal.SIGKILL)
        self.stop()

    def restart(self) -> None:
        """Stop, and start again on the same home and port."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop, and remove a temporary home."""
        self.stop()
        if self._temporary:
            shutil.rmtree(self.home, ignore_errors=True)

    def _set_password(self) -> None:
        """Set the password of a new home; in a used one, the system database holds it."""
        if self.password is not None and not (self.home / "data" / "databases" / "system").exists():
            self.installed.admin(self.home, "dbms", "set-initial-password", self.password)

    def _write_settings(self) -> None:
        settings = {
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.heap.max_size": HEAP,
            "server.memory.pagecache.size": "256m",
            "dbms.usage_report.enabled": "false",
            "dbms.security.auth_enabled": str(self.password is not None).lower(),
        }
        lines = [*(f"{key}={value}" for key, value in settings.items()), quick_stop(self.installed.version)]
        (self.home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _launch(self) -> None:
        """Start Java under its keeper, in a session of its own: a terminal's Ctrl-C is not for it."""
        java, *rest = self.installed.command(entry_point(self.installed.version))
        homes = (f"--home-dir={self.home}", f"--config-dir={self.home}/conf")
        command = [java, *self.java_options, *rest, *homes]
        doomed = str(self.home) if self._temporary else ""
        log, console = (self.home / "logs" / name for name in ("neo4j.log", "console.log"))
        before = log.stat().st_size if log.exists() else 0
        with console.open("wb") as output:
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", "-S", keeper.__file__, doomed, *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                start_new_session=True,
            )
        assert self._keeper.stdout is not None
        self.pid = int(self._keeper.stdout.readline())
        deadline = time.monotonic() + PATIENCE
        while not any(line.endswith("Started.") for line in _lines(log, before)):
            if self._keeper.poll() is not None or time.monotonic() > deadline:
                raise self._trouble([*_lines(log, before), *_lines(console, 0)])
            time.sleep(0.05)

    def _trouble(self, lines: list[str]) -> ServerError:
        """Return the error that says in one line why it did not start: Java names the first cause last."""
        causes = [line for line in lines if line.startswith("Caused by: ")]
        said = [line for line in causes or lines if line.strip()][-1:] or ["it says nothing"]
        known = [meaning for sign, meaning in _KNOWN_TROUBLE.items() if any(sign in line for line in causes)]
        kind = PortTaken if _TAKEN in known else ServerError
        why = (known or said)[0].strip()
        return kind(f"Neo4j {self.installed.version} did not start on port {self.port}: {why}")

    def _check_password(self) -> None:
        """Refuse a password that is not the one of the home's first start."""
        if self.password is None:
            return
        try:
            with GraphDatabase.driver(self.uri, auth=("neo4j", self.password)) as driver:
                driver.verify_connectivity()
        except AuthError as error:
            raise ServerError(f"{self.home} was first started with another password, or with none") from error


def make_home(home: Path) -> None:
    """Make the folders that a server looks for; those that are there stay as they are."""
    for folder in ("conf", "data", "logs", "run", "import", "lib", "plugins"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").touch()


def _free_port() -> int:
    """Return a port that nobody listens on, below those that systems hand out for outgoing connections.

    So nothing but another server, started in the same seconds, could take it before Java does.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise ServerError("a hundred ports of 127.0.0.1 are taken: name a free one with --port")


def _check_port(port: int) -> None:
    """Refuse a port that somebody listens on, before Java takes seconds to find that out."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise PortTaken(f"port {port} of 127.0.0.1 is taken: choose another, or none for a free one")


def _quoted(word: str) -> str:
    """Quote a word for Java's argument files."""
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        word = word.replace(sign, escaped)
    return f'"{word}"'


def _lines(log: Path, start: int) -> list[str]:
    """Return the whole lines that a log holds after its first bytes."""
    if not log.exists():
        return []
    with log.open("rb") as file:
        file.seek(start)
        return file.read().decode("utf-8", "replace").splitlines()
