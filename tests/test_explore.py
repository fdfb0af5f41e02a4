"""Looking around: names in any spelling, who says so, and the shortest chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import kgraph
from kgraph.errors import Ambiguous, UnknownName
from kgraph.explore import card, chain, entity, find, neighbourhood, stats
from kgraph.explore.find import Found
from kgraph.names import NameIndex
from kgraph.store import Store

Claims = Callable[..., Path]
EVIDENCE = "source,place,certainty,note,quote"


def store_of(*sources: Path) -> Store:
    store = kgraph.open(nx.MultiDiGraph())
    store.load(*sources)
    return store


@pytest.fixture
def films(claims: Claims) -> Iterator[Store]:
    """Four people, three films in a row, two people of one name, a year that two sources give differently."""
    folder = claims(
        sources=(
            "id,title,publisher,date,url,licence,attribution\n"
            "paper,The Paper,Press,2024-01-01,,CC0-1.0,Press\n"
            "web,The Web,Net,2025-01-01,,CC0-1.0,Net\n"
        ),
        entities=(
            f"id,type,name,year,{EVIDENCE}\n"
            "film/beat,Film,Beat,1997,paper,row 1,,,\n"
            "film/musa,Film,Musa,2001,paper,row 1,,,\n"
            "film/sun,Film,City of the Rising Sun,1998,paper,row 1,,,\n"
            "person/kim,Person,Kim Sung-soo,,paper,row 1,,,\n"
            "person/kim-actor,Person,Sung Soo Kim,,paper,row 9,,,\n"
            "person/jung,Person,Jung Woo-sung,,paper,row 2,,,\n"
            "person/zhang,Person,Zhāng Zǐyí,,paper,row 3,,,\n"
            "person/lone,Person,Nobody Else,,paper,row 4,,,\n"
            "award/best,Award,Best Actor,,paper,row 5,,,\n"
        ),
        properties=f"entity,property,value,{EVIDENCE}\nfilm/sun,year,1999,web,row 7,,,in 1999\n",
        credits=(
            f"subject,relation,object,role,billing,{EVIDENCE}\n"
            "person/kim,DIRECTED,film/beat,,,paper,row 1,,,Kim directed Beat\n"
            "person/jung,ACTED_IN,film/beat,Min,1,paper,row 2,disputed,no other source,\n"
            "person/jung,ACTED_IN,film/sun,Do-chul,1,paper,row 2,,,\n"
            "person/kim,DIRECTED,film/sun,,,web,row 1,,,\n"
            "person/kim,WROTE,film/musa,,,paper,row 3,disputed,,\n"
            "person/kim,DIRECTED,film/musa,,,paper,row 3,,,\n"
            "person/zhang,ACTED_IN,film/musa,,2,paper,row 3,,,\n"
        ),
        pairs=(
            f"subject,relation,object,film,year,{EVIDENCE}\n"
            "person/jung,WON,award/best,film/beat,1998,paper,row 5,,,\n"
            "person/jung,COLLABORATED_WITH,person/kim,,,paper,row 6,,,\n"
            "person/zhang,SPOUSE_OF,person/lone,,,paper,row 6,,,\n"
        ),
    )
    with store_of(folder) as store:
        yield store


# ---------------------------------------------------------------- find


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("beat", "film/beat"),
        ("BEAT", "film/beat"),
        ("jung woosung", "person/jung"),
        ("Woo-sung Jung", "person/jung"),
        ("JungWooSung", "person/jung"),
        ("zhang ziyi", "person/zhang"),
        ("Ziyi Zhāng", "person/zhang"),
        ("city of the rising sun", "film/sun"),
        ("김성수", "person/kim"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(films: Store, text: str, wanted: str) -> None:
    best = find(films, text)[0]
    assert (best.id, best.score) == (wanted, 1.0)
    assert entity(films, text).id == wanted


def test_what_is_found_comes_best_first_and_once(films: Store) -> None:
    found = find(films, "rising")
    assert [one.id for one in found][:1] == ["film/sun"]
    assert 0.8 < found[0].score < 0.9
    scores = [one.score for one in find(films, "kim")]
    assert scores == sorted(scores, reverse=True)
    assert len({one.id for one in find(films, "kim")}) == len(scores)
    assert len(find(films, "kim", limit=1)) == 1


@pytest.mark.parametrize(
    ("text", "wanted"), [("Jung Wo-seung", "person/jung"), ("Ciity of Rising Sun", "film/sun")]
)
def test_a_misspelling_is_found_but_is_not_a_name(films: Store, text: str, wanted: str) -> None:
    best = find(films, text)[0]
    assert best.id == wanted
    assert best.score < 0.9
    with pytest.raises(UnknownName, match=wanted):
        entity(films, text)


def test_part_of_a_hangul_name_is_found(films: Store) -> None:
    assert find(films, "성수")[0].id == "person/kim"


def test_what_is_found_says_what_tells_it_apart(films: Store) -> None:
    found = find(films, "city of the rising sun")[0]
    assert found.labels == ("Film",)
    assert (
        found.detail == "1998; Kim Sung-soo, Jung Woo-sung"
        or found.detail == "1999; Kim Sung-soo, Jung Woo-sung"
    )
    assert str(found) == f"City of the Rising Sun · Film · {found.detail} · id film/sun"


def test_a_name_of_two_is_ambiguous_and_an_id_never(films: Store) -> None:
    with pytest.raises(Ambiguous) as caught:
        entity(films, "kim sungsoo")
    assert [line.rpartition(" ")[2] for line in caught.value.candidates] == ["person/kim", "person/kim-actor"]
    assert caught.value.exit_code == 1
    assert entity(films, "person/kim-actor").name == "Sung Soo Kim"


def test_nothing_like_it_is_said(films: Store) -> None:
    assert find(films, "qqqqqqqqqq") == []
    assert find(films, "") == []
    with pytest.raises(UnknownName, match="No entity is called"):
        entity(films, "qqqqqqqqqq")


def test_the_index_follows_the_store(films: Store, property_graph: Callable[..., Path]) -> None:
    assert find(films, "sunny") == [] or find(films, "sunny")[0].id != "s"
    films.load(property_graph("more.jsonl", {"s": "Star"}, title="Sunny"))
    assert find(films, "sunny")[0].id == "s"


def test_a_source_is_found_by_its_id_alone(films: Store) -> None:
    assert all(one.id != "paper" for one in find(films, "The Paper"))
    assert entity(films, "paper").labels == ("Source",)


NAMES = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8)


@given(NAMES)
@example(["\r", " ", "!!!"])
def test_every_name_finds_its_owner(names: list[str]) -> None:
    index = NameIndex((str(number), (name,)) for number, name in enumerate(names))
    for number, name in enumerate(names):
        assert str(number) in index.named(name)
        scores = {match.owner: match.score for match in index.ranked(name, len(names))}
        assert scores[str(number)] == 1.0


# ---------------------------------------------------------------- property graphs


@pytest.fixture
def other() -> Iterator[Store]:
    """A graph outside the film schema: names in `title`, a file's own `id`, a node without any name."""
    graph = nx.MultiDiGraph()
    graph.add_node("k", kind="Actor", name="Keanu Reeves", id=7)
    graph.add_node("m", kind="Movie", title="The Matrix", released=1999)
    graph.add_node("w", kind="Actor", names=["Weaving, Hugo"])
    graph.add_node("x y", kind="Odd`Label")
    graph.add_edge("k", "m", "ACTED_IN", roles=["Neo"])
    graph.add_edge("w", "m", "HAS_WALKED_INTO")
    graph.add_edge("x y", "x y", "KNOWS")
    with kgraph.open(graph, label="kind") as store:
        yield store


