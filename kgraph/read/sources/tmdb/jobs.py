"""The words of TMDB for jobs in a crew, and what they are in the schema."""

from __future__ import annotations

from typing import Any, NamedTuple


class Job(NamedTuple):
    """A relation of the schema, and the properties that the word itself gives it."""

    relation: str
    role: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What keeps two edges between the same ends apart."""
        return self.relation, self.role if self.relation == OTHER else ""


OTHER = "WORKED_ON"
CREATOR = Job(OTHER, "Creator")
_ALONE = {
    "Director": "DIRECTED",
    "Co-Director": "DIRECTED",
    "Series Director": "DIRECTED",
    "Assistant Director": "ASSISTANT_DIRECTED",
    "First Assistant Director": "ASSISTANT_DIRECTED",
    "Adaptation": "ADAPTED",
    "Director of Photography": "CINEMATOGRAPHY",
    "Cinematography": "CINEMATOGRAPHY",
    "Art Direction": "ART_DIRECTED",
    "Production Design": "ART_DIRECTED",
    "Editor": "EDITED",
    "Co-Editor": "EDITED",
    "Original Music Composer": "COMPOSED_FOR",
    "Music": "COMPOSED_FOR",
    "Visual Effects": "VISUAL_EFFECTS",
    "Visual Effects Supervisor": "VISUAL_EFFECTS",
    "VFX Supervisor": "VISUAL_EFFECTS",
}
_WRITING = frozenset(
    {
        *("Screenplay", "Writer", "Co-Writer", "Story", "Original Story", "Screenstory", "Scenario Writer"),
        *("Dialogue", "Teleplay", "Head of Story", "Staff Writer"),
    }
)


def job_of(department: str, job: str) -> Job:
    """Return what a job is: a relation of its own, or the word as its role."""
    if job in _ALONE:
        return Job(_ALONE[job])
    if job in _WRITING:
        return Job("WROTE", job)
    if department == "Production" and job.endswith("Producer"):
        return Job("PRODUCED", job)
    return Job(OTHER, job or department)


def role_values(relation: str, roles: list[str]) -> dict[str, Any]:
    """Return roles as the relation has them: a text of WORKED_ON, a list of any other."""
    if not roles:
        return {}
    return {"role": roles[0] if relation == OTHER else roles}
