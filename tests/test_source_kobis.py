"""KOBIS: what its answers become, in invented films, and in the real ones where they are at hand."""

from __future__ import annotations

import bz2
import copy
import datetime as dt
import gzip
import io
import json
import lzma
import tarfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.claims import Statement
from kgraph.cli import main
from kgraph.errors import BadSource, UsageError
from kgraph.read.options import Options
from kgraph.read.report import Report
from kgraph.read.stream import Stream, stream
from kgraph.schema import film_schema
from tests.bad_rows import stops_or_is_skipped
from tests.kobis_answers import (
    BOX_OFFICE,
    COMPANIES,
    COMPANY,
    FAULT,
    LIST,
    PEOPLE,
    PERSON,
    actor,
    company,
    film,
    lines,
    nations,
    worker,
)
from tests.strategies import strictly


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """Write answers as JSON lines: `file(film())`."""

    def write(*answers: Any, name: str = "films.jsonl") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lines(*answers))
        return path

    return write


def told(path: Path, **choices: str | bool) -> list[Statement]:
    rows = list(stream(path, options=Options.given("", choices, skip_bad=False)).rows)
    return [row for row in rows if isinstance(row, Statement)]


def declared(statements: list[Statement], kind: str) -> dict[str, Any]:
    return {one.subject: dict(one.values) for one in statements if one.object == kind and not one.relation}


def edges(statements: list[Statement]) -> set[tuple[str, str, str]]:
    return {(one.subject, one.relation, one.object) for one in statements if one.relation}


def test_a_film_has_what_the_answer_says(file: Any) -> None:
    audits = [{"watchGradeNm": "청소년관람불가"}, {"watchGradeNm": "12세이상관람가"}]
    path = file(film(nations=nations("한국", "일본 "), audits=audits))
    statements = told(path)
    assert declared(statements, "Film") == {
        "kobis:20990001": {
            "name": "가나다",
            "names": ["Ga Na Da"],
            "year": 2098,
            "kind": "feature",
            "kobis": "20990001",
            "released": dt.date(2099, 5, 3),
            "minutes": 101,
            "genres": ["드라마", "SF"],
            "rating": "12세이상관람가",
            "ratings": ["청소년관람불가", "12세이상관람가"],
        }
    }
    assert declared(statements, "Country")["country/south-korea"] == {
        "name": "South Korea",
        "names": ["한국"],
        "iso": "KR",
    }
    assert ("country/south-korea", "CO_PRODUCED_WITH", "country/japan") in edges(statements)
    assert {one.claim.place for one in statements} == {"line 1"}


def test_a_release_without_a_day_is_a_month_and_a_film_to_come_says_so(file: Any) -> None:
    (values,) = declared(told(file(film(openDt="20990500", prdtStatNm="개봉예정"))), "Film").values()
    assert (values["release_month"], values["status"]) == ("2099-05", "개봉예정")
    assert "released" not in values


def test_a_cast_keeps_its_order_and_two_roles_of_one_are_one_edge(file: Any) -> None:
    cast = [actor("가", "GA A", "왕"), actor("나", cast="종"), actor("가", "Ga A", "왕의 형")]
    statements = told(file(film(actors=cast)))
    acted = {one.subject: dict(one.values) for one in statements if one.relation == "ACTED_IN"}
    assert acted == {
        "kobis:person:가:gaa": {"billing": 1, "role": ["왕", "왕의 형"]},
        "kobis:person:나": {"billing": 2, "role": ["종"]},
    }


def test_companies_stand_in_the_relation_of_their_part(file: Any) -> None:
    parts = {
        "제작사": "PRODUCED",
        "공동제작사": "PRODUCED",
        "배급사": "DISTRIBUTED",
        "수입사": "IMPORTED",
        "제공": "FUNDED",
        "공동제공": "FUNDED",
        "해외세일즈사": "SOLD_ABROAD",
        "홍보사": "WORKED_ON",
    }
    companies = [company(str(n), f"회사 {n}", part, f"Firm {n}") for n, part in enumerate(parts)]
    statements = told(file(film(companys=companies)))
    made = {one.relation for one in statements if one.subject.startswith("kobis:company:")}
    assert made == {*parts.values(), "CO_PRODUCED_WITH", ""}
    for n, relation in enumerate(parts.values()):
        assert (f"kobis:company:{n}", relation, "kobis:20990001") in edges(statements)
    (pair,) = [one for one in statements if one.relation == "CO_PRODUCED_WITH"]
    assert (pair.subject, pair.object, dict(pair.values)) == (
        "kobis:company:0",
        "kobis:company:1",
        {"film": "kobis:20990001"},
    )
    assert declared(statements, "Company")["kobis:company:0"] == {
        "name": "회사 0",
        "names": ["Firm 0"],
        "kobis": "0",
    }


