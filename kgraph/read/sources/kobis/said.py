"""What KOBIS's answers become: declarations, and relations to a film."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from kgraph.claims import Claim, Statement
from kgraph.read.sources.kobis.jobs import OTHER, Job
from kgraph.read.sources.reading import Row

Statements = Iterator[Statement]


def film_id(row: Row, told: Mapping[str, Any]) -> str:
    """Return the id of a film; BadSource where it has no code."""
    code = row.text(told, "movieCd")
    if not code:
        raise row.bad("the film has no code ('movieCd').")
    return f"kobis:{code}"


def declared(node_id: str, kind: str, claim: Claim, values: Mapping[str, Any]) -> Statement:
    """Return the declaration of an entity; values that are None, "" or empty are left out."""
    told = {name: value for name, value in values.items() if value not in (None, "", [])}
    return Statement(node_id, "", kind, claim, told)


def edge(start: str, job: Job, role: str, film: str, claim: Claim) -> Statement:
    """Return what somebody did for a film; `role` is KOBIS's word for it."""
    if not job.role or not role:
        return Statement(start, job.relation, film, claim)
    return Statement(start, job.relation, film, claim, {"role": role if job is OTHER else [role]})


def together(makers: Mapping[str, None], film: str, claim: Claim) -> Statements:
    """Yield that those who made a film together did so, each pair once."""
    for one, other in combinations(makers, 2):
        yield Statement(one, "CO_PRODUCED_WITH", other, claim, {"film": film})
