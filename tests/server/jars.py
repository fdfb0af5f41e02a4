"""Fetch the jars of a Neo4j release with Maven, once."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from filelock import FileLock

from tests.server.releases import ServerError

POM = Path(__file__).with_name("pom.xml")
PATIENCE = 480  # seconds: a test that waits for the jars has 600


def fetch(version: str, java: Path) -> Path:
    """Return the folder with the jars of a release; the first time, Maven downloads them (170 MB).

    The folder gets its name when it is whole, and one process at a time fills it.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kgraph"
    lib = cache / f"neo4j-{version}" / "lib"
    if lib.is_dir():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerError("no Maven to fetch Neo4j's jars with: apt-get install maven, or brew install maven")
    lib.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(
        cache / "neo4j.lock"
    ):  # one for all releases: Maven's own cache is not made for two at once
        if not lib.is_dir():
            for left in lib.parent.glob("part-*"):  # of a download that was killed
                shutil.rmtree(left, ignore_errors=True)
            part = Path(tempfile.mkdtemp(prefix="part-", dir=lib.parent))  # its Maven may still be writing
            _copy_dependencies(maven, version, java, part)
            part.rename(lib)
    return lib


def _copy_dependencies(maven: str, version: str, java: Path, folder: Path) -> None:
    command = [
        *(maven, "--batch-mode", "--quiet", "--file", str(POM), f"-Dneo4j.version={version}"),
        *("dependency:copy-dependencies", f"-DoutputDirectory={folder}", "-DincludeScope=runtime"),
    ]
    # Maven runs on a Java, too: where PATH has none, on the one that was found.
    home = {} if shutil.which("java") else {"JAVA_HOME": str(java.parent.parent)}
    try:
        done = subprocess.run(
            command,
            env=home | os.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        again = "python -m tests.server --install"
        raise ServerError(
            f"Maven did not fetch Neo4j {version} in {PATIENCE} s: `{again}` goes on from there"
        ) from error
    if done.returncode or not any(folder.glob("neo4j-server-*.jar")):
        errors = [line for line in done.stdout.splitlines() if line.startswith("[ERROR]")]
        lines = errors or (done.stdout + done.stderr).splitlines() or ["it says nothing"]
        raise ServerError(f"Maven did not fetch Neo4j {version}: {lines[0].removeprefix('[ERROR] ')}")
