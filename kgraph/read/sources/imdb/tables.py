"""IMDb's files joined: tables of films, people, credits and parts, of what is wanted.

Each row of `film` and `person` is one node, each row of `credit` and `part` one edge: what two rows
of IMDb's say of one edge is put together here. Lists are text, their items joined by `SEPARATOR`.
"""

# ruff: noqa: S608 - the SQL is made of constants

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress

from kgraph.errors import UsageError
from kgraph.progress import Progress
from kgraph.read.options import Options
from kgraph.read.sources.imdb.database import Bad, Database
from kgraph.read.sources.imdb.files import AKAS, CAST, CREW, EPISODES, NAMES, RATINGS, TITLES, Table
from kgraph.read.sources.imdb.wanted import GAME, KINDS, Wanted

SEPARATOR = "\x1f"
RELATIONS = {
    "actor": "ACTED_IN",
    "actress": "ACTED_IN",
    "self": "ACTED_IN",
    "director": "DIRECTED",
    "writer": "WROTE",
    "producer": "PRODUCED",
    "cinematographer": "CINEMATOGRAPHY",
    "composer": "COMPOSED_FOR",
    "editor": "EDITED",
    "production_designer": "ART_DIRECTED",
}
"""Categories of title.principals; any other is WORKED_ON, with the category as its role."""
_AT_ONCE = 2_000_000
"""Rows whose lists are made in one step: DuckDB holds these in memory."""

