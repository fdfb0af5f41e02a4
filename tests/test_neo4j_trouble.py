"""Each trouble with a server is one line that says what happened, and one that says what to do."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import neo4j
import pytest
from neo4j import exceptions

from kgraph.errors import (
    DataError,
    KgraphError,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    StoreError,
)
from kgraph.store.neo4j import driver
from kgraph.store.neo4j.address import Address
from kgraph.store.neo4j.driver import Connection
from kgraph.store.neo4j.trouble import Asked, told
from tests.conftest import NEO4J_VARIABLES
from tests.server import SHORT_LIVED, Installed, Server

SECRET = "of-nobody"
ADDRESS = Address("neo4j://host:7687", "ann", SECRET, "films")
Handler = Callable[[socket.socket], None]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials in the environment, and patience with a busy machine."""
    for name in NEO4J_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(driver, "_PATIENCE", 60)


def trouble(uri: str, cypher: str = "RETURN 1", **given: str) -> KgraphError:
    """Return the error of a query; it is of one line, and tells no password."""
    with closing(Connection(Address.parse(uri, **given))) as connection:
        with pytest.raises(KgraphError) as caught:
            connection.query(cypher, write=True)
        with pytest.raises(type(caught.value)):
            connection.stream(cypher)
    return checked(caught.value)


def checked(error: KgraphError) -> KgraphError:
    """Return an error that has all that every error has."""
    assert error.message.endswith(".")
    assert error.hint == "" or error.hint[-1] in ".?"
    assert "\n" not in str(error)
    assert "neo4j_code" not in str(error)
    assert SECRET not in str(error)
    return error


# ---------------------------------------------------------------- the way there


@pytest.fixture
def listening() -> Iterator[Callable[[Handler], int]]:
    """Open a port where a handler answers whoever comes; return its number."""
    sockets: list[socket.socket] = []

    def listen(handler: Handler) -> int:
        server = socket.create_server(("127.0.0.1", 0))
        sockets.append(server)
        threading.Thread(target=serve, args=(server, handler), daemon=True).start()
        return int(server.getsockname()[1])

    yield listen
    for each in sockets:
        each.close()


def serve(server: socket.socket, handler: Handler) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:  # the test is over
            return
        with client:
            try:
                handler(client)
            except OSError:  # a client that does not trust us goes away
                continue


def http(client: socket.socket) -> None:
    client.recv(1000)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def silent(client: socket.socket) -> None:
    while client.recv(1000):
        pass


def short(client: socket.socket) -> None:
    client.recv(1)


def stranger(client: socket.socket) -> None:
    """Answer the handshake with no version of Bolt."""
    client.recv(1000)
    client.sendall(b"\0\0\0\0")
    client.recv(1000)


def old(client: socket.socket) -> None:
    """Answer the handshake with a Bolt of long ago."""
    client.recv(1000)
    client.sendall(b"\0\0\0\1")
    client.recv(1000)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize(
    ("handler", "said", "hint"),
    [
        (http, "answers HTTP, not Bolt", "7687"),
        (silent, "does not answer", "firewall"),
        (short, "ends the connection at once", "+s://"),
        (stranger, "no Neo4j that kgraph knows", "Neo4j 5 or newer"),
        (old, "no Neo4j that kgraph knows", "Neo4j 5 or newer"),
    ],
)
@pytest.mark.usefixtures("alone")
def test_what_answers_is_no_neo4j(
    listening: Callable[[Handler], int],
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    handler: Handler,
    said: str,
    hint: str,
) -> None:
    if handler is silent:
        monkeypatch.setattr(driver, "_PATIENCE", 1)
    port = listening(handler)
    error = trouble(f"{scheme}://ann:{SECRET}@127.0.0.1:{port}")
    assert isinstance(error, StoreError)
    assert said in error.message
    assert f"127.0.0.1:{port}" in error.message
    assert hint in error.hint


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "neo4j+s", "bolt+ssc"])
@pytest.mark.usefixtures("alone")
def test_nothing_listens(scheme: str) -> None:
    with socket.socket() as taken:  # and kept from others while nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        error = trouble(f"{scheme}://ann:{SECRET}@127.0.0.1:{port}")
    assert (type(error), error.message) == (StoreError, f"Nothing listens at 127.0.0.1:{port}.")
    assert "started" in error.hint


