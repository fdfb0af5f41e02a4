"""`kgraph fetch kobis` against a server on this machine that answers like the API, also when it errs."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

import kgraph
from kgraph.cli import main
from kgraph.errors import FetchError, UsageError
from kgraph.fetch import kobis
from kgraph.fetch.http import Service
from tests.kobis_answers import film

KEY = "0123456789abcdef"
QUOTA = {"faultInfo": {"message": "키의 하루 이용량을 초과하였습니다.", "errorCode": "320011"}}
BAD_KEY = {"faultInfo": {"message": "유효하지않은 키값입니다.", "errorCode": "320010"}}
CODES = [f"2099{n:04}" for n in range(5)]


class Api:
    """What the server has, what it was asked, and what it does wrong: a list of troubles, one a question."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[str] = []
        self.troubles: list[Any] = []
        self.codes = CODES

    def answer(self, path: str, asked: dict[str, str]) -> Any:
        """Return the answer to a question, as KOBIS gives it."""
        if asked.get("key") != KEY:
            return BAD_KEY
        if path.endswith("searchMovieInfo.json"):
            return film(asked["movieCd"])
        first = (int(asked["curPage"]) - 1) * int(asked["itemPerPage"])
        some = self.codes[first : first + int(asked["itemPerPage"])]
        films = [{"movieCd": code, "movieNm": "가"} for code in some]
        return {"movieListResult": {"totCnt": len(self.codes), "movieList": films}}


@pytest.fixture(scope="module")
def server() -> Iterator[Api]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(url.query).items()}
            known.asked.append(asked.get("movieCd") or f"page {asked['curPage']}")
            trouble = known.troubles.pop(0) if known.troubles else None
            data = json.dumps(known.answer(url.path, asked), ensure_ascii=False).encode()
            if trouble == "cut":
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data[:10])
                return
            if trouble == "hang up":
                self.close_connection = True
                return
            if isinstance(trouble, int):
                self.send_error(trouble)
                return
            if trouble is not None:
                data = trouble if isinstance(trouble, bytes) else json.dumps(trouble).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        known = Api(f"http://127.0.0.1:{listening.server_port}/rest")
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield known
        listening.shutdown()
        thread.join()


