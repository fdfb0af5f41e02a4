"""Where a Neo4j server is, and who asks: from a URI, arguments and the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

from kgraph.errors import UnknownName, UsageError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PASSWORD = re.compile(r"(?<=://)\S*@")  # up to the last @: a password may hold one, or a /
_USER = "neo4j"
"""Whom a server knows from its first start."""
_HOW = "Write neo4j://HOST or neo4j://HOST:PORT."


@dataclass(frozen=True, slots=True)
class Address:
    """A database of a Neo4j server. Its text never shows the password.

    `database` is "" for the user's own (the home database), `user` "" for a server that asks nobody.
    """

    uri: str
    user: str = ""
    password: str = field(default="", repr=False)
    database: str = ""

    @classmethod
    def parse(
        cls,
        target: str,
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
    ) -> Self:
        """Read a URI.

        What is given wins over what stands in the URI (`neo4j://user:password@host/database`), and
        that over NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE. Raises UsageError for what is
        no address, UnknownName for a scheme that the driver does not know.
        """
        scheme = _scheme(target)
        if scheme not in SCHEMES:
            raise UnknownName.among("scheme of a Neo4j server", scheme, SCHEMES)
        try:
            parts = urlsplit(target)
            parts.port  # noqa: B018 - raises ValueError where it is no number
            (parts.hostname or "").encode("idna")
        except ValueError:  # a UnicodeError is one, too
            raise UsageError(f"{masked(target)} is no address of a server.", _HOW) from None
        if not parts.hostname or parts.query or parts.fragment:
            raise UsageError(f"{masked(target)} is no address of a server.", _HOW)
        name = parts.path.strip("/")
        if "/" in name:
            raise UsageError(f"{masked(target)} names no database.", "Write neo4j://HOST/DATABASE.")
        secret = _first(password, unquote(parts.password or ""), "NEO4J_PASSWORD")
        return cls(
            f"{scheme}://{parts.netloc.rpartition('@')[2]}",
            _first(user, unquote(parts.username or ""), "NEO4J_USERNAME") or (_USER if secret else ""),
            secret,
            _first(database, unquote(name), "NEO4J_DATABASE"),
        )

    @property
    def shown(self) -> str:
        """The address as it may be printed: without user and password."""
        return f"{self.uri}/{self.database}" if self.database else self.uri

    def __str__(self) -> str:
        return self.shown


def is_address(target: str) -> bool:
    """Tell a server's URI from a path; raise UnknownName for a scheme that is misspelt."""
    scheme = _scheme(target)
    if scheme and scheme not in SCHEMES:
        raise UnknownName.among("scheme of a Neo4j server", scheme, SCHEMES)
    return bool(scheme)


def masked(text: str) -> str:
    """Return a text without the user and password of any URI in it."""
    return _PASSWORD.sub("", text)


def _scheme(target: str) -> str:
    match = _SCHEME.match(target)
    return match[1].lower() if match else ""


def _first(given: str | None, told: str, variable: str) -> str:
    return given if given is not None else told or os.environ.get(variable, "")
