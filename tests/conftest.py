"""What the tests share: small sources to load, and where real data stands."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from neo4j import Driver, GraphDatabase

from tests.server import CURRENT, LTS, SHORT_LIVED, Installed, Server, ServerError
from tests.server.emptying import empty
from tests.small import write_claims

# A busy machine is no failure: no deadline, and no complaint that making examples took long.
settings.register_profile("kgraph", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kgraph")

ROOT = Path(__file__).parent.parent
KOREAN_CINEMA = ROOT / "data" / "korean-cinema"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data; the test skips where it is absent."""
    folder = Path(os.environ.get("KGRAPH_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}: set KGRAPH_SHARED to the folder that has it")
    return folder


@pytest.fixture(scope="session")
def shared_data(shared: Path) -> Path:
    """The data files among it."""
    return shared / "data"


@pytest.fixture
def claims(tmp_path: Path) -> Callable[..., Path]:
    """Write a small claims folder: `claims("name", credits=...)`."""

    def write(folder: str = "films", **tables: str | None) -> Path:
        return write_claims(tmp_path / folder, **tables)

    return write


@pytest.fixture
def property_graph(tmp_path: Path) -> Callable[..., Path]:
    """Write JSON lines of a graph outside the film schema: ids -> label, and edges (start, type, end)."""

    def write(
        name: str, nodes: dict[str, str], edges: list[tuple[str, str, str]] | None = None, **more: object
    ) -> Path:
        lines: list[dict[str, object]] = [
            {"type": "node", "id": key, "labels": [label], "properties": {"name": key.upper(), **more}}
            for key, label in nodes.items()
        ]
        lines += [
            {"type": "relationship", "label": kind, "start": {"id": a}, "end": {"id": b}, "properties": {}}
            for a, kind, b in edges or []
        ]
        path = tmp_path / name
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    return write


NEO4J_VARIABLES = ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")


@pytest.fixture(scope="session")
def neo4j_installed() -> Installed:
    """The jars and the Java of a Neo4j, for tests that start servers of their own or run the admin tool."""
    return _installed(CURRENT)


@pytest.fixture(scope="session")
def neo4j_lts_installed() -> Installed:
    """The same of the long-term release."""
    return _installed(LTS)


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[str]:
    """The URI of the Neo4j of this test session; a test that uses it skips where there can be none.

    Where tests run in several processes, each has one of its own.

    KGRAPH_TEST_NEO4J names a running one to use instead, which the tests empty again and again.
    """
    if uri := os.environ.get("KGRAPH_TEST_NEO4J"):
        yield uri
    else:
        yield from _running(CURRENT)


@pytest.fixture(scope="session")
def neo4j_lts_server() -> Iterator[str]:
    """The URI of a server of the long-term release."""
    yield from _running(LTS)


@pytest.fixture(scope="session")
def _neo4j_driver(neo4j_server: str) -> Iterator[Driver]:
    user, password, _ = map(os.environ.get, NEO4J_VARIABLES)
    auth = (user or "neo4j", password) if password and "KGRAPH_TEST_NEO4J" in os.environ else None
    with GraphDatabase.driver(neo4j_server, auth=auth) as driver:
        yield driver


@pytest.fixture
def neo4j_empty(neo4j_server: str, _neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URI of the session's Neo4j, emptied, and the environment set so that kgraph gets in."""
    if "KGRAPH_TEST_NEO4J" not in os.environ:
        _forget_credentials(monkeypatch)
    empty(_neo4j_driver, os.environ.get("NEO4J_DATABASE"))
    return neo4j_server


@pytest.fixture
def neo4j_lts(neo4j_lts_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same of the long-term release."""
    _forget_credentials(monkeypatch)
    with GraphDatabase.driver(neo4j_lts_server) as driver:
        empty(driver)
    return neo4j_lts_server


def _installed(version: str) -> Installed:
    try:
        return Server.install(version)
    except ServerError as error:
        _no_server(error)


def _running(version: str) -> Iterator[str]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(Server(_installed(version), java_options=SHORT_LIVED))
        except ServerError as error:
            _no_server(error)
        yield server.uri


def _no_server(error: ServerError) -> NoReturn:
    """Skip and name the remedy, or fail where a server was promised."""
    if os.environ.get("KGRAPH_REQUIRE_NEO4J") == "1":
        pytest.fail(f"KGRAPH_REQUIRE_NEO4J=1, but {error}")
    pytest.skip(f"no Neo4j server: {error}")


def _forget_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a developer's own server needs: the one of the tests has no password."""
    for name in NEO4J_VARIABLES:
        monkeypatch.delenv(name, raising=False)
