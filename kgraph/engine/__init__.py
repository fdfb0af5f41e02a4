"""Cypher on the embedded store: the only room that imports kglite."""

from kgraph.engine.engine import Answer, Engine

__all__ = ["Answer", "Engine"]
