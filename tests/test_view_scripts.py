"""The page's scripts and styles on their own: linted, and the modules that need no page tried without one."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.view.assets import EARLY, LATE, STYLES, asset
from kgraph.view.table import table, untable
from tests.chromium import BrowserError, Tab
from tests.node_tools import require
from tests.view_browser import tab

__all__ = ["tab"]

ROOT = Path(__file__).parent.parent


def lint(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [str(require("BIOME", ".bin/biome")), "lint", "--error-on-warnings", *arguments]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False)


def test_scripts_and_styles_pass_the_linter() -> None:
    done = lint()
    assert done.returncode == 0, done.stdout + done.stderr
    (checked,) = re.findall(r"Checked (\d+) files", done.stdout + done.stderr)
    assert int(checked) >= len({*EARLY, *LATE, *STYLES})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.js", '"use strict";\nnobody(1);\n'),
        ("a.js", '"use strict";\n{\n  const idle = 1;\n}\n'),
        ("a.css", "p {\n  colour: red;\n}\n"),
    ],
    ids=["undeclared", "unused", "style"],
)
def test_the_linter_would_find_what_is_wrong(name: str, text: str) -> None:
    assert lint(f"--stdin-file-path=kgraph/view/assets/{name}", text=text).returncode != 0


@pytest.fixture
def alone(tab: Tab) -> Tab:
    """An empty page with the modules that need nothing of a page."""
    tab.call("Page.navigate", url="about:blank")
    scripts = "\n".join(
        asset(f"{name}.js").removeprefix('"use strict";') for name in ("start", "columns", "state")
    )
    tab.run(f"{scripts}\nkgraph.run(); globalThis.kgraph = kgraph; 0")
    return tab


CELLS = st.one_of(st.integers(-5, 5), st.text("ab", max_size=2), st.lists(st.integers(0, 3), max_size=2))
ROWS = st.lists(st.dictionaries(st.sampled_from(["a", "b", "toString"]), CELLS), max_size=20)


def test_tables_are_read_as_python_reads_them(alone: Tab) -> None:
    script = """((told) => [...Array(told.count).keys()].map((row) => Object.fromEntries(
        Object.keys(told.columns).flatMap((name) => {
            const value = kgraph.columns.column(told, name)[row];
            return value === undefined ? [] : [[name, value]];
        }))))"""

    @settings(max_examples=30, deadline=None)
    @given(rows=ROWS)
    def check(rows: list[dict[str, Any]]) -> None:
        told = table(rows)
        assert alone.run(f"{script}({json.dumps(told)})") == untable(told) == rows
        chosen = list(range(0, len(rows), 2))
        picked = alone.run(f"{script}(kgraph.columns.pick({json.dumps(told)}, {chosen}))")
        assert picked == [rows[row] for row in chosen]

    check()


def test_listeners_hear_of_a_change_once_and_of_no_change_never(alone: Tab) -> None:
    heard = alone.run("""(() => {
        const { state } = kgraph;
        const heard = [];
        state.declare("a", 1, { address: "x" });
        state.declare("b", [], {});
        state.on(["a", "b"], (changed) => heard.push([...changed].sort().join()));
        state.on(["a"], () => state.set({ b: [state.get("a")] }));
        state.set({ a: 1, b: [] });
        state.set({ a: 2, b: [3] });
        return heard;
    })()""")
    assert heard == ["a,b", "b"]


@pytest.mark.parametrize(
    "again", ['state.declare("selected", 1)', 'state.declare("other", 1, { address: "s" })']
)
def test_two_slots_never_share_a_name_or_a_key_in_the_address(alone: Tab, again: str) -> None:
    with pytest.raises(BrowserError, match="two slots"):
        alone.run(f"kgraph.{again}")
