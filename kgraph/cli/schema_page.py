"""The page of the documentation about the film world, from the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgraph.schema import PropertyType, RelationType, Schema, film_schema

_INTRODUCTION = """\
# The film world

Written from `kgraph/schema.toml` by `python -m kgraph.cli.reference`; do not edit. A new type or
relation is an edit of that file alone. `kgraph schema` shows the same on the command line.
"""
_EVIDENCE = """\
## Who says so

Every entity (but Source) and every relation carries these, so that `r.certainty = 'disputed'` and
`'some-source' IN r.sources` work in Cypher.
"""
_RELATIONS = """\
## Relations

A symmetric relation is stored once, with its ends in the order of their ids: ask without a
direction, as in `(a)-[:SPOUSE_OF]-(b)`. Two edges of one type between the same two are different
edges where they differ in a discriminator.

| relation | from | to | told as | discriminators | kind |
| --- | --- | --- | --- | --- | --- |
"""


def schema_page(schema: Schema | None = None) -> str:
    """Return the page about the schema as Markdown."""
    schema = schema or film_schema()
    common = set.intersection(*(set(one.properties) for one in schema.entities.values()))
    first = next(iter(schema.entities.values()))
    shared = {name: prop for name, prop in first.properties.items() if name in common}
    parts = [_INTRODUCTION, "## Entities\n", "| type | what it is |\n| --- | --- |"]
    parts += [f"| {one.name} | {one.doc} |" for one in schema.entities.values()]
    parts += ["\n### What every entity has\n", _properties(shared)]
    for entity in schema.entities.values():
        own = {name: prop for name, prop in entity.properties.items() if name not in common}
        parts += [f"\n### {entity.name}\n", _properties(own)] if own else []
    parts += ["", _EVIDENCE, _properties(schema.evidence), "", _RELATIONS.rstrip()]
    parts += map(_relation, schema.relations.values())
    for relation in schema.relations.values():
        if relation.properties:
            parts += [f"\n### {relation.name}\n", _properties(relation.properties, relation.required)]
    return "\n".join(parts) + "\n"


def _relation(one: RelationType) -> str:
    kinds = [name for name in ("symmetric", "single", "credit") if getattr(one, name)]
    told = one.says.format(start="A", end="B")
    ends = f"{', '.join(one.start)} | {', '.join(one.end)}"
    return f"| {one.name} | {ends} | {told} | {', '.join(one.key)} | {', '.join(kinds)} |"


def _properties(properties: Mapping[str, PropertyType], required: Iterable[str] = ()) -> str:
    lines = ["| property | type | unit | meaning |", "| --- | --- | --- | --- |"]
    for one in properties.values():
        doc = f"{one.doc} Required." if one.name in required else one.doc
        lines.append(f"| `{one.name}` | {_type(one)} | {one.unit} | {doc} |")
    return "\n".join(lines)


def _type(one: PropertyType) -> str:
    return f"id of a {' or '.join(one.of)}" if one.type == "entity" else one.type