_MACROS = f"""
CREATE MACRO separator() AS chr({ord(SEPARATOR)});
CREATE MACRO plain(told) AS replace(told, separator(), ' ');
CREATE MACRO firsts(items) AS list_filter(items, lambda item, place:
    item IS NOT NULL AND item <> '' AND list_position(items, item) = place);
CREATE MACRO joined(items) AS nullif(array_to_string(firsts(items), separator()), '');
CREATE MACRO listed(told) AS CASE WHEN contains(told, ',')
    THEN joined(list_transform(string_split(told, ','), lambda item: replace(trim(item), '_', ' ')))
    ELSE nullif(replace(trim(told), '_', ' '), '') END;
CREATE MACRO inner_text(told) AS substring(told, 3, length(told) - 4);
CREATE MACRO is_one_text(told) AS starts_with(told, '["') AND ends_with(told, '"]') AND length(told) > 3
    AND NOT contains(told, '\\') AND NOT contains(inner_text(told), '"');
CREATE MACRO texts_of(told) AS TRY_CAST(TRY_CAST(told AS JSON) AS VARCHAR[]);
CREATE MACRO characters_of(told) AS CASE WHEN is_one_text(told)
    THEN plain(nullif(inner_text(told), ''))
    ELSE joined(list_transform(texts_of(told), lambda item: plain(item))) END;
CREATE MACRO is_unread(told) AS told IS NOT NULL AND NOT is_one_text(told) AND texts_of(told) IS NULL;
CREATE MACRO id_of(told, letters) AS regexp_full_match(coalesce(told, ''), letters || '[0-9]+');
"""
_TITLE = """
CREATE TABLE title AS SELECT tconst AS id, titleType AS kind, nullif(primaryTitle, '') AS name,
    nullif(originalTitle, '') AS original, isAdult AS adult, startYear AS year, endYear AS end_year,
    runtimeMinutes AS minutes, plain(genres) AS genres, {wanted} AS wanted
FROM {scan}
"""
# Few lists differ, and to make one anew takes longer than to find it.
_LISTS = """
CREATE OR REPLACE TABLE list AS SELECT told, listed(told) AS items
FROM (SELECT DISTINCT {column} AS told FROM {table}) WHERE told IS NOT NULL;
CREATE OR REPLACE TABLE {table} AS SELECT {table}.* REPLACE (items AS {column})
FROM {table} LEFT JOIN list ON told = {column}
"""
_RATING = """
CREATE TABLE rating AS SELECT tconst AS id, averageRating AS score, numVotes AS votes
FROM {scan} WHERE tconst IN (SELECT id FROM title)
"""
_AKA = """
CREATE TABLE aka AS SELECT titleId AS film, ordering AS place, nullif(plain(title), '') AS title,
    region, language
FROM {scan} WHERE titleId IN (SELECT id FROM title)
"""
_CREDIT = """
CREATE TABLE credit AS SELECT *, hash(film, person, relation,
    CASE WHEN relation = 'WORKED_ON' THEN role END) AS mark
FROM (
    SELECT film, person, relation, place, CASE WHEN relation = 'ACTED_IN' THEN place END AS billing,
        CASE WHEN relation = 'ACTED_IN' THEN characters_of(characters)
             WHEN relation IN ('WROTE', 'PRODUCED') THEN plain(nullif(job, ''))
             WHEN relation = 'WORKED_ON' THEN plain(nullif(replace(category, '_', ' '), '')) END AS role,
        CASE WHEN is_unread(characters) THEN characters END AS unread
    FROM (
        SELECT tconst AS film, nconst AS person, ordering AS place, category, job,
            characters, {relation} AS relation
        FROM {scan} WHERE {where}
    )
)
"""
_CREW = "CREATE TABLE crew AS SELECT tconst AS film, directors, writers FROM {scan} WHERE {where}"
_CREW_CREDITS = """
INSERT INTO credit SELECT film, person, relation, NULL, NULL, NULL,
    hash(film, person, relation, NULL::VARCHAR) FROM (
    SELECT DISTINCT film, trim(person) AS person, relation FROM (
        SELECT film, unnest(string_split(directors, ',')) AS person, 'DIRECTED' AS relation FROM crew
        UNION ALL SELECT film, unnest(string_split(writers, ',')), 'WROTE' FROM crew
    ) WHERE trim(person) <> ''
) ANTI JOIN (SELECT film, person, relation FROM credit WHERE relation IN ('DIRECTED', 'WROTE'))
USING (film, person, relation)
"""
_PERSON = """
CREATE TABLE person AS SELECT nconst AS id, nullif(primaryName, '') AS name, birthYear AS born,
    deathYear AS died, plain(primaryProfession) AS occupation
FROM {scan} WHERE {where}
"""
_PART = """
CREATE TABLE part AS SELECT tconst AS film, parentTconst AS series, seasonNumber AS season,
    episodeNumber AS episode
FROM {scan} WHERE {where}
"""
# Few of the credits come twice, so that only these are put together; marks may be equal by chance.
_TWICE = "CREATE TABLE twice AS SELECT mark FROM credit GROUP BY mark HAVING count(*) > 1"
_TOGETHER = """
CREATE TABLE merged AS SELECT film, person, relation, min(place) AS place, min(billing) AS billing,
    joined(string_split(string_agg(role, separator() ORDER BY place, role), separator())) AS role,
    0 AS mark
FROM credit WHERE mark IN (SELECT mark FROM twice)
GROUP BY film, person, relation, CASE WHEN relation = 'WORKED_ON' THEN role END
"""
_OTHERS = """
CREATE TABLE other AS
    SELECT aka.film, aka.title, aka.place FROM aka JOIN title ON title.id = aka.film
    WHERE aka.title IS NOT NULL AND aka.title IS DISTINCT FROM title.name
    UNION ALL SELECT id, plain(original), 0 FROM title WHERE original IS DISTINCT FROM name
        AND original IS NOT NULL
"""
_NAMES = """
INSERT INTO names SELECT film, string_agg(title, separator() ORDER BY place, title) FROM (
    SELECT film, title, min(place) AS place FROM other WHERE hash(film) % {parts} = {part}
    GROUP BY film, title
) GROUP BY film
"""
_FILM = """
CREATE TABLE film AS SELECT title.id, name, names, {kind} AS kind, year, end_year, minutes, genres,
    score, votes
FROM title LEFT JOIN names ON names.film = title.id LEFT JOIN rating ON rating.id = title.id
"""
_EMPTY = {
    RATINGS: "CREATE TABLE rating (id VARCHAR, score DOUBLE, votes INTEGER)",
    AKAS: "CREATE TABLE aka (film VARCHAR, place INTEGER, title VARCHAR, region VARCHAR, language VARCHAR)",
    CAST: (
        "CREATE TABLE credit (film VARCHAR, person VARCHAR, relation VARCHAR, place INTEGER, "
        "billing INTEGER, role VARCHAR, unread VARCHAR, mark UBIGINT)"
    ),
    CREW: "CREATE TABLE crew (film VARCHAR, directors VARCHAR, writers VARCHAR)",
    EPISODES: "CREATE TABLE part (film VARCHAR, series VARCHAR, season INTEGER, episode INTEGER)",
    TITLES: (
        "CREATE TABLE title (id VARCHAR, kind VARCHAR, name VARCHAR, original VARCHAR, adult BOOLEAN, "
        "year SMALLINT, end_year SMALLINT, minutes INTEGER, genres VARCHAR, wanted BOOLEAN)"
    ),
    NAMES: (
        "CREATE TABLE person (id VARCHAR, name VARCHAR, born SMALLINT, died SMALLINT, occupation VARCHAR)"
    ),
}
_ORDER = (TITLES, RATINGS, AKAS, CAST, CREW, NAMES, EPISODES)
"""In which the files are read."""


