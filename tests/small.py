"""A small folder of claims, two people and one film: for tests, and for the store kept of each release."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

EVIDENCE = "source,place,certainty,note,quote"
TABLES = {
    "sources": (
        "id,title,publisher,date,url,licence,attribution\npaper,The Paper,Press,2024-01-01,,CC0-1.0,Press\n"
    ),
    "entities": (
        f"id,type,name,year,{EVIDENCE}\n"
        "film/beat,Film,Beat,1997,paper,row 1,,,\n"
        "person/kim,Person,Kim Sung-soo,,paper,row 1,,,\n"
        "person/jung,Person,Jung Woo-sung,,paper,row 2,,,\n"
    ),
    "names": f"entity,name,kind,{EVIDENCE}\nperson/kim,김성수,hangul,paper,row 3,,,\n",
    "credits": (
        f"subject,relation,object,role,billing,{EVIDENCE}\n"
        "person/kim,DIRECTED,film/beat,,,paper,row 1,,,Kim directed Beat\n"
        "person/jung,ACTED_IN,film/beat,Min,1,paper,row 2,disputed,no other source,\n"
    ),
}


def write_claims(folder: Path, **tables: str | None) -> Path:
    """Write the folder; a table can be given anew, or as None to be left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (TABLES | tables).items():
        path = folder / f"{name}.csv"
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8")
    return folder


def keep_release(to: Path) -> Path:
    """Write the store that is kept of this release: later ones must open it."""
    import kgraph  # noqa: PLC0415 - tests that only want the tables do not need it

    path = to / f"kgraph-{kgraph.__version__}.kgl"
    path.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder, kgraph.open(path) as store:
        store.load(write_claims(Path(folder) / "films"))
    path.with_name(f".{path.name}.lock").unlink(missing_ok=True)
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{keep_release(Path(__file__).parent / 'stores')}\n")
