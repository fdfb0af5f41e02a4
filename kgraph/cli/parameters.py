"""Query parameters as they are typed: key=value, the value as JSON where it is JSON, else text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter as given: the text as typed, and the value that it is as JSON."""

    name: str
    text: str
    value: Any


class KeyValue(click.ParamType[Given]):
    """`key=value` for -p."""

    name = "key=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Given:
        """Read one parameter; a usage error where there is no name before a "="."""
        if isinstance(value, Given):
            return value
        name, equals, text = str(value).partition("=")
        if not equals or not name.strip():
            self.fail(f"{value!r} is not key=value, such as year=1998.", param, ctx)
        return Given(name.strip().lstrip("$"), text, read(text))


def read(text: str) -> Any:
    """Return what a text is as JSON, or the text itself: `1998` a number, `Beat` a text."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return text


def read_file(text: str, filename: str) -> dict[str, Any]:
    """Return the parameters in a JSON object; a usage error where it is none."""
    try:
        told = json.loads(text, parse_constant=_refuse)
    except ValueError as error:
        raise click.BadParameter(f"{filename} is not JSON: {error}.", param_hint="--params") from None
    if not isinstance(told, dict):
        raise click.BadParameter(f"{filename} holds no JSON object.", param_hint="--params")
    return told


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is a word, not a number")
