"""The films that came out in a year, from the open API of KOBIS: one file each, as the API answers.

The API is described at https://www.kobis.or.kr/kobisopenapi: lists of films, at most 100 to a page, by
the years of the first release (`openStartDt`, `openEndDt`), and one film by its code. It answers errors
with HTTP's 200 and a `faultInfo`. A key is said to allow 3,000 questions a day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import FetchError
from kgraph.fetch.http import Service
from kgraph.progress import Progress
from kgraph.store.files import replacing

ADDRESS = "https://www.kobis.or.kr/kobisopenapi/webservice/rest"
_LIST, _FILM = "movie/searchMovieList.json", "movie/searchMovieInfo.json"
_PAGE = 100
_LISTS = ".lists"
_BAD_KEY, _QUOTA = "320010", "320011"
_HINTS = {
    _BAD_KEY: "Check KOBIS_API_KEY: KOFIC gives keys at https://www.kobis.or.kr/kobisopenapi.",
    _QUOTA: "Go on tomorrow with the same command: what is there is not asked for again.",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many films a year has, how many were there already, and which ones KOBIS says nothing of."""

    year: int
    films: int
    there: int
    empty: tuple[str, ...] = ()


def fetch(service: Service, year: int, out: Path) -> Fetched:
    """Write the answers about the films first released in a year to `out/YEAR/CODE.json`.

    What is there is not asked for again. The pages of the list stay in a hidden folder until all
    films are there, so that a fetch that was broken off goes on where it was, and a later one finds
    what is new. Raises FetchError where the service does not answer, or refuses to.
    """
    folder, lists = out / str(year), out / _LISTS / str(year)
    codes = list(dict.fromkeys(_codes(service, year, lists)))
    missing = [code for code in codes if not (folder / f"{code}.json").exists()]
    empty = []
    with Progress(f"Fetching {year}", len(missing), "films") as bar:
        for code in missing:
            data, told = service.ask(_FILM, {"movieCd": code})
            _check(told, "movieInfoResult")
            if isinstance(told["movieInfoResult"].get("movieInfo"), dict):
                _write(folder / f"{code}.json", data)
            else:
                empty.append(code)
            bar.advance()
    for page in lists.glob("*.json"):
        page.unlink()
    return Fetched(year, len(codes), len(codes) - len(missing), tuple(empty))


def _codes(service: Service, year: int, lists: Path) -> Iterator[str]:
    """Yield the codes of the films of a year, page by page."""
    page, seen, total = 1, 0, 1
    while seen < total:
        told = _page(service, year, page, lists / f"{page}.json")
        films = told.get("movieList") or []
        total, seen, page = int(told.get("totCnt") or 0), seen + len(films), page + 1
        for one in films:
            code = str(one.get("movieCd") or "")
            if not code.isalnum():
                raise FetchError(f"KOBIS lists a film whose code is {code!r}.")
            yield code
        if not films:
            return


def _page(service: Service, year: int, page: int, path: Path) -> Any:
    if path.exists():
        return json.loads(path.read_bytes())["movieListResult"]
    span = {"openStartDt": str(year), "openEndDt": str(year)}
    data, told = service.ask(_LIST, {**span, "itemPerPage": str(_PAGE), "curPage": str(page)})
    _check(told, "movieListResult")
    _write(path, data)
    return told["movieListResult"]


def _check(told: Any, wanted: str) -> None:
    """Raise FetchError where KOBIS says no."""
    if not isinstance(told, dict) or not isinstance(told.get("faultInfo", told.get(wanted)), dict):
        raise FetchError(f"KOBIS gave an answer without {wanted!r}.", "Try again later.")
    if fault := told.get("faultInfo"):
        code = str(fault.get("errorCode", ""))
        raise FetchError(f"KOBIS refused: {fault.get('message')} ({code}).", _HINTS.get(code, ""))


def _write(path: Path, data: bytes) -> None:
    with replacing(path) as file:
        file.write(data)
