"""A local Neo4j Community server without Docker, for the tests and for `make neo4j`.

It needs a Java and Maven: the server is a folder of ordinary jars on Maven Central.
"""

from __future__ import annotations

from tests.server.releases import CURRENT, LTS, ServerError
from tests.server.server import SHORT_LIVED, Installed, Server

__all__ = ["CURRENT", "LTS", "SHORT_LIVED", "Installed", "Server", "ServerError"]
