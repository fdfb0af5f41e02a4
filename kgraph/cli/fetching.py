"""`kgraph fetch`: files from the services of others, to be loaded."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kgraph.cli.output import report
from kgraph.errors import UsageError
from kgraph.fetch import kobis
from kgraph.fetch.http import Service

_SERVICES = {"kobis": kobis.fetch}


@click.command()
@click.argument("source", type=click.Choice(list(_SERVICES)))
@click.option(
    "--year",
    "years",
    type=click.IntRange(1900, 2100),
    multiple=True,
    required=True,
    help="Films first released in Korea in this year; may be given several times.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder.")
@click.option(
    "--rate", type=click.FloatRange(0.1, 20), default=4, show_default=True, help="Questions a second at most."
)
@click.option(
    "--address", default=kobis.ADDRESS, show_default=True, envvar="KGRAPH_KOBIS_ADDRESS", help="Where it is."
)
def fetch(source: str, years: tuple[int, ...], out: Path, rate: float, address: str) -> None:
    """Fetch what a service publishes into a folder.

    SOURCE is kobis: the Korean Film Council's open API. The key that it gave you is taken from
    KOBIS_API_KEY. What is in the folder already is not asked for again, so that the same command
    goes on where another was broken off. Then: kgraph load FOLDER.
    """
    key = os.environ.get("KOBIS_API_KEY")
    if not key:
        raise UsageError("There is no key.", "Set KOBIS_API_KEY to the one that KOFIC gave you.")
    service = Service(address, rate, {"key": key})
    for year in years:
        done = _SERVICES[source](service, year, out)
        report(f"{year}: {done.films:,} films, {done.there:,} of them were there. {out / str(year)}")
        if done.empty:
            report(f"{year}: KOBIS lists these films and says nothing else of them: {', '.join(done.empty)}.")
