"""The page's script and style: real files, in the order in which they run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

EARLY = (
    "start",
    "words",
    "columns",
    "view",
    "data",
    "theme",
    "state",
    "visible",
    "lone",
    "camera",
    "grid",
    "sea",
    "paint",
    "ground",
    "boxes",
    "letters",
    "labels",
    "glance",
    "address",
    "first",
)
"""What the first picture needs; readable in the page."""

LATE = (
    "dom",
    "actions",
    "history",
    "details",
    "engine",
    "glide",
    "focus",
    "light",
    "picture",
    "pointer",
    "terms",
    "files",
    "pen",
    "plate",
    "shown",
    "formats",
    "exports",
    "evidence",
    "tooltip",
    "panel",
    "search",
    "switches",
    "legend",
    "filters",
    "dates",
    "years",
    "claimed",
    "prizes",
    "shared",
    "chains",
    "chooser",
    "connect",
    "gathered",
    "lasso",
    "reach",
    "places",
    "pins",
    "timeline",
    "rings",
    "layouts",
    "said",
    "notes",
    "views",
    "measures",
    "tones",
    "looks",
    "listing",
    "printing",
    "islands",
    "drawer",
    "toolbar",
    "keys",
    "main",
)
"""What runs after it, behind vis-network, which some of it needs; gzipped in the page."""

STYLES = tuple(
    f"{name}.css"
    for name in (
        "base",
        "picture",
        "side",
        "filters",
        "panel",
        "connect",
        "tools",
        "reader",
        "listing",
        "small",
        "contrast",
        "print",
    )
)


@cache
def asset(name: str) -> str:
    """Return the text of a file of this folder."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def fingerprint(text: str) -> str:
    """Return a script's or style's hash as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
