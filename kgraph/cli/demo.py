"""`kgraph demo`: from nothing to a page in one command."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from kgraph.cli.drawing import save
from kgraph.cli.output import Settings, report, screen_width, size
from kgraph.cli.table import table
from kgraph.errors import UsageError
from kgraph.shipped import folder
from kgraph.store import Store, open_store
from kgraph.view import page

FOLDER = Path("kgraph-demo")
DATA = "korean-cinema"
QUESTION = """\
MATCH (director:Person)-[:DIRECTED]->(film:Film)<-[:ACTED_IN]-(actor:Person)
WITH DISTINCT director, actor, film ORDER BY film.year
RETURN director.name AS director, actor.name AS actor, count(*) AS films, collect(film.name) AS titles
ORDER BY films DESC, director, actor LIMIT 8"""


@click.command()
@click.pass_obj
def demo(settings: Settings) -> None:
    """Load the bundled Korean cinema, ask one question, draw a page.

    Everything goes into the folder kgraph-demo, or beside the file that --store names. Running
    it again changes nothing.
    """
    path = Path(settings.store) if settings.store else FOLDER / f"{DATA}.kgl"
    with open_store(path) as store:
        _load(store)
        _ask(store)
        _draw(store, path.with_suffix(".html"))
    command = f"{_called()} --store {path}"
    report(
        "\nGo on with:\n"
        f"  {command} find 'kim sungsoo'\n"
        f"  {command} show 'City of the Rising Sun'\n"
        f"  {command} path 'Lee Jung-jae' 'Jung Woo-sung'\n"
        f"  {command} query co-stars -p person='Jung Woo-sung'"
    )


def _called() -> str:
    """Return how to call kgraph again: `make demo` calls it in a place where the shell does not look."""
    return "kgraph" if shutil.which("kgraph") or Path(sys.argv[0]).name != "kgraph" else sys.argv[0]


def _load(store: Store) -> None:
    data = folder("data") / DATA
    try:
        (loaded,) = store.load(data)
    except UsageError:  # an earlier kgraph, from another place, left other data under this name
        store.unload(DATA)
        (loaded,) = store.load(data)
    report(f"Loaded {loaded.name} into {store.location}: {size(loaded.nodes, loaded.relationships)}.")


def _ask(store: Store) -> None:
    answer = store.query(QUESTION)
    rows = table(answer.columns, answer.rows, screen_width())
    report(f"\nWho directs whom?\n\n{_indented(QUESTION)}\n\n{rows}")


def _draw(store: Store, path: Path) -> None:
    sources = [one.source for one in store.sources()]
    save(page(store.graph, title="Korean cinema", sources=sources), path)
    report(f"\nOpen the page in a browser: {path.resolve().as_uri()}")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
