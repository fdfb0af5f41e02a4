"""The two blocks of data in a page: what the first picture needs, and what is told when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kgraph.names import fold, search_keys
from kgraph.schema import film_schema
from kgraph.view.content import Content
from kgraph.view.drawing import Drawing, Spot
from kgraph.view.layout import Layout
from kgraph.view.network import network
from kgraph.view.table import Table, column, table


def graph_block(drawing: Drawing, layout: Layout) -> dict[str, Any]:
    """Return what the page needs for its first picture: the pyvis Network, as columns, and the islands."""
    net = network(drawing, layout.positions.round().astype(int).tolist())
    return {
        "directed": net.directed,
        "types": [asdict(style) for style in drawing.types],
        "nodes": table(net.nodes),
        "edges": table(net.edges),
        "options": net.options,
        "credits": _credits(drawing),
        "home": column(layout.home.tolist()) if layout.islands else [],
        "islands": [
            {
                "x": island.x,
                "y": island.y,
                "radius": island.radius,
                "known": _best_known(drawing, island.members),
            }
            for island in layout.islands
        ],
        "bridges": layout.bridges,
        "shelf": layout.shelf,
    }


def _credits(drawing: Drawing) -> list[str]:
    """Return the relations that say who made a film; outside the schema every relation may."""
    relations = film_schema().relations
    told = {line.type for line in drawing.lines}
    return sorted(name for name in told if name not in relations or relations[name].credit)


def _best_known(drawing: Drawing, members: list[int]) -> list[int]:
    """Return the members that an island is named after: people before films before all else.

    `members` are sorted by the number of their links.
    """
    rank = {name: place for place, name in enumerate(("Person", "Film"))}
    types = [rank.get(style.name, len(rank)) for style in drawing.types]
    return sorted(members[:12], key=lambda node: types[drawing.spots[node].type])[:3]


def details_block(drawing: Drawing) -> dict[str, Any]:
    """Return what the page reads only when somebody asks: content, evidence, meaning."""
    schema = film_schema()
    told = {line.type for line in drawing.lines}
    relations = {name: kind for name, kind in schema.relations.items() if name in told}
    properties = {name: kind for owner in schema.entities.values() for name, kind in owner.properties.items()}
    properties |= {name: kind for owner in relations.values() for name, kind in owner.properties.items()}
    return {
        "nodes": _contents(map(_told, drawing.spots)),
        "edges": _contents(line.content for line in drawing.lines),
        "sources": {source.id: asdict(source) for source in drawing.sources},
        "relations": {
            name: {"says": kind.says, "symmetric": kind.symmetric} for name, kind in relations.items()
        },
        "meanings": {name: kind.doc for name, kind in sorted(properties.items())},
        "references": sorted(name for name, kind in properties.items() if kind.type == "entity"),
    }


def _told(spot: Spot) -> Content:
    """Return what is told of a node; a property that its name was taken from is not told twice."""
    told = spot.content | {"id": spot.id, "labels": spot.labels}
    properties = spot.content.get("properties", {})
    if spelled := _spelled(spot.name, properties.get("names")):
        told["spelled"] = spelled
    for named in ("name", "title"):
        if properties.get(named) == spot.name:
            rest = {key: value for key, value in properties.items() if key != named}
            return told | {"properties": rest, "named": named}
    return told


def _spelled(name: str, others: object) -> list[str]:
    """Return the spellings of its names in the other script that are no names of the node: for the search."""
    names = [name, *(one for one in others if isinstance(one, str))] if isinstance(others, list) else [name]
    known = {fold(one) for one in names}
    return [spelling for spelling in search_keys(names) if spelling not in known]


def _contents(contents: Iterable[Content]) -> dict[str, Table]:
    """Return three tables: what is told of each, its properties, and all claims with the row `of` each."""
    rows = list(contents)
    claims = [{"of": row, **claim} for row, told in enumerate(rows) for claim in told.get("claims", ())]
    apart = ("properties", "claims")
    return {
        "all": table([{key: value for key, value in told.items() if key not in apart} for told in rows]),
        "properties": table([told.get("properties", {}) for told in rows]),
        "claims": table(claims),
    }
