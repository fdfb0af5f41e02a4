"""From the kept sources, the judgements and the edits to the one graph they give together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.fingerprint import fingerprint
from kgraph.model import Node, Relationship
from kgraph.resolve.judgements import Judgement, canonical
from kgraph.resolve.merging import laid_over, merged_edges
from kgraph.resolve.resolve import resolve
from kgraph.store.ledger import Tally, entries

if TYPE_CHECKING:
    from kgraph.read import Batch


@dataclass(slots=True)
class Load:
    """One file or folder as it was read. `dropped` are ids of its sources that were unloaded since."""

    name: str
    path: str
    files: dict[str, bytes]
    folder: bool = False
    prefix: str = ""
    dropped: list[str] = field(default_factory=list)
    fingerprint: str = ""
    shown: str = ""  # as the user named it, for messages

    def read(self) -> Batch:
        """Read it; raise BadSource where it cannot be."""
        from kgraph.read import read_bytes, read_folder  # noqa: PLC0415 - a query needs no reader

        if self.folder:
            return read_folder(self.files, name=self.name, path=self.shown or self.path)
        ((filename, data),) = self.files.items()
        return read_bytes(data, name=self.name, filename=self.shown or filename, prefix=self.prefix)


@dataclass(slots=True)
class Built:
    """A graph, and the ledger of what each source gave to it."""

    nodes: list[Node] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    ledger: dict[str, dict[str, Any]] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)


def gather(source: str | Path, name: str = "", prefix: str = "") -> Load:
    """Take up a file, a folder of tables, or standard input ("-"), without reading into it."""
    from kgraph.read import intake  # noqa: PLC0415 - as above

    data = intake.raw(source)
    files = data if isinstance(data, dict) else {Path(source).name: data}
    called = intake.called(source, name)
    return Load(
        *called[:2], files, isinstance(data, dict), prefix, [], fingerprint(files, prefix), called.shown
    )


def build(loads: Sequence[Load], judgements: Iterable[Judgement] = ()) -> Built:
    """Read and resolve all loads together.

    Raises BadSource where one cannot be read, DataError where they exclude each other: one id with
    two types or with different labels.
    """
    batches = [(load, load.read()) for load in loads]
    statements = (
        statement
        for load, batch in batches
        for statement in batch.statements
        if not load.dropped or statement.claim.source not in load.dropped
    )
    sources = [one for load, batch in batches for one in batch.sources if one.id not in load.dropped]
    resolved = resolve(statements, sources, canonical(judgements))
    built = Built(resolved.nodes, resolved.relationships)
    tally = Tally(built.nodes, built.relationships)
    for load, batch in batches:
        if batch.nodes or batch.relationships:
            merge(built, batch.nodes, batch.relationships, load.path)
        built.ledger[load.name] = entries(batch, load.path, load.dropped, tally)
        built.warnings[load.name] = tuple(batch.notes)
    return built


def merge(built: Built, nodes: Sequence[Node], relationships: Sequence[Relationship], path: str) -> None:
    """Add a property graph: nodes by id, edges by identity; a later file's properties win.

    Raises DataError where an id that is there has other labels.
    """
    if not built.nodes:
        built.nodes, built.relationships = list(nodes), list(relationships)
        return
    known = {node.id: place for place, node in enumerate(built.nodes)}
    for node in nodes:
        if node.id not in known:
            built.nodes.append(node)
            continue
        place = known[node.id]
        built.nodes[place] = laid_over(built.nodes[place], node, path)
    built.relationships = merged_edges((built.relationships, relationships))