def test_any_graph_can_be_looked_at(other: Store) -> None:
    assert entity(other, "reeves keanu") == Found(
        "k", ("Actor",), "Keanu Reeves", ("Keanu Reeves",), 1.0, "The Matrix"
    )
    assert entity(other, "hugo weaving").id == "w"
    assert entity(other, "x y").name == "x y"
    assert find(other, "the matrix")[0].detail == "released 1999; Keanu Reeves, w"


def test_a_chain_in_any_graph_goes_over_every_relation(other: Store) -> None:
    found = chain(other, "k", "w")
    assert found is not None
    assert [hop.sentence for hop in found.hops] == [
        "Keanu Reeves acted in The Matrix",
        "w has walked into The Matrix",
    ]
    assert chain(other, "k", "x y") is None


def test_a_loop_is_shown_once(other: Store) -> None:
    (group,) = card(other, "x y").groups
    assert [link.other.id for link in group.links] == ["x y"]


def test_a_node_that_a_query_made_can_be_looked_at(other: Store) -> None:
    other.query("MATCH (m {title: 'The Matrix'}) CREATE (:Critic {name: 'Ebert'})-[:SAW]->(m)", write=True)
    ebert = entity(other, "ebert")
    assert ebert.labels == ("Critic",)
    assert [group.type for group in card(other, ebert.id).groups] == ["SAW"]
    found = chain(other, "k", ebert.id)
    assert found is not None
    assert [node.id for node in found.nodes] == ["k", "m", ebert.id]
    assert ebert.id in neighbourhood(other, "m", 1)


