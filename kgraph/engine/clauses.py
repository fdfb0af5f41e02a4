"""Checked clauses, written so that kglite answers them as Neo4j does."""

from __future__ import annotations

from kgraph.engine.alike import has_twins
from kgraph.engine.bound import named
from kgraph.engine.kinds import (
    ANY,
    DATETIME,
    DURATION,
    FLOAT,
    LIST,
    MAP,
    TEMPORAL,
    TIME,
    leaves,
    may_be,
    union,
)
from kgraph.engine.names import hide_variable
from kgraph.engine.syntax import (
    CallSubquery,
    Clause,
    Comprehension,
    Create,
    ListLiteral,
    MapLiteral,
    MapProjection,
    Match,
    NodePattern,
    Order,
    PathPattern,
    PatternComprehension,
    Projection,
    Query,
    RelPattern,
    Set,
    Subquery,
    Unwind,
    Variable,
)
from kgraph.engine.tree import Expression, Piece, children, shape, walk
from kgraph.engine.typed import aggregates, is_aggregate
from kgraph.engine.updates import UpdateRenderer


class ClauseRenderer(UpdateRenderer):
    """Writes clauses; the columns of the last RETURN are called c0, c1, ... in the order of `columns`."""

    columns: list[str]

    def whole(self, query: Query, columns: list[str]) -> str:
        """Write a query whose columns have these names."""
        self.columns = columns
        return self._query(query, top=True)

    def _query(self, query: Query, *, top: bool) -> str:
        word = " UNION ALL " if query.all else " UNION "
        if len(query.parts) > 1 and not query.all:
            self._check_union(query)
        return word.join(self._part(part, top=top) for part in query.parts)

    def _check_union(self, query: Query) -> None:
        """Refuse a UNION that may hold 1 and 1.0 in one column: Neo4j keeps one of them."""
        last = [part[-1] for part in query.parts]
        items = [item for each in last if isinstance(each, Projection) for item in each.items]
        for name in sorted({item.name for item in items}):
            kind = union(item.expression.type for item in items if item.name == name)
            if self.facts.profile.nans and may_be(kind, FLOAT):
                self.refuse(query.start, f"UNION of what may be NaN in column {name!r}", "Use UNION ALL.")
            if (
                kind != FLOAT
                and any(has_twins(i.expression, self.facts.profile) for i in items if i.name == name)
                and kind != ANY
            ):
                self.refuse(
                    query.start, f"UNION of whole numbers and others in column {name!r}", "Use UNION ALL."
                )

    def _part(self, clauses: list[Clause], *, top: bool) -> str:
        self.single_row = True
        texts = []
        for i, clause in enumerate(clauses):
            if isinstance(clause, Projection) and clause.keyword == "RETURN":
                texts.append(self._returned(clause, top=top))
            elif isinstance(clause, Unwind) and top:  # within CALL, WITH would declare an imported name again
                texts.append(self._narrowed(clause, clauses[i + 1 :]))
            else:
                texts.append(self.clause(clause))
            self.single_row = self.single_row and isinstance(clause, (Create, Set))
        return " ".join(text for text in texts if text)

    def _match(self, clause: Match) -> str:
        word = "OPTIONAL MATCH" if clause.optional else "MATCH"
        if any(path.selector for path in clause.patterns):
            return self._match_shortest(clause, word)
        texts, conditions = self._patterns(clause)
        return f"{word} {', '.join(texts)}{self.where(conditions, clause.where)}"

    def _match_shortest(self, clause: Match, word: str) -> str:
        """Write shortestPath in a MATCH of its own, after the nodes that it needs."""
        shortest = [path for path in clause.patterns if path.selector]
        others = [path for path in clause.patterns if not path.selector]
        if len(shortest) > 1 or any(len(path.elements) > 1 for path in others):
            self.refuse(
                shortest[0].start, f"{shortest[0].selector} beside other relationships", "Use two MATCH."
            )
        self._check_shortest(shortest[0], clause)
        if shortest[0].selector == "allShortestPaths":
            return self._match_all_shortest(shortest[0], clause, others)
        text, conditions = self.pattern(shortest[0])
        if not others:
            return f"{word} {text}{self.where(conditions, clause.where)}"
        if clause.optional:
            self.refuse(clause.start, f"OPTIONAL MATCH of {shortest[0].selector} and more", "Use two MATCH.")
        texts, more = self._patterns(Match(others))
        before = f"MATCH {', '.join(texts)}{self.where(more, clause.where)}"
        return f"{before} MATCH {text}{self.where(conditions, None)}"

    def _match_all_shortest(self, path: PathPattern, clause: Match, others: list[PathPattern]) -> str:
        """Write allShortestPaths after a count that ends the query where kglite stops in silence."""
        ends = [each for each in path.elements if isinstance(each, NodePattern)]
        for each in ends:
            each.variable = each.variable or f" {self.fresh()}"
        open_ends = [each for each in ends if each.labels or each.properties or each.where or not each.bound]
        first = [*others, *(PathPattern([each]) for each in open_ends)]
        if clause.optional and first:
            self.refuse(clause.start, f"OPTIONAL MATCH of {path.selector} and more", "Use two MATCH.")
        bare = [
            NodePattern(each.variable, bound=True) if isinstance(each, NodePattern) else each
            for each in path.elements
        ]
        texts, conditions = self._patterns(Match(first))
        before = f"MATCH {', '.join(texts)}{self.where(conditions, clause.where)} " if first else ""
        text, _ = self.pattern(PathPattern(bare, path.variable, path.selector))
        last = f"{'OPTIONAL ' * clause.optional}MATCH {text}{self.where([], None if first else clause.where)}"
        return f"{before}{self._few_paths(PathPattern(bare, '', path.selector), path.start)} {last}"

    def _few_paths(self, path: PathPattern, offset: int) -> str:
        found, count = self.fresh(), self.fresh()
        names = {hide_variable(each.variable) for each in path.elements if isinstance(each, NodePattern)}
        trap = self.trap(offset, f"{path.selector} of {_MOST_PATHS} paths or more between two nodes")
        return (
            f"CALL ({', '.join(sorted(names))}) {{ MATCH {found} = {self.pattern(path)[0]} "
            f"WITH count({found}) AS {count} RETURN CASE WHEN {count} >= {_MOST_PATHS} THEN {trap} "
            f"ELSE {count} END AS {self.fresh()} }}"
        )

    def _check_shortest(self, path: PathPattern, clause: Match) -> None:
        """Refuse conditions on the path itself: kglite tests them on the shortest path only."""
        nodes = [each for each in path.elements if isinstance(each, NodePattern)]
        rels = [each for each in path.elements if isinstance(each, RelPattern)]
        if rels[0].variable:
            self.refuse(
                rels[0].start,
                f"a name for the relationships of {path.selector}",
                "Write relationships(path).",
            )
        if len(nodes) != 2 or rels[0].hops is None or (rels[0].hops[0] or 1) > 1:
            self.refuse(path.start, f"{path.selector} of this pattern")
        if nodes[0].variable and nodes[0].variable == nodes[1].variable:
            self.fail(path.start, f"{path.selector} does not lead from a node to itself.")
        names = {path.variable, rels[0].variable} - {""}
        inside = walk(clause.where) if clause.where is not None else ()
        if any(isinstance(each, Variable) and each.name in names for each in inside):
            self.refuse(
                clause.start,
                f"a condition on the path of {path.selector}",
                "To sort out shortest paths, write WITH * before WHERE.",
            )

    def _narrowed(self, clause: Unwind, later: list[Clause]) -> str:
        """Write UNWIND without the lists that are needed no more: kglite copies all it knows into each row.

        A list that is the whole source is dropped by kglite itself.
        """
        needed = set(named(later))
        kept = {name: kind for name, kind in clause.before.items() if name in needed or "*" in needed}
        whole = clause.source.name if isinstance(clause.source, Variable) else ""
        dropped = (kind for name, kind in clause.before.items() if name not in kept and name != whole)
        if not any(may_be(kind, LIST, MAP) for kind in dropped):
            return self._unwind(clause)
        source = self.fresh()
        columns = [f"{hide_variable(name)} AS {hide_variable(name)}" for name in kept]
        passed = ", ".join([*columns, f"{self.expr(clause.source)} AS {source}"])
        return f"WITH {passed} UNWIND {source} AS {hide_variable(clause.variable)}"

    def _unwind(self, clause: Unwind) -> str:
        return f"UNWIND {self.expr(clause.source)} AS {hide_variable(clause.variable)}"

    def _callsubquery(self, clause: CallSubquery) -> str:
        last = clause.query.parts[0][-1]
        if not (isinstance(last, Projection) and last.keyword == "RETURN"):
            self.refuse(clause.start, "a subquery without RETURN")
        if self._redeclares(clause):
            names = [hide_variable(name) for name in clause.imports or ()]
            parts = [f"WITH {', '.join(names)} {self._part(part, top=False)}" for part in clause.query.parts]
            return f"CALL {{ {(' UNION ALL ' if clause.query.all else ' UNION ').join(parts)} }}"
        imports = (
            "*" if clause.imports == ["*"] else ", ".join(hide_variable(n) for n in clause.imports or ())
        )
        return f"CALL ({imports}) {{ {self._query(clause.query, top=False)} }}"

    def _redeclares(self, clause: CallSubquery) -> bool:
        """Tell whether a subquery passes an imported name on, which kglite knows in the older form only."""
        withs = (each for part in clause.query.parts for each in part if isinstance(each, Projection))
        named = {item.name for each in withs if each.keyword == "WITH" for item in each.items}
        return bool(named & set(clause.imports or ()))

    def _subquery(self, piece: Subquery) -> str:
        match, returned = self._only_match(piece)
        if any(path.selector for path in match.patterns):
            self.refuse(piece.start, f"a shortest path in {piece.kind} {{ }}", "Write it in MATCH.")
        if piece.kind == "EXISTS":
            texts, conditions = self._patterns(match)
            return f"EXISTS {{ MATCH {', '.join(texts)}{self.where(conditions, match.where)} }}"
        if len(match.patterns) > 1 or len(match.patterns[0].elements) == 1:
            self.refuse(piece.start, f"{piece.kind} {{ }} of more or less than one path")
        # as a pattern comprehension it may stand anywhere, which kglite's COUNT { } may not
        pattern, conditions = self.pattern(match.patterns[0])
        result = self.expr(returned) if piece.kind == "COLLECT" and returned is not None else "1"
        found = f"[{pattern}{self.where(conditions, match.where)} | {result}]"
        return found if piece.kind == "COLLECT" else f"size({found})"

    def _patterns(self, match: Match) -> tuple[list[str], list[str]]:
        texts, conditions = [], []
        for path in match.patterns:
            text, more = self.pattern(path)
            texts.append(text)
            conditions += more
        return texts, conditions

    def _only_match(self, piece: Subquery) -> tuple[Match, Expression | None]:
        """Return the one MATCH of a subquery that does no more than match, and what it returns."""
        parts = piece.query.parts
        clauses, returned = list(parts[0]), None
        last = clauses[-1]
        if isinstance(last, Projection) and last.keyword == "RETURN" and _adds_nothing(last):
            clauses.pop()
            returned = last.items[0].expression
        if len(parts) > 1 or len(clauses) != 1 or not isinstance(clauses[0], Match) or clauses[0].optional:
            self.refuse(piece.start, f"this subquery in {piece.kind} {{ }}, which is more than one MATCH")
        return clauses[0], returned

    def _returned(self, clause: Projection, *, top: bool) -> str:
        if not top:
            return self._projected(clause, [hide_variable(item.name) for item in clause.items])
        clause.items.sort(
            key=lambda item: self.columns.index(item.name)
        )  # the parts of a UNION may differ in order
        return self._projected(clause, [f"c{i}" for i in range(len(clause.items))])

    def _projection(self, clause: Projection) -> str:
        return self._projected(clause, [hide_variable(item.name) for item in clause.items])

    def _projected(self, clause: Projection, names: list[str]) -> str:
        """Write WITH or RETURN; in steps where a column computes with aggregates or a sort key is none."""
        grouped = clause.distinct or any(aggregates(item.expression) for item in clause.items)
        before, texts = self._columns_of(clause, grouped=grouped)
        unified = not any(
            aggregates(item.expression) for item in clause.items
        )  # then the groups are distinct
        columns = [f"{text} AS {name}" for text, name in zip(texts, names, strict=True)]
        staged = grouped or self._sorts_by_parts(clause)
        keys, extra = self._order(clause, names, texts, grouped=staged)
        tail = self._tail(clause, keys)
        distinct = "DISTINCT " if clause.distinct and not (before and unified) else ""
        where = self.where([], clause.where) if clause.where is not None else ""
        if clause.where is not None and self._looks_back(clause):
            name, stand_in = self.fresh(), dict(zip((i.name for i in clause.items), texts, strict=True))
            with self.known({shape(Variable(alias)): f"({text})" for alias, text in stand_in.items()}):
                extra.append(f"{self.test(clause.where)} AS {name}")
            where, tail = "", f"{tail} WHERE {name}"
        if not extra:
            return f"{before}{clause.keyword} {distinct}{', '.join(columns)}{tail}{where}"
        same = [f"{name} AS {name}" for name in names]
        if staged:
            before += f"WITH {distinct}{', '.join(columns)} "
            columns = same
        hidden = ", ".join([*columns, *extra])
        return f"{before}WITH {hidden}{tail} {clause.keyword} {', '.join(same)}{where}"

    def _sorts_by_parts(self, clause: Projection) -> bool:
        """Tell whether sort keys are made of columns alone, of which one is a map or list that is made here.

        kglite cannot take a part of such a column in the step that makes it.
        """
        made = (MapProjection, MapLiteral, ListLiteral, Comprehension, PatternComprehension, Subquery)
        columns = {item.name for item in clause.items}
        names = {each.name for order in clause.order for each in walk(order) if isinstance(each, Variable)}
        doubtful = {item.name for item in clause.items if isinstance(item.expression, made)}
        return clause.where is None and names <= columns and bool(names & doubtful)

    def _looks_back(self, clause: Projection) -> bool:
        """Tell whether the WHERE of a WITH names variables that the WITH does not pass on."""
        passed = {item.name for item in clause.items}
        inside = walk(clause.where) if clause.where is not None else ()
        return any(
            isinstance(each, Variable) and each.name in self._dropped(clause) - passed for each in inside
        )

    def _dropped(self, clause: Projection) -> set[str]:
        return set(clause.before)

    def _columns_of(self, clause: Projection, *, grouped: bool) -> tuple[str, list[str]]:
        """Return a WITH that goes before, where one is needed, and the text of each column."""
        expressions = [item.expression for item in clause.items]
        profile = self.facts.profile
        keys = [each for each in expressions if not aggregates(each)]
        unified = grouped and any(has_twins(each, profile) for each in keys)
        if not unified and all(is_aggregate(each) or not aggregates(each) for each in expressions):
            return "", [self.expr(each) for each in expressions]
        names: dict[str, str] = {}
        columns: list[str] = []
        for each in expressions:
            for part in [each] if not aggregates(each) else _aggregates_in(each):
                if shape(part) not in names:
                    names[shape(part)] = self.fresh()
                    columns += self._grouped(part, names[shape(part)], unify=unified)
        with self.known(names):
            return f"WITH {', '.join(columns)} ", [self.expr(each) for each in expressions]

    def _grouped(self, part: Expression, name: str, *, unify: bool) -> list[str]:
        """Write a grouping key or aggregate; of values that Neo4j takes for equal the first stays."""
        text = self.expr(part)
        if is_aggregate(part) or not unify or not has_twins(part, self.facts.profile):
            return [f"{text} AS {name}"]
        return [f"{self.let([part], self.unified)} AS {self.fresh()}", f"head(collect({text})) AS {name}"]

    def _order(
        self, clause: Projection, names: list[str], texts: list[str], *, grouped: bool
    ) -> tuple[list[str], list[str]]:
        """Return the sort keys, and the hidden columns that they need."""
        shapes = {shape(item.expression): name for item, name in zip(clause.items, names, strict=True)}
        aliases = {item.name: name for item, name in zip(clause.items, names, strict=True)}
        stand_in = names if grouped else [f"({text})" for text in texts]
        known = {shape(Variable(item.name)): text for item, text in zip(clause.items, stand_in, strict=True)}
        known = (
            ({shape(item.expression): n for item, n in zip(clause.items, names, strict=True)} | known)
            if grouped
            else known
        )
        keys, extra = [], []
        for order in clause.order:
            self._check_sort_key(order)
            name = self._alias(order, aliases) or shapes.get(shape(order.expression), "")
            if not name:
                name = self.fresh()
                with self.known(known):
                    extra.append(f"{self.expr(order.expression)} AS {name}")
            falling = " DESC" if order.descending else ""
            keys.append(name + falling)
            if may_be(order.expression.type, DATETIME, TIME) and order.expression.type != ANY:
                tie = self.fresh()  # equal times of several zones come by their local time
                columns = dict(zip(names, stand_in, strict=True))
                with self.known(known):
                    extra.append(f"toString({columns.get(name) or self.expr(order.expression)}) AS {tie}")
                keys.append(tie + falling)
        return keys, extra

    def _check_sort_key(self, order: Order) -> None:
        """Refuse to sort times of several types, durations and maps: kglite has another order for them."""
        found = leaves(order.expression.type) & {*TEMPORAL, DURATION, MAP}
        if len(found) > 1 or found & {DURATION, MAP}:
            self.refuse(order.start, f"ORDER BY values of type {' and '.join(sorted(found))}")

    def _alias(self, order: Order, aliases: dict[str, str]) -> str:
        return aliases.get(order.expression.name, "") if isinstance(order.expression, Variable) else ""

    def _tail(self, clause: Projection, keys: list[str]) -> str:
        text = f" ORDER BY {', '.join(keys)}" if keys else ""
        text += f" SKIP {self.expr(clause.skip)}" if clause.skip is not None else ""
        return text + (f" LIMIT {self.expr(clause.limit)}" if clause.limit is not None else "")


_MOST_PATHS = 256  # where kglite ends allShortestPaths


def _aggregates_in(piece: Piece) -> list[Expression]:
    if isinstance(piece, Expression) and is_aggregate(piece):
        return [piece]
    return [
        found for child in children(piece) if not isinstance(child, Query) for found in _aggregates_in(child)
    ]


def _adds_nothing(clause: Projection) -> bool:
    plain = not (clause.distinct or clause.skip or clause.limit or clause.order)
    return plain and not any(aggregates(item.expression) for item in clause.items)
