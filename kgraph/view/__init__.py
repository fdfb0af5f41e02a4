"""The view: a pure function from a graph to a page."""

from __future__ import annotations

from kgraph.view.notebook import Shown, show
from kgraph.view.page import page

__all__ = ["Shown", "page", "show"]
