"""Plain tables: what rows become by a map, what is wrong with a map or a cell; all films are invented."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.claims import Statement
from kgraph.cli import main
from kgraph.errors import BadSource, KgraphError, UsageError
from kgraph.names import slug
from kgraph.read.options import Options
from kgraph.read.sources.table.map import FIGURES, GROUP, SOURCE, Layout, parse
from kgraph.read.stream import Stream, stream
from kgraph.schema import film_schema
from tests.strategies import strictly

PAGE = (Path(__file__).parent.parent / "docs/sources/table.md").read_text(encoding="utf-8")
MAP = '[film]\ntitle = "Title"\nyear = "Year"\n'
CAST = '[[people]]\ncolumn = "Cast"\nrelation = "ACTED_IN"\n'


def opened(path: Path, columns: str, *, skip_bad: bool = False) -> Stream:
    return stream(path, options=Options.given("", {"columns": columns}, skip_bad=skip_bad))


def told(path: Path, columns: str) -> list[Statement]:
    return [row for row in opened(path, columns).rows if isinstance(row, Statement)]


def declared(statements: list[Statement], kind: str) -> dict[str, Any]:
    return {one.subject: dict(one.values) for one in statements if one.object == kind and not one.relation}


def edges(statements: list[Statement]) -> dict[tuple[str, str, str], Any]:
    return {(one.subject, one.relation, one.object): dict(one.values) for one in statements if one.relation}


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """Write a table as it stands: `csv("Title,Year\\nA,2098\\n")`."""

    def write(text: str, encoding: str = "utf-8", name: str = "films.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def of_page(language: str, number: int) -> str:
    """Return an example of the page."""
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return found[number]


# ---------------------------------------------------------------- the examples of the page


def test_the_korean_example_of_the_page_loads(csv: Any, tmp_path: Path) -> None:
    path, columns = csv(of_page("csv", 0), "cp949"), of_page("toml", 0)
    statements = told(path, columns)
    films = declared(statements, "Film")
    assert films["films:film:종이등-2097"] == {
        "name": "종이등",
        "names": ["The Paper Lantern"],
        "year": 2097,
        "released": dt.date(2098, 5, 3),
        "genres": ["드라마"],
    }
    made, film = edges(statements), "films:film:종이등-2097"
    assert made[film, "BOX_OFFICE", "country/south-korea"] == {"admissions": 12345}
    assert made["films:person:이세나", "ACTED_IN", film] == {"billing": 2}
    assert made["country/south-korea", "CO_PRODUCED_WITH", "country/france"] == {"film": film}
    assert made["films:company:등불", "CO_PRODUCED_WITH", "films:company:심지"] == {"film": film}
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(path, options={"columns": columns})
        assert store.query("MATCH (f:Film) RETURN count(f)").rows == [(2,)]
        source = "MATCH (s:Source) RETURN s.title, s.licence, s.attribution"
        assert store.query(source).rows == [("Films of our archive", "CC BY 4.0", "The Archive")]


def test_the_example_of_a_credit_to_a_row_loads(csv: Any) -> None:
    statements = told(csv(of_page("tsv", 0), name="credits.tsv"), of_page("toml", 1))
    assert declared(statements, "Film")["imdb:tt9900001"] == {
        "name": "The Paper Lantern",
        "minutes": 101,
        "imdb": "tt9900001",
    }
    made = edges(statements)
    assert made["credits:person:cy-pell", "WORKED_ON", "imdb:tt9900001"] == {"role": "gaffer"}
    assert made["credits:person:ada-quill", "WORKED_ON", "imdb:tt9900002"] == {"role": "actor"}
    assert declared(statements, "Person")["credits:person:ada-quill"] == {"name": "Ada Quill"}


def test_the_page_tells_of_every_key_of_a_map() -> None:
    for key in (*SOURCE, *FIGURES, *GROUP, *(one.name for one in fields(Layout)), "unit", "countries"):
        assert f"`{key}`" in PAGE or f"`{key} =" in PAGE, key


# ---------------------------------------------------------------- how a table is written


@pytest.mark.parametrize(
    ("encoding", "delimiter", "named"),
    [
        ("utf-8-sig", ",", ""),
        ("utf-8", ";", ""),
        ("utf-8", "|", ""),
        ("utf-16", "\t", ""),
        ("cp949", "\t", "cp949"),
        ("utf-16-le", ",", "utf-16-le"),
    ],
)
def test_encoding_and_delimiter(csv: Any, encoding: str, delimiter: str, named: str) -> None:
    text = 'Title,Year\r\n비둘기,2098\r\n"두\n줄",2099\r\n'.replace(",", delimiter)
    statements = told(csv(text, encoding), f'[table]\nencoding = "{named}"\n{MAP}')
    assert {one["name"]: one["year"] for one in declared(statements, "Film").values()} == {
        "비둘기": 2098,
        "두\n줄": 2099,
    }
    assert [one.claim.place for one in statements] == ["line 2", "line 3"]


def test_a_header_may_come_late_or_not_at_all(csv: Any) -> None:
    late = told(csv("Our films\n\nTitle,Year\nA,2098\n"), f"[table]\nheader = 3\n{MAP}")
    none = told(csv("A,2098\n"), "[table]\nheader = 0\n[film]\ntitle = 1\nyear = 2\n")
    assert (
        declared(late, "Film") == declared(none, "Film") == {"films:film:a-2098": {"name": "A", "year": 2098}}
    )


def test_numbers_and_dates_are_read_as_the_map_says(csv: Any) -> None:
    path = csv("Title;Score;Votes;Out\nA;7,5;1.234;3.5.2098\nB;-;n/a;05.2098\nC;8;1;2098\n")
    layout = 'decimal = ","\nthousands = "."\ndates = ["%d.%m.%Y", "%m.%Y"]\nempty = ["-", "n/a"]\n'
    film = '[film]\ntitle = "Title"\nscore = "Score"\nvotes = "Votes"\nreleased = "Out"\n'
    films = list(declared(told(path, f"[table]\n{layout}{film}"), "Film").values())
    assert films == [
        {"name": "A", "score": 7.5, "votes": 1234, "released": dt.date(2098, 5, 3), "year": 2098},
        {"name": "B", "release_month": "2098-05", "year": 2098},
        {"name": "C", "score": 8.0, "votes": 1, "year": 2098},
    ]


@pytest.mark.parametrize(
    ("order", "cell", "shown", "others"),
    [
        ("as written", "KIM Du-ri", "KIM Du-ri", []),
        ("family first", "KIM Du-ri", "KIM Du-ri", ["Du-ri KIM"]),
        ("family first", "김두리", "김두리", []),
        ("family, given", "Kim, Du-ri", "Du-ri Kim", []),
        ("family, given", "김, 두리", "김두리", []),
    ],
)
def test_names_are_written_in_several_orders(
    csv: Any, order: str, cell: str, shown: str, others: Any
) -> None:
    path = csv(f'Title,Year,Cast\nA,2098,"{cell}"\n')
    (person,) = declared(told(path, f'{MAP}{CAST}parted = ""\nnames = "{order}"\n'), "Person").values()
    assert (person["name"], person.get("names", [])) == (shown, others)


def test_roles_stand_beside_the_names_and_several_columns_are_one_edge(csv: Any) -> None:
    path = csv("Title,Year,Cast,As,Story,Script\nA,2098,Ada|-|Bo,Tom|x|,Cy,Cy\n")
    writers = "".join(
        f'[[people]]\ncolumn = "{name}"\nrelation = "WROTE"\nrole = "{name.lower()}"\n'
        for name in ("Story", "Script")
    )
    made = edges(
        told(path, f'[table]\nempty = "-"\n{MAP}{CAST}parted = "|"\nroles = "As"\nordered = true\n{writers}')
    )
    film = "films:film:a-2098"
    assert made == {
        ("films:person:ada", "ACTED_IN", film): {"billing": 1, "role": ["Tom"]},
        ("films:person:bo", "ACTED_IN", film): {"billing": 2},
        ("films:person:cy", "WROTE", film): {"role": ["story", "script"]},
    }


def test_what_may_list_several_and_is_not_parted_is_told(csv: Any) -> None:
    made = opened(csv('Title,Year,Cast,Else\nA,2098,"Ada, Bo",x\nA,2098,Cy,\n'), MAP + CAST)
    people = declared([row for row in made.rows if isinstance(row, Statement)], "Person")
    assert [one["name"] for one in people.values()] == ["Ada, Bo", "Cy"]
    assert [note.split(":")[0] for note in made.notes] == [
        "Cells of 'Cast' that hold ',' were taken as one name (1)",
        "Rows with title and year of an earlier one were taken for the same film (1)",
        "Columns that the map does not name were left out",
    ]


def test_a_year_may_stand_behind_the_title(csv: Any) -> None:
    path = csv("Title\nA (2098)\nB [2099]\n2001\nC\n")
    bare = '[film]\ntitle = "Title"\n'
    made = opened(path, bare)
    films = declared([row for row in made.rows if isinstance(row, Statement)], "Film")
    assert [one["name"] for one in films.values()] == ["A (2098)", "B [2099]", "2001", "C"]
    assert made.notes == [
        "Titles that end in a year in brackets were taken whole (2): say in the map"
        " [table] year_in_title = true where it is the year of the film."
    ]
    films = declared(told(path, "[table]\nyear_in_title = true\n" + bare), "Film")
    assert {key: (one["name"], one.get("year")) for key, one in films.items()} == {
        "films:film:a-2098": ("A", 2098),
        "films:film:b-2099": ("B", 2099),
        "films:film:2001": ("2001", None),
        "films:film:c": ("C", None),
    }


def test_roles_may_stand_in_brackets_behind_the_names(csv: Any) -> None:
    path = csv('Title,Year,Cast\nA,2098,"박두리(탐정, 형), 이세나 (의사),오다솜"\n')
    made = opened(path, MAP + CAST + 'parted = ","\n')
    assert len([row for row in made.rows if isinstance(row, Statement) and row.object == "Person"]) == 4
    assert made.notes == [
        "Names in 'Cast' that end in brackets were taken whole (1): say in the map"
        " bracketed = true where roles stand there."
    ]
    statements = told(path, MAP + CAST + 'parted = ","\nbracketed = true\n')
    assert {start: values for (start, *_), values in edges(statements).items()} == {
        "films:person:박두리": {"role": ["탐정, 형"]},
        "films:person:이세나": {"role": ["의사"]},
        "films:person:오다솜": {},
    }


def test_a_row_without_a_title_goes_on_with_the_film_above(csv: Any) -> None:
    path = csv("Title,Year,Cast\nA,2098,Ada\n,,Bo\nB,,Cy\n")
    with pytest.raises(BadSource, match=r"line 3: .*has no title\..*fill_down = \[\"Title\"\]"):
        told(path, MAP + CAST)
    statements = told(path, MAP + CAST + '[table]\nfill_down = ["Title", "Year"]\n')
    assert set(edges(statements)) == {
        ("films:person:ada", "ACTED_IN", "films:film:a-2098"),
        ("films:person:bo", "ACTED_IN", "films:film:a-2098"),
        ("films:person:cy", "ACTED_IN", "films:film:b"),
    }


def test_columns_of_one_name_are_told_apart_by_a_number(csv: Any) -> None:
    path = csv("Title,Year,Actor,,Actor\nA,2098,Ada,,Bo\nB,2099,Cy,,\n")
    cast = "".join(CAST.replace("Cast", f"Actor ({number})") for number in (1, 2))
    assert {start for start, *_ in edges(told(path, MAP + cast))} == {
        "films:person:ada",
        "films:person:bo",
        "films:person:cy",
    }
    done = CliRunner().invoke(main, ["columns", str(path)])
    assert [one.column for one in parse(done.stdout).groups] == ["Actor (1)", "Actor (2)"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("102", 102), ("102 min.", 102), ("1h 42m", 102), ("2 hours", 120), ("1시간 42분", 102), ("102분", 102)],
)
def test_hours_and_minutes_are_minutes(csv: Any, text: str, minutes: int) -> None:
    statements = told(csv(f"Title,Year,Min\nA,2098,{text}\n"), MAP + 'minutes = "Min"\n')
    assert declared(statements, "Film")["films:film:a-2098"]["minutes"] == minutes


def test_days_may_be_counted_as_spreadsheets_do_and_a_unit_may_come_first(csv: Any) -> None:
    columns = MAP + 'released = "Out"\n[table]\ndates = ["excel"]\nthousands = ","\n'
    money = '[box_office]\ncountry = "KR"\nadmissions = "Seats"\ngross = { column = "Won", unit = "₩" }\n'
    path = csv('Title,Year,Out,Seats,Won\nA,,44561,5,"₩1,200"\nB,,44561.0,5,₩7\nC,,1999,5,₩7\n')
    statements = told(path, columns + money)
    films = declared(statements, "Film")
    assert [one.get("released") for one in films.values()] == [dt.date(2021, 12, 31)] * 2 + [None]
    assert [one["year"] for one in films.values()] == [2021, 2021, 1999]
    assert [one["gross"] for one in edges(statements).values()] == [1200, 7, 7]


def test_ids_of_other_bases_are_taken_from_addresses(csv: Any) -> None:
    path = csv("Title,Link,Q\nA,https://www.imdb.com/title/tt9900001/,Q99\n")
    films = declared(told(path, '[film]\ntitle = "Title"\nimdb = "Link"\nwikidata = "Q"\n'), "Film")
    assert films == {"imdb:tt9900001": {"name": "A", "imdb": "tt9900001", "wikidata": "Q99"}}


def test_all_that_is_said_is_of_the_schema(csv: Any) -> None:
    schema = film_schema()
    for one in told(csv(of_page("csv", 0), "cp949"), of_page("toml", 0)):
        kind = schema.relation(one.relation) if one.relation else schema.entity(one.object)
        for name, value in one.values.items():
            assert kind.properties[name].accepts(value), (one, name)


# ---------------------------------------------------------------- spreadsheets


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl, the extra xlsx, is not installed")
    book = openpyxl.Workbook()
    page = book.create_sheet("Films")
    for row in (
        ["Title", "Year", "Out", "Cast", "Score"],
        ["Dove", 2098.0, dt.datetime(2098, 5, 3), "Ada\nBo", 7.5],
        [None, None, None, None, None],
        ["2099", dt.date(2099, 1, 1), None, None, None],
    ):
        page.append(row)
    path = tmp_path / "films.xlsx"
    book.save(path)
    return path


SHEET = '[table]\nsheet = "Films"\ndecimal = ","\n' + MAP + 'released = "Out"\nscore = "Score"\n'


def test_a_sheet_is_read(sheet: Path, tmp_path: Path) -> None:
    columns = f'{SHEET}{CAST}parted = "\\n"\n'
    statements = told(sheet, columns)
    assert declared(statements, "Film") == {
        "films:film:dove-2098": {"name": "Dove", "year": 2098, "released": dt.date(2098, 5, 3), "score": 7.5},
        "films:film:2099-2099": {"name": "2099", "year": 2099},
    }
    assert set(declared(statements, "Person")) == {"films:person:ada", "films:person:bo"}
    assert {one.claim.place for one in statements} == {"line 2", "line 4"}
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(sheet, options={"columns": columns})
        assert store.query("MATCH (p:Person)-[:ACTED_IN]->(f) RETURN count(*)").rows == [(2,)]


def test_a_sheet_that_is_not_there_is_told(sheet: Path) -> None:
    with pytest.raises(BadSource, match=r"no sheet 'Film'\. Known: 'Sheet', 'Films'"):
        told(sheet, SHEET.replace('"Films"', '"Film"'))


def test_a_damaged_sheet_and_an_old_one_are_told(sheet: Path, tmp_path: Path) -> None:
    sheet.write_bytes(sheet.read_bytes()[:-900])
    with pytest.raises(BadSource, match="cannot be"):
        told(sheet, SHEET)
    old = tmp_path / "old"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(BadSource, match="older Excel"):
        told(old, SHEET)


def test_signs_of_the_map_do_not_touch_the_numbers_of_a_sheet(sheet: Path) -> None:
    grouped = '[table]\nsheet = "Films"\ndecimal = ","\nthousands = "."\n' + MAP + 'votes = "Score"\n'
    with pytest.raises(BadSource, match=r"column 'Score': '7\.5' is no whole number"):
        told(sheet, grouped)


def test_a_fault_of_the_spreadsheet_is_a_bad_cell(csv: Any) -> None:
    with pytest.raises(BadSource, match="'#REF!' is an error of the spreadsheet"):
        told(csv("Title,Year\n#REF!,2098\n"), MAP)


def test_without_openpyxl_it_says_what_to_install(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match=r"kgraph\[xlsx\]"):
        told(sheet, SHEET)


# ---------------------------------------------------------------- what is wrong


WRONG = [
    ("film = 1", "'film' must be a section: [film]"),
    ("[film]\ntitle = Title", "it is not TOML"),
    ('[films]\ntitle = "Title"', "the map has no key 'films'. Did you mean 'film'?"),
    ('[film]\nyear = "Year"', "[film] has no title"),
    (MAP + 'titel = "T"', "[film] has no key 'titel'. Did you mean 'title'?"),
    (MAP + "minutes = true", "[film] minutes must name a column: True"),
    (MAP + 'minutes = { colum = "A" }', "has no key 'colum'. Did you mean 'column'?"),
    (MAP + '[table]\nencoding = "cp94"', "nobody knows 'cp94'"),
    (MAP + '[table]\ndelimiter = ";;"', "[table] delimiter must be one sign"),
    (MAP + '[table]\nheader = "1"', "[table] header must be the number of a row"),
    (MAP + '[table]\nthousands = "."', "decimal and thousands are both '.'"),
    (MAP + "[table]\ndates = 1", "[table] dates must be a text or a list of texts"),
    (MAP + "[source]\ntitle = 1", "[source] title must be a text"),
    (MAP + "[people]\n", "'people' must be a list of sections: [[people]]"),
    (MAP + '[[people]]\ncolumn = "Cast"', "an entry of [[people]] has no 'relation'"),
    (
        MAP + CAST.replace("ACTED_IN", "ACTS_IN"),
        "'ACTS_IN' is no relation of a Person to a film. Did you mean 'ACTED_IN'?",
    ),
    (MAP + CAST.replace("people", "companies"), "'ACTED_IN' is no relation of a Company to a film"),
    (MAP + CAST.replace("ACTED_IN", "DIRECTED") + 'role = "x"', "DIRECTED has no role"),
    (MAP + CAST.replace("ACTED_IN", "DIRECTED") + "ordered = true", "DIRECTED has no order"),
    (MAP + CAST + 'names = "first"', "'first' is no way to write names"),
    (MAP + CAST + 'roles = "As"\nbracketed = true', "[[people]] has roles and bracketed"),
    (MAP + CAST.replace("ACTED_IN", "DIRECTED") + "bracketed = true", "DIRECTED has no role"),
    (MAP + CAST + 'ordered = "yes"', "[[people]] ordered must be true or false: 'yes'"),
    (MAP + "[table]\nyear_in_title = 1", "[table] year_in_title must be true or false: 1"),
    (MAP + '[box_office]\nadmissions = "A"', "[box_office] needs"),
]


@pytest.mark.parametrize(("columns", "what"), WRONG, ids=[what for _, what in WRONG])
def test_a_mistake_in_the_map_is_told_with_what_is_allowed(csv: Any, columns: str, what: str) -> None:
    with pytest.raises(UsageError) as wrong:
        told(csv("Title,Year,Cast\nA,2098,Ada\n"), columns)
    assert what in str(wrong.value)
    assert "\n" not in str(wrong.value)


MORE = 'released = "Out"\nminutes = "Min"\nimdb = "Id"\n' + CAST + 'parted = "|"\nroles = "As"\n'
HEADER = "Title,Year,Out,Min,Id,Cast,As\n"
CELLS = [
    (",2098,,,,,", "column 'Title': the film has no title"),
    ("A,2098년,,,,,", "column 'Year': '2098년' is no whole number. Say in the map what follows the number"),
    ('A,"2,098",,,,,', 'thousands = ","'),
    ("A,2098,45000,,,,", 'dates = ["excel"]'),
    ("A,2098,,$90,,,", 'Say in the map what is before the number: { column = "...", unit = "$" }'),
    ("A,2098,2098.5.3,,,,", "column 'Out': '2098.5.3' is no date. Dates are read as YYYY-MM-DD"),
    ("A,2098,2098-02-30,,,,", "'2098-02-30' is no date"),
    ("A,2098,,long,,,", "column 'Min': 'long' is no whole number"),
    ("A,2098,,,nm1,,", "column 'Id': "),
    ("A,2098,,,x,,", "column 'Id': 'x' is no id of a film"),
    ("A,2098,,,,Ada|Bo,Tom", "column 'As': it lists 1, and 'Cast' lists 2"),
    ("A,2098,,,,Ada", "the row has 6 cells, and there are 7 columns"),
    ("A,2098,,,,Ada,Tom,x", "the row has 8 cells"),
    ('A,"2098"x,,,,,', "this is not CSV"),
]


@pytest.mark.parametrize(("row", "what"), CELLS, ids=[row for row, _ in CELLS])
def test_a_bad_cell_is_told_with_row_and_column(csv: Any, row: str, what: str) -> None:
    path = csv(f"{HEADER}B,2098,,,,,\n{row}\nC,2098,,,,,\n")
    with pytest.raises(BadSource) as wrong:
        told(path, MAP + MORE)
    assert str(wrong.value).startswith(f"{path}, line 3: ")
    assert what in str(wrong.value)
    made = opened(path, MAP + MORE, skip_bad=True)
    films = declared([one for one in made.rows if isinstance(one, Statement)], "Film")
    assert [one["name"] for one in films.values()] == ["B", "C"]
    assert (made.report.read, made.report.kept) == (3, 2)


def test_a_line_of_another_encoding_is_a_bad_row(csv: Any) -> None:
    path = csv("Title,Year\nA,2098\n")
    path.write_bytes(path.read_bytes() + "비둘기,2098\n".encode("cp949") + b"B,2098\n")
    with pytest.raises(BadSource, match=r"line 3: byte 0xba is not UTF-8\..*encoding = \"cp949\""):
        told(path, MAP)
    films = declared(
        [one for one in opened(path, MAP, skip_bad=True).rows if isinstance(one, Statement)], "Film"
    )
    assert [one["name"] for one in films.values()] == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Titel,Year\nA,2098\n", "there is no column 'Title', which the map names. Did you mean 'Titel'?"),
        (
            "Title,Year,Title\nA,2098,B\n",
            "'Title' stands there 2 times. Say in the map which one is meant: 'Title (1)'",
        ),
        ("Title,Year\n", "it is empty"),
    ],
)
def test_a_header_that_is_not_the_map_s_is_told(csv: Any, text: str, what: str) -> None:
    with pytest.raises(BadSource) as wrong:
        told(csv(text), MAP)
    assert what in str(wrong.value)


def test_a_table_without_a_map_says_how_to_write_one(csv: Any, sheet: Path) -> None:
    for path in (
        csv("제목,감독\n비둘기,감하나\n", "cp949"),
        csv("Title;Year\nA;2098\n", name="b.csv"),
        csv("Title;Year\nMöwe;2098\n", "cp1252", name="c.csv"),
        csv("Title\tYear\nA\t2098\n", "utf-16", name="d.txt"),
        csv("영화 목록,,\n,,\n순번,영화명,감독\n1,비둘기,감하나\n", "cp949", name="e.csv"),
        sheet,
    ):
        with pytest.raises(KgraphError, match=r"kgraph columns FILE > map.toml"):
            list(stream(path).rows)


def test_the_map_is_no_option_of_another_source(tmp_path: Path) -> None:
    path = tmp_path / "films.jsonl"
    path.write_text('{"title": "A", "year": 2098}\n{"title": "B", "year": 2098}\n')
    with pytest.raises(UsageError, match="--columns is no option"):
        opened(path, MAP)


def test_in_a_folder_other_tables_and_files_are_passed_over(tmp_path: Path) -> None:
    texts = {
        "a.csv": "Title,Year\nA,2098\n",
        "b.csv": "Town,Size\nC,1\n",
        "c.json": "{}",
        "d.csv": "Title,Year\nD,2098\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    made = opened(tmp_path, MAP)
    statements = [one for one in made.rows if isinstance(one, Statement)]
    assert [one["name"] for one in declared(statements, "Film").values()] == ["A", "D"]
    assert made.report.skipped.total() == 2
    assert {one.claim.place for one in statements} == {"a.csv, line 2", "d.csv, line 2"}


# ---------------------------------------------------------------- a first map; stores


def test_a_map_is_guessed_and_loads(csv: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    csv(of_page("csv", 0), "cp949")
    done = CliRunner().invoke(main, ["columns", "films.csv"])
    assert done.exit_code == 0, done.output
    Path("map.toml").write_text(done.stdout, encoding="utf-8")
    meaning = parse(done.stdout)
    assert (meaning.layout.encoding, meaning.layout.dates, meaning.layout.thousands) == (
        "cp949",
        ("%Y.%m.%d",),
        ",",
    )
    assert {key: field.columns for key, field in meaning.film.items()} == {
        "title": ("영화명",),
        "titles": ("영문제목",),
        "year": ("제작연도",),
        "released": ("개봉일",),
        "countries": ("국가",),
        "genres": ("장르",),
    }
    assert [(one.column, one.relation, one.parted) for one in meaning.groups] == [
        ("감독", "DIRECTED", None),
        ("출연", "ACTED_IN", (",",)),
        ("제작사", "PRODUCED", (";",)),
        ("배급사", "DISTRIBUTED", None),
    ]
    done = CliRunner().invoke(main, ["load", "films.csv", "--columns", "map.toml"])
    assert done.exit_code == 0, done.output
    assert "films: 2 rows read, 2 kept." in done.stderr


def test_a_guess_sees_english_names_and_a_header_that_comes_late(csv: Any) -> None:
    path = csv("List of 2098\n\nFilm Title;Directors;Studio;Remarks\nA;Ada/Bo;Wick;x\n")
    done = CliRunner().invoke(main, ["columns", str(path)])
    meaning = parse(done.stdout)
    assert (meaning.layout.header, meaning.film["title"].columns) == (3, ("Film Title",))
    assert [one.relation for one in meaning.groups] == ["DIRECTED", "PRODUCED"]
    assert "# Not mapped: Remarks" in done.stdout


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", ""), ("utf-16", ""), ("utf-16-be", ""), ("cp949", "cp949"), ("cp1252", "cp1252")],
)
def test_a_guess_finds_the_encoding(csv: Any, encoding: str, named: str) -> None:
    title, mark = ("비둘기" if encoding == "cp949" else "Möwe"), "\ufeff" * encoding.endswith("be")
    path = csv(f"{mark}Title;Year;Director\n{title};2098;Quill\n" + "X;2098;Reed\n" * 9000, encoding)
    done = CliRunner().invoke(main, ["columns", str(path)])
    assert parse(done.stdout).layout.encoding == named
    assert declared(told(path, done.stdout), "Film")[f"films:film:{slug(title)}-2098"]["name"] == title


def test_a_guess_sees_how_titles_names_and_days_are_written(csv: Any) -> None:
    path = csv(
        "Title|Release date|Cast|Director|Runtime (mins)|Const\n"
        "A (2098)|03.05.2098|Bo Reed (Tom);Cy Pell (Ann)|Quill, Ada;Reed, Bo|90|tt9900001\n"
    )
    done = CliRunner().invoke(main, ["columns", str(path)])
    meaning = parse(done.stdout)
    assert (meaning.layout.year_in_title, meaning.layout.dates) == (True, ("%d.%m.%Y",))
    assert [(one.bracketed, one.names) for one in meaning.groups] == [
        (True, "as written"),
        (False, "family, given"),
    ]
    assert set(meaning.film) == {"title", "released", "minutes", "imdb"}
    films = declared(told(path, done.stdout), "Film")
    assert films["imdb:tt9900001"]["released"] == dt.date(2098, 5, 3)


def test_words_part_the_names_of_people_alone(csv: Any) -> None:
    path = csv("Title,Director,Country\nA,Ada and Bo & Cy,Bosnia and Herzegovina\n")
    done = CliRunner().invoke(main, ["columns", str(path)])
    statements = told(path, done.stdout)
    assert len(declared(statements, "Person")) == 3
    assert set(declared(statements, "Country")) == {"country/bosnia-herzegovina"}


def test_a_web_page_is_no_table_whatever_its_name(csv: Any) -> None:
    path = csv("<html><table><tr><th>Title</th></tr></table></html>", name="films.xls")
    done = CliRunner().invoke(main, ["columns", str(path)])
    assert done.exit_code == 1
    assert "this is a web page or XML, not a table" in done.stderr


def test_a_table_without_a_title_cannot_be_guessed(csv: Any) -> None:
    done = CliRunner().invoke(main, ["columns", str(csv("Town,Size\nC,1\n"))])
    assert done.exit_code == 1
    assert "no column is called like a title: 'Town', 'Size'." in done.stderr


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "noise"
    path.write_bytes(bytes(range(128, 256)) * 9)
    done = CliRunner().invoke(main, ["columns", str(path)])
    assert done.exit_code == 1
    assert "line 1: byte 0x80 is not CP949." in done.stderr


def test_a_store_keeps_the_map(csv: Any, tmp_path: Path) -> None:
    path, count = csv("Title,Year,Cast\nA,2098,Ada|Bo\n"), "MATCH (p:Person) RETURN count(p)"
    columns = f'{MAP}{CAST}parted = "|"\n'
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(path, options={"columns": columns})
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(csv("Title,Year,Cast\nB,2098,Cy\n", name="other.csv"), options={"columns": columns})
        assert store.query(count).rows == [(3,)]  # the graph is made anew of both
        assert store.load(path, options={"columns": columns})[0].status == "unchanged"
        assert store.load(path, options={"columns": MAP})[0].status == "replaced"
        assert store.query(count).rows == [(1,)]


def test_both_stores_hold_the_same(csv: Any, tmp_path: Path, neo4j_empty: str) -> None:
    path = csv(of_page("csv", 0), "cp949")
    how: dict[str, Any] = {"options": {"columns": of_page("toml", 0)}}
    with kgraph.open(tmp_path / "store.kgl") as one, kgraph.open(neo4j_empty) as other:
        assert one.load(path, **how)[0].report == other.load(path, **how)[0].report
        assert strictly(one.graph) == strictly(other.graph)
        assert other.load(path, **how)[0].status == "unchanged"