# ---------------------------------------------------------------- card


def test_a_card_has_each_relation_with_its_claims(films: Store) -> None:
    found = card(films, "person/jung")
    groups = {group.type: group for group in found.groups}
    assert list(groups) == ["ACTED_IN", "WON", "COLLABORATED_WITH"]
    assert groups["ACTED_IN"].told == "Jung Woo-sung acted in …"
    beat = groups["ACTED_IN"].links[0]
    assert (beat.other.id, beat.values["role"]) == ("film/beat", ["Min"])
    assert [(claim.source, claim.place, claim.certainty) for claim in beat.claims] == [
        ("paper", "row 2", "disputed")
    ]
    assert groups["WON"].links[0].values == {"film": "Beat", "year": 1998}
    assert found.titles["paper"] == "The Paper"


def test_a_symmetric_relation_is_told_from_both_ends(films: Store) -> None:
    for one, other in (("person/jung", "person/kim"), ("person/kim", "person/jung")):
        (group,) = [group for group in card(films, one).groups if group.type == "COLLABORATED_WITH"]
        assert group.told.endswith("worked with …")
        assert [link.other.id for link in group.links] == [other]


def test_both_sides_of_a_contradiction_are_shown(films: Store) -> None:
    (year,) = [fact for fact in card(films, "film/sun").facts if fact.name == "year"]
    shown = {str(year.value): year.claims, **year.contested}
    assert {value: [claim.source for claim in claims] for value, claims in shown.items()} == {
        "1998": ["paper"],
        "1999": ["web"],
    }


def test_a_card_of_nothing_is_an_error(films: Store) -> None:
    with pytest.raises(UnknownName, match="kgraph find"):
        card(films, "film/none")


# ---------------------------------------------------------------- chain


def test_a_chain_is_told_step_by_step(films: Store) -> None:
    found = chain(films, "person/jung", "person/zhang")
    assert found is not None
    assert [hop.sentence for hop in found.hops] == [
        "Jung Woo-sung acted in Beat (1997)",
        "Kim Sung-soo directed Beat (1997)",
        "Kim Sung-soo directed Musa (2001)",
        "Zhāng Zǐyí acted in Musa (2001)",
    ]
    assert found.hops[2].relationship.type == "DIRECTED"  # stated, where the other is disputed
    assert [claim.place for claim in found.hops[3].claims] == ["row 3"]


def test_of_equal_chains_the_one_with_the_smallest_ids_is_told(films: Store) -> None:
    found = chain(films, "person/jung", "person/zhang")
    back = chain(films, "person/zhang", "person/jung")
    assert found is not None
    assert back is not None
    ids = [node.id for node in found.nodes]
    assert ids == ["person/jung", "film/beat", "person/kim", "film/musa", "person/zhang"]
    assert [node.id for node in back.nodes] == ids[::-1]