@pytest.mark.parametrize("scheme", ["bolt", "neo4j+s"])
@pytest.mark.usefixtures("alone")
def test_there_is_no_such_host(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    error = trouble(f"{scheme}://ann:{SECRET}@nosuch.invalid")
    assert (type(error), error.message) == (StoreError, "There is no host 'nosuch.invalid'.")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and two certificates that it signed itself: good.pem, and old.pem of 2020."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl, which makes the certificates")
    folder = tmp_path_factory.mktemp("tls")
    settings = """
        [ca]
        default_ca = own
        [own]
        database = index.txt
        serial = serial
        new_certs_dir = .
        default_md = sha256
        policy = policy
        unique_subject = no
        [policy]
        commonName = supplied
        """
    (folder / "ca.cnf").write_text(settings)
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01")

    def run(*words: str) -> None:
        subprocess.run([openssl, *words], cwd=folder, check=True, capture_output=True)

    run(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "own.csr",
        "-subj",
        "/CN=localhost",
    )
    for name, first, last in (("good", "20200101", "20990101"), ("old", "20200101", "20200201")):
        dates = ("-startdate", f"{first}000000Z", "-enddate", f"{last}000000Z")
        sign = ("ca", "-config", "ca.cnf", "-selfsign", "-keyfile", "key.pem", "-batch", "-notext")
        run(*sign, "-in", "own.csr", "-out", f"{name}.pem", *dates)
    return folder


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize(
    ("name", "trusted", "why"),
    [("good", False, "self-signed certificate"), ("old", True, "certificate has expired")],
)
@pytest.mark.usefixtures("alone")
def test_a_certificate_is_not_to_be_trusted(
    certificates: Path,
    listening: Callable[[Handler], int],
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    name: str,
    *,
    trusted: bool,
    why: str,
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / f"{name}.pem", certificates / "key.pem")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates / f"{name}.pem"))

    def encrypted(client: socket.socket) -> None:
        with context.wrap_socket(client, server_side=True) as safe:
            safe.recv(1)

    port = listening(encrypted)
    error = trouble(f"{scheme}+s://ann:{SECRET}@localhost:{port}")
    assert isinstance(error, StoreError)
    assert error.message == f"The certificate of localhost:{port} is not to be trusted: {why}."
    assert f"{scheme}+ssc://" in error.hint
    # Without trust there is a connection, which this server then ends.
    assert "ends the connection" in trouble(f"{scheme}+ssc://localhost:{port}").message


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.usefixtures("alone")
def test_the_server_has_no_tls(neo4j_server: str, scheme: str) -> None:
    where = neo4j_server.partition("://")[2]
    error = trouble(f"{scheme}+s://ann:{SECRET}@{where}")
    assert (type(error), error.message) == (StoreError, f"{where} does not answer with TLS.")
    assert f"{scheme}://" in error.hint


@pytest.mark.usefixtures("alone")
def test_nothing_is_printed_on_the_way(capfd: pytest.CaptureFixture[str]) -> None:
    trouble("neo4j://127.0.0.1:1")
    assert capfd.readouterr() == ("", "")


# ----------------------------------------------------------------- who is asking


@pytest.fixture(scope="module")
def guarded(neo4j_installed: Installed) -> Iterator[Server]:
    """A server that asks for a password."""
    with Server(neo4j_installed, password=SECRET, java_options=SHORT_LIVED) as server:
        yield server


