"""One part of the work on IMDb's files, in a process of its own, so that its memory can be weighed.

    python -m benchmarks.imdb_parts load|load-all|scan|by-hand|export|copy FOLDER OUT
    python -m benchmarks.imdb_parts ask STORE -

does it and prints the seconds, those of the processor, and the most memory, in bytes, as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kgraph
from benchmarks.neo4j_parts import told

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

REGION = "KR"
_MEMORY = "2GB"
_FILE = re.compile(r"\{(.+?)\}")
_SCAN = (
    "CREATE TABLE aka AS SELECT * FROM {title.akas}",
    "CREATE TABLE film AS SELECT * FROM {title.basics} AS one LEFT JOIN {title.ratings} USING (tconst) "
    f"WHERE isAdult = '0' AND tconst IN (SELECT titleId FROM aka WHERE region = '{REGION}')",
    "CREATE TABLE other AS SELECT * FROM aka WHERE titleId IN (SELECT tconst FROM film)",
    "CREATE TABLE credit AS SELECT * FROM {title.principals} WHERE tconst IN (SELECT tconst FROM film)",
    "CREATE TABLE crew AS SELECT * FROM {title.crew} WHERE tconst IN (SELECT tconst FROM film)",
    "CREATE TABLE part AS SELECT * FROM {title.episode} WHERE tconst IN (SELECT tconst FROM film)",
    "CREATE TABLE person AS SELECT * FROM {name.basics} WHERE nconst IN (SELECT nconst FROM credit)",
)


_NODES = {
    "Film": "SELECT tconst AS id, primaryTitle AS name, startYear AS year, genres, averageRating FROM film",
    "Person": "SELECT nconst AS id, primaryName AS name, birthYear AS born, primaryProfession FROM person",
}
_PART = "SELECT tconst AS a, parentTconst AS b, seasonNumber, episodeNumber FROM part"
_CREDIT = "SELECT nconst AS a, tconst AS b, ordering, job, characters FROM credit WHERE category = '{}'"
_AT_ONCE = 500  # larger ones are slower


def load(folder: str, out: str) -> None:
    """Load the films of a region into an embedded store, as a user does."""
    with kgraph.open(out) as store:
        store.load(folder, options={"region": REGION})


def load_all(folder: str, out: str) -> None:
    """Load all there is."""
    with kgraph.open(out) as store:
        store.load(folder)


def scan(folder: str, out: str) -> None:
    """Filter and join the same by hand."""
    with _duckdb(out) as db:
        _join(db, folder)


def _join(db: DuckDBPyConnection, folder: str) -> None:
    for command in _SCAN:
        db.execute(_FILE.sub(lambda name: _rows(Path(folder, f"{name[1]}.tsv.gz")), command))


def by_hand(folder: str, out: str) -> None:
    """Send the tables to kglite as one would by hand: no merging of rows, and nobody says who says so."""
    import kglite  # noqa: PLC0415 - what a part does without is not weighed

    graph = kglite.KnowledgeGraph()
    with _duckdb(out) as db:
        _join(db, folder)
        for label, select in _NODES.items():
            for rows, keys in _batches(db, select):
                told = ", ".join(f"{key}: row.{key}" for key in keys)
                graph.cypher(f"UNWIND $rows AS row CREATE (:{label} {{{told}}})", params={"rows": rows})
        of_people = {category.upper(): _CREDIT.format(category) for (category,) in _categories(db)}
        for kind, select in {"PART_OF": _PART, **of_people}.items():
            start = "Film" if select == _PART else "Person"
            for rows, (_, _, *keys) in _batches(db, select):
                told = ", ".join(f"{key}: row.{key}" for key in keys)
                ends = f"MATCH (a:{start} {{id: row.a}}), (b:Film {{id: row.b}})"
                made = f"UNWIND $rows AS row {ends} CREATE (a)-[:{kind} {{{told}}}]->(b)"
                graph.cypher(made, params={"rows": rows})
    Path(out).write_bytes(graph.to_bytes())


def _categories(db: DuckDBPyConnection) -> list[tuple[str]]:
    return db.execute("SELECT DISTINCT category FROM credit ORDER BY category").fetchall()


def _batches(db: DuckDBPyConnection, select: str) -> Iterator[tuple[list[dict[str, Any]], list[str]]]:
    found = db.execute(select)
    keys = [told[0] for told in found.description or ()]
    while rows := found.fetchmany(_AT_ONCE):
        yield [dict(zip(keys, row, strict=True)) for row in rows], keys


def export(folder: str, out: str) -> None:
    """Write the importer's input, of all there is."""
    from kgraph.export.neo4j_import import export_sources  # noqa: PLC0415 - what a part does without

    export_sources([folder], Path(out))


def copy(folder: str, out: str) -> None:
    """Read the files and write them again."""
    Path(out).mkdir()
    with _duckdb(out) as db:
        for file in Path(folder).iterdir():
            db.execute(
                f"COPY (SELECT * FROM {_rows(file)}) TO '{Path(out, file.name)}' (FORMAT CSV, "
                "DELIMITER '\t', QUOTE '', ESCAPE '', HEADER, NULLSTR '\\N', COMPRESSION gzip)"
            )


def ask(store: str, _: str) -> None:
    """Open a store and ask it something about all it holds."""
    with kgraph.open(store) as opened:
        opened.query("MATCH (n) RETURN count(n.name)")
        opened.query("MATCH ()-[r]->() RETURN count(r)")


def _rows(file: Path) -> str:
    return (
        f"read_csv('{file}', delim = '\t', quote = '', escape = '', nullstr = '\\N', header = true, "
        "all_varchar = true)"
    )


def _duckdb(room: str) -> DuckDBPyConnection:
    import duckdb  # noqa: PLC0415 - as above

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": f"{room}.tmp",
        "preserve_insertion_order": "false",
    }
    return duckdb.connect(config=config)


if __name__ == "__main__":
    told(
        {
            "load": load,
            "load-all": load_all,
            "scan": scan,
            "by-hand": by_hand,
            "export": export,
            "copy": copy,
            "ask": ask,
        }
    )
