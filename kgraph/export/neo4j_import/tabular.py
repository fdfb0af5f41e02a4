"""A source that comes as tables of whole nodes and edges: these are copied, and nothing is resolved.

What is written is what `write_import` would write of the same source, but for the order of the rows.
"""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

from kgraph.export.neo4j_import.cells import quote
from kgraph.export.neo4j_import.files import Files
from kgraph.export.neo4j_import.folder import ARGUMENTS, CONSTRAINTS, README, replacing_folder
from kgraph.export.neo4j_import.readme import arguments, commands, readme
from kgraph.export.neo4j_import.tables import Tables
from kgraph.export.neo4j_import.write import EDGE_LEAD, NODE_LEAD, Written
from kgraph.progress import Progress
from kgraph.read import intake
from kgraph.read.options import Options
from kgraph.read.sources import recognised
from kgraph.read.sources.reader import Whole, Wholes
from kgraph.read.stream import Stream, files_of
from kgraph.resolve.rules import source_node
from kgraph.store.incoming import Incoming
from kgraph.store.neo4j import ddl
from kgraph.store.neo4j.ledger import Ledger, command


def export_tables(source: str | Path, out: Path, options: Options) -> Written | None:
    """Write a source that comes as tables, as `export_sources` would; None where it does not."""
    called = intake.called(source)
    files = files_of(source, called)
    reader = recognised(files, options)
    if reader is None or reader.bulk is None:
        return None
    made = Stream(called.name, called.path, "claims", options=options)
    made.fingerprint = files.fingerprint(options)
    paths = [one.path for one in files.raws if one.path is not None]
    return _written(reader.bulk(paths, called.name, options), made, out)


def _written(opening: AbstractContextManager[Wholes], made: Stream, out: Path) -> Written:
    with opening as wholes, replacing_folder(out) as folder, closing(Files(folder)) as files:
        nodes, relationships = Tables("nodes", NODE_LEAD, files), Tables("relationships", EDGE_LEAD, files)
        cited = source_node(wholes.source)
        nodes.add(cited.labels, (quote(cited.id), quote(cited.labels[0])), cited.properties)
        nodes.finish()
        with Progress("Writing", sum(whole.count for whole in wholes.tables), "rows") as bar:
            for whole in wholes.tables:
                _copied(wholes, whole, nodes if whole.what == "nodes" else relationships, folder)
                bar.advance(whole.count)
        files.longest = max(files.longest, wholes.longest)
        files.multiline = files.multiline or wholes.multiline
        small = {
            ARGUMENTS: arguments(nodes, relationships, files),
            CONSTRAINTS: commands([*ddl.statements(), command(_ledger(wholes, made))]),
            README: readme(nodes, relationships, [wholes.source], repaired=False),
        }
        for name, text in small.items():
            files.write(name, text)
    note = f"{made.name}: {wholes.report}"
    return Written(len(nodes), len(relationships), (wholes.source,), (note,))


def _copied(wholes: Wholes, whole: Whole, tables: Tables, folder: Path) -> None:
    table = tables.new((whole.group,))
    for name, kind in whole.columns.items():
        table.place(name, kind)
    table.count = whole.count
    header, data = table.files
    (folder / header).write_text(table.header, encoding="utf-8", newline="")
    wholes.write(whole, folder / data)


def _ledger(wholes: Wholes, made: Stream) -> Ledger:
    """Return what is remembered of the load: each node and each edge has one claim."""
    counts = Counter[str]()
    for whole in wholes.tables:
        counts[whole.what] += whole.count
    came = Incoming(made, {wholes.source.id: wholes.source})
    told = counts["nodes"], counts["relationships"], counts.total()
    return Ledger((replace(came.entry(), counts=told),))
