"""Graphs as Hypothesis makes them up: Hangul, emoji, loops, parallel edges, odd names and values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import networkx as nx
from hypothesis import strategies as st

from kgraph.graph.convert import to_networkx
from kgraph.model import Duration, Node, Property, Relationship
from kgraph.read.records import OUTER_ID

ODD_NAMES = [
    *("id", "title", "name", "names", "type", "labels", "label", "key", "source", "target", "weight"),
    *("start", "end", "viz", "pid", "spells", "networkx_key", "self", "node_for_adding", "u_for_edge", "d0"),
    *(
        "property:id",
        "property:",
        "$date",
        "이름",
        "🎬",
        "two words",
        "with:colon",
        'double"quote',
        "quote'd",
    ),
    "<tag>&amp;",
]
ODD_TEXTS = [
    "",
    " ",
    "json:",
    'json:"x"',
    "json:[1]",
    ":A:B",
    "1997-05-01",
    "true",
    "007",
    "봄날은 간다 🎬",
    "two\nlines",
    "a\r\nb\rc\td",
    "NUL\x00 and \x1b and \ufffe",
    "\u2028\x85",
    "'\"`\\ ]]> &lt; <b>",
]
_LETTERS = st.characters(exclude_categories=["Cs"])
_PRINTED = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
texts = st.one_of(st.sampled_from(ODD_TEXTS), st.text(_LETTERS, max_size=8))
ids = st.one_of(
    st.sampled_from(["a", "b", "1", "영화 1", "🎬", "p:q"]), st.text(_PRINTED, min_size=1, max_size=5)
)
labels = st.sampled_from(["Person", "Film", "영화", "Two Words", "with:colon", "back`tick"])
types = st.one_of(
    st.sampled_from(["ACTED_IN", "KNOWS", "출연", "json:x"]), st.text(_PRINTED, min_size=1, max_size=4)
)
property_names = st.one_of(
    st.sampled_from(ODD_NAMES), st.text(_PRINTED, min_size=1, max_size=6).filter(lambda name: name[0] != "_")
)
_ZONES = st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=9))])
durations = st.builds(
    Duration,
    months=st.integers(-500, 500),
    days=st.integers(-500, 500),
    seconds=st.integers(-100_000, 100_000),
    nanoseconds=st.integers(0, 999_999_999),
)
_SCALARS: tuple[st.SearchStrategy[Any], ...] = (
    texts,
    st.booleans(),
    st.one_of(st.sampled_from([2**53 + 1, -(2**63), 2**63 - 1]), st.integers(-(2**63), 2**63 - 1)),
    st.floats(allow_nan=False),
    st.dates(),
    st.times(),
    st.times(timezones=_ZONES).map(lambda time: time.replace(fold=0)),
    st.datetimes(),
    st.datetimes(timezones=_ZONES).map(lambda moment: moment.replace(fold=0)),
    durations,
)
values: st.SearchStrategy[Property] = st.one_of(*_SCALARS, *(st.lists(one, max_size=3) for one in _SCALARS))
properties = st.dictionaries(property_names, values, max_size=4)


@st.composite
def nodes(draw: st.DrawFn) -> list[Node]:
    """Return nodes with ids of their own; some are entities of the film schema, with claims."""
    made = []
    for node_id in draw(st.lists(ids, unique=True, max_size=5)):
        told: dict[str, Property] = dict(draw(properties))
        if draw(st.booleans()):
            told.pop("id", None)
            made.append(
                Node(
                    node_id,
                    tuple(draw(st.lists(labels, unique=True, max_size=3))),
                    told | {OUTER_ID: node_id},
                )
            )
        else:
            claim = '{"certainty":"stated","source":"s"}'
            made.append(Node(node_id, ("Film",), told | {"id": node_id, "claims": [claim]}))
    return made


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Return a graph as `store.graph` gives it: self loops and parallel edges, equal ones too."""
    made = draw(nodes())
    edges = []
    if made:
        ends = st.sampled_from([node.id for node in made])
        edges = draw(st.lists(st.builds(Relationship, ends, types, ends, properties), max_size=5))
        edges += edges[: draw(st.integers(0, 1))]
    return to_networkx(made, edges)


def strictly(graph: nx.MultiDiGraph) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Return a graph as what can be compared, types of values included: 1 is not 1.0, nor True."""
    nodes = {key: _typed(told) for key, told in graph.nodes(data=True)}
    return nodes, {(u, v, key): _typed(told) for u, v, key, told in graph.edges(keys=True, data=True)}


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_typed(one) for one in value]
    return type(value).__name__, value
