"""Loads, unloads and judgements of a Neo4j database: what they ask of a change, and the ledger of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace as with_other
from pathlib import Path
from typing import IO

from kgraph.claims import Source
from kgraph.errors import DataError, NotEmpty, UnknownName
from kgraph.names import slug
from kgraph.read.intake import STANDARD_INPUT, called
from kgraph.read.options import Options
from kgraph.read.report import Report
from kgraph.read.stream import Stream, fingerprint_of, stream
from kgraph.resolve.judgements import Judgement, canonical
from kgraph.store import copying
from kgraph.store.base import Loaded, LoadedSource, Removed, Store
from kgraph.store.entry import Entry, Status, check_names, loaded_on, status_of
from kgraph.store.incoming import Incoming
from kgraph.store.neo4j import ledger as ledgers
from kgraph.store.neo4j.change import Change
from kgraph.store.neo4j.driver import Connection
from kgraph.store.neo4j.ledger import Ledger
from kgraph.store.neo4j.ranks import Ranks, in_order
from kgraph.store.neo4j.reading import Reader


class Loads:
    """What was loaded into one database, and every way to change that."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reader = Reader(connection)

    def refresh(self) -> Ledger:
        """Read the ledger; nodes of a property graph go by their `_id` from then on."""
        ledger = ledgers.read(self._connection)
        self._connection.ours = any(one.graph for one in ledger.loads)
        return ledger

    def sources(self) -> list[LoadedSource]:
        """Return what is loaded, in the order in which it came."""
        ledger = self.refresh()
        known = {one.id: one for one in self._reader.sources()}
        counts = self._reader.counts(known)
        listed = []
        for entry in ledger.loads:
            if entry.kind == "property graph":
                listed.append(LoadedSource(entry.source, entry.name, entry.kind, *entry.counts, entry.loaded))
            for one in entry.kept if entry.kind == "claims" else ():
                source = known.get(one, Source(one))
                told = counts.get(one, (0, 0, 0))
                listed.append(LoadedSource(source, entry.name, entry.kind, *told, entry.loaded))
        return listed

    # ------------------------------------------------------------ changes

    def load(
        self,
        sources: Sequence[str | Path],
        *,
        name: str,
        options: Options,
        replace: bool,
        report: IO[str] | None,
    ) -> list[Loaded]:
        """Load files or folders; see `Store.load`."""
        check_names(sources, name)
        ledger = self.refresh()
        before = with_other(ledger, loads=()) if replace else ledger
        if there := _all_there(sources, name, options, before):
            for one in there:
                Report(file=report).unchanged(one.name)
            return [_loaded(self._counted(one), "unchanged") for one in there]
        streams = [
            stream(source, name=name, options=options, report=Report(skip_bad=options.skip_bad, file=report))
            for source in sources
        ]
        with Change(self._connection, fresh=replace or self._fresh(ledger)) as change:
            rank = Ranks(before, [one.name for one in streams])
            incoming = [change.read(one, rank.of_load(one.name)) for one in streams]
            entries = [one.entry() for one in incoming]
            status = {one.name: status_of(one, before.entry(one.name)) for one in entries}
            if not replace and set(status.values()) == {"unchanged"}:
                known = [before.entry(one.name) or one for one in entries]
                return [_loaded(self._counted(one), "unchanged") for one in known]
            entries = [
                with_other(one, loaded=loaded_on(status[one.name], before.entry(one.name))) for one in entries
            ]
            self._take_in(change, before, incoming, rank, status)
            begun = [_begun(one, before.entry(one.name)) for one in entries]
            ledger = ledgers.write(self._connection, before.with_loads(begun))
            if replace:
                self._clear()
            tally, _ = change.write()
            entries = [came.counted(one, tally) for one, came in zip(entries, incoming, strict=True)]
            if not change.fresh:  # what was not touched was not counted
                entries = [self._counted(one) for one in entries]
            ledgers.write(self._connection, ledger.with_loads(entries))
        return [
            _loaded(one, status[one.name], came.stream) for one, came in zip(entries, incoming, strict=True)
        ]

    def take_over(self, other: Store, *, replace: bool) -> None:
        """Write the graph of another store, and remember its loads and judgements as one's own."""
        ledger = self.refresh()
        unfinished = bool(ledger.loads) and all(one.state == "adding" for one in ledger.loads)
        if not replace and not unfinished and not self._reader.empty():
            raise NotEmpty.at(self._connection.address.shown)
        told = copying.rows(*other.elements(), other.location)
        name = slug(other.location.rpartition("//")[2])
        with Change(self._connection, fresh=replace or not unfinished) as change:
            came = change.read(Stream(name, other.location, "property graph", told), 0)
            change.pull((), {}, (), lambda _: 0)
            change.lay_over()
            change.settle((), {})
            alone = Entry(name, other.location, "property graph", "", graph=came.graph, loaded=loaded_on())
            entries = other.entries() or [with_other(alone, counts=(came.nodes, came.relationships, 0))]
            begun = Ledger(tuple(with_other(one, state="adding") for one in entries))
            ledger = ledgers.write(self._connection, with_other(begun, written=ledger.written))
            if replace:
                self._clear()
            change.write()
            whole = Ledger(tuple(entries), tuple(other.judgements()), ledger.written)
            ledgers.write(self._connection, whole)

    def unload(self, source: str) -> Removed:
        """Take out a source, by its id or by the name of its load."""
        ledger = self.refresh()
        known = {one.name for one in ledger.loads} | {
            kept for one in ledger.loads if one.kind == "claims" for kept in one.kept
        }
        if source not in known:
            raise UnknownName.among("loaded source", source, known)
        lessened = [
            with_other(one, dropped=one.sources if one.name == source else (*one.dropped, source))
            for one in ledger.loads
            if one.name == source or (one.kind == "claims" and source in one.kept)
        ]
        gone = {one.name for one in lessened if one.name == source or not one.kept}
        drop = {kept for one in lessened for kept in (ledger.entry(one.name) or one).kept}
        drop -= {kept for one in lessened for kept in one.kept}
        graphs = any(one.graph for one in lessened if one.name in gone)
        left = ledger.without(gone).with_loads(one for one in lessened if one.name not in gone)
        with Change(self._connection, fresh=False) as change:
            rank = Ranks(left)
            again = self._again(change, left, drop, rank, graphs=graphs)
            self._pull(change, left, drop, again, rank, graphs=graphs)
            begun = [with_other(one, state="replacing") for one in ledger.loads if one.name in gone]
            begun += [with_other(one, state="replacing") for one in left.loads if one in lessened]
            ledger = ledgers.write(self._connection, ledger.with_loads(begun))
            _, counters = change.write()
            ledgers.write(self._connection, with_other(left, written=ledger.written))
        return Removed(
            source,
            counters["nodes_deleted"] - counters["nodes_created"],
            counters["relationships_deleted"] - counters["relationships_created"],
        )

    def rejudge(self, judgements: Sequence[Judgement]) -> None:
        """Make anew what other judgements change, and keep these from then on."""
        ledger = self.refresh()
        old, new = canonical(ledger.judgements), canonical(judgements)
        moved = {one for one in old.keys() | new.keys() if old.get(one) != new.get(one)}
        touched = moved | {told[one] for told in (old, new) for one in moved if one in told}
        if touched:
            with Change(self._connection, fresh=False) as change:
                change.pull((), old, touched, Ranks(ledger).of_source)
                change.settle(in_order(self._reader.sources(), ledger, (), Ranks(ledger)), new)
                change.write()
        ledgers.write(self._connection, with_other(ledger, judgements=tuple(judgements)))

    # ------------------------------------------------------------ within

    def _counted(self, entry: Entry) -> Entry:
        """Return an entry with the counts of what is in the database now."""
        return (
            entry if entry.kind != "claims" else with_other(entry, counts=self._reader.spoken_for(entry.kept))
        )

    def _fresh(self, ledger: Ledger) -> bool:
        return not ledger and self._reader.untouched()

    def _take_in(
        self,
        change: Change,
        ledger: Ledger,
        incoming: Sequence[Incoming],
        rank: Ranks,
        status: Mapping[str, Status],
    ) -> None:
        """Have the change read all that touches what comes in, and find out whether it can be."""
        names = {one.stream.name for one in incoming}
        old = [one for one in ledger.loads if one.name in names]
        drop = {source for one in old for source in one.kept}
        graphs = any(
            one.graph and (status[one.name] == "replaced" or one.state == "replacing") for one in old
        )
        again = self._again(change, ledger.without(names), drop, rank, graphs=graphs)
        self._pull(change, ledger, drop, [*again, *incoming], rank, graphs=graphs)

    def _pull(
        self,
        change: Change,
        ledger: Ledger,
        drop: Collection[str],
        incoming: Iterable[Incoming],
        rank: Ranks,
        *,
        graphs: bool,
    ) -> None:
        judged = canonical(ledger.judgements)
        change.pull(drop, judged, (), rank.of_source)
        if graphs:
            change.take_place()
        else:
            change.lay_over()
        there = [] if change.fresh else [one for one in self._reader.sources() if one.id not in drop]
        change.settle(in_order(there, ledger, incoming, rank), judged)

    def _again(
        self, change: Change, ledger: Ledger, drop: Collection[str], rank: Ranks, *, graphs: bool
    ) -> list[Incoming]:
        """Read again the loads that share what is dropped: the graph cannot tell who of them said it.

        These are the loads that cite the same sources, and with `graphs` all that have property graphs.
        """
        again = []
        for entry in ledger.loads:
            if (graphs and entry.graph) or set(entry.kept) & set(drop):
                if entry.path == STANDARD_INPUT or not Path(entry.path).exists():
                    raise _needed(entry, "is not there")
                told = stream(entry.path, name=entry.name, options=Options.of(entry.prefix, entry.options))
                again.append(change.read(told, rank.of_load(entry.name), left_out=entry.dropped))
                if told.fingerprint != entry.fingerprint:
                    raise _needed(entry, "has changed since")
        return again

    def _clear(self) -> None:
        """Delete every node, a batch at a time."""
        while self._connection.write(_DELETE, {})[0]:
            pass


