"""kgraph: a graph database explorer for film.

import kgraph
store = kgraph.open("films.kgl")
store.load("data/korean-cinema")
store.query("MATCH (p:Person)-[:DIRECTED]->(f:Film) RETURN p.name, f.name")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.lazily import lazily

__version__ = "0.1.0"

__all__ = [
    "Ambiguous",
    "Certainty",
    "Claim",
    "Duration",
    "KgraphError",
    "Node",
    "Path",
    "QueryError",
    "Relationship",
    "Result",
    "Source",
    "Store",
    "UnknownName",
    "check",
    "claims_of",
    "open",
    "project",
    "show",
]

if TYPE_CHECKING:
    from kgraph.analysis import project
    from kgraph.claims import Certainty, Claim, Source, claims_of
    from kgraph.errors import Ambiguous, KgraphError, QueryError, UnknownName
    from kgraph.model import Duration, Node, Path, Relationship
    from kgraph.result import Result
    from kgraph.store import Store, check
    from kgraph.store import open_store as open  # noqa: A004 - as in gzip.open
    from kgraph.view import show

_HOMES = {
    "Ambiguous": "errors",
    "Certainty": "claims",
    "Claim": "claims",
    "Duration": "model",
    "KgraphError": "errors",
    "Node": "model",
    "Path": "model",
    "QueryError": "errors",
    "Relationship": "model",
    "Result": "result",
    "Source": "claims",
    "Store": "store",
    "UnknownName": "errors",
    "check": "store",
    "claims_of": "claims",
    "open": "store:open_store",
    "project": "analysis",
    "show": "view",
}


__getattr__ = lazily(__name__, _HOMES)  # the command line starts in a few milliseconds


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
