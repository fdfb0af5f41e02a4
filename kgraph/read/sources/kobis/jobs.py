"""The words of KOBIS for jobs, parts of companies and kinds of film, and what they are in the schema."""

from __future__ import annotations

from typing import NamedTuple


class Job(NamedTuple):
    """A relation of the schema, and whether the word itself is kept as its `role`."""

    relation: str
    role: bool = False


OTHER = Job("WORKED_ON", role=True)
_SCRIPT, _PRODUCTION = Job("WROTE", role=True), Job("PRODUCED", role=True)

KEY_JOBS = {
    "감독": Job("DIRECTED"),
    "시나리오(각본)": _SCRIPT,
    "각본": _SCRIPT,
    "스토리": _SCRIPT,
    "각색": Job("ADAPTED"),
    "원작": OTHER,
    "제작": _PRODUCTION,
    "프로듀서": _PRODUCTION,
    "기획": OTHER,
    "조감독": Job("ASSISTANT_DIRECTED"),
    "촬영": Job("CINEMATOGRAPHY"),
    "조명": OTHER,
    "동시녹음": OTHER,
    "사운드": OTHER,
    "음악": Job("COMPOSED_FOR"),
    "편집": Job("EDITED"),
    "아트디렉터": Job("ART_DIRECTED"),
    "미술/프로덕션 디자인": Job("ART_DIRECTED"),
    "의상": OTHER,
    "분장": OTHER,
    "액션/스턴트": OTHER,
    "VFX 슈퍼바이저": Job("VISUAL_EFFECTS"),
    "시각효과": Job("VISUAL_EFFECTS"),
    "작화감독": OTHER,
    "캐스팅디렉터": OTHER,
}
"""The heads of their departments; what else KOBIS lists is the staff."""

PARTS = {
    "제작사": Job("PRODUCED"),
    "공동제작사": Job("PRODUCED", role=True),
    "배급사": Job("DISTRIBUTED"),
    "수입사": Job("IMPORTED"),
    "제공": Job("FUNDED", role=True),
    "공동제공": Job("FUNDED", role=True),
    "투자조합": Job("FUNDED", role=True),
    "해외세일즈사": Job("SOLD_ABROAD"),
}
PRODUCING = frozenset({"제작사", "공동제작사"})

KINDS = {"장편": "feature", "단편": "short", "옴니버스": "anthology", "기타": ""}
NO_STATUS = frozenset({"개봉", "기타"})
"""Released, and other."""
NO_COUNTRY = frozenset({"기타", ""})
FILMOGRAPHY = {"감독": Job("DIRECTED"), "배우": Job("ACTED_IN"), "출연": Job("ACTED_IN")}
