"""The functions that Neo4j has and the embedded store answers alike, with what they take and give."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.engine.kinds import (
    BOOLEAN,
    DURATION,
    ENTITIES,
    INTEGER,
    LIST,
    MAP,
    NODE,
    NUMBERS,
    PATH,
    RELATIONSHIP,
    STRING,
    TEMPORAL,
)

_TAKES = {
    "A": (),
    "N": NUMBERS,
    "I": (INTEGER,),
    "S": (STRING,),
    "B": (BOOLEAN,),
    "L": (LIST,),
    "V": (NODE,),
    "R": (RELATIONSHIP,),
    "P": (PATH,),
    "M": (*ENTITIES, MAP),
    "C": (STRING, LIST),
    "K": (STRING, LIST, MAP),
    "T": (STRING, *TEMPORAL, MAP),
    "D": (*TEMPORAL,),
    "U": (STRING, MAP, DURATION),
    "Q": (*NUMBERS, DURATION),
    "Z": (*NUMBERS, STRING, BOOLEAN),
    "Y": (*NUMBERS, STRING, BOOLEAN, *TEMPORAL, DURATION),
}


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its name as kglite has it, the types that its arguments take, and the type it gives."""

    name: str
    takes: tuple[tuple[str, ...], ...]
    least: int
    gives: str
    aggregate: bool = False


_TABLE = """
coalesce A+ UNION  | head L ITEM        | last L ITEM         | tail L SAME          | reverse C SAME
size C INTEGER     | isEmpty K BOOLEAN  | nullIf AA FIRST     | length P INTEGER     | type R STRING
labels V LIST<STRING> | keys M LIST<STRING> | properties M MAP | nodes P LIST<NODE>
relationships P LIST<RELATIONSHIP>
startNode R NODE   | endNode R NODE     | exists A BOOLEAN    | range III? LIST<INTEGER>
toInteger Z INTEGER | toFloat Z FLOAT   | toString Y STRING   | toBoolean Z BOOLEAN
toIntegerOrNull A INTEGER | toFloatOrNull A FLOAT | toStringOrNull A STRING | toBooleanOrNull A BOOLEAN
toIntegerList L LIST<INTEGER> | toFloatList L LIST<FLOAT>
toStringList L LIST<STRING> | toBooleanList L LIST<BOOLEAN>
abs N SAME         | ceil N FLOAT       | floor N FLOAT       | round NI?S? FLOAT      | sign N INTEGER
isNaN N BOOLEAN    | rand - FLOAT       | e - FLOAT           | pi - FLOAT           | sqrt N FLOAT
exp N FLOAT        | log N FLOAT        | ln N FLOAT         | degrees N FLOAT      | radians N FLOAT
left SI STRING     | right SI STRING    | substring SII? STRING | replace SSS STRING | split SS LIST<STRING>
trim S STRING      | ltrim S STRING     | rtrim S STRING      | toUpper S STRING     | toLower S STRING
upper S STRING     | lower S STRING     | char_length S INTEGER | character_length S INTEGER
randomUUID - STRING | timestamp - INTEGER
date T? DATE       | datetime T? ZONED_DATETIME | localdatetime T? LOCAL_DATETIME
time T? ZONED_TIME | localtime T? LOCAL_TIME    | duration U DURATION
duration.inDays DD DURATION | duration.inMonths DD DURATION | duration.between DD DURATION
date.truncate SDM? DATE
"""
_AGGREGATES = """
count A INTEGER | sum N SAME | avg N FLOAT | min A SAME | max A SAME | collect A LISTOF
percentileCont NN NUMBER | percentileDisc NN SAME
"""
_ELSEWHERE = """
id elementId stDev stDevP log10 point point.distance point.withinBBox
btrim normalize valueType
linenumber file vector.similarity.cosine vector.similarity.euclidean vector vector_distance vector_norm
vector_dimension_count graph.byName graph.byElementId graph.names graph.propertiesByName coll.sort
sin cos tan cot asin acos atan atan2 haversin sinh cosh tanh coth distance
datetime.fromEpoch datetime.fromEpochMillis datetime.truncate localdatetime.truncate time.truncate
localtime.truncate duration.inSeconds
date.transaction date.statement date.realtime datetime.transaction datetime.statement datetime.realtime
localdatetime.transaction localdatetime.statement localdatetime.realtime time.transaction time.statement
time.realtime localtime.transaction localtime.statement localtime.realtime db.nameFromElementId
"""


def _read(table: str, *, aggregate: bool) -> dict[str, Function]:
    functions = {}
    for cell in table.replace("\n", "|").split("|"):
        if cell.strip():
            name, letters, gives = cell.split()
            functions[name.lower()] = _function(name, letters, gives.replace("_", " "), aggregate=aggregate)
    return functions


def _function(name: str, letters: str, gives: str, *, aggregate: bool) -> Function:
    if letters.endswith("+"):
        return Function(name, ((),) * 999, 1, gives, aggregate)
    plain = letters.replace("?", "").replace("-", "")
    takes = tuple(_TAKES[letter] for letter in plain)
    return Function(name, takes, len(plain) - letters.count("?"), gives, aggregate)


FUNCTIONS = _read(_TABLE, aggregate=False) | _read(_AGGREGATES, aggregate=True)
ELSEWHERE = frozenset(name.lower() for name in _ELSEWHERE.split())
"""Functions of Neo4j that the embedded store answers otherwise, or not at all."""
