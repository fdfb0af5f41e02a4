"""The notebooks run from top to bottom, and are kept without their outputs."""

from __future__ import annotations

import ast
import json
import os
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.view_reader import Reader, read_back

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def code_cells(notebook: Path) -> list[dict[str, Any]]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def run(notebook: Path) -> list[Any]:
    """Run the code cells in one namespace, as a kernel would; return the value of each cell's last line."""
    module = ModuleType("__main__")
    shown = []
    for number, cell in enumerate(code_cells(notebook), 1):
        tree = ast.parse("".join(cell["source"]), f"{notebook.name}[{number}]")
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"{notebook.name}[{number}]", "exec"), module.__dict__)
        if isinstance(last, ast.Expr):
            code = compile(ast.Expression(last.value), f"{notebook.name}[{number}]", "eval")
            shown.append(eval(code, module.__dict__))
    return shown


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(notebook: Path) -> None:
    for cell in code_cells(notebook):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_speaks_no_local_dialect(notebook: Path) -> None:
    """Its metadata names no machine's kernel or editor, and each cell has an id of its own."""
    told = json.loads(notebook.read_text(encoding="utf-8"))
    assert told["metadata"]["kernelspec"]["name"] == "python3"
    assert "vscode" not in told["metadata"]
    assert len({cell["id"] for cell in told["cells"]}) == len(told["cells"])


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed; pip install 'kgraph[notebook]'")
    monkeypatch.chdir(tmp_path)
    shown = run(notebook)
    assert shown
    assert not [value for value in shown if hasattr(value, "__len__") and not len(value)], "an empty answer"
    assert list(tmp_path.iterdir()) == [], "a notebook leaves nothing behind where it runs"


def test_the_first_notebook_ends_in_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed; pip install 'kgraph[notebook]'")
    monkeypatch.chdir(tmp_path)
    shown = run(FOLDER / "01-from-claims-to-a-page.ipynb")
    pages = [
        value._repr_html_()
        for value in shown
        if not hasattr(value, "columns") and hasattr(value, "_repr_html_")
    ]
    assert len(pages) == 1
    (_, frame), *_ = Reader(pages[0]).tags
    nodes, _ = read_back(str(frame["srcdoc"]))
    assert "Kim Sung-soo" in {node["label"] for node in nodes}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_notebook_runs_in_jupyter(notebook: Path, tmp_path: Path) -> None:
    """A real kernel differs: it displays values, and it has a loop of its own."""
    remedy = "is not installed; pip install 'kgraph[notebook]'"
    nbformat = pytest.importorskip("nbformat", reason=f"nbformat {remedy}")
    nbclient = pytest.importorskip("nbclient", reason=f"nbclient {remedy}")
    pytest.importorskip("ipykernel", reason=f"ipykernel {remedy}")
    told = nbformat.read(notebook, as_version=4)
    nbformat.validate(told)
    place = {"metadata": {"path": str(tmp_path)}}
    client = nbclient.NotebookClient(told, startup_timeout=240, resources=place)
    with tempfile.TemporaryDirectory() as sockets:
        kernel = client.create_kernel_manager()
        # Ports are chosen before a kernel takes them, and another process may be quicker.
        kernel.transport, kernel.ip = "ipc", f"{sockets}/kernel"
        client.execute(env={"PYTHONPATH": str(FOLDER.parent), **_environment()})
    shown = [output for cell in told.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("text/html" in output.get("data", {}) for output in shown)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "PATH": os.environ["PATH"]
    }
