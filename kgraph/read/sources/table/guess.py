"""A first map of a table, guessed from the names of its columns, English and Korean, and its first rows."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from typing import Any

from kgraph import names
from kgraph.errors import BadSource
from kgraph.read.parts import Part
from kgraph.read.report import Report
from kgraph.read.sources.table.cells import EXCEL, SIGNS, WORDS, bracketed, dated_title
from kgraph.read.sources.table.map import Layout
from kgraph.read.sources.table.rows import Table, delimiter_of, encoding_of, unnumbered
from kgraph.read.sources.table.xlsx import is_xlsx

_TITLES = "title, film title, movie title, film, movie, 제목, 영화명, 영화제목, 작품명, 한글제목, 국문제목"
_FILM = {
    "title": f"{_TITLES}, name",
    "titles": "original title, english title, other titles, 원제, 원제목, 영문명, 영문제목, 영화명(영문)",
    "year": "year, production year, 제작연도, 제작년도, 연도, 년도",
    "released": "released, release date, release, 개봉일, 개봉일자, 개봉 일자",
    "countries": "country, countries, nation, nations, nationality, 국가, 제작국가, 국적, 대표국적, 제작국",
    "genres": "genre, genres, 장르",
    "languages": "language, languages, 언어",
    "minutes": "minutes, runtime, runtime (mins), running time, duration, length, 상영시간, 러닝타임",
    "rating": "rating, certificate, age rating, 등급, 관람등급, 상영등급, 심의등급",
    "kind": "kind, type, title type, 영화유형, 유형",
    "imdb": "imdb, imdb id, tconst, const",
    "wikidata": "wikidata, wikidata id",
    "tmdb": "tmdb, tmdb id",
    "kobis": "kobis, 영화코드, kobis 코드",
    "id": "id, film id, 관리번호",
}
_PEOPLE = {
    "DIRECTED": "director, directors, directed by, 감독, 감독명, 연출",
    "ACTED_IN": "cast, actor, actors, starring, stars, 배우, 배우명, 출연, 출연진, 출연배우, "
    "주연, 주연배우, 조연, 조연배우",
    "WROTE": "writer, writers, screenplay, written by, 각본, 시나리오, 작가",
    "PRODUCED": "producer, producers, produced by, 프로듀서, 제작자",
    "CINEMATOGRAPHY": "cinematographer, cinematography, director of photography, 촬영, 촬영감독",
    "EDITED": "editor, editors, edited by, 편집",
    "COMPOSED_FOR": "composer, composers, music, music by, 음악",
}
_COMPANIES = {
    "PRODUCED": "production company, production companies, studio, company, 제작사, 제작회사",
    "DISTRIBUTED": "distributor, distributors, 배급사",
    "IMPORTED": "importer, 수입사",
    "FUNDED": "investor, investors, 투자사, 투자, 제공",
}
_FIGURES = {
    "admissions": "admissions, audience, tickets, 관객수, 누적관객수, 전국관객수",
    "gross": "gross, box office, sales, 매출액, 누적매출액, 전국매출액",
    "screens": "screens, 스크린수, 전국스크린수",
}
_MANY = {"titles", "countries", "genres", "languages"}
_OF_CLAIMS = {"source", "subject", "entity", "relation"}
_DATES = {
    "%Y.%m.%d": re.compile(r"\d{4}\.\d\d?\.\d\d?"),
    "%Y/%m/%d": re.compile(r"\d{4}/\d\d?/\d\d?"),
    "%Y%m%d": re.compile(r"\d{8}"),
    "%d.%m.%Y": re.compile(r"\d\d?\.\d\d?\.\d{4}"),
    EXCEL: re.compile(r"\d{5}(\.0*)?"),
}
_ENCODINGS = ("cp949", "cp1252")
"""Tried in this order where a text is not UTF-8; the last has a sign for nearly every byte."""
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_SAMPLE, _HEADERS = 200, 10
_HEAD = """\
# What the columns of {name} mean, as far as their names tell. Correct it, then:
#   kgraph load {name} --columns THIS_FILE
# All that can stand here: docs/sources/table.md
"""


def looks_like_films(head: bytes) -> bool:
    """Tell whether one of the first lines of a text names a title and something else about films."""
    strict = {names.fold(one) for one in _TITLES.split(",")}
    for encoding in (encoding_of(head), "cp949"):
        text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
        for line in text.split("\n", _HEADERS)[: _HEADERS - 1]:
            cells = [cell.strip(' "\r\ufeff') for cell in line.split(delimiter_of(line))]
            titled = any(names.fold(cell) in strict for cell in cells)
            if titled and len(_named(cells)) > 1 and not _OF_CLAIMS & set(cells):
                return True
    return False


def guess(part: Part) -> str:
    """Return a map of a table as TOML; BadSource where no column has the name of a title."""
    if part.head.lstrip().startswith(b"<"):
        what = "this is a web page or XML, not a table, whatever its name says."
        raise BadSource(part.shown, what, "Open it with a spreadsheet program, and save it as .xlsx or CSV.")
    table, told = _table(part)
    known = _named(table.columns)
    if "title" not in {key for section, key in known.values() if section == "film"}:
        columns = ", ".join(repr(one) for one in table.columns if one)
        raise BadSource(part.shown, f"no column is called like a title: {columns}.", _by_hand(known))
    rows = [row.value for row in islice(table.rows(), _SAMPLE)]
    lines = [_HEAD.format(name=part.name), "[source]", f"title = {_toml(part.name)}", 'licence = ""', ""]
    layout = {key: value for key, value in (told | _written(known, rows)).items() if value}
    if layout:
        lines += ["[table]", *(f"{key} = {_toml(value)}" for key, value in layout.items()), ""]
    lines += ["[film]", *_film(known, rows), ""]
    lines += _groups(known, rows)
    lines += _box_office(known, table.columns)
    left = [one for one in table.columns if one and one not in known]
    lines += [f"# Not mapped: {', '.join(left)}"] if left else []
    return "\n".join(lines).rstrip() + "\n"


def _table(part: Part) -> tuple[Table, dict[str, Any]]:
    """Return a table, and what of its layout is not what kgraph takes it for without being told."""
    encoding, head = "", part.head
    if not is_xlsx(head) and _decoded(head, encoding_of(head)) is None:
        encoding = next((one for one in _ENCODINGS if _decoded(head, one) is not None), _ENCODINGS[0])
    best = Table(part, Layout(encoding=encoding), Report())
    header = 1
    for number in range(2, _HEADERS):
        try:
            other = Table(part, Layout(encoding=encoding, header=number), Report(skip_bad=True))
        except BadSource:
            break
        if len(_named(other.columns)) > len(_named(best.columns)):
            best, header = other, number
    best = Table(part, Layout(encoding=encoding, header=header), Report(skip_bad=True))
    return best, {"encoding": encoding, "header": header if header > 1 else 0}


def _decoded(head: bytes, encoding: str) -> str | None:
    """Return the text of the beginning of a file, which may end within a sign; None where it is none."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _written(known: Mapping[str, tuple[str, str]], rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how dates and numbers are written, where that is not how kgraph takes them to be."""
    of = {column: key for column, (_, key) in known.items()}
    told = [(of[column], str(cell)) for row in rows for column, cell in row.items() if column in of]
    dates = [
        form for form, cell in _DATES.items() if any(k == "released" and cell.fullmatch(t) for k, t in told)
    ]
    grouped = any(key in _FIGURES and _GROUPED.fullmatch(text) for key, text in told)
    titles = [text for key, text in told if key == "title"]
    dated = "year" not in of.values() and _mostly(dated_title(one)[1] for one in titles)
    return {"dates": dates, "thousands": "," if grouped else "", "year_in_title": dated}


