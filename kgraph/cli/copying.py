"""`kgraph copy`: a graph from one store to another."""

from __future__ import annotations

from dataclasses import replace as with_other

import click

from kgraph.cli.emptying import confirm_emptying, replace_option, yes_option
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, report, size
from kgraph.errors import UsageError


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@replace_option
@yes_option
@click.pass_obj
def copy(settings: Settings, source: str, target: str, *, replace: bool, yes: bool) -> None:
    """Copy the graph from one store to another.

    Claims and judgements come along. FROM and TO are files or servers, such as kgraph.kgl and
    neo4j://localhost. TO must be empty, or emptied with --replace. User, password and database are
    those of every server named.
    """
    if source == target:
        raise UsageError("FROM and TO are the same store.", "Name two different ones.")
    with (
        opened(with_other(settings, store=source)) as one,
        opened(with_other(settings, store=target), create=True) as other,
    ):
        if replace:
            confirm_emptying(other, yes=yes)
        counts = other.copy_from(one, replace=replace)
        report(f"{other.location}: {size(*counts)} copied from {one.location}.")
