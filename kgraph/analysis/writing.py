"""Values of an analysis into the store, as a property of its nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import networkx as nx

from kgraph.errors import StoreError, UsageError
from kgraph.quoting import quoted
from kgraph.schema import film_schema
from kgraph.store import Store

_BATCH = 2000  # a map of more is slow to look into on the embedded store
_QUERY = 50_000


def write(
    store: Store, graph: nx.Graph, name: str, values: Mapping[str, Any], *, replace: bool = False
) -> int:
    """Set a property of nodes to their values; return how many nodes that changed.

    On the embedded store this is an edit like those of a query that writes. Raises UsageError for a name
    that the schema has, or that nodes have already unless `replace` says to take its place, and
    StoreError for nodes without an id of their own.
    """
    _check(store, name, replace=replace)
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(values):
        by_label[next(iter(graph.nodes[key].get("_labels", ())), "")].append(key)
    for label, keys in sorted(by_label.items()):
        for some in _chunks(keys, _QUERY):
            _set(store, label, name, {key: values[key] for key in some})
    written = _having(store, name)
    if written != len(values):
        missed = f"{len(values) - written:,} of {len(values):,} nodes"
        raise StoreError(
            f"{missed} have no `id` or `_id` by which they could be found; the others have their {name!r}.",
            f"Take it out with: kgraph query --write 'MATCH (n) REMOVE n.{quoted(name)}'.",
        )
    return written


def _set(store: Store, label: str, name: str, values: Mapping[str, Any]) -> None:
    """Set the values of nodes with a label, in one query: one edit."""
    batches = list(_chunks(list(values), _BATCH))
    told: dict[str, Any] = {f"ids{n}": some for n, some in enumerate(batches)}
    told |= {f"values{n}": {key: values[key] for key in some} for n, some in enumerate(batches)}
    node = f"(n:{quoted(label)})" if label else "(n)"
    before = _having(store, name)
    for key, only in (("id", " AND n._id IS NULL"), ("_id", "")):
        text = " WITH count(n) AS done ".join(
            f"MATCH {node} WHERE n.{key} IN $ids{n}{only} SET n.{quoted(name)} = $values{n}[n.{key}]"
            for n in range(len(batches))
        )
        store.query(f"{text} RETURN count(n) AS done", told, write=True)
        if _having(store, name) - before >= len(values):
            break


def _having(store: Store, name: str) -> int:
    """Return how many nodes have the property."""
    ((number,),) = store.query(f"MATCH (n) WHERE n.{quoted(name)} IS NOT NULL RETURN count(n)").rows
    return int(number)  # type: ignore[arg-type]


def _check(store: Store, name: str, *, replace: bool) -> None:
    schema = film_schema()
    known = {"_id", *schema.evidence}
    known |= {one for kind in schema.entities.values() for one in kind.properties}
    if name in known:
        raise UsageError(f"{name!r} is a property of the film schema.", "Name another: --write NAME.")
    there = _having(store, name)
    if there and not replace:
        raise UsageError(f"Nodes have a property {name!r} already.", "Overwrite it with --replace.")
    if there:
        store.query(f"MATCH (n) WHERE n.{quoted(name)} IS NOT NULL REMOVE n.{quoted(name)}", write=True)


def _chunks(keys: list[str], size: int) -> Iterator[list[str]]:
    left = iter(keys)
    while some := list(islice(left, size)):
        yield some