@pytest.mark.usefixtures("alone")
def test_the_server_asks_who_one_is(guarded: Server) -> None:
    with closing(Connection(Address.parse(guarded.uri, password=SECRET))) as connection:
        assert connection.query("RETURN 1").rows == [(1,)]
    nobody = trouble(guarded.uri)
    assert (type(nobody), nobody.message) == (StoreError, f"{guarded.uri} asks who you are.")
    assert nobody.hint == "Set NEO4J_USERNAME and NEO4J_PASSWORD."
    for user, password in (("neo4j", ""), ("neo4j", "wrong"), ("nobody", SECRET)):
        error = trouble(guarded.uri, user=user, password=password)
        assert error.message == f"{guarded.uri} refuses the user {user!r} or the password."
    for _ in range(4):
        error = trouble(guarded.uri, user="neo4j", password="wrong")
    assert "too often" in error.message
    assert "Wait" in error.hint


# -------------------------------------------------------------------- the server


@pytest.fixture
def connection(neo4j_empty: str) -> Iterator[Connection]:
    with closing(Connection(Address.parse(neo4j_empty))) as opened:
        yield opened


def asked(connection: Connection, cypher: str) -> KgraphError:
    with pytest.raises(KgraphError) as caught:
        connection.query(cypher, write=True)
    return checked(caught.value)


@pytest.mark.usefixtures("alone")
def test_there_is_no_such_database(neo4j_server: str) -> None:
    error = trouble(neo4j_server, database="nosuch")
    assert isinstance(error, StoreError)
    assert error.message == f"There is no database 'nosuch' at {neo4j_server}."
    assert "NEO4J_DATABASE" in error.hint


@pytest.mark.parametrize(
    ("cypher", "kind", "said", "hint"),
    [
        (
            "MTCH (n) RETURN n",
            QuerySyntaxError,
            "Found 'MTCH', expected something else here.",
            "Did you mean MATCH?",
        ),
        (
            "MATCH (n) RETURN",
            QuerySyntaxError,
            "Found the end of the query, expected an expression, '*' or",
            "",
        ),
        ("MATCH (n RETURN n", QuerySyntaxError, "Found 'RETURN', expected a graph pattern", ""),
        ("RETURN 'abc", QuerySyntaxError, "Failed to parse string literal", ""),
        ("RETURN 1; RETURN 2", QuerySyntaxError, "exactly one statement", ""),
        ("", QuerySyntaxError, "Unexpected end of input", ""),
        ("RETURN nosuch(1)", QuerySyntaxError, "Unknown function 'nosuch'", ""),
        ("RETURN toUpper(1)", QuerySyntaxError, "Type mismatch: expected String but was Integer", ""),
        ("RETURN date('x')", QueryError, "Text cannot be parsed to a Date.", ""),
        ("CALL no.such()", QueryError, "No procedure is called 'no.such'.", "SHOW PROCEDURES"),
        ("RETURN $x", QueryError, "The parameter $x has no value.", "Give it one."),
        ("RETURN $x + $y", QueryError, "The parameters $x, $y have no values.", "each"),
        ("RETURN 1 / 0", QueryError, "Integer division by zero.", ""),
        ("UNWIND [1, 'a'] AS x RETURN toUpper(x)", QueryError, "Expected a string value for `toUpper`", ""),
        ("CREATE (n {x: [1, 'a']})", QueryError, "", ""),
        ("CREATE (n {x: {}})", QueryError, "Property values can only be of primitive types", ""),
        ("USE nosuch RETURN 1", StoreError, "There is no database 'nosuch'", "SHOW DATABASES"),
        ("LOAD CSV FROM 'file:///nosuch.csv' AS row RETURN row", QueryError, "external resource", ""),
        ("DROP INDEX nosuch", QueryError, "nosuch", ""),
    ],
)
def test_what_the_server_finds_wrong(
    connection: Connection, cypher: str, kind: type[KgraphError], said: str, hint: str
) -> None:
    error = asked(connection, cypher)
    assert isinstance(error, kind)
    assert said in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    ("cypher", "line", "column"),
    [
        ("MTCH (n) RETURN n", 1, 1),
        ("MATCH (n)\n  WHERE n.x ==1 RETURN n", 2, 14),
        ("MATCH (n) RETURN", 1, 17),
        ("RETURN 1 AS a, 2 AS a", 1, 21),
        ("RETURN 1; RETURN 2", None, None),
    ],
)
def test_an_error_of_syntax_has_its_place(
    connection: Connection, cypher: str, line: int | None, column: int | None
) -> None:
    error = asked(connection, cypher)
    assert isinstance(error, QuerySyntaxError)
    assert (error.line, error.column) == (line, column)


