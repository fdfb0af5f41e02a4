"""Who is who: which entities of a store are one, which are not, and which seem to be wrong.

`candidates` weighs pairs of people, films and companies, `joins` makes judgements of the clear ones,
and `suspects` lists what cannot be right. Nothing here changes a store: judgements do that, and they
can be taken back.
"""

from __future__ import annotations

from kgraph.identity.candidates import Candidate, candidates
from kgraph.identity.joining import joins
from kgraph.identity.suspects import Suspect, suspects

__all__ = ["Candidate", "Suspect", "candidates", "joins", "suspects"]
