"""What kgraph promises to those who import it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import kgraph
from kgraph import errors
from kgraph.model import Duration

PACKAGE = Path(kgraph.__file__).parent


def test_public_names_are_sorted_and_there() -> None:
    assert kgraph.__all__ == sorted(kgraph.__all__)
    assert all(getattr(kgraph, name) is not None for name in kgraph.__all__)
    assert set(kgraph.__all__) <= set(dir(kgraph))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        kgraph.opne  # noqa: B018


def test_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_importing_kgraph_imports_nothing_heavy() -> None:
    code = "import sys, kgraph; print(*[name for name in sys.modules if name.split('.')[0] in HEAVY])"
    heavy = str({"networkx", "numpy", "kglite", "neo4j", "pyvis", "pandas", "scipy", "sknetwork", "click"})
    done = subprocess.run(
        [sys.executable, "-c", code.replace("HEAVY", heavy)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_the_error_tree_in_the_docstring_is_the_tree() -> None:
    told: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"(    [│├└─ ]*)([A-Z]\w+)", line):
            told.append((len(match[1]), match[2]))
    parents: dict[str, str] = {}
    for place, (depth, name) in enumerate(told):
        above = [other for other_depth, other in told[:place] if other_depth < depth]
        nearest = [other for other_depth, other in told[:place] if other_depth == depth - 4]
        parents[name] = (nearest or above or ["Exception"])[-1]
    classes = {
        name: value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    assert parents == {name: value.__bases__[0].__name__ for name, value in classes.items()}


def test_every_error_says_what_to_do_with_it() -> None:
    error = errors.UnknownName.among("relation", "DIRCTED", ["DIRECTED", "WROTE"])
    assert (error.exit_code, error.hint) == (2, "Did you mean 'DIRECTED'?")
    assert str(error) == "No relation is called 'DIRCTED'. Did you mean 'DIRECTED'?"
    assert errors.UnknownName.among("colour", "x", ["red"]).hint == "Known: red."


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("P1Y2M3DT4H5M6.7S", (14, 3, 14706, 700_000_000)),
        ("PT0S", (0, 0, 0, 0)),
        ("PT-0.5S", (0, 0, -1, 500_000_000)),
        ("P-1M", (-1, 0, 0, 0)),
        ("P12D", (0, 12, 0, 0)),
    ],
)
def test_a_duration_prints_as_it_is_read(text: str, parts: tuple[int, int, int, int]) -> None:
    assert Duration.parse(text) == Duration(*parts)
    assert str(Duration(*parts)) == text


@pytest.mark.parametrize("text", ["", "P", "PT", "1Y", "P1H", "P1.5Y"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ISO 8601"):
        Duration.parse(text)
