"""Documents cannot lie: what the README shows is run, and every link leads somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

import kgraph
from kgraph.cli import main
from kgraph.queries import names

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")])


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.fixture
def beside_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the bundled data in it, as in a clone."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KGRAPH_STORE", raising=False)
    return tmp_path


def test_the_commands_of_the_readme_work_in_their_order(beside_data: Path) -> None:
    (block,) = blocks(README, "sh")
    lines = [shlex.split(line) for line in block.splitlines()]
    assert all(words[0] == "kgraph" for words in lines)
    for words in lines:
        done = CliRunner().invoke(main, words[1:])
        assert done.exit_code == 0, f"{shlex.join(words)}: {done.output}"
        assert done.output.strip(), f"{shlex.join(words)} says nothing"
    assert {"films.html", "around-kim.html", "people.graphml"} <= {
        path.name for path in beside_data.iterdir()
    }


def test_the_python_of_the_readme_runs(beside_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = blocks(README, "python")
    exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "12.12: The Day by Kim Sung-soo" in printed or "12:12 The Day by Kim Sung-soo" in printed
    assert "kofic-kim-sung-soo-2023" in printed


@pytest.mark.parametrize(
    "page",
    [
        page
        for page in PAGES  # those about a source of others ask of data that is not here
        if page.parent.name != "sources" and blocks(page.read_text(encoding="utf-8"), "cypher")
    ],
)
def test_every_query_of_the_documents_runs_and_gives_rows(page: Path) -> None:
    with kgraph.open(nx.MultiDiGraph()) as store:
        store.load(ROOT / "data" / "korean-cinema")
        for query in blocks(page.read_text(encoding="utf-8"), "cypher"):
            assert store.query(query).rows, query


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_named_query_of_the_documents_is_one(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    shown = [*blocks(text, "sh"), *blocks(text, "console")]
    named = {name for block in shown for name in re.findall(r"kgraph query ([a-z][a-z-]*)\b", block)}
    assert named <= set(names())