@pytest.fixture
def api(server: Api, monkeypatch: pytest.MonkeyPatch) -> Api:
    """The server, with a few films and without trouble; a proxy that the machine may have is not asked."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.asked, server.troubles, server.codes = [], [], CODES[:3]
    return server


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def service(api: Api, pauses: list[float]) -> Service:
    return Service(api.address, 1e6, {"key": KEY}, sleep=pauses.append)


def written(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*.json")}


def test_all_films_of_a_year_are_written_as_they_came(
    api: Api, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kobis, "_PAGE", 3)
    api.codes = CODES
    done = kobis.fetch(service, 2099, tmp_path)
    assert (done.films, done.there) == (5, 0)
    assert written(tmp_path) == {f"2099/{code}.json" for code in CODES}
    assert json.loads((tmp_path / "2099" / f"{CODES[2]}.json").read_bytes()) == film(CODES[2])
    assert api.asked == ["page 1", "page 2", *CODES]


def test_what_is_there_is_not_asked_for_again_and_what_is_new_is(
    api: Api, service: Service, tmp_path: Path
) -> None:
    kobis.fetch(service, 2099, tmp_path)
    api.asked, api.codes = [], CODES[:4]
    done = kobis.fetch(service, 2099, tmp_path)
    assert (done.films, done.there) == (4, 3)
    assert api.asked == ["page 1", CODES[3]]


def test_a_fetch_that_was_broken_off_goes_on_where_it_was(api: Api, service: Service, tmp_path: Path) -> None:
    api.troubles = [None, None, QUOTA]
    with pytest.raises(FetchError, match=r"하루 이용량.*\(320011\)") as wrong:
        kobis.fetch(service, 2099, tmp_path)
    assert "tomorrow" in wrong.value.hint
    api.asked = []
    assert kobis.fetch(service, 2099, tmp_path).there == 1
    assert api.asked == CODES[1:3]


def test_a_film_that_the_service_says_nothing_of_is_told_and_does_not_stop_the_others(
    api: Api, service: Service, tmp_path: Path
) -> None:
    nothing = {"movieInfoResult": {"source": "영화진흥위원회"}}
    api.troubles = [None, nothing]
    done = kobis.fetch(service, 2099, tmp_path)
    assert (done.films, done.there, done.empty) == (3, 0, (CODES[0],))
    assert written(tmp_path) == {f"2099/{code}.json" for code in CODES[1:3]}


def test_breaking_off_leaves_whole_files_alone(api: Api, tmp_path: Path) -> None:
    def interrupted(seconds: float) -> None:
        if seconds >= 1:  # the pause before a question is asked again
            raise KeyboardInterrupt

    api.troubles = [None, None, 500]
    with pytest.raises(KeyboardInterrupt):
        kobis.fetch(Service(api.address, 1e6, {"key": KEY}, sleep=interrupted), 2099, tmp_path)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in left} == {f"{CODES[0]}.json", "1.json"}
    assert all(json.loads(path.read_bytes()) for path in left)


def test_a_file_that_was_being_written_when_it_was_broken_off_is_gone(
    api: Api, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            kobis.fetch(service, 2099, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert kobis.fetch(service, 2099, tmp_path).films == 3


@pytest.mark.parametrize("trouble", [500, 503, 429, "cut", "hang up", b"{broken", b""])
def test_a_stumble_is_asked_again_after_a_pause(
    trouble: Any, api: Api, service: Service, pauses: list[float], tmp_path: Path
) -> None:
    api.troubles = [None, trouble, trouble]
    assert kobis.fetch(service, 2099, tmp_path).films == 3
    assert api.asked == ["page 1", CODES[0], CODES[0], CODES[0], CODES[1], CODES[2]]
    assert [one for one in pauses if one >= 1] == [1.0, 2.0]


@pytest.mark.parametrize(
    ("trouble", "what"),
    [
        (500, "it answered 500"),
        ("cut", "the answer was cut short"),
        ("hang up", "no answer"),
        (b"{broken", "the answer is no JSON"),
    ],
)
def test_a_service_that_goes_on_stumbling_is_given_up(
    trouble: Any, what: str, api: Api, service: Service, pauses: list[float], tmp_path: Path
) -> None:
    api.troubles = [trouble] * 5
    with pytest.raises(FetchError, match=what) as wrong:
        kobis.fetch(service, 2099, tmp_path)
    assert [one for one in pauses if one >= 1] == [1.0, 2.0, 4.0, 8.0]
    assert KEY not in str(wrong.value)
    assert written(tmp_path) == set()


def test_what_will_not_change_is_not_asked_again(api: Api, service: Service, tmp_path: Path) -> None:
    api.troubles = [404]
    with pytest.raises(FetchError, match="it answered 404"):
        kobis.fetch(service, 2099, tmp_path)
    assert len(api.asked) == 1


@pytest.mark.parametrize("answer", [{}, [], {"movieListResult": None}, {"faultInfo": 1}])
def test_an_answer_of_another_kind_is_refused(
    answer: Any, api: Api, service: Service, tmp_path: Path
) -> None:
    api.troubles = [answer]
    with pytest.raises(FetchError, match="an answer without 'movieListResult'"):
        kobis.fetch(service, 2099, tmp_path)


def test_a_code_that_would_leave_the_folder_is_refused(api: Api, service: Service, tmp_path: Path) -> None:
    api.codes = ["../../escaped"]
    with pytest.raises(FetchError, match="whose code is"):
        kobis.fetch(service, 2099, tmp_path / "in")
    assert written(tmp_path) == {"in/.lists/2099/1.json"}


def test_a_service_is_asked_no_faster_than_it_should_be(api: Api) -> None:
    now, slept = 0.0, []

    def sleep(seconds: float) -> None:
        nonlocal now
        slept.append(seconds)
        now += seconds

    polite = Service(api.address, 4, {"key": KEY}, sleep=sleep, clock=lambda: now)
    for code in CODES[:3]:
        polite.ask("movie/searchMovieInfo.json", {"movieCd": code})
    assert slept == [0.25, 0.25]


def test_nobody_there_is_an_error_without_the_key(pauses: list[float]) -> None:
    nobody = Service("http://127.0.0.1:9", 1e6, {"key": KEY}, sleep=pauses.append)
    with pytest.raises(FetchError, match="no answer") as wrong:
        nobody.ask("movie", {})
    assert KEY not in str(wrong.value)


def test_an_address_is_one() -> None:
    with pytest.raises(UsageError, match="is no address"):
        Service("file:///etc/passwd", 1, {})


# ---------------------------------------------------------------- the command


@pytest.fixture
def run(api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KOBIS_API_KEY", KEY)
    monkeypatch.setenv("KGRAPH_KOBIS_ADDRESS", api.address)
    return lambda *args: CliRunner().invoke(main, args)


def test_what_was_fetched_can_be_loaded(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("fetch", "kobis", "--year", "2099", "--out", "kobis", "--rate", "20")
    assert done.exit_code == 0, done.output
    assert "2099: 3 films, 0 of them were there." in done.stdout
    assert KEY not in done.output
    with kgraph.open(tmp_path / "films.kgl") as store:
        store.load(tmp_path / "kobis")
        assert store.query("MATCH (f:Film) RETURN count(f)").rows == [(3,)]


def test_what_is_new_is_fetched_and_loaded_and_what_is_not_is_left_alone(
    run: Callable[..., Result], api: Api, tmp_path: Path
) -> None:
    fetch = ("fetch", "kobis", "--year", "2099", "--out", "kobis", "--rate", "20")
    assert run(*fetch).exit_code == 0
    with kgraph.open(tmp_path / "films.kgl") as store:
        assert store.load(tmp_path / "kobis")[0].status == "added"
        assert "2099: 3 films, 3 of them were there." in run(*fetch).stdout
        assert store.load(tmp_path / "kobis")[0].status == "unchanged"
        api.codes = CODES
        assert "2099: 5 films, 3 of them were there." in run(*fetch).stdout
        assert store.load(tmp_path / "kobis")[0].status == "replaced"
        assert store.query("MATCH (f:Film) RETURN count(f)").rows == [(5,)]


def test_what_the_service_says_nothing_of_is_told(run: Callable[..., Result], api: Api) -> None:
    api.troubles = [None, {"movieInfoResult": {}}]
    done = run("fetch", "kobis", "--year", "2099", "--out", "kobis", "--rate", "20")
    assert done.exit_code == 0, done.output
    assert f"2099: KOBIS lists these films and says nothing else of them: {CODES[0]}." in done.stdout


def test_an_interrupt_is_told_in_a_word(
    run: Callable[..., Result], api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Service, "ask", interrupted)
    done = run("fetch", "kobis", "--year", "2099", "--out", "kobis")
    assert (done.exit_code != 0, "Traceback" in done.output) == (True, False)


def test_a_bad_key_is_told_without_showing_it(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOBIS_API_KEY", "another-key")
    done = run("fetch", "kobis", "--year", "2099", "--out", "kobis")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert "유효하지않은 키값입니다. (320010)" in line
    assert "KOBIS_API_KEY" in line
    assert "another-key" not in line


def test_no_key_is_said(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOBIS_API_KEY")
    done = run("fetch", "kobis", "--year", "2099", "--out", "kobis")
    assert (done.exit_code, "Set KOBIS_API_KEY" in done.stderr) == (2, True)
