"""What one source says, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgraph.claims import Source, Statement
from kgraph.model import Node, Relationship


@dataclass(slots=True)
class Batch:
    """What one source file or folder says.

    Film data comes as `statements` with the `sources` they cite; a property graph as `nodes` and
    `relationships`. `notes` are sentences for the user: what was passed over, and why.
    """

    name: str
    sources: list[Source] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
