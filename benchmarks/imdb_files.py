"""Files shaped like IMDb's non-commercial data, of any size, made by DuckDB in seconds.

    python -m benchmarks.imdb_files FOLDER [TITLES]

The same size gives the same rows: each value is a hash of its row's number. A few people are in many
titles, most in one or two, and a few titles have most of the votes, as in the real files. Titles and
people are of ten countries, and a cast is of one: so the films of a region share their people.
"""

from __future__ import annotations

import sys
from pathlib import Path

SEED = 1997
TITLES = 1_000_000
PEOPLE, CREDITS, AKAS = 2, 10, 2
"""So many for each title."""

_MACROS = (
    f"CREATE MACRO drawn(row, what) AS hash(row * 31 + what + {SEED}) % 1000000007 / 1000000007.0",
    "CREATE MACRO syllable(number) AS ['ka','lo','mi','ren','su','tan','vel','wo','xi','yor','zem','bra',"
    "'don','fel','gri','hus'][1 + number % 16]",
    "CREATE MACRO spelt(number) AS upper(syllable(number)[1]) || syllable(number)[2:] || "
    "syllable(number // 16) || syllable(number // 256) || syllable(number // 4096) || number % 97",
    "CREATE MACRO tt(row) AS 'tt' || lpad((row + 1)::VARCHAR, 7, '0')",
    "CREATE MACRO nm(row) AS 'nm' || lpad((row + 1)::VARCHAR, 7, '0')",
    "CREATE MACRO country(title) AS title // 100 % 10",
    # The steeper, the more credits have the few.
    "CREATE MACRO somebody(row, what, title, all_of) AS "
    "10 * floor(all_of // 10 * pow(drawn(row, what), 2.5))::BIGINT + country(title)",
)
_KINDS = "['movie','movie','short','tvEpisode','tvEpisode','tvEpisode','tvSeries','video','tvMovie','movie']"
_GENRES = "['Drama','Comedy','Documentary','Action','Horror','Romance','Thriller','Family']"
_JOBS = (
    "['actor','actress','actor','actress','self','actor','director','writer','producer','cinematographer',"
    "'composer','editor','casting_director','production_designer']"
)
_REGIONS = "['KR','US','JP','FR','DE','GB','IN','BR','ES','IT']"
FILES = {
    "title.basics": (
        1,
        f"tt(row) AS tconst, {_KINDS}[1 + (drawn(row, 1) * 10)::INT % 10] AS titleType, "
        "'The ' || spelt(row) AS primaryTitle, 'The ' || spelt(row) AS originalTitle, "
        "CASE WHEN drawn(row, 2) < 0.02 THEN 1 ELSE 0 END AS isAdult, "
        "1920 + floor(sqrt(drawn(row, 3)) * 105)::INT AS startYear, '\\N' AS endYear, "
        "CASE WHEN drawn(row, 4) < 0.3 THEN '\\N' ELSE (60 + drawn(row, 5) * 90)::INT::VARCHAR END "
        f"AS runtimeMinutes, {_GENRES}[1 + (drawn(row, 6) * 4)::INT] || "
        f"CASE WHEN drawn(row, 7) < 0.5 THEN '' ELSE ',' || {_GENRES}[6 + (drawn(row, 8) * 2)::INT] END "
        "AS genres",
    ),
    "name.basics": (
        PEOPLE,
        "nm(row) AS nconst, spelt(row * 7) || ' ' || spelt(row) AS primaryName, "
        "CASE WHEN drawn(row, 1) < 0.6 THEN '\\N' ELSE (1880 + drawn(row, 2) * 120)::INT::VARCHAR END "
        "AS birthYear, '\\N' AS deathYear, 'actor,producer' AS primaryProfession, "
        "tt((drawn(row, 3) * {titles})::BIGINT) AS knownForTitles",
    ),
    "title.principals": (
        CREDITS,
        f"tt(row // {CREDITS}) AS tconst, 1 + row % {CREDITS} AS ordering, "
        f"nm(somebody(row, 1, row // {CREDITS}, {{titles}} * {PEOPLE})) AS nconst, "
        f"{_JOBS}[1 + (row % {CREDITS} * 1.5 + drawn(row, 3) * 2)::INT % 14] AS category, "
        "CASE WHEN category = 'producer' THEN 'executive producer' WHEN category = 'writer' "
        "THEN 'written by' ELSE '\\N' END AS job, CASE WHEN category LIKE 'act%' "
        "THEN '[\"' || spelt((drawn(row, 4) * 100000)::BIGINT) || '\"]' ELSE '\\N' END AS characters",
    ),
    "title.crew": (
        1,
        f"tt(row) AS tconst, nm(somebody(row, 11, row, {{titles}} * {PEOPLE})) AS directors, "
        "CASE WHEN drawn(row, 12) < 0.5 THEN '\\N' "
        f"ELSE nm(somebody(row, 13, row, {{titles}} * {PEOPLE})) END AS writers",
    ),
    "title.akas": (
        AKAS,
        f"tt(row // {AKAS}) AS titleId, 1 + row % {AKAS} AS ordering, "
        f"'The ' || spelt(row // {AKAS} + (drawn(row, 1) * 2)::INT * 1000) AS title, "
        f"{_REGIONS}[1 + country(row // {AKAS})] AS region, '\\N' AS language, "
        "'imdbDisplay' AS types, '\\N' AS attributes, 0 AS isOriginalTitle",
    ),
    "title.ratings": (
        0.15,
        "tt(row * 6) AS tconst, round(1 + drawn(row, 1) * 9, 1) AS averageRating, "
        "5 + floor(10 / pow(drawn(row, 2) + 0.00001, 1.1))::INT AS numVotes",
    ),
    "title.episode": (
        0.3,
        "tt(row * 3) AS tconst, tt((drawn(row, 1) * {titles})::BIGINT) AS parentTconst, "
        "1 + row % 9 AS seasonNumber, 1 + row % 24 AS episodeNumber",
    ),
}
"""File -> rows for each title, and what they hold; `row` counts from 0."""


def write(folder: Path, titles: int = TITLES) -> Path:
    """Write the seven files into a folder, and return it."""
    import duckdb  # noqa: PLC0415 - an extra

    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        for macro in _MACROS:
            db.execute(macro)
        for name, (times, columns) in FILES.items():
            rows = f"range({int(titles * times)}) AS r(row)"
            select = f"SELECT {columns.replace('{titles}', str(titles))} FROM {rows}"
            db.execute(
                f"COPY ({select}) TO '{folder / name}.tsv.gz' (FORMAT CSV, DELIMITER '\t', QUOTE '', "
                "ESCAPE '', HEADER, COMPRESSION gzip)"
            )
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]), *(int(size) for size in sys.argv[2:3]))
