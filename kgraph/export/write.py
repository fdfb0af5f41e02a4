"""A graph to a file, in the format that its suffix names."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import networkx as nx

from kgraph.claims import Source
from kgraph.errors import DataError, UnknownName
from kgraph.export import tables
from kgraph.export.content import Content, content
from kgraph.export.json_writers import apoc_lines, node_link
from kgraph.export.xml_writers import gexf, graphml
from kgraph.store.files import replacing

_WRITERS: dict[str, Callable[[Content], Iterator[str]]] = {
    ".graphml": graphml,
    ".gexf": gexf,
    ".json": node_link,
    ".jsonl": apoc_lines,
}
SUFFIXES = (*_WRITERS, ".csv")


def write(graph: nx.Graph, out: Path, *, sources: Sequence[Source] = ()) -> list[str]:
    """Write a graph, whole or not at all; return what there is to say of it, in sentences.

    That is what the format had to leave out, and the names of the files where they are not `out`.

    Any NetworkX graph will do whose attributes are property values; labels are its nodes' `_labels`,
    types its edges' `_type`.

    The suffix of `out` chooses: `.graphml`, `.gexf`, `.json` (node-link), `.jsonl` (as APOC writes
    it) or `.csv`, tables NAME.nodes.csv, NAME.edges.csv and, where there are sources,
    NAME.sources.csv; each also with `.gz`. The same graph gives the same bytes. `sources` are named
    in what is written with their terms.
    """
    suffix, zipped = _suffix(out)
    told = content(graph, sources)
    if suffix in _WRITERS:
        _put({out: _WRITERS[suffix](told)}, zipped=zipped)
        return []
    stem = out.name[: out.name.lower().rindex(".csv")]
    tail = out.name[len(stem) :]
    parts = {"nodes": tables.nodes(told), "edges": tables.edges(told)}
    if told.sources:
        parts["sources"] = tables.sources(told)
    files = {out.with_name(f"{stem}.{part}{tail}"): lines for part, lines in parts.items()}
    _put(files, zipped=zipped)
    *names, last = (path.name for path in files)
    return [f"Written as {', '.join(names)} and {last}."]


def _suffix(out: Path) -> tuple[str, bool]:
    zipped = out.suffix.lower() == ".gz"
    suffix = (out.with_suffix("") if zipped else out).suffix.lower()
    if suffix not in SUFFIXES:
        raise UnknownName.among("export format", suffix or out.name, SUFFIXES)
    return suffix, zipped


def _put(files: dict[Path, Iterator[str]], *, zipped: bool) -> None:
    with ExitStack() as stack:
        for path, lines in files.items():
            file = stack.enter_context(replacing(path))
            if zipped:  # no name and no time in it: the same graph gives the same bytes
                with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
                    _write(lines, packed)
            else:
                _write(lines, file)


def _write(lines: Iterator[str], file: IO[bytes] | gzip.GzipFile) -> None:
    try:
        file.writelines(line.encode() for line in lines)
    except UnicodeEncodeError:
        raise DataError("A text holds half a surrogate pair, which is no character.") from None
