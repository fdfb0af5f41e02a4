r"""The files that IMDb publishes: which is which, by its first line, and which of them go together.

They are described at https://developer.imdb.com/non-commercial-datasets/: tab-separated UTF-8, one
row to a line, `\N` for what is not known; a quote is a sign like any other.
"""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.errors import BadSource
from kgraph.read import intake

TITLES, NAMES, CAST, CREW = "title.basics", "name.basics", "title.principals", "title.crew"
AKAS, RATINGS, EPISODES = "title.akas", "title.ratings", "title.episode"
COLUMNS: Mapping[str, Mapping[str, str]] = {
    TITLES: {
        "tconst": "VARCHAR",
        "titleType": "VARCHAR",
        "primaryTitle": "VARCHAR",
        "originalTitle": "VARCHAR",
        "isAdult": "BOOLEAN",
        "startYear": "SMALLINT",
        "endYear": "SMALLINT",
        "runtimeMinutes": "INTEGER",
        "genres": "VARCHAR",
    },
    NAMES: {
        "nconst": "VARCHAR",
        "primaryName": "VARCHAR",
        "birthYear": "SMALLINT",
        "deathYear": "SMALLINT",
        "primaryProfession": "VARCHAR",
        "knownForTitles": "VARCHAR",
    },
    CAST: {
        "tconst": "VARCHAR",
        "ordering": "INTEGER",
        "nconst": "VARCHAR",
        "category": "VARCHAR",
        "job": "VARCHAR",
        "characters": "VARCHAR",
    },
    CREW: {"tconst": "VARCHAR", "directors": "VARCHAR", "writers": "VARCHAR"},
    AKAS: {
        "titleId": "VARCHAR",
        "ordering": "INTEGER",
        "title": "VARCHAR",
        "region": "VARCHAR",
        "language": "VARCHAR",
        "types": "VARCHAR",
        "attributes": "VARCHAR",
        "isOriginalTitle": "VARCHAR",
    },
    RATINGS: {"tconst": "VARCHAR", "averageRating": "DOUBLE", "numVotes": "INTEGER"},
    EPISODES: {
        "tconst": "VARCHAR",
        "parentTconst": "VARCHAR",
        "seasonNumber": "INTEGER",
        "episodeNumber": "INTEGER",
    },
}
"""File -> its columns -> their types in DuckDB."""
WANTED = {"BOOLEAN": "0 or 1", "DOUBLE": "a number"}
"""What a cell of a type is; of any other a whole number."""
OTHER = "this is none of IMDb's files."
_NEEDS: Mapping[str, Sequence[str]] = {
    CAST: (TITLES, NAMES),
    CREW: (TITLES, NAMES),
    AKAS: (TITLES,),
    RATINGS: (TITLES,),
    EPISODES: (TITLES,),
}
_IDS = {"tconst", "nconst", "titleId"}
_TELLING = 2  # so many columns at the beginning tell the files apart
_LONGEST_HEADER = 4096
_BLOCK = 1 << 20
_ELSEWHERE = "kgraph reads IMDb's files from the disk, unpacked or .gz, in one folder."


@dataclass(frozen=True, slots=True)
class Table:
    """A file of IMDb's: which one it is, where it lies, its columns in order, and whether it is zipped."""

    kind: str
    path: Path
    columns: tuple[str, ...]
    zipped: bool

    def types(self) -> dict[str, str]:
        """Return the type of each column; one that kgraph does not know is text."""
        return {name: COLUMNS[self.kind].get(name, "VARCHAR") for name in self.columns}


def kind_of(head: bytes) -> str:
    """Return which file begins so, "" where none does."""
    cells = _columns(head)
    for kind, columns in COLUMNS.items():
        if cells[:_TELLING] == list(columns)[:_TELLING] and set(columns) <= set(cells):
            return kind
    return ""


def tables(paths: Iterable[Path]) -> tuple[dict[str, Table], list[Path]]:
    """Return the files of IMDb's by their kind, and the paths of what is none of them.

    Raises BadSource where there is none, two are of one kind, or one does not go without another.
    """
    found: dict[str, Table] = {}
    others = []
    for path in paths:
        head, zipped = _head(path)
        kind = kind_of(head)
        if not kind:
            _check_other(path, head)
            others.append(path)
        elif kind in found:
            what = f"this is {kind} again, after {found[kind].path.name}."
            raise BadSource(str(path), what, "Leave one of the two in the folder.")
        else:
            found[kind] = Table(kind, path, tuple(_columns(head)), zipped)
    for kind, table in found.items():
        if missing := [need for need in _NEEDS.get(kind, ()) if need not in found]:
            what = f"{kind} says nothing without {' and '.join(missing)}."
            raise BadSource(str(table.path), what, "Put IMDb's files into one folder, and load that.")
    if not found:
        where = str(others[0]) if others else "standard input"
        raise BadSource(where, "IMDb's files cannot be read here.", _ELSEWHERE)
    return found, others


def _check_other(path: Path, head: bytes) -> None:
    """Raise BadSource where a file is like one of IMDb's, and lacks a column or begins with another."""
    here = _columns(head)
    nearest = max(COLUMNS, key=lambda kind: len(set(here) & set(COLUMNS[kind])))
    missing = [column for column in COLUMNS[nearest] if column not in here]
    if len(COLUMNS[nearest]) - len(missing) >= _TELLING and here[0] in _IDS:
        what = f"has no column {', '.join(missing)}" if missing else "its first columns are others"
        raise BadSource(
            str(path), f"it is like {nearest}, but {what}.", "Fetch it again, or take it out of the folder."
        )


def check_zipped(path: Path, left: threading.Event) -> None:
    """Read a zipped file through, or until it is `left`; BadSource where a byte of it is wrong.

    DuckDB itself looks at no checksum, and may wait for ever at a damaged file.
    """
    try:
        with gzip.open(path) as file:
            while not left.is_set() and file.read(_BLOCK):
                pass
    except (OSError, EOFError, zlib.error) as error:
        raise BadSource(str(path), f"the file cannot be read: {error}.", "Fetch it again.") from error


def _columns(head: bytes) -> list[str]:
    line = head[:_LONGEST_HEADER].removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    return line.decode(errors="replace").rstrip("\r").split("\t")


def _head(path: Path) -> tuple[bytes, bool]:
    """Return how a file begins, and whether it is zipped."""
    with intake.reading(path), path.open("rb") as file:
        head = file.read(_LONGEST_HEADER)
    if not intake.is_zipped(head):
        return head, False
    try:
        with gzip.open(path) as unzipped:
            return unzipped.read(_LONGEST_HEADER), True
    except (OSError, EOFError, zlib.error) as error:
        raise BadSource(str(path), f"the file cannot be read: {error}.", "Fetch it again.") from error
