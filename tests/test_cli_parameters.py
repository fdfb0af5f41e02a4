"""Query parameters as they are typed."""

from __future__ import annotations

from typing import Any

import click
import pytest

from kgraph.cli.parameters import Given, KeyValue, read, read_file


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1998", 1998),
        ("1.5", 1.5),
        ("true", True),
        ("null", None),
        ('["a", "b"]', ["a", "b"]),
        ('"1998"', "1998"),
        ("Beat", "Beat"),
        ("", ""),
        ("Infinity", "Infinity"),
        ("NaN", "NaN"),
        ("[" * 100_000, "[" * 100_000),
        ("김성수", "김성수"),
    ],
)
def test_a_value_is_json_or_else_text(text: str, value: Any) -> None:
    assert read(text) == value


def test_the_first_equals_sign_parts_key_and_value() -> None:
    assert KeyValue().convert("x=a=b", None, None) == Given("x", "a=b", "a=b")
    assert KeyValue().convert("$x=1", None, None) == Given("x", "1", 1)


@pytest.mark.parametrize("text", ["novalue", "=1", " =1"])
def test_a_parameter_without_a_name_is_a_usage_error(text: str) -> None:
    with pytest.raises(click.BadParameter, match="key=value"):
        KeyValue().convert(text, None, None)


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"a": NaN}'])
def test_a_file_of_parameters_is_a_json_object(text: str) -> None:
    with pytest.raises(click.BadParameter, match=r"holds no|is not JSON"):
        read_file(text, "p.json")
    assert read_file('{"a": [1]}', "p.json") == {"a": [1]}
