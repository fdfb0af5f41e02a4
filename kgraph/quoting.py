"""Names as Cypher takes them, whatever signs are in them."""

from __future__ import annotations


def quoted(name: str) -> str:
    r"""Return a label, type or property name in back quotes.

    Cypher reads \uXXXX before anything else, within back quotes too: \u0060 would end the name.
    """
    return "`" + name.replace("\\", "\\u005C").replace("`", "``") + "`"
