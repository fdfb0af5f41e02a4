"""Film-like graphs of any size, the same every time: what the page is measured with.

Two and a half edges a node: films with casts drawn from circles of people who work together,
a few of them in very many films, some links between the circles, and a few nodes without any.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from kgraph.claims import Claim, Source

EDGES_PER_NODE = 2.5
SOURCE = Source("list", "A film list", "Made up", "2024", licence="CC0-1.0")
_LONE = 0.02  # nodes without any edge
_ABROAD = 0.08  # of a cast that comes from another circle
_FILMS = 0.4
_JOBS = (("ACTED_IN", 0.72), ("DIRECTED", 0.12), ("WROTE", 0.08), ("EDITED", 0.05), ("PRODUCED", 0.03))
_FIRST = "Mina Jun Sora Ivo Clara Teo Ada Hugo Lena Omar Yuki Paul Nora Emil Vera Marco Ines Karl Dora Felix"
_LAST = "ba lo ri men tar vel no sk dor in ha zu per ka li mo ras ten gol fi"
_WORDS = "Night River Summer House Letter Stranger Garden Winter Train Mirror Harbour Silence Bridge Island"


def film_world(nodes: int, seed: int = 7) -> nx.MultiDiGraph:
    """Return a graph of exactly that many nodes."""
    rng = np.random.default_rng(seed)
    lone = int(nodes * _LONE)
    films = max(1, int((nodes - lone) * _FILMS))
    people = nodes - lone - films
    graph = nx.MultiDiGraph(title=f"{nodes:,} films and people")
    _add_people(graph, people + lone, rng)
    _add_films(graph, films, rng)
    for number, (person, film, job) in enumerate(_credits(films, people, int(EDGES_PER_NODE * nodes), rng)):
        told = {"claims": [Claim("list", f"row {film + 1}").to_json()], "sources": ["list"]}
        graph.add_edge(f"person/{person:06}", f"film/{film:06}", key=str(number), _type=job, **told)
    return graph


def _add_people(graph: nx.MultiDiGraph, count: int, rng: np.random.Generator) -> None:
    first, last = _FIRST.split(), _LAST.split()
    for number in range(count):
        syllables = "".join(last[at] for at in rng.integers(len(last), size=3))
        name = f"{first[rng.integers(len(first))]} {syllables.capitalize()}"
        told = {"born": int(rng.integers(1900, 2000))} if rng.random() < 0.5 else {}
        graph.add_node(f"person/{number:06}", _labels=("Person",), name=name, **told)


def _add_films(graph: nx.MultiDiGraph, count: int, rng: np.random.Generator) -> None:
    words = _WORDS.split()
    for number in range(count):
        one, other = (words[at] for at in rng.integers(len(words), size=2))
        told = {
            "year": int(rng.integers(1930, 2024)),
            "claims": [Claim("list", f"row {number + 1}").to_json()],
            "sources": ["list"],
        }
        graph.add_node(
            f"film/{number:06}", _labels=("Film",), name=f"The {one} of the {other} {number}", **told
        )


def _credits(films: int, people: int, count: int, rng: np.random.Generator) -> list[tuple[int, int, str]]:
    """Return (person, film, job): casts mostly from the film's own circle, its stars in many."""
    circles = max(1, int(np.sqrt(people) / 2))
    bounds = np.unique(np.concatenate([[0], np.sort(rng.integers(1, max(people, 2), circles - 1)), [people]]))
    sizes = np.diff(bounds)
    home = rng.choice(len(sizes), size=films, p=sizes / sizes.sum())
    film = np.concatenate([np.arange(films), rng.integers(films, size=max(0, count - films))])[:count]
    circle = np.where(
        rng.random(count) < _ABROAD, rng.choice(len(sizes), size=count, p=sizes / sizes.sum()), home[film]
    )
    # A power of a uniform number: the first of each circle are asked far more often than the last.
    person = bounds[circle] + (sizes[circle] * rng.random(count) ** 2.6).astype(int)
    jobs, shares = zip(*_JOBS, strict=True)
    job = rng.choice(len(jobs), size=count, p=np.array(shares))
    return [(int(p), int(f), str(jobs[j])) for p, f, j in zip(person, film, job, strict=True)]
