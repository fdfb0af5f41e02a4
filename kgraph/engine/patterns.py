"""Patterns: nodes, relationships, paths and label expressions."""

from __future__ import annotations

from kgraph.engine.cursor import Cursor
from kgraph.engine.syntax import LabelTest, NodePattern, PathPattern, RelPattern
from kgraph.engine.tree import Expression

_SELECTORS = {"SHORTESTPATH": "shortestPath", "ALLSHORTESTPATHS": "allShortestPaths"}


class PatternParser(Cursor):
    """Reads patterns; expressions inside them are read by the class below it."""

    bar = -1
    """The token that parts a comprehension's condition from its result, and joins no labels."""

    def expression(self) -> Expression:
        """Read an expression (given by the expression parser)."""
        raise AssertionError

    def patterns(self) -> list[PathPattern]:
        """Read patterns parted by commas."""
        found = [self.path_pattern()]
        while self.skip_sign(","):
            found.append(self.path_pattern())
        return found

    def path_pattern(self) -> PathPattern:
        """Read one pattern with its path variable and shortestPath, if any."""
        start, variable = self.token.start, ""
        if self.token.kind in ("name", "quoted") and self.peek().text == "=":
            variable = self.name("a variable")
            self.take()
        self._refuse_selectors()
        word = self.token.text.upper()
        if word in _SELECTORS and self.peek().text == "(":
            self.take()
            self.take()
            path = self.chain()
            self.need_sign(")")
            path.selector = _SELECTORS[word]
        else:
            path = self.chain()
        path.variable, path.start, path.end = variable, start, self.last_end
        return path

    def _refuse_selectors(self) -> None:
        if self.token.is_word("SHORTEST", "ALL", "ANY") and self.peek().text != "=":
            self.refuse(self.token.start, f"the path selector {self.token.text.upper()}")

    def chain(self) -> PathPattern:
        """Read nodes and relationships by turns."""
        start = self.token.start
        elements: list[NodePattern | RelPattern] = [self.node_pattern()]
        while self.is_sign("-") or (self.is_sign("<") and self.peek().text == "-"):
            elements.append(self.rel_pattern())
            if self.is_sign("+", "*", "{"):
                self.refuse(self.token.start, "quantified path patterns")
            elements.append(self.node_pattern())
        self._refuse_quantified()
        return PathPattern(elements, start=start, end=self.last_end)

    def _refuse_quantified(self) -> None:
        if self.is_sign("(") or (
            self.is_sign("{", "+", "*") and self.tokens[self.at - 1].text in (")", "]", "-", ">")
        ):
            self.refuse(self.token.start, "quantified path patterns")

    def node_pattern(self) -> NodePattern:
        """Read `(n:Label {key: value} WHERE p)`."""
        node = NodePattern(start=self.token.start)
        self.need_sign("(")
        if self.is_sign("("):
            self.refuse(self.token.start, "parenthesized or quantified path patterns")
        node.variable = self._variable()
        node.labels = self._labels()
        node.properties = self._properties()
        node.where = self.expression() if self.skip_words("WHERE") else None
        if self.is_sign("-", "<"):
            self.refuse(self.token.start, "parenthesized or quantified path patterns")
        self.need_sign(")")
        node.end = self.last_end
        return node

    def _variable(self) -> str:
        if self.token.kind == "quoted" or (self.token.kind == "name" and not self._begins_where_or_is()):
            return self.name("a variable")
        return ""

    def _begins_where_or_is(self) -> bool:
        if self.token.is_word("WHERE"):
            return not (self.peek().kind == "sign" and self.peek().text in ")]:{*")
        return self.token.is_word("IS") and self.peek().kind in ("name", "quoted")

    def _labels(self) -> LabelTest | None:
        if self.is_sign(":") or self.is_words("IS"):
            self.take()
            return self.label_expression()
        return None

    def _properties(self) -> Expression | None:
        if self.is_sign("{"):
            return self.expression()
        if self.token.kind == "parameter":
            return self.expression()
        return None

    def rel_pattern(self) -> RelPattern:
        """Read `-[r:TYPE*1..3 {key: value}]->`."""
        rel = RelPattern(start=self.token.start)
        left = self.skip_sign("<")
        self.need_sign("-")
        if self.skip_sign("["):
            rel.variable = self._variable()
            rel.types = self._labels()
            rel.hops = self._hops()
            rel.properties = self._properties()
            rel.where = self.expression() if self.skip_words("WHERE") else None
            self.need_sign("]")
        self.need_sign("-")
        right = self.skip_sign(">")
        rel.direction = "<" if left and not right else ">" if right and not left else "-"
        rel.end = self.last_end
        return rel

    def _hops(self) -> tuple[int | None, int | None] | None:
        if not self.skip_sign("*"):
            return None
        least = self._bound()
        if not self.skip_sign(".."):
            return (least, least) if least is not None else (None, None)
        return least, self._bound()

    def _bound(self) -> int | None:
        return int(self.take().text.replace("_", "")) if self.token.kind == "integer" else None

    def label_expression(self) -> LabelTest:
        """Read labels joined by `|`, `&`, `:`, `!`."""
        start, parts = self.token.start, [self._label_and()]
        while self.at != self.bar and self.skip_sign("|"):
            self.skip_sign(":")
            parts.append(self._label_and())
        return parts[0] if len(parts) == 1 else LabelTest("|", parts=parts, start=start, end=self.last_end)

    def _label_and(self) -> LabelTest:
        start, parts, colon = self.token.start, [self._label_not()], ""
        while self.is_sign("&", ":"):
            sign = self.take().text
            colon = colon or sign
            parts.append(self._label_not())
        return parts[0] if len(parts) == 1 else LabelTest("&", colon, parts, start=start, end=self.last_end)

    def _label_not(self) -> LabelTest:
        start = self.token.start
        if self.skip_sign("!"):
            return LabelTest("!", parts=[self._label_not()], start=start, end=self.last_end)
        if self.skip_sign("("):
            inner = self.label_expression()
            self.need_sign(")")
            return inner
        if self.skip_sign("%"):
            return LabelTest("%", start=start, end=self.last_end)
        if self.is_sign("$") or self.token.kind == "parameter":
            self.refuse(start, "labels and types from parameters")
        return LabelTest("name", self.name("a label or type"), start=start, end=self.last_end)