_DELETE = "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*)"


def _all_there(sources: Sequence[str | Path], name: str, options: Options, ledger: Ledger) -> list[Entry]:
    """Return the entries of sources that are all loaded as they are, to the last byte; else nothing.

    What a source holds is not read for that, only its bytes, and these only where one of its name is there.
    """
    there = []
    for source in sources:
        entry = ledger.entry(called(source, name).name)
        if entry is None or entry.state != "whole" or entry.dropped:
            return []
        if fingerprint_of(source, options) != entry.fingerprint:
            return []
        there.append(entry)
    return there


def _begun(entry: Entry, known: Entry | None) -> Entry:
    """Return the entry of a load while it is written: it knows the sources of before and after."""
    if known is None:
        return with_other(entry, state="adding")
    sources = tuple(dict.fromkeys((*known.sources, *entry.sources)))
    return with_other(
        entry,
        sources=sources,
        graph=entry.graph or known.graph,
        state="adding" if known.state == "adding" else "replacing",
    )


def _loaded(entry: Entry, status: Status, told: Stream | None = None) -> Loaded:
    if told is None or status == "unchanged":
        return Loaded(entry.name, status, *entry.counts[:2])
    notes, sources = tuple(told.notes), tuple(told.sources)
    return Loaded(entry.name, status, *entry.counts[:2], notes, str(told.report), sources)


def _needed(entry: Entry, what: str) -> DataError:
    return DataError(
        f"{entry.path}, loaded as {entry.name!r}, {what}, and without it nobody can tell what stays.",
        f"Put it back as it was, or load it again under the name {entry.name!r} first.",
    )
