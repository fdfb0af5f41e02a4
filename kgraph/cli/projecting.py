"""`kgraph project`: who is linked by shared films, as a page or in a format of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from kgraph.analysis import Wanted
from kgraph.analysis import project as projected
from kgraph.cli.drawing import PAGES, is_page, save, save_as
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, report, size, warn
from kgraph.errors import UnknownName
from kgraph.explore.find import entity
from kgraph.export import SUFFIXES
from kgraph.progress import waiting
from kgraph.store import Store
from kgraph.view import page

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Years(click.ParamType[tuple[int, int]]):
    """A year, or a first and a last one."""

    name = "YEAR[-YEAR]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return (first, last)."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", value)
        if not found or int(found[2] or found[1]) < int(found[1]):
            self.fail(f"{value!r} is no span of years such as 1997 or 1990-1999.", param, ctx)
        return int(found[1]), int(found[2] or found[1])


def options(command: _Command) -> _Command:
    """Add the options that say which projection is wanted."""
    for option in reversed(
        [
            click.option(
                "--relation", "relations", multiple=True, help="Only this relation; may be repeated."
            ),
            click.option(
                "--least",
                type=click.IntRange(min=1),
                default=1,
                show_default=True,
                help="The fewest films that two share.",
            ),
            click.option("--years", type=Years(), help="Only films of these years."),
            click.option("--newman", is_flag=True, help="Weigh a film of n by 1/(n-1), after Newman (2001)."),
        ]
    ):
        command = option(command)
    return command


@click.command()
@click.argument("kind", metavar="KIND")
@click.argument("out", type=click.Path())
@options
@click.option("--only", multiple=True, metavar="ENTITY", help="Only these; may be repeated.")
@click.option("--linked", is_flag=True, help="Leave out who is linked to nobody.")
@click.option("--title", default="", help="The title of the page.")
@click.pass_obj
def project(
    settings: Settings,
    /,
    kind: str,
    out: str,
    *,
    only: Sequence[str],
    linked: bool,
    title: str,
    **wanted: Any,
) -> None:
    """Write who is linked by shared films to a file.

    KIND is people, companies, countries (by co-production), or any label of the graph. All credits count,
    unless --relation names some. The suffix of OUT says how, as with `kgraph export`; a link has
    `weight`, the number of films that two share.
    """
    path = Path(out)
    name = path.name.lower().removesuffix(".gz")
    if not name.endswith((*SUFFIXES, *PAGES)):
        raise UnknownName.among("export format", path.suffix or name, (*SUFFIXES, PAGES[0]))
    with opened(settings) as store:
        ids = {entity(store, one).id for one in only} if only else None
        with waiting("Projecting"):
            graph = projected(store, kind, **wanted, only=ids)
        if linked:
            graph.remove_nodes_from([node for node, links in graph.degree() if not links])
        sources = _cited(store, Wanted(kind, wanted["relations"]))
    warn(sources)
    if is_page(out):
        save(page(graph, title=title or _title(kind), sources=sources), path)
        report(f"{path}: {size(len(graph), graph.number_of_edges())}.")
    else:
        save_as(graph, path, sources)


def _title(kind: str) -> str:
    return "Countries by co-production" if kind == "countries" else f"{kind.capitalize()} by shared films"


def _cited(store: Store, wanted: Wanted) -> list[Any]:
    """Return the sources that speak for the credits: theirs are the terms that go with it."""
    rows = store.query(
        f"MATCH {wanted.side.pattern} WHERE r.claims IS NOT NULL UNWIND r.sources AS source "
        "RETURN DISTINCT source"
    ).rows
    cited = {source for (source,) in rows}
    return [one.source for one in store.sources() if one.id in cited or one.kind != "claims"]
