"""How labels, types and property names stand in formats that have only attributes.

A node's labels are its attribute `_labels`, `labels` or `label`, an edge's type is `_type`, `type`
or `label`. A property whose name the format needs for itself stands as `property:NAME`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

ESCAPE = "property:"
UNNAMED_TYPE = "RELATED_TO"
LABELS = ("_labels", "labels")
TYPES = ("_type", "type", "label")
_FEW = 20


def escaped(name: str, reserved: Collection[str]) -> str:
    """Return the name under which a property stands in a format that reserves some."""
    return ESCAPE + name if name in reserved or name.startswith(ESCAPE) else name


def unescaped(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return properties under their own names."""
    plain = {name: value for name, value in attributes.items() if not name.startswith(ESCAPE)}
    return plain | {name.removeprefix(ESCAPE): attributes[name] for name in attributes.keys() - plain.keys()}


def labels_value(labels: Sequence[str]) -> str | list[str]:
    """Return labels as APOC writes them, `:Film:Work`, or as a list where one holds a colon."""
    return list(labels) if any(":" in label for label in labels) else "".join(f":{label}" for label in labels)


def shown_name(properties: Mapping[str, Any], node_id: str) -> str:
    """Return the name under which a node is drawn: its name, else its title, else its id."""
    told = (properties.get("name"), properties.get("title"))
    return next((name for name in told if isinstance(name, str) and name), node_id)


def take_labels(nodes: Sequence[dict[str, Any]], notes: list[str], *, shown: bool = False) -> list[list[Any]]:
    """Take the labels out of the attributes of all nodes of a file.

    `label` counts only on nodes without the others, and only where its values return: names to
    show differ from node to node, kinds do not. `shown` says that the format means names by it, and
    then each value must stand twice on average; else only many different ones are names.
    """
    labels = [_explicit(node) for node in nodes]
    texts = {n: node["label"] for n, node in enumerate(nodes) if isinstance(node.get("label"), str | list)}
    unsure = [n for n in texts if labels[n] is None]
    different = len({str(texts[n]) for n in unsure})
    if different <= (len(unsure) / 2 if shown else max(_FEW, len(unsure) / 2)):
        for n in unsure:
            labels[n] = labels_of(nodes[n].pop("label"))
    else:
        notes.append("The attribute 'label' differs from node to node, so it is a property and not a label.")
    return [one or [] for one in labels]


def _explicit(node: dict[str, Any]) -> list[Any] | None:
    for key in LABELS:
        if key in node:
            return labels_of(node.pop(key))
    return None


def labels_of(told: Any) -> list[Any]:
    """Return the labels that an attribute means: a list, `:Film:Work`, or one label."""
    if isinstance(told, str):
        return told[1:].split(":") if told.startswith(":") else [told] if told else []
    return list(told) if isinstance(told, list | tuple) else []


def take_type(attributes: dict[str, Any], default: Any = None) -> str:
    """Take the type out of an edge's attributes."""
    for key in TYPES:
        if isinstance(attributes.get(key), str) and attributes[key]:
            return str(attributes.pop(key))
    return default if isinstance(default, str) and default else UNNAMED_TYPE
