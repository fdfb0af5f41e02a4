"""The one place that knows names: how they are spelled, and when two spellings are one name.

Two names have the same letters whatever the case, spaces, hyphens, accents, width of the letters
and order of family and given name ("Sung-soo Kim", "KIM Sungsoo"): `keys` tells. Two names may also
sound alike in two spellings or scripts ("Bong Joon-ho", "Pong Chunho", 봉준호): `score` tells how
much, names that may be one share a key of `sound_keys`, `search_keys` gives the spellings for a
search that knows letters alone, and a `NameIndex` looks up one name among many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.lazily import lazily
from kgraph.names.letters import fold, keys, slug, words

if TYPE_CHECKING:
    from kgraph.names.index import Match, NameIndex
    from kgraph.names.romanized import search_keys
    from kgraph.names.scoring import score
    from kgraph.names.sounds import sound_keys

__all__ = ["Match", "NameIndex", "fold", "keys", "score", "search_keys", "slug", "sound_keys", "words"]

_HOMES = {
    "Match": "index",
    "NameIndex": "index",
    "score": "scoring",
    "search_keys": "romanized",
    "sound_keys": "sounds",
}


__getattr__ = lazily(__name__, _HOMES)  # nearly all that kgraph does goes without comparing sounds
