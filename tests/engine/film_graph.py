"""A small graph that holds every trap: names kglite keeps, mixed types, several labels, loops, Hangul."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from kgraph.engine import Engine
from kgraph.model import Duration, Node, Path, Relationship

NODES = [
    Node(
        "m1",
        ("Film",),
        {
            "id": "m1",
            "name": "기생충",
            "title": "Parasite",
            "year": 2019,
            "rating": 8.5,
            "genres": ["drama", "thriller"],
            "released": dt.date(2019, 5, 30),
            "awards": 4,
        },
    ),
    Node(
        "m2",
        ("Film",),
        {
            "id": "m2",
            "name": "설국열차",
            "title": "Snowpiercer",
            "year": 2013,
            "rating": 7.1,
            "genres": ["sci-fi"],
            "released": dt.date(2013, 8, 1),
        },
    ),
    Node(
        "m3",
        ("Film", "Remake"),
        {
            "id": "m3",
            "name": "Mother 마더",
            "year": 2009,
            "rating": 8,
            "genres": [],
            "released": dt.date(2009, 5, 28),
            "awards": 0,
        },
    ),
    Node(
        "m4", ("Film",), {"id": "m4", "name": "Short 😀 film", "year": "1970", "kind": "short", "minutes": 12}
    ),
    Node("m5", ("Film",), {"id": "m5", "name": "untitled", "year": 1970, "minutes": 12.0, "ratio": math.nan}),
    Node(
        "p1",
        ("Director", "Person"),
        {"id": "p1", "name": "봉준호", "born": dt.date(1969, 9, 14), "height": 1.82},
    ),
    Node(
        "p2",
        ("Person",),
        {"id": "p2", "name": "Song Kang-ho", "born": dt.date(1967, 1, 17), "aka": ["송강호", "Song"]},
    ),
    Node("p3", ("Person",), {"id": "p3", "name": "Tilda Swinton", "type": "actor"}),
    Node("p4", ("Person",), {"id": "p4", "name": "Anon", "end": 3, "months": 1, "label": "x"}),
    Node(
        "c1",
        ("Country",),
        {
            "name": "Korea",
            "local": dt.datetime(2000, 1, 1, 10, 30),
            "t": dt.time(9, 30),
            "since": dt.datetime(1948, 8, 15, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=9))),
            "d": Duration(14, 3, 3600),
        },
    ),
    Node("u1", (), {"name": "nothing", "flag": True}),
    Node("u2", (), {}),
    Node("l1", ("Loop", "한글"), {"name": "loop", "big": 9007199254740993, "max": 2**63 - 1, "neg": -5}),
]
RELATIONSHIPS = [
    Relationship("p1", "DIRECTED", "m1", {"year": 2019}),
    Relationship("p1", "DIRECTED", "m2", {"year": 2013}),
    Relationship("p1", "DIRECTED", "m3", {}),
    Relationship("p2", "ACTED_IN", "m1", {"role": "Ki-taek", "order": 1}),
    Relationship("p2", "ACTED_IN", "m2", {"role": "Namgoong", "order": 2}),
    Relationship(
        "p3", "ACTED_IN", "m2", {"role": "Mason", "order": 3, "name": "n", "type": "lead", "start": 1}
    ),
    Relationship("p3", "ACTED_IN", "m2", {"role": "Second", "order": 4}),
    Relationship("p2", "KNOWS", "p3", {"since": dt.date(2012, 1, 1)}),
    Relationship("p3", "KNOWS", "p2", {}),
    Relationship("p1", "KNOWS", "p2", {"since": dt.date(2002, 1, 1)}),
    Relationship("l1", "SELF", "l1", {"n": 1}),
    Relationship("l1", "KNOWS", "p4", {}),
    Relationship("m3", "PRODUCED_IN", "c1", {}),
    Relationship("m1", "PRODUCED_IN", "c1", {}),
    Relationship("u1", "관계", "u2", {"값": "가"}),
    Relationship("m1", "WON", "u1", {"d": Duration(1, 0, 0)}),
]


def film_engine() -> Engine:
    """Return an engine that holds the graph."""
    engine = Engine()
    engine.add(NODES, RELATIONSHIPS)
    return engine


def text_of(value: object, *, ids: bool = True) -> str:
    """Write a value so that 1, 1.0 and '1' differ, and a new node's id does not count."""
    if isinstance(value, Node):
        labels = ",".join(sorted(value.labels))
        return f"({_id(value.id) if ids else ''}:{labels} {text_of(value.properties)})"
    if isinstance(value, Relationship):
        ends = (_id(value.start), _id(value.end)) if ids else ("", "")
        return f"[{ends[0]}-{value.type}->{ends[1]} {text_of(value.properties)}]"
    if isinstance(value, Path):
        return f"path {text_of(value.nodes)} {text_of(value.relationships)}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(text_of(item, ids=ids) for item in value) + "]"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{key}: {text_of(item, ids=ids)}" for key, item in sorted(value.items())) + "}"
        )
    if isinstance(value, dt.datetime):
        return f"datetime {value.isoformat()}"
    if isinstance(value, (dt.date, dt.time, Duration)):
        return f"{type(value).__name__} {value.isoformat() if not isinstance(value, Duration) else value}"
    return repr(value)


def _id(node_id: str) -> str:
    return "new" if node_id.startswith("_:") else node_id


def dump(engine: Engine) -> list[str]:
    """Write all that an engine holds, sorted, without ids."""
    nodes = {node.id: node for node in engine.nodes()}
    lines = [text_of(node, ids=False) for node in nodes.values()]
    for each in engine.relationships():
        ends = text_of(nodes[each.start], ids=False), text_of(nodes[each.end], ids=False)
        lines.append(f"{ends[0]}{text_of(each, ids=False)}{ends[1]}")
    return sorted(lines)


def rows_of(rows: Iterable[tuple[object, ...]], *, ordered: bool) -> list[list[str]]:
    """Write rows, sorted where the query does not sort them."""
    texts = [[text_of(value) for value in row] for row in rows]
    return texts if ordered else sorted(texts)
