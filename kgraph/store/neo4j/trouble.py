"""What the driver and the server complain of, each as one line and what to do about it.

The driver's errors are known by their names and the server's by their codes, such as
`Neo.ClientError.Statement.SyntaxError` (https://neo4j.com/docs/status-codes/current/errors/), so
that nothing of the driver is needed here.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import NamedTuple
from urllib.parse import urlsplit

from kgraph.errors import (
    DataError,
    KgraphError,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    StoreError,
)
from kgraph.store.neo4j.address import Address

_POSITION = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\)")
_EXPECTED = re.compile(r"^(Invalid input '(.*?)'): expected (.*)$", re.DOTALL)
_NAMED = re.compile(r"'([^']+)'")
_MANY = 8
_CREDENTIALS = "Set NEO4J_USERNAME and NEO4J_PASSWORD."
_AGAIN = "Run the same command again."
_LESS = "Ask for less (LIMIT, a label, a bound on *), or give it more time (--timeout)."


class Asked(NamedTuple):
    """A query as it was asked for: its text, what stands before it when it is sent, its time in seconds."""

    text: str = ""
    prefix: str = ""
    timeout: float | None = None


def told(error: Exception, address: Address, asked: Asked = Asked()) -> KgraphError:  # noqa: B008 - a tuple
    """Return the error that says what a driver's or server's error means."""
    code = getattr(error, "code", None)
    if isinstance(code, str):
        return _server(code.removeprefix("Neo."), _message(error), address, asked)
    return _driver(error, address)


def too_old(agent: str, address: Address) -> StoreError:
    """Return the error for a server that is older than kgraph knows."""
    return StoreError(f"{address.uri} is {agent}, which is too old.", "kgraph needs Neo4j 5 or newer.")


# ------------------------------------------------------------------ server


def _server(code: str, message: str, address: Address, asked: Asked) -> KgraphError:
    """Choose by the code, the longest part of it that is known."""
    parts = code.split(".")
    for known in (parts[-1], ".".join(parts[:2]), parts[0]):
        if known in _BY_CODE:
            return _BY_CODE[known](_sentence(message), address, asked)
    return QueryError(_sentence(message))


def _refused(_: str, __: Address, ___: Asked) -> KgraphError:
    return QueryRefused("This query writes.", "Allow it with --write.")


def _syntax(message: str, _: Address, asked: Asked) -> KgraphError:
    found = _POSITION.search(message)
    line, column = _place(asked, int(found[1]), int(found[2])) if found else (None, None)
    hint = ""
    message = _POSITION.sub("", message)
    if expected := _EXPECTED.match(message):
        what = f"Found {expected[2]!r}" if expected[2] else "Found the end of the query"
        options = _NAMED.findall(expected[3])
        near = get_close_matches(expected[2].upper(), options, n=1, cutoff=0.7)
        hint = f"Did you mean {near[0]}?" if near else ""
        message = f"{what}, expected {expected[3] if len(options) <= _MANY else 'something else here.'}"
    return QuerySyntaxError(_sentence(message), hint, line=line, column=column)


def _place(asked: Asked, line: int, column: int) -> tuple[int | None, int | None]:
    """Return line and column in the user's own text; Java counts in units of UTF-16."""
    lines = asked.text.splitlines()
    if not 1 <= line <= len(lines):
        return None, None
    units = column - 1 - (len(asked.prefix) if line == 1 else 0)
    before = lines[line - 1].encode("utf-16-le", "surrogatepass")[: 2 * max(units, 0)]
    return line, len(before.decode("utf-16-le", "replace")) + 1


def _missing(message: str, _: Address, __: Asked) -> KgraphError:
    names = message.partition(": ")[2].rstrip(".").split(", ")
    what = ", ".join(f"${name}" for name in names)
    if len(names) == 1:
        return QueryError(f"The parameter {what} has no value.", "Give it one.")
    return QueryError(f"The parameters {what} have no values.", "Give each of them one.")


def _timed_out(_: str, __: Address, asked: Asked) -> KgraphError:
    if asked.timeout is None:
        what = "The query took longer than the server allows."
        return QueryTimeout(what, "Ask for less, or raise db.transaction.timeout on the server.")
    return QueryTimeout(f"The query took longer than {asked.timeout:g} s.", _LESS)


def _ended(_: str, __: Address, ___: Asked) -> KgraphError:
    return QueryError(
        "The query was ended on the server.", "Somebody ended it, or the server is stopping; ask again."
    )


