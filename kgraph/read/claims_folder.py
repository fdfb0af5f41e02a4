"""The claims folder: tables that a person edits in a spreadsheet, checked row by row.

Every error names the file and the row, so that it can be put right where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from kgraph.claims import MAX_QUOTE_WORDS, Certainty, Claim, Source, Statement
from kgraph.errors import BadSource, UnknownName
from kgraph.model import Property
from kgraph.read.batch import Batch
from kgraph.read.intake import FORMATS
from kgraph.read.tables import Row, Table, read_table
from kgraph.schema import PropertyType, RelationType, film_schema
from kgraph.values import INTEGERS

_T = TypeVar("_T")
_EVIDENCE = ("source", "place", "certainty", "note", "quote")
_SOURCE_FIELDS = tuple(Source.__slots__)
_MEANT = {
    "integer": "a whole number",
    "float": "a number",
    "boolean": "true or false",
    "date": "a date such as 1997-05-01",
    "partial date": "a date such as 1997, 1997-05 or 1997-05-01",
}


def read_claims(files: Mapping[str, bytes], name: str, path: object = "") -> Batch:
    """Return what the tables of a folder say; BadSource at the first row that cannot be."""
    tables = {_stem(filename): (str(Path(str(path)) / filename), data) for filename, data in files.items()}
    for needed in ("sources", "entities"):
        if needed not in tables:
            what = f"there is no {needed}.csv in it." if tables else "there are no claims in this folder."
            raise BadSource(path or name, what, FORMATS)
    return _Folder(name).read({key: read_table(*table) for key, table in tables.items()})


def _stem(filename: str) -> str:
    return filename.lower().removesuffix(".gz").removesuffix(".csv")


class _Folder:
    def __init__(self, name: str) -> None:
        self.batch = Batch(name)
        self.schema = film_schema()
        self.sources: dict[str, int] = {}
        self.types: dict[str, str] = {}

    def read(self, tables: dict[str, Table]) -> Batch:
        """Read the tables in the order in which each leans on the ones before."""
        self._declare_sources(tables.pop("sources"))
        entities = tables.pop("entities")
        self._declare_entities(entities)
        self._add(entities, self._entity)
        for name, columns, read in (
            ("names", ("entity", "name", "source", "kind"), self._name),
            ("properties", ("entity", "property", "value", "source"), self._property),
        ):
            if name in tables:
                table = tables.pop(name)
                table.expect([column for column in columns if column != "kind"], (*columns, *_EVIDENCE))
                self._add(table, read)
        known = {name for relation in self.schema.relations.values() for name in relation.properties}
        for _, table in sorted(tables.items()):
            table.expect(("subject", "relation", "object", "source"), (*_EVIDENCE, *known))
            self._add(table, self._relation)
        return self.batch

    def _add(self, table: Table, read: Callable[[Row], Statement]) -> None:
        self.batch.statements.extend(read(row) for row in table.rows)

    def _declare_sources(self, table: Table) -> None:
        table.expect(("id",), _SOURCE_FIELDS)
        for row in table.rows:
            source = Source(row.need("id"), *(row.get(key) for key in _SOURCE_FIELDS[1:]))
            if source.id in self.sources:
                line = self.sources[source.id]
                raise row.bad(f"two sources have the id {source.id!r}: this and that of line {line}.")
            self.sources[source.id] = row.line
            self.batch.sources.append(source)

    def _declare_entities(self, table: Table) -> None:
        known = {name for entity in self.schema.entities.values() for name in entity.properties}
        table.expect(("id", "type", "name", "source"), (*_EVIDENCE, *known))
        lines: dict[str, int] = {}
        for row in table.rows:
            entity = row.need("id")
            if entity in lines:
                raise row.bad(f"two entities have the id {entity!r}: this and that of line {lines[entity]}.")
            if entity in self.sources:
                raise row.bad(f"the id {entity!r} is that of a source.", "Give one of the two another id.")
            kind = _known(row, self.schema.entity, row.need("type"))
            if not kind.evidence:
                raise row.bad(f"a {kind.name} is not declared here.", "Put it into sources.csv.")
            self.types[entity] = kind.name
            lines[entity] = row.line

    def _entity(self, row: Row) -> Statement:
        entity, kind = row.need("id"), self.schema.entities[row.need("type")]
        values: dict[str, Property] = {"name": row.need("name")}
        values |= self._values(row, row.without("id", "type", "name"), kind.name, kind.properties)
        return Statement(entity, "", kind.name, self._claim(row), values)

    def _name(self, row: Row) -> Statement:
        entity = self._declared(row, "entity")
        note = ": ".join(text for text in (row.get("kind"), row.get("note")) if text)
        return Statement(entity, "", "", self._claim(row, note), {"names": [row.need("name")]})

    def _property(self, row: Row) -> Statement:
        entity = self._declared(row, "entity")
        kind = self.schema.entities[self.types[entity]]
        told = {row.need("property"): row.need("value")}
        known = {name: one for name, one in kind.properties.items() if name != "id"}
        return Statement(entity, "", "", self._claim(row), self._values(row, told, kind.name, known))

    def _relation(self, row: Row) -> Statement:
        relation = _known(row, self.schema.relation, row.need("relation"))
        subject, other = self._declared(row, "subject"), self._declared(row, "object")
        self._check_ends(row, relation, subject, other)
        told = row.without("subject", "relation", "object")
        values = self._values(row, told, relation.name, relation.properties)
        for name in relation.required:
            if name not in values:
                raise row.bad(f"{relation.name} needs {name!r}, which is empty.")
        return Statement(subject, relation.name, other, self._claim(row), values)

    def _check_ends(self, row: Row, relation: RelationType, subject: str, other: str) -> None:
        for entity, allowed in ((subject, relation.start), (other, relation.end)):
            if self.types[entity] not in allowed:
                ends = f"{' or '.join(relation.start)} to {' or '.join(relation.end)}"
                raise row.bad(f"{relation.name} joins {ends}, but {entity!r} is a {self.types[entity]}.")
        if relation.same_type and self.types[subject] != self.types[other]:
            types = f"{self.types[subject]} and {self.types[other]}"
            raise row.bad(f"{relation.name} joins two of one type, not {types}.")
        if relation.symmetric and subject == other:
            raise row.bad(f"{subject!r} cannot stand in {relation.name} to itself.")

    def _claim(self, row: Row, note: str | None = None) -> Claim:
        source, certainty, quote = row.need("source"), row.get("certainty"), row.get("quote")
        if source not in self.sources:
            what = f"the source {source!r} is not declared in sources.csv."
            raise row.bad(what, _nearest(source, self.sources))
        if certainty and certainty.lower() not in tuple(Certainty):
            known = ", ".join(Certainty)
            raise row.bad(f"{certainty!r} is no certainty.", f"Known: {known}; empty means stated.")
        if (count := len(quote.split())) > MAX_QUOTE_WORDS:
            raise row.bad(f"the quote has {count} words.", f"At most {MAX_QUOTE_WORDS} may be quoted.")
        sure = Certainty(certainty.lower()) if certainty else Certainty.STATED
        return Claim(source, row.get("place"), sure, row.get("note") if note is None else note, quote)

    def _values(
        self, row: Row, cells: Mapping[str, str], owner: str, known: Mapping[str, PropertyType]
    ) -> dict[str, Property]:
        values = {}
        for column, cell in cells.items():
            if column in known:
                values[column] = self._value(row, known[column], cell)
            elif column not in _EVIDENCE or "value" in row.cells:
                hint = _nearest(column, known) or f"It has: {', '.join(sorted(known)) or 'none'}."
                raise row.bad(f"{owner} has no property {column!r}.", hint)
        return values

    def _value(self, row: Row, kind: PropertyType, cell: str) -> Property:
        try:
            value = kind.read(cell)
        except ValueError:
            value = None
        if value is None or (isinstance(value, int) and value not in INTEGERS):
            raise row.bad(f"{kind.name!r} must be {_MEANT[kind.type]}, not {cell!r}.")
        if kind.type == "entity":
            self._check_declared(row, cell)
            if self.types[cell] not in kind.of:
                types = " or ".join(kind.of)
                raise row.bad(f"{kind.name!r} must be a {types}, but {cell!r} is a {self.types[cell]}.")
        return value

    def _declared(self, row: Row, column: str) -> str:
        self._check_declared(row, row.need(column))
        return row.need(column)

    def _check_declared(self, row: Row, entity: str) -> None:
        if entity not in self.types:
            what = f"the entity {entity!r} is not declared in entities.csv."
            raise row.bad(what, _nearest(entity, self.types))


def _known(row: Row, look_up: Callable[[str], _T], name: str) -> _T:
    try:
        return look_up(name)
    except UnknownName as error:
        raise row.bad(error.message, error.hint) from None


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else ""
