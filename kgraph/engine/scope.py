"""What each clause may name, and what it leaves to the next."""

from __future__ import annotations

from kgraph.engine.kinds import ANY, INTEGER, item_of
from kgraph.engine.syntax import (
    CallSubquery,
    Clause,
    Create,
    Delete,
    Foreach,
    Item,
    Literal,
    MapProjection,
    Match,
    Merge,
    Parameter,
    Projection,
    Property,
    Query,
    Remove,
    Set,
    Unwind,
    Variable,
)
from kgraph.engine.tree import Expression, children, shape, walk
from kgraph.engine.typed import Names, aggregates, is_aggregate
from kgraph.engine.updating import Updating, uses_map

_WRITES = (Create, Merge, Set, Remove, Delete, Foreach)


class Scope(Updating):
    """Checks clause by clause; `check_query` gives the columns of the whole."""

    def check_query(self, query: Query) -> list[str]:
        """Check a whole query and return the names of its columns."""
        self.after = self.profile.copy()
        self.query(query, {}, top=True)
        last = query.parts[0][-1]
        return list(self._columns(last)) if isinstance(last, Projection) else []

    def query(self, query: Query, names: Names, *, top: bool = False) -> Names:
        """Check the parts of a query, which begin with these names; return its columns and their types."""
        given: Names = {}
        for i, part in enumerate(query.parts):
            columns = self._part(part, dict(names), top=top)
            if i and set(columns) != set(given):
                self.fail(part[-1].start, "All parts of a UNION must return the same columns.")
            given = columns
        return given

    _depth = 0

    def _part(self, clauses: list[Clause], names: Names, *, top: bool) -> Names:
        given: Names = {}
        for i, clause in enumerate(clauses):
            last = i == len(clauses) - 1
            if isinstance(clause, Projection) and clause.keyword == "RETURN" and not last:
                self.fail(clauses[i + 1].start, "RETURN must be the last clause.")
            if i and isinstance(clause, Match) and isinstance(clauses[i - 1], _WRITES):
                self.fail(clause.start, "WITH is required between an updating clause and MATCH.")
            names = self.clause(clause, names)
            if isinstance(clause, Projection) and clause.keyword == "RETURN":
                given = names
        if top and not isinstance(clauses[-1], (*_WRITES, CallSubquery)) and not given:
            self._must_end(clauses[-1])
        return given

    def _must_end(self, clause: Clause) -> None:
        if not (isinstance(clause, Projection) and clause.keyword == "RETURN"):
            self.fail(clause.start, "A query ends with RETURN or with a clause that writes.")

    def _match(self, clause: Match, names: Names) -> Names:
        inner = dict(names)
        for path in clause.patterns:
            self.pattern(path, inner, outer=names)
        for path in clause.patterns:
            self.pattern_values(path, inner)
        if clause.where is not None:
            self.check(clause.where, inner)
            if uses_map(clause.where, handed_out=False):
                self.refuse(
                    clause.where.start, "properties() or {.*} inside a computation", "Name the properties."
                )
        return inner

    def _unwind(self, clause: Unwind, names: Names) -> Names:
        kind = self.check(clause.source, names)
        self.fresh(clause.variable, clause.start, names)
        clause.before = names
        return names | {clause.variable: item_of(kind)}

    def _callsubquery(self, clause: CallSubquery, names: Names) -> Names:
        writing = writes(clause.query)
        if writing is not None:
            self.refuse(writing.start, "a clause that writes inside CALL { }")
        inner = self._imported(clause, names)
        self._depth += 1
        given = self.query(clause.query, inner)
        self._depth -= 1
        for name in given:
            self.fresh(name, clause.start, names)
        self._check_named(clause)
        return names | given

    def _check_named(self, clause: CallSubquery) -> None:
        last = [part[-1] for part in clause.query.parts]
        for item in (item for each in last if isinstance(each, Projection) for item in each.items):
            if not item.aliased and not isinstance(item.expression, (Variable, MapProjection)):
                self.fail(
                    item.start, "A column of a subquery needs a name.", "Write AS and a name behind it."
                )

    def _imported(self, clause: CallSubquery, names: Names) -> Names:
        if clause.imports is None:
            return self._old_imports(clause, names)
        if clause.imports == ["*"]:
            return dict(names)
        return {name: self.known(name, clause.start, names) for name in clause.imports}

    def _old_imports(self, clause: CallSubquery, names: Names) -> Names:
        """Read the WITH that imports into a subquery of the older form, and make it the newer form."""
        imports: list[str] = []
        for part in clause.query.parts:
            first = part[0]
            if isinstance(first, Projection) and first.keyword == "WITH" and _is_import(first):
                imports += list(names) if first.star else [item.name for item in first.items]
                part.pop(0)
                if not part:
                    self.fail(first.start, "A subquery does more than import.")
        clause.imports = sorted(set(imports))
        return {name: self.known(name, clause.start, names) for name in clause.imports}

    def _projection(self, clause: Projection, names: Names) -> Names:
        if clause.star and not names and clause.keyword == "RETURN":
            self.fail(clause.start, "RETURN * has nothing to return.")
        if clause.star:
            clause.items = [*_all(names, clause), *clause.items]
            clause.star = False
        for item in clause.items:
            self.check(item.expression, names, aggregate=True)
            if not item.aliased and clause.keyword == "WITH" and not isinstance(item.expression, Variable):
                self.fail(item.start, "An expression in WITH needs a name.", "Write AS and a name behind it.")
        clause.before = tuple(names)
        self._check_made_up(clause)
        columns = self._columns(clause)
        self._check_grouping(clause)
        self._check_tail(clause, names, columns)
        return columns

    def _check_made_up(self, clause: Projection) -> None:
        """Refuse whole property maps where they are not only handed out: kglite's hold keys of its own."""
        final = clause.keyword == "RETURN" and not clause.distinct and not self._depth
        grouped = any(aggregates(item.expression) for item in clause.items)
        for item in clause.items:
            plain = final and (not grouped or aggregates(item.expression))
            if uses_map(item.expression, handed_out=plain):
                self.refuse(
                    item.start, "properties() or {.*} inside a computation", "Name the properties you need."
                )

    def _columns(self, clause: Projection) -> Names:
        columns: Names = {}
        for item in clause.items:
            if item.name in columns:
                self.fail(item.start, f"Two columns are called {item.name!r}.")
            columns[item.name] = item.expression.type
        return columns

    def _check_grouping(self, clause: Projection) -> None:
        keys = [item for item in clause.items if _is_simple(item.expression)]
        texts = {shape(item.expression) for item in keys}
        for item in clause.items:
            if aggregates(item.expression):
                self._check_free(item.expression, texts)

    def _check_free(
        self, expression: Expression, keys: set[str], inner: frozenset[str] = frozenset()
    ) -> None:
        """Refuse what stands beside an aggregate and is no grouping key; `inner` are names bound within."""
        if is_aggregate(expression) or shape(expression) in keys:
            return
        if isinstance(expression, Variable) and expression.name not in inner:
            self.fail(expression.start, "What stands beside an aggregate must be a column of its own.")
        bound = (getattr(expression, name, "") for name in ("variable", "accumulator"))
        inner |= {name for name in bound if isinstance(name, str)}
        for child in children(expression):
            if isinstance(child, Expression):
                self._check_free(child, keys, inner)

    def _check_tail(self, clause: Projection, names: Names, columns: Names) -> None:
        grouped = clause.distinct or any(aggregates(item.expression) for item in clause.items)
        texts = {shape(item.expression) for item in clause.items}
        for order in clause.order:
            if uses_map(order.expression, handed_out=False):
                self.refuse(order.start, "ORDER BY properties() or {.*}", "Name the properties.")
            if shape(order.expression) in texts:
                self.check(order.expression, names, aggregate=True)
                continue
            known = columns | self._still_known(clause, names) if grouped else names | columns
            if grouped and aggregates(order.expression):
                self._check_sorted(order.expression, texts)
                known = names | columns
            self.check(order.expression, known, aggregate=grouped)
        if clause.where is not None:
            self.check(clause.where, columns if grouped else names | columns)
        for bound in (clause.skip, clause.limit):
            if bound is not None:
                self._check_bound(bound)

    def _check_sorted(self, expression: Expression, columns: set[str]) -> None:
        """Fail at an aggregate in ORDER BY that is no column, and at what is no column beside one."""
        if shape(expression) in columns or isinstance(expression, (Literal, Parameter)):
            return
        if isinstance(expression, Variable) or is_aggregate(expression):
            self.fail(
                expression.start,
                "An aggregate in ORDER BY must be a column of its own.",
                "Make it one first.",
            )
        for child in children(expression):
            if isinstance(child, Expression):
                self._check_sorted(child, columns)

    def _still_known(self, clause: Projection, names: Names) -> Names:
        return {
            item.expression.name: names[item.expression.name]
            for item in clause.items
            if isinstance(item.expression, Variable)
        }

    def _check_bound(self, bound: Expression) -> None:
        kind = self.check(bound, {})
        negative = isinstance(bound, Literal) and isinstance(bound.value, int) and bound.value < 0
        if kind not in (INTEGER, ANY) or negative:
            self.fail(bound.start, "SKIP and LIMIT take a whole number that is not negative.")


def _is_simple(expression: Expression) -> bool:
    """Tell whether Neo4j lets this stand beside an aggregate again: a name, or a property of one."""
    return isinstance(expression.base if isinstance(expression, Property) else expression, Variable)


def writes(query: Query) -> Clause | None:
    """Return the first clause that would change the graph, if any."""
    for piece in walk(query):
        if isinstance(piece, _WRITES):
            return piece
    return None


def _is_import(clause: Projection) -> bool:
    plain = all(
        isinstance(item.expression, Variable) and item.expression.name == item.name for item in clause.items
    )
    return plain and not (clause.distinct or clause.order or clause.skip or clause.limit or clause.where)


def _all(names: Names, clause: Projection) -> list[Item]:
    start, end = clause.start, clause.start
    return [
        Item(Variable(name, start=start, end=end), name, aliased=False, start=start, end=end)
        for name in sorted(names)
    ]
