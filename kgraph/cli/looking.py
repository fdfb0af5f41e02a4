"""`kgraph find`, `show`, `path`, `stats`: looking around without writing Cypher."""

from __future__ import annotations

from dataclasses import asdict

import click

from kgraph.cli import telling
from kgraph.cli.holdings import counted
from kgraph.cli.opening import opened
from kgraph.cli.output import Failure, Settings, as_json, count, echo_json, screen_width, size
from kgraph.cli.table import table
from kgraph.explore.card import card
from kgraph.explore.chain import chain
from kgraph.explore.find import Found, entity, nobody
from kgraph.explore.find import find as find_named
from kgraph.explore.stats import stats as stats_of


@click.command()
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="The most to list.")
@as_json
@click.pass_obj
def find(settings: Settings, text: tuple[str, ...], limit: int, output: str) -> None:
    """Find entities by name, however it is spelled.

    Case, spaces, hyphens, accents and the order of names do not matter; beginnings, parts,
    misspellings, and what sounds like it in Hangul or in Latin letters, are found too, the best first.
    """
    wanted = " ".join(text)
    with opened(settings) as store:
        found = find_named(store, wanted, limit)
    if output == "json":
        echo_json([asdict(one) for one in found])
    elif found:
        rows = [(one.name, " ".join(one.labels), _told_apart(one), one.id) for one in found]
        click.echo(table(("name", "type", "what tells it apart", "id"), rows, screen_width()))
    if not found:
        raise nobody(wanted)


def _told_apart(found: Found) -> str:
    return "; ".join(part for part in ("sounds like it" if found.by_sound else "", found.detail) if part)


@click.command()
@click.argument("entity_", nargs=-1, required=True, metavar="ENTITY")
@as_json
@click.pass_obj
def show(settings: Settings, entity_: tuple[str, ...], output: str) -> None:
    """Show an entity, its relations, and who says so.

    ENTITY is an id or a name. Where several have the name they are listed, and the exit code is 1.
    """
    with opened(settings) as store:
        found = card(store, entity(store, " ".join(entity_)).id)
    if output == "json":
        echo_json(telling.card_json(found))
    else:
        click.echo(telling.card_text(found, screen_width()))


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--all", "every", is_flag=True, help="Go over every relation, not over film credits alone.")
@as_json
@click.pass_obj
def path(settings: Settings, start: str, end: str, every: bool, output: str) -> None:
    """Tell the shortest chain of collaboration between two.

    A and B are ids or names. Each step is a sentence, with the source that says so. Two people meet
    through people and films, and through companies only where they do not. In a graph that is not
    film data every relation counts.
    """
    with opened(settings) as store:
        ends = entity(store, start), entity(store, end)
        found = chain(store, ends[0].id, ends[1].id, every_relation=every)
    if found is None:
        hint = "" if every else "Over relations of every kind: kgraph path --all."
        raise Failure(f"No chain joins {ends[0].name} and {ends[1].name}.", hint)
    if output == "json":
        echo_json(telling.chain_json(found))
    else:
        click.echo(telling.chain_text(found, screen_width()))


@click.command()
@as_json
@click.pass_obj
def stats(settings: Settings, output: str) -> None:
    """Count nodes, relationships and claims."""
    with opened(settings) as store:
        counts = stats_of(store)
        loaded = store.sources()
        location = store.location
    if output == "json":
        echo_json({"store": location, **asdict(counts), "sources": len(loaded)})
        return
    click.echo(f"{location}: {size(counts.nodes, counts.relationships)}, {count(len(loaded), 'source')}")
    for what, each in (("label", counts.labels), ("relation", counts.types), ("certainty", counts.certainty)):
        if each:
            click.echo("\n" + counted(what, each))
    if counts.contradicted:
        click.echo(f"\n{counts.contradicted:,} nodes and relationships are contradicted.")
