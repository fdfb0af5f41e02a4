"""Films as the Korean Film Council's open API tells them, as a graph of the film schema.

A line of the file is one answer of KOBIS `searchMovieInfo`. People carry no code there, only a name, so
two of one name are one person here.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgraph.model import Node, Property, Relationship

EVERY = 8
"""One film in so many is taken: some thousand nodes, and a suite that stays quick."""
CAST = STAFF = 6

JOBS = {
    "시나리오(각본)": "WROTE",
    "각색": "ADAPTED",
    "조감독": "ASSISTANT_DIRECTED",
    "제작": "PRODUCED",
    "프로듀서": "PRODUCED",
    "촬영": "CINEMATOGRAPHY",
    "아트디렉터": "ART_DIRECTED",
    "편집": "EDITED",
    "음악": "COMPOSED_FOR",
    "VFX 슈퍼바이저": "VISUAL_EFFECTS",
    "VFX 아티스트": "VISUAL_EFFECTS",
}
PARTS = {
    "배급사": "DISTRIBUTED",
    "제작사": "PRODUCED",
    "공동제작사": "PRODUCED",
    "제공": "FUNDED",
    "공동제공": "FUNDED",
    "투자조합": "FUNDED",
}


class Films:
    """Nodes by id and relationships, gathered film by film."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.relationships: list[Relationship] = []

    def film(self, told: dict[str, Any]) -> None:
        """Take one film with its people, companies and countries."""
        film = self._node(
            "Film",
            told["movieCd"],
            name=told["movieNm"],
            names=[name for name in (told["movieNmEn"].strip(), told["movieNmOg"].strip()) if name],
            year=_number(told["prdtYear"]),
            released=_day(told["openDt"]),
            minutes=_number(told["showTm"]),
            kind=told["typeNm"],
            genres=[one["genreNm"] for one in told["genres"]],
            rating=next((one["watchGradeNm"] for one in told["audits"]), None),
        )
        for nation in told["nations"]:
            self._edge(
                film, "PRODUCED_IN", self._node("Country", nation["nationNm"], name=nation["nationNm"])
            )
        for director in told["directors"]:
            self._edge(self._person(director), "DIRECTED", film)
        for billing, actor in enumerate(told["actors"][:CAST], start=1):
            role = [actor["cast"]] if actor["cast"] else None
            self._edge(self._person(actor), "ACTED_IN", film, billing=billing, role=role)
        for one in told["staffs"][:STAFF]:
            job = one["staffRoleNm"]
            self._edge(self._person(one), JOBS.get(job, "WORKED_ON"), film, job=job)
        for one in told["companys"]:
            company = self._node(
                "Company", one["companyCd"], name=one["companyNm"], names=_names(one["companyNmEn"])
            )
            part = one["companyPartNm"]
            self._edge(company, PARTS.get(part, "WORKED_ON"), film, part=part)

    def _person(self, told: dict[str, Any]) -> str:
        return self._node("Person", told["peopleNm"], name=told["peopleNm"], names=_names(told["peopleNmEn"]))

    def _node(self, label: str, key: str, **told: Property) -> str:
        node_id = f"kobis/{label.lower()}/{key}"
        properties = {name: value for name, value in told.items() if value not in (None, [])}
        self.nodes.setdefault(node_id, Node(node_id, (label,), {"id": node_id, **properties}))
        return node_id

    def _edge(self, start: str, kind: str, end: str, **told: Property) -> None:
        properties = {name: value for name, value in told.items() if value not in (None, "", [])}
        edge = Relationship(start, kind, end, properties)
        if edge not in self.relationships[-60:]:  # KOBIS names a person twice in one part
            self.relationships.append(edge)


def films(path: Path, every: int = EVERY) -> Films:
    """Return the graph of one film in `every`."""
    gathered = Films()
    for told in _told(path, every):
        gathered.film(told)
    return gathered


def _told(path: Path, every: int) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0:
                yield json.loads(line)["movieInfoResult"]["movieInfo"]


def _names(english: str) -> Property:
    return [english.strip()] if english.strip() else None


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and int(text) else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None
