"""The command line. `main` is its door; a module of commands is imported when one of them is called."""

from __future__ import annotations

import os

import click

from kgraph import __version__, progress
from kgraph.cli.lazy import LazyGroup
from kgraph.cli.output import Settings

SECTIONS = {
    "First steps": {
        "demo": ("demo", "Load the bundled Korean cinema, ask one question, draw a page."),
        "schema": ("about", "List the types and relations of the film world."),
    },
    "What is in the store": {
        "fetch": ("fetching", "Fetch what a service publishes into a folder."),
        "load": ("loading", "Load files or folders: all of them, or none."),
        "columns": ("columns", "Write what the columns of a table seem to mean, for load --columns."),
        "sources": ("holdings", "List what is loaded, with licence and counts."),
        "unload": ("holdings", "Take one source out of the store."),
        "check": ("loading", "Validate a file or folder without loading it."),
        "judge": ("judging", "Judge two entities to be one, or to be two."),
        "judgements": ("judging", "List what was judged, oldest first."),
        "match": ("matching", "Join people, films and companies that are plainly one."),
        "review": ("matching", "Show pairs that may be one, and take a person's answers."),
        "doctor": ("doctoring", "List what in the store cannot be right, or hardly, with the reason."),
        "stats": ("looking", "Count nodes, relationships and claims."),
    },
    "Asking": {
        "find": ("looking", "Find entities by name, however it is spelled."),
        "show": ("looking", "Show an entity, its relations, and who says so."),
        "path": ("looking", "Tell the shortest chain of collaboration between two."),
        "query": ("asking", "Answer a Cypher query, or a named one."),
        "queries": ("asking", "List the named queries, with purpose and parameters."),
        "analyse": ("analysing", "Measure nodes: degree, PageRank, communities and more."),
    },
    "Taking out": {
        "copy": ("copying", "Copy the graph from one store to another."),
        "export": ("drawing", "Write the graph, or a part of it, to a file."),
        "project": ("projecting", "Write who is linked by shared films to a file."),
    },
}
"""Command -> its module in kgraph.cli, and what `kgraph --help` says of it without importing it."""


@click.command(cls=LazyGroup, sections=SECTIONS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    metavar="FILE|URI",
    envvar="KGRAPH_STORE",
    help="A file, or a Neo4j server (neo4j://HOST); by default KGRAPH_STORE, else kgraph.kgl in this folder.",
)
@click.option("--database", metavar="NAME", help="The database of the server; by default NEO4J_DATABASE.")
@click.option("--user", metavar="NAME", help="Who asks the server; by default NEO4J_USERNAME.")
@click.option("--ask-password", is_flag=True, help="Ask for the password; by default NEO4J_PASSWORD.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the answer, and errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say how long things take; show where an error arose.")
@click.version_option(__version__, prog_name="kgraph")
@click.pass_context
def main(
    ctx: click.Context, /, *, quiet: bool, verbose: bool, ask_password: bool, **server: str | None
) -> None:
    """Explore a graph of films: who worked with whom, who won what, and who says so.

    Begin with `kgraph demo`. The options below may stand before or after a command.
    """
    progress.quiet = quiet
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    password = click.prompt("Password", hide_input=True, err=True) if ask_password else None
    ctx.obj = Settings(server["store"] or None, verbose, server["user"], password, server["database"])
