"""Two spellings of one name meet; two names do not."""

from __future__ import annotations

import pytest

from kgraph.names import fold, keys, slug

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
