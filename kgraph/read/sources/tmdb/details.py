"""What TMDB's answers have of a film, a series or a person beyond what every list and credit has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgraph.read.sources.reading import Row
from kgraph.read.sources.tmdb.credits import basic_values
from kgraph.read.sources.tmdb.values import GENDERS, date, listed, named, number, texts

_ENDED = {"Ended", "Canceled"}
_RELEASED = {"Released", ""}
_KINDS = {"Miniseries": "miniseries"}


def origins(row: Row, told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the countries of production, else those of origin, which lists have alone."""
    if made := row.objects(told, "production_countries"):
        return made
    codes = told.get("origin_country") or []
    if not isinstance(codes, list) or not all(isinstance(one, str) for one in codes):
        raise row.bad("'origin_country' must be a list of texts.")
    return [{"iso_3166_1": code} for code in codes if code]


def details(row: Row, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the details of a film or series have beyond what every list has."""
    votes, budget = number(row, told, "vote_count"), number(row, told, "budget")
    ids = named(row, told, "external_ids")
    others = listed(row, told, "alternative_titles", "titles", "results")
    translated = [named(row, one, "data") for one in listed(row, told, "translations", "translations")]
    status, kind = row.text(told, "status"), row.text(told, "type")
    basic = basic_values(row, told)
    titles = [*basic["names"], *texts(row, others, "title"), *texts(row, translated, "title", "name")]
    values: dict[str, Any] = {
        "names": list(dict.fromkeys(one for one in titles if one != basic["name"])),
        "minutes": _minutes(row, told),
        "genres": texts(row, row.objects(told, "genres"), "name"),
        "languages": texts(row, row.objects(told, "spoken_languages"), "english_name", "name"),
        "ratings": _ratings(row, told),
        "status": "" if status in _RELEASED else status,
        "budget": budget,
        "budget_currency": "USD" if budget else "",
        "imdb": row.text(told, "imdb_id") or row.text(ids, "imdb_id"),
        "wikidata": row.text(ids, "wikidata_id"),
    }
    if votes:
        values |= {"score": _score(row, told), "votes": votes}
    if kind in _KINDS:
        values["kind"] = _KINDS[kind]
    elif told.get("video") is True:
        values["kind"] = "video"
    if status in _ENDED and (last := date(row, told, "last_air_date")):
        values["end_year"] = int(last[:4])
    return values


def _minutes(row: Row, told: Mapping[str, Any]) -> int | None:
    """Return the running time; that of a series where all its episodes have one."""
    times = told.get("episode_run_time")
    if isinstance(times, list) and len(times) == 1:
        return number(row, {"episode_run_time": times[0]}, "episode_run_time")
    return number(row, told, "runtime")


def _score(row: Row, told: Mapping[str, Any]) -> float | None:
    value = told.get("vote_average")
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value if value is None else float(value)
    raise row.bad(f"'vote_average' must be a number: {value!r}.")


def _ratings(row: Row, told: Mapping[str, Any]) -> list[str]:
    """Return the age ratings, each with its country: `KR 15`."""
    found = []
    for one in listed(row, told, "release_dates", "results"):
        code = row.text(one, "iso_3166_1")
        found += [f"{code} {mark}" for mark in texts(row, row.objects(one, "release_dates"), "certification")]
    for one in listed(row, told, "content_ratings", "results"):
        if mark := row.text(one, "rating"):
            found.append(f"{row.text(one, 'iso_3166_1')} {mark}")
    return list(dict.fromkeys(found))


def life(row: Row, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the details of a person say of her or him."""
    ids = named(row, told, "external_ids")
    born, died = date(row, told, "birthday"), date(row, told, "deathday")
    also = told.get("also_known_as") or []
    if not isinstance(also, list) or not all(isinstance(one, str) for one in also):
        raise row.bad("'also_known_as' must be a list of texts.")
    job, name = row.text(told, "known_for_department"), row.text(told, "name")
    others = [row.text(told, "original_name"), *(one.strip() for one in also)]
    return {
        "names": list(dict.fromkeys(one for one in others if one not in ("", name))),
        "born": int(born[:4]) if born else None,
        "born_on": born,
        "died": int(died[:4]) if died else None,
        "died_on": died,
        "gender": GENDERS.get(number(row, told, "gender") or 0),
        "occupation": [job] if job else [],
        "imdb": row.text(told, "imdb_id") or row.text(ids, "imdb_id"),
        "wikidata": row.text(ids, "wikidata_id"),
    }
