"""How a source is to be read: what a store keeps of a load beside its files.

A store makes its graph anew from the kept files, so whatever changes what is read of them has to be
kept with them, and is part of the fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from kgraph.errors import UsageError

_SKIP_BAD = "skip-bad"


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that a source's reader offers: `kgraph load --NAME`.

    Of the kind "flag" it is given or not; "text" has a value; "file" has the text of a file for value.
    """

    name: str
    help: str
    kind: Literal["flag", "text", "file"] = "flag"
    metavar: str = "TEXT"


@dataclass(frozen=True, slots=True)
class Options:
    """`prefix` goes before the ids of a property graph; `skip_bad` goes on past bad rows.

    `choices` are those of the source's reader, name -> value; a flag that is given has the value "".
    """

    prefix: str = ""
    skip_bad: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, prefix: str, words: Iterable[str]) -> Self:
        """Return what `words` told."""
        told = dict(word.partition("=")[::2] for word in words)
        skip_bad = told.pop(_SKIP_BAD, None) is not None
        return cls(prefix, skip_bad, told)

    @classmethod
    def given(cls, prefix: str, choices: Mapping[str, str | bool] | None, *, skip_bad: bool) -> Self:
        """Return what a caller gives: a flag is True, and False or None where it is not meant."""
        told = {
            name.replace("_", "-"): "" if value is True else str(value)
            for name, value in (choices or {}).items()
            if value is not None and value is not False
        }
        return cls(prefix, skip_bad, told)

    @property
    def words(self) -> tuple[str, ...]:
        """All but the prefix, as a store keeps it: `skip-bad`, `region=KR`."""
        told = [f"{name}={value}" if value else name for name, value in self.choices.items()]
        return tuple(sorted([*told, _SKIP_BAD] if self.skip_bad else told))

    def check(self, known: Iterable[Option], what: str) -> None:
        """Raise UsageError where there is a choice that `what` does not offer."""
        names = [one.name for one in known]
        for name in self.choices:
            if name not in names:
                hint = f"It knows {', '.join(f'--{one}' for one in names)}." if names else "It has none."
                raise UsageError(f"{what}: --{name} is no option of this kind of source.", hint)
