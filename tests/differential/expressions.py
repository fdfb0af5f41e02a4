"""Expressions and patterns at random, typed, over the graph of awkward nodes.

What is made is meant to be answered: expressions have types, whole numbers are divided by what is not 0,
and lists that nothing orders ("bags") are only counted, searched, or returned as such. So an error on one
store alone is a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.differential.vocabulary import (
    BAG,
    COMMON,
    DAY,
    DIRECTIONS,
    EDGE,
    EDGE_TYPES,
    EDGES,
    FLOAT,
    HOPS,
    INTEGER,
    INTEGERS,
    ITEMS,
    LABELS,
    LITERALS,
    MIXED,
    NODE,
    PARTS,
    PATH,
    REGEXES,
    SETS,
    SPANS,
    TEXT,
    TEXTS,
    TRUTH,
    Known,
    Scope,
)

T = TypeVar("T")
Choose = Callable[[int], int]
"""Gives a number from 0 up to, and without, the one it is given."""


@dataclass
class Expressions:
    """Makes expressions; every choice is asked of `choose`, so that examples can be shrunk."""

    choose: Choose
    made: int = field(default=0, init=False)

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.choose(len(options))]

    def chance(self, percent: int) -> bool:
        """Tell whether something comes about that comes about so often; the simpler case shrinks away."""
        return self.choose(100) >= 100 - percent

    def fresh(self, letter: str) -> str:
        """Return a new name."""
        self.made += 1
        return f"{letter}{self.made}"

    # ------------------------------------------------------------ values

    def value(self, kind: str, scope: Scope, depth: int = 2) -> str:
        """Return an expression of a type."""
        if self.chance(1):
            return "nobody" if self.chance(20) else "null"
        ways = [self._property, self._variable, self._literal]
        if depth > 0:
            ways += [self._computed] * 2
        for _ in range(3):
            made = self.pick(ways)(kind, scope, depth)
            if made:
                return made
        return self._literal(kind, scope, depth)

    def any_value(self, scope: Scope, depth: int = 1) -> tuple[str, str]:
        """Return an expression of any type, and the type."""
        kind = self.pick((INTEGER, TEXT, FLOAT, TRUTH, DAY, TEXTS, INTEGERS))
        return self.value(kind, scope, depth), kind

    def names(self, scope: Scope, *kinds: str) -> list[str]:
        """Return the variables of these types."""
        return [name for name, known in scope.items() if known.type in kinds]

    def _literal(self, kind: str, scope: Scope, depth: int) -> str:
        return self.pick(LITERALS[kind])

    def _variable(self, kind: str, scope: Scope, depth: int) -> str:
        names = self.names(scope, kind)
        return self.pick(names) if names else ""

    def _property(self, kind: str, scope: Scope, depth: int) -> str:
        names = self.names(scope, NODE, EDGE)
        if not names:
            return ""
        name = self.pick(names)
        keys = [key for key, other in self.properties(scope[name]).items() if other == kind]
        if not keys:
            return ""
        key = self.pick(keys)
        return f"{name}['{key}']" if self.chance(5) else f"{name}.{key}"

    def properties(self, known: Known) -> dict[str, str]:
        """Return the properties that a node or relationship may have, with their types."""
        if known.type == EDGE:
            return EDGE_TYPES[known.name or "ACTED_IN"][2]
        return LABELS[known.name or self.pick(("Film", "Person"))]

    def _computed(self, kind: str, scope: Scope, depth: int) -> str:
        def of(other: str) -> str:
            return self.value(other, scope, depth - 1)

        ways: list[Callable[[], str]] = list(self._ways(kind, of))
        ways += [
            lambda: f"coalesce({of(kind)}, {of(kind)})",
            lambda: f"CASE WHEN {self.truth(scope, depth - 1)} THEN {of(kind)} ELSE {of(kind)} END",
            lambda: f"CASE {of(TEXT)} WHEN {of(TEXT)} THEN {of(kind)} WHEN {of(TEXT)} THEN {of(kind)} END",
            lambda: f"[{of(kind)}, {of(kind)}][{self.pick(('0', '1', '-1', '2', '-3'))}]",
            lambda: f"{{a: {of(kind)}}}.a",
            lambda: f"nullIf({of(kind)}, {of(kind)})",
        ]
        if kind in (INTEGER, TEXT):
            ways += self._graph_ways(kind, scope, depth - 1)
        if kind in ITEMS:
            ways += self._list_ways(kind, scope, depth - 1)
        return self.pick(ways)()

    def _ways(self, kind: str, of: Callable[[str], str]) -> Sequence[Callable[[], str]]:
        few = self.pick(("0", "1", "2", "5"))
        ways: dict[str, tuple[Callable[[], str], ...]] = {
            INTEGER: (
                lambda: f"({of(INTEGER)} {self.pick('+-')} {of(INTEGER)})",
                lambda: f"({of(INTEGER)} {self.pick('/%')} {self.pick(('2', '-3', '10'))})",
                lambda: f"size({of(self.pick((TEXT, TEXTS, INTEGERS)))})",
                lambda: f"toInteger({of(self.pick((TEXT, FLOAT, INTEGER)))})",
                lambda: f"{self.pick(('abs', 'sign'))}({of(INTEGER)})",
                lambda: f"{of(DAY)}.{self.pick(('year', 'month', 'day', 'week', 'dayOfWeek', 'quarter'))}",
                lambda: f"reduce(sum = 0, i IN {of(INTEGERS)} | sum + coalesce(i, 7))",
                lambda: f"-({of(INTEGER)})",
                lambda: f"duration.inDays({of(DAY)}, {of(DAY)}).days",
            ),
            FLOAT: (
                lambda: f"({of(self.pick((INTEGER, FLOAT)))} {self.pick('+-*/')} {of(FLOAT)})",
                lambda: f"round({of(FLOAT)}{self.pick(('', ', 1', ', 2'))})",
                lambda: f"{self.pick(('floor', 'ceil', 'abs'))}({of(FLOAT)})",
                lambda: f"toFloat({of(self.pick((TEXT, INTEGER)))})",
                lambda: f"({of(INTEGER)} * 1.0)",
                lambda: f"({of(INTEGER)} ^ {self.pick(('2', '0.5'))})",
            ),
            TEXT: (
                lambda: f"({of(TEXT)} + {of(self.pick((TEXT, INTEGER, FLOAT)))})",
                lambda: f"{self.pick(('toUpper', 'toLower', 'trim', 'ltrim', 'reverse'))}({of(TEXT)})",
                lambda: f"{self.pick(('left', 'right'))}({of(TEXT)}, {few})",
                lambda: f"substring({of(TEXT)}, {few}{self.pick(('', ', 2', ', 0'))})",
                lambda: f"replace({of(TEXT)}, {self.pick(PARTS)}, {of(TEXT)})",
                lambda: f"toString({of(self.pick((INTEGER, FLOAT, TRUTH, DAY, TEXT)))})",
                lambda: f"split({of(TEXT)}, {self.pick(PARTS)})[{self.pick(('0', '1', '-1'))}]",
                lambda: f"head({of(TEXTS)})",
                lambda: f"reduce(s = '', w IN {of(TEXTS)} | s + coalesce(w, '-'))",
            ),
            DAY: (
                lambda: f"({of(DAY)} {self.pick('+-')} {self.pick(SPANS)})",
                lambda: f"date.truncate('{self.pick(('month', 'year', 'week'))}', coalesce({of(DAY)}, $day))",
            ),
            INTEGERS: (
                lambda: f"range({few}, {self.pick(('3', '-2', '0'))}, {self.pick(('1', '2', '-1'))})",
                lambda: f"[{of(INTEGER)}, {of(INTEGER)}]",
            ),
            TEXTS: (
                lambda: f"split({of(TEXT)}, {self.pick(PARTS)})",
                lambda: f"[{of(TEXT)}, {of(TEXT)}]",
            ),
        }
        return ways.get(kind, ())

    def _list_ways(self, kind: str, scope: Scope, depth: int) -> list[Callable[[], str]]:
        item, each = ITEMS[kind], self.fresh("i")
        inner = {**scope, each: Known(item)}

        def source() -> str:
            return self.value(kind, scope, depth)

        return [
            lambda: f"[{each} IN {source()} WHERE {self.truth(inner, depth)}]",
            lambda: f"[{each} IN {source()} | {self.value(item, inner, depth)}]",
            lambda: f"({source()} + {self.value(item, scope, depth)})",
            lambda: f"({source()} + {source()})",
            lambda: f"{self.pick(('tail', 'reverse'))}({source()})",
            lambda: f"({source()})[{self.pick(('0..2', '1..', '..-1', '-2..', '2..1', '-9..9', '1..null'))}]",
            lambda: f"CASE WHEN {self.truth(scope, depth)} THEN {source()} END",
            *self._walked(kind, scope, depth),
        ]

    def _walked(self, kind: str, scope: Scope, depth: int) -> list[Callable[[], str]]:
        """Return ways to a list that tells what a path met."""
        each, paths, edges = self.fresh("i"), self.names(scope, PATH), self.names(scope, EDGES)
        ways: list[Callable[[], str]] = []
        for source, what in [(f"nodes({p})", NODE) for p in paths] + [
            (f"relationships({p})", EDGE) for p in paths
        ]:
            inner = {**scope, each: Known(what)}
            ways.append(lambda s=source, i=inner: f"[{each} IN {s} | {self.value(ITEMS[kind], i, 0)}]")  # type: ignore[misc]
        for edge in edges:
            inner = {**scope, each: Known(EDGE)}
            ways.append(lambda s=edge, i=inner: f"[{each} IN {s} | {self.value(ITEMS[kind], i, 0)}]")  # type: ignore[misc]
        return ways

    def _graph_ways(self, kind: str, scope: Scope, depth: int) -> list[Callable[[], str]]:
        ways: list[Callable[[], str]] = []
        edges = self.names(scope, EDGE)
        if kind == TEXT:
            return [lambda: f"type({self.pick(edges)})"] if edges else []
        return ways + self._counts(scope, depth)

    def _counts(self, scope: Scope, depth: int) -> list[Callable[[], str]]:
        ways: list[Callable[[], str]] = []
        nodes, paths, bags = (self.names(scope, *kinds) for kinds in ((NODE,), (PATH,), (BAG, EDGES)))
        if nodes:
            ways += [
                lambda: f"COUNT {{ {self.known_pattern(scope)} }}",
                lambda: f"size({self.pattern_list(scope, depth)})",
                lambda: f"size({self.pick(('labels', 'keys'))}({self.pick(nodes)}))",
            ]
        if paths:
            ways += [lambda: f"length({self.pick(paths)})", lambda: f"size(nodes({self.pick(paths)}))"]
        if bags:
            ways.append(lambda: f"size({self.pick(bags)})")
        return ways

    # ------------------------------------------------------------ conditions

    def truth(self, scope: Scope, depth: int = 2) -> str:
        """Return a condition."""
        if depth > 0 and self.chance(30):
            one, other = self.truth(scope, depth - 1), self.truth(scope, depth - 1)
            return self.pick(
                (f"({one} AND {other})", f"({one} OR {other})", f"({one} XOR {other})", f"NOT ({one})")
            )
        ways = [self._compared] * 3 + [self._of_texts, self._of_lists, self._of_null]
        if self.names(scope, NODE):
            ways += [self._of_nodes] * 2
        if self.names(scope, EDGE):
            ways.append(self._of_edges)
        return self.pick(ways)(scope, max(depth - 1, 0))

    def _compared(self, scope: Scope, depth: int) -> str:
        kind = self.pick((INTEGER, TEXT, FLOAT, DAY, TRUTH, MIXED, INTEGERS))
        other = self.pick((kind, kind, kind, MIXED))
        signs = (
            ("=", "<>") if kind == INTEGERS or MIXED in (kind, other) else ("=", "<>", "<", ">", "<=", ">=")
        )
        left, right = self.value(kind, scope, depth), self.value(other, scope, depth)
        if self.chance(10) and len(signs) > 2:
            return f"{left} <= {right} < {self.value(kind, scope, depth)}"
        return f"{left} {self.pick(signs)} {right}"

    def _of_texts(self, scope: Scope, depth: int) -> str:
        text = self.value(TEXT, scope, depth)
        if self.chance(25):
            return f"{text} =~ {self.pick(REGEXES)}"
        word = self.pick(("CONTAINS", "STARTS WITH", "ENDS WITH"))
        return f"{text} {word} {self.value(TEXT, scope, depth)}"

    def _of_lists(self, scope: Scope, depth: int) -> str:
        kind = self.pick((TEXTS, INTEGERS))
        if self.chance(50):
            return f"{self.value(ITEMS[kind], scope, depth)} IN {self.value(kind, scope, depth)}"
        each = self.fresh("i")
        inner = {**scope, each: Known(ITEMS[kind])}
        word = self.pick(("any", "all", "none", "single"))
        return f"{word}({each} IN {self.value(kind, scope, depth)} WHERE {self.truth(inner, 0)})"

    def _of_null(self, scope: Scope, depth: int) -> str:
        made, kind = self.any_value(scope, depth)
        if kind in (TEXT, TEXTS) and self.chance(30):
            return f"isEmpty({made})"
        return f"{made} IS {self.pick(('', 'NOT '))}NULL"

    def _of_nodes(self, scope: Scope, depth: int) -> str:
        node = self.pick(self.names(scope, NODE))
        one, other = self.pick(list(LABELS)), self.pick(list(LABELS))
        ways: list[Callable[[], str]] = [
            lambda: f"{node}:{one}",
            lambda: f"{node}:{self.pick((f'{one}|{other}', f'{one}&{other}', f'!{one}'))}",
            lambda: f"EXISTS {{ {self.known_pattern(scope)} }}",
            lambda: f"COUNT {{ {self.known_pattern(scope)} }} {self.pick('<>=')} {self.pick('012')}",
            lambda: f"{node} {self.pick(('=', '<>'))} {self.pick(self.names(scope, NODE))}",
            lambda: f"({node}){self.edge(scope, {}, named=False)[0]}({self.pick(('', f':{one}'))})",
            lambda: f"'{one}' IN labels({node})",
            lambda: f"{node} IN [{', '.join(self.names(scope, NODE))}]",
            lambda: f"EXISTS {{ MATCH {self.known_pattern(scope)} RETURN {node} }}",
        ]
        return self.pick(ways)()

    def _of_edges(self, scope: Scope, depth: int) -> str:
        edge, kind = self.pick(self.names(scope, EDGE)), self.pick(list(EDGE_TYPES))
        ways = [f"type({edge}) = '{kind}'", f"{edge}:{kind}", f"startNode({edge}).id < endNode({edge}).id"]
        nodes = self.names(scope, NODE)
        return self.pick([*ways, *(f"startNode({edge}) = {node}" for node in nodes[:1])])

    # ------------------------------------------------------------ patterns

    def node(self, scope: Scope, new: dict[str, Known], label: str = "", *, named: bool = True) -> str:
        """Return a node pattern, new or one that is known, and note what it names."""
        known = [
            name for name in self.names({**scope, **new}, NODE) if label in ("", {**scope, **new}[name].name)
        ]
        if known and self.chance(25):
            return f"({self.pick(known)})"
        told = label if self.chance(60) else self.pick(("", "", *LABELS)) if self.chance(15) else ""
        text = f":{told}" if told else self.pick(SETS) if self.chance(10) else ""
        name = self.fresh("n") if named and not self.chance(20) else ""
        if self.chance(4):
            keys = {key: kind for key, kind in LABELS[told or "Film"].items() if kind in LITERALS}
            key = self.pick(list(keys))
            text += f" {{{key}: {self.pick(LITERALS[keys[key]])}}}"
        if name:
            new[name] = Known(NODE, told or label)
        return f"({name}{text})"

    def edge(self, scope: Scope, new: dict[str, Known], *, named: bool = True) -> tuple[str, str, str]:
        """Return a relationship pattern, and the labels of its left and right end, where known."""
        kind = self.pick((*EDGE_TYPES, *COMMON, "", ""))
        types = f":{kind}" if kind else self.pick(("", ":ACTED_IN|DIRECTED", ":!DIRECTED"))
        hops = self.pick(HOPS) if self.chance(12) else ""
        if not kind and hops in ("*", "*2..", "*0.."):
            hops = "*1..2"
        name = self.fresh("r") if named and not self.chance(35) else ""
        if name:
            new[name] = Known(EDGES if hops else EDGE, kind)
        start, end, _ = EDGE_TYPES[kind] if kind else ("", "", {})
        left, right = self.pick(DIRECTIONS)
        inner = f"[{name}{types}{hops}]" if name or types or hops else ""
        ends = (end, start) if left == "<-" else (start, end)
        return f"{left}{inner}{right}", *ends

    def chain(self, scope: Scope, new: dict[str, Known], hops: int) -> str:
        """Return a path pattern of so many relationships."""
        text = ""
        for i in range(hops):
            edge, left, right = self.edge(scope, new)
            text = (text or self.node(scope, new, left, named=True)) + edge
            text += self.node(scope, new, right, named=i < 2)
        return text or self.node(scope, new, named=True)

    def known_pattern(self, scope: Scope) -> str:
        """Return a pattern from a known node on, with or without a condition, for a subquery."""
        new: dict[str, Known] = {}
        edge, _, label = self.edge(scope, {}, named=False)
        text = f"({self.pick(self.names(scope, NODE))}){edge}{self.node(scope, new, label)}"
        return f"{text} WHERE {self.truth({**scope, **new}, 0)}" if self.chance(40) else text

    def pattern_list(self, scope: Scope, depth: int) -> str:
        """Return a pattern comprehension from a known node on."""
        new: dict[str, Known] = {}
        edge, _, label = self.edge(scope, new)
        text = f"({self.pick(self.names(scope, NODE))}){edge}{self.node(scope, new, label)}"
        inner = {**scope, **new}
        where = f" WHERE {self.truth(inner, 0)}" if self.chance(35) else ""
        return f"[{text}{where} | {self.any_value(inner, min(depth, 1))[0]}]"
