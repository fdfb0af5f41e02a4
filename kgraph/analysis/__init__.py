"""Computing on the graph: projections onto people, companies or countries, and measures of its nodes."""

from __future__ import annotations

from kgraph.analysis.projection import Projection, Wanted, pairs, project

__all__ = ["Projection", "Wanted", "pairs", "project"]
