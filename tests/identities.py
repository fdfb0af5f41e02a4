"""Two sources of invented people, to be told who is who in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kgraph.identity.entities import World, read
from kgraph.store import Store
from kgraph.store.embedded import EmbeddedStore
from tests.small import EVIDENCE, write_claims

Credit = tuple[str, str, str]
CROWD = ("Brisk", "Calder", "Dunmore", "Elkin", "Farrow", "Gault", "Hask", "Innis", "Jessop", "Kell")
"""Surnames of a crowd, so that a name is rare or common among others."""


def source(
    folder: Path,
    entities: Mapping[str, Mapping[str, str]],
    worked: Iterable[Credit] = (),
    **tables: str,
) -> Path:
    """Write a claims folder named as its source: id -> cells of entities.csv, and credits with roles."""
    name = folder.name
    columns = sorted({key for cells in entities.values() for key in cells} - {"type", "name", "names"})
    told = [f"id,type,name,{','.join(columns)}{',' * bool(columns)}source"]
    other = [f"entity,name,kind,{EVIDENCE}"]
    for node, cells in entities.items():
        own = [cells.get(column, "") for column in columns]
        told.append(",".join([node, cells["type"], cells["name"], *own, name]))
        other += [f"{node},{one},spelling,{name},,,," for one in cells.get("names", "").split("|") if one]
    said = ["subject,relation,object,source"]
    said += [f"{start},{relation},{end},{name}" for start, relation, end in worked]
    return write_claims(
        folder,
        sources=f"id,title,publisher,date,url,licence,attribution\n{name},{name},Press,,,CC0-1.0,Press\n",
        entities="\n".join(told) + "\n",
        names="\n".join(other) + "\n",
        credits="\n".join(said) + "\n",
        **tables,
    )


def person(name: str, **cells: str) -> dict[str, str]:
    """Return the cells of a person."""
    return {"type": "Person", "name": name, **cells}


def film(name: str, year: int | str = "", **cells: str) -> dict[str, str]:
    """Return the cells of a film."""
    return {"type": "Film", "name": name, "year": str(year), **cells}


def company(name: str, **cells: str) -> dict[str, str]:
    """Return the cells of a company."""
    return {"type": "Company", "name": name, **cells}


def crowd(prefix: str, given: str) -> dict[str, dict[str, str]]:
    """Return people of many surnames."""
    return {f"{prefix}/{name.lower()}": person(f"{given} {name}") for name in CROWD}


def loaded(*folders: Path) -> Store:
    """Return a store in memory with these sources."""
    store = EmbeddedStore(None)
    store.load(*folders)
    return store


def world(*folders: Path) -> World:
    """Return what is known of them."""
    return read(loaded(*folders))
