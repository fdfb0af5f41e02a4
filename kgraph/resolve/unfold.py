"""The inverse of `fold`: from a node or an edge of the graph back to the statements about it.

So the graph itself can be the ledger: take the statements of all elements, leave out those of some
sources, add others, judge otherwise, and `resolve` gives exactly what it would have given of the
statements as they were read. Exactly, because of what `fold` sees to:

- A claim with a property is one value by one claim. A value without such a claim is shown as the one
  claim gives it that declares the element, and no other claim gives it; so nobody else said it.
- Claims that a judgement moved keep the ids of their source, also an id that is the value of a
  property, and a symmetric edge whose ends became one stays as a claim of their node.
- The order of claims, names and lists does not hang on how statements of several sources or several
  ids are mixed, only on the order of the sources, and on the order of the statements that one source
  makes of one id. The latter is that of the claims, and statements come in it.

The statements are not the rows as they were read: a row with a value that has a claim of its own
comes as two. Equal rows come once, a symmetric edge may come the other way round, and a row that
gives nothing (it adds a list without items) does not come back. What `resolve` finds across edges
(`contradicted`, where only one of them can be) is no part of their claims.

A property that someone else wrote onto an element counts as given by its one claim; where several
declare the element, no claim gives it, and it is in no statement. Values of properties that the
schema does not know come back from claims as their JSON has them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from kgraph.claims import Claim, Statement
from kgraph.errors import DataError
from kgraph.model import Node, Property, Relationship
from kgraph.schema import PropertyType, film_schema

_HINT = "What kgraph wrote there was changed; take the element out, and load its sources again."
_EVIDENCE = frozenset(film_schema().evidence)
_NOT_TOLD = _EVIDENCE | {"id"}
_KEPT_CLAIMS = 4096


def unfold_node(node: Node) -> list[Statement]:
    """Return the statements about an entity, and edges that a judgement made part of it.

    Raises DataError where its claims cannot be read.
    """
    try:
        return list(_of_node(node))
    except ValueError as error:
        raise DataError(f"The node {node.id!r} has claims that cannot be read: {error}.", _HINT) from error


def unfold_relationship(relationship: Relationship) -> list[Statement]:
    """Return the statements about an edge of the film schema; DataError where its claims cannot be read."""
    try:
        return list(_of_relationship(relationship))
    except ValueError as error:
        start, kind, end = relationship.start, relationship.type, relationship.end
        what = f"The relationship {start!r} {kind} {end!r} has claims that cannot be read: {error}."
        raise DataError(what, _HINT) from error


def _of_node(node: Node) -> Iterator[Statement]:
    types = film_schema().entities
    label = next((one for one in node.labels if one in types), "")
    if not label:
        raise ValueError(f"{':'.join(node.labels) or 'no label'} is no type of the film schema")
    rows, about = _claims(node.properties)
    values = {}
    if len(rows) == 1:
        values = _implied(node.properties, _NOT_TOLD.union(one.property for one in about))
        if values.get("name") == node.id:
            del values["name"]  # nobody gives it: one that is given has a claim of its own
        if "names" in values and any(
            one.property == "name" and one.value != node.properties["name"] for one in about
        ):
            del values["names"]  # they are names that lost
    for claim in rows:
        yield Statement(claim.subject or node.id, "", label, _bare(claim), values)
    for claim in about:
        if claim.object:
            yield _set_aside(claim)
        else:
            given = _given(claim, types[label].properties, node.properties)
            yield Statement(claim.subject or node.id, "", "", _bare(claim), given)


def _of_relationship(edge: Relationship) -> Iterator[Statement]:
    relation = film_schema().relations.get(edge.type)
    if relation is None:
        raise ValueError("the film schema has no such relation")
    rows, about = _claims(edge.properties)
    if len(rows) == 1 and not about:  # nearly all credits
        yield _statement(edge, rows[0], _implied(edge.properties, _EVIDENCE))
        return
    told = {one.property for one in about}
    keys = {key: edge.properties[key] for key in relation.key if key in edge.properties}
    shared = _implied(edge.properties, _EVIDENCE | told) if len(rows) == 1 else {}
    # Rows whose film a judgement made one are different edges by the films that they name themselves.
    entities = [name for name in relation.key if relation.properties[name].type == "entity" and name in told]
    for claim in [one for one in about if one.property in entities] or rows:
        own = _given(claim, relation.properties, edge.properties) if claim.property else {}
        yield _statement(edge, claim, {**keys, **shared, **own})
    for claim in about:
        if claim.property not in relation.key:
            own = _given(claim, relation.properties, edge.properties)
            yield _statement(edge, claim, {**keys, **own})


def _statement(edge: Relationship, claim: Claim, values: Mapping[str, Property]) -> Statement:
    return Statement(claim.subject or edge.start, edge.type, claim.object or edge.end, _bare(claim), values)


def _set_aside(claim: Claim) -> Statement:
    relation = film_schema().relations.get(claim.property)
    values = json.loads(str(claim.value))
    if relation is None or not isinstance(values, dict):
        raise ValueError(f"{claim.property!r} with {claim.value!r} is no edge")
    given = {name: _read(relation.properties.get(name), value) for name, value in values.items()}
    return Statement(claim.subject, claim.property, claim.object, _bare(claim), given)


def _implied(properties: Mapping[str, Property], without: frozenset[str]) -> dict[str, Property]:
    """Return the values that need no claim of their own, since the element's one claim gives them."""
    return {name: value for name, value in properties.items() if name not in without}


def _given(
    claim: Claim, types: Mapping[str, PropertyType], shown: Mapping[str, Property]
) -> dict[str, Property]:
    """Return the value that a claim gives; what the schema does not know is a list if it shows as one."""
    kind, value = types.get(claim.property), claim.value
    many = kind.many if kind else isinstance(shown.get(claim.property), list)
    return {claim.property: _read(kind, [value] if many else value)}


def _read(kind: PropertyType | None, value: Any) -> Property:
    """Return the value that its JSON means."""
    if kind is None:
        return value  # type: ignore[no-any-return]
    if kind.type == "date":
        value = dt.date.fromisoformat(str(value))
    if not kind.accepts(value):
        raise ValueError(f"{value!r} is no {kind.name}")
    return value  # type: ignore[no-any-return]


def _bare(claim: Claim) -> Claim:
    """Return the claim as its source makes it, of the whole row and without ids."""
    if not (claim.property or claim.subject):
        return claim
    return replace(claim, property="", value=None, subject="", object="")


def _claims(properties: Mapping[str, Any]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims that speak for a whole row, and those about one property."""
    texts = properties.get("claims")
    if not isinstance(texts, list) or not texts:
        raise ValueError("there are none")
    if set(map(type, texts)) != {str}:
        raise ValueError("a claim is a text")
    rows: list[Claim] = []
    about: list[Claim] = []
    for claim in map(_claim, texts):
        (about if claim.property else rows).append(claim)
    if not rows:
        raise ValueError("each is about a property, none says that the thing is there")
    return rows, about


@lru_cache(_KEPT_CLAIMS)
def _claim(text: str) -> Claim:
    """Return a claim, the same object for the same text: the credits of a film share one."""
    return Claim.from_json(text)
