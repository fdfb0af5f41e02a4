"""The named queries of `cypher/`: files whose header says what each is for and what it needs.

A header is the comment at the top of a file: the purpose in its first line, then one line for each
parameter, then an example for all of them that Neo4j Browser takes as it stands.

    // Who acted with a person, and in how many films.
    //
    // $person  string   a name of the person, in any spelling, or the id
    // $least   integer  films in common at least (default 1)
    //
    // :params {person: "Jung Woo-sung", least: 1}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.errors import BadSource, UnknownName, UsageError
from kgraph.model import Scalar
from kgraph.shipped import folder

SUFFIX = ".cypher"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query must be given, or, where `optional`, may be given in place of `default`."""

    name: str
    type: str
    doc: str
    example: Scalar = None
    optional: bool = False
    default: Scalar = None

    def read(self, value: object) -> Scalar:
        """Return a value of the parameter's type, read from text if need be; UsageError where it is none."""
        if value is None and self.optional:
            return None
        try:
            return _READERS[self.type](value)
        except (TypeError, ValueError):
            raise UsageError(
                f"${self.name} is a parameter of type {self.type}, and {value!r} is not.",
                f"An example: {self.name}={self.example}.",
            ) from None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name. `text` is the whole file, to be run as it is; `notes` is what else it says."""

    name: str
    purpose: str
    parameters: tuple[Parameter, ...]
    text: str = field(repr=False)
    notes: str = ""

    @property
    def example(self) -> dict[str, Scalar]:
        """Values for all parameters that give rows on the bundled data."""
        return {parameter.name: parameter.example for parameter in self.parameters}

    def fill(self, given: Mapping[str, object] | None = None) -> dict[str, Scalar]:
        """Return a value for every parameter: as given, text read as the declared type, else the default.

        Raises UnknownName for one that the query does not have, UsageError where one is missing.
        """
        given = given or {}
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise _no_parameter(self.name, name, known)
        missing = [name for name, one in known.items() if not one.optional and given.get(name) is None]
        if missing:
            hint = f"{missing[0]}: {known[missing[0]].doc}, such as {known[missing[0]].example}."
            raise UsageError(f"The query {self.name} needs ${', $'.join(missing)}.", hint)
        return {name: one.read(given[name]) if name in given else one.default for name, one in known.items()}


def names() -> list[str]:
    """Return the names of all named queries, sorted."""
    return sorted(path.stem for path in folder("cypher").glob(f"*{SUFFIX}"))


def load(name: str) -> NamedQuery:
    """Return the query of a name, or raise UnknownName with the nearest known."""
    known = names()
    if name not in known:
        raise UnknownName.among("named query", name, known)
    return read(folder("cypher") / f"{name}{SUFFIX}")


def all_queries() -> list[NamedQuery]:
    """Return all named queries in the order of their names."""
    return [load(name) for name in names()]


def read(path: Path) -> NamedQuery:
    """Read a query with its header; BadSource where the header and the query do not agree."""
    text = path.read_text(encoding="utf-8")
    header = _HEADER.match(text)
    lines = [line[2:].strip() for line in header[0].splitlines()] if header else []
    purpose, *rest = lines or [""]
    if not purpose:
        raise BadSource(path, "the query has no purpose.", "Say it in a comment in the first line.")
    examples = _examples(path, rest)
    parameters = tuple(
        _parameter(path, match, examples) for line in rest if (match := _DECLARATION.fullmatch(line))
    )
    _check(path, {one.name for one in parameters}, examples.keys(), used(text))
    notes = " ".join(line for line in rest if line and not line.startswith(("$", ":params")))
    return NamedQuery(path.stem, purpose, parameters, text, notes)


def used(cypher: str) -> set[str]:
    """Return the names of the parameters in a query; what stands in text and comments does not count."""
    return {match[1] for match in _TOKEN.finditer(cypher) if match[1]}


def reference() -> str:
    """Return the page of the documentation that lists all named queries, as Markdown."""
    return _PAGE + "\n".join(_section(query) for query in all_queries())


def write(docs: Path) -> None:
    """Write the generated page into a folder."""
    (docs / "queries.md").write_text(reference(), encoding="utf-8")


def _section(query: NamedQuery) -> str:
    lines = [f"## {query.name}", "", query.purpose, ""]
    if query.notes:
        lines += [query.notes, ""]
    if query.parameters:
        lines += ["| parameter | type | meaning | default |", "| --- | --- | --- | --- |"]
        lines += [f"| `{one.name}` | {one.type} | {one.doc} | {_default(one)} |" for one in query.parameters]
        lines.append("")
    given = "".join(
        f" -p {one.name}={_shell(one.example)}" for one in query.parameters if one.example != one.default
    )
    return "\n".join([*lines, "```", f"kgraph query {query.name}{given}", "```", ""])


def _default(parameter: Parameter) -> str:
    return f"`{json.dumps(parameter.default, ensure_ascii=False)}`" if parameter.optional else "(required)"


def _shell(value: Scalar) -> str:
    return f'"{value}"' if isinstance(value, str) and not value.isalnum() else str(value)


def _examples(path: Path, lines: Iterable[str]) -> dict[str, Scalar]:
    """Read the line `:params {name: value, ...}`, whose values are JSON, which is Cypher too."""
    told = "".join(line for line in lines if line.startswith(":params"))
    try:
        return {match[1]: json.loads(match[2]) for match in _EXAMPLE.finditer(told)}
    except ValueError as error:
        raise BadSource(path, f"the examples cannot be read: {told}") from error


def _parameter(path: Path, match: re.Match[str], examples: Mapping[str, Scalar]) -> Parameter:
    name, kind, doc, default = match.groups()
    if kind not in _READERS:
        raise BadSource(path, str(UnknownName.among(f"parameter type (of ${name})", kind, _READERS)))
    value = json.loads(default) if default else None
    return Parameter(name, kind, doc, examples.get(name), optional=default is not None, default=value)


def _check(path: Path, declared: set[str], examples: Iterable[str], wanted: set[str]) -> None:
    for names_, what in (
        (wanted - declared, "is used but not declared"),
        (declared - wanted, "is declared but not used"),
        (declared ^ set(examples), "must be declared and have an example, both"),
    ):
        if names_:
            raise BadSource(path, f"the parameter ${min(names_)} {what}.")


def _no_parameter(query: str, name: str, known: Iterable[str]) -> UsageError:
    if any(known):
        return UnknownName.among(f"parameter of {query}", name, known)
    return UnknownName(f"The query {query} has no parameters, and {name!r} was given.")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _integer(value: object) -> int:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise TypeError
    return int(value)


_READERS: dict[str, Callable[[object], Scalar]] = {"string": _text, "entity": _text, "integer": _integer}
_HEADER = re.compile(r"(?://[^\n]*\n)+")
_DECLARATION = re.compile(r"\$(\w+)\s+(\w+)\s+(.+?)(?: \(default (.+)\))?")
_EXAMPLE = re.compile(r'(\w+): ("(?:\\.|[^"\\])*"|[^,}]+)')
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|\$(\w+)""",
    re.DOTALL,
)
_PAGE = """# Named queries

Written from the headers of the files in `cypher/`; do not edit. On the command line
`kgraph query NAME -p parameter=value` runs one, and `kgraph queries` lists them all. The examples
give rows on the bundled data.

- A person, film, company, country or festival (a parameter of the type entity) is given by its
  name, by any of its other names (Hangul, other romanizations, other titles), or by its `id`: on
  the command line in any spelling, elsewhere as it is stored. Where several share the name, all of
  them answer.
- A parameter with a default may be left out on the command line. Neo4j has no defaults: paste the
  line `:params {...}` of the file's header into Neo4j Browser before the query, and give `null`
  where the default is `null`.
- All of them only read, and order their rows to the last tie.

"""


if __name__ == "__main__":
    write(Path(__file__).resolve().parents[1] / "docs")
