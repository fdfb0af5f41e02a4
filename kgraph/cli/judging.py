"""`kgraph judge` and `judgements`: who is one, who is not."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.opening import opened
from kgraph.cli.output import Failure, Settings, as_json, count, echo_json, report, screen_width
from kgraph.cli.table import table
from kgraph.explore.find import entity
from kgraph.resolve.judgements import write
from kgraph.store import Store

_WORDS = {"same": "the same as", "different": "different from"}


@click.command()
@click.argument("left", metavar="A")
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.argument("right", metavar="B")
@click.option("--note", default="", help="Why.")
@click.option("--undo", is_flag=True, help="Take the judgement back.")
@click.pass_obj
def judge(settings: Settings, left: str, verdict: str, right: str, note: str, undo: bool) -> None:
    """Judge two entities to be one, or to be two.

    A and B are ids or names. Of two that are the same, the id of B stands for both. Judgements
    are kept in a file beside the store; what the sources say is not changed by them.
    """
    with opened(settings) as store:
        first, second = _id(store, left), _id(store, right)
        if undo:
            _undo(store, first, verdict, second)
        else:
            store.judge(first, verdict, second, note)
            report(f"Judged: {first} is {_WORDS[verdict]} {second}.")


def _undo(store: Store, first: str, verdict: str, second: str) -> None:
    """Take back what was judged of two, if it is what the user takes it for."""
    pair = frozenset((first, second))
    for one in store.judgements():
        if one.pair == pair and one.verdict != verdict:
            raise Failure(
                f"{first} was judged {_WORDS[one.verdict]} {second}.", f"Say {one.verdict} to take that back."
            )
    store.unjudge(first, second)
    report(f"Taken back: {first} {verdict} {second}.")


@click.command()
@click.option(
    "--write",
    "to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write them to a judgements file (CSV), which kgraph review --answers reads.",
)
@as_json
@click.pass_obj
def judgements(settings: Settings, to: Path | None, output: str) -> None:
    """List what was judged, oldest first."""
    with opened(settings) as store:
        told = store.judgements()
    if to is not None:
        to.write_bytes(write(told))
        report(f"{to}: {count(len(told), 'judgement')} written.")
        return
    judged = [(one.left, one.verdict.value, one.right, one.note) for one in told]
    columns = ("left", "verdict", "right", "note")
    if output == "json":
        echo_json([dict(zip(columns, row, strict=True)) for row in judged])
    else:
        click.echo(table(columns, judged, screen_width()))


def _id(store: Store, text: str) -> str:
    """Return the id that is meant; one that a judgement took out of the graph is still an id."""
    judged = {one for judgement in store.judgements() for one in judgement.pair}
    return text if text in judged else entity(store, text).id
