"""Statements become entities and edges; judgements join them; what excludes what is told."""

from __future__ import annotations

from typing import Any

import pytest

from kgraph.claims import Certainty, Claim, Source, Statement, claims_of
from kgraph.errors import DataError, JudgementError
from kgraph.model import Node, Property, Relationship
from kgraph.resolve.judgements import Judgement, Verdict, canonical
from kgraph.resolve.resolve import Resolved, resolve

OLD, NEW = Source("old", date="2001-01-01"), Source("new", date="2020-01-01")


def entity(
    node_id: str, kind: str, source: Source = OLD, certainty: str = "stated", **values: Property
) -> Statement:
    return Statement(node_id, "", kind, Claim(source.id, "row 1", Certainty(certainty)), values)


def more(node_id: str, source: Source = OLD, certainty: str = "stated", **values: Property) -> Statement:
    return entity(node_id, "", source, certainty, **values)


def edge(start: str, relation: str, end: str, source: Source = OLD, **values: Property) -> Statement:
    return Statement(start, relation, end, Claim(source.id, "row 2"), values)


PERSON, FILM = entity("kim", "Person", name="Kim"), entity("beat", "Film", name="Beat", year=1997)


def resolved(*statements: Statement, judged: list[Judgement] | None = None) -> Resolved:
    return resolve(statements, [OLD, NEW], canonical(judged or []))


def node(graph: Resolved, node_id: str) -> dict[str, Any]:
    return dict(next(one.properties for one in graph.nodes if one.id == node_id))


def test_an_entity_has_its_properties_and_who_says_so() -> None:
    beat = node(resolved(FILM), "beat")
    assert beat["id"] == "beat"
    assert (beat["name"], beat["year"]) == ("Beat", 1997)
    assert beat["claims"] == ['{"certainty":"stated","place":"row 1","source":"old"}']
    assert (beat["sources"], beat["certainty"], beat["contradicted"]) == (["old"], "stated", False)


def test_sources_are_nodes_without_claims() -> None:
    graph = resolved()
    assert [one.labels for one in graph.nodes] == [("Source",), ("Source",)]
    assert node(graph, "new") == {"id": "new", "name": "new", "date": "2020-01-01"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("stated", "disputed", "stated"),
        ("disputed", "implied", "implied"),
        ("disputed", "disputed", "disputed"),
    ],
)
def test_certainty_is_the_surest_of_the_claims(first: str, second: str, expected: str) -> None:
    graph = resolved(entity("beat", "Film", OLD, first), entity("beat", "Film", NEW, second))
    assert node(graph, "beat")["certainty"] == expected


def test_two_years_contradict_and_the_surer_is_shown() -> None:
    beat = node(
        resolved(entity("beat", "Film", OLD, year=1997), more("beat", NEW, "disputed", year=1998)), "beat"
    )
    assert (beat["year"], beat["contradicted"]) == (1997, True)
    years = {(claim.source, claim.value) for claim in claims_of(beat) if claim.property == "year"}
    assert years == {("old", 1997), ("new", 1998)}


def test_of_two_equally_sure_values_the_one_with_more_claims_is_shown_then_the_later_source() -> None:
    again = Statement("beat", "", "", Claim("old", "another row"), {"year": 1997})
    twice = resolved(FILM, again, more("beat", NEW, year=1998))
    assert node(twice, "beat")["year"] == 1997
    once = resolved(FILM, more("beat", NEW, year=1998))
    assert node(once, "beat")["year"] == 1998


def test_the_same_claim_twice_counts_once() -> None:
    beat = node(resolved(FILM, FILM, more("beat", OLD, year=1997), more("beat", NEW, year=1998)), "beat")
    assert beat["year"] == 1998
    assert [(one.property, one.source) for one in claims_of(beat)] == [
        ("", "old"),
        ("year", "old"),
        ("year", "new"),
    ]


