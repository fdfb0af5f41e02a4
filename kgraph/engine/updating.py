"""What clauses that write may name, what they may set, and what that makes known of the graph."""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.engine.kinds import (
    ANY,
    BOOLEAN,
    FLOAT,
    INTEGER,
    LIST,
    MAP,
    NODE,
    NULL,
    PATH,
    RELATIONSHIP,
    STRING,
    item_of,
    may_be,
    union,
)
from kgraph.engine.profile import Profile
from kgraph.engine.syntax import (
    Call,
    Case,
    Clause,
    Comprehension,
    Create,
    Delete,
    Foreach,
    ListLiteral,
    MapLiteral,
    MapProjection,
    Merge,
    NodePattern,
    Parameter,
    PathPattern,
    PatternComprehension,
    Property,
    RelPattern,
    Remove,
    Set,
    SetItem,
    Subscript,
    Variable,
)
from kgraph.engine.tree import Expression, Piece, children, shape, walk
from kgraph.engine.typed import DELETED, Names, Typed

_PLAIN = union((BOOLEAN, FLOAT, INTEGER, STRING, LIST))
"""What a value may be by which MERGE looks, if nothing is known of it: `UpdateRenderer` takes no other."""


class Updating(Typed):
    """Checks CREATE, MERGE, SET, REMOVE, DELETE and FOREACH."""

    after: Profile
    """What will be known of the graph once the query has written."""

    def clause(self, clause: Clause, names: Names) -> Names:
        """Check any clause and return what is known after it."""
        self.label_styles = set()
        result: Names = getattr(self, "_" + type(clause).__name__.lower())(clause, names)
        return result

    def fresh(self, name: str, offset: int, names: Names) -> None:
        """Refuse a name that is in use."""
        if name in names:
            self.fail(offset, f"Variable {name!r} is already in use.")

    def _create(self, clause: Create, names: Names) -> Names:
        inner = dict(names)
        for path in clause.patterns:
            self._created(path, inner)
        return inner

    def _created(self, path: PathPattern, names: Names, *, merged: bool = False) -> None:
        before = dict(names)
        for element in path.elements:
            if isinstance(element, NodePattern):
                again = element.variable in names
                if again and (element.labels or element.properties or len(path.elements) == 1):
                    self.fail(element.start, f"Variable {element.variable!r} is already in use.")
                element.bound = again
            elif element.variable in names:
                self.fail(element.start, f"Variable {element.variable!r} is already in use.")
            self._updating(element)
            self.pattern_part(element, names)
        if path.variable:
            self.refuse(path.start, "a name for a path that is created")
        self.pattern_values(path, before | names)
        self._check_own(path, names.keys() - before.keys())
        for element in path.elements:
            if element.properties is not None:
                self._note_map(element.properties, unknown=_PLAIN if merged else ANY)
            self._note_names(element)

    def _check_own(self, path: PathPattern, new: set[str]) -> None:
        """Fail where a path is created with properties of what it creates itself."""
        for element in path.elements:
            inside = walk(element.properties) if element.properties is not None else ()
            if any(isinstance(each, Variable) and each.name in new for each in inside):
                self.fail(
                    element.start, "A path cannot be created of its own properties.", "SET them after it."
                )

    def _note_names(self, element: NodePattern | RelPattern) -> None:
        test = element.labels if isinstance(element, NodePattern) else element.types
        if test is not None:
            self.after.label(part.name for part in (test.parts or [test]))

    def pattern_part(self, element: NodePattern | RelPattern, names: Names) -> None:
        """Add the name of one element of a pattern that is created."""
        if isinstance(element, NodePattern):
            self._name(element.variable, NODE, element.start, names)
        else:
            self._name(element.variable, RELATIONSHIP, element.start, names)

    def _updating(self, element: NodePattern | RelPattern) -> None:
        if isinstance(element, NodePattern):
            if element.where is not None:
                self.fail(element.start, "WHERE cannot stand in a pattern that is created.")
            parts = element.labels.parts if element.labels and element.labels.op == "&" else [element.labels]
            if any(part is not None and part.op != "name" for part in parts):
                self.fail(element.start, "Labels to create are written :A:B.")
            return
        if element.hops is not None or element.where is not None:
            self.fail(element.start, "A relationship that is created has neither * nor WHERE.")
        if element.types is None or element.types.op != "name":
            self.fail(element.start, "A relationship that is created has one type.")

    def _merge(self, clause: Merge, names: Names) -> Names:
        inner = dict(names)
        self._check_merge(clause.pattern, names)
        self._created(clause.pattern, inner, merged=True)
        for items in (clause.on_create, clause.on_match):
            self._check_order(items)
        for item in (*clause.on_create, *clause.on_match):
            self._set_item(item, inner)
        return inner

    def _check_order(self, items: list[SetItem]) -> None:
        """Refuse to read what the same SET has set: Neo4j computes all values of one node first."""
        done: dict[str, set[str]] = {}
        for item in items:
            target = item.target
            if item.op != "property" or not isinstance(target, Property):
                continue
            keys = done.setdefault(shape(target.base), set())
            if item.value is not None and any(_reads(piece, keys) for piece in walk(item.value)):
                self.refuse(item.start, "reading a property that the same SET has set", "Write a second SET.")
            keys.add(target.key)

    def _check_merge(self, path: PathPattern, names: Names) -> None:
        nodes = [each for each in path.elements if isinstance(each, NodePattern)]
        if path.variable or len(nodes) > 2:
            self.refuse(path.start, "MERGE of a path", "MERGE its nodes and relationships one by one.")
        if len(nodes) == 2 and any(node.variable not in names for node in nodes):
            self.refuse(path.start, "MERGE of nodes and relationship at once", "MERGE the nodes first.")
        if len(nodes) == 1 and nodes[0].labels is None:
            self.refuse(path.start, "MERGE of a node without label", "Give it a label.")
        if any(
            each.properties is not None and not isinstance(each.properties, MapLiteral)
            for each in path.elements
        ):
            self.fail(path.start, "MERGE takes no parameter as a map.", "Write {key: $parameter.key}.")

    def _set(self, clause: Set, names: Names) -> Names:
        self._check_order(clause.items)
        for item in clause.items:
            self._set_item(item, names)
        return names

    def _remove(self, clause: Remove, names: Names) -> Names:
        return self._set(Set(clause.items), names)

    def _note(self, item: SetItem, kind: str) -> None:
        """Take note of what a property may hold from now on."""
        if item.op == "property" and isinstance(item.target, Property):
            self.after.may_hold(item.target.key, kind)
        elif item.value is not None:
            self._note_map(item.value)

    def _note_map(self, value: Expression, unknown: str = ANY) -> None:
        given = self.given.get(value.name) if isinstance(value, Parameter) else None
        if isinstance(value, MapLiteral):
            for key, each in value.entries:
                self.after.may_hold(key, unknown if each.type == ANY else each.type)
        elif isinstance(given, Mapping):
            self.after.see({str(key): each for key, each in given.items()})
            self.after.touched |= {str(key) for key in given}
        else:
            if (may_be(value.type, NODE, RELATIONSHIP) and value.type != ANY) or uses_map(
                value, handed_out=False
            ):
                self.refuse(value.start, "the properties of one node or relationship as those of another")
            self.after.open_ended = True

    def _set_item(self, item: SetItem, names: Names) -> None:
        self.check(item.target, names)
        self.after.label(item.labels)
        if item.value is not None:
            kind = self.check(item.value, names)
            self._note(item, kind)
            if item.op == "property" and kind in (MAP, NODE, RELATIONSHIP, PATH):
                self.fail(item.value.start, f"A property cannot hold a value of type {kind}.")

    def _delete(self, clause: Delete, names: Names) -> Names:
        for target in clause.targets:
            kind = self.check(target, names)
            if not may_be(kind, NODE, RELATIONSHIP, PATH, NULL):
                self.fail(target.start, f"A value of type {kind} cannot be deleted.")
        gone = {target.name: DELETED for target in clause.targets if isinstance(target, Variable)}
        return names | gone

    def _foreach(self, clause: Foreach, names: Names) -> Names:
        kind = self.check(clause.source, names)
        self.fresh(clause.variable, clause.start, names)
        inner = names | {clause.variable: item_of(kind)}
        for each in clause.body:
            inner = self.clause(each, inner)
        return names


