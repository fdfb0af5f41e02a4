"""Where a server is and who asks, and that nobody reads the password."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgraph.errors import KgraphError, UnknownName, UsageError
from kgraph.store.neo4j.address import SCHEMES, Address, is_address, masked

SECRET = "p@ss/w:rd"
TOLD = "neo4j://ann:p%40ss%2Fw%3Ard@host:7688/films"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_of_the_driver_is_an_address(scheme: str) -> None:
    assert is_address(f"{scheme}://host")
    assert Address.parse(f"{scheme}://host") == Address(f"{scheme}://host")
    assert Address.parse(f"{scheme.upper()}://host:7688").uri == f"{scheme}://host:7688"


@pytest.mark.parametrize(
    "path", ["kgraph.kgl", "neo4j", "./neo4j:/x", "C:\\films.kgl", "C:/films.kgl", "films/neo4j.kgl", "", "-"]
)
def test_a_path_is_no_address(path: str) -> None:
    assert not is_address(path)
    assert not is_address(str(Path(path)))


@pytest.mark.parametrize(("given", "meant"), [("noe4j", "neo4j"), ("bolt+sc", "bolt+ssc"), ("blot", "bolt")])
def test_a_misspelt_scheme_is_told_with_its_nearest(given: str, meant: str) -> None:
    with pytest.raises(UnknownName, match=re.escape(f"{given!r}. Did you mean {meant!r}")) as caught:
        is_address(f"{given}://user:{SECRET}@host")
    assert "ss/w" not in str(caught.value)


def test_a_scheme_like_none_of_them_is_told_with_all() -> None:
    with pytest.raises(UnknownName, match=r"Known: bolt, bolt\+s, "):
        Address.parse("https://host")


def test_a_uri_may_carry_all_of_it() -> None:
    address = Address.parse(TOLD)
    assert address == Address("neo4j://host:7688", "ann", SECRET, "films")


def test_the_environment_says_what_the_uri_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "bob")
    monkeypatch.setenv("NEO4J_PASSWORD", "of bob")
    monkeypatch.setenv("NEO4J_DATABASE", "books")
    assert Address.parse("bolt://host") == Address("bolt://host", "bob", "of bob", "books")
    assert Address.parse(TOLD) == Address("neo4j://host:7688", "ann", SECRET, "films")


def test_what_is_given_wins() -> None:
    address = Address.parse(TOLD, user="eve", password="", database="plays")
    assert address == Address("neo4j://host:7688", "eve", "", "plays")


def test_a_password_alone_is_that_of_the_first_user() -> None:
    assert Address.parse("bolt://host", password="x").user == "neo4j"
    assert Address.parse("bolt://host").user == ""


@pytest.mark.parametrize("uri", ["neo4j://[::1]:7687", "bolt://10.0.0.1", "neo4j+s://abc.databases.neo4j.io"])
def test_hosts_of_all_kinds(uri: str) -> None:
    assert Address.parse(uri + "/").uri == uri


def test_the_password_stands_nowhere() -> None:
    address = Address.parse(TOLD)
    for text in (address.shown, str(address), repr(address), f"{address}", masked(f"open {TOLD}!")):
        assert "ss/w" not in text
        assert "p%40ss" not in text
    assert address.shown == "neo4j://host:7688/films"
    assert masked(f"open {TOLD} or {TOLD}") == "open neo4j://host:7688/films or neo4j://host:7688/films"
    assert masked("neo4j://user:p@ss/w@host") == "neo4j://host"


@pytest.mark.parametrize(
    "target",
    [
        "neo4j://",
        "neo4j:///films",
        "neo4j://user:secret@host:port",
        "neo4j://user:secret@host:99999",
        "neo4j://user:secret@",
        "neo4j://user:secret@host?policy=x",
        "neo4j://user:secret@host#x",
        "neo4j://user:secret@[::1",
        "neo4j://user:secret@a..b",
        "neo4j://user:secret/secret@host",
        f"neo4j://user:secret@{'a' * 70}.com",
        "neo4j://user:secret@host/films/more",
        "neo4j://user:secret@host:7687:7687",
    ],
)
def test_what_is_no_address_is_said_without_the_password(target: str) -> None:
    with pytest.raises(UsageError) as caught:
        Address.parse(target)
    assert "secret" not in str(caught.value)
    assert "neo4j://HOST" in caught.value.hint


def test_what_is_no_uri_at_all_is_no_address() -> None:
    with pytest.raises(KgraphError):
        Address.parse("films.kgl")
