"""IMDb's non-commercial data: seven tab-separated files, joined and filtered by DuckDB.

What is wanted of them is written as JSON lines, one film with its credits to a line and one person
to a line; these are what is read, and what an embedded store keeps.
"""

# ruff: noqa: S608 - the SQL is made of constants and of quoted paths

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kgraph.claims import Claim, Statement
from kgraph.errors import BadSource
from kgraph.read.options import Options
from kgraph.read.parts import Part
from kgraph.read.sources.imdb.bulk import bulk
from kgraph.read.sources.imdb.database import Database, quoted
from kgraph.read.sources.imdb.files import NAMES, OTHER, TITLES, Table, kind_of, tables
from kgraph.read.sources.imdb.source import source
from kgraph.read.sources.imdb.tables import Joined
from kgraph.read.sources.imdb.wanted import OPTIONS
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.reading import Reading, Row

_DISTILLED = re.compile(rb'\{"imdb (title|person|remark)":')
_MADE_OF = {"films": TITLES, "people": NAMES}
"""The beginning of the name of what is written -> the file whose rows it holds."""
_LIST = "string_split({}, separator())"
_FILMS = f"""
COPY (
    SELECT id AS "imdb title", {{{{name: name, names: {_LIST.format("names")}, kind: kind, year: year,
        end_year: end_year, minutes: minutes, genres: {_LIST.format("genres")}, score: score,
        votes: votes}}}} AS film, credits, part_of
    FROM film LEFT JOIN (
        SELECT film, list({{{{person: person, relation: relation, role: {_LIST.format("role")},
            billing: billing}}}} ORDER BY relation, billing, person, role) AS credits
        FROM credit WHERE hash(film) % {{parts}} = {{part}} GROUP BY film
    ) AS of ON of.film = id LEFT JOIN (
        SELECT film, {{{{series: series, season: season, episode: episode}}}} AS part_of FROM part
    ) AS within ON within.film = id
    WHERE hash(id) % {{parts}} = {{part}} ORDER BY id
) TO {{path}} (FORMAT JSON)
"""
_PEOPLE = f"""
COPY (
    SELECT id AS "imdb person", name, born, died, {_LIST.format("occupation")} AS occupation
    FROM person ORDER BY id
) TO {{path}} (FORMAT JSON)
"""

Statements = Iterator[Statement]


def _recognises(part: Part, _: Options) -> bool:
    return bool(kind_of(part.head) or _DISTILLED.match(part.head))


# ---------------------------------------------------------------- from IMDb's files


def _distil(paths: Sequence[Path], options: Options, folder: Path) -> None:
    files, others = tables(paths)
    with TemporaryDirectory(prefix="kgraph-") as room, Database(Path(room)) as db:
        joined = Joined(db, files, options)
        _write_remarks(joined, files, others, folder)
        if joined.bad and not options.skip_bad:
            return  # reading tells of it
        parts = joined.parts("credit")
        for part in range(parts):
            path = quoted(str(folder / f"films-{part + 1:04}.jsonl"))
            db.run(_FILMS.format(parts=parts, part=part, path=path))
        db.run(_PEOPLE.format(path=quoted(str(folder / "people.jsonl"))))


def _write_remarks(joined: Joined, files: Mapping[str, Table], others: Sequence[Path], folder: Path) -> None:
    """Write what is to be told of rows: of titles and people beside them, of all others in a file before."""
    made_of = {what: str(files[kind].path) for what, kind in _MADE_OF.items() if kind in files}
    bad = [
        {"imdb remark": "bad", "file": str(one.path), "line": one.line, "why": one.what} for one in joined.bad
    ]
    told: dict[str, list[dict[str, Any]]] = {
        what: [one for one in bad if one["file"] == file] for what, file in made_of.items()
    }
    told.setdefault("films", []).extend(
        {"imdb remark": why, "skipped": count} for why, count in joined.skipped.items() if count
    )
    told["0"] = [{"imdb remark": "made of", "files": made_of}]
    told["0"] += [one for one in bad if one["file"] not in made_of.values()]
    told["0"] += [{"imdb remark": "other", "file": str(one)} for one in others]
    told["0"] += [{"imdb remark": why, "left out": count} for why, count in joined.left_out.items() if count]
    for what, some in told.items():
        text = "".join(json.dumps(one) + "\n" for one in some)
        Path(folder, f"{what}-0000.jsonl").write_text(text, encoding="utf-8")


# ---------------------------------------------------------------- from what was made of them


def _read(reading: Reading) -> Statements:
    """Yield what the rows say; the report names the files of IMDb's that they were made of."""
    reading.sources.append(source(reading.name))
    made_of: dict[str, str] = {}
    file = reading.files.called.shown
    for part in reading.parts(told=False):
        of = made_of.get(part.name.partition("-")[0].partition(".")[0], file)
        if of != file:
            reading.report.file_read(file)
        file = of
        if part.head:
            yield from reading.kept(_rows(reading, part, made_of), lambda row: _told(reading.name, row))
    reading.report.file_read(file)


def _rows(reading: Reading, part: Part, made_of: dict[str, str]) -> Iterator[Row]:
    """Yield the rows that say something of a film or person, and report what the remarks tell."""
    for row in reading.json_rows(part):
        match row.value:
            case {"imdb remark": "made of", "files": files}:
                made_of.update(files)
            case {"imdb remark": why, "skipped": count}:
                reading.report.pass_by(why, count)
            case {"imdb remark": "bad", "file": path, "line": line, "why": why}:
                reading.report.bad(BadSource(path, why, row=line or None))
            case {"imdb remark": "other", "file": path}:
                reading.report.skip(BadSource(path, OTHER), OTHER)
            case {"imdb remark": why, "left out": count}:
                reading.report.leave_out(why, count)
            case _:
                yield row


def _told(name: str, row: Row) -> Statements:
    told = row.value
    if "imdb title" in told:
        return _film(told, name)
    return _person(told, name)


def _film(told: dict[str, Any], name: str) -> Statements:
    key = told["imdb title"]
    film, claim = f"imdb:{key}", Claim(name, key)
    values = {what: value for what, value in told["film"].items() if value is not None}
    values["imdb"] = key
    yield Statement(film, "", "Film", claim, values)
    for one in told["credits"] or ():
        yield _credit(one, film, claim)
    if part := told["part_of"]:
        numbers = {what: part[what] for what in ("season", "episode") if part[what] is not None}
        yield Statement(film, "PART_OF", f"imdb:{part['series']}", claim, numbers)


def _credit(told: dict[str, Any], film: str, claim: Claim) -> Statement:
    relation, role, values = told["relation"], told["role"], {}
    if role:
        values["role"] = role[0] if relation == "WORKED_ON" else role
    if told["billing"] is not None:
        values["billing"] = told["billing"]
    return Statement(f"imdb:{told['person']}", relation, film, claim, values)


def _person(told: dict[str, Any], name: str) -> Statements:
    key = told.pop("imdb person")
    values = {what: value for what, value in told.items() if value is not None}
    values["imdb"] = key
    yield Statement(f"imdb:{key}", "", "Person", Claim(name, key), values)


READER = SourceReader("IMDb", _recognises, _read, OPTIONS, _distil, bulk)
