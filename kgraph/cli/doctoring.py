"""`kgraph doctor`: what in a store cannot be right, or hardly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

import click

from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, as_json, echo_json, report, screen_width
from kgraph.cli.table import table
from kgraph.identity.suspects import CHECKS, Suspect, suspects

FOUND = 3
_SOURCES = 3


@click.command()
@click.option("--check", "chosen", type=click.Choice(list(CHECKS)), multiple=True, help="Only these checks.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help="The most examples to show of each check; 0 for all. JSON has all.",
)
@as_json
@click.pass_context
def doctor(ctx: click.Context, chosen: tuple[str, ...], limit: int, output: str) -> None:
    """List what in the store cannot be right, or hardly, with the reason.

    Impossible careers, two careers under one name, films without year, prizes without film,
    contradicting claims, dangling relations, ids that two share who are not one, near-duplicate
    companies: how many of each and from which sources, then examples. The exit code is 0 where
    nothing is suspect, and 3 where something is.
    """
    settings: Settings = ctx.obj
    with opened(settings) as store:
        found = suspects(store, chosen)
    if output == "json":
        echo_json([asdict(one) for one in found])
    elif found:
        _tell(found, limit)
    else:
        report("Nothing is suspect.")
    if found:
        ctx.exit(FOUND)


def _tell(found: Sequence[Suspect], limit: int) -> None:
    by_check = {check: list(each) for check, each in groupby(found, key=lambda one: one.check)}
    counts = [(check, len(listed), _by_source(listed)) for check, listed in by_check.items()]
    click.echo(table(("check", "found", "sources"), counts, screen_width()))
    for check, listed in by_check.items():
        shown = listed[: limit or None]
        click.echo(f"\n{check}: {len(listed):,}. {CHECKS[check][0]}\n")
        rows = [(one.name, one.why, " ".join(one.ids)) for one in shown]
        click.echo(table(("name", "why", "id"), rows, screen_width()))
        if len(shown) < len(listed):
            more = f"kgraph doctor --check '{check}' --limit 0"
            click.echo(f"... and {len(listed) - len(shown):,} more: {more}")


def _by_source(listed: Sequence[Suspect]) -> str:
    """Return the sources that speak most often of these, each with how often it does."""
    often = Counter(source for one in listed for source in one.sources).most_common()
    told = [f"{source} {times:,}" for source, times in sorted(often, key=lambda one: (-one[1], one[0]))]
    return ", ".join([*told[:_SOURCES], *(["..."] if len(told) > _SOURCES else [])])
