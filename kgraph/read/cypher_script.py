"""Cypher scripts, as example graphs are published: run in an engine of their own, then read from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kgraph.engine import Engine
from kgraph.engine.lexer import tokenize
from kgraph.errors import BadSource, QueryError
from kgraph.progress import Progress
from kgraph.read.batch import Batch
from kgraph.read.records import Records, is_entity

_BLANK = re.compile(r"(?:[\s;]|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_COMMAND = re.compile(r":\s*(\w+)[^\n]*")
_STATEMENT = re.compile(
    r"""(?: [^'"`/;]++ | '(?:[^'\\]|\\.)*+' | "(?:[^"\\]|\\.)*+" | `[^`]*+`
          | //[^\n]*+ | /\*.*?\*/ | / | ['"`].*+ )++""",
    re.DOTALL | re.VERBOSE,
)
_PARAM = re.compile(r":\s*params?\s+(?:`?(\w+)`?\s*(?:=>|:)\s*)?(.+?)\s*;?\s*")
_SCHEMA = re.compile(
    r"(?:create|drop)\s+(?:or\s+replace\s+)?(?:\w+\s+)?(?:constraint|index)\b|call\s+db\.|show\s",
    re.IGNORECASE,
)
# apoc.export.cypher marks the nodes while it runs, and ends by taking the marks off.
_MARK, _NUMBER = "UNIQUE IMPORT LABEL", "UNIQUE IMPORT ID"
_UNMARK = re.compile(rf"match\s*\(\w+:`{_MARK}`\)[^;]*?\sremove\s", re.IGNORECASE)
_CHANCE = ("RAND", "RANDOMUUID", "TIMESTAMP")
_NOW = ("DATE", "DATETIME", "LOCALDATETIME", "LOCALTIME", "TIME")
_WRITING = ("CREATE", "MERGE", "SET", "DELETE", "REMOVE", "FOREACH", "CALL", "LOAD", "DROP", "INSERT")


@dataclass(frozen=True, slots=True)
class Statement:
    """A piece of a script: a statement of Cypher, or a command of Neo4j's shell and Browser."""

    text: str
    line: int
    command: str = ""


def split(script: str) -> Iterator[Statement]:
    """Yield the statements of a script; a semicolon in a text, a name or a comment parts nothing."""
    offset, line = 0, 1
    while True:
        blank = _BLANK.match(script, offset)
        end = blank.end() if blank else offset
        line += script.count("\n", offset, end)
        if end == len(script):
            return
        command = _COMMAND.match(script, end)
        found = command or _STATEMENT.match(script, end)
        offset = found.end() if found else len(script)
        yield Statement(script[end:offset].rstrip(), line, command.group(1).lower() if command else "")
        line += script.count("\n", end, offset)


def read_script(script: str, name: str, path: str, prefix: str) -> Batch:
    """Return the property graph that a script makes; its nodes are called NAME:1, NAME:2 and so on."""
    run = _Run(path)
    statements = list(split(script))
    with Progress(f"Running {path}", len(statements), "statements") as bar:
        for statement in statements:
            run.statement(statement)
            bar.advance()
    return run.batch(name, prefix)


class _Run:
    def __init__(self, path: str) -> None:
        self.path = path
        self.engine = Engine()
        self.parameters: dict[str, Any] = {}
        self.passed: Counter[str] = Counter()

    def statement(self, statement: Statement) -> None:
        try:
            if statement.command:
                self._command(statement)
            elif _SCHEMA.match(statement.text):
                self.passed["constraints and indexes"] += 1
            elif _UNMARK.match(statement.text):
                return  # kglite cannot take a first label off; `batch` leaves the marks out
            elif any(token.is_word(*_WRITING) for token in tokenize(statement.text)):
                self._refuse_chance(statement)
                self.engine.query(statement.text, self.parameters, write=True)
            else:
                self.passed["statements that only read"] += 1
        except QueryError as error:
            row = statement.line + (error.line or 1) - 1
            hint = error.hint or "The file was read as a Cypher script."
            raise BadSource(self.path, error.message, hint, row=row) from error

    def _refuse_chance(self, statement: Statement) -> None:
        """Refuse what is another graph each time it is read: a store reads its sources again."""
        words = [token.text.upper() for token in tokenize(statement.text)]
        for name, after, last in zip(words, words[1:], words[2:], strict=False):
            if after == "(" and (name in _CHANCE or (name in _NOW and last == ")")):
                what = f"{name.lower()}() gives another value each time the script is read."
                raise BadSource(self.path, what, "Write the value itself.", row=statement.line)

    def _command(self, statement: Statement) -> None:
        if statement.command in ("source", "rollback"):
            raise BadSource(self.path, f"the command :{statement.command} is refused.", row=statement.line)
        param = _PARAM.fullmatch(statement.text)
        if statement.command not in ("param", "params") or param is None:
            self.passed["commands of a shell"] += 1
            return
        name, expression = param.groups()
        ((value,),) = self.engine.query(f"RETURN {expression} AS value", self.parameters).rows
        if name:
            self.parameters[name] = value
        elif isinstance(value, dict):
            self.parameters |= value

    def batch(self, name: str, prefix: str) -> Batch:
        records = Records(self.path, prefix)
        outer = {}
        for ordinal, node in enumerate(self.engine.nodes(), 1):
            labels = [label for label in node.labels if label != _MARK]
            properties = {key: value for key, value in node.properties.items() if key != _NUMBER}
            own = str(properties.get("id"))
            outer[node.id] = own if is_entity(labels, properties, own) else f"{name}:{ordinal}"
            records.node(outer[node.id], labels, properties)
        for one in self.engine.relationships():
            records.relationship((outer[one.start], outer[one.end]), one.type, one.properties)
        notes = [f"Passed over {what}: {count}." for what, count in self.passed.items()]
        return records.batch(name, [], notes)
