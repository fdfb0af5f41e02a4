"""Invented entities in the format of Wikidata's JSON. Classes, languages and countries are the real ones."""

from __future__ import annotations

import json
from typing import Any

FILM, PERSON, NOVEL, FIGURE = "Q11424", "Q5", "Q8261", "Q15773347"
KOREAN, KOREA, JAPAN, DRAMA, IMDB = "Q9176", "Q884", "Q17", "Q130232", "Q37312"

Json = dict[str, Any]


def snak(value: Any) -> Json:
    """Return a snak of an item ("Q1"), a text, a date, an amount; None is an unknown value."""
    if value is None:
        return {"snaktype": "somevalue", "datatype": "wikibase-item"}
    kind = "string"
    if isinstance(value, str) and value[:1] == "Q" and value[1:].isdecimal():
        kind, value = "wikibase-entityid", {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
    elif isinstance(value, dict):
        kind = next(name for key, name in _KINDS.items() if key in value)
    return {"snaktype": "value", "datavalue": {"value": value, "type": kind}}


_KINDS = {"time": "time", "amount": "quantity", "text": "monolingualtext"}


def stated(value: Any, rank: str = "normal", by: list[Json] | None = None, **qualifiers: Any) -> Json:
    """Return a statement; `by` are references, property -> value."""
    beside = {name: [snak(one)] for name, one in qualifiers.items()}
    references = [{"snaks": {name: [snak(one)] for name, one in told.items()}} for told in by or []]
    return {
        "mainsnak": snak(value),
        "type": "statement",
        "rank": rank,
        "qualifiers": beside,
        "references": references,
    }


def date(text: str, precision: int = 11, calendar: str = "Q1985727") -> Json:
    model = f"http://www.wikidata.org/entity/{calendar}"
    return {"time": f"+{text}T00:00:00Z", "precision": precision, "calendarmodel": model}


def minutes(count: int, unit: str = "Q7727") -> Json:
    return {"amount": f"+{count}", "unit": f"http://www.wikidata.org/entity/{unit}"}


def title(text: str, language: str = "ko") -> Json:
    return {"text": text, "language": language}


def entity(item: str, labels: Json, aliases: Json | None = None, **claims: Any) -> Json:
    """Return an entity; a claim is a value, a statement, or a list of them."""
    told = {
        name: [one if isinstance(one, dict) and "mainsnak" in one else stated(one) for one in _listed(given)]
        for name, given in claims.items()
    }
    return {
        "type": "item",
        "id": item,
        "labels": {key: {"language": key, "value": text} for key, text in labels.items()},
        "descriptions": {},
        "aliases": {
            key: [{"language": key, "value": text} for text in texts]
            for key, texts in (aliases or {}).items()
        }
        or [],
        "claims": told or [],
        "sitelinks": {},
    }


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def film(item: str = "Q900001", **claims: Any) -> Json:
    return entity(item, {"en": "Ga Na Da", "ko": "가나다"}, **{"P31": FILM, **claims})


def person(item: str, english: str, korean: str, **claims: Any) -> Json:
    return entity(item, {"en": english, "ko": korean}, **{"P31": PERSON, **claims})


def lines(*entities: Json) -> bytes:
    """Return JSON lines."""
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in entities)


def dump(*entities: Json) -> bytes:
    """Return an array with one entity a line, as Wikidata's dumps have it."""
    rows = b",\n".join(json.dumps(one, ensure_ascii=False).encode() for one in entities)
    return b"[\n" + rows + b"\n]\n"


def sparql(*bindings: Json, variables: list[str] | None = None) -> bytes:
    """Return a result: a value is an item ("Q1"), or a text."""
    told = [{name: _bound(one) for name, one in binding.items()} for binding in bindings]
    names = variables or list(dict.fromkeys(name for one in bindings for name in one))
    return json.dumps({"head": {"vars": names}, "results": {"bindings": told}}, ensure_ascii=False).encode()


def _bound(value: Any) -> Json:
    if isinstance(value, dict):
        return value
    if value[:1] == "Q" and value[1:].isdecimal():
        return {"type": "uri", "value": f"http://www.wikidata.org/entity/{value}"}
    return {"type": "literal", "value": value}
