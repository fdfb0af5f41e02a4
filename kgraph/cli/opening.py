"""The store that the global options mean."""

from __future__ import annotations

from kgraph.cli.output import Settings
from kgraph.store import Store, open_store


def opened(settings: Settings, *, create: bool = False) -> Store:
    """Open the store, which must be there already unless `create` allows a new one."""
    return open_store(
        settings.store,
        create=create,
        user=settings.user,
        password=settings.password,
        database=settings.database,
    )
