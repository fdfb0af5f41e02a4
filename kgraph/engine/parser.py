"""Clauses and whole queries."""

from __future__ import annotations

from typing import NoReturn

from kgraph.engine.expressions import ExpressionParser
from kgraph.engine.lexer import place
from kgraph.engine.syntax import (
    CallSubquery,
    Clause,
    Create,
    Delete,
    Foreach,
    HasLabels,
    Item,
    LabelTest,
    MapProjection,
    Match,
    Merge,
    Order,
    Projection,
    Property,
    Query,
    Remove,
    Set,
    SetItem,
    Unwind,
    Variable,
)
from kgraph.engine.tree import Expression
from kgraph.errors import QueryRefused

_CLAUSES = (
    "MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "CREATE", "MERGE", "SET", "REMOVE", "DELETE",
    "DETACH", "FOREACH", "WHERE", "ORDER", "SKIP", "LIMIT", "UNION",
)  # fmt: skip
_SCHEMA = (
    "SHOW",
    "DROP",
    "ALTER",
    "GRANT",
    "DENY",
    "REVOKE",
    "TERMINATE",
    "RENAME",
    "START",
    "STOP",
    "ENABLE",
)
_SCHEMA_CREATE = (
    "INDEX", "CONSTRAINT", "RANGE", "TEXT", "POINT", "FULLTEXT", "VECTOR", "LOOKUP", "BTREE", "DATABASE",
    "COMPOSITE", "ALIAS", "USER", "ROLE", "OR",
)  # fmt: skip
_OUTSIDE = "The embedded store reads and writes its own graph only"


def parse(text: str) -> Query:
    """Read a query; raise where it is not Cypher or not answered here."""
    return Parser(text).whole()


