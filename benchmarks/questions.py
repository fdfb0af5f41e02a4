"""The ten questions, each in Cypher, in grand-cypher's Cypher and in NetworkX by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

Rows = list[tuple[Any, ...]]


class Shelf:
    """A NetworkX graph with the dictionaries that one would make to find one's way in it."""

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        self.graph = graph
        self.nodes = graph.nodes
        self.people: defaultdict[str, list[str]] = defaultdict(list)
        self.films: defaultdict[str, list[str]] = defaultdict(list)
        for node, attributes in graph.nodes(data=True):
            if "Person" in attributes["__labels__"]:
                self.people[attributes["name"]].append(node)
            elif "Film" in attributes["__labels__"]:
                self.films[attributes["name"]].append(node)

    def every_film(self) -> list[dict[str, Any]]:
        return [self.nodes[film] for films in self.films.values() for film in films]


@dataclass(frozen=True, slots=True)
class Question:
    """`grand` is empty where grand-cypher cannot say it; it has no parameters, so that values stand in it."""

    what: str
    cypher: str
    by_hand: Callable[..., Rows]
    grand: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    lookup: bool = False


def _person(shelf: Shelf, person: str) -> Rows:
    return [(shelf.nodes[node]["name"],) for node in shelf.people[person]]


def _films(shelf: Shelf, person: str) -> Rows:
    found = [shelf.nodes[film] for node in shelf.people[person] for film in shelf.graph.successors(node)]
    return [(film["name"], film["year"]) for film in found]


def _cast(shelf: Shelf, film: str) -> Rows:
    return [
        (shelf.nodes[one]["name"],) for node in shelf.films[film] for one in shelf.graph.predecessors(node)
    ]


def _co_stars(shelf: Shelf, person: str) -> Rows:
    found = {
        other
        for node in shelf.people[person]
        for film in shelf.graph.successors(node)
        for other in shelf.graph.predecessors(film)
        if other != node
    }
    return [(shelf.nodes[other]["name"],) for other in found]


def _shared(shelf: Shelf, one: str, other: str) -> Rows:
    films = [
        {film for node in shelf.people[name] for film in shelf.graph.successors(node)}
        for name in (one, other)
    ]
    return [(shelf.nodes[film]["name"],) for film in films[0] & films[1]]


def _of_year(shelf: Shelf, year: int) -> Rows:
    return [(film["name"],) for film in shelf.every_film() if film.get("year") == year]


def _containing(shelf: Shelf, text: str) -> Rows:
    return [(film["name"], film["year"]) for film in shelf.every_film() if text in film["name"]]


def _per_year(shelf: Shelf) -> Rows:
    return list(Counter(film["year"] for film in shelf.every_film()).items())


def _busiest(shelf: Shelf, least: int) -> Rows:
    counts = ((name, shelf.graph.out_degree(node)) for name, nodes in shelf.people.items() for node in nodes)
    return [(name, films) for name, films in counts if films >= least]


def _chain(shelf: Shelf, one: str, other: str) -> Rows:
    undirected = shelf.graph.to_undirected(as_view=True)
    return [(nx.shortest_path_length(undirected, shelf.people[one][0], shelf.people[other][0]),)]


_ACTED = "MATCH (p:Person)-[:ACTED_IN]->(f:Film)"
_CO_STARS = f"{_ACTED}<-[:ACTED_IN]-(q:Person)"

ALL = [
    Question(
        "a person by name",
        "MATCH (p:Person {name: $person}) RETURN p.name",
        _person,
        'MATCH (p:Person) WHERE p.name = "Jeanne Crain" RETURN p.name',
        {"person": "Jeanne Crain"},
        lookup=True,
    ),
    Question(
        "films of a person",
        "MATCH (p:Person {name: $person})-[:ACTED_IN]->(f:Film) RETURN f.name, f.year",
        _films,
        f'{_ACTED} WHERE p.name = "Jeanne Crain" RETURN f.name, f.year',
        {"person": "Jeanne Crain"},
        lookup=True,
    ),
    Question(
        "cast of a film",
        "MATCH (p:Person)-[:ACTED_IN]->(f:Film {name: $film}) RETURN p.name",
        _cast,
        f'{_ACTED} WHERE f.name = "City of Bad Men" RETURN p.name',
        {"film": "City of Bad Men"},
        lookup=True,
    ),
    Question(
        "co-stars of a person",
        "MATCH (p:Person {name: $person})-[:ACTED_IN]->(:Film)<-[:ACTED_IN]-(q:Person) "
        "RETURN DISTINCT q.name",
        _co_stars,
        f'{_CO_STARS} WHERE p.name = "Jeanne Crain" RETURN DISTINCT q.name',
        {"person": "Jeanne Crain"},
        lookup=True,
    ),
    Question(
        "films that two people share",
        "MATCH (p:Person {name: $one})-[:ACTED_IN]->(f:Film)<-[:ACTED_IN]-(q:Person {name: $other}) "
        "RETURN f.name",
        _shared,
        f'{_CO_STARS} WHERE p.name = "Jeanne Crain" AND q.name = "Dale Robertson" RETURN f.name',
        {"one": "Jeanne Crain", "other": "Dale Robertson"},
        lookup=True,
    ),
    Question(
        "films of a year",
        "MATCH (f:Film) WHERE f.year = $year RETURN f.name",
        _of_year,
        "MATCH (f:Film) WHERE f.year = 1953 RETURN f.name",
        {"year": 1953},
    ),
    Question(
        "films whose title contains a text",
        "MATCH (f:Film) WHERE f.name CONTAINS $text RETURN f.name, f.year",
        _containing,
        'MATCH (f:Film) WHERE f.name CONTAINS "Bad Men" RETURN f.name, f.year',
        {"text": "Bad Men"},
    ),
    Question(
        "films per year",
        "MATCH (f:Film) RETURN f.year, count(f)",
        _per_year,
        "MATCH (f:Film) RETURN f.year, COUNT(f)",
    ),
    Question(
        "people of a hundred films",
        "MATCH (p:Person)-[:ACTED_IN]->(f:Film) WITH p, count(f) AS films WHERE films >= $least "
        "RETURN p.name, films",
        _busiest,
        parameters={"least": 100},
    ),
    Question(
        "steps between two people",
        "MATCH (p:Person {name: $one}), (q:Person {name: $other}) "
        "MATCH path = shortestPath((p)-[:ACTED_IN*..20]-(q)) RETURN length(path)",
        _chain,
        parameters={"one": "Jeanne Crain", "other": "Tom Hanks"},
    ),
]