def test_a_row_that_only_adds_needs_no_claim_of_its_own_where_its_claim_declares_the_thing() -> None:
    beat = node(resolved(FILM, more("beat", genres=["crime"], minutes=112)), "beat")
    assert (beat["genres"], beat["minutes"], len(beat["claims"])) == (["crime"], 112, 1)
    other = node(resolved(FILM, more("beat", NEW, genres=["crime"])), "beat")
    assert [(one.property, one.value) for one in claims_of(other)] == [("", None), ("genres", "crime")]


@pytest.mark.parametrize("name", [{}, {"name": "비트"}, {"name": "beat"}])
@pytest.mark.parametrize("names", [[], ["Beat"], ["Beat", "비트"], ["Beat", "Beat"], ["beat"]])
def test_said_twice_is_as_said_once(name: dict[str, Any], names: list[Any]) -> None:
    said = Statement("beat", "", "Film", Claim("old", "row 1"), {**name, "names": names, "year": 1997})
    assert node(resolved(said), "beat") == node(resolved(said, said), "beat")


def test_an_empty_list_says_nothing() -> None:
    assert "genres" not in node(resolved(entity("beat", "Film", genres=[])), "beat")


def test_claims_stand_in_an_order_that_does_not_hang_on_that_of_the_rows() -> None:
    year, old_name = more("beat", NEW, year=1998), more("beat", NEW, names=["비트"])
    orders = ([FILM, year, old_name], [old_name, FILM, year], [year, old_name, FILM])
    told = [
        [(one.property, one.source) for one in claims_of(node(resolved(*order), "beat"))] for order in orders
    ]
    assert told == [[("", "old"), ("names", "new"), ("year", "old"), ("year", "new")]] * 3


def test_equal_values_of_two_sources_do_not_contradict() -> None:
    beat = node(resolved(FILM, entity("beat", "Film", NEW, name="Beat", year=1997)), "beat")
    assert not beat["contradicted"]
    assert beat["sources"] == ["new", "old"]


def test_a_name_that_loses_is_kept_among_the_names() -> None:
    kim = node(
        resolved(PERSON, more("kim", names=["김성수"]), entity("kim", "Person", NEW, name="Sungsoo")), "kim"
    )
    assert kim["name"] == "Sungsoo"
    assert kim["names"] == ["Kim", "김성수"]
    assert not kim["contradicted"]


def test_an_edge_said_twice_is_one_edge_with_two_claims() -> None:
    graph = resolved(PERSON, FILM, edge("kim", "DIRECTED", "beat"), edge("kim", "DIRECTED", "beat", NEW))
    (only,) = graph.relationships
    assert [claim.source for claim in claims_of(only.properties)] == ["old", "new"]


def test_discriminators_keep_edges_apart_and_other_properties_do_not() -> None:
    cast = [edge("kim", "ACTED_IN", "beat", version=version) for version in ("Korean", "Hong Kong")]
    assert len(resolved(PERSON, FILM, *cast).relationships) == 2
    billed = [edge("kim", "ACTED_IN", "beat", source, billing=n) for n, source in ((1, OLD), (2, NEW))]
    (only,) = resolved(PERSON, FILM, *billed).relationships
    assert only.properties["contradicted"] is True
    assert only.properties["billing"] == 2


def test_a_symmetric_relation_is_stored_once_whichever_way_it_is_said() -> None:
    countries = [entity("kr", "Country", name="Korea"), entity("jp", "Country", name="Japan")]
    pair = [edge(a, "CO_PRODUCED_WITH", b, film="beat") for a, b in (("kr", "jp"), ("jp", "kr"))]
    (only,) = resolved(FILM, *countries, *pair).relationships
    assert (only.start, only.end) == ("jp", "kr")


def test_two_ends_of_a_single_relation_contradict() -> None:
    award = entity("best", "Award", name="Best")
    festivals = [entity(name, "Festival", name=name) for name in ("a", "b")]
    graph = resolved(award, *festivals, *(edge("best", "PRESENTED_AT", name) for name in ("a", "b")))
    assert [one.properties["contradicted"] for one in graph.relationships] == [True, True]


