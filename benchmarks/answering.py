"""Ten queries: kgraph against grand-cypher, and against NetworkX by hand."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx

import kgraph
from benchmarks import questions
from benchmarks.data import Skipped, us_films
from benchmarks.questions import Question, Rows
from benchmarks.report import Table, time, times, verdict
from benchmarks.timing import Run, interleaved

AIM = 100.0
ROUNDS = 3
LEAST = 0.05
KGRAPH, NETWORKX, GRAND = "kgraph", "NetworkX", "grand-cypher"


def run() -> Table:
    """Ask each question of all three, see that they agree, and time them in turn."""
    path = us_films()
    grand_cypher = _grand_cypher()
    with TemporaryDirectory() as folder, kgraph.open(Path(folder) / "films.kgl") as store:
        store.load(path)
        host = _host(store.graph)
        shelf = questions.Shelf(host)
        gc.freeze()  # nobody pays for walking over the graphs of the others
        rows, ratios = [], []
        for question in questions.ALL:
            contestants = _contestants(question, store, shelf, lambda text: grand_cypher(host).run(text))
            _agree(question, {name: answer() for name, answer in contestants.items()})
            runs: dict[str, Run] = {**contestants}
            taken = interleaved(runs, ROUNDS, least=LEAST)
            slower = {name: 1 / taken.ratio(KGRAPH, name) for name in contestants if name != KGRAPH}
            if question.lookup and GRAND in slower:
                ratios.append(slower[GRAND])
            cells = [
                time(taken.median(name)) if name in contestants else "" for name in (KGRAPH, NETWORKX, GRAND)
            ]
            grand = times(slower[GRAND]) if GRAND in slower else "cannot say it"
            rows.append(
                (question.what, "yes" if question.lookup else "", *cells, times(slower[NETWORKX]), grand)
            )
    return Table(
        "Ten queries",
        "On `us-films.jsonl.gz`, warm, in one process; all three gave the same rows. NetworkX by hand has "
        "dictionaries from names and titles to nodes, made beforehand. The last two columns say how many "
        "times as long as kgraph the other took. A look-up starts from a name.",
        ("question", "look-up", KGRAPH, NETWORKX, GRAND, f"{NETWORKX} / {KGRAPH}", f"{GRAND} / {KGRAPH}"),
        rows,
        verdict(
            f"look-ups at least {AIM:.0f} times faster than grand-cypher (slowest: {times(min(ratios))})",
            met=min(ratios) >= AIM,
        ),
    )


def _contestants(
    question: Question,
    store: kgraph.Store,
    shelf: questions.Shelf,
    grand: Callable[[str], dict[str, list[Any]]],
) -> dict[str, Callable[[], Rows]]:
    def ask_grand() -> Rows:
        return list(zip(*grand(question.grand).values(), strict=True))

    contestants: dict[str, Callable[[], Rows]] = {
        KGRAPH: lambda: store.query(question.cypher, question.parameters).rows,
        NETWORKX: lambda: question.by_hand(shelf, **question.parameters),
    }
    if question.grand:
        contestants[GRAND] = ask_grand
    return contestants


def _agree(question: Question, answers: dict[str, Rows]) -> None:
    expected = sorted(map(tuple, answers[KGRAPH]), key=repr)
    for name, rows in answers.items():
        if not rows or sorted(map(tuple, rows), key=repr) != expected:
            raise AssertionError(f"{question.what}: {name} answered {len(rows)} rows, kgraph {len(expected)}")


def _grand_cypher() -> Callable[[nx.MultiDiGraph], Any]:
    try:
        from grandcypher import GrandCypher  # noqa: PLC0415 - only this benchmark needs it
    except ImportError:
        raise Skipped("grand-cypher is not installed; pip install grand-cypher.") from None
    return GrandCypher  # type: ignore[no-any-return]


def _host(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return the graph as grand-cypher wants it: labels and types in `__labels__`."""
    host = nx.MultiDiGraph()
    for node, attributes in graph.nodes(data=True):
        host.add_node(node, __labels__=set(attributes["_labels"]), **_flat(attributes))
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        host.add_edge(start, end, key, __labels__={attributes["_type"]}, **_flat(attributes))
    return host


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if not name.startswith("_")}
