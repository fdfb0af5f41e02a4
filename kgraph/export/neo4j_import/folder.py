"""A folder that is written whole or not at all, and never over one that is not kgraph's."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kgraph.errors import StoreError

FOLDER = "neo4j-import"
README, ARGUMENTS, CONSTRAINTS = "README.md", "import.args", "constraints.cypher"
TITLE = "# A graph for neo4j-admin, written by kgraph"
_LEFT_BEHIND = "import.report"  # by neo4j-admin


def is_folder(out: str) -> bool:
    """Whether a name, as the user gave it, means a folder for the importer: `films/`, or `neo4j-import`."""
    return out.endswith(("/", "\\")) or Path(out).name == FOLDER


@contextmanager
def replacing_folder(out: Path) -> Iterator[Path]:
    """Give a folder to write to that takes `out`'s place when all went well, and is gone when not.

    Raises StoreError where `out` is something that kgraph did not write, before anything is written.
    """
    _refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as temporary:
            new, old = Path(temporary, "new"), Path(temporary, "old")
            new.mkdir()
            yield new
            _refuse_foreign(out)
            if out.exists():
                out.rename(old)
            try:
                new.rename(out)
            except OSError:
                if old.exists():
                    old.rename(out)
                raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"{out} cannot be written: {reason}.", "Nothing was changed; make room or choose another place."
        ) from error


def _refuse_foreign(out: Path) -> None:
    hint = "It was not touched; choose another folder."
    if out.is_dir():
        names = sorted(path.name for path in out.iterdir())
        ours = {README, ARGUMENTS, CONSTRAINTS, _LEFT_BEHIND, *_data_files(out)}
        if names and (out / README).is_file() and not _title(out / README) == TITLE:
            raise StoreError(f"{out} is a folder that kgraph did not write.", hint)
        if foreign := [name for name in names if name not in ours]:
            raise StoreError(f"{out} holds {foreign[0]!r}, which kgraph did not write.", hint)
    elif out.exists() or out.is_symlink():
        raise StoreError(f"{out} is a file, and no folder.", hint)


def _title(readme: Path) -> str:
    with readme.open(encoding="utf-8", errors="replace") as file:
        return file.readline().rstrip("\n")


def _data_files(out: Path) -> list[str]:
    """Return the names of the data files that a folder of kgraph's has: its arguments list them."""
    arguments = out / ARGUMENTS
    if not arguments.is_file():
        return []
    return re.findall(r"\./([^,\n]+)", arguments.read_text(encoding="utf-8", errors="replace"))
