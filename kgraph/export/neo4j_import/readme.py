"""The small files of an import: the importer's arguments, the README, the commands for afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgraph.claims import Source
from kgraph.export.neo4j_import.cells import SEPARATOR
from kgraph.export.neo4j_import.files import Files
from kgraph.export.neo4j_import.folder import ARGUMENTS, CONSTRAINTS, TITLE
from kgraph.export.neo4j_import.tables import Tables

COMMAND = f"neo4j-admin database import full @{ARGUMENTS} --overwrite-destination=true neo4j"
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04X}" for sign in "\n\r"}
_BUFFER = 4 * 1024 * 1024  # bytes; what the importer takes for itself
_README = """{title}

{nodes:,} nodes and {relationships:,} relationships for a Neo4j database, 5.26 or later.

1. Stop the server: `neo4j stop`.
2. In this folder, import. The last word is the name of the database; **what is in it now is lost**:

   ```sh
   {command}
   ```

3. Start the server, `neo4j start`, and {then}:

   ```sh
   cypher-shell -d neo4j -f {constraints}
   ```

Then it is the graph that `kgraph load` makes of the same sources. A database that is not there yet
also needs `CREATE DATABASE` before step 3 (Enterprise Edition).
"""
_TERMS = ("id", "title", "publisher", "date", "attribution", "licence", "url")
_THEN = "make constraints and indexes"
_THEN_REPAIR = (
    "put right what the importer cannot hold (some lists and names of\n"
    "   properties stand there marked until then), and make constraints and indexes"
)


def arguments(nodes: Tables, relationships: Tables, files: Files) -> str:
    """Return the text of the file of arguments: one to a line, none that needs quotes."""
    told = [
        f"--{tables.what}=./{header},./{data}"  # the importer finds no bare name
        for tables in (nodes, relationships)
        for header, data in (table.files for table in tables.tables)
    ]
    told += [
        f"--array-delimiter=U+{ord(SEPARATOR):04X}",
        f"--multiline-fields={str(files.multiline).lower()}",
        "--id-type=string",
        "--ignore-empty-strings=false",
        "--trim-strings=false",
        "--bad-tolerance=0",
    ]
    if files.longest > _BUFFER // 4:
        told.append(f"--read-buffer-size={4 * files.longest}")
    return "".join(f"{one}\n" for one in told)


def commands(statements: Iterable[str]) -> str:
    """Return a Cypher script, a command to a line: a line end in a name is escaped as Cypher has it."""
    return "".join(f"{one.translate(_LINE_ENDS)};\n" for one in statements)


def readme(nodes: Tables, relationships: Tables, sources: Iterable[Source], *, repaired: bool) -> str:
    """Return the README: what to do, what is in each file, and on whose terms."""
    text = _README.format(
        title=TITLE,
        nodes=len(nodes),
        relationships=len(relationships),
        command=COMMAND,
        constraints=CONSTRAINTS,
        then=_THEN_REPAIR if repaired else _THEN,
    )
    text += "\n## Files\n\n" + _table(("file", "rows"), _rows(nodes) + _rows(relationships))
    terms = [[getattr(one, name) for name in _TERMS] for one in sources]
    return text + "\n## Sources\n\n" + _table(["source", *_TERMS[1:]], terms) if terms else text


def _rows(tables: Tables) -> list[tuple[str, str]]:
    return [(table.files[1], f"{table.count:,}") for table in tables.tables]


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(map(_flat, line))} |\n" for line in lines)


def _flat(cell: str) -> str:
    return " ".join(cell.replace("|", "\\|").split())
