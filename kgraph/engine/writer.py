"""The ground that all rendering stands on: constants, fresh names, guards and errors."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NoReturn

from kgraph.engine.cursor import ANSWERS
from kgraph.engine.lexer import complain, place
from kgraph.engine.profile import Profile
from kgraph.engine.syntax import Literal, Parameter, Property, Variable
from kgraph.engine.tree import Expression, shape
from kgraph.errors import QueryNotSupported

WRONG_TYPE = "T"
NOT_HERE = "U"
NOT_A_NUMBER = "$h_nan"
INFINITE = "$h_inf"
HIDDEN_PARAMETERS = {"h_nan": math.nan, "h_inf": math.inf}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rendering must know of the graph and of the parameters."""

    profile: Profile = field(default_factory=Profile)
    relationships: int = 0
    parameters: Mapping[str, object] = field(default_factory=dict)
    minted: Callable[[], str] = lambda: ""


class Writer:
    """Writes pieces of kglite's Cypher for one query."""

    def __init__(self, text: str, facts: Facts) -> None:
        self.text = text
        self.facts = facts
        self._count = 0
        self._known: dict[str, str] = {}

    def expr(self, expression: Expression) -> str:
        """Write an expression."""
        if self._known and (text := self._known.get(shape(expression))):
            return text
        text = getattr(self, "_" + type(expression).__name__.lower())(expression)
        return str(text)

    def listed_out(self, expressions: list[Expression]) -> str:
        """Write expressions with commas between them."""
        return ", ".join(self.expr(each) for each in expressions)

    @contextmanager
    def known(self, texts: dict[str, str]) -> Iterator[None]:
        """Write expressions of these shapes as these texts, for a while."""
        before, self._known = self._known, texts
        yield
        self._known = before

    def fresh(self) -> str:
        """Return a variable that nobody else uses."""
        self._count += 1
        return f"h_{self._count}"

    def refuse(self, offset: int, what: str, hint: str = ANSWERS) -> NoReturn:
        """Raise the error for what only Neo4j answers."""
        line, column = place(self.text, offset)
        raise QueryNotSupported(
            f"The embedded store does not support {what}.", hint, line=line, column=column
        )

    def fail(self, offset: int, what: str, hint: str = "") -> NoReturn:
        """Raise the error that Neo4j raises before it runs a query."""
        complain(self.text, offset, what, hint)

    def let(self, values: list[Expression], body: Callable[..., str]) -> str:
        """Write something that needs its operands more than once; none is computed twice."""
        texts, bound = [], []
        for value in values:
            text = self.expr(value)
            if not isinstance(value, (Literal, Parameter, Variable)) and not _is_cheap(value):
                name = self.fresh()
                bound.append((name, text))
                text = name
            texts.append(text)
        written = body(*texts)
        for name, text in reversed(bound):
            written = f"head([{name} IN [{text}] | {written}])"
        return written if bound else f"({written})"

    def trap(self, offset: int, what: str, kind: str = NOT_HERE) -> str:
        """Write an expression that ends the query with this error if it is ever computed."""
        return f"duration({constant(f'kg:{kind}:{offset}:{what}')})"


def _is_cheap(value: Expression) -> bool:
    return isinstance(value, Property) and isinstance(value.base, Variable)


def constant(value: object) -> str:
    """Write a constant."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, float) and not math.isfinite(value):
        return NOT_A_NUMBER if math.isnan(value) else INFINITE
    return repr(value)
