"""The options of `kgraph load` and `check` that say how a source is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from kgraph.read.options import Options
from kgraph.read.sources import options

prefix_option = click.option("--prefix", default="", help="What to put before the ids of a property graph.")


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--prefix`, `--skip-bad` and what the readers of sources offer; a file stands for its text."""
    for one in reversed(options()):
        if one.kind == "flag":
            told = click.option(f"--{one.name}", is_flag=True, help=one.help)
        else:
            kind = click.File(encoding="utf-8") if one.kind == "file" else click.STRING
            told = click.option(
                f"--{one.name}", type=kind, metavar=one.metavar, help=one.help, callback=_text
            )
        command = told(command)
    skip_bad = click.option("--skip-bad", is_flag=True, help="Go on past rows that cannot be read.")
    return prefix_option(skip_bad(command))


def reading(given: Mapping[str, Any]) -> Options:
    """Return how a source is to be read, from what these options gave."""
    choices = {name: value for name, value in given.items() if name not in ("prefix", "skip_bad")}
    return Options.given(given["prefix"], choices, skip_bad=given["skip_bad"])


def _text(_: click.Context, parameter: click.Parameter, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    try:
        text: str = value.read()
    except UnicodeDecodeError as error:
        raise click.BadParameter("the file is not UTF-8.", param=parameter) from error
    return text