def _unauthorized(_: str, address: Address, __: Asked) -> KgraphError:
    if not address.user:
        return StoreError(f"{address.uri} asks who you are.", _CREDENTIALS)
    return StoreError(f"{address.uri} refuses the user {address.user!r} or the password.", _CREDENTIALS)


def _rate(_: str, address: Address, __: Asked) -> KgraphError:
    what = f"{address.uri} was given a wrong password too often, and refuses all for a while."
    return StoreError(what, f"Wait some seconds. {_CREDENTIALS}")


def _expired(_: str, address: Address, __: Asked) -> KgraphError:
    what = f"The password of {address.user!r} at {address.uri} must be changed first."
    return StoreError(what, "In Neo4j Browser or cypher-shell: ALTER CURRENT USER SET PASSWORD.")


def _forbidden(message: str, address: Address, _: Asked) -> KgraphError:
    who = repr(address.user) if address.user else "nobody in particular"
    return StoreError(f"{address.shown} does not let {who} do this: {message}", "Ask for the right to.")


def _no_database(message: str, address: Address, _: Asked) -> KgraphError:
    named = re.search(r"(?:Graph|Database) not found: (.+?)\.?$", message) or re.search(
        r"'([^']+)'|`([^`]+)`", message
    )
    name = next(filter(None, named.groups()), "") if named else address.database
    hint = "`SHOW DATABASES` lists what there is; NEO4J_DATABASE chooses one."
    return StoreError(f"There is no database {name!r} at {address.uri}.", hint)


def _unavailable(_: str, address: Address, __: Asked) -> KgraphError:
    return StoreError(
        f"The database at {address.shown} is not available.", "Is it stopped or still starting? Try again."
    )


def _constraint(message: str, _: Address, __: Asked) -> KgraphError:
    if "still has relationships" in message:
        return QueryError(message.partition(". ")[0] + ".", "DETACH DELETE deletes them, too.")
    return DataError(
        f"The database has a constraint against this: {message}", "`SHOW CONSTRAINTS` lists them."
    )


def _unfit(message: str, _: Address, __: Asked) -> KgraphError:
    what = re.sub(r"^Unable to create .*? \): ", "", message)
    return StoreError(
        f"What is in the database breaks a constraint: {what}",
        "Take the doubles out of it, or use an empty database.",
    )


def _memory(_: str, address: Address, __: Asked) -> KgraphError:
    hint = "Ask for less, or give the server more (server.memory.heap.max_size, dbms.memory.transaction)."
    return StoreError(f"{address.uri} has not enough memory for this.", hint)


def _deadlock(_: str, __: Address, ___: Asked) -> KgraphError:
    return StoreError("Another transaction was in the way, and this one was undone.", _AGAIN)


def _read_only(_: str, address: Address, __: Asked) -> KgraphError:
    hint = "If it is a cluster, write neo4j:// instead of bolt://, which finds the leader."
    return StoreError(f"{address.shown} takes no writes: it is a replica, or read-only.", hint)


def _arithmetic(message: str, _: Address, __: Asked) -> KgraphError:
    return QueryError("Integer division by zero." if message == "/ by zero." else message)


def _plain(message: str, _: Address, __: Asked) -> KgraphError:
    return QueryError(message)


def _no_procedure(message: str, _: Address, __: Asked) -> KgraphError:
    name = re.search(r"`([^`]+)`", message)
    what = f"No procedure is called {name[1]!r}." if name else message
    return QueryError(what, "`SHOW PROCEDURES` lists what the server has.")


def _transient(message: str, address: Address, _: Asked) -> KgraphError:
    return StoreError(f"{address.uri} could not do this now: {message}", _AGAIN)


def _broken(message: str, address: Address, _: Asked) -> KgraphError:
    return StoreError(f"{address.uri} failed: {message}", "The server's debug.log says more.")


