"""Which releases of Neo4j are tried, and what each of them needs."""

from __future__ import annotations

CURRENT = "2026.09.0"
LTS = "5.26.0"


class ServerError(Exception):
    """There is no server to be had; the message is one line that says why, and what to do."""


def entry_point(version: str) -> str:
    """Return the class that starts the server."""
    name = "CommunityEntryPoint" if version.startswith("5.") else "Neo4jCommunity"
    return f"org.neo4j.server.{name}"


def javas(version: str) -> range:
    """Return the Java versions that a release runs on: 5.26 on 17 and 21, later ones on 21 and newer."""
    return range(17, 22) if version.startswith("5.") else range(21, 100)


def quick_stop(version: str) -> str:
    """Return the line of settings without which a server idles ten seconds more before it stops."""
    setting = "internal.dbms.bolt.netty_server_shutdown_quiet_period"
    return f"{setting}=0" if version.startswith("5.") else f"{setting}_duration=0s"
