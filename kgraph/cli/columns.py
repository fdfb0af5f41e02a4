"""`kgraph columns`: a first map of a table."""

from __future__ import annotations

import click

from kgraph.errors import BadSource
from kgraph.read import intake
from kgraph.read.sources.table.guess import guess
from kgraph.read.stream import files_of


@click.command()
@click.argument("source", metavar="FILE")
def columns(source: str) -> None:
    """Write what the columns of a table seem to mean, for load --columns.

    FILE is CSV, TSV or XLSX. What is written is a map as kgraph load --columns reads it, guessed from
    the names of the columns: kgraph columns films.csv > map.toml. Look it through before you use it.
    """
    files = files_of(source, intake.called(source))
    part = next(files.parts(), None)
    if part is None:
        raise BadSource(source, "there is no table in it.")
    click.echo(guess(part), nl=False)
