"""Property values as JSON and as text."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings

from kgraph.model import Property
from kgraph.values import from_json, from_text, to_json, to_text
from tests.strategies import values


@given(value=values)
@settings(max_examples=50, deadline=None)
def test_a_value_survives_json_and_text(value: Property) -> None:
    for again in (from_json(json.loads(json.dumps(to_json(value)))), from_text(to_text(value))):
        assert again == value
        assert type(again) is type(value)


def test_plain_values_stand_as_themselves() -> None:
    assert to_json(["a", "b"]) == ["a", "b"]
    assert to_text("1997-05-01") == from_text("1997-05-01") == "1997-05-01"
    assert to_text(dt.date(1997, 5, 1)) == 'json:{"$date":"1997-05-01"}'
    assert math.isnan(from_json(to_json(math.nan)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["json:", "json:{", 'json:{"a": 1}', "json:[[1]]", "json:[1, null]", "JSON:1"]
)
def test_text_that_only_looks_marked_stays_text(text: str) -> None:
    assert from_text(text) == text
    assert from_text(to_text(text)) == text


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ({"a": 1}, "a value must not be a map"),
        ({"$date": "1997-05-01", "more": 1}, "a value must not be a map"),
        ({"$date": 1997}, "a value must not be a map"),
        ({"$date": "soon"}, "'soon' is no date"),
        ({"$duration": "P"}, "'P' is no duration"),
        ({"$float": "1.5"}, "'1.5' is no float"),
        ([{"a": 1}], "a value must not be a map"),
        ([[1]], "a list must hold no list"),
        ([1, None], "a list must hold no null"),
        ([{"$time": "10:00"}, {"$time": "10:00+09:00"}], "not time and time with an offset"),
        ([1, 2.0], "a list must hold values of one type, not float and int"),
        ([True, 1], "a list must hold values of one type, not bool and int"),
        (2**63, "more than a whole number of 64 bits can be"),
        (b"x", "bytes is no property value"),
    ],
)
def test_what_neo4j_refuses_is_refused(value: Any, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        from_json(value)


@pytest.mark.parametrize("value", [{"a": 1}, b"x", object(), [b"x"]])
def test_what_is_no_property_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match="is no property value"):
        to_json(value)
