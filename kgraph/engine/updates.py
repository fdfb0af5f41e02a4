"""Checked clauses that write, written so that kglite does what Neo4j does."""

from __future__ import annotations

from kgraph.engine.equality import SPELLS_TIME
from kgraph.engine.kinds import ANY, DURATION, STRING, TEMPORAL, may_be
from kgraph.engine.names import HIDDEN_LABEL, IDENTITY, hide_key, hide_label, hide_variable
from kgraph.engine.profile import Profile
from kgraph.engine.render import Renderer
from kgraph.engine.syntax import (
    Clause,
    Create,
    Delete,
    Foreach,
    Literal,
    MapLiteral,
    Merge,
    NodePattern,
    Parameter,
    PathPattern,
    Property,
    RelPattern,
    Remove,
    Set,
    SetItem,
    Variable,
)
from kgraph.engine.tree import Expression
from kgraph.engine.writer import WRONG_TYPE, constant


class UpdateRenderer(Renderer):
    """Writes CREATE, MERGE, SET, REMOVE, DELETE and FOREACH."""

    repeated = False
    """Whether the clause stands in FOREACH."""
    merging: Profile
    """What may be known of the graph when MERGE looks for a node."""
    single_row: bool
    """Whether the clause runs once, so that an id can be written down."""

    def clause(self, clause: Clause) -> str:
        """Write any clause."""
        text: str = getattr(self, "_" + type(clause).__name__.lower())(clause)
        return text

    def _create(self, clause: Create) -> str:
        sets: list[str] = []
        before = self._all_there(clause.patterns)
        patterns = ", ".join(self._created(path, sets) for path in clause.patterns)
        return f"{before}CREATE {patterns}" + (f" SET {', '.join(sets)}" if sets else "")

    def _all_there(self, paths: list[PathPattern]) -> str:
        """Write what ends the query where an end of a new relationship is null: kglite makes none then."""
        nodes = (each for path in paths for each in path.elements if isinstance(each, NodePattern))
        doubtful = {each.variable: each for each in nodes if each.bound and each.variable not in self.present}
        if not doubtful or self.repeated:
            return ""
        tests = " OR ".join(f"{hide_variable(name)} IS NULL" for name in doubtful)
        trap = self.trap(
            next(iter(doubtful.values())).start, "a relationship needs a node at both ends", WRONG_TYPE
        )
        return f"WITH * WHERE CASE WHEN {tests} THEN {trap} ELSE true END "

    def _created(self, path: PathPattern, sets: list[str]) -> str:
        texts = [
            self._new_node(each, sets) if isinstance(each, NodePattern) else self._new_rel(each, sets)
            for each in path.elements
        ]
        text = "".join(texts)
        return f"{hide_variable(path.variable)} = {text}" if path.variable else text

    def _new_node(self, node: NodePattern, sets: list[str]) -> str:
        if node.bound:
            return f"({hide_variable(node.variable)})"
        variable = hide_variable(node.variable) if node.variable else self.fresh()
        if node.properties is not None:
            # kglite refuses an unknown key in CREATE when it resembles a known one, but not in SET
            sets.append(f"{variable} += {self.expr(node.properties)}")
        return f"({variable}{self._new_labels(node)} {{id: {self._new_id()}}})"

    def _new_labels(self, node: NodePattern) -> str:
        if node.labels is None:
            return f":{HIDDEN_LABEL}"
        parts = node.labels.parts if node.labels.op == "&" else [node.labels]
        return "".join(f":{hide_label(part.name)}" for part in parts)

    def _new_id(self) -> str:
        if self.single_row:
            return constant(IDENTITY + self.facts.minted())
        return f"({constant(IDENTITY + '_:')} + randomUUID())"

    def _new_rel(self, rel: RelPattern, sets: list[str]) -> str:
        variable = hide_variable(rel.variable) if rel.variable else self.fresh()
        if rel.properties is not None:
            sets.append(f"{variable} += {self.expr(rel.properties)}")
        kind = hide_label(rel.types.name) if rel.types is not None else ""
        left, right = ("<-", "-") if rel.direction == "<" else ("-", "->")
        if rel.direction == "-":
            self.refuse(rel.start, "a relationship without direction here", "Write -> or <-.")
        return f"{left}[{variable}:{kind}]{right}"

    def _merge(self, clause: Merge) -> str:
        before, text = self._all_there([clause.pattern]), self._merged(clause.pattern)
        for word, items in (("CREATE", clause.on_create), ("MATCH", clause.on_match)):
            if items:
                text += f" ON {word} SET {', '.join(self._set_item(item) for item in items)}"
        return f"{before}MERGE {text}"

    def _merged(self, path: PathPattern) -> str:
        texts = []
        for each in path.elements:
            name = hide_variable(each.variable) if each.variable else ""
            entries = self._sought(each.properties) if isinstance(each.properties, MapLiteral) else ""
            if isinstance(each, NodePattern):
                labels = "" if each.bound else self._new_labels(each)
                texts.append(f"({name}{labels}{entries})")
            else:
                left, right = ("<-", "-") if each.direction == "<" else ("-", "->")
                kind = hide_label(each.types.name) if each.types is not None else ""
                texts.append(f"{left}[{name}:{kind}{entries}]{right}")
                if each.direction == "-":
                    self.refuse(each.start, "MERGE of a relationship without direction", "Write -> or <-.")
        text = "".join(texts)
        return f"{hide_variable(path.variable)} = {text}" if path.variable else text

    def _sought(self, properties: MapLiteral) -> str:
        """Write by what MERGE looks."""
        entries = (f"{hide_key(key)}: {self._sought_by(key, value)}" for key, value in properties.entries)
        return f" {{{', '.join(entries)}}}"

    def _sought_by(self, key: str, value: Expression) -> str:
        """Write a value by which MERGE looks; kglite takes a date and a text that spells it for equal."""
        known = Property(Variable(""), key, type=self.merging.kind(key))
        mixed = self.mixes(known, value) or value.type == ANY
        seen = isinstance(value, (Literal, Parameter))
        if (self.listed and may_be(value.type, STRING)) or (mixed and seen):
            self.refuse(value.start, f"MERGE by {key!r}, which holds values of other types")
        if not mixed:
            return self.expr(value)
        stored = self.comparable(known)
        others = [DURATION, *(kind for kind in TEMPORAL if stored - {kind})]
        trap = self.trap(value.start, f"MERGE by {key!r} of a value that may be a date and a text elsewhere")

        def guarded(text: str) -> str:
            doubts = [f"{text} IS :: {' | '.join(others)} AND {text} IS NOT NULL"]
            if stored.intersection(TEMPORAL):
                doubts.append(f"{text} IS :: {STRING} AND {text} =~ {constant(SPELLS_TIME)}")
            return f"(CASE WHEN {' OR '.join(doubts)} THEN {trap} ELSE {text} END)"

        return self.let([value], guarded)

    def _set(self, clause: Set) -> str:
        return "SET " + ", ".join(self._set_item(item) for item in clause.items)

    def _set_item(self, item: SetItem) -> str:
        target = self.target(item.target)
        if item.op == "label":
            return ", ".join(f"{target}:{hide_label(label)}" for label in item.labels)
        sign = "=" if item.op == "property" else item.op
        value = self.expr(item.value) if item.value is not None else "null"
        if item.op == "=" and item.target.type == "NODE":
            return f"{target} = {value}, {target}.title = id({target})"
        return f"{target} {sign} {value}"

    def _remove(self, clause: Remove) -> str:
        texts = []
        for item in clause.items:
            target = self.target(item.target)
            texts += [f"{target}:{hide_label(label)}" for label in item.labels] or [target]
        return "REMOVE " + ", ".join(texts)

    def _delete(self, clause: Delete) -> str:
        return f"{'DETACH ' if clause.detach else ''}DELETE {self.listed_out(clause.targets)}"

    def _foreach(self, clause: Foreach) -> str:
        self.single_row, self.repeated, before = False, True, self.repeated
        body = " ".join(self.clause(each) for each in clause.body)
        self.repeated = before
        return f"FOREACH ({hide_variable(clause.variable)} IN {self.expr(clause.source)} | {body})"
