"""Graphs to files that other programs read."""

from kgraph.export.terms import warnings
from kgraph.export.write import SUFFIXES, write

__all__ = ["SUFFIXES", "warnings", "write"]
