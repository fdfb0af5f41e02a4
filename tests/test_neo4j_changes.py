"""Whatever is loaded, unloaded and judged, in whatever order: both stores hold the same graph."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import kgraph
from kgraph.errors import KgraphError
from kgraph.graph.identity import keyed

SOURCES = "id,title,publisher,date,url,licence,attribution\n{}"
ENTITIES = "id,type,name,year,source,place,certainty\n{}"
NAMES = "entity,name,kind,source\n{}"
CREDITS = "subject,relation,object,role,edition,year,film,source,place,certainty\n{}"

people = st.sampled_from(["person/a", "person/b", "person/c"])
films = st.sampled_from(["film/x", "film/y"])
PRIZE = "award/p"
COUNTRIES = ("country/k", "country/j")
sources = st.sampled_from(["paper", "book", "web"])
places = st.sampled_from(["", "p. 1"])
called = st.sampled_from(["Kim", "Lee"])
titles = st.sampled_from(["Beat", "Oldboy"])
certainties = st.sampled_from(["", "disputed"])

_UNDECLARED = re.compile(r"^\w+(, [^:]*)?: '[^']*' is not declared\.$")


@st.composite
def folders(draw: st.DrawFn) -> dict[str, str]:
    """Make the tables of a claims folder: the same few entities, each time with other things said of them."""
    cited = sorted(draw(st.sets(sources, min_size=1)))
    source = st.sampled_from(cited)
    year = st.sampled_from(["", "1997", "1998"])
    entities = [
        *(
            f"{one},Person,{draw(called)},,{draw(source)},{draw(places)},{draw(certainties)}"
            for one in ("person/a", "person/b", "person/c")
        ),
        *(
            f"{one},Film,{draw(titles)},{draw(year)},{draw(source)},{draw(places)},"
            for one in ("film/x", "film/y")
        ),
        f"{PRIZE},Award,Prize,,{cited[0]},,",
        *(f"{one},Country,{one[-1].upper()},,{cited[0]},," for one in COUNTRIES),
    ]
    row = st.one_of(
        st.builds("{},DIRECTED,{},,,,,{},{},{}".format, people, films, source, places, certainties),
        st.builds(
            "{},ACTED_IN,{},{},,,,{},{},".format, people, films, st.sampled_from(["", "Min"]), source, places
        ),
        st.builds("{},BORN_IN,{},,,,,{},,".format, people, st.sampled_from(COUNTRIES), source),
        st.builds(
            "{},WON,award/p,,{},,{},{},,".format,
            people,
            st.sampled_from(["", "7"]),
            st.one_of(st.just(""), films),
            source,
        ),
        st.builds("country/k,CO_PRODUCED_WITH,country/j,,,,{},{},,".format, films, source),
    )
    parts = draw(st.lists(row, max_size=5))
    names = draw(
        st.lists(
            st.builds(
                "{},{},{},{}".format,
                people,
                st.sampled_from(["김", "이"]),
                st.sampled_from(["", "hangul"]),
                source,
            ),
            max_size=3,
        )
    )
    lines: Callable[[list[str]], str] = lambda rows: "".join(f"{one}\n" for one in rows)  # noqa: E731
    return {
        "sources": SOURCES.format(lines([f"{one},{one.title()},,{1990 + len(one)},,," for one in cited])),
        "entities": ENTITIES.format(lines(entities)),
        "names": NAMES.format(lines(names)),
        "credits": CREDITS.format(lines(parts)),
    }


graphs = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["T", "U"]), st.sampled_from("abc")), max_size=4
)


def in_any_order(store: kgraph.Store) -> list[dict[str, Any]]:
    """Return all that is in a store.

    Lists are sorted: where several files cite one source, and one in the middle is loaded anew, a
    server cannot know which of the others' claims came before it.
    """
    nodes, relationships = store.elements()
    return [
        {key: (one.labels, sort(one.properties)) for key, one in ((node.id, node) for node in nodes)},
        {key: (one.start, one.type, one.end, sort(one.properties)) for key, one in keyed(relationships)},
    ]


def sort(properties: Mapping[str, Any]) -> dict[str, str]:
    return {key: repr(sorted(one) if isinstance(one, list) else one) for key, one in properties.items()}


class BothStores(RuleBasedStateMachine):
    """The same acts on a Neo4j database and on an embedded store."""

    uri = ""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.embedded = kgraph.open(nx.MultiDiGraph())
        self.server = kgraph.open(self.uri)
        if any(True for _ in self.server.elements()[0]):
            self.server.query("MATCH (n) DETACH DELETE n", write=True)
        self.server.load(self._graph("none", []), replace=True)
        self.server.unload("none")
        for judged in self.server.judgements():
            self.server.unjudge(judged.left, judged.right)

    def teardown(self) -> None:
        for store in (self.embedded, self.server):
            store.close()
        self.folder.cleanup()

    def _both(self, act: Callable[[kgraph.Store], Any]) -> None:
        """Do the same to both: what one refuses, the other refuses for the same reason.

        Where several statements name what nobody declares any more, either may be the one that is told: a
        server has not kept the order in which a file's rows stood.
        """
        answers = []
        for store in (self.embedded, self.server):
            try:
                answers.append(act(store))
            except KgraphError as error:
                answers.append((type(error), _UNDECLARED.sub("not declared", error.message)))
        assert answers[0] == answers[1], answers

    def _graph(self, name: str, edges: list[tuple[str, str, str]], **more: object) -> Path:
        path = Path(self.folder.name) / f"{name}.graphml"
        graph = nx.MultiDiGraph()
        graph.add_nodes_from("abc", **more)
        for start, kind, end in edges:
            graph.add_edge(start, end, label=kind)
        nx.write_graphml(graph, path)
        return path

    @rule(name=st.sampled_from(["one", "two", "three"]), tables=folders())
    def load_claims(self, name: str, tables: dict[str, str]) -> None:
        folder = Path(self.folder.name) / name
        folder.mkdir(exist_ok=True)
        for table, text in tables.items():
            (folder / f"{table}.csv").write_text(text, encoding="utf-8")
        self._both(lambda store: store.load(folder))

    @rule(
        name=st.sampled_from(["g", "h"]),
        edges=graphs,
        more=st.dictionaries(st.sampled_from(["p", "q"]), st.integers(0, 2)),
    )
    def load_graph(self, name: str, edges: list[tuple[str, str, str]], more: dict[str, int]) -> None:
        path = self._graph(name, edges, **more)
        self._both(lambda store: store.load(path))

    @precondition(lambda self: self.embedded.sources())
    @rule(data=st.data())
    def unload(self, data: st.DataObject) -> None:
        known = sorted({name for one in self.embedded.sources() for name in (one.id, one.load)})
        source = data.draw(st.sampled_from(known))
        self._both(lambda store: store.unload(source))

    @rule(left=people, verdict=st.sampled_from(["same", "same", "different"]), right=people)
    def judge(self, left: str, verdict: str, right: str) -> None:
        self._both(lambda store: store.judge(left, verdict, right))

    @rule(left=films, right=films)
    def judge_films(self, left: str, right: str) -> None:
        self._both(lambda store: store.judge(left, "same", right))

    @precondition(lambda self: self.embedded.judgements())
    @rule(data=st.data())
    def unjudge(self, data: st.DataObject) -> None:
        judged = data.draw(st.sampled_from(self.embedded.judgements()))
        self._both(lambda store: store.unjudge(judged.left, judged.right))

    @invariant()
    def same_graph(self) -> None:
        if hasattr(self, "server"):
            assert in_any_order(self.server) == in_any_order(self.embedded)
            assert self.server.sources() == self.embedded.sources()
            assert self.server.judgements() == self.embedded.judgements()


def test_both_stores_hold_the_same_graph_whatever_happens(neo4j_empty: str) -> None:
    BothStores.uri = neo4j_empty
    run_state_machine_as_test(
        BothStores,
        settings=settings(
            max_examples=8, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
