"""The house has an order: data flows one way, and each foreign library has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kgraph"

# Each room may import the rooms above it, and itself. kgraph/__init__.py and __main__.py are the doors.
ROOMS = [
    "lazily",
    "errors",
    "model",
    "values",
    "schema",
    "claims",
    "terms",
    "names",
    "quoting",
    "fingerprint",
    "garbage",
    "progress",
    "shipped",
    "engine",
    "read",
    "graph",
    "resolve",
    "result",
    "store",
    "fetch",
    "queries",
    "explore",
    "analysis",
    "identity",
    "export",
    "view",
    "cli",
]
DOORS = {
    "kglite": "engine/kglite.py",
    "pyvis": "view/network.py",
    "filelock": "store/files.py",
    "sknetwork": "graph/communities.py",
    "rapidfuzz": "names/fuzzy.py",
    "neo4j": "store/neo4j/driver.py",
    "babel": "read/sources/countries.py",
    "duckdb": "read/sources/imdb/database.py",
    "openpyxl": "read/sources/table/xlsx.py",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(source: str) -> Iterator[str]:
    """Yield the full names of the modules that a text imports, wherever it does so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise AssertionError("a relative import would slip past this test")
            base = node.module or ""
            yield from (f"{base}.{alias.name}" for alias in node.names)


def room_of(name: str) -> str:
    """Return the room of a dotted name: kgraph.store.base -> store; "" for the package itself."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else ""


def offences(path: Path, source: str) -> list[str]:
    """Return the imports of a module that go against the order."""
    relative = path.relative_to(PACKAGE)
    room = relative.parts[0].removesuffix(".py")
    if room in ("__init__", "__main__"):
        return []
    found = []
    for name in imported(source):
        top = name.split(".")[0]
        if top == "kgraph" and room_of(name) and ROOMS.index(room_of(name)) > ROOMS.index(room):
            found.append(f"{relative} imports {name}, which is downstream")
        if top in DOORS and relative.as_posix() != DOORS[top]:
            found.append(f"{relative} imports {top}, whose door is {DOORS[top]}")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_is_upstream_of_it(path: Path) -> None:
    assert offences(path, path.read_text(encoding="utf-8")) == []


def test_every_room_is_in_the_order() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in modules()}
    assert rooms - {"__init__", "__main__"} == set(ROOMS)


def test_every_door_is_used() -> None:
    for library, door in DOORS.items():
        names = {name.split(".")[0] for name in imported((PACKAGE / door).read_text(encoding="utf-8"))}
        assert library in names, f"{door} no longer imports {library}"


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("model.py", "from kgraph.store import Store"),
        ("read/x.py", "import kgraph.graph.convert"),
        ("resolve/x.py", "def f():\n    from kgraph.cli import main"),
        ("engine/x.py", "from kgraph import store"),
        ("store/x.py", "import kglite"),
        ("store/neo4j/trouble.py", "from neo4j.exceptions import Neo4jError"),
        ("view/x.py", "from pyvis.network import Network"),
    ],
)
def test_the_guard_sees_an_offence(room: str, source: str) -> None:
    assert offences(PACKAGE / room, source)


def test_the_guard_refuses_relative_imports() -> None:
    with pytest.raises(AssertionError, match="relative"):
        offences(PACKAGE / "read/x.py", "from . import y")