def _reads(piece: Piece, keys: set[str]) -> bool:
    """Tell whether a piece reads one of these keys, or any."""
    if isinstance(piece, Property):
        return piece.key in keys
    whole = isinstance(piece, Call) and piece.name.lower() in ("keys", "properties")
    return bool(keys) and (whole or isinstance(piece, (Subscript, MapProjection)))


def uses_map(piece: object, *, handed_out: bool) -> bool:
    """Tell whether a map of all properties is computed with, rather than handed out or asked for one key."""
    if isinstance(piece, (Property, Subscript)) and _is_map(piece.base):
        return False
    if isinstance(piece, Call) and piece.name.lower() == "keys" and _is_map(piece.arguments[0]):
        return False
    if _is_map(piece):
        return not handed_out
    passing = isinstance(
        piece, (ListLiteral, MapLiteral, MapProjection, Comprehension, PatternComprehension, Case)
    ) or (isinstance(piece, Call) and piece.name.lower() in ("collect", "coalesce") and not piece.distinct)
    return any(uses_map(child, handed_out=handed_out and passing) for child in children(piece))


def _is_map(piece: object) -> bool:
    whole = isinstance(piece, MapProjection) and any(key == "*" for key, _ in piece.entries)
    return whole or (isinstance(piece, Call) and piece.name.lower() == "properties")
