"""Whole queries at random: MATCH, OPTIONAL MATCH, UNWIND, CALL, WITH and RETURN over the awkward nodes."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.differential.expressions import Choose, Expressions
from tests.differential.vocabulary import (
    BAG,
    DAY,
    EDGE,
    EDGES,
    FLOAT,
    INTEGER,
    INTEGERS,
    ITEMS,
    MAP,
    MIXED,
    NODE,
    PATH,
    SORTABLE,
    TEXT,
    TEXTS,
    TRUTH,
    Known,
    Scope,
)

ENDS = ("odd/p1", "odd/p2", "odd/p3", "odd/p4", "odd/f2", "odd/f5", "odd/f7", "odd/l1")
UNGROUPED = (BAG, MAP, MIXED)
"""What is no key of a group: lists in no order, and 1 and 1.0, of which either may stand for both."""


@dataclass(frozen=True, slots=True)
class Made:
    """A query, the columns whose lists nothing orders, and whether its order is told in full."""

    text: str
    free: tuple[str, ...] = ()


@dataclass
class Queries(Expressions):
    """Makes queries clause by clause."""

    bags: set[str] = field(default_factory=set, init=False)

    def query(self) -> Made:
        """Return a query."""
        clauses: list[str] = []
        scope: dict[str, Known] = {}
        first = self._unwind if self.chance(10) else self._match
        for clause in (first, *(self.pick(self._steps()) for _ in range(self.pick((0, 0, 1, 1, 2, 3))))):
            text, scope = clause(scope)
            clauses.append(text)
        text, scope = self._project(scope, "RETURN")
        made = " ".join([*clauses, text])
        if self.chance(4) and len(scope) == 1:
            ((column, known),) = scope.items()
            if known.type in SORTABLE[:5] and " ORDER BY " not in text:
                other, inner = self._match({})
                word = self.pick(("UNION", "UNION ALL"))
                made = f"{made} {word} {other} RETURN {self.value(known.type, inner, 1)} AS {column}"
        return Made(made, tuple(name for name, known in scope.items() if known.type in (BAG, MAP)))

    def _steps(self) -> list:  # type: ignore[type-arg]
        return [
            self._match, self._optional, self._optional, self._with, self._with, self._unwind, self._call,
            self._unwind_graph, self._shortest,
        ]  # fmt: skip

    def _match(self, scope: Scope, word: str = "MATCH") -> tuple[str, dict[str, Known]]:
        new: dict[str, Known] = {}
        texts = []
        for _ in range(2 if self.chance(10) else 1):
            pattern = self.chain(scope, new, self.pick((1, 1, 1, 0, 2, 2)))
            if self.chance(12) and ")-" in pattern.replace("<", ""):
                name = self.fresh("p")
                pattern, new[name] = f"{name} = {pattern}", Known(PATH)
            texts.append(pattern)
        inner = {**scope, **new}
        where = f" WHERE {self.truth(inner)}" if self.chance(30) else ""
        return f"{word} {', '.join(texts)}{where}", inner

    def _optional(self, scope: Scope) -> tuple[str, dict[str, Known]]:
        return self._match(scope, "OPTIONAL MATCH")

    def _with(self, scope: Scope) -> tuple[str, dict[str, Known]]:
        return self._project(scope, "WITH")

    def _unwind(self, scope: Scope) -> tuple[str, dict[str, Known]]:
        kind, name = self.pick((INTEGERS, TEXTS)), self.fresh("u")
        return f"UNWIND {self.value(kind, scope)} AS {name}", {**scope, name: Known(ITEMS[kind])}

    def _unwind_graph(self, scope: Scope) -> tuple[str, dict[str, Known]]:
        """Unwind what a node, a path or a list in no order holds."""
        name = self.fresh("u")
        sources = {f"{word}({node})": TEXT for node in self.names(scope, NODE) for word in ("labels", "keys")}
        for path in self.names(scope, PATH):
            sources |= {f"nodes({path})": NODE, f"relationships({path})": EDGE}
        sources |= dict.fromkeys(self.names(scope, EDGES), EDGE)
        if not sources:
            return self._unwind(scope)
        source = self.pick(list(sources))
        return f"UNWIND {source} AS {name}", {**scope, name: Known(sources[source])}

    def _shortest(self, scope: Scope) -> tuple[str, dict[str, Known]]:
        """Match the shortest ways between two nodes, of which only the number and the length are told."""
        one, other, length = (self.fresh(letter) for letter in "abl")
        first, last = self.pick(ENDS), self.pick(ENDS)
        if first == last:
            return self._match(scope)
        edge = self.pick(("-[*]-", "-[*..3]-", "-[:ACTED_IN|DIRECTED*]-", "-[:COLLABORATED_WITH*]->"))
        word, told = self.pick((("shortestPath", "length(p)"), ("allShortestPaths", "size(collect(p))")))
        names = [name for name, known in scope.items() if known.type not in UNGROUPED]
        passed = "".join(f"{name}, " for name in names)
        return (
            f"MATCH ({one} {{id: '{first}'}}), ({other} {{id: '{last}'}}) "
            f"MATCH p = {word}(({one}){edge}({other})) WITH {passed}{told} AS {length}"
        ), {**{name: scope[name] for name in names}, length: Known(INTEGER)}

    def _call(self, scope: Scope) -> tuple[str, dict[str, Known]]:
        taken = [name for name in scope if self.chance(60)]
        match, inner = self._match({name: scope[name] for name in taken})
        text, given = self._project(inner, "RETURN", renamed=True)
        if self.chance(25):
            imports = f"WITH {', '.join(taken)} " if taken else ""
            return f"CALL {{ {imports}{match} {text} }}", {**scope, **given}
        return f"CALL ({', '.join(taken)}) {{ {match} {text} }}", {**scope, **given}

    # ------------------------------------------------------------ WITH and RETURN

    def _project(self, scope: Scope, word: str, *, renamed: bool = False) -> tuple[str, dict[str, Known]]:
        if word == "WITH" and scope and self.chance(8):
            where = f" WHERE {self.truth(scope, 1)}" if self.chance(50) else ""
            return f"WITH *, {self.value(INTEGER, scope, 1)} AS {(name := self.fresh('x'))}{where}", {
                **scope, name: Known(INTEGER),
            }  # fmt: skip
        items: dict[str, tuple[str, Known]] = {}
        grouped = self.chance(35)
        for _ in range(0 if grouped and self.chance(30) else 1 + self.choose(3)):
            name, text, known = self._item(scope, renamed=renamed or word == "RETURN")
            if name in items or (grouped and known.type in UNGROUPED):
                continue
            items[name] = (text, known)
        if grouped or not items:
            name = self.fresh("a")
            text, kind = self._aggregate(scope)
            items[name] = (text, Known(kind))
        distinct = (
            not grouped and self.chance(15) and not any(one.type in UNGROUPED for _, one in items.values())
        )
        given = {name: known for name, (_, known) in items.items()}
        told = ", ".join(text if text == name else f"{text} AS {name}" for name, (text, _) in items.items())
        text = f"{word} {'DISTINCT ' if distinct else ''}{told}{self._order(given)}"
        if word == "WITH" and self.chance(20):
            text += f" WHERE {self.truth(given, 1)}"
        return text, given

    def _item(self, scope: Scope, *, renamed: bool) -> tuple[str, str, Known]:
        """Return the name, text and type of a column."""
        if scope and self.chance(45):
            name = self.pick(list(scope))
            return (self.fresh("y") if renamed else name), name, scope[name]
        nodes = self.names(scope, NODE)
        if nodes and self.chance(12):
            node = self.pick(nodes)
            ways = {
                f"{node} {{{', '.join('.' + key for key in self.properties(scope[node]))}}}": MAP,
                f"{node} {{.name, n: {self.value(INTEGER, scope, 1)}}}": MAP,
                self.pattern_list(scope, 1): BAG,
                f"labels({node})": BAG,
                f"COLLECT {{ MATCH {self.known_pattern(scope)} RETURN {node}.id }}": BAG,
                f"{node} {{.*}}": MAP,
                f"keys({node})": BAG,
            }
            text = self.pick(list(ways))
            return self.fresh("x"), text, Known(ways[text])
        kind = self.pick((INTEGER, TEXT, FLOAT, TRUTH, DAY, TEXTS, INTEGERS, MIXED))
        return self.fresh("x"), self._told(kind, scope), Known(kind)

    def _told(self, kind: str, scope: Scope) -> str:
        return self.truth(scope) if kind == TRUTH and self.chance(70) else self.value(kind, scope)

    def _aggregate(self, scope: Scope) -> tuple[str, str]:
        """Return an aggregate and its type."""
        some = self.pick(list(scope)) if scope and self.chance(60) else self.any_value(scope)[0]
        kind, number = self.pick((INTEGER, TEXT, DAY, FLOAT)), self.value(INTEGER, scope, 1)
        ways: dict[str, str] = {
            "count(*)": INTEGER,
            f"count({some})": INTEGER,
            f"count(DISTINCT {self.any_value(scope)[0]})": INTEGER,
            f"sum({self.value(INTEGER, scope, 1)})": INTEGER,
            f"abs(avg({number}) - 1.0 * sum({number}) / count({number})) < 0.001": TRUTH,
            f"{self.pick(('min', 'max'))}({self.value(kind, scope, 1)})": kind,
            f"collect({self.any_value(scope)[0]})": BAG,
            f"collect(DISTINCT {self.value(TEXT, scope, 1)})": BAG,
            f"size(collect({some}))": INTEGER,
            f"count({some}) {self.pick('+-*')} 2": INTEGER,
            f"sum(CASE WHEN {self.truth(scope, 0)} THEN 1 ELSE 0 END)": INTEGER,
        }
        text = self.pick(list(ways))
        return text, ways[text]

    def _order(self, given: Scope) -> str:
        """Return an ORDER BY that leaves no two different rows equal, with a window or not; or nothing."""
        if not self.chance(40) or not all(known.type in SORTABLE for known in given.values()):
            return ""
        keys = [f"{name}.id" if known.type == NODE else name for name, known in given.items()]
        if any(known.type == NODE for known in given.values()) and self.chance(50):
            keys.reverse()
        if self.chance(25):
            kind = self.pick((INTEGER, TEXT))
            keys = [
                self.value(kind, {name: one for name, one in given.items() if one.type != NODE}, 1),
                *keys,
            ]
        text = " ORDER BY " + ", ".join(key + self.pick(("", " DESC")) for key in keys)
        text += self.pick(("", "", " SKIP 1", " SKIP $skip", " SKIP 1000"))
        return text + self.pick(("", "", " LIMIT 3", " LIMIT $limit", " LIMIT 0", " LIMIT 1 + 1"))


def made(choose: Choose) -> Made:
    """Return the query that a sequence of choices makes."""
    return Queries(choose).query()


@st.composite
def queries(draw: st.DrawFn) -> Made:
    """Queries for Hypothesis, which shrinks them by their choices."""
    return made(lambda limit: draw(st.integers(0, limit - 1)))
