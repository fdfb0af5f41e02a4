"""One part of a road into Neo4j, in a process of its own, so that its memory can be weighed.

    python -m benchmarks.neo4j_parts load|loop|finish URI PATH
    python -m benchmarks.neo4j_parts export PATH FOLDER

does it and prints the seconds and the most memory, in bytes, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import kgraph

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

BATCH = 10_000


def loop(uri: str, path: str) -> None:
    """Send the rows as one would by hand: constraints, then a batch of each kind whenever it is full."""
    from neo4j import GraphDatabase  # noqa: PLC0415 - what a part does without is not weighed

    with GraphDatabase.driver(uri) as driver, driver.session() as session:
        for label in ("Movie", "Person"):
            session.run(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n._id IS UNIQUE").consume()
        for cypher, rows in _batches(Path(path)):
            session.execute_write(_send, cypher, rows)


def _send(work: ManagedTransaction, cypher: str, rows: list[dict[str, Any]]) -> None:
    work.run(cypher, rows=rows).consume()


def _batches(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    waiting: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for line in file:
            told = json.loads(line)
            if told["type"] == "node":
                node = f"(n:{told['labels'][0]} {{_id: row.id}})"
                cypher = f"UNWIND $rows AS row MERGE {node} SET n = row.properties"
                row = {"id": told["id"], "properties": {**told["properties"], "_id": told["id"]}}
            else:
                start, end = told["start"], told["end"]
                cypher = (
                    f"UNWIND $rows AS row MATCH (a:{start['labels'][0]} {{_id: row.start}}) "
                    f"MATCH (b:{end['labels'][0]} {{_id: row.end}}) CREATE (a)-[r:{told['label']}]->(b) "
                    "SET r = row.properties"
                )
                if cypher not in waiting:
                    yield from waiting.items()  # nodes come before the first relationship
                    waiting.clear()
                row = {"start": start["id"], "end": end["id"], "properties": told["properties"]}
            waiting[cypher].append(row)
            if len(waiting[cypher]) == BATCH:
                yield cypher, waiting[cypher]
                waiting[cypher] = []
    yield from waiting.items()


def load(uri: str, path: str) -> None:
    """Load as a user does."""
    with kgraph.open(uri) as store:
        store.load(path)


def export(path: str, out: str) -> None:
    """Write the importer's input."""
    from kgraph.export.neo4j_import import export_sources  # noqa: PLC0415 - as above

    export_sources([path], Path(out))


def finish(uri: str, folder: str) -> None:
    """Make constraints and indexes, and wait for them."""
    with kgraph.open(uri) as store:
        for line in Path(folder, "constraints.cypher").read_text(encoding="utf-8").splitlines():
            store.query(line.removesuffix(";"), write=True)
        store.query("CALL db.awaitIndexes(3600)", write=True)


def peak() -> int:
    """Return the most memory this process had, in bytes."""
    status = Path("/proc/self/status")
    if status.is_file():  # getrusage also counts what stood here before this program
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def told(parts: Mapping[str, Callable[[str, str], None]]) -> None:
    """Do the part that the command line names, and print what it took as JSON."""
    start = perf_counter()
    parts[sys.argv[1]](*sys.argv[2:4])
    took = {"seconds": perf_counter() - start, "processor": process_time(), "peak": peak()}
    json.dump(took, sys.stdout)


if __name__ == "__main__":
    told({"load": load, "loop": loop, "export": export, "finish": finish})
