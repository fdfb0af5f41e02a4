"""Who says what Wikidata has: the references and the rank of a statement as claims.

Each base that references cite is a source, by P248 (stated in) or P143 (imported from), else the host of
P854 (reference URL). What has no reference is Wikidata's own word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from kgraph.claims import Certainty, Claim, Source
from kgraph.read.sources.reading import Reading
from kgraph.read.sources.wikidata.entity import Entity, Snaks, Stated, is_id, values
from kgraph.read.sources.wikidata.tables import BASES

CITED = ("P248", "P143")
REASON = "P2241"
_URL = "P854"
_DERIVED = ("P887", "P3452")
"""Based on heuristic, inferred from."""
_LICENCE = "CC0 1.0, as a part of Wikidata."


class Evidence:
    """Makes claims, and sources of what they cite. `label` gives the label of an item or ""."""

    def __init__(self, reading: Reading, label: Callable[[str], str]) -> None:
        self._reading, self._label = reading, label
        self._cited: set[str] = set()
        reading.sources.append(
            Source(
                reading.name,
                title=f"Wikidata: {reading.name}",
                publisher="Wikimedia Foundation",
                url="https://www.wikidata.org/",
                licence="CC0 1.0: free for any use.",
                attribution="Wikidata",
            )
        )

    def plain(self, entity: Entity, certainty: Certainty = Certainty.STATED) -> Claim:
        """Return the claim of Wikidata itself."""
        return Claim(self._reading.name, entity.place, certainty)

    def claims(self, entity: Entity, stated: Stated) -> list[Claim]:
        """Return the claims of a statement: one for each source that its references cite."""
        told: dict[str, Claim] = {}
        why = [self._why(stated)] if stated.deprecated else []
        for source, certainty, url in self._references(stated):
            sure = Certainty.DISPUTED if stated.deprecated else certainty
            note = "; ".join([*why, url] if url else why)
            told.setdefault(source, Claim(source, entity.place, sure, note))
        return list(told.values())

    def _references(self, stated: Stated) -> Iterator[tuple[str, Certainty, str]]:
        """Yield source, certainty, and the address that a reference names."""
        for snaks in stated.references:
            derived = any(name in snaks for name in _DERIVED)
            url = next((one for one in values(snaks, _URL) if isinstance(one, str)), "")
            yield self._source(snaks, url), Certainty.IMPLIED if derived else Certainty.STATED, url
        if not stated.references:
            yield self._reading.name, Certainty.STATED, ""

    def _why(self, stated: Stated) -> str:
        reasons = [one for one in values(stated.qualifiers, REASON) if is_id(one)]
        told = ", ".join(self._label(one) or one for one in reasons)
        return f"deprecated: {told}" if told else "deprecated"

    def _source(self, snaks: Snaks, url: str) -> str:
        for name in CITED:
            for item in values(snaks, name):
                if is_id(item):
                    title = self._label(item) or BASES.get(item) or item
                    return self._named(item, title, f"https://www.wikidata.org/wiki/{item}")
        host = _host(url)
        return self._named(host, host, f"https://{host}/") if host else self._reading.name

    def _named(self, key: str, title: str, url: str) -> str:
        source = f"{self._reading.name}/{key}"
        if source not in self._cited:
            self._cited.add(source)
            attribution = f"Wikidata, citing {title}"
            told = Source(source, title=title, url=url, licence=_LICENCE, attribution=attribution)
            self._reading.sources.append(told)
        return source


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
