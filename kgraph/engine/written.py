"""What must hold after a query has written: kglite is laxer about values, and mints ids of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kgraph.engine.kinds import LIST, MAP, may_be
from kgraph.engine.names import IDENTITY, MADE_UP, hide_key, show
from kgraph.engine.profile import Profile
from kgraph.engine.values import property_to_kglite
from kgraph.errors import DataError, QueryError


def introduce(graph: Any, merged: tuple[tuple[str, str], ...]) -> None:
    """Make kglite know the keys that MERGE names: it refuses an unknown one that resembles a known one."""
    for label, key in merged:
        graph.cypher(f"CREATE (n:{label} {{id: $id}}) SET n.{key} = 0 DELETE n", params={"id": IDENTITY})


def settle(graph: Any, profile: Profile, minted: Callable[[], str]) -> dict[int, str]:
    """Check the values that a query wrote and give its nodes lasting ids; return the new id by kglite's."""
    _check(graph, profile)
    return _rename(graph, minted)


def _check(graph: Any, profile: Profile) -> None:
    """Refuse values that no property can hold: maps, and lists with nulls, lists or mixed types."""
    keys = [hide_key(key) for key in profile.touched if may_be(profile.kinds[key], LIST, MAP)]
    if profile.open_ended:
        rows = graph.cypher(
            "MATCH (n) RETURN properties(n) AS p UNION ALL MATCH ()-[r]->() RETURN properties(r) AS p"
        )
        _check_all(row["p"] for row in rows)
    for key in keys:
        for pattern in ("(n)", "()-[n]->()"):
            found = f"MATCH {pattern} WHERE n.{key} IS NOT NULL AND NOT n.{key} IS :: STRING"
            text = f"{found} RETURN DISTINCT n.{key} AS v"
            _check_all({key: row["v"]} for row in graph.cypher(text, timeout_ms=0))


def _check_all(rows: Any) -> None:
    for properties in rows:
        for key, value in properties.items():
            try:
                property_to_kglite(_plain(value), f"The property {show(key)!r}")
            except DataError as error:
                raise QueryError(error.message, error.hint) from None


def _plain(value: Any) -> Any:
    """Return a value without what kglite alone knows: hidden ids in made-up titles, durations as maps."""
    if isinstance(value, str):
        return value.replace(IDENTITY, "")
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return 0 if isinstance(value, dict) and value.keys() >= {"months", "days", "seconds"} else value


def _rename(graph: Any, minted: Callable[[], str]) -> dict[int, str]:
    """Make anew the nodes that MERGE made: kglite numbers them, and uses a number twice."""
    rows = graph.cypher(
        "MATCH (n) WHERE id(n) IS :: INTEGER RETURN id(n) AS i, labels(n) AS l", timeout_ms=0
    ).to_list()
    renamed: dict[int, str] = {}
    for row in rows:
        old, labels = row["i"], row["l"]
        renamed[old] = minted()
        _replace(graph, old, labels, renamed[old])
    return renamed


def _replace(graph: Any, old: int, labels: list[str], new: str) -> None:
    ids = {"old": old, "new": IDENTITY + new}
    find = f"MATCH (n:{labels[0]} {{id: $old}})"

    def send(text: str) -> Any:
        return graph.cypher(text, params=ids, timeout_ms=0)

    properties = send(f"{find} RETURN keys(n) AS k").to_list()[0]["k"]
    copied = "".join(f" SET m.{key} = n.{key}" for key in properties if key not in MADE_UP)
    send(f"{find} CREATE (m:{':'.join(labels)} {{id: $new}}){copied}")
    for pattern in ("(n)-[r]->(o)", "(o)-[r]->(n)"):
        found = send(f"{find} MATCH {pattern} RETURN DISTINCT type(r) AS t").to_list()
        for row in found:
            _move(send, find, pattern.replace("[r]", f"[r:{row['t']}]"), row["t"], labels[0])
    send(f"{find} DETACH DELETE n")


def _move(send: Callable[[str], Any], find: str, pattern: str, kind: str, label: str) -> None:
    """Copy the relationships of one type and direction from the old node to the new."""
    out = pattern.startswith("(n)")
    loop = "" if out else " WHERE o <> n"
    made = f"(m)-[s:{kind}]->(e)" if out else f"(e)-[s:{kind}]->(m)"
    end = "CASE WHEN o = n THEN m ELSE o END" if out else "o"
    keys = {key for row in send(f"{find} MATCH {pattern} RETURN DISTINCT keys(r) AS k") for key in row["k"]}
    copied = "".join(f" SET s.{key} = r.{key}" for key in sorted(keys - set(MADE_UP)))
    send(
        f"{find} MATCH (m:{label} {{id: $new}}) MATCH {pattern}{loop} "
        f"WITH m, r, {end} AS e CREATE {made}{copied}"
    )
