"""Words for a person on stderr, answers on stdout, and what every command knows."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Self

import click

from kgraph import progress
from kgraph.errors import Ambiguous, KgraphError

if TYPE_CHECKING:
    from kgraph.claims import Source


@dataclass(frozen=True, slots=True)
class Settings:
    """The global options."""

    store: str | None
    verbose: bool
    user: str | None = None
    password: str | None = None
    database: str | None = None


class Failure(click.ClickException):
    """An error as it is told to the user: a line, what it is about if that helps, and a hint."""

    def __init__(
        self, message: str, hint: str = "", *, lines: Sequence[str] = (), exit_code: int = 1
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.lines = lines
        self.exit_code = exit_code  # type: ignore[misc]  # click has one per class

    @classmethod
    def of(cls, error: KgraphError, lines: Sequence[str] = ()) -> Self:
        """Tell an error of kgraph, with the candidates where a name is not clear."""
        if isinstance(error, Ambiguous):
            lines = [f"  {candidate}" for candidate in error.candidates]
        return cls(error.message, error.hint, lines=lines, exit_code=error.exit_code)

    def show(self, file: IO[Any] | None = None) -> None:
        """Write it to stderr: in one line where there is nothing to show between message and hint."""
        if not self.lines:
            told = [f"Error: {self.message} {self.hint}".rstrip()]
        else:
            told = [f"Error: {self.message}", *self.lines, *([self.hint] if self.hint else [])]
        click.echo("\n".join(told), file=file or sys.stderr)


def note(text: str) -> None:
    """Tell the user something that is not the answer."""
    if not progress.quiet:
        click.echo(text, err=True)


def warn(sources: Iterable[Source]) -> None:
    """Tell the user which sources forbid that what they say be passed on or sold."""
    from kgraph.terms import warnings  # noqa: PLC0415 - who looks something up needs no terms

    for warning in warnings(sources):
        note(f"Warning: {warning}")


def report(text: str) -> None:
    """Tell the user what was done, where that is all the answer there is."""
    if not progress.quiet:
        click.echo(text)


def count(number: int, what: str) -> str:
    """Return "1 node", "2,000 nodes"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def size(nodes: int, relationships: int) -> str:
    """Return "1 node, 2 relationships"."""
    return f"{count(nodes, 'node')}, {count(relationships, 'relationship')}"


def echo_json(value: Any) -> None:
    """Write JSON for people and programs: UTF-8, indented."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def screen_width() -> int | None:
    """Return the width of the terminal, or None where stdout is none: what goes to a file is never cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


as_json = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
