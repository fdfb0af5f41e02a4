"""`kgraph load`, `check`: what files say, and whether they can be read."""

from __future__ import annotations

import time
from typing import IO, Any

import click

from kgraph.cli.emptying import confirm_emptying, replace_option, yes_option
from kgraph.cli.holdings import counted
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, as_json, echo_json, note, report, size, warn
from kgraph.cli.reading import reading_options
from kgraph.store import Loaded
from kgraph.store import check as check_source


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--name", default="", help="The name of the source; by default that of its file or folder.")
@reading_options
@click.option(
    "--report",
    "account",
    type=click.File("w", encoding="utf-8", lazy=False),
    metavar="FILE",
    help="Write as JSON lines what was read, kept and skipped, and why.",
)
@replace_option
@yes_option
@click.pass_obj
def load(
    settings: Settings,
    /,
    sources: tuple[str, ...],
    account: IO[str] | None,
    *,
    replace: bool,
    yes: bool,
    **how: Any,
) -> None:
    """Load files or folders: all of them, or none.

    SOURCE is a folder of claims (CSV), a film list or APOC-style JSON lines, GraphML, GEXF,
    node-link JSON, a Cypher script of CREATE and MERGE, or what others publish, such as KOBIS
    and IMDb; plain or .gz; or - for standard input. Loading what is loaded already changes nothing; a changed
    file replaces what it said before. The first row that cannot be read stops it, and nothing is
    loaded, unless --skip-bad says to go on.
    """
    begun = time.monotonic()
    with opened(settings, create=True) as store:
        if replace:
            confirm_emptying(store, yes=yes)
        named = {name: how.pop(name) for name in ("name", "prefix", "skip_bad")}
        for one in store.load(*sources, **named, replace=replace, options=how, report=account):
            _told(one)
        if settings.verbose:
            note(f"Into {store.location} in {time.monotonic() - begun:.2f} s.")


def _told(one: Loaded) -> None:
    report(f"{one.name}: {one.status}, {size(one.nodes, one.relationships)}.")
    if one.report:
        note(f"{one.name}: {one.report}.")
    for warning in one.warnings:
        note(f"Note: {one.name}: {warning}")
    warn(one.sources)


@click.command()
@click.argument("source")
@reading_options
@as_json
def check(source: str, output: str, *, prefix: str, skip_bad: bool, **how: Any) -> None:
    """Validate a file or folder without loading it.

    Says what SOURCE holds, or what is the first thing wrong with it; no store is needed or changed.
    """
    found = check_source(source, prefix=prefix, skip_bad=skip_bad, options=how)
    if output == "json":
        echo_json({name: getattr(found, name) for name in found.__slots__})
        return
    claims = f", {found.claims:,} claims" if found.claims else ""
    click.echo(f"{found.name}: in order. {found.kind}: {size(found.nodes, found.relationships)}{claims}.")
    for what, counts in (("label", found.labels), ("relation", found.types)):
        if counts:
            click.echo("\n" + counted(what, counts))