_BY_CODE: dict[str, Callable[[str, Address, Asked], KgraphError]] = {
    "AccessMode": _refused,
    "SyntaxError": _syntax,
    "ParameterMissing": _missing,
    "TransactionTimedOut": _timed_out,
    "TransactionTimedOutClientConfiguration": _timed_out,
    "Terminated": _ended,
    "Unauthorized": _unauthorized,
    "AuthenticationRateLimit": _rate,
    "CredentialsExpired": _expired,
    "Forbidden": _forbidden,
    "DatabaseNotFound": _no_database,
    "DatabaseUnavailable": _unavailable,
    "ConstraintValidationFailed": _constraint,
    "ConstraintViolation": _constraint,
    "ConstraintCreationFailed": _unfit,
    "MemoryPoolOutOfMemoryError": _memory,
    "OutOfMemoryError": _memory,
    "StackOverFlowError": _memory,
    "DeadlockDetected": _deadlock,
    "LockClientStopped": _deadlock,
    "LockAcquisitionTimeout": _deadlock,
    "Outdated": _deadlock,
    "NotALeader": _read_only,
    "ForbiddenOnReadOnlyDatabase": _read_only,
    "WriteOnReadOnlyAccessDatabase": _read_only,
    "ReadOnlyDatabase": _read_only,
    "ArithmeticError": _arithmetic,
    "ProcedureNotFound": _no_procedure,
    "ClientError.Security": _forbidden,
    "DatabaseError.Schema": _plain,
    "TransientError": _transient,
    "DatabaseError": _broken,
}


def _message(error: Exception) -> str:
    """Return the server's message without the lines in which it shows the query."""
    return re.split(r'\n\s*"', str(getattr(error, "message", "") or error), maxsplit=1)[0]


def _sentence(text: str) -> str:
    """Return a text on one line, with a capital and a full stop."""
    line = " ".join(text.split()).rstrip(".")
    return f"{line[:1].upper()}{line[1:]}."


# ------------------------------------------------------------------ driver


def _driver(error: Exception, address: Address) -> KgraphError:
    """Choose by the error, or by what lies behind it."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & {"UnsupportedServerProduct", "BoltHandshakeError"}:  # as drivers 6 and 5 call it
        return StoreError(f"{address.uri} is no Neo4j that kgraph knows.", "kgraph needs Neo4j 5 or newer.")
    if "IncompleteCommit" in names:
        what = f"The connection to {address.uri} broke while it was being written to."
        return StoreError(f"{what} It is not known whether that is in the database.", _AGAIN)
    if "BrokenRecordError" in names:
        what = "A value of the answer cannot be told: it is a date before the year 1 or after 9999."
        return QueryError(what, "Return other properties by their names, or toString(x).")
    if "WriteServiceUnavailable" in names:
        return _read_only("", address, Asked())
    if "ConfigurationError" in names:
        return StoreError(
            f"The driver cannot use {address.uri}: {_sentence(str(error))}", "Check the address."
        )
    return StoreError(*_reached(list(_behind(error)), address))


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what caused it, and that, and so on."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _behind(one)
        error = error.__cause__ or error.__context__


def _reached(errors: list[BaseException], address: Address) -> tuple[str, str]:
    """Return what happened on the way to the server, and what to do."""
    parts = urlsplit(address.uri)
    where = f"{parts.hostname}:{parts.port or 7687}"
    plain, secure, _ = parts.scheme.partition("+")
    for error in errors:
        if isinstance(error, ssl.SSLCertVerificationError):
            return _certificate(error, where, plain)
        if isinstance(error, ssl.SSLError):
            return f"{where} does not answer with TLS.", f"If it has none, write {plain}://."
        for kind, what, hint in _NETWORK:
            if isinstance(error, kind):
                return what.format(where=where, host=parts.hostname), hint
    said = " ".join(map(str, errors))
    if "looks like HTTP" in said:
        return f"{where} answers HTTP, not Bolt.", "The Bolt port is another: 7687 unless it was changed."
    if "handshake" in said:
        hint = "" if secure else f" If it wants TLS, write {plain}+s://."
        return f"{where} ends the connection at once.", f"Is this its Bolt port?{hint}"
    return f"The connection to {where} broke.", "Is the server still running? Try again."


_NETWORK: tuple[tuple[type[BaseException], str, str], ...] = (
    (socket.gaierror, "There is no host {host!r}.", "Check the address and the network."),
    (ConnectionRefusedError, "Nothing listens at {where}.", "Is Neo4j started, and is this its Bolt port?"),
    (TimeoutError, "{where} does not answer.", "Check host, port and firewall."),
)


def _certificate(error: ssl.SSLCertVerificationError, where: str, plain: str) -> tuple[str, str]:
    why = error.verify_message or str(error)
    hint = f"If you know the server, {plain}+ssc:// trusts any certificate."
    return f"The certificate of {where} is not to be trusted: {why}.", hint
