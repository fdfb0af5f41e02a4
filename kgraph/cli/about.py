"""`kgraph schema`: what the film world is made of."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from kgraph.cli.output import as_json, echo_json, screen_width
from kgraph.cli.table import table
from kgraph.errors import UnknownName
from kgraph.schema import EntityType, PropertyType, RelationType, film_schema


@click.command()
@click.argument("name", required=False)
@as_json
def schema(name: str | None, output: str) -> None:
    """List the types and relations of the film world.

    NAME is one of them, such as Film or ACTED_IN, to be shown with its properties. Files outside
    this schema load too, as property graphs of any labels; `kgraph stats` shows theirs.
    """
    told = film_schema()
    one = _named(name) if name else None
    if output == "json":
        everything = {"entities": told.entities, "relations": told.relations, "evidence": told.evidence}
        echo_json(_plain(one) if one else {kind: _plain(things) for kind, things in everything.items()})
    elif one:
        click.echo(_described(one))
    else:
        click.echo(_overview())


def _named(name: str) -> EntityType | RelationType:
    told = film_schema()
    known: dict[str, Any] = {**told.entities, **told.relations}
    folded = {key.casefold(): one for key, one in known.items()}
    if name.casefold() not in folded:
        raise UnknownName.among("type or relation", name, known)
    found: EntityType | RelationType = folded[name.casefold()]
    return found


def _overview() -> str:
    told = film_schema()
    entities = [(one.name, one.doc) for one in told.entities.values()]
    relations = [(one.name, *_ends(one), ", ".join(one.properties)) for one in told.relations.values()]
    width = screen_width()
    return (
        table(("entity", "what it is"), entities, width)
        + "\n\n"
        + table(("relation", "from", "to", "properties"), relations, width)
        + "\n\nMore about one: kgraph schema NAME. An entity also has id, name and names; an entity"
        "\nor relation has claims, sources, certainty and contradicted."
    )


def _described(one: EntityType | RelationType) -> str:
    if isinstance(one, EntityType):
        lines = [f"{one.name}: {one.doc}"]
    else:
        start, end = _ends(one)
        told = one.says.format(start="A", end="B")
        lines = [
            f"{one.name}: from {start} to {end}. {told}."
            + (" Symmetric: stored once." if one.symmetric else "")
        ]
        if one.key:
            lines.append(f"Edges that differ in {', '.join(one.key)} are different edges.")
        if one.required:
            lines.append(f"Required: {', '.join(one.required)}.")
    rows = [(prop.name, prop.type, prop.unit, prop.doc) for prop in one.properties.values()]
    if rows:
        lines += ["", table(("property", "type", "unit", "meaning"), rows, screen_width())]
    return "\n".join(lines)


def _ends(relation: RelationType) -> tuple[str, str]:
    return ", ".join(relation.start), ", ".join(relation.end)


def _plain(told: Any) -> Any:
    """Dataclasses and mappings as JSON has them."""
    if isinstance(told, EntityType | RelationType | PropertyType):
        return asdict(told)
    return [asdict(one) for one in told.values()]
