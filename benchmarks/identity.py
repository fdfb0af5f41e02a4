"""Who is who: halves of the Academy Awards joined without their ids, and KOBIS joined with itself respelled.

What is wrongly joined and what is missed is printed, and never written.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.data import shared
from benchmarks.report import Table, time, verdict
from kgraph.claims import Source, Statement
from kgraph.identity.candidates import weighed
from kgraph.identity.entities import World, read
from kgraph.identity.joining import joins
from kgraph.names import fold, words
from kgraph.read.stream import stream
from kgraph.resolve.resolve import resolve
from kgraph.store.embedded import EmbeddedStore

PRECISION, RECALL = 0.995, 0.985
_IDS = ("imdb", "kobis")
_OURS = ("imdb:", "oscars:", "kobis:")
Change = Callable[[Statement], Statement]


@dataclass(frozen=True)
class Found:
    """Of `truth` entities that are in both halves, `joined` pairs, of which `right` are so."""

    truth: int
    joined: int
    right: int

    @property
    def precision(self) -> float:
        """How many of the joins are right."""
        return self.right / max(self.joined, 1)

    @property
    def recall(self) -> float:
        """How many of those in both halves are joined."""
        return self.right / max(self.truth, 1)

    def row(self, what: str, how: str, seconds: float | None = None) -> list[str]:
        """Return the cells of the table."""
        counts = f"{self.truth:,}", f"{self.joined:,}", f"{self.precision:.2%}", f"{self.recall:.2%}"
        return [what, how, *counts, time(seconds) if seconds is not None else ""]


def run() -> Table:
    """Measure both."""
    oscars, kobis = shared("oscars.tsv.gz"), shared("kobis-movies-2021-2022.jsonl.gz")
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        start = process_time()
        world = _world(list(_awards(oscars, Path(folder))))
        names = _by_name(world)
        found, seconds = _measured("Academy Awards", world, start)
        rows.append(names.row("Academy Awards, people", "equal names"))
        rows += [
            found[kind].row(f"Academy Awards, {kind}", "kgraph", seconds if kind == "people" else None)
            for kind in ("people", "films", "companies")
        ]
        start = process_time()
        respelled, taken = _measured("KOBIS", _world(list(_respelled(kobis, Path(folder)))), start)
        rows.append(respelled["people"].row("KOBIS respelled, people", "kgraph", taken))
    people = found["people"]
    met = people.precision >= PRECISION and people.recall >= RECALL
    return Table(
        "Who is who",
        "Academy Awards: odd and even ceremonies read by themselves, ids hidden, joined across the halves."
        " KOBIS: Korean films twice, people by their Hangul names here and by respelled English names there.",
        ("what", "how", "in both", "joined", "precision", "recall", "processor time"),
        rows,
        verdict(f"precision at least {PRECISION:.1%} and recall at least {RECALL:.1%} of people", met=met),
    )


# ---------------------------------------------------------------- halves


def _awards(path: Path, folder: Path) -> Iterator[tuple[str, Path, Change]]:
    """Yield the ceremonies of odd and of even number, each a file of its own."""
    header, *lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    for name, rest in (("odd", 1), ("even", 0)):
        half = [line for line in lines if int(line.partition("\t")[0]) % 2 == rest]
        part = folder / name
        part.write_text("\n".join([header, *half]) + "\n", encoding="utf-8")
        yield name, part, lambda statement: statement


def _respelled(path: Path, folder: Path) -> Iterator[tuple[str, Path, Change]]:
    """Yield the Korean films of KOBIS twice: with Hangul names, and with English ones written otherwise."""
    films = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    korean = [one for one in films if "한국" in str(one["movieInfoResult"]["movieInfo"]["nations"])]
    part = folder / "films"
    part.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in korean), encoding="utf-8")
    yield "hangul", part, _in_hangul
    yield "english", part, _in_english


def _in_hangul(statement: Statement) -> Statement:
    if statement.object != "Person" or statement.relation:
        return statement
    return replace(statement, values={"name": statement.values["name"]})


def _in_english(statement: Statement) -> Statement:
    """Write a person's English name otherwise, or the Hangul one with a space where there is none."""
    if statement.object != "Person" or statement.relation:
        return statement
    others = statement.values.get("names")
    name = str(statement.values["name"])
    english = str(others[0]) if isinstance(others, list) and others else ""
    return replace(statement, values={"name": _otherwise(english) if english else f"{name[:1]} {name[1:]}"})


