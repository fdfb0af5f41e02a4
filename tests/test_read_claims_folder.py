"""The claims folder: what its tables say, and every way in which a row can be wrong."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
from pathlib import Path
from typing import Any

import pytest

from kgraph.claims import Certainty, Claim, Source, Statement
from kgraph.errors import BadSource
from kgraph.read import Batch, read, read_folder

SOURCES = "id,title,publisher,date,url,licence,attribution\npaper,The Paper,Press,2024-01-01,,CC0-1.0,Press\n"
ENTITIES = """\
id,type,name,source,place,certainty,note,quote,year,founded,genres
beat,Film,Beat,paper,row 1,,,,1997,,drama|crime
jung,Person,Jung Woo-sung,paper,,,,,,,
sidus,Company,Sidus,paper,,,,,,1995,
uno,Company,Uno,paper,,,,,,,
korea,Country,South Korea,paper,,,,,,,
"""
RELATIONS = "subject,relation,object,source,place,certainty,note,quote,role,billing,film,admissions,as_of\n"


def folder(**tables: str | bytes) -> Batch:
    told = {"sources": SOURCES, "entities": ENTITIES} | tables
    files = {f"{name}.csv": text if isinstance(text, bytes) else text.encode() for name, text in told.items()}
    return read_folder(files, name="films", path="films")


def test_every_table_becomes_statements_with_their_claims() -> None:
    batch = folder(
        names="entity,name,kind,source,place,certainty,note,quote\nbeat,비트,hangul,paper,,,on the poster,\n",
        properties="entity,property,value,source,place,certainty,note,quote\nbeat,minutes,112,paper,,disputed,,\n",
        credits=RELATIONS + 'jung,ACTED_IN,beat,paper,row 2,implied,a note,"Jung, as Min",Min|M,1,,,\n',
    )
    assert batch.sources == [Source("paper", "The Paper", "Press", "2024-01-01", "", "CC0-1.0", "Press")]
    film, *_, name, minutes, acted = batch.statements
    values: dict[str, Any] = {"name": "Beat", "year": 1997, "genres": ["drama", "crime"]}
    assert film == Statement("beat", "", "Film", Claim("paper", "row 1"), values)
    assert name == Statement(
        "beat", "", "", Claim("paper", note="hangul: on the poster"), {"names": ["비트"]}
    )
    assert minutes == Statement(
        "beat", "", "", Claim("paper", certainty=Certainty.DISPUTED), {"minutes": 112}
    )
    claim = Claim("paper", "row 2", Certainty.IMPLIED, "a note", "Jung, as Min")
    assert acted == Statement("jung", "ACTED_IN", "beat", claim, {"role": ["Min", "M"], "billing": 1})


def test_dates_and_entities_are_read_as_the_schema_types_them() -> None:
    batch = folder(
        more=RELATIONS
        + "beat,BOX_OFFICE,korea,paper,,,,,,,,349781,1997-06-30\n"
        + "sidus,CO_PRODUCED_WITH,uno,paper,,,,,,,beat,,\n"
    )
    assert batch.statements[-2].values == {"admissions": 349_781, "as_of": dt.date(1997, 6, 30)}
    assert batch.statements[-1].values == {"film": "beat"}


def test_a_spreadsheets_habits_are_tolerated() -> None:
    excel = codecs.BOM_UTF8 + ENTITIES.replace("\n", "\r\n").encode() + b",,,,,,,,,,\r\n\r\n"
    semicolons = RELATIONS.replace(",", ";") + "jung; ACTED_IN ;beat;paper;;Stated;;;;;;;\n"
    batch = folder(entities=excel, credits=semicolons)
    assert len(batch.statements) == 6
    assert batch.statements[-1].claim.certainty is Certainty.STATED


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("jung,ACTD_IN,beat,paper,,,,,,,,,", "No relation is called 'ACTD_IN'. Did you mean 'ACTED_IN'?"),
        (
            "jun,ACTED_IN,beat,paper,,,,,,,,,",
            "the entity 'jun' is not declared in entities.csv. Did you mean 'jung'?",
        ),
        ("jung,ACTED_IN,beta,paper,,,,,,,,,", "the entity 'beta' is not declared"),
        (
            "jung,ACTED_IN,beat,papers,,,,,,,,,",
            "the source 'papers' is not declared in sources.csv. Did you mean 'pap",
        ),
        ("jung,ACTED_IN,beat,,,,,,,,,,", "the cell 'source' is empty"),
        ("jung,,beat,paper,,,,,,,,,", "the cell 'relation' is empty"),
        ("jung,ACTED_IN,beat,paper,,sure,,,,,,,", "'sure' is no certainty. Known: stated, implied, disputed"),
        ("jung,ACTED_IN,beat,paper,,,,1 2 3 4 5 6 7 8 9 10 11 12 13,,,,,", "the quote has 13 words"),
        ("beat,ACTED_IN,jung,paper,,,,,,,,,", "ACTED_IN joins Person to Film, but 'beat' is a Film"),
        ("jung,ACTED_IN,beat,paper,,,,,,first,,,", "'billing' must be a whole number, not 'first'"),
        ("jung,ACTED_IN,beat,paper,,,,,,9223372036854775808,,,", "'billing' must be a whole number"),
        ("jung,DIRECTED,beat,paper,,,,,Min,,,,", "DIRECTED has no property 'role'"),
        ("beat,BOX_OFFICE,korea,paper,,,,,,,,1,June 1997", "'as_of' must be a date such as 1997-05-01"),
        ("beat,BOX_OFFICE,korea,paper,,,,,,,,,", "BOX_OFFICE needs 'admissions', which is empty"),
        ("sidus,CO_PRODUCED_WITH,uno,paper,,,,,,,jung,,", "'film' must be a Film, but 'jung' is a Person"),
        ("sidus,CO_PRODUCED_WITH,uno,paper,,,,,,,bet,,", "the entity 'bet' is not declared"),
        ("sidus,CO_PRODUCED_WITH,korea,paper,,,,,,,beat,,", "joins two of one type, not Company and Country"),
        ("uno,CO_PRODUCED_WITH,uno,paper,,,,,,,beat,,", "'uno' cannot stand in CO_PRODUCED_WITH to itself"),
        ("jung,ACTED_IN,beat,paper", "the row ends before the column 'place': 4 cells, not 13"),
        ("jung,ACTED_IN,beat,paper,,,,,,,,,,more", "the row has a cell without a column"),
    ],
)
def test_a_relation_that_cannot_be_is_refused_with_file_and_row(row: str, what: str) -> None:
    with pytest.raises(BadSource) as refused:
        folder(credits=f"{RELATIONS}jung,ACTED_IN,beat,paper,,,,,,,,,\n{row}\n")
    assert str(refused.value).startswith(f"{Path('films/credits.csv')}, line 3: ")
    assert what in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("beat,Film,Beat,paper,,,,,,,", "two entities have the id 'beat': this and that of line 2"),
        ("paper,Work,Paper,paper,,,,,,,", "the id 'paper' is that of a source"),
        ("x,Flim,X,paper,,,,,,,", "No entity type is called 'Flim'. Did you mean 'Film'?"),
        ("x,Source,X,paper,,,,,,,", "a Source is not declared here. Put it into sources.csv"),
        ("x,Film,,paper,,,,,,,", "the cell 'name' is empty"),
        ("x,Film,X,paper,,,,,MCMXCVII,,", "'year' must be a whole number, not 'MCMXCVII'"),
        ("x,Film,X,paper,,,,,,1997,", "Film has no property 'founded'"),
    ],
)
def test_an_entity_that_cannot_be_is_refused_with_file_and_row(row: str, what: str) -> None:
    with pytest.raises(BadSource, match="line 7") as refused:
        folder(entities=f"{ENTITIES}{row}\n")
    assert what in str(refused.value)


@pytest.mark.parametrize(
    ("table", "text", "what"),
    [
        ("credits", "subject,relation,object\n", "the column 'source' is missing"),
        (
            "credits",
            RELATIONS.replace("role", "rol"),
            "line 1: there is no column 'rol' here. Did you mean 'role'?",
        ),
        ("credits", RELATIONS.replace("role", "billing"), "the column 'billing' stands twice"),
        ("credits", "", "the table is empty"),
        ("credits", RELATIONS + 'jung,"ACTED_IN,beat,paper\n', "this is not CSV"),
        ("names", "entity,name,source\nbeta,B,paper\n", "the entity 'beta' is not declared"),
        ("properties", "entity,property,value,source\nbeat,place,x,paper\n", "Film has no property 'place'"),
        ("properties", "entity,property,value,source\nbeat,id,x,paper\n", "Film has no property 'id'"),
        ("properties", "entity,property,value,source\nbeat,minutes,,paper\n", "the cell 'value' is empty"),
        (
            "sources",
            SOURCES + "paper,Again,,,,,\n",
            "two sources have the id 'paper': this and that of line 2",
        ),
        ("sources", "name\nx\n", "the column 'id' is missing"),
    ],
)
def test_a_table_that_cannot_be_is_refused(table: str, text: str, what: str) -> None:
    with pytest.raises(BadSource, match=f"{table}.csv") as refused:
        folder(**{table: text})
    assert what in str(refused.value)


def test_another_encoding_is_named_with_its_place() -> None:
    latin = (RELATIONS + "jung,ACTED_IN,beat,paper,,,Café,,,,,,\n").encode("cp1252")
    with pytest.raises(
        BadSource, match=r"credits\.csv, line 2: byte 123 \(0xe9\) is not UTF-8. Save it as UTF-8"
    ):
        folder(credits=latin)
    with pytest.raises(BadSource, match="the text is UTF-16, not UTF-8"):
        folder(credits=RELATIONS.encode("utf-16"))


@pytest.mark.parametrize("missing", ["sources", "entities"])
def test_a_folder_without_its_first_tables_is_refused(missing: str, tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="there are no claims in this folder"):
        read(tmp_path)
    other = {"sources": ENTITIES, "entities": SOURCES}[missing]
    (tmp_path / f"{'entities' if missing == 'sources' else 'sources'}.csv").write_text(
        other, encoding="utf-8"
    )
    with pytest.raises(BadSource, match=f"there is no {missing}.csv in it"):
        read(tmp_path)


def test_a_folder_on_the_disk_is_read_whatever_else_lies_there(tmp_path: Path) -> None:
    path = tmp_path / "my films"
    path.mkdir()
    (path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (path / "entities.csv.gz").write_bytes(gzip.compress(ENTITIES.encode()))
    (path / "README.md").write_text("# Notes", encoding="utf-8")
    (path / "._entities.csv").write_bytes(b"\x00\x05\x16\x07")
    (path / "old").mkdir()
    batch = read(path)
    assert (batch.name, len(batch.statements)) == ("my films", 5)
