"""A handful of nodes that hold every trap: mixed numbers, times, Hangul, emoji, loops, parallel edges."""

from __future__ import annotations

import datetime as dt
import math

from kgraph.model import Duration, Node, Property, Relationship

SEOUL = dt.timezone(dt.timedelta(hours=9))


def _node(key: str, *labels: str, **told: Property) -> Node:
    return Node(f"odd/{key}", labels, {"id": f"odd/{key}", **told})


def _edge(start: str, kind: str, end: str, **told: Property) -> Relationship:
    return Relationship(f"odd/{start}", kind, f"odd/{end}", told)


# fmt: off
NODES = [
    # films: what is missing, empty, or of another type than its neighbour's
    _node("f1", "Film", name="기생충", title="Parasite", year=2019, minutes=131, score=8.5,
          takings=258_000_000, genres=["drama", "thriller"], released=dt.date(2019, 5, 30), mixed=1),
    _node("f2", "Film", name="설국열차", title="Snowpiercer", year=2013, minutes=126, score=7.0,
          genres=["sci-fi", "drama"], released=dt.date(2013, 8, 1), mixed=1.0),
    _node("f3", "Film", "Remake", name="마더 Mother", year=2009, minutes=128, score=8.0, genres=[],
          released=dt.date(2009, 5, 28), mixed="1"),
    _node("f4", "Film", name="", year=1970, kind="short", minutes=12, mixed=True, score=-0.5),
    _node("f5", "Film", name="😀 emoji 👨‍👩‍👧", year=1999, minutes=90, mixed=-1, score=math.nan,
          genres=["comedy"], released=dt.date(2000, 2, 29)),
    _node("f6", "Film", year=1999, mixed=2.5),
    _node("f7", "Film", "한글", name="비트", title="Beat \"1997\" it's", year=1997, minutes=90, mixed="가",
          released=dt.date(1997, 5, 10), genres=["action", "drama"]),
    _node("f8", "Film", name="Robert`) DETACH DELETE n //", year=2001, kind="short", score=3.0, type="short"),
    # people: names that sort and fold oddly, dates of birth
    _node("p1", "Director", "Person", name="봉준호", names=["Bong Joon Ho", "Bong"], height=1.82,
          birthday=dt.date(1969, 9, 14), active=True),
    _node("p2", "Person", name="Song Kang-ho", names=["송강호"], height=1.8,
          birthday=dt.date(1967, 1, 17), active=True),
    _node("p3", "Person", name="Tilda Swinton", names=[], type="actor",
          birthday=dt.date(1960, 11, 5), active=False),
    _node("p4", "Person", name="song kang-ho", end=3, label="x", height=2.0),
    _node("p5", "Person", name="Ödön von Straße", birthday=dt.date(1901, 12, 9), died_on=dt.date(1938, 6, 1)),
    _node("p6", "Person", name="  padded  ", names=["a,b", "", "c"], height=1.5),
    _node("p7", "Director", "Person", names=["no name"], active=False),
    # a festival's screenings: times of every kind
    _node("s1", "Event", name="Opening night", starts=dt.datetime(2019, 5, 21, 19, 30, tzinfo=SEOUL),
          doors=dt.time(18, 45), local=dt.datetime(2019, 5, 21, 19, 30), lasts=Duration(0, 0, 7_920, 0)),
    _node("s2", "Event", name="Closing night", starts=dt.datetime(2019, 5, 25, 10, 30, tzinfo=dt.UTC),
          doors=dt.time(9, 5, 30), local=dt.datetime(2019, 5, 25, 10, 30, 15, 250_000),
          lasts=Duration(1, 2, 3, 4)),
    _node("c1", "Country", name="대한민국", population=51_000_000, nums=[3, 1, 2], ratios=[0.5, 1.0]),
    _node("c2", "Country", name="France", population=68_000_000, nums=[]),
    # what is no film at all
    _node("n1", flag=True, name="no label"),
    Node("odd/n2", (), {}),
    _node("l1", "Loop", name="loop", big=9_007_199_254_740_993, most=2**63 - 1, least=-(2**63), small=-5),
    _node("o1", "Order", name="keyword", end="e", match="m", value='"q" \\ back\nline', mixed=["a", "b"]),
]
RELATIONSHIPS = [
    _edge("p1", "DIRECTED", "f1", year=2019), _edge("p1", "DIRECTED", "f2", year=2013),
    _edge("p1", "DIRECTED", "f3"), _edge("p1", "WROTE", "f1", share=0.5),
    _edge("p1", "WROTE", "f2", share=1.0),
    _edge("p2", "ACTED_IN", "f1", role=["Ki-taek"], billing=1),
    _edge("p2", "ACTED_IN", "f2", role=["Namgoong"], billing=2),
    _edge("p3", "ACTED_IN", "f2", role=["Mason"], billing=3, type="lead"),
    _edge("p3", "ACTED_IN", "f2", role=["Mason", "Double"], billing=4),
    _edge("p4", "ACTED_IN", "f4", billing=1), _edge("p4", "DIRECTED", "f4"), _edge("p7", "DIRECTED", "f7"),
    _edge("p6", "ACTED_IN", "f7", role=[], billing=1), _edge("p2", "ACTED_IN", "f7", billing=2),
    _edge("p2", "COLLABORATED_WITH", "p3", since=dt.date(2012, 1, 1)), _edge("p3", "COLLABORATED_WITH", "p2"),
    _edge("p1", "COLLABORATED_WITH", "p2", since=dt.date(2002, 1, 1)), _edge("p4", "COLLABORATED_WITH", "p4"),
    _edge("p2", "COLLABORATED_WITH", "p4"), _edge("p2", "COLLABORATED_WITH", "p4"),
    _edge("l1", "SELF", "l1", n=1), _edge("l1", "SELF", "l1", n=2),
    _edge("f1", "PRODUCED_IN", "c1"), _edge("f2", "PRODUCED_IN", "c1"), _edge("f2", "PRODUCED_IN", "c2"),
    _edge("f3", "PRODUCED_IN", "c1"), _edge("f6", "REMAKE_OF", "f5"), _edge("f5", "REMAKE_OF", "f7"),
    _edge("f5", "ECHOES", "f5"), _edge("f1", "SCREENED_AT", "s1", premiere=True),
    _edge("f3", "SCREENED_AT", "s2"),
    _edge("n1", "관계", "n2", 값="가"), _edge("f1", "WON", "n1", year=2020, after=Duration(8, 21, 0, 0)),
]
# fmt: on