def test_a_constraint_is_broken(connection: Connection) -> None:
    connection.schema("CREATE CONSTRAINT FOR (n:A) REQUIRE n.id IS UNIQUE")
    error = asked(connection, "CREATE (:A {id: 'x'}), (:A {id: 'x'})")
    assert isinstance(error, DataError)
    assert "label `A` and property `id` = 'x'" in error.message


def test_a_constraint_cannot_be_made(connection: Connection) -> None:
    connection.query("CREATE (:A {id: 'x'}), (:A {id: 'x'})", write=True)
    with pytest.raises(StoreError, match="breaks a constraint: Both Node") as caught:
        connection.schema("CREATE CONSTRAINT FOR (n:A) REQUIRE n.id IS UNIQUE")
    checked(caught.value)


def test_a_query_is_ended_on_the_server(connection: Connection, neo4j_server: str) -> None:
    slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a + b AS c WHERE c < 0 RETURN c"
    find = "SHOW TRANSACTIONS YIELD transactionId, currentQuery WHERE currentQuery CONTAINS $text"

    def end() -> None:
        with neo4j.GraphDatabase.driver(neo4j_server) as other:
            for _ in range(600):
                for record in other.execute_query(f"{find} RETURN transactionId", text=slow).records:
                    other.execute_query("TERMINATE TRANSACTION $id", id=record[0])
                    return
                time.sleep(0.05)

    thread = threading.Thread(target=end)
    thread.start()
    error = asked(connection, slow)
    thread.join()
    assert (type(error), error.message) == (QueryError, "The query was ended on the server.")


def test_two_writers_in_each_others_way(connection: Connection, neo4j_server: str) -> None:
    connection.query("CREATE (:A {id: 1}), (:A {id: 2})", write=True)
    lock = "MATCH (n:A {id: $id}) SET n.x = 1"
    with neo4j.GraphDatabase.driver(neo4j_server) as one, one.session() as session:
        # Each of two holds one node and waits for the other's: one of them is undone.
        mine = session.begin_transaction()
        mine.run(lock, id=1).consume()
        found: list[KgraphError] = []

        def theirs() -> None:
            both = "MATCH (n:A {id: 2}) SET n.x = 2 WITH n MATCH (m:A {id: 1}) SET m.x = 2"
            try:
                connection.query(both, write=True)
            except KgraphError as theirs_undone:
                found.append(theirs_undone)

        thread = threading.Thread(target=theirs)
        thread.start()
        waits = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*)"
        while not one.execute_query(waits).records[0][0]:
            time.sleep(0.05)
        try:
            mine.run(lock, id=2).consume()
            mine.commit()
        except exceptions.TransientError as mine_undone:
            found.append(told(mine_undone, ADDRESS))
        mine.close()
        thread.join()
    (error,) = found
    assert isinstance(error, StoreError)
    assert checked(error).message == "Another transaction was in the way, and this one was undone."
    assert error.hint == "Run the same command again."


# ------------------------------------------------- what no server here would say


