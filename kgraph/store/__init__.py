"""Where a graph lives. `open` is the door; `Store` is the contract."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import StoreError
from kgraph.store.base import Checked, Loaded, LoadedSource, Removed, Store

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Checked", "Loaded", "LoadedSource", "Removed", "Store", "check", "open_store"]

DEFAULT = "kgraph.kgl"


def open_store(
    target: str | Path | nx.Graph | None = None,
    *,
    label: str | None = None,
    create: bool = True,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
) -> Store:
    """Open a store.

    `target` is a path, by default KGRAPH_STORE or `kgraph.kgl` in the current folder; the URI of a
    Neo4j server such as `neo4j://localhost`; or a NetworkX graph, which is copied: `label` then names
    the node attribute that is the label. With `create` false a file that is not there is an error
    rather than an empty store. `user`, `password` and `database` are for a server, by default
    NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    Raises StoreDamaged for a file that is no store, StoreError for one that cannot be read, and
    UsageError for a URI that names no server. A server is asked nothing before the first question.
    """
    if target is None:
        target = os.environ.get("KGRAPH_STORE") or DEFAULT
    if isinstance(target, str) and "://" in target:
        return _server(target, user, password, database)
    from kgraph.store.embedded import EmbeddedStore  # noqa: PLC0415 - brings the engine

    if not isinstance(target, str | Path):
        from kgraph.graph.convert import from_networkx  # noqa: PLC0415 - brings NetworkX

        return EmbeddedStore(None, from_networkx(target, label))
    path = Path(target)
    if not create and not path.exists():
        raise StoreError(f"There is no store at {path}.", "Load something first: kgraph load SOURCE.")
    return EmbeddedStore(path)


def _server(target: str, user: str | None, password: str | None, database: str | None) -> Store:
    from kgraph.store.neo4j.address import Address  # noqa: PLC0415 - a file needs no server
    from kgraph.store.neo4j.store import Neo4jStore  # noqa: PLC0415 - brings the driver

    return Neo4jStore(Address.parse(target, user=user, password=password, database=database))


def check(
    source: str | Path,
    *,
    name: str = "",
    prefix: str = "",
    skip_bad: bool = False,
    options: Mapping[str, str | bool] | None = None,
) -> Checked:
    """Read a source as a load would, and say what it holds; raise what the load would raise."""
    from kgraph.read.options import Options  # noqa: PLC0415 - brings the readers
    from kgraph.store.build import build, gather  # noqa: PLC0415 - brings the readers

    load = gather(source, name, Options.given(prefix, options, skip_bad=skip_bad))
    load.fill()
    built = build([load])
    told = built.ledger[load.name]
    return Checked(
        load.name,
        told["sources"][0]["kind"] if told["sources"] else "claims",
        len(built.nodes),
        len(built.relationships),
        told["claims"],
        Counter(label for node in built.nodes for label in node.labels),
        Counter(edge.type for edge in built.relationships),
    )