def test_a_judgement_joins_two_entities_and_their_claims_keep_the_ids_they_were_read_with() -> None:
    other = entity("kim2", "Person", NEW, name="KIM Sung-soo")
    same = [Judgement("kim2", Verdict.SAME, "kim")]
    statements = (PERSON, other, FILM, edge("kim2", "DIRECTED", "beat", NEW))
    graph = resolved(*statements, judged=same)
    assert [one.id for one in graph.nodes if "Person" in one.labels] == ["kim"]
    (only,) = graph.relationships
    assert only.start == "kim"
    assert claims_of(only.properties)[0].subject == "kim2"
    apart = resolved(*statements)
    assert [one.id for one in apart.nodes if "Person" in one.labels] == ["kim", "kim2"]
    assert apart.relationships == [
        Relationship("kim2", "DIRECTED", "beat", apart.relationships[0].properties)
    ]


def test_a_judgement_follows_into_properties_that_name_entities() -> None:
    alias = entity("beat2", "Film", NEW, name="Beat!")
    award = entity("best", "Award", name="Best")
    won = edge("kim", "WON", "best", film="beat2")
    graph = resolved(PERSON, FILM, alias, award, won, judged=[Judgement("beat2", Verdict.SAME, "beat")])
    (prize,) = graph.relationships
    assert prize.properties["film"] == "beat"
    assert [(one.property, one.value) for one in claims_of(prize.properties)] == [
        ("", None),
        ("film", "beat2"),
    ]


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        ((FILM, entity("beat", "Person")), "'beat' is a Person here and a Film elsewhere"),
        ((PERSON, edge("kim", "DIRECTED", "beat")), "'beat' is not declared"),
        (
            (PERSON, FILM, edge("beat", "DIRECTED", "kim")),
            "DIRECTED joins Person to Film, but 'beat' is a Film",
        ),
        ((more("ghost", year=1),), "'ghost' is not declared"),
        (
            (
                entity("kr", "Country"),
                entity("cj", "Company"),
                FILM,
                edge("kr", "CO_PRODUCED_WITH", "cj", film="beat"),
            ),
            "joins two of one type, not Country and Company",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(statements: tuple[Statement, ...], message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        resolved(*statements)
    assert str(caught.value).startswith("old, row")


def test_an_entity_with_the_id_of_a_source_is_refused() -> None:
    with pytest.raises(DataError, match="'old' is a source and a Film"):
        resolved(entity("old", "Film"))


def test_joining_a_person_and_a_film_is_a_judgement_error() -> None:
    with pytest.raises(JudgementError, match="cannot be the same"):
        resolved(PERSON, FILM, judged=[Judgement("kim", Verdict.SAME, "beat")])


def test_judgements_in_a_circle_are_refused() -> None:
    circle = [Judgement(a, Verdict.SAME, b) for a, b in (("a", "b"), ("b", "c"), ("c", "a"))]
    with pytest.raises(JudgementError, match="circle: a -> b -> c -> a"):
        canonical(circle)


def test_judged_different_and_yet_joined_is_refused() -> None:
    judged = [Judgement("a", Verdict.SAME, "c"), Judgement("b", Verdict.SAME, "c")]
    with pytest.raises(JudgementError, match="judged different"):
        canonical([*judged, Judgement("a", Verdict.DIFFERENT, "b")])


def test_a_chain_of_judgements_ends_at_its_last_id() -> None:
    assert canonical([Judgement("a", Verdict.SAME, "b"), Judgement("b", Verdict.SAME, "c")]) == {
        "a": "c",
        "b": "c",
    }


def test_nodes_are_hashable_by_identity() -> None:
    assert len({Node("a"), Node("a"), Node("b")}) == 2
