"""`kgraph query` and `queries`: Cypher, one's own or from the shelf."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import IO, Any

import click
from click.shell_completion import CompletionItem

from kgraph import queries as shelf
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, as_json, echo_json, note, screen_width
from kgraph.cli.parameters import Given, KeyValue, read_file
from kgraph.cli.pointing import pointing
from kgraph.cli.table import table
from kgraph.model import Value
from kgraph.result import Result, json_value
from kgraph.store import Store

_LINES_AT_ONCE = 1000
_NAME = re.compile(r"[\w-]+")

param_option = click.option(
    "-p",
    "--param",
    "given",
    type=KeyValue(),
    multiple=True,
    help="A parameter; its value is JSON or else text.",
)


def _complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    found = (one for one in shelf.names() if one.startswith(incomplete))
    return [CompletionItem(one, help=shelf.load(one).purpose) for one in found]


@click.command()
@click.argument("cypher", metavar="CYPHER|NAME", shell_complete=_complete)
@param_option
@click.option("--params", "file", type=click.File(encoding="utf-8-sig"), help="Parameters from a JSON file.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="How to write the rows.",
)
@click.option("--write", is_flag=True, help="Allow the query to change the graph.")
@click.option("--limit", type=click.IntRange(min=0), help="The most rows to give.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="The most seconds to take.")
@click.pass_obj
def query(
    settings: Settings,
    cypher: str,
    *,
    given: tuple[Given, ...],
    file: IO[str] | None,
    output: str,
    write: bool,
    limit: int | None,
    timeout: float | None,
) -> None:
    """Answer a Cypher query, or a named one.

    NAME is one of `kgraph queries`; `-` reads the query from standard input. A query only reads,
    unless --write. Rows go to standard output; a table is cut to the width of a terminal, and
    whole where it goes elsewhere.
    """
    question = asked(cypher, given, read_file(file.read(), file.name) if file else {})
    begun = time.monotonic()
    with opened(settings, create=write) as store, pointing(question.text):
        text, parameters = question.text, question.parameters(store)
        if output == "jsonl" and not write and limit is None:
            _echo_lines(_json_line(row) for row in store.stream(text, parameters, timeout=timeout))
            return
        # One row more tells whether there are more.
        most = None if limit is None else limit + 1
        result = store.query(text, parameters, write=write, timeout=timeout, limit=most)
    render(Result(result.columns, result.rows[:limit]), output)
    if limit is not None and len(result) > limit:
        note(f"There are more rows than these {limit:,}.")
    if result.counters:
        note(", ".join(f"{name.replace('_', ' ')}: {count:,}" for name, count in result.counters.items()))
    if settings.verbose:
        note(f"{len(result.rows[:limit]):,} rows in {time.monotonic() - begun:.3f} s.")


@click.command()
@click.argument("name", required=False, shell_complete=_complete)
@as_json
def queries(name: str | None, output: str) -> None:
    """List the named queries, with purpose and parameters.

    With NAME, show one of them: its parameters, an example, its Cypher.
    """
    known = [shelf.load(name)] if name else shelf.all_queries()
    if output == "json":
        echo_json(asdict(known[0]) if name else [asdict(one) for one in known])
    elif name:
        click.echo(_described(known[0]))
    else:
        rows = [(one.name, one.purpose, _parameters(one)) for one in known]
        click.echo(table(("name", "purpose", "parameters"), rows, screen_width()))


@dataclass(frozen=True, slots=True)
class Question:
    """A query as a command's arguments mean it; `entities` are the parameters that name one."""

    text: str
    given: dict[str, Any]
    entities: tuple[str, ...] = ()

    def parameters(self, store: Store) -> dict[str, Any]:
        """Return the parameters, entities in a spelling that the store knows."""
        named = [name for name in self.entities if self.given[name]]
        if not named:
            return self.given
        from kgraph.explore.find import spelled  # noqa: PLC0415 - nine in ten queries name no entity

        return {**self.given, **{name: spelled(store, self.given[name]) for name in named}}


def asked(cypher: str, given: Iterable[Given], told: Mapping[str, Any]) -> Question:
    """Return what the arguments of a command ask: Cypher, a named query, or what standard input says."""
    if cypher == "-":
        cypher = _standard_input()
    if not cypher.strip():
        raise click.UsageError("The query is empty.")
    if not _NAME.fullmatch(cypher):
        return Question(cypher, {**told, **{one.name: one.value for one in given}})
    named = shelf.load(cypher)
    # The header says which parameters are text: a film may be called 1987.
    typed = {one.name: one.text if isinstance(one.value, int | float) else one.value for one in given}
    entities = tuple(one.name for one in named.parameters if one.type == "entity")
    return Question(named.text, named.fill({**told, **typed}), entities)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"The query on standard input is not UTF-8 (byte {error.start}).") from None


def render(result: Result, output: str) -> None:
    """Write rows to standard output as a table, JSON, JSON lines or CSV."""
    if output == "json":
        echo_json([json_value(row) for row in result])
    elif output == "jsonl":
        _echo_lines(_json_line(row) for row in result)
    elif result.columns:  # a query that only writes has none
        if output == "csv":
            click.echo(_csv(result.columns, result.rows), nl=False)
        else:
            click.echo(table(result.columns, result.rows, screen_width()))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Value) -> str:
    """Return a value as a CSV cell: null is empty; what is no scalar is JSON."""
    told = json_value(value)
    if told is None or isinstance(told, str):
        return told or ""
    return json.dumps(told, ensure_ascii=False)


def _json_line(row: Mapping[str, Value]) -> str:
    return json.dumps(json_value(dict(row)), ensure_ascii=False, allow_nan=False)


def _echo_lines(lines: Iterable[str]) -> None:
    left: Iterator[str] = iter(lines)
    while some := list(islice(left, _LINES_AT_ONCE)):
        click.echo("\n".join(some))


def _parameters(one: shelf.NamedQuery) -> str:
    return ", ".join(
        f"{each.name}={json.dumps(each.default, ensure_ascii=False)}" if each.optional else each.name
        for each in one.parameters
    )


def _described(one: shelf.NamedQuery) -> str:
    parts = [f"{one.name}: {one.purpose}", one.notes]
    if one.parameters:
        columns = ("parameter", "type", "meaning", "default")
        rows = [
            (it.name, it.type, it.doc, it.default if it.optional else "(required)") for it in one.parameters
        ]
        parts.append(table(columns, rows, screen_width()))
    return "\n\n".join(part for part in (*parts, one.text.rstrip()) if part)
