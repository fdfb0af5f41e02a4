"""`kgraph doctor`: what in a store cannot be right, or hardly."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby

import click

from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, as_json, echo_json, report, screen_width
from kgraph.cli.table import table
from kgraph.identity.suspects import CHECKS, suspects

FOUND = 3


@click.command()
@click.option("--check", "chosen", type=click.Choice(list(CHECKS)), multiple=True, help="Only these checks.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="The most to show of each check; 0 for all. JSON has all.",
)
@as_json
@click.pass_context
def doctor(ctx: click.Context, chosen: tuple[str, ...], limit: int, output: str) -> None:
    """List what in the store cannot be right, or hardly, with the reason.

    Impossible careers, two careers under one name, films without year, prizes without film,
    contradicting claims, dangling relations, near-duplicate companies. The exit code is 0 where
    nothing is suspect, and 3 where something is.
    """
    settings: Settings = ctx.obj
    with opened(settings) as store:
        found = [one for one in suspects(store) if not chosen or one.check in chosen]
    if output == "json":
        echo_json([asdict(one) for one in found])
    for check, each in groupby(found, key=lambda one: one.check) if output == "text" else ():
        listed = list(each)
        shown = listed[: limit or None]
        click.echo(f"{check}: {len(listed):,}. {CHECKS[check][0]}\n")
        rows = [(one.name, one.why, " ".join(one.ids)) for one in shown]
        click.echo(table(("name", "why", "id"), rows, screen_width()) + "\n")
    if not found and output == "text":
        report("Nothing is suspect.")
    if found:
        ctx.exit(FOUND)
