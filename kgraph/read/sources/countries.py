"""Countries by the names and codes that sources give: one id for one country, whatever the language.

The names are those of Unicode's CLDR, as Babel has them. An id is made of the English name
(`country/south-korea`), as a person would write it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kgraph import names

_USUAL = {"HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "MM": "Myanmar", "TR": "Turkey"}
_ALSO = {
    "한국": "KR",
    "호주": "AU",
    "홍콩": "HK",
    "마카오": "MO",
    "터키": "TR",
    "몽고": "MN",
    "남아프리카공화국": "ZA",
    "남아공": "ZA",
    "체코공화국": "CZ",
    "팔레스타인": "PS",
    "미얀마": "MM",
    "아랍에미리트연합": "AE",
    "USA": "US",
    "UK": "GB",
    "Korea": "KR",
    "Republic of Korea": "KR",
    "Czech Republic": "CZ",
    "Hong Kong": "HK",
    "The Netherlands": "NL",
    "Ivory Coast": "CI",
    "People's Republic of China": "CN",
    "Bosnia and Herzegovina": "BA",
    "The Former Yugoslav Republic of Macedonia": "MK",
    "The Palestinian Territories": "PS",
}
_NO_MORE = {
    "USSR": "Soviet Union",
    "Union of Soviet Socialist Republics": "Soviet Union",
    "소련": "Soviet Union",
    "German Democratic Republic": "East Germany",
    "동독": "East Germany",
    "서독": "West Germany",
    "유고슬라비아": "Yugoslavia",
    "체코슬로바키아": "Czechoslovakia",
}
"""States that are no more, and no part of CLDR: other names -> the usual one."""
_LANGUAGES = ("en", "ko")


class Country(NamedTuple):
    """A country: its id, its English name where it is known, and its code of ISO 3166-1, or ""."""

    id: str
    name: str
    iso: str = ""


@cache
def country(name: str) -> Country:
    """Return a country by its name in English or Korean; one that nobody knows goes by the name it has."""
    if code := _codes().get(names.fold(name)):
        return of_code(code)
    usual = _gone().get(names.fold(name), name)
    return Country(f"country/{names.slug(usual)}", usual)


@cache
def of_code(code: str) -> Country:
    """Return a country by its code of ISO 3166-1, such as KR; one that nobody knows goes by its code."""
    name = _USUAL.get(code) or _territories("en").get(code)
    return Country(f"country/{names.slug(name)}", name, code) if name else Country(f"country/{code}", code)


@cache
def _codes() -> dict[str, str]:
    """Return folded name -> code."""
    told = {name: code for language in _LANGUAGES for code, name in _territories(language).items()}
    told |= {name: code for code, name in _USUAL.items()} | _ALSO
    return {names.fold(name): code for name, code in told.items()}


@cache
def _gone() -> dict[str, str]:
    """Return folded name -> the usual name of a state that is no more."""
    return {names.fold(name): usual for name, usual in _NO_MORE.items()}


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - its tables are large, and only sources need them

    return {code: name for code, name in Locale(language).territories.items() if len(code) == 2}
