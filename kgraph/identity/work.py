"""What people do in film, as a few departments: by relations, and by the words of jobs and prizes."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

_RELATIONS = {
    "ACTED_IN": "acting",
    "PLAYED": "acting",
    "DIRECTED": "directing",
    "ASSISTANT_DIRECTED": "directing",
    "WROTE": "writing",
    "ADAPTED": "writing",
    "PRODUCED": "producing",
    "FUNDED": "producing",
    "CINEMATOGRAPHY": "camera",
    "EDITED": "editing",
    "ART_DIRECTED": "design",
    "COMPOSED_FOR": "music",
    "VISUAL_EFFECTS": "effects",
}
_WORDS = (
    ("sound", ("sound", "음향", "녹음", "사운드")),
    ("costume", ("costume", "의상")),
    ("makeup", ("makeup", "make-up", "hair", "분장", "헤어")),
    ("music", ("music", "song", "score", "composer", "음악")),
    ("editing", ("film editing", "editor", "editing", "편집")),
    ("camera", ("cinematograph", "camera", "photograph", "촬영")),
    ("design", ("art direct", "production design", "set decorat", "미술")),
    ("effects", ("effects", "scientific", "technical", "특수효과")),
    ("acting", ("actor", "actress", "acting", "배우", "출연")),
    ("directing", ("direct", "감독")),
    ("writing", ("writing", "screenplay", "writer", "story", "각본", "각색", "시나리오")),
    ("producing", ("picture", "documentary", "short", "feature film", "produc", "제작", "프로듀서")),
)
"""The first that stands in a job's or a prize's name counts: `sound editing` is sound."""
_TELLERS = frozenset(("acting", "directing", "writing", "producing"))
"""Who does one of these often does another; who mixes sound seldom acts."""
_NEAR = (
    _TELLERS,
    frozenset(("design", "costume")),
    frozenset(("effects", "makeup")),
    frozenset(("effects", "camera")),
    frozenset(("effects", "sound")),
    frozenset(("effects", "design")),
    frozenset(("camera", "directing")),
    frozenset(("editing", "directing")),
    frozenset(("editing", "sound")),
    frozenset(("editing", "producing")),
    frozenset(("design", "directing")),
    frozenset(("design", "producing")),
    frozenset(("effects", "directing")),
    frozenset(("effects", "producing")),
    frozenset(("camera", "producing")),
    frozenset(("music", "acting")),
    frozenset(("music", "producing")),
)


@cache
def department(relation: str, words: str = "") -> str:
    """Return the department of a relation, or else of the words of a job or prize; "" where unknown."""
    known = _RELATIONS.get(relation)
    if known:
        return known
    text = words.casefold()
    return next((name for name, told in _WORDS if any(word in text for word in told)), "")


def near(ones: Collection[str], others: Collection[str]) -> bool:
    """Tell whether people are known to go from one of these departments to one of those."""
    return any({one, other} <= both for one in ones for other in others for both in _NEAR)
