"""Readers of what others publish about films, one room each: KOBIS and its like.

A reader is added by a package with a `SourceReader` in its `reader.py`, and a line here.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from kgraph.read.options import Option, Options
from kgraph.read.parts import Files
from kgraph.read.sources.imdb import reader as imdb
from kgraph.read.sources.kobis import reader as kobis
from kgraph.read.sources.oscars import reader as oscars
from kgraph.read.sources.reader import SourceReader
from kgraph.read.sources.table import reader as table
from kgraph.read.sources.tmdb import reader as tmdb
from kgraph.read.sources.wikidata import reader as wikidata

__all__ = ["READERS", "SourceReader", "options", "recognised"]

READERS: tuple[SourceReader, ...] = (
    kobis.READER,
    imdb.READER,
    oscars.READER,
    tmdb.READER,
    wikidata.READER,
    table.READER,  # the last: what is of no source is a plain table
)

_LOOKED_AT = 20
_CLAIMS = {"sources", "entities"}


def recognised(files: Files, options: Options) -> SourceReader | None:
    """Return the reader that knows one of the first files; None where none does.

    Raises UsageError where there is one, and it does not offer an option that is given.
    """
    if files.folder and {Path(one.name).name.partition(".")[0] for one in files.raws} >= _CLAIMS:
        return None
    for part in islice(files.parts(), _LOOKED_AT):
        for reader in READERS:
            if reader.recognises(part, options):
                options.check(reader.options, reader.name)
                return reader
    return None


def options() -> list[Option]:
    """Return all that the readers offer, each name once."""
    return list({one.name: one for reader in READERS for one in reader.options}.values())