def _otherwise(name: str) -> str:
    """Return a name in another order, in capitals, closed up or parted: which, its checksum says."""
    told = words(name)
    way = zlib.crc32(name.encode()) % 4
    if way == 0 or len(told) < 2:
        return name.upper()
    if way == 1:
        return " ".join([*told[1:], told[0]]).title()
    if way == 2:
        return f"{told[0]} {''.join(told[1:])}".title()
    return f"{told[-1]}, {' '.join(told[:-1])}".title()


def _world(halves: Iterable[tuple[str, Path, Change]]) -> World:
    """Return what is known when the halves are read by themselves, under ids that say nothing."""
    statements: list[Statement] = []
    sources: list[Source] = []
    for name, path, change in halves:
        told = stream(path, name=name)
        statements += [_hidden(name, change(row)) for row in told.rows if isinstance(row, Statement)]
        sources += told.sources
    graph = resolve(statements, sources)
    return read(EmbeddedStore(None, (graph.nodes, graph.relationships)))


def _hidden(half: str, one: Statement) -> Statement:
    def renamed(node: Any) -> Any:
        return f"{half}:{node}" if str(node).startswith(_OURS) else node

    values = {
        key: renamed(value) if key == "film" else value
        for key, value in one.values.items()
        if key not in _IDS
    }
    return replace(one, subject=renamed(one.subject), object=renamed(one.object), values=values)


# ---------------------------------------------------------------- what came of it


def _measured(what: str, world: World, start: float) -> tuple[dict[str, Found], float]:
    done = joins(weighed(world))
    seconds = process_time() - start
    found = {}
    for kind, told in (("Person", "people"), ("Film", "films"), ("Company", "companies")):
        pairs = [one for one in done.joined if one.kind == kind]
        wrong = [one for one in pairs if _real(one.left.id) != _real(one.right.id)]
        truth = _in_both(world, kind)
        found[told] = Found(len(truth), len(pairs), len(pairs) - len(wrong))
        got = {_real(one.left.id) for one in pairs} - {_real(one.left.id) for one in wrong}
        for one in wrong if kind == "Person" else ():
            print(f"{what}: joined {one.left.name} and {one.right.name}", file=sys.stderr)
        for node in sorted(truth - got) if kind == "Person" else ():
            called = sorted({one.name for one in world.people.values() if _real(one.id) == node})
            print(f"{what}: missed {' and '.join(called)}", file=sys.stderr)
    return found, seconds


def _by_name(world: World) -> Found:
    """Return what comes of joining all whom one of their names joins, letter by letter."""
    called: dict[str, tuple[set[str], set[str]]] = {}
    for one in world.people.values():
        for name in {fold(name) for name in one.names}:
            called.setdefault(name, (set(), set()))[one.id.startswith("even:")].add(_real(one.id))
    joined = {(left, right) for odd, even in called.values() for left in odd for right in even}
    return Found(len(_in_both(world, "Person")), len(joined), sum(left == right for left, right in joined))


def _in_both(world: World, kind: str) -> set[str]:
    halves: dict[str, set[str]] = {}
    for node in world.of(kind):
        halves.setdefault(node.partition(":")[0], set()).add(_real(node))
    first, second = halves.values()
    return first & second


def _real(node: str) -> str:
    return node.partition(":")[2]