class Said(Exception):
    """An error as the driver gives one that a server sent."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = f"Neo.{code}"
        self.message = message


@pytest.mark.parametrize(
    ("code", "message", "kind", "said"),
    [
        ("ClientError.Statement.AccessMode", "x", QueryRefused, "This query writes."),
        ("ClientError.Security.Unauthorized", "x", StoreError, "refuses the user 'ann' or the password."),
        ("ClientError.Security.AuthenticationRateLimit", "x", StoreError, "too often"),
        ("ClientError.Security.CredentialsExpired", "x", StoreError, "must be changed first."),
        (
            "ClientError.Security.Forbidden",
            "Write is denied",
            StoreError,
            "does not let 'ann' do this: Write",
        ),
        ("ClientError.Security.TokenExpired", "x", StoreError, "does not let 'ann' do this: X."),
        ("ClientError.Database.DatabaseNotFound", "Graph not found: a.b", StoreError, "no database 'a.b' at"),
        ("ClientError.Database.DatabaseNotFound", "gone", StoreError, "no database 'films' at"),
        ("TransientError.Database.DatabaseUnavailable", "x", StoreError, "is not available."),
        ("TransientError.General.DatabaseUnavailable", "x", StoreError, "is not available."),
        ("TransientError.General.OutOfMemoryError", "x", StoreError, "not enough memory"),
        ("TransientError.General.MemoryPoolOutOfMemoryError", "x", StoreError, "not enough memory"),
        ("TransientError.Transaction.DeadlockDetected", "x", StoreError, "in the way"),
        ("ClientError.Transaction.TransactionTimedOut", "x", QueryTimeout, "longer than the server allows."),
        ("TransientError.Transaction.Terminated", "x", QueryError, "ended on the server."),
        ("ClientError.Transaction.Terminated", "x", QueryError, "ended on the server."),
        ("TransientError.Anything.Else", "not now", StoreError, "could not do this now: Not now."),
        ("ClientError.Cluster.NotALeader", "x", StoreError, "takes no writes"),
        ("ClientError.General.ForbiddenOnReadOnlyDatabase", "x", StoreError, "takes no writes"),
        ("ClientError.General.WriteOnReadOnlyAccessDatabase", "x", StoreError, "takes no writes"),
        (
            "ClientError.Schema.ConstraintValidationFailed",
            "Node(1) exists",
            DataError,
            "against this: Node(1) exists.",
        ),
        ("DatabaseError.General.UnknownError", "oops\nat x", StoreError, "failed: Oops at x."),
        ("ClientError.Anything.Else", "so it is", QueryError, "So it is."),
    ],
)
def test_codes_of_the_server(code: str, message: str, kind: type[KgraphError], said: str) -> None:
    error = checked(told(Said(code, message), ADDRESS))
    assert type(error) is kind
    assert said in error.message


def test_a_timeout_says_which() -> None:
    error = told(
        Said("ClientError.Transaction.TransactionTimedOutClientConfiguration", "x"),
        ADDRESS,
        Asked("", "", 1.5),
    )
    assert error.message == "The query took longer than 1.5 s."
    assert "--timeout" in error.hint


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (exceptions.ServiceUnavailable("gone"), "The connection to host:7687 broke."),
        (exceptions.SessionExpired("gone"), "The connection to host:7687 broke."),
        (exceptions.IncompleteCommit("gone"), "It is not known whether that is in the database."),
        (exceptions.WriteServiceUnavailable("none"), "takes no writes"),
        (exceptions.ConfigurationError("not so"), "The driver cannot use neo4j://host:7687: Not so."),
        (exceptions.UnsupportedServerProduct("not"), "is no Neo4j that kgraph knows."),
    ],
)
def test_errors_of_the_driver(error: Exception, said: str) -> None:
    found = checked(told(error, ADDRESS))
    assert isinstance(found, StoreError)
    assert said in found.message
    assert found.hint


def test_a_server_that_is_too_old(neo4j_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        agent = "Neo4j/4.4.38"

    monkeypatch.setattr(neo4j.Driver, "get_server_info", lambda _: Old())
    with closing(Connection(Address.parse(neo4j_server))) as connection:
        for _ in range(2):
            with pytest.raises(StoreError, match=r"Neo4j/4\.4\.38, which is too old"):
                connection.query("RETURN 1")
