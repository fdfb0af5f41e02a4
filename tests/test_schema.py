"""The schema is data: what one file says is what holds."""

from __future__ import annotations

import datetime as dt

import pytest

from kgraph.errors import UnknownName
from kgraph.model import Property
from kgraph.schema import PropertyType, film_schema, parse

SMALL = """
version = 1
[common.entity]
name = { type = "string", doc = "" }
[common.evidence]
claims = { type = "strings", doc = "" }
[entity.Robot]
doc = "A robot."
colour = "#000000"
shape = "dot"
[relation.BUILT]
from = ["Robot"]
to = ["Robot"]
says = "{start} built {end}"
"""


def test_a_new_type_and_a_new_relation_are_an_edit_of_the_file_alone() -> None:
    schema = parse(SMALL)
    assert schema.entity("Robot").doc == "A robot."
    assert schema.relation("BUILT").says.format(start="R2", end="D2") == "R2 built D2"


@pytest.mark.parametrize(
    "wrong",
    [
        SMALL.replace('to = ["Robot"]', 'to = ["Rabot"]'),
        SMALL + 'key = ["edition"]\n',
        SMALL + 'required = ["film"]\n',
    ],
)
def test_a_schema_that_names_what_it_lacks_is_refused(wrong: str) -> None:
    with pytest.raises(UnknownName, match="BUILT"):
        parse(wrong)


def test_the_film_schema_has_what_the_film_world_has() -> None:
    schema = film_schema()
    assert {
        "Person",
        "Film",
        "Work",
        "Company",
        "Organization",
        "Festival",
        "Award",
        "Country",
        "Place",
    } <= set(schema.entities)
    assert all({"id", "name", "names"} <= set(one.properties) for one in schema.entities.values())
    assert all("{start}" in one.says and "{end}" in one.says for one in schema.relations.values())
    assert all(one.end == ("Film",) for one in schema.relations.values() if one.credit)
    assert schema.relation("CO_PRODUCED_WITH").symmetric
    assert schema.relation("WON").key == ("edition", "year", "film")


def test_every_number_says_what_it_counts() -> None:
    schema = film_schema()
    kinds = [one.properties for one in schema.entities.values()]
    kinds += [one.properties for one in schema.relations.values()]
    every = [one for properties in kinds for one in properties.values()]
    assert [one.name for one in every if one.type in ("integer", "float") and not one.unit] == []


def test_an_unknown_name_comes_with_its_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'DIRECTED'"):
        film_schema().relation("DIRECTS")
    with pytest.raises(UnknownName, match="Did you mean 'Film'"):
        film_schema().entity("Flim")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "1997", 1997),
        ("float", "0.5", 0.5),
        ("boolean", "True", True),
        ("date", "2023-12-21", dt.date(2023, 12, 21)),
        ("strings", "drama| thriller |", ["drama", "thriller"]),
        ("string", "12.12", "12.12"),
    ],
)
def test_a_cell_is_read_as_its_type(kind: str, text: str, value: Property) -> None:
    one = PropertyType("x", kind, "")
    assert one.read(text) == value
    assert one.accepts(value)


@pytest.mark.parametrize(("kind", "text"), [("integer", "19.5"), ("boolean", "yes"), ("date", "1997")])
def test_a_cell_of_another_type_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PropertyType("x", kind, "").read(text)


@pytest.mark.parametrize(
    ("kind", "value"), [("integer", True), ("integer", "1"), ("strings", [1]), ("date", "x")]
)
def test_a_value_of_another_type_is_not_accepted(kind: str, value: Property) -> None:
    assert not PropertyType("x", kind, "").accepts(value)
