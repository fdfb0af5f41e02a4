"""Two spellings of one name meet, in one script or two; two names do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.errors import NoSuchEntity
from kgraph.explore import entity, find
from kgraph.names import NameIndex, fold, keys, score, search_keys, slug, sound_keys
from kgraph.names.grams import Grams
from kgraph.names.romanized import customary, mccune_reischauer, revised
from kgraph.names.sounds import hangul_keys, orders, skeletons, spelled_keys

ROOT = Path(__file__).parent.parent
KIM = "Kim Sung-soo"


@pytest.mark.parametrize(
    "spelling",
    [
        "kim sung-soo",
        "Sung-soo Kim",
        "KIM Sungsoo",
        "Kim Sung Soo",
        "Ｋｉｍ Ｓｕｎｇ－ｓｏｏ",
        "  Kim  Sung‐soo ",
        "Sungsoo, Kim",
    ],
)
def test_case_space_hyphen_width_and_order_do_not_matter(spelling: str) -> None:
    assert keys(spelling) & keys(KIM)
    assert score(spelling, KIM) == 100


@pytest.mark.parametrize("other", ["Kim Sung-su", "Kim Soo-sung", "Kim", "", "김성수"])
def test_other_names_do_not_meet(other: str) -> None:
    assert not keys(other) & keys(KIM)


def test_accents_fold_and_hangul_stays_whole() -> None:
    assert fold("Amélie") == "amelie"
    assert fold("김성수") == "김성수"
    assert keys("김 성수") & keys("김성수")


def test_a_slug_reads_like_the_name() -> None:
    assert slug("12.12: The Day") == "12-12-the-day"
    assert slug("서울의 봄") == "서울의-봄"
    assert slug("हिन्दी फ़िल्म") == "हिनदी-फिलम"
    assert slug("E J-yong") == "e-j-yong"


# ---------------------------------------------------------------- sounds

WELL_KNOWN = [
    ("봉준호", "Bong Joon-ho"),
    ("봉준호", "Pong Chunho"),
    ("박찬욱", "Park Chan-wook"),
    ("이창동", "Lee Chang-dong"),
    ("김기덕", "Kim Ki-duk"),
    ("홍상수", "Hong Sang-soo"),
    ("최민식", "Choi Min-sik"),
    ("송강호", "Song Kang-ho"),
    ("윤여정", "Youn Yuh-jung"),
    ("전지현", "Jun Ji-hyun"),
    ("임권택", "Im Kwon-taek"),
    ("나홍진", "Na Hong-jin"),
    ("김성수", "Kim Sung-su"),
    ("정우성", "Jung Woo-sung"),
    ("전도연", "Jeon Do-yeon"),
    ("이병헌", "Lee Byung-hun"),
    ("배두나", "Bae Doona"),
    ("유아인", "Yoo Ah-in"),
    ("유현목", "Yu Hyun-mok"),
    ("신상옥", "Shin Sang-ok"),
    ("김지운", "Kim Jee-woon"),
    ("황정민", "Hwang Jung-min"),
    ("설경구", "Sol Kyung-gu"),
    ("문소리", "Moon So-ri"),
    ("강수연", "Kang Soo-yeon"),
    ("허진호", "Hur Jin-ho"),
    ("선우은숙", "Sunwoo Eun-sook"),
    ("남궁원", "Namkoong Won"),
]


@pytest.mark.parametrize(("hangul", "english"), WELL_KNOWN)
def test_a_hangul_name_sounds_like_its_usual_spelling(hangul: str, english: str) -> None:
    surname, _, given_name = english.partition(" ")
    for spelled in (english, f"{given_name} {surname}", english.replace("-", " "), english.upper()):
        assert score(hangul, spelled) >= 80, spelled
        assert sound_keys(hangul) & sound_keys(spelled), spelled


@pytest.fixture(scope="module")
def hangul_only() -> NameIndex:
    return NameIndex((hangul, (hangul,)) for hangul, _ in WELL_KNOWN)


@pytest.mark.parametrize(("hangul", "english"), WELL_KNOWN)
def test_it_is_found_first_by_that_spelling(hangul_only: NameIndex, hangul: str, english: str) -> None:
    best = hangul_only.ranked(english, 5)[0]
    assert (best.owner, best.by_sound) == (hangul, True)
    assert 0.6 < best.score < 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lee Chang-dong", "Yi Chang-dong"),
        ("Lee Chang-dong", "Rhee Changdong"),
        ("Rhie Won-soo", "Lee Won-su"),
        ("Park Chan-wook", "Pak Chanuk"),
        ("Bak Chan-uk", "Chan-wook Park"),
        ("Choi Min-sik", "Choe Minshik"),
        ("Kim Ki-duk", "Gim Gideok"),
        ("Jung Woo-sung", "Chung U-seong"),
        ("Jeong Useong", "Jung Woo-sung"),
        ("Yoo Young-jin", "Ryu Yeongjin"),
        ("Hyun Bin", "Hyeon Bin"),
        ("Bong Joon-ho", "Bong Jun-ho"),
    ],
)
def test_two_customary_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert not keys(one) & keys(other)
    assert 80 <= score(one, other) == score(other, one) < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("봉준호", "Park Chan-wook"),
        ("김기덕", "Kim Jee-woon"),
        ("이창동", "Spike Lee"),
        ("송강호", "Hong Sang-soo"),
        ("Bruce Lee", "Lee Chang-dong"),
        ("Zhang Ziyi", "장동건"),
        ("", "봉준호"),
        ("!!!", "Bong Joon-ho"),
    ],
)
def test_other_names_do_not_sound_alike(one: str, other: str) -> None:
    assert score(one, other) < 70


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zhang Ziyi", "Ziyi Zhāng"),
        ("Kurosawa Akira", "AKIRA KUROSAWA"),
        ("Wong Kar-wai", "Karwai Wong"),
        ("Hamaguchi Ryūsuke", "Ryusuke Hamaguchi"),
    ],
)
def test_chinese_and_japanese_names_meet_in_either_order(one: str, other: str) -> None:
    assert score(one, other) == 100


def test_a_misspelt_name_is_near_and_no_more() -> None:
    assert 80 < score("Marlon Brando", "Marlon Brandon") < 100
    assert 80 < score("김성수", "김승수") < 100


def test_the_orders_of_a_name_keep_the_parts_of_the_given_name() -> None:
    assert orders("Joon-ho Bong") == ["joon-ho-bong", "bong-joon-ho"]
    assert orders("BongJoonHo") == ["bong-joon-ho"]
    assert orders("Bong, Joon Ho") == ["bong-joon-ho", "ho-bong-joon", "joon-ho-bong"]
    assert "busan-kim-chul-soo" in orders("Kim Chul-soo of Busan")
    assert orders("of Busan") == ["of-busan", "busan-of"]
    assert orders("봉준호") == []


# ---------------------------------------------------------------- romanized


def test_the_three_romanizations() -> None:
    assert [revised("봉준호"), customary("봉준호"), mccune_reischauer("봉준호")] == [
        "bongjunho",
        "bongjoonho",
        "pongchunho",
    ]
    assert customary("박찬욱") == "parkchanwook"
    assert customary("이영") == "leeyoung"
    assert mccune_reischauer("김기덕") == "kimkidok"
    assert mccune_reischauer("이석민") == "isongmin"


def test_search_keys_are_few_and_each_once() -> None:
    assert search_keys(["Bong Joon-ho", "봉준호", "봉 준호"]) == ["bongjunho", "bongjoonho", "pongchunho"]
    assert search_keys(["한", "Parasite", "가" * 13, ""]) == ["han"]
    assert search_keys(["Tom Hanks", "Parasite", ""]) == []


@pytest.mark.parametrize(
    ("spelled", "hangul"),
    [
        ("Bong Joon-ho", "봉준호"),
        ("Chan-wook Park", "박찬욱"),
        ("LEE Byung-hun", "이병헌"),
        ("Jung Woo-sung", "정우성"),
    ],
)
def test_a_name_in_latin_letters_alone_has_its_hangul_among_the_search_keys(
    spelled: str, hangul: str
) -> None:
    assert hangul in search_keys([spelled])
    assert len(search_keys([spelled])) <= 5


@pytest.mark.parametrize("typed", ["bong joon ho", "Pong Chunho", "Joon-ho Bong", "bongjun", "BONG JOON"])
def test_what_is_typed_finds_the_search_key(typed: str) -> None:
    indexed = search_keys(["봉준호"])
    assert any(query in key for query in keys(typed) for key in indexed)


# ---------------------------------------------------------------- looking up


def index(*names: str) -> NameIndex:
    return NameIndex((name, (name,)) for name in names)


def owners(found: NameIndex, text: str) -> list[str]:
    return [match.owner for match in found.ranked(text, 5)]


def test_the_exact_name_comes_before_what_sounds_like_it() -> None:
    found = index("김성수", "Kim Sung-su", "Kim Sung-soo", "Kim Sung-soo Jr").ranked("kim sungsoo", 5)
    assert [(one.owner, one.by_sound) for one in found] == [
        ("Kim Sung-soo", False),
        ("Kim Sung-soo Jr", False),
        ("Kim Sung-su", True),
        ("김성수", True),
    ]
    assert found[0].score == 1.0


def test_a_hangul_name_finds_its_spellings_and_its_like() -> None:
    known = index("Bong Joon-ho", "Park Chan-wook", "Joonho Bong", "봉준오")
    assert owners(known, "봉준호") == ["Bong Joon-ho", "Joonho Bong", "봉준오"]


def test_what_sounds_much_worse_than_the_best_is_left_out() -> None:
    assert owners(index("이창동", "이장동", "이상동"), "Lee Chang-dong") == ["이창동", "이장동"]


def test_western_names_are_offered_by_their_letters() -> None:
    known = index("Marlon Brando", "Meryl Streep", "Tom Hanks")
    (found,) = known.ranked("Marlon Brandow", 5)
    assert (found.owner, found.by_sound) == ("Marlon Brando", False)
    assert owners(known, "Johnny Depp") == []


def test_a_short_name_is_found_with_a_letter_wrong() -> None:
    assert owners(index("Beat", "Musa", "Asura"), "baet") == ["Beat"]


LOAN_WORDS = [
    ("발레리나", "Ballerina"),
    ("브로커", "Broker"),
    ("젠틀맨", "Gentleman"),
    ("다이 하드", "Die Hard"),
    ("파이프라인", "Pipeline"),
    ("매트릭스", "The Matrix"),
    ("블랙 위도우", "Black Widow"),
    ("라라랜드", "La La Land"),
    ("톰 크루즈", "Tom Cruise"),
    ("듄", "Dune"),
]


@pytest.mark.parametrize(("hangul", "english"), LOAN_WORDS)
def test_a_foreign_word_in_hangul_is_found_by_its_spelling_and_finds_it(hangul: str, english: str) -> None:
    assert 70 <= score(hangul, english) < 100
    names = [one for pair in LOAN_WORDS for one in pair if one not in (hangul, english)]
    assert owners(index(hangul, *names), english)[0] == hangul
    assert owners(index(english, *names), hangul)[0] == english


@pytest.mark.parametrize(
    ("hangul", "english"),
    [
        ("사랑", "Love"),
        ("김기덕", "Kidnap"),
        ("아이", "I"),
        ("파리", "Fur"),
        ("기생충", "Parasite"),
        ("서울", "Soul Mates"),
    ],
)
def test_a_word_that_is_another_is_no_loan_word(hangul: str, english: str) -> None:
    assert score(hangul, english) < 70


@pytest.mark.parametrize(
    "typed",
    [
        "Pak Ch'anuk",
        "Pak Chʻanuk",
        "Pak Ch‘an-uk",
        "Pak Chanwuk",
        "Park Chanwok",
        "Chan-wook",
        "Park",
        "C. W. Park",
        "Park C.W.",
        "CW Park",
        "박Chan-wook",
        "Park 찬욱",
        "Ｐａｒｋ　Ｃｈａｎ－ｗｏｏｋ",
        "박 찬 욱",
        unicodedata.normalize("NFD", "박찬욱"),
        "찬욱",
    ],
)
def test_a_hangul_name_is_found_however_it_is_typed(typed: str) -> None:
    known = index("박찬욱", "봉준호", "김기덕", "남궁민", "선우은숙", "Marlon Brando")
    assert owners(known, typed)[:1] == ["박찬욱"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Namgoong Min", "남궁민"),
        ("Min Namkoong", "남궁민"),
        ("Nam Gung Min", "남궁민"),
        ("Hwang Bo-ra", "황보라"),
        ("Eun-sook Sunwoo", "선우은숙"),
        ("Sun Woo Eun Sook", "선우은숙"),
        ("Kim Kidŏk", "김기덕"),
    ],
)
def test_surnames_of_two_syllables_and_breves(typed: str, name: str) -> None:
    known = index("박찬욱", "김기덕", "남궁민", "황보라", "선우은숙", "은숙", "황보")
    assert owners(known, typed)[0] == name


def test_initials_find_whose_they_are() -> None:
    known = index("Bong Joon-ho", "Bong Tae-gyu", "Marlon Brando", "Jocelyn Brando")
    assert owners(known, "J. H. Bong") == ["Bong Joon-ho"]
    assert owners(known, "M. Brando")[0] == "Marlon Brando"
    assert "Marlon Brando" not in owners(known, "T. Brando")


def test_a_surname_alone_finds_hangul_after_latin_names() -> None:
    found = index("봉준호", "Bong Joon-ho").ranked("Bong", 5)
    assert [(one.owner, one.by_sound) for one in found] == [("Bong Joon-ho", False), ("봉준호", True)]


def test_an_exact_name_is_told_without_an_index_of_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    known = index("Bong Joon-ho", "봉준호", "Bong Joon")
    monkeypatch.setattr(NameIndex, "_sounds", property(lambda self: pytest.fail("sounds were asked for")))
    assert known.named("joonho bong") == ["Bong Joon-ho"]
    assert known.named("봉 준호") == ["봉준호"]
    assert known.named("Joon") == known.named("") == []
    assert "봉준호" in known
    assert "봉 준호" not in known


def test_many_keys_at_once_are_those_of_one_after_the_other() -> None:
    names = [hangul for hangul, _ in WELL_KNOWN]
    assert [{key} for key in hangul_keys(names)] == [set(sound_keys(name)) for name in names]
    spelled = ["bong joon-ho", "the", "", "lee chang-dong"]
    assert skeletons(spelled) == ["pncnh", "t", "", "lcntn"]
    assert skeletons([]) == hangul_keys([]) == []
    assert all(set(skeletons([english.lower()])) & spelled_keys(hangul) for hangul, english in WELL_KNOWN)


def test_names_that_share_most_are_near() -> None:
    texts = [f"{one}{other}{third}" for one in "abcdef" for other in "ghijkl" for third in ("mno", "pqr")]
    near = Grams([*texts, "parkchanwook"]).near("chanwookpark")
    assert near == [len(texts)]
    assert Grams(["한국영화"] * 200).near("한국영화") == list(range(100))
    assert Grams([]).near("abc") == Grams(["ab"]).near("ab") == []


def test_what_is_found_does_not_depend_on_the_order_of_the_names() -> None:
    names = [name for pair in WELL_KNOWN for name in pair]
    there, back = index(*names), index(*reversed(names))
    for text in ("Kim Ki-duk", "김기덕", "kim", "jung", "an"):
        assert there.ranked(text, 10) == back.ranked(text, 10)


TEXTS = st.one_of(
    st.text(max_size=12),
    st.text("가힣봉준호이김 ", max_size=6),
    st.text("abeghijklnosuwy -", max_size=14),
)


@settings(max_examples=40)
@given(TEXTS, TEXTS)
@example("", "\n")
@example("İ", "ㅋㅋ")
@example("ng", "가")
def test_any_two_texts_have_one_score_either_way(one: str, other: str) -> None:
    assert 0 <= score(one, other) == score(other, one) <= 100
    assert score(one, one) == 100
    assert isinstance(search_keys([one, other]), list)


@settings(max_examples=30)
@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=5), TEXTS)
def test_any_text_can_be_looked_up_among_any(names: list[str], text: str) -> None:
    known = NameIndex((str(number), (name,)) for number, name in enumerate(names))
    found = known.ranked(text, 5)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score <= 1 for one in found)
    for number, name in enumerate(names):
        assert str(number) in known.named(name)


# ---------------------------------------------------------------- in a store


def store(names: Iterable[str]) -> kgraph.Store:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((name, {"name": name}) for name in names)
    return kgraph.open(graph)


def test_find_marks_what_sounds_like_the_name() -> None:
    with store(["봉준호", "Bong Joon-hyuk"]) as films:
        found = find(films, "Bong Joon-ho")
        assert [(one.id, one.by_sound) for one in found] == [("봉준호", True), ("Bong Joon-hyuk", False)]


def test_a_sound_is_no_name_but_is_offered() -> None:
    with store(["봉준호"]) as films, pytest.raises(NoSuchEntity, match="봉준호"):
        entity(films, "Bong Joon-ho")


def test_a_server_finds_the_same(neo4j_empty: str, property_graph: Callable[..., Path]) -> None:
    names = {hangul: "Person" for hangul, _ in WELL_KNOWN} | {english: "Person" for _, english in WELL_KNOWN}
    path = property_graph("names.jsonl", names)
    with kgraph.open(nx.MultiDiGraph()) as here, kgraph.open(neo4j_empty) as there:
        here.load(path)
        there.load(path)
        for text in ("Pong Chunho", "봉준호", "kim", "Lee Chang-dong", "sunwoo eunsook"):
            assert find(here, text) == find(there, text) != []


# ---------------------------------------------------------------- the page


def rows_under(heading: str) -> list[list[str]]:
    """The rows of the table of docs/names.md whose second column has this heading."""
    text = (ROOT / "docs" / "names.md").read_text(encoding="utf-8")
    table = text.split(f"| typed | {heading} |\n", 1)[1]
    lines = table.partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]


@pytest.mark.parametrize(
    ("heading", "least", "most"), [("is", 100, 100), ("sounds like", 70, 99), ("does not match", 0, 69)]
)
def test_the_examples_of_the_page_hold(heading: str, least: float, most: float) -> None:
    rows = rows_under(heading)
    assert len(rows) >= 3
    for typed, name in rows:
        assert least <= score(typed, name) <= most, typed


def test_the_page_tells_the_truth_of_other_languages() -> None:
    assert score("Bruce Khan", "브루스 칸") >= 70 <= score("Tom Cruise", "톰 크루즈")
    assert score("Wong Kar-wai", "Wang Jiawei") < 70 > score("Wong Kar-wai", "왕가위")
    assert sound_keys("봉준호") & sound_keys("Pong Chunho") == {"pncnh"}
