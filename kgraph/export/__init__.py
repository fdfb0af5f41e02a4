"""Graphs to files that other programs read."""

from kgraph.export.write import SUFFIXES, write

__all__ = ["SUFFIXES", "write"]
