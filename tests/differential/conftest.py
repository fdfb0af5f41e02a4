"""Two stores with one graph in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import networkx as nx
import pytest
from neo4j import Driver

import kgraph
from tests.conftest import KOREAN_CINEMA, NEO4J_VARIABLES
from tests.differential import awkward, kobis
from tests.differential.files import write_graph
from tests.server.emptying import empty


@dataclass
class Stores:
    """An embedded store and a Neo4j that hold the same graph."""

    driver: Driver
    uri: str
    folder: Path
    embedded: kgraph.Store = field(init=False)
    neo4j: kgraph.Store = field(init=False)
    held: tuple[Path, ...] = ()

    def hold(self, *sources: Path) -> Stores:
        """Hold what the sources give and nothing else; quick where it is what they hold already."""
        if sources != self.held:
            self.close()
            empty(self.driver)
            self.embedded, self.neo4j = kgraph.open(nx.MultiDiGraph()), kgraph.open(self.uri)
            for store in (self.embedded, self.neo4j):
                store.load(*sources)
            self.held = sources
        return self

    def close(self) -> None:
        """Close both."""
        if self.held:
            self.embedded.close()
            self.neo4j.close()
            self.held = ()


@pytest.fixture(scope="package")
def stores(
    neo4j_server: str, _neo4j_driver: Driver, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stores]:
    """Both stores, which hold nothing yet."""
    with pytest.MonkeyPatch.context() as patch:
        for name in NEO4J_VARIABLES:
            patch.delenv(name, raising=False)
        both = Stores(_neo4j_driver, neo4j_server, tmp_path_factory.mktemp("differential"))
        yield both
        both.close()


@pytest.fixture(scope="package")
def odd(stores: Stores) -> Path:
    """The file of awkward nodes."""
    return write_graph(stores.folder / "odd.jsonl", awkward.NODES, awkward.RELATIONSHIPS)


@pytest.fixture(scope="package")
def real_films(stores: Stores, request: pytest.FixtureRequest) -> Path | None:
    """Some hundred films as the Korean Film Council tells them, where that file is there."""
    try:
        data: Path = request.getfixturevalue("shared_data")
    except pytest.skip.Exception:
        return None
    told = kobis.films(data / "kobis-movies-2021-2022.jsonl.gz")
    return write_graph(stores.folder / "kobis.jsonl", told.nodes.values(), told.relationships)


@pytest.fixture
def films(stores: Stores, odd: Path, real_films: Path | None) -> Stores:
    """Both stores with films: the bundled ones, the awkward ones, and where there are any, real ones."""
    return stores.hold(*(one for one in (KOREAN_CINEMA, odd, real_films) if one is not None))


@pytest.fixture
def oddities(stores: Stores, odd: Path) -> Stores:
    """Both stores with the awkward nodes alone."""
    return stores.hold(odd)
