"""From the kept sources, the judgements and the edits to the one graph they give together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.model import Node, Relationship
from kgraph.resolve.judgements import Judgement, canonical
from kgraph.resolve.merging import laid_over, merged_edges
from kgraph.resolve.resolve import resolve
from kgraph.store.ledger import Tally, entries

if TYPE_CHECKING:
    from kgraph.claims import Source
    from kgraph.read import Batch
    from kgraph.read.options import Options
    from kgraph.read.report import Report


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
    options: Sequence[str] = ()
    loaded: str = ""
    shown: str = ""  # as the user named it, for messages
    report: Report | None = None
    take: Callable[[], dict[str, bytes]] | None = None

    def fill(self) -> None:
        """Take up the files, where that was put off until it was known that they are needed."""
        if self.take is not None:
            self.files, self.take = self.take(), None

    def read(self) -> Batch:
        """Read it; raise BadSource where it cannot be."""
        from kgraph.read.intake import Called  # noqa: PLC0415 - a query needs no reader
        from kgraph.read.options import Options  # noqa: PLC0415 - as above
        from kgraph.read.report import Report  # noqa: PLC0415 - as above
        from kgraph.read.stream import kept  # noqa: PLC0415 - as above

        options = Options.of(self.prefix, self.options)
        shown = self.shown or (self.path if self.folder else next(iter(self.files)))
        called = Called(self.name, self.path, shown)
        report = self.report or Report(skip_bad=options.skip_bad)
        return kept(self.files, called, folder=self.folder, options=options, report=report)


@dataclass(slots=True)
class Built:
    """A graph, and the ledger of what each source gave to it."""

    nodes: list[Node] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    ledger: dict[str, dict[str, Any]] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)


def gather(
    source: str | Path, name: str = "", options: Options | None = None, report: Report | None = None
) -> Load:
    """Take up a file, a folder, or standard input ("-"), and read no more of it than what it is."""
    from kgraph.read import intake  # noqa: PLC0415 - as above
    from kgraph.read.options import Options  # noqa: PLC0415 - as above
    from kgraph.read.stream import take_up  # noqa: PLC0415 - as above

    options = options or Options()
    called = intake.called(source, name)
    taken = take_up(source, called, options)
    load = Load(*called[:2], taken.files, taken.folder, options.prefix, [], taken.fingerprint, options.words)
    load.shown, load.report, load.take = called.shown, report, taken.later
    return load


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
        built.sources[load.name] = tuple(batch.sources)
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
