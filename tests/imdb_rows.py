"""Invented rows in the shape of IMDb's non-commercial files."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path

from kgraph.read.sources.imdb.files import AKAS, CAST, COLUMNS, CREW, EPISODES, NAMES, RATINGS, TITLES

N = "\\N"
ROWS: Mapping[str, tuple[str, ...]] = {
    TITLES: (
        "tt0000001|movie|The \"Quoted|Ein 'Titel'|0|1994|\\N|142|Drama,Crime",
        "tt0000002|tvSeries|Long Run|Long Run|0|2001|2005|\\N|\\N",
        "tt0000003|tvEpisode|Pilot|Pilot|0|2001|\\N|50|Drama",
        "tt0000004|movie|Blue Room|Blue Room|1|1999|\\N|70|Adult",
        "tt0000005|videoGame|Press Start|Press Start|0|1999|\\N|\\N|Action",
        "tt0000006|movie|\\N|\\N|0|\\N|\\N|\\N|\\N",
        "tt0000007|somethingNew|가나다|가나다|0|2010|\\N|\\N|Drama,Drama",
    ),
    NAMES: (
        "nm0000001|Ada Adams|1950|2020|actress,casting_director|tt0000001",
        "nm0000002|Bo \\ Berg|\\N|\\N|\\N|\\N",
        "nm0000003|Cy Cole|1970|\\N|director,director|tt0000001,tt0000002",
        "nm0000004|Nobody Atall|\\N|\\N|\\N|\\N",
        "nm0000005|\\N|\\N|\\N|\\N|\\N",
    ),
    CAST: (
        'tt0000001|1|nm0000001|actress|\\N|["Maid","Ghost \\"Boo\\""]',
        'tt0000001|2|nm0000002|actor|\\N|["King"]',
        "tt0000001|3|nm0000003|director|co-director|\\N",
        "tt0000001|4|nm0000003|writer|screenplay by|\\N",
        "tt0000001|5|nm0000003|writer|novel|\\N",
        'tt0000001|6|nm0000001|self|\\N|["Self","Maid"]',
        "tt0000001|7|nm0000005|producer|executive producer|\\N",
        "tt0000001|8|nm0000002|archive_footage|\\N|\\N",
        "tt0000001|9|nm0000002|stunt_rider|rides|\\N",
        "tt0000001|10|nm9999999|editor|\\N|\\N",
        "tt0000003|1|nm0000001|actress|\\N|[]",
        "tt0000004|1|nm0000004|actor|\\N|\\N",
        "tt0000007|1|nm0000005|cinematographer|\\N|\\N",
        "tt0000007|2|nm0000005|composer|\\N|\\N",
        "tt0000007|3|nm0000005|editor|\\N|\\N",
        "tt0000007|4|nm0000005|production_designer|\\N|\\N",
        "tt9999999|1|nm0000001|actor|\\N|\\N",
    ),
    CREW: (
        "tt0000001|nm0000003|nm0000003,nm0000002",
        "tt0000002|nm0000003,nm0000003|\\N",
        "tt0000006|\\N|\\N",
    ),
    AKAS: (
        "tt0000001|1|따옴표|KR|ko|imdbDisplay|\\N|0",
        'tt0000001|2|The "Quoted|US|\\N|\\N|\\N|0',
        "tt0000001|3|Ein 'Titel'|DE|\\N|\\N|\\N|1",
        "tt0000001|4|따옴표|XKP|ko|alternative\x02tv|\\N|0",
        "tt0000002|1|Lauf|DE|de|\\N|literal title|0",
        "tt0000006|1|Named Elsewhere|JP|\\N|\\N|\\N|0",
        "tt9999999|1|Nothing|KR|\\N|\\N|\\N|0",
    ),
    RATINGS: ("tt0000001|8.3|1200", "tt0000002|6.0|12", "tt9999999|1.0|5"),
    EPISODES: ("tt0000003|tt0000002|1|2", "tt0000001|tt9999999|\\N|\\N"),
}
"""File -> its rows; `|` stands for a tab."""


def write(folder: Path, kinds: Iterable[str] = COLUMNS, **changed: Iterable[str]) -> Path:
    """Write files into a folder, every other one zipped; `title_crew=[...]` gives other rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, kind in enumerate(kinds):
        rows = changed.get(kind.replace(".", "_"), ROWS[kind])
        lines = ["\t".join(COLUMNS[kind]), *(row.replace("|", "\t") for row in rows)]
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
        # The names tell nothing: the files are known by their first lines.
        path = folder / f"{number}.txt"
        path.write_bytes(data if number % 2 else gzip.compress(data))
    return folder
