"""`--replace`: a store is emptied only when somebody said so."""

from __future__ import annotations

import click

from kgraph.cli.output import size
from kgraph.store import Store

replace_option = click.option("--replace", is_flag=True, help="Empty the store first; asks before it does.")
yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


def confirm_emptying(store: Store, *, yes: bool) -> None:
    """Ask whether all that is in a store may go; end the command where it may not, or nobody can answer."""
    counts = [
        store.query(cypher).rows[0][0]
        for cypher in ("MATCH (n) RETURN count(n)", "MATCH ()-[r]->() RETURN count(r)")
    ]
    nodes, relationships = (one if isinstance(one, int) else 0 for one in counts)
    if nodes and not yes:
        what = size(nodes, relationships)
        click.confirm(f"All of {store.location} goes: {what}. Go on?", abort=True, err=True)
