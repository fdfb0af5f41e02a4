"""`kgraph sources`, `unload`: what is in the store, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import click

from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, as_json, echo_json, report, screen_width, size
from kgraph.cli.table import table

_TOLD = ("kind", "loaded", "nodes", "relationships", "claims")


@click.command()
@as_json
@click.pass_obj
def sources(settings: Settings, output: str) -> None:
    """List what is loaded, with licence and counts."""
    with opened(settings) as store:
        loaded = store.sources()
    if output == "json":
        told = ("load", *_TOLD)
        echo_json([{**asdict(one.source), **{name: getattr(one, name) for name in told}} for one in loaded])
        return
    rows = [
        (one.id, one.source.title, one.source.licence, *(getattr(one, name) for name in _TOLD))
        for one in loaded
    ]
    click.echo(table(("id", "title", "licence", *_TOLD), rows, screen_width()))


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


def counted(what: str, counts: Mapping[str, int]) -> str:
    """Return a table of counts, the largest first."""
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return table((what, "count"), rows, screen_width())
