"""Who is who: invented people, films and companies that are one, or are not."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.errors import JudgementError
from kgraph.identity import Candidate, candidates, joins
from kgraph.identity.agreement import agreement
from kgraph.identity.companies import core
from kgraph.identity.joining import MACHINE, made_by
from kgraph.identity.titles import unversioned
from kgraph.identity.weighing import Rarity
from kgraph.identity.work import department, near
from kgraph.resolve.judgements import Judgement, Verdict, apart, canonical, changed, following, judge
from kgraph.shipped import folder
from kgraph.store import Store
from tests.identities import CROWD, Credit, company, crowd, film, loaded, person, source

Cells = dict[str, dict[str, str]]
DAY = dt.date(2099, 5, 3)


@pytest.fixture
def pair(tmp_path: Path) -> Callable[..., Candidate | None]:
    """Return the candidate of `a` and `b`, told of by two sources among a crowd; None where they are none."""

    def weighed(
        one: Cells,
        other: Cells,
        worked: list[Credit] | None = None,
        others: list[Credit] | None = None,
        **tables: str,
    ) -> Candidate | None:
        first = source(tmp_path / "one", crowd("one", "Ada") | one, worked or [])
        second = source(tmp_path / "two", crowd("two", "Bea") | other, others or [], **tables)
        found = {frozenset((each.left.id, each.right.id)): each for each in candidates(loaded(first, second))}
        return found.get(frozenset(("a", "b")))

    return weighed


Pair = Callable[..., Candidate | None]
F, G = {"f": film("Low Tide", 1990)}, {"g": film("High Wind", 1992)}


def clear(one: Candidate | None) -> bool:
    return one is not None and one.clear


# ---------------------------------------------------------------- people


def test_a_shared_id_joins_at_once_and_another_never(pair: Pair) -> None:
    assert clear(pair({"a": person("Io Vale", imdb="nm9")}, {"b": person("Jane Roe", imdb="nm9")}))
    named = {"a": person("Io Vale", imdb="nm8")}
    assert pair(named, {"b": person("Io Vale", imdb="nm9")}) is None


def test_one_name_and_one_line_of_work_in_the_same_years_is_one(pair: Pair) -> None:
    one, other = {"a": person("Io Vale"), **F}, {"b": person("Vale Io", names="Io Vale"), **G}
    assert clear(pair(one, other, [("a", "DIRECTED", "f")], [("b", "DIRECTED", "g")]))


def test_a_name_alone_is_not_enough(pair: Pair) -> None:
    found = pair({"a": person("Ada Brisk")}, {"b": person("Ada Brisk")})
    assert found is not None
    assert not found.clear
    assert "nothing but the name" in {told.what for told in found.evidence}


@pytest.mark.parametrize(
    ("year", "relation"), [(1925, "DIRECTED"), (1991, "EDITED")], ids=["other years", "other work"]
)
def test_homonyms_stay_apart(pair: Pair, year: int, relation: str) -> None:
    one, other = {"a": person("Io Vale"), **F}, {"b": person("Io Vale"), "g": film("High Wind", year)}
    start = "COMPOSED_FOR" if relation == "EDITED" else relation
    assert not clear(pair(one, other, [("a", start, "f")], [("b", relation, "g")]))


@pytest.mark.parametrize(("relation", "same"), [("DIRECTED", True), ("PRODUCED", False)])
def test_the_same_work_says_more_of_a_common_name_than_another(pair: Pair, relation: str, same: bool) -> None:
    one, other = {"a": person("Io Vale"), **F}, {"b": person("Io Vale"), **G}
    one |= {f"io/{name}": person(f"Io {name}") for name in CROWD}
    other |= {f"vale/{name}": person(f"{name} Vale") for name in CROWD}
    assert clear(pair(one, other, [("a", "DIRECTED", "f")], [("b", relation, "g")])) == same


def test_one_role_in_one_film_joins_other_spellings(pair: Pair) -> None:
    one = {"a": person("김가람"), "f": film("낮은 물", 1990, names="Low Tide")}
    other = {"b": person("Kim Ga-ram"), "g": film("Low Tide", 1990)}
    found = pair(one, other, [("a", "DIRECTED", "f")], [("b", "DIRECTED", "g")])
    assert clear(found)


def test_colleagues_tell_which_of_two_it_is(tmp_path: Path) -> None:
    mates = [f"Ned Mate{letter}" for letter in "abc"]
    one = {"a": person("Io Vale"), **F, **{f"m{n}": person(mate) for n, mate in enumerate(mates)}}
    other = {"b": person("Io Vale"), "c": person("Io Vale"), **G, "h": film("Dry Land", 1991)}
    other |= {f"n{n}": person(mate) for n, mate in enumerate(mates)}
    first = source(tmp_path / "one", one, [(key, "EDITED", "f") for key in ("a", "m0", "m1", "m2")])
    worked = [(key, "EDITED", "g") for key in ("b", "n0", "n1", "n2")] + [("c", "EDITED", "h")]
    second = source(tmp_path / "two", other | crowd("two", "Bea"), worked)
    done = joins(candidates(loaded(first, second)))
    assert ("a", "b") in {tuple(sorted((one.left.id, one.right.id))) for one in done.joined}
    assert not any("c" in (one.left.id, one.right.id) for one in done.joined)


def test_two_who_fit_as_well_are_left_to_a_person(tmp_path: Path) -> None:
    one = source(
        tmp_path / "one", {"a": person("Io Vale"), **F, **crowd("one", "Ada")}, [("a", "EDITED", "f")]
    )
    both = {"b": person("Io Vale"), "c": person("Io Vale"), **G}
    two = source(tmp_path / "two", both, [("b", "EDITED", "g"), ("c", "EDITED", "g")])
    done = joins(candidates(loaded(one, two)))
    assert not done.judgements
    assert {one.left.id for one in done.unclear} | {one.right.id for one in done.unclear} >= {"a", "b", "c"}


def test_who_was_born_too_late_is_another(pair: Pair) -> None:
    one, other = {"a": person("Io Vale"), **F}, {"b": person("Io Vale", born="1992"), **G}
    assert not clear(pair(one, other, [("a", "DIRECTED", "f")], [("b", "DIRECTED", "g")]))


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("Io Vale", "VALE, Io", True),
        ("I. Vale", "Io Vale", True),
        ("Io B. Vale", "Io Vale", True),
        ("Robert Vale", "Bob Vale", True),
        ("Devin Vale", "Dev Vale", True),
        ('Ionas "Zed" Vale', "Zed Vale", True),
        ("I.B. Vale", "Io Bo Vale", True),
        ("Ionas 'Zed' Vale", "Zed Vale", True),
        ("Stu Vale", "Stewart Vale", True),
        ("Ionas Zed Vale", "Zed Vale", True),
        ("Io Vale ASC", "Io Vale", True),
        ("Bo Io Vale", "Io Bo Vale", False),
        ("Io Vale Jr.", "Io Vale", True),
        ("Io Vale Jr.", "Io Vale Sr.", False),
        ("Io B. Vale", "Io C. Vale", False),
        ("Io Vale", "Una Vale", False),
        ("Io Vale", "Io Dale", False),
        ("김가람", "김나람", False),
    ],
)
def test_when_two_spellings_are_one_name(left: str, right: str, agree: bool) -> None:
    rarity = Rarity.of([[left], [right], ["Ada Brisk"], ["Bea Calder"]])
    found = agreement(left, right, rarity)
    assert (found is not None) == agree
    assert agreement(right, left, rarity) == found


def test_a_woman_s_name_is_no_long_form_of_a_man_s() -> None:
    rarity = Rarity.of([["Paul Vale"], ["Paula Vale"], ["Pauly Vale"]])
    long, other = (agreement("Paul Vale", name, rarity) for name in ("Pauly Vale", "Paula Vale"))
    assert long is not None
    assert long.what == "much the same name"
    assert other is None or other.what == "names that sound alike"


def test_a_son_of_the_same_name_and_work_is_not_joined(pair: Pair) -> None:
    one, other = {"a": person("Io Vale"), **F}, {"b": person("Io Vale Jr."), **G}
    assert not clear(pair(one, other, [("a", "DIRECTED", "f")], [("b", "DIRECTED", "g")]))


def test_an_honour_later_on_is_more_than_a_name(pair: Pair) -> None:
    def honoured(year: int) -> Candidate | None:
        prizes = f"subject,relation,object,year,source\nb,WON,p,{year},two\n"
        other = {"b": person("Io Vale"), "p": {"type": "Award", "name": "For a life"}}
        return pair({"a": person("Io Vale"), **F}, other, [("a", "DIRECTED", "f")], prizes=prizes)

    assert clear(honoured(2020))
    assert not clear(honoured(1950))


def test_an_id_that_two_share_with_other_ids_is_left_to_a_person(tmp_path: Path) -> None:
    one = {"a": person("Io Vale", imdb="nm9", tmdb="7", wikidata="Q1"), **crowd("one", "Ada")}
    other = {"b": person("Io Vale", imdb="nm9", tmdb="7", wikidata="Q2"), **crowd("two", "Bea")}
    done = joins(candidates(loaded(source(tmp_path / "one", one), source(tmp_path / "two", other))))
    assert not done.judgements
    assert [{found.left.id, found.right.id} for found in done.unclear] == [{"a", "b"}]


def test_a_shared_id_joins_transliterations(pair: Pair) -> None:
    for left, right in (("김가람", "Kim Ga-ram"), ("이수", "Rhee Soo"), ("成龍", "Jackie Chan")):
        found = pair({"a": person(left, imdb="nm9")}, {"b": person(right, imdb="nm9")})
        assert clear(found)
        assert found is not None
        assert found.by_id


def test_a_rare_name_says_more_than_a_common_one() -> None:
    names = [[f"Ann {surname}"] for surname in ("Roe", "Roe", "Roe", "Vale")]
    rarity = Rarity.of(names)
    rare, common = (agreement(name, name, rarity) for name in ("Ann Vale", "Ann Roe"))
    assert rare is not None
    assert common is not None
    assert rare.bits > common.bits


def test_a_job_belongs_to_a_department() -> None:
    assert department("ACTED_IN") == "acting"
    assert department("", "Academy Award: Sound Editing") == "sound"
    assert department("WORKED_ON", "의상") == "costume"
    assert department("WORKED_ON", "") == ""
    assert near({"acting"}, {"directing"})
    assert not near({"acting"}, {"sound"})


# ---------------------------------------------------------------- films and companies


LOW = film("Low Tide", 1990)
VALE, ROE, LINDQVIST = person("Io Vale"), person("Una Roe"), person("Max Lindqvist")


@pytest.mark.parametrize(
    ("one", "by", "other", "of", "same"),
    [
        (LOW, VALE, film("Tief", 1990, names="Low Tide"), VALE, True),
        (LOW, VALE, film("낮은 물", 1990, names="Low Tide"), person("이오베일", names="Io Vale"), True),
        (film("낮은 물", 1990), person("김가람"), film("낮은물", 1991), person("김가람"), True),
        (film("낮은 물", 1990, names="Low Tide"), person("김가람"), LOW, person("Kim Ga-ram"), True),
        (LOW, VALE, film("LOW TIDE", 1991), VALE, True),
        (LOW, VALE, film("Low Tide (Director's Cut)", 1990), VALE, True),
        (LOW, VALE, film("Low Tide: Remastered", 2012), VALE, True),
        (film("낮은 물", 1990), person("김가람"), film("낮은 물 감독판", 1991), person("김가람"), True),
        (film("낮은 물", 1990), person("김가람"), film("낮은 물 (무삭제판)", 1990), person("김가람"), True),
        (LOW, VALE, film("Low Tide: Remastered", 2012), ROE, False),
        (LOW, VALE, film("Low Tide", 1991), ROE, False),
        (LOW, VALE, film("Low Tide", 2015), VALE, False),
        (LOW, VALE, film("Low Tide", 2015), ROE, False),
        (LOW, VALE, film("Low Tide 2", 1991), VALE, False),
        (LOW, VALE, film("Low Tide: Final Cut", 1990), VALE, False),
        (LOW, VALE, film("Low Tide 3D", 1991), VALE, False),
        (film("낮은 물", 1990), person("김가람"), film("낮은 물", 2003), person("박나람"), False),
        (film("낮은 물", 1990), person("김가람"), film("낮은 물 2", 1991), person("김가람"), False),
    ],
)
def test_a_remake_is_another_film_and_another_title_or_version_is_not(
    pair: Pair, one: dict[str, str], by: dict[str, str], other: dict[str, str], of: dict[str, str], same: bool
) -> None:
    directed = [("p", "DIRECTED", "a")], [("q", "DIRECTED", "b")]
    assert clear(pair({"a": one, "p": by}, {"b": other, "q": of}, *directed)) == same


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Low Tide - Extended Edition", "Low Tide"),
        ("Low Tide (Director’s Cut) (re-release)", "Low Tide"),
        ("낮은 물-무삭제", "낮은 물"),
        ("Remastered", "Remastered"),
        ("(Director's Cut)", "(Director's Cut)"),
        ("A Special Edition Summer", "A Special Edition Summer"),
    ],
)
def test_a_version_is_no_part_of_a_title(title: str, plain: str) -> None:
    assert unversioned(title) == plain


KOREAN = (
    "(주)가나다|㈜ 가나다|가나다(주)|주식회사 가나다|가나다 주식회사|유한회사 가나다|(유)가나다"
    "|유한책임회사 가나다|(재)가나다|재단법인 가나다|농업회사법인 주식회사 가나다"
)
ENGLISH = (
    "LANTERN FILMS|Lantern Films, Inc.|Lantern Films Co., Ltd.|Lantern Films Co.,Ltd|Lantern Films L.L.C."
    "|Lantern Films S.A.|Lantern Films S.r.l.|Lantern Films Pty. Ltd.|Lantern Films G.m.b.H."
    "|Lantern Films A/S|Lantern Films GmbH & Co. KG|Lantern Films Sp. z o.o.|Lantern Films K.K."
    "|The Lantern Films Company|Lantern Films and Company"
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        *(("가나다", other) for other in KOREAN.split("|")),
        *(("Lantern Films", other) for other in ENGLISH.split("|")),
        ("Lantern Films Korea Inc.", "Lantern Films Inc. (Korea)"),
        ("가나다 코리아(유)", "가나다코리아"),
    ],
)
def test_a_legal_form_is_no_part_of_a_name(left: str, right: str) -> None:
    assert core(left) == core(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lantern Films Korea", "Lantern Films"),
        ("Lantern Films (UK) Ltd.", "Lantern Films Ltd."),
        ("가나다 코리아", "가나다"),
        ("(주)가나다 재팬", "㈜가나다"),
        ("가나다픽쳐스", "가나다"),
        ("Lantern Films", "Lantern Pictures"),
        ("Blue as Night", "Blue Night"),
        ("AG Films", "Films"),
        ("Co", "Inc"),
    ],
)
def test_a_branch_is_another_company(left: str, right: str) -> None:
    assert core(left) != core(right)


def test_companies_of_one_name_join_and_a_branch_does_not(pair: Pair) -> None:
    firms = {f"firm/{name}": company(f"{name} Pictures") for name in "XYZUVW"}
    assert clear(pair({"a": company("(주)가나다"), **firms}, {"b": company("가나다")}))
    assert pair({"a": company("가나다 재팬"), **firms}, {"b": company("가나다")}) is None


# ---------------------------------------------------------------- judgements


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """Two sources with three who are one, one who is unclear, and a film that is one."""
    shared = ("Io Vale", "Una Roe", "Max Lindqvist")
    one = {f"one/p{n}": person(name) for n, name in enumerate(shared)} | crowd("one", "Ada")
    other = {f"two/p{n}": person(name) for n, name in enumerate(shared)} | crowd("two", "Bea")
    one |= {"one/f": film("Low Tide", 1990), "one/x": person("Sam Hale")}
    other |= {"two/f": film("Low Tide", 1990), "two/x": person("Sam Hale")}
    worked = [(f"p{n}", "DIRECTED", "f") for n in range(3)]
    return [
        source(tmp_path / name, told, [(f"{name}/{a}", r, f"{name}/{b}") for a, r, b in worked])
        for name, told in (("one", one), ("two", other))
    ]


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path, two: list[Path]) -> Iterator[Store]:
    """Both stores, loaded."""
    target = request.getfixturevalue("neo4j_empty") if request.param == "neo4j" else tmp_path / "s.kgl"
    with kgraph.open(target) as opened:
        opened.load(*two)
        yield opened


def content(store: Store) -> list[str]:
    nodes, edges = store.elements()
    return sorted(map(repr, nodes)) + sorted(map(repr, edges))


def test_both_stores_join_the_same_and_undo_brings_all_back(store: Store) -> None:
    before = content(store)
    done = joins(candidates(store), store.judgements(), DAY)
    assert content(store) == before
    assert {(one.left, one.right) for one in done.judgements} == {
        ("one/f", "two/f"),
        *((f"one/p{n}", f"two/p{n}") for n in range(3)),
    }
    assert all(one.note.startswith("kgraph match 2099-05-03: ") for one in done.judgements)
    store.rejudge(done.judgements)
    assert store.query("MATCH (p:Person {name: 'Io Vale'}) RETURN count(p)").rows == [(1,)]
    assert store.query("MATCH (f:Film) RETURN count(f)").rows == [(1,)]
    assert not joins(candidates(store), store.judgements()).judgements
    store.rejudge((), [one for one in store.judgements() if made_by(one, MACHINE)])
    assert store.judgements() == []
    assert content(store) == before


def test_what_is_judged_different_is_not_offered_and_holds_others_apart(two: list[Path]) -> None:
    with loaded(*two) as opened:
        opened.judge("one/p0", "different", "two/p0")
        found = candidates(opened)
        assert not any({one.left.id, one.right.id} == {"one/p0", "two/p0"} for one in found)
        done = joins(found, opened.judgements())
        opened.rejudge(done.judgements)
        assert opened.query("MATCH (p:Person {name: 'Io Vale'}) RETURN count(p)").rows == [(2,)]


def test_judgements_that_exclude_each_other_change_nothing(two: list[Path]) -> None:
    with loaded(*two) as opened:
        same = judge("one/p0", "same", "two/p0")
        other = [judge("one/p0", "same", "two/p1"), judge("two/p0", "different", "two/p1")]
        with pytest.raises(JudgementError):
            opened.rejudge([same, *other])
        assert opened.judgements() == []


IDS = [f"{name}/p{n}" for name in ("one", "two") for n in range(3)]
LISTS = st.lists(
    st.builds(
        lambda pair, verdict: Judgement(min(pair), verdict, max(pair)),
        st.sets(st.sampled_from(IDS), min_size=2, max_size=2),
        st.sampled_from(list(Verdict)),
    ),
    max_size=5,
)


@given(before=LISTS, made=LISTS)
def test_what_is_made_and_undone_leaves_what_was_there(
    before: list[Judgement], made: list[Judgement]
) -> None:
    pairs = {one.pair for one in before}
    before = changed((), before)
    new = [one for one in made if one.pair not in pairs]
    assert changed(changed(before, new), (), new) == before
    assert changed(before, made) == changed(changed(before, made), made)
    assert len({one.pair for one in changed(before, made)}) == len(changed(before, made))


def test_a_second_successor_is_that_of_the_first() -> None:
    before = [judge("a", "same", "b")]
    assert following(before, judge("a", "same", "c")) == judge("b", "same", "c")
    assert following([*before, judge("b", "same", "c")], judge("a", "same", "c")) is None
    assert following(before, before[0]) == before[0]
    assert canonical([*before, judge("b", "same", "c")]) == {"a": "c", "b": "c"}
    with pytest.raises(JudgementError):
        following([*before, judge("b", "different", "c")], judge("a", "same", "c"))
    assert apart([*before, judge("a", "different", "c")]) == {frozenset(("b", "c"))}


@settings(max_examples=10)
@given(order=st.permutations(range(4)))
def test_the_order_of_judgements_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("order")
    names = ("Io Vale", "Una Roe", "Max Lindqvist")
    paths = [
        source(folder / name, {f"{name}/p{n}": person(called) for n, called in enumerate(names)})
        for name in ("one", "two")
    ]
    made = [judge(f"one/p{n}", "same", f"two/p{n}") for n in range(3)]
    made.append(judge("two/p0", "different", "two/p1"))
    with loaded(*paths) as first, loaded(*paths) as second:
        first.rejudge(made)
        second.rejudge([made[place] for place in order])
        assert content(first) == content(second)


# ---------------------------------------------------------------- the real ones


def test_two_directors_of_one_hangul_name_are_not_joined(shared_data: Path, tmp_path: Path) -> None:
    with gzip.open(shared_data / "kobis-movies-2021-2022.jsonl.gz", "rt", encoding="utf-8") as file:
        some = [line for number, line in enumerate(file) if number % 12 == 0 or "김성수" in line]
    part = tmp_path / "kobis.jsonl"
    part.write_text("".join(some), encoding="utf-8")
    with loaded(part, folder("data") / "korean-cinema") as store:
        found = candidates(store, ["Person"])
    ours = "person/kim-sung-soo"
    assert not any(ours in one.pair for one in joins(found).judgements)
    offered = {end.id for one in joins(found).unclear for end in (one.left, one.right)}
    assert ours in offered
    assert any(one.startswith("kobis:person:김성수") for one in offered)