class _Stopped(Exception):
    """A bad row was found, and none is to be passed over."""


class Joined:
    """The tables of IMDb's files, made in a database.

    `bad` are the rows that could not be read, `skipped` counts the titles that were not wanted, by
    reason, and `left_out` what is said of others than those that are there. Where a bad row is not to
    be passed over, `bad` is that one, and the tables are not complete.
    """

    def __init__(self, db: Database, files: Mapping[str, Table], options: Options) -> None:
        self.bad: list[Bad] = []
        self.skipped: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._db, self._files, self._skip_bad = db, files, options.skip_bad
        self._wanted = Wanted.of(options)
        self._wanted.check(files, options)
        self._all = not self._wanted.told  # nothing but what is never wanted is left out
        size = sum(file.path.stat().st_size for file in files.values())
        db.check(files[kind] for kind in _ORDER if kind in files)
        with Progress("Joining IMDb's files", size, "bytes") as self._bar, suppress(_Stopped):
            self._make()

    def parts(self, table: str) -> int:
        """Return in how many parts the lists of a table's rows are to be made."""
        return 1 + self._db.run(f"SELECT count(*) FROM {table}") // _AT_ONCE

    def _make(self) -> None:
        self._run(_MACROS)
        self._titles()
        self._read(RATINGS, _RATING)
        self._keyed(RATINGS, "rating", "id")
        if self._wanted.votes is not None:
            self._keep("SELECT id FROM rating WHERE votes >= $votes", {"votes": self._wanted.votes})
        self._akas()
        self._credits()
        if not self._all and not self._db.run("SELECT count(*) FROM title"):
            raise UsageError(f"No title of IMDb's files is as asked: {self._wanted.told}.")
        self._names()
        self._people()
        self._episodes()
        self._db.run(_FILM.format(kind=_case("title.kind", KINDS, "title.kind")))

    def _run(self, commands: str) -> None:
        for command in filter(str.strip, commands.split(";\n")):
            self._db.run(command)

    # ------------------------------------------------------------ reading

    def _read(self, kind: str, sql: str, given: Mapping[str, object] | None = None, **words: str) -> None:
        """Make a table of a file, an empty one where there is none, and see what is bad in it."""
        if kind not in self._files:
            self._db.run(_EMPTY[kind])
            return
        with self._db.scanning(self._files[kind]) as scan:
            self._db.run(sql.format(scan=scan, **words), given)
        self._bar.advance(self._files[kind].path.stat().st_size)
        self._found(self._db.bad_rows(self._files[kind]))

    def _found(self, bad: list[Bad]) -> None:
        self.bad += bad
        if bad and not self._skip_bad:
            del self.bad[1:]
            raise _Stopped

    def _unfit(self, kind: str, table: str, condition: str, columns: str, what: Callable[..., str]) -> None:
        """Take out rows that say of nobody or nothing known what they say."""
        rows = self._db.rows(f"DELETE FROM {table} WHERE {condition} RETURNING {columns}")
        if rows:
            path = self._files[kind].path
            self._found([Bad(path, 0, what(*row)) for row in sorted(rows, key=str)])

    def _keyed(self, kind: str, table: str, key: str) -> None:
        """Take out what stands twice where each may stand once."""
        twice = f"SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > 1"
        if kind not in self._files or not self._db.rows(f"{twice} LIMIT 1"):
            return
        columns = [name for (name, *_) in self._db.rows(f"DESCRIBE {table}")]
        order = f"OVER (PARTITION BY {key} ORDER BY {', '.join(columns)})"
        later = (
            f"SELECT row FROM (SELECT rowid AS row, row_number() {order} AS number FROM {table} "
            f"WHERE {key} IN ({twice})) WHERE number > 1"
        )
        self._unfit(kind, table, f"rowid IN ({later})", key, lambda told: f"{told} stands here twice.")

    def _ids(self, kind: str, table: str, column: str, letters: str) -> None:
        unfit = f"NOT id_of({column}, '{letters}')"
        self._unfit(kind, table, unfit, column, lambda told: f"{told or 'nothing'!r} is no id of IMDb's.")

    # ------------------------------------------------------------ films

    def _titles(self) -> None:
        wanted = self._wanted
        self._read(TITLES, _TITLE, wanted.parameters, wanted=wanted.predicate)
        self._ids(TITLES, "title", "id", "tt")
        self._keyed(TITLES, "title", "id")
        self._without("NOT wanted", "titles that were not asked for")
        if not wanted.adult:
            self._without("adult", "adult titles, which --adult loads")
        if GAME not in wanted.types:
            self._without(f"kind = '{GAME}'", f"video games, which --type {GAME} loads")
        self._run(_LISTS.format(table="title", column="genres"))

    def _without(self, condition: str, why: str) -> None:
        if left := self._db.run(f"DELETE FROM title WHERE {condition}"):
            self.skipped[why] += left

    def _keep(self, ids: str, given: Mapping[str, object] | None = None) -> None:
        """Keep the titles of which there is an id."""
        left = self._db.run(f"DELETE FROM title WHERE id NOT IN ({ids})", given)
        self.skipped["titles that were not asked for"] += left

    def _akas(self) -> None:
        self._read(AKAS, _AKA)
        for column, codes in (("region", self._wanted.regions), ("language", self._wanted.languages)):
            if codes:
                asked = f"SELECT film FROM aka WHERE {column} IN (SELECT unnest($codes))"
                self._keep(asked, {"codes": codes})

    def _names(self) -> None:
        self._db.run(_OTHERS)
        self._db.run("DROP TABLE aka")
        self._db.run("CREATE TABLE names (film VARCHAR, names VARCHAR)")
        parts = self.parts("other")
        for part in range(parts):
            self._db.run(_NAMES.format(parts=parts, part=part))
        self._db.run("DROP TABLE other")

    def _episodes(self) -> None:
        of = "true" if self._all else "tconst IN (SELECT id FROM title)"
        self._read(EPISODES, _PART, where=of)
        self._keyed(EPISODES, "part", "film")
        self._dangling("part", "film", "title", "episodes that are not in title.basics, or not loaded")
        self._dangling("part", "series", "title", "links to series that are not loaded")

    # ------------------------------------------------------------ people

    def _credits(self) -> None:
        of = "true" if self._all else "tconst IN (SELECT id FROM title)"
        self._read(CAST, _CREDIT, where=of, relation=_case("category", RELATIONS, "'WORKED_ON'"))
        self._characters()
        self._read(CREW, _CREW, where=of)
        self._keyed(CREW, "crew", "film")
        self._db.run(_CREW_CREDITS)
        self._db.run("DROP TABLE crew")
        if self._wanted.people:
            asked = "SELECT film FROM credit WHERE person IN (SELECT unnest($people))"
            self._keep(asked, {"people": self._wanted.people})
        why = "credits of titles that are not in title.basics, or not loaded"
        self._dangling("credit", "film", "title", why if self._all else "")

    def _characters(self) -> None:
        """Find what is no list of characters; of rows that nobody asked for it would take twice the time."""

        def what(film: str, person: str, told: str) -> str:
            return f"the characters of {person} in {film} are {told!r}, and not a JSON array of texts."

        self._unfit(CAST, "credit", "unread IS NOT NULL", "film, person, unread", what)
        self._db.run("ALTER TABLE credit DROP unread")

    def _people(self) -> None:
        of = "true" if self._all else "nconst IN (SELECT DISTINCT person FROM credit)"
        self._read(NAMES, _PERSON, where=of)
        self._ids(NAMES, "person", "id", "nm")
        self._keyed(NAMES, "person", "id")
        self._run(_LISTS.format(table="person", column="occupation"))
        self._dangling("credit", "person", "person", "credits of people who are not in name.basics")
        for command in (
            _TWICE,
            _TOGETHER,
            "DELETE FROM credit WHERE mark IN (SELECT mark FROM twice)",
            "INSERT INTO credit SELECT * FROM merged",
        ):
            self._db.run(command)

    def _dangling(self, table: str, column: str, of: str, why: str) -> None:
        """Take out what has an end that is not there; without a `why` it is not counted."""
        there = f"{column} IS NOT NULL AND {column} IN (SELECT id FROM {of})"
        left = self._db.run(f"DELETE FROM {table} WHERE NOT ({there})")
        if left and why:
            self.left_out[why] += left


def _case(column: str, told: Mapping[str, str], other: str) -> str:
    cases = " ".join(f"WHEN '{one}' THEN '{becomes}'" for one, becomes in told.items())
    return f"CASE {column} {cases} ELSE {other} END"
