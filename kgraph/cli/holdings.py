"""`kgraph load`, `sources`, `unload`, `check`: what is in the store, and on whose word."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict

import click

from kgraph.cli.emptying import confirm_emptying, replace_option, yes_option
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, as_json, echo_json, note, report, screen_width, size
from kgraph.cli.table import table
from kgraph.store import check as check_source

prefix_option = click.option("--prefix", default="", help="What to put before the ids of a property graph.")


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--name", default="", help="The name of the source; by default that of its file or folder.")
@prefix_option
@replace_option
@yes_option
@click.pass_obj
def load(
    settings: Settings, sources: tuple[str, ...], name: str, prefix: str, *, replace: bool, yes: bool
) -> None:
    """Load files or folders: all of them, or none.

    SOURCE is a folder of claims (CSV), a film list or APOC-style JSON lines, GraphML, GEXF,
    node-link JSON, or a Cypher script of CREATE and MERGE; plain or .gz; or - for standard input.
    Loading what is loaded already changes nothing; a changed file replaces what it said before.
    """
    begun = time.monotonic()
    with opened(settings, create=True) as store:
        if replace:
            confirm_emptying(store, yes=yes)
        for one in store.load(*sources, name=name, prefix=prefix, replace=replace):
            report(f"{one.name}: {one.status}, {size(one.nodes, one.relationships)}.")
            for warning in one.warnings:
                note(f"Note: {one.name}: {warning}")
        if settings.verbose:
            note(f"Into {store.location} in {time.monotonic() - begun:.2f} s.")


@click.command()
@as_json
@click.pass_obj
def sources(settings: Settings, output: str) -> None:
    """List what is loaded, with licence and counts."""
    with opened(settings) as store:
        loaded = store.sources()
    if output == "json":
        counts = ("load", "kind", "nodes", "relationships", "claims")
        echo_json([{**asdict(one.source), **{name: getattr(one, name) for name in counts}} for one in loaded])
        return
    columns = ("id", "title", "kind", "licence", "nodes", "relationships", "claims")
    rows = [
        (one.id, one.source.title, one.kind, one.source.licence, one.nodes, one.relationships, one.claims)
        for one in loaded
    ]
    click.echo(table(columns, rows, screen_width()))


@click.command()
@click.argument("source")
@click.pass_obj
def unload(settings: Settings, source: str) -> None:
    """Take one source out of the store.

    SOURCE is an id that `kgraph sources` lists, or the name of a file or folder as it was loaded,
    with all of its sources.
    """
    with opened(settings) as store:
        gone = store.unload(source)
        report(f"{gone.name}: unloaded, {size(gone.nodes, gone.relationships)} gone from the graph.")


@click.command()
@click.argument("source")
@prefix_option
@as_json
def check(source: str, prefix: str, output: str) -> None:
    """Validate a file or folder without loading it.

    Says what SOURCE holds, or what is the first thing wrong with it; no store is needed or changed.
    """
    found = check_source(source, prefix=prefix)
    if output == "json":
        echo_json({name: getattr(found, name) for name in found.__slots__})
        return
    claims = f", {found.claims:,} claims" if found.claims else ""
    click.echo(f"{found.name}: in order. {found.kind}: {size(found.nodes, found.relationships)}{claims}.")
    for what, counts in (("label", found.labels), ("relation", found.types)):
        if counts:
            click.echo("\n" + counted(what, counts))


def counted(what: str, counts: Mapping[str, int]) -> str:
    """Return a table of counts, the largest first."""
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return table((what, "count"), rows, screen_width())
