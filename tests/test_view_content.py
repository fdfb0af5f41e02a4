"""What the page says of nodes and edges: values, names, evidence, styles, and tables of them."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.claims import Certainty, Claim
from kgraph.model import Duration
from kgraph.schema import film_schema
from kgraph.view.content import content_of, labels_of, name_of, plain
from kgraph.view.drawing import draw
from kgraph.view.style import styles
from kgraph.view.table import table, untable


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (dt.date(1997, 5, 10), "1997-05-10"),
        (dt.datetime(1997, 5, 10, 8, tzinfo=dt.UTC), "1997-05-10T08:00:00+00:00"),
        (Duration(days=2), "P2D"),
        (math.nan, "NaN"),
        (-math.inf, "-∞"),
        (2**53 + 1, "9007199254740993"),
        (2**53, 2**53),
        (True, True),
        (("a", 1), ["a", 1]),
        ({3, 1, 2}, [1, 2, 3]),
        ({"a": [1]}, "a: [1]"),
        (np.int64(5), 5),
        (np.float64(0.5), 0.5),
        (Decimal("1.50"), "1.50"),
        (b"abc", "3 bytes"),
    ],
)
def test_values_become_what_json_and_javascript_hold(value: Any, told: Any) -> None:
    assert plain(value) == told
    assert type(plain(value)) is type(told)


def test_an_object_is_told_without_its_address() -> None:
    assert plain(object()) == "<object object>"


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({"name": "A", "title": "B"}, "A"),
        ({"name": "", "title": "B"}, "B"),
        ({"name": None, "title": " "}, "key"),
        ({"name": 1997}, "1997"),
        ({"name": ["x"]}, "key"),
    ],
)
def test_a_node_is_called_by_name_else_title_else_id(attributes: dict[str, Any], name: str) -> None:
    assert name_of("key", attributes) == name


def test_labels_may_be_missing_empty_or_bare() -> None:
    assert labels_of({}) == labels_of({"_labels": ("",)}) == []
    assert labels_of({"_labels": "Film"}) == ["Film"]


def test_evidence_is_kept_apart_from_properties() -> None:
    claim = Claim("s", certainty=Certainty.DISPUTED, property="minutes", value=90)
    told = {"minutes": 90, "claims": [claim.to_json()], "sources": ["s"], "certainty": "disputed"}
    content = content_of(told | {"contradicted": True})
    assert content == {
        "properties": {"minutes": 90},
        "claims": [{"certainty": "disputed", "property": "minutes", "source": "s", "value": 90}],
        "certainty": "disputed",
        "contradicted": True,
    }


@pytest.mark.parametrize("claims", [[], "one", ["no JSON"], ["{}"], ['{"source":1}'], [7], ["[]"]])
def test_a_property_graph_may_use_the_names_of_evidence_for_its_own(claims: Any) -> None:
    told = {"claims": claims, "sources": "rivers", "certainty": 0.5, "contradicted": "no"}
    assert content_of(told) == {"properties": told}


def test_schema_types_look_as_the_schema_says_and_others_keep_their_look() -> None:
    both = {style.name: style for style in styles(["Zebra", "Film", "Person"])}
    assert list(both) == ["Person", "Film", "Zebra"]
    film = film_schema().entities["Film"]
    assert (both["Film"].colour, both["Film"].shape) == (film.colour, film.shape)
    (alone,) = styles(["Zebra"])
    assert alone in styles(["Zebra", "Yak"])


def test_no_two_types_look_alike() -> None:
    found = styles([*film_schema().entities, "", *(f"Label {number}" for number in range(40))])
    assert len({(style.colour, style.shape) for style in found}) == len(found)


def test_more_labels_than_looks_are_still_drawn() -> None:
    assert len(styles(f"Label {number}" for number in range(150))) == 150


def test_edges_between_one_pair_fan_out_whichever_way_they_point() -> None:
    graph = nx.MultiDiGraph([("a", "b")] * 3 + [("b", "a")] * 2)
    lines = draw(graph, title="", sources=(), draw_sources=False).lines
    # Seen from the first node of the pair, so that the sides can be compared.
    sides = [line.curve if line.start < line.end else -line.curve for line in lines]
    assert len(set(sides)) == 5
    assert sum(sides) == pytest.approx(0)


def test_two_hundred_parallel_edges_stay_apart_and_in_the_picture() -> None:
    lines = draw(nx.MultiDiGraph([("a", "b")] * 200), title="", sources=(), draw_sources=False).lines
    assert len({line.curve for line in lines}) == 200
    assert max(abs(line.curve) for line in lines) <= 1.4


def test_a_single_edge_is_straight_and_loops_are_counted() -> None:
    lines = draw(
        nx.MultiDiGraph([("a", "b"), ("c", "c"), ("c", "c")]), title="", sources=(), draw_sources=False
    ).lines
    assert [line.curve for line in lines] == [0, 0, 1]


def test_size_grows_with_degree_up_to_a_limit() -> None:
    spots = draw(nx.star_graph(2000, nx.MultiDiGraph), title="", sources=(), draw_sources=False).spots
    assert max(spot.radius for spot in spots) == 44
    assert min(spot.radius for spot in spots) < 9


rows = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.one_of(st.integers(), st.text(max_size=2), st.just("word"))),
    max_size=40,
)


@given(rows)
def test_a_table_gives_its_rows_back(rows: list[dict[str, Any]]) -> None:
    assert untable(table(rows)) == rows


def test_a_column_of_few_words_is_written_once() -> None:
    told = table([{"type": "ACTED_IN" if number % 2 else "DIRECTED"} for number in range(40)])
    assert told["columns"]["type"]["words"] == ["ACTED_IN", "DIRECTED"]
