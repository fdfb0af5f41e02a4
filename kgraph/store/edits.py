"""What `query --write` changed, kept beside the sources so that it lasts when they are read again.

An edit is the difference that a query made, property by property: a node or edge that came, went
or changed. Edits are laid over the sources' graph in the order they were made, and `kgraph unload
edits` takes them all back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kgraph.graph.identity import keyed
from kgraph.model import Node, Property, Relationship
from kgraph.values import from_json, to_json

Edit = dict[str, Any]


def diff(
    before: tuple[Iterable[Node], Iterable[Relationship]],
    after: tuple[Iterable[Node], Iterable[Relationship]],
) -> list[Edit]:
    """Return the edits that make the graph `after` of the graph `before`."""
    old_nodes, new_nodes = ({node.id: node for node in nodes} for nodes in (before[0], after[0]))
    old_edges, new_edges = (dict(keyed(edges)) for edges in (before[1], after[1]))
    edits: list[Edit] = [{"edge": key, "gone": True} for key in old_edges if key not in new_edges]
    edits += [{"node": key, "gone": True} for key in old_nodes if key not in new_nodes]
    for key, node in new_nodes.items():
        old = old_nodes.get(key)
        change = _changes(old.properties if old else {}, node.properties)
        if old is None or set(old.labels) != set(node.labels):
            change["labels"] = list(node.labels)
        if change:
            edits.append({"node": key, **change})
    for key, edge in new_edges.items():
        known = old_edges.get(key)
        change = _changes(known.properties if known else {}, edge.properties)
        if known is None:
            change["ends"] = [edge.start, edge.type, edge.end]
        if change:
            edits.append({"edge": key, **change})
    return edits


def apply(
    nodes: Iterable[Node], relationships: Iterable[Relationship], edits: Iterable[Edit]
) -> tuple[list[Node], list[Relationship]]:
    """Lay edits over a graph. What an edit changes may be gone by now: then it changes nothing."""
    by_id = {node.id: node for node in nodes}
    by_key = dict(keyed(relationships))
    for edit in edits:
        if "node" in edit:
            _edit_node(by_id, edit)
        else:
            _edit_edge(by_key, edit)
    edges = [edge for edge in by_key.values() if edge.start in by_id and edge.end in by_id]
    return list(by_id.values()), edges


def dump(edits: Iterable[Edit]) -> bytes:
    """Return edits as JSON lines."""
    return "".join(json.dumps(edit, ensure_ascii=False) + "\n" for edit in edits).encode("utf-8")


def parse(data: bytes) -> list[Edit]:
    """Read what `dump` wrote."""
    return [json.loads(line) for line in data.split(b"\n") if line]


def _changes(old: Mapping[str, Property], new: Mapping[str, Property]) -> Edit:
    changed = {
        name: to_json(value) for name, value in new.items() if name not in old or _differ(old[name], value)
    }
    gone = [name for name in old if name not in new]
    return ({"set": changed} if changed else {}) | ({"unset": gone} if gone else {})


def _differ(old: Property, new: Property) -> bool:
    """Tell values apart as Cypher does: 1 and 1.0 and true are three values."""
    return repr(old) != repr(new)


def _edit_node(by_id: dict[str, Node], edit: Edit) -> None:
    key = edit["node"]
    if edit.get("gone"):
        by_id.pop(key, None)
        return
    old = by_id.get(key)
    if old is None and "labels" not in edit:
        return
    labels = tuple(edit["labels"]) if "labels" in edit else old.labels if old else ()
    by_id[key] = Node(key, labels, _changed(old.properties if old else {}, edit))


def _edit_edge(by_key: dict[str, Relationship], edit: Edit) -> None:
    key = edit["edge"]
    if edit.get("gone"):
        by_key.pop(key, None)
        return
    old = by_key.get(key)
    if old is None and "ends" not in edit:
        return
    start, name, end = edit["ends"] if old is None else (old.start, old.type, old.end)
    by_key[key] = Relationship(start, name, end, _changed(old.properties if old else {}, edit))


def _changed(properties: Mapping[str, Property], edit: Edit) -> dict[str, Property]:
    kept = {name: value for name, value in properties.items() if name not in edit.get("unset", ())}
    return kept | {name: from_json(value) for name, value in edit.get("set", {}).items()}
