"""What tooltips and the details panel say of a node or an edge, as plain JSON values.

Nothing here is markup and nothing becomes markup: the page's script puts every string into a
text node.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from kgraph.claims import Certainty, Claim

EVIDENCE = ("claims", "sources", "certainty", "contradicted")
_LARGEST_EXACT = 2**53  # of JavaScript's numbers
_NEEDED = {"source", "certainty"}
_FIELDS = {field.name for field in fields(Claim)}
_CERTAINTIES = {str(certainty) for certainty in Certainty}

Content = dict[str, Any]


def name_of(key: object, attributes: Mapping[str, Any]) -> str:
    """Return what a node is called: its `name`, else its `title`, else its id."""
    for attribute in ("name", "title"):
        value = attributes.get(attribute)
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value)
    return str(key)


def labels_of(attributes: Mapping[str, Any]) -> list[str]:
    """Return a node's labels; a bare string counts as one."""
    labels = attributes.get("_labels") or ()
    return [labels] if isinstance(labels, str) else [str(label) for label in labels if str(label)]


def content_of(attributes: Mapping[str, Any]) -> Content:
    """Return `properties`, `claims`, `certainty` and `contradicted`, as far as there are any.

    The evidence fields are taken out of the properties only where they are kgraph's own: a
    property graph may well have a property `sources` that means something else.
    """
    claims = _claims(attributes)
    evidence = EVIDENCE if claims is not None else ()
    properties = {
        str(key): plain(value)
        for key, value in attributes.items()
        if key not in ("_labels", "_type", *evidence) and value is not None
    }
    content: Content = {"properties": properties} if properties else {}
    if claims is None:
        return content
    content["claims"] = claims
    certainty = attributes.get("certainty")
    if certainty in (Certainty.IMPLIED, Certainty.DISPUTED):
        content["certainty"] = str(certainty)
    if attributes.get("contradicted") is True:
        content["contradicted"] = True
    return content


def plain(value: Any) -> Any:
    """Return a value that JSON and JavaScript hold without loss, text where they could not."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST_EXACT else str(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {math.inf: "∞", -math.inf: "-∞"}.get(value, "NaN")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        return plain(value.item())  # a NumPy scalar, as graphs from elsewhere have
    return _compound(value)


def _compound(value: Any) -> Any:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {plain(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, bytes | bytearray):
        return f"{len(value)} bytes"
    # An object's default text holds its address in memory: it would differ from run to run.
    return re.sub(r" at 0x[0-9a-fA-F]+", "", str(value))


def _claims(attributes: Mapping[str, Any]) -> list[Content] | None:
    """Return the claims as objects without their empty fields; None where these are no claims."""
    told = attributes.get("claims")
    if not isinstance(told, list | tuple) or not told:
        return None
    try:
        claims = [json.loads(text) for text in told]
    except (TypeError, ValueError):
        return None
    return claims if all(map(_is_claim, claims)) else None


def _is_claim(told: Any) -> bool:
    return isinstance(told, dict) and _NEEDED <= told.keys() <= _FIELDS and told["certainty"] in _CERTAINTIES
