"""Names of a package that are imported when they are first used: what is not used costs nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package whose names have their homes in modules of it.

    `homes` are name -> module, or `module:name` where it is called otherwise there. AttributeError for
    any other name, as everywhere in Python.
    """

    def imported(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home, _, other = homes[name].partition(":")
        value = getattr(import_module(f"{package}.{home}"), other or name)
        setattr(sys.modules[package], name, value)
        return value

    return imported