class Parser(ExpressionParser):
    """Reads clauses in the order in which they stand."""

    def whole(self) -> Query:
        """Read the query up to its end."""
        self._version()
        query = self.query()
        if self.skip_sign(";") and self.token.kind != "end":
            self.fail("expected one statement only: send them one by one")
        if self.token.kind != "end":
            self.fail("expected a clause", _CLAUSES)
        return query

    def _version(self) -> None:
        if self.is_words("CYPHER") and self.peek().kind == "integer":
            if self.peek().text != "5":
                self.refuse(
                    self.token.start, f"CYPHER {self.peek().text}", "Write CYPHER 5, or leave it out."
                )
            self.take()
            self.take()
        if self.token.is_word("EXPLAIN", "PROFILE"):
            self.refuse(self.token.start, f"{self.token.text.upper()}")

    def query(self) -> Query:
        """Read single queries joined by UNION."""
        query = Query([self._single()], start=self.token.start)
        kinds: set[bool] = set()
        while self.skip_words("UNION"):
            kinds.add(self.skip_words("ALL"))
            self.skip_words("DISTINCT")
            query.parts.append(self._single())
        if len(kinds) > 1:
            self.fail_at(query.start, "UNION and UNION ALL cannot stand in one query.")
        query.all, query.end = kinds == {True}, self.last_end
        return query

    def _single(self) -> list[Clause]:
        clauses: list[Clause] = []
        while self.token.kind != "end" and not self.is_words("UNION") and not self.is_sign("}", ";", ")"):
            clauses.append(self._clause())
        if not clauses:
            self.fail("expected a clause", _CLAUSES)
        return clauses

    def _clause(self) -> Clause:
        start, word = self.token.start, self.token.text.upper()
        read = _READERS.get(word) if self.token.kind == "name" else None
        if read is None:
            self._outside(word)
        clause: Clause = getattr(self, read)()
        clause.start, clause.end = start, self.last_end
        return clause

    def _outside(self, word: str) -> NoReturn:
        start = self.token.start
        if self.token.kind == "name":
            if word == "LOAD":
                self._refused(start, "LOAD CSV would read a file", "Load files with `kgraph load`.")
            if word in _SCHEMA:
                self._refused(start, f"{word} is a schema or server command", _OUTSIDE + ".")
            if word == "USE":
                self.refuse(start, "USE")
            if word == "FINISH":
                self.refuse(start, "FINISH")
        self.fail("expected a clause", _CLAUSES)

    def _refused(self, offset: int, what: str, hint: str) -> NoReturn:
        line, column = place(self.text, offset)
        raise QueryRefused(f"{what}.", hint, line=line, column=column)

    def _match(self) -> Clause:
        optional = self.skip_words("OPTIONAL")
        if optional and self.is_words("CALL"):
            self.refuse(self.token.start, "OPTIONAL CALL")
        self.need_words("MATCH")
        if self.token.is_word("REPEATABLE", "DIFFERENT") and self.peek().kind == "name":
            self.refuse(self.token.start, "match modes")
        clause = Match(self.patterns(), optional=optional)
        if self.token.is_word("USING"):
            self.refuse(
                self.token.start, "planner hints (USING)", "Leave the hint out: it changes no answer."
            )
        clause.where = self.expression() if self.skip_words("WHERE") else None
        return clause

    def _projection_clause(self) -> Clause:
        clause = Projection(self.take().text.upper(), [])
        clause.distinct = self.skip_words("DISTINCT")
        clause.star = self.skip_sign("*")
        if not clause.star or self.skip_sign(","):
            clause.items.append(self._item())
            while self.skip_sign(","):
                clause.items.append(self._item())
        self._tail(clause)
        if clause.keyword == "WITH" and self.skip_words("WHERE"):
            clause.where = self.expression()
        return clause

    def _tail(self, clause: Projection) -> None:
        if self.skip_words("ORDER"):
            self.need_words("BY")
            clause.order.append(self._order())
            while self.skip_sign(","):
                clause.order.append(self._order())
        if self.skip_words("SKIP") or self.skip_words("OFFSET"):
            clause.skip = self.expression()
        if self.skip_words("LIMIT"):
            clause.limit = self.expression()

    def _item(self) -> Item:
        expression = self.expression()
        name, aliased = self.text[expression.start : expression.end], False
        if self.skip_words("AS"):
            name, aliased = self.name("an alias"), True
        elif isinstance(expression, Variable):
            name = expression.name
        elif isinstance(expression, MapProjection):
            name = expression.variable.name
        return Item(expression, name, aliased, start=expression.start, end=self.last_end)

    def _order(self) -> Order:
        expression = self.expression()
        descending = False
        if self.token.is_word("DESC", "DESCENDING"):
            descending = bool(self.take())
        elif self.token.is_word("ASC", "ASCENDING"):
            self.take()
        if self.token.is_word("NULLS"):
            self.fail("expected the next clause")
        return Order(expression, descending, start=expression.start, end=self.last_end)

    def _paged(self) -> Clause:
        """Read ORDER BY, SKIP and LIMIT as a clause, which is short for WITH * and them."""
        clause = Projection("WITH", [], star=True)
        self._tail(clause)
        return clause

    def _unwind(self) -> Clause:
        self.take()
        source = self.expression()
        self.need_words("AS")
        return Unwind(source, self.name("a variable"))

    def _call_clause(self) -> Clause:
        start = self.take().start
        if not self.is_sign("{", "("):
            self.refuse(start, "procedures (CALL name)", "")
        imports: list[str] | None = None
        if self.skip_sign("("):
            imports = self._imports()
        self.need_sign("{")
        query = self.query()
        self.need_sign("}")
        if self.is_words("IN"):
            self.refuse(self.token.start, "CALL {} IN TRANSACTIONS")
        return CallSubquery(query, imports)

    def _imports(self) -> list[str]:
        names: list[str] = []
        if self.skip_sign("*"):
            names.append("*")
        while self.token.kind in ("name", "quoted"):
            names.append(self.name("a variable"))
            if not self.skip_sign(","):
                break
        self.need_sign(")")
        return names

    def subquery_body(self, kind: str) -> Query:
        """Read a query, or the short form: a pattern with its WHERE."""
        if self.token.kind == "name" and self.token.text.upper() in _READERS and self.peek().text != "=":
            return self.query()
        start = self.token.start
        match = Match(self.patterns(), start=start)
        match.where = self.expression() if self.skip_words("WHERE") else None
        match.end = self.last_end
        if kind == "COLLECT":
            self.fail("expected RETURN")
        return Query([[match]], start=start, end=self.last_end)

    def _create(self) -> Clause:
        start = self.take().start
        if self.token.is_word(*_SCHEMA_CREATE) and self.peek().text != "=":
            self._refused(
                start, "CREATE of an index, constraint or database is a schema command", _OUTSIDE + "."
            )
        return Create(self.patterns())

    def _merge(self) -> Clause:
        self.take()
        clause = Merge(self.path_pattern())
        while self.skip_words("ON"):
            items = clause.on_create if self.token.is_word("CREATE") else clause.on_match
            if not (self.skip_words("CREATE") or self.skip_words("MATCH")):
                self.fail("expected CREATE or MATCH")
            self.need_words("SET")
            items.extend(self._set_items())
        return clause

    def _set(self) -> Clause:
        self.take()
        return Set(self._set_items())

    def _set_items(self) -> list[SetItem]:
        items = [self._set_item()]
        while self.skip_sign(","):
            items.append(self._set_item())
        return items

    def _set_item(self) -> SetItem:
        target = self._target()
        if isinstance(target, HasLabels):
            return SetItem("label", target.base, labels=self._plain(target.labels), start=target.start)
        op = "+=" if self.is_sign("+=") else "="
        self.need_sign(op)
        value = self.expression()
        if isinstance(target, Property) and op == "+=":
            self.fail_at(target.start, "+= sets the properties of a node or relationship.")
        op = "property" if isinstance(target, Property) else op
        return SetItem(op, target, value, start=target.start, end=self.last_end)

    def _target(self) -> Expression:
        start = self.token.start
        target = self._postfix(self.atom())
        inner = target.base if isinstance(target, (Property, HasLabels)) else target
        if self.is_words("IS"):
            self.refuse(start, "SET with IS")
        if not isinstance(inner, Variable) and not isinstance(target, Property):
            self.refuse(start, "a computed target here")
        return target

    def _plain(self, labels: LabelTest) -> list[str]:
        parts = labels.parts if labels.op == "&" else [labels]
        if any(part.op != "name" for part in parts):
            self.fail_at(labels.start, "Labels to set or remove are written :A:B.")
        return [part.name for part in parts]

    def _remove(self) -> Clause:
        self.take()
        items = [self._remove_item()]
        while self.skip_sign(","):
            items.append(self._remove_item())
        return Remove(items)

    def _remove_item(self) -> SetItem:
        target = self._target()
        if isinstance(target, HasLabels):
            return SetItem("label", target.base, labels=self._plain(target.labels), start=target.start)
        if not isinstance(target, Property):
            self.fail_at(target.start, "REMOVE takes a property or a label.")
        return SetItem("property", target, start=target.start, end=self.last_end)

    def _delete(self) -> Clause:
        detach = self.skip_words("DETACH")
        self.skip_words("NODETACH")
        self.need_words("DELETE")
        targets = [self.expression()]
        while self.skip_sign(","):
            targets.append(self.expression())
        return Delete(targets, detach)

    def _foreach(self) -> Clause:
        self.take()
        self.need_sign("(")
        variable = self.name("a variable")
        self.need_words("IN")
        source = self.expression()
        self.need_sign("|")
        clause = Foreach(variable, source, [])
        while not self.is_sign(")"):
            if not self.token.is_word("CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH", "FOREACH"):
                self.fail("expected an updating clause")
            clause.body.append(self._clause())
        self.need_sign(")")
        return clause


_READERS = {
    "MATCH": "_match",
    "OPTIONAL": "_match",
    "WITH": "_projection_clause",
    "RETURN": "_projection_clause",
    **dict.fromkeys(("ORDER", "SKIP", "OFFSET", "LIMIT"), "_paged"),
    "UNWIND": "_unwind",
    "CALL": "_call_clause",
    "CREATE": "_create",
    "MERGE": "_merge",
    "SET": "_set",
    "REMOVE": "_remove",
    "DELETE": "_delete",
    "DETACH": "_delete",
    "NODETACH": "_delete",
    "FOREACH": "_foreach",
}