def test_key_staff_is_loaded_and_all_of_it_when_asked_for(file: Any) -> None:
    staff = [worker("갑", "촬영"), worker("을", "조명팀"), worker("병", "조명"), worker("정", "제작")]
    path = file(film(staffs=staff))
    few, many = edges(told(path)), edges(told(path, staff=True))
    assert ("kobis:person:갑", "CINEMATOGRAPHY", "kobis:20990001") in few
    assert many - few == {("kobis:person:을", "WORKED_ON", "kobis:20990001")}
    roles = {one.subject: one.values["role"] for one in told(path, staff=True) if "role" in one.values}
    assert roles == {"kobis:person:을": "조명팀", "kobis:person:병": "조명", "kobis:person:정": ["제작"]}
    report = Report()
    list(stream(path, report=report).rows)
    assert report.left_out == Counter({"staff, which --staff loads": 1})


def test_two_english_names_are_two_people_and_one_spelled_otherwise_is_one(file: Any) -> None:
    one = film("1", actors=[actor("이하나", "LEE Ha-na"), actor("박두리", "PARK Du-ri")])
    other = film("2", actors=[actor("이하나", "Yi Hana"), actor("박두리", "Park Duri")])
    people = declared(told(file(one, other)), "Person")
    assert {key for key in people if "이하나" in key} == {
        "kobis:person:이하나:leehana",
        "kobis:person:이하나:yihana",
    }
    assert people["kobis:person:박두리:parkduri"] == {"name": "박두리", "names": ["PARK Du-ri"]}


def test_a_family_name_in_capitals_may_come_last(file: Any) -> None:
    one = film("1", actors=[actor("박두리", "PARK Du-ri")])
    other = film("2", actors=[actor("박두리", "Du-ri PARK")])
    assert len([key for key in declared(told(file(one, other)), "Person") if "박두리" in key]) == 1


def test_who_has_no_english_name_is_the_one_of_the_same_name_and_job(file: Any) -> None:
    staff = [worker("박두리", "제작")]
    one = film("1", actors=[actor("박두리")], staffs=staff)
    other = film("2", actors=[actor("박두리", "PARK Du-ri")])
    statements = told(file(one, other))
    assert ("kobis:person:박두리:parkduri", "ACTED_IN", "kobis:1") in edges(statements)
    assert ("kobis:person:박두리", "PRODUCED", "kobis:1") in edges(statements)


def test_people_with_a_code_keep_it_and_their_films(file: Any) -> None:
    statements = told(file(PERSON, film()))
    assert declared(statements, "Person")["kobis:person:77"] == {
        "name": "감하나",
        "names": ["KAM Ha-na"],
        "kobis": "77",
        "gender": "여자",
        "occupation": ["감독"],
    }
    assert ("kobis:person:77", "DIRECTED", "kobis:20990001") in edges(statements)
    assert ("kobis:person:77", "ACTED_IN", "kobis:20990003") in edges(statements)


def test_companies_with_a_code_keep_it_and_their_films(file: Any) -> None:
    statements = told(file(COMPANY, COMPANIES, film()))
    assert declared(statements, "Company") == {
        "kobis:company:88": {"name": "영화사 갑", "names": ["Gap Film"], "kobis": "88"},
        "kobis:company:89": {"name": "영화사 을", "kobis": "89"},
    }
    made = {
        (one.relation, one.object): dict(one.values)
        for one in statements
        if one.subject == "kobis:company:88" and one.relation
    }
    assert made == {
        ("PRODUCED", "kobis:20990001"): {},
        ("FUNDED", "kobis:20990003"): {"role": ["공동제공"]},
        ("WORKED_ON", "kobis:20990003"): {"role": "프로덕션 서비스"},
    }


def test_a_list_of_people_has_their_names_and_codes(file: Any) -> None:
    assert declared(told(file(PEOPLE)), "Person") == {
        "kobis:person:78": {"name": "감둘", "kobis": "78", "occupation": ["배우"]}
    }


