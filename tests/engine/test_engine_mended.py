"""What kglite gets wrong in silence is refused, and messages speak of the user's names only."""

from __future__ import annotations

import pytest

from kgraph.engine import Engine
from kgraph.errors import QueryNotSupported, QuerySyntaxError
from kgraph.model import Node, Relationship


def _hub(middles: int) -> Engine:
    """Return two nodes with this many nodes between them."""
    engine = Engine()
    names = [f"m{i}" for i in range(middles)]
    nodes = [Node("a", ("End",), {"id": "a"}), Node("b", ("End",), {"id": "b"})]
    first = [Relationship("a", "TO", name, {}) for name in names]
    second = [Relationship(name, "TO", "b", {}) for name in names]
    engine.add(nodes + [Node(name, ("Middle",), {}) for name in names], first + second)
    return engine


PATHS = [
    "MATCH (a:End {id: 'a'}), (b:End {id: 'b'}) MATCH p = allShortestPaths((a)-[*]-(b)) RETURN count(p)",
    "MATCH p = allShortestPaths((:End {id: 'a'})-[:TO*..4]-(:End {id: 'b'})) RETURN count(p)",
]


@pytest.mark.parametrize("query", PATHS)
def test_all_shortest_paths_are_all_or_refused(query: str) -> None:
    """kglite stops at 256 paths between two nodes; up to there the number is Neo4j's."""
    assert list(_hub(255).query(query).rows) == [(255,)]
    with pytest.raises(QueryNotSupported, match="256 paths"):
        list(_hub(300).query(query).rows)


def test_a_message_about_what_kglite_does_not_understand_quotes_no_rewritten_query() -> None:
    """The hint says what to do, not how the query was written for kglite."""
    with pytest.raises(QueryNotSupported) as caught:
        list(_hub(1).query("LIMIT 2 RETURN 1").rows)
    assert "WITH" not in str(caught.value)


def test_a_misspelt_clause_is_met_with_a_name_that_differs() -> None:
    """No hint repeats the word that was written."""
    with pytest.raises(QuerySyntaxError) as caught:
        list(_hub(1).query("MATCH (n) SKIPP 1 RETURN n").rows)
    assert "Did you mean SKIP?" in str(caught.value)
