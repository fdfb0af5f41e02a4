"""What makes an edge the edge it is.

An edge of the film schema is its start, type, end and the discriminators that the schema names
(the edition of a prize, the film of a co-production). An edge of any other graph is all it has,
and an ordinal among its equals. The hash of that is its key in NetworkX, its id in GraphML and
GEXF, and what Neo4j merges by.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring
from typing import Any

from kgraph.model import Property, Relationship
from kgraph.schema import RelationType, film_schema

_HASH_BYTES = 12  # two among a billion edges collide with a chance of one in a hundred thousand million


def relation_of(relationship: Relationship) -> RelationType | None:
    """Return the schema's relation where the edge is one of its own: named so, and with claims."""
    if "claims" not in relationship.properties:
        return None
    return film_schema().relations.get(relationship.type)


def edge_key(relationship: Relationship, ordinal: int = 0) -> str:
    """Return the hash of an edge's identity: 24 hexadecimal digits.

    `ordinal` counts edges, from 0, that are otherwise equal; a schema edge has no equals.
    """
    start, end = relationship.start, relationship.end
    relation = relation_of(relationship)
    if relation is None:
        told = {name: _tagged(value) for name, value in relationship.properties.items()}
        rest = f"{_json(told)},{ordinal}"
    else:
        if relation.symmetric and end < start:
            start, end = end, start
        given = relationship.properties
        told = {key: _tagged(given[key]) for key in relation.key if key in given}
        rest = _json(told) if told else "{}"
    text = (
        f"[{encode_basestring(start)},{encode_basestring(relationship.type)},{encode_basestring(end)},{rest}]"
    )
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).hexdigest()


def keyed(relationships: Iterable[Relationship]) -> Iterator[tuple[str, Relationship]]:
    """Pair each edge with its key, counting ordinals among equals; the order of equals is no matter."""
    seen: Counter[str] = Counter()
    for relationship in relationships:
        key = edge_key(relationship)
        ordinal = seen[key]
        seen[key] += 1
        yield (edge_key(relationship, ordinal) if ordinal else key), relationship


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _tagged(value: Property) -> Any:
    """Keep apart what JSON would not: 1 and 1.0 and "1", a date and its text."""
    if isinstance(value, list):
        return [_tagged(item) for item in value]
    return value if isinstance(value, str | bool | int) else [type(value).__name__, str(value)]