def test_a_company_alone_is_recognised(tmp_path: Path) -> None:
    for answer in (COMPANY, COMPANIES, COMPANY["companyInfoResult"]):
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(answer, ensure_ascii=False, indent=1), "utf-8")
        assert declared(told(path), "Company")


def test_other_is_neither_a_kind_of_film_nor_a_state_of_it(file: Any) -> None:
    (values,) = declared(told(file(film(typeNm="기타", prdtStatNm="기타"))), "Film").values()
    assert values.keys().isdisjoint({"kind", "status"})
    (values,) = declared(told(file(film(typeNm="온라인전용"))), "Film").values()
    assert values["kind"] == "온라인전용"


def test_an_older_name_of_a_country_is_that_country(file: Any) -> None:
    known = declared(told(file(film(nations=nations("몽고", "터키")))), "Country")
    assert {key: one["iso"] for key, one in known.items()} == {
        "country/mongolia": "MN",
        "country/turkey": "TR",
    }


def test_a_list_and_the_box_office_are_read(file: Any) -> None:
    statements = told(file(LIST, BOX_OFFICE))
    films = declared(statements, "Film")
    assert films["kobis:20990002"] == {
        "name": "라마바",
        "names": ["Ra Ma Ba"],
        "year": 2099,
        "kind": "short",
        "kobis": "20990002",
        "genres": ["드라마", "공포(호러)"],
        "status": "개봉예정",
    }
    (sold,) = [one for one in statements if one.relation == "BOX_OFFICE"]
    assert (sold.subject, sold.object) == ("kobis:20990001", "country/south-korea")
    assert dict(sold.values) == {
        "admissions": 1200,
        "gross": 9000000,
        "currency": "KRW",
        "screens": 15,
        "rank": 1,
        "as_of": dt.date(2099, 5, 7),
        "days": 7,
    }


def test_a_day_and_a_week_that_end_together_do_not_contradict(file: Any, tmp_path: Path) -> None:
    told_of_day: dict[str, Any] = copy.deepcopy(BOX_OFFICE["boxOfficeResult"])
    told_of_day["showRange"] = "20990507~20990507"
    told_of_day["dailyBoxOfficeList"] = told_of_day.pop("weeklyBoxOfficeList")
    told_of_day["dailyBoxOfficeList"][0] |= {"rank": "4", "scrnCnt": "9"}
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(file(BOX_OFFICE, {"boxOfficeResult": told_of_day}))
        query = "MATCH ()-[r:BOX_OFFICE]->() RETURN r.days, r.rank, r.screens, r.contradicted ORDER BY r.days"
        assert store.query(query).rows == [(1, 4, 9, False), (7, 1, 15, False)]


def test_a_period_that_ends_before_it_begins_is_bad(file: Any) -> None:
    turned = {"boxOfficeResult": {**BOX_OFFICE["boxOfficeResult"], "showRange": "20990507~20990501"}}
    with pytest.raises(BadSource, match="'showRange' ends before it begins"):
        told(file(turned))


def test_all_that_is_said_is_of_the_schema(file: Any) -> None:
    staff = [worker("갑", "촬영"), worker("을", "조명팀")]
    rich = film(actors=[actor("가", cast="왕")], staffs=staff, nations=nations("한국", "영국"))
    schema = film_schema()
    for one in told(file(rich, LIST, PERSON, PEOPLE, COMPANY, COMPANIES, BOX_OFFICE), staff=True):
        kind = schema.relation(one.relation) if one.relation else schema.entity(one.object)
        for name, value in one.values.items():
            assert kind.properties[name].accepts(value), (one, name)


# ---------------------------------------------------------------- folders, archives, one document


PACKS: dict[str, Callable[[bytes], bytes]] = {
    "tar": bytes,
    "tar.gz": gzip.compress,
    "tar.bz2": bz2.compress,
    "tar.xz": lzma.compress,
}


def packed(form: str, tmp_path: Path) -> Path:
    answers = {"2098/1.json": film("1"), "2098/2.json": film("2", name="하")}
    texts = {name: json.dumps(one, ensure_ascii=False).encode() for name, one in answers.items()}
    path = tmp_path / "packed"
    if form == "folder":
        for name, data in texts.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)
    elif form == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in texts.items():
                archive.writestr(name, data)
    else:
        path.write_bytes(PACKS[form](tarred(texts)))
    return path


