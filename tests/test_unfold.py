"""The graph is the ledger: from its elements come the statements that made them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.claims import Certainty, Claim, Source, Statement, claims_of
from kgraph.errors import DataError
from kgraph.model import Node, Property, Relationship
from kgraph.read import read
from kgraph.resolve.judgements import Judgement, Verdict, canonical
from kgraph.resolve.resolve import Resolved, resolve
from kgraph.resolve.unfold import unfold_node, unfold_relationship
from kgraph.schema import PropertyType, film_schema
from tests.conftest import KOREAN_CINEMA

SOURCES = [Source("a", date="2001"), Source("b", date="2020"), Source("c"), Source("stays")]
SCHEMA = film_schema()
GOOD = '{"certainty":"stated","source":"a"}'
JUDGED = ["Person", "Film", "Country", "Company"]
TYPES = [*JUDGED, "Work", "Award", "Festival", "Event", "Character", "Place"]
IDS = {kind: [f"{kind}-{n}" for n in range(3 if kind in JUDGED else 1)] for kind in TYPES}
RELATIONS = [  # of each sort one or two, so that edges meet
    *("ACTED_IN", "DIRECTED", "PLAYED", "WON", "BOX_OFFICE", "SCREENED_AT", "REMAKE_OF", "PRESENTED_AT"),
    *("CO_PRODUCED_WITH", "COLLABORATED_WITH", "SPOUSE_OF"),
]

claims = st.builds(
    Claim,
    st.sampled_from([one.id for one in SOURCES]),
    st.sampled_from(["", "", "row 1"]),
    st.sampled_from([Certainty.STATED, Certainty.STATED, Certainty.DISPUTED]),
    st.sampled_from(["", "", "note"]),
    st.sampled_from(["", "", "“quote”"]),
)
texts = st.sampled_from(["x", "김", "Film-0", "Person-1", "2001-01-01"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": texts,
    "integer": st.integers(1, 2),
    "boolean": st.booleans(),
    "date": st.sampled_from([dt.date(1997, 5, 1), dt.date(1997, 5, 2)]),
    "strings": st.lists(texts, max_size=3),
    "entity": st.sampled_from(IDS["Film"]),
}


def values_of(properties: Iterable[PropertyType], required: Iterable[str] = ()) -> st.SearchStrategy[Any]:
    each = {one.name: VALUES[one.type] for one in properties if one.name != "id"}
    needed = {name: each.pop(name) for name in required}
    return st.fixed_dictionaries(needed, optional=each)


@st.composite
def about_entities(draw: st.DrawFn) -> Statement:
    kind = draw(st.sampled_from(["Person", "Film", "Country"]))
    names = ["name", "names", "remarks", "year", "released", "born", "genres"]
    properties = [one for one in SCHEMA.entities[kind].properties.values() if one.name in names]
    values = draw(values_of(properties))
    says_something = any(value != [] for value in values.values())
    said = draw(st.sampled_from([kind, "", ""])) if says_something else kind
    return Statement(draw(st.sampled_from(IDS[kind])), "", said, draw(claims), values)


@st.composite
def about_edges(draw: st.DrawFn) -> Statement:
    relation = SCHEMA.relations[draw(st.sampled_from(RELATIONS))]
    kinds = [draw(st.sampled_from(ends[:2])) for ends in (relation.start, relation.end)]
    if relation.same_type:
        kinds[1] = kinds[0]
    start, end = (draw(st.sampled_from(IDS[kind])) for kind in kinds)
    values = draw(values_of(relation.properties.values(), relation.required))
    return Statement(start, relation.name, end, draw(claims), values)


statements = st.lists(st.one_of(about_entities(), about_edges()), max_size=16)


@st.composite
def judged(draw: st.DrawFn) -> dict[str, str]:
    """Return who stands for whom: chains within a type, also to an id that no source has."""
    pairs = []
    for kind in draw(st.lists(st.sampled_from(JUDGED), unique=True)):
        order = draw(st.permutations([*IDS[kind], f"{kind}-new"]))
        for place, left in enumerate(order[:-1]):
            if draw(st.booleans()):
                pairs.append((left, draw(st.sampled_from(order[place + 1 :]))))
    return canonical(Judgement(left, Verdict.SAME, right) for left, right in pairs)


@st.composite
def declared(draw: st.DrawFn) -> list[Statement]:
    """Return a row for each entity, without which no edge can be; most are of the source that stays."""
    rows = []
    for kind in TYPES:
        properties = [SCHEMA.entities[kind].properties["name"]]
        for node_id in IDS[kind]:
            stays = kind not in JUDGED or draw(st.integers(0, 3))
            claim = Claim("stays") if stays else draw(claims)
            rows.append(
                Statement(node_id, "", kind, claim, draw(values_of(properties)) if kind in JUDGED else {})
            )
    return rows


def unfolded(graph: Resolved) -> list[Statement]:
    """Return all statements, the elements in an order of no meaning."""
    told = [one for node in reversed(graph.nodes) if "claims" in node.properties for one in unfold_node(node)]
    return [*(one for edge in reversed(graph.relationships) for one in unfold_relationship(edge)), *told]


def outcome(told: list[Statement], sources: list[Source], same: dict[str, str]) -> Any:
    """Return all nodes and edges as what can be compared, types of values included; or that it is refused."""
    try:
        graph = resolve(told, sources, same)
    except DataError:
        return "refused"
    nodes = {(one.id, one.labels): exact(one.properties) for one in graph.nodes}
    edges = sorted((one.start, one.type, one.end, exact(one.properties)) for one in graph.relationships)
    return nodes, edges


def exact(properties: Any) -> list[tuple[str, str]]:
    return sorted((name, repr(value)) for name, value in properties.items())


def check(
    read: list[Statement],
    same: dict[str, str],
    *,
    dropped: Iterable[str] = (),
    added: Iterable[Statement] = (),
    judged_otherwise: dict[str, str],
) -> None:
    """Assert that the graph of `read` gives what its sources would, after all these changes.

    What is added of a source that was dropped replaces it: the source stands where it stood.
    """
    gone = set(dropped)
    kept = [one for one in unfolded(resolve(read, SOURCES, same)) if one.claim.source not in gone]
    read = [one for one in read if one.claim.source not in gone]
    replacing = [one for one in added if one.claim.source in gone]
    appended = [one for one in added if one.claim.source not in gone]
    there = {one.claim.source for one in replacing}
    sources = [one for one in SOURCES if one.id not in gone or one.id in there]
    expected = outcome([*replacing, *read, *appended], sources, judged_otherwise)
    assert outcome([*kept, *appended, *replacing], sources, judged_otherwise) == expected


@settings(max_examples=150)
@given(
    declared(),
    statements,
    judged(),
    st.sets(st.sampled_from([one.id for one in SOURCES[:-1]]), max_size=2),
    statements,
    judged(),
)
def test_the_graph_is_the_ledger(
    rows: list[Statement],
    more: list[Statement],
    same: dict[str, str],
    dropped: set[str],
    added: list[Statement],
    judged_otherwise: dict[str, str],
) -> None:
    check([*rows, *more], same, dropped=dropped, added=added, judged_otherwise=judged_otherwise)


A, B = Claim("a"), Claim("b")
KIM, LEE = (
    Statement("kim", "", "Person", A, {"name": "Kim"}),
    Statement("lee", "", "Person", A, {"name": "Lee"}),
)
BEAT, MUSA = Statement("beat", "", "Film", A, {"name": "Beat"}), Statement("musa", "", "Film", A)
BEST = Statement("best", "", "Award", A, {"name": "Best"})
OTHER = {"kim": "lee", "musa": "beat"}


def more(node_id: str, claim: Claim, **values: Property) -> Statement:
    return Statement(node_id, "", "", claim, values)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([Statement("lee", "", "Person", A, {"name": "lee"}), KIM], id="a name that is the id"),
        pytest.param([Statement("lee", "", "Person", A), KIM], id="no name"),
        pytest.param(
            [Statement("lee", "", "Person", A, {"names": ["lee"]}), KIM], id="the id among the names"
        ),
        pytest.param([LEE, more("lee", B, name="Yi")], id="a name that lost"),
        pytest.param([LEE, more("lee", A, name="Yi", names=["Yi"])], id="a name that lost, and is given too"),
        pytest.param([LEE, more("lee", B, name="Yi"), more("lee", A, names=["Yi"])], id="and by another row"),
        pytest.param([LEE, more("lee", A, names=["Lee", "Yi"])], id="the name among the names"),
        pytest.param(
            [Statement("lee", "", "Person", A, {"name": "Lee", "names": ["Lee"]}), KIM], id="at once"
        ),
        pytest.param([LEE, more("lee", A, born=1970)], id="a row that only adds, of the same claim"),
        pytest.param([LEE, more("lee", A, born=1970), more("lee", A, born=1971)], id="two values, one claim"),
        pytest.param([LEE, LEE, KIM], id="a row twice"),
        pytest.param([LEE, more("lee", B, remarks=["x", "x"]), more("lee", A, remarks=[])], id="lists"),
        pytest.param(
            [Statement("lee", "", "Person", A, {"remarks": ["x", "x"]}), Statement("lee", "", "Person", B)],
            id="an item twice",
        ),
        pytest.param(
            [Statement("lee", "", "Person", A, {"remarks": []}), Statement("lee", "", "Person", B)],
            id="a list without items",
        ),
        pytest.param([BEAT, more("beat", B, released=dt.date(1997, 5, 1))], id="a date"),
        pytest.param(
            [BEAT, more("beat", A, released=dt.date(1997, 5, 1)), MUSA], id="a date of the same claim"
        ),
        pytest.param(
            [KIM, LEE, Statement("lee", "SPOUSE_OF", "kim", B), Statement("kim", "SPOUSE_OF", "lee", A)],
            id="a symmetric relation, told both ways",
        ),
        pytest.param(
            [
                LEE,
                KIM,
                BEAT,
                *(Statement(one, "ACTED_IN", "beat", A, {"billing": 1}) for one in ("kim", "lee")),
            ],
            id="relations of duplicates",
        ),
        pytest.param(
            [
                KIM,
                BEAT,
                MUSA,
                BEST,
                *(Statement("kim", "WON", "best", A, {"film": one}) for one in ("musa", "beat")),
            ],
            id="prizes for films that are one",
        ),
        pytest.param(
            [KIM, MUSA, BEST, Statement("kim", "WON", "best", A, {"film": "musa"})], id="a film moved"
        ),
        pytest.param(
            [
                *(Statement(one, "", "Country", A) for one in ("x", "y", "z")),
                *(Statement("y", "CO_PRODUCED_WITH", "x", A, {"film": one}) for one in ("musa", "beat")),
                *(Statement("x", "CO_PRODUCED_WITH", one, A, {"film": "beat"}) for one in ("y", "z")),
            ],
            id="edges set aside",
        ),
    ],
)
@pytest.mark.parametrize("before", [{}, OTHER, {"lee": "yi"}, {"z": "y", "x": "y"}], ids=str)
@pytest.mark.parametrize("after", [{}, OTHER, {"y": "x", "lee": "yi"}], ids=str)
@pytest.mark.parametrize("dropped", [[], ["b"]], ids=str)
def test_what_is_easily_lost_is_kept(
    told: list[Statement], before: dict[str, str], after: dict[str, str], dropped: list[str]
) -> None:
    added = [
        Statement("lee", "", "Person", B, {"name": "Ri", "born": 1970}),
        Statement("beat", "", "Film", B, {"released": dt.date(1997, 5, 2)}),
    ]
    for order in (told, told[::-1]):
        check(order, before, dropped=dropped, judged_otherwise=after)
        check(order, before, dropped=dropped, added=added, judged_otherwise=after)


def test_an_edge_whose_ends_were_judged_one_stays_as_a_claim_and_comes_back() -> None:
    claim = Claim("a", "row 3")
    read = [KIM, LEE, Statement("lee", "SPOUSE_OF", "kim", claim)]
    graph = resolve(read, [SOURCES[0]], {"kim": "lee"})
    assert graph.relationships == []
    told = claims_of(graph.nodes[0].properties)
    assert replace(claim, property="SPOUSE_OF", value="{}", subject="kim", object="lee") in told
    (edge,) = resolve(unfolded(graph), [SOURCES[0]]).relationships
    assert (edge.start, edge.type, edge.end) == ("kim", "SPOUSE_OF", "lee")
    assert claims_of(edge.properties) == [claim]


def test_the_bundled_data_is_its_own_ledger() -> None:
    batch = read(KOREAN_CINEMA)
    for dropped in ((), ("kgraph-names",)):
        told, same = batch.statements, {"person/e-j-yong": "person/im-kwon-taek"}
        graph = resolve(told, batch.sources, same)
        kept = [one for one in unfolded(graph) if one.claim.source not in dropped]
        sources = [one for one in batch.sources if one.id not in dropped]
        expected = outcome([one for one in told if one.claim.source not in dropped], sources, {})
        assert expected != "refused"
        assert outcome(kept, sources, {}) == expected


def test_rows_of_one_edge_can_be_told_apart_by_its_claims() -> None:
    """What unfold leans on: else a value could not be told to belong to this id of the film, or that one."""
    for relation in SCHEMA.relations.values():
        entities = [one.name for one in relation.properties.values() if one.type == "entity"]
        beside = [name for name in relation.properties if name not in relation.key]
        assert len(entities) <= 1, relation.name
        assert not (beside and (entities or relation.symmetric)), relation.name


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (None, "there are none"),
        ([], "there are none"),
        ("text", "there are none"),
        ([1], "a claim is a text"),
        (["{"], "not a claim: '{'"),
        (["[" * 100_000], "not a claim: '"),
        (["[]"], "not a claim"),
        (['{"certainty":"sure","source":"a"}'], "not a claim"),
        (['{"certainty":"stated"}'], "not a claim"),
        (['{"certainty":"stated","source":1}'], "not a claim"),
        (['{"certainty":"stated","source":"a","colour":"red"}'], "not a claim"),
        (
            ['{"certainty":"stated","property":"year","source":"a","value":1997}'],
            "none says that the thing is",
        ),
        ([GOOD, '{"certainty":"stated","property":"year","source":"a","value":"1997"}'], "'1997' is no year"),
        ([GOOD, '{"certainty":"stated","property":"released","source":"a","value":7}'], "7"),
        ([GOOD, '{"certainty":"stated","property":"names","source":"a","value":{}}'], "not a claim"),
        (
            [GOOD, '{"certainty":"stated","object":"x","property":"MARRIED","source":"a","value":"{}"}'],
            "'MARRIED' with '{}' is no edge",
        ),
    ],
)
def test_claims_that_cannot_be_read_are_told_in_one_line(told: Any, message: str) -> None:
    properties = {"id": "beat", "name": "Beat", "claims": told}
    with pytest.raises(
        DataError, match=r"^The node 'beat' has claims that cannot be read: .*" + re.escape(message)
    ) as caught:
        unfold_node(Node("beat", ("Film",), properties))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_what_is_no_element_of_the_film_schema_is_refused() -> None:
    with pytest.raises(DataError, match="Movie is no type of the film schema"):
        unfold_node(Node("beat", ("Movie",), {"claims": [GOOD]}))
    with pytest.raises(
        DataError, match=r"The relationship 'a' KNOWS 'b' has .*: the film schema has no such"
    ):
        unfold_relationship(Relationship("a", "KNOWS", "b", {"claims": [GOOD]}))
    with pytest.raises(DataError, match=r"The relationship 'a' DIRECTED 'b' has .*: there are none"):
        unfold_relationship(Relationship("a", "DIRECTED", "b"))