def test_a_chain_goes_over_credits_unless_told_otherwise(films: Store) -> None:
    assert chain(films, "person/jung", "person/lone") is None
    found = chain(films, "person/jung", "person/lone", every_relation=True)
    assert found is not None
    assert [node.id for node in found.nodes][-2:] == ["person/zhang", "person/lone"]


def test_people_meet_through_people_and_through_firms_only_where_nobody_joins_them(claims: Claims) -> None:
    entities = "id,type,name,source\n" + "".join(
        f"{key},{kind},{key},paper\n"
        for kind, keys in {"Film": "f1 f2 f3", "Person": "p1 p2 p3 worker", "Company": "firm"}.items()
        for key in keys.split()
    )
    rows = [f"firm,DISTRIBUTED,f{n}" for n in (1, 2, 3)] + [f"p{n},ACTED_IN,f{n}" for n in (1, 2, 3)]
    rows += ["worker,EDITED,f1", "worker,EDITED,f2"]
    table = "subject,relation,object,source\n" + "".join(f"{row},paper\n" for row in rows)
    with store_of(claims(entities=entities, credits=table, names=None)) as store:
        for ends, between in {("p1", "p2"): "worker", ("p1", "p3"): "firm", ("firm", "p1"): "f1"}.items():
            found = chain(store, *ends)
            assert found is not None
            assert between in [node.id for node in found.nodes]
        found = chain(store, "p1", "p2", every_relation=True)
        assert found is not None
        assert [node.id for node in found.nodes] == ["p1", "f1", "firm", "f2", "p2"]


def test_one_entity_is_no_step_from_itself(films: Store) -> None:
    found = chain(films, "person/kim", "person/kim")
    assert found is not None
    assert found.hops == ()


@given(
    st.integers(2, 7).flatmap(
        lambda size: st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=14)
    )
)
def test_a_chain_is_as_short_as_can_be_and_the_smallest(pairs: list[tuple[int, int]]) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from("0123456")
    graph.add_edges_from((str(a), str(b)) for a, b in pairs)
    with kgraph.open(graph) as store:
        found = chain(store, "0", "1")
    try:
        wanted = min(nx.all_shortest_paths(graph.to_undirected(), "0", "1"))
    except nx.NetworkXNoPath:
        assert found is None
    else:
        assert found is not None
        assert [node.id for node in found.nodes] == wanted


# ---------------------------------------------------------------- around, stats


def test_the_neighbourhood_has_all_that_is_near_and_what_joins_it(films: Store) -> None:
    assert set(neighbourhood(films, "film/musa", 0)) == {"film/musa"}
    near = neighbourhood(films, "film/beat", 1)
    assert set(near) == {"film/beat", "person/kim", "person/jung"}
    assert sorted(kind for _, _, kind in near.edges(data="_type")) == [
        "ACTED_IN",
        "COLLABORATED_WITH",
        "DIRECTED",
    ]
    assert "film/sun" in neighbourhood(films, "film/beat", 2)
    assert set(neighbourhood(films, "nobody", 2)) == set()


def test_stats_count_what_there_is(films: Store) -> None:
    counts = stats(films)
    assert counts.labels == {"Person": 5, "Film": 3, "Source": 2, "Award": 1}
    assert counts.nodes == 11
    assert counts.relationships == 10 == sum(counts.types.values())
    assert counts.certainty == {"stated": 8, "disputed": 2}
    assert counts.contradicted == 1


# ---------------------------------------------------------------- real data


def test_look_ups_in_a_film_list_of_a_whole_country(shared: Path) -> None:
    with store_of(shared / "data" / "us-films.jsonl.gz") as store:
        assert find(store, "leonardo di caprio")[0].name == "Leonardo DiCaprio"
        with pytest.raises(Ambiguous, match="2 entities"):
            entity(store, "rocky")
        found = chain(store, entity(store, "charlie chaplin").id, entity(store, "jennifer lawrence").id)
        assert found is not None
        assert len(found.hops) == 8