def tarred(texts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name, data in texts.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return made.getvalue()


@pytest.mark.parametrize("form", ["folder", "zip", *PACKS])
def test_a_folder_or_an_archive_is_read_like_lines(form: str, tmp_path: Path) -> None:
    path = packed(form, tmp_path)
    statements = told(path)
    assert set(declared(statements, "Film")) == {"kobis:1", "kobis:2"}
    assert {one.claim.place for one in statements} == {"2098/1.json", "2098/2.json"}
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(path)
        assert store.query("MATCH (f:Film) RETURN count(f)").rows == [(2,)]
        (again,) = store.load(path)
        assert again.status == "unchanged"


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_one_document_an_array_and_a_bare_film_are_read(pack: Any, tmp_path: Path) -> None:
    for answers in ([film()], film(), film()["movieInfoResult"], film()["movieInfoResult"]["movieInfo"]):
        path = tmp_path / "answer"
        path.write_bytes(pack(json.dumps(answers, ensure_ascii=False, indent=1).encode()))
        assert set(declared(told(path), "Film")) == {"kobis:20990001"}


def test_a_folder_whose_name_a_file_system_takes_apart_goes_by_the_name_people_type(tmp_path: Path) -> None:
    folder = tmp_path / unicodedata.normalize("NFD", "영화 자료")
    folder.mkdir()
    answer = "\ufeff" + json.dumps(film(), ensure_ascii=False)
    (folder / unicodedata.normalize("NFD", "가나다.json")).write_text(answer, "utf-8")
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(folder)
        assert [one.id for one in store.sources()] == ["영화 자료"]
        assert store.load(folder)[0].status == "unchanged"
        store.unload("영화 자료")
        assert store.sources() == []


def test_what_else_is_in_the_folder_is_passed_over_and_told(tmp_path: Path) -> None:
    path = packed("folder", tmp_path)
    (path / "README.txt").write_text("about")
    made = stream(path)
    list(made.rows)
    assert (made.report.read, made.report.kept) == (3, 2)
    assert "1 skipped (this is no answer of KOBIS: 1)" in str(made.report)


def test_a_damaged_archive_is_told_in_a_line(tmp_path: Path) -> None:
    path = packed("zip", tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(BadSource, match="packed: the file cannot be read"):
        list(stream(path).rows)


# ---------------------------------------------------------------- what is wrong


BAD = [
    (FAULT, "KOBIS refused to answer: 유효하지않은 키값입니다. (320010)"),
    ({"movieInfoResult": {"movieInfo": None}}, "KOBIS knows no such film"),
    ({"movieInfoResult": None}, "KOBIS knows no such film"),
    ({"movieInfoResult": {"source": "영화진흥위원회"}}, "'movieInfo' is missing"),
    ({"companyInfoResult": {"companyInfo": {}}}, "the company has no code or no name"),
    (film(code=""), "the film has no code"),
    (film(name=" "), "the film has no title"),
    (film(showTm="long"), "'showTm' is no whole number: 'long'"),
    (film(openDt="20991350"), "'openDt' is no date"),
    (film(actors={}), "'actors' must be a list of objects"),
    (film(movieNm=[]), "'movieNm' must be a text"),
    ({"other": 1}, "this is no answer of KOBIS"),
    ([1], "this is no answer of KOBIS"),
]


@pytest.mark.parametrize(("answer", "what"), BAD, ids=[what for _, what in BAD])
def test_a_bad_row_stops_the_load_and_is_skipped_when_asked(
    answer: Any, what: str, file: Any, tmp_path: Path
) -> None:
    path = file(film("1"), answer, film("2", name="하"))
    skipped, read, whole = stops_or_is_skipped(path, what, tmp_path)
    assert what in skipped["why"]
    assert (read["rows"], read["kept"], read["skipped"]) == (3, 2, 1)
    assert (whole["source"], whole["kept"]) == ("films", 2)


@pytest.mark.parametrize("damage", [b"{broken\n", b'{"movieCd": "\xff"}\n'])
def test_a_line_that_cannot_be_read_is_a_bad_row(damage: bytes, tmp_path: Path) -> None:
    path = tmp_path / "films.jsonl"
    path.write_bytes(lines(film("1")) + damage + lines(film("2")))
    with pytest.raises(BadSource, match="line 2"):
        told(path)
    made: Stream = stream(path, options=Options(skip_bad=True))
    rows = [row for row in made.rows if isinstance(row, Statement)]
    assert set(declared(rows, "Film")) == {"kobis:1", "kobis:2"}
    assert (made.report.read, made.report.kept) == (3, 2)


def test_a_bad_row_takes_back_what_it_had_declared(file: Any) -> None:
    bad = film("1", directors=[{"peopleNm": "새 사람", "peopleNmEn": ""}], staffs="none")
    path = file(bad, film("2", directors=[{"peopleNm": "새 사람", "peopleNmEn": ""}]))
    made = stream(path, options=Options(skip_bad=True))
    people = [row.subject for row in made.rows if isinstance(row, Statement) and row.object == "Person"]
    assert people == ["kobis:person:새-사람"]


def test_nothing_but_bad_rows_is_an_error(file: Any) -> None:
    with pytest.raises(BadSource, match="none of its 2 rows could be kept"):
        list(stream(file(FAULT, FAULT), options=Options(skip_bad=True)).rows)


def test_an_option_of_another_source_is_refused(file: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--region is no option of this kind of source"):
        stream(file(film()), options=Options(choices={"region": "KR"}))
    other = tmp_path / "list.jsonl"
    other.write_bytes(lines({"title": "Beat", "year": 1997}, {"title": "Musa", "year": 2001}))
    with pytest.raises(UsageError, match="--staff is no option"):
        stream(other, options=Options(choices={"staff": ""}))


# ---------------------------------------------------------------- options stay with the load


def test_a_store_that_is_made_anew_reads_as_it_was_told(file: Any, tmp_path: Path) -> None:
    path = file(film("1", staffs=[worker("을", "조명팀")]), FAULT)
    other = file(film("2"), name="other.jsonl")
    count = "MATCH (:Person)-[r:WORKED_ON]->() RETURN count(r)"
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(path, skip_bad=True, options={"staff": True})
    with kgraph.open(tmp_path / "store.kgl") as store:
        store.load(other)  # which makes the graph anew of both
        assert store.query(count).rows == [(1,)]
        (entry, _) = store.entries()
        assert entry.options == ("skip-bad", "staff")
        assert store.load(path, skip_bad=True, options={"staff": True})[0].status == "unchanged"
        assert store.load(path, skip_bad=True)[0].status == "replaced"
        assert store.query(count).rows == [(0,)]


def test_both_stores_hold_the_same(file: Any, tmp_path: Path, neo4j_empty: str) -> None:
    path = file(film("1", staffs=[worker("을", "조명팀")]), FAULT, film("2", nations=nations("한국", "영국")))
    how: dict[str, Any] = {"skip_bad": True, "options": {"staff": True}}
    with kgraph.open(tmp_path / "store.kgl") as one, kgraph.open(neo4j_empty) as other:
        assert one.load(path, **how)[0].report == other.load(path, **how)[0].report
        assert strictly(one.graph) == strictly(other.graph)
        assert one.entries()[0].options == other.entries()[0].options
        assert other.load(path, **how)[0].status == "unchanged"
        other.unload("films")
        assert other.query("MATCH (n) RETURN count(n)").rows == [(0,)]


def test_the_command_line_says_what_became_of_the_rows(
    file: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = file(film("1", staffs=[worker("을", "조명팀")]), FAULT)
    args = ["load", str(path), "--staff", "--skip-bad", "--report", "account.jsonl"]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    assert "films: 2 rows read, 1 kept, 1 skipped (KOBIS refused to answer" in done.stderr
    assert json.loads((tmp_path / "account.jsonl").read_text().splitlines()[0])["line"] == 2
    assert CliRunner().invoke(main, ["check", str(path)]).exit_code == 1
    assert "in order" in CliRunner().invoke(main, ["check", str(path), "--skip-bad"]).stdout


# ---------------------------------------------------------------- the real ones


def test_all_real_films_are_kept(shared_data: Path) -> None:
    made = stream(shared_data / "kobis-movies-2021-2022.jsonl.gz")
    statements = [row for row in made.rows if isinstance(row, Statement)]
    assert (made.report.read, made.report.kept, made.report.skipped) == (2899, 2899, Counter())
    kinds = Counter(one.object for one in statements if not one.relation)
    assert (kinds["Film"], kinds["Company"]) == (2899, 660)
    assert made.report.left_out == Counter(
        {"staff, which --staff loads": 32133, "nations called 기타 (other)": 54}
    )
    known = set(declared(statements, "Country"))
    assert {"country/south-korea", "country/south-africa", "country/hong-kong"} <= known
    assert all(key.isascii() for key in known)
