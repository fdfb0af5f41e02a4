"""Who is who in KOBIS, where people have no code but a Korean and mostly an English name.

The id of a person is made of both names: two of one Korean name whose English names differ in more
than case, spaces and hyphens are two people. An entry without an English name is the person of the
same Korean name and the same job, where the source has exactly one; else it is somebody whose id
is the Korean name alone. Two of the same names in both languages cannot be told apart here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kgraph import names


class Person(NamedTuple):
    """A person: the id, the name, which is the Korean one, and the English name or ""."""

    id: str
    name: str
    english: str = ""


class People:
    """Tells people apart, having seen all answers once."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, set[str]]] = {}
        self._english: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str, str], Person] = {}

    def see(self, answer: Any) -> None:
        """Take note of the names in an answer about a film."""
        for name, english, job in _entries(answer):
            key = _key(english)
            self._english.setdefault((name, key), english)
            self._seen.setdefault(name, {}).setdefault(key, set()).add(job)

    def of(self, told: Mapping[str, Any], job: str) -> Person | None:
        """Return the person of an entry; None where it names nobody."""
        name, english = _text(told, "peopleNm"), _text(told, "peopleNmEn")
        if not name and not english:
            return None
        known = self._known.get((name, english, job))
        if known is None:
            known = self._known[name, english, job] = self._told_apart(name, english, job)
        return known

    def _told_apart(self, name: str, english: str, job: str) -> Person:
        if not name:
            return Person(f"kobis:person:{names.slug(english)}", english)
        base = f"kobis:person:{names.slug(name) or name}"
        key = _key(english)
        if not key:
            alike = [one for one, jobs in self._seen.get(name, {}).items() if job in jobs]
            if len(alike) != 1:
                return Person(base, name)
            key = alike[0]
        # Whoever spells it otherwise elsewhere, the person has one English name: the first.
        return Person(f"{base}:{key}", name, self._english.get((name, key), english))


def _entries(answer: Any) -> Iterator[tuple[str, str, str]]:
    """Yield Korean name, English name and job of those in an answer that have both names."""
    told = answer
    for name in ("movieInfoResult", "movieInfo"):
        told = told.get(name, told) if isinstance(told, dict) else None
    if not isinstance(told, dict):
        return
    for place, job in (("directors", "감독"), ("actors", "배우"), ("staffs", "")):
        people = told.get(place)
        for one in people if isinstance(people, list) else ():
            if isinstance(one, dict):
                name, english = _text(one, "peopleNm"), _text(one, "peopleNmEn")
                if name and _key(english):
                    yield name, english, job or _text(one, "staffRoleNm")


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return value.strip() if isinstance(value, str) else ""


def _key(english: str) -> str:
    """Return what two spellings of an English name share; a family name in capitals comes first."""
    words = english.split()
    if len(words) > 1 and len(words[-1]) > 1 and words[-1].isupper() and not words[0].isupper():
        words = [words[-1], *words[:-1]]
    return names.fold(" ".join(words))
