"""Looking around in a graph: by name, by neighbour, by who says so.

Everything here asks through `Store.query`, in Cypher that Neo4j answers unchanged, so that it
works on every store and on any property graph. A graph outside the film schema has its names in
`name`, `title` or `names`, and no claims.
"""

from kgraph.explore.around import neighbourhood
from kgraph.explore.card import Card, Fact, Group, Link, card
from kgraph.explore.chain import Chain, Hop, chain
from kgraph.explore.find import Found, entity, find
from kgraph.explore.stats import Stats, stats

__all__ = [
    "Card",
    "Chain",
    "Fact",
    "Found",
    "Group",
    "Hop",
    "Link",
    "Stats",
    "card",
    "chain",
    "entity",
    "find",
    "neighbourhood",
    "stats",
]
