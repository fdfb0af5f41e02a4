"""Run a local Neo4j until Ctrl-C: `python -m tests.server`, or `make neo4j`."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click

from tests.server.releases import CURRENT, ServerError
from tests.server.server import Server

HOMES = Path(__file__).parents[2] / "neo4j-home"


@click.command()
@click.option("--release", default=CURRENT, show_default=True, metavar="VERSION", help="The Neo4j to run.")
@click.option("--home", type=click.Path(path_type=Path), help="Where its data lives [neo4j-home/VERSION].")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port of 127.0.0.1 to listen on [a free one]."
)
@click.option("--password-from-env", metavar="NAME", help="A variable that holds a password to ask for.")
@click.option("--install", is_flag=True, help="Fetch the jars and end.")
def main(
    release: str, home: Path | None, port: int | None, password_from_env: str | None, install: bool
) -> None:
    """Run a Neo4j Community server on this machine until Ctrl-C. Its data stays."""
    password = _password(password_from_env)
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _leave)
    try:
        click.echo(f"Neo4j {release}: jars and Java", err=True)
        installed = Server.install(release)
        if install:
            click.echo(installed.lib)
            return
        server = Server(installed, home or HOMES / release, port=port, password=password)
        click.echo(f"Starting it in {server.home}", err=True)
        with server:
            _tell(server, password_from_env)
            server.wait()
    except ServerError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped", err=True)
    else:
        raise click.ClickException(f"it has ended; see {server.home}/logs/neo4j.log")


def _password(name: str | None) -> str | None:
    """Return what a variable holds: a password in an argument would be for everybody to see."""
    if name is not None and not os.environ.get(name):
        raise click.UsageError(f"the variable {name} is not set")
    return os.environ[name] if name is not None else None


def _leave(*_: object) -> None:
    raise KeyboardInterrupt


def _tell(server: Server, variable: str | None) -> None:
    """Print the lines to copy into another terminal; the password stays where it is."""
    click.echo(f"export KGRAPH_STORE={server.uri}")
    if variable is not None:
        click.echo("export NEO4J_USERNAME=neo4j")
        if variable != "NEO4J_PASSWORD":
            click.echo(f'export NEO4J_PASSWORD="${variable}"')
    click.echo("Running; Ctrl-C stops it", err=True)


if __name__ == "__main__":
    main()