def _named(columns: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return column -> section and key, each key once; a column whose name says nothing is not there."""
    known: dict[str, tuple[str, str]] = {}
    by_name = _by_name()
    for column in columns:
        found = by_name.get(names.fold(unnumbered(column))) or by_name.get(names.fold(column))
        once = found is not None and (found[0] in ("people", "companies") or found not in known.values())
        if found is not None and once:
            known[column] = found
    return known


@cache
def _by_name() -> dict[str, tuple[str, str]]:
    """Return folded name of a column -> section and key; a film's own go before others."""
    sections = {"film": _FILM, "people": _PEOPLE, "companies": _COMPANIES, "box_office": _FIGURES}
    return {
        names.fold(name): (section, key)
        for section, keys in reversed(sections.items())
        for key, all_names in keys.items()
        for name in all_names.split(",")
    }


def _film(known: Mapping[str, tuple[str, str]], rows: list[Mapping[str, Any]]) -> list[str]:
    lines = []
    for column, (section, key) in known.items():
        if section != "film":
            continue
        signs = _signs(column, rows) if key in _MANY else []
        more = f", parted = {_listed(signs)}" if signs else ""
        lines.append(f"{key} = {{ column = {_toml(column)}{more} }}" if more else f"{key} = {_toml(column)}")
    return lines


def _groups(known: Mapping[str, tuple[str, str]], rows: list[Mapping[str, Any]]) -> list[str]:
    lines = []
    for column, (section, relation) in known.items():
        if section in ("people", "companies"):
            lines += [f"[[{section}]]", f"column = {_toml(column)}", f"relation = {_toml(relation)}"]
            signs = _signs(column, rows, WORDS if section == "people" else ())
            lines += [f"parted = {_listed(signs)}"] if signs else []
            lines += ["ordered = true"] if relation == "ACTED_IN" and signs else []
            lines += _names(column, relation, signs, rows) if section == "people" else []
            lines.append("")
    return lines


def _names(column: str, relation: str, signs: list[str], rows: list[Mapping[str, Any]]) -> list[str]:
    """Return how the names in a column are written, where all or most of them are so."""
    cells = [str(row.get(column, "")) for row in rows]
    parting = "|".join(map(re.escape, signs)) or "$"
    found = [one.strip() for cell in cells for one in re.split(parting, cell) if one.strip()]
    if relation == "ACTED_IN" and _mostly(bracketed(one)[1] for one in found):
        return ["bracketed = true"]
    inverted = bool(signs and found) and all(one.count(",") == 1 for one in found)
    return ['names = "family, given"'] if inverted else []


def _mostly(told: Iterable[object]) -> bool:
    some = [bool(one) for one in told]
    return 2 * sum(some) > len(some)


def _box_office(known: Mapping[str, tuple[str, str]], columns: list[str]) -> list[str]:
    figures = {key: column for column, (section, key) in known.items() if section == "box_office"}
    if "admissions" not in figures:
        return []
    korean = any("가" <= sign <= "힣" for sign in "".join(columns))
    where = (
        ['country = "KR"', 'currency = "KRW"'] if korean else ['country = "US"  # where? a name or a code']
    )
    return ["[box_office]", *where, *(f"{key} = {_toml(one)}" for key, one in figures.items()), ""]


def _signs(column: str, rows: list[Mapping[str, Any]], words: Iterable[str] = ()) -> list[str]:
    """Return the sign, and the words, that part what the cells of a column list, as far as it seems."""
    cells = [str(row.get(column, "")) for row in rows]
    found = [sign for sign in SIGNS if any(sign in cell for cell in cells)][:1]
    return found + [word for word in words if any(word in cell for cell in cells)]


def _listed(signs: list[str]) -> str:
    return _toml(signs if len(signs) > 1 else signs[0])


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _by_hand(known: Mapping[str, tuple[str, str]]) -> str:
    if known:
        return 'Write the map by hand: [film] title = "THE COLUMN".'
    return (
        "If the first row is no header, write the map by hand, with [table] header = 0 and columns by number."
    )
